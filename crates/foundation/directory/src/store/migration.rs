//! The directory's tables. Migrations are only ever appended.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    prelude::*,
    schema::{
        big_integer, boolean, double_null, integer_null, string, string_null, string_uniq, text, text_null,
        uuid, uuid_null,
    },
};

/// The directory's migrations, oldest first. They follow those of the areas and of the content.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(OrganisationsAndPlaces), Box::new(NetworksAndProgrammes), Box::new(Descriptions)]
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
    CarrierId,
    BranchOfId,
    SeatId,
    Contacts,
    OpeningHours,
    OpeningNote,
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
    OperatorId,
    DoorWidthCm,
    Example,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum OrganisationRole {
    Table,
    OrganisationId,
    Role,
}

#[derive(DeriveIden)]
enum QualityMark {
    Table,
    Id,
    OrganisationId,
    TermId,
    Since,
    Until,
    Address,
}

#[derive(DeriveIden)]
enum PlaceCheck {
    Table,
    PlaceId,
    Feature,
    State,
    Note,
    CheckedOn,
}

#[derive(DeriveIden)]
enum Network {
    Table,
    Id,
    Slug,
    Name,
    Kind,
    AreaId,
    Email,
    Phone,
    Website,
    Example,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum NetworkMember {
    Table,
    Id,
    NetworkId,
    OrganisationId,
    Role,
    Since,
    Until,
}

#[derive(DeriveIden)]
enum Programme {
    Table,
    Id,
    Slug,
    Name,
    Funder,
    BeginsOn,
    EndsOn,
    Statement,
    Duties,
    Website,
    LogoId,
    Example,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum ProgrammeSubject {
    Table,
    ProgrammeId,
    SubjectKind,
    SubjectId,
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

struct NetworksAndProgrammes;

impl MigrationName for NetworksAndProgrammes {
    fn name(&self) -> &str {
        "directory_000003_networks_and_programmes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for NetworksAndProgrammes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        widen_organisations(manager).await?;
        widen_places(manager).await?;
        create_networks(manager).await?;
        create_programmes(manager).await
    }
}

async fn widen_organisations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let pointing = |column: Organisation, table: &str| {
        uuid_null(column).extra(format!("REFERENCES \"{table}\" (\"id\")")).to_owned()
    };
    let columns = [
        pointing(Organisation::CarrierId, "organisation"),
        pointing(Organisation::BranchOfId, "organisation"),
        pointing(Organisation::SeatId, "place"),
        text(Organisation::Contacts).default("[]").to_owned(),
        text_null(Organisation::OpeningHours),
        text_null(Organisation::OpeningNote),
    ];
    for column in columns {
        // One by one: SQLite takes no more at a time.
        manager.alter_table(Table::alter().table(Organisation::Table).add_column(column).to_owned()).await?;
    }
    index(manager, "organisation_area", Organisation::Table, [Organisation::AreaId]).await?;
    index(manager, "organisation_carrier", Organisation::Table, [Organisation::CarrierId]).await?;
    index(manager, "organisation_branch_of", Organisation::Table, [Organisation::BranchOfId]).await?;
    let roles = Table::create()
        .table(OrganisationRole::Table)
        .col(uuid(OrganisationRole::OrganisationId))
        .col(string(OrganisationRole::Role))
        .primary_key(Index::create().col(OrganisationRole::OrganisationId).col(OrganisationRole::Role))
        .foreign_key(
            ForeignKey::create()
                .from(OrganisationRole::Table, OrganisationRole::OrganisationId)
                .to(Organisation::Table, Organisation::Id),
        )
        .to_owned();
    manager.create_table(roles).await?;
    index(manager, "organisation_role_role", OrganisationRole::Table, [OrganisationRole::Role]).await?;
    let marks = Table::create()
        .table(QualityMark::Table)
        .col(uuid(QualityMark::Id).primary_key())
        .col(uuid(QualityMark::OrganisationId))
        .col(uuid(QualityMark::TermId))
        .col(string_null(QualityMark::Since))
        .col(string_null(QualityMark::Until))
        .col(string_null(QualityMark::Address))
        .foreign_key(
            ForeignKey::create()
                .from(QualityMark::Table, QualityMark::OrganisationId)
                .to(Organisation::Table, Organisation::Id),
        )
        .to_owned();
    manager.create_table(marks).await?;
    index(manager, "quality_mark_organisation", QualityMark::Table, [QualityMark::OrganisationId]).await?;
    index(manager, "quality_mark_term", QualityMark::Table, [QualityMark::TermId]).await
}

async fn widen_places(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid_null(Place::OperatorId).extra("REFERENCES \"organisation\" (\"id\")").to_owned(),
        integer_null(Place::DoorWidthCm),
        boolean(Place::Example).default(false).to_owned(),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table(Place::Table).add_column(column).to_owned()).await?;
    }
    index(manager, "place_operator", Place::Table, [Place::OperatorId]).await?;
    let checks = Table::create()
        .table(PlaceCheck::Table)
        .col(uuid(PlaceCheck::PlaceId))
        .col(string(PlaceCheck::Feature))
        .col(string(PlaceCheck::State))
        .col(text_null(PlaceCheck::Note))
        .col(string_null(PlaceCheck::CheckedOn))
        .primary_key(Index::create().col(PlaceCheck::PlaceId).col(PlaceCheck::Feature))
        .foreign_key(
            ForeignKey::create().from(PlaceCheck::Table, PlaceCheck::PlaceId).to(Place::Table, Place::Id),
        )
        .to_owned();
    manager.create_table(checks).await
}

