//! The demonstration county.

use std::path::Path;

use jiff::SignedDuration;
use kreisrund_areas::store::areas;
use kreisrund_offers::demo::generate::{KeepError, Wish, bring_up_to_date};
use kreisrund_store::{Database, Job, StoreError, jobs::JobError};
use kreisrund_web::{LegalDetails, Mode, Operator};
use serde::{Deserialize, Serialize};

use crate::{
    cli::Demonstration,
    config::Config,
    failure::Failure,
    house::{self, slices},
    progress::Progress,
    serve::{FolderLock, serve},
};

/// The file that marks a data folder as one of the demonstration.
const MARK: &str = "demo";

/// Serves the demonstration county, with its offers around today and as many generated ones as `arguments` ask for.
///
/// # Errors
/// When the folder holds a real county or offers of another seed, or the server can not start.
pub async fn run(mut config: Config, arguments: &Demonstration) -> Result<(), Failure> {
    let _lock = FolderLock::take(&config.data)?;
    let database = house::database(&config).await?;
    mark(&config.data, &database).await?;
    tell_stories(&database).await?;
    generate(&database, Wish { offers: arguments.offers, seed: arguments.seed }).await?;
    invent_operator(&mut config.operator);
    let mut furnished = house::furnish(&config, database.clone(), Mode::Demo).await?;
    furnished.jobs =
        furnished.jobs.regularly(&RetellStories {}, SignedDuration::from_hours(6), move |_| {
            let database = database.clone();
            async move {
                tell_stories(&database).await?;
                let kept = bring_up_to_date(&database, Wish::default(), |_, _| ()).await;
                kept.map(|_| ()).map_err(|error| JobError(error.to_string()))
            }
        })?;
    let house = furnished.house.clone();
    furnished.jobs =
        furnished.jobs.regularly(&DrawPictures {}, SignedDuration::from_hours(24 * 30), move |_| {
            let house = house.clone();
            async move {
                let drawn = kreisrund_directory_pages::demo::draw_pictures(&house).await;
                drawn.map_err(|error| JobError(error.to_string()))
            }
        })?;
    serve(furnished, config.listen, |address| {
        eprintln!("Kreisrund shows the demonstration county at http://{address} (end with Ctrl-C)");
    })
    .await
}

/// Moves the stories along with the weeks while the demonstration runs on.
#[derive(Debug, Serialize, Deserialize)]
struct RetellStories {}

impl Job for RetellStories {
    const NAME: &'static str = "kreisrund.retell_stories";
}

/// Draws the pictures of the invented organisations, beside the serving: the first page need not wait for them.
#[derive(Debug, Serialize, Deserialize)]
struct DrawPictures {}

impl Job for DrawPictures {
    const NAME: &'static str = "kreisrund.draw_pictures";
}

/// Writes the invented organisations and offers, dated around today. Twice on one day changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn tell_stories(database: &Database) -> Result<(), StoreError> {
    let today = database.clock().today();
    let write = database.write().await?;
    let broken = |error: &dyn std::fmt::Display| StoreError::Unreadable(error.to_string());
    kreisrund_areas::demo::save_demo(&write).await.map_err(|error| broken(&error))?;
    kreisrund_content::standard::save_standard(&write).await.map_err(|error| broken(&error))?;
    kreisrund_directory::demo::save_demo(&write, today).await.map_err(|error| broken(&error))?;
    for story in slices().into_iter().filter_map(|slice| slice.demo) {
        story.write(&write, today).await?;
    }
    write.commit().await
}

/// Writes the generated offers that are missing, and says how far it is.
async fn generate(database: &Database, wish: Wish) -> Result<(), Failure> {
    let mut shown: Option<(u32, Progress)> = None;
    let kept = bring_up_to_date(database, wish, |done, total| {
        // First those that are there are renewed, then others are added.
        if shown.as_ref().is_none_or(|(shown, _)| *shown != total) {
            shown = Some((total, Progress::new("generated offers", u64::from(total))));
        }
        if let Some((_, progress)) = &mut shown {
            progress.at(u64::from(done));
        }
    })
    .await
    .map_err(|error| match error {
        KeepError::OtherSeed { .. } => Failure::refused(error),
        KeepError::Store(error) => error.into(),
    })?;
    if let Some((_, progress)) = shown {
        progress.done();
    }
    if wish.offers.is_some_and(|wanted| wanted < kept.offers) {
        eprintln!("generated offers: there are {} already; those beyond the wanted number stay", kept.offers);
    }
    Ok(())
}

/// Marks the folder, and refuses one that holds a real county: invented offers have no place among real ones.
async fn mark(data: &Path, database: &Database) -> Result<(), Failure> {
    let mark = data.join(MARK);
    if !mark.exists() && areas::main_county(database.read()).await?.is_some() {
        return Err(Failure::refused(format!(
            "the data folder {} holds a county of its own; name another folder for the demonstration with --data",
            data.display()
        )));
    }
    std::fs::write(mark, "This folder belongs to the demonstration: its offers are invented.\n")?;
    Ok(())
}

fn invent_operator(operator: &mut Operator) {
    if operator.name.is_empty() {
        *operator = Operator {
            name: "Servicestelle Bildung und Kultur (Beispiel)".to_owned(),
            address: vec!["Musterstraße 1".to_owned(), "04916 Herzberg (Elster)".to_owned()],
            phone: "030 23125 100".to_owned(),
            email: "servicestelle@example.org".to_owned(),
            legal: LegalDetails {
                represented_by: lines(&["Erika Beispiel (erfunden), Leiterin der Servicestelle"]),
                responsible: lines(&[
                    "Erika Beispiel (erfunden)",
                    "Musterstraße 1",
                    "04916 Herzberg (Elster)",
                ]),
                data_protection_officer: lines(&[
                    "Datenschutzbeauftragter (Beispiel)",
                    "datenschutz@example.org",
                ]),
                supervisory_authority: lines(&[
                    "Datenschutzaufsicht des Landes (Beispiel)",
                    "aufsicht@example.org",
                ]),
                enforcement_body: lines(&[
                    "Durchsetzungsstelle des Landes (Beispiel)",
                    "durchsetzung@example.org",
                ]),
                hosting: lines(&["Rechenzentrum Beispiel", "Musterstraße 2", "04916 Herzberg (Elster)"]),
                address_log_days: Some(0),
            },
        };
    }
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}
