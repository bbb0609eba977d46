//! When something takes place: single dates, the parts of a series, instances of a course, rules.

use std::collections::{HashMap, HashSet};

use jiff::civil::DateTime;
use kreisrund_kernel::{
    Slug,
    plain_text::{self, Style},
    text::fold,
};
use kreisrund_schedule::{Moment, Occurrence, OccurrenceState, Series, Zone};

use super::{
    super::{
        days::{Days, Keys},
        json::{Json, Object},
        when::{self, Said, iso},
    },
    graph::{Graph, all, bare, get, text_of},
    identity,
    price::is_sold_out,
    schedule::{self, Beside},
    venue,
};
use crate::offer::{ONLY_DATE, OfferDate, Rule};

/// How deep the parts of something may have parts that are dates of it.
const MOST_DEEP: usize = 3;

/// The dates of an offer.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub dates: Vec<OfferDate>,
    pub series: Option<Rule>,
    /// What somebody should know about them, in sentences.
    pub notes: Vec<String>,
    /// What tells it from others of the same title, and stays the same while days go by: the start of the first date that
    /// anything says, or the time of day where a schedule names no first day.
    pub begins: Option<String>,
    /// How many dates there are that lie outside of the days that are taken.
    pub outside: usize,
}

/// One date before it is told from the others.
struct One<'a> {
    moment: Moment,
    state: OccurrenceState,
    moved_from: Option<DateTime>,
    title: Option<String>,
    place: Option<String>,
    /// Who says so; nobody where a rule does.
    told_by: Option<&'a Object>,
}

/// The dates of an offer as they are found, each start of a rule once.
#[derive(Default)]
struct Ones<'a> {
    list: Vec<One<'a>>,
    /// Where in the list the dates are that only a rule told.
    by_rule: HashMap<DateTime, usize>,
}

impl<'a> Ones<'a> {
    /// Puts a date beside the others, or in the place of the one that it changes.
    fn put(&mut self, one: One<'a>) {
        let start = one.moment.civil_start();
        let planned = [Some(start), one.moved_from].into_iter().flatten();
        let changed = planned.filter_map(|planned| Some((*self.by_rule.get(&planned)?, planned))).min();
        match (changed, one.told_by) {
            (Some((index, planned)), Some(_)) => {
                self.by_rule.remove(&planned);
                let moved_from = one.moved_from.filter(|_| planned != start);
                if let Some(known) = self.list.get_mut(index) {
                    *known = One { moved_from, ..one };
                }
            }
            (Some(_), None) => {}
            (None, told_by) => {
                if told_by.is_none() {
                    self.by_rule.insert(start, self.list.len());
                }
                self.list.push(one);
            }
        }
    }
}

/// What is told from outside of a date.
pub(super) struct Context<'g, 'a> {
    pub graph: &'g Graph<'a>,
    /// The offer's own title and place: those of a date are told only where they differ.
    pub title: &'g str,
    pub place: Option<&'g str>,
}

/// The dates of `thing`, which has these further `parts`.
pub(super) fn dates<'a>(
    thing: &'a Object,
    parts: &[&'a Object],
    context: &Context<'_, 'a>,
    days: &mut Days,
) -> Result<Dates, String> {
    let mut reader = DatesReader { context, days, found: Dates::default(), series: Vec::new() };
    let mut ones = reader.of(thing, parts, OccurrenceState::Planned, 0)?.list;
    let is_only = ones.len() == 1 && reader.series.is_empty();
    let (mut found, series) = (reader.found, reader.series);
    found.begins = begins(&ones, &series);
    let before = ones.len();
    ones.retain(|one| days.takes(&one.moment));
    found.outside = before - ones.len();
    if let [series] = series.as_slice() {
        found.series = Some(Rule { series: series.clone(), followed_to: days.to });
    }
    found.dates = with_keys(ones, is_only, context.graph);
    if let Some(note) = days.keep_nearest(&mut found.dates) {
        found.notes.push(note);
        // The rule would tell those that stay out.
        found.series = None;
    }
    Ok(found)
}

