//! Money: what something costs, as people are told it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest note beside a price, in characters.
const LONGEST_NOTE: usize = 300;

/// An amount of euros, kept in cents. Never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Euros {
    cents: u32,
}

/// A text that is no amount of euros.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no amount in euros; write it as 12 or 12,50")]
pub struct NotEuros(pub String);

impl Euros {
    /// So many cents.
    #[must_use]
    pub const fn from_cents(cents: u32) -> Self {
        Self { cents }
    }

    /// The amount in cents.
    #[must_use]
    pub const fn cents(self) -> u32 {
        self.cents
    }

    /// The whole euros, and the cents beyond them.
    #[must_use]
    pub const fn parts(self) -> (u32, u32) {
        (self.cents / 100, self.cents % 100)
    }
}

/// The amount with a point before the cents, as data formats want it: `12.50`.
impl fmt::Display for Euros {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (euros, cents) = self.parts();
        write!(formatter, "{euros}.{cents:02}")
    }
}

impl FromStr for Euros {
    type Err = NotEuros;

    /// Reads an amount as people and programs write it: `12`, `12,50`, `12.5`, `1.250,00`, `12,- €`, `EUR 12`.
    fn from_str(text: &str) -> Result<Self, NotEuros> {
        let refused = || NotEuros(text.chars().filter(|c| !c.is_control()).take(40).collect());
        let bare: String = text
            .to_lowercase()
            .replace("euro", "")
            .replace("eur", "")
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '€')
            .collect();
        let bare = bare.trim_end_matches(['-', '–', '—']);
        // The last of both signs stands before the cents, unless exactly three digits follow it alone.
        let split = bare.rfind([',', '.']);
        let (whole, part) = split.map_or((bare, ""), |at| (&bare[..at], &bare[at + 1..]));
        let is_thousands = part.len() == 3 && !bare.contains(',');
        let (whole, part) = if is_thousands { (bare, "") } else { (whole, part) };
        let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
        let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(&whole) || !is_number(part) || (whole.is_empty() && part.is_empty()) {
            return Err(refused());
        }
        let cents = match part.as_bytes() {
            [] => 0,
            [tens] => u32::from(tens - b'0') * 10,
            // More digits than cents have, as programs write them (`12.5000`), are cut.
            [tens, ones, ..] => u32::from(tens - b'0') * 10 + u32::from(ones - b'0'),
        };
        let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| refused())? };
        let cents = whole.checked_mul(100).and_then(|whole| whole.checked_add(cents)).ok_or_else(refused)?;
        Ok(Self { cents })
    }
}

/// What something costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawPrice")]
pub struct Price {
    amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    reduced: Option<Euros>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// How much it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Nothing.
    Free,
    /// Just that.
    Exactly(Euros),
    /// Between the two, which differ.
    Range(Euros, Euros),
    /// As much as one likes to give.
    Donation,
    /// The note alone says it.
    InWords,
}

/// Why something is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPrice {
    /// From more to less.
    #[error("the lower price has to come first")]
    Backwards,
    /// Who pays less has to pay less.
    #[error("the reduced price has to be lower than the full one")]
    ReducedIsNotLower,
    /// No amount and no words.
    #[error("a price needs an amount or a note")]
    Empty,
}

impl Price {
    /// A price of `amount`. A range from and to the same is that amount; exactly nothing is free.
    ///
    /// # Errors
    /// [`NotAPrice`] when a range runs backwards, the reduced price is not lower, or nothing is said at all.
    pub fn new(amount: Amount, reduced: Option<Euros>, note: Option<&str>) -> Result<Self, NotAPrice> {
        let amount = match amount {
            Amount::Range(from, to) if from > to => return Err(NotAPrice::Backwards),
            Amount::Range(from, to) if from == to => Amount::Exactly(from),
            other => other,
        };
        let amount = if amount == Amount::Exactly(Euros::default()) { Amount::Free } else { amount };
        let full = match amount {
            Amount::Exactly(full) | Amount::Range(_, full) => Some(full),
            Amount::Free | Amount::Donation | Amount::InWords => None,
        };
        if reduced.is_some_and(|reduced| full.is_none_or(|full| reduced >= full)) {
            return Err(NotAPrice::ReducedIsNotLower);
        }
        let note = note.map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
        let note: Option<String> = note
            .map(|note| note.chars().take(LONGEST_NOTE).collect())
            .filter(|note: &String| !note.is_empty());
        if amount == Amount::InWords && note.is_none() {
            return Err(NotAPrice::Empty);
        }
        Ok(Self { amount, reduced, note })
    }

