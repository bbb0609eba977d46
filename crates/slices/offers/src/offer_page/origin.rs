//! Where what stands on the page comes from, and how to tell the office that something is wrong.

use kreisrund_kernel::clock::county_time_zone;
use kreisrund_web::Page;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::gathered::Gathered;
use crate::offer::{Format, Origin};

/// Where the offer comes from and when it was last changed, in a sentence.
pub fn sentence(page: &Page, gathered: &Gathered) -> String {
    let offer = &gathered.offer;
    let changed = page.date(offer.updated_at.to_zoned(county_time_zone()).date());
    let name = gathered.organisation.as_ref().map(|organisation| organisation.details.name.clone());
    let said = [("name", name.unwrap_or_default().into()), ("date", changed.into())];
    let whence = match &offer.origin {
        Origin::Entered => page.t_with("offers-origin-entered", said),
        Origin::Demo { .. } => page.t_with("offers-origin-demo", said),
        Origin::Imported { source, .. } => match source.format {
            Format::ICalendar => page.t_with("offers-origin-calendar", said),
            Format::JsonLd => page.t_with("offers-origin-page", said),
            Format::Table => page.t_with("offers-origin-table", said),
            Format::EmploymentAgency => page.t_with("offers-origin-employment-agency", said),
        },
    };
    let added = matches!(offer.origin, Origin::Imported { .. }) && !offer.provenance.is_empty();
    if added { format!("{whence} {}", page.t("offers-origin-added")) } else { whence }
}

/// The address that begins a mail about this page to the office; none where the office has no mailbox.
pub fn feedback(page: &Page, title: &str) -> Option<String> {
    let mailbox = Some(page.operator().email.as_str()).filter(|mailbox| !mailbox.is_empty())?;
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let subject = encoded(&page.t_text("offers-feedback-subject", "title", title));
    Some(format!("mailto:{mailbox}?subject={subject}&body={}", encoded(&page.canonical())))
}
