//! What goes out as a calendar comes back as it was: whoever imports our export has the same offers, and exports the
//! same again.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use kreisrund_areas::{Areas, lookup::Snapshot};
use kreisrund_content::Vocabularies;
use kreisrund_directory::store::{organisations::organisations, places::places};
use kreisrund_kernel::{OrganisationId, Period};
use kreisrund_offers::{
    calendar_export::{Part, Surroundings, event},
    demo::Stories,
    import::{self, Options, calendar},
    offer::{Format, Location, Offer, Online, Origin, Rule, Source, State, Venue, county_zone},
    store::calendars::{Belonging, Span, coming},
};
use kreisrund_schedule::{WrittenCalendar, WrittenEvent, calendar_file};
use kreisrund_slice::DemoStories;
use kreisrund_store::{Database, DatabaseUrl, migrate};
use kreisrund_testkit::{database_test, test_clock};
use uuid::Uuid;

use crate::county::{Event, all_offers, bring_in, bring_in_with, key, migrations, settle, today};

/// Every organisation's offers as a calendar, by the organisation's address.
async fn calendars(database: &Database, offers: &[Offer]) -> BTreeMap<String, String> {
    let connection = database.read();
    let vocabularies = Vocabularies::load(database).await.unwrap().snapshot();
    let areas = Areas::load(database).await.unwrap().snapshot();
    let around = Surroundings::of(connection, vocabularies, areas, offers).await.unwrap();
    let mut events: BTreeMap<String, Vec<WrittenEvent>> = BTreeMap::new();
    for organisation in organisations(connection).await.unwrap() {
        let theirs = offers.iter().filter(|offer| offer.details.organisation == organisation.id);
        let mut theirs: Vec<WrittenEvent> =
            theirs.filter_map(|offer| event(offer, &around, Part::Everything)).collect();
        theirs.sort_by(|a, b| a.uid.cmp(&b.uid));
        events.insert(organisation.slug.to_string(), theirs);
    }
    let written = |events: Vec<WrittenEvent>| {
        calendar_file::write(&WrittenCalendar { events, ..WrittenCalendar::default() })
    };
    events.into_iter().map(|(slug, events)| (slug, written(events))).collect()
}

/// The demonstration's calendars, written on a database of their own.
async fn demo_calendars() -> (Vec<(Offer, Said)>, BTreeMap<OrganisationId, String>, BTreeMap<String, String>)
{
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::in_folder(folder.path());
    let database = Database::connect_with_clock(&url, test_clock()).await.unwrap();
    migrate(&database, migrations).await.unwrap();
    settle(&database).await;
    let write = database.write().await.unwrap();
    Stories.write(&write, today(&database)).await.unwrap();
    write.commit().await.unwrap();
    let offers = all_offers(&database).await;
    let names = organisations(database.read()).await.unwrap();
    let names = names.into_iter().map(|known| (known.id, known.slug.to_string())).collect();
    let calendars = calendars(&database, &offers).await;
    let areas = Areas::load(&database).await.unwrap().snapshot();
    database.close().await;
    let offers = offers.into_iter().map(|offer| {
        let said = said(&offer, &areas);
        (offer, said)
    });
    (offers.collect(), names, calendars)
}

