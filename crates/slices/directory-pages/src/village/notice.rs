//! The notice for the shop window: what is on in large letters, on one sheet of A4, with a QR code to the page.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use kreisrund_search::{Card, Kind};
use kreisrund_slice::{
    House,
    qr::{self, Code},
    rhythm::{self, Every},
};
use kreisrund_web::{
    CachePolicy, Language, Page, Problem,
    form::{Choice, ChoiceKind, Choices},
    render,
};

use super::{
    calendar::{Calendar, Dated, Regular, is_cancelled},
    here::{Here, Way},
};

/// The parameters: how many days, and how many kilometres around.
const DAYS: &str = "tage";
const RADIUS: &str = "umkreis";
/// For how many days a notice can be made.
const PERIODS: [i64; 3] = [7, 14, 28];
/// How far around, for those who want more than their own place.
const WIDE: f64 = 10.0;
/// A notice with fewer dates looks further ahead, unless it was said how far.
const FEW: usize = 6;
/// More dates than anybody reads in passing.
const MOST: usize = 10;
/// Regular meetings on one notice.
const MEETINGS: usize = 5;

/// The sheet in points: what is left below the title for dates and meetings, a line of the title, a line of a date's
/// title, and what else a date and a meeting take. The style of the notice has the same measures.
const ROOM: usize = 585;
const HEADLINE: usize = 35;
const TITLE_LINE: usize = 23;
const DATE: usize = 29;
const MEETING: usize = 21;
const MEETINGS_TITLE: usize = 40;
/// So many letters of the headline and of a date's title stand in a line; neither gets more than two.
const HEADLINE_LETTERS: usize = 28;
const LETTERS: usize = 37;

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticePage {
    page: Page,
    name: String,
    title: String,
    is_roomy: bool,
    period: String,
    dates: Vec<Line>,
    meetings: Vec<Line>,
    code: Option<Code>,
    address: String,
    days: Choices,
    radius: Choices,
}

/// A line of the notice.
struct Line {
    when: String,
    time: String,
    title: String,
    language: Option<String>,
    place: String,
}

/// `/gemeinden/{slug}/aushang`.
pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let here = match Here::find(&house, &page, &slug, "/aushang")? {
        Way::Here(here) => here,
        Way::Elsewhere(redirect) => return Ok(redirect),
    };
    let is_wide = page.query.read::<f64>(RADIUS).is_some_and(|radius| radius > 0.0);
    let calendar =
        if is_wide { Calendar::around(&house, &here, WIDE)? } else { Calendar::read(&house, &here)? };
    let first = first_day(page.today());
    let asked = page.query.read::<i64>(DAYS).filter(|days| PERIODS.contains(days));
    let (days, dates) = match asked {
        Some(days) => (days, coming(&calendar, first, days)),
        None => {
            let week = coming(&calendar, first, PERIODS[0]);
            if week.len() < FEW {
                (PERIODS[1], coming(&calendar, first, PERIODS[1]))
            } else {
                (PERIODS[0], week)
            }
        }
    };
    let mut regular = calendar.regular_here();
    if regular.is_empty() {
        regular = calendar.regular_elsewhere();
    }
    let title = page.t_text("directory-notice-title", "name", here.name());
    let headlines = lines(&title, HEADLINE_LETTERS);
    let (dates, meetings) = chosen(dates, regular, headlines);
    let path = here.path();
    let template = NoticePage {
        title,
        is_roomy: is_roomy(&dates, &meetings, headlines),
        period: period(&page, first, first.saturating_add((days - 1).days())),
        dates: dates.iter().map(|dated| date_line(&page, dated)).collect(),
        meetings: meetings.iter().map(|regular| meeting_line(&page, regular)).collect(),
        code: qr::code(&page.absolute(&path)),
        address: in_words(&page.absolute(&path)).to_owned(),
        days: choices(
            DAYS,
            page.t("directory-notice-days"),
            PERIODS
                .map(|days| {
                    Choice::new(
                        days.to_string(),
                        page.t_count("directory-notice-days-count", days.unsigned_abs()),
                    )
                })
                .into(),
            &days.to_string(),
        ),
        radius: choices(
            RADIUS,
            page.t("directory-notice-around"),
            vec![
                Choice::new("0", page.t("directory-notice-here")),
                Choice::new("10", page.t("directory-notice-wide")),
            ],
            if is_wide { "10" } else { "0" },
        ),
        name: here.name().to_owned(),
        page: page
            .clone()
            .crumb(page.t("directory-municipalities"), "/gemeinden")
            .crumb(here.name(), &path)
            .titled(page.t("directory-notice"))
            .unlisted(),
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// The day with which a notice begins: today; on a Sunday Monday, for by the time that it hangs the Sunday is over.
fn first_day(today: Date) -> Date {
    if today.weekday() == Weekday::Sunday { today.saturating_add(1.day()) } else { today }
}

/// What is on in the `days` from `first` on, here or, where that is little, in the whole municipality. What was called off
/// is left out.
fn coming(calendar: &Calendar, first: Date, days: i64) -> Vec<Dated<'_>> {
    let last = first.saturating_add((days - 1).days());
    let mut dates = calendar.here(first, last);
    if dates.len() < FEW {
        dates.extend(calendar.elsewhere(first, last));
        dates.sort_by_key(|dated| dated.date.start);
    }
    dates.retain(|dated| !is_cancelled(dated.date));
    dates
}

