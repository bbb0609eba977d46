//! Texts and terms of the directory's records.

use kreisrund_content::{
    LanguageTag, Text, Texts, Vocabulary,
    standard::save_standard,
    store::{
        texts::texts_of,
        vocabularies::{self, terms_of},
    },
};
use kreisrund_kernel::{SubjectKind, SubjectRef, TermId};
use kreisrund_store::migrate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm_migration::MigrationTrait;

use super::*;
use crate::store::descriptions::{save_texts, set_terms};

#[database_test(migrations = all_migrations)]
async fn whoever_changes_a_text_or_a_term_changes_the_organisation(database: Database) {
    let write = database.write().await.unwrap();
    save_standard(&write).await.unwrap();
    let id = club(&write, "Sprachtreff").await.id;
    write.commit().await.unwrap();
    let before = published(&database).await.len();
    let subject = SubjectRef::new(SubjectKind::Organisation, id);

    let write = database.write().await.unwrap();
    let texts = Texts::only(Text::new(LanguageTag::german(), "Sprachtreff", "", "Wir reden miteinander."));
    assert_eq!(save_texts(&write, id, Some(&texts)).await.unwrap(), Change::Added);
    assert_eq!(save_texts(&write, id, Some(&texts)).await.unwrap(), Change::Unchanged);
    let terms = vocabularies::terms(&*write, Vocabulary::Language).await.unwrap();
    let spoken: Vec<TermId> = terms.iter().take(2).map(|term| term.id).collect();
    set_terms(&write, id, Vocabulary::Language, &spoken).await.unwrap();
    assert_eq!(set_terms(&write, id, Vocabulary::Language, &spoken).await.unwrap(), Change::Unchanged);
    assert!(set_terms(&write, id, Vocabulary::Topic, &spoken).await.is_err(), "a language is no topic");
    write.commit().await.unwrap();
    assert_eq!(texts_of(database.read(), subject).await.unwrap(), Some(texts));
    assert_eq!(terms_of(database.read(), subject).await.unwrap(), spoken);
    let told: Vec<_> = published(&database).await.split_off(before);
    let told = told.iter().filter(|(topic, _)| topic == OrganisationChanged::TOPIC).count();
    assert_eq!(told, 2);

    let write = database.write().await.unwrap();
    assert_eq!(save_texts(&write, id, None).await.unwrap(), Change::Changed);
    assert_eq!(save_texts(&write, id, None).await.unwrap(), Change::Unchanged);
    write.commit().await.unwrap();
    assert_eq!(texts_of(database.read(), subject).await.unwrap(), None);
}

/// The tables before descriptions could be translated.
fn former_migrations() -> Vec<Box<dyn MigrationTrait>> {
    let mut former = all_migrations();
    former.retain(|migration| migration.name() != "directory_000004_descriptions");
    former
}

#[database_test(migrations = former_migrations)]
async fn descriptions_of_former_versions_become_texts(database: Database) {
    let write = database.write().await.unwrap();
    let described = club(&write, "Chor").await;
    let nameless = club(&write, "Verein ohne Worte").await;
    let about = Query::update()
        .table("organisation")
        .value("about", "Wir singen.\n\nJeden Dienstag.")
        .and_where(ExprTrait::eq(Expr::col("id"), described.id.0))
        .to_owned();
    write.execute(&about).await.unwrap();
    write.commit().await.unwrap();

    migrate(&database, all_migrations).await.unwrap();
    let of = async |organisation: &Organisation| {
        let subject = SubjectRef::new(SubjectKind::Organisation, organisation.id);
        texts_of(database.read(), subject).await.unwrap()
    };
    let texts = of(&described).await.unwrap();
    let expected = Text::new(LanguageTag::german(), "Chor", "", "Wir singen.\n\nJeden Dienstag.");
    assert_eq!(texts, Texts::only(expected));
    assert_eq!(of(&nameless).await, None);
}
