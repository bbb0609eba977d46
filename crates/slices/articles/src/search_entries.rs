//! What can be found of articles and of their series.

use std::collections::{BTreeSet, HashMap};

use async_trait::async_trait;
use kreisrund_areas::lookup::Snapshot;
use kreisrund_content::{Texts, VocabularySnapshot, store::vocabularies};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{organisations::organisations_by_ids, places::places_by_ids},
};
use kreisrund_files::{Access, PicturePurpose, store::files_of_many};
use kreisrund_kernel::{ArticleSeriesId, FileId, OrganisationId, PlaceId, SubjectKind, SubjectRef, TermId};
use kreisrund_search::{
    Card, CardImage, CardOrganisation, CardPlace, Kind, SearchEntry, SearchSource, Tag, Visibility,
};
use kreisrund_slice::{Surroundings, found_by, pictures};
use kreisrund_store::{Database, Message, StoreError};
use uuid::Uuid;

use crate::{
    article::{Article, Drawing, Series, series_subject},
    store,
};

/// Hands articles to the index.
pub struct ArticleEntries {
    database: Database,
    surroundings: Surroundings,
}

impl ArticleEntries {
    /// Articles of `database`, with the names and terms of `surroundings`.
    pub fn new(database: Database, surroundings: Surroundings) -> Self {
        Self { database, surroundings }
    }
}

/// What articles are found by beyond their own record.
struct Belongings {
    organisations: HashMap<OrganisationId, Organisation>,
    places: HashMap<PlaceId, Place>,
    series: HashMap<ArticleSeriesId, Series>,
    /// The picture that hangs on each article.
    pictures: HashMap<Uuid, (FileId, String)>,
}

impl Belongings {
    async fn of(database: &Database, articles: &[Article]) -> Result<Self, StoreError> {
        let connection = database.read();
        let organisations: BTreeSet<OrganisationId> =
            articles.iter().filter_map(|article| article.details.author.organisation()).collect();
        let places: BTreeSet<PlaceId> = articles.iter().filter_map(|article| article.details.place).collect();
        let series: BTreeSet<Uuid> =
            articles.iter().filter_map(|article| Some(article.details.part?.series.0)).collect();
        let organisations =
            organisations_by_ids(connection, &organisations.into_iter().collect::<Vec<_>>()).await?;
        let places = places_by_ids(connection, &places.into_iter().collect::<Vec<_>>()).await?;
        let series = store::series::by_ids(connection, &series.into_iter().collect::<Vec<_>>()).await?;
        let ids: Vec<Uuid> = articles.iter().map(|article| article.id.0).collect();
        let files = files_of_many(connection, SubjectKind::Article, &ids, Access::ANONYMOUS).await?;
        let shown = files.into_iter().filter_map(|(id, files)| {
            let file = files.iter().find(|file| pictures::is_for(file, PicturePurpose::Photo))?;
            let alternative = &file.picture()?.alternative;
            Some((
                id,
                (file.id, alternative.in_language(&kreisrund_content::LanguageTag::german()).to_owned()),
            ))
        });
        Ok(Self {
            organisations: organisations.into_iter().map(|known| (known.id, known)).collect(),
            places: places.into_iter().map(|known| (known.id, known)).collect(),
            series: series.into_iter().map(|known| (known.id, known)).collect(),
            pictures: shown.collect(),
        })
    }
}

#[async_trait]
impl SearchSource for ArticleEntries {
    fn kind(&self) -> SubjectKind {
        SubjectKind::Article
    }

    async fn entries(&self, ids: &[Uuid]) -> Result<Vec<SearchEntry>, StoreError> {
        let (areas, terms) = self.surroundings.fresh().await?;
        let mut articles = store::full(self.database.read(), ids).await?;
        let today = self.database.clock().today();
        articles.retain(|article| article.is_shown(today));
        let belongings = Belongings::of(&self.database, &articles).await?;
        Ok(articles.iter().map(|article| entry(article, &belongings, &areas, &terms)).collect())
    }

