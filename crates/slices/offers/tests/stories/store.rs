//! What is saved is read back as it was.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, date, datetime};
use kreisrund_kernel::{AreaId, OrganisationId, PlaceId, Position};
use kreisrund_offers::{
    offer::{Draft, Location, Offer, OfferDate, Origin, State, Text, Texts},
    store::{self, Saved},
};
use kreisrund_schedule::{Moment, Occurrence, OccurrenceState, Zone};
use kreisrund_search::Kind;
use kreisrund_store::Database;
use kreisrund_testkit::{Backend, database_test};
use proptest::prelude::*;

use crate::county::migrations;

fn draft(slug: &str, title: &str, dates: Vec<Moment>) -> Draft {
    Draft {
        slug: slug.parse().unwrap(),
        kind: Kind::Event,
        organisation: OrganisationId::new(),
        location: Location::default(),
        texts: Texts::new(text("de", title), Vec::new()),
        price: None,
        link: None,
        origin: Origin::Calendar { uid: "kennung@example.org".to_owned() },
        example: false,
        dates: dates
            .into_iter()
            .enumerate()
            .map(|(number, moment)| OfferDate {
                key: number.to_string(),
                occurrence: Occurrence::planned(moment),
            })
            .collect(),
        terms: BTreeMap::new(),
        keep_before: jiff::Timestamp::MIN,
    }
}

fn text(language: &str, title: &str) -> Text {
    Text {
        language: language.to_owned(),
        title: title.to_owned(),
        summary: String::new(),
        text: String::new(),
    }
}

async fn saved(database: &Database, draft: &Draft) -> Offer {
    let write = database.write().await.unwrap();
    let Saved::Added(id) = store::save(&write, draft, None).await.unwrap() else {
        panic!("it was there already")
    };
    write.commit().await.unwrap();
    store::full(database.read(), &[id.0]).await.unwrap().remove(0)
}

/// Asserts that `offer` says what `draft` said.
fn same(offer: &Offer, draft: &Draft) {
    let Offer { kind, organisation, location, texts, price, link, origin, example, .. } = offer;
    assert_eq!((kind, organisation, location), (&draft.kind, &draft.organisation, &draft.location));
    assert_eq!((texts.source(), texts.all().count()), (draft.texts.source(), draft.texts.all().count()));
    assert!(draft.texts.all().all(|text| texts.in_language(&text.language) == text));
    assert_eq!((price, link, origin, example), (&draft.price, &draft.link, &draft.origin, &draft.example));
    assert_eq!(offer.state, State::Published);
    let sorted = |dates: &[OfferDate]| {
        let mut dates = dates.to_vec();
        dates.sort_by(|a, b| a.key.cmp(&b.key));
        dates
    };
    assert_eq!(sorted(&offer.dates), sorted(&draft.dates));
    let starts: Vec<_> =
        offer.dates.iter().map(|date| date.occurrence.moment.start(&Zone::berlin())).collect();
    assert!(starts.is_sorted(), "{starts:?}");
}

fn berlin(start: DateTime, end: Option<DateTime>) -> Moment {
    Moment::timed(start, end, Zone::berlin()).unwrap()
}

#[database_test(migrations = migrations)]
async fn everything_that_an_offer_says_is_kept(database: Database) {
    let mut draft = draft(
        "lesung-mit-musik",
        "Lesung mit Musik 🎶",
        vec![
            berlin(datetime(2026, 12, 5, 19, 0, 0, 0), Some(datetime(2026, 12, 6, 1, 30, 0, 0))),
            berlin(datetime(2026, 3, 29, 2, 30, 0, 0), None),
            berlin(datetime(2026, 10, 25, 2, 30, 0, 0), None),
            Moment::all_day(date(2026, 12, 24), date(2026, 12, 26)).unwrap(),
            Moment::timed(datetime(2026, 12, 5, 9, 0, 0, 0), None, Zone::named("America/New_York").unwrap())
                .unwrap(),
            Moment::timed(datetime(2026, 12, 5, 9, 0, 0, 0), None, Zone::utc()).unwrap(),
        ],
    );
    draft.dates[3].occurrence.state = OccurrenceState::Cancelled;
    draft.location = Location {
        place: Some(PlaceId::new()),
        text: Some("Im „Saal“,\nhinten".to_owned()),
        area: Some(AreaId::new()),
        position: Some(Position::new(51.691_123_456_789, 13.233_3).unwrap()),
    };
    draft.texts = Texts::new(
        Text {
            summary: "Ein Abend für alle.".to_owned(),
            text: "Erster Absatz.\n\nZweiter Absatz – mit „Anführung“ & <b>Zeichen</b>.".repeat(2_000),
            ..text("de", "Lesung mit Musik 🎶")
        },
        vec![text("ar", "أمسية شعرية مع الموسيقى"), text("en", "Reading with music")],
    );
    draft.price = Some("12 €, ermäßigt 6 €".to_owned());
    draft.link = Some("https://example.org/lesung?a=1&b=2".to_owned());
    draft.example = true;
    draft.kind = Kind::Course;
    let offer = saved(&database, &draft).await;
    same(&offer, &draft);
    assert_eq!(offer.slug.as_str(), "lesung-mit-musik");
    assert_eq!(offer.updated_at, database.clock().now());
    let by_slug = store::by_slug(database.read(), "lesung-mit-musik").await.unwrap();
    assert_eq!(by_slug, Some(offer));
    assert_eq!(store::by_slug(database.read(), "lesung").await.unwrap(), None);
}

