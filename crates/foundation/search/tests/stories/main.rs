//! What people ask the index, and how it stays true whatever happens to its folder.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod directory;
mod filters;
mod folder;
mod generations;
mod hostile;
mod oracle;
mod phrases;
mod shelf;
mod verify;
mod words;
