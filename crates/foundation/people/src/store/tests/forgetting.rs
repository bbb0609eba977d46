//! Stories of what is kept, given out and forgotten.

use std::{collections::BTreeMap, collections::HashSet, sync::Arc};

use async_trait::async_trait;
use kreisrund_content::LanguageTag;
use kreisrund_kernel::{FixedClock, OfferId, SharedClock};
use kreisrund_store::{StoreError, Worker, jobs::Outcome};
use sea_orm::{DatabaseConnection, FromQueryResult, JsonValue};
use serde_json::{Value, json};

use super::*;
use crate::{
    consent::{Permission, Purpose},
    retention::{
        Action, Basis, Erased, KeepFor, PersonalData, Removed, RetentionRule, Sources, enforce, jobs,
    },
    rights::{self, NotErasable},
    store::{PeopleData, consents, consents::NewConsent, holds},
};

fn sources() -> Sources {
    vec![Arc::new(PeopleData)]
}

fn loan() -> SubjectRef {
    SubjectRef::new(SubjectKind::Offer, OfferId::new())
}

async fn removed(database: &Database, today: Date) -> BTreeMap<&'static str, Removed> {
    let reports = enforce(database, &sources(), today).await.unwrap();
    reports.into_iter().map(|report| (report.rule, report.removed)).collect()
}

async fn is_known(database: &Database, person: PersonId) -> bool {
    persons::person(database.read(), person).await.unwrap().is_some()
}

async fn allow(write: &Write, person: PersonId) -> Purpose {
    let purpose: Purpose = "newsletter".parse().unwrap();
    let german = LanguageTag::german();
    let words = consents::save_wording(write, &purpose, "1", &german, "Ja, bitte schreiben Sie mir.").await;
    let consent = NewConsent {
        person,
        purpose: purpose.clone(),
        wording: words.unwrap().id,
        channel: Channel::InPerson,
        guardian: None,
        given_at: "2026-11-20T10:00:00Z".parse().unwrap(),
        expires_at: None,
    };
    consents::give(write, consent, &counter()).await.unwrap();
    purpose
}

/// Everything that stands in the tables, as text.
async fn everything(database: &Database) -> String {
    let mut all = String::new();
    for table in [
        "person",
        "household",
        "household_member",
        "guardianship",
        "consent_statement",
        "audit_entry",
        "note",
        "person_hold",
        "outbox",
        "job",
    ] {
        let backend = database.read().get_database_backend();
        let statement = Statement::from_string(backend, format!("SELECT * FROM {table}"));
        let rows = JsonValue::find_by_statement(statement).all(database.read()).await.unwrap();
        all.push_str(&serde_json::to_string(&rows).unwrap());
    }
    all
}

/// What the tables hold of Erika, in pieces that no identifier or time contains.
const PERSONAL: [&str; 8] = [
    "Erika",
    "Beispiel",
    "beispiel",
    "47110815",
    "Musterweg",
    "\"birth_year\":1971",
    "braucht einen Parkplatz",
    "\"uk\"",
];

#[database_test(migrations = all_migrations)]
async fn after_two_years_without_contact_a_person_is_forgotten(database: Database) {
    let write = database.write().await.unwrap();
    let person = recorded(&write, erika()).await.id;
    notes::add(&write, about(person), &counter(), "braucht einen Parkplatz", Visibility::Office)
        .await
        .unwrap();
    let household = households::record(&write, Some("Familie Beispiel".into())).await.unwrap();
    let member =
        Membership { household, person, role: HouseholdRole::Contact, since: Some(TODAY), until: None };
    households::set_member(&write, member, &counter()).await.unwrap();
    write.commit().await.unwrap();

    let before = everything(&database).await;
    assert!(PERSONAL.iter().all(|value| before.contains(value)), "{before}");
    let early = removed(&database, date(2028, 11, 21)).await;
    assert_eq!(early["people.person"], Removed::default(), "a day too early");
    assert!(is_known(&database, person).await);
    let due = removed(&database, date(2028, 11, 22)).await;
    assert_eq!(due["people.person"], Removed { deleted: 2, anonymised: 1, held: 0 });
    assert!(!is_known(&database, person).await);
    let left = everything(&database).await;
    for value in PERSONAL {
        assert!(!left.contains(value), "{value} in {left}");
    }
    assert!(matches!(
        persons::by_id(database.read(), person).await.unwrap(),
        Some(PersonRecord::Anonymised { .. })
    ));
    let again = removed(&database, date(2028, 11, 22)).await;
    assert!(again.values().all(|removed| *removed == Removed::default()), "doing it twice changes nothing");
}

