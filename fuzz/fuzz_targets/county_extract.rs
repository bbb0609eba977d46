//! The text file with one county, and that with its boundaries.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = kreisrund_areas::extract::read_extract(text);
    let _ = kreisrund_areas::boundary::extract::read_boundaries(text);
});
