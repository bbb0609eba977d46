//! Between articles and their rows.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kreisrund_content::Texts;
use kreisrund_kernel::{AreaId, ArticleId, ArticleSeriesId, OrganisationId, Period, PlaceId, Slug, TermId};
use kreisrund_store::{StoreError, time};
use sea_orm::ActiveValue::Set;

use super::entities::{article, article_series};
use crate::article::{Article, Author, Details, Drawing, Part, Series, State};

/// The columns that say what an article says, and of what.
pub(super) fn details_columns(details: &Details) -> article::ActiveModel {
    let day = |day: Option<Date>| Set(day.map(|day| day.to_string()));
    article::ActiveModel {
        organisation_id: Set(details.author.organisation().map(|organisation| organisation.0)),
        area_id: Set(details.area.map(|area| area.0)),
        place_id: Set(details.place.map(|place| place.0)),
        motif: Set(details.drawing.as_ref().map(|drawing| drawing.motif.clone())),
        motif_shows: Set(details.drawing.as_ref().map(|drawing| drawing.shows.clone())),
        series_id: Set(details.part.map(|part| part.series.0)),
        series_position: Set(details.part.map(|part| i32::try_from(part.position).unwrap_or(i32::MAX))),
        shown_from: day(details.shown.from()),
        shown_to: day(details.shown.to()),
        about_from: day(details.about.from()),
        about_to: day(details.about.to()),
        ..Default::default()
    }
}

/// The article of a row, with what other tables say of it.
pub(super) fn article(
    row: article::Model,
    texts: Texts,
    terms: BTreeSet<TermId>,
) -> Result<Article, StoreError> {
    let part = row.series_id.map(|series| Part {
        series: ArticleSeriesId(series),
        position: row.series_position.and_then(|position| u32::try_from(position).ok()).unwrap_or_default(),
    });
    Ok(Article {
        id: ArticleId(row.id),
        slug: slug(&row.slug)?,
        state: state(&row.state)?,
        details: Details {
            author: Author::from(row.organisation_id.map(OrganisationId)),
            texts,
            drawing: row.motif.map(|motif| Drawing { motif, shows: row.motif_shows.unwrap_or_default() }),
            area: row.area_id.map(AreaId),
            place: row.place_id.map(PlaceId),
            part,
            shown: period(row.shown_from.as_deref(), row.shown_to.as_deref())?,
            about: period(row.about_from.as_deref(), row.about_to.as_deref())?,
            terms,
        },
        example: row.example,
        created_at: time::from_column(row.created_at),
        updated_at: time::from_column(row.updated_at),
        first_published_at: row.first_published_at.map(time::from_column),
    })
}

/// The series of a row.
pub(super) fn series(row: &article_series::Model, texts: Texts) -> Result<Series, StoreError> {
    Ok(Series {
        id: ArticleSeriesId(row.id),
        slug: slug(&row.slug)?,
        texts,
        example: row.example,
        created_at: time::from_column(row.created_at),
        updated_at: time::from_column(row.updated_at),
    })
}

pub(super) fn state(name: &str) -> Result<State, StoreError> {
    State::from_name(name).ok_or_else(|| unreadable("article's state", name))
}

fn slug(text: &str) -> Result<Slug, StoreError> {
    text.parse().map_err(|_| unreadable("short name", text))
}

fn period(from: Option<&str>, to: Option<&str>) -> Result<Period, StoreError> {
    Period::new(day(from)?, day(to)?).map_err(|error| StoreError::Unreadable(error.to_string()))
}

fn day(text: Option<&str>) -> Result<Option<Date>, StoreError> {
    text.map(|text| text.parse().map_err(|_| unreadable("day", text))).transpose()
}

pub(super) fn unreadable(what: &str, value: &str) -> StoreError {
    StoreError::Unreadable(format!("{what}: “{value}”"))
}
