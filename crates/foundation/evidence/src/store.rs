//! The table of evidence, and the secret by which words are hashed.

mod migration;

use std::collections::BTreeMap;

use jiff::civil::Date;
use kreisrund_kernel::{AreaId, suppression::are_several};
use kreisrund_store::{Database, StoreError, Write};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Kind, Month};

pub use migration::migrations;

/// What stands where no municipality was meant: a key can't have an empty column.
const NOWHERE: Uuid = Uuid::nil();
/// The number of the only secret.
const THE_SECRET: i32 = 1;

/// By what this installation hashes words, so that nobody can look their hashes up elsewhere.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
    /// The hash under which the words with `key` are kept.
    pub fn hash(&self, key: &str) -> String {
        let digest = Sha256::new().chain_update(&self.0).chain_update(key).finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Something that happened once.
#[derive(Clone, Debug)]
pub(crate) struct Addition {
    pub kind: Kind,
    pub month: Month,
    pub area: Option<AreaId>,
    /// The hash of the words; empty where nothing of them may be kept.
    pub hash: String,
    /// The words, should several people have typed them.
    pub text: Option<String>,
    /// One, or none where the person is counted already.
    pub people: i64,
}

/// What happened in a month for a municipality and some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub month: Month,
    pub area: Option<AreaId>,
    pub words: Option<String>,
    pub times: u64,
    pub people: u64,
}

/// This installation's secret, made when it is first asked for.
pub(crate) async fn secret(database: &Database) -> Result<Secret, StoreError> {
    if let Some(row) = secrets::Entity::find_by_id(THE_SECRET).one(database.read()).await? {
        return Ok(Secret(row.secret));
    }
    let write = database.write().await?;
    let new = secrets::ActiveModel {
        id: Set(THE_SECRET),
        secret: Set(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())),
        created_at: Set(write.now()),
    };
    // Another node may have made one at the same moment: the first counts.
    secrets::Entity::insert(new)
        .on_conflict(OnConflict::column(secrets::Column::Id).do_nothing().to_owned())
        .exec_without_returning(&*write)
        .await?;
    let row = secrets::Entity::find_by_id(THE_SECRET).one(&*write).await?;
    write.commit().await?;
    row.map(|row| Secret(row.secret))
        .ok_or_else(|| StoreError::Unreadable("the secret of the evidence is missing".to_owned()))
}

/// Adds what happened to the counts, and the words of which several people are known now.
pub(crate) async fn add(database: &Database, additions: &[Addition]) -> Result<(), StoreError> {
    // In one order, so that two nodes never wait for each other.
    let mut counts: BTreeMap<(&str, &str, Month, Uuid), (i64, i64)> = BTreeMap::new();
    let mut texts: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for addition in additions {
        let (kind, hash) = (addition.kind.as_str(), addition.hash.as_str());
        let area = addition.area.map_or(NOWHERE, Uuid::from);
        let count = counts.entry((kind, hash, addition.month, area)).or_default();
        count.0 += 1;
        count.1 += addition.people;
        texts.extend(addition.text.as_deref().map(|text| ((kind, hash), text)));
    }
    let write = database.write().await?;
    for ((kind, hash, month, area), (times, people)) in counts {
        let row = row::ActiveModel {
            kind: Set(kind.to_owned()),
            words_hash: Set(hash.to_owned()),
            month: Set(month.first_day().to_string()),
            area_id: Set(area),
            words: Set(None),
            times: Set(times),
            people: Set(people),
        };
        row::Entity::insert(row).on_conflict(add_to_counts()).exec_without_returning(&*write).await?;
    }
    for ((kind, hash), text) in texts {
        keep_words_of_several(&write, kind, hash, text).await?;
    }
    write.commit().await
}

fn add_to_counts() -> OnConflict {
    let sum = |column: row::Column| {
        Expr::col((row::Entity, column)).add(Expr::col(("excluded".to_owned(), column)))
    };
    let mut conflict = OnConflict::columns([
        row::Column::Kind,
        row::Column::WordsHash,
        row::Column::Month,
        row::Column::AreaId,
    ]);
    conflict.value(row::Column::Times, sum(row::Column::Times));
    conflict.value(row::Column::People, sum(row::Column::People));
    conflict
}

/// Keeps the words with `hash` as text once several people typed them, in whatever month and place.
async fn keep_words_of_several(write: &Write, kind: &str, hash: &str, text: &str) -> Result<(), StoreError> {
    let with_hash = || row::Column::Kind.eq(kind).and(row::Column::WordsHash.eq(hash));
    let rows = row::Entity::find().filter(with_hash()).all(&**write).await?;
    if !are_several(rows.iter().map(|row| number(row.people)).sum()) {
        return Ok(());
    }
    // The first spelling stays, so that the same words look the same in every month.
    let known = rows.into_iter().find_map(|row| row.words).unwrap_or_else(|| text.to_owned());
    row::Entity::update_many()
        .col_expr(row::Column::Words, Expr::value(known))
        .filter(with_hash().and(row::Column::Words.is_null()))
        .exec(&**write)
        .await?;
    Ok(())
}

/// All that is known of `kind` from the month `first` to `last`, both included, in no order.
pub(crate) async fn entries(
    connection: &impl ConnectionTrait,
    kind: Kind,
    first: Month,
    last: Month,
) -> Result<Vec<Entry>, StoreError> {
    let rows = row::Entity::find()
        .filter(row::Column::Kind.eq(kind.as_str()))
        .filter(row::Column::Month.gte(first.first_day().to_string()))
        .filter(row::Column::Month.lte(last.first_day().to_string()));
    rows.all(connection).await?.into_iter().map(Entry::try_from).collect()
}

/// Deletes what happened before the month `first`. Tells how many rows that were.
pub(crate) async fn delete_before(database: &Database, first: Month) -> Result<u64, StoreError> {
    let write = database.write().await?;
    let old = row::Entity::delete_many().filter(row::Column::Month.lt(first.first_day().to_string()));
    let deleted = old.exec(&*write).await?.rows_affected;
    write.commit().await?;
    Ok(deleted)
}

/// A count is never negative.
fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

impl TryFrom<row::Model> for Entry {
    type Error = StoreError;

    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        let month: Date =
            row.month.parse().map_err(|_| StoreError::Unreadable(format!("the month {}", row.month)))?;
        Ok(Self {
            month: Month::of(month),
            area: (row.area_id != NOWHERE).then(|| row.area_id.into()),
            words: row.words,
            times: number(row.times),
            people: number(row.people),
        })
    }
}

#[allow(missing_docs, reason = "the derive makes public items")]
mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "evidence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub words_hash: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub month: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub area_id: Uuid,
        #[sea_orm(column_type = "Text", nullable)]
        pub words: Option<String>,
        pub times: i64,
        pub people: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[allow(missing_docs, reason = "the derive makes public items")]
mod secrets {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "evidence_secret")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub secret: String,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[cfg(test)]
mod tests;
