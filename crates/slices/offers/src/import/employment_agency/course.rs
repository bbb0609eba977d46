//! A course of the training search as an offer.

use std::collections::{BTreeMap, HashSet};

use jiff::{Timestamp, civil::Date};
use kreisrund_content::Vocabulary;
use kreisrund_kernel::{
    Amount, Position, Price, WebAddress,
    plain_text::{self, Style},
    text::fold,
};
use kreisrund_schedule::{Moment, Occurrence};

use super::super::{
    days::Days,
    item::{Item, SourceVenue},
    json::{Json, Object},
    json_ld::email,
    terms::TermNames,
};
use crate::offer::{
    Contact, Course, Deadline, Form, OfferDate, Online, Registration, Way, county_zone, german,
};

/// The course `key` with its `dates`; why it stays out where it can't be taken.
pub(super) fn item(key: &str, dates: &[&Object], names: &TermNames, days: &Days) -> Result<Item, String> {
    let first = dates.first().ok_or("it has no date")?;
    let course = first.child("angebot").ok_or("it names no course (angebot)")?;
    let title = course.text("titel").and_then(|title| plain_text::title(title, Style::Unknown));
    let title = title.ok_or("it has no title (angebot.titel)")?;
    let venue = venue(first);
    let (found, notes) = told_dates(dates, &venue, days)?;
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    let link = address(first, "link").or_else(|| address(course, "link"));
    Ok(Item {
        line: Some(first.line),
        form: Form::Course(Course { level: None, units: None, certificate: certificate(course) }),
        contact: contact(first, course),
        price: price(dates),
        registration: registration(dates, link.as_ref()),
        terms: terms(course, names),
        link,
        dates: found,
        note,
        venue,
        ..Item::new(key, german(&title, "", &body(first, course)), Form::Event)
    })
}

/// The dates, and what is to be said of them. One without a beginning is none: people start when they like, or ask.
fn told_dates(
    dates: &[&Object],
    venue: &SourceVenue,
    days: &Days,
) -> Result<(Vec<OfferDate>, Vec<String>), String> {
    let (mut found, mut notes, mut outside) = (Vec::new(), Vec::new(), 0);
    let mut keys = HashSet::new();
    for date in dates {
        let Some(written) = date.get("beginn") else { continue };
        let Some(first) = day(written) else {
            notes.push("a beginning (beginn) can't be read and was left out".to_owned());
            continue;
        };
        let last = date.get("ende").and_then(day).unwrap_or(first);
        let moment = Moment::all_day(first, last).or_else(|_| {
            notes.push("an end (ende) lies before its beginning and was left out".to_owned());
            Moment::all_day(first, first)
        });
        let Ok(moment) = moment else { continue };
        if !days.takes(&moment) {
            outside += 1;
            continue;
        }
        let key = date.text("id").map_or_else(|| first.to_string(), str::to_owned);
        if keys.insert(key.clone()) {
            let place = self::venue(date).text.filter(|place| Some(place) != venue.text.as_ref());
            found.push(OfferDate { place, ..OfferDate::new(key, Occurrence::planned(moment)) });
        }
    }
    if found.is_empty() && outside > 0 {
        return Err("it has no date within the period from which dates are taken".to_owned());
    }
    notes.extend(days.keep_nearest(&mut found));
    notes.dedup();
    Ok((found, notes))
}

/// The day that an instant in milliseconds since 1970 means in Germany.
fn day(value: &Json) -> Option<Date> {
    let instant = Timestamp::from_millisecond(value.whole()?).ok()?;
    let day = county_zone().civil(instant).date();
    (1970..=2199).contains(&day.year()).then_some(day)
}

