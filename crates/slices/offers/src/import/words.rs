//! What people write about prices and ages, and how they say yes.

use kreisrund_kernel::{Amount, Euros, Price};

use crate::offer::Ages;

/// No human is older.
const OLDEST: u8 = 120;

/// Whether a cell or a value says yes or no.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "ja" | "j" | "x" | "yes" | "y" | "true" | "wahr" | "1" | "✓" | "✔" => Some(true),
        "nein" | "n" | "no" | "false" | "falsch" | "0" | "-" | "–" => Some(false),
        _ => None,
    }
}

/// The price that a text tells, with that of those who pay less and with a note. What tells no amount is kept in words.
///
/// # Errors
/// A sentence where the text is an amount that can't be one.
pub(super) fn price(text: &str, reduced: Option<&str>, note: Option<&str>) -> Result<Option<Price>, String> {
    let text = text.trim();
    let reduced = match reduced.map(str::trim).filter(|reduced| !reduced.is_empty()) {
        Some(reduced) => Some(reduced.parse::<Euros>().map_err(|error| error.to_string())?),
        None => None,
    };
    if text.is_empty() {
        let in_words = note.and_then(|note| Price::new(Amount::InWords, None, Some(note)).ok());
        return match reduced {
            Some(_) => Err("there is a reduced price but no full one".to_owned()),
            None => Ok(in_words),
        };
    }
    let is_below_zero =
        text.strip_prefix(['-', '−']).is_some_and(|rest| rest.trim().parse::<Euros>().is_ok());
    if is_below_zero {
        return Err(format!("“{text}” is no price; write it as 12 or 12,50"));
    }
    let (amount, told_reduced, told_note) = amount(text);
    let reduced = reduced.or(told_reduced);
    let notes: Vec<&str> =
        told_note.into_iter().chain(note.map(str::trim)).filter(|note| !note.is_empty()).collect();
    let notes = notes.join("; ");
    Price::new(amount, reduced, Some(&notes)).map(Some).map_err(|error| error.to_string())
}

/// The amount, the reduced one, and the words that say more than both.
fn amount(text: &str) -> (Amount, Option<Euros>, Option<&str>) {
    let lower = text.to_lowercase();
    if let Ok(euros) = text.parse() {
        return (Amount::Exactly(euros), None, None);
    }
    let letters: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    const FREE: [&str; 12] = [
        "kostenlos",
        "kostenfrei",
        "frei",
        "gratis",
        "eintrittfrei",
        "free",
        "entgeltfrei",
        "gebührenfrei",
        "unentgeltlich",
        "keine",
        "umsonst",
        "teilnahmekostenlos",
    ];
    if FREE.contains(&letters.as_str()) {
        return (Amount::Free, None, None);
    }
    if ["spende", "donation", "zahle was", "pay what"].iter().any(|word| lower.contains(word)) {
        let is_all = matches!(letters.as_str(), "spende" | "aufspendenbasis" | "donation" | "gegenspende");
        return (Amount::Donation, None, (!is_all).then_some(text));
    }
    let amounts = amounts(&lower);
    match amounts.as_slice() {
        [(full, _), (reduced, at)]
            if lower.contains("ermäßig") || lower.contains("erm.") || lower.contains("reduced") =>
        {
            // “8 € ermäßigt, 12 €” and “12 € (ermäßigt 8 €)”.
            let (less, more) = (*full.min(reduced), *full.max(reduced));
            let is_told_apart = *at > 0 && less < more;
            match is_told_apart {
                true => (Amount::Exactly(more), Some(less), None),
                false => (Amount::InWords, None, Some(text)),
            }
        }
        [(from, _), (to, _)] if is_range(&lower) && from <= to => (Amount::Range(*from, *to), None, None),
        _ => (Amount::InWords, None, Some(text)),
    }
}

/// The amounts in a text, each with where it begins.
fn amounts(text: &str) -> Vec<(Euros, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let start = at + start;
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(rest.len());
        let number = rest.get(..length).unwrap_or_default().trim_end_matches([',', '.']);
        match number.parse() {
            Ok(euros) if found.len() < 3 => found.push((euros, start)),
            _ => return Vec::new(),
        }
        at = start + length;
    }
    found
}

