//! The examples as they stand in the files.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use kreisrund_areas::area::Postcode;
use kreisrund_content::LanguageTag;
use kreisrund_kernel::{MunicipalityKey, Period, Position, Slug, period::EndsBeforeItBegins};
use kreisrund_schedule::OpeningHours;
use serde::Deserialize;

use super::problem::{NotExamples, Problem, Record, RecordKind};
use crate::{
    accessibility::{Accessibility, Check, CheckState, Feature},
    network::{MemberRole, NetworkKind},
    organisation::{Contact, Role},
};

/// Invented records that fit together: every short name stands for one, and what they refer to is among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examples {
    /// The organisations.
    pub organisations: Vec<ExampleOrganisation>,
    /// The places.
    pub places: Vec<ExamplePlace>,
    /// The networks.
    pub networks: Vec<ExampleNetwork>,
    /// The programmes.
    pub programmes: Vec<ExampleProgramme>,
}

/// A text in another language than German.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleText {
    /// The language.
    pub language: LanguageTag,
    /// The name in that language; the record's own name where there is none.
    pub title: Option<String>,
    /// A sentence for lists.
    #[serde(default)]
    pub summary: String,
    /// The text.
    pub body: String,
}

/// An invented organisation.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleOrganisation {
    /// The short name.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// What it is and does, in German.
    pub about: Option<String>,
    /// The same in a sentence, for lists.
    pub summary: Option<String>,
    /// The same in other languages.
    #[serde(default)]
    pub texts: Vec<ExampleText>,
    /// The address for mail.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The address of its pages.
    pub website: Option<String>,
    /// The municipality of its seat; nothing where nobody is to know where that is.
    pub municipality: Option<MunicipalityKey>,
    /// The place of its seat.
    pub seat: Option<Slug>,
    /// What it is in the county.
    #[serde(default)]
    pub roles: BTreeSet<Role>,
    /// Its carrier.
    pub carrier: Option<Slug>,
    /// The organisation of which it is a branch.
    pub branch_of: Option<Slug>,
    /// The languages that are spoken there.
    #[serde(default)]
    pub languages: Vec<Slug>,
    /// What it is about.
    #[serde(default)]
    pub topics: Vec<Slug>,
    /// For whom it is there.
    #[serde(default)]
    pub audiences: Vec<Slug>,
    /// Its quality marks.
    #[serde(default)]
    pub marks: Vec<ExampleMark>,
    /// When it is open.
    pub opening_hours: Option<OpeningHours>,
    /// What is to be known beside the opening hours.
    pub opening_note: Option<String>,
    /// Whom to ask for what.
    #[serde(default)]
    pub contacts: Vec<Contact>,
}

/// A quality mark.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleMark {
    /// The mark.
    pub term: Slug,
    since_days_ago: Option<i64>,
    until_in_days: Option<i64>,
    /// Where the award can be checked.
    pub address: Option<String>,
}

/// An invented place.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExamplePlace {
    /// The short name.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// What it is like and how to get there, in German.
    pub about: Option<String>,
    /// The same in a sentence, for lists.
    pub summary: Option<String>,
    /// The same in other languages.
    #[serde(default)]
    pub texts: Vec<ExampleText>,
    /// Street and number.
    pub street: Option<String>,
    /// The postcode.
    pub postcode: Option<Postcode>,
    /// The locality.
    pub locality: Option<String>,
    /// The municipality in which it lies.
    pub municipality: MunicipalityKey,
    latitude: Option<f64>,
    longitude: Option<f64>,
    /// The organisation that runs it.
    pub organisation: Option<Slug>,
    #[serde(default)]
    accessibility: BTreeMap<Feature, ExampleCheck>,
}

/// A check of a place's accessibility.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleCheck {
    state: CheckState,
    note: Option<String>,
    checked_days_ago: Option<i64>,
    /// The doors' clear width.
    centimetres: Option<u16>,
}

