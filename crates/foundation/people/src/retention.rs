//! For how long personal data is kept, and its removal when the time is over.
//!
//! Every part of the program that holds data about persons hands in a [`PersonalData`]: what it keeps, for what, on
//! which basis and for how long; how to export and how to erase it; and how to remove what is due. [`enforce`] goes
//! through all of them once a day.

use std::{collections::HashSet, sync::Arc};

use async_trait::async_trait;
use jiff::{SignedDuration, Span, civil::Date};
use kreisrund_kernel::{PersonId, SharedClock, SubjectKind};
use kreisrund_store::{Database, Job, JobRegistry, StoreError, Write, jobs::JobError};
use sea_orm::DatabaseConnection;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::store;

/// How long one kind of data is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionRule {
    /// The rule's name, `slice.what`: under it the counts are reported.
    pub name: &'static str,
    /// The kind of record that holds the data; `None` for records of every kind.
    pub subject: Option<SubjectKind>,
    /// What kind of data it is, in words for the record of processing activities (GDPR Art. 30).
    pub category: &'static str,
    /// For what it is kept.
    pub purpose: &'static str,
    /// On which legal basis.
    pub basis: Basis,
    /// For how long.
    pub keep_for: KeepFor,
    /// From which event on the time runs, in words.
    pub from: &'static str,
    /// What happens then.
    pub action: Action,
}

/// The legal basis on which data is kept (GDPR Art. 6 Abs. 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A law or public task; the text cites it.
    Law(&'static str),
    /// The consent for the purpose with this name.
    Consent(&'static str),
}

/// A length of time by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepFor {
    /// So many days.
    Days(u16),
    /// So many months.
    Months(u16),
    /// So many years.
    Years(u16),
}

/// What happens to data whose time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is deleted.
    Delete,
    /// What tells of whom it speaks is removed; the rest stays for counting.
    Anonymise,
}

impl RetentionRule {
    /// The last day on which the time of what is due on `today` began to run.
    #[must_use]
    pub fn due_from(&self, today: Date) -> Date {
        let span = match self.keep_for {
            KeepFor::Days(days) => Span::new().days(i64::from(days)),
            KeepFor::Months(months) => Span::new().months(i64::from(months)),
            KeepFor::Years(years) => Span::new().years(i64::from(years)),
        };
        today.checked_sub(span).unwrap_or(Date::MIN)
    }
}

/// What was removed by a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many were deleted.
    pub deleted: u64,
    /// How many were anonymised.
    pub anonymised: u64,
    /// How many were due and stay, because something open depends on the person.
    pub held: u64,
}

impl std::ops::AddAssign for Removed {
    fn add_assign(&mut self, other: Self) {
        self.deleted += other.deleted;
        self.anonymised += other.anonymised;
        self.held += other.held;
    }
}

/// Something that stays when a person's data is erased, without saying of whom it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What kind of data it is.
    pub category: &'static str,
    /// How many records.
    pub count: u64,
    /// Why it may stay (GDPR Art. 17 Abs. 3).
    pub because: &'static str,
}

/// What was erased of a person, and what stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// How many records were deleted.
    pub deleted: u64,
    /// How many were anonymised.
    pub anonymised: u64,
    /// What stays.
    pub kept: Vec<Kept>,
}

/// What one part of the program keeps about persons.
///
/// A slice declares one with its first row about a person. `persons` are always the identifiers of one human being:
/// the record and those that were merged into it.
#[async_trait]
pub trait PersonalData: Send + Sync {
    /// The part's name, under which its data stands in exports.
    fn name(&self) -> &'static str;

    /// What it keeps and for how long.
    fn retention(&self) -> Vec<RetentionRule>;

    /// All that it keeps about the human being, with field names that they understand (GDPR Art. 15, 20). Data about
    /// others stays out (Art. 15 Abs. 4).
    async fn export(
        &self,
        connection: &DatabaseConnection,
        persons: &[PersonId],
    ) -> Result<Value, StoreError>;

    /// Erases it (Art. 17); what has to stay is anonymised. Doing it twice changes nothing.
    async fn erase(&self, write: &Write, persons: &[PersonId]) -> Result<Erased, StoreError>;

    /// Removes what is due on `today` by `rule`, one of its own, but nothing that is about somebody in `held`.
    async fn remove_due(
        &self,
        write: &Write,
        rule: &RetentionRule,
        today: Date,
        held: &HashSet<PersonId>,
    ) -> Result<Removed, StoreError>;
}

/// All parts of the program that hold personal data.
pub type Sources = Vec<Arc<dyn PersonalData>>;

/// What was removed by one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleReport {
    /// The rule's name.
    pub rule: &'static str,
    /// What was removed.
    pub removed: Removed,
}

/// Removes all that is due on `today`. Each rule is a transaction of its own: one that fails leaves the others' work.
/// The sources are asked in their order; the house puts the people's own behind those of the slices.
///
/// # Errors
/// The first failure of the database, after all rules were tried.
pub async fn enforce(
    database: &Database,
    sources: &[Arc<dyn PersonalData>],
    today: Date,
) -> Result<Vec<RuleReport>, StoreError> {
    let mut reports = Vec::new();
    let mut failure = None;
    for source in sources {
        for rule in source.retention() {
            match enforce_rule(database, source.as_ref(), &rule, today).await {
                Ok(removed) => {
                    tracing::info!(
                        rule = rule.name,
                        deleted = removed.deleted,
                        anonymised = removed.anonymised,
                        held = removed.held,
                        "what was due was removed"
                    );
                    reports.push(RuleReport { rule: rule.name, removed });
                }
                Err(error) => failure = failure.or(Some(error)),
            }
        }
    }
    failure.map_or(Ok(reports), Err)
}

async fn enforce_rule(
    database: &Database,
    source: &dyn PersonalData,
    rule: &RetentionRule,
    today: Date,
) -> Result<Removed, StoreError> {
    let write = database.write().await?;
    let held = store::holds::held_persons(&*write, today).await?;
    let removed = source.remove_due(&write, rule, today, &held).await?;
    write.commit().await?;
    Ok(removed)
}

/// The daily removal, as a job.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RemoveWhatIsDue;

impl Job for RemoveWhatIsDue {
    const NAME: &'static str = "people.remove_what_is_due";
}

/// The daily removal over all `sources`.
///
/// # Errors
/// When the job can't be written as JSON.
pub fn jobs(database: &Database, clock: &SharedClock, sources: Sources) -> Result<JobRegistry, StoreError> {
    let (database, clock, sources) = (database.clone(), clock.clone(), Arc::new(sources));
    JobRegistry::default().regularly(&RemoveWhatIsDue, SignedDuration::from_hours(24), move |_| {
        let (database, clock, sources) = (database.clone(), clock.clone(), sources.clone());
        async move { enforce(&database, &sources, clock.today()).await.map(|_| ()).map_err(JobError::from) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_time_runs_by_the_calendar() {
        let rule = |keep_for| RetentionRule {
            name: "test.rule",
            subject: Some(SubjectKind::Person),
            category: "",
            purpose: "",
            basis: Basis::Law(""),
            keep_for,
            from: "",
            action: Action::Delete,
        };
        let today = date(2028, 2, 29);
        assert_eq!(rule(KeepFor::Years(3)).due_from(today), date(2025, 2, 28));
        assert_eq!(rule(KeepFor::Months(24)).due_from(today), date(2026, 2, 28));
        assert_eq!(rule(KeepFor::Days(90)).due_from(today), date(2027, 12, 1));
    }
}
