//! The index finds and counts exactly what a plain walk through the same entries finds and counts.
//!
//! The walk knows one rule for all counts: the number beside a choice is how many there would be if just that were chosen
//! in its facet, and everything else stayed as it is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use kreisrund_kernel::{AreaId, Kilometres, Position, SubjectKind, SubjectRef, clock::WEEKDAYS};
use kreisrund_search::{
    Bounds, CardOccurrence, Facet, Facets, Grid, Hit, Interval, Kind, MOST_AT_A_SPOT, Options, Order, Page,
    PartOfDay, Query, Results, SearchEntry, Tag, Visibility, Within,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::shelf::{ask, at, entry, index_of};

const WORDS: [&str; 4] = ["konzert", "yoga", "lesung", "markt"];

fn area(number: u128) -> AreaId {
    AreaId(Uuid::from_u128(number))
}

fn term(number: u128) -> Tag {
    SubjectRef::new(SubjectKind::Term, Uuid::from_u128(number)).into()
}

fn price(number: u128) -> Tag {
    Tag::property("price", &number.to_string())
}

fn hours(hours: i64) -> Timestamp {
    at("2026-01-01T00:00") + SignedDuration::from_hours(hours)
}

fn positions() -> impl Strategy<Value = Position> {
    let anywhere = (51.3..52.0_f64, 13.0..14.0_f64);
    // Much takes place at one and the same spot.
    let somewhere = prop_oneof![2 => anywhere, 1 => Just((51.69, 13.23)), 1 => Just((51.63, 13.71))];
    somewhere.prop_map(|(latitude, longitude)| Position::new(latitude, longitude).unwrap())
}

fn some_of<T: Clone + std::fmt::Debug + 'static>(
    all: impl Into<Vec<T>>,
    most: usize,
) -> impl Strategy<Value = Vec<T>> {
    prop::sample::subsequence(all.into(), 0..=most)
}

/// A date, and until when one may sign up for it.
#[derive(Clone, Debug)]
struct Dated {
    date: CardOccurrence,
    interval: Interval,
    open_until: Timestamp,
}

fn dates() -> impl Strategy<Value = Dated> {
    let lengths = prop_oneof![Just(0), 1..6_i64, 24..=72_i64];
    (0..3_000_i64, lengths, -200..200_i64, prop::bool::weighted(0.2)).prop_map(
        |(start, length, open, all_day)| {
            let civil = |hour: i64| TimeZone::UTC.to_datetime(hours(hour));
            let open_until = hours(start + open);
            if all_day {
                // Whole days: the last one belongs to it.
                let (first, last) = (civil(start).date(), civil(start + length).date());
                let midnight = |date: Date| date.to_zoned(TimeZone::UTC).unwrap().timestamp();
                let interval = Interval { start: midnight(first), end: midnight(last.tomorrow().unwrap()) };
                let date = occurrence(first.at(0, 0, 0, 0), Some(last.at(0, 0, 0, 0)), true);
                return Dated { date, interval, open_until };
            }
            let interval = Interval { start: hours(start), end: hours(start + length) };
            Dated { date: occurrence(civil(start), None, false), interval, open_until }
        },
    )
}

fn occurrence(
    start: jiff::civil::DateTime,
    end: Option<jiff::civil::DateTime>,
    all_day: bool,
) -> CardOccurrence {
    CardOccurrence { start, end, zone: "UTC".to_owned(), all_day, state: "planned".to_owned() }
}

fn entries() -> impl Strategy<Value = SearchEntry> {
    (
        (some_of(WORDS, 4), prop::sample::select(Kind::ALL.to_vec()), prop::bool::weighted(0.15)),
        (prop::option::of(1..4_u128), prop::collection::vec(1..4_u128, 0..3)),
        prop::option::of(positions()),
        (prop::collection::vec(dates(), 0..5), -200..3_000_i64),
        // Some have the same tag twice, by two ways.
        (prop::collection::vec(1..4_u128, 0..4), prop::collection::vec(1..4_u128, 0..2)),
    )
        .prop_map(
            |((words, kind, staff), (in_area, further), position, (dates, open), (terms, prices))| {
                let mut entry = entry(&words.join(" "));
                entry.card.occurrences = dates.iter().map(|dated| dated.date.clone()).collect();
                entry.card.slug = entry.subject.id.to_string();
                let open_until = if dates.is_empty() {
                    vec![hours(open)]
                } else {
                    dates.iter().map(|dated| dated.open_until).collect()
                };
                SearchEntry {
                    kind,
                    visibility: if staff { Visibility::Staff } else { Visibility::Public },
                    area: in_area.map(area),
                    further_areas: further.into_iter().map(area).collect(),
                    position,
                    intervals: dates.iter().map(|dated| dated.interval).collect(),
                    open_until,
                    tags: terms.into_iter().map(term).chain(prices.into_iter().map(price)).collect(),
                    ..entry
                }
            },
        )
}