#[database_test(migrations = all_migrations)]
async fn nobody_is_forgotten_while_something_depends_on_them(database: Database) {
    let write = database.write().await.unwrap();
    let borrower = recorded(&write, details("Bo", "Leihgern")).await.id;
    let reader = recorded(&write, details("Les", "Gern")).await.id;
    let (mother, kid) = (recorded(&write, erika()).await.id, recorded(&write, child()).await.id);
    let stranger = recorded(&write, details("Nie", "Wieder")).await.id;
    guard(&write, kid, mother).await.unwrap();
    let (thing, place) = (loan(), loan());
    holds::place(&write, borrower, thing, "a thing is lent", None).await.unwrap();
    holds::place(&write, kid, place, "a place is taken", Some(date(2029, 1, 1))).await.unwrap();
    let newsletter = allow(&write, reader).await;
    write.commit().await.unwrap();

    let later = removed(&database, date(2029, 1, 1)).await;
    assert_eq!(later["people.person"].held, 4, "borrower, reader, child and the mother who speaks for it");
    assert_eq!(later["people.person"].anonymised, 1);
    assert!(!is_known(&database, stranger).await);

    let write = database.write().await.unwrap();
    holds::release(&write, borrower, thing).await.unwrap();
    let now = database.clock().now();
    consents::withdraw(&write, reader, &newsletter, now, Channel::Phone, None, &counter()).await.unwrap();
    write.commit().await.unwrap();
    let after = removed(&database, date(2029, 1, 2)).await;
    assert_eq!(after["people.person"], Removed { deleted: 1, anonymised: 4, held: 0 });
    for person in [borrower, reader, mother, kid] {
        assert!(!is_known(&database, person).await);
    }
}

#[database_test(migrations = all_migrations)]
async fn a_hold_on_a_merged_record_keeps_the_person(database: Database) {
    let write = database.write().await.unwrap();
    let (kept, duplicate) = (recorded(&write, erika()).await.id, recorded(&write, erika()).await.id);
    let thing = loan();
    holds::place(&write, duplicate, thing, "a thing is lent", None).await.unwrap();
    merge(&write, kept, duplicate, &counter()).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(removed(&database, date(2029, 6, 1)).await["people.person"].held, 1);
    assert!(is_known(&database, duplicate).await);
}

#[database_test(migrations = all_migrations)]
async fn the_second_record_is_forgotten_after_ninety_days(database: Database) {
    let write = database.write().await.unwrap();
    let kept = recorded(&write, details("Erika", "Beispiel")).await.id;
    let duplicate = recorded(&write, PersonDetails { email: None, ..erika() }).await.id;
    merge(&write, kept, duplicate, &counter()).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(removed(&database, date(2027, 2, 19)).await["people.merged_record"].anonymised, 0);
    assert_eq!(removed(&database, date(2027, 2, 20)).await["people.merged_record"].anonymised, 1);
    assert!(is_known(&database, duplicate).await, "the trace still leads to the person");
}

#[database_test(migrations = all_migrations)]
async fn consents_and_audit_are_kept_for_three_years_as_proof(database: Database) {
    let write = database.write().await.unwrap();
    let (stays, goes) = (recorded(&write, erika()).await.id, recorded(&write, details("Jo", "")).await.id);
    let newsletter = allow(&write, stays).await;
    allow(&write, goes).await;
    let at = database.clock().now();
    consents::withdraw(&write, goes, &newsletter, at, Channel::Phone, None, &counter()).await.unwrap();
    write.commit().await.unwrap();

    assert_eq!(removed(&database, date(2029, 11, 21)).await["people.consent"].deleted, 0);
    let third_year = removed(&database, date(2029, 11, 22)).await;
    assert_eq!(third_year["people.consent"].deleted, 2, "what was given and what was withdrawn");
    assert_eq!(consents::statements_of(database.read(), stays).await.unwrap().len(), 1, "it still holds");
    let old: Vec<_> = audit::history(database.read(), about(stays), 10).await.unwrap();
    assert!(old.is_empty(), "the audit of 2026 is over");
}

