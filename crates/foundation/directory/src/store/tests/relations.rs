//! Carriers, branches and quality marks.

use jiff::civil::date;
use kreisrund_kernel::{Period, TermId};

use super::*;
use crate::{
    organisation::{QualityMark, QualityMarks, Relations},
    store::{
        marks::{marks_of, marks_of_many, set_marks},
        relations::{NotRelated, branches_of, carrier_of, relatives_of, set_relations},
    },
};

#[database_test(migrations = all_migrations)]
async fn a_branch_library_belongs_to_the_library_and_the_library_to_the_county(database: Database) {
    let write = database.write().await.unwrap();
    let county = club(&write, "Landkreis").await.id;
    let library = club(&write, "Kreisbibliothek").await.id;
    let branch = club(&write, "Zweigstelle").await.id;
    let carried = Relations { carrier: Some(county), branch_of: None };
    assert_eq!(set_relations(&write, library, carried).await.unwrap(), Change::Changed);
    let below = Relations { carrier: Some(county), branch_of: Some(library) };
    set_relations(&write, branch, below).await.unwrap();
    assert_eq!(set_relations(&write, branch, below).await.unwrap(), Change::Unchanged);
    write.commit().await.unwrap();
    assert_eq!(published(&database).await.len(), 5, "three were made, two related");

    let reader = database.read();
    let branch = organisation_by_id(reader, branch).await.unwrap().unwrap();
    assert_eq!(branch.relations, below);
    let library = organisation_by_id(reader, library).await.unwrap().unwrap();
    let relatives = relatives_of(reader, &library).await.unwrap();
    assert_eq!(relatives.carrier.unwrap().id, county);
    assert_eq!(relatives.branches, from_ref(&branch));
    assert!(relatives.branch_of.is_none() && relatives.carried.is_empty());
    assert_eq!(branches_of(reader, library.id).await.unwrap(), from_ref(&branch));
    assert_eq!(carrier_of(reader, branch.id).await.unwrap().unwrap().id, county);
    assert_eq!(carrier_of(reader, county).await.unwrap(), None);
    let county = organisation_by_id(reader, county).await.unwrap().unwrap();
    let relatives = relatives_of(reader, &county).await.unwrap();
    assert_eq!(relatives.carried, [library.clone(), branch]);

    let write = database.write().await.unwrap();
    // What is saved about an organisation leaves its relations alone.
    let details = OrganisationDetails { phone: Some("030 23125 115".into()), ..library.details };
    let saved = save_organisation(&write, &library.slug, details).await.unwrap().0;
    assert_eq!(saved.relations, carried);
}

#[database_test(migrations = all_migrations)]
async fn nobody_comes_to_stand_above_itself(database: Database) {
    let write = database.write().await.unwrap();
    let town = club(&write, "Stadt").await.id;
    let school = club(&write, "Schule").await.id;
    let carried_by = |carrier| Relations { carrier: Some(carrier), branch_of: None };
    set_relations(&write, school, carried_by(town)).await.unwrap();
    let refusal = set_relations(&write, town, carried_by(school)).await.unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "“Stadt” has the carrier “Schule”, “Schule” has the carrier “Stadt”; that would be a circle, so leave one of \
         these relations out"
    );
    let itself = set_relations(&write, town, carried_by(town)).await.unwrap_err();
    assert!(itself.to_string().ends_with("no organisation stands above itself"), "{itself}");
    let nobody = OrganisationId::new();
    let unknown = set_relations(&write, town, carried_by(nobody)).await.unwrap_err();
    assert!(matches!(unknown, NotRelated::UnknownOrganisation(id) if id == nobody));
    assert!(set_relations(&write, nobody, carried_by(town)).await.is_err());
    write.commit().await.unwrap();
    assert_eq!(carrier_of(database.read(), town).await.unwrap(), None);
}

#[database_test(migrations = all_migrations)]
async fn two_who_relate_at_the_same_time_close_no_circle(database: Database) {
    let write = database.write().await.unwrap();
    let mut ids = Vec::new();
    for name in ["Amt", "Stadt", "Schule", "Hort"] {
        ids.push(club(&write, name).await.id);
    }
    let carried_by = |carrier| Relations { carrier: Some(carrier), branch_of: None };
    set_relations(&write, ids[1], carried_by(ids[2])).await.unwrap();
    set_relations(&write, ids[3], carried_by(ids[0])).await.unwrap();
    write.commit().await.unwrap();

    // Each alone is fine: Amt below Stadt, and Schule below Hort. Both together are a circle of four.
    let relate = async |below: OrganisationId, above: OrganisationId| {
        let write = database.write().await.unwrap();
        set_relations(&write, below, carried_by(above)).await?;
        write.commit().await.map_err(NotRelated::from)
    };
    let (one, other) = tokio::join!(relate(ids[0], ids[1]), relate(ids[2], ids[3]));
    assert_eq!([&one, &other].iter().filter(|saved| saved.is_ok()).count(), 1, "{one:?} {other:?}");
    let refusal = one.err().or(other.err()).unwrap();
    assert!(matches!(refusal, NotRelated::Circle { .. }), "{refusal}");
}

#[database_test(migrations = all_migrations)]
async fn quality_marks_are_kept_with_their_time(database: Database) {
    let write = database.write().await.unwrap();
    let (house, other) = (club(&write, "Familienhaus").await.id, club(&write, "Turnverein").await.id);
    let mark = |term, from, to| QualityMark {
        term,
        validity: Period::new(Some(from), to).unwrap(),
        address: Some("https://siegel.example.org/familienhaus".into()),
    };
    let (friendly, tested) = (TermId::new(), TermId::new());
    let marks = QualityMarks::new(vec![
        mark(tested, date(2026, 3, 1), None),
        mark(friendly, date(2022, 1, 1), Some(date(2025, 12, 31))),
    ])
    .unwrap();
    assert_eq!(set_marks(&write, house, &marks).await.unwrap(), Change::Changed);
    assert_eq!(set_marks(&write, house, &marks).await.unwrap(), Change::Unchanged);
    assert_eq!(set_marks(&write, other, &QualityMarks::default()).await.unwrap(), Change::Unchanged);
    write.commit().await.unwrap();

    assert_eq!(marks_of(database.read(), house).await.unwrap(), marks);
    let valid: Vec<TermId> = marks.on(date(2026, 11, 22)).map(|mark| mark.term).collect();
    assert_eq!(valid, [tested]);
    let of_many = marks_of_many(database.read(), &[house, other]).await.unwrap();
    assert_eq!((of_many.len(), &of_many[&house]), (1, &marks));
    let made_and_marked = [house, other, house].map(|id| (OrganisationChanged::TOPIC.to_owned(), id.0));
    assert_eq!(published(&database).await, made_and_marked);
    let write = database.write().await.unwrap();
    set_marks(&write, house, &QualityMarks::default()).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(marks_of(database.read(), house).await.unwrap(), QualityMarks::default());
}
