//! The results in a calendar: a month, a week, or the days that have dates one below the other.

use jiff::{Span as Distance, ToSpan, civil::Date};
use kreisrund_kernel::{Period, clock::county_midnight};
use kreisrund_schedule::holidays::HolidayCalendar;
use kreisrund_search::{CardOccurrence, Day, DayDate, Interval, Order, Query};
use kreisrund_slice::{
    House,
    hits::{self, kind, last_day},
    hours::holidays,
};
use kreisrund_web::{ChoiceLink, Link, Page, Problem, direction, format};

use crate::{
    feeds::over,
    links::{Links, undated},
    question::{Question, Span, parameters::YEARS},
};

/// As many dates of a day find room in its cell of a month.
const IN_MONTH: usize = 3;
/// As many dates are shown of each day of a week.
const IN_WEEK: usize = 12;
/// As many dates of a day are shown in the agenda.
const IN_AGENDA: usize = 30;
/// The agenda looks so many days ahead …
const AGENDA_DAYS: i64 = 92;
/// … and ends behind the day on which it has so many dates.
const AGENDA_DATES: usize = 60;

/// A calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// What it shows: “November 2026”.
    pub title: String,
    /// `month`, `week` or `agenda`.
    pub span: &'static str,
    /// The other spans.
    pub spans: Vec<ChoiceLink>,
    /// How many offers have dates in it.
    pub count: String,
    /// The weekdays above the columns; the agenda has none.
    pub weekdays: Vec<&'static str>,
    /// Its days.
    pub days: Vec<CalendarDay>,
    /// What comes before, as far as one may leaf.
    pub earlier: Option<Link>,
    /// What comes after.
    pub later: Option<Link>,
    /// The way back to today.
    pub today: Link,
    /// Where nothing takes place in it: when something does.
    pub next: Option<Link>,
    /// The same as a list.
    pub list: String,
}

/// A day of a calendar.
#[derive(Clone, Debug)]
pub struct CalendarDay {
    /// The day.
    pub date: Date,
    /// All of it in a list.
    pub href: String,
    /// How many dates it has, in words.
    pub count: String,
    /// Whether it belongs to the month before or after.
    pub is_outside: bool,
    /// Whether it is today.
    pub is_today: bool,
    /// Whether it is over, in a calendar that goes on to today: who reads the days one below the other looks ahead.
    pub is_over: bool,
    /// The holiday that it is; empty on other days.
    pub holiday: &'static str,
    /// The dates.
    pub dates: Vec<CalendarDate>,
    /// How many further ones there are, in words; empty where there are none.
    pub more: String,
}

/// A date of an offer.
#[derive(Clone, Debug)]
pub struct CalendarDate {
    /// The offer's page.
    pub href: String,
    /// The offer's title.
    pub title: String,
    /// The title's language and direction of writing, where it is not the page's language.
    pub language: Option<(String, &'static str)>,
    /// When, in words: “18:30 Uhr”.
    pub time: String,
    /// When, for programs: the hour, or the day where it takes whole days.
    pub datetime: String,
    /// Where, in short: the municipality; empty where nobody said.
    pub place: String,
    /// Where, with the building.
    pub venue: String,
    /// Who offers it; may be empty.
    pub organiser: String,
    /// What kind of offer it is.
    pub kind: String,
    /// Whether it began on a day before and goes on.
    pub goes_on: bool,
    /// Whether it is over.
    pub is_over: bool,
    /// Whether it was called off.
    pub is_cancelled: bool,
    /// That it is cancelled or fully booked; empty otherwise.
    pub notice: String,
}

impl Calendar {
    /// The calendar of `question` as `span` shows it.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn of(house: &House, links: &Links<'_>, question: &Question, span: Span) -> Result<Self, Problem> {
        let page = links.page;
        let shown = shown_day(question, page.today());
        let (first, last) = shown_days(span, shown);
        let days: Vec<Date> = first.series(1.day()).take_while(|day| *day <= last).collect();
        let asked = Query {
            days: days.iter().copied().map(interval).collect(),
            per_day: match span {
                Span::Month => IN_MONTH,
                Span::Week => IN_WEEK,
                Span::Agenda => IN_AGENDA,
            },
            ..dated(house, question, first, last)
        };
        let results = house.search.search(&asked)?;
        let filled: Vec<(Date, Day)> = days.into_iter().zip(results.days).collect();
        let filled = if span == Span::Agenda { only_first_dates(filled) } else { filled };
        let end = match (span, filled.last()) {
            (Span::Agenda, Some((day, _))) if total(&filled) >= AGENDA_DATES => *day,
            _ => last,
        };
        let holidays = holidays(&house.areas.snapshot(), None);
        let today = page.today();
        let next = if results.total == 0 { next_date(house, question, last)? } else { None };
        let day_link = |day: Date| links.parameters.with("tag", day).on(links.path);
        Ok(Self {
            title: title(page, span, shown, first, end),
            span: span_name(span),
            spans: spans(links, span, question.shown_day),
            count: page.t_count("portal-calendar-count", results.total),
            weekdays: match span {
                Span::Agenda => Vec::new(),
                Span::Month | Span::Week => {
                    first.series(1.day()).take(7).map(|day| page.weekday_short(day)).collect()
                }
            },
            earlier: leaf(before(span, shown, first), links, earlier_text(page, span)),
            later: leaf(after(span, shown, end), links, later_text(page, span)),
            today: Link::new(page.t("portal-calendar-today"), day_link(today)),
            next: next.map(|day| {
                let text = page.t_text("portal-calendar-next", "day", page.date(day));
                Link::new(text, day_link(day))
            }),
            list: links.parameters.without("ansicht").without("kalender").without("tag").on(links.path),
            days: filled
                .into_iter()
                .map(|(day, filled)| {
                    let is_outside = span == Span::Month && day.first_of_month() != shown.first_of_month();
                    CalendarDay {
                        is_outside,
                        is_today: day == today,
                        is_over: day < today && today <= last,
                        ..shown_as(links, &holidays, day, &filled)
                    }
                })
                .collect(),
        })
    }
}