fn periods() -> impl Strategy<Value = Interval> {
    (0..3_000_i64, 1..700_i64)
        .prop_map(|(start, length)| Interval { start: hours(start), end: hours(start + length) })
}

/// Some days in a row.
fn calendars() -> impl Strategy<Value = Vec<Interval>> {
    (0..120_i64, 0..14_i64).prop_map(|(first, days)| {
        let day = |day: i64| Interval { start: hours(24 * day), end: hours(24 * (day + 1)) };
        (first..first + days).map(day).collect()
    })
}

fn frames() -> impl Strategy<Value = Bounds> {
    let frame = (positions(), positions()).prop_map(|(one, other)| Bounds::of(one).and(Bounds::of(other)));
    prop_oneof![Just(Bounds::EARTH), frame]
}

/// The choices among prices, terms that are listed, and all terms; some choose what is not offered.
fn facets() -> impl Strategy<Value = Vec<Facet>> {
    let prices: Vec<Tag> = (1..5).map(price).collect();
    let terms: Vec<Tag> = (1..5).map(term).collect();
    let records = Options::Records(SubjectKind::Term);
    (some_of(prices.clone(), 2), some_of(terms.clone(), 2), some_of(terms.clone(), 3), 0..4_usize).prop_map(
        move |(of_prices, of_listed, of_all, how_many)| {
            let listed = |tags: &[Tag]| Options::Listed(tags.to_vec());
            let all = [
                Facet { options: listed(&prices), chosen: of_prices },
                Facet { options: records.clone(), chosen: of_all },
                Facet { options: listed(&terms[..2]), chosen: of_listed },
            ];
            all.into_iter().take(how_many).collect()
        },
    )
}

fn queries() -> impl Strategy<Value = Query> {
    (
        (some_of(WORDS, 2), some_of(Kind::ALL, 3), some_of([1, 2, 3, 4], 2), some_of([1, 2, 3], 1)),
        (prop::option::of((positions(), 0.0..60.0_f64)), prop::option::of(periods()), 0..3_000_i64),
        (prop::option::weighted(0.2, 1..4_u128), prop::bool::weighted(0.1), some_of(WORDS, 1)),
        (facets(), prop::collection::vec(prop::collection::vec((1..5_u128).prop_map(area), 0..3), 0..3)),
        (some_of(WEEKDAYS, 3), some_of(PartOfDay::ALL, 2), any::<bool>()),
        (prop::collection::vec(periods(), 0..4), any::<bool>(), any::<bool>()),
        (calendars(), 0..4_usize, prop::option::of((0..15_u8, frames()))),
    )
        .prop_map(
            |(
                (words, kinds, areas, tags),
                (within, during, now),
                (elsewhere, nowhere, mentions),
                (facets, regions),
                (weekdays, parts_of_day, open),
                (periods, staff, explain),
                (days, per_day, grid),
            )| Query {
                mentions: mentions.into_iter().map(str::to_owned).collect(),
                within: within.map(|(centre, radius)| Within { centre, radius: Kilometres(radius) }),
                areas: areas.into_iter().map(area).collect(),
                elsewhere_than: elsewhere.map(area),
                nowhere,
                tags: tags.into_iter().map(term).collect(),
                facets,
                regions,
                during,
                weekdays,
                parts_of_day,
                open,
                periods,
                kinds,
                now: hours(now),
                staff,
                explain,
                every_date: explain,
                days,
                per_day,
                grid: grid.map(|(zoom, bounds)| Grid { zoom, bounds }),
                // Ordered by fit, what has only some of several words is found as well.
                order: if words.len() > 1 { Order::Soonest } else { Order::Best },
                ..ask(&words.join(" "))
            },
        )
}