/// An invented network.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleNetwork {
    /// The short name.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// What it does, in German.
    pub about: Option<String>,
    /// The same in a sentence, for lists.
    pub summary: Option<String>,
    /// The same in other languages.
    #[serde(default)]
    pub texts: Vec<ExampleText>,
    /// What it is about.
    pub kind: NetworkKind,
    /// The municipality of its office.
    pub municipality: Option<MunicipalityKey>,
    /// The address for mail.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The address of its pages.
    pub website: Option<String>,
    /// Its members.
    #[serde(default)]
    pub members: Vec<ExampleMember>,
}

/// A network's member.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleMember {
    /// The organisation.
    pub organisation: Slug,
    /// Its part.
    pub role: MemberRole,
    since_days_ago: Option<i64>,
    until_in_days: Option<i64>,
}

/// An invented programme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleProgramme {
    /// The short name.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// What it is for, in German.
    pub about: Option<String>,
    /// The same in a sentence, for lists.
    pub summary: Option<String>,
    /// The same in other languages.
    #[serde(default)]
    pub texts: Vec<ExampleText>,
    /// Who pays.
    pub funder: String,
    from_days_ago: Option<i64>,
    until_in_days: Option<i64>,
    /// The sentence that has to stand wherever the funded work is shown.
    pub statement: Option<String>,
    /// What the funder asks for.
    pub duties: Option<String>,
    /// The address of its pages.
    pub website: Option<String>,
    /// What it pays for.
    #[serde(default)]
    pub attached: Vec<Funded>,
}

/// What a programme pays for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Funded {
    /// An organisation.
    Organisation(Slug),
    /// A network.
    Network(Slug),
    /// A place.
    Place(Slug),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "organisation")]
    organisations: Vec<ExampleOrganisation>,
    #[serde(default, rename = "place")]
    places: Vec<ExamplePlace>,
    #[serde(default, rename = "network")]
    networks: Vec<ExampleNetwork>,
    #[serde(default, rename = "programme")]
    programmes: Vec<ExampleProgramme>,
}

/// Reads examples from files, each with its name: tables `[[organisation]]`, `[[place]]`, `[[network]]` and
/// `[[programme]]` in TOML.
///
/// # Errors
/// [`NotExamples`] when a file has another shape, repeats a short name or refers to nothing.
pub fn read_examples(files: &[(&str, &str)]) -> Result<Examples, NotExamples> {
    let mut examples = Examples::default();
    for (name, text) in files {
        let file: File = toml::from_str(text)
            .map_err(|error| NotExamples::Toml { file: (*name).to_owned(), message: error.to_string() })?;
        examples.organisations.extend(file.organisations);
        examples.places.extend(file.places);
        examples.networks.extend(file.networks);
        examples.programmes.extend(file.programmes);
    }
    let known = examples.records()?;
    for (record, other) in examples.references() {
        if !known.contains(&other) {
            return Err(NotExamples::Record { record, problem: Problem::Unknown(other) });
        }
    }
    for place in &examples.places {
        place.position().map_err(|problem| NotExamples::Record { record: place.record(), problem })?;
    }
    Ok(examples)
}

impl Examples {
    fn records(&self) -> Result<BTreeSet<Record>, NotExamples> {
        let organisations = self.organisations.iter().map(ExampleOrganisation::record);
        let places = self.places.iter().map(ExamplePlace::record);
        let networks = self.networks.iter().map(ExampleNetwork::record);
        let programmes = self.programmes.iter().map(ExampleProgramme::record);
        let mut known = BTreeSet::new();
        for record in organisations.chain(places).chain(networks).chain(programmes) {
            if !known.insert(record.clone()) {
                return Err(NotExamples::Record { record, problem: Problem::Repeated });
            }
        }
        Ok(known)
    }

