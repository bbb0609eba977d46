//! What one row says.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time};
use kreisrund_content::Vocabulary;
use kreisrund_kernel::{
    Period, Position, Price, WebAddress,
    plain_text::{self, Style},
    text::fold,
};
use kreisrund_schedule::{Moment, OccurrenceState, Rule, Series};

use super::{
    super::{
        item::SourceVenue,
        terms::TermNames,
        when::{self, Doubt, Said, following},
        words,
    },
    cells::{Cells, End, excerpt},
    columns::Column,
    repetition,
};
use crate::offer::{
    Accessibility, Ages, Contact, Course, Deadline, Form, Online, Registration, Service, Way, county_zone,
};

/// What one row says: an offer, and one date of it or a rule.
#[derive(Debug)]
pub(super) struct Record {
    /// The number of the row.
    pub row: usize,
    pub key: Option<String>,
    pub title: String,
    pub summary: String,
    pub text: String,
    pub form: Form,
    pub venue: SourceVenue,
    pub contact: Option<Contact>,
    pub ages: Option<Ages>,
    pub price: Option<Price>,
    pub accessibility: Accessibility,
    pub registration: Registration,
    pub link: Option<WebAddress>,
    pub validity: Period,
    pub terms: BTreeMap<Vocabulary, Vec<String>>,
    pub when: Option<When>,
}

/// When, and whether.
#[derive(Debug)]
pub(super) struct When {
    pub moment: Moment,
    pub state: OccurrenceState,
    pub moved_from: Option<DateTime>,
    pub series: Option<Series>,
}

impl When {
    /// The start for which it was announced, whichever dates of a rule are taken today.
    pub fn begins(&self) -> DateTime {
        let first = self.series.as_ref().map(|series| series.first.civil_start());
        first.or(self.moved_from).unwrap_or_else(|| self.moment.civil_start())
    }
}

/// Reads a row; where it has faults, all of them.
pub(super) fn read(cells: Cells<'_>, names: &TermNames) -> Result<Record, Vec<String>> {
    let title = cells.short(Column::Title).and_then(|title| plain_text::title(&title, Style::Unknown));
    if title.is_none() {
        cells.fault(Column::Title, "it is empty");
    }
    let when = when(&cells);
    let body = cells.text(Column::Text).and_then(|text| plain_text::body(&text, Style::Unknown));
    let (shown_from, shown_to) = (cells.day(Column::ShownFrom), cells.day(Column::ShownTo));
    let validity = Period::new(shown_from, shown_to).unwrap_or_else(|_| {
        cells.fault(Column::ShownTo, "it lies before the day from which it is shown");
        Period::ALWAYS
    });
    let record = Record {
        row: cells.number(),
        key: cells.short(Column::Key),
        title: title.unwrap_or_default(),
        summary: cells.short(Column::Summary).unwrap_or_default(),
        text: body.unwrap_or_default(),
        form: form(&cells, when.is_some()),
        venue: venue(&cells),
        contact: contact(&cells),
        ages: ages(&cells),
        price: price(&cells),
        accessibility: Accessibility { note: cells.short(Column::Accessibility), ..Accessibility::default() },
        registration: registration(&cells),
        link: cells.address(Column::Link),
        validity,
        terms: terms(&cells, names),
        when,
    };
    let faults = cells.into_faults();
    if faults.is_empty() { Ok(record) } else { Err(faults) }
}

