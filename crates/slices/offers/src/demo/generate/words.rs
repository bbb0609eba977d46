//! What generated offers are called and what is said about them.

use kreisrund_content::{LanguageTag, Text, Texts, Translation};
use kreisrund_kernel::{Amount, Price};
use kreisrund_search::Kind;

use super::{
    cast::Cast,
    dates::{Pattern, Timetable},
    parts::{Activity, Audience, Rhythm, Theme},
    random::Dice,
};
use crate::offer::{Details, Venue, Way};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 100;
/// How many words a text has at least, and at most.
const WORDS: (usize, usize) = (42, 88);

/// What an offer is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub theme: &'a Theme,
    pub activity: &'a Activity,
    pub audience: &'a Audience,
    /// What it is called, without anything else.
    pub head: &'a str,
    /// What sort of room it takes place in.
    pub spot: &'a str,
    pub level: Option<&'a str>,
    /// The village or town, where there is one.
    pub locality: Option<&'a str>,
}

/// The texts of an offer of which everything else is known.
pub(super) fn texts(
    cast: &Cast,
    subject: Subject<'_>,
    timetable: &Timetable,
    details: &Details,
    dice: &mut Dice,
) -> Texts {
    let said = Said { cast, subject, timetable, details };
    let title = said.title(dice);
    let source = Text::new(LanguageTag::german(), &title, &said.summary(dice), &said.body(dice));
    // One in twelve has an English text.
    match "en".parse().ok().filter(|_| dice.chance(8.0)) {
        Some(english) => {
            let translation = Translation::fresh(said.in_english(english, dice));
            Texts::new(source.clone(), vec![translation]).unwrap_or(Texts::only(source))
        }
        None => Texts::only(source),
    }
}

struct Said<'a> {
    cast: &'a Cast,
    subject: Subject<'a>,
    timetable: &'a Timetable,
    details: &'a Details,
}

