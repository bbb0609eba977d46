//! The store's own tables: outbox, cursors, jobs.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{big_integer, integer, string, string_len, text, text_null, uuid},
};

/// The store's migrations, oldest first. Only ever appended to.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(OutboxAndJobs)]
}

#[derive(DeriveIden)]
enum Outbox {
    Table,
    Sequence,
    TransactionId,
    Topic,
    Version,
    SubjectKind,
    SubjectId,
    Payload,
    OccurredAt,
}

#[derive(DeriveIden)]
enum OutboxCursor {
    Table,
    Consumer,
    TransactionId,
    Sequence,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum OutboxEpoch {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Job {
    Table,
    Id,
    Name,
    Payload,
    State,
    UniqueKey,
    RunAt,
    Attempts,
    MaxAttempts,
    LockedUntil,
    LockedBy,
    LastError,
    CreatedAt,
    FailedAt,
}

struct OutboxAndJobs;

impl MigrationName for OutboxAndJobs {
    fn name(&self) -> &str {
        "store_000001_outbox_and_jobs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for OutboxAndJobs {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(Outbox::Table)
                    .col(
                        ColumnDef::new(Outbox::Sequence)
                            .big_integer()
                            .not_null()
                            .auto_increment()
                            .primary_key(),
                    )
                    .col(big_integer(Outbox::TransactionId))
                    .col(string(Outbox::Topic))
                    .col(integer(Outbox::Version))
                    .col(string(Outbox::SubjectKind))
                    .col(uuid(Outbox::SubjectId))
                    .col(text(Outbox::Payload))
                    .col(big_integer(Outbox::OccurredAt))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("outbox_order")
                    .table(Outbox::Table)
                    .col(Outbox::TransactionId)
                    .col(Outbox::Sequence)
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(OutboxCursor::Table)
                    .col(string(OutboxCursor::Consumer).primary_key())
                    .col(big_integer(OutboxCursor::TransactionId))
                    .col(big_integer(OutboxCursor::Sequence))
                    .col(big_integer(OutboxCursor::UpdatedAt))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create().table(OutboxEpoch::Table).col(uuid(OutboxEpoch::Id).primary_key()).to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(Job::Table)
                    .col(uuid(Job::Id).primary_key())
                    .col(string(Job::Name))
                    .col(text(Job::Payload))
                    .col(string_len(Job::State, 16))
                    .col(ColumnDef::new(Job::UniqueKey).string().null().unique_key())
                    .col(big_integer(Job::RunAt))
                    .col(integer(Job::Attempts))
                    .col(integer(Job::MaxAttempts))
                    .col(ColumnDef::new(Job::LockedUntil).big_integer().null())
                    .col(ColumnDef::new(Job::LockedBy).uuid().null())
                    .col(text_null(Job::LastError))
                    .col(big_integer(Job::CreatedAt))
                    .col(ColumnDef::new(Job::FailedAt).big_integer().null())
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("job_due").table(Job::Table).col(Job::State).col(Job::RunAt).to_owned(),
            )
            .await
    }
}
