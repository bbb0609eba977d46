//! The quality marks that organisations carry.

use std::collections::HashMap;

use kreisrund_kernel::{OrganisationId, TermId};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{
    changed::touch,
    column::{period, portions},
    entity::quality_mark,
};
use crate::organisation::{QualityMark, QualityMarks};

/// The marks of `organisation`, also those that have ended.
///
/// # Errors
/// When the database can't be read.
pub async fn marks_of(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<QualityMarks, StoreError> {
    Ok(marks_of_many(connection, &[organisation]).await?.remove(&organisation).unwrap_or_default())
}

/// The marks of `organisations`, also those that have ended. An organisation without any is left out.
///
/// # Errors
/// When the database can't be read.
pub async fn marks_of_many(
    connection: &impl ConnectionTrait,
    organisations: &[OrganisationId],
) -> Result<HashMap<OrganisationId, QualityMarks>, StoreError> {
    let mut of: HashMap<OrganisationId, Vec<QualityMark>> = HashMap::new();
    for ids in portions(organisations.iter().map(|id| id.0)) {
        let query = quality_mark::Entity::find().filter(quality_mark::Column::OrganisationId.is_in(ids));
        for row in query.all(connection).await? {
            let marks = of.entry(row.organisation_id.into()).or_default();
            marks.push(QualityMark {
                term: TermId(row.term_id),
                validity: period(row.since, row.until)?,
                address: row.address,
            });
        }
    }
    of.into_iter()
        .map(|(organisation, marks)| {
            let marks =
                QualityMarks::new(marks).map_err(|error| StoreError::Unreadable(error.to_string()))?;
            Ok((organisation, marks))
        })
        .collect()
}

/// Has `organisation` carry `marks` and no others.
///
/// # Errors
/// When the database refuses.
pub async fn set_marks(
    write: &Write,
    organisation: OrganisationId,
    marks: &QualityMarks,
) -> Result<Change, StoreError> {
    if marks_of(&**write, organisation).await? == *marks {
        return Ok(Change::Unchanged);
    }
    quality_mark::Entity::delete_many()
        .filter(quality_mark::Column::OrganisationId.eq(organisation.0))
        .exec(&**write)
        .await?;
    for mark in marks.as_slice() {
        let row = quality_mark::Model {
            id: Uuid::now_v7(),
            organisation_id: organisation.into(),
            term_id: mark.term.into(),
            since: mark.validity.from().map(|date| date.to_string()),
            until: mark.validity.to().map(|date| date.to_string()),
            address: mark.address.clone(),
        };
        quality_mark::Entity::insert(row.into_active_model()).exec_without_returning(&**write).await?;
    }
    touch(write, organisation.into()).await?;
    Ok(Change::Changed)
}