/// The starts of those of its dates that fit, or `None` where the entry does not.
fn fitting_dates(entry: &SearchEntry, query: &Query) -> Option<Vec<Timestamp>> {
    let says = |word: &str| entry.title.split(' ').any(|known| known == word);
    let is_mentioned = query.mentions.iter().any(|name| says(name));
    let free_of_place = entry.kind.is_everywhere() || is_mentioned;
    let areas: Vec<AreaId> = entry.area.into_iter().chain(entry.further_areas.iter().copied()).collect();
    let near = query.within.is_none_or(|within| {
        entry.position.is_some_and(|position| within.centre.distance(position).0 <= within.radius.0)
    });
    let fits = query.words.split_whitespace().all(says)
        && (query.staff || entry.visibility == Visibility::Public)
        && (near || free_of_place)
        && query.elsewhere_than.is_none_or(|area| !areas.contains(&area))
        && (!query.nowhere || areas.is_empty())
        && query.tags.iter().all(|tag| entry.tags.contains(tag))
        && (query.kinds.is_empty() || query.kinds.contains(&entry.kind))
        && (query.areas.is_empty() || free_of_place || areas.iter().any(|area| query.areas.contains(area)))
        && query
            .facets
            .iter()
            .all(|facet| facet.chosen.is_empty() || facet.chosen.iter().any(|tag| entry.tags.contains(tag)));
    if !fits {
        return None;
    }
    if entry.intervals.is_empty() {
        let asks_for_time =
            query.during.is_some() || !query.weekdays.is_empty() || !query.parts_of_day.is_empty();
        let fits = !asks_for_time && (!query.open || entry.open_until[0] >= query.now);
        return fits.then(Vec::new);
    }
    let dates: Vec<Timestamp> = (0..entry.intervals.len())
        .filter(|index| date_fits(entry, *index, query))
        .map(|index| entry.intervals[index].start)
        .collect();
    (!dates.is_empty()).then_some(dates)
}

/// Whether all that is asked of dates holds for this one.
fn date_fits(entry: &SearchEntry, index: usize, query: &Query) -> bool {
    let (interval, date) = (entry.intervals[index], &entry.card.occurrences[index]);
    let (from, to) = query.during.map_or((query.now, Timestamp::MAX), |during| (during.start, during.end));
    // The stretch that both have in common is not empty, or the moment lies in the period.
    let in_period = interval.start.max(from) < interval.end.min(to)
        || (interval.start == interval.end && from <= interval.start && interval.start < to);
    let last = date.end.unwrap_or(date.start).date();
    let days = date.start.date().series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
    let weekdays: Vec<Weekday> = days.map(Date::weekday).collect();
    let on_weekday = query.weekdays.is_empty()
        || weekdays.iter().take(if date.all_day { 7 } else { 1 }).any(|day| query.weekdays.contains(day));
    let part = match date.start.hour() {
        ..12 => PartOfDay::Morning,
        12..17 => PartOfDay::Afternoon,
        17.. => PartOfDay::Evening,
    };
    let by_day = [PartOfDay::Morning, PartOfDay::Afternoon];
    let in_part = query.parts_of_day.is_empty()
        || if date.all_day {
            by_day.iter().any(|part| query.parts_of_day.contains(part))
        } else {
            query.parts_of_day.contains(&part)
        };
    let is_open = entry.open_until[index] >= query.now && interval.end >= query.now;
    in_period && on_weekday && in_part && (is_open || !query.open)
}

/// What stands beside each choice.
fn counts(entries: &[SearchEntry], query: &Query) -> Facets {
    let count = |query: &Query| entries.iter().filter(|entry| fitting_dates(entry, query).is_some()).count();
    let (mut kinds, mut areas) = (BTreeMap::new(), BTreeMap::new());
    for kind in Kind::ALL {
        kinds.insert(kind, count(&Query { kinds: vec![kind], ..query.clone() }));
    }
    let anywhere = Query { areas: Vec::new(), ..query.clone() };
    let in_one_of = |wanted: &[AreaId]| {
        let lies_there = |entry: &&SearchEntry| {
            entry.area.iter().chain(&entry.further_areas).any(|area| wanted.contains(area))
        };
        // What belongs to the whole county is found everywhere, but is counted where it lies.
        entries.iter().filter(lies_there).filter(|entry| fitting_dates(entry, &anywhere).is_some()).count()
    };
    for area in (1..5).map(area) {
        areas.insert(area, in_one_of(&[area]));
    }
    let options = |facet: &Facet| match &facet.options {
        Options::Listed(tags) => tags.clone(),
        Options::Records(_) => (1..5).map(term).collect(),
    };
    let tags = query.facets.iter().enumerate().map(|(index, facet)| {
        let with_only = |tag: Tag| {
            let mut query = query.clone();
            query.facets[index].chosen = vec![tag];
            query
        };
        let counted = options(facet).into_iter().map(|tag| (tag.clone(), count(&with_only(tag))));
        let listed = matches!(facet.options, Options::Listed(_));
        counted.filter(|(_, count)| listed || *count > 0).collect()
    });
    kinds.retain(|_, count| *count > 0);
    areas.retain(|_, count| *count > 0);
    Facets {
        kinds,
        areas,
        regions: query.regions.iter().map(|region| in_one_of(region)).collect(),
        tags: tags.collect(),
        weekdays: WEEKDAYS.map(|weekday| count(&Query { weekdays: vec![weekday], ..query.clone() })),
        parts_of_day: PartOfDay::ALL.map(|part| count(&Query { parts_of_day: vec![part], ..query.clone() })),
        periods: query
            .periods
            .iter()
            .map(|period| count(&Query { during: Some(*period), ..query.clone() }))
            .collect(),
        open: count(&Query { open: true, ..query.clone() }),
    }
}

