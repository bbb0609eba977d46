//! Weekdays and parts of the day, as people choose them: “saturdays”, “in the evening”.

use jiff::civil::Weekday;

use crate::entry::CardOccurrence;

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartOfDay {
    /// Up to noon.
    Morning,
    /// From noon to five.
    Afternoon,
    /// From five on.
    Evening,
}

impl PartOfDay {
    /// All parts, the earliest first.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The part in which something begins at `hour`.
    #[must_use]
    pub const fn at(hour: i8) -> Self {
        match hour {
            ..12 => Self::Morning,
            12..17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }

    const fn bit(self) -> u64 {
        match self {
            Self::Morning => 1 << 8,
            Self::Afternoon => 1 << 9,
            Self::Evening => 1 << 10,
        }
    }
}

pub(crate) fn weekday_bit(weekday: Weekday) -> u64 {
    1 << weekday.to_monday_zero_offset()
}

pub(crate) fn part_bit(part: PartOfDay) -> u64 {
    part.bit()
}

/// The weekdays on which `date` takes place and the part of the day in which it begins, a bit for each. What takes
/// whole days is open by day: in the evening an exhibition is closed.
pub(crate) fn bits(date: &CardOccurrence) -> u64 {
    let (first, last) = (date.start.date(), date.end.unwrap_or(date.start).date());
    if date.all_day {
        let days = first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last).take(7);
        let weekdays = days.fold(weekday_bit(first.weekday()), |bits, day| bits | weekday_bit(day.weekday()));
        return [PartOfDay::Morning, PartOfDay::Afternoon]
            .into_iter()
            .fold(weekdays, |bits, part| bits | part.bit());
    }
    weekday_bit(first.weekday()) | PartOfDay::at(date.start.hour()).bit()
}

/// Whether `date` lies on one of `weekdays` and in one of `parts` of the day, as hits are found by them; none of them
/// stands for all.
#[must_use]
pub fn lies_in(date: &CardOccurrence, weekdays: &[Weekday], parts: &[PartOfDay]) -> bool {
    let bits = bits(date);
    let is_on = weekdays.is_empty() || weekdays.iter().any(|weekday| bits & weekday_bit(*weekday) != 0);
    is_on && (parts.is_empty() || parts.iter().any(|part| bits & part_bit(*part) != 0))
}

#[cfg(test)]
mod tests {
    use kreisrund_kernel::clock::WEEKDAYS;

    use super::*;

    fn date(start: &str, end: &str, all_day: bool) -> CardOccurrence {
        CardOccurrence {
            start: start.parse().unwrap(),
            end: Some(end.parse().unwrap()),
            zone: "Europe/Berlin".to_owned(),
            all_day,
            state: "planned".to_owned(),
        }
    }

    #[test]
    fn a_date_lies_on_its_weekday_and_in_its_part_of_the_day() {
        let evening = bits(&date("2026-11-28T19:00", "2026-11-29T01:00", false));
        assert_eq!(evening, weekday_bit(Weekday::Saturday) | PartOfDay::Evening.bit());
        let festival = bits(&date("2026-11-27T00:00", "2026-11-29T00:00", true));
        for weekday in WEEKDAYS {
            let belongs = matches!(weekday, Weekday::Friday | Weekday::Saturday | Weekday::Sunday);
            assert_eq!(festival & weekday_bit(weekday) != 0, belongs, "{weekday:?}");
        }
        let by_day = [PartOfDay::Morning, PartOfDay::Afternoon];
        assert!(by_day.into_iter().all(|part| festival & part.bit() != 0));
        assert_eq!(festival & PartOfDay::Evening.bit(), 0, "whole days end before the evening");
    }

    #[test]
    fn noon_is_afternoon_and_five_is_evening() {
        let parts = [0, 11, 12, 16, 17, 23].map(PartOfDay::at);
        use PartOfDay::{Afternoon, Evening, Morning};
        assert_eq!(parts, [Morning, Morning, Afternoon, Afternoon, Evening, Evening]);
    }
}
