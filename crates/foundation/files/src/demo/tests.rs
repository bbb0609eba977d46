//! The demo's pictures are accepted like anybody's, differ, and stay the same.

use std::collections::BTreeSet;

use super::*;
use crate::{file::MediaType, picture};

const SLUGS: [&str; 6] =
    ["kreisbibliothek", "heimatverein-schoenborn", "musikschule", "feuerwehr-doberlug", "dorfladen", "vhs"];

#[test]
fn landscapes_are_photos_of_their_own() {
    let mut seen = BTreeSet::new();
    for slug in SLUGS {
        let bytes = landscape(slug).unwrap();
        assert_eq!(landscape(slug).unwrap(), bytes);
        let picture = picture::prepare(&bytes, "landschaft.jpg").unwrap();
        let full = picture.full();
        assert_eq!(((full.width, full.height), full.media_type), (LANDSCAPE, MediaType::Jpeg));
        assert_eq!(picture.sizes().len(), 2);
        assert!(seen.insert(bytes));
    }
}

#[test]
fn every_sign_is_an_allowed_drawing() {
    let mut seen = BTreeSet::new();
    for number in 0..400 {
        let bytes = logo(&format!("verein-{number}"));
        if seen.insert(bytes.clone()) {
            let picture = picture::prepare(&bytes, "zeichen.svg").unwrap();
            assert_eq!((picture.full().width, picture.full().height), (240, 240));
        }
    }
    assert!(seen.len() > 100, "{} different signs", seen.len());
}
