//! The office keeps texts, terms and tags on records, and vocabularies get new editions.

use kreisrund_events::TermChanged;
use kreisrund_kernel::{OrganisationId, Slug, SubjectKind, SubjectRef, TermId};
use kreisrund_store::{Change, Changes, Database, Event};
use kreisrund_testkit::database_test;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Order, Query},
};
use uuid::Uuid;

use super::{
    tags::{set_tags, subjects_tagged, tags_of},
    texts::{confirm_translation, save_texts, texts_of, texts_of_many},
    vocabularies::*,
    *,
};
use crate::{
    LanguageTag, Tag, Text, Texts, Translation, Vocabularies, Vocabulary, VocabularyFile,
    standard::save_standard,
};

fn all_migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(migrations());
    all
}

fn organisation() -> SubjectRef {
    SubjectRef::new(SubjectKind::Organisation, OrganisationId::new())
}

fn tag(text: &str) -> LanguageTag {
    text.parse().unwrap()
}

fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

/// Texts from pairs of language and title, the source first.
fn texts(titles: &[(&str, &str)]) -> Texts {
    let mut all = titles.iter().map(|(language, title)| Text::new(tag(language), title, "Satz.", "Absatz."));
    let source = all.next().unwrap();
    Texts::new(source, all.map(Translation::fresh).collect()).unwrap()
}

async fn save(database: &Database, subject: SubjectRef, texts: &Texts) -> Change {
    let write = database.write().await.unwrap();
    let change = save_texts(&write, subject, texts).await.unwrap();
    write.commit().await.unwrap();
    change
}

#[database_test(migrations = all_migrations)]
async fn texts_are_kept_and_translations_grow_old(database: Database) {
    let (club, other) = (organisation(), organisation());
    let first = texts(&[("de", "Montags"), ("en", "Mondays"), ("uk", "Понеділок"), ("ar", "الاثنين")]);
    assert_eq!(texts_of(database.read(), club).await.unwrap(), None);
    assert_eq!(save(&database, club, &first).await, Change::Added);
    assert_eq!(save(&database, club, &first).await, Change::Unchanged);
    assert_eq!(save(&database, other, &texts(&[("en", "Sister cities")])).await, Change::Added);
    assert_eq!(texts_of(database.read(), club).await.unwrap(), Some(first.clone()));

    let second = texts(&[("de", "Dienstags"), ("en", "Tuesdays"), ("uk", "Понеділок")]);
    assert_eq!(save(&database, club, &second).await, Change::Changed);
    let kept = texts_of(database.read(), club).await.unwrap().unwrap();
    let languages: Vec<(&str, bool)> =
        kept.languages().map(|language| (language.as_str(), kept.is_outdated(language))).collect();
    assert_eq!(languages, [("de", false), ("en", false), ("uk", true)], "the Arabic text was taken away");
    assert_eq!(save(&database, club, &second).await, Change::Unchanged);

    let write = database.write().await.unwrap();
    assert!(confirm_translation(&write, club, &tag("uk")).await.unwrap());
    assert!(!confirm_translation(&write, club, &tag("uk")).await.unwrap());
    write.commit().await.unwrap();
    assert_eq!(texts_of(database.read(), club).await.unwrap(), Some(second.clone()));

    let ids = [club.id, other.id, Uuid::now_v7()];
    let many = texts_of_many(database.read(), SubjectKind::Organisation, &ids).await.unwrap();
    assert_eq!((many.len(), &many[&club.id]), (2, &second));
    assert_eq!(many[&other.id].in_language(&tag("de")).title, "Sister cities");
    assert!(texts_of_many(database.read(), SubjectKind::Place, &ids).await.unwrap().is_empty());
}

#[database_test(migrations = all_migrations)]
async fn the_source_may_change_its_language(database: Database) {
    let club = organisation();
    save(&database, club, &texts(&[("de", "Hallo"), ("en", "Hello")])).await;
    let turned = texts(&[("en", "Hello"), ("de", "Hallo")]);
    assert_eq!(save(&database, club, &turned).await, Change::Changed);
    assert_eq!(texts_of(database.read(), club).await.unwrap(), Some(turned));
}

