//! The third migration: what the demonstration remembers of the offers that it generated.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{big_integer, integer, string},
};

#[derive(DeriveIden)]
enum OfferGenerated {
    Table,
    Id,
    Offers,
    Seed,
    Week,
    Edition,
}

/// See the module.
pub struct GeneratedOffers;

impl MigrationName for GeneratedOffers {
    fn name(&self) -> &str {
        "offers_000003_generated_offers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for GeneratedOffers {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(OfferGenerated::Table)
            .col(integer(OfferGenerated::Id).primary_key())
            .col(big_integer(OfferGenerated::Offers))
            .col(big_integer(OfferGenerated::Seed))
            .col(string(OfferGenerated::Week))
            .col(string(OfferGenerated::Edition))
            .to_owned();
        manager.create_table(table).await
    }
}
