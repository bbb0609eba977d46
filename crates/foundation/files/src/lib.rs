//! Files that hang on records: pictures in several sizes, logos, flyers, each with its rights and its words.
