//! The slice's tables.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{
        big_integer, big_integer_null, boolean, integer_null, string, string_len, string_null, text_null,
        uuid, uuid_null,
    },
};

/// The slice's migrations, oldest first. Only ever appended to.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(ArticlesAndSeries)]
}

#[derive(DeriveIden)]
enum ArticleSeries {
    Table,
    Id,
    Slug,
    Example,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum Article {
    Table,
    Id,
    Slug,
    State,
    OrganisationId,
    AreaId,
    PlaceId,
    Motif,
    MotifShows,
    SeriesId,
    SeriesPosition,
    ShownFrom,
    ShownTo,
    AboutFrom,
    AboutTo,
    Example,
    CreatedAt,
    UpdatedAt,
    FirstPublishedAt,
}

struct ArticlesAndSeries;

impl MigrationName for ArticlesAndSeries {
    fn name(&self) -> &str {
        "articles_000001_articles_and_series"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for ArticlesAndSeries {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let series = Table::create()
            .table(ArticleSeries::Table)
            .col(uuid(ArticleSeries::Id).primary_key())
            .col(string(ArticleSeries::Slug).unique_key())
            .col(boolean(ArticleSeries::Example))
            .col(big_integer(ArticleSeries::CreatedAt))
            .col(big_integer(ArticleSeries::UpdatedAt))
            .to_owned();
        manager.create_table(series).await?;
        let article = Table::create()
            .table(Article::Table)
            .col(uuid(Article::Id).primary_key())
            .col(string(Article::Slug).unique_key())
            .col(string_len(Article::State, 16))
            .col(uuid_null(Article::OrganisationId))
            .col(uuid_null(Article::AreaId))
            .col(uuid_null(Article::PlaceId))
            .col(string_null(Article::Motif))
            .col(text_null(Article::MotifShows))
            .col(uuid_null(Article::SeriesId))
            .col(integer_null(Article::SeriesPosition))
            .col(string_null(Article::ShownFrom))
            .col(string_null(Article::ShownTo))
            .col(string_null(Article::AboutFrom))
            .col(string_null(Article::AboutTo))
            .col(boolean(Article::Example))
            .col(big_integer(Article::CreatedAt))
            .col(big_integer(Article::UpdatedAt))
            .col(big_integer_null(Article::FirstPublishedAt))
            .foreign_key(
                ForeignKey::create()
                    .from(Article::Table, Article::SeriesId)
                    .to(ArticleSeries::Table, ArticleSeries::Id),
            )
            .to_owned();
        manager.create_table(article).await?;
        // Lists are read newest first, and pages of others ask for what belongs to them.
        for (name, columns) in [
            ("article_shown", vec![Article::State, Article::ShownFrom]),
            ("article_organisation", vec![Article::OrganisationId]),
            ("article_area", vec![Article::AreaId]),
            ("article_place", vec![Article::PlaceId]),
            ("article_series_part", vec![Article::SeriesId, Article::SeriesPosition]),
        ] {
            let mut index = Index::create();
            index.name(name).table(Article::Table);
            for column in columns {
                index.col(column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
