//! `/suche/karte.json`: the hits in a part of the map, gathered to clusters.

use std::f64::consts::PI;

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kreisrund_areas::{
    lookup::{CandidateKind, Snapshot},
    names::without_addition,
};
use kreisrund_kernel::{Kilometres, Position};
use kreisrund_search::{Bounds, Cluster, Grid, Hit};
use kreisrund_slice::{House, hits::card, map};
use kreisrund_web::{Page, Parameters, Problem, direction};
use serde::Serialize;

use crate::{question::Question, results::sentence, start::require_index};

use super::{found, items};

/// The nearest that one can look.
pub const NEAREST: u8 = 22;
/// How near one looks where nothing is said.
const USUAL_ZOOM: u8 = 9;
/// No window is wider or higher than so many pictures of a map of 256 pixels each.
const LARGEST: f64 = 40.0;
/// The latitude at which the square map of the earth ends.
const EDGE: f64 = 85.051_128;
/// Clusters wider than this are named after the nearest municipality, others after the nearest village.
const OF_A_MUNICIPALITY: Kilometres = Kilometres(4.0);

/// The answer.
#[derive(Serialize)]
struct Answer {
    /// How many hits there are, wherever they are.
    total: usize,
    /// How many of them have no position, so that no map shows them.
    unplaced: usize,
    /// How many are seen in the frame, in words.
    said: String,
    /// What is seen, from north to south.
    clusters: Vec<JsonCluster>,
}

#[derive(Serialize)]
struct JsonCluster {
    /// The middle, in degrees (WGS 84).
    lat: f64,
    lon: f64,
    count: usize,
    /// What encloses all of it: south, west, north, east.
    bounds: [f64; 4],
    /// What it is, for those who don't see it: the one hit, or how many and near what.
    label: String,
    /// The hits, where all are at one spot; empty otherwise.
    hits: Vec<JsonFound>,
    /// How many more there are than `hits` has, in words; null where that is all, or none is told.
    more: Option<String>,
}

#[derive(Serialize)]
struct JsonFound {
    title: String,
    /// The path of its page.
    href: String,
    /// The first date that fits, or that it is always there, in words.
    when: Option<String>,
    /// Where it is, in words.
    place: Option<String>,
    /// Which kind of thing it is, in words.
    kind: Option<String>,
    /// The language of the title (BCP 47).
    language: String,
    /// The direction in which that is written: `ltr` or `rtl`.
    direction: &'static str,
}

pub async fn answer(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let (question, refusals) = Question::read(&parameters, &house, &page).await?;
    if let Some(refusal) = refusals.first() {
        return Err(Problem::bad_request(sentence(&page, refusal)));
    }
    let grid = grid(&house, &page, &parameters).await?;
    let results = found(&house, &question, grid)?;
    let snapshot = house.areas.snapshot();
    let seen: usize = results.clusters.iter().map(|cluster| cluster.total).sum();
    let mut clusters = results.clusters;
    // As one reads: from north to south, from west to east.
    clusters.sort_by(|one, other| {
        let (one, other) = (one.position, other.position);
        let by_latitude = other.latitude().total_cmp(&one.latitude());
        by_latitude.then(one.longitude().total_cmp(&other.longitude()))
    });
    let named = Named { page: &page, areas: &snapshot, question: &question };
    let answer = Answer {
        total: results.total,
        unplaced: results.unplaced,
        said: page.t_text("portal-map-seen", "items", items(&page, &question, seen)),
        clusters: clusters.iter().map(|cluster| named.cluster(cluster)).collect(),
    };
    Ok(([(header::CACHE_CONTROL, "public, no-cache")], Json(answer)).into_response())
}

/// What the parameters say of the part that is looked at; without any, the county.
async fn grid(house: &House, page: &Page, parameters: &Parameters) -> Result<Grid, Problem> {
    let zoom = match parameters.first("zoom") {
        None => USUAL_ZOOM,
        Some(given) => given
            .parse()
            .ok()
            .filter(|zoom| *zoom <= NEAREST)
            .ok_or_else(|| refused(page.t_text("portal-refusal-zoom", "given", short(given))))?,
    };
    let Some(given) = parameters.first("rahmen") else {
        let county = map::extent(house).await?;
        let bounds = county.map_or(Bounds::EARTH, |county| Bounds {
            south: county.south,
            west: county.west,
            north: county.north,
            east: county.east,
        });
        return Ok(Grid { zoom: zoom.min(USUAL_ZOOM), bounds });
    };
    let bounds =
        bounds(given).ok_or_else(|| refused(page.t_text("portal-refusal-frame", "given", short(given))))?;
    if widest(bounds) * f64::from(zoom).exp2() > LARGEST {
        return Err(refused(page.t("portal-refusal-frame-too-large")));
    }
    Ok(Grid { zoom, bounds })
}

