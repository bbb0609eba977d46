//! What can be asked of the interface. Routes, the OpenAPI document and the page that explains it are made of this list.

use axum::routing::{MethodRouter, get};
use kreisrund_slice::House;
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, Ref, RefOr, schema::Schema},
};

use super::{
    areas::{self, ApiArea},
    entry::{self, Entry},
    models::{ApiHit, DatedOffer, Offer},
    occurrences, offers,
    organisations::{self, ApiOrganisation},
    parameters::{self, Parameter},
    places::{self, ApiPlace},
    search::{self, SearchAnswer},
    vocabularies::{self, ApiVocabulary, VocabularyWithTerms},
};

/// The address of the OpenAPI document.
pub const OPENAPI: &str = "/api/v1/openapi.json";
/// The address of the vocabularies.
pub const VOCABULARIES: &str = "/api/v1/vocabularies";

/// Something that can be asked.
pub struct Operation {
    /// What generated programs call it.
    pub id: &'static str,
    /// With which others it belongs.
    pub tag: &'static str,
    /// Its address.
    pub path: &'static str,
    /// The key of the sentence that says what it answers.
    pub summary: &'static str,
    /// What else is to be known of it, for programmers.
    pub description: &'static str,
    /// What stands in its path.
    pub in_path: Option<InPath>,
    /// What may stand behind its path.
    pub parameters: fn() -> Vec<Parameter>,
    /// What it answers.
    pub answer: fn() -> RefOr<Schema>,
    /// Whether that is a list with pages.
    pub paged: bool,
    /// What answers.
    pub handler: fn() -> MethodRouter<House>,
    /// Questions with their answers.
    pub examples: &'static [Example],
}

/// What stands in a path.
pub struct InPath {
    /// Its name there.
    pub name: &'static str,
    /// What it means, for programmers.
    pub about: &'static str,
    /// The words that it may be; none stands for any short name.
    pub words: &'static [&'static str],
    /// One that there is in the demonstration.
    pub example: &'static str,
}

/// A question with its answer, of which long lists show the beginning. Both are those of the demonstration county on one day;
/// a test asks and compares.
pub struct Example {
    /// What it shows.
    pub name: &'static str,
    /// The address that is asked.
    pub address: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// The answer.
    pub answer: &'static str,
}

macro_rules! example {
    ($name:literal, $status:literal, $address:literal) => {
        Example {
            name: $name,
            address: $address,
            status: $status,
            answer: include_str!(concat!("examples/", $name, ".json")),
        }
    };
}

const fn slug(about: &'static str, example: &'static str) -> Option<InPath> {
    Some(InPath { name: "slug", about, words: &[], example })
}