#[database_test(migrations = all_migrations)]
async fn many_texts_are_read_at_once(database: Database) {
    let clubs: Vec<SubjectRef> = (0..ROWS_AT_ONCE + 20).map(|_| organisation()).collect();
    let write = database.write().await.unwrap();
    for (number, club) in clubs.iter().enumerate() {
        save_texts(&write, *club, &texts(&[("de", &format!("Verein {number}"))])).await.unwrap();
    }
    write.commit().await.unwrap();
    let ids: Vec<Uuid> = clubs.iter().map(|club| club.id).collect();
    let many = texts_of_many(database.read(), SubjectKind::Organisation, &ids).await.unwrap();
    assert_eq!(many.len(), clubs.len());
    assert!(
        clubs
            .iter()
            .enumerate()
            .all(|(number, club)| many[&club.id].source().title == format!("Verein {number}"))
    );
}

#[database_test(migrations = all_migrations)]
async fn a_text_with_characters_that_no_database_keeps_is_tidied(database: Database) {
    let club = organisation();
    let mut text = Text::new(tag("de"), "Titel", "", "");
    text.body = "Null\u{0}zeichen".into();
    assert_eq!(save(&database, club, &Texts::only(text.clone())).await, Change::Added);
    assert_eq!(save(&database, club, &Texts::only(text)).await, Change::Unchanged);
    assert_eq!(texts_of(database.read(), club).await.unwrap().unwrap().source().body, "Nullzeichen");
}

fn vocabulary(vocabulary: &str, edition: &str, terms: &str) -> VocabularyFile {
    let text = format!("vocabulary = \"{vocabulary}\"\nedition = \"{edition}\"\n{terms}");
    VocabularyFile::read("test.toml", &text).unwrap()
}

fn first_topics() -> VocabularyFile {
    vocabulary(
        "topic",
        "2026-11",
        r#"
[[term]]
slug = "sprachen"
labels = { de = "Sprachen", en = "Languages" }
codes = { vhs = "4" }
[[term.text]]
language = "de"
title = "Sprachen"
[[term]]
slug = "computer"
labels = { de = "Computer" }
codes = { vhs = "5.01" }
[[term]]
slug = "deutsch"
labels = { de = "Deutsch" }
parent = "sprachen"
codes = { vhs = ["4", "4.04"] }
[[term]]
slug = "kegeln"
labels = { de = "Kegeln" }
"#,
    )
}

fn second_topics() -> VocabularyFile {
    vocabulary(
        "topic",
        "2027-02",
        r#"
[[term]]
slug = "digitales"
labels = { de = "Digitales" }
codes = { vhs = "5" }
replaces = ["computer", "nie-gewesen"]
[[term]]
slug = "sprachen"
labels = { de = "Sprachen", en = "Languages" }
codes = { vhs = "4" }
[[term]]
slug = "deutsch"
labels = { de = "Deutsch lernen" }
parent = "sprachen"
codes = { vhs = ["4", "4.04"] }
"#,
    )
}

async fn save_file(database: &Database, file: &VocabularyFile) -> Changes {
    let write = database.write().await.unwrap();
    let changes = save_edition(&write, file).await.unwrap();
    write.commit().await.unwrap();
    changes
}

async fn topic(database: &Database, name: &str) -> crate::Term {
    term_by_slug(database.read(), Vocabulary::Topic, &slug(name)).await.unwrap().unwrap()
}

/// The terms that were published. The log's reader would hold back what other tests' transactions on the same
/// PostgreSQL server might still overtake, so this looks at the table.
async fn published(database: &Database) -> Vec<Uuid> {
    let query = Query::select()
        .columns(["topic", "subject_id"])
        .from("outbox")
        .order_by("sequence", Order::Asc)
        .to_owned();
    let rows = database.read().query_all(&query).await.unwrap();
    assert!(rows.iter().all(|row| row.try_get::<String>("", "topic").unwrap() == TermChanged::TOPIC));
    rows.iter().map(|row| row.try_get("", "subject_id").unwrap()).collect()
}