async fn create_networks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let network = Table::create()
        .table(Network::Table)
        .col(uuid(Network::Id).primary_key())
        .col(string_uniq(Network::Slug))
        .col(string(Network::Name))
        .col(string(Network::Kind))
        .col(uuid_null(Network::AreaId))
        .col(string_null(Network::Email))
        .col(string_null(Network::Phone))
        .col(string_null(Network::Website))
        .col(boolean(Network::Example))
        .col(big_integer(Network::CreatedAt))
        .col(big_integer(Network::UpdatedAt))
        .foreign_key(ForeignKey::create().from(Network::Table, Network::AreaId).to(Area::Table, Area::Id))
        .to_owned();
    manager.create_table(network).await?;
    let member = Table::create()
        .table(NetworkMember::Table)
        .col(uuid(NetworkMember::Id).primary_key())
        .col(uuid(NetworkMember::NetworkId))
        .col(uuid(NetworkMember::OrganisationId))
        .col(string(NetworkMember::Role))
        .col(string_null(NetworkMember::Since))
        .col(string_null(NetworkMember::Until))
        .foreign_key(
            ForeignKey::create()
                .from(NetworkMember::Table, NetworkMember::NetworkId)
                .to(Network::Table, Network::Id),
        )
        .foreign_key(
            ForeignKey::create()
                .from(NetworkMember::Table, NetworkMember::OrganisationId)
                .to(Organisation::Table, Organisation::Id),
        )
        .to_owned();
    manager.create_table(member).await?;
    index(manager, "network_member_network", NetworkMember::Table, [NetworkMember::NetworkId]).await?;
    index(manager, "network_member_organisation", NetworkMember::Table, [NetworkMember::OrganisationId]).await
}

async fn create_programmes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let programme = Table::create()
        .table(Programme::Table)
        .col(uuid(Programme::Id).primary_key())
        .col(string_uniq(Programme::Slug))
        .col(string(Programme::Name))
        .col(string(Programme::Funder))
        .col(string_null(Programme::BeginsOn))
        .col(string_null(Programme::EndsOn))
        .col(text_null(Programme::Statement))
        .col(text_null(Programme::Duties))
        .col(string_null(Programme::Website))
        .col(uuid_null(Programme::LogoId))
        .col(boolean(Programme::Example))
        .col(big_integer(Programme::CreatedAt))
        .col(big_integer(Programme::UpdatedAt))
        .to_owned();
    manager.create_table(programme).await?;
    let subject = Table::create()
        .table(ProgrammeSubject::Table)
        .col(uuid(ProgrammeSubject::ProgrammeId))
        .col(string(ProgrammeSubject::SubjectKind))
        .col(uuid(ProgrammeSubject::SubjectId))
        .primary_key(
            Index::create()
                .col(ProgrammeSubject::ProgrammeId)
                .col(ProgrammeSubject::SubjectKind)
                .col(ProgrammeSubject::SubjectId),
        )
        .foreign_key(
            ForeignKey::create()
                .from(ProgrammeSubject::Table, ProgrammeSubject::ProgrammeId)
                .to(Programme::Table, Programme::Id),
        )
        .to_owned();
    manager.create_table(subject).await?;
    let columns = [ProgrammeSubject::SubjectKind, ProgrammeSubject::SubjectId];
    index(manager, "programme_subject_subject", ProgrammeSubject::Table, columns).await
}

/// What an organisation is and does becomes a text that can be translated.
struct Descriptions;

impl MigrationName for Descriptions {
    fn name(&self) -> &str {
        "directory_000004_descriptions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Descriptions {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let move_texts = "INSERT INTO content_text \
             (subject_kind, subject_id, language, title, summary, body, is_source, outdated, updated_at) \
             SELECT 'organisation', id, 'de', name, '', about, TRUE, FALSE, updated_at \
             FROM organisation WHERE TRIM(about) <> ''";
        manager.get_connection().execute_unprepared(move_texts).await?;
        let about = Table::alter().table(Organisation::Table).drop_column(Organisation::About).to_owned();
        manager.alter_table(about).await
    }
}

async fn index<T: IntoIden + 'static, C: IntoIden + 'static>(
    manager: &SchemaManager<'_>,
    name: &str,
    table: T,
    columns: impl IntoIterator<Item = C>,
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(table.into_iden());
    for column in columns {
        index.col(column.into_iden());
    }
    manager.create_index(index).await
}
