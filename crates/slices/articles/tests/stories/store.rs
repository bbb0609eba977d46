//! Writing, publishing, changing and taking back.

use std::collections::BTreeSet;

use jiff::ToSpan;
use kreisrund_articles::{
    article::{Author, Drawing, Part, State, subject},
    follow,
    store::{
        self, Asked,
        states::{self, Found, MoveError},
    },
};
use kreisrund_content::{Vocabulary, store::vocabularies::snapshot};
use kreisrund_directory::store::{organisations::organisations, places::places};
use kreisrund_kernel::Period;
use kreisrund_store::{Change, Database};
use kreisrund_testkit::database_test;

use crate::county::{article, done, draft, messages, migrations, office, publish, settle, slug, today};

#[database_test(migrations = migrations)]
async fn an_article_goes_its_way_and_every_step_is_written_down(database: Database) {
    let day = today(&database);
    let write = database.write().await.unwrap();
    let id = store::add(&write, &draft("Die alte Mühle"), &office()).await.unwrap();
    write.commit().await.unwrap();
    let fresh = article(&database, id).await;
    assert_eq!((fresh.state, fresh.slug.as_str()), (State::Draft, "die-alte-muehle"));
    assert!(fresh.published_on().is_none() && !fresh.is_shown(day));
    assert_eq!(fresh.details, draft("Die alte Mühle").details, "what was written is read");

    let write = database.write().await.unwrap();
    let Some(Found::Draft(found)) = states::find(&write, id).await.unwrap() else { panic!("a draft") };
    let Some(Found::Draft(twice)) = states::find(&write, id).await.unwrap() else { panic!("a draft") };
    let published = states::carry_out(&write, found.publish(), &office()).await.unwrap();
    let overtaken = states::carry_out(&write, twice.publish(), &office()).await.unwrap_err();
    assert!(matches!(overtaken, MoveError::Overtaken { expected: State::Draft }), "{overtaken}");
    write.commit().await.unwrap();
    let shown = article(&database, id).await;
    assert!(shown.is_shown(day) && !shown.is_shown(day.yesterday().unwrap()));
    assert_eq!((shown.published_on(), shown.public_since()), (Some(day), Some(database.clock().now())));

    let write = database.write().await.unwrap();
    let withdrawn = states::carry_out(&write, published.withdraw(), &office()).await.unwrap();
    assert_eq!(store::page_of(&*write, &Asked::default(), day, 0, 10).await.unwrap().0, 0);
    states::carry_out(&write, withdrawn.publish_again(), &office()).await.unwrap();
    write.commit().await.unwrap();
    let again = article(&database, id).await;
    assert_eq!((again.state, again.first_published_at), (State::Published, shown.first_published_at));

    let steps: Vec<String> =
        done(&database, subject(id)).await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(steps, ["articles.moved", "articles.moved", "articles.moved", "articles.added"]);
}

#[database_test(migrations = migrations)]
async fn what_changed_is_named_and_saving_the_same_changes_nothing(database: Database) {
    settle(&database).await;
    let write = database.write().await.unwrap();
    let id = publish(&write, &draft("Ein Abend im Chor")).await;
    write.commit().await.unwrap();
    let before = article(&database, id).await;
    let (told, steps) = (messages(&database).await, done(&database, subject(id)).await.len());

    let write = database.write().await.unwrap();
    assert_eq!(store::save(&write, &before, &before.details, &office()).await.unwrap(), Change::Unchanged);
    write.commit().await.unwrap();
    assert_eq!((messages(&database).await, done(&database, subject(id)).await.len()), (told, steps));

    let place = places(database.read()).await.unwrap().remove(0);
    let organisation = organisations(database.read()).await.unwrap().remove(0);
    let terms = snapshot(database.read()).await.unwrap();
    let topic = terms.first_level(Vocabulary::Topic).next().unwrap().id;
    let mut details = before.details.clone();
    details.author = Author::Organisation(organisation.id);
    details.place = Some(place.id);
    details.drawing = Some(Drawing { motif: "choir".to_owned(), shows: "Gezeichnet: ein Chor".to_owned() });
    details.terms = BTreeSet::from([topic]);
    let write = database.write().await.unwrap();
    assert_eq!(store::save(&write, &before, &details, &office()).await.unwrap(), Change::Changed);
    write.commit().await.unwrap();
    let after = article(&database, id).await;
    assert_eq!(after.details, details);
    let (action, fields) = done(&database, subject(id)).await.remove(0);
    assert_eq!(action, "articles.changed");
    assert_eq!(fields, ["organisation", "drawing", "place", "terms"]);
    assert_eq!(messages(&database).await, told + 1);

    let asked = |asked: Asked| {
        let database = database.clone();
        async move { store::page_of(database.read(), &asked, today(&database), 0, 10).await.unwrap().0 }
    };
    let all = Asked::default();
    assert_eq!(asked(Asked { organisation: Some(organisation.id), ..all.clone() }).await, 1);
    assert_eq!(asked(Asked { place: Some(place.id), ..all.clone() }).await, 1);
    assert_eq!(asked(Asked { terms: vec![topic], ..all.clone() }).await, 1);
    let other = terms.first_level(Vocabulary::Topic).nth(1).unwrap().id;
    assert_eq!(asked(Asked { terms: vec![other], ..all.clone() }).await, 0);
    assert_eq!(asked(Asked { other_than: Some(id), ..all }).await, 0);
}

