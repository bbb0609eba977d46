//! How offers come in, what is kept of them, and how they are found, on both databases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod absence;
mod calendars;
mod county;
mod days;
mod demo;
mod generate;
mod import;
mod import_employment_agency;
mod import_json_ld;
mod import_table;
mod importing;
mod location;
mod search;
mod search_crash;
mod store;
