//! Weekdays: “montags” is every Monday, “am Montag” the next one.
//!
//! A weekday alone, “Yoga Montag”, may be either; all Mondays include the next one.

use std::{collections::HashMap, sync::LazyLock};

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use kreisrund_kernel::{Period, clock::WEEKDAYS, text::fold};
use kreisrund_search::clock::PartOfDay::{self, Afternoon, Evening, Morning};

use super::{
    Setting, When, dates,
    line::{Line, Phrases},
    named_days,
    time::Reading,
};

/// How a weekday is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// “Montag”.
    Plain,
    /// “montags”.
    Recurring,
    /// “Mo”, which may be part of anything.
    Short,
}

#[derive(Clone, Copy, Debug)]
struct Name {
    weekday: Weekday,
    form: Form,
    parts: &'static [PartOfDay],
}

/// What stands before a weekday and says which one is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Nothing,
    Every,
    /// The next one, which may be today.
    Coming,
    /// The next one after today.
    Next,
}

static BEFORE: LazyLock<Phrases<Before>> = LazyLock::new(|| {
    Phrases::new(&[
        ("jeden|jeder|immer|every|each", Before::Every),
        ("immer am", Before::Every),
        ("[am|an|on] [diesen|diesem|dieser|this|den|dem]", Before::Coming),
        ("für [den]", Before::Coming),
        ("[у|в]", Before::Coming),
        ("[am|den] kommenden|kommender", Before::Next),
        ("[am|den] nächsten|nächster|next", Before::Next),
        ("on next", Before::Next),
    ])
});

static NAMES: LazyLock<HashMap<String, Name>> = LazyLock::new(|| {
    const PLAIN: [[&str; 7]; 4] = [
        ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"],
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        ["понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота", "неділя"],
        ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    ];
    const SHORT: [&str; 7] = ["mo", "di", "mi", "do", "fr", "sa", "so"];
    const PARTS: [(&str, &[PartOfDay]); 10] = [
        ("früh", &[Morning]),
        ("morgen", &[Morning]),
        ("morgens", &[Morning]),
        ("vormittag", &[Morning]),
        ("vormittags", &[Morning]),
        ("mittag", &[Morning, Afternoon]),
        ("nachmittag", &[Afternoon]),
        ("nachmittags", &[Afternoon]),
        ("abend", &[Evening]),
        ("abends", &[Evening]),
    ];
    let mut names = HashMap::new();
    let mut add = |word: &str, weekday, form, parts| {
        names.insert(fold(word), Name { weekday, form, parts });
    };
    for (number, weekday) in WEEKDAYS.into_iter().enumerate() {
        let saturday = (weekday == Weekday::Saturday).then_some("sonnabend");
        for word in PLAIN.iter().map(|words| words[number]).chain(saturday) {
            add(word, weekday, Form::Plain, &[]);
            if !word.is_ascii() {
                continue;
            }
            add(&format!("{word}s"), weekday, Form::Recurring, &[]);
            for (part, parts) in PARTS {
                let form = if part.ends_with('s') { Form::Recurring } else { Form::Plain };
                add(&format!("{word}{part}"), weekday, form, parts);
            }
        }
        add(SHORT[number], weekday, Form::Short, &[]);
    }
    for (word, weekday) in
        [("середу", Weekday::Wednesday), ("суботу", Weekday::Saturday), ("неділю", Weekday::Sunday)]
    {
        add(word, weekday, Form::Plain, &[]);
    }
    names
});

