//! Times in a question: which of them count, and how they go together.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use kreisrund_search::clock::PartOfDay::{self, Afternoon, Evening, Morning};

use super::{
    Setting, When, dates,
    line::{Line, Phrases, Use},
    named_days, weekdays,
};

/// The times of a question.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) when: Option<When>,
    /// Monday first.
    pub(super) weekdays: Vec<Weekday>,
    /// The earliest first.
    pub(super) parts: Vec<PartOfDay>,
}

/// What some words say about time.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// How many words they are.
    pub(super) length: usize,
    pub(super) when: Option<When>,
    pub(super) weekdays: Vec<Weekday>,
    pub(super) parts: Vec<PartOfDay>,
}

impl Times {
    /// The number of words at `at` that say something about time; they are taken unless they contradict what came before.
    pub(super) fn read(&mut self, line: &mut Line<'_>, at: usize, setting: &Setting<'_>) -> Option<usize> {
        let readers = [read_part, weekdays::read, dates::read, named_days::read];
        // Of two that are equally long, the first.
        let readings = readers.into_iter().filter_map(|reader| reader(line, at, setting));
        let reading = readings.reduce(|best, next| if next.length > best.length { next } else { best })?;
        let length = reading.length;
        if let Some(purpose) = self.add(reading, setting.today) {
            line.take(at, length, purpose);
        }
        Some(length)
    }

    /// Adds what was read. Returns what its words are used for; `None` where it contradicts what is there.
    fn add(&mut self, reading: Reading, today: Date) -> Option<Use> {
        let Reading { when, weekdays, parts, .. } = reading;
        let days = |when: When| when.days(today);
        let present_day = self.when.and_then(|when| single_day(when, today));
        if let Some(when) = when {
            let day = single_day(when, today);
            let is_other_day =
                day.is_some_and(|day| !self.weekdays.is_empty() && !self.weekdays.contains(&day.weekday()));
            if is_other_day || self.when.is_some_and(|present| days(present) != days(when)) {
                return None;
            }
            self.when = self.when.or(Some(when));
        }
        if let Some(day) = present_day.filter(|_| !weekdays.is_empty()) {
            if !weekdays.contains(&day.weekday()) {
                return None;
            }
            // “Heute, Montag” says one thing twice.
            self.add_parts(&parts);
            return Some(if parts.is_empty() { Use::Period } else { Use::PeriodAndParts });
        }
        for weekday in &weekdays {
            if !self.weekdays.contains(weekday) {
                self.weekdays.push(*weekday);
            }
        }
        self.weekdays.sort_by_key(|weekday| weekday.to_monday_zero_offset());
        self.add_parts(&parts);
        Some(match (when.is_some(), !weekdays.is_empty(), !parts.is_empty()) {
            (true, _, false) => Use::Period,
            (true, _, true) => Use::PeriodAndParts,
            (false, true, false) => Use::Weekdays,
            (false, true, true) => Use::WeekdaysAndParts,
            (false, false, true) => Use::Parts,
            (false, false, false) => Use::Nothing,
        })
    }

    fn add_parts(&mut self, parts: &[PartOfDay]) {
        self.parts.extend(parts);
        self.parts.sort_unstable();
        self.parts.dedup();
    }
}

fn single_day(when: When, today: Date) -> Option<Date> {
    let days = when.days(today);
    days.from().filter(|_| days.from() == days.to())
}

/// The words that mean a part of the day wherever they stand.
static PARTS: LazyLock<Phrases<&[PartOfDay]>> = LazyLock::new(|| {
    Phrases::new(&[
        ("morgens|vormittags|frühmorgens", &[Morning][..]),
        ("früh morgens|vormittags", &[Morning]),
        ("am|jeden frühen|späten|ganzen morgen|vormittag", &[Morning]),
        ("am|jeden morgen|vormittag", &[Morning]),
        ("in der|aller früh|frühe", &[Morning]),
        ("in the morning|mornings", &[Morning]),
        ("mornings", &[Morning]),
        ("вранці|зранку|вранцi", &[Morning]),
        ("[في] صباحا|الصباح", &[Morning]),
        ("mittags", &[Morning, Afternoon]),
        ("am|jeden mittag", &[Morning, Afternoon]),
        ("[am] über mittag", &[Morning, Afternoon]),
        ("at noon|lunchtime", &[Morning, Afternoon]),
        ("tagsüber", &[Morning, Afternoon]),
        ("am tag|tage", &[Morning, Afternoon]),
        ("вдень", &[Morning, Afternoon]),
        ("nachmittags", &[Afternoon]),
        ("am|jeden frühen|späten|ganzen nachmittag", &[Afternoon]),
        ("am|jeden nachmittag", &[Afternoon]),
        ("in the afternoon|afternoons", &[Afternoon]),
        ("afternoons", &[Afternoon]),
        ("abends|nachts", &[Evening]),
        ("am|jeden frühen|späten|ganzen abend", &[Evening]),
        ("am|jeden abend", &[Evening]),
        ("in der nacht", &[Evening]),
        ("nach|zum feierabend", &[Evening]),
        ("in the evening|evenings", &[Evening]),
        ("at night", &[Evening]),
        ("after work", &[Evening]),
        ("evenings|nights", &[Evening]),
        ("ввечері|увечері|вечором", &[Evening]),
        ("[في] مساء|المساء", &[Evening]),
    ])
});

