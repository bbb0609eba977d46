//! Feature collections in GeoJSON (RFC 7946; also the crs member of the format's first version of 2008).
//!
//! Read here rather than by a crate: a problem has to name its feature, and a position takes 32 bytes instead of a tree
//! of values, which matters for files of 100 MB.

use std::collections::BTreeMap;

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};

use super::layer::{Lines, RawFeature, RawRing};

/// A collection as it is written.
pub(super) struct Collection {
    /// The attributes' names in the order in which they first appear.
    pub(super) columns: Vec<String>,
    /// The features, or what is wrong with their geometry.
    pub(super) features: Vec<RawFeature>,
    /// The name of the reference system, where the file has one.
    pub(super) reference_system: Option<String>,
}

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "type")]
    kind: Option<String>,
    crs: Option<serde_json::Value>,
    features: Option<Vec<Feature>>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Option<BTreeMap<String, serde_json::Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: Option<String>,
    coordinates: Option<Nested>,
}

/// Positions in brackets within brackets.
enum Nested {
    Position([f64; 2]),
    List(Vec<Nested>),
}

/// Reads the collection.
pub(super) fn read_collection(bytes: &[u8]) -> Result<Collection, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let document: Document = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let features = match (document.kind.as_deref(), document.features) {
        (Some("FeatureCollection"), Some(features)) => features,
        (Some(kind), _) => return Err(format!("it holds a {kind}, expected is a FeatureCollection")),
        (None, _) => return Err("it is JSON, but not a GeoJSON FeatureCollection".into()),
    };
    let mut columns: Vec<String> = Vec::new();
    for feature in &features {
        for name in feature.properties.iter().flatten().map(|(name, _)| name) {
            if !columns.contains(name) && columns.len() < MOST_COLUMNS {
                columns.push(name.clone());
            }
        }
    }
    let features = features.into_iter().map(|feature| raw(feature, &columns)).collect();
    Ok(Collection { features, columns, reference_system: document.crs.as_ref().and_then(named) })
}

/// More attributes than this hold nothing of ours.
const MOST_COLUMNS: usize = 255;

fn raw(feature: Feature, columns: &[String]) -> RawFeature {
    let properties = feature.properties.unwrap_or_default();
    let attributes = columns.iter().map(|name| properties.get(name).and_then(text)).collect();
    let lines = feature.geometry.map_or(Ok(Lines::Grouped(Vec::new())), lines);
    RawFeature { attributes, lines }
}

fn text(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        // Some programs write every number with a decimal point: 12062224.0.
        serde_json::Value::Number(number) => {
            let number = number.to_string();
            Some(number.strip_suffix(".0").unwrap_or(&number).to_owned())
        }
        _ => None,
    }
}

/// The name in `{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}`.
fn named(crs: &serde_json::Value) -> Option<String> {
    if crs.is_null() {
        return None;
    }
    let name = crs.pointer("/properties/name").and_then(serde_json::Value::as_str);
    Some(name.map_or_else(|| crs.to_string().chars().take(80).collect(), str::to_owned))
}

fn lines(geometry: Geometry) -> Result<Lines, String> {
    let kind = geometry.kind.unwrap_or_default();
    let coordinates = geometry.coordinates;
    match (kind.as_str(), coordinates) {
        ("Polygon", Some(coordinates)) => Ok(Lines::Grouped(vec![polygon(coordinates)?])),
        ("MultiPolygon", Some(coordinates)) => {
            Ok(Lines::Grouped(list(coordinates)?.into_iter().map(polygon).collect::<Result<_, _>>()?))
        }
        ("Polygon" | "MultiPolygon", None) => Err("it has no coordinates".into()),
        ("Point" | "MultiPoint" | "LineString" | "MultiLineString", _) => Ok(Lines::NoPolygon),
        (other, _) => Err(format!("“{}” is not a polygon", other.chars().take(40).collect::<String>())),
    }
}

fn polygon(coordinates: Nested) -> Result<Vec<RawRing>, String> {
    list(coordinates)?.into_iter().map(ring).collect()
}

fn ring(coordinates: Nested) -> Result<RawRing, String> {
    let position = |nested| match nested {
        Nested::Position(position) => Ok(position),
        Nested::List(_) => Err("its coordinates are nested too deeply".to_owned()),
    };
    list(coordinates)?.into_iter().map(position).collect()
}

fn list(coordinates: Nested) -> Result<Vec<Nested>, String> {
    match coordinates {
        Nested::List(list) => Ok(list),
        Nested::Position(_) => Err("its coordinates are not nested deeply enough".into()),
    }
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(ElementVisitor)? {
            Element::Nested(nested) => Ok(nested),
            Element::Number(_) => Err(D::Error::custom("coordinates have to be lists")),
        }
    }
}

/// What stands in brackets: a number or brackets again.
enum Element {
    Number(f64),
    Nested(Nested),
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ElementVisitor)
    }
}

struct ElementVisitor;

impl<'de> Visitor<'de> for ElementVisitor {
    type Value = Element;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a coordinate or a list of coordinates")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Element, E> {
        Ok(Element::Number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Element, E> {
        i32::try_from(number).map(|number| Element::Number(number.into())).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Element, E> {
        u32::try_from(number).map(|number| Element::Number(number.into())).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Element, A::Error> {
        let nested = match elements.next_element()? {
            None => Nested::List(Vec::new()),
            Some(Element::Number(x)) => {
                let Some(Element::Number(y)) = elements.next_element()? else {
                    return Err(A::Error::custom("a position needs two numbers"));
                };
                // A height may follow.
                while elements.next_element::<f64>()?.is_some() {}
                Nested::Position([x, y])
            }
            Some(Element::Nested(first)) => {
                let mut list = vec![first];
                while let Some(next) = elements.next_element()? {
                    list.push(next);
                }
                Nested::List(list)
            }
        };
        Ok(Element::Nested(nested))
    }
}
