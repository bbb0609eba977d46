//! The small tables that an office writes: overlays, reforms, corrections.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = kreisrund_areas::import::overlays::read_overlays(data);
    let _ = kreisrund_areas::import::reforms::read_reforms(data);
    let _ = kreisrund_areas::import::corrections::read_corrections(data);
});
