use kreisrund_kernel::CountyKey;
use kreisrund_store::Database;
use kreisrund_testkit::database_test;

use super::*;
use crate::{
    demo,
    store::{
        areas::{area_by_key, main_county},
        sources::sources,
    },
};

fn all_migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(crate::migrations());
    all
}

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn polygon(south: f64, west: f64) -> Polygon {
    let ring = |south: f64, west: f64, size: f64| {
        let corners = [(0.0, 0.0), (0.0, size), (size, size), (size, 0.0)];
        Ring::new(corners.map(|(up, right)| at(south + up, west + right)).to_vec()).unwrap()
    };
    Polygon::new(ring(south, west, 0.1), vec![ring(south + 0.02, west + 0.02, 0.02)]).unwrap()
}

fn source(edition: &str) -> Source {
    let mut source = Source::boundaries("x.shp", "Grenzen; Amt; dl-de/by-2-0").unwrap();
    source.edition = Some(edition.to_owned());
    source
}

async fn save(database: &Database, matched: &Matched, source: &Source) -> Changes {
    let write = database.write().await.unwrap();
    let changes = save_boundaries(&write, matched, source).await.unwrap();
    write.commit().await.unwrap();
    changes
}

async fn demo_county(database: &Database) {
    let write = database.write().await.unwrap();
    demo::save_demo(&write).await.unwrap();
    write.commit().await.unwrap();
}

#[database_test(migrations = all_migrations)]
async fn the_demonstration_county_has_its_boundaries(database: Database) {
    demo_county(&database).await;
    let with = areas_with_boundary(database.read()).await.unwrap();
    assert_eq!(with.len(), 33);
    let herzberg = area_by_key(database.read(), "12062224").await.unwrap().unwrap();
    let boundary = boundary_of(database.read(), herzberg.id).await.unwrap().unwrap();
    assert!(boundary.contains(at(51.691, 13.235)));
    let ids: Vec<AreaId> = with.iter().copied().collect();
    let all = boundaries_of(database.read(), &ids).await.unwrap();
    assert_eq!(all.keys().copied().collect::<BTreeSet<_>>(), with);
    assert_eq!(all[&herzberg.id], boundary);
    let county = main_county(database.read()).await.unwrap().unwrap();
    assert_eq!(county.key, "12062".parse::<CountyKey>().unwrap().as_str());
    assert_eq!(
        boundary_of(database.read(), county.id).await.unwrap(),
        None,
        "it is drawn by its municipalities"
    );
    let publishers: Vec<String> =
        sources(database.read()).await.unwrap().into_iter().map(|loaded| loaded.source.publisher).collect();
    assert!(
        publishers.contains(&"Bundesamt für Kartographie und Geodäsie (BKG)".to_owned()),
        "{publishers:?}"
    );
}

#[database_test(migrations = all_migrations)]
async fn boundaries_are_saved_once_and_replaced_by_later_ones(database: Database) {
    demo_county(&database).await;
    let rounded = |polygons: Vec<Polygon>| Boundary::new(polygons).unwrap().rounded(5).unwrap();
    let boundary = rounded(vec![polygon(51.6, 13.6), polygon(51.8, 13.6)]);
    let matched = |boundary: Boundary| {
        let boundaries = [("12062", boundary.clone()), ("12062224", boundary.clone()), ("99999", boundary)];
        Matched {
            boundaries: boundaries.map(|(key, own)| (key.to_owned(), own)).into(),
            ..Matched::default()
        }
    };
    let first = save(&database, &matched(boundary.clone()), &source("2024")).await;
    assert_eq!(
        first,
        Changes { added: 1, changed: 1, ..Changes::default() },
        "the county, and one that had another"
    );
    let again = save(&database, &matched(boundary.clone()), &source("2024")).await;
    assert_eq!(again, Changes { unchanged: 2, ..Changes::default() });

    let county = main_county(database.read()).await.unwrap().unwrap();
    let read = boundary_of(database.read(), county.id).await.unwrap().unwrap();
    assert_eq!(read, boundary);
    assert!(read.contains(at(51.61, 13.61)) && !read.contains(at(51.63, 13.63)), "the hole is still one");

    let smaller = rounded(vec![polygon(51.6, 13.6)]);
    let later = save(&database, &matched(smaller.clone()), &source("2025")).await;
    assert_eq!(later, Changes { changed: 2, ..Changes::default() });
    assert_eq!(boundary_of(database.read(), county.id).await.unwrap(), Some(smaller));
    let loaded = sources(database.read()).await.unwrap();
    let edition = loaded.iter().find(|loaded| loaded.source.key == "boundaries-x").unwrap();
    assert_eq!(edition.source.edition.as_deref(), Some("2025"));
}

#[database_test(migrations = all_migrations)]
async fn who_keeps_areas_in_memory_hears_of_changed_boundaries(database: Database) {
    demo_county(&database).await;
    let heard = async || {
        let query = sea_orm::sea_query::Query::select().column("subject_id").from("outbox").to_owned();
        let rows = database.read().query_all(&query).await.unwrap();
        rows.iter().map(|row| row.try_get::<Uuid>("", "subject_id").unwrap()).collect::<Vec<_>>()
    };
    let before = heard().await.len();
    let boundaries =
        BTreeMap::from([("12062".to_owned(), Boundary::new(vec![polygon(51.6, 13.6)]).unwrap())]);
    let matched = Matched { boundaries, ..Matched::default() };
    save(&database, &matched, &source("2024")).await;
    save(&database, &matched, &source("2024")).await;
    let county = main_county(database.read()).await.unwrap().unwrap();
    assert_eq!(heard().await[before..], [Uuid::from(county.id)], "once");
}