/// What fits on the sheet below a headline of so many lines. What meets every week stands among the meetings, and among
/// the dates only where there is room.
fn chosen<'a>(
    dates: Vec<Dated<'a>>,
    regular: Vec<Regular<'a>>,
    headlines: usize,
) -> (Vec<Dated<'a>>, Vec<Regular<'a>>) {
    let weekday = |regular: &Regular<'_>| regular.rhythm.weekday.to_monday_zero_offset();
    let mut meetings = regular;
    // In a course one can't join at any time.
    meetings.retain(|regular| regular.hit.kind != Kind::Course);
    meetings.sort_by_key(|regular| regular.rhythm.every != Every::Week);
    let mut meetings = spread(meetings, weekday);
    meetings.truncate(MEETINGS);
    meetings.sort_by_key(|regular| (weekday(regular), regular.rhythm.time));
    let mut room = ROOM - HEADLINE * headlines - height_of(&meetings);
    let told: HashSet<&str> = meetings.iter().map(|regular| regular.hit.card.path.as_str()).collect();
    let (again, mut once): (Vec<Dated<'a>>, Vec<Dated<'a>>) =
        dates.into_iter().partition(|dated| told.contains(dated.card().path.as_str()));
    once.sort_by_key(|dated| dated.kind() == Kind::Course);
    let once = spread(once, |dated| dated.date.start.date());
    let mut fitting: Vec<Dated<'a>> = Vec::new();
    for dated in once.into_iter().chain(again) {
        let height = height(&dated);
        if fitting.len() < MOST && height <= room {
            room -= height;
            fitting.push(dated);
        }
    }
    fitting.sort_by_key(|dated| dated.date.start);
    (fitting, meetings)
}

/// The height of a date in points.
fn height(dated: &Dated<'_>) -> usize {
    DATE + TITLE_LINE * lines(&dated.card().title, LETTERS)
}

