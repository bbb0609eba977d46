//! How quickly series become dates, and calendars are written and read: ten thousand of each.
//!
//! Beside the expansion stands a walk that holds every day against the same rules without being clever about it. Run it
//! with `cargo bench --package kreisrund-schedule --bench expansion`; criterion prints rules and events per second.

#![allow(clippy::unwrap_used, missing_docs, reason = "a measurement fails by panicking")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use jiff::{
    SignedDuration,
    civil::{Date, DateTime, Weekday, date},
};
use kreisrund_kernel::clock::WEEKDAYS;
use kreisrund_schedule::{
    Horizon, Moment, ReadOptions, Series, WrittenCalendar, WrittenEvent, WrittenWhen, Zone,
    calendar_file::{read, write},
};

const MANY: usize = 10_000;

/// Eighteen months, as an offer's dates are kept.
fn horizon() -> Horizon {
    Horizon::new(date(2026, 11, 1), date(2028, 4, 30), 1_000)
}

/// A rule in the two forms that are compared.
struct Repetition {
    start: DateTime,
    rule: String,
    takes_place: Box<dyn Fn(Date) -> bool>,
}

/// Courses, regulars' tables and feasts as they occur: half of them weekly, some long before the horizon.
fn repetitions() -> Vec<Repetition> {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    (0..MANY)
        .map(|n| {
            let day = date(2022, 1, 1)
                .checked_add(SignedDuration::from_hours(24 * (n.cast_signed() as i64 * 7 % 1_900)))
                .unwrap();
            let start = day.at(i8::try_from(8 + n % 13).unwrap(), if n % 2 == 0 { 0 } else { 30 }, 0, 0);
            let (one, other) = (n % 7, (n + 2) % 7);
            let days_since = move |other: Date| other.duration_since(day).as_hours() / 24;
            let weeks_since = move |other: Date| {
                let offset = i64::from(day.weekday().to_monday_zero_offset());
                (days_since(other) + offset) / 7
            };
            let (rule, takes_place): (String, Box<dyn Fn(Date) -> bool>) = match n % 10 {
                0..4 => (
                    format!("FREQ=WEEKLY;BYDAY={}", names[one]),
                    Box::new(move |d| d.weekday() == WEEKDAYS[one]),
                ),
                4 => (
                    format!("FREQ=WEEKLY;INTERVAL=2;BYDAY={},{}", names[one], names[other]),
                    Box::new(move |d| {
                        weeks_since(d) % 2 == 0
                            && (d.weekday() == WEEKDAYS[one] || d.weekday() == WEEKDAYS[other])
                    }),
                ),
                5 => (
                    format!("FREQ=MONTHLY;BYDAY=2{}", names[one]),
                    Box::new(move |d| d.weekday() == WEEKDAYS[one] && (d.day() - 1) / 7 == 1),
                ),
                6 => (
                    format!("FREQ=MONTHLY;BYDAY=-1{}", names[one]),
                    Box::new(move |d| d.weekday() == WEEKDAYS[one] && d.day() > d.days_in_month() - 7),
                ),
                7 => ("FREQ=MONTHLY;BYMONTHDAY=1,15".to_owned(), Box::new(|d| d.day() == 1 || d.day() == 15)),
                8 => (
                    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR".to_owned(),
                    Box::new(|d| d.weekday().to_monday_zero_offset() < 5),
                ),
                _ => (
                    "FREQ=YEARLY;BYMONTH=5,12;BYDAY=1SA".to_owned(),
                    Box::new(|d| {
                        matches!(d.month(), 5 | 12) && d.weekday() == Weekday::Saturday && d.day() <= 7
                    }),
                ),
            };
            Repetition { start, rule, takes_place }
        })
        .collect()
}

fn first_moment(start: DateTime) -> Moment {
    Moment::timed(start, start.checked_add(SignedDuration::from_mins(90)).ok(), Zone::berlin()).unwrap()
}

