//! Where “here” is: a municipality, or one of its localities.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use kreisrund_areas::{
    area::Area,
    lookup::{Candidate, CandidateKind, Snapshot},
    names::{without_addition, words},
};
use kreisrund_kernel::{Kilometres, Position};
use kreisrund_slice::House;
use kreisrund_web::{Page, Parameters, Problem};

/// A municipality or a locality.
pub struct Here {
    /// The areas of the moment.
    pub snapshot: Arc<Snapshot>,
    /// The municipality.
    pub area: Area,
    /// The municipality as a place to choose.
    pub municipality: Candidate,
    /// The locality, if it is one.
    pub locality: Option<Candidate>,
}

/// What an address leads to.
pub enum Way {
    /// To a place.
    Here(Box<Here>),
    /// To the same place at another address.
    Elsewhere(Response),
}

impl Here {
    /// The place with the short name `slug`; `below` is what stands behind it in the address. Postcodes, former short
    /// names and the town within a municipality of its name lead to the place itself.
    pub fn find(house: &House, page: &Page, slug: &str, below: &str) -> Result<Way, Problem> {
        let snapshot = house.areas.snapshot();
        let found = snapshot.by_slug(slug).ok_or_else(Problem::not_found)?.clone();
        let municipality = snapshot.municipality(found.area_id).ok_or_else(Problem::not_found)?.clone();
        let area = snapshot.area(found.area_id).ok_or_else(Problem::not_found)?.clone();
        let locality = Some(found).filter(|found| is_apart(found, &municipality));
        let here = Self { snapshot, area, municipality, locality };
        if here.slug() == slug {
            return Ok(Way::Here(Box::new(here)));
        }
        let target = page.query.on(&page.link(&format!("{}{below}", here.path())));
        Ok(Way::Elsewhere(Redirect::permanent(&target).into_response()))
    }

    /// The place itself.
    pub fn place(&self) -> &Candidate {
        self.locality.as_ref().unwrap_or(&self.municipality)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.place().name
    }

    /// Its short name.
    pub fn slug(&self) -> &str {
        self.place().slug.as_str()
    }

    /// The path of its page.
    pub fn path(&self) -> String {
        path_of(self.place())
    }

    /// The point from which distances are told.
    pub fn centre(&self) -> Option<Position> {
        self.place().position.or(self.area.position)
    }

    /// How far `position` is from here.
    pub fn distance(&self, position: Option<Position>) -> Option<Kilometres> {
        Some(self.centre()?.distance(position?))
    }

    /// Whether `text` names this place among other words: “Feuerwehr Dollenchen”.
    pub fn is_named_in(&self, text: &str) -> bool {
        let (name, text) = (words(self.name()), words(text));
        !name.is_empty() && text.windows(name.len()).any(|part| part == name)
    }

    /// What asks the results for this place and `radius` kilometres around it.
    pub fn question(&self, radius: f64) -> Parameters {
        Parameters::new().with("ort", self.slug()).with("umkreis", radius)
    }
}

/// The path of a place's page.
pub fn path_of(place: &Candidate) -> String {
    format!("/gemeinden/{}", place.slug)
}

/// Whether `place` is a village of its own, and not the town that bears its municipality's name or a mere postcode.
fn is_apart(place: &Candidate, municipality: &Candidate) -> bool {
    let town = without_addition(&municipality.name).unwrap_or(&municipality.name);
    place.kind == CandidateKind::Locality && words(&place.name) != words(town)
}