/// Which dates a rule gives depends on the day; where it begins does not.
fn begins(ones: &[One<'_>], series: &[Series]) -> Option<String> {
    let told = ones.iter().filter(|one| one.told_by.is_some());
    let told = told.map(|one| one.moved_from.unwrap_or_else(|| one.moment.civil_start()));
    let first = told.chain(series.iter().map(|series| series.first.civil_start())).min();
    first.map(|first| first.to_string()).or_else(|| {
        let time = ones.iter().map(|one| one.moment.civil_start().time()).min()?;
        Some(format!("T{time}"))
    })
}

struct DatesReader<'r, 'g, 'a> {
    context: &'r Context<'g, 'a>,
    days: &'r mut Days,
    found: Dates,
    /// The rules that begin where they say, each with all that it gives.
    series: Vec<Series>,
}

impl<'a> DatesReader<'_, '_, 'a> {
    fn of(
        &mut self,
        thing: &'a Object,
        further: &[&'a Object],
        state_above: OccurrenceState,
        depth: usize,
    ) -> Result<Ones<'a>, String> {
        let graph = self.context.graph;
        self.days.look_at_part().map_err(|error| error.to_string())?;
        let state = self.state(thing, state_above);
        let mut parts: Vec<&Object> = Vec::new();
        if depth < MOST_DEEP {
            let inner = ["hasCourseInstance", "subEvent", "subEvents"];
            parts.extend(inner.iter().flat_map(|name| graph.things(thing, name)));
            let mut seen: HashSet<*const Object> =
                parts.iter().map(|part| std::ptr::from_ref(*part)).collect();
            parts.extend(further.iter().filter(|part| seen.insert(std::ptr::from_ref(**part))));
        }
        let mut ones = self.by_rules(thing, state)?;
        let has_rules = !ones.list.is_empty();
        // What begins by itself and has a programme is one date: its parts are no dates of it.
        let begins = get(thing, "startDate").is_some() && !is_made_of_parts(thing);
        if has_rules || !begins {
            for part in parts {
                for one in self.of(part, &[], state, depth + 1)?.list {
                    ones.put(one);
                }
            }
        }
        if ones.list.is_empty() && get(thing, "startDate").is_some() {
            ones.put(self.single(thing, state)?);
        }
        Ok(ones)
    }

