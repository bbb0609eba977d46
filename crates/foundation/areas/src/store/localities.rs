//! Saving the localities of the counties that are loaded.

use std::collections::BTreeMap;

use kreisrund_kernel::{AreaId, LocalityId};
use kreisrund_store::{Change, StoreError};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{
    column::unreadable,
    counties::{Loading, Saver},
    entity::{area, locality},
    successions,
};
use crate::{
    area::{Locality, Provenance},
    names::words,
};

/// Postcode and name: by them a person recognises a locality.
type Signature = (String, Vec<String>);

pub(super) async fn save(saver: &mut Saver<'_>, loading: &Loading<'_>) -> Result<(), StoreError> {
    let ours = saver.ever_in(loading.counties).await?;
    let confirmed = confirmed(saver).await?;
    let municipalities = saver.municipalities(loading.counties);
    let mut rows: BTreeMap<(Signature, Uuid), locality::Model> = BTreeMap::new();
    for locality in loading.localities {
        let area_id = *municipalities.get(locality.municipality.as_str()).ok_or_else(|| {
            unreadable(&format!("{} lies in no municipality of the extract", locality.name))
        })?;
        let mut row = row(locality, area_id);
        let signature = signature(&row);
        if locality.provenance != Provenance::Confirmed
            && let Some(known) = confirmed.get(&signature)
        {
            if !ours.contains(known) {
                // It was given to a municipality of a county that is not loaded this time, and is still there.
                continue;
            }
            row.area_id = *known;
            row.provenance = Provenance::Confirmed.as_str().to_owned();
        }
        rows.entry((signature, row.area_id)).or_insert(row);
    }
    let mut present: BTreeMap<(Signature, Uuid), locality::Model> = locality::Entity::find()
        .filter(locality::Column::AreaId.is_in(ours))
        .all(&**saver.write)
        .await?
        .into_iter()
        .map(|row| ((signature(&row), row.area_id), row))
        .collect();
    let mut unmatched = Vec::new();
    for (key, row) in rows {
        match present.remove(&key) {
            Some(known) => update(saver, row, &known).await?,
            None => unmatched.push((key.0, row)),
        }
    }
    for (signature, row) in unmatched {
        // A village that is now given to another municipality is the same village.
        let moved = present.keys().find(|(known, _)| *known == signature).cloned();
        match moved.and_then(|key| present.remove(&key)) {
            Some(known) => update(saver, row, &known).await?,
            None => insert(saver, row).await?,
        }
    }
    for gone in present.into_values() {
        saver.report.localities.gone += 1;
        saver.changed.insert(gone.area_id.into());
        locality::Entity::delete_by_id(gone.id).exec(&**saver.write).await?;
    }
    Ok(())
}

/// The municipalities of confirmed localities. One that ended hands its localities to its only successor.
async fn confirmed(saver: &mut Saver<'_>) -> Result<BTreeMap<Signature, Uuid>, StoreError> {
    let rows = locality::Entity::find()
        .filter(locality::Column::Provenance.eq(Provenance::Confirmed.as_str()))
        .all(&**saver.write)
        .await?;
    if rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let successions = successions::successions(&**saver.write).await?;
    let by_id: BTreeMap<Uuid, &area::Model> = saver.known.values().map(|row| (row.id, row)).collect();
    let mut confirmed = BTreeMap::new();
    let mut lost = Vec::new();
    for row in rows {
        let exists = |id: &Uuid| by_id.get(id).is_some_and(|area| area.valid_to.is_none());
        let successor = || successions.only_successor(row.area_id.into(), saver.day).map(Uuid::from);
        match Some(row.area_id).filter(exists).or_else(successor).filter(exists) {
            Some(area) => {
                confirmed.insert(signature(&row), area);
            }
            None => lost.push(format!("{} {}", row.postcode, row.name)),
        }
    }
    saver.report.lost_corrections = lost;
    Ok(confirmed)
}

async fn insert(saver: &mut Saver<'_>, mut row: locality::Model) -> Result<(), StoreError> {
    row.id = LocalityId::new().into();
    saver.changed.insert(row.area_id.into());
    saver.report.localities += Change::Added;
    locality::Entity::insert(row.into_active_model()).exec_without_returning(&**saver.write).await?;
    Ok(())
}

async fn update(
    saver: &mut Saver<'_>,
    mut row: locality::Model,
    known: &locality::Model,
) -> Result<(), StoreError> {
    row.id = known.id;
    if row == *known {
        saver.report.localities += Change::Unchanged;
        return Ok(());
    }
    saver.report.localities += Change::Changed;
    saver.changed.extend([known.area_id, row.area_id].map(AreaId::from));
    row.into_active_model().reset_all().update(&**saver.write).await?;
    Ok(())
}

fn signature(row: &locality::Model) -> Signature {
    (row.postcode.clone(), words(&row.name))
}

fn row(locality: &Locality, area_id: Uuid) -> locality::Model {
    locality::Model {
        id: Uuid::nil(),
        postcode: locality.postcode.to_string(),
        name: locality.name.clone(),
        latitude: locality.position.latitude(),
        longitude: locality.position.longitude(),
        area_id,
        provenance: locality.provenance.as_str().to_owned(),
    }
}
