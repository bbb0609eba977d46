//! Stories of people, as they are kept.

mod consenting;
mod forgetting;

use jiff::civil::{Date, date};
use kreisrund_kernel::{HouseholdId, Period, PersonId, SubjectKind, SubjectRef};
use kreisrund_store::{Change, Database, Write};
use kreisrund_testkit::{Backend, Beginning, database_test};
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::MigrationTrait;

use super::{
    audit, guardians,
    guardians::how_to_reach,
    households::{self, HouseholdRole, Membership},
    merging::{NotMergeable, merge},
    notes,
    persons::{self, PersonRecord, Sign},
};
use crate::{
    Failure,
    actor::Actor,
    guardian::{GuardianKind, NotAGuardian},
    note::{NotANote, Visibility},
    person::{Age, Channel, Person, PersonDetails, PersonName, PostalAddress},
    reach::Way,
};

const TODAY: Date = date(2026, 11, 22);

fn all_migrations() -> Vec<Box<dyn MigrationTrait>> {
    kreisrund_store::migrations().into_iter().chain(crate::migrations()).collect()
}

fn counter() -> Actor {
    Actor::staff("Ute Amtlich")
}

fn details(given: &str, family: &str) -> PersonDetails {
    PersonDetails::of(PersonName::new("", given, family).unwrap())
}

/// A person with e-mail, telephone and postal address.
fn erika() -> PersonDetails {
    PersonDetails {
        name: PersonName::new("Frau", "Erika", "Beispiel").unwrap(),
        age: Age::born_in(1971, TODAY).unwrap(),
        email: Some("erika.beispiel@example.org".parse().unwrap()),
        phone: Some("03535 47110815".parse().unwrap()),
        address: Some(PostalAddress::new("", "Musterweg 12", "04916", "Herzberg").unwrap()),
        preferred_channel: Some(Channel::Letter),
        language: "uk".parse().unwrap(),
    }
}

fn child() -> PersonDetails {
    PersonDetails { age: Age::Minor, ..details("Kim", "Beispiel") }
}

async fn recorded(write: &Write, details: PersonDetails) -> Person {
    persons::record(write, details, &counter()).await.unwrap()
}

async fn guard(write: &Write, ward: PersonId, guardian: PersonId) -> Result<(), NotAGuardian> {
    guard_during(write, ward, guardian, Period::ALWAYS).await
}

async fn guard_during(
    write: &Write,
    ward: PersonId,
    guardian: PersonId,
    period: Period,
) -> Result<(), NotAGuardian> {
    match guardians::record(write, ward, guardian, GuardianKind::Parent, period, &counter()).await {
        Ok(_) => Ok(()),
        Err(Failure::Refused(refusal)) => Err(refusal),
        Err(Failure::Store(error)) => panic!("{error}"),
    }
}

fn about(person: PersonId) -> SubjectRef {
    SubjectRef::new(SubjectKind::Person, person)
}

async fn actions(database: &Database, subject: SubjectRef) -> Vec<String> {
    let history = audit::history(database.read(), subject, 100).await.unwrap();
    history.into_iter().rev().map(|entry| entry.action).collect()
}

#[database_test(migrations = all_migrations)]
async fn somebody_without_email_is_recorded_at_the_counter(database: Database) {
    let write = database.write().await.unwrap();
    let opa = recorded(&write, details("Jürgen", "Groß")).await;
    let full = recorded(&write, erika()).await;
    write.commit().await.unwrap();

    let read = persons::person(database.read(), opa.id).await.unwrap().unwrap();
    assert_eq!(read, opa);
    assert_eq!(read.recorder, counter());
    assert_eq!(persons::person(database.read(), full.id).await.unwrap().unwrap(), full);
    for spelling in ["juergen", "GROSS jürgen", "Groß"] {
        let found = persons::find(database.read(), spelling, 10).await.unwrap();
        assert_eq!(found.iter().map(|person| person.id).collect::<Vec<_>>(), [opa.id], "{spelling}");
    }
    assert!(persons::find(database.read(), "J%n", 10).await.unwrap().is_empty(), "no wild cards");
    assert!(persons::find(database.read(), "\0", 10).await.is_ok());
    assert_eq!(persons::person(database.read(), PersonId::new()).await.unwrap(), None);
    let reached = how_to_reach(database.read(), full.id, TODAY).await.unwrap().unwrap().unwrap();
    assert!(matches!(reached.way, Way::Letter(_)));
}