pub(super) fn read(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Reading> {
    let (skipped, before) = before(line, at);
    let start = at + skipped;
    let list = List::read(line, start)?;
    let first = *list.names.first()?;
    let length = |behind: usize| behind - at;
    let is_whole = |behind: usize| line.is_whole(at, behind - at);
    if list.names.len() == 1 {
        // “Samstag, den 5. Dezember” is that day, if it is a Saturday.
        if let Some((day, behind)) = dates::day_behind(line, list.end, setting.today)
            && day.weekday() == first.weekday
            && is_whole(behind)
        {
            return Some(of_days(length(behind), Period::day(day), first.parts));
        }
        let abbreviated = first.form == Form::Short;
        if abbreviated && before == Before::Nothing && !is_abbreviated(line, start) {
            return None;
        }
    }
    if !is_whole(list.end) {
        return None;
    }
    let is_one_time = matches!(before, Before::Coming | Before::Next) && first.form != Form::Recurring;
    if is_one_time {
        if let Some((monday, words)) = named_days::week_at(line, list.end, setting.today)
            && list.names.len() == 1
        {
            let offset = i64::from(first.weekday.to_monday_zero_offset());
            let day = monday.checked_add(offset.days()).ok()?;
            return Some(of_days(length(list.end + words), Period::day(day), first.parts));
        }
        if let Some(days) = list.coming_days(before, setting.today) {
            return Some(of_days(length(list.end), days, first.parts));
        }
    }
    let mut weekdays = list.names.iter().map(|name| name.weekday).collect::<Vec<_>>();
    weekdays.sort_by_key(|weekday| weekday.to_monday_zero_offset());
    weekdays.dedup();
    let parts = list.names.iter().flat_map(|name| name.parts).copied().collect();
    Some(Reading { length: length(list.end), when: None, weekdays, parts })
}

fn before(line: &Line<'_>, at: usize) -> (usize, Before) {
    BEFORE.longest(line, at).unwrap_or((0, Before::Nothing))
}

fn of_days(length: usize, days: Period, parts: &[PartOfDay]) -> Reading {
    Reading { length, when: Some(When::Days(days)), weekdays: Vec::new(), parts: parts.to_vec() }
}

/// “mo.”, “sa. vormittags”; but “Fr. Müller” is a person, and “so” and “do” are words.
fn is_abbreviated(line: &Line<'_>, at: usize) -> bool {
    let is_followed_by_a_name =
        line.word(at) == Some("fr") && line.typed(at + 1).starts_with(char::is_uppercase);
    line.between(at).starts_with('.') && !is_followed_by_a_name
}

/// Weekdays in a row: “Montag bis Freitag”, “mo-fr”, “dienstags und donnerstags”.
struct List {
    names: Vec<Name>,
    end: usize,
}

impl List {
    fn read(line: &Line<'_>, at: usize) -> Option<Self> {
        let first = name(line, at)?;
        let mut list = Self { names: vec![first], end: at + 1 };
        while let Some((next, name, is_range)) = list.next(line) {
            if is_range {
                list.fill_up_to(name.weekday);
            }
            list.names.push(name);
            list.end = next + 1;
        }
        Some(list)
    }

    /// Where the next weekday of the list stands, and whether those between belong to it.
    fn next(&self, line: &Line<'_>) -> Option<(usize, Name, bool)> {
        let between = line.between(self.end - 1);
        let (next, is_range) = match line.word(self.end)? {
            "bis" | "to" | "until" => (self.end + 1, true),
            "und" | "oder" | "and" | "or" | "sowie" => (self.end + 1, false),
            _ => (self.end, between.contains(['-', '–'])),
        };
        let name = name(line, next)?;
        let is_same_form = self.names.last().is_none_or(|last| {
            (last.form == Form::Short) == (name.form == Form::Short) && last.weekday != name.weekday
        });
        // “Sa so” says two days, one after the other in the week; “do so” does not.
        let follows = self.names.last().is_some_and(|last| {
            last.weekday.to_monday_zero_offset() < name.weekday.to_monday_zero_offset()
                && (last.weekday, name.weekday) != (Weekday::Thursday, Weekday::Sunday)
        });
        let is_list = next > self.end
            || is_range
            || follows
            || between.contains([',', '/', '+', '&', '.'])
            || name.form != Form::Short;
        (is_same_form && is_list && self.names.len() < 7).then_some((next, name, is_range))
    }

    fn fill_up_to(&mut self, last: Weekday) {
        let Some(first) = self.names.last().copied() else { return };
        let mut weekday = first.weekday.next();
        while weekday != last && weekday != first.weekday {
            self.names.push(Name { weekday, ..first });
            weekday = weekday.next();
        }
    }

    /// The next days of which these are the weekdays, if they follow each other.
    fn coming_days(&self, before: Before, today: Date) -> Option<Period> {
        let first = self.names.first()?.weekday;
        let is_consecutive = self.names.windows(2).all(|pair| pair[0].weekday.next() == pair[1].weekday);
        if !is_consecutive || self.names.len() > 6 {
            return None;
        }
        let from = coming(first, before, today)?;
        let more = i64::try_from(self.names.len()).ok()? - 1;
        Period::new(Some(from), Some(from.checked_add(more.days()).ok()?)).ok()
    }
}

fn coming(weekday: Weekday, before: Before, today: Date) -> Option<Date> {
    let days = i64::from(today.weekday().until(weekday));
    let days = if days == 0 && before == Before::Next { 7 } else { days };
    today.checked_add(days.days()).ok()
}

fn name(line: &Line<'_>, at: usize) -> Option<Name> {
    NAMES.get(line.word(at)?).copied()
}
