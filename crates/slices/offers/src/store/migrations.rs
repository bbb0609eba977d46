//! The slice's tables.

mod generated;
mod offer_details;

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{
        big_integer, boolean, double_null, string, string_len, string_null, text, text_null, uuid, uuid_null,
    },
};

/// The slice's migrations, oldest first. Only ever appended to.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(OffersAndOccurrences),
        Box::new(offer_details::OfferDetails),
        Box::new(generated::GeneratedOffers),
    ]
}

#[derive(DeriveIden)]
enum Offer {
    Table,
    Id,
    Slug,
    Kind,
    State,
    OrganisationId,
    PlaceId,
    LocationText,
    AreaId,
    Latitude,
    Longitude,
    Language,
    Price,
    Link,
    Source,
    SourceKey,
    SourceContent,
    Example,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum OfferText {
    Table,
    OfferId,
    Language,
    Title,
    Summary,
    Text,
}

#[derive(DeriveIden)]
enum Occurrence {
    Table,
    Id,
    OfferId,
    Key,
    State,
    AllDay,
    StartCivil,
    EndCivil,
    Zone,
    StartsAt,
    EndsAt,
}

struct OffersAndOccurrences;

impl MigrationName for OffersAndOccurrences {
    fn name(&self) -> &str {
        "offers_000001_offers_and_occurrences"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for OffersAndOccurrences {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(Offer::Table)
                    .col(uuid(Offer::Id).primary_key())
                    .col(string(Offer::Slug).unique_key())
                    .col(string_len(Offer::Kind, 16))
                    .col(string_len(Offer::State, 16))
                    .col(uuid(Offer::OrganisationId))
                    .col(uuid_null(Offer::PlaceId))
                    .col(text_null(Offer::LocationText))
                    .col(uuid_null(Offer::AreaId))
                    .col(double_null(Offer::Latitude))
                    .col(double_null(Offer::Longitude))
                    .col(string(Offer::Language))
                    .col(string_null(Offer::Price))
                    .col(text_null(Offer::Link))
                    .col(string_len(Offer::Source, 16))
                    .col(text_null(Offer::SourceKey))
                    .col(text_null(Offer::SourceContent))
                    .col(boolean(Offer::Example))
                    .col(big_integer(Offer::CreatedAt))
                    .col(big_integer(Offer::UpdatedAt))
                    .to_owned(),
            )
            .await?;
        // One record of a source is one offer, however often it is imported.
        manager
            .create_index(
                Index::create()
                    .name("offer_source")
                    .table(Offer::Table)
                    .col(Offer::OrganisationId)
                    .col(Offer::Source)
                    .col(Offer::SourceKey)
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("offer_place").table(Offer::Table).col(Offer::PlaceId).to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(OfferText::Table)
                    .col(uuid(OfferText::OfferId))
                    .col(string(OfferText::Language))
                    .col(text(OfferText::Title))
                    .col(text(OfferText::Summary))
                    .col(text(OfferText::Text))
                    .primary_key(Index::create().col(OfferText::OfferId).col(OfferText::Language))
                    .foreign_key(
                        ForeignKey::create()
                            .from(OfferText::Table, OfferText::OfferId)
                            .to(Offer::Table, Offer::Id)
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(Occurrence::Table)
                    .col(uuid(Occurrence::Id).primary_key())
                    .col(uuid(Occurrence::OfferId))
                    .col(string(Occurrence::Key))
                    .col(string_len(Occurrence::State, 16))
                    .col(boolean(Occurrence::AllDay))
                    .col(string(Occurrence::StartCivil))
                    .col(string_null(Occurrence::EndCivil))
                    .col(string(Occurrence::Zone))
                    .col(big_integer(Occurrence::StartsAt))
                    .col(big_integer(Occurrence::EndsAt))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Occurrence::Table, Occurrence::OfferId)
                            .to(Offer::Table, Offer::Id)
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("occurrence_key")
                    .table(Occurrence::Table)
                    .col(Occurrence::OfferId)
                    .col(Occurrence::Key)
                    .unique()
                    .to_owned(),
            )
            .await
    }
}
