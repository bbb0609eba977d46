//! How offers come in from elsewhere.

pub mod calendar;
