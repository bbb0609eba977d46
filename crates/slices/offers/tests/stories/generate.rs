//! A county of as many offers as somebody wants.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::{ToSpan, civil::Date};
use kreisrund_kernel::OfferId;
use kreisrund_offers::{
    demo::generate::{Cast, KeepError, Kept, Plan, Wish, bring_up_to_date, drafts},
    offer::{Draft, Form, Offer, Venue, county_zone},
    store,
};
use kreisrund_people::Actor;
use kreisrund_schedule::{FederalState, HolidayCalendar, Moment, OccurrenceState};
use kreisrund_search::Kind;
use kreisrund_store::Database;
use kreisrund_testkit::database_test;
use proptest::{prelude::*, test_runner::TestRunner};

use crate::county::{all_offers, key, messages, migrations, settle, today};

async fn cast(database: &Database) -> Cast {
    settle(database).await;
    Cast::load(database.read()).await.unwrap()
}

fn plan(database: &Database) -> Plan {
    Plan { seed: 1, today: today(database) }
}

async fn bring(database: &Database, offers: u32) -> Kept {
    let wish = Wish { offers: Some(offers), seed: None };
    bring_up_to_date(database, wish, |_, _| ()).await.unwrap()
}

/// What tells one offer from another for people, without identifiers.
fn described(offers: &[Offer]) -> BTreeMap<String, String> {
    offers
        .iter()
        .map(|offer| {
            let Offer { slug, details, dates, series, .. } = offer;
            let about = format!("{slug} {:?} {dates:?} {series:?} {:?}", details.texts, details.price);
            (key(&offer.origin).to_owned(), about)
        })
        .collect()
}

fn days(dates: &[kreisrund_offers::offer::OfferDate]) -> Vec<Date> {
    dates.iter().map(|date| date.occurrence.moment.civil_start().date()).collect()
}

#[database_test(migrations = migrations)]
async fn some_hundred_offers_come_and_stay(database: Database) {
    settle(&database).await;
    assert_eq!(bring(&database, 300).await, Kept { offers: 300, added: 300, renewed: 0 });
    let (first, told) = (all_offers(&database).await, messages(&database).await);
    assert_eq!(first.len(), 300);
    for number in 1..=300 {
        let key_of = |offer: &&Offer| key(&offer.origin) == format!("generated-{number}");
        let offer = first.iter().find(key_of).unwrap();
        assert!(offer.example && offer.state.is_public(), "{}", offer.slug);
    }
    assert_eq!(bring(&database, 300).await, Kept { offers: 300, added: 0, renewed: 0 });
    assert_eq!(bring(&database, 20).await, Kept { offers: 300, added: 0, renewed: 0 }, "none is taken away");
    let nothing_new =
        bring_up_to_date(&database, Wish::default(), |_, _| panic!("there was nothing to do")).await.unwrap();
    assert_eq!(nothing_new, Kept { offers: 300, added: 0, renewed: 0 });
    assert_eq!(all_offers(&database).await, first);
    assert_eq!(messages(&database).await, told, "nobody is told of what did not change");

    assert_eq!(bring(&database, 320).await, Kept { offers: 320, added: 20, renewed: 0 });
    let more = described(&all_offers(&database).await);
    assert_eq!(more.len(), 320);
    assert!(described(&first).iter().all(|(key, offer)| more[key] == *offer), "the others stay as they were");
    let other = Wish { offers: Some(320), seed: Some(2) };
    let refused = bring_up_to_date(&database, other, |_, _| ()).await.unwrap_err();
    assert!(matches!(refused, KeepError::OtherSeed { present: 1 }), "{refused}");
    assert!(refused.to_string().contains("--seed"), "{refused}");
}

#[database_test(migrations = migrations)]
async fn nobody_wants_any_and_none_come(database: Database) {
    let nothing = bring_up_to_date(&database, Wish::default(), |_, _| ()).await.unwrap();
    assert_eq!(nothing, Kept::default());
}

