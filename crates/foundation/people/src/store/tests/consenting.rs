//! Stories of consents.

use jiff::{SignedDuration, Timestamp};
use kreisrund_content::LanguageTag;
use uuid::Uuid;

use super::*;
use crate::{
    consent::{NotAConsent, Permission, Purpose},
    store::consents::{self, NewConsent, NotAWording},
};

fn newsletter() -> Purpose {
    "newsletter".parse().unwrap()
}

fn day(day: i8) -> Timestamp {
    date(2026, 11, day).at(12, 0, 0, 0).in_tz("Europe/Berlin").unwrap().timestamp()
}

async fn words(write: &Write) -> Uuid {
    let text = "Ich möchte einmal im Monat Post über Angebote bekommen.";
    let german = LanguageTag::german();
    consents::save_wording(write, &newsletter(), "2026-11", &german, text).await.unwrap().id
}

fn consent(person: PersonId, wording: Uuid, given_at: Timestamp) -> NewConsent {
    NewConsent {
        person,
        purpose: newsletter(),
        wording,
        channel: Channel::Letter,
        guardian: None,
        given_at,
        expires_at: None,
    }
}

async fn give(write: &Write, consent: NewConsent) -> Result<(), NotAConsent> {
    match consents::give(write, consent, &counter()).await {
        Ok(_) => Ok(()),
        Err(Failure::Refused(refusal)) => Err(refusal),
        Err(Failure::Store(error)) => panic!("{error}"),
    }
}

async fn withdraw(write: &Write, person: PersonId, at: Timestamp) {
    consents::withdraw(write, person, &newsletter(), at, Channel::Phone, None, &counter()).await.unwrap();
}

#[database_test(migrations = all_migrations)]
async fn a_consent_holds_until_it_is_withdrawn_and_stays_to_be_seen(database: Database) {
    let write = database.write().await.unwrap();
    let person = recorded(&write, erika()).await.id;
    let wording = words(&write).await;
    give(&write, consent(person, wording, day(2))).await.unwrap();
    withdraw(&write, person, day(10)).await;
    let again = NewConsent { expires_at: Some(day(20)), ..consent(person, wording, day(15)) };
    give(&write, again).await.unwrap();
    write.commit().await.unwrap();

    let may = async |at| consents::may(database.read(), person, &newsletter(), at).await.unwrap();
    assert_eq!(may(day(1)).await, Permission::NeverGiven);
    assert!(may(day(9)).await.is_granted());
    assert_eq!(may(day(12)).await, Permission::Withdrawn { at: day(10) });
    assert!(may(day(19)).await.is_granted());
    assert_eq!(may(day(21)).await, Permission::Expired { at: day(20) });
    let story = consents::statements_of(database.read(), person).await.unwrap();
    assert_eq!(story.len(), 3, "nothing is ever taken out");
    let text = consents::wording(database.read(), wording).await.unwrap().unwrap().text;
    assert!(text.starts_with("Ich möchte"), "the words with which they were asked");
    assert_eq!(
        actions(&database, about(person)).await,
        [
            "people.person_recorded",
            "people.consent_given",
            "people.consent_withdrawn",
            "people.consent_given"
        ]
    );
}

#[database_test(migrations = all_migrations)]
async fn a_withdrawal_takes_effect_at_once(database: Database) {
    let write = database.write().await.unwrap();
    let person = recorded(&write, erika()).await.id;
    let wording = words(&write).await;
    let now = database.clock().now();
    give(&write, consent(person, wording, now)).await.unwrap();
    withdraw(&write, person, now + SignedDuration::from_hours(24)).await;
    write.commit().await.unwrap();
    let answer = consents::may(database.read(), person, &newsletter(), now).await.unwrap();
    assert_eq!(answer, Permission::Withdrawn { at: now }, "also when it is dated ahead");
}

