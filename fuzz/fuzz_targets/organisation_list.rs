//! Lists of organisations as offices send them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = kreisrund_directory::import::OrganisationList::read(data);
});
