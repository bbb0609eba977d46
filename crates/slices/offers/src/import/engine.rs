//! Bringing a source's offers in.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time},
};
use kreisrund_areas::lookup::Snapshot;
use kreisrund_content::{LanguageTag, Text, Texts, Translation, Vocabulary, VocabularySnapshot};
use kreisrund_directory::{organisation::Organisation, place::Place};
use kreisrund_kernel::{Slug, TermId, clock::county_time_zone};
use kreisrund_people::Actor;
use kreisrund_store::{Change, StoreError, Write};

use super::{
    item::{Item, Left, Reading},
    report::{EventReport, Note, OccurrenceReport, Outcome, Report},
    terms::TermNames,
};
use crate::{
    location::Locator,
    offer::{Details, Draft, Field, Location, Origin, ServiceArea, Venue, county_zone, over_at},
    store::{self, Known},
    summary::summary,
};

/// How many new offers are written at once.
const AT_ONCE: usize = 500;
/// Of the coming offers of a source, the share that may vanish without anyone being asked.
const MOST_VANISHING: f64 = 0.3;

/// What surrounds the source.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Whose offers they are, unless an item says that itself.
    pub organisation: &'a Organisation,
    /// The areas of the county.
    pub areas: &'a Snapshot,
    /// The known places.
    pub places: &'a [Place],
    /// The topics and other terms.
    pub vocabularies: &'a VocabularySnapshot,
    /// Whether offers may be taken back, however many the source no longer has.
    pub may_vanish: bool,
}