    async fn ids(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Uuid>, StoreError> {
        store::ids_after(self.database.read(), after, limit).await
    }

    async fn concerned(&self, message: &Message) -> Result<Vec<Uuid>, StoreError> {
        let connection = self.database.read();
        self.surroundings.hear(message);
        if message.is_about(SubjectKind::Article) {
            Ok(vec![message.subject_id])
        } else if message.is_about(SubjectKind::ArticleSeries) {
            store::ids_of_series(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Organisation) {
            store::ids_of_organisation(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Place) {
            store::ids_at_place(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Area) {
            store::ids_in_area(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Term) {
            // Articles are found by their topics' upper topics too.
            let terms = self.surroundings.vocabularies().with_children(TermId(message.subject_id));
            vocabularies::subjects_with_any(connection, &terms, SubjectKind::Article).await
        } else {
            Ok(Vec::new())
        }
    }
}

fn entry(
    article: &Article,
    belongings: &Belongings,
    areas: &Snapshot,
    vocabularies: &VocabularySnapshot,
) -> SearchEntry {
    let details = &article.details;
    let organisation = details.author.organisation().and_then(|id| belongings.organisations.get(&id));
    let place = details.place.and_then(|id| belongings.places.get(&id));
    let series = details.part.and_then(|part| belongings.series.get(&part.series));
    // A known place may have been corrected since the article was written.
    let area_id = place.and_then(|place| place.details.area).or(details.area);
    let area = area_id.and_then(|id| areas.area(id));
    let position = place.and_then(|place| place.details.position).or(area.and_then(|area| area.position));
    let terms = vocabularies.with_parents(details.terms.iter().copied());
    let mut names: Vec<String> = Vec::new();
    names.extend(organisation.map(|organisation| organisation.details.name.clone()));
    names.extend(place.map(|place| place.details.name.clone()));
    names.extend(place.and_then(|place| place.details.locality.clone()));
    names.extend(area.map(|area| area.name.clone()));
    names.extend(series.iter().flat_map(|series| series.texts.all()).map(|text| text.title.clone()));
    let image = match belongings.pictures.get(&article.id.0) {
        Some((file, alternative)) => {
            Some(CardImage { motif: None, file: Some(*file), alternative: alternative.clone() })
        }
        None => details.drawing.as_ref().map(drawn),
    };
    let tags = details
        .author
        .organisation()
        .map(|id| SubjectRef::new(SubjectKind::Organisation, id))
        .into_iter()
        .chain(details.place.map(|id| SubjectRef::new(SubjectKind::Place, id)))
        .chain(details.part.map(|part| series_subject(part.series)))
        .map(Tag::from)
        .chain(found_by::term_tags(terms.iter().copied()));
    let card_place = match (place, area) {
        (Some(place), area) => Some(CardPlace {
            name: place.details.name.clone(),
            area: area.map(|area| area.name.clone()),
            position,
        }),
        (None, Some(area)) => Some(CardPlace { name: area.name.clone(), area: None, position }),
        (None, None) => None,
    };
    let mut texts = found_by::texts(&details.texts);
    texts.extend(found_by::labels(terms.iter().copied(), vocabularies));
    SearchEntry {
        subject: article.subject(),
        kind: Kind::Article,
        visibility: Visibility::Public,
        title: details.texts.source().title.clone(),
        names,
        texts,
        area: area_id,
        further_areas: Vec::new(),
        position,
        intervals: Vec::new(),
        open_until: Vec::new(),
        tags: tags.collect(),
        changed: Some(article.renewed_at()),
        published: article.public_since(),
        card: Card {
            organisation: organisation.map(|organisation| CardOrganisation {
                slug: organisation.slug.to_string(),
                name: organisation.details.name.clone(),
            }),
            place: card_place,
            ..card(&article.slug.to_string(), article.path(), &details.texts, image, article.example)
        },
    }
}

/// Hands series to the index, those that have an article to show.
pub struct SeriesEntries {
    database: Database,
}

impl SeriesEntries {
    /// Series of `database`.
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl SearchSource for SeriesEntries {
    fn kind(&self) -> SubjectKind {
        SubjectKind::ArticleSeries
    }

    async fn entries(&self, ids: &[Uuid]) -> Result<Vec<SearchEntry>, StoreError> {
        let connection = self.database.read();
        let today = self.database.clock().today();
        let mut entries = Vec::new();
        for series in store::series::by_ids(connection, ids).await? {
            let parts = store::parts_of(connection, series.id, today).await?;
            if !parts.is_empty() {
                entries.push(series_entry(&series, &parts));
            }
        }
        Ok(entries)
    }

    async fn ids(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Uuid>, StoreError> {
        store::series::ids_after(self.database.read(), after, limit).await
    }

    async fn concerned(&self, message: &Message) -> Result<Vec<Uuid>, StoreError> {
        if message.is_about(SubjectKind::ArticleSeries) {
            Ok(vec![message.subject_id])
        } else if message.is_about(SubjectKind::Article) {
            let articles = store::full(self.database.read(), &[message.subject_id]).await?;
            Ok(articles.iter().filter_map(|article| Some(article.details.part?.series.0)).collect())
        } else {
            Ok(Vec::new())
        }
    }
}

/// A series is found by its own words. It was never published on a day of its own, so that it is not among what is new.
fn series_entry(series: &Series, parts: &[Article]) -> SearchEntry {
    let drawing = parts.iter().find_map(|part| part.details.drawing.as_ref());
    let changed = parts.iter().map(Article::renewed_at).max();
    SearchEntry {
        subject: series_subject(series.id),
        kind: Kind::Article,
        visibility: Visibility::Public,
        title: series.texts.source().title.clone(),
        names: Vec::new(),
        texts: found_by::texts(&series.texts),
        area: None,
        further_areas: Vec::new(),
        position: None,
        intervals: Vec::new(),
        open_until: Vec::new(),
        tags: Vec::new(),
        changed: changed.max(Some(series.updated_at)),
        published: None,
        card: card(
            &series.slug.to_string(),
            series.path(),
            &series.texts,
            drawing.map(drawn),
            series.example,
        ),
    }
}

fn card(slug: &str, path: String, texts: &Texts, image: Option<CardImage>, example: bool) -> Card {
    let source = texts.source();
    Card {
        slug: slug.to_owned(),
        path,
        language: source.language.to_string(),
        title: source.title.clone(),
        summary: source.summary.clone(),
        price: None,
        online: false,
        access: Vec::new(),
        image,
        organisation: None,
        place: None,
        occurrences: Vec::new(),
        example,
    }
}

fn drawn(drawing: &Drawing) -> CardImage {
    CardImage { motif: Some(drawing.motif.clone()), file: None, alternative: drawing.shows.clone() }
}
