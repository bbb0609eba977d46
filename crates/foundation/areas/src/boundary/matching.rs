//! From a file's features to the boundaries of areas: by key, checked and simplified.

use std::collections::BTreeMap;

use kreisrund_kernel::Position;

use super::{
    Boundaries, Boundary, Extent, Feature, KeyedLayer, NotBoundaries, Outlines, Problem,
    geometry::{HoleOutside, Polygon, Ring},
    simplify::{Simplifier, TOLERANCE_METRES},
};
use crate::area::{Area, CountyExtract};

/// How far the middle of a polygon may lie from an area's known centre, beside half of its diagonal. Boundaries at
/// 1:5,000,000 are off by up to 2 km, and centres of the official list by a few more.
const TOLERATED_KM: f64 = 10.0;

/// An area for which a boundary is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The official key, of 2, 5, 8 or 9 digits.
    pub key: String,
    /// The name, for refusals.
    pub name: String,
    /// Where it lies, where that is known.
    pub position: Option<Position>,
}

impl Wanted {
    /// The areas of a county: its state, itself, its associations and its municipalities.
    #[must_use]
    pub fn of_county(extract: &CountyExtract) -> Vec<Self> {
        let named =
            |key: &str, name: &str| Self { key: key.to_owned(), name: name.to_owned(), position: None };
        let municipalities = extract.municipalities.iter().map(|municipality| Self {
            position: municipality.position,
            ..named(municipality.key.as_str(), municipality.name())
        });
        let state = named(&extract.state.key, &extract.state.official_name);
        let county = named(extract.county.key.as_str(), extract.county.name());
        let associations = extract.associations.iter();
        let associations =
            associations.map(|association| named(&association.key, &association.official_name));
        [state, county].into_iter().chain(associations).chain(municipalities).collect()
    }
}

impl From<&Area> for Wanted {
    fn from(area: &Area) -> Self {
        Self { key: area.key.clone(), name: area.name.clone(), position: area.position }
    }
}

/// What a file has of the areas that were wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matched {
    /// The boundaries by the areas' keys.
    pub boundaries: BTreeMap<String, Boundary>,
    /// Wanted areas of the levels that the file has, for which it has no boundary. They are drawn as points.
    pub without: Vec<Wanted>,
    /// How many keys of the file belong to none of the wanted areas.
    pub others: usize,
}

/// The boundaries of the `wanted` areas, simplified to [`super::TOLERANCE_METRES`] with common lines kept in common.
///
/// Several features of one key are one boundary (islands); parts of the sea (GF 1 and 2 in federal boundaries) count only
/// where an area has nothing else. A city that is its own county gets the boundary of its only municipality.
///
/// # Errors
/// [`NotBoundaries`] when a wanted area's polygon is none, lies elsewhere or is given twice, or nothing wanted is there.
pub fn matched(boundaries: &Boundaries, wanted: &[Wanted]) -> Result<Matched, NotBoundaries> {
    let mut matched = Matched::default();
    let mut chosen: BTreeMap<&str, (&KeyedLayer, Boundary)> = BTreeMap::new();
    let by_key = by_key(boundaries);
    let lengths: Vec<usize> = by_key.keys().map(|key| key.len()).collect();
    for area in wanted {
        let of_city = format!("{}000", area.key);
        let found = by_key.get(area.key.as_str());
        let found = found.or_else(|| by_key.get(of_city.as_str()).filter(|_| area.key.len() == 5));
        match found {
            Some((layer, features)) => {
                chosen.insert(&area.key, (layer, boundary(layer, features, area)?));
            }
            None if lengths.contains(&area.key.len()) => matched.without.push(area.clone()),
            None => {}
        }
    }
    if chosen.is_empty() {
        let examples = by_key.keys().take(3).map(|key| (*key).to_owned()).collect();
        return Err(NotBoundaries::NothingWanted { file: boundaries.file.clone(), examples });
    }
    matched.others = by_key.keys().filter(|key| !chosen.contains_key(**key)).count();
    let simplifier = simplifier(boundaries, &chosen);
    for (key, (_, boundary)) in chosen {
        matched.boundaries.insert(key.to_owned(), simplifier.simplified(&boundary));
    }
    Ok(matched)
}

type Keyed<'a> = BTreeMap<&'a str, (&'a KeyedLayer, Vec<&'a Feature>)>;

/// The features of each key. Where several layers have a key, the first counts.
fn by_key(boundaries: &Boundaries) -> Keyed<'_> {
    let mut by_key = Keyed::new();
    for layer in &boundaries.layers {
        for feature in &layer.features {
            let (first, features) = by_key.entry(&feature.key).or_insert_with(|| (layer, Vec::new()));
            if std::ptr::eq(*first, layer) {
                features.push(feature);
            }
        }
    }
    for (_, features) in by_key.values_mut() {
        if features.iter().any(|feature| !feature.is_water) {
            features.retain(|feature| !feature.is_water);
        }
    }
    by_key
}

