//! Prices in words: “frei”, “12,50 €, ermäßigt 8 €”.

use kreisrund_kernel::{Amount, Euros, Language, Price};

use crate::Page;

impl Page {
    /// An amount: “12 €”, “12,50 €”; in English “€12”, “€12.50”.
    #[must_use]
    pub fn euros(&self, euros: Euros) -> String {
        let (whole, cents) = euros.parts();
        match (self.language, cents) {
            (Language::German, 0) => format!("{whole}\u{a0}€"),
            (Language::German, cents) => format!("{whole},{cents:02}\u{a0}€"),
            (Language::English, 0) => format!("€{whole}"),
            (Language::English, cents) => format!("€{whole}.{cents:02}"),
        }
    }

    /// A price in a few words, fit for a card: “kostenlos”, “12 €”, “5 bis 8 €”. One that its organiser only describes
    /// is given in these words.
    #[must_use]
    pub fn price(&self, price: &Price) -> String {
        match price.amount() {
            Amount::Free => self.t("web-price-free"),
            Amount::Donation => self.t("web-price-donation"),
            Amount::Exactly(amount) => self.euros(amount),
            Amount::Range(from, to) => {
                let (from, to) = (self.euros(from), self.euros(to));
                self.t_with("web-price-range", [("from", from.into()), ("to", to.into())])
            }
            Amount::InWords => price.note().unwrap_or_default().to_owned(),
        }
    }

    /// A price with all there is to say about it: “12 €, ermäßigt 8 € · Material 5 €”.
    #[must_use]
    pub fn full_price(&self, price: &Price) -> String {
        let mut said = self.price(price);
        if let Some(reduced) = price.reduced() {
            said = format!("{said}, {}", self.t_text("web-price-reduced", "amount", self.euros(reduced)));
        }
        match (price.amount(), price.note()) {
            (Amount::InWords, _) | (_, None) => said,
            (_, Some(note)) => format!("{said} · {note}"),
        }
    }
}
