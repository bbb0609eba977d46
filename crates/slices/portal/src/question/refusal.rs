//! What in an address can't be answered.

use jiff::civil::Date;
use kreisrund_areas::lookup::Candidate;

use crate::choice::Choice;

/// Something in the address that can't be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// No place of that name or postcode.
    UnknownPlace {
        /// What was typed.
        given: String,
        /// Places with a similar name.
        similar: Vec<Candidate>,
    },
    /// Several places of that name.
    AmbiguousPlace {
        /// What was typed.
        given: String,
        /// The places.
        candidates: Vec<Candidate>,
    },
    /// A radius that is no number, or one beyond reason.
    Radius {
        /// What was typed.
        given: String,
    },
    /// A day that is none.
    Date {
        /// The parameter.
        parameter: &'static str,
        /// What was typed.
        given: String,
    },
    /// A period that ends before it begins.
    Backwards {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// A named period that does not exist.
    Preset {
        /// What was typed.
        given: String,
    },
    /// A kind that does not exist.
    Kind {
        /// What was typed.
        given: String,
    },
    /// Something to choose that does not exist.
    UnknownChoice {
        /// Among what it was chosen.
        choice: Choice,
        /// What was typed.
        given: String,
    },
    /// A region or municipality that does not exist.
    Region {
        /// What was typed.
        given: String,
    },
    /// A weekday that does not exist.
    Weekday {
        /// What was typed.
        given: String,
    },
    /// A part of the day that does not exist.
    PartOfDay {
        /// What was typed.
        given: String,
    },
    /// An order that does not exist.
    Order {
        /// What was typed.
        given: String,
    },
    /// A view of the results, or a span of the calendar, that does not exist.
    View {
        /// What was typed.
        given: String,
    },
    /// A part of the map that is none.
    Piece {
        /// What was typed.
        given: String,
    },
    /// A day that the calendar does not reach.
    OffCalendar {
        /// The day.
        given: Date,
    },
    /// A page number that is none.
    Page {
        /// What was typed.
        given: String,
    },
}