    /// Nothing to pay.
    #[must_use]
    pub const fn free() -> Self {
        Self { amount: Amount::Free, reduced: None, note: None }
    }

    /// How much it is.
    #[must_use]
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    /// What those pay who pay less.
    #[must_use]
    pub const fn reduced(&self) -> Option<Euros> {
        self.reduced
    }

    /// What is to be said beside it.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Whether nobody has to pay.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        matches!(self.amount, Amount::Free | Amount::Donation)
    }
}

/// A price before anyone has looked at it.
#[derive(Deserialize)]
struct RawPrice {
    amount: Amount,
    #[serde(default)]
    reduced: Option<Euros>,
    #[serde(default)]
    note: Option<String>,
}

impl TryFrom<RawPrice> for Price {
    type Error = NotAPrice;

    fn try_from(raw: RawPrice) -> Result<Self, NotAPrice> {
        Self::new(raw.amount, raw.reduced, raw.note.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (written, cents) in [
            ("12", 1_200),
            ("12,50", 1_250),
            ("12.5", 1_250),
            ("12,5 €", 1_250),
            ("1.250,00", 125_000),
            ("1.250", 125_000),
            ("1,250.00", 125_000),
            ("12,- €", 1_200),
            ("EUR 8", 800),
            ("3 Euro", 300),
            (",50", 50),
            ("12.5000", 1_250),
        ] {
            assert_eq!(written.parse(), Ok(Euros::from_cents(cents)), "{written}");
        }
        for wrong in ["", "frei", "-5", "12;50", "1e5", "99999999999", "12 oder 13", "€"] {
            assert!(wrong.parse::<Euros>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_price_says_something_and_no_contradiction() {
        let euros = Euros::from_cents;
        assert_eq!(Price::new(Amount::Exactly(euros(0)), None, None), Ok(Price::free()));
        assert_eq!(
            Price::new(Amount::Range(euros(500), euros(500)), None, None).map(|price| price.amount()),
            Ok(Amount::Exactly(euros(500)))
        );
        assert_eq!(Price::new(Amount::Range(euros(600), euros(500)), None, None), Err(NotAPrice::Backwards));
        assert_eq!(
            Price::new(Amount::Exactly(euros(500)), Some(euros(500)), None),
            Err(NotAPrice::ReducedIsNotLower)
        );
        assert_eq!(Price::new(Amount::Free, Some(euros(1)), None), Err(NotAPrice::ReducedIsNotLower));
        assert_eq!(Price::new(Amount::InWords, None, Some("  ")), Err(NotAPrice::Empty));
    }

    #[test]
    fn a_stored_price_is_read_back_and_a_wrong_one_is_not() {
        let price = Price::new(
            Amount::Range(Euros::from_cents(500), Euros::from_cents(1_200)),
            Some(Euros::from_cents(300)),
            Some("Material 5 €"),
        )
        .unwrap();
        let stored = serde_json::to_string(&price).unwrap();
        assert_eq!(serde_json::from_str::<Price>(&stored).unwrap(), price, "{stored}");
        assert!(serde_json::from_str::<Price>(r#"{"amount":{"range":[900,500]}}"#).is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(cents in 0_u32..10_000_000) {
            let euros = Euros::from_cents(cents);
            prop_assert_eq!(euros.to_string().parse(), Ok(euros));
            let (whole, part) = euros.parts();
            let german = format!("{whole},{part:02} €");
            prop_assert_eq!(german.parse(), Ok(euros));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,30}") {
            let _ = text.parse::<Euros>();
        }
    }
}