/// Why a source was not brought in. Nothing of it stays, because the caller does not commit.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Much of what is known is missing.
    #[error(
        "{vanishing} of {known} coming offers of this source are missing in it and would be taken back; this looks as \
         if a part of it was lost"
    )]
    TooManyVanish {
        /// How many are missing.
        vanishing: usize,
        /// How many coming offers the source has.
        known: usize,
        /// The keys of some of them.
        examples: Vec<String>,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Brings `reading` in. `progress` is called with how many of its records are done.
///
/// # Errors
/// [`ImportError::TooManyVanish`] when more than 30 % of the source's coming offers would be taken back and the options
/// don't allow that; or when the database refuses.
pub async fn bring_in(
    write: &Write,
    reading: &Reading,
    options: Options<'_>,
    mut progress: impl FnMut(usize),
) -> Result<Report, ImportError> {
    let origin = Origin::Imported { source: reading.source.clone(), key: String::new() };
    let actor = Actor::system(&format!("import {}", reading.source.format.as_str()));
    let known = if reading.items.iter().any(|item| item.organisation.is_some()) {
        store::by_source_of_anybody(&**write, &origin).await?
    } else {
        store::by_source(&**write, options.organisation.id, &origin).await?
    };
    let mut report = Report { notes: reading.notes.clone(), ..Report::default() };
    let mut seen = HashSet::new();
    let mut maker = DraftMaker {
        reading,
        options,
        locator: Locator::new(options.areas, options.places),
        names: TermNames::new(options.vocabularies),
    };
    let mut done = 0;
    for items in reading.items.chunks(AT_ONCE) {
        let mut new: Vec<(Draft, EventReport)> = Vec::new();
        let mut again: Vec<(&Item, Draft, &Known)> = Vec::new();
        for item in items {
            if !seen.insert(item.key.as_str()) {
                report.count(skipped(item, "another record bears the same key; give each one of its own"));
                continue;
            }
            let draft = maker.draft(item, &mut report.notes);
            match known.get(&item.key) {
                None => new.push((draft, event(item, Outcome::Added, reading.today))),
                Some(known) => again.push((item, draft, known)),
            }
        }
        let drafts: Vec<(&Draft, &Known)> = again.iter().map(|(_, draft, known)| (draft, *known)).collect();
        let saved = store::save_all(write, &drafts, &actor).await?;
        for ((item, ..), saved) in again.iter().zip(saved) {
            let outcome = match saved.change {
                Change::Added => Outcome::Added,
                Change::Changed => Outcome::Changed,
                Change::Unchanged => Outcome::Unchanged,
            };
            report.notes.extend(kept(item, &saved.kept));
            report.count(event(item, outcome, reading.today));
        }
        let (drafts, events): (Vec<Draft>, Vec<EventReport>) = new.into_iter().unzip();
        store::add_all(write, &drafts, &actor).await?;
        events.into_iter().for_each(|event| report.count(event));
        done += items.len();
        progress(done);
    }
    leave_out(write, &mut report, reading, &known, &seen, &actor).await?;
    take_back(write, &mut report, reading, &known, &seen, options.may_vanish, &actor).await?;
    Ok(report)
}

/// Reports what stays out, and takes back what was public when the source was last read and is private now.
async fn leave_out(
    write: &Write,
    report: &mut Report,
    reading: &Reading,
    known: &HashMap<String, Known>,
    public: &HashSet<&str>,
    actor: &Actor,
) -> Result<(), StoreError> {
    for Left { key, line, reason, private, dates } in &reading.left {
        // Of a public series a single date may be private; the rest of it stays.
        let is_public = public.contains(key.as_str());
        let mut result = Outcome::Skipped;
        if *private
            && !is_public
            && let Some(known) = known.get(key)
            && store::states::withdraw_for_source(write, known.offer, actor).await?
        {
            report.withdrawn += 1;
            result = Outcome::Withdrawn;
        }
        report.skipped += 1;
        report.events.push(EventReport {
            uid: key.clone(),
            line: *line,
            title: None,
            result,
            reason: Some(reason.clone()),
            past: false,
            occurrences: dates.iter().map(OccurrenceReport::of).collect(),
        });
    }
    Ok(())
}

/// Takes back the coming offers within the source's span that it no longer has.
async fn take_back(
    write: &Write,
    report: &mut Report,
    reading: &Reading,
    known: &HashMap<String, Known>,
    seen: &HashSet<&str>,
    may_vanish: bool,
    actor: &Actor,
) -> Result<(), ImportError> {
    let Some((from, to)) = span(reading) else { return Ok(()) };
    let left: HashSet<&str> = reading.left.iter().map(|left| left.key.as_str()).collect();
    let public: Vec<_> = known.iter().filter(|(_, known)| known.state.is_public()).collect();
    let ids: Vec<_> = public.iter().map(|(_, known)| known.offer).collect();
    let coming: HashSet<_> =
        store::with_dates_between(&**write, &ids, from, Timestamp::MAX).await?.into_iter().collect();
    let within: HashSet<_> = store::with_dates_between(&**write, &ids, from, to).await?.into_iter().collect();
    let mut missing: Vec<(&String, &Known)> = public
        .into_iter()
        .filter(|(key, known)| {
            within.contains(&known.offer) && !seen.contains(key.as_str()) && !left.contains(key.as_str())
        })
        .collect();
    missing.sort_by_key(|(key, _)| *key);
    if missing.is_empty() {
        return Ok(());
    }
    if !reading.complete {
        let reason = format!(
            "{} coming offers are missing, but not all of the source could be read; they stay as they are",
            missing.len()
        );
        report.notes.push(Note { line: None, uid: None, reason });
        return Ok(());
    }
    if !may_vanish && missing.len() as f64 > coming.len() as f64 * MOST_VANISHING {
        return Err(ImportError::TooManyVanish {
            vanishing: missing.len(),
            known: coming.len(),
            examples: missing.iter().take(5).map(|(key, _)| (*key).clone()).collect(),
        });
    }
    for (key, known) in missing {
        if store::states::withdraw_for_source(write, known.offer, actor).await? {
            report.count(EventReport {
                uid: key.clone(),
                line: None,
                title: None,
                result: Outcome::Withdrawn,
                reason: Some("the source no longer has it".to_owned()),
                past: false,
                occurrences: Vec::new(),
            });
        }
    }
    Ok(())
}

/// From when to when the source speaks: from now to the end of its last date, within the days from which dates were
/// taken. About what comes later it says nothing. None for a source without a coming date.
fn span(reading: &Reading) -> Option<(Timestamp, Timestamp)> {
    let zone = county_zone();
    let midnight = |day: Date| zone.instant(day.to_datetime(Time::midnight()));
    let from = midnight(reading.today.max(reading.days.0));
    let dates = || reading.items.iter().flat_map(|item| &item.dates);
    let first = dates().map(|date| date.occurrence.moment.start(&zone)).min()?;
    let last = dates().map(|date| over_at(&date.occurrence.moment)).max()?;
    let days_end = midnight(reading.days.1.saturating_add(1.day()));
    let (from, to) = (from.max(first), last.min(days_end));
    (from < to).then_some((from, to))
}

/// Makes drafts of what a source says.
struct DraftMaker<'a> {
    reading: &'a Reading,
    options: Options<'a>,
    locator: Locator<'a>,
    names: TermNames,
}

