//! How something repeats, as people write it: “wöchentlich bis 30.06.2027”, “jeden 2. Dienstag im Monat”, or a rule of
//! iCalendar.

use jiff::civil::{Date, Weekday};
use kreisrund_schedule::Rule;

use super::super::when;

/// The rule that `text` tells of dates that begin on `first`. `until` is the last day where that stands elsewhere. None
/// where the text says that it does not repeat.
///
/// # Errors
/// A sentence that says what can't be understood.
pub(super) fn rule(text: &str, first: Date, until: Option<Date>) -> Result<Option<Rule>, String> {
    let text = text.trim();
    if text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("RRULE"))
        || text.to_ascii_uppercase().contains("FREQ=")
    {
        let until = until.filter(|_| !text.to_ascii_uppercase().contains("UNTIL="));
        let until = until.map(|until| format!(";UNTIL={}", until.strftime("%Y%m%d"))).unwrap_or_default();
        return format!("{text}{until}").parse().map(Some).map_err(|error| format!("{error}"));
    }
    let lower = text.to_lowercase();
    if matches!(lower.as_str(), "" | "nein" | "keine" | "einmalig" | "no" | "none" | "once" | "-") {
        return Ok(None);
    }
    let (pattern, said_until) = match lower.split_once("bis ") {
        Some((pattern, until)) => (pattern.trim().to_owned(), Some(last_day(until)?)),
        None => (lower, None),
    };
    let (pattern, count) = with_count(&pattern);
    let said = pattern_of(&pattern, first).ok_or_else(|| {
        format!(
            "“{}” is no repetition; write for example wöchentlich, 14-täglich, monatlich, jeden Montag, jeden 2. Dienstag \
             im Monat",
            text.chars().filter(|c| !c.is_control()).take(60).collect::<String>()
        )
    })?;
    if let Some(weekday) = said.weekday.filter(|weekday| *weekday != first.weekday()) {
        return Err(format!(
            "it repeats on {}, but its first day {} is a {}",
            german(weekday),
            first.strftime("%d.%m.%Y"),
            german(first.weekday())
        ));
    }
    let until = said_until.or(until);
    if until.is_some_and(|until| until < first) {
        return Err("it repeats until a day before its first".to_owned());
    }
    let mut rule = said.rule;
    if let Some(count) = count {
        rule.push_str(&format!(";COUNT={count}"));
    }
    if let Some(until) = until {
        rule.push_str(&format!(";UNTIL={}", until.strftime("%Y%m%d")));
    }
    rule.parse().map(Some).map_err(|error| format!("{error}"))
}

fn last_day(text: &str) -> Result<Date, String> {
    let text = text.trim().trim_start_matches("zum ").trim();
    let said = when::german(text).map(|written| written.day).or_else(|| match when::iso(text)? {
        when::Said::Day(day) => Some(day),
        _ => None,
    });
    said.ok_or_else(|| {
        format!("the day until which it repeats, “{text}”, can't be read; write it as 30.06.2027")
    })
}

struct Said {
    rule: String,
    /// The weekday that it names.
    weekday: Option<Weekday>,
}

