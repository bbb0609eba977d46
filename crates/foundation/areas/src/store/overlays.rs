//! Overlays and their members.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kreisrund_kernel::AreaId;
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{
    column::date,
    counties::{LoadError, Moved, Saver, named, named_in_report},
    entity::{area, area_membership},
};
use crate::{
    area::{AreaLevel, CountyExtract, Membership},
    import::{
        overlays::Overlay,
        table::{NotATable, refusal},
    },
    names::{distance, tolerated, without_addition, words},
};

/// A member with its share of the overlay.
type Members = BTreeMap<Uuid, Option<f64>>;

/// A member's key with its share of the overlay.
type ListedMember = (String, Option<f64>);

/// All memberships, of today and before.
///
/// # Errors
/// When the database can't be read.
pub async fn memberships(connection: &impl ConnectionTrait) -> Result<Vec<Membership>, StoreError> {
    let rows = area_membership::Entity::find().all(connection).await?;
    rows.into_iter().map(Membership::try_from).collect()
}

pub(super) async fn open_memberships(write: &Write) -> Result<Vec<area_membership::Model>, StoreError> {
    Ok(area_membership::Entity::find()
        .filter(area_membership::Column::ValidTo.is_null())
        .all(&**write)
        .await?)
}

/// The members of the overlay `id` and those of the overlays in it; for a county among them its municipalities.
///
/// # Errors
/// When the database can't be read.
pub(super) async fn ids_below(
    connection: &impl ConnectionTrait,
    id: AreaId,
) -> Result<BTreeSet<AreaId>, StoreError> {
    let mut members: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    let open = area_membership::Entity::find()
        .filter(area_membership::Column::ValidTo.is_null())
        .all(connection)
        .await?;
    for row in open {
        members.entry(row.overlay_id).or_default().push(row.area_id);
    }
    let mut below = BTreeSet::new();
    let mut open = vec![Uuid::from(id)];
    while let Some(overlay) = open.pop() {
        for member in members.get(&overlay).into_iter().flatten() {
            if below.insert(*member) {
                open.push(*member);
            }
        }
    }
    let children = area::Entity::find()
        .filter(area::Column::ParentId.is_in(below.iter().copied()))
        .all(connection)
        .await?;
    Ok(below.into_iter().chain(children.into_iter().map(|row| row.id)).map(AreaId::from).collect())
}

/// Saves the associations of the official list with their members.
pub(super) async fn save_associations(
    saver: &mut Saver<'_>,
    counties: &[CountyExtract],
    present: &[area_membership::Model],
) -> Result<(), StoreError> {
    let before = associations_of(saver, present);
    let mut after: BTreeMap<Uuid, String> = BTreeMap::new();
    let mut listed = BTreeSet::new();
    for county in counties {
        for association in &county.associations {
            let row = named(&association.key, AreaLevel::Association, &association.official_name, None);
            let row = area::Model { source_id: Some(saver.source), ..row };
            let members: Members = county
                .members(association)
                .filter_map(|member| Some((saver.known.get(member.key.as_str())?.id, None)))
                .collect();
            after.extend(members.keys().map(|member| (*member, row.name.clone())));
            listed.insert(association.key.clone());
            let day = (!is_new_here(saver, &row.key)).then_some(saver.day);
            let (id, change) = saver.save(row).await?;
            save_members(saver, id, change, &members, present, day).await?;
        }
    }
    let keys: BTreeSet<&str> = counties.iter().map(|county| county.county.key.as_str()).collect();
    let is_gone = |row: &&area::Model| {
        row.level == AreaLevel::Association.as_str()
            && row.source_id.is_some()
            && row.valid_to.is_none()
            && row.key.get(..5).is_some_and(|county| keys.contains(county))
            && !listed.contains(&row.key)
    };
    let gone: Vec<String> = saver.known.values().filter(is_gone).map(|row| row.key.clone()).collect();
    for key in gone {
        end_overlay(saver, &key, present, saver.day).await?;
    }
    for county in counties {
        for municipality in &county.municipalities {
            let Some(row) = saver.known.get(municipality.key.as_str()) else { continue };
            let (from, to) = (before.get(&row.id).cloned(), after.get(&row.id).cloned());
            let was_known = row.valid_from.as_deref() != Some(saver.day.to_string().as_str());
            // The first load of a county moves nobody.
            if from != to && was_known && !before.is_empty() && knew_associations(saver, county, present) {
                let area = named_in_report(row);
                saver.report.moved.push(Moved { area, from, to });
            }
        }
    }
    Ok(())
}

