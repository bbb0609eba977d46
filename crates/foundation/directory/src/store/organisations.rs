//! Organisations: clubs, schools, libraries, authorities, companies, initiatives.

use jiff::Timestamp;
use kreisrund_areas::{
    names::{distance, tolerated, words},
    store::column::slug,
};
use kreisrund_events::OrganisationChanged;
use kreisrund_kernel::{AreaId, OrganisationId, Slug};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::entity::organisation;

/// More slips of the pen than these make another name: “probe-verein” does not mean “test-verein”.
const MOST_SLIPS: usize = 2;

/// What is known of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationDetails {
    /// The name.
    pub name: String,
    /// What it is and does, in plain text.
    pub about: Option<String>,
    /// The address for mail to it.
    pub email: Option<String>,
    /// The telephone number as people write it.
    pub phone: Option<String>,
    /// The address of its pages on the web.
    pub website: Option<String>,
    /// The municipality in which it has its seat.
    pub area: Option<AreaId>,
    /// Whether it is invented, for a demonstration.
    pub example: bool,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The identifier.
    pub id: OrganisationId,
    /// The short name for addresses.
    pub slug: Slug,
    /// What is known of it.
    pub details: OrganisationDetails,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// All organisations by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn organisations(connection: &impl ConnectionTrait) -> Result<Vec<Organisation>, StoreError> {
    let rows = organisation::Entity::find().all(connection).await?;
    let mut all: Vec<Organisation> =
        rows.into_iter().map(Organisation::try_from).collect::<Result<_, _>>()?;
    // Databases sort umlauts each in their own way.
    all.sort_by_cached_key(|organisation| (words(&organisation.details.name), organisation.slug.clone()));
    Ok(all)
}

/// The organisation with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn organisation_by_id(
    connection: &impl ConnectionTrait,
    id: OrganisationId,
) -> Result<Option<Organisation>, StoreError> {
    let row = organisation::Entity::find_by_id(Uuid::from(id)).one(connection).await?;
    row.map(Organisation::try_from).transpose()
}

/// The organisation with the short name `slug`.
///
/// # Errors
/// When the database can't be read.
pub async fn organisation_by_slug(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<Organisation>, StoreError> {
    by_slug(connection, slug).await?.map(Organisation::try_from).transpose()
}

/// The short names that somebody who typed `typed` may have meant, the most similar first, at most five.
///
/// # Errors
/// When the database can't be read.
pub async fn similar_slugs(connection: &impl ConnectionTrait, typed: &str) -> Result<Vec<Slug>, StoreError> {
    let typed = Slug::from_text(typed).map(String::from).unwrap_or_default();
    let tolerated = tolerated(typed.len()).min(MOST_SLIPS);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let slips = |known: &str| {
        // Numbers tell neighbours apart on purpose: “grundschule-1” is no slip for “grundschule-2”.
        let slips = distance(known, &typed);
        (slips <= tolerated && digits(known) == digits(&typed)).then_some(slips)
    };
    let mut similar: Vec<(usize, String)> =
        all_slugs(connection).await?.into_iter().filter_map(|known| Some((slips(&known)?, known))).collect();
    similar.sort();
    similar.into_iter().take(5).map(|(_, known)| slug(known)).collect()
}

/// Records a new organisation under a short name made of its name; a name that is taken gets a number.
///
/// # Errors
/// When the database refuses; [`StoreError::is_duplicate`] when somebody else took the same short name meanwhile.
pub async fn create_organisation(
    write: &Write,
    details: OrganisationDetails,
) -> Result<Organisation, StoreError> {
    let wanted = Slug::from_text(&details.name).or_else(|| Slug::from_text("organisation"));
    let wanted = wanted.ok_or_else(|| StoreError::Unreadable("no short name".into()))?;
    let slug = wanted.free_among(&all_slugs(&**write).await?);
    insert(write, slug, details).await
}

/// Saves the organisation with the short name `slug`, new or known.
///
/// # Errors
/// When the database refuses.
pub async fn save_organisation(
    write: &Write,
    slug: &Slug,
    details: OrganisationDetails,
) -> Result<(Organisation, Change), StoreError> {
    let Some(present) = by_slug(&**write, slug).await? else {
        return Ok((insert(write, slug.clone(), details).await?, Change::Added));
    };
    let present = Organisation::try_from(present)?;
    if present.details == details {
        return Ok((present, Change::Unchanged));
    }
    let organisation = Organisation { details, updated_at: time::from_column(write.now()), ..present };
    row(&organisation).into_active_model().reset_all().update(&**write).await?;
    write.publish(&OrganisationChanged { organisation: organisation.id }).await?;
    Ok((organisation, Change::Changed))
}

async fn insert(write: &Write, slug: Slug, details: OrganisationDetails) -> Result<Organisation, StoreError> {
    let now = time::from_column(write.now());
    let organisation =
        Organisation { id: OrganisationId::new(), slug, details, created_at: now, updated_at: now };
    let row = row(&organisation).into_active_model();
    organisation::Entity::insert(row).exec_without_returning(&**write).await?;
    write.publish(&OrganisationChanged { organisation: organisation.id }).await?;
    Ok(organisation)
}

async fn by_slug(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<organisation::Model>, StoreError> {
    let found = organisation::Entity::find().filter(organisation::Column::Slug.eq(slug.as_str()));
    Ok(found.one(connection).await?)
}

async fn all_slugs(connection: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let slugs = organisation::Entity::find().select_only().column(organisation::Column::Slug);
    Ok(slugs.into_tuple().all(connection).await?)
}

fn row(organisation: &Organisation) -> organisation::Model {
    let details = organisation.details.clone();
    organisation::Model {
        id: organisation.id.into(),
        slug: organisation.slug.to_string(),
        name: details.name,
        about: details.about,
        email: details.email,
        phone: details.phone,
        website: details.website,
        area_id: details.area.map(Uuid::from),
        example: details.example,
        created_at: time::to_column(organisation.created_at),
        updated_at: time::to_column(organisation.updated_at),
    }
}

impl TryFrom<organisation::Model> for Organisation {
    type Error = StoreError;

    fn try_from(row: organisation::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            slug: slug(row.slug)?,
            details: OrganisationDetails {
                name: row.name,
                about: row.about,
                email: row.email,
                phone: row.phone,
                website: row.website,
                area: row.area_id.map(AreaId::from),
                example: row.example,
            },
            created_at: time::from_column(row.created_at),
            updated_at: time::from_column(row.updated_at),
        })
    }
}
