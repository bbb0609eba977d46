//! What became of former areas.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kreisrund_kernel::AreaId;
use kreisrund_store::{Change, StoreError};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect};
use uuid::Uuid;

use super::{
    column::unreadable,
    counties::{LoadError, Named, Saver, named_in_report},
    entity::{area, area_succession},
};
use crate::{
    area::CountyExtract,
    import::{
        overlays::way_back,
        reforms::Reform,
        table::{NotATable, refusal},
    },
    succession::{Basis, Succession, SuccessionKind, Successions},
};

/// All successions that are known.
///
/// # Errors
/// When the database can't be read.
pub async fn successions(connection: &impl ConnectionTrait) -> Result<Successions, StoreError> {
    let rows = area_succession::Entity::find().all(connection).await?;
    let all = rows.into_iter().map(Succession::try_from).collect::<Result<_, _>>()?;
    let began: Vec<(Uuid, Option<String>)> = area::Entity::find()
        .select_only()
        .columns([area::Column::Id, area::Column::ValidFrom])
        .into_tuple()
        .all(connection)
        .await?;
    let began = began.into_iter().filter_map(|(id, day)| Some((id.into(), day?.parse().ok()?)));
    Ok(Successions::new(all, began))
}

/// Saves what `reforms` say. What was known of their predecessors before is replaced.
pub(super) async fn save_reforms(saver: &mut Saver<'_>, reforms: &[Reform]) -> Result<(), LoadError> {
    if reforms.is_empty() {
        return Ok(());
    }
    check_known(saver, reforms).map_err(LoadError::Reforms)?;
    let present = area_succession::Entity::find().all(&**saver.write).await?;
    check_circles(saver, reforms, &present).map_err(LoadError::Reforms)?;
    for reform in reforms {
        keep_days(saver, reform).await?;
    }
    let predecessors: BTreeSet<&str> = reforms.iter().map(|reform| reform.from.as_str()).collect();
    let mut wanted: BTreeMap<(Uuid, Uuid), area_succession::Model> = BTreeMap::new();
    for reform in reforms {
        let row = row(saver, reform, reforms, &present);
        wanted.extend(row.map(|row| ((row.predecessor_id, row.successor_id), row)));
    }
    let ids: BTreeSet<Uuid> = predecessors.iter().filter_map(|key| Some(saver.known.get(*key)?.id)).collect();
    for before in present.iter().filter(|row| ids.contains(&row.predecessor_id)) {
        let key = (before.predecessor_id, before.successor_id);
        let change = match wanted.remove(&key) {
            None => {
                area_succession::Entity::delete_by_id(key).exec(&**saver.write).await?;
                saver.report.successions.gone += 1;
                continue;
            }
            Some(row) if row == *before => Change::Unchanged,
            Some(row) => {
                row.into_active_model().reset_all().update(&**saver.write).await?;
                Change::Changed
            }
        };
        saver.report.successions += change;
        if change != Change::Unchanged {
            saver.changed.extend([key.0, key.1].map(AreaId::from));
        }
    }
    for (key, row) in wanted {
        saver.report.successions += Change::Added;
        saver.changed.extend([key.0, key.1].map(AreaId::from));
        let row = row.into_active_model();
        area_succession::Entity::insert(row).exec_without_returning(&**saver.write).await?;
    }
    Ok(())
}

fn check_known(saver: &Saver<'_>, reforms: &[Reform]) -> Result<(), NotATable> {
    for reform in reforms {
        let Some(from) = saver.known.get(&reform.from) else {
            let problem = format!(
                "no area {} is known here; load the list of before the reform first, then the present one",
                reform.from
            );
            return Err(refusal(reform.row, "from_key", problem));
        };
        if from.valid_to.is_none() {
            let problem = format!(
                "{} ({}) is still there in the list of {}; load the list of after the reform",
                reform.from, from.name, saver.day
            );
            return Err(refusal(reform.row, "from_key", problem));
        }
        let county = reform.to.get(..5).unwrap_or(&reform.to);
        if !saver.known.contains_key(&reform.to) {
            let problem = format!(
                "no area {} is known here; if it lies in another county, load that one too (--with {county})",
                reform.to
            );
            return Err(refusal(reform.row, "to_key", problem));
        }
    }
    Ok(())
}

