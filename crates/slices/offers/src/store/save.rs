//! Writing offers.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use kreisrund_content::store::vocabularies::set_terms;
use kreisrund_events::OfferChanged;
use kreisrund_kernel::{OccurrenceId, OfferId, Slug, SubjectKind, SubjectRef};
use kreisrund_schedule::{Moment, OccurrenceState};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Serialize;
use uuid::Uuid;

use super::entities::{occurrence, offer, offer_text};
use crate::offer::{Draft, OfferDate, State, Text, county_zone};

/// How many rows one statement writes; databases limit its parameters.
const ROWS_AT_ONCE: usize = 500;

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is a new offer.
    Added(OfferId),
    /// The offer was there and says something else now.
    Changed(OfferId),
    /// The offer was there and says the same.
    Unchanged(OfferId),
}

/// Writes `draft`: as a new offer, or over the offer `existing` that came from the same record of the same source,
/// where that said something else (`existing` comes from [`super::by_source_key`]).
///
/// # Errors
/// When the database refuses.
pub async fn save(
    write: &Write,
    draft: &Draft,
    existing: Option<&(OfferId, String)>,
) -> Result<Saved, StoreError> {
    let content = serde_json::to_string(&Content::of(draft))?;
    let saved = match existing {
        Some((id, before)) => {
            let dates_changed = save_dates(write, *id, draft).await?;
            let terms_changed = save_terms(write, *id, draft).await?;
            if *before == content && !dates_changed && !terms_changed {
                return Ok(Saved::Unchanged(*id));
            }
            update(write, *id, draft, content).await?;
            Saved::Changed(*id)
        }
        None => {
            let id = insert(write, draft, content).await?;
            save_dates(write, id, draft).await?;
            save_terms(write, id, draft).await?;
            Saved::Added(id)
        }
    };
    let (Saved::Added(offer) | Saved::Changed(offer) | Saved::Unchanged(offer)) = saved;
    write.publish(&OfferChanged { offer }).await?;
    Ok(saved)
}

/// What a source says about an offer, to be compared with what it says next time. Dates and terms are compared row by row.
#[derive(Serialize)]
struct Content<'a> {
    kind: &'a str,
    location: &'a crate::offer::Location,
    texts: Vec<&'a Text>,
    price: &'a Option<String>,
    link: &'a Option<String>,
}

impl<'a> Content<'a> {
    fn of(draft: &'a Draft) -> Self {
        Self {
            kind: draft.kind.as_str(),
            location: &draft.location,
            texts: draft.texts.all().collect(),
            price: &draft.price,
            link: &draft.link,
        }
    }
}

async fn insert(write: &Write, draft: &Draft, content: String) -> Result<OfferId, StoreError> {
    let id = OfferId::new();
    let row = offer::ActiveModel {
        id: Set(id.0),
        slug: Set(free_slug(write, &draft.slug).await?.into()),
        source: Set(draft.origin.source().to_owned()),
        source_key: Set(Some(draft.origin.key().to_owned())),
        organisation_id: Set(draft.organisation.0),
        example: Set(draft.example),
        created_at: Set(write.now()),
        ..columns(write, draft, content)
    };
    offer::Entity::insert(row).exec_without_returning(&**write).await?;
    insert_texts(write, id, draft).await?;
    Ok(id)
}

async fn update(write: &Write, id: OfferId, draft: &Draft, content: String) -> Result<(), StoreError> {
    offer::Entity::update_many()
        .set(columns(write, draft, content))
        .filter(offer::Column::Id.eq(id.0))
        .exec(&**write)
        .await?;
    offer_text::Entity::delete_many().filter(offer_text::Column::OfferId.eq(id.0)).exec(&**write).await?;
    insert_texts(write, id, draft).await
}

