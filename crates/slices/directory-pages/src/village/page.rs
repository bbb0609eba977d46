//! The page of a municipality or a locality.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::ToSpan;
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_search::Kind;
use kreisrund_slice::{
    About, House, Link, Panel,
    hits::card,
    map,
    rhythm::{self, Every},
    supporters::{Supporter, supporters_of},
};
use kreisrund_web::{AreaMap, CachePolicy, Card, ChoiceLink, Name, Page, Problem, filters, render};

use super::{
    around::{self, Near},
    calendar::{Calendar, Dated, Regular, is_cancelled},
    facts::{Facts, Residents},
    helpers::{Helper, helpers},
    here::{Here, Way},
};
use crate::{json_ld, parts};

/// Cards of one section.
const CARDS: usize = 6;
/// Lines of the timetable; where there would be more, courses are left to the search.
const MEETINGS: usize = 40;

#[derive(Template)]
#[template(path = "village.html")]
struct VillagePage {
    page: Page,
    json_ld: String,
    name: String,
    slug: String,
    part_of: Option<Name>,
    opening: String,
    notice: String,
    sections: Vec<ChoiceLink>,
    search_place: String,
    today: Section,
    week: Section,
    week_title: String,
    subscribe: Link,
    timetable: Vec<Day>,
    timetable_note: String,
    courses: Option<Link>,
    always: Vec<Panel>,
    near: Near,
    comes: Vec<Name>,
    helpers: Vec<Helper>,
    residents: Residents,
    residents_more: Option<Link>,
    panels: Vec<Panel>,
    facts: Facts,
    map: Option<AreaMap>,
    supporters: Vec<Supporter>,
}

/// What is on in some days.
struct Section {
    /// What is to be said before: that nothing is on, or that it is on elsewhere.
    note: String,
    /// What comes next, where nothing is on.
    next: Option<(Link, String)>,
    /// What is on.
    cards: Vec<Card>,
    /// More of it.
    more: Option<Link>,
}

/// A weekday of the timetable.
struct Day {
    name: String,
    meetings: Vec<Meeting>,
}

/// A line of the timetable.
struct Meeting {
    time: String,
    title: String,
    href: String,
    language: Option<String>,
    note: String,
}

