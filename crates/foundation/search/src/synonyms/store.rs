//! What the office changed about the words that mean the same: groups of its own, and those of the program that it
//! removed. What the program brings stays in the program, so that a later version brings its own.

mod migration;

use kreisrund_store::{StoreError, Write};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};

use super::{Group, Origin, SynonymGroup, SynonymsChanged, group::name_for, shipped};

pub use migration::migrations;

/// Why a change was refused.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// A group in force says all of it.
    #[error("these words are in the group {0} already")]
    AlreadyThere(String),
    /// There is no such group.
    #[error("there is no group “{0}”; `kreisrund synonyms list` shows them")]
    Unknown(String),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// All groups in force and those of the program that the office removed: the program's in their order, then the
/// office's by the alphabet.
///
/// # Errors
/// When the database can't be read.
pub async fn groups(connection: &impl ConnectionTrait) -> Result<Vec<SynonymGroup>, StoreError> {
    let rows = row::Entity::find().order_by_asc(row::Column::Id).all(connection).await?;
    let removed = |id: &str| rows.iter().any(|row| row.removed && row.id == id);
    let mut groups: Vec<SynonymGroup> =
        shipped().iter().map(|group| SynonymGroup { removed: removed(&group.id), ..group.clone() }).collect();
    let mut own = Vec::new();
    for row in rows.into_iter().filter(|row| row.origin == OWN) {
        let group = serde_json::from_str(&row.words)?;
        own.push(SynonymGroup { id: row.id, group, origin: Origin::Own, removed: false });
    }
    // Databases sort text each in their own way.
    own.sort_by(|one, other| one.id.cmp(&other.id));
    groups.append(&mut own);
    Ok(groups)
}

/// Adds a group of the office's own and tells what it is called.
///
/// # Errors
/// [`ChangeError::AlreadyThere`] when a group in force says all of it, or when the database refuses.
pub async fn add(write: &Write, group: &Group) -> Result<String, ChangeError> {
    let groups = groups(&**write).await?;
    if let Some(known) = groups.iter().find(|known| !known.removed && group.is_part_of(&known.group)) {
        return Err(ChangeError::AlreadyThere(known.id.clone()));
    }
    let id = name_for(group, Origin::Own, |name| groups.iter().any(|group| group.id == name));
    insert(write, &id, group, Origin::Own).await?;
    write.publish(&SynonymsChanged {}).await?;
    Ok(id)
}

/// Removes the group called `id`: one of the office's own for good, one of the program's until it is [`reset`]. Returns
/// the group as it was; `removed` says whether it was gone already.
///
/// # Errors
/// [`ChangeError::Unknown`], or when the database refuses.
pub async fn remove(write: &Write, id: &str) -> Result<SynonymGroup, ChangeError> {
    let groups = groups(&**write).await?;
    let Some(group) = groups.into_iter().find(|group| group.id == id) else {
        return Err(ChangeError::Unknown(id.to_owned()));
    };
    if group.removed {
        return Ok(group);
    }
    match group.origin {
        Origin::Own => {
            row::Entity::delete_by_id(id).exec(&**write).await.map_err(StoreError::from)?;
        }
        Origin::Shipped => insert(write, id, &group.group, Origin::Shipped).await?,
    }
    write.publish(&SynonymsChanged {}).await?;
    Ok(group)
}

/// Brings back the group of the program called `id`. Tells whether it had been removed.
///
/// # Errors
/// [`ChangeError::Unknown`] where the program has no such group, or when the database refuses.
pub async fn restore(write: &Write, id: &str) -> Result<bool, ChangeError> {
    if !shipped().iter().any(|group| group.id == id) {
        return Err(ChangeError::Unknown(id.to_owned()));
    }
    let gone = row::Entity::delete_by_id(id).exec(&**write).await.map_err(StoreError::from)?;
    let was_removed = gone.rows_affected > 0;
    if was_removed {
        write.publish(&SynonymsChanged {}).await?;
    }
    Ok(was_removed)
}

/// Returns to the groups that came with the program. Tells how many changes of the office went.
///
/// # Errors
/// When the database refuses.
pub async fn reset(write: &Write) -> Result<u64, StoreError> {
    let gone = row::Entity::delete_many().exec(&**write).await?.rows_affected;
    if gone > 0 {
        write.publish(&SynonymsChanged {}).await?;
    }
    Ok(gone)
}

const OWN: &str = "own";
const SHIPPED: &str = "shipped";

async fn insert(write: &Write, id: &str, group: &Group, origin: Origin) -> Result<(), StoreError> {
    let row = row::ActiveModel {
        id: Set(id.to_owned()),
        kind: Set(if group.is_directed() { "finds" } else { "same" }.to_owned()),
        words: Set(serde_json::to_string(group)?),
        origin: Set(match origin {
            Origin::Own => OWN.to_owned(),
            Origin::Shipped => SHIPPED.to_owned(),
        }),
        removed: Set(origin == Origin::Shipped),
        changed_at: Set(write.now()),
    };
    row::Entity::insert(row).exec_without_returning(&**write).await?;
    Ok(())
}

#[allow(missing_docs, reason = "the derive makes public items")]
mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_synonyms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub kind: String,
        #[sea_orm(column_type = "Text")]
        pub words: String,
        pub origin: String,
        pub removed: bool,
        pub changed_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[cfg(test)]
mod tests;