/// Each day of the calendar has the dates that lie in it, those first that begin on it.
fn days_are_filled(entries: &[SearchEntry], query: &Query, results: &Results) -> Result<(), TestCaseError> {
    prop_assert_eq!(results.days.len(), query.days.len());
    for (day, filled) in query.days.iter().zip(&results.days) {
        let mut expected = Vec::new();
        for entry in entries.iter().filter(|entry| fitting_dates(entry, query).is_some()) {
            for (index, interval) in entry.intervals.iter().enumerate() {
                let begins = day.start <= interval.start && interval.start < day.end;
                // What is over before six in the morning was the evening before.
                let night = day.start + SignedDuration::from_hours(6);
                let goes_on = interval.start < day.start && interval.end > night;
                if date_fits(entry, index, query) && (begins || goes_on) {
                    let uuid = entry.subject.id;
                    expected.push((goes_on, interval.start, uuid, entry.card.occurrences[index].start));
                }
            }
        }
        expected.sort();
        prop_assert_eq!(filled.total, expected.len());
        let listed = filled.dates.iter().map(|date| (date.card.slug.clone(), date.occurrence.start));
        let first = expected.iter().map(|(_, _, uuid, start)| (uuid.to_string(), *start)).take(query.per_day);
        prop_assert_eq!(listed.collect::<Vec<_>>(), first.collect::<Vec<_>>());
    }
    Ok(())
}

