//! The service office records organisations and places.

use kreisrund_areas::store::areas::area_by_key;
use kreisrund_events::{OrganisationChanged, PlaceChanged};
use kreisrund_kernel::{Position, Slug};
use kreisrund_store::{Change, Changes, Database, Event};
use kreisrund_testkit::database_test;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Order, Query},
};
use uuid::Uuid;

use super::{
    organisations::{
        OrganisationDetails, create_organisation, organisation_by_id, organisation_by_slug, organisations,
        save_organisation, similar_slugs,
    },
    places::{PlaceDetails, create_place, find_same_place, place_by_id, place_by_slug, places, save_place},
    *,
};
use crate::demo::{DemoSummary, save_demo};

fn all_migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(kreisrund_areas::migrations());
    all.extend(migrations());
    all
}

/// Topic and subject of everything that was published. The log's reader would hold back what other tests' transactions
/// on the same PostgreSQL server might still overtake, so this looks at the table.
async fn published(database: &Database) -> Vec<(String, Uuid)> {
    let query = Query::select()
        .columns(["topic", "subject_id"])
        .from("outbox")
        .order_by("sequence", Order::Asc)
        .to_owned();
    let rows = database.read().query_all(&query).await.unwrap();
    rows.iter()
        .map(|row| (row.try_get("", "topic").unwrap(), row.try_get("", "subject_id").unwrap()))
        .collect()
}

