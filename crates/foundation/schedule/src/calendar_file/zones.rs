//! Which clocks a time is read on: zones by their IANA names, by the names other programs give them, and as a file
//! defines them itself.

use super::problem::{ProblemReason, quote};
use super::property::{self, Property, Stamp};
use super::structure::{NamedLine, Outline, RawZone};
use super::{Moment, ReadOptions};
use crate::occurrence::NotAMoment;
use crate::recurrence::{Budget, Calendar, Dates, Horizon, Rule};
use crate::zone::Zone;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// How many years around the horizon the definitions of a file are followed.
const MARGIN_YEARS: i16 = 2;

/// How many transitions one rule of a definition may have within them.
const MOST_TRANSITIONS: usize = 200;

/// The clocks an event is written in.
#[derive(Clone, Debug)]
pub(super) enum Wall {
    /// A zone of the IANA database.
    Named(Zone),
    /// A zone that only the file knows.
    Defined(Rc<Definition>),
}

/// A zone as a file defines it (`VTIMEZONE`), within the years that matter: its changes of offset, in order.
#[derive(Debug)]
pub(super) struct Definition {
    changes: Vec<Change>,
    /// The offset before the first change.
    first: Offset,
}

/// A change of offset.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// When it happens, on the clocks of before.
    onset: DateTime,
    instant: Timestamp,
    before: Offset,
    after: Offset,
}

impl Wall {
    /// The instant at which these clocks show `civil`, by the rule [`Zone::instant`] describes.
    pub(super) fn instant(&self, civil: DateTime) -> Timestamp {
        match self {
            Self::Named(zone) => zone.instant(civil),
            Self::Defined(definition) => minus(civil, definition.offset_for(civil)),
        }
    }

    /// What these clocks show at `instant`.
    pub(super) fn civil(&self, instant: Timestamp) -> DateTime {
        match self {
            Self::Named(zone) => zone.civil(instant),
            Self::Defined(definition) => definition.offset_at(instant).to_datetime(instant),
        }
    }

    /// What these clocks show when those of `other` show `civil`. On the same clocks a time stays as it was written, even
    /// one that they leave out.
    pub(super) fn civil_on(&self, other: &Self, civil: DateTime) -> DateTime {
        let is_same = match (self, other) {
            (Self::Named(one), Self::Named(other)) => one == other,
            (Self::Defined(one), Self::Defined(other)) => Rc::ptr_eq(one, other),
            (Self::Named(_), Self::Defined(_)) | (Self::Defined(_), Self::Named(_)) => false,
        };
        if is_same { civil } else { self.civil(other.instant(civil)) }
    }

    /// Whether these clocks ever show `civil`.
    pub(super) fn exists(&self, civil: DateTime) -> bool {
        self.civil(self.instant(civil)) == civil
    }

    /// A date as written, on these clocks; days begin at midnight.
    pub(super) fn civil_of(&self, stamp: Stamp) -> DateTime {
        match stamp {
            Stamp::Day(day) => day.at(0, 0, 0, 0),
            Stamp::Civil(civil) => civil,
            Stamp::Instant(instant) => self.civil(instant),
        }
    }

    /// The moment from `start` to `end` on these clocks. Clocks that stand in no place (UTC, bare offsets, zones that
    /// only the file knows) are translated into `local`.
    pub(super) fn moment(
        &self,
        start: DateTime,
        end: Option<DateTime>,
        local: &Zone,
    ) -> Result<Moment, NotAMoment> {
        match self {
            Self::Named(zone) if !is_placeless(zone) => Moment::timed(start, end, zone.clone()),
            _ => {
                let (from, to) = (self.instant(start), end.map(|end| self.instant(end)));
                let kept = |instant: &Timestamp| local.instant(local.civil(*instant)) == *instant;
                // The second pass of the hour that is repeated in autumn can only be said in UTC.
                let zone =
                    if std::iter::once(&from).chain(&to).all(kept) { local.clone() } else { Zone::utc() };
                Moment::timed(zone.civil(from), to.map(|to| zone.civil(to)), zone)
            }
        }
    }
}

