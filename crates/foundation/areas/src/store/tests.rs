//! The service office loads a county and a later edition of it.

use jiff::civil::date;
use kreisrund_events::AreaChanged;
use kreisrund_kernel::CountyKey;
use kreisrund_store::{Changes, Database, Event};
use kreisrund_testkit::database_test;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Order, Query},
};
use uuid::Uuid;

use super::{
    areas::{CountySummary, area_by_key, main_county, save_county, set_main_county},
    counties::{LoadError, LoadReport, Loading, Named, load_counties},
    sources::sources,
    *,
};
use crate::{
    area::{Area, CountyExtract, Locality, Positions},
    import::{
        corrections::{apply_corrections, read_corrections},
        overlays::read_overlays,
        reforms::read_reforms,
    },
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
    assert_eq!(heard.len(), 6, "the association changed, too");
    assert!(heard.iter().all(|(topic, _)| topic == AreaChanged::TOPIC));

    let second = save(&database, &data).await;
    assert_eq!(second.areas, Changes { unchanged: 5, ..Changes::default() });
    assert_eq!(second.localities, Changes { unchanged: 2, ..Changes::default() });
    assert_eq!(published(&database).await.len(), 6, "nobody hears of what did not happen");

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
    assert_eq!(loaded, [("Statistisches Bundesamt (Destatis)", 6), ("GeoNames", 2)]);
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

    let heard = published(&database).await.len();
    let write = database.write().await.unwrap();
    assert!(set_main_county(&write, &key()).await.unwrap());
    write.commit().await.unwrap();
    assert_eq!(published(&database).await.len(), heard, "it is the main county already");
}

const REFORM: &str = "99001030;99001020;1;2026-01-01";

/// The edition after Bergen went into Winzig.
fn later_county() -> (CountyExtract, Vec<Locality>, CountySources) {
    let mut later = county();
    later.0.edition = Some(date(2026, 3, 31));
    later.0.municipalities.pop();
    later.0.associations.clear();
    later
}

async fn load(
    database: &Database,
    data: &(CountyExtract, Vec<Locality>, CountySources),
    reforms: &str,
    overlays: Option<&str>,
) -> Result<LoadReport, LoadError> {
    let reforms = format!("from_key;to_key;share;date\n{reforms}\n");
    let reforms = read_reforms(reforms.as_bytes()).unwrap_or_default();
    let overlays =
        overlays.map(|rows| read_overlays(format!("kind;key;name;members\n{rows}\n").as_bytes()).unwrap());
    let loading = Loading {
        counties: std::slice::from_ref(&data.0),
        localities: &data.1,
        sources: &data.2,
        reforms: &reforms,
        overlays: overlays.as_deref(),
    };
    let write = database.write().await.unwrap();
    let report = load_counties(&write, &loading).await?;
    write.commit().await.unwrap();
    Ok(report)
}

fn names(areas: &[Named]) -> Vec<&str> {
    areas.iter().map(|area| area.name.as_str()).collect()
}

#[database_test(migrations = all_migrations)]
async fn a_report_tells_by_name_what_a_later_edition_changed(database: Database) {
    let first = load(&database, &county(), "", None).await.unwrap();
    assert_eq!((first.added.len(), first.moved.len()), (0, 0), "the first load is no news");

    let mut later = later_county();
    later.0.municipalities[0].official_name = "Seehausen an der Aue, Stadt".into();
    let mut newcomer = later.0.municipalities[1].clone();
    newcomer.key = "99001040".parse().unwrap();
    newcomer.official_name = "Neudorf".into();
    later.0.municipalities.push(newcomer);
    let report = load(&database, &later, "", None).await.unwrap();
    assert_eq!(names(&report.added), ["Neudorf"]);
    assert_eq!(names(&report.ended), ["Bergen"]);
    assert_eq!(names(&report.unexplained), ["Bergen"], "nobody said what became of it");
    let renamed = &report.renamed[0];
    assert_eq!(
        (renamed.from.as_str(), renamed.to.as_str()),
        ("Seehausen (Aue), Stadt", "Seehausen an der Aue, Stadt")
    );
    let moved = &report.moved[0];
    assert_eq!(
        (moved.area.name.as_str(), moved.from.as_deref(), moved.to.as_deref()),
        ("Winzig", Some("Amt Winzig"), None)
    );
    assert_eq!(report.overlays.gone, 1);
    let neudorf = area_by_key(database.read(), "99001040").await.unwrap().unwrap();
    assert_eq!(neudorf.valid_from, Some(date(2026, 3, 31)));

    let again = load(&database, &later, "", None).await.unwrap();
    assert_eq!((again.areas.unchanged, again.areas.gone, again.overlays), (5, 0, Changes::default()));
    assert!(
        again.added.is_empty()
            && again.ended.is_empty()
            && again.renamed.is_empty()
            && again.moved.is_empty()
    );
    assert_eq!(names(&again.unexplained), ["Bergen"], "it asks until it is told");
}