impl Said<'_> {
    /// What it is called: always its name, mostly a second part, often the village.
    fn title(&self, dice: &mut Dice) -> String {
        let Subject { activity, audience, head, level, locality, .. } = self.subject;
        let level = level.filter(|_| dice.chance(70.0)).map(|level| format!(", Niveau {level}"));
        let second = match dice.below(20) {
            0..7 => format!(" {}", dice.text(&audience.titles)),
            7..12 => format!(" {}", dice.text(&activity.twists)),
            12..17 => format!(": {}", dice.text(&activity.subtitles)),
            17..19 => format!(" {}", self.time(dice)),
            _ => String::new(),
        };
        let second = level.unwrap_or_else(|| second.trim_end().to_owned());
        let third = if second.starts_with(' ') && !second.contains(',') && dice.chance(15.0) {
            dice.text(&activity.subtitles)
        } else {
            ""
        };
        let village = locality.filter(|_| second.is_empty() || dice.chance(50.0));
        let village = village.map(|village| format!(" in {village}")).unwrap_or_default();
        let short = format!("{head}{village}{second}");
        let long = format!("{short}: {third}");
        if third.is_empty() || long.chars().count() > LONGEST_TITLE { short } else { long }
    }

    /// The time of day or “online”, in words.
    fn time(&self, dice: &mut Dice) -> String {
        let key = if self.details.venue.online().is_some() && self.details.venue.location().is_none() {
            "online"
        } else {
            self.timetable.time_of_day.as_str()
        };
        let is_dated = self.timetable.pattern != Pattern::Always;
        let words = self.cast.common.times.get(key).filter(|_| is_dated || key == "online");
        words.map(|words| dice.text(words).to_owned()).unwrap_or_default()
    }

    fn summary(&self, dice: &mut Dice) -> String {
        let short = dice.text(&self.subject.activity.shorts);
        match self.subject.locality.filter(|_| dice.chance(50.0)) {
            Some(village) => format!("{village}: {short}."),
            None => format!("{short}."),
        }
    }

    /// Two paragraphs: what it is, then for whom, how and with what.
    fn body(&self, dice: &mut Dice) -> String {
        let Subject { theme, activity, audience, .. } = self.subject;
        let mut first = Sentences::new(self);
        first.one_of(&activity.says, dice);
        if dice.chance(35.0) {
            first.one_of(&activity.says, dice);
        }
        first.one_of(&theme.sentences, dice);
        let mut second = Sentences::new(self);
        second.words_before = first.words;
        let wanted = WORDS.0 + dice.below(WORDS.1 - WORDS.0 - 10);
        let mut matters = self.matters();
        // In another order each time, but first for whom it is.
        for number in 0..matters.len() {
            let other = number + dice.below(matters.len() - number);
            matters.swap(number, other);
        }
        second.one_of(&audience.sentences, dice);
        for matter in matters {
            if first.words + second.words >= wanted {
                break;
            }
            second.one_of(matter, dice);
        }
        if dice.chance(60.0) {
            second.one_of(self.sentences("closing"), dice);
        }
        if first.words + second.words < WORDS.0 {
            second.one_of(&theme.sentences, dice);
        }
        if first.words + second.words < WORDS.0 {
            second.one_of(&activity.says, dice);
        }
        format!("{}\n\n{}", first.text, second.text)
    }

    /// What else there is to say, each matter with its sentences.
    fn matters(&self) -> Vec<&[String]> {
        let Subject { theme, activity, spot, .. } = self.subject;
        let Details { venue, registration, price, .. } = self.details;
        let is_outdoors = matches!(spot, "outdoors" | "garden");
        let is_series = matches!(self.timetable.pattern, Pattern::Weekly(..) | Pattern::Monthly(_));
        let manner = match activity.kind {
            Kind::Course => "course",
            Kind::Service => "service",
            _ if is_outdoors => "outdoors",
            _ if activity.rhythm == Some(Rhythm::Regular) => "meeting",
            _ => "event",
        };
        let place = match venue {
            Venue::OnSite(_) if is_outdoors => "start",
            Venue::OnSite(_) => "place",
            Venue::Online(_) => "online",
            Venue::Hybrid(..) => "hybrid",
            Venue::AtYours(_) => "at_yours",
        };
        let way = match registration.way {
            Way::Unknown | Way::NotNeeded => "not_needed",
            Way::Link(_) => "link",
            Way::Phone => "phone",
            Way::Email => "email",
            Way::Here => "here",
        };
        let cost = price.as_ref().map(|price| match price.amount() {
            Amount::Free => "free",
            Amount::Donation => "donation",
            Amount::Exactly(_) | Amount::Range(..) | Amount::InWords => "paid",
        });
        // The sentences about the manner twice, for they are many.
        let mut matters = vec![manner, place, way, manner];
        matters.extend(cost);
        matters.extend(price.as_ref().and_then(Price::reduced).map(|_| "reduced"));
        matters.extend((is_series && activity.kind != Kind::Service).then_some("series"));
        let mut matters: Vec<&[String]> = matters.into_iter().map(|key| self.sentences(key)).collect();
        if venue.location().is_some() {
            matters.push(&theme.bring);
        }
        matters
    }

    fn sentences(&self, key: &str) -> &[String] {
        self.cast.common.sentences.get(key).map_or(&[], Vec::as_slice)
    }

    fn in_english(&self, english: LanguageTag, dice: &mut Dice) -> Text {
        let Subject { theme, activity, audience, locality, .. } = self.subject;
        let sentences = |key: &str| self.cast.common.english.get(key).map_or(&[][..], Vec::as_slice);
        let village = locality.map(|village| format!(" in {village}")).unwrap_or_default();
        let title = format!("{}{village} {}", activity.english, audience.english);
        let summary = theme.english.first().cloned().unwrap_or_default();
        let is_free = self.details.price.as_ref().is_some_and(Price::is_free);
        let no_need = matches!(self.details.registration.way, Way::Unknown | Way::NotNeeded);
        let place = if self.details.venue.online().is_some() { "online" } else { "place" };
        let mut body = Sentences::new(self);
        for sentence in theme.english.iter().skip(1) {
            body.add(sentence);
        }
        body.one_of(sentences(activity.kind.as_str()), dice);
        body.one_of(sentences(if is_free { "free" } else { "paid" }), dice);
        if locality.is_some() || place == "online" {
            body.one_of(sentences(place), dice);
        }
        body.one_of(sentences(if no_need { "not_needed" } else { "needed" }), dice);
        body.one_of(sentences("closing"), dice);
        Text::new(english, &title, &summary, &body.text)
    }
}

/// Sentences one behind the other, none of them twice.
struct Sentences<'a> {
    said: &'a Said<'a>,
    text: String,
    words: usize,
    words_before: usize,
}

impl<'a> Sentences<'a> {
    const fn new(said: &'a Said<'a>) -> Self {
        Self { said, text: String::new(), words: 0, words_before: 0 }
    }

    /// One of `choices` that suits and is not there yet, if there is any.
    fn one_of(&mut self, choices: &[String], dice: &mut Dice) {
        let suiting: Vec<&String> = choices.iter().filter(|sentence| self.suits(sentence)).collect();
        if let Some(sentence) = dice.pick(&suiting) {
            self.add(sentence);
        }
    }

    fn suits(&self, sentence: &str) -> bool {
        let Subject { theme, locality, .. } = self.said.subject;
        let is_nowhere = locality.is_none() && sentence.contains("{ort}");
        let is_too_formal = theme.informal && is_formal(sentence);
        let words = self.words_before + self.words + sentence.split_whitespace().count();
        !is_nowhere && !is_too_formal && words <= WORDS.1 && !self.text.contains(&self.spelt(sentence))
    }

    fn add(&mut self, sentence: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let spelt = self.spelt(sentence);
        self.words += spelt.split_whitespace().count();
        self.text.push_str(&spelt);
    }

    fn spelt(&self, sentence: &str) -> String {
        sentence.replace("{ort}", self.said.subject.locality.unwrap_or_default())
    }
}

/// Whether people are spoken to with “Sie”.
fn is_formal(sentence: &str) -> bool {
    sentence
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "Sie" | "Ihnen" | "Ihr" | "Ihre" | "Ihren" | "Ihrem" | "Ihres" | "Ihrer"))
}
