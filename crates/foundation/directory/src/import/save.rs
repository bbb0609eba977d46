//! Taking over a list.

use std::collections::HashMap;

use kreisrund_areas::{
    lookup::{CandidateKind, Found, Snapshot},
    store::areas::snapshot,
};
use kreisrund_content::{LanguageTag, Text, Texts, Translation, store::texts::texts_of};
use kreisrund_kernel::{AreaId, MunicipalityKey, OrganisationId, Slug};
use kreisrund_store::{Change, Changes, StoreError, Write};

use super::{
    columns::Column,
    list::{Entry, Fault, OrganisationList, Problem, faults_in_words},
};
use crate::{
    organisation::OrganisationDetails,
    store::{
        descriptions::save_texts,
        organisations::{organisation_by_slug, save_organisation},
    },
    subject::Subject,
};

/// What taking over a list did, or would do where the caller does not commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many were added, changed and left as they were.
    pub changes: Changes,
    /// The organisations that were added or changed.
    pub touched: Vec<(Slug, Change)>,
    /// The titles of columns that are not known and were left out.
    pub ignored_columns: Vec<String>,
}

/// Why a list was not taken over.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Cells that mean nothing in this county. Nothing was written.
    #[error("{}", faults_in_words(.0))]
    Faults(Vec<Fault>),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Saves the organisations of `list`, new and known ones, in the caller's transaction; for a look at what it would do,
/// the caller drops the transaction. Organisations that the list does not have stay.
///
/// # Errors
/// [`ImportError::Faults`] where a municipality is not known; nothing was written then.
pub async fn organisations(write: &Write, list: &OrganisationList) -> Result<Summary, ImportError> {
    let areas = municipalities(&snapshot(&**write).await?, list.entries()).map_err(ImportError::Faults)?;
    let mut summary = Summary { ignored_columns: list.ignored().to_vec(), ..Summary::default() };
    for entry in list.entries() {
        let change = save(write, entry, areas.get(&entry.line).copied()).await?;
        summary.changes += change;
        if change != Change::Unchanged {
            summary.touched.push((entry.slug.clone(), change));
        }
    }
    Ok(summary)
}

/// The municipality of each line.
fn municipalities(snapshot: &Snapshot, entries: &[Entry]) -> Result<HashMap<u64, AreaId>, Vec<Fault>> {
    let mut areas = HashMap::new();
    let mut faults = Vec::new();
    for Entry { line, municipality, .. } in entries {
        let Some(given) = municipality else { continue };
        match area(snapshot, given) {
            Ok(area) => {
                areas.insert(*line, area);
            }
            Err(problem) => faults.push(Fault { line: *line, column: Column::Municipality, problem }),
        }
    }
    if faults.is_empty() { Ok(areas) } else { Err(faults) }
}

fn area(snapshot: &Snapshot, given: &str) -> Result<AreaId, Problem> {
    let unknown = || Problem::UnknownMunicipality(given.to_owned());
    if given.parse::<MunicipalityKey>().is_ok() {
        return snapshot.area_by_key(given).map(|area| area.id).ok_or_else(unknown);
    }
    match snapshot.lookup(given) {
        Found::One(candidate) => Ok(candidate.area_id),
        Found::Several(candidates) => {
            // A municipality and a locality within it often have one name; the municipality is meant.
            let municipalities: Vec<_> =
                candidates.iter().filter(|candidate| candidate.kind == CandidateKind::Municipality).collect();
            match municipalities.as_slice() {
                [only] => Ok(only.area_id),
                _ => Err(Problem::SeveralMunicipalities {
                    given: given.to_owned(),
                    candidates: candidates.into_iter().map(|candidate| candidate.name).collect(),
                }),
            }
        }
        Found::None { .. } => Err(unknown()),
    }
}

async fn save(write: &Write, entry: &Entry, area: Option<AreaId>) -> Result<Change, StoreError> {
    let known = organisation_by_slug(&**write, &entry.slug).await?;
    let before = known.map(|known| known.details).unwrap_or_default();
    let details = OrganisationDetails {
        name: entry.name.clone(),
        email: entry.email.clone().or(before.email),
        phone: entry.phone.clone().or(before.phone),
        website: entry.website.clone().or(before.website),
        area: area.or(before.area),
        roles: if entry.roles.is_empty() { before.roles } else { entry.roles.clone() },
        ..before
    };
    let (saved, change) = save_organisation(write, &entry.slug, details).await?;
    let Some(about) = &entry.about else { return Ok(change) };
    let described = describe(write, saved.id, &saved.details.name, about).await?;
    Ok(match (change, described) {
        (Change::Unchanged, Change::Unchanged) => Change::Unchanged,
        (Change::Added, _) => Change::Added,
        _ => Change::Changed,
    })
}

/// Makes `about` the German text; the summary and the other languages stay.
async fn describe(
    write: &Write,
    organisation: OrganisationId,
    name: &str,
    about: &str,
) -> Result<Change, StoreError> {
    let before = texts_of(&**write, Subject::from(organisation).into()).await?;
    let former = before.as_ref().and_then(|texts| texts.exactly_in(&LanguageTag::german()));
    let (title, summary) =
        former.map_or((name, ""), |former| (former.title.as_str(), former.summary.as_str()));
    let german = Text::new(LanguageTag::german(), title, summary, about);
    let others = before.iter().flat_map(|texts| {
        let others = texts.all().filter(|text| text.language != LanguageTag::german());
        others.map(|text| Translation { text: text.clone(), outdated: texts.is_outdated(&text.language) })
    });
    let texts =
        Texts::new(german, others.collect()).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    save_texts(write, organisation, Some(&texts)).await
}