#[database_test(migrations = migrations)]
async fn all_offers_of_the_demonstration_come_back_as_they_were(database: Database) {
    let (told, names, sent) = demo_calendars().await;
    let areas = settle(&database).await;
    let vocabularies = Vocabularies::load(&database).await.unwrap().snapshot();
    let places = places(database.read()).await.unwrap();
    let write = database.write().await.unwrap();
    for organisation in organisations(&*write).await.unwrap() {
        let file = &sent[organisation.slug.as_str()];
        let source = Source::file(Format::ICalendar);
        let reading =
            calendar::read(file.as_bytes(), source, &vocabularies, Period::ALWAYS, today(&database)).unwrap();
        assert!(reading.complete && reading.left.is_empty(), "{}: {:?}", organisation.slug, reading.left);
        assert!(reading.notes.is_empty(), "{}: {:?}", organisation.slug, reading.notes);
        let options = Options {
            organisation: &organisation,
            areas: &areas.snapshot(),
            places: &places,
            vocabularies: &vocabularies,
            may_vanish: false,
        };
        let report = import::bring_in(&write, &reading, options, |_| ()).await.unwrap();
        assert!(report.notes.is_empty(), "{}: {:?}", organisation.slug, report.notes);
    }
    write.commit().await.unwrap();

    let came = all_offers(&database).await;
    let by_uid: BTreeMap<&str, &Offer> = came
        .iter()
        .filter_map(|offer| match &offer.origin {
            Origin::Imported { key, .. } => Some((key.as_str(), offer)),
            Origin::Entered | Origin::Demo { .. } => None,
        })
        .collect();
    let mut compared = 0;
    let areas = areas.snapshot();
    for (before, was_said) in told.iter().filter(|(offer, _)| !offer.dates.is_empty()) {
        let uid = format!("{}@kreisrund", before.id.0);
        let after = by_uid.get(uid.as_str()).unwrap_or_else(|| panic!("{} did not come back", before.slug));
        assert_eq!(
            &said(after, &areas),
            was_said,
            "{} ({})",
            before.slug,
            names[&before.details.organisation]
        );
        compared += 1;
    }
    assert_eq!(compared, came.len());
    assert!(compared > 600, "{compared}");

    the_soonest_come_first(&database, &came).await;
    let again = calendars(&database, &came).await;
    for (organisation, calendar) in &sent {
        assert_eq!(undated(&again[organisation]), undated(calendar), "{organisation}");
    }
}

/// The calendar without the days on which its records were made: those are of each house its own.
fn undated(calendar: &str) -> Vec<&str> {
    calendar.lines().filter(|line| !line.starts_with("CREATED:")).collect()
}

/// A calendar to subscribe to holds no more than it can, and then what comes soonest.
async fn the_soonest_come_first(database: &Database, offers: &[Offer]) {
    let connection = database.read();
    let busy = organisations(connection).await.unwrap();
    let busy = busy.into_iter().find(|known| known.slug.as_str() == "vhs-elbe-elster").unwrap();
    let now = database.clock().now();
    let span = Span { since: now - SignedDuration::from_hours(90 * 24), now, today: today(database) };
    let belonging = Belonging::Organisation(busy.id);
    let all = coming(connection, &belonging, span, 2_000).await.unwrap();
    let some = coming(connection, &belonging, span, 5).await.unwrap();
    assert!(!all.is_cut && some.is_cut && all.offers.len() > 5);
    assert_eq!(some.offers, all.offers[..5]);
    let next = |id: &Uuid| {
        let offer = offers.iter().find(|offer| offer.id.0 == *id).unwrap();
        let dates = offer.dates.iter().map(|date| &date.occurrence.moment);
        dates
            .filter(|moment| moment.end(&county_zone()) >= now)
            .map(|moment| moment.start(&county_zone()))
            .min()
    };
    // What is over comes last.
    let starts: Vec<Timestamp> = all.offers.iter().map(|id| next(id).unwrap_or(Timestamp::MAX)).collect();
    assert!(starts.is_sorted(), "{starts:?}");
}

