//! Programmes and what they pay for.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use kreisrund_areas::{names::words, store::column::slug};
use kreisrund_kernel::{FileId, NetworkId, OrganisationId, ProgrammeId, Slug, SubjectKind, SubjectRef};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, Select,
};
use uuid::Uuid;

use super::{
    changed::publish,
    column::{ids_after, named, period, portions},
    entity::{programme, programme_subject},
    networks::networks_of,
};
use crate::programme::{Funding, Programme, ProgrammeDetails, Whence};

/// All programmes by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn programmes(connection: &impl ConnectionTrait) -> Result<Vec<Programme>, StoreError> {
    found(connection, programme::Entity::find()).await
}

/// The programme with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn programme_by_id(
    connection: &impl ConnectionTrait,
    id: ProgrammeId,
) -> Result<Option<Programme>, StoreError> {
    Ok(found(connection, programme::Entity::find_by_id(Uuid::from(id))).await?.pop())
}

/// The programme with the short name `slug`.
///
/// # Errors
/// When the database can't be read.
pub async fn programme_by_slug(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<Programme>, StoreError> {
    let query = programme::Entity::find().filter(programme::Column::Slug.eq(slug.as_str()));
    Ok(found(connection, query).await?.pop())
}

/// Those of the programmes `ids` that there are, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn programmes_by_ids(
    connection: &impl ConnectionTrait,
    ids: &[ProgrammeId],
) -> Result<Vec<Programme>, StoreError> {
    let mut all = Vec::new();
    for ids in portions(ids.iter().map(|id| id.0)) {
        all.extend(
            found(connection, programme::Entity::find().filter(programme::Column::Id.is_in(ids))).await?,
        );
    }
    sort(&mut all);
    Ok(all)
}

/// The identifiers behind `after`, in their order, at most `limit`: the way to go through all of them.
///
/// # Errors
/// When the database can't be read.
pub async fn programme_ids_after(
    connection: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    ids_after::<programme::Entity>(connection, programme::Column::Id, after, limit).await
}

/// The programmes attached to `subject`: those that pay `today` first, then those to come, then those that are over.
///
/// # Errors
/// When the database can't be read.
pub async fn programmes_of(
    connection: &impl ConnectionTrait,
    subject: SubjectRef,
    today: Date,
) -> Result<Vec<Programme>, StoreError> {
    let mut all = attached_to_any(connection, subject.kind, &[subject.id]).await?;
    all.sort_by_key(|programme| programme.standing(today));
    Ok(all)
}

/// The programmes that pay for `organisation`, attached to it or to a network to which it belongs `today`: those that
/// pay today first. One that reaches it in several ways stands there once, by the nearest.
///
/// # Errors
/// When the database can't be read.
pub async fn programmes_around(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    today: Date,
) -> Result<Vec<Funding>, StoreError> {
    let networks: Vec<NetworkId> = networks_of(connection, organisation)
        .await?
        .into_iter()
        .filter(|network| network.members.on(today).any(|member| member.organisation == organisation))
        .map(|network| network.id)
        .collect();
    let own = attached_to_any(connection, SubjectKind::Organisation, &[organisation.0]).await?;
    let ids: Vec<Uuid> = networks.iter().map(|id| id.0).collect();
    let theirs = attached_to_any(connection, SubjectKind::Network, &ids).await?;
    let mut all: Vec<Funding> =
        own.into_iter().map(|programme| Funding { programme, whence: Whence::Organisation }).collect();
    for programme in theirs {
        let is_attached =
            |id: &&NetworkId| programme.attached.contains(&SubjectRef::new(SubjectKind::Network, **id));
        let network = networks.iter().find(is_attached).copied();
        let is_known = all.iter().any(|funding| funding.programme.id == programme.id);
        if let Some(network) = network.filter(|_| !is_known) {
            all.push(Funding { programme, whence: Whence::Network(network) });
        }
    }
    all.sort_by_key(|funding| (funding.programme.standing(today), funding.whence));
    Ok(all)
}

/// The programmes attached to one of the subjects `ids`, by their name.
async fn attached_to_any(
    connection: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[Uuid],
) -> Result<Vec<Programme>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let of_subjects = programme_subject::Entity::find()
        .select_only()
        .column(programme_subject::Column::ProgrammeId)
        .filter(programme_subject::Column::SubjectKind.eq(kind.as_str()))
        .filter(programme_subject::Column::SubjectId.is_in(ids.iter().copied()))
        .into_query();
    found(connection, programme::Entity::find().filter(programme::Column::Id.in_subquery(of_subjects))).await
}

