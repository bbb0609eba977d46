//! One `VEVENT` read: an event, or the change to one date of a series.

use super::date::{Extent, Start, stamp_and_wall};
use super::problem::{ProblemReason, Problems, quote};
use super::property::{ListedDate, Property, Stamp};
use super::structure::{MOST_DATES, NamedLine, RawEvent, SOLD_OUT, TOWN};
use super::zones::{Wall, Zones};
use super::{Class, EventStatus, text};
use crate::recurrence::Rule;
use jiff::Timestamp;
use kreisrund_kernel::Position;

/// Longer than any honest identifier.
const LONGEST_UID: usize = 500;
/// Longer than any honest language tag.
const LONGEST_LANGUAGE: usize = 35;
/// How many categories are taken.
const MOST_CATEGORIES: usize = 50;
/// How many addresses to meet at are looked at.
const MOST_CONFERENCES: usize = 20;
/// How many rules one event may have.
const MOST_RULES: usize = 20;

/// A `VEVENT`.
#[derive(Debug)]
pub(super) struct Component {
    pub line: usize,
    pub uid: String,
    pub uid_is_derived: bool,
    pub sequence: i64,
    pub last_modified: Option<Timestamp>,
    /// When the publisher wrote it down, which tells the newer of two versions.
    pub written: Option<Timestamp>,
    /// For whom it is, unless for everyone.
    pub class: Option<Class>,
    pub status: EventStatus,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub location: Option<String>,
    pub town: Option<String>,
    pub geo: Option<Position>,
    pub conference: Option<String>,
    pub url: Option<String>,
    pub categories: Vec<String>,
    pub organizer: Option<String>,
    pub contact: Option<String>,
    pub language: Option<String>,
    pub sold_out: bool,
    /// Always there, but for changes to a series that keep their start.
    pub start: Option<Start>,
    /// Where it is given.
    pub extent: Option<Extent>,
    pub rules: Vec<Rule>,
    pub exclusion_rules: Vec<Rule>,
    pub added: Vec<(ListedDate, Wall)>,
    pub excluded: Vec<(Stamp, Wall)>,
    /// Which date of its series it changes.
    pub changes: Option<Change>,
}

/// Which date of a series a component changes (`RECURRENCE-ID`).
#[derive(Debug)]
pub(super) struct Change {
    pub original: Start,
    /// Whether it goes for all later dates too.
    pub this_and_future: bool,
}

/// Reads a `VEVENT`; none where it has no readable start.
pub(super) fn read(
    raw: &RawEvent,
    style: text::Style,
    zones: &mut Zones<'_>,
    problems: &mut Problems,
) -> Option<Component> {
    let reader = Reader { raw, style };
    let class = reader.class();
    let (uid, uid_is_derived) = reader.uid();
    // What is wrong with events that are not public is nobody's business here.
    let mut silent = Problems::default();
    let problems = if class.is_some() { &mut silent } else { problems };
    let mut report = |line: usize, reason: ProblemReason| {
        problems.report(Some(line), (!uid_is_derived).then_some(uid.as_str()), reason);
    };
    if !raw.closed {
        report(raw.line, ProblemReason::UnclosedEvent);
    }
    if raw.dates > MOST_DATES {
        report(raw.line, ProblemReason::TooManyDates { most: MOST_DATES });
        return None;
    }
    let changes = reader.change(zones, &mut report).ok()?;
    let mut start = reader.start(zones, changes.is_some(), &mut report).ok()?;
    let mut extent = start
        .as_ref()
        .or(changes.as_ref().map(|change| &change.original))
        .and_then(|start| reader.extent(start, zones, &mut report));
    if let Some(start) = &mut start
        && reader.is_marked_as_whole_days(start, extent)
    {
        extent = start.make_whole_days(extent);
    }
    let all_day = start.as_ref().is_some_and(|start| start.all_day);
    let (location, town) = reader.place();
    Some(Component {
        line: raw.line,
        sequence: reader.value("SEQUENCE").and_then(|value| value.trim().parse().ok()).unwrap_or(0),
        last_modified: reader.instant("LAST-MODIFIED"),
        written: reader.instant("LAST-MODIFIED").or_else(|| reader.instant("DTSTAMP")),
        class,
        status: reader.status(),
        summary: reader.value("SUMMARY").and_then(|value| text::title(&value, reader.style)),
        description: reader.description(),
        location,
        town,
        geo: reader.position(),
        conference: reader.conference(),
        url: reader.value("URL").and_then(|value| text::web_address(&value)),
        categories: reader.categories(),
        organizer: reader.organizer(),
        contact: reader.value("CONTACT").and_then(|value| text::place(&value, reader.style)),
        language: reader.language(),
        sold_out: reader.is_true(SOLD_OUT),
        rules: reader.rules("RRULE", all_day, &mut report),
        exclusion_rules: reader.rules("EXRULE", all_day, &mut report),
        added: reader.listed_dates("RDATE", zones, &mut report),
        excluded: reader
            .listed_dates("EXDATE", zones, &mut report)
            .into_iter()
            .map(|(date, wall)| (date.start, wall))
            .collect(),
        start,
        extent,
        changes,
        uid: uid.clone(),
        uid_is_derived,
    })
}