#[database_test(migrations = all_migrations)]
async fn the_audit_names_fields_and_no_values(database: Database) {
    let write = database.write().await.unwrap();
    let person = recorded(&write, erika()).await;
    let moved = PersonDetails {
        address: Some(PostalAddress::new("", "Geheimweg 3", "04910", "Elsterwerda").unwrap()),
        phone: None,
        ..erika()
    };
    let (_, change) = persons::change(&write, person.id, moved.clone(), &counter()).await.unwrap().unwrap();
    assert_eq!(change, Change::Changed);
    let (_, again) = persons::change(&write, person.id, moved, &counter()).await.unwrap().unwrap();
    assert_eq!(again, Change::Unchanged);
    write.commit().await.unwrap();

    let history = audit::history(database.read(), about(person.id), 10).await.unwrap();
    assert_eq!(history.len(), 2, "what changes nothing is nothing done");
    let fields: Vec<&str> = history[0].fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(fields, ["phone", "address"]);
    assert!(history[0].fields.iter().all(|field| field.from.is_none() && field.to.is_none()));
    assert!(!format!("{history:?}").contains("Amtlich"), "not even the name of staff is printed");
    assert_eq!(history[0].actor, counter());
}

#[database_test(migrations = all_migrations)]
async fn a_child_is_reached_through_its_mother(database: Database) {
    let write = database.write().await.unwrap();
    let (child, mother) = (recorded(&write, child()).await, recorded(&write, erika()).await);
    let unreached = how_to_reach(&*write, child.id, TODAY).await.unwrap().unwrap();
    assert!(unreached.is_err(), "nobody writes to a child");
    guard(&write, child.id, mother.id).await.unwrap();
    let reached = how_to_reach(&*write, child.id, TODAY).await.unwrap().unwrap().unwrap();
    assert_eq!((reached.person, reached.on_behalf_of), (mother.id, Some(child.id)));

    let relation = guardians::guardians_of(&*write, child.id, TODAY).await.unwrap().remove(0).0;
    guardians::end(&write, relation.id, date(2026, 11, 21), &counter()).await.unwrap();
    assert!(guardians::guardians_of(&*write, child.id, TODAY).await.unwrap().is_empty());
    let yesterday = guardians::guardians_of(&*write, child.id, date(2026, 11, 21)).await.unwrap();
    assert_eq!(yesterday.len(), 1);
    write.commit().await.unwrap();
    let expected = ["people.person_recorded", "people.guardian_recorded", "people.guardian_ended"];
    assert_eq!(actions(&database, about(child.id)).await, expected);
}

#[database_test(migrations = all_migrations)]
async fn guardians_never_form_a_circle(database: Database) {
    let write = database.write().await.unwrap();
    let mut people = Vec::new();
    for name in ["A", "B", "C"] {
        people.push(recorded(&write, details(name, "")).await.id);
    }
    let young = recorded(&write, child()).await.id;
    assert_eq!(guard(&write, people[0], people[0]).await, Err(NotAGuardian::Themselves));
    assert_eq!(guard(&write, people[0], young).await, Err(NotAGuardian::Minor));
    assert_eq!(guard(&write, people[0], PersonId::new()).await, Err(NotAGuardian::NotThere));
    guard(&write, people[0], people[1]).await.unwrap();
    guard(&write, people[1], people[2]).await.unwrap();
    assert_eq!(guard(&write, people[1], people[2]).await, Err(NotAGuardian::Twice));
    assert_eq!(guard(&write, people[2], people[0]).await, Err(NotAGuardian::Circle));
}

#[database_test(migrations = all_migrations)]
async fn notes_go_with_their_record(database: Database) {
    let [one, other] =
        [(); 2].map(|()| SubjectRef::new(SubjectKind::Organisation, kreisrund_kernel::OrganisationId::new()));
    let write = database.write().await.unwrap();
    for subject in [one, other] {
        notes::add(&write, subject, &counter(), "Notiz", Visibility::Office).await.unwrap();
    }
    assert_eq!(notes::remove_all(&write, one).await.unwrap(), 1);
    assert!(notes::notes_of(&*write, one, Visibility::Office).await.unwrap().is_empty());
    assert_eq!(notes::notes_of(&*write, other, Visibility::Office).await.unwrap().len(), 1);
}

