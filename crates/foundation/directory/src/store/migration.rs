//! The directory's tables. Migrations are only ever appended.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{
        big_integer, boolean, double_null, string, string_null, string_uniq, text_null, uuid, uuid_null,
    },
};

/// The directory's migrations, oldest first. They follow those of the areas.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(OrganisationsAndPlaces)]
}

/// A table of the crate below, named for the keys that point to it.
#[derive(DeriveIden)]
enum Area {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Organisation {
    Table,
    Id,
    Slug,
    Name,
    About,
    Email,
    Phone,
    Website,
    AreaId,
    Example,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum Place {
    Table,
    Id,
    Slug,
    Name,
    Street,
    Postcode,
    LocalityName,
    AreaId,
    Latitude,
    Longitude,
    CreatedAt,
    UpdatedAt,
}

struct OrganisationsAndPlaces;

impl MigrationName for OrganisationsAndPlaces {
    fn name(&self) -> &str {
        "directory_000002_organisations_and_places"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for OrganisationsAndPlaces {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let organisation = Table::create()
            .table(Organisation::Table)
            .col(uuid(Organisation::Id).primary_key())
            .col(string_uniq(Organisation::Slug))
            .col(string(Organisation::Name))
            .col(text_null(Organisation::About))
            .col(string_null(Organisation::Email))
            .col(string_null(Organisation::Phone))
            .col(string_null(Organisation::Website))
            .col(uuid_null(Organisation::AreaId))
            .col(boolean(Organisation::Example))
            .col(big_integer(Organisation::CreatedAt))
            .col(big_integer(Organisation::UpdatedAt))
            .foreign_key(
                ForeignKey::create()
                    .from(Organisation::Table, Organisation::AreaId)
                    .to(Area::Table, Area::Id),
            )
            .to_owned();
        manager.create_table(organisation).await?;
        let place = Table::create()
            .table(Place::Table)
            .col(uuid(Place::Id).primary_key())
            .col(string_uniq(Place::Slug))
            .col(string(Place::Name))
            .col(string_null(Place::Street))
            .col(string_null(Place::Postcode))
            .col(string_null(Place::LocalityName))
            .col(uuid_null(Place::AreaId))
            .col(double_null(Place::Latitude))
            .col(double_null(Place::Longitude))
            .col(big_integer(Place::CreatedAt))
            .col(big_integer(Place::UpdatedAt))
            .foreign_key(ForeignKey::create().from(Place::Table, Place::AreaId).to(Area::Table, Area::Id))
            .to_owned();
        manager.create_table(place).await?;
        let of_area = Index::create().name("place_area").table(Place::Table).col(Place::AreaId).to_owned();
        manager.create_index(of_area).await
    }
}
