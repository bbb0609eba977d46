//! What is saved is read back as it was.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, date, datetime};
use kreisrund_content::{Text, Texts, Translation};
use kreisrund_kernel::{
    Amount, AreaId, Euros, OrganisationId, Period, PlaceId, Position, Price, SubjectKind, SubjectRef,
};
use kreisrund_offers::{
    offer::{
        Accessibility, Ages, Contact, Course, Deadline, Details, Draft, Entered, Field, Form, Format,
        Location, Offer, OfferDate, Online, Origin, Registration, Rule, Service, ServiceArea, Source, State,
        Support, Venue, Way, german,
    },
    store::{self, edit, entities::occurrence, rules, states},
};
use kreisrund_people::{Actor, store::audit};
use kreisrund_schedule::{Moment, Occurrence, OccurrenceState, Series, Zone};
use kreisrund_store::{Change, Database};
use kreisrund_testkit::{Backend, Beginning, TestDatabase, database_test};
use proptest::prelude::*;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use uuid::Uuid;

use crate::county::{messages, migrations, save};

/// An offer of an organisation that nobody knows, public from now on.
pub fn draft(slug: &str, title: &str, dates: Vec<Moment>) -> Draft {
    Draft {
        slug: slug.parse().unwrap(),
        details: Details {
            form: Form::Event,
            organisation: OrganisationId::new(),
            co_organisers: Vec::new(),
            venue: Venue::default(),
            texts: german(title, "", ""),
            contact: None,
            ages: None,
            price: None,
            accessibility: Accessibility::default(),
            registration: Registration::default(),
            link: None,
            validity: Period::ALWAYS,
        },
        origin: Origin::Imported {
            source: Source::file(Format::ICalendar),
            key: "kennung@example.org".to_owned(),
        },
        sequence: 0,
        example: false,
        series: None,
        dates: dates
            .into_iter()
            .enumerate()
            .map(|(number, moment)| OfferDate::new(number.to_string(), Occurrence::planned(moment)))
            .collect(),
        terms: BTreeMap::new(),
        keep_before: jiff::Timestamp::MIN,
    }
}

fn text(language: &str, title: &str, summary: &str, body: &str) -> Text {
    Text::new(language.parse().unwrap(), title, summary, body)
}

async fn saved(database: &Database, draft: &Draft) -> Offer {
    let saved = save(database, draft).await;
    assert_eq!(saved.change, Change::Added, "it was there already");
    store::full(database.read(), &[saved.offer.0]).await.unwrap().remove(0)
}