/// `/gemeinden/{slug}`.
pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let here = match Here::find(&house, &page, &slug, "")? {
        Way::Here(here) => here,
        Way::Elsewhere(redirect) => return Ok(redirect),
    };
    let today = page.today();
    let calendar = Calendar::read(&house, &here)?;
    let services = around::services(&house, &page, &here)?;
    let subject = SubjectRef::new(SubjectKind::Area, here.area.id);
    let about =
        About { subject, name: here.municipality.name.clone(), slug: here.municipality.slug.to_string() };
    let panels = house.panels.about(&house, &page, &about).await?;
    let (timetable, timetable_note, courses) = timetable(&page, &here, &calendar);
    let near = around::near(&house, &page, &here, &calendar)?;
    let residents = Residents::of(&house, &page, &here).await?;
    let (position, area) = (here.locality.as_ref().and_then(|locality| locality.position), here.area.id);
    let subscribe = format!("/gemeinden/{}/termine", here.municipality.slug);
    let subscribe_text = page.t_text("directory-subscribe", "name", &here.municipality.name);
    let template = VillagePage {
        json_ld: json_ld(&page, &here),
        name: here.name().to_owned(),
        slug: here.slug().to_owned(),
        part_of: here.locality.is_some().then(|| parts::candidate_name(&page, &here.municipality)),
        opening: opening(&page, &calendar.here(today, today)),
        notice: page.link(&format!("{}/aushang", here.path())),
        sections: sections(&page, !timetable.is_empty(), !services.always.is_empty(), !near.cards.is_empty()),
        search_place: here.name().to_owned(),
        today: on_today(&page, &here, &calendar),
        week: this_week(&page, &here, &calendar),
        week_title: page.t_text("directory-week", "name", here.name()),
        subscribe: Link::new(&subscribe_text, page.link(&subscribe)),
        timetable,
        timetable_note,
        courses,
        always: services.always,
        near,
        comes: services.comes,
        helpers: helpers(&house, &page, &here).await?,
        residents_more: here.locality.is_some().then(|| {
            let text = page.t_text("directory-residents-all", "name", &here.municipality.name);
            let path = format!("/gemeinden/{}#organisations", here.municipality.slug);
            Link::new(text, page.link(&path))
        }),
        residents,
        facts: Facts::of(&page, &here),
        map: map::around(&house, &page, Some(area), position).await?,
        supporters: supporters_of(&house, &page, subject).await?,
        page: framed(&page, &here, &panels).alternate(
            "text/calendar",
            subscribe_text,
            &format!("{subscribe}.ics"),
        ),
        panels,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// The page with its title and the way to it. Search engines list municipalities of the county; villages would be hundreds
/// of pages that say much the same.
fn framed(page: &Page, here: &Here, panels: &[Panel]) -> Page {
    let framed = page
        .clone()
        .crumb(page.t("directory-municipalities"), "/gemeinden")
        .description(page.t_text("directory-village-description", "name", here.name()))
        .titled(here.name())
        .with_feeds(panels);
    let framed = match here.locality {
        Some(_) => framed.crumb(&here.municipality.name, &format!("/gemeinden/{}", here.municipality.slug)),
        None => framed,
    };
    let is_listed = here.locality.is_none() && here.snapshot.is_own(here.area.id);
    if is_listed { framed } else { framed.unlisted() }
}

fn json_ld(page: &Page, here: &Here) -> String {
    match &here.locality {
        Some(locality) => json_ld::locality(page, locality, &here.area, here.municipality.slug.as_str()),
        None => {
            let county = here.snapshot.county_of(here.area.id);
            json_ld::municipality(page, &here.area, here.municipality.slug.as_str(), county)
        }
    }
}

/// The first line: which day it is, and what is on.
fn opening(page: &Page, today: &[Dated<'_>]) -> String {
    let day = page.today();
    let date = format!("{}, {}", page.weekday(day), page.day_and_month(day));
    let mut on = today.iter().filter(|dated| !is_cancelled(dated.date));
    match on.next() {
        None => page.t_text("directory-opening-none", "date", date),
        Some(first) => page.t_with(
            "directory-opening",
            [
                ("date", date.into()),
                ("title", first.card().title.clone().into()),
                ("count", (on.count() as u64).into()),
            ],
        ),
    }
}

fn on_today(page: &Page, here: &Here, calendar: &Calendar) -> Section {
    let today = page.today();
    let (ours, theirs) = (calendar.here(today, today), calendar.elsewhere(today, today));
    let all = here.question(if here.locality.is_some() { super::OURS } else { 0.0 }).with("zeit", "heute");
    let mut section = section(page, here, ours, theirs, &all.on(&page.link("/suche")));
    if section.cards.is_empty() {
        section.next = calendar.next().map(|dated| next(page, &dated));
    }
    if !section.note.is_empty() || section.cards.is_empty() {
        let none = page.t_text("directory-today-none", "name", here.name());
        section.note = format!("{none} {}", section.note).trim().to_owned();
    }
    section
}

fn this_week(page: &Page, here: &Here, calendar: &Calendar) -> Section {
    let (first, last) = (page.today().saturating_add(1.day()), page.today().saturating_add(6.days()));
    let (ours, theirs) = (calendar.here(first, last), calendar.elsewhere(first, last));
    let all = here.question(if here.locality.is_some() { super::OURS } else { 0.0 }).with("zeit", "woche");
    let mut section = section(page, here, ours, theirs, &all.on(&page.link("/suche")));
    if !section.note.is_empty() || section.cards.is_empty() {
        let none = match here.locality {
            Some(_) => page.t("directory-week-none-village"),
            None => page.t("directory-week-none"),
        };
        section.note = format!("{none} {}", section.note).trim().to_owned();
    }
    section
}

/// What is on here, or else in the municipality, which is then said.
fn section(page: &Page, here: &Here, ours: Vec<Dated<'_>>, theirs: Vec<Dated<'_>>, all: &str) -> Section {
    let are_ours = !ours.is_empty() || theirs.is_empty();
    let shown = if are_ours { ours } else { theirs };
    let more = (are_ours && shown.len() > CARDS)
        .then(|| Link::new(page.t_count("directory-dates-all", shown.len()), all));
    Section {
        note: if are_ours {
            String::new()
        } else {
            page.t_text("directory-in-the-municipality", "name", &here.municipality.name)
        },
        next: None,
        cards: shown.iter().take(CARDS).map(|dated| card(page, &dated.hit())).collect(),
        more,
    }
}

fn next(page: &Page, dated: &Dated<'_>) -> (Link, String) {
    let card = dated.card();
    (Link::new(&card.title, page.link(&card.path)), moment(page, dated))
}

/// When a date begins: “Di., 24. November, 18:00 Uhr”.
fn moment(page: &Page, dated: &Dated<'_>) -> String {
    let start = dated.date.start;
    if dated.date.all_day {
        page.days_near(start.date(), start.date())
    } else {
        page.moment_near(start, None)
    }
}

/// The regular meetings here, or else in the municipality, weekday by weekday.
fn timetable(page: &Page, here: &Here, calendar: &Calendar) -> (Vec<Day>, String, Option<Link>) {
    let (ours, theirs) = (calendar.regular_here(), calendar.regular_elsewhere());
    let (mut shown, note) = if ours.is_empty() && !theirs.is_empty() {
        (theirs, page.t_text("directory-in-the-municipality", "name", &here.municipality.name))
    } else {
        (ours, String::new())
    };
    let mut courses = None;
    if shown.len() > MEETINGS {
        shown.retain(|regular| regular.hit.kind != Kind::Course);
        let all = here.question(0.0).with("art", Kind::Course.parameter());
        courses = Some(Link::new(page.t("directory-courses"), all.on(&page.link("/suche"))));
    }
    let mut days: Vec<Day> = Vec::new();
    for regular in &shown {
        let name = page.weekday(regular.rhythm.next).to_owned();
        let meeting = meeting(page, regular);
        match days.last_mut().filter(|day| day.name == name) {
            Some(day) => day.meetings.push(meeting),
            None => days.push(Day { name, meetings: vec![meeting] }),
        }
    }
    (days, note, courses)
}

fn meeting(page: &Page, regular: &Regular<'_>) -> Meeting {
    let (rhythm, card) = (&regular.rhythm, &regular.hit.card);
    let mut notes: Vec<String> = card.place.iter().map(|place| place.name.clone()).collect();
    notes.extend(regular.hit.distance.map(|distance| page.distance(distance)));
    if regular.hit.kind == Kind::Course {
        notes.push(kreisrund_slice::hits::kind(page, Kind::Course));
    }
    if rhythm.every != Every::Week {
        notes.push(rhythm::often(page, rhythm));
    }
    if rhythm.next > page.today().saturating_add(6.days()) {
        notes.push(page.t_text("directory-again", "date", page.day_and_month(rhythm.next)));
    }
    Meeting {
        time: rhythm.time.map(|time| page.time(time)).unwrap_or_default(),
        title: card.title.clone(),
        href: page.link(&card.path),
        language: Some(card.language.clone()).filter(|language| language != page.language.tag()),
        note: notes.join(" · "),
    }
}

/// The parts of the page, for those who know what they look for.
fn sections(page: &Page, regular: bool, always: bool, near: bool) -> Vec<ChoiceLink> {
    let all = [
        (true, "directory-today", "#heute"),
        (true, "directory-this-week", "#diese-woche"),
        (regular, "directory-regular", "#regelmaessig"),
        (always, "directory-always", "#immer-da"),
        (near, "directory-near", "#in-der-naehe"),
        (true, "directory-who-helps", "#wer-hilft"),
    ];
    let there = all.into_iter().filter(|(is_there, _, _)| *is_there);
    there.map(|(_, key, anchor)| ChoiceLink::new(page.t(key), anchor)).collect()
}