/// Every day from the first date to the end of the horizon, one after the other.
fn walk(repetition: &Repetition, horizon: Horizon) -> Vec<Moment> {
    let zone = Zone::berlin();
    let mut found = Vec::new();
    let mut day = repetition.start.date();
    while day <= horizon.to() {
        let civil = DateTime::from_parts(day, repetition.start.time());
        let takes_place = day == repetition.start.date() || (repetition.takes_place)(day);
        if takes_place && day >= horizon.from() && zone.exists(civil) {
            found.push(first_moment(civil));
        }
        day = day.tomorrow().unwrap();
    }
    found
}

fn expansion(criterion: &mut Criterion) {
    let repetitions = repetitions();
    let series: Vec<Series> = repetitions
        .iter()
        .map(|repetition| Series::new(first_moment(repetition.start), repetition.rule.parse().unwrap()))
        .collect();
    // What is compared has to say the same.
    for (series, repetition) in series.iter().zip(&repetitions) {
        assert_eq!(series.expand(horizon()).moments, walk(repetition, horizon()), "{}", repetition.rule);
    }
    let dates: usize = series.iter().map(|series| series.expand(horizon()).moments.len()).sum();
    println!("{MANY} rules have {dates} dates within eighteen months");
    let mut group = criterion.benchmark_group("expansion");
    group.sample_size(10).throughput(Throughput::Elements(MANY as u64));
    group.bench_function("rules", |bencher| {
        bencher.iter(|| {
            series.iter().map(|series| black_box(series.expand(horizon())).moments.len()).sum::<usize>()
        });
    });
    group.bench_function("baseline: every day walked", |bencher| {
        bencher.iter(|| {
            repetitions.iter().map(|repetition| black_box(walk(repetition, horizon())).len()).sum::<usize>()
        });
    });
    group.finish();
}

/// A calendar of ten thousand events, a third of them series with exceptions.
fn calendar() -> WrittenCalendar {
    let events = repetitions().into_iter().enumerate().map(|(n, repetition)| {
        let when = WrittenWhen::once(first_moment(repetition.start));
        let when = if n % 3 == 0 {
            let excluded = [14, 21]
                .map(|days| repetition.start.checked_add(SignedDuration::from_hours(24 * days)).unwrap());
            WrittenWhen { rules: vec![repetition.rule.parse().unwrap()], excluded: excluded.into(), ..when }
        } else {
            when
        };
        WrittenEvent {
            summary: Some(format!("Nähkurs für alle, Gruppe {n}")),
            description: Some("Bringen Sie bitte Stoff, Garn und Geduld mit; Maschinen sind da.\n".repeat(4)),
            location: Some("Bürgerhaus, Markt 1, 04916 Herzberg (Elster)".to_owned()),
            url: Some(format!("https://example.org/angebote/{n}")),
            categories: vec!["Handwerk".to_owned(), "Freizeit".to_owned()],
            ..WrittenEvent::new(format!("{n}@example.org"), "2026-11-22T09:00:00Z".parse().unwrap(), when)
        }
    });
    WrittenCalendar { name: Some("Alles".to_owned()), events: events.collect(), ..WrittenCalendar::default() }
}

fn files(criterion: &mut Criterion) {
    let calendar = calendar();
    let text = write(&calendar);
    println!("a calendar of {MANY} events has {} bytes", text.len());
    let options = ReadOptions::new(horizon().from(), horizon().to());
    assert_eq!(read(text.as_bytes(), &options).unwrap().events.len(), MANY);
    let mut group = criterion.benchmark_group("calendar file");
    group.sample_size(10).throughput(Throughput::Elements(MANY as u64));
    group.bench_function("writing", |bencher| {
        bencher.iter_batched(
            || &calendar,
            |calendar| black_box(write(calendar)).len(),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("reading with all dates", |bencher| {
        bencher.iter(|| black_box(read(text.as_bytes(), &options)).unwrap().events.len());
    });
    group.bench_function("baseline: calcard parses and expands nothing", |bencher| {
        bencher.iter(|| {
            calcard::icalendar::ICalendar::parse(black_box(text.as_str())).unwrap().components.len()
        });
    });
    group.finish();
}

criterion_group!(benches, expansion, files);
criterion_main!(benches);
