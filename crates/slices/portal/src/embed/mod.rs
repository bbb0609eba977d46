//! Searches on other people's pages: the widget (list, calendar or map), the script that makes an element of it, the page
//! that builds the lines to paste, and the screen in a foyer.
//!
//! | address | what it is |
//! |---|---|
//! | `/widget` | a small page for a frame, whole without script; the element takes its content from there |
//! | `/widget.css` | the colour that was chosen, so that it can be read |
//! | `/kreisrund.js` | the element `<kreisrund-suche>` |
//! | `/bildschirm` | the next dates in large type, for a television |
//! | `/einbetten` | builds all of them |
//!
//! Widget and screen take the parameters of `/suche` (see [`crate::question`]) and, beside them:
//!
//! | parameter | meaning |
//! |---|---|
//! | `anzahl` | how many hits or dates at once, 1 to 50 |
//! | `farbe` | the colour of links, `1a6b3c`; made lighter or darker until it can be read |
//! | `schema` | `hell`, `dunkel`; otherwise `auto`, as the visitor's system has it |
//! | `titel` | a heading of one's own, at most 80 letters |
//!
//! Sites that embed them may have thousands of visitors at once, so both are made once and kept, as feeds are.

mod builder;
mod colour;
mod files;
mod look;
mod screen;
mod snippet;
mod widget;

use axum::{Router, routing::get};
use kreisrund_slice::House;
use kreisrund_web::NavigationItem;

/// The page for a frame.
const WIDGET: &str = "/widget";
/// The colour of a widget.
const THEME: &str = "/widget.css";
/// The element's script.
const SCRIPT: &str = "/kreisrund.js";
/// The screen in a foyer.
const SCREEN: &str = "/bildschirm";
/// The page that builds all of them.
pub const BUILDER: &str = "/einbetten";

/// The link at the foot of every page.
pub const FOOTER: NavigationItem = NavigationItem { text: "portal-embed-nav", path: BUILDER };

/// Their routes.
pub fn routes() -> Router<House> {
    Router::new()
        .route(WIDGET, get(widget::page))
        .route(THEME, get(files::theme))
        .route(SCRIPT, get(files::script))
        .route(SCREEN, get(screen::page))
        .route(BUILDER, get(builder::page))
}
