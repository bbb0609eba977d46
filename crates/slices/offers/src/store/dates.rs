//! Writing the dates of offers.

use std::collections::{HashMap, HashSet};

use jiff::civil::{Date, DateTime};
use kreisrund_kernel::{OccurrenceId, OfferId};
use kreisrund_store::{StoreError, Write, time};
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter, sea_query::OnConflict};
use uuid::Uuid;

use super::{columns::date_row, entities::occurrence};
use crate::offer::{Draft, ONLY_DATE, OfferDate};

/// How many rows one statement writes, and how many identifiers it names; databases limit its parameters.
const ROWS_AT_ONCE: usize = 500;

/// Makes the stored dates of each offer those of its draft, in few statements for all of them. Dates that a draft no
/// longer has go, unless they lie before its `keep_before`: what has happened has happened. Tells of which offers
/// anything changed.
///
/// A date is known by its key; one whose key changed, because the whole series was put to another hour, is the one of
/// the same day.
pub(super) async fn save_dates(
    write: &Write,
    drafts: &[(OfferId, &Draft)],
) -> Result<HashSet<OfferId>, StoreError> {
    let mut stored = stored(write, drafts).await?;
    let mut all = Changes::default();
    let mut changed = HashSet::new();
    for (offer, draft) in drafts {
        let changes = Changes::between(*offer, stored.remove(offer).unwrap_or_default(), draft);
        if !changes.are_none() {
            changed.insert(*offer);
        }
        all.changed.extend(changes.changed);
        all.new.extend(changes.new);
        all.gone.extend(changes.gone);
    }
    for gone in all.gone.chunks(ROWS_AT_ONCE) {
        occurrence::Entity::delete_many()
            .filter(occurrence::Column::Id.is_in(gone.iter().copied()))
            .exec(&**write)
            .await?;
    }
    write_over(write, all.changed).await?;
    insert_dates(write, all.new).await?;
    Ok(changed)
}

async fn stored(
    write: &Write,
    drafts: &[(OfferId, &Draft)],
) -> Result<HashMap<OfferId, Vec<occurrence::Model>>, StoreError> {
    let mut stored: HashMap<OfferId, Vec<occurrence::Model>> = HashMap::new();
    for drafts in drafts.chunks(ROWS_AT_ONCE) {
        let offers = drafts.iter().map(|(offer, _)| offer.0);
        let rows = occurrence::Entity::find()
            .filter(occurrence::Column::OfferId.is_in(offers))
            .all(&**write)
            .await?;
        for row in rows {
            stored.entry(OfferId(row.offer_id)).or_default().push(row);
        }
    }
    Ok(stored)
}

/// What becomes of the dates of an offer.
#[derive(Default)]
struct Changes {
    /// Rows that say something else, under the identifiers that they have.
    changed: Vec<occurrence::Model>,
    new: Vec<occurrence::Model>,
    gone: Vec<Uuid>,
}

impl Changes {
    fn between(offer: OfferId, stored: Vec<occurrence::Model>, draft: &Draft) -> Self {
        let mut changes = Self::default();
        let mut by_key: HashMap<String, occurrence::Model> =
            stored.into_iter().map(|row| (row.key.clone(), row)).collect();
        let mut seen = HashSet::new();
        let mut unknown = Vec::new();
        for date in draft.dates.iter().filter(|date| seen.insert(&date.key)) {
            match by_key.remove(&date.key) {
                Some(before) => changes.changed.extend(changed(&before, date)),
                None => unknown.push(date),
            }
        }
        let mut by_day: HashMap<Date, Vec<occurrence::Model>> = HashMap::new();
        for row in by_key.into_values() {
            let day = row.start_civil.parse().map_or(Date::MIN, DateTime::date);
            by_day.entry(day).or_default().push(row);
        }
        by_day.values_mut().for_each(|rows| rows.sort_by(|a, b| b.key.cmp(&a.key)));
        for date in unknown {
            let day = date.occurrence.moment.civil_start().date();
            match by_day.get_mut(&day).and_then(Vec::pop) {
                Some(before) => changes.changed.extend(changed(&before, date)),
                None => changes.new.push(date_row(OccurrenceId::new().0, offer, date)),
            }
        }
        let keep_before = time::to_column(draft.keep_before);
        let gone = by_day.into_values().flatten().filter(|row| row.starts_at >= keep_before);
        changes.gone = gone.map(|row| row.id).collect();
        changes
    }

    const fn are_none(&self) -> bool {
        self.changed.is_empty() && self.new.is_empty() && self.gone.is_empty()
    }
}

/// The row that `before` becomes where `date` says something else.
fn changed(before: &occurrence::Model, date: &OfferDate) -> Option<occurrence::Model> {
    let mut now = date_row(before.id, OfferId(before.offer_id), date);
    if date.key == ONLY_DATE && date.moved_from.is_none() {
        // A source says of its only date when it is, not when it was to be.
        let announced = before.moved_from.clone().unwrap_or_else(|| before.start_civil.clone());
        now.moved_from = Some(announced).filter(|announced| *announced != now.start_civil);
    }
    (now != *before).then_some(now)
}

/// Writes rows over those that have their identifiers.
async fn write_over(write: &Write, rows: Vec<occurrence::Model>) -> Result<(), StoreError> {
    // A row keeps its identifier and its offer, so that this is an update of many rows, each to values of its own.
    let rest = occurrence::Column::iter()
        .filter(|column| !matches!(column, occurrence::Column::Id | occurrence::Column::OfferId));
    let over = OnConflict::column(occurrence::Column::Id).update_columns(rest).to_owned();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let rows = rows.iter().cloned().map(occurrence::ActiveModel::from);
        occurrence::Entity::insert_many(rows)
            .on_conflict(over.clone())
            .exec_without_returning(&**write)
            .await?;
    }
    Ok(())
}

/// Writes new rows.
pub(super) async fn insert_dates(write: &Write, rows: Vec<occurrence::Model>) -> Result<(), StoreError> {
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let rows = rows.iter().cloned().map(occurrence::ActiveModel::from);
        occurrence::Entity::insert_many(rows).exec_without_returning(&**write).await?;
    }
    Ok(())
}
