//! Answers of the Employment Agency's training search.
#![no_main]

use jiff::civil::Date;
use kreisrund_content::VocabularySnapshot;
use kreisrund_kernel::Period;
use kreisrund_offers::{
    import::employment_agency::read,
    offer::{Format, Source},
};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let today = Date::constant(2026, 11, 22);
    let vocabularies = VocabularySnapshot::default();
    let _ = read(data, Source::file(Format::EmploymentAgency), &vocabularies, Period::ALWAYS, today);
});