impl Definition {
    fn offset_for(&self, civil: DateTime) -> Offset {
        let next = self.changes.partition_point(|change| change.onset <= civil);
        next.checked_sub(1).and_then(|last| self.changes.get(last)).map_or(self.first, |change| {
            let gap = i64::from(change.after.seconds()) - i64::from(change.before.seconds());
            let since = civil.duration_since(change.onset);
            // Within the hour that is left out, RFC 5545 (section 3.3.5) takes the offset of before.
            if since < SignedDuration::from_secs(gap) { change.before } else { change.after }
        })
    }

    fn offset_at(&self, instant: Timestamp) -> Offset {
        let next = self.changes.partition_point(|change| change.instant <= instant);
        next.checked_sub(1).and_then(|last| self.changes.get(last)).map_or(self.first, |change| change.after)
    }
}

/// The zones of one file.
pub(super) struct Zones<'a> {
    local: Zone,
    horizon: Horizon,
    definitions: HashMap<String, &'a RawZone>,
    resolved: HashMap<String, Option<Wall>>,
    /// Unknown names that were reported; a file of a thousand events has one problem, not a thousand.
    reported: BTreeSet<String>,
    budget: Budget,
}

impl<'a> Zones<'a> {
    pub(super) fn new(outline: &'a Outline, options: &ReadOptions) -> Self {
        let mut definitions = HashMap::new();
        for zone in &outline.zones {
            if let Some(name) = value_of(&zone.properties, "TZID") {
                definitions.entry(name).or_insert(zone);
            }
        }
        let declared = outline
            .zone
            .as_deref()
            .and_then(|name| named(name).or_else(|| foreign(name)))
            .filter(|zone| !is_placeless(zone));
        Self {
            local: declared.unwrap_or_else(|| options.default_zone.clone()),
            horizon: options.horizon,
            definitions,
            resolved: HashMap::new(),
            reported: BTreeSet::new(),
            budget: Budget(500_000),
        }
    }

    /// The zone of times that name none.
    pub(super) fn default_zone(&self) -> Zone {
        self.local.clone()
    }

    /// The clocks that `name` means; those of the calendar, and a report of it, where the name means nothing.
    pub(super) fn resolve(&mut self, name: &str, report: &mut dyn FnMut(ProblemReason)) -> Wall {
        if !self.resolved.contains_key(name) {
            let wall = self.look_up(name);
            self.resolved.insert(name.to_owned(), wall);
        }
        if let Some(wall) = self.resolved.get(name).cloned().flatten() {
            return wall;
        }
        if self.reported.insert(name.to_owned()) {
            report(ProblemReason::UnknownZone(quote(name)));
        }
        Wall::Named(self.local.clone())
    }

    /// The clocks on which a date without a zone of its own is read: UTC where it says so, else the calendar's.
    pub(super) fn of_stamp(&self, stamp: Stamp) -> Wall {
        match stamp {
            Stamp::Instant(_) => Wall::Named(Zone::utc()),
            Stamp::Day(_) | Stamp::Civil(_) => Wall::Named(self.local.clone()),
        }
    }

    fn look_up(&mut self, name: &str) -> Option<Wall> {
        if let Some(zone) = named(name) {
            return Some(Wall::Named(zone));
        }
        let raw = self.definitions.get(name).copied();
        if let Some(zone) = raw.and_then(named_within) {
            return Some(Wall::Named(zone));
        }
        let foreign = foreign(name).map(|zone| self.instead_of_offset(name, zone));
        match (foreign, raw.and_then(|zone| self.follow(zone))) {
            // “Central” is Chicago to some programs and Prague to others: what the file says of its offsets decides.
            (Some(zone), Some(definition)) if is_windows_name(name) || self.agree(&zone, &definition) => {
                Some(Wall::Named(zone))
            }
            (_, Some(definition)) => Some(Wall::Defined(Rc::new(definition))),
            (zone, None) => zone.or_else(|| raw.and_then(numbered)).or_else(|| fixed(name)).map(Wall::Named),
        }
    }

