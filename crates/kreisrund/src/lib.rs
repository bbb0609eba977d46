//! Kreisrund put together: the commands for operators, the configuration, the server.
//!
//! The program itself is `main.rs`; everything lies here so that tests can build the same house that the program
//! serves.

pub mod cli;
pub mod commands;
pub mod config;
pub mod failure;
mod fetch;
pub mod house;
pub mod logging;
mod progress;
pub mod serve;
mod sitemap;
