//! An offer made of what a page says about an event or a course.

use std::collections::BTreeMap;

use kreisrund_content::{LanguageTag, Text, Texts, Translation, Vocabulary, VocabularySnapshot};
use kreisrund_kernel::{
    Slug, WebAddress,
    plain_text::{self, Style},
    text::fold,
};

use super::{
    super::{
        days::Days,
        item::{Item, SourceVenue},
        json::{Json, Object},
        terms::TermNames,
        words,
    },
    dates::{self, Context},
    graph::{Graph, all, get, text_of, types},
    identity, price, venue,
};
use crate::offer::{Ages, Contact, Course, Form, OfferDate};

/// Minutes of a teaching unit.
const UNIT_MINUTES: i64 = 45;
/// How many parts of a thing are asked for what it does not say itself.
const MOST_PARTS: usize = 500;

/// What a thing is, as far as it is an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Event,
    Course,
}

impl Kind {
    /// The kind of a thing; none where it is no offer.
    pub fn of(thing: &Object) -> Option<Self> {
        let mut found = None;
        for kind in types(thing) {
            match kind {
                "Course" | "CourseInstance" => return Some(Self::Course),
                // What is broadcast or delivered is no event that one goes to.
                "BroadcastEvent" | "OnDemandEvent" | "PublicationEvent" | "DeliveryEvent" => return None,
                "Festival" | "Hackathon" | "EventSeries" => found = Some(Self::Event),
                other if other.ends_with("Event") => found = Some(Self::Event),
                _ => {}
            }
        }
        found
    }
}

/// The terms that words may name.
pub(super) struct Terms<'a> {
    pub names: TermNames,
    pub vocabularies: &'a VocabularySnapshot,
}

/// An offer as it was made.
pub(super) struct Made {
    pub item: Item,
    /// Whether its key is its own name at its source, and not made of its title and date.
    pub is_named: bool,
    /// The start of its first date, or what stands for it in its key.
    pub begins: Option<String>,
}

/// Makes an offer of `thing`, which has these further `parts`.
pub(super) fn make<'a>(
    thing: &'a Object,
    kind: Kind,
    parts: &[&'a Object],
    graph: &Graph<'a>,
    known_terms: &Terms<'_>,
    days: &mut Days,
) -> Result<Made, String> {
    let texts = texts(thing, graph).ok_or("it has no title (name)")?;
    let title = texts.source().title.clone();
    let mut inner: Vec<&Object> = parts.to_vec();
    for name in ["hasCourseInstance", "subEvent", "subEvents"] {
        inner.extend(graph.things(thing, name).into_iter().take(MOST_PARTS));
    }
    let venue = venue::of(thing, parts, graph);
    let context = Context { graph, title: &title, place: venue.text.as_deref() };
    let found = dates::dates(thing, parts, &context, days)?;
    if found.dates.is_empty() && found.outside > 0 {
        return Err("it has no date within the period from which dates are taken".to_owned());
    }
    if found.dates.is_empty() && kind == Kind::Event {
        return Err("it has no date (startDate)".to_owned());
    }
    let link = graph.address(thing, "url").and_then(|address| address.parse::<WebAddress>().ok());
    let price = price::price(thing, &inner, graph).or_else(|| price::in_words(thing));
    let name = identity::of(thing, graph);
    let is_named = name.is_some();
    let mut notes = found.notes;
    notes.sort_unstable();
    notes.dedup();
    let item = Item {
        line: Some(thing.line),
        form: form(thing, kind, &inner, graph),
        venue: with_own_places(venue, &found.dates),
        contact: contact(thing, &inner, graph),
        ages: ages(thing, graph),
        price,
        registration: price::registration(thing, &inner, link.as_ref(), graph),
        link,
        terms: terms(thing, &inner, graph, known_terms),
        series: found.series,
        note: (!notes.is_empty()).then(|| notes.join("; ")),
        ..Item::new(name.unwrap_or_else(|| derived_key(&title, found.begins.as_deref())), texts, Form::Event)
    };
    Ok(Made { item: Item { dates: found.dates, ..item }, is_named, begins: found.begins })
}

/// The key of something without a name: its title with its first date. Changing one of them makes a new offer.
pub(super) fn derived_key(title: &str, begins: Option<&str>) -> String {
    let title = Slug::from_text(title).map_or_else(|| title.chars().take(100).collect(), String::from);
    begins.map_or_else(|| format!("derived:{title}"), |begins| format!("derived:{title}:{begins}"))
}

