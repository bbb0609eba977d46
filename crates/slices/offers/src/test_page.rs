//! A page outside of any request, for tests of words.

use std::sync::Arc;

use kreisrund_kernel::{FixedClock, Language};
use kreisrund_web::{Mode, Operator, Page, Shell, Site};

/// A page in `language`; it is Sunday, 22 November 2026, 10:00 in the county.
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
pub fn test_page(language: Language) -> Page {
    let site = Site {
        name: "Kreisrund".to_owned(),
        county_name: "Landkreis Elbe-Elster".to_owned(),
        operator: Operator::default(),
        base_url: "https://portal.example.org".to_owned(),
        mode: Mode::Demo,
    };
    let clock = FixedClock("2026-11-22T09:00:00Z".parse().unwrap());
    let shell =
        Shell::builder(site, Arc::new(clock)).texts(kreisrund_slice::TEXTS).texts(crate::TEXTS).build();
    Page::detached(shell, language, "/angebote/probe")
}
