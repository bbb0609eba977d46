//! The second migration: everything that an offer has beyond title, place and dates.
//!
//! Texts move to those of all records (`content_text`), so that translations, easy language and the mark of outdated
//! ones are the same everywhere. What no query asks for is one value in JSON (`details`).

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{big_integer, integer, string_null, text, text_null, uuid},
    sea_orm::{ConnectionTrait, FromQueryResult, Statement},
};
use serde_json::json;
use uuid::Uuid;

#[derive(DeriveIden)]
enum Offer {
    Table,
    Id,
    OrganisationId,
    AreaId,
    Language,
    Price,
    Details,
    Provenance,
    Series,
    Sequence,
    Source,
    SourceName,
    SourceKey,
    ShownFrom,
    ShownTo,
}

#[derive(DeriveIden)]
enum OfferText {
    Table,
}

#[derive(DeriveIden)]
enum OfferCoOrganiser {
    Table,
    OfferId,
    OrganisationId,
    Position,
}

#[derive(DeriveIden)]
enum Occurrence {
    Table,
    MovedFrom,
    Title,
    Place,
}

/// See the module.
pub struct OfferDetails;

impl MigrationName for OfferDetails {
    fn name(&self) -> &str {
        "offers_000002_offer_details"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for OfferDetails {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let additions = [
            text(Offer::Details).default("{\"form\":\"event\"}").to_owned(),
            text(Offer::Provenance).default("{}").to_owned(),
            text_null(Offer::Series),
            big_integer(Offer::Sequence).default(0).to_owned(),
            text_null(Offer::SourceName),
            string_null(Offer::ShownFrom),
            string_null(Offer::ShownTo),
        ];
        for column in additions {
            // SQLite takes one column at a time.
            let alter = Table::alter().table(Offer::Table).add_column(column).to_owned();
            manager.alter_table(alter).await?;
        }
        for column in [Occurrence::MovedFrom, Occurrence::Title, Occurrence::Place] {
            let alter = Table::alter().table(Occurrence::Table).add_column(text_null(column)).to_owned();
            manager.alter_table(alter).await?;
        }
        move_details(manager).await?;
        move_texts(manager).await?;
        for column in [Offer::Language, Offer::Price] {
            let alter = Table::alter().table(Offer::Table).drop_column(column).to_owned();
            manager.alter_table(alter).await?;
        }
        name_sources(manager).await?;
        co_organisers(manager).await
    }
}

#[derive(FromQueryResult)]
struct Before {
    id: Uuid,
    kind: String,
    price: Option<String>,
}

/// What an offer costs was one sentence; as a price in words it says the same.
async fn move_details(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let backend = connection.get_database_backend();
    let all = Statement::from_string(backend, "SELECT id, kind, price FROM offer");
    for row in Before::find_by_statement(all).all(connection).await? {
        let form = match row.kind.as_str() {
            "course" => json!({ "course": {} }),
            "service" => json!({ "service": {} }),
            _ => json!("event"),
        };
        let mut details = json!({ "form": form });
        let price: Option<String> = row.price.map(|price| price.trim().chars().take(300).collect());
        if let Some(price) = price.filter(|price| !price.is_empty()) {
            details["price"] = json!({ "amount": "in_words", "note": price });
        }
        let update = Query::update()
            .table(Offer::Table)
            .value(Offer::Details, details.to_string())
            .and_where(Expr::col(Offer::Id).eq(row.id))
            .to_owned();
        connection.execute(&update).await?;
    }
    Ok(())
}

async fn move_texts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let move_texts = "INSERT INTO content_text \
         (subject_kind, subject_id, language, title, summary, body, is_source, outdated, updated_at) \
         SELECT 'offer', offer.id, offer_text.language, offer_text.title, offer_text.summary, offer_text.text, \
         offer_text.language = offer.language, FALSE, offer.updated_at \
         FROM offer_text JOIN offer ON offer.id = offer_text.offer_id";
    manager.get_connection().execute_unprepared(move_texts).await?;
    manager.drop_table(Table::drop().table(OfferText::Table).to_owned()).await
}

/// An organisation may have several sources of one format; records of the same name in two of them are two offers.
async fn name_sources(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "UPDATE offer SET source_name = 'file' WHERE source = 'ical'";
    manager.get_connection().execute_unprepared(name).await?;
    manager.drop_index(Index::drop().name("offer_source").table(Offer::Table).to_owned()).await?;
    let index = Index::create()
        .name("offer_source")
        .table(Offer::Table)
        .col(Offer::OrganisationId)
        .col(Offer::Source)
        .col(Offer::SourceName)
        .col(Offer::SourceKey)
        .unique()
        .to_owned();
    manager.create_index(index).await?;
    let area = Index::create().name("offer_area").table(Offer::Table).col(Offer::AreaId).to_owned();
    manager.create_index(area).await
}

async fn co_organisers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table(OfferCoOrganiser::Table)
        .col(uuid(OfferCoOrganiser::OfferId))
        .col(uuid(OfferCoOrganiser::OrganisationId))
        .col(integer(OfferCoOrganiser::Position))
        .primary_key(Index::create().col(OfferCoOrganiser::OfferId).col(OfferCoOrganiser::OrganisationId))
        .foreign_key(
            ForeignKey::create()
                .from(OfferCoOrganiser::Table, OfferCoOrganiser::OfferId)
                .to(Offer::Table, Offer::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned();
    manager.create_table(table).await?;
    let index = Index::create()
        .name("offer_co_organiser_organisation")
        .table(OfferCoOrganiser::Table)
        .col(OfferCoOrganiser::OrganisationId)
        .to_owned();
    manager.create_index(index).await
}
