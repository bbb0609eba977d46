//! What the records of the interface look like. Every field is always there, null where nothing is known; new fields may be
//! added, none is renamed or taken away within `/api/v1`.

use jiff::civil::DateTime;
use kreisrund_content::Texts;
use kreisrund_directory::accessibility::{CheckState, Feature};
use kreisrund_kernel::{Position, Price, money::Amount};
use kreisrund_search::{Card, CardOccurrence, Hit, Kind};
use kreisrund_web::Page;
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{
        Object, ObjectBuilder, RefOr, Type,
        schema::{ArrayBuilder, Schema},
    },
};

/// Where something lies, in degrees (WGS 84).
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Position)]
pub struct ApiPosition {
    /// Degrees north.
    #[schema(minimum = -90, maximum = 90)]
    latitude: f64,
    /// Degrees east.
    #[schema(minimum = -180, maximum = 180)]
    longitude: f64,
}

/// A record that is named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reference {
    /// Its short name, by which it is asked for.
    pub slug: String,
    /// What it is called.
    pub name: String,
}

/// What something costs.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Price)]
pub struct ApiPrice {
    /// In which way it is told: `free` costs nothing, `fixed` one amount, `range` between two amounts, `donation` as much
    /// as one likes, `in_words` only what `text` says.
    #[schema(schema_with = price_kinds)]
    kind: &'static str,
    /// The least that one pays, in euro cents.
    minimum_cents: Option<u32>,
    /// The most that one pays, in euro cents.
    maximum_cents: Option<u32>,
    /// What those pay who pay less, in euro cents.
    reduced_cents: Option<u32>,
    /// The price as people read it, in the language of the address.
    text: String,
}

/// A date: when something takes place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Occurrence {
    /// When it begins (ISO 8601): with the offset from UTC, or the plain day where it takes whole days.
    #[schema(
        pattern = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?$",
        example = "2026-11-28T18:30:00+01:00"
    )]
    start: String,
    /// When it ends, in the same form; of whole days the last one, which belongs to it. Null where nobody said it.
    #[schema(
        pattern = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?$",
        example = "2026-11-28T20:00:00+01:00"
    )]
    end: Option<String>,
    /// Whether it takes whole days.
    all_day: bool,
    /// The time zone (IANA) in which it was written down.
    #[schema(example = "Europe/Berlin")]
    time_zone: String,
    /// Whether it takes place.
    #[schema(schema_with = occurrence_states)]
    state: String,
}

/// Where something takes place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Venue {
    /// The place's name.
    name: String,
    /// The municipality's name.
    municipality: Option<String>,
    /// Where it lies.
    position: Option<ApiPosition>,
}

/// What is known first of how accessible it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Access {
    /// What was looked at.
    #[schema(schema_with = features)]
    feature: String,
    /// What was found.
    #[schema(schema_with = check_states)]
    state: String,
}

/// What lists show of a record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Record {
    /// The short name, by which it is asked for.
    slug: String,
    /// The address of its page, where all of it can be read.
    #[schema(format = "uri")]
    url: String,
    /// What kind of thing it is.
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// The title.
    title: String,
    /// A sentence about it; may be empty.
    summary: String,
    /// The language of title and summary (BCP 47).
    #[schema(example = "de")]
    language: String,
    /// Who offers it.
    organisation: Option<Reference>,
    /// Where it is.
    place: Option<Venue>,
    /// Whether one can take part on the net.
    online: bool,
    /// What it costs; null where nobody said it.
    price: Option<ApiPrice>,
    /// What is known first of how accessible it is; what matters most comes first.
    accessibility: Vec<Access>,
    /// Whether it was made up for a demonstration.
    example: bool,
}

/// A record that fits a question.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Hit)]
pub struct ApiHit {
    #[serde(flatten)]
    record: Record,
    /// The first of its dates that fits; null for what is always there and for what has no dates.
    next_occurrence: Option<Occurrence>,
    /// How many of its dates fit.
    occurrence_count: usize,
    /// How far it is from the place that was asked for, in kilometres; null where none was.
    distance_km: Option<f64>,
}

/// An offer with all its dates.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Offer {
    #[serde(flatten)]
    record: Record,
    /// Its dates, from a year back to a year and a half ahead; none for what is always there.
    occurrences: Vec<Occurrence>,
}

/// A date with what takes place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DatedOffer {
    #[serde(flatten)]
    occurrence: Occurrence,
    /// What takes place.
    offer: Record,
}

/// What is said about a record in one language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Text {
    /// The language (BCP 47); `de-x-leicht` is easy language.
    language: String,
    /// The title; may be empty.
    title: String,
    /// A sentence or two; may be empty.
    summary: String,
    /// All of it, without any markup; may be empty.
    body: String,
    /// Whether it translates what the original no longer says.
    outdated: bool,
}

impl ApiPosition {
    pub fn of(position: Position) -> Self {
        Self { latitude: position.latitude(), longitude: position.longitude() }
    }
}

