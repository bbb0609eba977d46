//! Opening hours: what is read is written so that reading it again gives the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    use kreisrund_schedule::opening_hours::OpeningHours;

    if let Ok(hours) = text.parse::<OpeningHours>() {
        assert_eq!(hours.to_string().parse::<OpeningHours>().as_ref(), Ok(&hours));
    }
});