/// The database knows its drafts by their content: what is generated comes back as it went in.
#[database_test(migrations = migrations)]
async fn what_is_written_is_what_was_drawn(database: Database) {
    let cast = cast(&database).await;
    bring(&database, 200).await;
    let offers = all_offers(&database).await;
    for draft in drafts(plan(&database), &cast, 1..=200) {
        let offer = offers.iter().find(|offer| offer.origin == draft.origin).unwrap();
        assert_eq!(offer.details, draft.details);
        assert_eq!((&offer.dates, &offer.series), (&draft.dates, &draft.series), "{}", offer.slug);
        assert!(offer.slug.as_str().starts_with(&draft.slug.as_str()[..8]), "{} {}", offer.slug, draft.slug);
    }
}

#[database_test(migrations = migrations)]
async fn the_same_seed_and_week_give_the_same_offers_in_any_order(database: Database) {
    let cast = cast(&database).await;
    let plan = plan(&database);
    let all: Vec<Draft> = drafts(plan, &cast, 1..=400).collect();
    assert_eq!(all, drafts(plan, &cast, 1..=400).collect::<Vec<_>>());
    assert_eq!(all[200..210], drafts(plan, &cast, 201..=210).collect::<Vec<_>>());
    // Today is a Sunday: the week began six days ago.
    let monday = Plan { today: plan.today.saturating_sub(6.days()), ..plan };
    assert_eq!(all, drafts(monday, &cast, 1..=400).collect::<Vec<_>>());
    let others: Vec<Draft> = drafts(Plan { seed: 2, ..plan }, &cast, 1..=400).collect();
    let alike = all.iter().zip(&others).filter(|(one, other)| one.slug == other.slug).count();
    assert!(alike < 20, "{alike}");
}

/// From one week to the next, one in twenty-six gets new dates; nothing else about it changes.
#[database_test(migrations = migrations)]
async fn they_move_along_with_the_weeks(database: Database) {
    let cast = cast(&database).await;
    let now = plan(&database);
    let next = Plan { today: now.today.saturating_add(1.week()), ..now };
    let half_a_year = Plan { today: now.today.saturating_add(26.weeks()), ..now };
    let bounded = |draft: &&(Draft, Draft)| draft.0.series.is_none();
    let changed = |one: Plan, other: Plan| {
        let both: Vec<(Draft, Draft)> =
            drafts(one, &cast, 1..=2_600).zip(drafts(other, &cast, 1..=2_600)).collect();
        for (one, other) in &both {
            assert_eq!((&one.slug, &one.details, &one.terms), (&other.slug, &other.details, &other.terms));
        }
        let dated = both.iter().filter(bounded).filter(|(one, _)| !one.dates.is_empty());
        let (moved, stayed): (Vec<_>, Vec<_>) = dated.partition(|(one, other)| one.dates != other.dates);
        (moved.len(), stayed.len())
    };
    let (moved, stayed) = changed(now, next);
    assert!(moved > 0 && moved * 15 < stayed, "{moved} of {}", moved + stayed);
    let (moved, stayed) = changed(now, half_a_year);
    // By chance a new date may be the old one.
    assert!(stayed * 50 < moved, "{stayed} of {} stayed", moved + stayed);

    // The database follows.
    bring(&database, 300).await;
    let before: BTreeMap<OfferId, Offer> =
        all_offers(&database).await.into_iter().map(|offer| (offer.id, offer)).collect();
    let write = database.write().await.unwrap();
    let remembered = store::generated(&*write).await.unwrap().unwrap();
    let long_ago = store::Generated { week: remembered.week.saturating_sub(3.weeks()), ..remembered };
    store::remember_generated(&write, &long_ago).await.unwrap();
    write.commit().await.unwrap();
    let kept = bring(&database, 300).await;
    assert_eq!((kept.added, kept.renewed), (0, 0), "what would be written anew is there already");
    let write = database.write().await.unwrap();
    let other_words = store::Generated {
        edition: "0".to_owned(),
        seed: 1,
        ..store::generated(&*write).await.unwrap().unwrap()
    };
    store::remember_generated(&write, &other_words).await.unwrap();
    for draft in drafts(next, &cast, 1..=300) {
        let known = store::by_source(&*write, draft.details.organisation, &draft.origin).await.unwrap();
        let known = &known[key(&draft.origin)];
        store::save(&write, &draft, Some(known), &Actor::system("story")).await.unwrap();
    }
    write.commit().await.unwrap();
    let kept = bring(&database, 300).await;
    assert!(kept.added == 0 && kept.renewed > 0 && kept.renewed < 60, "{kept:?}");
    for offer in all_offers(&database).await {
        assert_eq!(days(&offer.dates), days(&before[&offer.id].dates), "{}", offer.slug);
    }
}

