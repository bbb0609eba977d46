//! Bringing in what a source says, whatever its format.

use std::collections::BTreeMap;

use kreisrund_areas::Areas;
use kreisrund_content::Vocabularies;
use kreisrund_directory::{organisation::Organisation, store::places::places};
use kreisrund_offers::{
    import::{self, ImportError, Options, Outcome, Reading, Report},
    offer::{Field, Offer},
    store::{edit, entities::occurrence},
};
use kreisrund_people::Actor;
use kreisrund_store::{Database, Write};
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::county::club;

/// Brings `reading` in as the club's, and commits where that works.
pub async fn bring_in(
    database: &Database,
    reading: &Reading,
    may_vanish: bool,
) -> Result<Report, ImportError> {
    let write = database.write().await?;
    let organisation = club(&write).await;
    let report = bring_in_as(database, &write, reading, &organisation, may_vanish).await?;
    write.commit().await?;
    Ok(report)
}

/// Brings `reading` in without committing.
pub async fn bring_in_as(
    database: &Database,
    write: &Write,
    reading: &Reading,
    organisation: &Organisation,
    may_vanish: bool,
) -> Result<Report, ImportError> {
    let (areas, vocabularies) =
        (Areas::load(database).await?.snapshot(), Vocabularies::load(database).await?.snapshot());
    let places = places(&**write).await?;
    let options =
        Options { organisation, areas: &areas, places: &places, vocabularies: &vocabularies, may_vanish };
    import::bring_in(write, reading, options, |_| ()).await
}

/// Added, changed, unchanged, skipped.
pub fn counts(report: &Report) -> (usize, usize, usize, usize) {
    (report.added, report.changed, report.unchanged, report.skipped)
}

/// The keys of what was taken back.
pub fn taken_back(report: &Report) -> Vec<&str> {
    let events = report.events.iter().filter(|event| event.result == Outcome::Withdrawn);
    events.map(|event| event.uid.as_str()).collect()
}

/// The identifiers of the stored dates by their civil start.
pub async fn rows(database: &Database) -> BTreeMap<String, Uuid> {
    let rows = occurrence::Entity::find()
        .order_by_asc(occurrence::Column::StartCivil)
        .all(database.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| (row.start_civil, row.id)).collect()
}

/// A person gives `offer` another title.
pub async fn retitle(database: &Database, offer: &Offer, title: &str) {
    let mut details = offer.details.clone();
    details.texts = kreisrund_offers::offer::german(title, "", "Von Hand geschrieben.");
    let write = database.write().await.unwrap();
    edit::edit(&write, offer, &details, false, &Actor::system("story")).await.unwrap();
    write.commit().await.unwrap();
    assert!(offer.details.differing(&details).contains(&Field::Texts));
}