/// The day around which the calendar is shown: the one that was chosen, the first of the period, or today.
fn shown_day(question: &Question, today: Date) -> Date {
    let begins = question.period.and_then(Period::from).filter(|day| YEARS.contains(&day.year()));
    question.shown_day.or(begins).unwrap_or(today)
}

/// The first and the last day that are shown, `shown` among them. Months are shown in whole weeks.
fn shown_days(span: Span, shown: Date) -> (Date, Date) {
    match span {
        Span::Month => (monday(shown.first_of_month()), sunday(shown.last_of_month())),
        Span::Week => (monday(shown), sunday(shown)),
        Span::Agenda => (shown, shown.saturating_add((AGENDA_DAYS - 1).days())),
    }
}

fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

fn sunday(day: Date) -> Date {
    monday(day).saturating_add(6.days())
}

/// The question for the dates of `question` from `first` to `last`, past ones too, without anything that is only counted.
fn dated(house: &House, question: &Question, first: Date, last: Date) -> Query {
    let query = Question { page: 1, ..question.clone() }.query(house);
    let (from, to) = (interval(first).start, interval(last).end);
    let during = query.during.map_or(Interval { start: from, end: to }, |asked| Interval {
        start: asked.start.max(from),
        end: asked.end.min(to),
    });
    let page = kreisrund_search::Page { offset: 0, limit: 0 };
    Query { during: Some(during), page, uncounted: true, ..query }
}

/// A day of the county.
fn interval(day: Date) -> Interval {
    Interval { start: county_midnight(day), end: county_midnight(day.saturating_add(1.day())) }
}

fn total(filled: &[(Date, Day)]) -> usize {
    filled.iter().map(|(_, day)| day.total).sum()
}

/// The days that have dates, up to the one behind which there are enough.
fn only_first_dates(filled: Vec<(Date, Day)>) -> Vec<(Date, Day)> {
    let mut dates = 0;
    let days = filled.into_iter().filter(|(_, day)| day.total > 0);
    days.take_while(|(_, day)| {
        let is_wanted = dates < AGENDA_DATES;
        dates += day.total;
        is_wanted
    })
    .collect()
}

/// The first day behind `last` on which something takes place.
fn next_date(house: &House, question: &Question, last: Date) -> Result<Option<Date>, Problem> {
    let mut query = dated(house, question, last.saturating_add(1.day()), Date::MAX);
    query.page.limit = 1;
    query.order = Order::Soonest;
    let found = house.search.search(&query)?;
    let next = found.hits.into_iter().next().and_then(|hit| hit.next);
    Ok(next.map(|next| next.start.date().max(last)).filter(|day| YEARS.contains(&day.year())))
}

fn span_name(span: Span) -> &'static str {
    match span {
        Span::Month => "month",
        Span::Week => "week",
        Span::Agenda => "agenda",
    }
}

fn spans(links: &Links<'_>, now: Span, shown: Option<Date>) -> Vec<ChoiceLink> {
    let page = links.page;
    let choice = |span: Span| {
        let text = match span {
            Span::Month => page.t("portal-calendar-month"),
            Span::Week => page.t("portal-calendar-week"),
            Span::Agenda => page.t("portal-calendar-agenda"),
        };
        let parameters = match span {
            Span::Month => links.parameters.without("kalender"),
            Span::Week | Span::Agenda => links.parameters.with("kalender", span.parameter()),
        };
        let parameters = shown.map_or(parameters.clone(), |day| parameters.with("tag", day));
        ChoiceLink::new(text, parameters.on(links.path)).chosen(span == now)
    };
    Span::ALL.into_iter().map(choice).collect()
}