    /// The dates that the rules of `thing` give.
    fn by_rules(&mut self, thing: &'a Object, state: OccurrenceState) -> Result<Ones<'a>, String> {
        let graph = self.context.graph;
        let said = |name: &str| text_of(thing, name).and_then(iso);
        let beside =
            Beside { start: said("startDate"), end: said("endDate"), duration: text_of(thing, "duration") };
        let mut ones = Ones::default();
        let schedules = ["eventSchedule", "courseSchedule"].iter().flat_map(|name| graph.things(thing, name));
        for written in schedules {
            let Some(followed) = schedule::series(written, beside, &Zone::berlin(), self.days)? else {
                continue;
            };
            let (moments, truncated) =
                self.days.follow(&followed.series).map_err(|error| error.to_string())?;
            self.found.notes.extend(truncated.map(|truncated| truncated.to_string()));
            let today = self.days.today;
            let coming = |moment: &Moment| followed.is_anchored || moment.civil_start().date() >= today;
            for moment in moments.into_iter().filter(coming) {
                ones.put(One { moment, state, moved_from: None, title: None, place: None, told_by: None });
            }
            if followed.is_anchored {
                self.series.push(followed.series);
            } else {
                let note = "its schedule names no first day; dates are taken from today on";
                self.found.notes.push(note.to_owned());
            }
        }
        Ok(ones)
    }

    fn single(&mut self, thing: &'a Object, state: OccurrenceState) -> Result<One<'a>, String> {
        let (graph, zone) = (self.context.graph, Zone::berlin());
        let written = text_of(thing, "startDate").unwrap_or_default();
        let (start, told_end) = said(written)
            .ok_or_else(|| format!("its start “{}” (startDate) can't be read", schedule::excerpt(written)))?;
        let mut end = told_end;
        if let Some(written) = text_of(thing, "endDate") {
            match said(written) {
                Some((said, _)) => end = Some(said),
                None => self.found.notes.push(format!(
                    "its end “{}” (endDate) can't be read and was left out",
                    schedule::excerpt(written)
                )),
            }
        }
        let duration = text_of(thing, "duration");
        let end = end.or_else(|| duration.and_then(|duration| when::after(start, duration, &zone)));
        let (moment, doubt) = when::moment_or_start(start, end, &zone)
            .map_err(|_| "its start lies beyond all calendars".to_owned())?;
        self.found.notes.extend(doubt.map(|doubt| doubt.end_left_out().to_owned()));
        let before = all(thing, "previousStartDate").iter().filter_map(Json::text).find_map(iso);
        let before = before.map(|said| said.civil(&zone).unwrap_or_else(|| said.day(&zone).at(0, 0, 0, 0)));
        let own_title =
            graph.texts(thing, "name").first().and_then(|(_, name)| plain_text::title(name, Style::Unknown));
        let own_place = venue::read(thing, graph).text;
        Ok(One {
            state,
            moved_from: before.filter(|before| *before != moment.civil_start()),
            title: own_title.filter(|title| fold(title) != fold(self.context.title)),
            place: own_place.filter(|place| Some(place.as_str()) != self.context.place),
            moment,
            told_by: Some(thing),
        })
    }

    /// Whether `thing` takes place, and whether there is room.
    fn state(&mut self, thing: &'a Object, above: OccurrenceState) -> OccurrenceState {
        let statuses = || {
            all(thing, "eventStatus")
                .iter()
                .filter_map(|status| status.text().or_else(|| status.object()?.text("@id")).map(bare))
        };
        if above == OccurrenceState::Cancelled || statuses().any(|status| status == "EventCancelled") {
            return OccurrenceState::Cancelled;
        }
        if statuses().any(|status| status == "EventPostponed") {
            self.found
                .notes
                .push("it is put off and its new date is not known; the old one is cancelled".to_owned());
            return OccurrenceState::Cancelled;
        }
        match is_sold_out(thing, self.context.graph) {
            Some(true) => OccurrenceState::SoldOut,
            Some(false) => OccurrenceState::Planned,
            None => above,
        }
    }
}

/// Whether a thing is a series by its type, or has no date of its own: then its parts are its dates.
pub(super) fn is_made_of_parts(thing: &Object) -> bool {
    let is_series =
        super::graph::types(thing).any(|kind| matches!(kind, "EventSeries" | "Course" | "CourseInstance"));
    is_series || get(thing, "startDate").is_none()
}

/// A start, and an end where both stand in one text. Programs write ISO 8601; people who fill in forms don't.
fn said(text: &str) -> Option<(Said, Option<Said>)> {
    if let Some(said) = iso(text) {
        return Some((said, None));
    }
    let written = when::german(text)?;
    let start =
        written.from.map_or(Said::Day(written.day), |from| Said::Civil(written.day.to_datetime(from)));
    let end = written.from.zip(written.to);
    Some((start, end.map(|(from, to)| Said::Civil(when::following(written.day.to_datetime(from), to)))))
}

/// The dates with keys that stay the same while a date is put off or others come: what a date is called at its source, or
/// the start that it was announced for.
fn with_keys(ones: Vec<One<'_>>, is_only: bool, graph: &Graph<'_>) -> Vec<OfferDate> {
    let names: Vec<Option<String>> =
        ones.iter().map(|one| one.told_by.and_then(|thing| identity::of(thing, graph))).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in names.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let mut keys = Keys::default();
    let mut known: HashSet<(Moment, Option<String>, Option<String>)> = HashSet::new();
    let mut dates: Vec<OfferDate> = Vec::with_capacity(ones.len());
    for (one, name) in ones.into_iter().zip(&names) {
        let announced = match one.moved_from {
            Some(before) if one.moment.is_all_day() => before.date().to_string(),
            Some(before) => before.to_string(),
            None => OfferDate::key_in_series(&one.moment),
        };
        let key = if is_only {
            ONLY_DATE.to_owned()
        } else {
            name.clone().filter(|name| counts.get(name.as_str()) == Some(&1)).unwrap_or(announced)
        };
        let is_new = known.insert((one.moment.clone(), one.place.clone(), one.title.clone()));
        let key = if keys.is_free(&key) {
            keys.take(key, None)
        } else if is_new {
            // The same day at two places.
            let place = one.place.as_deref().and_then(Slug::from_text);
            keys.take(key, place.as_ref().map(Slug::as_str))
        } else {
            // The very same date twice is one.
            continue;
        };
        dates.push(OfferDate {
            key,
            occurrence: Occurrence { moment: one.moment, state: one.state },
            moved_from: one.moved_from,
            title: one.title,
            place: one.place,
        });
    }
    dates
}
