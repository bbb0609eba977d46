//! Between offers and their rows.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};
use kreisrund_content::Texts;
use kreisrund_kernel::{AreaId, OfferId, OrganisationId, Period, PlaceId, Position, Slug, WebAddress};
use kreisrund_schedule::{Moment, Occurrence, OccurrenceState, Zone};
use kreisrund_store::{StoreError, time};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::entities::{occurrence, offer};
use crate::offer::{
    Details, Location, Offer, OfferDate, Origin, Provenance, Rule, State, county_zone, details::Stored,
};

/// The columns that say what is said about the offer.
pub(super) fn details_columns(details: &Details) -> Result<offer::ActiveModel, StoreError> {
    let nowhere = Location::default();
    let location = details.venue.location().unwrap_or(&nowhere);
    Ok(offer::ActiveModel {
        kind: Set(details.kind().as_str().to_owned()),
        organisation_id: Set(details.organisation.0),
        place_id: Set(location.place.map(|place| place.0)),
        location_text: Set(location.text.clone()),
        area_id: Set(location.area.map(|area| area.0)),
        latitude: Set(location.position.map(Position::latitude)),
        longitude: Set(location.position.map(Position::longitude)),
        link: Set(details.link.clone().map(String::from)),
        details: Set(serde_json::to_string(&Stored::of(details))?),
        shown_from: Set(details.validity.from().map(|day| day.to_string())),
        shown_to: Set(details.validity.to().map(|day| day.to_string())),
        ..Default::default()
    })
}

/// The rule's column.
pub(super) fn rule_column(rule: Option<&Rule>) -> Result<Option<String>, StoreError> {
    Ok(rule.map(serde_json::to_string).transpose()?)
}

/// The offer of a row, with what other tables say of it.
pub(super) fn offer(
    row: offer::Model,
    texts: Texts,
    co_organisers: Vec<OrganisationId>,
    dates: Vec<OfferDate>,
) -> Result<Offer, StoreError> {
    let position = match (row.latitude, row.longitude) {
        (Some(latitude), Some(longitude)) => Position::new(latitude, longitude).ok(),
        _ => None,
    };
    let location = Location {
        place: row.place_id.map(PlaceId),
        text: row.location_text,
        area: row.area_id.map(AreaId),
        position,
    };
    let stored: Stored = json("offer's details", &row.details)?;
    let venue = stored.venue(location);
    Ok(Offer {
        id: OfferId(row.id),
        slug: row.slug.parse::<Slug>().map_err(|error| StoreError::Unreadable(error.to_string()))?,
        state: state(&row.state)?,
        details: Details {
            form: stored.form,
            organisation: OrganisationId(row.organisation_id),
            co_organisers,
            venue,
            texts,
            contact: stored.contact,
            ages: stored.ages,
            price: stored.price,
            accessibility: stored.accessibility,
            registration: stored.registration,
            // Addresses of former times are not all fit to be a link.
            link: row.link.and_then(|link| link.parse::<WebAddress>().ok()),
            validity: Period::new(day(row.shown_from.as_deref())?, day(row.shown_to.as_deref())?)
                .map_err(|error| StoreError::Unreadable(error.to_string()))?,
        },
        origin: Origin::from_columns(&row.source, row.source_name, row.source_key)
            .ok_or_else(|| unreadable("offer's source", &row.source))?,
        provenance: provenance(&row.provenance)?,
        sequence: row.sequence,
        example: row.example,
        series: row.series.as_deref().map(|rule| json("rule of dates", rule)).transpose()?,
        dates,
        created_at: time::from_column(row.created_at),
        updated_at: time::from_column(row.updated_at),
    })
}

fn day(text: Option<&str>) -> Result<Option<Date>, StoreError> {
    text.map(|text| text.parse().map_err(|_| unreadable("day", text))).transpose()
}

pub(super) fn state(name: &str) -> Result<State, StoreError> {
    State::from_name(name).ok_or_else(|| unreadable("offer's state", name))
}

pub(super) fn provenance(text: &str) -> Result<Provenance, StoreError> {
    json("provenance", text)
}

/// The row of a date.
pub(super) fn date_row(id: Uuid, offer: OfferId, date: &OfferDate) -> occurrence::Model {
    let zone = county_zone();
    let moment = &date.occurrence.moment;
    let (start, end, zone_name) = match moment {
        Moment::AllDay(days) => (
            days.first().to_datetime(Time::midnight()),
            Some(days.last().to_datetime(Time::midnight())),
            zone.name().to_owned(),
        ),
        Moment::Timed(timed) => (timed.start(), timed.end(), timed.zone().name().to_owned()),
    };
    let instant = |instant: Timestamp| time::to_column(instant);
    occurrence::Model {
        id,
        offer_id: offer.0,
        key: date.key.clone(),
        state: date.occurrence.state.as_str().to_owned(),
        all_day: moment.is_all_day(),
        start_civil: start.to_string(),
        end_civil: end.map(|end| end.to_string()),
        zone: zone_name,
        starts_at: instant(moment.start(&zone)),
        ends_at: instant(moment.end(&zone)),
        moved_from: date.moved_from.map(|start| start.to_string()),
        title: date.title.clone(),
        place: date.place.clone(),
    }
}

/// The date of a row.
pub(super) fn date(row: occurrence::Model) -> Result<OfferDate, StoreError> {
    let civil = |text: &str| text.parse::<DateTime>().map_err(|_| unreadable("date", text));
    let start = civil(&row.start_civil)?;
    let end = row.end_civil.as_deref().map(civil).transpose()?;
    let moment = if row.all_day {
        let last: Date = end.map_or(start.date(), DateTime::date);
        Moment::all_day(start.date(), last)
    } else {
        let zone = Zone::named(&row.zone).map_err(|_| unreadable("time zone", &row.zone))?;
        Moment::timed(start, end, zone)
    }
    .map_err(|error| StoreError::Unreadable(error.to_string()))?;
    let state =
        OccurrenceState::from_name(&row.state).ok_or_else(|| unreadable("date's state", &row.state))?;
    Ok(OfferDate {
        key: row.key,
        occurrence: Occurrence { moment, state },
        moved_from: row.moved_from.as_deref().map(civil).transpose()?,
        title: row.title,
        place: row.place,
    })
}

fn json<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Unreadable(format!("{what}: {error}")))
}

pub(super) fn unreadable(what: &str, value: &str) -> StoreError {
    StoreError::Unreadable(format!("{what}: “{value}”"))
}