/// Whether the county had associations before this load.
fn knew_associations(saver: &Saver<'_>, county: &CountyExtract, present: &[area_membership::Model]) -> bool {
    let key = county.county.key.as_str();
    let known: BTreeMap<Uuid, &str> = saver.known.values().map(|row| (row.id, row.key.as_str())).collect();
    present.iter().any(|row| known.get(&row.overlay_id).is_some_and(|overlay| overlay.starts_with(key)))
}

/// The association of each municipality, by its name.
fn associations_of(saver: &Saver<'_>, present: &[area_membership::Model]) -> BTreeMap<Uuid, String> {
    let official = saver.known.values().filter(|row| {
        row.level == AreaLevel::Association.as_str() && row.source_id.is_some() && row.valid_to.is_none()
    });
    let names: BTreeMap<Uuid, &str> = official.map(|row| (row.id, row.name.as_str())).collect();
    present.iter().filter_map(|row| Some((row.area_id, (*names.get(&row.overlay_id)?).to_owned()))).collect()
}

/// Saves the overlays that the county lists itself; those that it no longer lists end.
pub(super) async fn save_listed(
    saver: &mut Saver<'_>,
    overlays: &[Overlay],
    present: &[area_membership::Model],
) -> Result<(), LoadError> {
    let listed: BTreeSet<&str> = overlays.iter().map(|overlay| overlay.key.as_str()).collect();
    let is_gone = |row: &&area::Model| {
        AreaLevel::from_name(&row.level).is_some_and(AreaLevel::is_overlay)
            && row.source_id.is_none()
            && row.valid_to.is_none()
            && !listed.contains(row.key.as_str())
    };
    let gone: Vec<String> = saver.known.values().filter(is_gone).map(|row| row.key.clone()).collect();
    let wanted = resolve(saver, overlays, &gone).map_err(LoadError::Overlays)?;
    for key in gone {
        end_overlay(saver, &key, present, saver.today).await?;
    }
    // All overlays before any members: they may be members of one another.
    let mut saved = Vec::new();
    for overlay in overlays {
        let row = area::Model {
            name: overlay.name.clone(),
            ..named(&overlay.key, overlay.kind, &overlay.name, None)
        };
        let day = (!is_new_here(saver, &row.key)).then_some(saver.today);
        let (id, change) = saver.save(row).await?;
        saved.push((overlay.key.as_str(), id, change, day));
    }
    for (key, id, change, day) in saved {
        let listed = wanted.get(key).into_iter().flatten();
        let members: Members =
            listed.filter_map(|(key, weight)| Some((saver.known.get(key)?.id, *weight))).collect();
        save_members(saver, id, change, &members, present, day).await?;
    }
    Ok(())
}

fn is_new_here(saver: &Saver<'_>, key: &str) -> bool {
    !saver.known.contains_key(key)
}

/// Makes `members` those of `overlay` from `day` on; of a new overlay they are said to have been there always. `change` is
/// what saving the overlay itself did, for the report.
async fn save_members(
    saver: &mut Saver<'_>,
    overlay: Uuid,
    change: Change,
    members: &Members,
    present: &[area_membership::Model],
    day: Option<Date>,
) -> Result<(), StoreError> {
    let before: BTreeMap<Uuid, &area_membership::Model> =
        present.iter().filter(|row| row.overlay_id == overlay).map(|row| (row.area_id, row)).collect();
    let mut touched = BTreeSet::new();
    for (area_id, weight) in members {
        match before.get(area_id) {
            Some(row) if row.weight == *weight => {}
            Some(row) => {
                touched.insert(*area_id);
                let row = area_membership::Model { weight: *weight, ..(*row).clone() };
                row.into_active_model().reset_all().update(&**saver.write).await?;
            }
            None => {
                touched.insert(*area_id);
                let row = area_membership::Model {
                    id: Uuid::now_v7(),
                    overlay_id: overlay,
                    area_id: *area_id,
                    weight: *weight,
                    valid_from: day.map(|day| day.to_string()),
                    valid_to: None,
                };
                area_membership::Entity::insert(row.into_active_model())
                    .exec_without_returning(&**saver.write)
                    .await?;
            }
        }
    }
    for row in before.values().filter(|row| !members.contains_key(&row.area_id)) {
        touched.insert(row.area_id);
        end_membership(saver, row, day.unwrap_or(saver.day)).await?;
    }
    saver.report.overlays += match change {
        Change::Unchanged if !touched.is_empty() => Change::Changed,
        change => change,
    };
    if !touched.is_empty() {
        saver.changed.insert(overlay.into());
        saver.changed.extend(touched.into_iter().map(AreaId::from));
    }
    Ok(())
}

