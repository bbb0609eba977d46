//! The service office loads a county, a later edition, organisations and places.

use jiff::civil::date;
use kreisrund_events::{AreaChanged, OrganisationChanged, PlaceChanged};
use kreisrund_kernel::CountyKey;
use kreisrund_store::{Database, Event};
use kreisrund_testkit::database_test;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Order, Query},
};
use uuid::Uuid;

use super::{
    areas::{CountySummary, area_by_key, main_county, save_county, set_main_county},
    organisations::{
        OrganisationDetails, create_organisation, organisation_by_id, organisation_by_slug, organisations,
        save_organisation, similar_slugs,
    },
    places::{PlaceDetails, create_place, find_same_place, place_by_id, place_by_slug, places, save_place},
    sources::sources,
    *,
};
use crate::{
    area::{CountyExtract, Locality},
    demo::{DemoSummary, save_demo},
    lookup::{Directory, Found},
    source::CountySources,
    test_data::{municipality_list, place},
};

fn all_migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(migrations());
    all
}

fn county() -> (CountyExtract, Vec<Locality>, CountySources) {
    let list = municipality_list();
    let extract = list.for_county(&key()).unwrap();
    let places = [
        place("00101", "Hofen", Some("99001"), 51.51, 13.5),
        place("00101", "Seehausen (Aue)", Some("99001"), 51.5, 13.5),
    ];
    let localities = list.localities(&extract, &places);
    let sources = CountySources::published(extract.edition);
    (extract, localities, sources)
}

fn key() -> CountyKey {
    "99001".parse().unwrap()
}

