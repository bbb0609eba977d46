//! The crate's tables. Migrations are only ever appended.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{
        big_integer, boolean, integer, string, string_len, string_null, text, text_null, uuid, uuid_null,
    },
};

/// The migrations of content, oldest first. They follow those of the store.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(TextsAndVocabularies)]
}

#[derive(DeriveIden)]
enum ContentText {
    Table,
    SubjectKind,
    SubjectId,
    Language,
    Title,
    Summary,
    Body,
    IsSource,
    Outdated,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum VocabularyEdition {
    Table,
    Vocabulary,
    Name,
    Published,
    Source,
    SavedAt,
}

#[derive(DeriveIden)]
enum Term {
    Table,
    Id,
    Vocabulary,
    Slug,
    ParentId,
    Position,
    RetiredIn,
    ReplacedBy,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum TermLabel {
    Table,
    TermId,
    Language,
    Label,
}

#[derive(DeriveIden)]
enum TermCode {
    Table,
    TermId,
    Scheme,
    Code,
}

#[derive(DeriveIden)]
enum TermRelation {
    Table,
    TermId,
    RelatedId,
    Position,
}

#[derive(DeriveIden)]
enum TermUse {
    Table,
    SubjectKind,
    SubjectId,
    TermId,
    Vocabulary,
}

#[derive(DeriveIden)]
enum Tag {
    Table,
    Folded,
    Spelling,
    CreatedAt,
}

#[derive(DeriveIden)]
enum TagUse {
    Table,
    SubjectKind,
    SubjectId,
    Tag,
}

struct TextsAndVocabularies;

impl MigrationName for TextsAndVocabularies {
    fn name(&self) -> &str {
        "content_000001_texts_and_vocabularies"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for TextsAndVocabularies {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_texts(manager).await?;
        create_terms(manager).await?;
        create_term_details(manager).await?;
        create_uses(manager).await?;
        create_tags(manager).await
    }
}

async fn create_texts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let content_text = Table::create()
        .table(ContentText::Table)
        .col(string_len(ContentText::SubjectKind, 32))
        .col(uuid(ContentText::SubjectId))
        .col(string_len(ContentText::Language, 35))
        .col(text(ContentText::Title))
        .col(text(ContentText::Summary))
        .col(text(ContentText::Body))
        .col(boolean(ContentText::IsSource))
        .col(boolean(ContentText::Outdated))
        .col(big_integer(ContentText::UpdatedAt))
        .primary_key(
            Index::create()
                .col(ContentText::SubjectKind)
                .col(ContentText::SubjectId)
                .col(ContentText::Language),
        )
        .to_owned();
    manager.create_table(content_text).await
}

async fn create_terms(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let edition = Table::create()
        .table(VocabularyEdition::Table)
        .col(string_len(VocabularyEdition::Vocabulary, 32))
        .col(string_len(VocabularyEdition::Name, 10))
        .col(string_null(VocabularyEdition::Published))
        .col(text_null(VocabularyEdition::Source))
        .col(big_integer(VocabularyEdition::SavedAt))
        .primary_key(Index::create().col(VocabularyEdition::Vocabulary).col(VocabularyEdition::Name))
        .to_owned();
    manager.create_table(edition).await?;
    let term = Table::create()
        .table(Term::Table)
        .col(uuid(Term::Id).primary_key())
        .col(string_len(Term::Vocabulary, 32))
        .col(string(Term::Slug))
        .col(uuid_null(Term::ParentId))
        .col(integer(Term::Position))
        .col(string_null(Term::RetiredIn))
        .col(uuid_null(Term::ReplacedBy))
        .col(big_integer(Term::CreatedAt))
        .col(big_integer(Term::UpdatedAt))
        .foreign_key(ForeignKey::create().from(Term::Table, Term::ParentId).to(Term::Table, Term::Id))
        .foreign_key(ForeignKey::create().from(Term::Table, Term::ReplacedBy).to(Term::Table, Term::Id))
        .to_owned();
    manager.create_table(term).await?;
    let slug = Index::create()
        .name("term_slug")
        .table(Term::Table)
        .col(Term::Vocabulary)
        .col(Term::Slug)
        .unique()
        .to_owned();
    manager.create_index(slug).await
}

async fn create_term_details(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let label = Table::create()
        .table(TermLabel::Table)
        .col(uuid(TermLabel::TermId))
        .col(string_len(TermLabel::Language, 35))
        .col(text(TermLabel::Label))
        .primary_key(Index::create().col(TermLabel::TermId).col(TermLabel::Language))
        .foreign_key(&mut to_term(TermLabel::Table, TermLabel::TermId))
        .to_owned();
    manager.create_table(label).await?;
    let code = Table::create()
        .table(TermCode::Table)
        .col(uuid(TermCode::TermId))
        .col(string(TermCode::Scheme))
        .col(string(TermCode::Code))
        .primary_key(Index::create().col(TermCode::TermId).col(TermCode::Scheme).col(TermCode::Code))
        .foreign_key(&mut to_term(TermCode::Table, TermCode::TermId))
        .to_owned();
    manager.create_table(code).await?;
    let by_code = Index::create()
        .name("term_code_code")
        .table(TermCode::Table)
        .col(TermCode::Scheme)
        .col(TermCode::Code)
        .to_owned();
    manager.create_index(by_code).await?;
    let relation = Table::create()
        .table(TermRelation::Table)
        .col(uuid(TermRelation::TermId))
        .col(uuid(TermRelation::RelatedId))
        .col(integer(TermRelation::Position))
        .primary_key(Index::create().col(TermRelation::TermId).col(TermRelation::RelatedId))
        .foreign_key(&mut to_term(TermRelation::Table, TermRelation::TermId))
        .foreign_key(&mut to_term(TermRelation::Table, TermRelation::RelatedId))
        .to_owned();
    manager.create_table(relation).await
}

async fn create_uses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let term_use = Table::create()
        .table(TermUse::Table)
        .col(string_len(TermUse::SubjectKind, 32))
        .col(uuid(TermUse::SubjectId))
        .col(uuid(TermUse::TermId))
        .col(string_len(TermUse::Vocabulary, 32))
        .primary_key(Index::create().col(TermUse::SubjectKind).col(TermUse::SubjectId).col(TermUse::TermId))
        .foreign_key(&mut to_term(TermUse::Table, TermUse::TermId))
        .to_owned();
    manager.create_table(term_use).await?;
    let by_term = Index::create()
        .name("term_use_term")
        .table(TermUse::Table)
        .col(TermUse::TermId)
        .col(TermUse::SubjectKind)
        .to_owned();
    manager.create_index(by_term).await
}

async fn create_tags(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let tag = Table::create()
        .table(Tag::Table)
        .col(string(Tag::Folded).primary_key())
        .col(string(Tag::Spelling))
        .col(big_integer(Tag::CreatedAt))
        .to_owned();
    manager.create_table(tag).await?;
    let tag_use = Table::create()
        .table(TagUse::Table)
        .col(string_len(TagUse::SubjectKind, 32))
        .col(uuid(TagUse::SubjectId))
        .col(string(TagUse::Tag))
        .primary_key(Index::create().col(TagUse::SubjectKind).col(TagUse::SubjectId).col(TagUse::Tag))
        .foreign_key(ForeignKey::create().from(TagUse::Table, TagUse::Tag).to(Tag::Table, Tag::Folded))
        .to_owned();
    manager.create_table(tag_use).await?;
    let by_tag = Index::create()
        .name("tag_use_tag")
        .table(TagUse::Table)
        .col(TagUse::Tag)
        .col(TagUse::SubjectKind)
        .to_owned();
    manager.create_index(by_tag).await
}

fn to_term(table: impl IntoIden, column: impl IntoIden) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table.into_iden(), column.into_iden()).to(Term::Table, Term::Id).to_owned()
}
