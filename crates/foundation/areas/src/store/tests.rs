//! The service office loads a county and a later edition of it.

use jiff::civil::date;
use kreisrund_events::AreaChanged;
use kreisrund_kernel::CountyKey;
use kreisrund_store::{Changes, Database, Event};
use kreisrund_testkit::database_test;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Order, Query},
};
use uuid::Uuid;

use super::{
    areas::{CountySummary, area_by_key, main_county, save_county, set_main_county},
    sources::sources,
    *,
};
use crate::{
    area::{CountyExtract, Locality},
    lookup::{Areas, Found},
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
async fn a_county_is_found_when_the_snapshot_is_refreshed(database: Database) {
    let areas = Areas::load(&database).await.unwrap();
    assert_eq!(areas.lookup("Hofen"), Found::None { similar: Vec::new() });
    assert_eq!(main_county(database.read()).await.unwrap(), None);

    save(&database, &county()).await;
    let write = database.write().await.unwrap();
    assert!(set_main_county(&write, &key()).await.unwrap());
    assert!(!set_main_county(&write, &"12062".parse().unwrap()).await.unwrap());
    write.commit().await.unwrap();
    let clone = areas.clone();
    areas.refresh().await.unwrap();

    let Found::One(village) = clone.lookup("hofen") else { panic!("{:?}", clone.lookup("hofen")) };
    assert_eq!((village.name.as_str(), village.municipality.as_str()), ("Hofen", "Seehausen (Aue)"));
    assert_eq!(clone.snapshot().main_county().unwrap().name, "Auenkreis");
    assert_eq!(main_county(database.read()).await.unwrap().unwrap().name, "Auenkreis");
}