/// Asserts that `offer` says what `draft` said.
fn same(offer: &Offer, draft: &Draft) {
    assert_eq!(offer.details, draft.details);
    assert_eq!(
        (&offer.origin, offer.example, offer.sequence, &offer.series),
        (&draft.origin, draft.example, draft.sequence, &draft.series)
    );
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

fn euros(cents: u32) -> Euros {
    Euros::from_cents(cents)
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
    draft.dates[0].occurrence.state = OccurrenceState::SoldOut;
    draft.dates[0].moved_from = Some(datetime(2026, 12, 4, 19, 0, 0, 0));
    draft.dates[0].title = Some("Lesung mit Gästen".to_owned());
    draft.dates[0].place = Some("Scheune".to_owned());
    let location = Location {
        place: Some(PlaceId::new()),
        text: Some("Im „Saal“,\nhinten".to_owned()),
        area: Some(AreaId::new()),
        position: Some(Position::new(51.691_123_456_789, 13.233_3).unwrap()),
    };
    let online = Online { address: Some("https://treffen.example.org/lesung".parse().unwrap()) };
    let body = "Erster Absatz.\n\nZweiter Absatz – mit „Anführung“ & <b>Zeichen</b>.".repeat(2_000);
    draft.sequence = 7;
    draft.example = true;
    draft.series = Some(Rule {
        series: Series::new(draft.dates[0].occurrence.moment.clone(), "FREQ=WEEKLY;COUNT=3".parse().unwrap()),
        followed_to: date(2027, 12, 31),
    });
    draft.details = Details {
        form: Form::Course(Course {
            level: Some("A1".to_owned()),
            units: Some(16),
            certificate: Some("Teilnahmebescheinigung".to_owned()),
        }),
        co_organisers: vec![OrganisationId::new(), OrganisationId::new()],
        venue: Venue::Hybrid(location, online),
        texts: Texts::new(
            text("de", "Lesung mit Musik 🎶", "Ein Abend für alle.", &body),
            vec![
                Translation::fresh(text("ar", "أمسية شعرية مع الموسيقى", "", "")),
                Translation::fresh(text("en", "Reading with music", "", "")),
            ],
        )
        .unwrap(),
        contact: Some(Contact {
            name: Some("Frau Beispiel".to_owned()),
            phone: Some("030 23125 100".to_owned()),
            email: Some("lesung@example.org".to_owned()),
            hours: Some("dienstags 9 bis 11 Uhr".to_owned()),
        }),
        ages: Some(Ages::new(Some(6), None).unwrap()),
        price: Some(
            Price::new(Amount::Range(euros(500), euros(1_200)), Some(euros(300)), Some("Material 5 €"))
                .unwrap(),
        ),
        accessibility: Accessibility {
            support: [Support::SignLanguage, Support::CompanionFree].into(),
            note: Some("Dolmetscherin ab 19 Uhr".to_owned()),
        },
        registration: Registration {
            way: Way::Link("https://example.org/anmeldung".parse().unwrap()),
            deadline: Some(Deadline::DaysBefore(3)),
            places: Some(12),
            note: Some("Bitte mit Namen".to_owned()),
        },
        link: Some("https://example.org/lesung?a=1&b=2".parse().unwrap()),
        validity: Period::new(Some(date(2026, 11, 1)), Some(date(2027, 1, 31))).unwrap(),
        ..draft.details
    };
    let offer = saved(&database, &draft).await;
    same(&offer, &draft);
    assert_eq!(offer.slug.as_str(), "lesung-mit-musik");
    assert_eq!(offer.updated_at, database.clock().now());
    let by_slug = store::by_slug(database.read(), "lesung-mit-musik").await.unwrap();
    assert_eq!(by_slug, Some(offer));
    assert_eq!(store::by_slug(database.read(), "lesung").await.unwrap(), None);
}

#[database_test(migrations = migrations)]
async fn every_kind_and_venue_is_kept(database: Database) {
    let area = AreaId::new();
    let venues = [
        Venue::Online(Online::default()),
        Venue::AtYours(ServiceArea::County),
        Venue::AtYours(ServiceArea::Municipalities([area].into())),
        Venue::OnSite(Location { text: Some("Am Teich".to_owned()), ..Location::default() }),
    ];
    for (number, venue) in venues.into_iter().enumerate() {
        let mut draft = draft(&format!("hilfe-{number}"), "Hilfe", Vec::new());
        draft.origin = Origin::Demo { name: number.to_string() };
        draft.details.venue = venue;
        draft.details.form = Form::Service(Service {
            opening_hours: Some("Mo,Th 15:00-18:00".parse().unwrap()),
            by_appointment: number == 1,
        });
        same(&saved(&database, &draft).await, &draft);
    }
}

#[database_test(migrations = migrations)]
async fn who_saves_the_same_again_changes_nothing(database: Database) {
    let mut draft = draft("chor", "Chor", vec![berlin(datetime(2026, 12, 5, 19, 0, 0, 0), None)]);
    let offer = saved(&database, &draft).await;
    let again = async |draft: &Draft| {
        let saved = save(&database, draft).await;
        assert_eq!(saved.offer, offer.id);
        saved.change
    };
    assert_eq!(again(&draft).await, Change::Unchanged);
    draft.details.price = Some(Price::new(Amount::Exactly(euros(500)), None, None).unwrap());
    assert_eq!(again(&draft).await, Change::Changed);
    assert_eq!(again(&draft).await, Change::Unchanged);
    draft.dates[0].occurrence.state = OccurrenceState::Cancelled;
    assert_eq!(again(&draft).await, Change::Changed);
    draft.dates.clear();
    draft.keep_before = "2027-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(again(&draft).await, Change::Unchanged, "what has happened has happened");
    draft.keep_before = jiff::Timestamp::MIN;
    assert_eq!(again(&draft).await, Change::Changed);
    assert_eq!(store::full(database.read(), &[offer.id.0]).await.unwrap()[0].dates, []);
}

/// The identifiers of an offer's dates by their keys.
async fn identifiers(database: &Database, offer: &Offer) -> BTreeMap<String, Uuid> {
    let rows = occurrence::Entity::find().filter(occurrence::Column::OfferId.eq(offer.id.0));
    rows.all(database.read()).await.unwrap().into_iter().map(|row| (row.key, row.id)).collect()
}

#[database_test(migrations = migrations)]
async fn many_dates_that_change_stay_the_same_dates_and_take_few_statements(
    database: Database,
    test: TestDatabase,
) {
    const DATES: usize = 1_200;
    let day = |number: usize| {
        date(2026, 12, 1).checked_add(jiff::Span::new().days(i64::try_from(number).unwrap())).unwrap()
    };
    let moments = (0..DATES).map(|number| berlin(day(number).at(18, 0, 0, 0), None)).collect();
    let mut draft = draft("chor", "Chor", moments);
    let offer = saved(&database, &draft).await;
    let before = identifiers(&database, &offer).await;
    let counts = count_statements(&database, test.backend()).await;

    // All are an hour later; the first gets another key, one goes and one comes.
    for date in &mut draft.dates {
        let start = date.occurrence.moment.civil_start();
        date.occurrence.moment = berlin(start.with().hour(19).build().unwrap(), None);
    }
    draft.dates[0].key = "anders".to_owned();
    draft.dates.remove(1);
    draft.dates.push(OfferDate::new(
        "neu".to_owned(),
        Occurrence::planned(berlin(datetime(2031, 1, 1, 19, 0, 0, 0), None)),
    ));
    assert_eq!(save(&database, &draft).await.change, Change::Changed);
    let now = store::full(database.read(), &[offer.id.0]).await.unwrap().remove(0);
    draft.sequence = now.sequence;
    same(&now, &draft);

    let mut expected = before;
    let (first, _) = (expected.remove("0").unwrap(), expected.remove("1"));
    expected.insert("anders".to_owned(), first);
    let mut after = identifiers(&database, &offer).await;
    assert!(after.remove("neu").is_some());
    assert_eq!(after, expected);
    if counts {
        let written = statements(&database).await;
        // One deletes, one inserts; three write over others, each counted as an insertion and an update.
        assert_eq!(written, 8);
    }
}

/// Counts the statements that write dates from now on, where the database can: SQLite counts rows alone.
async fn count_statements(database: &Database, backend: Backend) -> bool {
    if backend != Backend::Postgresql {
        return false;
    }
    let write = database.write().await.unwrap();
    for statement in [
        "CREATE TABLE counted (number INT)",
        "CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql AS \
         'BEGIN INSERT INTO counted VALUES (1); RETURN NULL; END'",
        "CREATE TRIGGER counting AFTER INSERT OR UPDATE OR DELETE ON occurrence FOR EACH STATEMENT \
         EXECUTE FUNCTION count_it()",
    ] {
        write.execute_unprepared(statement).await.unwrap();
    }
    write.commit().await.unwrap();
    true
}

async fn statements(database: &Database) -> i64 {
    let connection = database.read();
    let count = Statement::from_string(connection.get_database_backend(), "SELECT COUNT(*) FROM counted");
    connection.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

/// A person corrects the price; the next import brings a new title and another price.
#[database_test(migrations = migrations)]
async fn what_a_person_entered_survives_the_next_import(database: Database) {
    let mut draft = draft("chor", "Chor", vec![berlin(datetime(2026, 12, 5, 19, 0, 0, 0), None)]);
    let offer = saved(&database, &draft).await;
    let actor = Actor::staff("Frau Beispiel");
    let mut corrected = offer.details.clone();
    corrected.price = Some(Price::free());
    let write = database.write().await.unwrap();
    assert_eq!(edit::edit(&write, &offer, &corrected, true, &actor).await.unwrap(), Change::Changed);
    write.commit().await.unwrap();
    draft.details.price = Some(Price::new(Amount::Exactly(euros(900)), None, None).unwrap());
    draft.details.texts = german("Großer Chor", "", "");
    let saved = save(&database, &draft).await;
    assert_eq!((saved.change, saved.kept), (Change::Changed, vec![Field::Price]));
    let now = store::full(database.read(), &[offer.id.0]).await.unwrap().remove(0);
    assert_eq!(now.details.price, Some(Price::free()));
    assert_eq!(now.details.texts.source().title, "Großer Chor");
    assert_eq!(now.provenance.entered(Field::Price), Some(Entered { locked: true }));
    assert_eq!(now.provenance.entered(Field::Texts), None);
    let told = messages(&database).await;
    assert_eq!(save(&database, &draft).await.change, Change::Unchanged);
    assert_eq!(messages(&database).await, told, "the same again is nothing new, also where it was not taken");
    // Given back, the source has its say again.
    let write = database.write().await.unwrap();
    edit::give_back(&write, &now, Field::Price, &actor).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(save(&database, &draft).await.change, Change::Changed);
    let now = store::full(database.read(), &[offer.id.0]).await.unwrap().remove(0);
    assert_eq!(now.details.price, draft.details.price);
    let subject = SubjectRef::new(SubjectKind::Offer, offer.id);
    let history = audit::history(database.read(), subject, 10).await.unwrap();
    let mut actions: Vec<(&str, Vec<&str>)> = history
        .iter()
        .map(|entry| (entry.action.as_str(), entry.fields.iter().map(|field| field.name.as_str()).collect()))
        .collect();
    actions.sort();
    let changed: Vec<_> = actions.iter().filter(|(action, _)| *action == "offers.changed").collect();
    assert_eq!(changed.len(), 2, "{actions:?}");
    assert!(actions.contains(&("offers.edited", vec!["price"])), "{actions:?}");
    assert!(actions.contains(&("offers.added", vec![])), "{actions:?}");
}

#[database_test(migrations = migrations)]
async fn an_offer_goes_its_way_and_every_step_is_audited(database: Database) {
    let offer = saved(&database, &draft("chor", "Chor", Vec::new())).await;
    let actor = Actor::staff("Frau Beispiel");
    let write = database.write().await.unwrap();
    let Some(states::Found::Published(published)) = states::find(&write, offer.id).await.unwrap() else {
        panic!("what a source brings is public at once")
    };
    let Some(states::Found::Published(same_again)) = states::find(&write, offer.id).await.unwrap() else {
        panic!("it still is")
    };
    let withdrawn = states::carry_out(&write, published.withdraw(), &actor).await.unwrap();
    let sequence = async || store::full(&*write, &[offer.id.0]).await.unwrap().remove(0).sequence;
    assert_eq!(sequence().await, offer.sequence + 1, "calendars learn that it does not take place");
    let overtaken = states::carry_out(&write, same_again.archive(), &actor).await;
    assert!(matches!(overtaken, Err(states::MoveError::Overtaken { .. })), "{overtaken:?}");
    let archived = states::carry_out(&write, withdrawn.archive(), &actor).await.unwrap();
    let draft_again = states::carry_out(&write, archived.revive(), &actor).await.unwrap();
    let submitted = states::carry_out(&write, draft_again.submit(), &actor).await.unwrap();
    assert_eq!(sequence().await, offer.sequence + 1, "no calendar tells of drafts");
    states::carry_out(&write, submitted.publish(), &actor).await.unwrap();
    assert_eq!(sequence().await, offer.sequence + 2, "calendars learn that it takes place after all");
    write.commit().await.unwrap();
    let subject = SubjectRef::new(SubjectKind::Offer, offer.id);
    let history = audit::history(database.read(), subject, 10).await.unwrap();
    assert_eq!(history.iter().filter(|entry| entry.action == "offers.moved").count(), 5);
    let now = store::full(database.read(), &[offer.id.0]).await.unwrap().remove(0);
    assert_eq!(now.state, State::Published);
}

/// What a person took back stays so, whatever its source says; what an import took back comes again.
#[database_test(migrations = migrations)]
async fn a_person_has_the_last_word_on_what_is_public(database: Database) {
    let mut draft = draft("chor", "Chor", Vec::new());
    let offer = saved(&database, &draft).await;
    let write = database.write().await.unwrap();
    let Some(states::Found::Published(published)) = states::find(&write, offer.id).await.unwrap() else {
        panic!("it is public")
    };
    states::carry_out(&write, published.withdraw(), &Actor::staff("Frau Beispiel")).await.unwrap();
    write.commit().await.unwrap();
    draft.details.texts = german("Chor mit Tanz", "", "");
    assert_eq!(save(&database, &draft).await.change, Change::Changed);
    let now = store::full(database.read(), &[offer.id.0]).await.unwrap().remove(0);
    assert_eq!((now.state, now.details.texts.source().title.as_str()), (State::Withdrawn, "Chor mit Tanz"));
}

#[database_test(migrations = migrations)]
async fn a_rule_without_end_gets_its_next_dates_in_time(database: Database) {
    let first = berlin(datetime(2026, 11, 24, 18, 0, 0, 0), Some(datetime(2026, 11, 24, 19, 30, 0, 0)));
    let mut draft = draft("chor", "Chor", Vec::new());
    let rule = "FREQ=WEEKLY".parse().unwrap();
    draft.series = Some(Rule { series: Series::new(first, rule), followed_to: date(2026, 11, 22) });
    let offer = saved(&database, &draft).await;
    let follow = async |until| {
        let write = database.write().await.unwrap();
        let mut after = rules::follow(&write, None, until).await.unwrap();
        while let Some(last) = after {
            after = rules::follow(&write, Some(last), until).await.unwrap();
        }
        write.commit().await.unwrap();
        let now = store::full(database.read(), &[offer.id.0]).await.unwrap().remove(0);
        now.dates.iter().map(|date| date.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(follow(date(2026, 12, 1)).await, ["2026-11-24T18:00:00", "2026-12-01T18:00:00"]);
    let told = messages(&database).await;
    assert_eq!(follow(date(2026, 12, 1)).await.len(), 2);
    assert_eq!(messages(&database).await, told, "nothing new, nothing told");
    assert_eq!(follow(date(2026, 12, 15)).await.len(), 4);
}

#[database_test(migrations = migrations)]
async fn more_offers_than_one_question_may_name_are_read(database: Database) {
    let drafts: Vec<Draft> = (0..1_200)
        .map(|number| {
            let mut draft = draft("angebot", "Angebot", Vec::new());
            draft.origin = Origin::Demo { name: number.to_string() };
            draft
        })
        .collect();
    let write = database.write().await.unwrap();
    store::add_all(&write, &drafts, &Actor::system("story")).await.unwrap();
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
        kreisrund_testkit::run(Backend::Sqlite, Beginning::Empty(migrations), |test| async move {
            for (title, body, price) in titles {
                let mut draft = draft("angebot", &title, dates.clone());
                draft.details.texts = german(&title, &body, &body);
                draft.details.contact = price.map(|name| Contact { name: Some(name), ..Contact::default() });
                same(&saved(test.database(), &draft).await, &draft);
            }
        });
    }
}