/// Everything that can be asked.
pub static OPERATIONS: [Operation; 14] = [
    Operation {
        id: "entry",
        tag: "entry",
        path: "/api/v1",
        summary: "portal-api-entry",
        description: "The way in for programs that follow links: the addresses of all lists and of this document.",
        in_path: None,
        parameters: parameters::none,
        answer: data::<Entry>,
        paged: false,
        handler: || get(entry::all),
        examples: &[example!("entry", 200, "/api/v1")],
    },
    Operation {
        id: "openapi",
        tag: "entry",
        path: OPENAPI,
        summary: "portal-api-openapi",
        description: "This document (OpenAPI 3.1).",
        in_path: None,
        parameters: parameters::none,
        answer: any_object,
        paged: false,
        handler: || get(entry::openapi),
        examples: &[],
    },
    Operation {
        id: "search",
        tag: "search",
        path: "/api/v1/search",
        summary: "portal-api-search",
        description: "Takes the same parameters as the result page `/suche` and answers with the same hits in the same order, \
                      with how the question was understood, what could be chosen beside it, and what the directory has for \
                      the same words. What is typed in `q` may be a whole question; places, times, prices, ages and formats \
                      in it are recognised as on the page. Without `art`, hits are offers. Choices of one parameter widen the \
                      list (one has to fit), those of several narrow it (each has to fit, and all conditions on time one and \
                      the same date). Without any time, only what is not over yet is found.",
        in_path: None,
        parameters: parameters::of_search,
        answer: schema::<SearchAnswer>,
        paged: true,
        handler: || get(search::answer),
        examples: &[
            example!("search", 200, "/api/v1/search?q=computer%20ruhe&ort=herzberg-elster&per_page=1"),
            example!("search-refused", 400, "/api/v1/search?q=chor&umkreis=weit"),
            example!("search-unknown-place", 404, "/api/v1/search?ort=Atlantis"),
        ],
    },
    Operation {
        id: "listOffers",
        tag: "offers",
        path: "/api/v1/offers",
        summary: "portal-api-offers",
        description: "The offers that fit: those of `/api/v1/search` for the same parameters, without what explains them. \
                      `sortierung=termin` lists them by their next date, `neu` by the day on which they were published. Dates \
                      beyond the next one stand in the single offer and in `/api/v1/occurrences`.",
        in_path: None,
        parameters: parameters::of_offers,
        answer: list::<ApiHit>,
        paged: true,
        handler: || get(offers::all),
        examples: &[
            example!("offers", 200, "/api/v1/offers?art=kurs&anbieter=vhs-elbe-elster&per_page=1"),
            example!("offers-unknown-parameter", 400, "/api/v1/offers?place=herzberg-elster"),
        ],
    },
    Operation {
        id: "getOffer",
        tag: "offers",
        path: "/api/v1/offers/{slug}",
        summary: "portal-api-offer",
        description: "One offer with all its dates, past ones of the last year too. An offer that was withdrawn or has ended is \
                      no longer there (404).",
        in_path: slug("The short name of the offer, as lists give it.", "computer-in-ruhe-lernen"),
        parameters: parameters::none,
        answer: data::<Offer>,
        paged: false,
        handler: || get(offers::single),
        examples: &[
            example!("offer", 200, "/api/v1/offers/computer-in-ruhe-lernen"),
            example!("offer-unknown", 404, "/api/v1/offers/gibt-es-nicht"),
        ],
    },
    Operation {
        id: "listOccurrences",
        tag: "occurrences",
        path: "/api/v1/occurrences",
        summary: "portal-api-occurrences",
        description: "The dates between `von` and `bis` (both included), or in a named period (`zeit`), each with its offer, \
                      in the order in which they begin. What lies only in part in the period is among them. Without a period: \
                      all dates that are not over yet, about a year and a half ahead. Offers without dates have none here. The \
                      first 100 pages can be asked for; farther dates are reached by a later `von`.",
        in_path: None,
        parameters: parameters::of_occurrences,
        answer: list::<DatedOffer>,
        paged: true,
        handler: || get(occurrences::all),
        examples: &[
            example!("occurrences", 200, "/api/v1/occurrences?zeit=wochenende&per_page=1"),
            example!("occurrences-backwards", 400, "/api/v1/occurrences?von=2026-12-24&bis=2026-12-01"),
        ],
    },
    Operation {
        id: "listOrganisations",
        tag: "organisations",
        path: "/api/v1/organisations",
        summary: "portal-api-organisations",
        description: "Clubs, schools, libraries, authorities, companies and initiatives, by name. To find them by words or \
                      topics, ask `/api/v1/search?art=anbieter`. The names of persons are not told, nor addresses and numbers \
                      that belong to them.",
        in_path: None,
        parameters: parameters::of_organisations,
        answer: list::<ApiOrganisation>,
        paged: true,
        handler: || get(organisations::all),
        examples: &[example!("organisations", 200, "/api/v1/organisations?art=library&per_page=1")],
    },
    Operation {
        id: "getOrganisation",
        tag: "organisations",
        path: "/api/v1/organisations/{slug}",
        summary: "portal-api-organisation",
        description: "One organisation. What it offers: `/api/v1/offers?anbieter={slug}`.",
        in_path: slug("The short name of the organisation.", "vhs-elbe-elster"),
        parameters: parameters::none,
        answer: data::<ApiOrganisation>,
        paged: false,
        handler: || get(organisations::single),
        examples: &[example!("organisation", 200, "/api/v1/organisations/vhs-elbe-elster")],
    },
    Operation {
        id: "listPlaces",
        tag: "places",
        path: "/api/v1/places",
        summary: "portal-api-places",
        description: "Halls, libraries, schools and other places where things happen, by name, with what is known of how \
                      accessible they are.",
        in_path: None,
        parameters: parameters::of_places,
        answer: list::<ApiPlace>,
        paged: true,
        handler: || get(places::all),
        examples: &[example!("places", 200, "/api/v1/places?per_page=1")],
    },
    Operation {
        id: "getPlace",
        tag: "places",
        path: "/api/v1/places/{slug}",
        summary: "portal-api-place-one",
        description: "One place. What happens there: `/api/v1/offers?veranstaltungsort={slug}`.",
        in_path: slug("The short name of the place.", "dorfsaal-trebbus"),
        parameters: parameters::none,
        answer: data::<ApiPlace>,
        paged: false,
        handler: || get(places::single),
        examples: &[],
    },
    Operation {
        id: "listAreas",
        tag: "areas",
        path: "/api/v1/areas",
        summary: "portal-api-areas",
        description: "State, counties, associations of municipalities and other regions, municipalities and localities, the \
                      highest level first, each level by name. Their sources and licences stand on the page `/quellen`.",
        in_path: None,
        parameters: parameters::of_areas,
        answer: list::<ApiArea>,
        paged: true,
        handler: || get(areas::all),
        examples: &[example!("areas", 200, "/api/v1/areas?ebene=municipality&per_page=1")],
    },
    Operation {
        id: "getArea",
        tag: "areas",
        path: "/api/v1/areas/{slug}",
        summary: "portal-api-area-one",
        description: "One area. What takes place in it: `/api/v1/offers?gebiet={slug}`, around it \
                      `/api/v1/offers?ort={slug}&umkreis=10`.",
        in_path: slug("The short name of the area.", "herzberg-elster"),
        parameters: parameters::none,
        answer: data::<ApiArea>,
        paged: false,
        handler: || get(areas::single),
        examples: &[example!("area", 200, "/api/v1/areas/herzberg-elster")],
    },
    Operation {
        id: "listVocabularies",
        tag: "vocabularies",
        path: VOCABULARIES,
        summary: "portal-api-vocabularies",
        description: "The vocabularies by which records are ordered, with the parameter for which the terms of each stand.",
        in_path: None,
        parameters: parameters::of_lists,
        answer: list::<ApiVocabulary>,
        paged: true,
        handler: || get(vocabularies::all),
        examples: &[example!("vocabularies", 200, "/api/v1/vocabularies")],
    },
    Operation {
        id: "getVocabulary",
        tag: "vocabularies",
        path: "/api/v1/vocabularies/{name}",
        summary: "portal-api-vocabulary",
        description: "The terms of a vocabulary with what they are called in each language, the terms above them, and codes of \
                      other classifications. Editions change terms from time to time; short names stay.",
        in_path: Some(InPath {
            name: "name",
            about: "The vocabulary.",
            words: &vocabularies::NAMES,
            example: "topic",
        }),
        parameters: parameters::none,
        answer: data::<VocabularyWithTerms>,
        paged: false,
        handler: || get(vocabularies::single),
        examples: &[example!("vocabulary", 200, "/api/v1/vocabularies/topic")],
    },
];

/// The schema of `T` by its name.
fn schema<T: ToSchema>() -> RefOr<Schema> {
    Ref::from_schema_name(T::name()).into()
}

/// One record.
fn data<T: ToSchema>() -> RefOr<Schema> {
    ObjectBuilder::new().property("data", schema::<T>()).required("data").into()
}

/// A page of records.
fn list<T: ToSchema>() -> RefOr<Schema> {
    let page = Ref::from_schema_name(super::answer::Paged::name());
    let data = utoipa::openapi::schema::ArrayBuilder::new().items(schema::<T>());
    ObjectBuilder::new()
        .property("data", data)
        .required("data")
        .property("page", page)
        .required("page")
        .into()
}

fn any_object() -> RefOr<Schema> {
    ObjectBuilder::new().into()
}
