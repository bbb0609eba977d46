//! Lists of school holidays, as tables and as calendars.
#![no_main]

use kreisrund_schedule::{
    FederalState,
    school_holidays::{Read, read_calendar, read_csv},
};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for read in [
        read_csv(data, None),
        read_csv(data, Some(FederalState::Brandenburg)),
        read_calendar(data, FederalState::Saxony),
    ] {
        read.iter().for_each(check);
    }
});

fn check(read: &Read) {
    for state in &read.states {
        assert!(state.all().windows(2).all(|pair| pair[0].last() < pair[1].first()));
        for holiday in state.all() {
            assert_eq!(state.on(holiday.first()), Some(holiday));
            assert_eq!(state.on(holiday.last()), Some(holiday));
        }
    }
}