/// On PostgreSQL only: SQLite writes one transaction after the other.
#[test]
fn two_who_record_guardians_at_once_close_no_circle() {
    kreisrund_testkit::run(Backend::Postgresql, Beginning::Empty(all_migrations), |test| async move {
        let database = test.database().clone();
        let write = database.write().await.unwrap();
        let mut people = Vec::new();
        for name in ["A", "B", "C", "D"] {
            people.push(recorded(&write, details(name, "")).await.id);
        }
        let [a, b, c, d] = people[..] else { panic!("four people") };
        guard(&write, a, b).await.unwrap();
        guard(&write, c, d).await.unwrap();
        write.commit().await.unwrap();

        // Each of the two is fine alone; together they close the circle of a, b, c and d.
        let first = database.write().await.unwrap();
        guard(&first, b, c).await.unwrap();
        let second = tokio::spawn({
            let database = database.clone();
            async move { guard(&database.write().await.unwrap(), d, a).await }
        });
        while !second.is_finished() && !somebody_waits(&database).await {}
        first.commit().await.unwrap();
        assert_eq!(second.await.unwrap(), Err(NotAGuardian::Circle));
    });
}

/// Whether a transaction waits for a row that another one keeps.
async fn somebody_waits(database: &Database) -> bool {
    let waiting =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let statement = Statement::from_string(database.read().get_database_backend(), waiting);
    database.read().query_one_raw(statement).await.unwrap().is_some()
}

#[database_test(migrations = all_migrations)]
async fn two_records_of_one_person_become_one(database: Database) {
    let write = database.write().await.unwrap();
    let kept = recorded(&write, details("Erika", "Beispiel")).await;
    let signs = persons::possible_duplicates(&*write, &erika(), None).await.unwrap();
    assert_eq!(signs.len(), 1);
    assert_eq!(signs[0].1, [Sign::Name]);
    let duplicate = recorded(&write, erika()).await;
    let signs = persons::possible_duplicates(&*write, &erika(), Some(duplicate.id)).await.unwrap();
    assert_eq!(signs.iter().map(|(person, _)| person.id).collect::<Vec<_>>(), [kept.id]);
    let signs = persons::possible_duplicates(&*write, &erika(), None).await.unwrap();
    assert_eq!((signs[0].0.id, signs[0].1.len()), (duplicate.id, 3), "the best sign comes first");

    let kim = recorded(&write, child()).await;
    guard(&write, kim.id, duplicate.id).await.unwrap();
    guard(&write, kim.id, kept.id).await.unwrap();
    let household = households::record(&write, Some("Familie Beispiel".into())).await.unwrap();
    let member = |household, person, role| Membership { household, person, role, since: None, until: None };
    for (person, role) in [(duplicate.id, HouseholdRole::Contact), (kim.id, HouseholdRole::Child)] {
        households::set_member(&write, member(household, person, role), &counter()).await.unwrap();
    }
    let nowhere = member(HouseholdId::new(), kim.id, HouseholdRole::Child);
    assert!(matches!(
        households::set_member(&write, nowhere, &counter()).await,
        Err(Failure::Refused(households::NotAMember::NoSuchHousehold))
    ));

    notes::add(&write, about(duplicate.id), &counter(), "ruft zurück", Visibility::Office).await.unwrap();
    let merged = merge(&write, kept.id, duplicate.id, &counter()).await.unwrap();
    assert_eq!(notes::notes_of(&*write, about(kept.id), Visibility::Office).await.unwrap().len(), 1);
    assert_eq!(merged.details.email, erika().email, "what was missing is taken over");
    assert_eq!(merged.details.language, kept.details.language, "what was there stays");
    let guardians = guardians::guardians_of(&*write, kim.id, TODAY).await.unwrap();
    assert_eq!(guardians.iter().map(|(_, person)| person.id).collect::<Vec<_>>(), [kept.id], "once");
    let homes = households::households_of(&*write, &[kept.id]).await.unwrap();
    assert_eq!(homes[0].members.len(), 2);
    assert!(homes[0].members.iter().any(|member| member.person == kept.id));
    write.commit().await.unwrap();

    let trace = persons::by_id(database.read(), duplicate.id).await.unwrap();
    assert_eq!(trace, Some(PersonRecord::Merged { into: kept.id }));
    assert_eq!(persons::person(database.read(), duplicate.id).await.unwrap().unwrap().id, kept.id);
    assert!(actions(&database, about(duplicate.id)).await.contains(&"people.person_merged_away".into()));
    let history = audit::person_history(database.read(), duplicate.id, 100).await.unwrap();
    let merges = history.iter().filter(|entry| entry.action.starts_with("people.person_merged"));
    assert_eq!(merges.count(), 2, "one history of both records");
}

