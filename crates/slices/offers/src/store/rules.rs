//! Following the rules of dates as time goes on: what goes on without end gets its next dates in time.

use std::collections::HashSet;

use jiff::civil::Date;
use kreisrund_events::OfferChanged;
use kreisrund_kernel::{OccurrenceId, OfferId};
use kreisrund_schedule::{Horizon, Occurrence};
use kreisrund_store::{StoreError, Write};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    columns::{date_row, rule_column},
    dates::insert_dates,
    entities::{occurrence, offer},
};
use crate::offer::{OfferDate, Rule, State};

/// How many dates one rule may get at a time.
const MOST_DATES: usize = 1_000;
/// How many offers are looked at in one transaction.
const AT_ONCE: u64 = 200;

/// Records the dates of rules up to `until`, for at most some hundred offers behind `after`. Returns the last one looked
/// at; none when all are done.
///
/// # Errors
/// When the database refuses.
pub async fn follow(write: &Write, after: Option<Uuid>, until: Date) -> Result<Option<Uuid>, StoreError> {
    let mut query = offer::Entity::find()
        .select_only()
        .columns([offer::Column::Id, offer::Column::Series])
        .filter(offer::Column::Series.is_not_null())
        .filter(offer::Column::State.ne(State::Archived.as_str()));
    if let Some(after) = after {
        query = query.filter(offer::Column::Id.gt(after));
    }
    let rows: Vec<(Uuid, Option<String>)> =
        query.order_by_asc(offer::Column::Id).limit(AT_ONCE).into_tuple().all(&**write).await?;
    let last = rows.last().map(|(id, _)| *id);
    for (id, rule) in rows {
        // A rule of a later version of the program is left to that.
        let rule = rule.and_then(|rule| serde_json::from_str::<Rule>(&rule).ok());
        if let Some(rule) = rule.filter(|rule| rule.followed_to < until) {
            follow_one(write, OfferId(id), rule, until).await?;
        }
    }
    Ok(last)
}

async fn follow_one(write: &Write, id: OfferId, rule: Rule, until: Date) -> Result<(), StoreError> {
    let from = rule.followed_to.tomorrow().unwrap_or(rule.followed_to);
    let expansion = rule.series.expand(Horizon::new(from, until, MOST_DATES));
    let known: HashSet<String> = occurrence::Entity::find()
        .select_only()
        .column(occurrence::Column::Key)
        .filter(occurrence::Column::OfferId.eq(id.0))
        .into_tuple::<String>()
        .all(&**write)
        .await?
        .into_iter()
        .collect();
    let dates = expansion
        .moments
        .into_iter()
        .map(|moment| OfferDate::new(OfferDate::key_in_series(&moment), Occurrence::planned(moment)));
    let new: Vec<_> = dates
        .filter(|date| !known.contains(&date.key))
        .map(|date| date_row(OccurrenceId::new().0, id, &date))
        .collect();
    let followed = Rule { followed_to: until, ..rule };
    let row = offer::ActiveModel { series: Set(rule_column(Some(&followed))?), ..Default::default() };
    offer::Entity::update_many().set(row).filter(offer::Column::Id.eq(id.0)).exec(&**write).await?;
    if !new.is_empty() {
        insert_dates(write, new).await?;
        write.publish(&OfferChanged { offer: id }).await?;
    }
    Ok(())
}

/// Tells others of the offers that began to be shown on one of the days from `from` to `today`, or ceased to be.
///
/// # Errors
/// When the database refuses.
pub async fn tell_of_turns(write: &Write, from: Date, today: Date) -> Result<(), StoreError> {
    let begun = offer::Column::ShownFrom.between(from.to_string(), today.to_string());
    // Who is shown to the end of a day ceases to be on the next.
    let last_days = from.yesterday().unwrap_or(from)..=today.yesterday().unwrap_or(today);
    let ceased = offer::Column::ShownTo.between(last_days.start().to_string(), last_days.end().to_string());
    let ids: Vec<Uuid> = offer::Entity::find()
        .select_only()
        .column(offer::Column::Id)
        .filter(Condition::any().add(begun).add(ceased))
        .into_tuple()
        .all(&**write)
        .await?;
    let events: Vec<OfferChanged> = ids.into_iter().map(|id| OfferChanged { offer: OfferId(id) }).collect();
    write.publish_all(&events).await
}