#[database_test(migrations = migrations)]
async fn whatever_the_seed_drafts_are_well_formed(database: Database) {
    let cast = cast(&database).await;
    let today = today(&database);
    let mut runner = TestRunner::new(ProptestConfig { cases: 400, ..ProptestConfig::default() });
    let any_draft = (any::<u32>(), 1_u32..=u32::MAX, -3_000_i64..3_000);
    runner
        .run(&any_draft, |(seed, number, weeks)| {
            let plan = Plan { seed, today: today.saturating_add(weeks.weeks()) };
            let mut drawn = drafts(plan, &cast, number..=number);
            let draft = drawn.next().ok_or_else(|| TestCaseError::fail("no draft"))?;
            well_formed(&draft, plan.today)
        })
        .unwrap();
    // The store takes them from wherever they come.
    let write = database.write().await.unwrap();
    let chosen = [0, 7, 99, u32::MAX].into_iter().flat_map(|seed| {
        let first = seed / 2 + 1;
        drafts(Plan { seed, today }, &cast, first..=first + 60).collect::<Vec<_>>()
    });
    let mut seen = HashSet::new();
    let chosen: Vec<Draft> = chosen.filter(|draft| seen.insert(key(&draft.origin).to_owned())).collect();
    let added = store::add_all(&write, &chosen, &Actor::system("story")).await.unwrap();
    assert_eq!(added.len(), chosen.len());
}

fn well_formed(draft: &Draft, today: Date) -> Result<(), TestCaseError> {
    let (details, source) = (&draft.details, draft.details.texts.source());
    let title = &source.title;
    prop_assert!((4..=110).contains(&title.chars().count()), "{title}");
    prop_assert!(!source.summary.is_empty() && source.summary.chars().count() <= 155, "{}", source.summary);
    let words = source.body.split_whitespace().count();
    prop_assert!((40..=90).contains(&words), "{title}: {words} words: {}", source.body);
    for text in details.texts.all().flat_map(|text| [&text.title, &text.summary, &text.body]) {
        let untidy = ["{", "}", "  ", " .", " ,", "..", "@", "in . ", ": ."];
        prop_assert!(!untidy.iter().any(|sign| text.contains(sign)), "{text}");
    }
    prop_assert!(details.validity.contains(today) && draft.example);
    if let Venue::OnSite(location) | Venue::Hybrid(location, _) = &details.venue {
        prop_assert!(location.area.is_some() && location.position.is_some(), "{title}: {location:?}");
        prop_assert!(location.place.is_some() != location.text.is_some(), "{title}: {location:?}");
    }
    prop_assert!(details.kind() == Kind::Service || !draft.dates.is_empty(), "{title} has no date");
    well_dated(draft, today)
}

fn well_dated(draft: &Draft, today: Date) -> Result<(), TestCaseError> {
    let title = &draft.details.texts.source().title;
    let keys: BTreeSet<&str> = draft.dates.iter().map(|date| date.key.as_str()).collect();
    prop_assert_eq!(keys.len(), draft.dates.len(), "{}", title);
    prop_assert!(draft.dates.len() <= 120, "{title}: {} dates", draft.dates.len());
    let zone = county_zone();
    let holidays = HolidayCalendar::new(FederalState::Brandenburg);
    for date in &draft.dates {
        let moment = &date.occurrence.moment;
        let (first, last) = moment.days(&zone);
        let span = today.saturating_sub(26.weeks())..=today.saturating_add(110.weeks());
        prop_assert!(span.contains(&first) && span.contains(&last) && first <= last, "{title}: {first}");
        if let Moment::Timed(timed) = moment {
            prop_assert!(timed.end().is_some_and(|end| end > timed.start()), "{title}");
            prop_assert!((7..22).contains(&timed.start().hour()), "{title}: {}", timed.start());
        }
        if matches!(draft.details.form, Form::Course(_)) && date.moved_from.is_none() {
            prop_assert_eq!(holidays.holiday(first), None, "{} on {}", title, first);
        }
    }
    Ok(())
}

