//! The service office records organisations, places, networks and programmes.

mod descriptions;
mod networks;
mod programmes;
mod relations;

use std::slice::from_ref;

use kreisrund_areas::store::areas::area_by_key;
use kreisrund_events::{OrganisationChanged, PlaceChanged};
use kreisrund_kernel::{AreaId, OrganisationId, Position, Slug};
use kreisrund_store::{Change, Database, Event, Write};
use kreisrund_testkit::database_test;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Order, Query},
};
use uuid::Uuid;

use super::{
    organisations::{
        create_organisation, organisation_by_id, organisation_by_slug, organisation_ids_after, organisations,
        organisations_at, organisations_by_ids, organisations_in, organisations_with_role, save_organisation,
        similar_slugs,
    },
    places::{
        create_place, find_same_place, place_by_id, place_by_slug, place_ids_after, places, places_by_ids,
        places_in, places_of, save_place,
    },
    *,
};
use crate::{
    accessibility::{Accessibility, Check, CheckState, Feature},
    organisation::{Contact, Organisation, OrganisationDetails, Role},
    place::PlaceDetails,
};

pub(crate) fn all_migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(kreisrund_areas::migrations());
    all.extend(kreisrund_content::migrations());
    all.extend(migrations());
    all
}

pub(crate) fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

/// An organisation that has only a name.
pub(crate) async fn club(write: &Write, name: &str) -> Organisation {
    let details = OrganisationDetails { name: name.to_owned(), ..OrganisationDetails::default() };
    save_organisation(write, &Slug::from_text(name).unwrap(), details).await.unwrap().0
}

/// The areas of the demonstration county.
async fn settle(database: &Database) {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    write.commit().await.unwrap();
}

async fn area(database: &Database, key: &str) -> AreaId {
    area_by_key(database.read(), key).await.unwrap().unwrap().id
}

