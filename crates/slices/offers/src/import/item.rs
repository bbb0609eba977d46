//! What a source says, read and not yet brought in.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kreisrund_content::{Texts, Vocabulary};
use kreisrund_kernel::{OrganisationId, Period, Position, Price, WebAddress};

use crate::offer::{Accessibility, Ages, Contact, Form, OfferDate, Online, Registration, Rule, Source};

/// A source as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Which source it is.
    pub source: Source,
    /// What it calls itself.
    pub name: Option<String>,
    /// What it offers. Every key appears once.
    pub items: Vec<Item>,
    /// What it has and what stays out.
    pub left: Vec<Left>,
    /// What could not be understood or was put right, with its line or row.
    pub notes: Vec<super::Note>,
    /// Whether all of it could be read, so that what is missing here is missing there.
    pub complete: bool,
    /// The days from which dates were taken, both included.
    pub days: (Date, Date),
    /// The day on which it was read.
    pub today: Date,
}

/// Something a source has that stays out.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// Its key.
    pub key: String,
    /// The line or row on which it begins.
    pub line: Option<usize>,
    /// Why it stays out, in a sentence.
    pub reason: String,
    /// Whether it is not for the public: then what is known of it is taken back.
    pub private: bool,
    /// Its dates, as far as they could be read; none of what is private.
    pub dates: Vec<OfferDate>,
}

impl Left {
    /// The record `key` that stays out because of `reason`.
    #[must_use]
    pub fn new(key: impl Into<String>, line: Option<usize>, reason: impl Into<String>) -> Self {
        Self { key: key.into(), line, reason: reason.into(), private: false, dates: Vec::new() }
    }
}

/// An offer as a source has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name there, the same each time.
    pub key: String,
    /// Whose offer it is, where the source tells that of each; else whoever hands the source in has it.
    pub organisation: Option<OrganisationId>,
    /// The line or row on which it begins.
    pub line: Option<usize>,
    /// Title, summary and text. An empty summary is made of the text.
    pub texts: Texts,
    /// Course, event or service.
    pub form: Form,
    /// Where it takes place, as the source says it.
    pub venue: SourceVenue,
    /// Who answers questions.
    pub contact: Option<Contact>,
    /// For which ages it is.
    pub ages: Option<Ages>,
    /// What it costs.
    pub price: Option<Price>,
    /// What helps those who need it.
    pub accessibility: Accessibility,
    /// How one signs up.
    pub registration: Registration,
    /// A page with more about it.
    pub link: Option<WebAddress>,
    /// The days on which it is to be shown.
    pub validity: Period,
    /// Terms as the source writes them: short names or labels of the vocabulary. Unknown ones are left out.
    pub terms: BTreeMap<Vocabulary, Vec<String>>,
    /// The version in which the source has it.
    pub sequence: i64,
    /// The rule of its dates.
    pub series: Option<Rule>,
    /// Its dates.
    pub dates: Vec<OfferDate>,
    /// What should be known about it, in a sentence.
    pub note: Option<String>,
}

impl Item {
    /// An item of which nothing more is known.
    #[must_use]
    pub fn new(key: impl Into<String>, texts: Texts, form: Form) -> Self {
        Self {
            key: key.into(),
            organisation: None,
            line: None,
            texts,
            form,
            venue: SourceVenue::default(),
            contact: None,
            ages: None,
            price: None,
            accessibility: Accessibility::default(),
            registration: Registration::default(),
            link: None,
            validity: Period::ALWAYS,
            terms: BTreeMap::new(),
            sequence: 0,
            series: None,
            dates: Vec::new(),
            note: None,
        }
    }
}

/// Where something takes place, as a source says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceVenue {
    /// The place in words: name, street, postcode, town, as far as they are given.
    pub text: Option<String>,
    /// The town, where the source keeps it apart from `text`.
    pub town: Option<String>,
    /// Its position.
    pub position: Option<Position>,
    /// Where on the net it takes place, beside the place or instead of one.
    pub online: Option<Online>,
    /// Whether it comes to you, everywhere in the county.
    pub at_yours: bool,
}