/// An identifier from what makes an event itself: the same parts always give the same (FNV-1a, 128 bits).
pub(super) fn derived_uid(parts: &[&str]) -> String {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for part in parts {
        // A byte that no text holds keeps “a, bc” and “ab, c” apart.
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
        }
    }
    format!("derived-{hash:032x}")
}

type Report<'a> = dyn FnMut(usize, ProblemReason) + 'a;

struct Reader<'a> {
    raw: &'a RawEvent,
    style: text::Style,
}

impl Reader<'_> {
    fn lines(&self, name: &'static str) -> impl Iterator<Item = &NamedLine> {
        self.raw.properties.iter().filter(move |line| line.name == name)
    }

    fn property(&self, name: &'static str) -> Option<(usize, Property)> {
        let line = &self.lines(name).next()?.line;
        Some((line.number, Property::read(&line.text)?))
    }

    fn value(&self, name: &'static str) -> Option<String> {
        self.property(name).and_then(|(_, property)| property.text())
    }

    fn uid(&self) -> (String, bool) {
        let given = self.value("UID").map(|uid| uid.chars().filter(|c| !c.is_control()).collect::<String>());
        match given.as_deref().map(str::trim) {
            Some(uid) if !uid.is_empty() && uid.len() <= LONGEST_UID => (uid.to_owned(), false),
            _ => {
                let raw = |name| self.lines(name).next().map_or("", |line| line.line.text.as_str());
                let parts = ["UID", "DTSTART", "RRULE", "RECURRENCE-ID", "SUMMARY", "LOCATION"].map(raw);
                (derived_uid(&parts), true)
            }
        }
    }

    fn class(&self) -> Option<Class> {
        let class = self.value("CLASS")?.trim().to_ascii_uppercase();
        match class.as_str() {
            "" | "PUBLIC" => None,
            "CONFIDENTIAL" => Some(Class::Confidential),
            _ => Some(Class::Private),
        }
    }

    fn status(&self) -> EventStatus {
        match self.value("STATUS").map(|status| status.trim().to_ascii_uppercase()).as_deref() {
            Some("CANCELLED" | "CANCELED") => EventStatus::Cancelled,
            Some("TENTATIVE") => EventStatus::Tentative,
            _ => EventStatus::Confirmed,
        }
    }

    fn change(&self, zones: &mut Zones<'_>, report: &mut Report<'_>) -> Result<Option<Change>, ()> {
        let Some(line) = self.lines("RECURRENCE-ID").next() else { return Ok(None) };
        let number = line.line.number;
        let property = Property::read(&line.line.text);
        let original = property
            .as_ref()
            .and_then(|property| Start::read(property, zones, &mut |reason| report(number, reason)));
        match (original, property) {
            (Some(original), Some(property)) => {
                Ok(Some(Change { original, this_and_future: property.is_this_and_future() }))
            }
            (_, property) => {
                let raw = property.as_ref().map_or(line.line.text.as_str(), Property::raw);
                report(number, ProblemReason::UnreadableRecurrenceId(quote(raw)));
                Err(())
            }
        }
    }

    /// The start; a change to a series may go without.
    fn start(
        &self,
        zones: &mut Zones<'_>,
        is_change: bool,
        report: &mut Report<'_>,
    ) -> Result<Option<Start>, ()> {
        let Some(line) = self.lines("DTSTART").next() else {
            if !is_change {
                report(self.raw.line, ProblemReason::MissingStart);
                return Err(());
            }
            return Ok(None);
        };
        let number = line.line.number;
        let property = Property::read(&line.line.text);
        let start = property
            .as_ref()
            .and_then(|property| Start::read(property, zones, &mut |reason| report(number, reason)))
            .filter(Start::is_within_reach);
        if start.is_none() {
            let raw = property.as_ref().map_or(line.line.text.as_str(), Property::raw);
            report(number, ProblemReason::UnreadableStart(quote(raw)));
            return Err(());
        }
        Ok(start)
    }

    fn extent(&self, start: &Start, zones: &mut Zones<'_>, report: &mut Report<'_>) -> Option<Extent> {
        if let Some((number, property)) = self.property("DTEND") {
            let end = stamp_and_wall(&property, zones, &mut |reason| report(number, reason));
            let extent = end
                .ok_or_else(|| ProblemReason::UnreadableEnd(quote(property.raw())))
                .and_then(|(end, wall)| start.extent_to(end, &wall));
            return extent.map_err(|reason| report(number, reason)).ok();
        }
        let (number, property) = self.property("DURATION")?;
        let extent = property
            .length()
            .ok_or_else(|| ProblemReason::UnreadableEnd(quote(property.raw())))
            .and_then(|length| start.extent_of(length));
        extent.map_err(|reason| report(number, reason)).ok()
    }

    /// Whether Outlook or a companion says that midnight to midnight means whole days.
    fn is_marked_as_whole_days(&self, start: &Start, extent: Option<Extent>) -> bool {
        let marks =
            ["X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY"];
        marks.into_iter().any(|name| self.is_true(name)) && start.is_midnight_to_midnight(extent)
    }

    fn is_true(&self, name: &'static str) -> bool {
        self.value(name).is_some_and(|value| value.trim().eq_ignore_ascii_case("TRUE") || value.trim() == "1")
    }

    /// The language of the title, or else of the description, where it looks like a language tag (BCP 47): letters and digits in groups of at most
    /// eight, the first of letters.
    fn language(&self) -> Option<String> {
        let tag = ["SUMMARY", "DESCRIPTION"]
            .into_iter()
            .find_map(|name| self.property(name)?.1.language().map(|tag| tag.trim().replace('_', "-")))?;
        let is_group =
            |group: &str| (1..=8).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_alphanumeric());
        let first = tag.split('-').next().unwrap_or("");
        let begins_well = first.len() != 1 && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        (begins_well && tag.len() <= LONGEST_LANGUAGE && tag.split('-').all(is_group)).then_some(tag)
    }

    fn description(&self) -> Option<String> {
        ["DESCRIPTION", "X-ALT-DESC", "STYLED-DESCRIPTION"].into_iter().find_map(|name| {
            let (_, property) = self.property(name)?;
            text::description(
                &property.text()?,
                if property.is_html() { text::Style::Html } else { self.style },
            )
        })
    }

    /// The place, and its town where that was added to what somebody wrote.
    fn place(&self) -> (Option<String>, Option<String>) {
        let place = |name| self.value(name).and_then(|value| text::place(&value, self.style));
        let (location, town) = (place("LOCATION"), place(TOWN));
        let apart = location
            .as_deref()
            .zip(town.as_deref())
            .and_then(|(location, town)| location.strip_suffix(town)?.strip_suffix(", "))
            .map(str::to_owned);
        match apart {
            Some(alone) => (Some(alone), town),
            None => (location, None),
        }
    }

    /// The first address at which one takes part.
    fn conference(&self) -> Option<String> {
        self.lines("CONFERENCE").take(MOST_CONFERENCES).find_map(|line| {
            let property = Property::read(&line.line.text)?;
            let features = property.features();
            let has = |names: &[&str]| features.iter().any(|feature| names.contains(&feature.as_str()));
            let is_for_all = !has(&["MODERATOR"]);
            let is_meeting = has(&["AUDIO", "VIDEO", "SCREEN"]) || !has(&["CHAT", "FEED", "PHONE"]);
            property
                .text()
                .and_then(|address| text::web_address(&address))
                .filter(|_| is_for_all && is_meeting)
        })
    }

    fn position(&self) -> Option<Position> {
        ["GEO", "X-APPLE-STRUCTURED-LOCATION"].into_iter().find_map(|name| {
            let (latitude, longitude) = self.property(name)?.1.coordinates()?;
            // Programs that know no position write 0;0, which lies in the Atlantic.
            let known = latitude != 0.0 || longitude != 0.0;
            Position::new(latitude, longitude).ok().filter(|_| known)
        })
    }

    fn categories(&self) -> Vec<String> {
        let mut categories: Vec<String> = Vec::new();
        for line in self.lines("CATEGORIES") {
            let Some(property) = Property::read(&line.line.text) else { continue };
            for category in property.texts().iter().filter_map(|text| text::word(text, self.style)) {
                if categories.len() < MOST_CATEGORIES && !categories.contains(&category) {
                    categories.push(category);
                }
            }
        }
        categories
    }

    /// The organiser's name. Where a program put the mail address in its place, there is none.
    fn organizer(&self) -> Option<String> {
        let (_, property) = self.property("ORGANIZER")?;
        property
            .common_name()
            .filter(|name| !name.contains('@'))
            .and_then(|name| text::word(name, self.style))
    }

    fn instant(&self, name: &'static str) -> Option<Timestamp> {
        match self.property(name)?.1.stamp()? {
            Stamp::Instant(instant) => Some(instant),
            // These have to be in UTC (RFC 5545, section 3.8.7); where they are not, they are meant so.
            Stamp::Civil(civil) => Some(crate::zone::Zone::utc().instant(civil)),
            Stamp::Day(_) => None,
        }
    }

    fn rules(&self, name: &'static str, all_day: bool, report: &mut Report<'_>) -> Vec<Rule> {
        let mut rules: Vec<Rule> = Vec::new();
        for line in self.lines(name).take(MOST_RULES) {
            let Some(property) = Property::read(&line.line.text) else { continue };
            match property.raw().parse::<Rule>() {
                Ok(rule) if all_day && rule.is_sub_daily() => {
                    report(line.line.number, ProblemReason::RuleWithinDay);
                }
                Ok(rule) => rules.push(rule),
                Err(error) => report(line.line.number, ProblemReason::UnreadableRule(error)),
            }
        }
        rules
    }

    fn listed_dates(
        &self,
        name: &'static str,
        zones: &mut Zones<'_>,
        report: &mut Report<'_>,
    ) -> Vec<(ListedDate, Wall)> {
        let mut dates = Vec::new();
        for line in self.lines(name) {
            let number = line.line.number;
            let Some(property) = Property::read(&line.line.text) else { continue };
            for date in property.listed_dates() {
                match date {
                    Ok(date) => {
                        let wall = match (date.start, property.zone()) {
                            (Stamp::Civil(_), Some(name)) => {
                                zones.resolve(name, &mut |reason| report(number, reason))
                            }
                            (stamp, _) => zones.of_stamp(stamp),
                        };
                        dates.push((date, wall));
                    }
                    // An empty list is no slip worth a word.
                    Err(written) if written.trim().is_empty() => {}
                    Err(written) => report(number, ProblemReason::UnreadableDate(quote(&written))),
                }
            }
        }
        dates
    }
}