#[database_test(migrations = migrations)]
async fn a_term_that_is_no_topic_is_refused(database: Database) {
    settle(&database).await;
    let terms = snapshot(database.read()).await.unwrap();
    let audience = terms.first_level(Vocabulary::Audience).next().unwrap().id;
    let mut wrong = draft("Für alle");
    wrong.details.terms = BTreeSet::from([audience]);
    let write = database.write().await.unwrap();
    let refused = store::add(&write, &wrong, &office()).await.unwrap_err().to_string();
    assert!(refused.contains("neither a topic nor a life situation"), "{refused}");
}

#[database_test(migrations = migrations)]
async fn it_is_shown_on_its_days_alone_and_others_hear_of_the_turn(database: Database) {
    let day = today(&database);
    let days = |from: i64, to: i64| {
        Period::new(Some(day.saturating_add(from.days())), Some(day.saturating_add(to.days()))).unwrap()
    };
    let write = database.write().await.unwrap();
    for (title, shown) in [
        ("Morgen", days(1, 5)),
        ("Heute zuerst", days(0, 5)),
        ("Heute zuletzt", days(-5, 0)),
        ("Gestern", days(-5, -1)),
    ] {
        let mut draft = draft(title);
        draft.details.shown = shown;
        publish(&write, &draft).await;
    }
    write.commit().await.unwrap();
    let (total, shown) = store::page_of(database.read(), &Asked::default(), day, 0, 10).await.unwrap();
    let titles: Vec<&str> = shown.iter().map(|one| one.details.texts.source().title.as_str()).collect();
    assert_eq!((total, titles), (2, vec!["Heute zuerst", "Heute zuletzt"]), "the newest first");
    let told = messages(&database).await;
    follow::follow(&database).await.unwrap();
    // Three turned lately: two began on the fifth day before today, one of them is over; one began today.
    assert_eq!(messages(&database).await, told + 3);
}

#[database_test(migrations = migrations)]
async fn parts_of_a_series_keep_their_order_whenever_they_were_written(database: Database) {
    let write = database.write().await.unwrap();
    let texts = draft("Sagen").details.texts;
    let (series, change) =
        store::series::save(&write, &slug("sagen"), &texts, false, &office()).await.unwrap();
    assert_eq!(change, Change::Added);
    let (same, change) = store::series::save(&write, &slug("sagen"), &texts, false, &office()).await.unwrap();
    assert_eq!((same, change), (series, Change::Unchanged));
    for (title, position) in [("Der dritte", 3), ("Der erste", 1), ("Der zweite", 2)] {
        let mut draft = draft(title);
        draft.details.part = Some(Part { series, position });
        publish(&write, &draft).await;
    }
    write.commit().await.unwrap();
    let parts = store::parts_of(database.read(), series, today(&database)).await.unwrap();
    let titles: Vec<&str> = parts.iter().map(|part| part.details.texts.source().title.as_str()).collect();
    assert_eq!(titles, ["Der erste", "Der zweite", "Der dritte"]);
    let shown = store::shown(database.read(), today(&database)).await.unwrap();
    assert!(shown.iter().all(|one| one.series == Some(series)) && shown.len() == 3);
    let known = store::series::by_slug(database.read(), &slug("sagen")).await.unwrap().unwrap();
    assert_eq!((known.id, &known.texts), (series, &texts));
}

#[database_test(migrations = migrations)]
async fn one_title_twice_gets_a_number_behind_it(database: Database) {
    let write = database.write().await.unwrap();
    for _ in 0..3 {
        publish(&write, &draft("Neues aus der Bücherei")).await;
    }
    write.commit().await.unwrap();
    for name in ["neues-aus-der-buecherei", "neues-aus-der-buecherei-2", "neues-aus-der-buecherei-3"] {
        assert!(store::by_slug(database.read(), &slug(name)).await.unwrap().is_some(), "{name}");
    }
}
