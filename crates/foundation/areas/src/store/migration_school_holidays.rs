//! The table of school holidays.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait, prelude::*, schema::string,
};

#[derive(DeriveIden)]
enum SchoolHoliday {
    Table,
    State,
    FirstDay,
    LastDay,
    Name,
    Source,
}

pub(super) struct SchoolHolidays;

impl MigrationName for SchoolHolidays {
    fn name(&self) -> &str {
        "areas_000004_school_holidays"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for SchoolHolidays {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let school_holiday = Table::create()
            .table(SchoolHoliday::Table)
            .col(string(SchoolHoliday::State))
            .col(string(SchoolHoliday::FirstDay))
            .col(string(SchoolHoliday::LastDay))
            .col(string(SchoolHoliday::Name))
            .col(string(SchoolHoliday::Source))
            .primary_key(Index::create().col(SchoolHoliday::State).col(SchoolHoliday::FirstDay))
            .to_owned();
        manager.create_table(school_holiday).await
    }
}