fn boundary(layer: &KeyedLayer, features: &[&Feature], area: &Wanted) -> Result<Boundary, NotBoundaries> {
    let mut polygons: Vec<(u64, Extent, Polygon)> = Vec::new();
    for feature in features {
        let refuse =
            |problem| NotBoundaries::Feature { file: layer.name.clone(), feature: feature.name(), problem };
        let own = polygons_of(feature).map_err(refuse)?;
        for polygon in &own {
            let Some(inner) = polygon.inner_position() else { continue };
            let mut others = polygons.iter().filter(|(_, extent, _)| extent.contains(inner));
            if let Some((other, ..)) = others.find(|(.., other)| other.contains(inner)) {
                return Err(refuse(Problem::Duplicate { other: *other }));
            }
        }
        polygons.extend(own.into_iter().map(|polygon| (feature.number, polygon.extent(), polygon)));
    }
    let empty = || NotBoundaries::NoPolygons { file: layer.name.clone() };
    let boundary =
        Boundary::new(polygons.into_iter().map(|(.., polygon)| polygon).collect()).ok_or_else(empty)?;
    if let (Some(position), Some(middle), Some(first)) = (area.position, boundary.middle(), features.first())
    {
        let distance = position.distance(middle);
        if distance.0 > boundary.extent().diagonal().0 / 2.0 + TOLERATED_KM {
            let problem = Problem::Elsewhere { name: area.name.clone(), distance };
            return Err(NotBoundaries::Feature { file: layer.name.clone(), feature: first.name(), problem });
        }
    }
    Ok(boundary)
}

fn polygons_of(feature: &Feature) -> Result<Vec<Polygon>, Problem> {
    match &feature.outlines {
        Outlines::Grouped(polygons) => polygons.iter().map(|rings| polygon(rings)).collect(),
        Outlines::Loose(rings) => grouped(rings),
    }
}

fn polygon(rings: &[Vec<Position>]) -> Result<Polygon, Problem> {
    let mut rings = rings.iter().map(|ring| Ring::new(ring.clone()));
    let outer = rings.next().unwrap_or_else(|| Ring::new(Vec::new()))?;
    Ok(Polygon::new(outer, rings.collect::<Result<_, _>>()?)?)
}

/// Gives each hole to the smallest outer ring around it. Outer rings run clockwise in a shapefile; where none does, the
/// program that wrote it did not care, and all are taken for outer ones.
fn grouped(rings: &[Vec<Position>]) -> Result<Vec<Polygon>, Problem> {
    let rings = rings.iter().map(|ring| Ring::new(ring.clone())).collect::<Result<Vec<_>, _>>()?;
    let (outer, holes): (Vec<Ring>, Vec<Ring>) = rings.into_iter().partition(Ring::runs_clockwise);
    let (outer, holes) = if outer.is_empty() { (holes, outer) } else { (outer, holes) };
    let mut polygons: Vec<(Ring, Vec<Ring>)> = outer.into_iter().map(|ring| (ring, Vec::new())).collect();
    for hole in holes {
        let inner = hole.inner_position().ok_or(HoleOutside)?;
        let around = polygons.iter_mut().filter(|(outer, _)| outer.contains(inner));
        let smallest = around.min_by(|(one, _), (other, _)| one.area_km2().total_cmp(&other.area_km2()));
        smallest.ok_or(HoleOutside)?.1.push(hole);
    }
    polygons.into_iter().map(|(outer, holes)| Ok(Polygon::new(outer, holes)?)).collect()
}

/// Knows where lines of the chosen boundaries meet others of the same layer. The others count even if they are not
/// wanted, so that an area's boundary does not depend on which of its neighbours are loaded.
fn simplifier(boundaries: &Boundaries, chosen: &BTreeMap<&str, (&KeyedLayer, Boundary)>) -> Simplifier {
    let mut simplifier = Simplifier::with_tolerance(TOLERANCE_METRES);
    for (_, boundary) in chosen.values() {
        for ring in boundary.polygons().iter().flat_map(Polygon::rings) {
            simplifier.learn(ring.positions());
        }
    }
    let used = |layer: &&KeyedLayer| chosen.values().any(|(used, _)| std::ptr::eq(*used, *layer));
    for feature in boundaries.layers.iter().filter(used).flat_map(|layer| &layer.features) {
        let rings: Box<dyn Iterator<Item = &Vec<Position>>> = match &feature.outlines {
            Outlines::Grouped(polygons) => Box::new(polygons.iter().flatten()),
            Outlines::Loose(rings) => Box::new(rings.iter()),
        };
        rings.for_each(|ring| simplifier.learn_meetings(ring));
    }
    simplifier
}