fn title(page: &Page, span: Span, shown: Date, first: Date, last: Date) -> String {
    match span {
        Span::Month => format::month(page.language, shown),
        Span::Week => page.days(first, last),
        Span::Agenda => page.t_text("portal-calendar-from", "day", page.date(first)),
    }
}

fn earlier_text(page: &Page, span: Span) -> String {
    match span {
        Span::Month => page.t("portal-calendar-earlier-month"),
        Span::Week => page.t("portal-calendar-earlier-week"),
        Span::Agenda => page.t("portal-calendar-earlier-days"),
    }
}

fn later_text(page: &Page, span: Span) -> String {
    match span {
        Span::Month => page.t("portal-calendar-later-month"),
        Span::Week => page.t("portal-calendar-later-week"),
        Span::Agenda => page.t("portal-calendar-later-days"),
    }
}

/// The day that the calendar before the one around `shown` shows.
fn before(span: Span, shown: Date, first: Date) -> Date {
    match span {
        Span::Month => back(shown.first_of_month(), 1.month()),
        Span::Week => back(first, 1.week()),
        Span::Agenda => back(first, 2.weeks()),
    }
}

fn back(day: Date, distance: Distance) -> Date {
    day.saturating_sub(distance)
}

/// The day that the calendar after the one around `shown` shows, which ends on `last`.
fn after(span: Span, shown: Date, last: Date) -> Date {
    match span {
        Span::Month => shown.first_of_month().saturating_add(1.month()),
        Span::Week | Span::Agenda => last.saturating_add(1.day()),
    }
}

fn leaf(day: Date, links: &Links<'_>, text: String) -> Option<Link> {
    let is_known = YEARS.contains(&day.year());
    is_known.then(|| Link::new(text, links.parameters.with("tag", day).on(links.path)))
}

fn shown_as(links: &Links<'_>, holidays: &HolidayCalendar, day: Date, filled: &Day) -> CalendarDay {
    let page = links.page;
    let more = filled.total.saturating_sub(filled.dates.len());
    let listed = undated(links.parameters).without("ansicht").without("kalender").without("tag");
    CalendarDay {
        date: day,
        href: listed.with("von", day).with("bis", day).on(links.path),
        count: page.t_count("portal-calendar-dates", filled.total),
        is_outside: false,
        is_today: false,
        is_over: false,
        holiday: holidays.holiday(day).map(|holiday| holiday.name(page.language)).unwrap_or_default(),
        dates: filled.dates.iter().map(|date| date_as(page, day, date)).collect(),
        more: if more > 0 { page.t_count("portal-calendar-more", more) } else { String::new() },
    }
}

fn date_as(page: &Page, day: Date, date: &DayDate) -> CalendarDate {
    let (card, occurrence) = (&date.card, &date.occurrence);
    let place = card.place.as_ref();
    let is_foreign = card.language != page.language.tag();
    CalendarDate {
        href: page.link(&card.path),
        title: card.title.clone(),
        language: is_foreign.then(|| (card.language.clone(), direction(&card.language))),
        time: time(page, day, occurrence),
        datetime: if occurrence.all_day {
            day.to_string()
        } else {
            occurrence.start.strftime("%H:%M").to_string()
        },
        place: place
            .map(|place| place.area.clone().unwrap_or_else(|| place.name.clone()))
            .unwrap_or_default(),
        venue: place.map(hits::place).unwrap_or_default(),
        organiser: card.organisation.as_ref().map(|known| known.name.clone()).unwrap_or_default(),
        kind: kind(page, date.kind),
        goes_on: occurrence.start.date() < day,
        is_over: over(occurrence).is_some_and(|over| over <= page.shell().clock().now()),
        is_cancelled: occurrence.state == "cancelled",
        notice: match occurrence.state.as_str() {
            "cancelled" => page.t("portal-calendar-cancelled"),
            "sold_out" => page.t("portal-calendar-sold-out"),
            _ => String::new(),
        },
    }
}

/// When on `day` a date takes place.
fn time(page: &Page, day: Date, occurrence: &CardOccurrence) -> String {
    if occurrence.start.date() < day {
        return page.t("portal-calendar-goes-on");
    }
    if occurrence.all_day {
        let runs_on = last_day(occurrence) > day;
        return if runs_on {
            page.t_text("portal-calendar-until", "day", page.day_and_month(last_day(occurrence)))
        } else {
            page.t("portal-calendar-whole-day")
        };
    }
    page.time(occurrence.start.time())
}