/// The text: what is taught, for whom, with what before and when, and who may pay for it.
fn body(date: &Object, course: &Object) -> String {
    let told =
        |object: &Object, name: &str| object.text(name).and_then(|text| plain_text::body(text, Style::Html));
    let words = |object: &Object, name: &str| {
        object.child(name).and_then(|object| object.text("bezeichnung")).map(str::to_owned)
    };
    let mut parts: Vec<String> = told(course, "inhalt").into_iter().collect();
    let mut section = |heading: &str, texts: Vec<String>| {
        let texts: Vec<String> = texts.into_iter().filter(|text| !is_nothing(text)).collect();
        if !texts.is_empty() {
            parts.push(format!("## {heading}\n\n{}", texts.join("\n\n")));
        }
    };
    section("Für wen", told(course, "zielgruppe").into_iter().collect());
    section("Voraussetzungen", told(course, "zugang").into_iter().collect());
    let shape: Vec<String> =
        ["unterrichtszeit", "unterrichtsform", "dauer"].iter().filter_map(|name| words(date, name)).collect();
    let own_form = told(date, "sonstigeUnterrichtsform");
    let start = date.get("individuellerEinstieg").and_then(Json::truth) == Some(true);
    let start = start.then(|| "Der Einstieg ist individuell möglich.".to_owned());
    let shape = Some(shape.join(", ")).filter(|shape| !shape.is_empty());
    let times = [shape, own_form, told(date, "unterrichtszeiten"), told(date, "bemerkungZeit"), start];
    section("Unterricht", times.into_iter().flatten().collect());
    let funding = told(course, "foerderung");
    let is_funded = date.get("foerderung").and_then(Json::truth) == Some(true);
    let funding = funding.or_else(|| is_funded.then(|| "Eine Förderung ist möglich.".to_owned()));
    section("Förderung", funding.into_iter().collect());
    section("Hinweise", told(date, "bemerkung").into_iter().collect());
    parts.join("\n\n")
}

/// What forms hold where their makers had nothing to say.
fn is_nothing(text: &str) -> bool {
    matches!(fold(text).trim_matches(['.', ' ']), "" | "keine angabe" | "keine" | "k.a" | "-" | "entfallt")
}

fn certificate(course: &Object) -> Option<String> {
    let told = |name: &str| course.text(name).and_then(|text| plain_text::title(text, Style::Html));
    ["abschlussbezeichnung", "abschlussart"]
        .iter()
        .filter_map(|name| told(name))
        .find(|text| !is_nothing(text))
}

fn address(object: &Object, name: &str) -> Option<WebAddress> {
    object.text(name)?.parse().ok()
}

/// The address as it stands on an envelope.
fn venue(date: &Object) -> SourceVenue {
    let form =
        date.child("unterrichtsform").and_then(|form| form.text("bezeichnung")).map(fold).unwrap_or_default();
    let place = date.child("adresse");
    let text = place.and_then(written);
    let position = place.and_then(|place| {
        let degrees = |name: &str| place.child("koordinaten")?.get(name)?.number();
        let (latitude, longitude) = (degrees("lat")?, degrees("lon")?);
        Position::new(latitude, longitude).ok().filter(|_| latitude != 0.0 || longitude != 0.0)
    });
    let is_online = ["e-learning", "fernunterricht", "fernlehrgang", "online", "virtuell", "web-based"]
        .iter()
        .any(|word| form.contains(word));
    let is_both = ["blended", "combined", "hybrid"].iter().any(|word| form.contains(word));
    let online = (is_online || is_both).then(Online::default);
    if is_online && !is_both {
        return SourceVenue { online, ..SourceVenue::default() };
    }
    SourceVenue { text, position, online, ..SourceVenue::default() }
}