/// The clusters hold each hit once, and say where; only what lies at one spot is told one by one.
fn hits_are_gathered(entries: &[SearchEntry], query: &Query, results: &Results) -> Result<(), TestCaseError> {
    let Some(grid) = query.grid else {
        prop_assert!(results.clusters.is_empty() && results.unplaced == 0);
        return Ok(());
    };
    let hits: Vec<&SearchEntry> =
        entries.iter().filter(|entry| fitting_dates(entry, query).is_some()).collect();
    let placed: Vec<Position> = hits.iter().filter_map(|entry| entry.position).collect();
    prop_assert_eq!(results.unplaced, hits.len() - placed.len());
    let gathered: usize = results.clusters.iter().map(|cluster| cluster.total).sum();
    let lies_in = |position: &Position, bounds: Bounds| {
        (bounds.south..=bounds.north).contains(&position.latitude())
            && (bounds.west..=bounds.east).contains(&position.longitude())
    };
    if grid.bounds == Bounds::EARTH {
        prop_assert_eq!(gathered, placed.len());
    } else {
        let in_frame = placed.iter().filter(|position| lies_in(position, grid.bounds)).count();
        prop_assert!((in_frame..=placed.len()).contains(&gathered), "{gathered} of at least {in_frame}");
    }
    for cluster in &results.clusters {
        prop_assert!(lies_in(&cluster.position, cluster.bounds), "{cluster:?}");
        let there = placed.iter().filter(|position| lies_in(position, cluster.bounds)).count();
        prop_assert!(there >= cluster.total, "{cluster:?}");
        let expected = if cluster.bounds.is_point() { cluster.total.min(MOST_AT_A_SPOT) } else { 0 };
        prop_assert_eq!(cluster.hits.len(), expected);
        for hit in &cluster.hits {
            let entry = hits.iter().find(|entry| entry.card.slug == hit.card.slug);
            prop_assert_eq!(entry.and_then(|entry| entry.position), Some(cluster.position));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_plain_walk_finds(
        entries in prop::collection::vec(entries(), 0..60), queries in prop::collection::vec(queries(), 24),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (index, _folder) = runtime.block_on(index_of(entries.clone()));
        for query in queries {
            let expected: BTreeMap<&str, Vec<Timestamp>> = entries
                .iter()
                .filter_map(|entry| Some((entry.card.slug.as_str(), fitting_dates(entry, &query)?)))
                .collect();
            let results = index.search(&query).unwrap();
            if results.reading.some_words_suffice {
                prop_assert!(expected.is_empty(), "something has all of {:?}", query.words);
                continue;
            }
            prop_assert_eq!(results.total, expected.len());
            let found: BTreeSet<&str> = results.hits.iter().map(|hit| hit.card.slug.as_str()).collect();
            prop_assert_eq!(found, expected.keys().copied().collect::<BTreeSet<_>>());
            for hit in &results.hits {
                let dates = &expected[hit.card.slug.as_str()];
                let next = hit.next.as_ref().map(|next| next.start);
                let first = dates.iter().min().map(|first| TimeZone::UTC.to_datetime(*first));
                prop_assert_eq!((hit.dates, next), (dates.len(), first));
                let fitting = hit.fitting.iter().map(|index| hit.card.occurrences[*index].start);
                let every = dates.iter().map(|start| TimeZone::UTC.to_datetime(*start));
                prop_assert_eq!(fitting.collect::<Vec<_>>(), if query.every_date { every.collect() } else { vec![] });
                let entry = entries.iter().find(|entry| entry.card.slug == hit.card.slug).unwrap();
                prop_assert_eq!(hit.subject.id, entry.subject.id);
                prop_assert_eq!(hit.reasons.is_some(), query.explain);
                if let (Some(reasons), false) = (&hit.reasons, query.words.is_empty()) {
                    for word in query.words.split(' ') {
                        let is_explained =
                            reasons.words.iter().any(|reason| reason.typed == word && reason.points > 0.0);
                        prop_assert!(is_explained, "{word}: {reasons:?}");
                    }
                    let has_score = reasons.score > 0.0 || query.order == Order::Soonest;
                    prop_assert!(has_score && reasons.factors.iter().all(|(_, by)| *by > 0.0));
                }
            }
            if query.words.is_empty() && query.within.is_none() {
                let from = query.during.map_or(query.now, |during| during.start);
                // What has been going on for days stands behind what begins on the first day.
                let listed = |hit: &Hit| {
                    let dates = expected[hit.card.slug.as_str()].iter().map(|start| {
                        let entry = entries.iter().find(|entry| entry.card.slug == hit.card.slug).unwrap();
                        let goes_on = entry.intervals.iter().any(|interval| {
                            interval.start == *start && interval.end.duration_since(*start).as_secs() > 86_400
                        });
                        if goes_on && *start < from { from + jiff::Span::new().hours(12) } else { *start }
                    });
                    dates.min()
                };
                let starts: Vec<_> = results.hits.iter().map(listed).collect();
                let in_order = |pair: &[Option<_>]| pair[1].is_none() || (pair[0].is_some() && pair[0] <= pair[1]);
                prop_assert!(starts.windows(2).all(in_order), "{:?}", starts);
            }
            // Where not all of the words are anywhere, the counts are those of what has some of them.
            if results.total > 0 || query.words.split(' ').count() < 2 {
                prop_assert_eq!(&results.facets, &counts(&entries, &query), "{:?}", query);
            }
            days_are_filled(&entries, &query, &results)?;
            hits_are_gathered(&entries, &query, &results)?;
            let mut pages = Vec::new();
            for offset in (0..results.total).step_by(7) {
                let page = index.search(&Query { page: Page { offset, limit: 7 }, ..query.clone() }).unwrap();
                pages.extend(page.hits.into_iter().map(|hit| hit.card.slug));
            }
            let all: Vec<String> = results.hits.into_iter().map(|hit| hit.card.slug).collect();
            prop_assert_eq!(&pages, &all);
            let uncounted = index.search(&Query { uncounted: true, ..query }).unwrap();
            prop_assert_eq!(uncounted.total, results.total);
            prop_assert_eq!(uncounted.hits.into_iter().map(|hit| hit.card.slug).collect::<Vec<_>>(), all);
        }
    }
}
