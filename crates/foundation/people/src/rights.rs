//! What a person may ask for: all that is kept about them (GDPR Art. 15 and 20), and that it be erased (Art. 17).

use std::sync::Arc;

use kreisrund_kernel::{PersonId, SubjectKind, SubjectRef};
use kreisrund_store::{Database, StoreError, Write, time};
use serde_json::{Map, Value, json};

use crate::{
    Failure,
    actor::Actor,
    retention::{Erased, PersonalData},
    store::{audit, guardians, holds, persons},
};

/// Why somebody's data can't be erased now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotErasable {
    /// The person is not there, or was erased already.
    #[error("this person is not recorded or was erased already")]
    NotThere,
    /// Something open depends on the person.
    #[error("something open depends on this person ({}); bring it to an end first", .0.join(", "))]
    StillNeeded(Vec<String>),
}

/// Everything that `sources` keep about the person, as one structured document; `None` where the person is unknown.
///
/// # Errors
/// When the database can't be read.
pub async fn export(
    database: &Database,
    sources: &[Arc<dyn PersonalData>],
    person: PersonId,
) -> Result<Option<Value>, StoreError> {
    let connection = database.read();
    let Some(person) = persons::resolve(connection, person).await? else { return Ok(None) };
    let persons = persons::lineage(connection, person).await?;
    let mut data = Map::new();
    for source in sources {
        data.insert(source.name().to_owned(), source.export(connection, &persons).await?);
    }
    Ok(Some(json!({
        "person": person.to_string(),
        "exported_at": database.clock().now().to_string(),
        "data": data,
    })))
}

/// Erases what `sources` keep about the person, in the transaction of `write`. What the law lets stay says no longer of
/// whom it speaks.
///
/// # Errors
/// [`NotErasable`], or the database's failure.
pub async fn erase(
    write: &Write,
    sources: &[Arc<dyn PersonalData>],
    person: PersonId,
    actor: &Actor,
) -> Result<Vec<(&'static str, Erased)>, Failure<NotErasable>> {
    let there = persons::resolve(&**write, person).await?;
    let Some(person) = there else { return Err(Failure::Refused(NotErasable::NotThere)) };
    if persons::person(&**write, person).await?.is_none() {
        return Err(Failure::Refused(NotErasable::NotThere));
    }
    let persons = persons::lineage(&**write, person).await?;
    let today = time::from_column(write.now()).to_zoned(kreisrund_kernel::clock::county_time_zone()).date();
    let mut open = holds::reasons(&**write, &persons, today).await?;
    if guardians::speak_for_others(&**write, &persons, today).await? {
        open.push("the person is the guardian of somebody who is recorded".to_owned());
    }
    if !open.is_empty() {
        return Err(Failure::Refused(NotErasable::StillNeeded(open)));
    }
    let mut reports = Vec::new();
    for source in sources {
        reports.push((source.name(), source.erase(write, &persons).await?));
    }
    let subject = SubjectRef::new(SubjectKind::Person, person);
    audit::append(write, subject, actor, "people.person_erased", &[]).await?;
    Ok(reports)
}
