//! Holidays as the calendars on the wall have them.

use super::*;

fn days(key: &str, year: i16) -> Vec<String> {
    let calendar = HolidayCalendar::new(FederalState::from_key(key).unwrap());
    calendar.year(year).into_iter().map(|(day, _)| day.strftime("%m-%d").to_string()).collect()
}

#[test]
fn a_state_is_known_by_its_key_its_letters_and_its_name() {
    for state in FederalState::ALL {
        let spellings = [state.key(), state.letters(), state.name()].map(str::to_owned);
        let further = [format!("DE-{}", state.letters()), format!(" {} ", state.name().to_uppercase())];
        for spelling in spellings.into_iter().chain(further) {
            assert_eq!(spelling.parse(), Ok(state), "{spelling}");
        }
    }
    assert_eq!("Thueringen".parse(), Ok(FederalState::Thuringia));
    for other in ["", "17", "Preußen", "B"] {
        assert!(other.parse::<FederalState>().is_err(), "{other}");
    }
}

#[test]
fn easter_falls_where_the_calendars_say() {
    for (year, month, day) in [
        (1818, 3, 22),
        (1943, 4, 25),
        (1954, 4, 18),
        (1981, 4, 19),
        (2000, 4, 23),
        (2008, 3, 23),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
        (2049, 4, 18),
        (2076, 4, 19),
    ] {
        assert_eq!(easter_sunday(year), Some(date(year, month, day)), "{year}");
    }
    assert_eq!(easter_sunday(1500), None);
    assert_eq!(holiday(FederalState::Berlin, Date::MAX), None);
    assert_eq!(holiday(FederalState::Berlin, Date::MIN), None);
}

#[test]
fn easter_is_always_a_sunday_between_22_march_and_25_april() {
    for year in 1583..=9998 {
        let easter = easter_sunday(year).unwrap();
        assert_eq!(easter.weekday(), Weekday::Sunday, "{year}");
        assert!(date(year, 3, 22) <= easter && easter <= date(year, 4, 25), "{year}");
    }
}

#[test]
fn the_holidays_of_brandenburg_in_2026() {
    assert_eq!(
        days("12", 2026),
        [
            "01-01", "04-03", "04-05", "04-06", "05-01", "05-14", "05-24", "05-25", "10-03", "10-31",
            "12-25", "12-26"
        ]
    );
}

#[test]
fn saxony_keeps_the_day_of_repentance() {
    assert_eq!(
        holiday(FederalState::Saxony, date(2026, 11, 18)),
        Some(Holiday::RepentanceDay),
        "the Wednesday before 23 November"
    );
    assert_eq!(Holiday::RepentanceDay.date(2022), Some(date(2022, 11, 16)), "the 23rd is a Wednesday itself");
    assert_eq!(Holiday::RepentanceDay.date(2028), Some(date(2028, 11, 22)));
    assert_eq!(holiday(FederalState::Brandenburg, date(2026, 11, 18)), None);
}

#[test]
fn each_state_has_as_many_holidays_as_the_calendars_count() {
    // The nine of all states and their own; in Brandenburg the two Sundays as well.
    for (key, count) in [
        ("01", 10),
        ("02", 10),
        ("03", 10),
        ("04", 10),
        ("05", 11),
        ("06", 10),
        ("07", 11),
        ("08", 12),
        ("09", 12),
        ("10", 12),
        ("11", 10),
        ("12", 12),
        ("13", 11),
        ("14", 11),
        ("15", 11),
        ("16", 11),
    ] {
        assert_eq!(days(key, 2026).len(), count, "{key}");
    }
}

#[test]
fn laws_have_their_first_year() {
    let is = |key: &str, day: Date| holiday(FederalState::from_key(key).unwrap(), day).is_some();
    assert!(!is("11", date(2018, 3, 8)) && is("11", date(2019, 3, 8)), "Women's Day in Berlin");
    assert!(!is("13", date(2022, 3, 8)) && is("13", date(2023, 3, 8)), "Women's Day in Mecklenburg");
    assert!(!is("16", date(2018, 9, 20)) && is("16", date(2019, 9, 20)), "Children's Day in Thuringia");
    for key in ["01", "02", "03", "04"] {
        assert!(!is(key, date(2016, 10, 31)), "Reformation Day in the north: {key}");
        assert!(is(key, date(2018, 10, 31)), "Reformation Day in the north: {key}");
    }
    for state in FederalState::ALL {
        assert!(is(state.key(), date(2017, 10, 31)), "500 years of the Reformation: {state:?}");
    }
    assert!(!is("09", date(2018, 10, 31)) && !is("11", date(2018, 10, 31)));
    assert!(is("11", date(2025, 5, 8)) && !is("11", date(2026, 5, 8)) && is("11", date(2028, 6, 17)));
}

#[test]
fn what_parts_of_a_state_keep_counts_only_there() {
    let corpus_christi = date(2026, 6, 4);
    let bautzen = HolidayCalendar::new(FederalState::Saxony);
    assert_eq!(bautzen.holiday(corpus_christi), None);
    let panschwitz = bautzen.in_part(Holiday::CorpusChristi).unwrap();
    assert_eq!(panschwitz.holiday(corpus_christi), Some(Holiday::CorpusChristi));
    let augsburg =
        HolidayCalendar::new(FederalState::Bavaria).in_part(Holiday::AugsburgPeaceFestival).unwrap();
    assert!(augsburg.holiday(date(2026, 8, 8)).is_some());
    assert!(augsburg.holiday(date(2026, 8, 15)).is_none(), "Assumption is a matter of its own");
    assert!(HolidayCalendar::new(FederalState::Hesse).in_part(Holiday::CorpusChristi).is_err());
    assert!(HolidayCalendar::new(FederalState::Berlin).in_part(Holiday::AllSaintsDay).is_err());
}

#[test]
fn two_holidays_can_share_a_day() {
    assert_eq!(holiday(FederalState::Hesse, date(2008, 5, 1)), Some(Holiday::LabourDay));
}

#[test]
fn a_county_lies_in_its_state() {
    let county = "12062".parse().unwrap();
    assert_eq!(FederalState::of_county(&county), Ok(FederalState::Brandenburg));
    assert!(FederalState::of_county(&"99001".parse().unwrap()).is_err());
    assert!(serde_json::from_str::<FederalState>("\"17\"").is_err());
    assert_eq!(serde_json::to_string(&FederalState::Hamburg).unwrap(), "\"02\"");
}
