//! Reading the parts of a question from an address. Whatever can't be read is named among the refusals.

use jiff::civil::{Date, Weekday};
use kreisrund_areas::lookup::{CandidateKind, Found, Snapshot};
use kreisrund_kernel::{Period, SharedClock, clock::WEEKDAYS};
use kreisrund_search::{Kind, Order, PartOfDay};
use kreisrund_slice::House;
use kreisrund_web::Parameters;

use crate::{choice::MOST_CHOSEN, map_view::Piece};

use super::{Around, EVERYWHERE, Preset, Refusal, Region, Span, View, WIDEST_RADIUS, short};

/// The years through which one may leaf in a calendar.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

pub fn place(parameters: &Parameters, house: &House, refusals: &mut Vec<Refusal>) -> Option<Around> {
    let given = parameters.first("ort")?;
    match house.areas.lookup(given) {
        Found::One(candidate) => Some(Around::of(candidate)),
        Found::Several(parts) if parts.iter().all(|part| part.kind == CandidateKind::Postcode) => {
            Some(Around::of_postcode(given, &parts))
        }
        Found::Several(candidates) => {
            refusals.push(Refusal::AmbiguousPlace { given: short(given), candidates });
            None
        }
        Found::None { similar } => {
            refusals.push(Refusal::UnknownPlace { given: short(given), similar });
            None
        }
    }
}

