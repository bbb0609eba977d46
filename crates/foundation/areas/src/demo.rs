//! The areas of the demonstration county: Elbe-Elster as it is.
//!
//! The file lies in the crate's folder `demo` and is part of the program.

use kreisrund_store::{StoreError, Write};

use crate::{
    extract::{Extract, NotAnExtract, read_extract},
    store::areas::{CountySummary, save_county, set_main_county},
};

/// The areas of Elbe-Elster, made by `kreisrund extract county`.
pub const EXTRACT: &str = include_str!("../demo/elbe-elster.csv");

/// Why the demonstration county could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The file in the program is damaged.
    #[error(transparent)]
    Extract(#[from] NotAnExtract),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Saves the demonstration county and makes it the main one. Saving it again changes nothing.
///
/// # Errors
/// [`DemoError`]; nothing is kept then, unless the caller commits all the same.
pub async fn save_demo(write: &Write) -> Result<CountySummary, DemoError> {
    let Extract { county, localities, sources } = read_extract(EXTRACT)?;
    let saved = save_county(write, &county, &localities, &sources).await?;
    set_main_county(write, &county.county.key).await?;
    Ok(saved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::write_extract,
        import::{municipalities::read_municipality_list, postcodes::read_postcodes},
        source::CountySources,
        test_data::{published_municipalities, published_postcodes},
    };

    #[test]
    fn the_embedded_file_is_the_county() {
        let extract = read_extract(EXTRACT).unwrap();
        assert_eq!((extract.county.county.name(), extract.county.municipalities.len()), ("Elbe-Elster", 33));
        assert!(extract.localities.len() > 80);
    }

    #[test]
    fn the_areas_are_those_that_the_command_makes_of_the_published_lists() {
        let (Some(areas), Some(postcodes)) = (published_municipalities(), published_postcodes()) else {
            return;
        };
        let list = read_municipality_list(&areas).unwrap();
        let county = list.for_county(&"12062".parse().unwrap()).unwrap();
        let localities = list.localities(&county, &read_postcodes(&postcodes).unwrap());
        let sources = CountySources::published(county.edition);
        let command = "kreisrund extract county --county 12062 --areas AuszugGV2QAktuell.xlsx --postcodes \
                       zipcodes.de.csv --output elbe-elster.csv";
        let mut written = Vec::new();
        write_extract(&Extract { county, localities, sources }, command, &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), EXTRACT);
    }
}