/// Where every date has a place of its own, there is none for all.
fn with_own_places(venue: SourceVenue, dates: &[OfferDate]) -> SourceVenue {
    let everywhere_else = venue.text.is_none() && dates.len() == 1;
    match dates.first().and_then(|date| date.place.clone()).filter(|_| everywhere_else) {
        Some(place) => SourceVenue { text: Some(place), ..venue },
        None => venue,
    }
}

/// The texts in every language in which there is a title.
fn texts<'a>(thing: &'a Object, graph: &Graph<'a>) -> Option<Texts> {
    let names = ["name", "headline", "alternateName"].iter().map(|name| graph.texts(thing, name));
    let names = names.into_iter().find(|names| !names.is_empty())?;
    let of = |texts: &[(LanguageTag, &'a str)], language: &LanguageTag| {
        texts.iter().find(|(known, _)| known == language).map(|(_, text)| *text)
    };
    let (summaries, bodies) =
        (graph.texts(thing, "disambiguatingDescription"), graph.texts(thing, "description"));
    let text = |language: &LanguageTag, name: &str| {
        let title = plain_text::title(name, Style::Unknown)?;
        let summary = of(&summaries, language).and_then(|text| plain_text::title(text, Style::Unknown));
        let body = of(&bodies, language).and_then(|text| plain_text::body(text, Style::Unknown));
        Some(Text::new(language.clone(), &title, &summary.unwrap_or_default(), &body.unwrap_or_default()))
    };
    let source = names.iter().position(|(language, _)| *language == graph.language).unwrap_or(0);
    let (language, name) = names.get(source)?;
    let source_text = text(language, name)?;
    let mut seen = vec![language.clone()];
    let mut translations = Vec::new();
    for (language, name) in &names {
        if !seen.contains(language) {
            seen.push(language.clone());
            translations.extend(text(language, name).map(Translation::fresh));
        }
    }
    Texts::new(source_text, translations).ok()
}

fn form<'a>(thing: &'a Object, kind: Kind, inner: &[&'a Object], graph: &Graph<'a>) -> Form {
    if kind == Kind::Event {
        return Form::Event;
    }
    let things = || std::iter::once(thing).chain(inner.iter().copied());
    let words = |name: &str| {
        things()
            .flat_map(|thing| graph.names(thing, name))
            .find_map(|text| plain_text::word(text, Style::Unknown))
    };
    let units = ["timeRequired", "courseWorkload"]
        .iter()
        .find_map(|name| things().find_map(|thing| text_of(thing, name)).and_then(units));
    Form::Course(Course {
        level: words("educationalLevel"),
        units,
        certificate: things()
            .flat_map(|thing| graph.names(thing, "educationalCredentialAwarded"))
            .find_map(|text| plain_text::title(text, Style::Unknown)),
    })
}

/// A length such as `PT30H` in teaching units.
fn units(text: &str) -> Option<u16> {
    let span: jiff::Span = text.trim().parse().ok().filter(|_| text.trim().starts_with(['P', 'p']))?;
    let only_time =
        span.get_years() == 0 && span.get_months() == 0 && span.get_weeks() == 0 && span.get_days() == 0;
    let minutes = i64::from(span.get_hours()).checked_mul(60)?.checked_add(span.get_minutes())?;
    // A length in days or weeks says how long it goes on, not how much is taught.
    (only_time && minutes > 0).then(|| u16::try_from((minutes + UNIT_MINUTES / 2) / UNIT_MINUTES).ok())?
}

/// Whom to ask: a contact, else the organiser or provider, with what they publish for that.
fn contact<'a>(thing: &'a Object, inner: &[&'a Object], graph: &Graph<'a>) -> Option<Contact> {
    let things = || std::iter::once(thing).chain(inner.iter().copied());
    let people = ["contactPoint", "contact", "organizer", "provider"];
    let candidates = people.iter().flat_map(|name| things().flat_map(move |thing| all(thing, name).iter()));
    let mut contact = Contact::default();
    for value in candidates {
        let Some(who) = graph.thing(value) else {
            // A bare name, or the address of something that this page does not tell.
            let name = value.text().filter(|text| !text.contains("://"));
            contact.name =
                contact.name.or_else(|| name.and_then(|name| plain_text::word(name, Style::Unknown)));
            continue;
        };
        let points = graph.things(who, "contactPoint");
        let said = |name: &str| {
            points.iter().copied().chain(std::iter::once(who)).find_map(|who| text_of(who, name))
        };
        contact.name =
            contact.name.or_else(|| said("name").and_then(|name| plain_text::word(name, Style::Unknown)));
        contact.phone = contact
            .phone
            .or_else(|| said("telephone").and_then(|phone| plain_text::word(phone, Style::Plain)));
        contact.email = contact.email.or_else(|| said("email").and_then(email));
    }
    (!contact.is_empty()).then_some(contact)
}

