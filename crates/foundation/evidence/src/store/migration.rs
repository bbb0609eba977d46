//! The crate's tables. Migrations are only ever appended.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{big_integer, integer, string_len, text_null, uuid},
};

/// The migrations of evidence, oldest first. They follow those of the store.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Counts)]
}

#[derive(DeriveIden)]
enum Evidence {
    Table,
    Kind,
    WordsHash,
    Month,
    AreaId,
    Words,
    Times,
    People,
}

#[derive(DeriveIden)]
enum EvidenceSecret {
    Table,
    Id,
    Secret,
    CreatedAt,
}

struct Counts;

impl MigrationName for Counts {
    fn name(&self) -> &str {
        "evidence_000001_counts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Counts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No key to the areas: what happened stays, whatever becomes of them.
        let evidence = Table::create()
            .table(Evidence::Table)
            .col(string_len(Evidence::Kind, 32))
            .col(string_len(Evidence::WordsHash, 64))
            .col(string_len(Evidence::Month, 10))
            .col(uuid(Evidence::AreaId))
            .col(text_null(Evidence::Words))
            .col(big_integer(Evidence::Times))
            .col(big_integer(Evidence::People))
            .primary_key(
                Index::create()
                    .col(Evidence::Kind)
                    .col(Evidence::WordsHash)
                    .col(Evidence::Month)
                    .col(Evidence::AreaId),
            )
            .to_owned();
        manager.create_table(evidence).await?;
        let by_month = Index::create()
            .name("evidence_month")
            .table(Evidence::Table)
            .col(Evidence::Kind)
            .col(Evidence::Month)
            .to_owned();
        manager.create_index(by_month).await?;
        let secret = Table::create()
            .table(EvidenceSecret::Table)
            .col(integer(EvidenceSecret::Id).primary_key())
            .col(string_len(EvidenceSecret::Secret, 64))
            .col(big_integer(EvidenceSecret::CreatedAt))
            .to_owned();
        manager.create_table(secret).await
    }
}
