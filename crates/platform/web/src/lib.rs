//! What every page of Kreisrund shares: the shell around it, its languages, its forms and messages, its styles and
//! scripts, its errors and its manners towards browsers.
//!
//! A slice writes handlers and templates; this crate gives it the [`Page`] that every template holds, [`render`],
//! [`Problem`] and the building blocks in `templates/components.html`. It knows nothing of offers, places or people.
//!
//! The binary makes one [`Shell`] and wraps its finished router with [`finish`]: that is where languages, error pages,
//! security headers, compression and conditional requests happen, for every slice alike.

extern crate self as kreisrund_web;

mod address;
mod answers;
mod assets;
mod cache;
mod card;
pub mod feed;
pub mod filters;
mod finish;
pub mod form;
pub mod format;
mod frames;
mod gallery;
#[cfg(test)]
mod http_tests;
mod map;
mod motif;
mod open_data;
mod own_routes;
mod page;
mod pagination;
mod parts;
mod prices;
mod problem;
mod query;
mod ring;
mod shell;
pub mod texts;

pub use answers::{Answers, Asked, Document, Made};
pub use assets::Assets;
pub use cache::{CachePolicy, render};
pub use card::{Card, CardPicture, Chip, ChoiceLink, direction};
pub use finish::{ImagesFrom, finish};
pub use fluent_bundle::FluentValue;
pub use frames::FramesOwnPages;
pub use kreisrund_kernel::Language;
pub use map::{AreaMap, MapLabel, MapMark, MapShape};
pub use motif::{motif, motif_of, motifs};
pub use page::{
    Alternate, Crumb, Given, LanguageLink, Message, MessageKind, NavigationLink, Page, ReadingLink, RequestId,
};
pub use pagination::{PageLink, Pagination};
pub use parts::{AccessLine, Hours, HoursDay, Link, Name, Panel, Subscription, Tongue};
pub use problem::Problem;
pub use query::Parameters;
pub use ring::ring_logo;
pub use shell::{LegalDetails, Mode, NavigationItem, Operator, ReadingItem, Shell, ShellBuilder, Site};
pub use texts::{TextFile, Texts};

/// The texts of this crate itself; [`Shell::builder`] adds them on its own.
pub(crate) const OWN_TEXTS: [TextFile; 2] = text_files!();
