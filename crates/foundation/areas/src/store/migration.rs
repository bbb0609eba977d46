//! The tables of areas. Migrations are only ever appended.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{
        big_integer, big_integer_null, double, double_null, string, string_null, string_uniq, uuid, uuid_null,
    },
};

use super::migration_boundaries::Boundaries;
use super::migration_history::MembershipsAndSuccessions;
use super::migration_school_holidays::SchoolHolidays;

/// The migrations of areas, oldest first. They follow those of the store.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Areas), Box::new(Boundaries), Box::new(MembershipsAndSuccessions), Box::new(SchoolHolidays)]
}

#[derive(DeriveIden)]
enum DataSource {
    Table,
    Id,
    Key,
    Title,
    Publisher,
    Licence,
    LicenceUrl,
    Address,
    Edition,
    LoadedAt,
    Records,
}

#[derive(DeriveIden)]
pub(super) enum Area {
    Table,
    Id,
    Key,
    Level,
    OfficialName,
    Name,
    ParentId,
    Latitude,
    Longitude,
    Population,
    #[sea_orm(iden = "area_km2")]
    SquareKilometres,
    Postcode,
    ValidFrom,
    ValidTo,
    SourceId,
}

#[derive(DeriveIden)]
enum Locality {
    Table,
    Id,
    Postcode,
    Name,
    Latitude,
    Longitude,
    AreaId,
    Provenance,
}

#[derive(DeriveIden)]
enum CountySetting {
    Table,
    Name,
    AreaId,
}

struct Areas;

impl MigrationName for Areas {
    fn name(&self) -> &str {
        "directory_000001_areas"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Areas {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let data_source = Table::create()
            .table(DataSource::Table)
            .col(uuid(DataSource::Id).primary_key())
            .col(string_uniq(DataSource::Key))
            .col(string(DataSource::Title))
            .col(string(DataSource::Publisher))
            .col(string(DataSource::Licence))
            .col(string(DataSource::LicenceUrl))
            .col(string(DataSource::Address))
            .col(string_null(DataSource::Edition))
            .col(big_integer(DataSource::LoadedAt))
            .col(big_integer(DataSource::Records))
            .to_owned();
        manager.create_table(data_source).await?;
        let area = Table::create()
            .table(Area::Table)
            .col(uuid(Area::Id).primary_key())
            .col(string_uniq(Area::Key))
            .col(string(Area::Level))
            .col(string(Area::OfficialName))
            .col(string(Area::Name))
            .col(uuid_null(Area::ParentId))
            .col(double_null(Area::Latitude))
            .col(double_null(Area::Longitude))
            .col(big_integer_null(Area::Population))
            .col(double_null(Area::SquareKilometres))
            .col(string_null(Area::Postcode))
            .col(string_null(Area::ValidFrom))
            .col(string_null(Area::ValidTo))
            .col(uuid_null(Area::SourceId))
            .foreign_key(ForeignKey::create().from(Area::Table, Area::ParentId).to(Area::Table, Area::Id))
            .foreign_key(
                ForeignKey::create().from(Area::Table, Area::SourceId).to(DataSource::Table, DataSource::Id),
            )
            .to_owned();
        manager.create_table(area).await?;
        let children = Index::create().name("area_parent").table(Area::Table).col(Area::ParentId).to_owned();
        manager.create_index(children).await?;
        let locality = Table::create()
            .table(Locality::Table)
            .col(uuid(Locality::Id).primary_key())
            .col(string(Locality::Postcode))
            .col(string(Locality::Name))
            .col(double(Locality::Latitude))
            .col(double(Locality::Longitude))
            .col(uuid(Locality::AreaId))
            .col(string(Locality::Provenance))
            .foreign_key(
                ForeignKey::create().from(Locality::Table, Locality::AreaId).to(Area::Table, Area::Id),
            )
            .to_owned();
        manager.create_table(locality).await?;
        let of_area =
            Index::create().name("locality_area").table(Locality::Table).col(Locality::AreaId).to_owned();
        manager.create_index(of_area).await?;
        let county_setting = Table::create()
            .table(CountySetting::Table)
            .col(string(CountySetting::Name).primary_key())
            .col(uuid(CountySetting::AreaId))
            .foreign_key(
                ForeignKey::create()
                    .from(CountySetting::Table, CountySetting::AreaId)
                    .to(Area::Table, Area::Id),
            )
            .to_owned();
        manager.create_table(county_setting).await
    }
}