/// The columns that a source decides.
fn columns(write: &Write, draft: &Draft, content: String) -> offer::ActiveModel {
    let location = &draft.location;
    offer::ActiveModel {
        kind: Set(draft.kind.as_str().to_owned()),
        state: Set(State::Published.as_str().to_owned()),
        place_id: Set(location.place.map(|place| place.0)),
        location_text: Set(location.text.clone()),
        area_id: Set(location.area.map(|area| area.0)),
        latitude: Set(location.position.map(kreisrund_kernel::Position::latitude)),
        longitude: Set(location.position.map(kreisrund_kernel::Position::longitude)),
        language: Set(draft.texts.source().language.clone()),
        price: Set(draft.price.clone()),
        link: Set(draft.link.clone()),
        source_content: Set(Some(content)),
        updated_at: Set(write.now()),
        ..Default::default()
    }
}

async fn insert_texts(write: &Write, id: OfferId, draft: &Draft) -> Result<(), StoreError> {
    let rows = draft.texts.all().map(|text| offer_text::ActiveModel {
        offer_id: Set(id.0),
        language: Set(text.language.clone()),
        title: Set(text.title.clone()),
        summary: Set(text.summary.clone()),
        text: Set(text.text.clone()),
    });
    offer_text::Entity::insert_many(rows).exec_without_returning(&**write).await?;
    Ok(())
}

/// Takes an offer back: the public no longer sees it. Whatever its source says about it next brings it back. `false` when
/// it was taken back already.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(write: &Write, offer: OfferId) -> Result<bool, StoreError> {
    let withdrawn = offer::ActiveModel {
        state: Set(State::Withdrawn.as_str().to_owned()),
        source_content: Set(None),
        updated_at: Set(write.now()),
        ..Default::default()
    };
    let changed = offer::Entity::update_many()
        .set(withdrawn)
        .filter(offer::Column::Id.eq(offer.0))
        .filter(offer::Column::State.ne(State::Withdrawn.as_str()))
        .exec(&**write)
        .await?
        .rows_affected;
    if changed > 0 {
        write.publish(&OfferChanged { offer }).await?;
    }
    Ok(changed > 0)
}

/// Gives the offer the draft's terms. Tells whether anything changed.
async fn save_terms(write: &Write, offer: OfferId, draft: &Draft) -> Result<bool, StoreError> {
    let subject = SubjectRef::new(SubjectKind::Offer, offer);
    let mut changed = false;
    for (vocabulary, terms) in &draft.terms {
        changed |= set_terms(write, subject, *vocabulary, terms).await? != Change::Unchanged;
    }
    Ok(changed)
}

/// Makes the stored dates those of the draft. Dates that the draft no longer has go, unless they lie before
/// `keep_before`: what has happened has happened. Tells whether anything changed.
///
/// A date is known by its key; one whose key changed, because the whole series was put to another hour, is the one of
/// the same day.
async fn save_dates(write: &Write, offer: OfferId, draft: &Draft) -> Result<bool, StoreError> {
    let mut stored: HashMap<String, occurrence::Model> = occurrence::Entity::find()
        .filter(occurrence::Column::OfferId.eq(offer.0))
        .all(&**write)
        .await?
        .into_iter()
        .map(|row| (row.key.clone(), row))
        .collect();
    let mut changed = false;
    let mut seen = HashSet::new();
    let mut unknown = Vec::new();
    for date in draft.dates.iter().filter(|date| seen.insert(&date.key)) {
        match stored.remove(&date.key) {
            Some(before) => changed |= save_date(write, &before, date).await?,
            None => unknown.push(date),
        }
    }
    let mut by_day: BTreeMap<Date, Vec<occurrence::Model>> = BTreeMap::new();
    for row in stored.into_values() {
        let day = row.start_civil.parse().map_or(Date::MIN, DateTime::date);
        by_day.entry(day).or_default().push(row);
    }
    by_day.values_mut().for_each(|rows| rows.sort_by(|a, b| b.key.cmp(&a.key)));
    let mut new = Vec::new();
    for date in unknown {
        let day = date.occurrence.moment.civil_start().date();
        match by_day.get_mut(&day).and_then(Vec::pop) {
            Some(before) => changed |= save_date(write, &before, date).await?,
            None => new.push(row(OccurrenceId::new().0, offer, date)),
        }
    }
    let keep_before = time::to_column(draft.keep_before);
    let gone = by_day.into_values().flatten().filter(|row| row.starts_at >= keep_before);
    let gone: Vec<Uuid> = gone.map(|row| row.id).collect();
    changed |= !new.is_empty() || !gone.is_empty();
    for gone in gone.chunks(ROWS_AT_ONCE) {
        occurrence::Entity::delete_many()
            .filter(occurrence::Column::Id.is_in(gone.iter().copied()))
            .exec(&**write)
            .await?;
    }
    for new in new.chunks(ROWS_AT_ONCE) {
        let rows = new.iter().cloned().map(occurrence::ActiveModel::from);
        occurrence::Entity::insert_many(rows).exec_without_returning(&**write).await?;
    }
    Ok(changed)
}