    /// Each record beside every other to which it refers.
    fn references(&self) -> impl Iterator<Item = (Record, Record)> {
        let organisations = self.organisations.iter().flat_map(|example| {
            let above = example.carrier.iter().chain(&example.branch_of).map(organisation);
            let seat = example.seat.iter().map(place);
            above.chain(seat).map(|other| (example.record(), other))
        });
        let places = self.places.iter().flat_map(|example| {
            example.organisation.iter().map(organisation).map(|other| (example.record(), other))
        });
        let networks = self.networks.iter().flat_map(|example| {
            let members = example.members.iter().map(|member| organisation(&member.organisation));
            members.map(|other| (example.record(), other))
        });
        let programmes = self.programmes.iter().flat_map(|example| {
            example.attached.iter().map(Funded::record).map(|other| (example.record(), other))
        });
        organisations.chain(places).chain(networks).chain(programmes)
    }
}

fn organisation(slug: &Slug) -> Record {
    Record { kind: RecordKind::Organisation, slug: slug.clone() }
}

fn place(slug: &Slug) -> Record {
    Record { kind: RecordKind::Place, slug: slug.clone() }
}

impl Funded {
    pub(super) fn record(&self) -> Record {
        match self {
            Self::Organisation(slug) => organisation(slug),
            Self::Place(slug) => place(slug),
            Self::Network(slug) => Record { kind: RecordKind::Network, slug: slug.clone() },
        }
    }
}

impl ExampleOrganisation {
    pub(super) fn record(&self) -> Record {
        organisation(&self.slug)
    }
}

impl ExampleMark {
    pub(super) fn validity(&self, today: Date) -> Result<Period, EndsBeforeItBegins> {
        around(today, self.since_days_ago, self.until_in_days)
    }
}

impl ExamplePlace {
    pub(super) fn record(&self) -> Record {
        place(&self.slug)
    }

    /// Where it lies.
    ///
    /// # Errors
    /// [`Problem`] where only one coordinate is given, or one is not on earth. What was read has neither.
    pub fn position(&self) -> Result<Option<Position>, Problem> {
        match (self.latitude, self.longitude) {
            (None, None) => Ok(None),
            (Some(latitude), Some(longitude)) => Ok(Some(Position::new(latitude, longitude)?)),
            _ => Err(Problem::HalfAPosition),
        }
    }

    pub(super) fn accessibility(&self, today: Date) -> Result<Accessibility, Problem> {
        let mut checks = BTreeMap::new();
        let mut door_width = None;
        for (feature, example) in &self.accessibility {
            match (feature, example.centimetres) {
                (_, None) => {}
                (Feature::DoorWidth, width) => door_width = width,
                (other, Some(_)) => return Err(Problem::Centimetres(*other)),
            }
            let check = Check {
                state: example.state,
                note: example.note.clone(),
                checked_on: example.checked_days_ago.map(|days| days_before(today, days)),
            };
            checks.insert(*feature, check);
        }
        Ok(Accessibility::new(checks, door_width)?)
    }
}

impl ExampleNetwork {
    pub(super) fn record(&self) -> Record {
        Record { kind: RecordKind::Network, slug: self.slug.clone() }
    }
}

impl ExampleMember {
    pub(super) fn validity(&self, today: Date) -> Result<Period, EndsBeforeItBegins> {
        around(today, self.since_days_ago, self.until_in_days)
    }
}

impl ExampleProgramme {
    pub(super) fn record(&self) -> Record {
        Record { kind: RecordKind::Programme, slug: self.slug.clone() }
    }

    pub(super) fn period(&self, today: Date) -> Result<Period, EndsBeforeItBegins> {
        around(today, self.from_days_ago, self.until_in_days)
    }
}

/// The days from so many before `today` to so many after it. Below zero it is the other way round.
fn around(today: Date, before: Option<i64>, after: Option<i64>) -> Result<Period, EndsBeforeItBegins> {
    let from = before.map(|days| days_before(today, days));
    let to = after.map(|days| days_before(today, days.saturating_neg()));
    Period::new(from, to)
}

/// A number so large that no calendar reaches it ends at the calendar's edge.
fn days_before(today: Date, days: i64) -> Date {
    const MOST: i64 = 3_000_000;
    today.saturating_sub(days.clamp(-MOST, MOST).days())
}
