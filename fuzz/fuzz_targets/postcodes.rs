//! The list of postcodes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = kreisrund_areas::import::postcodes::read_postcodes(data);
});
