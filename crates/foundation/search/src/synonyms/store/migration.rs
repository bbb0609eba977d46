//! The table of what the office changed. Migrations are only ever appended.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{big_integer, boolean, string_len, text},
};

/// The migrations of search, oldest first. They follow those of the store.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Synonyms)]
}

#[derive(DeriveIden)]
enum SearchSynonyms {
    Table,
    Id,
    Kind,
    Words,
    Origin,
    Removed,
    ChangedAt,
}

struct Synonyms;

impl MigrationName for Synonyms {
    fn name(&self) -> &str {
        "search_000001_synonyms"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Synonyms {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let synonyms = Table::create()
            .table(SearchSynonyms::Table)
            .col(string_len(SearchSynonyms::Id, 120).primary_key())
            .col(string_len(SearchSynonyms::Kind, 16))
            .col(text(SearchSynonyms::Words))
            .col(string_len(SearchSynonyms::Origin, 16))
            .col(boolean(SearchSynonyms::Removed))
            .col(big_integer(SearchSynonyms::ChangedAt))
            .to_owned();
        manager.create_table(synonyms).await
    }
}
