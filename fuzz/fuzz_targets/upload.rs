//! Uploads: pictures, drawings, documents.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = kreisrund_files::picture::prepare(data, "upload.jpg");
    let _ = kreisrund_files::document::prepare(data.to_vec(), "upload.pdf");
});