#[database_test(migrations = migrations)]
async fn the_spread_is_that_of_a_county(database: Database) {
    const MANY: u32 = 6_000;
    let cast = cast(&database).await;
    let all: Vec<Draft> = drafts(plan(&database), &cast, 1..=MANY).collect();
    assert_eq!(all.len(), 6_000);
    let share = |wanted: &dyn Fn(&Draft) -> bool| {
        let count = all.iter().filter(|draft| wanted(draft)).count();
        100.0 * count as f64 / f64::from(MANY)
    };
    let assert_about = |what: &str, percent: f64, (least, most): (f64, f64)| {
        assert!((least..=most).contains(&percent), "{what}: {percent} %");
    };
    let kind = |kind| share(&|draft: &Draft| draft.details.kind() == kind);
    assert_about("events", kind(Kind::Event), (52.0, 58.0));
    assert_about("courses", kind(Kind::Course), (27.0, 33.0));
    assert_about("services", kind(Kind::Service), (13.0, 17.0));
    let dates: usize = all.iter().map(|draft| draft.dates.len()).sum();
    let each = dates as f64 / f64::from(MANY);
    assert!((4.5..=5.5).contains(&each), "{each} dates each");
    assert_about("without a date", share(&|draft| draft.dates.is_empty()), (8.0, 16.0));
    assert_about("once", share(&|draft| draft.dates.len() == 1), (25.0, 50.0));
    assert_about("with a rule", share(&|draft| draft.series.is_some()), (20.0, 55.0));
    let has_state =
        |state| move |draft: &Draft| draft.dates.iter().any(|date| date.occurrence.state == state);
    assert_about("with a cancelled date", share(&has_state(OccurrenceState::Cancelled)), (1.0, 4.0));
    assert_about("sold out", share(&has_state(OccurrenceState::SoldOut)), (1.0, 6.0));
    let put_off = |draft: &Draft| draft.dates.iter().any(|date| date.moved_from.is_some());
    assert_about("put off", share(&put_off), (0.5, 4.0));
    let place = |draft: &Draft| draft.details.venue.location().and_then(|location| location.place);
    assert_about("at a known place", share(&|draft| place(draft).is_some()), (30.0, 70.0));
    assert_about("in English", share(&|draft| !draft.details.texts.translations().is_empty()), (4.0, 12.0));
    let titles: BTreeSet<&str> =
        all.iter().map(|draft| draft.details.texts.source().title.as_str()).collect();
    assert!(titles.len() > 4_500, "{} titles", titles.len());
    let bodies: BTreeSet<&str> = all.iter().map(|draft| draft.details.texts.source().body.as_str()).collect();
    assert!(bodies.len() > 5_900, "{} texts", bodies.len());

    let today = today(&database);
    for week in -4..30_i64 {
        let week = today.saturating_add(week.weeks());
        let days: Vec<Date> = (0..7).map(|day| week.saturating_add(day.days())).collect();
        let alive = all.iter().filter(|draft| self::days(&draft.dates).iter().any(|day| days.contains(day)));
        // Between the years hardly anything takes place.
        assert!(alive.count() > 40, "the week from {week} is dull");
    }
    let mut by_area: BTreeMap<String, usize> = BTreeMap::new();
    for area in all.iter().filter_map(|draft| draft.details.venue.location()?.area) {
        *by_area.entry(area.0.to_string()).or_default() += 1;
    }
    let (least, most) = (by_area.values().min().unwrap(), by_area.values().max().unwrap());
    assert_eq!(by_area.len(), 33, "no municipality is left out");
    assert!(most / least >= 10, "the largest has {most}, the smallest {least}");
}
