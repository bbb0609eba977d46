//! The shapes of a shapefile (.shp): ESRI Shapefile Technical Description, July 1998.

use super::layer::{Lines, RawRing};

/// The shape types Polygon, PolygonZ and PolygonM; the last two begin like the first and go on with heights or measures.
const POLYGONS: [i32; 3] = [5, 15, 25];

/// A file without a shape in a record.
const NULL_SHAPE: i32 = 0;

/// Why shapes can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotShapes {
    /// It has points or lines.
    NoPolygons,
    /// It is damaged.
    Damaged(String),
}

/// Reads the shapes in order; a record without a shape has no lines.
pub(super) fn read_shapes(bytes: &[u8]) -> Result<Vec<Lines>, NotShapes> {
    let damaged = |detail: &str| NotShapes::Damaged(detail.to_owned());
    if bytes.get(..4) != Some(&[0, 0, 0x27, 0x0a]) || bytes.len() < 100 {
        return Err(damaged("it does not begin as a shapefile does"));
    }
    if !integer(bytes, 32).is_some_and(|kind| POLYGONS.contains(&kind)) {
        return Err(NotShapes::NoPolygons);
    }
    let stated = big_endian(bytes, 24).and_then(|words| words.checked_mul(2)).unwrap_or_default();
    if stated > bytes.len() {
        return Err(NotShapes::Damaged(format!(
            "it has {} of the {stated} bytes that it states",
            bytes.len()
        )));
    }
    let mut rest =
        bytes.get(100..stated).ok_or_else(|| damaged("it states a length below that of its header"))?;
    let mut shapes = Vec::new();
    while !rest.is_empty() {
        let cut_short = || NotShapes::Damaged(format!("shape {} is cut short", shapes.len() + 1));
        let length = big_endian(rest, 4).and_then(|words| words.checked_mul(2)).ok_or_else(cut_short)?;
        let (content, after) =
            rest.get(8..).and_then(|rest| rest.split_at_checked(length)).ok_or_else(cut_short)?;
        let lines = read_shape(content)
            .map_err(|detail| NotShapes::Damaged(format!("shape {}: {detail}", shapes.len() + 1)))?;
        shapes.push(lines);
        rest = after;
    }
    Ok(shapes)
}

fn read_shape(content: &[u8]) -> Result<Lines, &'static str> {
    const CUT_SHORT: &str = "its points are cut short";
    let kind = integer(content, 0).ok_or(CUT_SHORT)?;
    if kind == NULL_SHAPE {
        return Ok(Lines::Loose(Vec::new()));
    }
    if !POLYGONS.contains(&kind) {
        return Err("it is not a polygon");
    }
    let (part_count, point_count) = (count(content, 36)?, count(content, 40)?);
    let parts_end = part_count.checked_mul(4).and_then(|size| size.checked_add(44)).ok_or(CUT_SHORT)?;
    let points_size = point_count.checked_mul(16).ok_or(CUT_SHORT)?;
    let points_end = parts_end.checked_add(points_size).ok_or(CUT_SHORT)?;
    let points = content.get(parts_end..points_end).ok_or(CUT_SHORT)?;
    let points: Vec<[f64; 2]> =
        points.chunks_exact(16).filter_map(|pair| Some([float(pair, 0)?, float(pair, 8)?])).collect();
    let mut starts =
        (0..part_count).map(|part| count(content, 44 + part * 4)).collect::<Result<Vec<_>, _>>()?;
    starts.push(points.len());
    let ring =
        |ends: &[usize]| -> Option<RawRing> { Some(points.get(*ends.first()?..*ends.last()?)?.to_vec()) };
    let rings: Option<Vec<RawRing>> = starts.windows(2).map(ring).collect();
    Ok(Lines::Loose(rings.ok_or("its rings overlap")?))
}

fn count(bytes: &[u8], at: usize) -> Result<usize, &'static str> {
    let count = integer(bytes, at).ok_or("it is cut short")?;
    usize::try_from(count).map_err(|_| "it has a negative number of points")
}

fn integer(bytes: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn big_endian(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(i32::from_be_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

fn float(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