#[database_test(migrations = migrations)]
async fn who_saves_the_same_again_changes_nothing(database: Database) {
    let mut draft = draft("chor", "Chor", vec![berlin(datetime(2026, 12, 5, 19, 0, 0, 0), None)]);
    let offer = saved(&database, &draft).await;
    let again = async |draft: &Draft| {
        let write = database.write().await.unwrap();
        let known = store::by_source_key(&*write, draft.organisation, draft.origin.source()).await.unwrap();
        let saved = store::save(&write, draft, known.get(draft.origin.key())).await.unwrap();
        write.commit().await.unwrap();
        saved
    };
    assert_eq!(again(&draft).await, Saved::Unchanged(offer.id));
    draft.price = Some("5 €".to_owned());
    assert_eq!(again(&draft).await, Saved::Changed(offer.id));
    assert_eq!(again(&draft).await, Saved::Unchanged(offer.id));
    draft.dates[0].occurrence.state = OccurrenceState::Cancelled;
    assert_eq!(again(&draft).await, Saved::Changed(offer.id));
    draft.dates.clear();
    draft.keep_before = "2027-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(again(&draft).await, Saved::Unchanged(offer.id), "what has happened has happened");
    draft.keep_before = jiff::Timestamp::MIN;
    assert_eq!(again(&draft).await, Saved::Changed(offer.id));
    assert_eq!(store::full(database.read(), &[offer.id.0]).await.unwrap()[0].dates, []);
}

#[database_test(migrations = migrations)]
async fn more_offers_than_one_question_may_name_are_read(database: Database) {
    let write = database.write().await.unwrap();
    for number in 0..1_200 {
        let mut draft = draft(&format!("angebot-{number}"), "Angebot", Vec::new());
        draft.origin = Origin::Demo { name: number.to_string() };
        store::save(&write, &draft, None).await.unwrap();
    }
    write.commit().await.unwrap();
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let ids = store::ids_after(database.read(), after, 500).await.unwrap();
        let Some(last) = ids.last() else { break };
        after = Some(*last);
        all.extend(ids);
    }
    assert_eq!(all.len(), 1_200);
    assert!(all.is_sorted());
    let offers = store::full(database.read(), &all).await.unwrap();
    assert!(offers.iter().map(|offer| offer.id.0).eq(all), "each once, in order");
}

fn titles() -> impl Strategy<Value = String> {
    prop_oneof![
        "[^\\x00]{1,60}",
        "(?s)[\\x01-\\u{2FFF}]{1,300}",
        "[\\u{590}-\\u{6FF} ]{1,50}",
        "[\\u{1F300}-\\u{1FAFF}\\u{200D}]{1,20}",
        Just("Sehr langes Wort ".repeat(2_000)),
    ]
}

fn moments() -> impl Strategy<Value = Moment> {
    let zones = prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"]);
    // From the year 1 to 9998: within them every civil time has an instant.
    let days = -719_000..2_900_000_i64;
    (days, 0..86_400_i64, prop::option::of(1..200_000_i64), any::<bool>(), zones).prop_filter_map(
        "an end that the change of clocks puts before the start is none",
        |(day, second, length, all_day, zone)| {
            let first = date(1970, 1, 1).checked_add(jiff::Span::new().days(day)).ok()?;
            if all_day {
                let last = first.checked_add(jiff::Span::new().days(length.unwrap_or(0) % 40)).ok()?;
                return Moment::all_day(first, last).ok();
            }
            let start = first.at(0, 0, 0, 0).checked_add(jiff::Span::new().seconds(second)).ok()?;
            let end = match length {
                Some(length) => Some(start.checked_add(jiff::Span::new().seconds(length)).ok()?),
                None => None,
            };
            Moment::timed(start, end, Zone::named(zone).ok()?).ok()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_saved_is_read_back(
        titles in prop::collection::vec((titles(), titles(), prop::option::of(titles())), 1..4),
        dates in prop::collection::vec(moments(), 0..12),
    ) {
        kreisrund_testkit::run(Backend::Sqlite, migrations, |test| async move {
            for (title, body, price) in titles {
                let mut draft = draft("angebot", &title, dates.clone());
                draft.texts = Texts::new(Text { summary: body.clone(), text: body, ..text("de", &title) }, Vec::new());
                draft.price = price;
                same(&saved(test.database(), &draft).await, &draft);
            }
        });
    }
}
