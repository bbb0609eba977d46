//! A county of as many offers as wanted, kept between runs.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use kreisrund::{
    cli::Global,
    commands::demo::tell_stories,
    config::Config,
    house::{self, Furnished},
};
use kreisrund_offers::demo::generate::{Wish, bring_up_to_date};
use kreisrund_search::Indexer;
use kreisrund_slice::House;
use kreisrund_web::Mode;

use crate::Outcome;

/// The chance from which the offers come.
pub const SEED: u32 = 7;

/// A furnished house with its index.
pub struct County {
    pub house: House,
    pub indexer: Arc<Indexer>,
    folder: PathBuf,
    /// How long the index took to build, if it was.
    built: Option<Duration>,
}

impl County {
    /// The county in `folder` with `offers` generated offers; what is missing is made.
    pub async fn with(offers: u32, folder: &Path, keep_index: bool) -> Outcome<Self> {
        let flags = Global { data: Some(folder.to_owned()), ..Global::default() };
        let config = Config::load(&flags, &BTreeMap::new())?;
        let database = house::database(&config).await?;
        std::fs::write(
            folder.join("demo"),
            "This folder belongs to a measurement: its offers are invented.\n",
        )?;
        tell_stories(&database).await?;
        let wish = Wish { offers: Some(offers), seed: Some(SEED) };
        bring_up_to_date(&database, wish, |_, _| ()).await.map_err(|error| error.to_string())?;
        // Built anew unless somebody asks for the old one, so that its figures are those of this program.
        let index = folder.join("index");
        if index.exists() && !keep_index {
            std::fs::remove_dir_all(&index)?;
        }
        let Furnished { house, indexer, .. } = house::furnish(&config, database, Mode::Demo).await?;
        let mut status = indexer.status();
        let begun = Instant::now();
        indexer
            .run(async {
                let _ = status.wait_for(|status| status.position.is_some()).await;
            })
            .await?;
        let built = (!keep_index).then(|| begun.elapsed());
        Ok(Self { house, indexer: Arc::new(indexer), folder: folder.to_owned(), built })
    }

    /// Tells how long the index took and how large it is.
    pub fn tell(&self) {
        let size = size_of(&self.folder.join("index"));
        let entries = self.house.search.len().max(1);
        let built = self.built.map(|built| {
            let seconds = built.as_secs_f64();
            format!("built in {seconds:.1} s ({:.0} entries/s), ", entries as f64 / seconds)
        });
        println!(
            "  index: {}{:.1} MB ({:.0} bytes an entry)",
            built.unwrap_or_default(),
            size as f64 / 1e6,
            size as f64 / entries as f64,
        );
    }

    pub async fn close(self) {
        self.house.database.close().await;
    }
}

/// The bytes of all files below `folder`.
fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(known) if known.is_dir() => size_of(&entry.path()),
            Ok(known) => known.len(),
            Err(_) => 0,
        })
        .sum()
}
