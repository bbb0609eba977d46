//! Searches that found nothing, as they may be told.

use std::{cmp::Reverse, collections::BTreeMap};

use kreisrund_kernel::{AreaId, Told};
use kreisrund_store::StoreError;
use sea_orm::ConnectionTrait;

use crate::{Kind, Month, store};

/// Searches that found nothing, of one month, for one municipality and the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptySearches {
    /// When.
    pub month: Month,
    /// For which municipality; `None` where none was named.
    pub area: Option<AreaId>,
    /// The words; `None` for all others together, which too few people typed or which may tell of somebody.
    pub words: Option<String>,
    /// How many searches. Who searched for the same words and place several times on one day counts once.
    pub searches: Told,
    /// How many people, each counted once a day.
    pub people: Told,
}

/// What is told in one line: month, municipality and words.
type Line = (Month, Option<AreaId>, Option<String>);

/// The searches that found nothing from the month `first` to `last`, both included: the latest month first, within a month
/// what most people searched for.
///
/// # Errors
/// When the database can't be read.
pub async fn empty_searches(
    connection: &impl ConnectionTrait,
    first: Month,
    last: Month,
) -> Result<Vec<EmptySearches>, StoreError> {
    let mut sums: BTreeMap<Line, (u64, u64)> = BTreeMap::new();
    for entry in store::entries(connection, Kind::EmptySearch, first, last).await? {
        let sum = sums.entry((entry.month, entry.area, entry.words)).or_default();
        sum.0 += entry.times;
        sum.1 += entry.people;
    }
    let mut searches: Vec<EmptySearches> = sums
        .into_iter()
        .map(|((month, area, words), (times, people))| EmptySearches {
            month,
            area,
            words,
            searches: Told::what_they_did(times, people),
            people: Told::people(people),
        })
        .collect();
    // By what is told: an order by the true numbers would tell the small ones apart.
    searches.sort_by_key(|one| {
        (Reverse(one.month), one.words.is_none(), Reverse(one.people.exactly()), one.words.clone(), one.area)
    });
    Ok(searches)
}