#[database_test(migrations = all_migrations)]
async fn a_person_gets_all_that_is_kept_about_them_and_nothing_about_others(database: Database) {
    let write = database.write().await.unwrap();
    let kept = recorded(&write, erika()).await.id;
    let duplicate = recorded(&write, details("Erika", "Vormals")).await.id;
    let kid = recorded(&write, PersonDetails { age: Age::Minor, ..details("Kind", "Fremd") }).await.id;
    guard(&write, kid, kept).await.unwrap();
    allow(&write, kept).await;
    notes::add(&write, about(kept), &counter(), "braucht einen Parkplatz", Visibility::Office).await.unwrap();
    merge(&write, kept, duplicate, &counter()).await.unwrap();
    write.commit().await.unwrap();

    let document = rights::export(&database, &sources(), duplicate).await.unwrap().unwrap();
    assert_eq!(document["person"], kept.to_string());
    let people = &document["data"]["people"];
    assert_eq!(people["records"][0]["email"], "erika.beispiel@example.org");
    assert_eq!(people["records"][0]["birth_year"], 1971);
    assert_eq!(people["records"][1]["family_name"], "Vormals");
    assert_eq!(people["guardians"][0]["as"], "guardian");
    assert_eq!(people["consents"][0]["wording"]["text"], "Ja, bitte schreiben Sie mir.");
    assert_eq!(people["notes"][0]["text"], "braucht einen Parkplatz");
    assert_eq!(people["history"][0]["action"], "people.person_recorded");
    let text = document.to_string();
    for others in ["Fremd", "Amtlich", &kid.to_string()] {
        assert!(!text.contains(others), "{others}");
    }
    assert_eq!(rights::export(&database, &sources(), PersonId::new()).await.unwrap(), None);
}

#[database_test(migrations = all_migrations)]
async fn a_person_is_erased_on_their_wish(database: Database) {
    let write = database.write().await.unwrap();
    let person = recorded(&write, erika()).await.id;
    let duplicate = recorded(&write, erika()).await.id;
    merge(&write, person, duplicate, &counter()).await.unwrap();
    let purpose = allow(&write, person).await;
    notes::add(&write, about(person), &counter(), "braucht einen Parkplatz", Visibility::Office)
        .await
        .unwrap();
    let thing = loan();
    holds::place(&write, person, thing, "a thing is lent", Some(TODAY)).await.unwrap();
    match rights::erase(&write, &sources(), person, &counter()).await {
        Err(Failure::Refused(NotErasable::StillNeeded(reasons))) => assert_eq!(reasons, ["a thing is lent"]),
        other => panic!("{other:?}"),
    }
    holds::release(&write, person, thing).await.unwrap();
    let kid = recorded(&write, child()).await.id;
    guard(&write, kid, person).await.unwrap();
    assert!(matches!(
        rights::erase(&write, &sources(), person, &counter()).await,
        Err(Failure::Refused(NotErasable::StillNeeded(_)))
    ));
    rights::erase(&write, &sources(), kid, &counter()).await.unwrap();
    let reports = rights::erase(&write, &sources(), duplicate, &counter()).await.unwrap();
    write.commit().await.unwrap();

    assert_eq!((reports[0].1.anonymised, reports[0].1.deleted), (2, 1));
    assert_eq!(reports[0].1.kept.iter().map(|kept| kept.count).collect::<Vec<_>>(), [1, 6]);
    let left = everything(&database).await;
    for value in PERSONAL {
        assert!(!left.contains(value), "{value} in {left}");
    }
    let answer = consents::may(database.read(), person, &purpose, database.clock().now()).await.unwrap();
    assert_eq!(answer, Permission::NeverGiven, "nobody is written to any more");
    assert_eq!(actions(&database, about(person)).await.last().unwrap(), "people.person_erased");
    let write = database.write().await.unwrap();
    let again = rights::erase(&write, &sources(), person, &counter()).await;
    assert!(matches!(again, Err(Failure::Refused(NotErasable::NotThere))));
}