#[database_test(migrations = all_migrations)]
async fn a_later_edition_adds_renames_and_retires(database: Database) {
    assert_eq!(save_file(&database, &first_topics()).await, Changes { added: 4, ..Changes::default() });
    assert_eq!(published(&database).await.len(), 4);
    assert_eq!(save_file(&database, &first_topics()).await, Changes { unchanged: 4, ..Changes::default() });
    let (computer, german) = (topic(&database, "computer").await, topic(&database, "deutsch").await);
    assert_eq!(german.parent, Some(topic(&database, "sprachen").await.id));

    let changes = save_file(&database, &second_topics()).await;
    // Two were renamed or moved in the order: “sprachen”, “deutsch”.
    assert_eq!(changes, Changes { added: 1, changed: 2, unchanged: 0, gone: 2 });
    let retired = topic(&database, "computer").await;
    assert_eq!((retired.id, retired.retired_in.as_ref().unwrap().as_str()), (computer.id, "2027-02"));
    assert_eq!(retired.replaced_by, Some(topic(&database, "digitales").await.id));
    assert_eq!(retired.label(&tag("de")), "Computer", "old records can still say what they were about");
    assert_eq!(topic(&database, "kegeln").await.replaced_by, None);
    assert_eq!(topic(&database, "deutsch").await.label(&tag("de")), "Deutsch lernen");
    let in_order: Vec<String> = terms(database.read(), Vocabulary::Topic)
        .await
        .unwrap()
        .iter()
        .map(|term| term.slug.to_string())
        .collect();
    assert_eq!(in_order, ["digitales", "sprachen", "deutsch", "computer", "kegeln"]);
    let text =
        texts_of(database.read(), SubjectRef::new(SubjectKind::Term, topic(&database, "sprachen").await.id));
    assert!(text.await.unwrap().is_some(), "texts stay where an edition has none");

    let names: Vec<String> = editions(database.read(), Vocabulary::Topic)
        .await
        .unwrap()
        .iter()
        .map(|e| e.name.to_string())
        .collect();
    assert_eq!(names, ["2027-02", "2026-11"]);
    let write = database.write().await.unwrap();
    let older = save_edition(&write, &first_topics()).await;
    assert!(matches!(older, Err(SaveEditionError::Older { .. })), "{older:?}");
    drop(write);

    let third =
        vocabulary("topic", "2027-08", "[[term]]\nslug = \"computer\"\nlabels = { de = \"Computer\" }");
    assert_eq!(save_file(&database, &third).await, Changes { added: 0, changed: 1, unchanged: 0, gone: 3 });
    let again = topic(&database, "computer").await;
    assert_eq!((again.id, again.retired_in, again.replaced_by), (computer.id, None, None));
}

#[database_test(migrations = all_migrations)]
async fn foreign_codes_lead_to_the_nearest_term(database: Database) {
    save_file(&database, &first_topics()).await;
    let snapshot = Vocabularies::load(&database).await.unwrap().snapshot();
    for (code, expected) in [
        ("4", Some("sprachen")),
        ("4.04", Some("deutsch")),
        ("4.04.7", Some("deutsch")),
        ("4.01", Some("sprachen")),
        ("40", None),
        ("5", None),
        ("5.01", Some("computer")),
        ("", None),
        (".", None),
    ] {
        let stored = term_by_code(database.read(), Vocabulary::Topic, "vhs", code).await.unwrap();
        assert_eq!(stored.as_ref().map(|term| term.slug.as_str()), expected, "{code}");
        let known = snapshot.by_code(Vocabulary::Topic, "vhs", code);
        assert_eq!(known, stored.as_ref(), "{code}");
    }
    assert_eq!(term_by_code(database.read(), Vocabulary::Audience, "vhs", "4").await.unwrap(), None);
    assert_eq!(term_by_code(database.read(), Vocabulary::Topic, "dewey", "4").await.unwrap(), None);
    save_file(&database, &second_topics()).await;
    let after = term_by_code(database.read(), Vocabulary::Topic, "vhs", "5.01").await.unwrap();
    assert_eq!(after.unwrap().slug.as_str(), "digitales", "a retired term is no longer found");
}