impl DraftMaker<'_> {
    fn draft(&mut self, item: &Item, notes: &mut Vec<Note>) -> Draft {
        let title = &item.texts.source().title;
        let organisation = self.options.organisation;
        let (terms, unknown) = self.terms(item);
        if !unknown.is_empty() {
            let reason = format!("unknown terms were left out: {}", unknown.join(", "));
            notes.push(Note { line: item.line, uid: Some(item.key.clone()), reason });
        }
        Draft {
            slug: Slug::from_text(title).unwrap_or_else(|| organisation.slug.clone()),
            details: Details {
                form: item.form.clone(),
                organisation: item.organisation.unwrap_or(organisation.id),
                co_organisers: Vec::new(),
                venue: self.venue(item),
                texts: summarised(&item.texts),
                contact: item.contact.clone(),
                ages: item.ages,
                price: item.price.clone(),
                accessibility: item.accessibility.clone(),
                registration: item.registration.clone(),
                link: item.link.clone(),
                validity: item.validity,
            },
            origin: Origin::Imported { source: self.reading.source.clone(), key: item.key.clone() },
            sequence: item.sequence,
            example: false,
            terms,
            series: item.series.clone(),
            dates: item.dates.clone(),
            keep_before: self
                .reading
                .today
                .to_zoned(county_time_zone())
                .map_or(Timestamp::MIN, |midnight| midnight.timestamp()),
        }
    }

    fn venue(&mut self, item: &Item) -> Venue {
        let said = &item.venue;
        let location = match &said.town {
            Some(town) => self.locator.locate_in(town, said.text.as_deref(), said.position),
            None => self.locator.locate(said.text.as_deref(), said.position),
        };
        match &said.online {
            _ if said.at_yours => Venue::AtYours(ServiceArea::County),
            Some(online) if location == Location::default() => Venue::Online(online.clone()),
            Some(online) => Venue::Hybrid(location, online.clone()),
            None => Venue::OnSite(location),
        }
    }

    /// The terms that the item's words name, and the words that name none.
    fn terms(&self, item: &Item) -> (BTreeMap<Vocabulary, Vec<TermId>>, Vec<String>) {
        let (mut terms, mut unknown) = (BTreeMap::new(), Vec::new());
        for (vocabulary, words) in &item.terms {
            let mut found = Vec::new();
            for word in words {
                match self.names.find(*vocabulary, word) {
                    Some(term) => found.push(term),
                    None => unknown.push(word.clone()),
                }
            }
            terms.insert(*vocabulary, found);
        }
        (terms, unknown)
    }
}

/// The texts, with a summary made of the text where there is none.
fn summarised(texts: &Texts) -> Texts {
    let with_summary = |text: &Text| {
        let made = if text.summary.is_empty() { summary(&text.plain_body()) } else { text.summary.clone() };
        Text { summary: made, ..text.clone() }
    };
    let translations = texts.translations().iter().map(|translation| Translation {
        text: with_summary(&translation.text),
        outdated: translation.outdated,
    });
    // The languages are those of texts, so that none appears twice.
    Texts::new(with_summary(texts.source()), translations.collect()).unwrap_or_else(|_| texts.clone())
}

fn event(item: &Item, result: Outcome, today: Date) -> EventReport {
    let zone = county_zone();
    EventReport {
        uid: item.key.clone(),
        line: item.line,
        title: Some(item.texts.source().title.clone()),
        result,
        reason: item.note.clone(),
        past: !item.dates.is_empty()
            && item.dates.iter().all(|date| date.occurrence.moment.days(&zone).1 < today),
        occurrences: item.dates.iter().map(OccurrenceReport::of).collect(),
    }
}

fn skipped(item: &Item, reason: &str) -> EventReport {
    EventReport { reason: Some(reason.to_owned()), past: false, ..event(item, Outcome::Skipped, Date::MIN) }
}

fn kept(item: &Item, fields: &[Field]) -> Option<Note> {
    if fields.is_empty() {
        return None;
    }
    let names: Vec<&str> = fields.iter().map(|field| field.as_str()).collect();
    let reason =
        format!("the source says something else now, but what was entered here stays: {}", names.join(", "));
    Some(Note { line: item.line, uid: Some(item.key.clone()), reason })
}

/// The language of a source's texts, where it says which; German where not.
#[must_use]
pub fn language_or_german(tag: Option<&str>) -> LanguageTag {
    tag.and_then(|tag| tag.parse().ok()).unwrap_or_else(LanguageTag::german)
}
