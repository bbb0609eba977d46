//! The table of boundaries.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{big_integer, double, text, uuid},
};

#[derive(DeriveIden)]
enum AreaBoundary {
    Table,
    AreaId,
    SourceId,
    Geometry,
    Points,
    ToleranceMetres,
    West,
    South,
    East,
    North,
}

#[derive(DeriveIden)]
enum Area {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum DataSource {
    Table,
    Id,
}

pub(super) struct Boundaries;

impl MigrationName for Boundaries {
    fn name(&self) -> &str {
        "areas_000002_boundaries"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Boundaries {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let to_area = ForeignKey::create()
            .from(AreaBoundary::Table, AreaBoundary::AreaId)
            .to(Area::Table, Area::Id)
            .to_owned();
        let to_source = ForeignKey::create()
            .from(AreaBoundary::Table, AreaBoundary::SourceId)
            .to(DataSource::Table, DataSource::Id)
            .to_owned();
        let boundary = Table::create()
            .table(AreaBoundary::Table)
            .col(uuid(AreaBoundary::AreaId).primary_key())
            .col(uuid(AreaBoundary::SourceId))
            .col(text(AreaBoundary::Geometry))
            .col(big_integer(AreaBoundary::Points))
            .col(double(AreaBoundary::ToleranceMetres))
            .col(double(AreaBoundary::West))
            .col(double(AreaBoundary::South))
            .col(double(AreaBoundary::East))
            .col(double(AreaBoundary::North))
            .foreign_key(&mut to_area.clone())
            .foreign_key(&mut to_source.clone())
            .to_owned();
        manager.create_table(boundary).await
    }
}