#[database_test(migrations = all_migrations)]
async fn records_use_terms_and_move_with_them(database: Database) {
    save_file(&database, &first_topics()).await;
    let audience =
        vocabulary("audience", "2026-11", "[[term]]\nslug = \"familien\"\nlabels = { de = \"Familien\" }");
    save_file(&database, &audience).await;
    let situation = vocabulary(
        "life_situation",
        "2026-11",
        "[[term]]\nslug = \"neu-hier\"\nlabels = { de = \"Neu hier\" }\ntopics = [\"deutsch\", \"computer\"]",
    );
    save_file(&database, &situation).await;
    let [computer, german, bowling] = ["computer", "deutsch", "kegeln"];
    let computer = topic(&database, computer).await.id;
    let german = topic(&database, german).await.id;
    let bowling = topic(&database, bowling).await.id;
    let families = terms(database.read(), Vocabulary::Audience).await.unwrap()[0].id;
    let (club, library) = (organisation(), organisation());

    let write = database.write().await.unwrap();
    let set =
        async |subject, vocabulary, terms: &[TermId]| set_terms(&write, subject, vocabulary, terms).await;
    assert_eq!(set(club, Vocabulary::Topic, &[german, computer, german]).await.unwrap(), Change::Added);
    assert_eq!(set(club, Vocabulary::Topic, &[computer, german]).await.unwrap(), Change::Unchanged);
    assert_eq!(set(club, Vocabulary::Audience, &[families]).await.unwrap(), Change::Added);
    assert_eq!(set(library, Vocabulary::Topic, &[computer]).await.unwrap(), Change::Added);
    assert_eq!(set(library, Vocabulary::Topic, &[computer, bowling]).await.unwrap(), Change::Changed);
    for foreign in [families, TermId::new()] {
        let refused = set(club, Vocabulary::Topic, &[computer, foreign]).await;
        assert!(
            matches!(refused, Err(SetTermsError::NotOfVocabulary { term, .. }) if term == foreign),
            "{refused:?}"
        );
    }
    write.commit().await.unwrap();
    assert_eq!(
        terms_of(database.read(), club).await.unwrap(),
        [computer, german, families],
        "in their order"
    );
    let with = async |term| subjects_with(database.read(), term, SubjectKind::Organisation).await.unwrap();
    assert_eq!(with(computer).await, [club.id, library.id]);
    assert!(subjects_with(database.read(), computer, SubjectKind::Place).await.unwrap().is_empty());

    save_file(&database, &second_topics()).await;
    let digital = topic(&database, "digitales").await.id;
    assert_eq!(with(computer).await, [club.id, library.id], "uses are moved only when somebody asks for it");
    let snapshot = Vocabularies::load(&database).await.unwrap().snapshot();
    let new_here = snapshot.by_slug(Vocabulary::LifeSituation, &slug("neu-hier")).unwrap();
    let helping: Vec<TermId> = snapshot.topics_of(new_here.id).iter().map(|term| term.id).collect();
    assert_eq!(helping, [german, digital], "replacements are followed meanwhile");
    assert_eq!(snapshot.situations_of(digital).len(), 1);

    let write = database.write().await.unwrap();
    let moved = move_uses(&write, Vocabulary::Topic).await.unwrap();
    assert_eq!(moved, [club, library]);
    assert_eq!(move_uses(&write, Vocabulary::Topic).await.unwrap(), []);
    write.commit().await.unwrap();
    assert_eq!(with(digital).await, [club.id, library.id]);
    assert!(with(computer).await.is_empty());
    let library_terms = terms_of(database.read(), library).await.unwrap();
    assert!(library_terms.contains(&bowling), "what has no replacement stays: {library_terms:?}");
    let stored = terms(database.read(), Vocabulary::LifeSituation).await.unwrap();
    assert_eq!(stored[0].topics, [german, digital]);

    let write = database.write().await.unwrap();
    forget(&write, club).await.unwrap();
    write.commit().await.unwrap();
    assert!(terms_of(database.read(), club).await.unwrap().is_empty());
    assert_eq!(with(digital).await, [library.id]);
}

#[database_test(migrations = all_migrations)]
async fn a_life_situation_names_topics_that_are_there(database: Database) {
    let situation = vocabulary(
        "life_situation",
        "2026-11",
        "[[term]]\nslug = \"neu-hier\"\nlabels = { de = \"Neu hier\" }\ntopics = [\"deutsch\"]",
    );
    let write = database.write().await.unwrap();
    let refused = save_edition(&write, &situation).await.unwrap_err().to_string();
    assert!(
        refused.starts_with("test.toml, term “neu-hier”, field “topics”: there is no topic “deutsch”"),
        "{refused}"
    );
}