#[database_test(migrations = migrations)]
async fn a_calendar_tells_the_town_and_the_place_on_the_net_as_the_page_does(database: Database) {
    let areas = settle(&database).await.snapshot();
    let vocabularies = Vocabularies::load(&database).await.unwrap().snapshot();
    let schlieben = areas.by_slug("schlieben").unwrap().area_id;
    let evening = |uid: &str| Event::new(uid, "Gruppe", "20261205T190000");
    bring_in(&database, &[evening("1@example.org"), evening("2@example.org").at("Markt, Schlieben")]).await;
    let mut offers = all_offers(&database).await;
    offers.sort_by(|a, b| key(&a.origin).cmp(key(&b.origin)));
    let online = Online { address: Some("https://treffen.example.org/raum".parse().unwrap()) };
    let location = Location {
        text: Some("Feuerwehrhaus\nSaal".to_owned()),
        area: Some(schlieben),
        ..Location::default()
    };
    offers[0].details.venue = Venue::Hybrid(location.clone(), online.clone());
    let around = Surroundings::of(database.read(), vocabularies, areas, &offers).await.unwrap();
    let written = |offer: &Offer, part: Part<'_>| {
        let events = vec![event(offer, &around, part).unwrap()];
        calendar_file::write(&WrittenCalendar { events, ..WrittenCalendar::default() }).replace("\r\n ", "")
    };
    let hybrid = written(&offers[0], Part::Everything);
    assert!(hybrid.contains("\r\nLOCATION:Feuerwehrhaus\\, Saal\\, Schlieben\r\n"), "{hybrid}");
    let conference = "\r\nCONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=\"treffen.example.org\":\
                      https://treffen.example.org/raum\r\n";
    assert!(hybrid.contains(conference), "{hybrid}");
    let named = written(&offers[1], Part::Everything);
    assert!(
        named.contains("\r\nLOCATION:Markt\\, Schlieben\r\n") && !named.contains("CONFERENCE"),
        "{named}"
    );

    let mut elsewhere = offers[0].dates[0].clone();
    elsewhere.place = Some("Turnhalle".to_owned());
    let single = written(&offers[0], Part::Only(&elsewhere));
    assert!(single.contains("\r\nLOCATION:Turnhalle\r\n"), "{single}");

    // What the page no longer tells, the calendar does not tell either.
    for venue in [Venue::Hybrid(location, online.clone()), Venue::Online(online)] {
        let mut withdrawn = offers[0].clone();
        (withdrawn.details.venue, withdrawn.state) = (venue, State::Withdrawn);
        let withdrawn = written(&withdrawn, Part::Everything);
        assert!(
            withdrawn.contains("STATUS:CANCELLED") && !withdrawn.contains("treffen.example.org"),
            "{withdrawn}"
        );
    }

    // Whoever brings it in has what was there.
    let write = database.write().await.unwrap();
    bring_in_with(&database, &write, hybrid.as_bytes(), today(&database), true).await.unwrap();
    write.commit().await.unwrap();
    let came = all_offers(&database).await;
    let came = came.iter().find(|offer| offer.id == offers[0].id).unwrap();
    let Venue::Hybrid(location, online) = &came.details.venue else { panic!("{:?}", came.details.venue) };
    assert_eq!((location.text.as_deref(), location.area), (Some("Feuerwehrhaus, Saal"), Some(schlieben)));
    assert_eq!(location.position, None, "nobody told one");
    assert_eq!(online.address.as_ref().unwrap().as_str(), "https://treffen.example.org/raum");
    assert_eq!(
        written(came, Part::Everything).matches("Schlieben").count(),
        2,
        "once, and that it was added"
    );
}

/// Start, end, state, own title and own place of a date.
type SaidDate = (Timestamp, Option<Timestamp>, &'static str, Option<String>, Option<String>);

/// What a calendar says about an offer.
#[derive(Debug, PartialEq)]
struct Said {
    title: String,
    text: String,
    /// The place in words, where no known place is meant.
    place: Option<String>,
    is_known_place: bool,
    /// The municipality by its name, where what somebody wrote does not name it.
    town: Option<String>,
    is_hybrid: bool,
    /// Where on the net.
    online: Option<String>,
    link: Option<String>,
    series: Option<Rule>,
    dates: Vec<SaidDate>,
}

fn said(offer: &Offer, areas: &Snapshot) -> Said {
    let text = offer.details.texts.source();
    let location = offer.details.venue.location();
    let zone = county_zone();
    Said {
        title: text.title.clone(),
        text: text.body.trim().to_owned(),
        place: location.and_then(|location| location.text.clone()),
        is_known_place: location.is_some_and(|location| location.place.is_some()),
        town: location.and_then(|location| {
            let name = areas.municipality(location.area?)?.name.clone();
            let short = name.split(['(', '/']).next()?.trim();
            let is_added = location.text.as_deref().is_some_and(|text| !text.contains(short));
            is_added.then_some(name)
        }),
        is_hybrid: matches!(&offer.details.venue, Venue::Hybrid(_, online) if online.address.is_some()),
        online: offer.details.venue.online().and_then(|online| Some(online.address.as_ref()?.to_string())),
        link: offer.details.link.as_ref().map(ToString::to_string),
        // Several dates without a rule come back as a series of dates without a rule.
        series: offer.series.clone().filter(|rule| !rule.series.rules.is_empty()),
        dates: offer
            .dates
            .iter()
            .map(|date| {
                let moment = &date.occurrence.moment;
                // Of a series a calendar names the date that was moved; where a single event was before, it has no word for.
                let moved = date.moved_from.filter(|_| offer.dates.len() > 1);
                let moved = moved.map(|from| zone.instant(from));
                let state = date.occurrence.state.as_str();
                (moment.start(&zone), moved, state, date.title.clone(), date.place.clone())
            })
            .collect(),
    }
}