#[database_test(migrations = all_migrations)]
async fn a_reform_leads_from_former_areas_to_those_of_today(database: Database) {
    load(&database, &county(), "", None).await.unwrap();
    let report = load(&database, &later_county(), REFORM, None).await.unwrap();
    assert_eq!(report.successions, Changes { added: 1, ..Changes::default() });
    assert!(report.unexplained.is_empty());
    let again = load(&database, &later_county(), REFORM, None).await.unwrap();
    assert_eq!(again.successions, Changes { unchanged: 1, ..Changes::default() });
    assert_eq!(again.areas.changed, 0);

    let bergen = area_by_key(database.read(), "99001030").await.unwrap().unwrap();
    let winzig = area_by_key(database.read(), "99001020").await.unwrap().unwrap();
    assert_eq!(
        bergen.valid_to,
        Some(date(2026, 1, 1)),
        "the reform knows the day, the list only the edition"
    );
    let known = successions::successions(database.read()).await.unwrap();
    assert_eq!(known.only_successor(bergen.id, date(2026, 6, 1)), Some(winzig.id));
    assert_eq!(known.predecessors(winzig.id, date(2025, 12, 31)).len(), 2, "Winzig took Bergen in");
    let snapshot = areas::snapshot(database.read()).await.unwrap();
    assert!(snapshot.successions().has_successor(bergen.id));
}

#[database_test(migrations = all_migrations)]
async fn reforms_of_what_nobody_knows_are_refused(database: Database) {
    load(&database, &county(), "", None).await.unwrap();
    load(&database, &later_county(), "", None).await.unwrap();
    for (rows, sentence) in [
        (
            "99001099;99001020;1;2026-01-01",
            "reforms: row 2, column from_key: no area 99001099 is known here; load the list of before the reform \
             first, then the present one",
        ),
        (
            "99001020;99001010;1;2026-01-01",
            "reforms: row 2, column from_key: 99001020 (Winzig) is still there in the list of 2026-03-31; load the \
             list of after the reform",
        ),
        (
            "99001030;99002010;1;2026-01-01",
            "reforms: row 2, column to_key: no area 99002010 is known here; if it lies in another county, load that \
             one too (--with 99002)",
        ),
    ] {
        let refusal = load(&database, &later_county(), rows, None).await.unwrap_err();
        assert_eq!(refusal.to_string(), sentence);
    }
}

#[database_test(migrations = all_migrations)]
async fn circles_over_several_loads_are_refused(database: Database) {
    load(&database, &county(), "", None).await.unwrap();
    load(&database, &later_county(), REFORM, None).await.unwrap();
    let mut last = later_county();
    last.0.municipalities.pop();
    load(&database, &last, "", None).await.unwrap();
    let refusal = load(&database, &last, "99001020;99001030;1;2026-02-01", None).await.unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "reforms: row 2, column from_key: “99001020” becomes its own successor in the end"
    );
}