/// A mail address, without `mailto:`.
pub(in super::super) fn email(text: &str) -> Option<String> {
    let bare = text.trim();
    let bare =
        bare.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(bare, |_| &bare[7..]);
    let (mailbox, domain) = bare.split_once('@')?;
    let is_clean = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"(),;:".contains(c);
    let is_one =
        !mailbox.is_empty() && domain.contains('.') && !domain.contains('@') && bare.chars().all(is_clean);
    (is_one && bare.len() <= 254).then(|| bare.to_owned())
}

fn ages<'a>(thing: &'a Object, graph: &Graph<'a>) -> Option<Ages> {
    if let Some(ages) = text_of(thing, "typicalAgeRange").and_then(words::ages) {
        return Some(ages);
    }
    graph.things(thing, "audience").into_iter().find_map(|audience| {
        let age =
            |name: &str| get(audience, name).and_then(Json::number).filter(|age| (0.0..=120.0).contains(age));
        // Between 0 and 120, so that nothing is cut off.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
        let whole = |age: f64| age as u8;
        Ages::new(age("suggestedMinAge").map(whole), age("suggestedMaxAge").map(whole)).ok()
    })
}

/// The terms that keywords, subjects, audiences, languages and the type name. Words that name none are only words.
fn terms<'a>(
    thing: &'a Object,
    inner: &[&'a Object],
    graph: &Graph<'a>,
    known_terms: &Terms<'_>,
) -> BTreeMap<Vocabulary, Vec<String>> {
    let mut terms: BTreeMap<Vocabulary, Vec<String>> = BTreeMap::new();
    let mut put = |vocabulary, word: &str| {
        if known_terms.names.find(vocabulary, word).is_some() {
            let known = terms.entry(vocabulary).or_default();
            if !known.iter().any(|known| fold(known) == fold(word)) {
                known.push(word.to_owned());
            }
        }
    };
    let words = |name: &str| {
        let names = graph.names(thing, name).into_iter();
        names
            .flat_map(|names| names.split([',', ';', '|']))
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
    };
    for word in words("keywords").into_iter().chain(words("about")).take(100) {
        put(Vocabulary::Topic, word);
        put(Vocabulary::Audience, word);
        put(Vocabulary::Format, word);
    }
    // Labels may have a comma in them.
    for word in graph.names(thing, "keywords").into_iter().chain(graph.names(thing, "about")).take(100) {
        put(Vocabulary::Topic, word);
        put(Vocabulary::Format, word);
    }
    for word in words("audience").into_iter().take(100) {
        put(Vocabulary::Audience, word);
    }
    for kind in types(thing) {
        match kind {
            "MusicEvent" => put(Vocabulary::Format, "konzert"),
            "TheaterEvent" | "ScreeningEvent" | "LiteraryEvent" | "ComedyEvent" | "DanceEvent" => {
                put(Vocabulary::Format, "auffuehrung");
            }
            "ExhibitionEvent" | "VisualArtsEvent" => put(Vocabulary::Format, "ausstellung"),
            "Festival" => put(Vocabulary::Format, "fest-und-markt"),
            "ChildrensEvent" => put(Vocabulary::Audience, "kinder"),
            _ => {}
        }
    }
    let things = std::iter::once(thing).chain(inner.iter().copied());
    let languages: Vec<&str> = things.flat_map(|thing| graph.names(thing, "inLanguage")).collect();
    for language in languages {
        let base = language.split(['-', '_']).next().unwrap_or(language).to_lowercase();
        let by_code = known_terms.vocabularies.by_code(Vocabulary::Language, "iso639", &base);
        match by_code {
            // Where nobody says otherwise, people speak German.
            Some(term) if term.slug.as_str() == "de" => {}
            Some(term) => put(Vocabulary::Language, term.slug.as_str()),
            None => put(Vocabulary::Language, language),
        }
    }
    terms
}