#[database_test(migrations = all_migrations)]
async fn organisations_get_short_names_and_are_found_by_them(database: Database) {
    let write = database.write().await.unwrap();
    let details =
        |name: &str| OrganisationDetails { name: name.to_owned(), ..OrganisationDetails::default() };
    let first = create_organisation(&write, details("Bürgerverein Ährenfeld")).await.unwrap();
    let second = create_organisation(&write, details("Bürgerverein Ährenfeld")).await.unwrap();
    let nameless = create_organisation(&write, details("★★★")).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(first.slug.as_str(), "buergerverein-aehrenfeld");
    assert_eq!(second.slug.as_str(), "buergerverein-aehrenfeld-2");
    assert_eq!(nameless.slug.as_str(), "organisation");
    assert_eq!(organisation_by_slug(database.read(), &second.slug).await.unwrap(), Some(second.clone()));
    assert_eq!(organisation_by_id(database.read(), first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(organisations(database.read()).await.unwrap().len(), 3);
    let similar = similar_slugs(database.read(), "Bürgerverein Ährenfelt").await.unwrap();
    assert_eq!(similar, std::slice::from_ref(&first.slug), "the second tells itself apart by its number");
    for another_name in ["buergerverein", "buergerverein-birkenfeld", "feuerwehr"] {
        assert!(similar_slugs(database.read(), another_name).await.unwrap().is_empty(), "{another_name}");
    }

    let write = database.write().await.unwrap();
    let mut changed = first.details.clone();
    changed.phone = Some("030 23125 100".into());
    let (saved, change) = save_organisation(&write, &first.slug, changed.clone()).await.unwrap();
    assert_eq!((saved.id, change), (first.id, Change::Changed));
    assert_eq!(save_organisation(&write, &first.slug, changed).await.unwrap().1, Change::Unchanged);
    write.commit().await.unwrap();
    let expected = [first.id, second.id, nameless.id, first.id];
    let expected = expected.map(|id| (OrganisationChanged::TOPIC.to_owned(), id.into()));
    assert_eq!(published(&database).await, expected);
}

#[database_test(migrations = all_migrations)]
async fn a_place_is_recognised_only_when_sure(database: Database) {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    write.commit().await.unwrap();
    let area = async |key: &str| area_by_key(database.read(), key).await.unwrap().unwrap().id;
    let (county, town, winzig) = (area("12062").await, area("12062224").await, area("12062134").await);
    let details = |name: &str, street: Option<&str>, postcode: &str, area| PlaceDetails {
        name: name.to_owned(),
        street: street.map(str::to_owned),
        postcode: Some(postcode.parse().unwrap()),
        locality: Some("Seehausen".into()),
        area: Some(area),
        position: None,
    };
    let write = database.write().await.unwrap();
    let hall = create_place(&write, details("Bürgerhaus", Some("Berliner Straße 12 a"), "00101", town))
        .await
        .unwrap();
    let other = create_place(&write, details("Bürgerhaus", None, "00102", winzig)).await.unwrap();
    let library = create_place(&write, details("Bücherei", Some("Am Markt 1"), "00101", town)).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(
        (hall.slug.as_str(), other.slug.as_str()),
        ("buergerhaus-seehausen", "buergerhaus-seehausen-2")
    );

    let find = async |name: &str, street: Option<&str>, postcode: Option<&str>| {
        let postcode = postcode.map(|postcode| postcode.parse().unwrap());
        let found = find_same_place(database.read(), county, name, street, postcode.as_ref()).await.unwrap();
        found.map(|place| place.id)
    };
    assert_eq!(find("BUERGERHAUS", Some("Berlinerstr. 12a"), Some("00101")).await, Some(hall.id));
    assert_eq!(find("Bürgerhaus", None, None).await, None, "there are two");
    assert_eq!(find("Bürgerhaus", Some("Berliner Straße 13"), Some("00101")).await, None, "another house");
    assert_eq!(find("Bücherei", None, None).await, Some(library.id));
    assert_eq!(find("Bücherei", Some("am markt 1"), None).await, Some(library.id));
    assert_eq!(find("Bücherei", Some("Markt 1"), None).await, None, "perhaps another street");
    assert_eq!(find("Bücherei A", None, None).await, None, "a part of it has a name of its own");
    assert_eq!(find("Bücherei", None, Some("00102")).await, None, "another town's library");
    assert_eq!(find("", None, None).await, None);
    let elsewhere = find_same_place(database.read(), town, "Bürgerhaus", None, None).await.unwrap();
    assert_eq!(elsewhere.map(|place| place.id), Some(hall.id), "within the town it is the only one");
}

#[database_test(migrations = all_migrations)]
async fn places_are_saved_by_their_short_names(database: Database) {
    let slug: Slug = "saal".parse().unwrap();
    let details = PlaceDetails {
        name: "Saal".into(),
        position: Some(Position::new(51.5, 13.5).unwrap()),
        ..PlaceDetails::default()
    };
    let write = database.write().await.unwrap();
    let (saved, change) = save_place(&write, &slug, details.clone()).await.unwrap();
    assert_eq!(change, Change::Added);
    assert_eq!(save_place(&write, &slug, details.clone()).await.unwrap().1, Change::Unchanged);
    let moved = PlaceDetails { position: Some(Position::new(51.6, 13.5).unwrap()), ..details };
    assert_eq!(save_place(&write, &slug, moved.clone()).await.unwrap().1, Change::Changed);
    write.commit().await.unwrap();
    assert_eq!(place_by_slug(database.read(), &slug).await.unwrap().unwrap().details, moved);
    assert_eq!(place_by_id(database.read(), saved.id).await.unwrap().unwrap().slug, slug);
    assert_eq!(places(database.read()).await.unwrap().len(), 1);
    let once = (PlaceChanged::TOPIC.to_owned(), saved.id.into());
    assert_eq!(published(&database).await, [once.clone(), once]);
}

#[database_test(migrations = all_migrations)]
async fn the_demonstration_is_saved_once(database: Database) {
    let save = async || {
        let write = database.write().await.unwrap();
        kreisrund_areas::demo::save_demo(&write).await.unwrap();
        let summary: DemoSummary = save_demo(&write).await.unwrap();
        write.commit().await.unwrap();
        summary
    };
    let first = save().await;
    assert!(first.organisations.added > 0 && first.places.added > 0);
    let second = save().await;
    assert_eq!(second.organisations, Changes { unchanged: first.organisations.added, ..Changes::default() });
    assert_eq!(second.places, Changes { unchanged: first.places.added, ..Changes::default() });
    let all = organisations(database.read()).await.unwrap();
    assert!(all.iter().all(|organisation| organisation.details.example));
}
