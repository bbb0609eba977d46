//! The office changes the words of its standing pages, on both databases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use jiff::civil::{Date, date};
use kreisrund_content::{LanguageTag, Text};
use kreisrund_people::{Actor, store::audit};
use kreisrund_standing_pages::{
    StandingPage,
    store::{self, PageWords, Saved},
};
use kreisrund_store::Database;
use kreisrund_testkit::database_test;
use sea_orm_migration::MigrationTrait;

const TODAY: Date = date(2026, 11, 22);

fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(kreisrund_content::migrations());
    all.extend(kreisrund_people::migrations());
    all
}

async fn words(database: &Database, page: StandingPage) -> PageWords {
    store::words(database.read(), page).await.unwrap()
}

async fn save(database: &Database, language: &LanguageTag, body: &str) -> Saved {
    let text = Text::new(language.clone(), "Unsere Seite", "", body);
    let write = database.write().await.unwrap();
    let saved = store::save(&write, StandingPage::About, &text, TODAY, &actor()).await.unwrap();
    write.commit().await.unwrap();
    saved
}

async fn reset(database: &Database, language: &LanguageTag) -> bool {
    let write = database.write().await.unwrap();
    let was_own = store::reset(&write, StandingPage::About, language, &actor()).await.unwrap();
    write.commit().await.unwrap();
    was_own
}

fn actor() -> Actor {
    Actor::system("story")
}

#[database_test(migrations = migrations)]
async fn own_words_take_precedence_page_by_page_and_language_by_language(database: Database) {
    let (german, english) = (LanguageTag::german(), LanguageTag::english());
    let shipped = words(&database, StandingPage::About).await;
    assert!(!shipped.is_own(&german) && !shipped.texts.is_outdated(&english));

    assert_eq!(save(&database, &german, "Wir sind {operator}.").await, Saved::Added);
    assert_eq!(save(&database, &german, "Wir sind {operator}.").await, Saved::Unchanged);
    let own = words(&database, StandingPage::About).await;
    assert!(own.is_own(&german) && !own.is_own(&english));
    assert_eq!(own.texts.source().body, "Wir sind {operator}.");
    assert_eq!(own.texts.exactly_in(&english), shipped.texts.exactly_in(&english));
    assert!(own.texts.is_outdated(&english), "it translates the German text that came with the program");
    assert_eq!(words(&database, StandingPage::Imprint).await.own_languages(), 0, "other pages stay");

    assert_eq!(save(&database, &german, "Wir.").await, Saved::Changed);
    assert!(reset(&database, &german).await);
    assert!(!reset(&database, &german).await, "there is nothing more to take back");
    let again = words(&database, StandingPage::About).await;
    assert_eq!(again.texts, shipped.texts);

    let history = audit::history(database.read(), StandingPage::About.subject(), 10).await.unwrap();
    let done: Vec<(&str, &str)> =
        history.iter().map(|entry| (entry.action.as_str(), entry.fields[0].name.as_str())).collect();
    assert_eq!(
        done,
        [
            ("standing_pages.reset", "text.de"),
            ("standing_pages.saved", "text.de"),
            ("standing_pages.saved", "text.de"),
        ]
    );
}

#[database_test(migrations = migrations)]
async fn a_translation_is_outdated_when_german_changes_and_not_when_it_was_looked_at(database: Database) {
    let (german, english) = (LanguageTag::german(), LanguageTag::english());
    let is_outdated = async || words(&database, StandingPage::About).await.texts.is_outdated(&english);

    save(&database, &english, "We are us.").await;
    assert!(!is_outdated().await, "it translates the text that came with the program");
    save(&database, &german, "Wir sind andere.").await;
    assert!(is_outdated().await);
    assert_eq!(save(&database, &english, "We are us.").await, Saved::Confirmed);
    assert!(!is_outdated().await);
    assert!(reset(&database, &german).await);
    assert!(is_outdated().await, "German says something else again");
    assert_eq!(save(&database, &english, "We are what we were.").await, Saved::Changed);
    assert!(!is_outdated().await);
    assert!(reset(&database, &english).await);
    assert_eq!(words(&database, StandingPage::About).await.own_languages(), 0);
}

#[database_test(migrations = migrations)]
async fn further_languages_are_welcome_and_the_day_is_that_of_saving(database: Database) {
    let ukrainian = LanguageTag::ukrainian();
    save(&database, &ukrainian, "{date}: {operator}").await;
    save(&database, &LanguageTag::german(), "Stand: {date}").await;
    let words = words(&database, StandingPage::About).await;
    assert_eq!(words.texts.exactly_in(&ukrainian).unwrap().body, "22 November 2026: {operator}");
    assert_eq!(words.texts.source().body, "Stand: 22. November 2026");
    assert!(words.texts.is_outdated(&ukrainian));
    assert_eq!(words.texts.languages().count(), 4);
    assert!(reset(&database, &ukrainian).await);
}