/// Saves the programme with the short name `slug` and what it is attached to, new or known.
///
/// # Errors
/// When the database refuses.
pub async fn save_programme(
    write: &Write,
    slug: &Slug,
    details: ProgrammeDetails,
    attached: BTreeSet<SubjectRef>,
) -> Result<(Programme, Change), StoreError> {
    let Some(present) = programme_by_slug(&**write, slug).await? else {
        let now = time::from_column(write.now());
        let (id, slug) = (ProgrammeId::new(), slug.clone());
        let programme = Programme { id, slug, details, attached, created_at: now, updated_at: now };
        programme::Entity::insert(row(&programme).into_active_model())
            .exec_without_returning(&**write)
            .await?;
        attach(write, &programme).await?;
        publish(write, id.into()).await?;
        return Ok((programme, Change::Added));
    };
    if present.details == details && present.attached == attached {
        return Ok((present, Change::Unchanged));
    }
    let programme = Programme { details, attached, updated_at: time::from_column(write.now()), ..present };
    row(&programme).into_active_model().reset_all().update(&**write).await?;
    programme_subject::Entity::delete_many()
        .filter(programme_subject::Column::ProgrammeId.eq(programme.id.0))
        .exec(&**write)
        .await?;
    attach(write, &programme).await?;
    publish(write, programme.id.into()).await?;
    Ok((programme, Change::Changed))
}

async fn attach(write: &Write, programme: &Programme) -> Result<(), StoreError> {
    for subject in &programme.attached {
        let row = programme_subject::Model {
            programme_id: programme.id.into(),
            subject_kind: subject.kind.as_str().to_owned(),
            subject_id: subject.id,
        };
        programme_subject::Entity::insert(row.into_active_model()).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// The programmes that `query` finds, by their name.
async fn found(
    connection: &impl ConnectionTrait,
    query: Select<programme::Entity>,
) -> Result<Vec<Programme>, StoreError> {
    let rows = query.all(connection).await?;
    let mut attached_to: HashMap<Uuid, BTreeSet<SubjectRef>> = HashMap::new();
    for ids in portions(rows.iter().map(|row| row.id)) {
        let of_these =
            programme_subject::Entity::find().filter(programme_subject::Column::ProgrammeId.is_in(ids));
        for row in of_these.all(connection).await? {
            let kind = named(&row.subject_kind, SubjectKind::from_name)?;
            let attached = attached_to.entry(row.programme_id).or_default();
            attached.insert(SubjectRef::new(kind, row.subject_id));
        }
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let attached = attached_to.remove(&row.id).unwrap_or_default();
        all.push(programme(row, attached)?);
    }
    sort(&mut all);
    Ok(all)
}

/// Databases sort umlauts each in their own way.
fn sort(programmes: &mut [Programme]) {
    programmes.sort_by_cached_key(|programme| (words(&programme.details.name), programme.slug.clone()));
}

fn row(programme: &Programme) -> programme::Model {
    let details = programme.details.clone();
    programme::Model {
        id: programme.id.into(),
        slug: programme.slug.to_string(),
        name: details.name,
        funder: details.funder,
        begins_on: details.period.from().map(|date| date.to_string()),
        ends_on: details.period.to().map(|date| date.to_string()),
        statement: details.statement,
        duties: details.duties,
        website: details.website,
        logo_id: details.logo.map(Uuid::from),
        example: details.example,
        created_at: time::to_column(programme.created_at),
        updated_at: time::to_column(programme.updated_at),
    }
}

fn programme(row: programme::Model, attached: BTreeSet<SubjectRef>) -> Result<Programme, StoreError> {
    Ok(Programme {
        id: row.id.into(),
        slug: slug(row.slug)?,
        details: ProgrammeDetails {
            name: row.name,
            funder: row.funder,
            period: period(row.begins_on, row.ends_on)?,
            statement: row.statement,
            duties: row.duties,
            website: row.website,
            logo: row.logo_id.map(FileId::from),
            example: row.example,
        },
        attached,
        created_at: time::from_column(row.created_at),
        updated_at: time::from_column(row.updated_at),
    })
}
