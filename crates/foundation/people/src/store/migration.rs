//! The tables of people. Migrations are only ever appended.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{
        big_integer, big_integer_null, boolean, small_integer_null, string, string_null, text, uuid,
        uuid_null,
    },
};

/// The people's migrations, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(PersonsAndHouseholds), Box::new(Consents), Box::new(AuditNotesAndHolds)]
}

#[derive(DeriveIden)]
enum Person {
    Table,
    Id,
    Salutation,
    GivenName,
    FamilyName,
    NameKey,
    Minor,
    BirthYear,
    Email,
    EmailKey,
    Phone,
    PhoneKey,
    AddressAddition,
    Street,
    Postcode,
    Locality,
    PreferredChannel,
    Language,
    ActorKind,
    ActorId,
    ActorName,
    CreatedAt,
    UpdatedAt,
    ActiveAt,
    MergedInto,
    MergedAt,
    AnonymisedAt,
}

#[derive(DeriveIden)]
enum Household {
    Table,
    Id,
    Name,
    CreatedAt,
}

#[derive(DeriveIden)]
enum HouseholdMember {
    Table,
    HouseholdId,
    PersonId,
    Role,
    Since,
    Until,
}

#[derive(DeriveIden)]
enum Guardianship {
    Table,
    Id,
    WardId,
    GuardianId,
    Kind,
    FromDay,
    ToDay,
    CreatedAt,
}

#[derive(DeriveIden)]
enum ConsentWording {
    Table,
    Id,
    Purpose,
    Version,
    Language,
    Text,
    CreatedAt,
}

#[derive(DeriveIden)]
enum ConsentStatement {
    Table,
    Id,
    PersonId,
    Purpose,
    WordingId,
    StatedAt,
    ExpiresAt,
    Channel,
    GuardianId,
    ActorKind,
    ActorId,
    ActorName,
    RecordedAt,
}

#[derive(DeriveIden)]
enum AuditEntry {
    Table,
    Id,
    SubjectKind,
    SubjectId,
    Action,
    DoneAt,
    ActorKind,
    ActorId,
    ActorName,
    Fields,
}

#[derive(DeriveIden)]
enum Note {
    Table,
    Id,
    SubjectKind,
    SubjectId,
    ActorKind,
    ActorId,
    ActorName,
    Text,
    Visibility,
    Pinned,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum PersonHold {
    Table,
    PersonId,
    SubjectKind,
    SubjectId,
    Reason,
    Until,
    CreatedAt,
}

/// An index on one column, named for its table and column.
fn index(name: &str, table: impl IntoTableRef, column: impl IntoIndexColumn) -> IndexCreateStatement {
    Index::create().name(name).table(table).col(column).to_owned()
}

fn to_person(table: impl IntoTableRef, column: impl IntoIden) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(Person::Table, Person::Id).to_owned()
}

struct PersonsAndHouseholds;

