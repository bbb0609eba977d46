//! The tables of overlays and of successions.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{double, double_null, string, string_null, uuid},
};

use super::migration::Area;

#[derive(DeriveIden)]
enum AreaMembership {
    Table,
    Id,
    OverlayId,
    AreaId,
    Weight,
    ValidFrom,
    ValidTo,
}

#[derive(DeriveIden)]
enum AreaSuccession {
    Table,
    PredecessorId,
    SuccessorId,
    Share,
    Basis,
    Kind,
    StartsOn,
}

pub(super) struct MembershipsAndSuccessions;

impl MigrationName for MembershipsAndSuccessions {
    fn name(&self) -> &str {
        "areas_000003_memberships_and_successions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for MembershipsAndSuccessions {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let membership = Table::create()
            .table(AreaMembership::Table)
            .col(uuid(AreaMembership::Id).primary_key())
            .col(uuid(AreaMembership::OverlayId))
            .col(uuid(AreaMembership::AreaId))
            .col(double_null(AreaMembership::Weight))
            .col(string_null(AreaMembership::ValidFrom))
            .col(string_null(AreaMembership::ValidTo))
            .foreign_key(
                ForeignKey::create()
                    .from(AreaMembership::Table, AreaMembership::OverlayId)
                    .to(Area::Table, Area::Id),
            )
            .foreign_key(
                ForeignKey::create()
                    .from(AreaMembership::Table, AreaMembership::AreaId)
                    .to(Area::Table, Area::Id),
            )
            .to_owned();
        manager.create_table(membership).await?;
        for (name, column) in [
            ("area_membership_overlay", AreaMembership::OverlayId),
            ("area_membership_area", AreaMembership::AreaId),
        ] {
            let index = Index::create().name(name).table(AreaMembership::Table).col(column).to_owned();
            manager.create_index(index).await?;
        }
        let succession = Table::create()
            .table(AreaSuccession::Table)
            .col(uuid(AreaSuccession::PredecessorId))
            .col(uuid(AreaSuccession::SuccessorId))
            .col(double(AreaSuccession::Share))
            .col(string(AreaSuccession::Basis))
            .col(string(AreaSuccession::Kind))
            .col(string(AreaSuccession::StartsOn))
            .primary_key(Index::create().col(AreaSuccession::PredecessorId).col(AreaSuccession::SuccessorId))
            .foreign_key(
                ForeignKey::create()
                    .from(AreaSuccession::Table, AreaSuccession::PredecessorId)
                    .to(Area::Table, Area::Id),
            )
            .foreign_key(
                ForeignKey::create()
                    .from(AreaSuccession::Table, AreaSuccession::SuccessorId)
                    .to(Area::Table, Area::Id),
            )
            .to_owned();
        manager.create_table(succession).await?;
        let successor = Index::create()
            .name("area_succession_successor")
            .table(AreaSuccession::Table)
            .col(AreaSuccession::SuccessorId)
            .to_owned();
        manager.create_index(successor).await
    }
}