fn form(cells: &Cells<'_>, has_date: bool) -> Form {
    let course = Course {
        level: cells.short(Column::Level),
        units: cells.number_in(Column::Units, 10_000),
        certificate: cells.short(Column::Certificate),
    };
    let hours = cells.text(Column::OpeningHours);
    let hours = hours.and_then(|hours| match hours.parse() {
        Ok(hours) => Some(hours),
        Err(error) => {
            cells.fault(Column::OpeningHours, error);
            None
        }
    });
    let service =
        Service { opening_hours: hours, by_appointment: cells.truth(Column::ByAppointment) == Some(true) };
    let kind = cells.short(Column::Kind);
    match kind.as_deref().map(fold).as_deref() {
        Some("kurs" | "course" | "lehrgang" | "seminar" | "workshop" | "kurse") => Form::Course(course),
        Some("veranstaltung" | "event" | "termin" | "vortrag" | "konzert" | "fest" | "ausstellung") => {
            if !has_date && cells.text(Column::Begin).is_none() {
                cells.fault(Column::Begin, "it is empty; an event needs a day");
            }
            Form::Event
        }
        Some("angebot" | "service" | "dienst" | "dienstleistung" | "sprechstunde" | "beratung" | "treff") => {
            Form::Service(service)
        }
        Some(_) => {
            let given = excerpt(&kind.unwrap_or_default());
            cells.fault(Column::Kind, format!("“{given}” is none; write Kurs, Veranstaltung or Angebot"));
            Form::Event
        }
        None if course != Course::default() => Form::Course(course),
        None if service != Service::default() || !has_date => Form::Service(service),
        None => Form::Event,
    }
}

fn when(cells: &Cells<'_>) -> Option<When> {
    let begin = cells.stated(Column::Begin);
    let times = cells.times(Column::BeginTime);
    let (end, end_time) = (cells.end(Column::End), cells.times(Column::EndTime).and_then(|times| times.0));
    let state = state(cells);
    let moved_from = cells.stated(Column::MovedFrom);
    let Some(begin) = begin else {
        let needs = [Column::BeginTime, Column::End, Column::EndTime, Column::Repetition];
        if cells.text(Column::Begin).is_none()
            && let Some(column) = needs.into_iter().find(|column| cells.text(*column).is_some())
        {
            cells.fault(Column::Begin, format!("it is empty, but {column} is not"));
        }
        return None;
    };
    let zone = county_zone();
    let day = begin.said.day(&zone);
    let from: Option<Time> =
        times.and_then(|times| times.0).or_else(|| begin.said.civil(&zone).map(DateTime::time));
    let start = from.map_or(Said::Day(day), |from| Said::Civil(day.to_datetime(from)));
    let to = end_time.or_else(|| times.and_then(|times| times.1)).or(begin.to);
    let end = match (end, from) {
        (Some(End::Time(to)), Some(from)) => Some(Said::Civil(following(day.to_datetime(from), to))),
        (Some(End::Time(_)), None) => {
            cells.fault(Column::End, "it has a time, but the beginning has none");
            None
        }
        (Some(End::Said(said)), _) => match (said, to, from) {
            (Said::Day(last), Some(to), Some(_)) => Some(Said::Civil(last.to_datetime(to))),
            _ => Some(said),
        },
        (None, Some(from)) => match (to, cells.duration(Column::Duration)) {
            (Some(to), _) => Some(Said::Civil(following(day.to_datetime(from), to))),
            (None, Some(length)) => day.to_datetime(from).checked_add(length).ok().map(Said::Civil),
            (None, None) => None,
        },
        (None, None) => None,
    };
    let moment = match when::moment(start, end, &zone) {
        Ok(moment) => moment,
        Err(Doubt::EndsBeforeItStarts) => {
            cells.fault(Column::End, "it lies before the beginning");
            return None;
        }
        Err(Doubt::OutOfRange) => {
            cells.fault(Column::Begin, "it lies beyond all calendars");
            return None;
        }
    };
    let moved_from = moved_from.map(|moved| {
        moved
            .said
            .civil(&zone)
            .unwrap_or_else(|| moved.said.day(&zone).to_datetime(moment.civil_start().time()))
    });
    let series = series(cells, &moment);
    Some(When { state, moved_from: moved_from.filter(|from| *from != moment.civil_start()), series, moment })
}

