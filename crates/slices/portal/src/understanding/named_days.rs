//! Days with a name: today, the weekend, next week, the autumn holidays.

use std::sync::LazyLock;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use kreisrund_kernel::{Period, clock::WEEKDAYS, text::fold};
use kreisrund_search::clock::PartOfDay::{self, Afternoon, Evening, Morning};

use super::{
    Setting, When,
    line::{Line, Phrases},
    time::Reading,
};
use crate::question::Preset;

#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Preset(Preset),
    TodayAndTomorrow,
    DayAfterTomorrow,
    From(i64),
    Part(PartOfDay),
    NextWeekend,
    Weekends,
    Workdays,
    ThisWeek,
    NextWeek,
    ThisMonth,
    NextMonth,
    ThisYear,
    NextYear,
    SchoolHolidays,
}

static NAMED: LazyLock<Phrases<Named>> = LazyLock::new(|| {
    use Named::*;
    Phrases::new(&[
        ("[für] heute", Preset(self::Preset::Today)),
        ("jetzt|today|сьогодні|اليوم", Preset(self::Preset::Today)),
        ("gerade jetzt", Preset(self::Preset::Today)),
        ("jetzt gerade", Preset(self::Preset::Today)),
        ("right now", Preset(self::Preset::Today)),
        ("on today", Preset(self::Preset::Today)),
        ("[für] morgen", Preset(self::Preset::Tomorrow)),
        ("tomorrow|завтра|غدا", Preset(self::Preset::Tomorrow)),
        ("heute und|oder|bis morgen", TodayAndTomorrow),
        ("today and|or tomorrow", TodayAndTomorrow),
        ("[für] übermorgen", DayAfterTomorrow),
        ("[the] day after tomorrow", DayAfterTomorrow),
        ("післязавтра", DayAfterTomorrow),
        ("بعد غد", DayAfterTomorrow),
        ("ab heute|sofort|jetzt", From(0)),
        ("ab morgen", From(1)),
        ("tonight", Part(Evening)),
        ("this morning", Part(Morning)),
        ("this afternoon", Part(Afternoon)),
        ("this evening", Part(Evening)),
        ("diesen|هذا abend|المساء", Part(Evening)),
        (
            "[am|fürs|übers|für] [das|dieses|diesem|dem|kommendes|kommenden] wochenende",
            Preset(self::Preset::Weekend),
        ),
        ("[on|at|over|for] [the|this|coming] weekend", Preset(self::Preset::Weekend)),
        ("[на|у|в] [ці|цих] вихідні|вихідних", Preset(self::Preset::Weekend)),
        ("[في] [هذه] عطلة نهاية الأسبوع", Preset(self::Preset::Weekend)),
        ("[في] نهاية الأسبوع", Preset(self::Preset::Weekend)),
        ("[am] nächstes|nächsten|nächste|übernächstes wochenende", NextWeekend),
        ("[on] [the] next weekend", NextWeekend),
        ("[на] наступні|наступних вихідні|вихідних", NextWeekend),
        ("wochenends|weekends", Weekends),
        ("jedes|jeden wochenende", Weekends),
        ("an|am wochenenden", Weekends),
        ("an einem wochenende", Weekends),
        ("on|at weekends", Weekends),
        ("werktags|wochentags|weekdays", Workdays),
        ("unter der woche", Workdays),
        ("on|during weekdays", Workdays),
        ("[in] diese|dieser woche", ThisWeek),
        ("[in] der|die laufenden|laufende woche", ThisWeek),
        ("this week", ThisWeek),
        ("цього тижня", ThisWeek),
        ("هذا الأسبوع", ThisWeek),
        ("[in] [der|die] nächste|nächsten|nächster|kommende|kommenden|kommender woche", NextWeek),
        ("[in] [the] next week", NextWeek),
        ("наступного тижня", NextWeek),
        ("الأسبوع القادم|المقبل", NextWeek),
        ("[in] diesen|diesem|dieser monat", ThisMonth),
        ("this month", ThisMonth),
        ("цього місяця", ThisMonth),
        ("هذا الشهر", ThisMonth),
        ("[im] nächsten|nächster|kommenden monat", NextMonth),
        ("next month", NextMonth),
        ("наступного місяця", NextMonth),
        ("الشهر القادم", NextMonth),
        ("[in] dieses|diesem jahr", ThisYear),
        ("this year", ThisYear),
        ("[im] nächstes|nächsten|kommendes|kommenden jahr", NextYear),
        ("next year", NextYear),
        ("[in] [den|die] nächsten|kommenden tage|tagen", Preset(self::Preset::Week)),
        ("[in] [the] next [few] days", Preset(self::Preset::Week)),
        ("[in] [den|die] nächsten|kommenden wochen", Preset(self::Preset::Month)),
        ("in|während|zu [den|der] ferien|schulferien", SchoolHolidays),
        ("in|during [the] school holidays", SchoolHolidays),
    ])
});

