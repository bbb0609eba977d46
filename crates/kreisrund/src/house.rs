//! Putting the slices together. This is the only place that knows all of them.

use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;
use kreisrund_areas::Areas;
use kreisrund_content::{Vocabularies, standard::save_standard};
use kreisrund_events::{AreaChanged, TermChanged};
use kreisrund_evidence::Evidence;
use kreisrund_files::FileStore;
use kreisrund_kernel::{Position, SharedClock};
use kreisrund_people::{retention, store::PeopleData};
use kreisrund_search::{
    Indexer, SearchIndex, SearchSource,
    synonyms::{Synonyms, by_stem},
};
use kreisrund_slice::{Calendars, House, Panels, Slice};
use kreisrund_store::{Database, Event, Job, JobRegistry, StoreError, jobs::JobError, migrate, outbox};
use kreisrund_web::{Answers, Mode, Shell, Site};
use sea_orm_migration::MigrationTrait;
use serde::{Deserialize, Serialize};

use crate::{config::Config, failure::Failure};

/// How long delivered messages of the outbox are kept: time enough to bring a node back that was away.
const OUTBOX_DAYS: i64 = 30;

/// All slices, in the order in which their tables are made.
pub fn slices() -> Vec<Slice> {
    vec![
        Slice { texts: &kreisrund_slice::TEXTS, ..Slice::new("slice") },
        // Parts of the foundation that have tables but no pages of their own.
        Slice { migrations: kreisrund_store::migrations, ..Slice::new("store") },
        Slice { migrations: kreisrund_areas::migrations, ..Slice::new("areas") },
        Slice { migrations: kreisrund_content::migrations, ..Slice::new("content") },
        Slice { migrations: kreisrund_files::migrations, ..Slice::new("files") },
        Slice {
            migrations: kreisrund_people::migrations,
            personal_data: || vec![Arc::new(PeopleData)],
            ..Slice::new("people")
        },
        Slice { migrations: kreisrund_directory::migrations, ..Slice::new("directory") },
        Slice { migrations: kreisrund_search::synonyms::migrations, ..Slice::new("search") },
        Slice {
            migrations: kreisrund_evidence::migrations,
            jobs: |house| kreisrund_evidence::jobs(&house.database),
            ..Slice::new("evidence")
        },
        kreisrund_directory_pages::slice(),
        kreisrund_offers::slice(),
        kreisrund_articles::slice(),
        kreisrund_portal::slice(),
        kreisrund_standing_pages::slice(),
    ]
}

/// The migrations of all slices.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    slices().into_iter().flat_map(|slice| (slice.migrations)()).collect()
}

/// Opens the database that `config` names and brings its tables and the standard vocabularies up to date.
///
/// # Errors
/// When it can't be opened, or was written by a newer version.
pub async fn database(config: &Config) -> Result<Database, Failure> {
    std::fs::create_dir_all(&config.data).map_err(|error| {
        Failure::Broken(format!("the data folder {} can't be made: {error}", config.data.display()))
    })?;
    let database = Database::connect(&config.database).await.map_err(|error| {
        Failure::Broken(format!("the database {} can't be opened: {error}", config.database))
    })?;
    migrate(&database, migrations).await?;
    bring_vocabularies(&database).await?;
    Ok(database)
}

/// Saves the standard vocabularies where the installation lacks them or has an earlier edition.
async fn bring_vocabularies(database: &Database) -> Result<(), Failure> {
    let save = async || {
        let write = database.write().await.map_err(|error| error.to_string())?;
        save_standard(&write).await.map_err(|error| error.to_string())?;
        write.commit().await.map_err(|error| error.to_string())
    };
    // Two nodes that start at the same moment both bring them; the slower one finds them there when it looks again.
    if save().await.is_err() {
        let again = save().await;
        again
            .map_err(|error| Failure::Broken(format!("the standard vocabularies can't be saved: {error}")))?;
    }
    Ok(())
}

/// A house ready to serve, and what keeps it in order.
pub struct Furnished {
    /// What the slices use.
    pub house: House,
    /// Keeps the index true.
    pub indexer: Indexer,
    /// What is done later.
    pub jobs: JobRegistry,
}

/// Furnishes the house on `database`.
///
/// # Errors
/// When the database can't be read.
pub async fn furnish(config: &Config, database: Database, mode: Mode) -> Result<Furnished, Failure> {
    let clock = database.clock().clone();
    let areas = Areas::load(&database).await?;
    let vocabularies = Vocabularies::load(&database).await?;
    let synonyms = Synonyms::load(&database, by_stem).await?;
    let search = SearchIndex::in_folder(&config.data.join("index")).with_synonyms(synonyms);
    let indexer = indexer_of(&database, &search, &areas, &vocabularies);
    let evidence = Evidence::start(&database).await?;
    let shell = shell(config, &areas, mode, clock.clone());
    let panels = Panels::new(slices().iter().flat_map(|slice| (slice.panels)()).collect());
    let calendars = Calendars::new(slices().iter().flat_map(|slice| (slice.calendars)()).collect());
    let answers = Answers::new(clock.clone(), config.kept_answers * 1024 * 1024);
    let files = FileStore::in_folder(&config.data);
    let house = House {
        database,
        areas,
        vocabularies,
        search,
        shell,
        files,
        panels,
        calendars,
        answers,
        evidence,
        clock,
    };
    // Persons come last: what hangs on them goes before they do.
    let personal_data = slices().iter().rev().flat_map(|slice| (slice.personal_data)()).collect();
    let mut jobs = own_jobs(&house)?.and(retention::jobs(&house.database, &house.clock, personal_data)?);
    for slice in slices() {
        jobs = jobs.and((slice.jobs)(&house)?);
    }
    Ok(Furnished { house, indexer, jobs })
}

