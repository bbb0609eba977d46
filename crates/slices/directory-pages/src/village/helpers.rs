//! Who helps: the municipality's office, authorities, advice.

use std::collections::{HashMap, HashSet};

use kreisrund_areas::area::AreaLevel;
use kreisrund_directory::{
    organisation::{Organisation, Role},
    store::{organisations::organisations_with_role, places::places_by_ids},
};
use kreisrund_kernel::{AreaId, Kilometres, PlaceId, Position};
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::{Name, Page};

use super::here::Here;
use crate::parts;

/// So many are named.
const HELPERS: usize = 6;
/// The roles of those who help, in the order in which they are asked.
const HELPING: [Role; 4] = [Role::Municipality, Role::Authority, Role::Advice, Role::FamilyCentre];

/// Somebody who helps.
pub struct Helper {
    /// The name, and what it is.
    pub name: Name,
    /// The telephone number as people write it.
    pub phone: Option<String>,
    /// How far away it is.
    pub distance: Option<String>,
}

/// Who helps those who live `here`: the office that is responsible for them, who is in the municipality, and who is
/// nearest of the others.
pub async fn helpers(house: &House, page: &Page, here: &Here) -> Result<Vec<Helper>, StoreError> {
    let connection = house.database.read();
    let mut all: Vec<Organisation> = Vec::new();
    for role in HELPING {
        for organisation in organisations_with_role(connection, role).await? {
            if !all.iter().any(|known| known.id == organisation.id) {
                all.push(organisation);
            }
        }
    }
    let seats: Vec<PlaceId> = all.iter().filter_map(|organisation| organisation.details.seat).collect();
    let seats: HashMap<PlaceId, Option<Position>> = places_by_ids(connection, &seats)
        .await?
        .into_iter()
        .map(|place| (place.id, place.details.position))
        .collect();
    let distance = |organisation: &Organisation| {
        let seat = organisation.details.seat.and_then(|seat| seats.get(&seat).copied().flatten());
        here.distance(seat)
    };
    let association = association(here);
    let mut ranked: Vec<(u8, Option<Kilometres>, Organisation)> = all
        .into_iter()
        .map(|organisation| (rank(here, &association, &organisation), distance(&organisation), organisation))
        .collect();
    let metres = |distance: &Option<Kilometres>| distance.map_or(f64::MAX, |distance| distance.0);
    // Sorting keeps the order of the roles among equals.
    ranked.sort_by(|(one, near, _), (other, far, _)| {
        one.cmp(other).then_with(|| {
            if *one == ELSEWHERE { metres(near).total_cmp(&metres(far)) } else { std::cmp::Ordering::Equal }
        })
    });
    ranked.truncate(HELPERS);
    Ok(ranked
        .into_iter()
        .map(|(_, distance, organisation)| Helper {
            name: parts::organisation_with_roles(page, &organisation),
            phone: organisation.details.phone.clone(),
            distance: distance.map(|distance| page.distance(distance)),
        })
        .collect())
}

/// The rank of those who are neither here nor responsible: the nearer, the better.
const ELSEWHERE: u8 = 3;

/// The lower, the more likely people from here turn to them.
fn rank(here: &Here, association: &HashSet<AreaId>, organisation: &Organisation) -> u8 {
    let is_office = organisation.details.roles.contains(&Role::Municipality);
    match organisation.details.area {
        Some(area) if area == here.area.id => u8::from(!is_office),
        Some(area) if is_office && association.contains(&area) => 2,
        _ => ELSEWHERE,
    }
}

/// The municipalities that share their administration with this one.
fn association(here: &Here) -> HashSet<AreaId> {
    let overlays = here.snapshot.overlays_of(here.area.id).into_iter();
    overlays
        .filter(|overlay| overlay.level == AreaLevel::Association)
        .flat_map(|overlay| here.snapshot.municipalities_in(overlay.id))
        .map(|area| area.id)
        .collect()
}
