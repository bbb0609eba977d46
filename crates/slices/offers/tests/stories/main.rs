//! How offers come in, what is kept of them, and how they are found, on both databases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod county;
mod demo;
mod import;
mod location;
mod search;
mod search_crash;
mod store;
