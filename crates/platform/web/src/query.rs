//! The parameters of an address or a posted form: reading them without ever failing, changing one and keeping the
//! others.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{Uri, request::Parts},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

/// The most parameters that are read; no form of ours has so many.
const MOST: usize = 200;

/// What may stand unencoded in a parameter (RFC 3986, “unreserved”).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The parameters of an address (`?q=yoga&art=kurs&art=angebot`) or of a posted form, in their order, names repeatable.
///
/// Reading never fails: what is not UTF-8 is read with replacement characters, control characters are dropped.
/// As an extractor it reads the query of the request's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// No parameters.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The parameters in `encoded`, the part of an address behind the question mark or the body of a form.
    #[must_use]
    pub fn parse(encoded: &str) -> Self {
        let pairs = encoded.split('&').filter(|pair| !pair.is_empty()).take(MOST).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.collect())
    }

    /// The first value of `name` without the space around it; `None` where there is none or it is empty.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The values of `name` that are not empty, without the space around them.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(candidate, _)| candidate == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The first value of `name` exactly as it was typed, or nothing: what a form shows again.
    #[must_use]
    pub fn typed(&self, name: &str) -> &str {
        self.0.iter().find(|(candidate, _)| candidate == name).map_or("", |(_, value)| value)
    }

    /// The first value of `name`, read as a `T`; `None` where it is absent or no `T`.
    #[must_use]
    pub fn read<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.first(name)?.parse().ok()
    }

    /// Whether `name` has the value `value`.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|candidate| candidate == value)
    }

    /// Whether there are no parameters at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All names and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// These parameters with `name` set to the one value `value`, in the place where it stood first.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "so that numbers and texts can be given alike")]
    pub fn with(&self, name: &str, value: impl ToString) -> Self {
        let mut value = Some(value.to_string());
        let mut pairs = Vec::with_capacity(self.0.len() + 1);
        for (candidate, old) in &self.0 {
            if candidate != name {
                pairs.push((candidate.clone(), old.clone()));
            } else if let Some(value) = value.take() {
                pairs.push((name.to_owned(), value));
            }
        }
        pairs.extend(value.map(|value| (name.to_owned(), value)));
        Self(pairs)
    }

    /// These parameters and one more.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "so that numbers and texts can be given alike")]
    pub fn and(&self, name: &str, value: impl ToString) -> Self {
        let mut more = self.clone();
        more.0.push((name.to_owned(), value.to_string()));
        more
    }

    /// These parameters without any `name`.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(candidate, _)| candidate != name).cloned().collect())
    }

    /// These parameters without `name` where its value is `value`; its other values stay.
    #[must_use]
    pub fn without_value(&self, name: &str, value: &str) -> Self {
        Self(self.0.iter().filter(|(n, v)| n != name || v.trim() != value).cloned().collect())
    }

    /// Those of these parameters that are called as one of `names`.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
    }

    /// These parameters without those that say nothing (empty values).
    #[must_use]
    pub fn tidy(&self) -> Self {
        Self(self.0.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect())
    }

    /// `path` followed by these parameters.
    #[must_use]
    pub fn on(&self, path: &str) -> String {
        if self.is_empty() { path.to_owned() } else { format!("{path}?{self}") }
    }
}

/// The encoded parameters, without a question mark.
impl std::fmt::Display for Parameters {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, (name, value)) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "&" };
            let (name, value) = (utf8_percent_encode(name, ENCODED), utf8_percent_encode(value, ENCODED));
            write!(formatter, "{separator}{name}={value}")?;
        }
        Ok(())
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Parameters {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl From<&Uri> for Parameters {
    fn from(address: &Uri) -> Self {
        Self::parse(address.query().unwrap_or_default())
    }
}

impl<S: Sync> FromRequestParts<S> for Parameters {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::from(&parts.uri))
    }
}

fn decode(encoded: &str) -> String {
    let spaced = encoded.replace('+', " ");
    let decoded = percent_decode(spaced.as_bytes()).decode_utf8_lossy().into_owned();
    // Line ends and tabs are typed; other control characters (NUL, which PostgreSQL refuses) are not.
    let kept = decoded.replace("\r\n", "\n");
    kept.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_filter_goes_and_the_others_stay() {
        let parameters = Parameters::parse("q=Fr%C3%BChst%C3%BCck+%26+mehr&art=kurs&art=angebot&seite=3");
        assert_eq!(parameters.first("q"), Some("Frühstück & mehr"));
        assert_eq!(parameters.all("art").collect::<Vec<_>>(), ["kurs", "angebot"]);
        assert_eq!(
            parameters.without_value("art", "kurs").without("seite").on("/suche"),
            "/suche?q=Fr%C3%BChst%C3%BCck%20%26%20mehr&art=angebot"
        );
        assert_eq!(parameters.with("seite", 4).read::<u32>("seite"), Some(4));
        assert_eq!(parameters.with("ort", "Elsterwerda").first("ort"), Some("Elsterwerda"));
        assert_eq!(parameters.with("art", "kurs").to_string().matches("art=").count(), 1);
    }

    #[test]
    fn what_is_not_text_is_read_all_the_same() {
        let parameters = Parameters::parse("q=%ff%fe&ort=a%00b&leer=&=x&&%zz=1");
        assert_eq!(parameters.first("q"), Some("\u{fffd}\u{fffd}"));
        assert_eq!(parameters.first("ort"), Some("ab"));
        assert_eq!(parameters.first("leer"), None);
        assert_eq!(parameters.first("%zz"), Some("1"));
        assert_eq!(parameters.tidy().first("leer"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(pairs in prop::collection::vec(("[^\\p{Cc}]{0,12}", "[^\\p{Cc}]{0,12}"), 0..8)) {
            // A nameless empty pair leaves no trace in an address.
            let pairs: Vec<_> = pairs.into_iter().filter(|(name, value)| !(name.is_empty() && value.is_empty())).collect();
            let parameters: Parameters = pairs.into_iter().collect();
            prop_assert_eq!(Parameters::parse(&parameters.to_string()), parameters);
        }

        #[test]
        fn nothing_typed_is_ever_too_odd_to_read(encoded in ".*") {
            let parameters = Parameters::parse(&encoded);
            prop_assert_eq!(Parameters::parse(&parameters.to_string()).to_string(), parameters.to_string());
        }
    }

    #[test]
    fn no_parameters_leave_no_question_mark() {
        assert_eq!(Parameters::new().on("/suche"), "/suche");
    }
}
