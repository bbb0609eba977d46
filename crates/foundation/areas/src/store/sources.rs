//! What the directory was filled from, for the page of sources.

use jiff::Timestamp;
use kreisrund_store::{StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::entity::data_source;
use crate::source::Source;

/// A source with what was loaded from it.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedSource {
    /// The source.
    pub source: Source,
    /// When it was loaded last.
    pub loaded_at: Timestamp,
    /// How many records came from it.
    pub records: u64,
}

/// All sources by their title.
///
/// # Errors
/// When the database can't be read.
pub async fn sources(connection: &impl ConnectionTrait) -> Result<Vec<LoadedSource>, StoreError> {
    let rows = data_source::Entity::find().order_by_asc(data_source::Column::Title).all(connection).await?;
    Ok(rows.into_iter().map(LoadedSource::from).collect())
}

pub(super) async fn save_source(write: &Write, source: &Source, records: usize) -> Result<Uuid, StoreError> {
    let present =
        data_source::Entity::find().filter(data_source::Column::Key.eq(&source.key)).one(&**write).await?;
    let id = present.as_ref().map_or_else(Uuid::now_v7, |row| row.id);
    let row = data_source::Model {
        id,
        key: source.key.clone(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        licence: source.licence.clone(),
        licence_url: source.licence_url.clone(),
        address: source.address.clone(),
        edition: source.edition.clone(),
        loaded_at: write.now(),
        records: i64::try_from(records).unwrap_or(i64::MAX),
    };
    let row = row.into_active_model();
    if present.is_some() {
        row.reset_all().update(&**write).await?;
    } else {
        data_source::Entity::insert(row).exec_without_returning(&**write).await?;
    }
    Ok(id)
}

impl From<data_source::Model> for LoadedSource {
    fn from(row: data_source::Model) -> Self {
        Self {
            source: Source {
                key: row.key,
                title: row.title,
                publisher: row.publisher,
                licence: row.licence,
                licence_url: row.licence_url,
                address: row.address,
                edition: row.edition,
            },
            loaded_at: time::from_column(row.loaded_at),
            records: u64::try_from(row.records).unwrap_or_default(),
        }
    }
}