    /// “(UTC+01:00) Irgendwo” names the offset of winter and means a zone with summer time. Where the calendar's own zone
    /// has that offset in winter, it is the likeliest.
    fn instead_of_offset(&self, name: &str, zone: Zone) -> Zone {
        let winter =
            Date::new(self.horizon.from().year(), 1, 15).unwrap_or(self.horizon.from()).at(12, 0, 0, 0);
        let is_likely = name.starts_with('(')
            && is_placeless(&zone)
            && zone.instant(winter) == self.local.instant(winter);
        if is_likely { self.local.clone() } else { zone }
    }

    /// Whether a zone and a definition have the same offsets in winter and summer of the horizon's first year.
    fn agree(&self, zone: &Zone, definition: &Definition) -> bool {
        [1, 7].into_iter().all(|month| {
            let noon = self
                .horizon
                .from()
                .with()
                .month(month)
                .day(15)
                .build()
                .unwrap_or(self.horizon.from())
                .at(12, 0, 0, 0);
            zone.instant(noon) == minus(noon, definition.offset_for(noon))
        })
    }

    /// The changes of offset of a definition around the horizon.
    fn follow(&mut self, zone: &RawZone) -> Option<Definition> {
        let mut changes = Vec::new();
        for observance in &zone.observances {
            let property = |name| property_of(observance, name);
            let (Some(before), Some(after)) = (
                property("TZOFFSETFROM").and_then(|p| p.offset()),
                property("TZOFFSETTO").and_then(|p| p.offset()),
            ) else {
                continue;
            };
            let first = match property("DTSTART").and_then(|p| p.stamp()) {
                Some(Stamp::Civil(civil)) => civil,
                Some(Stamp::Day(day)) => day.at(0, 0, 0, 0),
                Some(Stamp::Instant(_)) | None => continue,
            };
            for onset in self.onsets(first, before, observance) {
                changes.push(Change { onset, instant: minus(onset, before), before, after });
            }
        }
        changes.sort_by_key(|change| change.instant);
        let first = changes.first()?.before;
        Some(Definition { changes, first })
    }

    fn onsets(&mut self, first: DateTime, before: Offset, observance: &[NamedLine]) -> Vec<DateTime> {
        let read = |name: &'static str| {
            observance
                .iter()
                .filter(move |line| line.name == name)
                .filter_map(|line| Property::read(&line.line.text))
        };
        let rules: Vec<Rule> = read("RRULE").filter_map(|property| property.raw().parse().ok()).collect();
        let added: Vec<DateTime> = read("RDATE")
            .flat_map(|property| property.listed_dates())
            .filter_map(|date| match date.ok()?.start {
                Stamp::Civil(civil) => Some(civil),
                Stamp::Day(_) | Stamp::Instant(_) => None,
            })
            .collect();
        let calendar =
            Calendar { exists: &|_| true, from_utc: &|utc| before.to_datetime(minus(utc, Offset::UTC)) };
        let dates = Dates {
            start: first,
            all_day: false,
            rules: &rules,
            exclusion_rules: &[],
            added: &added,
            excluded: &BTreeSet::new(),
        };
        let (mut onsets, _) = dates.within(
            self.years().window(SignedDuration::ZERO),
            MOST_TRANSITIONS,
            &calendar,
            &mut self.budget,
        );
        // What changed before those years is still in force in them.
        onsets.extend(
            added
                .into_iter()
                .chain([first])
                .filter(|onset| onset.year() < self.horizon.from().year() - MARGIN_YEARS),
        );
        onsets
    }

    fn years(&self) -> Horizon {
        let first = self.horizon.from().year().saturating_sub(MARGIN_YEARS).max(1);
        let last = self.horizon.to().year().saturating_add(MARGIN_YEARS).min(9_998);
        let day = |year, month, day| Date::new(year, month, day).unwrap_or(Date::MAX);
        Horizon::new(day(first, 1, 1), day(last, 12, 31), MOST_TRANSITIONS)
    }
}

