//! Drawn pictures that ship with the program: they stand in the page itself and take its colours, light or dark.
//!
//! Each is a file of the folder `motifs/` that uses the classes `m1` to `m8` and `l1` to `l3` for its colours and no others.

use std::{collections::BTreeMap, sync::LazyLock};

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "motifs/"]
struct Files;

static DRAWN: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let read = |name: &str| Some(String::from_utf8_lossy(&Files::get(name)?.data).trim().to_owned());
    Files::iter().filter_map(|file| Some((file.strip_suffix(".svg")?.to_owned(), read(&file)?))).collect()
});

/// The drawing `name` as inline SVG, hidden from screen readers: what it shows is said beside it or goes without saying.
#[must_use]
pub fn motif(name: &str) -> Option<&'static str> {
    DRAWN.get(name).map(String::as_str)
}

/// The drawing that is called as the page at `address`: life situations and topics have theirs under their short names.
#[must_use]
pub fn motif_of(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next()?;
    motif(path.rsplit('/').next()?)
}

/// The names of all drawings.
pub fn motifs() -> impl Iterator<Item = &'static str> {
    DRAWN.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_small_decorative_and_take_the_pages_colours() {
        for name in motifs() {
            let svg = motif(name).unwrap();
            assert!(svg.starts_with("<svg class=\"motif\"") && svg.ends_with("</svg>"), "{name}");
            assert!(svg.contains("aria-hidden=\"true\""), "{name} is read aloud");
            assert!(svg.len() <= 2_000, "{name} weighs {} bytes", svg.len());
            for forbidden in ["style", "<script", "<text", " id=", "href", "fill=\"#", "stroke=\"#", "url("] {
                assert!(!svg.contains(forbidden), "{name} has {forbidden}");
            }
        }
        assert_eq!(motif("../Cargo"), None);
        assert!(motif_of("/en/lebenslagen/neu-hier?sprache=uk").is_some());
        assert_eq!(motif_of("/lebenslagen/"), None);
    }
}