fn refused(sentence: String) -> Problem {
    Problem::bad_request(sentence)
}

fn bounds(given: &str) -> Option<Bounds> {
    let numbers: Vec<f64> =
        given.split(',').map(|number| number.trim().parse()).collect::<Result<_, _>>().ok()?;
    let [south, west, north, east] = numbers[..] else { return None };
    let is_on_earth = Position::new(south, west).is_ok() && Position::new(north, east).is_ok();
    (is_on_earth && south <= north && west <= east).then_some(Bounds { south, west, north, east })
}

/// The longer side, as a part of the earth's width on the map.
fn widest(Bounds { south, west, north, east }: Bounds) -> f64 {
    let up = |latitude: f64| latitude.clamp(-EDGE, EDGE).to_radians().tan().asinh() / (2.0 * PI);
    ((east - west) / 360.0).max(up(north) - up(south))
}

/// What was given, short enough to be repeated in a sentence.
fn short(given: &str) -> String {
    given.chars().take(60).collect()
}

/// Finds words for clusters.
struct Named<'a> {
    page: &'a Page,
    areas: &'a Snapshot,
    /// What was asked.
    question: &'a Question,
}

impl Named<'_> {
    fn cluster(&self, cluster: &Cluster) -> JsonCluster {
        let Bounds { south, west, north, east } = cluster.bounds;
        let left = cluster.total - cluster.hits.len();
        JsonCluster {
            lat: cluster.position.latitude(),
            lon: cluster.position.longitude(),
            count: cluster.total,
            bounds: [south, west, north, east],
            label: self.label(cluster),
            more: (left > 0 && !cluster.hits.is_empty()).then(|| self.page.t_count("portal-map-more", left)),
            hits: cluster.hits.iter().map(|hit| self.found(hit)).collect(),
        }
    }

    fn label(&self, cluster: &Cluster) -> String {
        match cluster.hits.as_slice() {
            [hit] if cluster.total == 1 => {
                let card = card(self.page, hit);
                let parts = [Some(card.title), card.place, card.when];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            }
            [] => self.said("portal-map-cluster", cluster, self.near(cluster)),
            [hit, ..] => {
                let place = card(self.page, hit).place.unwrap_or_else(|| self.near(cluster));
                self.said("portal-map-spot", cluster, place)
            }
        }
    }

    /// A text about as many hits as `cluster` has, and where they are.
    fn said(&self, key: &str, cluster: &Cluster, place: String) -> String {
        let items = items(self.page, self.question, cluster.total);
        self.page.t_with(key, [("items", items.into()), ("place", place.into())])
    }

    /// The place nearest to the middle of `cluster`.
    fn near(&self, cluster: &Cluster) -> String {
        let corner = |latitude, longitude| Position::new(latitude, longitude).ok();
        let Bounds { south, west, north, east } = cluster.bounds;
        let width = corner(south, west).zip(corner(north, east)).map(|(one, other)| one.distance(other));
        let kind = match width {
            Some(width) if width < OF_A_MUNICIPALITY => CandidateKind::Locality,
            _ => CandidateKind::Municipality,
        };
        let nearest = self.areas.nearest(kind, cluster.position);
        let nearest = nearest.or_else(|| self.areas.nearest(CandidateKind::Municipality, cluster.position));
        let name = nearest.map_or("", |place| place.name.as_str());
        without_addition(name).unwrap_or(name).to_owned()
    }

    fn found(&self, hit: &Hit) -> JsonFound {
        let card = card(self.page, hit);
        JsonFound {
            title: card.title,
            href: card.href,
            when: card.when,
            place: card.place,
            kind: card.kind,
            direction: direction(&hit.card.language),
            language: hit.card.language.clone(),
        }
    }
}