async fn end_overlay(
    saver: &mut Saver<'_>,
    key: &str,
    present: &[area_membership::Model],
    day: Date,
) -> Result<(), StoreError> {
    let Some(id) = saver.known.get(key).map(|row| row.id) else { return Ok(()) };
    saver.end(key, day).await?;
    saver.report.overlays.gone += 1;
    for row in present.iter().filter(|row| row.overlay_id == id || row.area_id == id) {
        saver.changed.insert(row.area_id.into());
        end_membership(saver, row, day).await?;
    }
    Ok(())
}

async fn end_membership(
    saver: &Saver<'_>,
    row: &area_membership::Model,
    day: Date,
) -> Result<(), StoreError> {
    let day = Some(day.to_string());
    if row.valid_from == day {
        // It never lasted a day: a slip that was put right at once.
        area_membership::Entity::delete_by_id(row.id).exec(&**saver.write).await?;
    } else {
        let row = area_membership::Model { valid_to: day, ..row.clone() };
        row.into_active_model().reset_all().update(&**saver.write).await?;
    }
    Ok(())
}

/// The keys of each overlay's members, with their shares.
fn resolve<'a>(
    saver: &Saver<'_>,
    overlays: &'a [Overlay],
    gone: &[String],
) -> Result<BTreeMap<&'a str, Vec<ListedMember>>, NotATable> {
    let mut resolved = BTreeMap::new();
    for overlay in overlays {
        let mut members: Vec<ListedMember> = Vec::new();
        for member in &overlay.members {
            let key = if overlays.iter().any(|other| other.key == member.given) {
                member.given.clone()
            } else {
                known_member(saver, &member.given, gone)
                    .map_err(|problem| refusal(overlay.row, "members", problem))?
            };
            if members.iter().any(|(other, _)| *other == key) {
                let problem = format!("“{}” stands there twice", member.given);
                return Err(refusal(overlay.row, "members", problem));
            }
            members.push((key, member.weight));
        }
        resolved.insert(overlay.key.as_str(), members);
    }
    Ok(resolved)
}

fn known_member(saver: &Saver<'_>, given: &str, gone: &[String]) -> Result<String, String> {
    if let Some(row) = saver.known.get(given) {
        return match &row.valid_to {
            _ if gone.contains(&row.key) => Err(format!("the overlay “{given}” is no longer listed")),
            Some(day) => Err(format!("“{given}” ({}) is no longer there since {day}", row.name)),
            None => Ok(row.key.clone()),
        };
    }
    let asked = words(given);
    let municipalities: Vec<&area::Model> = saver
        .known
        .values()
        .filter(|row| row.level == AreaLevel::Municipality.as_str() && row.valid_to.is_none())
        .collect();
    let short = |row: &area::Model| without_addition(&row.name).map(words);
    let mut named: Vec<&&area::Model> =
        municipalities.iter().filter(|row| words(&row.name) == asked).collect();
    if named.is_empty() {
        named = municipalities.iter().filter(|row| short(row).as_ref() == Some(&asked)).collect();
    }
    match named.as_slice() {
        [one] => Ok(one.key.clone()),
        [] => {
            let asked = asked.join(" ");
            let slips = |row: &&&area::Model| distance(&words(&row.name).join(" "), &asked);
            let similar = municipalities
                .iter()
                .min_by_key(slips)
                .filter(|row| slips(row) <= tolerated(asked.chars().count()));
            let hint = similar.map(|row| format!("; did you mean {}?", row.name)).unwrap_or_default();
            Err(format!("no municipality, county or overlay “{given}” is loaded{hint}"))
        }
        several => {
            let keys: Vec<&str> = several.iter().map(|row| row.key.as_str()).collect();
            Err(format!("“{given}” may be {}; write the key", keys.join(" or ")))
        }
    }
}

impl TryFrom<area_membership::Model> for Membership {
    type Error = StoreError;

    fn try_from(row: area_membership::Model) -> Result<Self, StoreError> {
        Ok(Self {
            overlay: row.overlay_id.into(),
            area: row.area_id.into(),
            weight: row.weight,
            valid_from: date(row.valid_from)?,
            valid_to: date(row.valid_to)?,
        })
    }
}
