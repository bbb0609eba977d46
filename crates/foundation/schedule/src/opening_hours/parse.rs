//! Reading opening hours as people and OpenStreetMap write them.

use jiff::civil::{Date, Weekday};

use super::{
    rule::{Days, Interval, MonthDay, NthWeekday, Rule, Season, WEEK, position},
    token::{Kind, Token, Word, excerpt, tokens},
};

/// Longer than any honest opening hours.
const LONGEST: usize = 2_000;
/// More rules than any door has.
const MOST_RULES: usize = 50;

/// Why a text is not understood as opening hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpeningHours {
    /// Nothing is said.
    #[error("there are no opening hours; write a line such as “Mo-Fr 09:00-17:00”")]
    Empty,
    /// The text is longer than any honest opening hours.
    #[error("the opening hours are longer than {LONGEST} characters or {MOST_RULES} rules; shorten them")]
    TooLong,
    /// A part has no meaning here.
    #[error("“{0}” is not understood; write days and times such as “Mo-Fr 09:00-12:00,14:00-17:00”")]
    NotUnderstood(String),
    /// Days without times.
    #[error("“{0}” does not say when; add times such as “09:00-17:00”, or “off” for closed")]
    NoTimes(String),
    /// A time that no clock shows.
    #[error("“{0}” is not a time; write times from 00:00 to 24:00 such as “09:30-17:00”")]
    NotATime(String),
    /// A beginning without an end.
    #[error("“{0}” does not say until when; write the time at which it closes too")]
    OpenEnd(String),
    /// From one time to the same, or for longer than a day.
    #[error("“{0}” is empty or longer than a day; write “00:00-24:00” for the whole day")]
    Empties(String),
    /// Two intervals of one rule overlap.
    #[error("“{one}” and “{other}” overlap; join them")]
    Overlap {
        /// The earlier one.
        one: String,
        /// The later one.
        other: String,
    },
    /// A day that no year has.
    #[error("“{0}” is not a day of the year; write days such as “Dec 24”")]
    NoSuchDay(String),
    /// A period that ends before it begins, or that says its year once only.
    #[error(
        "“{0}” is not a period; write both years and the earlier day first, such as “2026 Dec 24-2027 Jan 02”"
    )]
    NotAPeriod(String),
    /// A week that no month has.
    #[error("“{0}” is not a week of a month; use 1 to 5, or -1 for the last")]
    NoSuchWeek(String),
    /// Words in quotation marks.
    #[error("“{0}” is a remark; write it into the note beside the opening hours")]
    Remark(String),
    /// School holidays are not in the calendar.
    #[error("“{0}” names school holidays, which are not known here; write the days, such as “Jul 17-Aug 30”")]
    SchoolHolidays(String),
    /// The same days twice: the second rule would silently replace the first.
    #[error("“{0}” stands in two rules; write all its times in one, such as “Tu 09:00-12:00,14:00-18:00”")]
    SameDays(String),
}

/// The rules in `lines`, in the order in which they count.
pub(super) fn parse<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<Rule>, NotOpeningHours> {
    let mut rules = Vec::new();
    let mut length = 0;
    for line in lines.flat_map(|text| text.split(['\n', ';'])) {
        length += line.len();
        if length > LONGEST {
            return Err(NotOpeningHours::TooLong);
        }
        if line.trim().is_empty() {
            continue;
        }
        let tokens = tokens(line)?;
        Reader { line, tokens: &tokens, at: 0 }.line(&mut rules)?;
        if rules.len() > MOST_RULES {
            return Err(NotOpeningHours::TooLong);
        }
    }
    if rules.is_empty() {
        return Err(NotOpeningHours::Empty);
    }
    let rules = holidays_behind_weekdays(rules);
    no_days_twice(&rules)?;
    Ok(rules)
}

/// Moves rules about holidays alone behind the last rule that names weekdays, with what adds to them.
fn holidays_behind_weekdays(rules: Vec<Rule>) -> Vec<Rule> {
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        match groups.last_mut() {
            Some(group) if rule.additional => group.push(rule),
            _ => groups.push(vec![rule]),
        }
    }
    let names_weekdays =
        |group: &[Rule]| group.iter().any(|rule| !rule.is_about_holidays() && !rule.is_about_dates());
    let last = groups.iter().rposition(|group| names_weekdays(group)).unwrap_or_default();
    let behind = groups.split_off((last + 1).min(groups.len()));
    let (holidays, weekdays): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| group.iter().all(Rule::is_about_holidays));
    weekdays.into_iter().chain(holidays).chain(behind).flatten().collect()
}