/// Name, street, postcode and town.
pub(super) fn written(place: &Object) -> Option<String> {
    let town = place.child("ortStrasse");
    let said = |name: &str| town.and_then(|town| town.text(name)).map(str::to_owned);
    let town = [said("plz"), said("name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let own = |name: &str| place.text(name).map(str::to_owned);
    let parts = [own("bezeichnung"), own("strasse"), Some(town)]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty());
    plain_text::place(&parts.collect::<Vec<_>>().join(", "), Style::Plain)
}

/// The price of all dates. The Agency writes zero where a provider told none: courses that cost nothing say so in words.
fn price(dates: &[&Object]) -> Option<Price> {
    let is_euro = |date: &&&Object| date.text("kostenWaehrung").is_none_or(|currency| currency == "EUR");
    let amounts = dates.iter().filter(is_euro).filter_map(|date| date.text("kostenWert"));
    let mut amounts: Vec<_> = amounts
        .filter_map(|amount| amount.parse().ok())
        .filter(|amount: &kreisrund_kernel::Euros| amount.cents() > 0)
        .collect();
    amounts.sort_unstable();
    let note = dates.iter().find_map(|date| {
        let note = date.text("kostenBemerkung").and_then(|text| plain_text::title(text, Style::Html));
        note.filter(|note| !is_nothing(note) && fold(note) != "kosten-bemerkung")
    });
    let amount = match (amounts.first(), amounts.last()) {
        (Some(from), Some(to)) => Amount::Range(*from, *to),
        _ if note
            .as_deref()
            .map(fold)
            .is_some_and(|note| matches!(note.as_str(), "kostenlos" | "kostenfrei")) =>
        {
            return Some(Price::free());
        }
        _ => Amount::InWords,
    };
    Price::new(amount, None, note.as_deref()).ok()
}

fn registration(dates: &[&Object], link: Option<&WebAddress>) -> Registration {
    let most = |name: &str| dates.iter().filter_map(|date| date.get(name)?.whole()).max();
    // Of several dates each has its own, which one field can't tell.
    let deadline = match dates {
        [date] => date.get("anmeldeschluss").and_then(day),
        _ => None,
    };
    Registration {
        way: link.cloned().map_or(Way::Unknown, Way::Link),
        deadline: deadline.map(Deadline::On),
        places: most("teilnehmerMax")
            .and_then(|places| u16::try_from(places).ok())
            .filter(|places| *places > 0),
        note: None,
    }
}

/// Whom to ask: whoever is published as the contact for this date or for all; else the provider without a name.
fn contact(date: &Object, course: &Object) -> Option<Contact> {
    let people = date.get("ansprechpartner").map_or(&[][..], Json::items);
    let people: Vec<&Object> = people.iter().filter_map(Json::object).collect();
    let with_role = |role: &str| {
        people.iter().find(|person| {
            let roles = person.get("rollen").map_or(&[][..], Json::items);
            roles.iter().filter_map(|found| found.object()?.text("bezeichnung")).any(|found| found == role)
        })
    };
    let person = with_role("Ansprechpartner").or_else(|| with_role("Gesamtansprechpartner")).copied();
    let provider = course.child("bildungsanbieter");
    let name = person.and_then(|person| {
        let names = ["titel", "vorname", "nachname"].iter().filter_map(|name| person.text(name));
        plain_text::word(&names.collect::<Vec<_>>().join(" "), Style::Plain)
    });
    let told = |of: &dyn Fn(&Object) -> Option<String>| person.and_then(of).or_else(|| provider.and_then(of));
    let contact = Contact {
        name,
        phone: told(&phone),
        email: told(&|object: &Object| object.text("email").and_then(email)),
        hours: None,
    };
    (!contact.is_empty()).then_some(contact)
}

/// A telephone number, which is told in two parts.
pub(super) fn phone(object: &Object) -> Option<String> {
    let number = |area: &str, rest: &str| {
        let number = format!("{} {}", object.text(area).unwrap_or_default(), object.text(rest)?);
        plain_text::word(&number, Style::Plain)
    };
    number("telefonVorwahl", "telefonDurchwahl").or_else(|| number("mobilVorwahl", "mobilDurchwahl"))
}

/// What the search itself says of every course in it.
fn terms(course: &Object, names: &TermNames) -> BTreeMap<Vocabulary, Vec<String>> {
    let mut terms = BTreeMap::new();
    let mut put = |vocabulary, slug: &str| {
        if names.find(vocabulary, slug).is_some() {
            terms.insert(vocabulary, vec![slug.to_owned()]);
        }
    };
    put(Vocabulary::Topic, "weiterbildung");
    put(Vocabulary::Format, "kurs");
    let certifiers = course.get("zertifizierer").map_or(&[][..], Json::items);
    // Certifiers there are the expert bodies of the AZAV (Akkreditierungs- und Zulassungsverordnung
    // Arbeitsförderung).
    if certifiers.iter().any(|certifier| certifier.object().is_some()) {
        put(Vocabulary::QualityMark, "azav");
    }
    terms
}