pub fn radius(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Option<f64> {
    let given = parameters.first("umkreis")?;
    if given.trim() == EVERYWHERE {
        return Some(f64::INFINITY);
    }
    match given.replace(',', ".").trim_end_matches("km").trim().parse::<f64>() {
        Ok(radius) if (0.0..=WIDEST_RADIUS).contains(&radius) => Some(radius),
        _ => {
            refusals.push(Refusal::Radius { given: short(given) });
            None
        }
    }
}

pub fn period(
    parameters: &Parameters,
    clock: &SharedClock,
    refusals: &mut Vec<Refusal>,
) -> (Option<Preset>, Option<Period>) {
    let (from, to) = (day(parameters, "von", refusals), day(parameters, "bis", refusals));
    // A name that was chosen replaces the days that were in force before.
    if let Some(given) = parameters.first("zeit") {
        let preset = Preset::ALL.into_iter().find(|preset| preset.parameter() == given);
        if preset.is_none() {
            refusals.push(Refusal::Preset { given: short(given) });
        }
        return (preset, preset.map(|preset| preset.days(clock.today())));
    }
    if from.is_none() && to.is_none() {
        return (None, None);
    }
    match Period::new(from, to) {
        Ok(period) => (None, Some(period)),
        Err(error) => {
            refusals.push(Refusal::Backwards { from: error.from, to: error.to });
            (None, None)
        }
    }
}

fn day(parameters: &Parameters, parameter: &'static str, refusals: &mut Vec<Refusal>) -> Option<Date> {
    let given = parameters.first(parameter)?;
    let read = read_date(given);
    if read.is_none() {
        refusals.push(Refusal::Date { parameter, given: short(given) });
    }
    read
}

/// How the hits are seen.
pub fn view(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> View {
    let span = parameters.first("kalender").map(str::trim);
    let known_span = span.map(|given| Span::ALL.into_iter().find(|span| span.parameter() == given));
    let view = match parameters.first("ansicht").map(str::trim) {
        None | Some("liste") => Some(View::List),
        Some("kalender") => Some(View::Calendar(known_span.flatten().unwrap_or_default())),
        Some("karte") => Some(View::Map),
        Some(_) => None,
    };
    let unknown_span = span.filter(|_| known_span == Some(None));
    let unknown = if view.is_none() { parameters.first("ansicht") } else { unknown_span };
    refusals.extend(unknown.map(|given| Refusal::View { given: short(given) }));
    view.unwrap_or_default()
}

/// Which part of the map is seen concerns the browser alone; what is none is refused all the same.
pub fn check_piece(parameters: &Parameters, refusals: &mut Vec<Refusal>) {
    let wrong = parameters.first(Piece::PARAMETER).filter(|given| Piece::read(given).is_none());
    refusals.extend(wrong.map(|given| Refusal::Piece { given: short(given) }));
}

/// The day that the calendar shows.
pub fn shown_day(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Option<Date> {
    let shown = day(parameters, "tag", refusals)?;
    if YEARS.contains(&shown.year()) {
        return Some(shown);
    }
    refusals.push(Refusal::OffCalendar { given: shown });
    None
}

pub fn kinds(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Vec<Kind> {
    several(parameters, "art", Kind::from_parameter, |given| Refusal::Kind { given }, refusals)
}

/// The orders to choose from, each with its word in addresses.
pub const ORDERS: [(Order, &str); 4] =
    [(Order::Best, "passend"), (Order::Soonest, "termin"), (Order::Nearest, "naehe"), (Order::Newest, "neu")];

pub fn order(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Option<Order> {
    let given = parameters.first("sortierung")?;
    let known = ORDERS.into_iter().find(|(_, word)| *word == given.trim());
    if known.is_none() {
        refusals.push(Refusal::Order { given: short(given) });
    }
    known.map(|(order, _)| order)
}

pub fn page(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> u64 {
    let Some(given) = parameters.first("seite") else { return 1 };
    match given.parse::<u64>() {
        Ok(page) if page >= 1 => page,
        // More digits than a number has: the last page, like every page beyond the end.
        _ if given.bytes().all(|byte| byte.is_ascii_digit()) && given.bytes().any(|byte| byte != b'0') => {
            u64::MAX
        }
        _ => {
            refusals.push(Refusal::Page { given: short(given) });
            1
        }
    }
}

/// A day as the browser's date field sends it or as people write it in German.
fn read_date(given: &str) -> Option<Date> {
    let given = given.trim();
    // Only the plain form: the standard has others, with signs and six-digit years, that nobody means.
    if given.len() == 10 && given.is_ascii() && given.as_bytes()[4] == b'-' {
        return given.parse().ok();
    }
    let mut parts = given.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()
}

/// The weekdays with their words in addresses, Monday first.
pub const WEEKDAY_WORDS: [&str; 7] = ["mo", "di", "mi", "do", "fr", "sa", "so"];

/// The word of a weekday in addresses.
pub fn weekday_word(weekday: Weekday) -> &'static str {
    let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
    WEEKDAY_WORDS.get(index).copied().unwrap_or_default()
}

/// The weekdays that were chosen.
pub fn weekdays(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Vec<Weekday> {
    let known = |given: &str| {
        let index = WEEKDAY_WORDS.iter().position(|word| word.eq_ignore_ascii_case(given))?;
        WEEKDAYS.get(index).copied()
    };
    several(parameters, "wochentag", known, |given| Refusal::Weekday { given }, refusals)
}

/// The word of a part of the day in addresses.
pub const fn part_of_day_word(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Morning => "vormittag",
        PartOfDay::Afternoon => "nachmittag",
        PartOfDay::Evening => "abend",
    }
}

/// The parts of the day that were chosen.
pub fn parts_of_day(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Vec<PartOfDay> {
    let known = |given: &str| PartOfDay::ALL.into_iter().find(|part| part_of_day_word(*part) == given);
    several(parameters, "tageszeit", known, |given| Refusal::PartOfDay { given }, refusals)
}

/// The regions and municipalities that were chosen.
pub fn regions(parameters: &Parameters, areas: &Snapshot, refusals: &mut Vec<Refusal>) -> Vec<Region> {
    let known = |given: &str| Region::by_word(areas, given);
    several(parameters, "gebiet", known, |given| Refusal::Region { given }, refusals)
}

/// All values of the parameter `name`, without repetition, up to the first that is not `known`.
fn several<T: PartialEq>(
    parameters: &Parameters,
    name: &str,
    known: impl Fn(&str) -> Option<T>,
    refusal: impl Fn(String) -> Refusal,
    refusals: &mut Vec<Refusal>,
) -> Vec<T> {
    let mut all = Vec::new();
    for given in parameters.all(name).map(str::trim).filter(|given| !given.is_empty()).take(MOST_CHOSEN) {
        match known(given) {
            Some(value) if !all.contains(&value) => all.push(value),
            Some(_) => {}
            None => {
                refusals.push(refusal(short(given)));
                break;
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn days_are_read_as_browsers_and_as_people_write_them() {
        assert_eq!(read_date("2026-11-28"), Some(date(2026, 11, 28)));
        assert_eq!(read_date("28.11.2026"), Some(date(2026, 11, 28)));
        assert_eq!(read_date("1.2.2026"), Some(date(2026, 2, 1)));
        for given in [
            "",
            "2026-02-30",
            "28.11.26",
            "morgen",
            "2026-11-2",
            "+999999-01-01",
            "28.11.2026.1",
            "äöüäö-1234",
        ] {
            assert_eq!(read_date(given), None, "{given}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_for_a_day_is_read_or_refused(given in ".{0,20}") {
            let _ = read_date(&given);
        }
    }
}