fn no_days_twice(rules: &[Rule]) -> Result<(), NotOpeningHours> {
    for (index, rule) in rules.iter().enumerate() {
        let same = |earlier: &Rule| earlier.seasons == rule.seasons && earlier.days == rule.days;
        if !rule.additional && rules[..index].iter().any(same) {
            let seasons = rule.seasons.iter().map(|season| format!("{season} ")).collect::<String>();
            return Err(NotOpeningHours::SameDays(format!("{seasons}{}", rule.days)));
        }
    }
    Ok(())
}

struct Reader<'a> {
    line: &'a str,
    tokens: &'a [Token],
    at: usize,
}

impl Reader<'_> {
    fn line(mut self, rules: &mut Vec<Rule>) -> Result<(), NotOpeningHours> {
        let mut first = true;
        while self.at < self.tokens.len() {
            if !first && !self.take(Kind::Comma) {
                return Err(self.not_understood());
            }
            let rule = self.rule()?;
            // To be closed adds nothing: such a rule replaces wherever it stands.
            rules.push(Rule { additional: !first && !rule.intervals.is_empty(), ..rule });
            first = false;
        }
        Ok(())
    }

    fn rule(&mut self) -> Result<Rule, NotOpeningHours> {
        let start = self.at;
        let rule = |seasons, days, intervals| Rule { seasons, days, intervals, additional: false };
        if self.starts_with(&[Kind::Number(24, 2), Kind::Slash, Kind::Number(7, 1)]) {
            self.at += 3;
            return Ok(rule(Vec::new(), Days::ALL, Interval::new(0, 0).into_iter().collect()));
        }
        let seasons = self.seasons()?;
        self.take(Kind::Colon);
        let days = self.days()?;
        self.take(Kind::Colon);
        // Behind the name of a month a bare number would be a day.
        let after_days = days.is_some() || !matches!(seasons.last(), None | Some(Season::Months { .. }));
        let intervals = self.hours(start, after_days)?;
        Ok(rule(seasons, days.unwrap_or(Days::ALL), intervals))
    }

    fn seasons(&mut self) -> Result<Vec<Season>, NotOpeningHours> {
        let mut seasons = Vec::new();
        while self.is_at_date(0) {
            let season = self.season()?;
            if !seasons.contains(&season) {
                seasons.push(season);
            }
            if self.peek(0) == Some(Kind::Comma) && self.is_at_date(1) {
                self.at += 1;
            } else {
                break;
            }
        }
        Ok(seasons)
    }

    /// Whether a date or month begins `ahead` tokens further: “Dec”, “2026 Dec”, “24. Dec”, “24.12.”.
    fn is_at_date(&self, ahead: usize) -> bool {
        let next = (self.peek(ahead), self.peek(ahead + 1), self.peek(ahead + 2), self.peek(ahead + 3));
        matches!(
            next,
            (Some(Kind::Word(Word::Month(_))), ..)
                | (Some(Kind::Number(_, 4)), Some(Kind::Word(Word::Month(_))), ..)
                | (Some(Kind::Number(..)), Some(Kind::Dot), Some(Kind::Word(Word::Month(_))), _)
                | (Some(Kind::Number(..)), Some(Kind::Dot), Some(Kind::Number(..)), Some(Kind::Dot))
        )
    }

    fn season(&mut self) -> Result<Season, NotOpeningHours> {
        let start = self.at;
        let from = self.point(None)?;
        if !self.take(Kind::Dash) {
            return match from {
                Point { year: None, day: None, month } => Ok(Season::Months { from: month, to: month }),
                Point { year: None, day: Some(day), month } => {
                    let day = MonthDay { month, day };
                    Ok(Season::Days { from: day, to: day })
                }
                Point { year: Some(_), .. } => {
                    let date = from.date().ok_or_else(|| NotOpeningHours::NoSuchDay(self.since(start)))?;
                    Ok(Season::Dates { from: date, to: date })
                }
            };
        }
        let to = self.point(Some(from))?;
        let not_a_period = || NotOpeningHours::NotAPeriod(self.since(start));
        match (from, to) {
            (Point { year: None, day: None, month: from }, Point { year: None, day: None, month: to }) => {
                Ok(Season::Months { from, to })
            }
            (
                Point { year: None, day: Some(from_day), month: from },
                Point { year: None, day: Some(to_day), month: to },
            ) => Ok(Season::Days {
                from: MonthDay { month: from, day: from_day },
                to: MonthDay { month: to, day: to_day },
            }),
            (Point { year: Some(_), .. }, Point { year: Some(_), .. }) => {
                let (from, to) = from.date().zip(to.date()).ok_or_else(not_a_period)?;
                if from <= to { Ok(Season::Dates { from, to }) } else { Err(not_a_period()) }
            }
            _ => Err(not_a_period()),
        }
    }

    /// A month, a day of a month, or a day of a year. After `since`, a bare number is a day of the same month.
    fn point(&mut self, since: Option<Point>) -> Result<Point, NotOpeningHours> {
        let start = self.at;
        let german = matches!(self.peek(1), Some(Kind::Dot));
        let point = match (self.peek(0), self.peek(1), self.peek(2)) {
            (Some(Kind::Number(day, ..)), Some(Kind::Dot), Some(Kind::Word(Word::Month(month)))) => {
                self.at += 3;
                self.take(Kind::Dot);
                Point { year: self.year(), month, day: Some(small(day)) }
            }
            (Some(Kind::Number(day, ..)), Some(Kind::Dot), Some(Kind::Number(month, ..))) if german => {
                self.at += 3;
                if !self.take(Kind::Dot) {
                    return Err(NotOpeningHours::NoSuchDay(self.since(start)));
                }
                Point { year: self.year(), month: small(month), day: Some(small(day)) }
            }
            (Some(Kind::Number(year, 4)), Some(Kind::Word(Word::Month(month))), _) => {
                self.at += 2;
                Point { year: i16::try_from(year).ok(), month, day: self.day() }
            }
            (Some(Kind::Word(Word::Month(month))), ..) => {
                self.at += 1;
                self.take(Kind::Dot);
                Point { year: None, month, day: self.day() }
            }
            (Some(Kind::Number(day, ..)), ..) if since.is_some_and(|since| since.day.is_some()) => {
                self.at += 1;
                Point { day: Some(small(day)), ..since.unwrap_or_default() }
            }
            _ => return Err(self.not_understood()),
        };
        // A leap year, so that 29 February is a day.
        let exists = Date::new(2_024, point.month, point.day.unwrap_or(1)).is_ok();
        if exists && point.day != Some(0) {
            Ok(point)
        } else {
            Err(NotOpeningHours::NoSuchDay(self.since(start)))
        }
    }

    /// A day of the month, unless the number begins a time.
    fn day(&mut self) -> Option<i8> {
        let Some(Kind::Number(day, 1 | 2)) = self.peek(0) else { return None };
        if self.is_at_time(0) {
            return None;
        }
        self.at += 1;
        Some(small(day))
    }

    fn year(&mut self) -> Option<i16> {
        let Some(Kind::Number(year, 4)) = self.peek(0) else { return None };
        self.at += 1;
        i16::try_from(year).ok()
    }

    /// Whether a time that is surely one begins `ahead` tokens further: “9:00”, “9.30”, “9 Uhr”.
    fn is_at_time(&self, ahead: usize) -> bool {
        let Some(Kind::Number(..)) = self.peek(ahead) else { return false };
        match (self.peek(ahead + 1), self.peek(ahead + 2), self.peek(ahead + 3)) {
            (Some(Kind::Colon), Some(Kind::Number(_, 2)), _) | (Some(Kind::Word(Word::OClock)), ..) => true,
            (Some(Kind::Dot), Some(Kind::Number(_, 2)), after) => after != Some(Kind::Dot),
            _ => false,
        }
    }

    fn days(&mut self) -> Result<Option<Days>, NotOpeningHours> {
        let mut days: Option<Days> = None;
        loop {
            let found = days.get_or_insert_default();
            match self.peek(0) {
                Some(Kind::Word(Word::Weekday(weekday))) => self.weekdays(weekday, found)?,
                Some(Kind::Word(Word::Holidays)) => {
                    self.at += 1;
                    found.holidays = true;
                }
                Some(Kind::Word(Word::Daily)) => {
                    self.at += 1;
                    found.every = [true; 7];
                }
                Some(Kind::Word(Word::Last)) => self.ordinals(found)?,
                Some(Kind::Number(..)) if self.is_at_ordinal(0) => self.ordinals(found)?,
                _ if *found == Days::default() => return Ok(None),
                _ => return Err(self.not_understood()),
            }
            if matches!(self.peek(0), Some(Kind::Comma | Kind::Plus)) && self.is_at_days(1) {
                self.at += 1;
            } else {
                break;
            }
        }
        Ok(days.map(|mut days| {
            days.settle();
            days
        }))
    }

    fn is_at_days(&self, ahead: usize) -> bool {
        let word = matches!(
            self.peek(ahead),
            Some(Kind::Word(Word::Weekday(_) | Word::Holidays | Word::Daily | Word::Last))
        );
        word || self.is_at_ordinal(ahead)
    }

    /// Whether “1. Mi” or “1. und 3. Mi” begins `ahead` tokens further.
    fn is_at_ordinal(&self, ahead: usize) -> bool {
        match (self.peek(ahead), self.peek(ahead + 1), self.peek(ahead + 2)) {
            (Some(Kind::Number(..)), Some(Kind::Dot), Some(Kind::Word(Word::Weekday(_)))) => true,
            (Some(Kind::Number(..)), Some(Kind::Dot), Some(Kind::Comma | Kind::Plus)) => {
                self.is_at_ordinal(ahead + 3)
            }
            _ => false,
        }
    }

    /// “Mo”, “Mo-Fr”, “We[1,3]”.
    fn weekdays(&mut self, first: Weekday, days: &mut Days) -> Result<(), NotOpeningHours> {
        self.weekday_taken();
        if self.take(Kind::Open) {
            return self.weeks(first, days);
        }
        let (Some(Kind::Dash), Some(Kind::Word(Word::Weekday(last)))) = (self.peek(0), self.peek(1)) else {
            days.insert(first);
            return Ok(());
        };
        self.at += 1;
        self.weekday_taken();
        let (mut day, last) = (position(first), position(last));
        days.insert(WEEK[day]);
        while day != last {
            day = (day + 1) % 7;
            days.insert(WEEK[day]);
        }
        Ok(())
    }

    fn weekday_taken(&mut self) {
        self.at += 1;
        self.take(Kind::Dot);
    }

    /// The weeks of the month in brackets, behind the opening one.
    fn weeks(&mut self, weekday: Weekday, days: &mut Days) -> Result<(), NotOpeningHours> {
        let start = self.at;
        loop {
            let sign = if self.take(Kind::Dash) { -1 } else { 1 };
            let Some(Kind::Number(week, _)) = self.peek(0) else { return Err(self.not_understood()) };
            self.at += 1;
            if !(1..=5).contains(&week) {
                return Err(NotOpeningHours::NoSuchWeek(self.since(start)));
            }
            let last = if self.take(Kind::Dash) { self.last_week(start, week, sign)? } else { week };
            for week in week..=last {
                days.insert_nth(NthWeekday { nth: sign * small(week), weekday });
            }
            if self.take(Kind::Close) {
                return Ok(());
            }
            if !self.take(Kind::Comma) {
                return Err(self.not_understood());
            }
        }
    }

    /// The end of “1-3” in brackets.
    fn last_week(&mut self, start: usize, first: u32, sign: i8) -> Result<u32, NotOpeningHours> {
        let Some(Kind::Number(last, _)) = self.peek(0) else { return Err(self.not_understood()) };
        self.at += 1;
        if sign > 0 && (first..=5).contains(&last) {
            Ok(last)
        } else {
            Err(NotOpeningHours::NoSuchWeek(self.since(start)))
        }
    }

    /// “1. Mi”, “1. und 3. Mi”, “letzter Fr”.
    fn ordinals(&mut self, days: &mut Days) -> Result<(), NotOpeningHours> {
        let start = self.at;
        let mut weeks = Vec::new();
        loop {
            match self.peek(0) {
                Some(Kind::Word(Word::Last)) => {
                    self.at += 1;
                    weeks.push(-1);
                }
                Some(Kind::Number(week, _)) if self.peek(1) == Some(Kind::Dot) => {
                    self.at += 2;
                    if !(1..=5).contains(&week) {
                        return Err(NotOpeningHours::NoSuchWeek(self.since(start)));
                    }
                    weeks.push(small(week));
                }
                _ => return Err(self.not_understood()),
            }
            if !self.take(Kind::Comma) && !self.take(Kind::Plus) {
                break;
            }
        }
        let Some(Kind::Word(Word::Weekday(weekday))) = self.peek(0) else {
            return Err(self.not_understood());
        };
        self.weekday_taken();
        for nth in weeks {
            days.insert_nth(NthWeekday { nth, weekday });
        }
        Ok(())
    }

    fn hours(&mut self, start: usize, after_days: bool) -> Result<Vec<Interval>, NotOpeningHours> {
        if self.take(Kind::Word(Word::Closed)) {
            return Ok(Vec::new());
        }
        let mut intervals: Vec<Interval> = Vec::new();
        while self.is_at_time(0) || (after_days && matches!(self.peek(0), Some(Kind::Number(..)))) {
            intervals.push(self.interval()?);
            let more = self.peek(0) == Some(Kind::Comma)
                && matches!(self.peek(1), Some(Kind::Number(..)))
                && !self.is_at_date(1)
                && !self.is_at_ordinal(1);
            if !more {
                break;
            }
            self.at += 1;
        }
        if intervals.is_empty() {
            let nothing_follows = self.peek(0).is_none() && self.at > start;
            let said = self.line.get(self.start(start)..).unwrap_or_default();
            return Err(if nothing_follows {
                NotOpeningHours::NoTimes(excerpt(said, &[]))
            } else {
                self.not_understood()
            });
        }
        intervals.sort_unstable();
        for pair in intervals.windows(2) {
            if pair[0].overlaps(pair[1]) {
                return Err(NotOpeningHours::Overlap {
                    one: pair[0].to_string(),
                    other: pair[1].to_string(),
                });
            }
        }
        Ok(intervals)
    }

    fn interval(&mut self) -> Result<Interval, NotOpeningHours> {
        let start = self.at;
        let from = self.time(1_440)?;
        if !self.take(Kind::Dash) {
            return Err(NotOpeningHours::OpenEnd(self.since(start)));
        }
        // OpenStreetMap also counts on after midnight: 26:00 is two o'clock.
        let to = self.time(2_880)?;
        if self.peek(0) == Some(Kind::Plus) {
            return Err(NotOpeningHours::OpenEnd(self.since(start)));
        }
        Interval::new(from, to).ok_or_else(|| NotOpeningHours::Empties(self.since(start)))
    }

    /// A time in minutes after midnight, at most `latest`.
    fn time(&mut self, latest: u32) -> Result<u32, NotOpeningHours> {
        let start = self.at;
        let Some(Kind::Number(hours, 1 | 2)) = self.peek(0) else { return Err(self.not_a_time(start)) };
        self.at += 1;
        let mut minutes = 0;
        if matches!(self.peek(0), Some(Kind::Colon | Kind::Dot)) {
            let Some(Kind::Number(number, 2)) = self.peek(1) else { return Err(self.not_a_time(start)) };
            self.at += 2;
            minutes = number;
        }
        self.take(Kind::Word(Word::OClock));
        let time = hours * 60 + minutes;
        if minutes < 60 && time <= latest { Ok(time) } else { Err(self.not_a_time(start)) }
    }

    fn not_a_time(&self, start: usize) -> NotOpeningHours {
        NotOpeningHours::NotATime(excerpt(self.line.get(self.start(start)..).unwrap_or_default(), &[',']))
    }

    fn not_understood(&self) -> NotOpeningHours {
        let rest = self.line.get(self.start(self.at)..).unwrap_or_default();
        NotOpeningHours::NotUnderstood(excerpt(if rest.is_empty() { self.line } else { rest }, &[',']))
    }

    /// What was written from the token `start` up to here.
    fn since(&self, start: usize) -> String {
        let text = self.line.get(self.start(start)..self.start(self.at)).unwrap_or_default();
        excerpt(text, &[])
    }

    fn start(&self, token: usize) -> usize {
        self.tokens.get(token).map_or(self.line.len(), |token| token.start)
    }

    fn peek(&self, ahead: usize) -> Option<Kind> {
        self.tokens.get(self.at + ahead).map(|token| token.kind)
    }

    fn take(&mut self, kind: Kind) -> bool {
        let taken = self.peek(0) == Some(kind);
        self.at += usize::from(taken);
        taken
    }

    fn starts_with(&self, kinds: &[Kind]) -> bool {
        kinds.iter().enumerate().all(|(ahead, kind)| self.peek(ahead) == Some(*kind))
    }
}

/// A month, a day of a month, or a day of a year.
#[derive(Clone, Copy, Debug, Default)]
struct Point {
    year: Option<i16>,
    month: i8,
    day: Option<i8>,
}

impl Point {
    fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day?).ok()
    }
}

/// A number that is far too large for what it stands for becomes one that is refused there.
fn small(number: u32) -> i8 {
    i8::try_from(number).unwrap_or(i8::MAX)
}
