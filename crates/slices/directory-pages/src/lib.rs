//! The pages of the directory: organisations, places, municipalities, networks, life situations and topics.