impl ApiPrice {
    fn of(page: &Page, price: &Price) -> Self {
        let (kind, minimum, maximum) = match price.amount() {
            Amount::Free => ("free", Some(0), Some(0)),
            Amount::Exactly(euros) => ("fixed", Some(euros.cents()), Some(euros.cents())),
            Amount::Range(from, to) => ("range", Some(from.cents()), Some(to.cents())),
            Amount::Donation => ("donation", Some(0), None),
            Amount::InWords => ("in_words", None, None),
        };
        Self {
            kind,
            minimum_cents: minimum,
            maximum_cents: maximum,
            reduced_cents: price.reduced().map(kreisrund_kernel::money::Euros::cents),
            text: page.full_price(price),
        }
    }
}

impl Occurrence {
    pub fn of(occurrence: &CardOccurrence) -> Self {
        let text = |civil: DateTime| {
            let with_offset =
                || Some(civil.in_tz(&occurrence.zone).ok()?.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
            // A zone that is not known leaves the day, which is true in any.
            if occurrence.all_day { None } else { with_offset() }.unwrap_or_else(|| civil.date().to_string())
        };
        Self {
            start: text(occurrence.start),
            end: occurrence.end.map(text),
            all_day: occurrence.all_day,
            time_zone: occurrence.zone.clone(),
            state: occurrence.state.clone(),
        }
    }
}

impl Record {
    pub fn of(page: &Page, kind: Kind, card: &Card) -> Self {
        Self {
            slug: card.slug.clone(),
            url: page.absolute(&card.path),
            kind: kind.as_str(),
            title: card.title.clone(),
            summary: card.summary.clone(),
            language: card.language.clone(),
            organisation: card
                .organisation
                .as_ref()
                .map(|known| Reference { slug: known.slug.clone(), name: known.name.clone() }),
            place: card.place.as_ref().map(|place| Venue {
                name: place.name.clone(),
                municipality: place.area.clone(),
                position: place.position.map(ApiPosition::of),
            }),
            online: card.online,
            price: card.price.as_ref().map(|price| ApiPrice::of(page, price)),
            accessibility: card
                .access
                .iter()
                .map(|known| Access { feature: known.feature.clone(), state: known.state.clone() })
                .collect(),
            example: card.example,
        }
    }
}

impl ApiHit {
    pub fn of(page: &Page, hit: &Hit) -> Self {
        Self {
            record: Record::of(page, hit.kind, &hit.card),
            next_occurrence: hit.next.as_ref().map(Occurrence::of),
            occurrence_count: hit.dates,
            distance_km: hit.distance.map(kreisrund_kernel::Kilometres::rounded),
        }
    }
}

impl Offer {
    pub fn of(page: &Page, kind: Kind, card: &Card) -> Self {
        Self {
            record: Record::of(page, kind, card),
            occurrences: card.occurrences.iter().map(Occurrence::of).collect(),
        }
    }
}

impl DatedOffer {
    pub fn of(page: &Page, kind: Kind, card: &Card, occurrence: &CardOccurrence) -> Self {
        Self { occurrence: Occurrence::of(occurrence), offer: Record::of(page, kind, card) }
    }
}

impl Text {
    /// All texts, the one in which the record was written first.
    pub fn all(texts: Option<&Texts>) -> Vec<Self> {
        let all = texts.into_iter().flat_map(|texts| texts.all().map(move |text| (texts, text)));
        all.map(|(texts, text)| Self {
            language: text.language.as_str().to_owned(),
            title: text.title.clone(),
            summary: text.summary.clone(),
            body: text.plain_body(),
            outdated: texts.is_outdated(&text.language),
        })
        .collect()
    }
}

/// A schema of these words and no others.
pub fn one_of<'a>(description: &str, words: impl IntoIterator<Item = &'a str>) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words.into_iter().map(str::to_owned)))
        .build()
}

pub fn features() -> Object {
    one_of("What was looked at.", Feature::ALL.iter().map(|feature| feature.as_str()))
}

pub fn check_states() -> Object {
    one_of("What was found.", CheckState::ALL.iter().map(|state| state.as_str()))
}

fn kinds() -> Object {
    let description = "What kind of thing it is. Offers are `event`, `course` and `service`.";
    one_of(description, Kind::ALL.map(Kind::as_str))
}

fn occurrence_states() -> Object {
    one_of("Whether it takes place.", ["planned", "cancelled", "sold_out"])
}

fn price_kinds() -> Object {
    one_of(
        "In which way it is told: `free` costs nothing, `fixed` one amount, `range` between two amounts, `donation` as much \
         as one likes, `in_words` only what `text` says.",
        ["free", "fixed", "range", "donation", "in_words"],
    )
}

/// A schema of a list of `items`.
pub fn many(items: Object, description: &str) -> RefOr<Schema> {
    RefOr::T(Schema::Array(ArrayBuilder::new().items(items).description(Some(description)).build()))
}
