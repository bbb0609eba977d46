//! The results on a map (`/suche?…&ansicht=karte`), and what its script asks for.
//!
//! The server draws a map as SVG that works without script. With script, the part of the map that somebody looks at is
//! asked for at `/suche/karte.json`: hits gathered to clusters as they would stand in one another's way.
//!
//! | parameter | meaning |
//! |---|---|
//! | all of `/suche` | the question |
//! | `karte` | on the page: what part of the map was looked at, `51.628,13.710,11`: latitude, longitude, zoom |
//! | `zoom` | of `karte.json`: how near one looks, 0 to 22 (Web Mercator) |
//! | `rahmen` | of `karte.json`: what is seen, in degrees: south, west, north, east |

mod clusters;
mod places;

use std::sync::Arc;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kreisrund_kernel::Position;
use kreisrund_search::{Bounds, Cluster, Grid, Query, Results};
use kreisrund_slice::{House, map};
use kreisrund_web::{AreaMap, ImagesFrom, Page, Parameters, Problem};

use crate::question::Question;

pub use clusters::answer;
pub use places::answer as places;

/// Whose pictures may be laid behind the map, after a click that says so.
pub const TILE_HOST: ImagesFrom = ImagesFrom("https://sgx.geodatenzentrum.de");
/// Where they are: the address that basemap.de publishes for its Web Raster (WMTS, in colour).
const TILES: &str = "https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_farbe/\
                     default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png";
/// How near one has to look for the marks of the drawn map to stand apart.
const DRAWN_ZOOM: u8 = 9;
/// What is spread over so much of the county, each way, is shown with all of it.
const MOST_OF_THE_COUNTY: f64 = 0.6;
/// Outlines change with reforms, and then a day more does not matter.
const KEPT_FOR_A_DAY: &str = "public, max-age=86400";

/// What the page shows of the map before, or without, its script.
#[derive(Debug)]
pub struct MapView {
    /// The drawn map, where it is known where the county lies.
    pub drawn: Option<AreaMap>,
    /// Where the script asks for clusters.
    pub clusters: String,
    /// What is to be seen at first: south, west, north, east.
    pub frame: String,
    /// How many hits are on the map.
    pub placed: String,
    /// How many are not, and what that means; nothing where all are.
    pub unplaced: Option<String>,
}

impl MapView {
    /// The map of what `question` finds, asked by `parameters`.
    ///
    /// # Errors
    /// When the index or the database can't be read.
    pub async fn of(
        house: &House,
        page: &Page,
        question: &Question,
        parameters: &Parameters,
    ) -> Result<Self, Problem> {
        let grid = Grid { zoom: DRAWN_ZOOM, bounds: Bounds::EARTH };
        let results = found(house, question, grid)?;
        let placed = results.total - results.unplaced;
        let items = |count| items(page, question, count);
        let marks = results.clusters.iter().map(|cluster| (cluster.position, cluster.total));
        let unplaced = (results.unplaced > 0).then(|| {
            let values = [("items", items(results.unplaced).into()), ("count", results.unplaced.into())];
            page.t_with("portal-map-unplaced", values)
        });
        Ok(Self {
            drawn: map::counted(house, page, page.t_text("portal-map-label", "items", items(placed)), marks)
                .await?,
            clusters: parameters
                .without(Piece::PARAMETER)
                .without("seite")
                .without("ansicht")
                .on(&page.link("/suche/karte.json")),
            frame: frame(house, question, &results).await?,
            placed: page.t_text("portal-map-placed", "items", items(placed)),
            unplaced,
        })
    }

    /// The address of the background's pictures.
    #[allow(clippy::unused_self, reason = "templates ask the map for all that is of the map")]
    pub const fn tiles(&self) -> &'static str {
        TILES
    }
}

/// A part of the map: its middle and how near one looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Its middle.
    pub middle: Position,
    /// How near one looks: with each whole step twice as near.
    pub zoom: f64,
}

impl Piece {
    /// The parameter that says it.
    pub const PARAMETER: &str = "karte";