fn state(cells: &Cells<'_>) -> OccurrenceState {
    let (cancelled, sold_out) = (cells.truth(Column::Cancelled), cells.truth(Column::SoldOut));
    let status = cells.short(Column::Status).map(|status| fold(&status)).unwrap_or_default();
    let said = match status.as_str() {
        "abgesagt" | "fallt aus" | "entfallt" | "ausfall" | "cancelled" | "canceled" => {
            OccurrenceState::Cancelled
        }
        "ausgebucht" | "ausverkauft" | "belegt" | "voll" | "sold out" => OccurrenceState::SoldOut,
        "" | "geplant" | "findet statt" | "planmassig" | "frei" | "offen" | "buchbar" | "verschoben"
        | "planned" | "aktiv" | "platze frei" => OccurrenceState::Planned,
        other => {
            let hint = "write abgesagt, ausgebucht or nothing";
            cells.fault(Column::Status, format!("“{}” is unknown; {hint}", excerpt(other)));
            OccurrenceState::Planned
        }
    };
    match (cancelled, sold_out, said) {
        (Some(true), ..) | (_, _, OccurrenceState::Cancelled) => OccurrenceState::Cancelled,
        (_, Some(true), _) | (_, _, OccurrenceState::SoldOut) => OccurrenceState::SoldOut,
        _ => OccurrenceState::Planned,
    }
}

fn series(cells: &Cells<'_>, first: &Moment) -> Option<Series> {
    let text = cells.text(Column::Repetition)?;
    let until = cells.day(Column::RepeatUntil);
    let rule: Rule = match repetition::rule(&text, first.civil_start().date(), until) {
        Ok(rule) => rule?,
        Err(problem) => {
            cells.fault(Column::Repetition, problem);
            return None;
        }
    };
    let mut series = Series::new(first.clone(), rule);
    let start = first.civil_start();
    for word in except_days(cells) {
        series.excluded.insert(word.to_datetime(start.time()));
    }
    Some(series)
}

fn except_days(cells: &Cells<'_>) -> Vec<Date> {
    let text = cells.text(Column::Except).unwrap_or_default();
    let mut days = Vec::new();
    for word in text.split([',', ';', '|', '\n']).map(str::trim).filter(|word| !word.is_empty()).take(500) {
        let iso = when::iso(word).map(|said| said.day(&county_zone()));
        match iso.or_else(|| when::german(word).map(|written| written.day)) {
            Some(day) => days.push(day),
            None => {
                cells.fault(Column::Except, format!("“{}” is no day; write it as 22.11.2026", excerpt(word)));
            }
        }
    }
    days
}

/// Place, street, postcode and town as they stand on an envelope.
fn venue(cells: &Cells<'_>) -> SourceVenue {
    let (place, street) = (cells.short(Column::Place), cells.short(Column::Street));
    // Who has no column for it writes it where the place stands.
    let instead = place.as_deref().and_then(on_the_net);
    let place = place.filter(|_| instead.is_none());
    let (postcode, town) = (cells.postcode(Column::Postcode), cells.short(Column::Town));
    // Beside a postcode alone, the place is the town.
    let (place, town) = match (place, town) {
        (Some(place), None) if postcode.is_some() => (None, Some(place)),
        both => both,
    };
    let town = [postcode, town].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts: Vec<String> =
        [place, street, Some(town)].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let (latitude, longitude) = (cells.degrees(Column::Latitude), cells.degrees(Column::Longitude));
    let position = latitude.zip(longitude).and_then(|(latitude, longitude)| {
        let position = Position::new(latitude, longitude);
        if let Err(error) = &position {
            cells.fault(Column::Latitude, error);
        }
        position.ok()
    });
    SourceVenue {
        text: plain_text::place(&parts.join(", "), Style::Plain),
        position,
        online: online(cells).or(instead),
        at_yours: cells.truth(Column::AtYours) == Some(true),
        ..SourceVenue::default()
    }
}

/// Where on the net it is, when that stands in place of a place.
fn on_the_net(place: &str) -> Option<Online> {
    let is_word = matches!(fold(place).as_str(), "online" | "nur online" | "digital" | "im internet");
    let address = place.parse().ok();
    (is_word || address.is_some()).then_some(Online { address })
}

fn online(cells: &Cells<'_>) -> Option<Online> {
    let text = cells.short(Column::Online)?;
    let lower = text.to_lowercase();
    if matches!(lower.as_str(), "hybrid" | "online" | "auch online" | "nur online") {
        return Some(Online::default());
    }
    if let Some(truth) = words::truth(&text) {
        return truth.then(Online::default);
    }
    cells.address(Column::Online).map(|address| Online { address: Some(address) })
}

