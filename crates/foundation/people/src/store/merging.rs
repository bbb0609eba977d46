//! Making two records of the same human being one.
//!
//! The kept record takes over what it lacks, the households, guardians and notes. The other one stays as a trace: its
//! identifier leads to the kept one, so that whatever refers to it still finds the person. Consents and the audit, to
//! which nothing but additions are made, stay where they are and are read over both.

use kreisrund_kernel::PersonId;
use kreisrund_store::{Write, time};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{
    audit,
    column::today,
    entity::person,
    guardians, households, notes,
    persons::{self, PersonRecord},
};
use crate::{
    Failure,
    actor::Actor,
    audit::ChangedField,
    guardian::{self, NotAGuardian},
    person::Person,
};

/// Why two records can't be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMergeable {
    /// The same record twice.
    #[error("these are the same record; choose two")]
    Same,
    /// One is not there, was merged before or is anonymised.
    #[error("one of the two is not recorded or no longer; choose another")]
    NotThere,
    /// One speaks for the other, perhaps through others: then they are two human beings.
    #[error(
        "one of the two is the guardian of the other, so they are two persons; end that relation first if it is wrong"
    )]
    GuardianOfTheOther,
}

/// Merges `duplicate` into `keep` and returns the kept person.
///
/// # Errors
/// [`NotMergeable`], or the database's failure.
pub async fn merge(
    write: &Write,
    keep: PersonId,
    duplicate: PersonId,
    actor: &Actor,
) -> Result<Person, Failure<NotMergeable>> {
    if keep == duplicate {
        return Err(Failure::Refused(NotMergeable::Same));
    }
    persons::lock(write, &[keep, duplicate]).await?;
    let (kept, other) = (there(write, keep).await?, there(write, duplicate).await?);
    merge_guardians(write, keep, duplicate).await?;
    households::hand_over(write, duplicate, keep).await?;
    notes::hand_over(write, persons::subject(duplicate), persons::subject(keep)).await?;

    let details = kept.details.completed_by(&other.details);
    let fields: Vec<ChangedField> =
        kept.details.differences(&details).into_iter().map(ChangedField::named).collect();
    let merged = Person {
        details,
        updated_at: time::from_column(write.now()),
        active_at: kept.active_at.max(other.active_at),
        created_at: kept.created_at.min(other.created_at),
        ..kept
    };
    persons::save(write, &merged).await?;
    // Also those that were merged into the duplicate before: one step leads to the record to use.
    person::Entity::update_many()
        .col_expr(person::Column::MergedInto, Expr::value(Uuid::from(keep)))
        .filter(person::Column::MergedInto.eq(Uuid::from(duplicate)))
        .exec(&**write)
        .await?;
    person::Entity::update_many()
        .col_expr(person::Column::MergedInto, Expr::value(Uuid::from(keep)))
        .col_expr(person::Column::MergedAt, Expr::value(write.now()))
        .filter(person::Column::Id.eq(Uuid::from(duplicate)))
        .exec(&**write)
        .await?;
    audit::append(write, persons::subject(keep), actor, "people.person_merged", &fields).await?;
    audit::append(write, persons::subject(duplicate), actor, "people.person_merged_away", &[]).await?;
    Ok(merged)
}

async fn there(write: &Write, id: PersonId) -> Result<Person, Failure<NotMergeable>> {
    match persons::by_id(&**write, id).await? {
        Some(PersonRecord::Present(person)) => Ok(*person),
        _ => Err(Failure::Refused(NotMergeable::NotThere)),
    }
}

/// Gives the duplicate's guardians and wards to the kept person, leaving out what they have already.
async fn merge_guardians(
    write: &Write,
    keep: PersonId,
    duplicate: PersonId,
) -> Result<(), Failure<NotMergeable>> {
    for relation in guardians::relations_of(&**write, &[duplicate]).await? {
        let put = |id: PersonId| if id == duplicate { keep } else { id };
        let (ward, guardian) = (put(relation.ward), put(relation.guardian));
        let moved = guardian::Guardianship { ward, guardian, ..relation.clone() };
        let mut present = guardians::upwards(&**write, guardian).await?;
        present.extend(guardians::relations_of(&**write, &[ward]).await?);
        present.retain(|other| other.id != moved.id);
        // Ages were checked when the relation was recorded.
        match guardian::check(&moved, crate::person::Age::NotRecorded, &present, today(write)) {
            Ok(()) => guardians::hand_over(write, &relation, duplicate, keep).await?,
            Err(NotAGuardian::Twice) => guardians::delete(write, relation.id).await?,
            Err(_) => return Err(Failure::Refused(NotMergeable::GuardianOfTheOther)),
        }
    }
    Ok(())
}
