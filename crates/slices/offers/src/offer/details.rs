//! What is said about an offer: form, venue, audience, price, accessibility, registration.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kreisrund_content::Texts;
use kreisrund_kernel::{AreaId, OrganisationId, Period, PlaceId, Position, Price, WebAddress};
use kreisrund_schedule::OpeningHours;
use kreisrund_search::Kind;
use serde::{Deserialize, Serialize};

use super::provenance::Field;

/// What is said about an offer, whoever said it.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// Course, event or service, with what belongs to that.
    pub form: Form,
    /// Who provides it.
    pub organisation: OrganisationId,
    /// Who provides it together with them, without [`Self::organisation`] and without repetition.
    pub co_organisers: Vec<OrganisationId>,
    /// Where it takes place.
    pub venue: Venue,
    /// Title, summary and text in every language.
    pub texts: Texts,
    /// Who answers questions, where that is not the organisation as such.
    pub contact: Option<Contact>,
    /// For which ages it is.
    pub ages: Option<Ages>,
    /// What it costs, where that is known.
    pub price: Option<Price>,
    /// What helps those who need it.
    pub accessibility: Accessibility,
    /// How one signs up.
    pub registration: Registration,
    /// A page with more about it.
    pub link: Option<WebAddress>,
    /// The days on which it is shown at all.
    pub validity: Period,
}

impl Details {
    /// Course, event or service.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.form {
            Form::Course(_) => Kind::Course,
            Form::Event => Kind::Event,
            Form::Service(_) => Kind::Service,
        }
    }

    /// Takes `field` from `other`. Dates and terms are kept elsewhere.
    pub fn take(&mut self, field: Field, other: &Self) {
        match field {
            Field::Form => self.form = other.form.clone(),
            Field::CoOrganisers => self.co_organisers.clone_from(&other.co_organisers),
            Field::Venue => self.venue = other.venue.clone(),
            Field::Texts => self.texts = other.texts.clone(),
            Field::Contact => self.contact.clone_from(&other.contact),
            Field::Ages => self.ages = other.ages,
            Field::Price => self.price.clone_from(&other.price),
            Field::Accessibility => self.accessibility = other.accessibility.clone(),
            Field::Registration => self.registration = other.registration.clone(),
            Field::Link => self.link.clone_from(&other.link),
            Field::Validity => self.validity = other.validity,
            Field::Dates | Field::Terms => {}
        }
    }

    /// The fields in which `other` says something else. Dates and terms are kept elsewhere.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<Field> {
        let differs = |field: &Field| {
            let mut taken = self.clone();
            taken.take(*field, other);
            taken != *self
        };
        Field::ALL.into_iter().filter(differs).collect()
    }
}

/// What an offer is, with what only such an offer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Something is learned, over one or more dates.
    Course(Course),
    /// Something happens.
    Event,
    /// Something is there all the time.
    Service(Service),
}

/// What only courses have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    /// What one has to know before, in a word or two: “A1”, “mit Vorkenntnissen”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Its length in teaching units (Unterrichtseinheiten) of 45 minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<u16>,
    /// What one holds in hand afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

/// What only ongoing services have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    /// When it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening_hours: Option<OpeningHours>,
    /// Whether one makes an appointment first.
    pub by_appointment: bool,
}

/// Where an offer takes place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Venue {
    /// At a place.
    OnSite(Location),
    /// On the net.
    Online(Online),
    /// At a place, and on the net for those who like that better.
    Hybrid(Location, Online),
    /// It comes to you.
    AtYours(ServiceArea),
}

impl Default for Venue {
    fn default() -> Self {
        Self::OnSite(Location::default())
    }
}

impl Venue {
    /// The place, unless it is on the net or comes to you.
    #[must_use]
    pub const fn location(&self) -> Option<&Location> {
        match self {
            Self::OnSite(location) | Self::Hybrid(location, _) => Some(location),
            Self::Online(_) | Self::AtYours(_) => None,
        }
    }

    /// Where on the net it takes place.
    #[must_use]
    pub const fn online(&self) -> Option<&Online> {
        match self {
            Self::Online(online) | Self::Hybrid(_, online) => Some(online),
            Self::OnSite(_) | Self::AtYours(_) => None,
        }
    }
}

/// A place where an offer takes place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// A known place.
    pub place: Option<PlaceId>,
    /// What the source wrote, where no known place is surely meant.
    pub text: Option<String>,
    /// The municipality, as far as it is known.
    pub area: Option<AreaId>,
    /// The position: the place's, the source's, or the locality's.
    pub position: Option<Position>,
}

