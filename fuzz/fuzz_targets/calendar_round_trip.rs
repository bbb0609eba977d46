//! Calendars passed on: what was understood is written so that reading it again gives the same.
#![no_main]

use jiff::{Timestamp, civil::Date};
use kreisrund_kernel::Period;
use kreisrund_schedule::calendar_file::{CalendarFile, ReadOptions, WrittenCalendar, WrittenEvent, read, write};

const FROM: Date = Date::constant(2026, 1, 1);
const TO: Date = Date::constant(2027, 12, 31);

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let options = ReadOptions::new(FROM, TO);
    let Ok(first) = read(data, &options) else { return };
    let written = write(&passed_on(&first));
    assert!(written.split("\r\n").all(|line| line.len() <= 75));
    // A calendar of many changed dates may be longer than what is read at once.
    let Ok(second) = read(written.as_bytes(), &options) else { return };
    assert_eq!(second.problems, []);
    let cut_short = |file: &CalendarFile| file.events.iter().any(|event| event.truncated.is_some());
    if !cut_short(&first) && !cut_short(&second) {
        assert_eq!(write(&passed_on(&second)), written);
    }
});

fn passed_on(file: &CalendarFile) -> WrittenCalendar {
    let known = Period::new(Some(FROM), Some(TO)).unwrap();
    let events = file.events.iter().filter_map(|event| WrittenEvent::of(event, Timestamp::UNIX_EPOCH, known));
    WrittenCalendar { name: file.name.clone(), events: events.collect(), ..WrittenCalendar::default() }
}
