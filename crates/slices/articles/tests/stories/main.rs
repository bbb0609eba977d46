//! How articles are written, shown, taken back and found, on both databases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod county;
mod demo;
mod search;
mod store;
