//! Articles as cards, in the language of the page.

use std::collections::{BTreeSet, HashMap};

use kreisrund_content::LanguageTag;
use kreisrund_directory::store::{organisations::organisations_by_ids, places::places_by_ids};
use kreisrund_files::{Access, PicturePurpose, store::files_of_many};
use kreisrund_kernel::{ArticleSeriesId, OrganisationId, PlaceId, SubjectKind};
use kreisrund_slice::{House, pictures};
use kreisrund_store::StoreError;
use kreisrund_web::{Card, CardPicture, Page};
use uuid::Uuid;

use crate::{
    article::{Article, Author},
    store,
};

/// The cards of `articles`, in their order.
pub async fn of(house: &House, page: &Page, articles: &[Article]) -> Result<Vec<Card>, StoreError> {
    let connection = house.database.read();
    let organisations: BTreeSet<OrganisationId> =
        articles.iter().filter_map(|article| article.details.author.organisation()).collect();
    let places: BTreeSet<PlaceId> = articles.iter().filter_map(|article| article.details.place).collect();
    let series: BTreeSet<ArticleSeriesId> =
        articles.iter().filter_map(|article| Some(article.details.part?.series)).collect();
    let ids: Vec<Uuid> = articles.iter().map(|article| article.id.0).collect();

    let organisations = organisations_by_ids(connection, &Vec::from_iter(organisations)).await?;
    let organisations: HashMap<OrganisationId, String> =
        organisations.into_iter().map(|known| (known.id, known.details.name)).collect();
    let places = places_by_ids(connection, &Vec::from_iter(places)).await?;
    let places: HashMap<PlaceId, String> =
        places.into_iter().map(|known| (known.id, known.details.name)).collect();
    let series: Vec<Uuid> = series.into_iter().map(|id| id.0).collect();
    let series: HashMap<ArticleSeriesId, String> = store::series::by_ids(connection, &series)
        .await?
        .into_iter()
        .map(|known| (known.id, known.texts.in_language(&LanguageTag::from(page.language)).title.clone()))
        .collect();
    let files = files_of_many(connection, SubjectKind::Article, &ids, Access::ANONYMOUS).await?;
    let areas = house.areas.snapshot();

    let cards = articles.iter().map(|article| {
        let details = &article.details;
        let text = details.texts.in_language(&LanguageTag::from(page.language));
        let area = details.area.and_then(|id| areas.area(id)).map(|area| area.name.clone());
        let place = details.place.and_then(|id| places.get(&id));
        let photo = files.get(&article.id.0).into_iter().flatten();
        let photo = photo.filter(|file| pictures::is_for(file, PicturePurpose::Photo));
        let photo = photo.map(|file| CardPicture::File(pictures::small(file.id))).next();
        Card {
            symbol: "article",
            picture: photo.or_else(|| drawn(article)),
            when: article.published_on().map(|day| page.date(day)),
            place: match (place, area) {
                (Some(place), Some(area)) if !place.contains(&area) => Some(format!("{place}, {area}")),
                (Some(place), _) => Some(place.clone()),
                (None, area) => area,
            },
            organiser: match details.author {
                Author::Office => None,
                Author::Organisation(id) => organisations.get(&id).cloned(),
            },
            kind: details.part.and_then(|part| series.get(&part.series).cloned()),
            summary: Some(text.summary.clone()).filter(|summary| !summary.is_empty()),
            language: Some(text.language.to_string()).filter(|tag| tag != page.language.tag()),
            ..Card::new(page.link(&article.path()), &text.title)
        }
    });
    Ok(cards.collect())
}

fn drawn(article: &Article) -> Option<CardPicture> {
    let drawing = article.details.drawing.as_ref()?;
    kreisrund_web::motif(&drawing.motif).map(CardPicture::Drawn)
}