/// A place on the net.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Online {
    /// Its address; without one it is told after registration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<WebAddress>,
}

/// Where a service comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceArea {
    /// Everywhere in the county.
    County,
    /// These municipalities.
    Municipalities(BTreeSet<AreaId>),
}

/// Who answers questions about an offer: public details that its provider means to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// A name or a function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A telephone number as it is dialled in Germany.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// A mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// When somebody answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
}

impl Contact {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The ages for which an offer is, in years; at least one end is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawAges")]
pub struct Ages {
    from: Option<u8>,
    to: Option<u8>,
}

/// Ages that are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ages need a lower or an upper end, and the lower one comes first")]
pub struct NotAges;

impl Ages {
    /// The ages from `from` to `to` years, both included.
    ///
    /// # Errors
    /// [`NotAges`] when neither is given or they run backwards.
    pub fn new(from: Option<u8>, to: Option<u8>) -> Result<Self, NotAges> {
        match (from, to) {
            (None, None) => Err(NotAges),
            (Some(from), Some(to)) if to < from => Err(NotAges),
            _ => Ok(Self { from, to }),
        }
    }

    /// The youngest age, if there is one.
    #[must_use]
    pub const fn from(self) -> Option<u8> {
        self.from
    }

    /// The oldest age, if there is one.
    #[must_use]
    pub const fn to(self) -> Option<u8> {
        self.to
    }
}

#[derive(Deserialize)]
struct RawAges {
    from: Option<u8>,
    to: Option<u8>,
}

impl TryFrom<RawAges> for Ages {
    type Error = NotAges;

    fn try_from(raw: RawAges) -> Result<Self, NotAges> {
        Self::new(raw.from, raw.to)
    }
}

/// What an offer itself does for those who need it; what its place does stands with the place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Accessibility {
    /// What is there.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub support: BTreeSet<Support>,
    /// What is to be known beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something that helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// It is interpreted into German Sign Language.
    SignLanguage,
    /// It is held in plain language.
    PlainLanguage,
    /// What is said can be read along.
    Captions,
    /// An induction loop or another hearing system.
    InductionLoop,
    /// Papers are there in large print.
    LargePrint,
    /// Who accompanies somebody pays nothing.
    CompanionFree,
    /// There is a room to withdraw to.
    QuietRoom,
    /// The way, outdoors too, has no steps.
    StepFreeRoute,
    /// There is somewhere to sit all along.
    Seating,
    /// Guide and assistance dogs are welcome.
    GuideDog,
}

/// How one signs up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Registration {
    /// The way.
    pub way: Way,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// How many can take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<u16>,
    /// What is to be known beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The way in which one signs up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Nobody said; most often one simply comes.
    #[default]
    Unknown,
    /// One simply comes.
    NotNeeded,
    /// On a page elsewhere.
    Link(WebAddress),
    /// By telephone, at the contact's number.
    Phone,
    /// By mail, at the contact's address.
    Email,
    /// On this portal.
    Here,
}

/// The end of registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// A day, included.
    On(Date),
    /// So many days before the date one comes to.
    DaysBefore(u16),
}

/// The part of [`Details`] that is stored as one value, because nothing of it is asked for by a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub form: Form,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<Online>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_area: Option<ServiceArea>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ages: Option<Ages>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    #[serde(default)]
    pub accessibility: Accessibility,
    #[serde(default)]
    pub registration: Registration,
}

impl Stored {
    pub(crate) fn of(details: &Details) -> Self {
        Self {
            form: details.form.clone(),
            online: details.venue.online().cloned(),
            service_area: match &details.venue {
                Venue::AtYours(area) => Some(area.clone()),
                Venue::OnSite(_) | Venue::Online(_) | Venue::Hybrid(..) => None,
            },
            contact: details.contact.clone(),
            ages: details.ages,
            price: details.price.clone(),
            accessibility: details.accessibility.clone(),
            registration: details.registration.clone(),
        }
    }

    /// The venue, with the location that its own columns hold.
    pub(crate) fn venue(&self, location: Location) -> Venue {
        match (&self.service_area, &self.online) {
            (Some(area), _) => Venue::AtYours(area.clone()),
            (None, None) => Venue::OnSite(location),
            (None, Some(online)) if location == Location::default() => Venue::Online(online.clone()),
            (None, Some(online)) => Venue::Hybrid(location, online.clone()),
        }
    }
}