/// The words that mean one only behind a day: a “Nachmittag” alone is a meeting with coffee, “heute Nachmittag” is not.
static PARTS_OF_A_DAY: LazyLock<Phrases<&[PartOfDay]>> = LazyLock::new(|| {
    Phrases::new(&[
        ("früh|morgen|vormittag|morning", &[Morning][..]),
        ("mittag|noon", &[Morning, Afternoon]),
        ("nachmittag|afternoon", &[Afternoon]),
        ("abend|nacht|evening|night|вечір|вечора", &[Evening]),
    ])
});

fn read_part(line: &Line<'_>, at: usize, _: &Setting<'_>) -> Option<Reading> {
    let follows_a_day = at > 0 && matches!(line.use_at(at - 1), Some(Use::Period | Use::Weekdays));
    let of_a_day = if follows_a_day { PARTS_OF_A_DAY.longest(line, at) } else { None };
    let (length, parts) = of_a_day.or_else(|| PARTS.longest(line, at)).or_else(|| read_hour(line, at))?;
    Some(Reading { length, parts: parts.to_vec(), ..Reading::default() })
}

/// “um 18 Uhr”, “ab 18:30 Uhr”, “10 bis 12 Uhr”, “18:30”: the parts of the day in which something may begin then.
fn read_hour(line: &Line<'_>, at: usize) -> Option<(usize, &'static [PartOfDay])> {
    const WORDS: [&str; 8] = ["um", "gegen", "ab", "nach", "vor", "bis", "von", "at"];
    let before = line.word(at).filter(|word| WORDS.contains(word));
    let mut next = at + usize::from(before.is_some());
    let (hour, is_certain) = hour_at(line, &mut next)?;
    let mut is_certain = is_certain;
    let mut is_range = false;
    if line.word(next) == Some("bis") || line.is_joined(next) {
        let mut end = next + usize::from(!line.is_joined(next));
        if let Some((_, is_hour)) = hour_at(line, &mut end) {
            (next, is_certain, is_range) = (end, is_certain || is_hour, true);
        }
    }
    if matches!(line.word(next), Some("uhr")) {
        (next, is_certain) = (next + 1, true);
    }
    if !is_certain || !line.is_whole(at, next - at) {
        return None;
    }
    let parts: &[PartOfDay] = match (before, PartOfDay::at(hour)) {
        (Some("ab" | "nach"), Morning) => &[Morning, Afternoon, Evening],
        (Some("ab" | "nach"), Afternoon) => &[Afternoon, Evening],
        (Some("vor" | "bis"), Morning) => &[Morning],
        (Some("vor" | "bis"), _) if hour <= 12 => &[Morning],
        (Some("vor" | "bis"), _) if hour <= 17 => &[Morning, Afternoon],
        (Some("vor" | "bis"), _) => &[Morning, Afternoon, Evening],
        (_, Morning) if is_range || before != Some("von") => &[Morning],
        (_, Morning) => &[Morning, Afternoon, Evening],
        (_, Afternoon) => &[Afternoon],
        (_, Evening) => &[Evening],
    };
    Some((next - at, parts))
}

/// The hour that stands at `at`, which goes on behind it, and whether it can be nothing else: “18:30”, “18uhr”.
fn hour_at(line: &Line<'_>, at: &mut usize) -> Option<(i8, bool)> {
    let word = line.word(*at)?;
    let (digits, is_certain) = word.strip_suffix("uhr").map_or((word, false), |digits| (digits, true));
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    let hour: i8 = digits.parse().ok().filter(|hour| (0..=24).contains(hour))?;
    let minutes = line.number(*at + 1, 2).filter(|minutes| *minutes < 60 && line.typed(*at + 1).len() == 2);
    let colon = line.between(*at);
    if minutes.is_some() && (colon == ":" || (colon == "." && line.word(*at + 2) == Some("uhr"))) {
        *at += 2;
        return Some((hour, is_certain || colon == ":"));
    }
    *at += 1;
    Some((hour, is_certain))
}