#[database_test(migrations = all_migrations)]
async fn overlays_have_members_and_remember_former_ones(database: Database) {
    const BOTH: &str = "leader_region;leader-aue;LEADER-Region Aue;99001010, Winzig=0.5\ncustom;alle;Alles;leader-aue, 99001";
    let report = load(&database, &county(), "", Some(BOTH)).await.unwrap();
    assert_eq!(report.overlays, Changes { added: 3, ..Changes::default() }, "the association, too");
    let again = load(&database, &county(), "", Some(BOTH)).await.unwrap();
    assert_eq!(again.overlays, Changes { unchanged: 3, ..Changes::default() });
    let without_file = load(&database, &county(), "", None).await.unwrap();
    assert_eq!(
        without_file.overlays,
        Changes { unchanged: 1, ..Changes::default() },
        "those of the file stay"
    );

    let snapshot = areas::snapshot(database.read()).await.unwrap();
    let id = |key: &str| snapshot.area_by_key(key).unwrap().id;
    let keys = |areas: Vec<&Area>| areas.into_iter().map(|area| area.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(snapshot.overlays_of(id("99001020"))), ["990015001", "leader-aue", "alle"]);
    assert_eq!(keys(snapshot.overlays_of(id("99001010"))), ["leader-aue", "alle"]);
    assert_eq!(keys(snapshot.municipalities_in(id("alle"))).len(), 3);
    let within = areas::ids_within(database.read(), id("alle")).await.unwrap();
    assert!(within.contains(&id("99001030")) && within.contains(&id("leader-aue")));
    assert_eq!(areas::ids_within(database.read(), id("leader-aue")).await.unwrap().len(), 3);
    assert_eq!(keys(snapshot.municipalities()).len(), 3, "overlays are no municipalities");

    const SMALLER: &str = "leader_region;leader-aue;LEADER-Region Aue;99001010, Bergen";
    let report = load(&database, &county(), "", Some(SMALLER)).await.unwrap();
    assert_eq!((report.overlays.changed, report.overlays.gone), (1, 1));
    let snapshot = areas::snapshot(database.read()).await.unwrap();
    assert_eq!(keys(snapshot.members_of(id("leader-aue"))), ["99001030", "99001010"]);
    let former: Vec<_> = overlays::memberships(database.read())
        .await
        .unwrap()
        .into_iter()
        .filter(|known| known.area == id("99001020") && known.overlay == id("leader-aue"))
        .collect();
    assert_eq!((former.len(), former[0].weight, former[0].valid_to.is_some()), (1, Some(0.5), true));
}

#[database_test(migrations = all_migrations)]
async fn overlays_of_unknown_members_are_refused_and_leave_nothing(database: Database) {
    for (rows, sentence) in [
        (
            "custom;x;X;99001010, Winzug",
            "overlays: row 2, column members: no municipality, county or overlay “Winzug” is loaded; did you mean Winzig?",
        ),
        ("custom;x;X;Winzig, 99001020", "overlays: row 2, column members: “99001020” stands there twice"),
    ] {
        let refusal = load(&database, &county(), "", Some(rows)).await.unwrap_err();
        assert_eq!(refusal.to_string(), sentence);
        assert_eq!(area_by_key(database.read(), "99001").await.unwrap(), None, "nothing was kept");
    }
    load(&database, &county(), "", None).await.unwrap();
    let refusal = load(&database, &later_county(), "", Some("custom;x;X;Bergen")).await.unwrap_err();
    assert!(refusal.to_string().contains("“Bergen” is loaded"), "{refusal}");
    let refusal = load(&database, &later_county(), "", Some("custom;x;X;99001030")).await.unwrap_err();
    assert!(
        refusal.to_string().contains("“99001030” (Bergen) is no longer there since 2026-03-31"),
        "{refusal}"
    );
}

fn corrected(
    mut data: (CountyExtract, Vec<Locality>, CountySources),
) -> (CountyExtract, Vec<Locality>, CountySources) {
    let table = "postcode;name;municipality\n00101;Hofen;Bergen\n";
    let corrections = read_corrections(table.as_bytes()).unwrap();
    apply_corrections(&corrections, std::slice::from_ref(&data.0), &mut data.1).unwrap();
    data
}

async fn hofen(database: &Database) -> (String, String, Uuid) {
    let query = Query::select()
        .columns([("locality", "provenance"), ("locality", "id")])
        .column(("area", "key"))
        .from("locality")
        .inner_join("area", Expr::col(("locality", "area_id")).equals(("area", "id")))
        .and_where(Expr::col(("locality", "name")).eq("Hofen"))
        .to_owned();
    let row = database.read().query_one(&query).await.unwrap().unwrap();
    (row.try_get("", "key").unwrap(), row.try_get("", "provenance").unwrap(), row.try_get("", "id").unwrap())
}

