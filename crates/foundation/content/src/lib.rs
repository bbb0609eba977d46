//! Content: texts in several languages on any record, and the vocabularies by which records are ordered and found.
