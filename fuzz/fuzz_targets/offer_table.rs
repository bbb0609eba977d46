//! Tables of offers, with a mapping: what stands before the first zero is the mapping, what stands behind it the table.
//! What stays out of a table can be handed in again.
#![no_main]

use jiff::civil::Date;
use kreisrund_content::VocabularySnapshot;
use kreisrund_kernel::Period;
use kreisrund_offers::{
    import::table::{Mapping, read},
    offer::{Format, Source},
};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let end = data.iter().position(|byte| *byte == 0).unwrap_or(0);
    let (mapping, table) = data.split_at(end);
    let mapping = std::str::from_utf8(mapping).ok().and_then(|text| Mapping::read(text).ok()).unwrap_or_default();
    let today = Date::constant(2026, 11, 22);
    let vocabularies = VocabularySnapshot::default();
    let read = |bytes: &[u8], mapping: &Mapping| {
        read(bytes, mapping, Source::file(Format::Table), &vocabularies, Period::ALWAYS, today)
    };
    let table = table.strip_prefix(&[0]).unwrap_or(table);
    if let Ok(table) = read(table, &mapping)
        && !table.faulty.is_empty()
    {
        let _ = read(&table.faulty.to_csv(), &Mapping::default());
    }
});
