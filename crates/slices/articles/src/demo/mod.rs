//! The demonstration's articles: invented, and dated relative to today, so that there is always something new to read.

mod story;

use std::collections::HashMap;

use async_trait::async_trait;
use jiff::civil::Date;
use kreisrund_areas::store::areas;
use kreisrund_content::store::vocabularies;
use kreisrund_directory::store::{organisations, places};
use kreisrund_kernel::ArticleId;
use kreisrund_people::Actor;
use kreisrund_slice::DemoStories;
use kreisrund_store::{StoreError, Write};

use crate::store::{
    self,
    states::{self, Found, MoveError},
};
use story::{Cast, File};

/// The invented articles, by theme.
pub const ARTICLES: [&str; 4] = [
    include_str!("../../demo/guides.toml"),
    include_str!("../../demo/legends.toml"),
    include_str!("../../demo/libraries.toml"),
    include_str!("../../demo/volunteers.toml"),
];

/// Writes the demonstration's articles.
#[derive(Clone, Copy, Debug)]
pub struct Stories;

#[async_trait]
impl DemoStories for Stories {
    async fn write(&self, write: &Write, today: Date) -> Result<(), StoreError> {
        let actor = Actor::system("demonstration");
        let mut cast = cast(write).await?;
        let files = files()?;
        for series in files.iter().flat_map(|file| &file.series) {
            let texts = series.texts().map_err(|error| unreadable(&format!("{}: {error}", series.slug)))?;
            let (id, _) = store::series::save(write, &series.slug, &texts, true, &actor).await?;
            cast.series.insert(series.slug.clone(), id);
        }
        for story in files.iter().flat_map(|file| &file.article) {
            let draft = story.draft(&cast, today)?;
            match store::by_slug(&**write, &draft.slug).await? {
                Some(known) => {
                    store::save(write, &known, &draft.details, &actor).await?;
                }
                None => {
                    let article = store::add(write, &draft, &actor).await?;
                    publish(write, article, &actor).await?;
                }
            }
        }
        Ok(())
    }
}

async fn publish(write: &Write, article: ArticleId, actor: &Actor) -> Result<(), StoreError> {
    let Some(Found::Draft(draft)) = states::find(write, article).await? else { return Ok(()) };
    match states::carry_out(write, draft.publish(), actor).await {
        Ok(_) | Err(MoveError::Overtaken { .. }) => Ok(()),
        Err(MoveError::Store(error)) => Err(error),
    }
}

fn files() -> Result<Vec<File>, StoreError> {
    let read = |file: &&str| toml::from_str(file).map_err(|error| unreadable(&error.to_string()));
    ARTICLES.iter().map(read).collect()
}

async fn cast(write: &Write) -> Result<Cast, StoreError> {
    let organisations = organisations::organisations(&**write).await?;
    let places = places::places(&**write).await?;
    Ok(Cast {
        organisations: organisations.into_iter().map(|known| (known.slug.clone(), known.id)).collect(),
        places: places.into_iter().map(|known| (known.slug.clone(), known)).collect(),
        series: HashMap::new(),
        areas: areas::snapshot(&**write).await?,
        vocabularies: vocabularies::snapshot(&**write).await?,
    })
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Unreadable(format!("demonstration: {what}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn every_file_is_told_and_every_short_name_stands_for_one() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let texts: BTreeSet<String> = files
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        let told: BTreeSet<String> = ARTICLES.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(told, texts, "ARTICLES names the files of the folder demo");

        let files = super::files().unwrap();
        let articles: Vec<_> = files.iter().flat_map(|file| &file.article).collect();
        let slugs: BTreeSet<_> = articles.iter().map(|article| &article.slug).collect();
        assert_eq!(slugs.len(), articles.len(), "two articles have one short name");
        let series: Vec<_> = files.iter().flat_map(|file| &file.series).collect();
        let slugs: BTreeSet<_> = series.iter().map(|series| &series.slug).collect();
        assert_eq!(slugs.len(), series.len(), "two series have one short name");
        for article in articles {
            let motif = article.motif.as_deref().unwrap_or_default();
            assert!(kreisrund_web::motif(motif).is_some(), "{}: no drawing “{motif}”", article.slug);
            let shows = article.motif_shows.as_deref().unwrap_or_default();
            assert!(!shows.is_empty(), "{}: say what the drawing shows", article.slug);
        }
    }
}
