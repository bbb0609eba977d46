//! Writing generated offers, and keeping them of today.
//!
//! What was written is remembered in one row, so that a start finds in one look that nothing is to be done. Every step is
//! a transaction of its own: interrupted, it goes on where it stopped, and pages can be answered meanwhile.

use jiff::{ToSpan, civil::Date};
use kreisrund_directory::store::organisations::organisations;
use kreisrund_kernel::OrganisationId;
use kreisrund_people::Actor;
use kreisrund_store::{Change, Database, StoreError};

use super::{Cast, KEY, Plan, dates::cycle, drafts};
use crate::{
    offer::{Draft, Origin},
    store::{self, Generated},
};

/// How many new offers are written in one transaction.
const AT_ONCE: u32 = 2_000;
/// How many offers are written anew in one transaction.
const ANEW_AT_ONCE: usize = 200;
/// The chance from which offers come where nobody says another one.
const SEED: u32 = 1;

/// What is wanted. What is left open stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// How many offers there are to be at least.
    pub offers: Option<u32>,
    /// From which chance they are to come.
    pub seed: Option<u32>,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many generated offers there are.
    pub offers: u32,
    /// How many of them are new.
    pub added: u32,
    /// How many were there and got other dates or texts.
    pub renewed: u32,
}

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// There are others.
    #[error(
        "the database holds generated offers of seed {present}; leave out --seed to go on with them, or name another \
         folder with --data"
    )]
    OtherSeed {
        /// Their seed.
        present: u32,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Brings the generated offers of `database` up to date with the week of its clock, and writes those that are missing.
/// Offers beyond the wanted number stay. `progress` is called with how many of how many are done.
///
/// # Errors
/// [`KeepError::OtherSeed`], or when the database refuses; what was done until then stays, and doing it again goes on.
pub async fn bring_up_to_date(
    database: &Database,
    wish: Wish,
    mut progress: impl FnMut(u32, u32),
) -> Result<Kept, KeepError> {
    let present = store::generated(database.read()).await?;
    let seed = match (&present, wish.seed) {
        (Some(present), Some(seed)) if present.seed != seed => {
            return Err(KeepError::OtherSeed { present: present.seed });
        }
        (Some(present), _) => present.seed,
        (None, seed) => seed.unwrap_or(SEED),
    };
    let there = present.as_ref().map_or(0, |present| present.offers);
    let wanted = wish.offers.unwrap_or(0).max(there);
    if wanted == 0 {
        return Ok(Kept::default());
    }
    let today = database.clock().today();
    let keeper = Keeper {
        database,
        cast: Cast::load(database.read()).await?,
        plan: Plan { seed, today },
        actor: Actor::system("demonstration"),
    };
    let now = keeper.state(there);
    let renewed = match present {
        Some(before) if before != now => keeper.renew(&before, &now, &mut progress).await?,
        _ => 0,
    };
    keeper.add(there, wanted, &mut progress).await?;
    Ok(Kept { offers: wanted, added: wanted - there, renewed })
}

struct Keeper<'a> {
    database: &'a Database,
    cast: Cast,
    plan: Plan,
    actor: Actor,
}

impl Keeper<'_> {
    /// What is to be remembered once there are so many `offers`.
    fn state(&self, offers: u32) -> Generated {
        Generated {
            offers,
            seed: self.plan.seed,
            week: monday(self.plan.today),
            edition: self.cast.edition().to_owned(),
        }
    }

    /// Writes the offers from behind `there` up to `wanted`.
    async fn add(
        &self,
        there: u32,
        wanted: u32,
        progress: &mut impl FnMut(u32, u32),
    ) -> Result<(), StoreError> {
        let mut done = there;
        while done < wanted {
            let last = done.saturating_add(AT_ONCE).min(wanted);
            let drafts: Vec<Draft> = drafts(self.plan, &self.cast, done + 1..=last).collect();
            let write = self.database.write().await?;
            store::add_all(&write, &drafts, &self.actor).await?;
            store::remember_generated(&write, &self.state(last)).await?;
            write.commit().await?;
            done = last;
            progress(done - there, wanted - there);
        }
        Ok(())
    }

    /// Writes those anew that differ from what they were `before`.
    async fn renew(
        &self,
        before: &Generated,
        now: &Generated,
        progress: &mut impl FnMut(u32, u32),
    ) -> Result<u32, StoreError> {
        let demo = Origin::Demo { name: String::new() };
        let (mut seen, mut renewed) = (0, 0);
        // By who has them now, for another cast may give them to somebody else.
        for organisation in organisations(self.database.read()).await? {
            let keys = store::keys(self.database.read(), organisation.id, &demo).await?;
            let mut numbers: Vec<u32> =
                keys.iter().filter_map(|key| key.strip_prefix(KEY)?.parse().ok()).collect();
            numbers.sort_unstable();
            seen += u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            numbers.retain(|number| self.differs(*number, before, now));
            for some in numbers.chunks(ANEW_AT_ONCE) {
                renewed += self.write_anew(organisation.id, some).await?;
            }
            progress(seen, before.offers);
        }
        let write = self.database.write().await?;
        store::remember_generated(&write, now).await?;
        write.commit().await?;
        Ok(renewed)
    }

    fn differs(&self, number: u32, before: &Generated, now: &Generated) -> bool {
        before.edition != now.edition
            || cycle(number, before.seed, before.week) != cycle(number, now.seed, now.week)
    }

    async fn write_anew(&self, organisation: OrganisationId, numbers: &[u32]) -> Result<u32, StoreError> {
        let keys: Vec<String> = numbers.iter().map(|number| format!("{KEY}{number}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let demo = Origin::Demo { name: String::new() };
        let mut renewed = 0;
        let write = self.database.write().await?;
        let known = store::by_keys(&*write, organisation, &demo, &keys).await?;
        for (number, key) in numbers.iter().zip(keys) {
            let Some(known) = known.get(key) else { continue };
            for draft in drafts(self.plan, &self.cast, *number..=*number) {
                let saved = store::save(&write, &draft, Some(known), &self.actor).await?;
                renewed += u32::from(saved.change != Change::Unchanged);
            }
        }
        write.commit().await?;
        Ok(renewed)
    }
}

fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}