async fn save(database: &Database, data: &(CountyExtract, Vec<Locality>, CountySources)) -> CountySummary {
    let write = database.write().await.unwrap();
    let summary = save_county(&write, &data.0, &data.1, &data.2).await.unwrap();
    write.commit().await.unwrap();
    summary
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
async fn a_county_is_saved_and_saving_it_again_changes_nothing(database: Database) {
    let data = county();
    let first = save(&database, &data).await;
    assert_eq!(first.areas, Changes { added: 5, ..Changes::default() });
    assert_eq!(first.localities, Changes { added: 2, ..Changes::default() });
    let heard = published(&database).await;
    assert_eq!(heard.len(), 5);
    assert!(heard.iter().all(|(topic, _)| topic == AreaChanged::TOPIC));

    let second = save(&database, &data).await;
    assert_eq!(second.areas, Changes { unchanged: 5, ..Changes::default() });
    assert_eq!(second.localities, Changes { unchanged: 2, ..Changes::default() });
    assert_eq!(published(&database).await.len(), 5, "nobody hears of what did not happen");

    let town = area_by_key(database.read(), "99001010").await.unwrap().unwrap();
    assert_eq!(
        (town.name.as_str(), town.official_name.as_str()),
        ("Seehausen (Aue)", "Seehausen (Aue), Stadt")
    );
    assert_eq!((town.population, town.area_km2), (Some(8731), Some(144.5)));
    assert_eq!(town.postcode.unwrap().as_str(), "00101");
    assert_eq!(town.position, data.0.municipalities[0].position);
    let county = area_by_key(database.read(), "99001").await.unwrap().unwrap();
    assert_eq!(town.parent, Some(county.id));
    let state = area_by_key(database.read(), "99").await.unwrap().unwrap();
    assert_eq!((county.parent, state.parent), (Some(state.id), None));

    let sources = sources(database.read()).await.unwrap();
    let loaded: Vec<_> =
        sources.iter().map(|loaded| (loaded.source.publisher.as_str(), loaded.records)).collect();
    assert_eq!(loaded, [("Statistisches Bundesamt (Destatis)", 5), ("GeoNames", 2)]);
    assert_eq!(sources[0].source.edition.as_deref(), Some("2025-09-30"));
}

#[database_test(migrations = all_migrations)]
async fn a_later_edition_updates_ends_and_revives(database: Database) {
    let former = county();
    save(&database, &former).await;
    let before = area_by_key(database.read(), "99001010").await.unwrap().unwrap();

    let mut later = former.clone();
    later.0.edition = Some(date(2026, 3, 31));
    later.0.municipalities[0].population = Some(8700);
    later.0.municipalities[0].official_name = "Seehausen an der Aue, Stadt".into();
    later.0.municipalities.pop();
    later.1.pop();
    let summary = save(&database, &later).await;
    assert_eq!(summary.areas, Changes { added: 0, changed: 1, unchanged: 3, gone: 1 });
    assert_eq!(summary.localities, Changes { added: 0, changed: 0, unchanged: 1, gone: 1 });

    let town = area_by_key(database.read(), "99001010").await.unwrap().unwrap();
    assert_eq!(
        (town.id, town.name.as_str(), town.population),
        (before.id, "Seehausen an der Aue", Some(8700))
    );
    let ended = area_by_key(database.read(), "99001030").await.unwrap().unwrap();
    assert_eq!(ended.valid_to, Some(date(2026, 3, 31)));
    assert_eq!(save(&database, &later).await.areas.gone, 0, "it ends only once");

    let revived = save(&database, &former).await;
    assert_eq!(revived.areas, Changes { added: 0, changed: 2, unchanged: 3, gone: 0 });
    let present = area_by_key(database.read(), "99001030").await.unwrap().unwrap();
    assert_eq!((present.id, present.valid_to), (ended.id, None));
}

#[database_test(migrations = all_migrations)]
async fn nothing_stays_of_a_load_that_was_given_up(database: Database) {
    let (extract, mut localities, sources) = county();
    localities[1].municipality = "99002010".parse().unwrap();
    let write = database.write().await.unwrap();
    assert!(save_county(&write, &extract, &localities, &sources).await.is_err());
    drop(write);
    assert_eq!(area_by_key(database.read(), "99001").await.unwrap(), None);
    assert_eq!(published(&database).await, []);
}

#[database_test(migrations = all_migrations)]
async fn the_directory_learns_of_a_county_when_it_is_refreshed(database: Database) {
    let directory = Directory::load(&database).await.unwrap();
    assert_eq!(directory.lookup("Hofen"), Found::None { similar: Vec::new() });
    assert_eq!(main_county(database.read()).await.unwrap(), None);

    save(&database, &county()).await;
    let write = database.write().await.unwrap();
    assert!(set_main_county(&write, &key()).await.unwrap());
    assert!(!set_main_county(&write, &"12062".parse().unwrap()).await.unwrap());
    write.commit().await.unwrap();
    let clone = directory.clone();
    directory.refresh().await.unwrap();

    let Found::One(village) = clone.lookup("hofen") else { panic!("{:?}", clone.lookup("hofen")) };
    assert_eq!((village.name.as_str(), village.municipality.as_str()), ("Hofen", "Seehausen (Aue)"));
    assert_eq!(clone.snapshot().main_county().unwrap().name, "Auenkreis");
    assert_eq!(main_county(database.read()).await.unwrap().unwrap().name, "Auenkreis");
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
    save(&database, &county()).await;
    let county = area_by_key(database.read(), "99001").await.unwrap().unwrap().id;
    let town = area_by_key(database.read(), "99001010").await.unwrap().unwrap().id;
    let winzig = area_by_key(database.read(), "99001020").await.unwrap().unwrap().id;
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
async fn the_demonstration_county_is_saved_once(database: Database) {
    let save = async || {
        let write = database.write().await.unwrap();
        let summary: DemoSummary = save_demo(&write).await.unwrap();
        write.commit().await.unwrap();
        summary
    };
    let first = save().await;
    assert_eq!(first.county.areas.added, 35);
    assert!(first.organisations.added > 0 && first.places.added > 0);
    let second = save().await;
    assert_eq!(second.county.areas, Changes { unchanged: 35, ..Changes::default() });
    assert_eq!(second.county.localities.unchanged, first.county.localities.added);
    assert_eq!(second.organisations, Changes { unchanged: first.organisations.added, ..Changes::default() });
    assert_eq!(second.places, Changes { unchanged: first.places.added, ..Changes::default() });
    let all = organisations(database.read()).await.unwrap();
    assert!(all.iter().all(|organisation| organisation.details.example));
    let directory = Directory::load(&database).await.unwrap();
    assert!(matches!(directory.lookup("Herzberg"), Found::One(_)));
    assert_eq!(directory.snapshot().main_county().unwrap().name, "Elbe-Elster");
}
