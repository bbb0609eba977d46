//! The demonstration's stories move along with the weeks.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};
use kreisrund_directory::store::organisations::organisations;
use kreisrund_offers::{
    demo::Stories,
    offer::{Offer, county_zone},
};
use kreisrund_search::Kind;
use kreisrund_slice::DemoStories;
use kreisrund_store::Database;
use kreisrund_testkit::database_test;

use crate::county::{all_offers, key, messages, migrations, settle, today};

async fn tell(database: &Database, today: Date) {
    let write = database.write().await.unwrap();
    Stories.write(&write, today).await.unwrap();
    write.commit().await.unwrap();
}

/// The first and last day of each date of `offer`, in order.
fn days(offer: &Offer) -> Vec<(Date, Date)> {
    offer.dates.iter().map(|date| date.occurrence.moment.days(&county_zone())).collect()
}

#[database_test(migrations = migrations)]
async fn the_stories_load_and_twice_changes_nothing(database: Database) {
    settle(&database).await;
    tell(&database, today(&database)).await;
    let (first, told) = (all_offers(&database).await, messages(&database).await);
    assert!(first.len() >= 800, "{}", first.len());
    tell(&database, today(&database)).await;
    // Any other day of the same week tells the same stories: this one begins on Monday the 16th.
    tell(&database, today(&database).saturating_sub(6.days())).await;
    assert_eq!(all_offers(&database).await, first);
    assert_eq!(messages(&database).await, told);
}

#[database_test(migrations = migrations)]
async fn a_week_later_everything_is_a_week_later(database: Database) {
    settle(&database).await;
    tell(&database, today(&database)).await;
    let before = all_offers(&database).await;
    tell(&database, today(&database).saturating_add(1.week())).await;
    let after = all_offers(&database).await;
    assert_eq!(after.len(), before.len(), "no offer is doubled");
    for (before, after) in before.iter().zip(&after) {
        assert_eq!((before.id, &before.slug), (after.id, &after.slug));
        let is_monthly = |offer: &Offer| {
            let rules = offer.series.iter().flat_map(|rule| &rule.series.rules);
            rules.into_iter().any(|rule| rule.as_str().starts_with("FREQ=MONTHLY"))
        };
        if is_monthly(before) {
            // The same weekday of the month lies where the month puts it.
            assert_eq!(days(before).is_empty(), days(after).is_empty(), "{}", after.slug);
            continue;
        }
        let moved = days(before)
            .into_iter()
            .map(|(first, last)| (first.saturating_add(1.week()), last.saturating_add(1.week())));
        // What goes on and on is followed to the same day.
        let both = days(after).len().min(days(before).len());
        assert!(days(before).len() - both <= 3 && days(after).len() - both <= 3, "{}", after.slug);
        assert_eq!(days(after)[..both], moved.collect::<Vec<_>>()[..both], "{}", after.slug);
    }
}

#[database_test(migrations = migrations)]
async fn every_story_is_complete_and_every_weekend_alive(database: Database) {
    settle(&database).await;
    let today = today(&database);
    tell(&database, today).await;
    let offers = all_offers(&database).await;
    let known: BTreeSet<_> = organisations(database.read())
        .await
        .unwrap()
        .into_iter()
        .map(|organisation| organisation.id)
        .collect();
    for offer in &offers {
        let (details, source) = (&offer.details, offer.details.texts.source());
        assert!(known.contains(&details.organisation), "{}", offer.slug);
        assert!(details.co_organisers.iter().all(|other| known.contains(other)), "{}", offer.slug);
        assert!(offer.example, "{}: it has to be marked as invented", offer.slug);
        assert!(!source.title.is_empty() && !source.summary.is_empty(), "{}", offer.slug);
        let location = details.venue.location();
        assert!(
            location.is_none_or(|location| location.area.is_some()),
            "{}: nobody finds it by its municipality",
            offer.slug
        );
        assert_eq!(
            offer.slug.to_string(),
            key(&offer.origin),
            "its address is the one that was chosen for it"
        );
        assert!(details.kind() == Kind::Service || !offer.dates.is_empty(), "{}: without a date", offer.slug);
    }
    let saturday = today.saturating_sub(1.day());
    assert_eq!(saturday.weekday(), jiff::civil::Weekday::Saturday);
    for week in 0..8_i64 {
        let weekend = (
            saturday.saturating_add(week.weeks()),
            saturday.saturating_add(week.weeks()).saturating_add(1.day()),
        );
        let alive = offers.iter().filter(|offer| {
            days(offer).iter().any(|(first, last)| *first <= weekend.1 && *last >= weekend.0)
        });
        assert!(alive.count() >= 20, "the weekend of {} is dull", weekend.0);
    }
    for kind in Kind::OFFERS {
        assert!(offers.iter().filter(|offer| offer.details.kind() == kind).count() >= 10, "{kind:?}");
    }
}
