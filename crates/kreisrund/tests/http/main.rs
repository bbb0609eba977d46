//! What visitors and programs get over HTTP, told as their stories, on both databases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod api;
mod articles;
mod bad_input;
mod beside_offers;
mod calendar;
mod damaged_index;
mod directory;
mod embed;
mod evidence;
mod feeds;
mod first_minute;
mod health;
mod json;
mod map;
mod nodes;
mod offer;
mod offer_calendars;
mod offer_json_ld;
mod portal;
mod search;
mod sitemap;
mod standing_pages;
mod suggestions;
mod village;
mod visitor;
