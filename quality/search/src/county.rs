//! The county whose data is searched: the demonstration, or a copy of an installation, at a moment that stands still.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use axum::Router;
use jiff::Timestamp;
use kreisrund::{
    cli::Global,
    commands::demo::tell_stories,
    config::Config,
    house::{self, Furnished, migrations},
    serve::router,
};
use kreisrund_kernel::{FixedClock, SharedClock};
use kreisrund_slice::House;
use kreisrund_store::{Database, DatabaseUrl, migrate};
use kreisrund_web::Mode;
use tempfile::TempDir;

use crate::Outcome;

/// A furnished house and the router that answers for it without a network.
pub struct County {
    /// The house.
    pub house: House,
    /// What visitors ask.
    pub router: Router,
    /// Holds database and index; gone when the county is.
    _folder: TempDir,
}

impl County {
    /// The county of the SQLite database in the data folder `data`, of which a copy is made; without one the
    /// demonstration county.
    ///
    /// # Errors
    /// When the database can't be opened or the index can't be built.
    pub async fn at(now: Timestamp, data: Option<&Path>) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        if let Some(data) = data {
            copy_database(data, folder.path())?;
        }
        let clock: SharedClock = Arc::new(FixedClock(now));
        let url = DatabaseUrl::in_folder(folder.path());
        let database = Database::connect_with_clock(&url, clock).await?;
        migrate(&database, migrations).await?;
        if data.is_none() {
            tell_stories(&database).await?;
        }
        let flags = Global { data: Some(folder.path().to_owned()), ..Global::default() };
        // Without the variables of the environment: what is measured must not depend on them.
        let config = Config::load(&flags, &BTreeMap::new())?;
        let mode = if data.is_some() { Mode::Production } else { Mode::Demo };
        let Furnished { house, indexer, .. } = house::furnish(&config, database, mode).await?;
        let mut status = indexer.status();
        indexer
            .run(async {
                let _ = status.wait_for(|status| status.position.is_some()).await;
            })
            .await?;
        let router = router(&house, &Arc::new(indexer));
        Ok(Self { house, router, _folder: folder })
    }
}

/// Copies the database with what SQLite keeps beside it, so that the installation stays untouched.
fn copy_database(from: &Path, to: &Path) -> Outcome<()> {
    let name = "kreisrund.sqlite";
    if !from.join(name).is_file() {
        return Err(format!("{} holds no {name}", from.display()).into());
    }
    for ending in ["", "-wal"] {
        let file = format!("{name}{ending}");
        if from.join(&file).is_file() {
            std::fs::copy(from.join(&file), to.join(&file))?;
        }
    }
    Ok(())
}