    /// What `given` says: `51.628,13.710,11`.
    #[must_use]
    pub fn read(given: &str) -> Option<Self> {
        let mut parts = given.split(',').map(str::trim);
        let latitude = parts.next()?.parse().ok()?;
        let longitude = parts.next()?.parse().ok()?;
        let zoom = parts.next()?.parse().ok()?;
        let middle = Position::new(latitude, longitude).ok()?;
        let is_zoom = (0.0..=f64::from(clusters::NEAREST)).contains(&zoom);
        (is_zoom && parts.next().is_none()).then_some(Self { middle, zoom })
    }
}

/// `count` offers in words, or as many records where the question is for the directory.
fn items(page: &Page, question: &Question, count: usize) -> String {
    if question.asks_for_offers() {
        page.t_count("portal-map-offers", count)
    } else {
        page.t_count("portal-map-records", count)
    }
}

/// What `question` finds, gathered by `grid`.
fn found(house: &House, question: &Question, grid: Grid) -> Result<Results, Problem> {
    let mut query = Query { grid: Some(grid), explain: false, uncounted: true, ..question.query(house) };
    query.page.offset = 0;
    query.page.limit = 0;
    Ok(house.search.search(&query)?)
}

/// What is to be seen at first: what was found in the county and the place around which was asked; where that is most of
/// the county, or nothing at all, the whole county.
async fn frame(house: &House, question: &Question, results: &Results) -> Result<String, Problem> {
    let county = map::extent(house).await?;
    let is_own = |cluster: &&Cluster| county.is_none_or(|county| county.contains(cluster.position));
    let enclosed = |clusters: &mut dyn Iterator<Item = &Cluster>| {
        clusters.map(|cluster| cluster.bounds).reduce(Bounds::and)
    };
    let found = enclosed(&mut results.clusters.iter().filter(is_own))
        .or_else(|| enclosed(&mut results.clusters.iter()));
    let place = question.place.as_ref().and_then(|place| place.position).map(Bounds::of);
    let county = county.map(|county| Bounds {
        south: county.south,
        west: county.west,
        north: county.north,
        east: county.east,
    });
    let seen = found.into_iter().chain(place).reduce(Bounds::and);
    let is_most_of = |county: &Bounds| {
        seen.is_none_or(|seen| {
            (seen.east - seen.west) > (county.east - county.west) * MOST_OF_THE_COUNTY
                && (seen.north - seen.south) > (county.north - county.south) * MOST_OF_THE_COUNTY
        })
    };
    let seen = seen.into_iter().chain(county.filter(is_most_of)).reduce(Bounds::and);
    Ok(seen.map(in_words).unwrap_or_default())
}

fn in_words(Bounds { south, west, north, east }: Bounds) -> String {
    format!("{south:.4},{west:.4},{north:.4},{east:.4}")
}

/// `/karte/gemeinden.json`: the outlines of the county and its municipalities as GeoJSON.
pub async fn outlines(State(house): State<House>) -> Result<Response, Problem> {
    let outlines: Arc<str> = map::geo_json(&house).await?;
    let headers = [(header::CONTENT_TYPE, "application/geo+json"), (header::CACHE_CONTROL, KEPT_FOR_A_DAY)];
    Ok((headers, outlines.to_string()).into_response())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_piece_of_the_map_is_read_as_it_was_written() {
        let piece = Piece::read("51.628,13.710,11").unwrap();
        assert_eq!((piece.middle.latitude(), piece.middle.longitude(), piece.zoom), (51.628, 13.71, 11.0));
        assert_eq!(Piece::read("51.628, 13.710, 9.25").unwrap().zoom, 9.25);
        for hostile in [
            "",
            "51",
            "51,13",
            "51,13,99",
            "51,13,-1",
            "91,13,9",
            "NaN,13,9",
            "51,inf,9",
            "51,13,9,9",
            "a,b,c",
        ] {
            assert_eq!(Piece::read(hostile), None, "{hostile}");
        }
    }
}
