//! Texts with their little markup, and vocabularies.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = kreisrund_content::Block::read(text);
    let _ = kreisrund_content::VocabularyFile::read("fuzz.toml", text);
});