fn pattern_of(text: &str, first: Date) -> Option<Said> {
    let text = text.trim().trim_end_matches(['.', ',', ';']).trim();
    let plain = |rule: &str| Some(Said { rule: rule.to_owned(), weekday: None });
    match text {
        "täglich" | "jeden tag" | "daily" => return plain("FREQ=DAILY"),
        "werktäglich" | "werktags" | "an werktagen" => return plain("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        "wöchentlich" | "jede woche" | "weekly" => return plain("FREQ=WEEKLY"),
        "14-täglich" | "14-tägig" | "14täglich" | "14tägig" | "vierzehntäglich" | "vierzehntägig"
        | "zweiwöchentlich" | "zweiwöchig" | "alle zwei wochen" | "alle 14 tage" | "jede zweite woche"
        | "biweekly" => return plain("FREQ=WEEKLY;INTERVAL=2"),
        "monatlich" | "jeden monat" | "monthly" => {
            // A month without that day has no date; most mean the last day then.
            return plain(&if first.day() > 28 {
                "FREQ=MONTHLY;BYMONTHDAY=-1".to_owned()
            } else {
                "FREQ=MONTHLY".to_owned()
            })
            .filter(|_| first.day() <= 28 || first == first.last_of_month());
        }
        "jährlich" | "jedes jahr" | "yearly" => return plain("FREQ=YEARLY"),
        _ => {}
    }
    if let Some(rest) = text.strip_prefix("alle ") {
        let (number, unit) = rest.split_once(' ')?;
        let number = small_number(number)?;
        return match unit.trim() {
            "tage" | "tag" => plain(&format!("FREQ=DAILY;INTERVAL={number}")),
            "wochen" => plain(&format!("FREQ=WEEKLY;INTERVAL={number}")),
            "monate" => plain(&format!("FREQ=MONTHLY;INTERVAL={number}")).filter(|_| first.day() <= 28),
            _ => None,
        };
    }
    // montags, jeden Montag, jeden 2. Dienstag im Monat, am letzten Freitag des Monats
    let words: Vec<&str> = text
        .split([' ', ','])
        .filter(|word| {
            !matches!(
                *word,
                "" | "jeden"
                    | "jeder"
                    | "jedem"
                    | "am"
                    | "immer"
                    | "every"
                    | "im"
                    | "des"
                    | "monat"
                    | "monats"
                    | "eines"
                    | "und"
            )
        })
        .collect();
    let in_month = text.contains("monat");
    match words.as_slice() {
        [day] => {
            let weekday = weekday(day)?;
            (!in_month).then(|| Said {
                rule: format!("FREQ=WEEKLY;BYDAY={}", short(weekday)),
                weekday: Some(weekday),
            })
        }
        [nth, day] => {
            let (weekday, nth) = (weekday(day)?, nth_of(nth)?);
            if in_month || nth == -1 {
                return Some(Said {
                    rule: format!("FREQ=MONTHLY;BYDAY={nth}{}", short(weekday)),
                    weekday: Some(weekday),
                });
            }
            // “Jeden zweiten Dienstag” may be every fortnight or once a month: we don't guess.
            None
        }
        _ => None,
    }
}

/// Takes “10 x”, “10 mal”, “10 Termine” out of a pattern.
fn with_count(text: &str) -> (String, Option<u32>) {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    for (index, word) in words.iter().enumerate() {
        let joined = word
            .strip_suffix('x')
            .or_else(|| word.strip_suffix("mal"))
            .and_then(|number| number.parse().ok());
        let next = words
            .get(index + 1)
            .is_some_and(|next| matches!(*next, "x" | "mal" | "termine" | "termin" | "times"));
        let spaced = || word.parse().ok().filter(|_| next);
        if let Some(count) = joined.map(|count| (count, 1)).or_else(|| spaced().map(|count| (count, 2))) {
            let rest = words.iter().enumerate().filter(|(at, _)| *at < index || *at >= index + count.1);
            let rest: Vec<&str> = rest.map(|(_, word)| *word).collect();
            return (rest.join(" "), Some(count.0).filter(|count| *count > 0));
        }
    }
    (text.to_owned(), None)
}

fn small_number(word: &str) -> Option<u32> {
    const WORDS: [&str; 6] = ["zwei", "drei", "vier", "fünf", "sechs", "acht"];
    const NUMBERS: [u32; 6] = [2, 3, 4, 5, 6, 8];
    let named = WORDS.iter().position(|known| *known == word).and_then(|at| NUMBERS.get(at).copied());
    named.or_else(|| word.parse().ok()).filter(|number| (1..=52).contains(number))
}

fn nth_of(word: &str) -> Option<i8> {
    match word.trim_end_matches('.') {
        "1" | "ersten" | "erster" => Some(1),
        "2" | "zweiten" | "zweiter" => Some(2),
        "3" | "dritten" | "dritter" => Some(3),
        "4" | "vierten" | "vierter" => Some(4),
        "letzten" | "letzter" => Some(-1),
        _ => None,
    }
}

const WEEKDAYS: [(Weekday, &str, &str); 8] = [
    (Weekday::Monday, "montag", "MO"),
    (Weekday::Tuesday, "dienstag", "TU"),
    (Weekday::Wednesday, "mittwoch", "WE"),
    (Weekday::Thursday, "donnerstag", "TH"),
    (Weekday::Friday, "freitag", "FR"),
    (Weekday::Saturday, "samstag", "SA"),
    (Weekday::Saturday, "sonnabend", "SA"),
    (Weekday::Sunday, "sonntag", "SU"),
];

fn weekday(word: &str) -> Option<Weekday> {
    let word = word.strip_suffix('s').unwrap_or(word);
    WEEKDAYS.iter().find(|(_, name, _)| *name == word).map(|(weekday, ..)| *weekday)
}

fn short(weekday: Weekday) -> &'static str {
    WEEKDAYS.iter().find(|(known, ..)| *known == weekday).map_or("MO", |(.., short)| short)
}

