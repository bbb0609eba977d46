//! Where data comes from, as the page of sources and every file with the data has to say it.

use jiff::civil::Date;

/// A published body of data that the directory was filled from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The key under which it is stored, `destatis-municipalities`.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The licence's name.
    pub licence: String,
    /// Where the licence stands.
    pub licence_url: String,
    /// Where the data is published.
    pub address: String,
    /// The edition as the publisher names it.
    pub edition: Option<String>,
}

impl Source {
    /// The official list of municipalities (GV-ISys), quarterly extract, with its Gebietsstand.
    #[must_use]
    pub fn municipalities(edition: Option<Date>) -> Self {
        Self {
            key: "destatis-municipalities".into(),
            title: "Gemeindeverzeichnis-Informationssystem GV-ISys".into(),
            publisher: "Statistisches Bundesamt (Destatis)".into(),
            licence: "Datenlizenz Deutschland – Namensnennung – Version 2.0 (dl-de/by-2-0)".into(),
            licence_url: "https://www.govdata.de/dl-de/by-2-0".into(),
            address: "https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html"
                .into(),
            edition: edition.map(|date| date.to_string()),
        }
    }

    /// GeoNames' list of German postcodes, which bears no edition of its own.
    #[must_use]
    pub fn postcodes(edition: Option<String>) -> Self {
        Self {
            key: "geonames-postcodes".into(),
            title: "GeoNames Postal Codes, Germany".into(),
            publisher: "GeoNames".into(),
            licence: "Creative Commons Attribution 4.0 International (CC BY 4.0)".into(),
            licence_url: "https://creativecommons.org/licenses/by/4.0/".into(),
            address: "https://download.geonames.org/export/zip/".into(),
            edition,
        }
    }
}

/// The two sources of a county's areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountySources {
    /// Where state, county and municipalities come from.
    pub areas: Source,
    /// Where the localities and their postcodes come from.
    pub localities: Source,
}

impl CountySources {
    /// The published lists, the areas in the edition that `edition` names.
    #[must_use]
    pub fn published(edition: Option<Date>) -> Self {
        Self { areas: Source::municipalities(edition), localities: Source::postcodes(None) }
    }
}