/// Topic and subject of everything that was published. The log's reader would hold back what other tests' transactions
/// on the same PostgreSQL server might still overtake, so this looks at the table.
pub(crate) async fn published(database: &Database) -> Vec<(String, Uuid)> {
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
    assert_eq!(similar, from_ref(&first.slug), "the second tells itself apart by its number");
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
    settle(&database).await;
    let (county, town) = (area(&database, "12062").await, area(&database, "12062224").await);
    let winzig = area(&database, "12062134").await;
    let details = |name: &str, street: Option<&str>, postcode: &str, area| PlaceDetails {
        name: name.to_owned(),
        street: street.map(str::to_owned),
        postcode: Some(postcode.parse().unwrap()),
        locality: Some("Seehausen".into()),
        area: Some(area),
        ..PlaceDetails::default()
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
async fn an_organisation_is_several_things_and_keeps_what_is_known(database: Database) {
    settle(&database).await;
    let town = area(&database, "12062224").await;
    let write = database.write().await.unwrap();
    let place = PlaceDetails { name: "Schule am Anger".into(), area: Some(town), ..PlaceDetails::default() };
    let seat = save_place(&write, &slug("schule"), place).await.unwrap().0.id;
    let details = OrganisationDetails {
        name: "Grundschule am Anger".into(),
        area: Some(town),
        seat: Some(seat),
        roles: [Role::School, Role::Library].into(),
        contacts: vec![Contact {
            label: "Schulbücherei".into(),
            phone: Some("030 23125 199".into()),
            hours: Some("dienstags 9 bis 11 Uhr".into()),
            ..Contact::default()
        }],
        opening_hours: Some("Mo-Fr 07:30-15:00".parse().unwrap()),
        opening_note: Some("In den Ferien nur das Sekretariat.".into()),
        ..OrganisationDetails::default()
    };
    let (school, _) = save_organisation(&write, &slug("schule"), details.clone()).await.unwrap();
    let other = club(&write, "Anglerverein").await;
    assert_eq!(
        save_organisation(&write, &slug("schule"), details.clone()).await.unwrap().1,
        Change::Unchanged
    );
    write.commit().await.unwrap();

    let reader = database.read();
    assert_eq!(organisation_by_id(reader, school.id).await.unwrap().unwrap().details, details);
    assert_eq!(organisations_with_role(reader, Role::Library).await.unwrap(), from_ref(&school));
    assert!(organisations_with_role(reader, Role::Club).await.unwrap().is_empty());
    assert_eq!(organisations_at(reader, seat).await.unwrap(), from_ref(&school));
    let county = area(&database, "12062").await;
    assert_eq!(organisations_in(reader, county).await.unwrap(), from_ref(&school));
    let elsewhere = area(&database, "12062134").await;
    assert!(organisations_in(reader, elsewhere).await.unwrap().is_empty());
    let both = organisations_by_ids(reader, &[school.id, other.id, school.id, OrganisationId::new()]).await;
    assert_eq!(both.unwrap(), [other.clone(), school.clone()], "by name, each once");
    let first = organisation_ids_after(reader, None, 1).await.unwrap();
    assert_eq!(first, [school.id.0]);
    assert_eq!(organisation_ids_after(reader, Some(first[0]), 9).await.unwrap(), [other.id.0]);

    let write = database.write().await.unwrap();
    let no_library = OrganisationDetails { roles: [Role::School].into(), ..details };
    let (changed, change) = save_organisation(&write, &slug("schule"), no_library).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(change, Change::Changed);
    assert!(organisations_with_role(database.read(), Role::Library).await.unwrap().is_empty());
    assert_eq!(organisations(database.read()).await.unwrap(), [other, changed]);
}

#[database_test(migrations = all_migrations)]
async fn a_place_tells_how_accessible_it_is(database: Database) {
    settle(&database).await;
    let town = area(&database, "12062224").await;
    let yes = |note: Option<&str>| Check {
        state: CheckState::Yes,
        note: note.map(str::to_owned),
        checked_on: Some("2026-10-01".parse().unwrap()),
    };
    let checks = [
        (Feature::StepFree, yes(Some("Rampe am Seiteneingang"))),
        (Feature::DoorWidth, yes(None)),
        (Feature::QuietRoom, Check { state: CheckState::No, note: None, checked_on: None }),
    ];
    let write = database.write().await.unwrap();
    let operator = club(&write, "Heimatverein").await;
    let details = PlaceDetails {
        name: "Heimatstube".into(),
        area: Some(town),
        operator: Some(operator.id),
        accessibility: Accessibility::new(checks.into(), Some(94)).unwrap(),
        ..PlaceDetails::default()
    };
    let (place, _) = save_place(&write, &slug("heimatstube"), details.clone()).await.unwrap();
    assert_eq!(save_place(&write, &slug("heimatstube"), details.clone()).await.unwrap().1, Change::Unchanged);
    let hall = PlaceDetails { name: "Halle".into(), ..PlaceDetails::default() };
    let hall = save_place(&write, &slug("halle"), hall).await.unwrap().0;
    write.commit().await.unwrap();

    let reader = database.read();
    assert_eq!(place_by_slug(reader, &place.slug).await.unwrap().unwrap().details, details);
    assert_eq!(places_of(reader, operator.id).await.unwrap(), from_ref(&place));
    assert_eq!(places_in(reader, town).await.unwrap(), from_ref(&place));
    assert_eq!(places_by_ids(reader, &[place.id, hall.id]).await.unwrap(), [hall.clone(), place.clone()]);
    assert_eq!(place_ids_after(reader, Some(place.id.0), 5).await.unwrap(), [hall.id.0]);

    let write = database.write().await.unwrap();
    let steps = Check { state: CheckState::No, note: Some("zwei Stufen".into()), checked_on: None };
    let checked = Accessibility::new([(Feature::StepFree, steps)].into(), None).unwrap();
    let details = PlaceDetails { accessibility: checked, ..details };
    assert_eq!(save_place(&write, &place.slug, details.clone()).await.unwrap().1, Change::Changed);
    write.commit().await.unwrap();
    assert_eq!(places(database.read()).await.unwrap()[1].details, details);
}