/// Writes `date` over the row `before`, which keeps its identifier. Tells whether anything changed.
async fn save_date(write: &Write, before: &occurrence::Model, date: &OfferDate) -> Result<bool, StoreError> {
    let now = row(before.id, OfferId(before.offer_id), date);
    if now == *before {
        return Ok(false);
    }
    let update: occurrence::ActiveModel = now.into();
    occurrence::Entity::update_many()
        .set(update.reset_all_but_id())
        .filter(occurrence::Column::Id.eq(before.id))
        .exec(&**write)
        .await?;
    Ok(true)
}

fn row(id: Uuid, offer: OfferId, date: &OfferDate) -> occurrence::Model {
    let zone = county_zone();
    let moment = &date.occurrence.moment;
    let (start, end, zone_name) = match moment {
        Moment::AllDay(days) => (
            days.first().to_datetime(jiff::civil::Time::midnight()),
            Some(days.last().to_datetime(jiff::civil::Time::midnight())),
            zone.name().to_owned(),
        ),
        Moment::Timed(timed) => (timed.start(), timed.end(), timed.zone().name().to_owned()),
    };
    let instant = |instant: Timestamp| time::to_column(instant);
    occurrence::Model {
        id,
        offer_id: offer.0,
        key: date.key.clone(),
        state: match date.occurrence.state {
            OccurrenceState::Planned => "planned",
            OccurrenceState::Cancelled => "cancelled",
        }
        .to_owned(),
        all_day: moment.is_all_day(),
        start_civil: start.to_string(),
        end_civil: end.map(|end| end.to_string()),
        zone: zone_name,
        starts_at: instant(moment.start(&zone)),
        ends_at: instant(moment.end(&zone)),
    }
}

/// `wanted`, or `wanted` with a number behind it that no other offer has. Usually that is the next one; where numbers
/// in between became free, it may be one of those.
async fn free_slug(write: &Write, wanted: &Slug) -> Result<Slug, StoreError> {
    let is_free = async |slug: &Slug| -> Result<bool, StoreError> {
        Ok(offer::Entity::find().filter(offer::Column::Slug.eq(slug.as_str())).count(&**write).await? == 0)
    };
    if is_free(wanted).await? {
        return Ok(wanted.clone());
    }
    // Many events of one calendar share a title. Trying the numbers one by one would take ever longer: doubled steps
    // up to a free one, then halved ones back, find where the taken ones end.
    let (mut taken, mut free) = (1_u32, 2_u32);
    while !is_free(&wanted.numbered(free)).await? {
        taken = free;
        free = free
            .checked_mul(2)
            .ok_or_else(|| StoreError::Unreadable(format!("no short name is free for “{wanted}”")))?;
    }
    while free - taken > 1 {
        let middle = taken + (free - taken) / 2;
        if is_free(&wanted.numbered(middle)).await? {
            free = middle;
        } else {
            taken = middle;
        }
    }
    Ok(wanted.numbered(free))
}

impl occurrence::ActiveModel {
    /// All columns to be written except the identifier, which stays.
    fn reset_all_but_id(mut self) -> Self {
        use sea_orm::ActiveModelTrait;
        self = self.reset_all();
        self.id = sea_orm::ActiveValue::NotSet;
        self
    }
}
