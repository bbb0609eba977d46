//! The demonstration's offers: invented, and dated relative to the week of today, so that every week is alive.

mod dates;
pub mod generate;
mod story;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use async_trait::async_trait;
use jiff::{ToSpan, civil::Date};
use kreisrund_areas::store::areas;
use kreisrund_content::store::vocabularies;
use kreisrund_directory::store::{
    organisations, places,
    programmes::{programme_by_slug, save_programme},
};
use kreisrund_kernel::{OfferId, OrganisationId, Slug, SubjectKind, SubjectRef, clock::county_time_zone};
use kreisrund_people::Actor;
use kreisrund_slice::DemoStories;
use kreisrund_store::{StoreError, Write};

use crate::{
    offer::{Draft, Origin},
    store::{self, Known},
};
use story::{Cast, File, Story};

/// The invented offers, by theme. What may stand in them is told in `demo/FORMAT.md`.
pub const OFFERS: [&str; 14] = [
    include_str!("../../demo/advice-and-help.toml"),
    include_str!("../../demo/age-and-village-life.toml"),
    include_str!("../../demo/arriving-and-engagement.toml"),
    include_str!("../../demo/courses.toml"),
    include_str!("../../demo/courses-digital-and-work.toml"),
    include_str!("../../demo/culture.toml"),
    include_str!("../../demo/families-and-youth.toml"),
    include_str!("../../demo/from-the-start-courses.toml"),
    include_str!("../../demo/from-the-start-events.toml"),
    include_str!("../../demo/from-the-start-services.toml"),
    include_str!("../../demo/libraries.toml"),
    include_str!("../../demo/music-stage-festivals.toml"),
    include_str!("../../demo/nature-and-repair.toml"),
    include_str!("../../demo/sport-and-health.toml"),
];

/// Writes the demonstration's offers.
#[derive(Clone, Copy, Debug)]
pub struct Stories;

#[async_trait]
impl DemoStories for Stories {
    async fn write(&self, write: &Write, today: Date) -> Result<(), StoreError> {
        let actor = Actor::system("demonstration");
        let cast = cast(write).await?;
        let mut told = Vec::new();
        for story in stories()? {
            told.push((story.draft(&cast, today)?, story.programme));
        }
        let known = known(write, &told).await?;
        let mut new: Vec<(Draft, Option<Slug>)> = Vec::new();
        let mut funded: HashMap<Slug, BTreeSet<SubjectRef>> = HashMap::new();
        for (draft, programme) in told {
            match known.get(key(&draft)) {
                Some(known) => {
                    let saved = store::save(write, &draft, Some(known), &actor).await?;
                    if let Some(programme) = programme {
                        let offer = SubjectRef::new(SubjectKind::Offer, saved.offer);
                        funded.entry(programme).or_default().insert(offer);
                    }
                }
                None => new.push((draft, programme)),
            }
        }
        let (drafts, programmes): (Vec<Draft>, Vec<Option<Slug>>) = new.into_iter().unzip();
        let offers = store::add_all(write, &drafts, &actor).await?;
        spread_over_a_year(write, &drafts, &offers, today).await?;
        for (offer, programme) in offers.into_iter().zip(programmes) {
            if let Some(programme) = programme {
                let offer = SubjectRef::new(SubjectKind::Offer, offer);
                funded.entry(programme).or_default().insert(offer);
            }
        }
        attach(write, funded).await
    }
}

/// Nobody enters a thousand offers on one morning: they came in over the last year, some every few days.
async fn spread_over_a_year(
    write: &Write,
    drafts: &[Draft],
    offers: &[OfferId],
    today: Date,
) -> Result<(), StoreError> {
    let mut by_day: BTreeMap<i64, Vec<OfferId>> = BTreeMap::new();
    for (draft, offer) in drafts.iter().zip(offers) {
        // The story's name decides, so that it is the same day in every demonstration.
        let drawn =
            key(draft).bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        by_day.entry(i64::from(1 + drawn % 365)).or_default().push(*offer);
    }
    for (days, offers) in by_day {
        let morning = today.saturating_sub(days.days()).at(9, 0, 0, 0).to_zoned(county_time_zone());
        let since = morning.map_err(|error| unreadable(&error.to_string()))?.timestamp();
        store::backdate(write, &offers, since).await?;
    }
    Ok(())
}

/// What is there of the stories, by their names. An organisation may have thousands of generated offers beside them;
/// those are not looked at.
async fn known(write: &Write, told: &[(Draft, Option<Slug>)]) -> Result<HashMap<String, Known>, StoreError> {
    let mut names: HashMap<OrganisationId, Vec<&str>> = HashMap::new();
    for (draft, _) in told {
        names.entry(draft.details.organisation).or_default().push(key(draft));
    }
    let demo = Origin::Demo { name: String::new() };
    let mut known = HashMap::new();
    for (organisation, names) in names {
        known.extend(store::by_keys(&**write, organisation, &demo, &names).await?);
    }
    Ok(known)
}

fn key(draft: &Draft) -> &str {
    draft.origin.columns().2.unwrap_or_default()
}

/// The stories of all files.
fn stories() -> Result<Vec<Story>, StoreError> {
    let mut stories = Vec::new();
    for file in OFFERS {
        let file: File = toml::from_str(file).map_err(|error| unreadable(&error.to_string()))?;
        stories.extend(file.offer);
    }
    Ok(stories)
}

async fn cast(write: &Write) -> Result<Cast, StoreError> {
    let organisations = organisations::organisations(&**write).await?;
    let places = places::places(&**write).await?;
    Ok(Cast {
        organisations: organisations.into_iter().map(|known| (known.slug.clone(), known)).collect(),
        places: places.into_iter().map(|known| (known.slug.clone(), known)).collect(),
        areas: areas::snapshot(&**write).await?,
        vocabularies: vocabularies::snapshot(&**write).await?,
    })
}

/// Attaches offers to the programmes that pay for them.
async fn attach(write: &Write, funded: HashMap<Slug, BTreeSet<SubjectRef>>) -> Result<(), StoreError> {
    for (slug, offers) in funded {
        let programme = programme_by_slug(&**write, &slug).await?;
        let programme = programme.ok_or_else(|| unreadable(&format!("no programme “{slug}”")))?;
        let attached = programme.attached.union(&offers).copied().collect();
        save_programme(write, &slug, programme.details, attached).await?;
    }
    Ok(())
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Unreadable(format!("demonstration: {what}"))
}
