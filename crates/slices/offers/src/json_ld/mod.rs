//! Offers as search engines and other programs read them on their pages: schema.org's Event and EventSeries, Course with
//! its CourseInstance, and Service (<https://schema.org/docs/full.html>).

mod course;
mod event;
mod parts;
mod schedule;
mod service;

use jiff::Timestamp;
use kreisrund_slice::json_ld::Entry;
use kreisrund_web::Page;

use crate::{offer::Form, offer_page::gathered::Gathered};

/// What the page of an offer says, for programs; none for an event without a date, which would be no event.
///
/// `title` and `description` are those in the language in which the page is read.
pub fn of(page: &Page, gathered: &Gathered, title: &str, description: &str, now: Timestamp) -> Option<Entry> {
    let told = parts::Told { page, gathered, title, description, now };
    match &gathered.offer.details.form {
        Form::Event => event::entry(&told),
        Form::Course(course) => Some(course::entry(&told, course)),
        Form::Service(service) => Some(service::entry(&told, service)),
    }
}