#[database_test(migrations = all_migrations)]
async fn merging_again_leads_to_the_last_record_in_one_step(database: Database) {
    let write = database.write().await.unwrap();
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(recorded(&write, erika()).await.id);
    }
    merge(&write, ids[1], ids[0], &counter()).await.unwrap();
    merge(&write, ids[2], ids[1], &counter()).await.unwrap();
    for id in &ids {
        assert_eq!(persons::resolve(&*write, *id).await.unwrap(), Some(ids[2]));
    }
    assert_eq!(persons::lineage(&*write, ids[2]).await.unwrap(), [ids[2], ids[0], ids[1]]);
    let refused = |result: Result<Person, Failure<NotMergeable>>| match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(merge(&write, ids[2], ids[0], &counter()).await), NotMergeable::NotThere);
    assert_eq!(refused(merge(&write, ids[2], ids[2], &counter()).await), NotMergeable::Same);
    let kim = recorded(&write, child()).await;
    guard(&write, kim.id, ids[2]).await.unwrap();
    assert_eq!(
        refused(merge(&write, ids[2], kim.id, &counter()).await),
        NotMergeable::GuardianOfTheOther,
        "a mother and her child of the same name are two"
    );
}

#[database_test(migrations = all_migrations)]
async fn notes_hang_on_any_record_and_know_their_readers(database: Database) {
    let club = SubjectRef::new(SubjectKind::Organisation, kreisrund_kernel::OrganisationId::new());
    let write = database.write().await.unwrap();
    let ours = notes::add(&write, club, &counter(), " Rückruf bei Frau Beispiel ", Visibility::Office).await;
    let ours = ours.unwrap();
    let shared =
        notes::add(&write, club, &counter(), "Schlüssel im Rathaus", Visibility::Network).await.unwrap();
    notes::pin(&write, ours, &counter(), true).await.unwrap();
    let blank = notes::add(&write, club, &counter(), "  ", Visibility::Office).await;
    assert!(matches!(blank, Err(Failure::Refused(NotANote::Empty))));
    write.commit().await.unwrap();

    let office = notes::notes_of(database.read(), club, Visibility::Office).await.unwrap();
    assert_eq!(office.iter().map(|note| note.id).collect::<Vec<_>>(), [ours, shared], "pinned first");
    assert_eq!(office[0].text.reveal(), "Rückruf bei Frau Beispiel");
    assert!(!format!("{office:?}").contains("Beispiel"));
    let network = notes::notes_of(database.read(), club, Visibility::Network).await.unwrap();
    assert_eq!(network.iter().map(|note| note.id).collect::<Vec<_>>(), [shared]);

    let write = database.write().await.unwrap();
    notes::change(&write, shared, &counter(), "Schlüssel beim Hausmeister", Visibility::Office)
        .await
        .unwrap();
    notes::remove(&write, ours, &counter()).await.unwrap();
    assert!(matches!(
        notes::remove(&write, ours, &counter()).await,
        Err(Failure::Refused(NotANote::NotThere))
    ));
    write.commit().await.unwrap();
    assert!(notes::notes_of(database.read(), club, Visibility::Network).await.unwrap().is_empty());
    let history = audit::history(database.read(), club, 10).await.unwrap();
    let change = history.iter().find(|entry| entry.action == "people.note_changed").unwrap();
    let changed = serde_json::to_string(&change.fields).unwrap();
    assert_eq!(changed, r#"[{"name":"text"},{"name":"visibility","from":"network","to":"office"}]"#);
}