/// The height of the meetings with their title, in points.
fn height_of(meetings: &[Regular<'_>]) -> usize {
    if meetings.is_empty() { 0 } else { MEETINGS_TITLE + MEETING * meetings.len() }
}

/// Whether so little is on that it can be told in letters larger by a quarter; larger letters make some titles longer by a
/// line.
fn is_roomy(dates: &[Dated<'_>], meetings: &[Regular<'_>], headlines: usize) -> bool {
    let dates: usize = dates.iter().map(|dated| height(dated) + TITLE_LINE / 2).sum();
    (dates + height_of(meetings)) * 5 / 4 <= ROOM - HEADLINE * headlines
}

/// The first of each day, then the second of each, and so on: so that the week is told, and not its Monday alone.
fn spread<T, D: Hash + Eq>(all: Vec<T>, day: impl Fn(&T) -> D) -> Vec<T> {
    let mut counts: HashMap<D, usize> = HashMap::new();
    let mut turns: Vec<(usize, T)> = all
        .into_iter()
        .map(|one| {
            let count = counts.entry(day(&one)).or_default();
            *count += 1;
            (*count, one)
        })
        .collect();
    turns.sort_by_key(|(turn, _)| *turn);
    turns.into_iter().map(|(_, one)| one).collect()
}

/// How many lines a title takes where so many `letters` stand in one.
fn lines(title: &str, letters: usize) -> usize {
    if title.chars().count() > letters { 2 } else { 1 }
}

fn date_line(page: &Page, dated: &Dated<'_>) -> Line {
    let (card, start) = (dated.card(), dated.date.start);
    Line {
        when: format!("{} {}", page.weekday_short(start.date()), page.day_and_month(start.date())),
        time: if dated.date.all_day { String::new() } else { page.time(start.time()) },
        title: card.title.clone(),
        language: language(page, card),
        place: place(page, card),
    }
}

fn meeting_line(page: &Page, regular: &Regular<'_>) -> Line {
    let card = &regular.hit.card;
    Line {
        when: rhythm::words(page, &regular.rhythm),
        time: String::new(),
        title: card.title.clone(),
        language: language(page, card),
        place: card.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
    }
}

fn language(page: &Page, card: &Card) -> Option<String> {
    Some(card.language.clone()).filter(|language| language != page.language.tag())
}

fn place(page: &Page, card: &Card) -> String {
    let Some(place) = &card.place else {
        return if card.online { page.t("directory-online") } else { String::new() };
    };
    match &place.area {
        Some(area) if !place.name.contains(area.as_str()) => format!("{}, {area}", place.name),
        _ => place.name.clone(),
    }
}

/// “23. bis 29. November”, “28. November bis 4. Dezember”.
fn period(page: &Page, first: Date, last: Date) -> String {
    let from = match page.language {
        Language::German if first.month() == last.month() => format!("{}.", first.day()),
        Language::English if first.month() == last.month() => first.day().to_string(),
        _ => page.day_and_month(first),
    };
    page.t_with("directory-notice-period", [("from", from.into()), ("to", page.day_and_month(last).into())])
}

/// The address as one types it.
fn in_words(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}

fn choices(name: &'static str, label: String, options: Vec<Choice>, chosen: &str) -> Choices {
    let options = options.into_iter().map(|option| {
        let is_chosen = option.value == chosen;
        option.chosen(is_chosen)
    });
    Choices::new(ChoiceKind::List, name, label, options.collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_notice_made_on_sunday_is_for_the_week_that_begins() {
        assert_eq!(first_day(date(2026, 11, 22)), date(2026, 11, 23));
        assert_eq!(first_day(date(2026, 11, 23)), date(2026, 11, 23));
        assert_eq!(first_day(date(2026, 11, 28)), date(2026, 11, 28));
    }

    #[test]
    fn each_day_has_its_turn_before_any_has_a_second() {
        let all = vec![(1, 'a'), (1, 'b'), (1, 'c'), (2, 'd'), (3, 'e'), (3, 'f')];
        let letters: String = spread(all, |(day, _)| *day).into_iter().map(|(_, letter)| letter).collect();
        assert_eq!(letters, "adebfc");
        assert!(spread(Vec::<(u8, char)>::new(), |(day, _)| *day).is_empty());
    }

    #[test]
    fn the_fullest_sheet_has_room_for_six_dates_or_four_with_long_titles() {
        let room = ROOM - 2 * HEADLINE - MEETINGS_TITLE - MEETING * MEETINGS;
        let fit = |title: &str| room / (DATE + TITLE_LINE * lines(title, LETTERS));
        assert!(fit("Chorprobe") >= FEW);
        assert!(fit(&"Chorprobe ".repeat(20)) >= 4);
    }

    #[test]
    fn the_address_is_written_as_one_types_it() {
        assert_eq!(
            in_words("https://kreisrund.example.org/gemeinden/sallgast"),
            "kreisrund.example.org/gemeinden/sallgast"
        );
    }
}
