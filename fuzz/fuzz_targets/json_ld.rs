//! Web pages and files that tell of events and courses by schema.org.
#![no_main]

use jiff::civil::Date;
use kreisrund_content::VocabularySnapshot;
use kreisrund_kernel::Period;
use kreisrund_offers::{
    import::json_ld::read,
    offer::{Format, Source},
};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let today = Date::constant(2026, 11, 22);
    let vocabularies = VocabularySnapshot::default();
    let address = Some("https://verein.example.org/termine/");
    let _ = read(data, address, Source::file(Format::JsonLd), &vocabularies, Period::ALWAYS, today);
});