/// What keeps the index in the data folder true, without the house around it.
///
/// # Errors
/// When the database can't be read.
pub async fn indexer(config: &Config, database: &Database) -> Result<Indexer, Failure> {
    let areas = Areas::load(database).await?;
    let vocabularies = Vocabularies::load(database).await?;
    let search = SearchIndex::in_folder(&config.data.join("index"));
    Ok(indexer_of(database, &search, &areas, &vocabularies))
}

fn indexer_of(
    database: &Database,
    search: &SearchIndex,
    areas: &Areas,
    vocabularies: &Vocabularies,
) -> Indexer {
    let sources: Vec<Arc<dyn SearchSource>> =
        slices().iter().flat_map(|slice| (slice.search)(database, areas, vocabularies)).collect();
    Indexer::new(database.clone(), search.clone(), sources)
}

fn shell(config: &Config, areas: &Areas, mode: Mode, clock: SharedClock) -> Shell {
    let snapshot = areas.snapshot();
    let county = snapshot.main_county();
    let site = Site {
        name: config.site_name.clone(),
        county_name: county.map(|county| county.name.clone()).unwrap_or_default(),
        operator: config.operator.clone(),
        base_url: config.base_url.clone(),
        mode,
    };
    let places: Vec<_> = snapshot
        .municipalities()
        .into_iter()
        .filter_map(|area| Some((area.position?, area.population.unwrap_or(1_000) as f64)))
        .collect();
    let mut builder = Shell::builder(site, clock);
    for slice in slices() {
        builder = builder.texts(slice.texts.iter().copied());
    }
    builder = builder
        .navigation(
            kreisrund_portal::NAVIGATION
                .into_iter()
                .chain(kreisrund_directory_pages::NAVIGATION)
                .chain(kreisrund_articles::NAVIGATION),
        )
        .reading_help(kreisrund_standing_pages::READING_HELP)
        .footer(
            kreisrund_directory_pages::FOOTER
                .into_iter()
                .chain(kreisrund_portal::FOOTER)
                .chain(kreisrund_standing_pages::FOOTER),
        );
    if let Some(centre) = middle(&places) {
        builder = builder.logo(kreisrund_web::ring_logo(centre, &places));
    }
    builder.build()
}

/// The middle of `places`, each counting the same: the point around which the logo's ring is drawn.
fn middle(places: &[(Position, f64)]) -> Option<Position> {
    let count = places.len() as f64;
    let mean =
        |coordinate: fn(Position) -> f64| places.iter().map(|(at, _)| coordinate(*at)).sum::<f64>() / count;
    Position::new(mean(Position::latitude), mean(Position::longitude)).ok()
}

/// Deletes messages of the outbox that everybody has read and nobody needs any more.
#[derive(Debug, Serialize, Deserialize)]
struct PruneOutbox {}

impl Job for PruneOutbox {
    const NAME: &'static str = "store.prune_outbox";
}

/// Removes files whose time is over, and the bytes of uploads that were never saved and of files that were deleted.
#[derive(Debug, Serialize, Deserialize)]
struct RemoveFiles {}

impl Job for RemoveFiles {
    const NAME: &'static str = "files.remove";
}

fn own_jobs(house: &House) -> Result<JobRegistry, StoreError> {
    let a_day = SignedDuration::from_hours(24);
    let database = house.database.clone();
    let jobs = JobRegistry::default().regularly(&PruneOutbox {}, a_day, move |_| {
        let database = database.clone();
        async move {
            let before = database.clock().now() - SignedDuration::from_hours(24 * OUTBOX_DAYS);
            let deleted = outbox::prune(&database, before).await.map_err(JobError::from)?;
            tracing::info!(deleted, "old messages of the outbox removed");
            Ok(())
        }
    })?;
    let (database, files) = (house.database.clone(), house.files.clone());
    jobs.regularly(&RemoveFiles {}, a_day, move |_| {
        let (database, files) = (database.clone(), files.clone());
        async move {
            let write = database.write().await?;
            let expired = kreisrund_files::store::remove_expired(&write, database.clock().now()).await?.len();
            write.commit().await?;
            let orphans =
                files.remove_orphans(&database).await.map_err(|error| JobError(error.to_string()))?;
            tracing::info!(expired, orphans, "files removed that nobody needs any more");
            Ok(())
        }
    })
}

/// Keeps what lies in memory true while other processes load areas and vocabularies. Never ends.
pub async fn follow(house: House) {
    let mut position = outbox::end(&house.database).await.unwrap_or_default();
    loop {
        house.database.committed(Duration::from_secs(2)).await;
        let messages = match outbox::read(&house.database, position, 1_000).await {
            Ok(messages) => messages,
            Err(error) => {
                tracing::error!(%error, "the outbox can't be read; trying again");
                continue;
            }
        };
        let Some(last) = messages.last() else { continue };
        position = last.position;
        let concern = |topic: &str| messages.iter().any(|message| message.topic == topic);
        if concern(AreaChanged::TOPIC)
            && let Err(error) = house.areas.refresh().await
        {
            tracing::error!(%error, "the areas could not be read anew");
        }
        if concern(TermChanged::TOPIC)
            && let Err(error) = house.vocabularies.refresh().await
        {
            tracing::error!(%error, "the vocabularies could not be read anew");
        }
    }
}
