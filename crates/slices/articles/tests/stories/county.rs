//! The demonstration county, and an article that is quickly written.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kreisrund_articles::{
    article::{Article, Author, Details, Draft},
    store,
};
use kreisrund_content::{LanguageTag, Text, Texts, Translation};
use kreisrund_kernel::{ArticleId, Period, Slug, SubjectRef};
use kreisrund_people::{Actor, store::audit::history};
use kreisrund_store::{Database, Write};
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::MigrationTrait;

/// All tables that articles need.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(kreisrund_areas::migrations());
    all.extend(kreisrund_content::migrations());
    all.extend(kreisrund_files::migrations());
    all.extend(kreisrund_people::migrations());
    all.extend(kreisrund_directory::migrations());
    all.extend(store::migrations());
    all
}

/// Loads the demonstration's areas, vocabularies, organisations and places.
pub async fn settle(database: &Database) {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    kreisrund_content::standard::save_standard(&write).await.unwrap();
    kreisrund_directory::demo::save_demo(&write, today(database)).await.unwrap();
    write.commit().await.unwrap();
}

pub fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

/// The Sunday on which the stories take place.
pub fn today(database: &Database) -> Date {
    database.clock().today()
}

pub fn office() -> Actor {
    Actor::staff("Servicestelle")
}

/// An article of the office that says little.
pub fn draft(title: &str) -> Draft {
    let source =
        Text::new(LanguageTag::german(), title, "In Kürze.", "Es war einmal.\n\nUnd so ging es weiter.");
    let english = Text::new(LanguageTag::english(), &format!("{title} (English)"), "In short.", "Once.");
    Draft {
        slug: Slug::from_text(title).unwrap(),
        details: Details {
            author: Author::Office,
            texts: Texts::new(source, vec![Translation::fresh(english)]).unwrap(),
            drawing: None,
            area: None,
            place: None,
            part: None,
            shown: Period::ALWAYS,
            about: Period::ALWAYS,
            terms: BTreeSet::new(),
        },
        example: false,
    }
}

/// Writes `draft` and publishes it.
pub async fn publish(write: &Write, draft: &Draft) -> ArticleId {
    let id = store::add(write, draft, &office()).await.unwrap();
    let Some(store::states::Found::Draft(found)) = store::states::find(write, id).await.unwrap() else {
        panic!("what was just written is a draft");
    };
    store::states::carry_out(write, found.publish(), &office()).await.unwrap();
    id
}

pub async fn article(database: &Database, id: ArticleId) -> Article {
    store::full(database.read(), &[id.0]).await.unwrap().pop().unwrap()
}

/// How many messages were written for others.
pub async fn messages(database: &Database) -> usize {
    // Not through the outbox's reader: on PostgreSQL that waits for transactions of other stories.
    let connection = database.read();
    let count = Statement::from_string(connection.get_database_backend(), "SELECT COUNT(*) FROM outbox");
    let row = connection.query_one_raw(count).await.unwrap().unwrap();
    usize::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()
}

/// What was done to a record, the newest first, with the fields that changed.
pub async fn done(database: &Database, subject: SubjectRef) -> Vec<(String, Vec<String>)> {
    let entries = history(database.read(), subject, 100).await.unwrap();
    let fields = |fields: Vec<kreisrund_people::audit::ChangedField>| {
        fields.into_iter().map(|field| field.name).collect()
    };
    entries.into_iter().map(|entry| (entry.action, fields(entry.fields))).collect()
}
