//! The school holidays that an operator loaded, of any number of states.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kreisrund_events::AreaChanged;
use kreisrund_schedule::{FederalState, SchoolHoliday, SchoolHolidays};
use kreisrund_store::{Change, Changes, StoreError, Write};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QueryOrder,
};

use super::{
    column::unreadable,
    entity::{area, school_holiday},
};

/// Saves the school holidays of a state, read from `source` (a file's name or an address). They replace what is known of
/// the days from the first to the last of them; other years stay. Saving the same again changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn save(write: &Write, holidays: &SchoolHolidays, source: &str) -> Result<Changes, StoreError> {
    let (Some(first), Some(last)) = (holidays.all().first(), holidays.all().last()) else {
        return Ok(Changes::default());
    };
    let state = holidays.state();
    let (from, to) = (first.first().to_string(), last.last().to_string());
    let known = school_holiday::Entity::find()
        .filter(school_holiday::Column::State.eq(state.key()))
        .filter(school_holiday::Column::LastDay.gte(from))
        .filter(school_holiday::Column::FirstDay.lte(to))
        .all(&**write)
        .await?;
    let mut known: BTreeMap<String, school_holiday::Model> =
        known.into_iter().map(|row| (row.first_day.clone(), row)).collect();
    let mut changes = Changes::default();
    for holiday in holidays.all() {
        let row = row(state, holiday, source);
        changes += match known.remove(&row.first_day) {
            // Where the same is told by another file, the first source goes on being named.
            Some(before) if before.last_day == row.last_day && before.name == row.name => Change::Unchanged,
            Some(_) => {
                row.into_active_model().reset_all().update(&**write).await?;
                Change::Changed
            }
            None => {
                let row = row.into_active_model();
                school_holiday::Entity::insert(row).exec_without_returning(&**write).await?;
                Change::Added
            }
        };
    }
    for row in known.into_values() {
        row.delete(&**write).await?;
        changes.gone += 1;
    }
    let is_known_state = area::Entity::find().filter(area::Column::Key.eq(state.key())).one(&**write).await?;
    if let Some(area) = is_known_state.filter(|_| changes.added + changes.changed + changes.gone > 0) {
        write.publish(&AreaChanged { area: area.id.into() }).await?;
    }
    Ok(changes)
}

/// All school holidays that are known, by the states' keys.
///
/// # Errors
/// When the database can't be read.
pub async fn all(connection: &impl ConnectionTrait) -> Result<Vec<SchoolHolidays>, StoreError> {
    let rows = school_holiday::Entity::find()
        .order_by_asc(school_holiday::Column::State)
        .order_by_asc(school_holiday::Column::FirstDay)
        .all(connection)
        .await?;
    let mut all: Vec<SchoolHolidays> = Vec::new();
    for row in rows {
        let state = FederalState::from_key(&row.state).map_err(|error| unreadable(&error))?;
        if all.last().is_none_or(|last| last.state() != state) {
            all.push(SchoolHolidays::none(state));
        }
        let day = |day: &str| day.parse::<Date>().map_err(|error| unreadable(&error));
        let holiday = SchoolHoliday::new(&row.name, day(&row.first_day)?, day(&row.last_day)?)
            .map_err(|error| unreadable(&error))?;
        if let Some(last) = all.last_mut() {
            last.add(holiday).map_err(|error| unreadable(&error))?;
        }
    }
    Ok(all)
}

fn row(state: FederalState, holiday: &SchoolHoliday, source: &str) -> school_holiday::Model {
    school_holiday::Model {
        state: state.key().to_owned(),
        first_day: holiday.first().to_string(),
        last_day: holiday.last().to_string(),
        name: holiday.name().to_owned(),
        source: source.to_owned(),
    }
}

#[cfg(test)]
#[path = "school_holidays_tests.rs"]
mod tests;
