//! What operators do on the command line, with the program itself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod calendars;
mod evidence;
mod index;
mod lists;
mod offers;
mod office;
mod pages;
mod running;
mod school_holidays;
mod synonyms;
