//! The official list of municipalities, as a workbook, as fixed-width text or in an archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = kreisrund_areas::import::municipalities::read_municipality_list(data);
});