/// Refuses reforms that, together with those known before, make an area its own successor.
fn check_circles(
    saver: &Saver<'_>,
    reforms: &[Reform],
    present: &[area_succession::Model],
) -> Result<(), NotATable> {
    let keys: BTreeMap<Uuid, &str> = saver.known.values().map(|row| (row.id, row.key.as_str())).collect();
    let replaced: BTreeSet<&str> = reforms.iter().map(|reform| reform.from.as_str()).collect();
    let mut successors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in present {
        if let (Some(from), Some(to)) = (keys.get(&row.predecessor_id), keys.get(&row.successor_id))
            && !replaced.contains(from)
        {
            successors.entry(from).or_default().push(to);
        }
    }
    for reform in reforms {
        successors.entry(&reform.from).or_default().push(&reform.to);
    }
    match reforms.iter().find(|reform| way_back(&reform.from, &successors).is_some()) {
        None => Ok(()),
        Some(reform) => {
            let problem = format!("“{}” becomes its own successor in the end", reform.from);
            Err(refusal(reform.row, "from_key", problem))
        }
    }
}

/// The list only tells between which editions an area ended or began; the reform tells the day.
async fn keep_days(saver: &mut Saver<'_>, reform: &Reform) -> Result<(), StoreError> {
    let on = reform.on.to_string();
    if saver.known.get(&reform.from).is_some_and(|from| from.valid_to.as_ref() != Some(&on)) {
        saver.end(&reform.from, reform.on).await?;
    }
    let began_later = |row: &area::Model| row.valid_from.as_ref().is_some_and(|began| *began > on);
    if saver.known.get(&reform.to).is_some_and(began_later) {
        saver.begin(&reform.to, reform.on).await?;
    }
    Ok(())
}

fn row(
    saver: &Saver<'_>,
    reform: &Reform,
    reforms: &[Reform],
    present: &[area_succession::Model],
) -> Option<area_succession::Model> {
    let (from, to) = (saver.known.get(&reform.from)?, saver.known.get(&reform.to)?);
    let is_split = reforms.iter().any(|other| other.from == reform.from && other.to != reform.to);
    let has_others = reforms.iter().any(|other| other.to == reform.to && other.from != reform.from)
        || present.iter().any(|row| row.successor_id == to.id && row.predecessor_id != from.id);
    let was_there = to.valid_from.as_ref().is_none_or(|began| *began < reform.on.to_string());
    let kind = if is_split {
        SuccessionKind::Split
    } else if has_others || was_there {
        SuccessionKind::Merged
    } else if from.name == to.name {
        SuccessionKind::KeyChanged
    } else {
        SuccessionKind::Renamed
    };
    Some(area_succession::Model {
        predecessor_id: from.id,
        successor_id: to.id,
        share: reform.share,
        basis: reform.basis.as_str().to_owned(),
        kind: kind.as_str().to_owned(),
        starts_on: reform.on.to_string(),
    })
}

/// The former areas of `counties` of which nobody said what became of them.
pub(super) async fn unexplained(
    saver: &Saver<'_>,
    counties: &[CountyExtract],
) -> Result<Vec<Named>, StoreError> {
    let explained: Vec<Uuid> = area_succession::Entity::find()
        .select_only()
        .column(area_succession::Column::PredecessorId)
        .into_tuple()
        .all(&**saver.write)
        .await?;
    let ever = saver.ever_in(counties).await?;
    let is_open =
        |row: &&area::Model| row.valid_to.is_some() && ever.contains(&row.id) && !explained.contains(&row.id);
    Ok(saver.known.values().filter(is_open).map(named_in_report).collect())
}

impl TryFrom<area_succession::Model> for Succession {
    type Error = StoreError;

    fn try_from(row: area_succession::Model) -> Result<Self, StoreError> {
        Ok(Self {
            predecessor: row.predecessor_id.into(),
            successor: row.successor_id.into(),
            share: row.share,
            basis: Basis::from_name(&row.basis)
                .ok_or_else(|| unreadable(&format!("“{}” is no basis of a share", row.basis)))?,
            kind: SuccessionKind::from_name(&row.kind)
                .ok_or_else(|| unreadable(&format!("“{}” is no kind of succession", row.kind)))?,
            on: row.starts_on.parse::<Date>().map_err(|error| unreadable(&error))?,
        })
    }
}
