//! The parameters: what each is called, what it may hold and what it means. Addresses are read by these declarations, and
//! the OpenAPI document and the page that explains the interface show them.

use kreisrund_directory::organisation::Role;
use kreisrund_kernel::Slug;
use kreisrund_search::{Kind, PartOfDay};
use kreisrund_slice::properties::{Access, AgeGroup, Attendance, PriceClass, Property, SignUp};
use kreisrund_web::Page;

use super::areas::LEVELS;
use crate::{
    choice::OPEN,
    question::{
        EVERYWHERE, ORDERS, Preset,
        parameters::{WEEKDAY_WORDS, part_of_day_word},
    },
    understanding::{Aspect, LITERALLY},
};

/// A parameter of an address.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it may hold.
    pub form: Form,
    /// Whether it may stand there several times.
    pub repeatable: bool,
    /// The key of the text that says what it means.
    pub about: &'static str,
    /// A value that it may hold.
    pub example: &'static str,
}

/// What a parameter may hold.
#[derive(Clone, Debug)]
pub enum Form {
    /// What somebody typed: at most so many characters, perhaps none.
    Typed(usize),
    /// A name: at most so many characters, one of them at least no space.
    Name(usize),
    /// A short name as in addresses of pages.
    Slug,
    /// One of these words.
    Word(Vec<&'static str>),
    /// A day, `2026-11-28`.
    Day,
    /// Kilometres, at most so many, or the word for “however far”.
    Radius(f64),
    /// One of the age groups, or an age in years, at most this.
    Age(Vec<&'static str>, u8),
    /// A whole number between the two.
    Number(u64, u64),
}

/// The longest name of a place that is looked for.
const LONGEST_NAME: usize = 120;
/// Nobody is older.
const OLDEST: u8 = 120;
/// The most kilometres around a place.
const WIDEST: f64 = 200.0;
/// What was typed may be so long.
const LONGEST_WORDS: usize = 200;
/// The last page of a list.
pub const LAST_PAGE: u64 = 1_000;
/// The last page of a list of dates. Farther ones are reached by asking from a later day on.
pub const LAST_PAGE_OF_DATES: u64 = 100;
/// The name of the parameter for entries on a page.
pub const PER_PAGE: &str = "per_page";
/// The most entries on a page.
pub const MOST_PER_PAGE: u64 = 100;

impl Form {
    /// Whether `given` is of this form, exactly as it is documented.
    pub fn takes(&self, given: &str) -> bool {
        let is_short = |longest: &usize| given.chars().count() <= *longest;
        let is_text = || !given.chars().any(char::is_control);
        match self {
            Self::Typed(longest) => is_short(longest) && is_text(),
            Self::Name(longest) => is_short(longest) && is_text() && !given.trim().is_empty(),
            Self::Slug => given.parse::<Slug>().is_ok(),
            Self::Word(words) => words.contains(&given),
            Self::Day => {
                given.len() == 10
                    && given.is_ascii()
                    && given.starts_with(|first: char| first.is_ascii_digit())
                    && given.parse::<jiff::civil::Date>().is_ok_and(|day| day.to_string() == given)
            }
            Self::Radius(widest) => {
                given == EVERYWHERE || decimal(given).is_some_and(|km| (0.0..=*widest).contains(&km))
            }
            Self::Age(groups, oldest) => {
                groups.contains(&given) || whole(given).is_some_and(|age| age <= u64::from(*oldest))
            }
            Self::Number(least, most) => {
                whole(given).is_some_and(|number| (*least..=*most).contains(&number))
            }
        }
    }

    /// Whether it is a short name.
    pub const fn is_slug(&self) -> bool {
        matches!(self, Self::Slug)
    }

    /// What it may hold, in words.
    pub fn words(&self, page: &Page) -> String {
        match self {
            Self::Typed(longest) => page.t_count("portal-api-form-typed", *longest),
            Self::Name(longest) => page.t_count("portal-api-form-name", *longest),
            Self::Slug => page.t("portal-api-form-slug"),
            Self::Word(words) => page.t_text("portal-api-form-word", "words", words.join(", ")),
            Self::Day => page.t("portal-api-form-day"),
            Self::Radius(widest) => page.t_text("portal-api-form-radius", "most", widest),
            Self::Age(groups, oldest) => page.t_with(
                "portal-api-form-age",
                [("words", groups.join(", ").into()), ("most", i64::from(*oldest).into())],
            ),
            Self::Number(least, most) => page.t_with(
                "portal-api-form-number",
                [("least", least.to_string().into()), ("most", most.to_string().into())],
            ),
        }
    }
}

fn whole(given: &str) -> Option<u64> {
    given.bytes().all(|byte| byte.is_ascii_digit()).then(|| given.parse().ok())?
}

fn decimal(given: &str) -> Option<f64> {
    given.bytes().all(|byte| byte.is_ascii_digit() || b".eE-+".contains(&byte)).then(|| given.parse().ok())?
}

/// All parameters of the result page.
pub fn of_search() -> Vec<Parameter> {
    let kinds = Kind::ALL.map(Kind::parameter).to_vec();
    let mut all = filters(kinds);
    all.push(order());
    all.extend(paging(LAST_PAGE));
    all.push(one("erklaeren", Form::Word(vec!["1"]), "portal-api-explain", "1"));
    all
}

/// The parameters of a list of offers.
pub fn of_offers() -> Vec<Parameter> {
    let mut all = filters(offer_kinds());
    all.push(order());
    all.extend(paging(LAST_PAGE));
    all
}

/// The parameters of a list of dates, which has one order.
pub fn of_occurrences() -> Vec<Parameter> {
    let mut all = filters(offer_kinds());
    all.extend(paging(LAST_PAGE_OF_DATES));
    all
}

/// The parameters of a list of organisations.
pub fn of_organisations() -> Vec<Parameter> {
    let roles = Role::ALL.iter().map(|role| role.as_str()).collect();
    let mut all = vec![
        one("art", Form::Word(roles), "portal-api-role", "library"),
        one("gebiet", Form::Slug, "portal-api-seat", "herzberg-elster"),
    ];
    all.extend(paging(LAST_PAGE));
    all
}

/// The parameters of a list of places.
pub fn of_places() -> Vec<Parameter> {
    let mut all = vec![one("gebiet", Form::Slug, "portal-api-lies-in", "herzberg-elster")];
    all.extend(paging(LAST_PAGE));
    all
}

/// The parameters of a list of areas.
pub fn of_areas() -> Vec<Parameter> {
    let mut all = vec![
        one("ebene", Form::Word(LEVELS.to_vec()), "portal-api-level", "municipality"),
        one("gebiet", Form::Slug, "portal-api-belongs-to", "herzberg-elster"),
    ];
    all.extend(paging(LAST_PAGE));
    all
}

/// The parameters of any other list.
pub fn of_lists() -> Vec<Parameter> {
    paging(LAST_PAGE).to_vec()
}

/// No parameters.
pub fn none() -> Vec<Parameter> {
    Vec::new()
}

fn offer_kinds() -> Vec<&'static str> {
    Kind::OFFERS.map(Kind::parameter).to_vec()
}

fn filters(kinds: Vec<&'static str>) -> Vec<Parameter> {
    fn words<P: Property>() -> Vec<&'static str> {
        P::ALL.iter().map(|value| value.word()).collect()
    }
    let sign_up = words::<SignUp>().into_iter().chain([OPEN]).collect();
    let presets = Preset::ALL.map(Preset::parameter).to_vec();
    let parts_of_day = PartOfDay::ALL.map(part_of_day_word).to_vec();
    let literally = Aspect::ALL.map(Aspect::parameter).to_vec();
    vec![
        one("q", Form::Typed(LONGEST_WORDS), "portal-api-words", "chor"),
        many(LITERALLY, Form::Word(literally), "portal-api-literally", "ort"),
        one("ort", Form::Name(LONGEST_NAME), "portal-api-place", "herzberg-elster"),
        one("umkreis", Form::Radius(WIDEST), "portal-api-radius", "10"),
        many("gebiet", Form::Slug, "portal-api-area", "herzberg-elster"),
        one("zeit", Form::Word(presets), "portal-api-time", "wochenende"),
        one("von", Form::Day, "portal-api-from", "2026-11-28"),
        one("bis", Form::Day, "portal-api-to", "2026-11-29"),
        many("wochentag", Form::Word(WEEKDAY_WORDS.to_vec()), "portal-api-weekday", "sa"),
        many("tageszeit", Form::Word(parts_of_day), "portal-api-part-of-day", "nachmittag"),
        many("art", Form::Word(kinds), "portal-api-kind", "kurs"),
        many("thema", Form::Slug, "portal-api-topic", "sprachen"),
        many("lebenslage", Form::Slug, "portal-api-life-situation", "neu-hier"),
        many("zielgruppe", Form::Slug, "portal-api-audience", "kinder"),
        many("format", Form::Slug, "portal-api-format", "kurs"),
        many("kurssprache", Form::Slug, "portal-api-language", "de"),
        many("siegel", Form::Slug, "portal-api-mark", "familienfreundlich"),
        many("anbieter", Form::Slug, "portal-api-organisation-parameter", "vhs-elbe-elster"),
        many("veranstaltungsort", Form::Slug, "portal-api-venue", "dorfsaal-trebbus"),
        many("netzwerk", Form::Slug, "portal-api-network", "bibliotheksnetz-elbe-elster"),
        many("alter", Form::Age(words::<AgeGroup>(), OLDEST), "portal-api-age", "6-9"),
        many("preis", Form::Word(words::<PriceClass>()), "portal-api-price", "kostenlos"),
        many("teilnahme", Form::Word(words::<Attendance>()), "portal-api-attendance", "vor-ort"),
        many("zugang", Form::Word(words::<Access>()), "portal-api-access", "stufenlos"),
        many("anmeldung", Form::Word(sign_up), "portal-api-sign-up", "ohne"),
    ]
}