/// The zone whose IANA name `name` is or ends with.
fn named(name: &str) -> Option<Zone> {
    let name = name.trim().trim_matches('"').trim();
    if !name.starts_with('/') {
        return Zone::named(name).ok();
    }
    // `/freeassociation.sourceforge.net/Europe/Berlin`: registries stand before the name (RFC 5545, section 3.2.19).
    let segments: Vec<&str> = name.split('/').filter(|segment| !segment.is_empty()).collect();
    let mut tails =
        (1..=segments.len().min(3)).rev().filter_map(|length| segments.get(segments.len() - length..));
    tails.find_map(|tail| Zone::named(&tail.join("/")).ok())
}

/// The zone that another program calls `name`.
fn foreign(name: &str) -> Option<Zone> {
    let name = name.trim().trim_matches('"').trim();
    let german = [
        "MEZ",
        "MESZ",
        "CEST",
        "Mitteleuropäische Zeit",
        "Mitteleuropäische Sommerzeit",
        "Berlin",
        "Deutschland",
    ];
    if german.iter().any(|german| name.eq_ignore_ascii_case(german)) {
        return Some(Zone::berlin());
    }
    Zone::named(&property::iana_name(name)?).ok()
}

/// The IANA zone a definition names besides its own name.
fn named_within(zone: &RawZone) -> Option<Zone> {
    ["X-LIC-LOCATION", "TZID-ALIAS-OF"]
        .into_iter()
        .find_map(|property| named(&value_of(&zone.properties, property)?))
}

/// The zone a definition names by Microsoft's number.
fn numbered(zone: &RawZone) -> Option<Zone> {
    let number = value_of(&zone.properties, "X-MICROSOFT-CDO-TZID")?;
    Zone::named(&property::iana_name_of_number(&number)?).ok()
}

/// Whether this is one of the names that Windows keeps unambiguous.
fn is_windows_name(name: &str) -> bool {
    name.trim_matches(['"', ' ']).ends_with("Standard Time")
}

/// The zone of a bare offset in whole hours: `GMT+0100`, `UTC+1`, `+01:00`.
fn fixed(name: &str) -> Option<Zone> {
    let upper = name.trim().to_ascii_uppercase();
    let offset = upper.trim_start_matches("UTC").trim_start_matches("GMT").trim_start();
    let (sign, digits) =
        offset.strip_prefix('+').map(|d| ('-', d)).or_else(|| offset.strip_prefix('-').map(|d| ('+', d)))?;
    let digits = digits.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(digits.len().min(2))?;
    let hours: u8 = hours.parse().ok()?;
    // The IANA database counts these zones westward: Etc/GMT-1 is an hour east of Greenwich.
    (minutes.is_empty() || minutes == "00")
        .then(|| format!("Etc/GMT{sign}{hours}"))
        .and_then(|name| Zone::named(&name).ok())
}

/// Whether a zone says only how far it is from Greenwich.
fn is_placeless(zone: &Zone) -> bool {
    zone.name().starts_with("Etc/") || matches!(zone.name(), "UTC" | "GMT" | "Zulu" | "UCT" | "Universal")
}

fn minus(civil: DateTime, offset: Offset) -> Timestamp {
    offset.to_timestamp(civil).unwrap_or(if civil.year() > 0 { Timestamp::MAX } else { Timestamp::MIN })
}

fn property_of(lines: &[NamedLine], name: &str) -> Option<Property> {
    lines.iter().find(|line| line.name == name).and_then(|line| Property::read(&line.line.text))
}

fn value_of(lines: &[NamedLine], name: &str) -> Option<String> {
    property_of(lines, name).and_then(|property| property.text())
}