#[database_test(migrations = all_migrations)]
async fn editions_in_any_sequence_leave_what_they_should(database: Database) {
    use crate::vocabulary::tests::{any_editions, apply};
    use proptest::{strategy::Strategy, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    for _ in 0..6 {
        let editions = proptest::strategy::ValueTree::current(&any_editions().new_tree(&mut runner).unwrap());
        // Each sequence on tables as they were, since terms are never deleted: the write is dropped.
        let write = database.write().await.unwrap();
        let mut stored = Vec::new();
        for edition in &editions {
            save_edition(&write, edition).await.unwrap();
            let expected = apply(stored, edition);
            stored = terms(&*write, Vocabulary::Topic).await.unwrap();
            let without_ids = |terms: &[crate::Term]| {
                let name = |id: TermId| terms.iter().find(|term| term.id == id).unwrap().slug.clone();
                let mut seen: Vec<_> = terms
                    .iter()
                    .map(|term| {
                        let relatives = (term.parent.map(name), term.replaced_by.map(name));
                        (
                            term.slug.clone(),
                            term.labels.clone(),
                            term.position,
                            term.retired_in.clone(),
                            relatives,
                        )
                    })
                    .collect();
                seen.sort();
                seen
            };
            assert_eq!(without_ids(&stored), without_ids(&expected));
        }
    }
}

#[database_test(migrations = all_migrations)]
async fn tags_keep_the_spelling_of_their_first_use(database: Database) {
    let tags = |texts: &[&str]| texts.iter().map(|text| Tag::new(text).unwrap()).collect::<Vec<_>>();
    let (club, library) = (organisation(), organisation());
    let write = database.write().await.unwrap();
    let set = async |subject, texts: &[&str]| set_tags(&write, subject, &tags(texts)).await.unwrap();
    assert_eq!(set(club, &["Straßenfest", "Ehrenamt", "STRASSENFEST"]).await, Change::Added);
    assert_eq!(set(library, &["strassenfest"]).await, Change::Added);
    assert_eq!(set(club, &["ehrenamt", "Strassenfest"]).await, Change::Unchanged);
    write.commit().await.unwrap();
    assert_eq!(tags_of(database.read(), club).await.unwrap(), ["Ehrenamt", "Straßenfest"]);
    assert_eq!(tags_of(database.read(), library).await.unwrap(), ["Straßenfest"]);
    let fest = Tag::new("Strassenfest").unwrap();
    let tagged = subjects_tagged(database.read(), &fest, SubjectKind::Organisation).await.unwrap();
    assert_eq!(tagged, [club.id, library.id]);

    let write = database.write().await.unwrap();
    assert_eq!(set_tags(&write, club, &[]).await.unwrap(), Change::Changed);
    write.commit().await.unwrap();
    assert!(tags_of(database.read(), club).await.unwrap().is_empty());
}

#[database_test(migrations = all_migrations)]
async fn the_standard_vocabularies_are_saved_once(database: Database) {
    let save = async || {
        let write = database.write().await.unwrap();
        let changes = save_standard(&write).await.unwrap();
        write.commit().await.unwrap();
        changes
    };
    let vocabularies = Vocabularies::load(&database).await.unwrap();
    assert_eq!(vocabularies.snapshot().terms(Vocabulary::Topic).count(), 0);
    let first = save().await;
    assert_eq!(first, Changes { added: first.added, ..Changes::default() });
    assert!(first.added > 0);
    assert_eq!(save().await, Changes { unchanged: first.added, ..Changes::default() });
    assert_eq!(published(&database).await.len() as u64, first.added);

    let before = vocabularies.snapshot();
    vocabularies.refresh().await.unwrap();
    let snapshot = vocabularies.snapshot();
    assert_eq!(before.terms(Vocabulary::Topic).count(), 0, "who asks several questions asks one snapshot");
    for vocabulary in Vocabulary::ALL {
        assert!(snapshot.edition(vocabulary).is_some() && snapshot.terms(vocabulary).next().is_some());
    }
    for situation in snapshot.terms(Vocabulary::LifeSituation) {
        assert!(!snapshot.topics_of(situation.id).is_empty());
        let texts =
            texts_of(database.read(), SubjectRef::new(SubjectKind::Term, situation.id)).await.unwrap();
        assert!(texts.is_some());
    }

    let later = vocabulary("audience", "2099-01", "[[term]]\nslug = \"alle\"\nlabels = { de = \"Alle\" }");
    save_file(&database, &later).await;
    let after = save().await;
    assert_eq!((after.added, after.changed, after.gone), (0, 0, 0), "an edition of one's own stays");
}
