//! The Employment Agency's training search answers, page by page and again and again.

use jiff::civil::date;
use kreisrund_areas::Areas;
use kreisrund_content::Vocabularies;
use kreisrund_directory::{
    organisation::{OrganisationDetails, Role},
    store::{
        organisations::{organisations, save_organisation},
        places::places,
    },
};
use kreisrund_kernel::Period;
use kreisrund_offers::{
    import::{
        ImportError, Report,
        employment_agency::{self, settle},
    },
    offer::{Format, Source, State, county_zone},
};
use kreisrund_store::Database;
use kreisrund_testkit::database_test;
use serde_json::{Value, json};

use crate::{
    county::{all_offers, messages, migrations, offer, settle as settle_county, slug, today},
    importing::{bring_in_as, counts, rows, taken_back},
};

/// A course of the provider `provider` that begins `weeks` weeks after 23 November 2026.
fn course(number: u32, provider: &str, weeks: i64) -> Value {
    let day = date(2026, 11, 23).saturating_add(jiff::Span::new().weeks(weeks));
    let instant = |day: jiff::civil::Date| county_zone().instant(day.at(0, 0, 0, 0)).as_millisecond();
    json!({
        "id": 1000 + number, "beginn": instant(day), "ende": instant(day.saturating_add(jiff::Span::new().days(4))),
        "unterrichtsform": { "bezeichnung": "Präsenzveranstaltung" }, "kostenWert": 100.0, "kostenWaehrung": "EUR",
        "adresse": { "strasse": "Markt 1", "ortStrasse": { "plz": "04916", "name": "Herzberg (Elster)" } },
        "angebot": {
            "id": number, "titel": format!("Lehrgang {number}"), "inhalt": "<p>Viel zu lernen.</p>",
            "bildungsanbieter": {
                "id": 7, "name": provider, "homepage": "https://bildung.example.org", "email": "info@example.org",
                "adresse": { "strasse": "Markt 1", "ortStrasse": { "plz": "04916", "name": "Herzberg (Elster)" } },
            },
        },
    })
}

fn ten() -> Vec<Value> {
    let provider = |number| if number % 2 == 0 { "Bildung A gGmbH" } else { "Bildung B" };
    (0..10).map(|number| course(number, provider(number), number.into())).collect()
}

async fn bring_in(
    database: &Database,
    dates: &[Value],
    total: usize,
    may_vanish: bool,
) -> Result<Report, ImportError> {
    let answer = json!({ "_embedded": { "termine": dates }, "page": { "totalElements": total } }).to_string();
    let vocabularies = Vocabularies::load(database).await?.snapshot();
    let source = Source { format: Format::EmploymentAgency, name: "providers: file".to_owned() };
    let mut answer =
        employment_agency::read(answer.as_bytes(), source, &vocabularies, Period::ALWAYS, today(database))
            .unwrap();
    let write = database.write().await?;
    let areas = Areas::load(database).await?.snapshot();
    let (first, _) = settle(&write, &mut answer, &areas, &places(&*write).await?).await?;
    let report = bring_in_as(database, &write, &answer.reading, &first.unwrap(), may_vanish).await?;
    write.commit().await?;
    Ok(report)
}

#[database_test(migrations = migrations)]
async fn providers_are_made_once_and_their_courses_come_in_once(database: Database) {
    settle_county(&database).await;
    let known = organisations(database.read()).await.unwrap().len();
    assert_eq!(counts(&bring_in(&database, &ten(), 10_000, false).await.unwrap()), (10, 0, 0, 0));
    assert_eq!(organisations(database.read()).await.unwrap().len(), known + 2);
    let (offers, dates, told) =
        (all_offers(&database).await, rows(&database).await, messages(&database).await);
    assert_eq!(counts(&bring_in(&database, &ten(), 10_000, false).await.unwrap()), (0, 0, 10, 0));
    assert_eq!((all_offers(&database).await, rows(&database).await), (offers, dates));
    assert_eq!(messages(&database).await, told);
    assert_eq!(organisations(database.read()).await.unwrap().len(), known + 2);
    let all = organisations(database.read()).await.unwrap();
    let made = all.iter().find(|organisation| organisation.details.name == "Bildung A gGmbH").unwrap();
    assert!(made.details.area.is_some() && made.details.roles.contains(&Role::Provider), "{made:?}");
    assert_eq!(offer(&database, "lehrgang-2").await.details.organisation, made.id);
    assert_ne!(offer(&database, "lehrgang-7").await.details.organisation, made.id);
}

#[database_test(migrations = migrations)]
async fn a_provider_meets_the_organisation_that_it_surely_is(database: Database) {
    settle_county(&database).await;
    let write = database.write().await.unwrap();
    let save = async |short: &str, name: &str, website: Option<&str>| {
        let website = website.map(str::to_owned);
        let details =
            OrganisationDetails { name: name.to_owned(), website, ..OrganisationDetails::default() };
        save_organisation(&write, &slug(short), details).await.unwrap().0.id
    };
    let same_pages =
        save("bildung-a", "BILDUNG A gGmbH", Some("https://www.bildung.example.org/start")).await;
    let same_name = save("bildung-b", "Bildung B", None).await;
    write.commit().await.unwrap();
    bring_in(&database, &ten(), 10, false).await.unwrap();
    assert_eq!(offer(&database, "lehrgang-2").await.details.organisation, same_pages);
    assert_ne!(
        offer(&database, "lehrgang-7").await.details.organisation,
        same_name,
        "of the same name elsewhere"
    );
}

#[database_test(migrations = migrations)]
async fn a_page_takes_nothing_back_and_a_whole_answer_does_with_care(database: Database) {
    settle_county(&database).await;
    bring_in(&database, &ten(), 10, false).await.unwrap();
    let without = |gone: &[usize]| {
        let all = ten().into_iter().enumerate().filter(|(number, _)| !gone.contains(number));
        all.map(|(_, course)| course).collect::<Vec<_>>()
    };
    let page = bring_in(&database, &without(&[4, 7]), 10, false).await.unwrap();
    assert_eq!((page.unchanged, page.withdrawn), (8, 0));
    let whole = bring_in(&database, &without(&[4, 7]), 8, false).await.unwrap();
    assert_eq!(taken_back(&whole), ["4", "7"]);
    assert_eq!(offer(&database, "lehrgang-4").await.state, State::Withdrawn);
    // Most of one provider are gone: too many of the answer as a whole.
    let few = without(&[2, 4, 6, 7, 8]);
    let refused = bring_in(&database, &few, 5, false).await;
    assert!(matches!(refused, Err(ImportError::TooManyVanish { vanishing: 3, known: 8, .. })), "{refused:?}");
    let gone = bring_in(&database, &few, 5, true).await.unwrap();
    assert_eq!(taken_back(&gone), ["2", "6", "8"]);
}

#[database_test(migrations = migrations)]
async fn a_course_that_is_put_off_keeps_its_date(database: Database) {
    settle_county(&database).await;
    bring_in(&database, &ten(), 10, false).await.unwrap();
    let before = rows(&database).await;
    let mut courses = ten();
    courses[2] = course(2, "Bildung A gGmbH", 30);
    let report = bring_in(&database, &courses, 10, false).await.unwrap();
    assert_eq!(counts(&report), (0, 1, 9, 0));
    let after = rows(&database).await;
    assert_eq!(after["2027-06-21T00:00:00"], before["2026-12-07T00:00:00"]);
}