fn german(weekday: Weekday) -> String {
    let name = WEEKDAYS.iter().find(|(known, ..)| *known == weekday).map_or("", |(_, name, _)| name);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn repetitions_are_read_as_people_write_them() {
        let monday = date(2026, 11, 23);
        let until = Some(date(2027, 6, 30));
        for (text, until, expected) in [
            ("wöchentlich", None, "FREQ=WEEKLY"),
            ("Wöchentlich bis 30.06.2027", None, "FREQ=WEEKLY;UNTIL=20270630"),
            ("wöchentlich", until, "FREQ=WEEKLY;UNTIL=20270630"),
            ("14-täglich, 10 Termine", None, "FREQ=WEEKLY;INTERVAL=2;COUNT=10"),
            ("10x wöchentlich", None, "FREQ=WEEKLY;COUNT=10"),
            ("alle drei Wochen", None, "FREQ=WEEKLY;INTERVAL=3"),
            ("monatlich", None, "FREQ=MONTHLY"),
            ("jeden Montag", None, "FREQ=WEEKLY;BYDAY=MO"),
            ("montags", None, "FREQ=WEEKLY;BYDAY=MO"),
            ("jeden 4. Montag im Monat", None, "FREQ=MONTHLY;BYDAY=4MO"),
            ("am letzten Montag des Monats", None, "FREQ=MONTHLY;BYDAY=-1MO"),
            ("werktags", None, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("RRULE:FREQ=WEEKLY;BYDAY=MO,WE", until, "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270630"),
            ("freq=daily;count=3", None, "FREQ=DAILY;COUNT=3"),
        ] {
            let rule = rule(text, monday, until).unwrap().unwrap();
            assert_eq!(rule.as_str(), expected, "{text}");
        }
        assert_eq!(rule("einmalig", monday, None), Ok(None));
        let month_end = rule("monatlich", date(2027, 1, 31), None).unwrap().unwrap();
        assert_eq!(month_end.as_str(), "FREQ=MONTHLY;BYMONTHDAY=-1");
    }

    #[test]
    fn what_is_not_clear_is_asked_back() {
        let monday = date(2026, 11, 23);
        for (text, part) in [
            ("ab und zu", "is no repetition"),
            ("jeden zweiten Montag", "is no repetition"),
            ("dienstags", "it repeats on Dienstag, but its first day 23.11.2026 is a Montag"),
            ("wöchentlich bis Weihnachten", "can't be read"),
            ("wöchentlich bis 01.01.2026", "before its first"),
            ("FREQ=NEVER", "FREQ=NEVER"),
            ("monatlich am Monatsende", "is no repetition"),
        ] {
            let refusal = rule(text, monday, None).unwrap_err();
            assert!(refusal.contains(part), "{text}: {refusal}");
        }
        assert!(rule("monatlich", date(2027, 1, 30), None).is_err(), "February has no 30th");
    }
}