#[database_test(migrations = all_migrations)]
async fn what_is_no_consent_is_refused(database: Database) {
    let write = database.write().await.unwrap();
    let person = recorded(&write, erika()).await.id;
    let wording = words(&write).await;
    let fine = consent(person, wording, day(2));
    let refused = [
        (NewConsent { person: PersonId::new(), ..fine.clone() }, NotAConsent::NoSuchPerson),
        (NewConsent { wording: Uuid::nil(), ..fine.clone() }, NotAConsent::NoSuchWording),
        (NewConsent { purpose: "photos".parse().unwrap(), ..fine.clone() }, NotAConsent::NoSuchWording),
        (NewConsent { given_at: day(25), ..fine.clone() }, NotAConsent::InTheFuture),
        (NewConsent { expires_at: Some(day(2)), ..fine.clone() }, NotAConsent::ExpiresBefore),
        (NewConsent { guardian: Some(person), ..fine.clone() }, NotAConsent::NotTheGuardian),
    ];
    for (wrong, refusal) in refused {
        assert_eq!(give(&write, wrong).await, Err(refusal));
    }
    assert_eq!(give(&write, fine).await, Ok(()));
}

#[database_test(migrations = all_migrations)]
async fn for_a_child_a_guardian_of_that_day_consents(database: Database) {
    let write = database.write().await.unwrap();
    let (child, mother) = (recorded(&write, child()).await.id, recorded(&write, erika()).await.id);
    let wording = words(&write).await;
    let alone = consent(child, wording, day(2));
    assert_eq!(give(&write, alone.clone()).await, Err(NotAConsent::NeedsGuardian));
    let with_mother = NewConsent { guardian: Some(mother), ..alone };
    assert_eq!(give(&write, with_mother.clone()).await, Err(NotAConsent::NotTheGuardian));
    let since = Period::new(Some(date(2026, 11, 5)), None).unwrap();
    guard_during(&write, child, mother, since).await.unwrap();
    assert_eq!(
        give(&write, with_mother.clone()).await,
        Err(NotAConsent::NotTheGuardian),
        "not yet on the 2nd"
    );
    assert_eq!(give(&write, NewConsent { given_at: day(5), ..with_mother }).await, Ok(()));
    let answer = consents::may(&*write, child, &newsletter(), day(6)).await.unwrap();
    assert!(answer.is_granted());
}

#[database_test(migrations = all_migrations)]
async fn words_with_which_people_were_asked_never_change(database: Database) {
    let write = database.write().await.unwrap();
    let first = words(&write).await;
    assert_eq!(words(&write).await, first, "the same words are kept once");
    let german = LanguageTag::german();
    let other = consents::save_wording(&write, &newsletter(), "2026-11", &german, "Andere Worte").await;
    assert!(matches!(other, Err(Failure::Refused(NotAWording::OtherWords))));
    let next =
        consents::save_wording(&write, &newsletter(), "2027-01", &german, "Andere Worte").await.unwrap();
    assert_ne!(next.id, first);
    let blank = consents::save_wording(&write, &newsletter(), "", &german, "Worte").await;
    assert!(matches!(blank, Err(Failure::Refused(NotAWording::EmptyOrTooLong))));
}

#[database_test(migrations = all_migrations)]
async fn a_merged_record_brings_its_consents_and_withdrawals(database: Database) {
    let write = database.write().await.unwrap();
    let (kept, duplicate) = (recorded(&write, erika()).await.id, recorded(&write, erika()).await.id);
    let wording = words(&write).await;
    give(&write, consent(kept, wording, day(2))).await.unwrap();
    give(&write, consent(duplicate, wording, day(3))).await.unwrap();
    withdraw(&write, duplicate, day(4)).await;
    merge(&write, kept, duplicate, &counter()).await.unwrap();
    write.commit().await.unwrap();
    for id in [kept, duplicate] {
        let answer = consents::may(database.read(), id, &newsletter(), day(10)).await.unwrap();
        assert_eq!(answer, Permission::Withdrawn { at: day(4) }, "they said no, under whichever record");
    }
}
