//! The outline of a file: which lines belong to which event and to which definition of a time zone.
//!
//! Nothing here recurses, and only lines that mean something to us are kept, so that neither deep nesting nor
//! attachments of many megabytes cost anything.

use super::lines::{ContentLine, ContentLines};
use super::problem::{ProblemReason, Problems, quote};
use super::property::Property;
use super::{NotACalendar, OtherFile, ReadOptions, text};

/// The name under which Kreisrund writes calendars (`PRODID`).
pub(super) const PRODUCT: &str = "-//Kreisrund//Kreisrund//DE";

/// How many single dates (`RDATE`, `EXDATE`) of one event are read: every day of 130 years.
pub(super) const MOST_DATES: usize = 50_000;

/// How many bytes of a line are read: all dates that are read, and more text than is kept.
const LONGEST_LINE: usize = 1_000_000;

/// Nesting that is followed by name; deeper levels are only counted.
const DEEPEST: usize = 32;

/// The property by which Kreisrund says that no places are left; RFC 5545 has none for it.
pub(super) const SOLD_OUT: &str = "X-KREISRUND-SOLD-OUT";

/// The property by which Kreisrund says that a place's last part is its town, which others left out.
pub(super) const TOWN: &str = "X-KREISRUND-TOWN";

/// The properties of an event that are read.
const EVENT_PROPERTIES: [&str; 31] = [
    "UID",
    "SEQUENCE",
    "SUMMARY",
    "DESCRIPTION",
    "X-ALT-DESC",
    "STYLED-DESCRIPTION",
    "LOCATION",
    "GEO",
    "X-APPLE-STRUCTURED-LOCATION",
    "URL",
    "CONFERENCE",
    "CATEGORIES",
    "ORGANIZER",
    "CONTACT",
    "STATUS",
    "CLASS",
    "LAST-MODIFIED",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "EXRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "X-MICROSOFT-CDO-ALLDAYEVENT",
    "X-FUNAMBOL-ALLDAY",
    "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT",
    SOLD_OUT,
    TOWN,
];

/// The properties of a definition of a time zone that are read.
const ZONE_PROPERTIES: [&str; 9] = [
    "TZID",
    "TZID-ALIAS-OF",
    "X-LIC-LOCATION",
    "X-MICROSOFT-CDO-TZID",
    "DTSTART",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "RRULE",
    "RDATE",
];

/// A file taken apart.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub name: Option<String>,
    /// The zone of the whole calendar (`X-WR-TIMEZONE`), as written.
    pub zone: Option<String>,
    /// Whether Kreisrund wrote the file, so that its texts are plain and no markup is looked for in them.
    pub is_own: bool,
    /// Whether the file cancels what it names (`METHOD:CANCEL`, RFC 5546).
    pub cancels: bool,
    pub events: Vec<RawEvent>,
    pub zones: Vec<RawZone>,
}

impl Outline {
    /// How texts are written in the file.
    pub(super) const fn text_style(&self) -> text::Style {
        if self.is_own { text::Style::Plain } else { text::Style::Unknown }
    }
}

/// An event: its lines, as far as they are read.
#[derive(Debug, Default)]
pub(super) struct RawEvent {
    pub line: usize,
    pub properties: Vec<NamedLine>,
    pub closed: bool,
    /// How many single dates it names, whether kept or not.
    pub dates: usize,
}

/// A definition of a time zone (`VTIMEZONE`).
#[derive(Debug, Default)]
pub(super) struct RawZone {
    pub properties: Vec<NamedLine>,
    /// `STANDARD` and `DAYLIGHT`.
    pub observances: Vec<Vec<NamedLine>>,
}

/// A content line whose name is known.
#[derive(Debug)]
pub(super) struct NamedLine {
    pub name: &'static str,
    pub line: ContentLine,
}

/// Takes a file apart.
///
/// # Errors
/// [`NotACalendar`] where there is nothing to take.
pub(super) fn outline(
    bytes: &[u8],
    options: &ReadOptions,
    problems: &mut Problems,
) -> Result<Outline, NotACalendar> {
    let mut builder = Builder::default();
    for line in ContentLines::new(bytes) {
        builder.add(line, problems);
        if builder.outline.events.len() > options.most_events {
            return Err(NotACalendar::TooManyEvents { most: options.most_events });
        }
    }
    builder.finish_event(false);
    if builder.calendars == 0 && builder.outline.events.is_empty() {
        return Err(if builder.begins > 0 {
            NotACalendar::NoCalendar
        } else {
            NotACalendar::NotICalendar(kind_of(bytes))
        });
    }
    if builder.calendars == 0 {
        problems.report(None, None, ProblemReason::NoCalendarAround);
    } else if builder.unclosed || builder.open.contains(&Open::Calendar) {
        problems.report(None, None, ProblemReason::UnclosedCalendar);
    }
    Ok(builder.outline)
}

#[derive(Default)]
struct Builder {
    outline: Outline,
    open: Vec<Open>,
    /// Levels below [`DEEPEST`].
    deeper: usize,
    event: Option<RawEvent>,
    calendars: usize,
    /// Whether a calendar began before the one before it had ended.
    unclosed: bool,
    begins: usize,
}

/// A component that was begun and not yet ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Open {
    Calendar,
    Event,
    Zone,
    Observance,
    Other(String),
}

impl Builder {
    fn add(&mut self, line: ContentLine, problems: &mut Problems) {
        let Some(name) = line.name() else {
            if self.event.is_some() && self.open.last() == Some(&Open::Event) {
                problems.report(Some(line.number), None, ProblemReason::UnreadableLine(quote(&line.text)));
            }
            return;
        };
        match name.as_str() {
            "BEGIN" => self.begin(&line),
            "END" => self.end(&line),
            _ if self.deeper > 0 => {}
            _ => self.property(&name, line),
        }
    }

