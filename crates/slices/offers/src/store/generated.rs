//! Which generated offers of the demonstration are there, so that the next start need not look at them.

use jiff::civil::Date;
use kreisrund_store::{StoreError, Write};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{columns::unreadable, entities::offer_generated};

/// The only row.
const ID: i32 = 1;

/// Which generated offers are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Their numbers end with this one.
    pub offers: u32,
    /// The chance from which they come.
    pub seed: u32,
    /// The Monday of the week in which their dates were last brought up to date.
    pub week: Date,
    /// By which rules and of what parts they were made.
    pub edition: String,
}

/// What was generated last; nothing where none were.
///
/// # Errors
/// When the database can't be read or holds what is no such record.
pub async fn generated(connection: &impl ConnectionTrait) -> Result<Option<Generated>, StoreError> {
    let Some(row) = offer_generated::Entity::find_by_id(ID).one(connection).await? else { return Ok(None) };
    let number = |number: i64| u32::try_from(number).map_err(|_| unreadable("number", &number.to_string()));
    Ok(Some(Generated {
        offers: number(row.offers)?,
        seed: number(row.seed)?,
        week: row.week.parse().map_err(|_| unreadable("week", &row.week))?,
        edition: row.edition,
    }))
}

/// Remembers what is there, in the transaction that wrote it.
///
/// # Errors
/// When the database refuses.
pub async fn remember_generated(write: &Write, generated: &Generated) -> Result<(), StoreError> {
    offer_generated::Entity::delete_by_id(ID).exec(&**write).await?;
    let row = offer_generated::ActiveModel {
        id: Set(ID),
        offers: Set(i64::from(generated.offers)),
        seed: Set(i64::from(generated.seed)),
        week: Set(generated.week.to_string()),
        edition: Set(generated.edition.clone()),
    };
    offer_generated::Entity::insert(row).exec_without_returning(&**write).await?;
    Ok(())
}