fn order() -> Parameter {
    let words = ORDERS.into_iter().map(|(_, word)| word).collect();
    one("sortierung", Form::Word(words), "portal-api-order", "termin")
}

fn paging(last: u64) -> [Parameter; 2] {
    [
        one("seite", Form::Number(1, last), "portal-api-page", "1"),
        one(PER_PAGE, Form::Number(1, MOST_PER_PAGE), "portal-api-per-page", "20"),
    ]
}

const fn one(name: &'static str, form: Form, about: &'static str, example: &'static str) -> Parameter {
    Parameter { name, form, repeatable: false, about, example }
}

const fn many(name: &'static str, form: Form, about: &'static str, example: &'static str) -> Parameter {
    Parameter { name, form, repeatable: true, about, example }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_example_is_of_its_form() {
        let lists = [of_search(), of_offers(), of_occurrences(), of_organisations(), of_places(), of_areas()];
        for parameter in lists.into_iter().flatten() {
            assert!(parameter.form.takes(parameter.example), "{parameter:?}");
        }
    }

    #[test]
    fn only_what_is_documented_is_taken() {
        for (form, given) in [
            (Form::Day, "28.11.2026"),
            (Form::Day, "2026-02-30"),
            (Form::Day, "-001-01-01"),
            (Form::Day, "2026-1-01 "),
            (Form::Radius(200.0), "inf"),
            (Form::Radius(200.0), "NaN"),
            (Form::Radius(200.0), "10 km"),
            (Form::Radius(200.0), "-1"),
            (Form::Radius(200.0), "200.5"),
            (Form::Radius(200.0), ""),
            (Form::Number(1, 1_000), "0"),
            (Form::Number(1, 1_000), "1001"),
            (Form::Number(1, 1_000), "99999999999999999999999"),
            (Form::Number(1, 1_000), "+1"),
            (Form::Number(1, 1_000), ""),
            (Form::Name(5), " "),
            (Form::Name(5), "a\u{0}b"),
            (Form::Name(5), "abcdef"),
            (Form::Word(vec!["mo"]), "MO"),
            (Form::Word(vec!["mo"]), ""),
            (Form::Slug, "Herzberg"),
        ] {
            assert!(!form.takes(given), "{form:?} {given:?}");
        }
        assert!(
            Form::Typed(5).takes("")
                && Form::Radius(200.0).takes("1e-7")
                && Form::Radius(200.0).takes("kreis")
        );
    }

    proptest! {
        #[test]
        fn nothing_given_is_too_odd_to_be_judged(given in ".{0,30}") {
            for parameter in of_search() {
                let _ = parameter.form.takes(&given);
            }
        }
    }
}