/// Whether a text has nothing but two amounts with “to” between them.
fn is_range(text: &str) -> bool {
    let mut rest: String =
        text.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, ',' | '.' | ' ' | '€')).collect();
    for word in ["euro", "eur", "von", "zwischen"] {
        rest = rest.replace(word, "");
    }
    matches!(rest.as_str(), "-" | "–" | "—" | "bis" | "und" | "--")
}

/// The ages that a text tells: `6-12`, `ab 16 Jahren`, `18+`, `bis 12`.
pub(super) fn ages(text: &str) -> Option<Ages> {
    let lower = text.trim().to_lowercase();
    let numbers: Vec<u8> = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().ok().filter(|age| *age <= OLDEST))
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [from, to] => Ages::new(Some(*from), Some(*to)).ok(),
        [age] => {
            let is_end = lower.starts_with(['-', '–'])
                || ["bis", "unter", "up to", "under"].iter().any(|word| lower.starts_with(word));
            let is_start = lower.ends_with(['-', '–', '+'])
                || ["ab", "von", "über", "from", "over"].iter().any(|word| lower.starts_with(word))
                || lower.contains('+');
            match (is_start, is_end) {
                (true, _) => Ages::new(Some(*age), None).ok(),
                (_, true) => Ages::new(None, Some(*age)).ok(),
                _ => Ages::new(Some(*age), Some(*age)).ok(),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prices_are_read_as_people_write_them() {
        let euros = |cents| Euros::from_cents(cents);
        for (text, amount, reduced, note) in [
            ("12", Amount::Exactly(euros(1200)), None, None),
            ("12,50 €", Amount::Exactly(euros(1250)), None, None),
            ("0", Amount::Free, None, None),
            ("0,00 EUR", Amount::Free, None, None),
            ("kostenlos", Amount::Free, None, None),
            ("Eintritt frei!", Amount::Free, None, None),
            ("5 - 10 €", Amount::Range(euros(500), euros(1000)), None, None),
            ("5,50 bis 10,00 Euro", Amount::Range(euros(550), euros(1000)), None, None),
            ("12 € (ermäßigt 8 €)", Amount::Exactly(euros(1200)), Some(euros(800)), None),
            ("12 €, erm. 8 €", Amount::Exactly(euros(1200)), Some(euros(800)), None),
            ("Spende", Amount::Donation, None, None),
            (
                "Eintritt frei, um eine Spende wird gebeten",
                Amount::Donation,
                None,
                Some("Eintritt frei, um eine Spende wird gebeten"),
            ),
            ("ab 5 €", Amount::InWords, None, Some("ab 5 €")),
            ("auf Anfrage", Amount::InWords, None, Some("auf Anfrage")),
            (
                "10 € Abendkasse, 8 € Vorverkauf",
                Amount::InWords,
                None,
                Some("10 € Abendkasse, 8 € Vorverkauf"),
            ),
        ] {
            let price = price(text, None, None).unwrap().unwrap();
            assert_eq!((price.amount(), price.reduced(), price.note()), (amount, reduced, note), "{text}");
        }
        assert_eq!(price("", None, None), Ok(None));
        assert_eq!(
            price("12", Some("8"), Some("mit Material")).unwrap().unwrap().reduced(),
            Some(euros(800))
        );
        for (text, reduced) in
            [("-5", None), ("12", Some("20")), ("12", Some("wenig")), ("", Some("8")), ("frei", Some("8"))]
        {
            assert!(price(text, reduced, None).is_err(), "{text} {reduced:?}");
        }
    }

    #[test]
    fn ages_are_read_as_people_write_them() {
        for (text, from, to) in [
            ("6-12", Some(6), Some(12)),
            ("6 bis 12 Jahre", Some(6), Some(12)),
            ("ab 16", Some(16), None),
            ("18+", Some(18), None),
            ("18-", Some(18), None),
            ("-12", None, Some(12)),
            ("bis 12 Jahre", None, Some(12)),
            ("7", Some(7), Some(7)),
        ] {
            assert_eq!(ages(text), Ages::new(from, to).ok(), "{text}");
        }
        for wrong in ["", "alle", "12-6", "1900", "300", "1-2-3"] {
            assert_eq!(ages(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_price_or_none(text in "[0-9,.€ \\-–a-zäß]{0,40}", reduced in "[0-9,.€ ]{0,10}") {
            let _ = price(&text, Some(&reduced), None);
            let _ = ages(&text);
        }
    }
}
