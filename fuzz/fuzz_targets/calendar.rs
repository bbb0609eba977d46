//! Calendars.
#![no_main]

use jiff::civil::Date;
use kreisrund_schedule::calendar_file::{ReadOptions, read};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let options = ReadOptions::new(Date::constant(2026, 1, 1), Date::constant(2027, 12, 31));
    let _ = read(data, &options);
});