#[database_test(migrations = all_migrations)]
async fn a_correction_outlives_loading_the_lists_again(database: Database) {
    load(&database, &county(), "", None).await.unwrap();
    let before = hofen(&database).await;
    assert_eq!((before.0.as_str(), before.1.as_str()), ("99001010", "inferred"));

    let report = load(&database, &corrected(county()), "", None).await.unwrap();
    assert_eq!(report.localities, Changes { changed: 1, unchanged: 1, ..Changes::default() });
    let after = hofen(&database).await;
    assert_eq!((after.0.as_str(), after.1.as_str(), after.2), ("99001030", "confirmed", before.2));
    let again = load(&database, &county(), "", None).await.unwrap();
    assert_eq!(again.localities, Changes { unchanged: 2, ..Changes::default() });
    assert_eq!(hofen(&database).await, after, "without the file it stays confirmed");

    // Bergen ends: its only successor takes over what was confirmed.
    let report = load(&database, &later_county(), REFORM, None).await.unwrap();
    assert!(report.lost_corrections.is_empty());
    let after = hofen(&database).await;
    assert_eq!((after.0.as_str(), after.1.as_str()), ("99001020", "confirmed"));
}

#[database_test(migrations = all_migrations)]
async fn a_correction_whose_municipality_was_divided_is_lost_aloud(database: Database) {
    load(&database, &corrected(county()), "", None).await.unwrap();
    let divided = "99001030;99001020;0.6;2026-01-01\n99001030;99001010;0.4;2026-01-01";
    let report = load(&database, &later_county(), divided, None).await.unwrap();
    assert_eq!(report.lost_corrections, ["00101 Hofen"]);
    assert_eq!(hofen(&database).await.1, "inferred");
}

#[database_test(migrations = all_migrations)]
async fn a_list_without_coordinates_leaves_known_ones_alone(database: Database) {
    let with = county();
    load(&database, &with, "", None).await.unwrap();
    let mut without = county();
    without.0.positions = Positions::OfPlaces;
    without.0.municipalities[0].position = None;
    without.0.municipalities[1].position = with.0.municipalities[0].position;
    let report = load(&database, &without, "", None).await.unwrap();
    assert_eq!(report.areas, Changes { unchanged: 5, ..Changes::default() });
    let town = area_by_key(database.read(), "99001010").await.unwrap().unwrap();
    assert_eq!(town.position, with.0.municipalities[0].position);
}

#[database_test(migrations = all_migrations)]
async fn a_neighbour_is_loaded_beside_the_own_county(database: Database) {
    let list = municipality_list();
    let counties: Vec<CountyExtract> =
        ["99001", "99002"].iter().map(|key| list.for_county(&key.parse().unwrap()).unwrap()).collect();
    let places = [
        place("00101", "Hofen", Some("99001"), 51.51, 13.5),
        place("00201", "Hofen", Some("99002"), 52.5, 14.51),
    ];
    let localities: Vec<Locality> =
        counties.iter().flat_map(|county| list.localities(county, &places)).collect();
    let sources = CountySources::published(list.edition());
    let loading = Loading {
        counties: &counties,
        localities: &localities,
        sources: &sources,
        reforms: &[],
        overlays: None,
    };
    let write = database.write().await.unwrap();
    let report = load_counties(&write, &loading).await.unwrap();
    set_main_county(&write, &key()).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(report.areas, Changes { added: 7, ..Changes::default() }, "the common state counts once");
    assert_eq!(report.localities.added, 2);
    let snapshot = areas::snapshot(database.read()).await.unwrap();
    assert_eq!(snapshot.municipalities().len(), 3, "the start page lists the own county only");
    assert_eq!(snapshot.neighbour_counties().len(), 1);
    let Found::Several(both) = snapshot.lookup("Hofen") else { panic!("{:?}", snapshot.lookup("Hofen")) };
    assert_eq!(both[1].county.as_deref(), Some("Nachbarkreis"));

    let alone = load(&database, &county(), "", None).await.unwrap();
    assert_eq!((alone.areas.gone, alone.localities.gone), (0, 0), "the neighbour stays as it was");
    let records: Vec<u64> =
        sources::sources(database.read()).await.unwrap().iter().map(|known| known.records).collect();
    assert_eq!(records, [8, 3], "all that came from a source counts, the neighbour's as well");
}