impl MigrationName for PersonsAndHouseholds {
    fn name(&self) -> &str {
        "people_000001_persons_and_households"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PersonsAndHouseholds {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let person = Table::create()
            .table(Person::Table)
            .col(uuid(Person::Id).primary_key())
            .col(string_null(Person::Salutation))
            .col(string_null(Person::GivenName))
            .col(string_null(Person::FamilyName))
            .col(string_null(Person::NameKey))
            .col(boolean(Person::Minor))
            .col(small_integer_null(Person::BirthYear))
            .col(string_null(Person::Email))
            .col(string_null(Person::EmailKey))
            .col(string_null(Person::Phone))
            .col(string_null(Person::PhoneKey))
            .col(string_null(Person::AddressAddition))
            .col(string_null(Person::Street))
            .col(string_null(Person::Postcode))
            .col(string_null(Person::Locality))
            .col(string_null(Person::PreferredChannel))
            .col(string(Person::Language))
            .col(string(Person::ActorKind))
            .col(uuid_null(Person::ActorId))
            .col(string_null(Person::ActorName))
            .col(big_integer(Person::CreatedAt))
            .col(big_integer(Person::UpdatedAt))
            .col(big_integer(Person::ActiveAt))
            .col(uuid_null(Person::MergedInto))
            .col(big_integer_null(Person::MergedAt))
            .col(big_integer_null(Person::AnonymisedAt))
            .foreign_key(&mut to_person(Person::Table, Person::MergedInto))
            .to_owned();
        manager.create_table(person).await?;
        for (name, column) in [
            ("person_name", Person::NameKey),
            ("person_email", Person::EmailKey),
            ("person_phone", Person::PhoneKey),
            ("person_active", Person::ActiveAt),
            ("person_merged", Person::MergedInto),
        ] {
            manager.create_index(index(name, Person::Table, column)).await?;
        }
        let household = Table::create()
            .table(Household::Table)
            .col(uuid(Household::Id).primary_key())
            .col(string_null(Household::Name))
            .col(big_integer(Household::CreatedAt))
            .to_owned();
        manager.create_table(household).await?;
        let member = Table::create()
            .table(HouseholdMember::Table)
            .col(uuid(HouseholdMember::HouseholdId))
            .col(uuid(HouseholdMember::PersonId))
            .col(string(HouseholdMember::Role))
            .col(string_null(HouseholdMember::Since))
            .col(string_null(HouseholdMember::Until))
            .primary_key(Index::create().col(HouseholdMember::HouseholdId).col(HouseholdMember::PersonId))
            .foreign_key(
                ForeignKey::create()
                    .from(HouseholdMember::Table, HouseholdMember::HouseholdId)
                    .to(Household::Table, Household::Id),
            )
            .foreign_key(&mut to_person(HouseholdMember::Table, HouseholdMember::PersonId))
            .to_owned();
        manager.create_table(member).await?;
        manager
            .create_index(index("household_member_person", HouseholdMember::Table, HouseholdMember::PersonId))
            .await?;
        let guardianship = Table::create()
            .table(Guardianship::Table)
            .col(uuid(Guardianship::Id).primary_key())
            .col(uuid(Guardianship::WardId))
            .col(uuid(Guardianship::GuardianId))
            .col(string(Guardianship::Kind))
            .col(string_null(Guardianship::FromDay))
            .col(string_null(Guardianship::ToDay))
            .col(big_integer(Guardianship::CreatedAt))
            .foreign_key(&mut to_person(Guardianship::Table, Guardianship::WardId))
            .foreign_key(&mut to_person(Guardianship::Table, Guardianship::GuardianId))
            .to_owned();
        manager.create_table(guardianship).await?;
        manager.create_index(index("guardianship_ward", Guardianship::Table, Guardianship::WardId)).await?;
        manager
            .create_index(index("guardianship_guardian", Guardianship::Table, Guardianship::GuardianId))
            .await
    }
}

struct Consents;

impl MigrationName for Consents {
    fn name(&self) -> &str {
        "people_000002_consents"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Consents {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let wording = Table::create()
            .table(ConsentWording::Table)
            .col(uuid(ConsentWording::Id).primary_key())
            .col(string(ConsentWording::Purpose))
            .col(string(ConsentWording::Version))
            .col(string(ConsentWording::Language))
            .col(text(ConsentWording::Text))
            .col(big_integer(ConsentWording::CreatedAt))
            .to_owned();
        manager.create_table(wording).await?;
        let once = Index::create()
            .name("consent_wording_version")
            .table(ConsentWording::Table)
            .col(ConsentWording::Purpose)
            .col(ConsentWording::Version)
            .col(ConsentWording::Language)
            .unique()
            .to_owned();
        manager.create_index(once).await?;
        let statement = Table::create()
            .table(ConsentStatement::Table)
            .col(uuid(ConsentStatement::Id).primary_key())
            .col(uuid(ConsentStatement::PersonId))
            .col(string(ConsentStatement::Purpose))
            .col(uuid_null(ConsentStatement::WordingId))
            .col(big_integer(ConsentStatement::StatedAt))
            .col(big_integer_null(ConsentStatement::ExpiresAt))
            .col(string(ConsentStatement::Channel))
            .col(uuid_null(ConsentStatement::GuardianId))
            .col(string(ConsentStatement::ActorKind))
            .col(uuid_null(ConsentStatement::ActorId))
            .col(string_null(ConsentStatement::ActorName))
            .col(big_integer(ConsentStatement::RecordedAt))
            .foreign_key(&mut to_person(ConsentStatement::Table, ConsentStatement::PersonId))
            .foreign_key(&mut to_person(ConsentStatement::Table, ConsentStatement::GuardianId))
            .foreign_key(
                ForeignKey::create()
                    .from(ConsentStatement::Table, ConsentStatement::WordingId)
                    .to(ConsentWording::Table, ConsentWording::Id),
            )
            .to_owned();
        manager.create_table(statement).await?;
        let of_person = Index::create()
            .name("consent_statement_person")
            .table(ConsentStatement::Table)
            .col(ConsentStatement::PersonId)
            .col(ConsentStatement::Purpose)
            .to_owned();
        manager.create_index(of_person).await
    }
}

struct AuditNotesAndHolds;

impl MigrationName for AuditNotesAndHolds {
    fn name(&self) -> &str {
        "people_000003_audit_notes_and_holds"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AuditNotesAndHolds {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let audit = Table::create()
            .table(AuditEntry::Table)
            .col(uuid(AuditEntry::Id).primary_key())
            .col(string(AuditEntry::SubjectKind))
            .col(uuid(AuditEntry::SubjectId))
            .col(string(AuditEntry::Action))
            .col(big_integer(AuditEntry::DoneAt))
            .col(string(AuditEntry::ActorKind))
            .col(uuid_null(AuditEntry::ActorId))
            .col(string_null(AuditEntry::ActorName))
            .col(text(AuditEntry::Fields))
            .to_owned();
        manager.create_table(audit).await?;
        let of_subject = Index::create()
            .name("audit_entry_subject")
            .table(AuditEntry::Table)
            .col(AuditEntry::SubjectKind)
            .col(AuditEntry::SubjectId)
            .col(AuditEntry::DoneAt)
            .to_owned();
        manager.create_index(of_subject).await?;
        manager.create_index(index("audit_entry_time", AuditEntry::Table, AuditEntry::DoneAt)).await?;
        let note = Table::create()
            .table(Note::Table)
            .col(uuid(Note::Id).primary_key())
            .col(string(Note::SubjectKind))
            .col(uuid(Note::SubjectId))
            .col(string(Note::ActorKind))
            .col(uuid_null(Note::ActorId))
            .col(string_null(Note::ActorName))
            .col(text(Note::Text))
            .col(string(Note::Visibility))
            .col(boolean(Note::Pinned))
            .col(big_integer(Note::CreatedAt))
            .col(big_integer(Note::UpdatedAt))
            .to_owned();
        manager.create_table(note).await?;
        let of_subject = Index::create()
            .name("note_subject")
            .table(Note::Table)
            .col(Note::SubjectKind)
            .col(Note::SubjectId)
            .to_owned();
        manager.create_index(of_subject).await?;
        let hold = Table::create()
            .table(PersonHold::Table)
            .col(uuid(PersonHold::PersonId))
            .col(string(PersonHold::SubjectKind))
            .col(uuid(PersonHold::SubjectId))
            .col(string(PersonHold::Reason))
            .col(string_null(PersonHold::Until))
            .col(big_integer(PersonHold::CreatedAt))
            .primary_key(
                Index::create()
                    .col(PersonHold::PersonId)
                    .col(PersonHold::SubjectKind)
                    .col(PersonHold::SubjectId),
            )
            .foreign_key(&mut to_person(PersonHold::Table, PersonHold::PersonId))
            .to_owned();
        manager.create_table(hold).await
    }
}