    fn begin(&mut self, line: &ContentLine) {
        self.begins += 1;
        let name = line.plain_value().to_ascii_uppercase();
        if matches!(name.as_str(), "VEVENT" | "VCALENDAR") {
            // Whatever was open inside an event and not closed ends here, or every later event would be lost in it.
            self.finish_event(false);
            let around = if name == "VEVENT" {
                self.open.iter().rposition(|open| *open == Open::Calendar)
            } else {
                None
            };
            self.unclosed |= name == "VCALENDAR" && self.open.contains(&Open::Calendar);
            self.open.truncate(around.map_or(0, |index| index + 1));
            self.deeper = 0;
        }
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        let open = match name.as_str() {
            "VCALENDAR" => {
                self.calendars += 1;
                Open::Calendar
            }
            "VEVENT" => {
                self.event = Some(RawEvent { line: line.number, ..RawEvent::default() });
                Open::Event
            }
            "VTIMEZONE" => {
                self.outline.zones.push(RawZone::default());
                Open::Zone
            }
            "STANDARD" | "DAYLIGHT" if self.open.last() == Some(&Open::Zone) => {
                if let Some(zone) = self.outline.zones.last_mut() {
                    zone.observances.push(Vec::new());
                }
                Open::Observance
            }
            _ => Open::Other(name),
        };
        self.open.push(open);
    }

    fn end(&mut self, line: &ContentLine) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let name = line.plain_value().to_ascii_uppercase();
        let ends = |open: &Open| match open {
            Open::Calendar => name == "VCALENDAR",
            Open::Event => name == "VEVENT",
            Open::Zone => name == "VTIMEZONE",
            Open::Observance => name == "STANDARD" || name == "DAYLIGHT",
            Open::Other(other) => *other == name,
        };
        // What was opened further in and not closed ends with it; an end of something never begun means nothing.
        if let Some(index) = self.open.iter().rposition(ends) {
            let closed = self.open.get(index) == Some(&Open::Event);
            if self.open.get(index..).is_some_and(|ended| ended.contains(&Open::Event)) {
                self.finish_event(closed);
            }
            self.open.truncate(index);
        }
    }

    fn finish_event(&mut self, closed: bool) {
        if let Some(event) = self.event.take() {
            self.outline.events.push(RawEvent { closed, ..event });
        }
    }

    fn property(&mut self, name: &str, line: ContentLine) {
        match self.open.last() {
            Some(Open::Calendar) => self.calendar_property(name, &line),
            Some(Open::Event) => {
                if let (Some(event), Some(name)) = (&mut self.event, known(&EVENT_PROPERTIES, name)) {
                    event.add(NamedLine { name, line });
                }
            }
            Some(Open::Zone) => {
                if let (Some(zone), Some(name)) =
                    (self.outline.zones.last_mut(), known(&ZONE_PROPERTIES, name))
                {
                    zone.properties.push(NamedLine { name, line });
                }
            }
            Some(Open::Observance) => {
                let observance = self.outline.zones.last_mut().and_then(|zone| zone.observances.last_mut());
                if let (Some(observance), Some(name)) = (observance, known(&ZONE_PROPERTIES, name)) {
                    observance.push(NamedLine { name, line });
                }
            }
            Some(Open::Other(_)) | None => {}
        }
    }

    fn calendar_property(&mut self, name: &str, line: &ContentLine) {
        let value = || Property::read(&line.text).and_then(|property| property.text());
        let outline = &mut self.outline;
        match name {
            "NAME" | "X-WR-CALNAME" if outline.name.is_none() => {
                let style = outline.text_style();
                outline.name = value().and_then(|name| text::title(&name, style));
            }
            "X-WR-TIMEZONE" if outline.zone.is_none() => outline.zone = value(),
            "PRODID" => outline.is_own |= line.plain_value() == PRODUCT,
            "METHOD" => outline.cancels |= line.plain_value().eq_ignore_ascii_case("CANCEL"),
            _ => {}
        }
    }
}

impl RawEvent {
    fn add(&mut self, line: NamedLine) {
        if matches!(line.name, "RDATE" | "EXDATE") {
            self.dates += line.line.text.bytes().filter(|byte| *byte == b',').count() + 1;
            if self.dates > MOST_DATES {
                return;
            }
        }
        let mut line = line;
        if line.line.text.len() > LONGEST_LINE {
            let end = (0..=LONGEST_LINE).rev().find(|end| line.line.text.is_char_boundary(*end)).unwrap_or(0);
            line.line.text.truncate(end);
        }
        // Whoever repeats a title fifty thousand times gets no more than the first of them read.
        if self.properties.len() < 2 * MOST_DATES {
            self.properties.push(line);
        }
    }
}

fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|known| *known == name)
}

/// What a file without a line of iCalendar is.
fn kind_of(bytes: &[u8]) -> OtherFile {
    let start = bytes.get(..2_048).unwrap_or(bytes);
    let lower = String::from_utf8_lossy(start).trim_start().to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.contains("<html") || lower.contains("<body") {
        OtherFile::WebPage
    } else if start.contains(&0) || lower.starts_with("%pdf") || lower.starts_with("pk\u{3}\u{4}") {
        OtherFile::Binary
    } else if lower.starts_with(['{', '[', '<']) {
        OtherFile::OtherData
    } else {
        OtherFile::OtherText
    }
}