pub(super) fn read(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Reading> {
    let today = setting.today;
    // “Was läuft gerade?” is of today; “eine gerade Linie” is not.
    if line.word(at) == Some("gerade") && line.position(|word| word == "was").is_some_and(|was| was < at) {
        let when = Some(When::Preset(Preset::Today));
        return line.is_whole(at, 1).then(|| Reading { length: 1, when, ..Reading::default() });
    }
    let special = read_span(line, at, today)
        .or_else(|| read_advent(line, at, today))
        .or_else(|| read_school_holidays(line, at, setting));
    special.or_else(|| {
        let (length, named) = NAMED.longest(line, at)?;
        // “Guten Morgen” is a greeting, and often a title.
        if length == 1 && at > 0 && line.word(at - 1) == Some("guten") {
            return None;
        }
        let reading = Reading { length, ..Reading::default() };
        match named {
            Named::Weekends => {
                Some(Reading { weekdays: vec![Weekday::Saturday, Weekday::Sunday], ..reading })
            }
            Named::Workdays => {
                let weekdays = WEEKDAYS[..5].to_vec();
                Some(Reading { weekdays, ..reading })
            }
            Named::Part(part) => {
                Some(Reading { when: Some(When::Preset(Preset::Today)), parts: vec![part], ..reading })
            }
            Named::SchoolHolidays => {
                let (first, last) = any_school_holidays(setting)?;
                let days = days(first.max(today), last)?;
                Some(Reading { when: Some(days), ..reading })
            }
            named => Some(Reading { when: Some(when(named, today)?), ..reading }),
        }
    })
}

/// The week that is named at `at`: its first and its last day, and the number of words.
pub(super) fn week_at(line: &Line<'_>, at: usize, today: Date) -> Option<(Date, usize)> {
    let monday = monday_of(today)?;
    match NAMED.longest(line, at)? {
        (length, Named::ThisWeek) => Some((monday, length)),
        (length, Named::NextWeek) => Some((monday.checked_add(7.days()).ok()?, length)),
        _ => None,
    }
}

fn when(named: Named, today: Date) -> Option<When> {
    let later = |days: i64| today.checked_add(days.days()).ok();
    let to_sunday = i64::from(7 - today.weekday().to_monday_one_offset());
    match named {
        Named::Preset(preset) => Some(When::Preset(preset)),
        Named::TodayAndTomorrow => days(today, later(1)?),
        Named::DayAfterTomorrow => days(later(2)?, later(2)?),
        Named::From(day) => Period::new(Some(later(day)?), None).ok().map(When::Days),
        // From Friday on “das nächste Wochenende” is no longer the one that is about to begin.
        Named::NextWeekend => {
            let days_to_it = if to_sunday <= 2 { to_sunday + 7 } else { to_sunday };
            days(later(days_to_it - 1)?, later(days_to_it)?)
        }
        Named::ThisWeek => days(today, later(to_sunday)?),
        Named::NextWeek => days(later(to_sunday + 1)?, later(to_sunday + 7)?),
        Named::ThisMonth => days(today, today.last_of_month()),
        Named::NextMonth => {
            let first = today.last_of_month().tomorrow().ok()?;
            days(first, first.last_of_month())
        }
        Named::ThisYear => days(today, today.last_of_year()),
        Named::NextYear => {
            let first = today.last_of_year().tomorrow().ok()?;
            days(first, first.last_of_year())
        }
        Named::Part(_) | Named::Weekends | Named::Workdays | Named::SchoolHolidays => None,
    }
}

fn monday_of(day: Date) -> Option<Date> {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

fn days(from: Date, to: Date) -> Option<When> {
    Period::new(Some(from), Some(to)).ok().map(When::Days)
}

/// “in den nächsten 14 Tagen”, “die nächsten zwei Wochen”.
fn read_span(line: &Line<'_>, at: usize, today: Date) -> Option<Reading> {
    const NUMBERS: [&str; 11] =
        ["zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf"];
    let mut next = at;
    for small in [&["in", "innerhalb"][..], &["den", "die", "der", "the"]] {
        next += usize::from(line.word(next).is_some_and(|word| small.contains(&word)));
    }
    line.word(next).filter(|word| matches!(*word, "nachsten" | "kommenden" | "next"))?;
    let number = match line.number(next + 1, 3) {
        Some(number) => i64::from(number),
        None => {
            2 + i64::try_from(NUMBERS.iter().position(|word| line.word(next + 1) == Some(*word))?).ok()?
        }
    };
    let until = match line.word(next + 2)? {
        "tage" | "tagen" | "days" => today.checked_add((number - 1).days()),
        "wochen" | "weeks" => today.checked_add((number * 7 - 1).days()),
        "monate" | "monaten" | "months" => today.checked_add(number.months()),
        _ => return None,
    };
    let length = next + 3 - at;
    let when = days(today, until.ok()?)?;
    line.is_whole(at, length).then(|| Reading { length, when: Some(when), ..Reading::default() })
}

/// “(am) 1. Advent”, “zweites Adventswochenende”.
fn read_advent(line: &Line<'_>, at: usize, today: Date) -> Option<Reading> {
    const NAMES: [&str; 4] = ["erst", "zweit", "dritt", "viert"];
    let mut next = at + usize::from(matches!(line.word(at), Some("am" | "zum")));
    let sunday = match line.number(next, 1) {
        Some(number) => i64::from(number),
        None => {
            let name = line.word(next)?.trim_end_matches(['e', 'n', 'r', 's', 'm']);
            1 + i64::try_from(NAMES.iter().position(|known| *known == name)?).ok()?
        }
    };
    next += 1;
    let with_saturday = match line.word(next)? {
        "advent" | "adventssonntag" => false,
        "adventswochenende" => true,
        _ => return None,
    };
    let day = advent(today.year(), sunday)?;
    let day = if day < today { advent(today.year().checked_add(1)?, sunday)? } else { day };
    let from = if with_saturday { day.yesterday().ok()?.max(today) } else { day };
    let length = next + 1 - at;
    let when = days(from, day)?;
    line.is_whole(at, length).then(|| Reading { length, when: Some(when), ..Reading::default() })
}

/// The first to fourth Sunday in Advent of `year`: the fourth is the last before Christmas Day.
fn advent(year: i16, number: i64) -> Option<Date> {
    if !(1..=4).contains(&number) {
        return None;
    }
    let christmas = Date::new(year, 12, 25).ok()?;
    let since_sunday = i64::from(christmas.weekday().to_sunday_zero_offset());
    let fourth = if since_sunday == 0 { 7 } else { since_sunday };
    christmas.checked_sub((fourth + 7 * (4 - number)).days()).ok()
}

/// “(in den) Herbstferien (2027)”, where the school holidays are known.
fn read_school_holidays(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Reading> {
    let mut next = at;
    if matches!(line.word(next), Some("in" | "wahrend" | "zu" | "vor")) {
        next += 1 + usize::from(matches!(line.word(next + 1), Some("den" | "der")));
    }
    let name = line.word(next).filter(|word| word.len() > "ferien".len() && word.ends_with("ferien"))?;
    let year = line.number(next + 1, 4).filter(|year| *year >= 1000);
    let holidays = setting.areas.school_holidays()?.all().iter();
    let mut named = holidays.filter(|holiday| fold(holiday.name()) == name);
    let holiday = named.find(|holiday| match year {
        Some(year) => holiday.first().year() == year,
        None => holiday.last() >= setting.today,
    })?;
    let when = Period::new(Some(holiday.first()), Some(holiday.last())).ok().map(When::Days);
    let length = next + 1 + usize::from(year.is_some()) - at;
    line.is_whole(at, length).then(|| Reading { length, when, ..Reading::default() })
}

/// The first and the last day of the school holidays of today or the next ones; single days off are none.
fn any_school_holidays(setting: &Setting<'_>) -> Option<(Date, Date)> {
    let mut all = setting.areas.school_holidays()?.all().iter();
    let are_meant = |last: Date, name: &str| last >= setting.today && fold(name).ends_with("ferien");
    let holidays = all.find(|holidays| are_meant(holidays.last(), holidays.name()))?;
    Some((holidays.first(), holidays.last()))
}
