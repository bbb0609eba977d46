//! The index finds exactly what a plain walk through the same entries finds.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use kreisrund_kernel::{AreaId, Kilometres, Position, SubjectKind, SubjectRef};
use kreisrund_search::{CardOccurrence, Interval, Kind, Page, Query, SearchEntry, Within};
use proptest::prelude::*;
use uuid::Uuid;

use crate::shelf::{ask, at, entry, index_of};

const WORDS: [&str; 4] = ["konzert", "yoga", "lesung", "markt"];

fn area(number: u128) -> AreaId {
    AreaId(Uuid::from_u128(number))
}

fn tag(number: u128) -> SubjectRef {
    SubjectRef::new(SubjectKind::Term, Uuid::from_u128(number))
}

fn hours(hours: i64) -> Timestamp {
    at("2026-01-01T00:00") + SignedDuration::from_hours(hours)
}

fn positions() -> impl Strategy<Value = Position> {
    (51.3..52.0_f64, 13.0..14.0_f64)
        .prop_map(|(latitude, longitude)| Position::new(latitude, longitude).unwrap())
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

fn intervals() -> impl Strategy<Value = Interval> {
    let lengths = prop_oneof![Just(0), 1..6_i64, 24..=72_i64];
    (0..18_000_i64, lengths)
        .prop_map(|(start, length)| Interval { start: hours(start), end: hours(start + length) })
}

fn entries() -> impl Strategy<Value = SearchEntry> {
    (
        prop::sample::subsequence(WORDS.to_vec(), 0..=WORDS.len()),
        kinds(),
        prop::option::of(1..4_u128),
        prop::option::of(positions()),
        prop::collection::vec(intervals(), 0..5),
        prop::sample::subsequence(vec![1, 2], 0..=2),
    )
        .prop_map(|(words, kind, in_area, position, intervals, tags)| {
            let mut entry = entry(&words.join(" "));
            entry.card.occurrences = intervals
                .iter()
                .map(|interval| CardOccurrence {
                    start: jiff::tz::TimeZone::UTC.to_datetime(interval.start),
                    end: None,
                    zone: "UTC".to_owned(),
                    all_day: false,
                    state: "planned".to_owned(),
                })
                .collect();
            entry.card.slug = entry.subject.id.to_string();
            let tags = tags.into_iter().map(tag).collect();
            SearchEntry { kind, area: in_area.map(area), position, intervals, tags, ..entry }
        })
}

fn queries() -> impl Strategy<Value = Query> {
    (
        prop::sample::subsequence(WORDS.to_vec(), 0..=2),
        prop::sample::subsequence(Kind::ALL.to_vec(), 0..=3),
        prop::sample::subsequence(vec![1, 2, 3, 4], 0..=2),
        prop::option::of((positions(), 0.0..60.0_f64)),
        prop::option::of((0..18_000_i64, 1..2_000_i64)),
        0..18_000_i64,
        prop::sample::subsequence(vec![1, 2, 3], 0..=1),
        prop::option::weighted(0.2, 1..4_u128),
    )
        .prop_map(|(words, kinds, areas, within, during, now, tags, elsewhere)| Query {
            tags: tags.into_iter().map(tag).collect(),
            elsewhere_than: elsewhere.map(area),
            kinds,
            areas: areas.into_iter().map(area).collect(),
            within: within.map(|(centre, radius)| Within { centre, radius: Kilometres(radius) }),
            during: during
                .map(|(start, length)| Interval { start: hours(start), end: hours(start + length) }),
            now: hours(now),
            ..ask(&words.join(" "))
        })
}

/// The starts of those of its dates that fit, or `None` where the entry does not.
fn fitting_dates(entry: &SearchEntry, query: &Query) -> Option<Vec<Timestamp>> {
    let asked = query.words.split_whitespace().all(|word| entry.title.split(' ').any(|known| known == word));
    let near = entry.kind.is_everywhere()
        || query.within.is_none_or(|within| {
            entry.position.is_some_and(|position| within.centre.distance(position).0 <= within.radius.0)
        });
    let tagged = query.tags.iter().all(|tag| entry.tags.contains(tag));
    let elsewhere = entry.area.is_none() || entry.area != query.elsewhere_than;
    if !asked || !near || !tagged || !elsewhere {
        return None;
    }
    let (from, to) = query.during.map_or((query.now, Timestamp::MAX), |during| (during.start, during.end));
    // The stretch that both have in common is not empty, or the moment lies in the period.
    let fits = |date: &&Interval| {
        let (first, last) = (date.start.max(from), date.end.min(to));
        first < last || (date.start == date.end && from <= date.start && date.start < to)
    };
    let dates: Vec<Timestamp> = entry.intervals.iter().filter(fits).map(|date| date.start).collect();
    let ongoing = entry.intervals.is_empty() && query.during.is_none();
    (ongoing || !dates.is_empty()).then_some(dates)
}

fn is_of_kind(entry: &SearchEntry, query: &Query) -> bool {
    query.kinds.is_empty() || query.kinds.contains(&entry.kind)
}

fn is_in_area(entry: &SearchEntry, query: &Query) -> bool {
    query.areas.is_empty()
        || entry.kind.is_everywhere()
        || entry.area.is_some_and(|area| query.areas.contains(&area))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_plain_walk_finds(
        entries in prop::collection::vec(entries(), 0..60), queries in prop::collection::vec(queries(), 20),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (index, _folder) = runtime.block_on(index_of(entries.clone()));
        for query in queries {
            let fitting: Vec<(&SearchEntry, Vec<Timestamp>)> =
                entries.iter().filter_map(|entry| Some((entry, fitting_dates(entry, &query)?))).collect();
            let expected: BTreeMap<&str, &Vec<Timestamp>> = fitting
                .iter()
                .filter(|(entry, _)| is_of_kind(entry, &query) && is_in_area(entry, &query))
                .map(|(entry, dates)| (entry.card.slug.as_str(), dates))
                .collect();
            let results = index.search(&query).unwrap();
            prop_assert_eq!(results.total, expected.len());
            let found: BTreeSet<&str> = results.hits.iter().map(|hit| hit.card.slug.as_str()).collect();
            prop_assert_eq!(found, expected.keys().copied().collect::<BTreeSet<_>>());
            for hit in &results.hits {
                let dates = expected[hit.card.slug.as_str()];
                let next = hit.next.as_ref().map(|next| next.start);
                let first = dates.iter().min().map(|first| jiff::tz::TimeZone::UTC.to_datetime(*first));
                prop_assert_eq!((hit.dates, next), (dates.len(), first));
            }
            if query.words.is_empty() {
                let starts: Vec<_> = results.hits.iter().map(|hit| hit.next.as_ref().map(|next| next.start)).collect();
                let in_order = |pair: &[Option<_>]| pair[1].is_none() || (pair[0].is_some() && pair[0] <= pair[1]);
                prop_assert!(starts.windows(2).all(in_order), "{:?}", starts);
            }
            let (mut kinds, mut areas) = (BTreeMap::new(), BTreeMap::new());
            for (entry, _) in &fitting {
                if is_in_area(entry, &query) {
                    *kinds.entry(entry.kind).or_insert(0) += 1;
                }
                if let (true, Some(area)) = (is_of_kind(entry, &query), entry.area) {
                    *areas.entry(area).or_insert(0) += 1;
                }
            }
            prop_assert_eq!((&results.facets.kinds, &results.facets.areas), (&kinds, &areas));
            let mut pages = Vec::new();
            for offset in (0..results.total).step_by(7) {
                let page = index.search(&Query { page: Page { offset, limit: 7 }, ..query.clone() }).unwrap();
                pages.extend(page.hits.into_iter().map(|hit| hit.card.slug));
            }
            let all: Vec<String> = results.hits.into_iter().map(|hit| hit.card.slug).collect();
            prop_assert_eq!(pages, all);
        }
    }
}