fn contact(cells: &Cells<'_>) -> Option<Contact> {
    let contact = Contact {
        name: cells.short(Column::ContactName),
        phone: cells.short(Column::Phone),
        email: cells.email(Column::Email),
        hours: cells.short(Column::ContactHours),
    };
    (!contact.is_empty()).then_some(contact)
}

fn ages(cells: &Cells<'_>) -> Option<Ages> {
    let age = |column| cells.number_in(column, 120).and_then(|age| u8::try_from(age).ok());
    let (from, to) = (age(Column::AgesFrom), age(Column::AgesTo));
    if from.is_some() || to.is_some() {
        return Ages::new(from, to).map_err(|error| cells.fault(Column::AgesFrom, error)).ok();
    }
    let text = cells.short(Column::Ages)?;
    let ages = words::ages(&text);
    let is_for_all = matches!(fold(&text).as_str(), "alle" | "jedes alter" | "alle altersgruppen" | "ohne");
    if ages.is_none() && !is_for_all {
        cells.fault(Column::Ages, format!("“{}” are no ages; write 6-12 or ab 16", excerpt(&text)));
    }
    ages
}

fn price(cells: &Cells<'_>) -> Option<Price> {
    let (price, reduced) = (cells.short(Column::Price), cells.short(Column::Reduced));
    let note = cells.short(Column::PriceNote);
    match words::price(price.as_deref().unwrap_or_default(), reduced.as_deref(), note.as_deref()) {
        Ok(price) => price,
        Err(problem) => {
            cells.fault(Column::Price, problem);
            None
        }
    }
}

fn registration(cells: &Cells<'_>) -> Registration {
    let deadline = cells.text(Column::Deadline).and_then(|text| {
        let lower = text.to_lowercase();
        let days = lower
            .split_once("tag")
            .and_then(|(number, rest)| rest.contains("vor").then(|| number.trim().parse().ok()).flatten());
        days.map(Deadline::DaysBefore).or_else(|| cells.day(Column::Deadline).map(Deadline::On))
    });
    let mut registration = Registration {
        way: Way::Unknown,
        deadline,
        places: cells.number_in(Column::Places, 60_000).filter(|places| *places > 0),
        note: None,
    };
    let Some(text) = cells.short(Column::Registration) else { return registration };
    if let Ok(address) = text.parse() {
        registration.way = Way::Link(address);
        return registration;
    }
    let folded = fold(&text);
    registration.way = match folded.as_str() {
        "nein" | "nicht notig" | "nicht erforderlich" | "keine" | "ohne" | "ohne anmeldung" | "no"
        | "nicht notwendig" => Way::NotNeeded,
        "telefonisch" | "telefon" | "per telefon" | "phone" => Way::Phone,
        "per e-mail" | "e-mail" | "mail" | "per mail" | "email" => Way::Email,
        "ja" | "erforderlich" | "notig" | "x" | "yes" | "notwendig" => {
            match (cells.text(Column::Email).is_some(), cells.text(Column::Phone).is_some()) {
                (true, _) => Way::Email,
                (false, true) => Way::Phone,
                (false, false) => Way::Unknown,
            }
        }
        _ => {
            registration.note = Some(text);
            Way::Unknown
        }
    };
    registration
}

/// The terms that the cells name. A cell is one name, or several; what names nothing is kept for the report.
fn terms(cells: &Cells<'_>, names: &TermNames) -> BTreeMap<Vocabulary, Vec<String>> {
    let mut terms = BTreeMap::new();
    for (column, vocabulary) in [
        (Column::Topic, Vocabulary::Topic),
        (Column::LifeSituation, Vocabulary::LifeSituation),
        (Column::Audience, Vocabulary::Audience),
        (Column::Format, Vocabulary::Format),
        (Column::Language, Vocabulary::Language),
    ] {
        let mut found: Vec<String> = Vec::new();
        for word in cells.list(column) {
            // Some labels have commas in them.
            if names.find(vocabulary, &word).is_some() {
                found.push(word);
            } else {
                found.extend(
                    word.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned),
                );
            }
        }
        if !found.is_empty() {
            terms.insert(vocabulary, found);
        }
    }
    terms
}
