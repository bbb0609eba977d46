//! The areas of the demonstration county: Elbe-Elster as it is.
//!
//! The files lie in the crate's folder `demo` and are part of the program.

use kreisrund_schedule::school_holidays::{NotSchoolHolidays, read_csv};
use kreisrund_store::{StoreError, Write};

use crate::{
    boundary::extract::read_boundaries,
    extract::{Extract, NotAnExtract, read_extract},
    store::{
        areas::{CountySummary, save_county, set_main_county},
        boundaries::save_boundaries,
        school_holidays,
    },
};

/// The areas of Elbe-Elster, made by `kreisrund extract county`.
pub const EXTRACT: &str = include_str!("../demo/elbe-elster.csv");

/// The boundaries of Elbe-Elster's municipalities, made by `kreisrund extract boundaries`.
pub const BOUNDARIES: &str = include_str!("../demo/elbe-elster-boundaries.csv");

/// The school holidays of Brandenburg around the time of the demonstration.
pub const SCHOOL_HOLIDAYS: &str = include_str!("../demo/school-holidays.csv");

/// Why the demonstration county could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The file in the program is damaged.
    #[error(transparent)]
    Extract(#[from] NotAnExtract),
    /// The list of school holidays in the program is damaged.
    #[error(transparent)]
    SchoolHolidays(#[from] NotSchoolHolidays),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Saves the demonstration county with its boundaries and school holidays and makes it the main one. Saving it again changes nothing.
///
/// # Errors
/// [`DemoError`]; nothing is kept then, unless the caller commits all the same.
pub async fn save_demo(write: &Write) -> Result<CountySummary, DemoError> {
    let Extract { county, localities, sources } = read_extract(EXTRACT)?;
    let saved = save_county(write, &county, &localities, &sources).await?;
    let boundaries = read_boundaries(BOUNDARIES)?;
    let source = boundaries.source.clone();
    save_boundaries(write, &boundaries.matched(), &source).await?;
    set_main_county(write, &county.county.key).await?;
    for holidays in read_csv(SCHOOL_HOLIDAYS.as_bytes(), None)?.states {
        school_holidays::save(write, &holidays, "school-holidays.csv").await?;
    }
    Ok(saved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    use crate::{
        extract::write_extract,
        source::CountySources,
        test_data::{published_list, published_places},
    };

    #[test]
    fn the_embedded_file_is_the_county() {
        let extract = read_extract(EXTRACT).unwrap();
        assert_eq!((extract.county.county.name(), extract.county.municipalities.len()), ("Elbe-Elster", 33));
        assert!(extract.localities.len() > 80);
    }

    #[test]
    fn the_embedded_school_holidays_are_whole_and_right() {
        let read = read_csv(SCHOOL_HOLIDAYS.as_bytes(), None).unwrap();
        assert_eq!((read.problems.len(), read.states.len()), (0, 1));
        let holidays = &read.states[0];
        assert_eq!(holidays.state().letters(), "BB");
        for holiday in holidays.all() {
            // School ends and begins on days of school: the first day is no Sunday, and no single day is a holiday anyway.
            assert_ne!(holiday.first().weekday(), jiff::civil::Weekday::Sunday, "{holiday:?}");
            assert_eq!(
                kreisrund_schedule::holidays::holiday(holidays.state(), holiday.first()),
                None,
                "{holiday:?}"
            );
        }
        assert_eq!(holidays.on(date(2026, 11, 22)), None);
        assert_eq!(holidays.next(date(2026, 11, 22)).unwrap().name(), "Weihnachtsferien");
    }

    #[test]
    fn the_areas_are_those_that_the_command_makes_of_the_published_lists() {
        let (Some(list), Some(places)) = (published_list(), published_places()) else { return };
        let county = list.for_county(&"12062".parse().unwrap()).unwrap();
        let localities = list.localities(&county, places);
        let sources = CountySources::published(county.edition);
        let command = "kreisrund extract county --county 12062 --areas AuszugGV2QAktuell.xlsx --postcodes \
                       zipcodes.de.csv --output elbe-elster.csv";
        let mut written = Vec::new();
        write_extract(&Extract { county, localities, sources }, command, &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), EXTRACT);
    }
}
