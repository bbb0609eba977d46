//! Reading the address of a request: its language, and whether it is one that can be answered at all.

use axum::http::Uri;
use kreisrund_kernel::Language;
use percent_encoding::percent_decode_str;

use crate::{Parameters, Problem};

/// The longest address (path and query, in bytes) that is answered. Every link that we make is far shorter; longer
/// ones don't survive e-mail programs and proxies anyway.
const LONGEST: usize = 8 * 1024;

/// The address of a request as pages see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) language: Language,
    /// The path without its language.
    pub(crate) path: String,
    pub(crate) query: Parameters,
}

/// What is to be done with a request by its address.
#[derive(Debug)]
pub(crate) enum Reading {
    /// Answer it, under this address inside the program.
    Answer(Address, Uri),
    /// Send the visitor to this address for good.
    Redirect(String),
    /// Refuse it; the page that says so has this address.
    Refuse(Address, Problem),
}

impl Address {
    /// The address as it is, without looking for faults.
    pub(crate) fn of(uri: &Uri) -> Self {
        let (language, path) = split_language(uri.path());
        Self { language, path: path.to_owned(), query: Parameters::from(uri) }
    }
}

/// Reads the address `uri` of a request.
pub(crate) fn read(uri: &Uri) -> Reading {
    let path = uri.path();
    let (language, inner) = split_language(path);
    // A page about a bad address must not repeat it in its links.
    let blank = |language| Address { language, path: "/".to_owned(), query: Parameters::new() };
    if uri.path_and_query().map_or(0, |whole| whole.as_str().len()) > LONGEST {
        return Reading::Refuse(blank(language), Problem::address_too_long());
    }
    if !is_text(path) || uri.query().is_some_and(|query| query.contains("%00")) {
        return Reading::Refuse(blank(language), Problem::bad_request("web-problem-unreadable-address"));
    }
    if path.contains("//") || path.contains('\\') {
        // Never redirected: a location that begins with two slashes would lead to another host.
        return Reading::Refuse(blank(language), Problem::not_found());
    }
    if let Some(target) = better_address(path) {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Reading::Redirect(format!("{target}{query}"));
    }
    let address = Address { language, path: inner.to_owned(), query: Parameters::from(uri) };
    if let Some((tag, rest)) = unknown_language(inner).filter(|_| language == Language::German) {
        let problem = Problem::unknown_language(tag, rest);
        return Reading::Refuse(Address { path: rest.to_owned(), ..address }, problem);
    }
    match with_path(uri, inner) {
        Some(inside) => Reading::Answer(address, inside),
        None => Reading::Refuse(blank(language), Problem::bad_request("web-problem-unreadable-address")),
    }
}

/// The address that `path` should have had: without a slash at its end, without the default language's tag, the start
/// page of a language with its slash.
fn better_address(path: &str) -> Option<String> {
    for language in Language::ALL {
        let prefix = language.path_prefix();
        if !prefix.is_empty() && path == prefix {
            return Some(format!("{prefix}/"));
        }
    }
    if path == "/de" {
        return Some("/".to_owned());
    }
    if let Some(rest) = path.strip_prefix("/de/") {
        return Some(format!("/{}", rest.trim_end_matches('/')));
    }
    let (language, inner) = split_language(path);
    (inner != "/" && inner.ends_with('/')).then(|| language.path(inner.trim_end_matches('/')))
}

pub(crate) fn split_language(path: &str) -> (Language, &str) {
    for language in Language::ALL {
        let prefix = language.path_prefix();
        if let Some(rest) =
            path.strip_prefix(prefix).filter(|rest| !prefix.is_empty() && rest.starts_with('/'))
        {
            return (language, rest);
        }
    }
    (Language::German, path)
}

/// The tag and the rest of a path that begins like one in a language that we don't speak: `/fr/suche`.
fn unknown_language(path: &str) -> Option<(&str, &str)> {
    let inner = path.strip_prefix('/')?;
    let (tag, rest) = inner.split_at_checked(2)?;
    let is_tag = tag.bytes().all(|byte| byte.is_ascii_alphabetic());
    match rest {
        "" if is_tag => Some((tag, "/")),
        rest if is_tag && rest.starts_with('/') => Some((tag, rest)),
        _ => None,
    }
}

fn is_text(path: &str) -> bool {
    percent_decode_str(path).decode_utf8().is_ok_and(|text| !text.chars().any(char::is_control))
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let whole = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(whole.parse().ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reading(uri: &str) -> String {
        match read(&uri.parse().unwrap()) {
            Reading::Answer(address, inside) => format!("{} {inside}", address.language.tag()),
            Reading::Redirect(target) => format!("-> {target}"),
            Reading::Refuse(_, problem) => problem.status().as_u16().to_string(),
        }
    }

    #[test]
    fn the_language_stands_before_the_path() {
        assert_eq!(reading("/suche?q=a"), "de /suche?q=a");
        assert_eq!(reading("/en/suche?q=a"), "en /suche?q=a");
        assert_eq!(reading("/en/"), "en /");
        assert_eq!(reading("/englisch"), "de /englisch");
    }

    #[test]
    fn every_page_has_one_address() {
        assert_eq!(reading("/suche/?q=a"), "-> /suche?q=a");
        assert_eq!(reading("/en/suche/"), "-> /en/suche");
        assert_eq!(reading("/en"), "-> /en/");
        assert_eq!(reading("/de/suche"), "-> /suche");
        assert_eq!(reading("/de"), "-> /");
    }

    #[test]
    fn nobody_is_sent_to_another_host() {
        for path in ["//example.org/", "/en//example.org/", "/de//example.org/", "/\\example.org/"] {
            assert_eq!(reading(path), "404", "{path}");
        }
    }

    proptest! {
        #[test]
        fn redirects_stay_here_and_end(path in "(/(en|de|fr|//|[a-z%./\\\\]{0,6})){1,5}/?") {
            let mut next = path.clone();
            for _ in 0..10 {
                let Ok(uri) = next.parse::<Uri>() else { break };
                let Reading::Redirect(target) = read(&uri) else { break };
                prop_assert!(target.starts_with('/') && !target.starts_with("//"), "{} -> {}", path, target);
                next = target;
            }
            let ended = next.parse::<Uri>().map_or(true, |uri| !matches!(read(&uri), Reading::Redirect(_)));
            prop_assert!(ended, "{} goes on for ever", path);
        }
    }

    #[test]
    fn unreadable_and_endless_addresses_are_refused() {
        assert_eq!(reading("/angebote/%ff%fe"), "400");
        assert_eq!(reading("/angebote/a%00b"), "400");
        assert_eq!(reading("/suche?q=%00"), "400");
        assert_eq!(reading(&format!("/suche?q={}", "x".repeat(10_000))), "414");
    }

    #[test]
    fn a_language_that_we_do_not_speak_is_recognised() {
        assert_eq!(reading("/fr/suche"), "404");
        assert_eq!(reading("/fr"), "404");
        assert_eq!(reading("/français"), "de /français");
    }
}
