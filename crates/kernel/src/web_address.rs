//! Addresses of web pages, fit to be a link.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longer than any address that people pass on.
const LONGEST: usize = 2_000;

/// The address of a web page: always `http` or `https`, with a host, without spaces and without a name or password in
/// it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebAddress(String);

/// A text that is no address of a web page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no address of a web page; it begins with https:// or http://")]
pub struct NotAWebAddress(pub String);

impl WebAddress {
    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host's name, without `www.` in front: what people recognise.
    #[must_use]
    pub fn host(&self) -> &str {
        let host = authority(&self.0).unwrap_or_default();
        let host = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(host, _)| host);
        host.strip_prefix("www.").unwrap_or(host)
    }
}

impl FromStr for WebAddress {
    type Err = NotAWebAddress;

    /// Reads an address. One without a scheme that begins with `www.` means `https`.
    fn from_str(text: &str) -> Result<Self, NotAWebAddress> {
        let refused = || NotAWebAddress(text.chars().filter(|c| !c.is_control()).take(80).collect());
        let text = text.trim();
        let address = if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
            format!("https://{text}")
        } else {
            text.to_owned()
        };
        let is_clean =
            |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"' | '\\' | '`');
        let host = authority(&address).ok_or_else(refused)?;
        let name = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
        let is_host = !name.is_empty() && !name.contains('@') && !name.starts_with('.');
        if address.len() > LONGEST || !address.chars().all(is_clean) || !is_host {
            return Err(refused());
        }
        Ok(Self(address))
    }
}

/// What stands between the scheme and the path.
fn authority(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    is_web.then(|| rest.split(['/', '?', '#']).next().unwrap_or_default())
}

fn is_port(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl TryFrom<String> for WebAddress {
    type Error = NotAWebAddress;

    fn try_from(text: String) -> Result<Self, NotAWebAddress> {
        text.parse()
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_pages_are_taken_and_all_else_is_not() {
        for (text, host) in [
            ("https://www.vhs.example.org/kurse?nr=4", "vhs.example.org"),
            ("HTTP://example.org:8080", "example.org"),
            (" www.example.org/ä ", "example.org"),
        ] {
            assert_eq!(text.parse::<WebAddress>().unwrap().host(), host, "{text}");
        }
        for wrong in [
            "",
            "example.org",
            "javascript:alert(1)",
            "ftp://example.org",
            "https://",
            "https:///pfad",
            "https://user:secret@example.org/",
            "https://example.org/a b",
            "https://example.org/\"onclick=",
            "data:text/html,x",
        ] {
            assert!(wrong.parse::<WebAddress>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_taken_again(text in "(https?://)?\\PC{0,40}") {
            if let Ok(address) = text.parse::<WebAddress>() {
                prop_assert_eq!(address.as_str().parse(), Ok(address.clone()));
            }
        }
    }
}
