//! The tables of files. Migrations are only ever appended.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, string, string_null, text, text_null, uuid},
};

/// The migrations of files, oldest first. They follow those of the store.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Files)]
}

#[derive(DeriveIden)]
enum File {
    Table,
    Id,
    SubjectKind,
    SubjectId,
    Purpose,
    Name,
    MediaType,
    Bytes,
    Hash,
    Width,
    Height,
    Wording,
    Author,
    Licence,
    Source,
    Credit,
    Visibility,
    KeepUntilAt,
    Rank,
    Example,
    CreatedAt,
}

#[derive(DeriveIden)]
enum FileVariant {
    Table,
    FileId,
    Name,
    Width,
    Height,
    MediaType,
    Hash,
    Bytes,
}

struct Files;

impl MigrationName for Files {
    fn name(&self) -> &str {
        "files_000001_files"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Files {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let file = Table::create()
            .table(File::Table)
            .col(uuid(File::Id).primary_key())
            .col(string(File::SubjectKind))
            .col(uuid(File::SubjectId))
            .col(string(File::Purpose))
            .col(string(File::Name))
            .col(string(File::MediaType))
            .col(big_integer(File::Bytes))
            .col(string(File::Hash))
            .col(big_integer_null(File::Width))
            .col(big_integer_null(File::Height))
            .col(text(File::Wording))
            .col(string_null(File::Author))
            .col(string(File::Licence))
            .col(text_null(File::Source))
            .col(text_null(File::Credit))
            .col(string(File::Visibility))
            .col(big_integer_null(File::KeepUntilAt))
            .col(big_integer(File::Rank))
            .col(boolean(File::Example))
            .col(big_integer(File::CreatedAt))
            .to_owned();
        manager.create_table(file).await?;
        let of_subject = Index::create()
            .name("file_subject")
            .table(File::Table)
            .col(File::SubjectKind)
            .col(File::SubjectId)
            .to_owned();
        manager.create_index(of_subject).await?;
        let ending =
            Index::create().name("file_keep_until").table(File::Table).col(File::KeepUntilAt).to_owned();
        manager.create_index(ending).await?;
        let variant = Table::create()
            .table(FileVariant::Table)
            .col(uuid(FileVariant::FileId))
            .col(string(FileVariant::Name))
            .col(big_integer(FileVariant::Width))
            .col(big_integer(FileVariant::Height))
            .col(string(FileVariant::MediaType))
            .col(string(FileVariant::Hash))
            .col(big_integer(FileVariant::Bytes))
            .primary_key(Index::create().col(FileVariant::FileId).col(FileVariant::Name))
            .foreign_key(
                ForeignKey::create()
                    .from(FileVariant::Table, FileVariant::FileId)
                    .to(File::Table, File::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(variant).await
    }
}
