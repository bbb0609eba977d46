//! What is typed into the search field: taken apart, and read for places and times. Nothing that can be typed is wrong.
#![no_main]

use std::sync::LazyLock;

use jiff::civil::date;
use kreisrund_areas::{
    demo,
    extract::read_extract,
    lookup::{Contents, Snapshot},
};
use kreisrund_portal::understanding::{Kept, Setting, understand};
use kreisrund_search::typed;

static AREAS: LazyLock<Snapshot> = LazyLock::new(|| {
    let extract = read_extract(demo::EXTRACT).expect("the demonstration county is readable");
    let key = extract.county.county.key.clone();
    Snapshot::new(Contents::of_lists(&[extract.county], &extract.localities, Some(&key)))
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    let taken_apart = typed::read(text);
    let mut end = 0;
    for piece in &taken_apart.pieces {
        assert!(
            end <= piece.from && text.get(piece.from..piece.to).is_some(),
            "pieces lie behind one another"
        );
        end = piece.to;
        assert!(piece.wanted.words().iter().all(|word| !word.is_empty()));
    }
    let read =
        |kept| understand(text, &taken_apart, &Setting { areas: &AREAS, today: date(2026, 11, 25), kept });
    let understood = read(Kept::default());
    if !taken_apart.shortened {
        let words = |pieces: &[typed::Piece]| {
            pieces
                .iter()
                .map(|piece| (piece.excluded, piece.joined, piece.wanted.words().join(" ")))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words(&typed::read(&understood.words).pieces),
            words(&understood.rest),
            "{:?}",
            understood.words
        );
    }
    let all = Kept::read(["ort", "zeit", "preis", "format"]);
    assert_eq!(read(all).rest, taken_apart.pieces, "what is taken back leaves every word");
});
