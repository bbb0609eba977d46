//! The demonstration's organisations, places, networks and programmes, invented and set in the real municipalities of
//! Elbe-Elster.
//!
//! The files lie in the crate's folder `demo/elbe-elster` and are part of the program. Whatever comes from here is marked as an
//! example wherever it is shown. Times are given in days before and after today, so that the demonstration never ages.

mod file;
mod problem;
mod save;

use jiff::civil::Date;
use kreisrund_store::{Changes, Write};

pub use self::{
    file::{
        ExampleCheck, ExampleMark, ExampleMember, ExampleNetwork, ExampleOrganisation, ExamplePlace,
        ExampleProgramme, ExampleText, Examples, Funded, read_examples,
    },
    problem::{DemoError, NotExamples, Problem, Record, RecordKind},
    save::save_examples,
};

/// The files with what is invented: their paths in the folder `demo/elbe-elster` and what stands in them.
pub const FILES: [(&str, &str); 13] = [
    ("networks.toml", include_str!("../demo/elbe-elster/networks.toml")),
    (
        "organisations/administration.toml",
        include_str!("../demo/elbe-elster/organisations/administration.toml"),
    ),
    ("organisations/advice.toml", include_str!("../demo/elbe-elster/organisations/advice.toml")),
    ("organisations/clubs.toml", include_str!("../demo/elbe-elster/organisations/clubs.toml")),
    ("organisations/culture.toml", include_str!("../demo/elbe-elster/organisations/culture.toml")),
    ("organisations/engagement.toml", include_str!("../demo/elbe-elster/organisations/engagement.toml")),
    ("organisations/families.toml", include_str!("../demo/elbe-elster/organisations/families.toml")),
    ("organisations/learning.toml", include_str!("../demo/elbe-elster/organisations/learning.toml")),
    ("organisations/libraries.toml", include_str!("../demo/elbe-elster/organisations/libraries.toml")),
    ("places/east.toml", include_str!("../demo/elbe-elster/places/east.toml")),
    ("places/north.toml", include_str!("../demo/elbe-elster/places/north.toml")),
    ("places/south.toml", include_str!("../demo/elbe-elster/places/south.toml")),
    ("programmes.toml", include_str!("../demo/elbe-elster/programmes.toml")),
];

/// What saving the demonstration did. A record whose texts, terms or relations changed has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemoSummary {
    /// Organisations.
    pub organisations: Changes,
    /// Places.
    pub places: Changes,
    /// Networks.
    pub networks: Changes,
    /// Programmes.
    pub programmes: Changes,
}

/// Saves the demonstration with its dates around `today`; its areas and the standard vocabularies have to be there.
/// Saving it again on the same day changes nothing.
///
/// # Errors
/// [`DemoError`]; nothing is kept then, unless the caller commits all the same.
pub async fn save_demo(write: &Write, today: Date) -> Result<DemoSummary, DemoError> {
    save_examples(write, &read_examples(&FILES)?, today).await
}

#[cfg(test)]
mod tests;