/// A slice that keeps meals which people ordered.
struct Meals {
    fails: bool,
}

const MEALS: RetentionRule = RetentionRule {
    name: "meals.order",
    subject: Some(SubjectKind::Person),
    category: "orders",
    purpose: "to cook",
    basis: Basis::Consent("meals"),
    keep_for: KeepFor::Days(1),
    from: "the meal",
    action: Action::Delete,
};

#[async_trait]
impl PersonalData for Meals {
    fn name(&self) -> &'static str {
        "meals"
    }

    fn retention(&self) -> Vec<RetentionRule> {
        vec![MEALS]
    }

    async fn export(&self, _: &DatabaseConnection, persons: &[PersonId]) -> Result<Value, StoreError> {
        Ok(json!({ "orders": persons.len() }))
    }

    async fn erase(&self, _: &Write, _: &[PersonId]) -> Result<Erased, StoreError> {
        Ok(Erased { deleted: 3, ..Erased::default() })
    }

    async fn remove_due(
        &self,
        write: &Write,
        _: &RetentionRule,
        _: Date,
        held: &HashSet<PersonId>,
    ) -> Result<Removed, StoreError> {
        write.execute_unprepared("DELETE FROM note").await?;
        if self.fails {
            return Err(StoreError::Unreadable("the kitchen is closed".into()));
        }
        Ok(Removed { deleted: 1, anonymised: 0, held: u64::try_from(held.len()).unwrap() })
    }
}

#[database_test(migrations = all_migrations)]
async fn every_slice_takes_part_and_one_that_fails_stops_no_other(database: Database) {
    let write = database.write().await.unwrap();
    let person = recorded(&write, erika()).await.id;
    notes::add(&write, loan(), &counter(), "Suppe", Visibility::Office).await.unwrap();
    write.commit().await.unwrap();
    let broken: Sources = vec![Arc::new(Meals { fails: true }), Arc::new(PeopleData)];
    assert!(enforce(&database, &broken, date(2029, 1, 1)).await.is_err(), "the failure is told");
    assert!(!is_known(&database, person).await, "and the others have done their work");
    assert!(everything(&database).await.contains("Suppe"), "half a rule is none");

    let working: Sources = vec![Arc::new(PeopleData), Arc::new(Meals { fails: false })];
    let reports = enforce(&database, &working, date(2029, 1, 1)).await.unwrap();
    assert_eq!(reports.last().unwrap().rule, "meals.order");
    let document = rights::export(&database, &working, person).await.unwrap().unwrap();
    assert_eq!(document["data"]["meals"]["orders"], 1);
}

#[database_test(migrations = all_migrations)]
async fn the_removal_is_planned_every_day(database: Database) {
    let clock: SharedClock = Arc::new(FixedClock("2029-06-01T09:00:00Z".parse().unwrap()));
    let write = database.write().await.unwrap();
    let person = recorded(&write, erika()).await.id;
    write.commit().await.unwrap();
    let worker = Worker::new(database.clone(), jobs(&database, &clock, sources()).unwrap());
    worker.plan_regular_jobs().await.unwrap();
    assert_eq!(worker.run_one().await.unwrap(), Some(Outcome::Done));
    assert!(!is_known(&database, person).await);
}

#[test]
fn every_rule_says_what_for_on_which_basis_and_for_how_long() {
    let rules = PeopleData.retention();
    let names: HashSet<&str> = rules.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules.len());
    for rule in rules {
        assert!(rule.name.starts_with("people."));
        assert!(![rule.category, rule.purpose, rule.from].contains(&""), "{}", rule.name);
        assert!(rule.due_from(TODAY) < TODAY);
    }
}
