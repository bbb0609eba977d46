//! Where boundaries come from, as the page of sources has to say it.

use super::Boundaries;
use crate::source::Source;

/// What the operator wrote about a source is not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a source is named as “title; publisher; licence; address”, the address being optional")]
pub struct NotASource;

impl Source {
    /// Boundaries of the Bundesamt für Kartographie und Geodäsie: `product` as in `VG5000`, `level` as in `GEM`.
    fn federal_boundaries(product: Product, level: Option<&str>, edition: Option<String>) -> Self {
        let key = ["bkg", product.name, level.unwrap_or_default()].join("-").to_lowercase();
        let levels = level.and_then(level_name).map(|name| format!(", {name}")).unwrap_or_default();
        Self {
            key: key.trim_end_matches('-').to_owned(),
            title: format!("Verwaltungsgebiete {}{levels} ({})", product.scale, product.name),
            publisher: "Bundesamt für Kartographie und Geodäsie (BKG)".into(),
            licence: "Datenlizenz Deutschland – Namensnennung – Version 2.0 (dl-de/by-2-0)".into(),
            licence_url: "https://www.govdata.de/dl-de/by-2-0".into(),
            address: "https://gdz.bkg.bund.de/".into(),
            edition,
        }
    }

    /// Boundaries from elsewhere. `described` is what the operator says: “title; publisher; licence; address”.
    ///
    /// # Errors
    /// [`NotASource`] when title, publisher or licence is missing: without them the boundaries must not be shown.
    pub fn boundaries(file: &str, described: &str) -> Result<Self, NotASource> {
        let mut parts = described.split(';').map(str::trim);
        let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        let (title, publisher, licence) =
            (part().ok_or(NotASource)?, part().ok_or(NotASource)?, part().ok_or(NotASource)?);
        let address = part().unwrap_or_default();
        let stem = file.split('.').next().unwrap_or(file);
        let name: String = kreisrund_kernel::text::fold(stem)
            .chars()
            .map(|character| if character.is_ascii_alphanumeric() { character } else { '-' })
            .collect();
        Ok(Self {
            key: format!("boundaries-{}", name.trim_matches('-')),
            licence_url: licence_address(&licence).into(),
            title,
            publisher,
            licence,
            address,
            edition: None,
        })
    }
}

fn licence_address(licence: &str) -> &'static str {
    let known = [
        ("dl-de/by-2-0", "https://www.govdata.de/dl-de/by-2-0"),
        ("dl-de/zero-2-0", "https://www.govdata.de/dl-de/zero-2-0"),
        ("cc by 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("odbl", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ];
    let licence = licence.to_lowercase();
    known.into_iter().find(|(name, _)| licence.contains(name)).map_or("", |(_, address)| address)
}

#[derive(Clone, Copy)]
struct Product {
    name: &'static str,
    scale: &'static str,
}

/// The longer names first, since VG25 begins three of them.
const PRODUCTS: [Product; 5] = [
    Product { name: "VG5000", scale: "1:5 000 000" },
    Product { name: "VG2500", scale: "1:2 500 000" },
    Product { name: "VG1000", scale: "1:1 000 000" },
    Product { name: "VG250", scale: "1:250 000" },
    Product { name: "VG25", scale: "1:25 000" },
];

fn level_name(level: &str) -> Option<&'static str> {
    let levels = [("GEM", "Gemeinden"), ("KRS", "Kreise"), ("LAN", "Länder")];
    levels.into_iter().find(|(short, _)| *short == level).map(|(_, name)| name)
}

impl Boundaries {
    /// The data set, where the file's name and attributes tell it: those of the Bundesamt für Kartographie und Geodäsie
    /// keep the product's name in the file's and have the attributes GEN and BEZ. The year in the name is the edition.
    #[must_use]
    pub fn known_source(&self) -> Option<Source> {
        let is_federal = |columns: &[String]| {
            ["GEN", "BEZ"].iter().all(|name| columns.iter().any(|column| column.eq_ignore_ascii_case(name)))
        };
        let layer = self.layers.iter().find(|layer| is_federal(&layer.columns))?;
        let names = [layer.name.to_uppercase(), self.file.to_uppercase()];
        let (name, product) = names.iter().find_map(|name| {
            Some((name, PRODUCTS.into_iter().find(|product| name.contains(product.name))?))
        })?;
        let mut words = name.split(|character: char| !character.is_ascii_alphanumeric());
        // An archive may have several levels.
        let level = words.clone().find(|word| level_name(word).is_some()).filter(|_| self.layers.len() == 1);
        let is_year = |word: &&str| word.len() == 4 && (word.starts_with("20") || word.starts_with("19"));
        let edition = words.find(|word| is_year(word) && word.bytes().all(|byte| byte.is_ascii_digit()));
        Some(Source::federal_boundaries(product, level, edition.map(str::to_owned)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::KeyedLayer;

    fn boundaries(file: &str, layer: &str) -> Boundaries {
        let columns = ["AGS", "GEN", "BEZ"].map(str::to_owned).to_vec();
        let layers = vec![KeyedLayer { name: layer.into(), columns, features: vec![] }];
        Boundaries { file: file.into(), layers }
    }

    #[test]
    fn federal_boundaries_are_recognised() {
        let source = boundaries("x.zip", "VG5000_GEM_2021.geojson").known_source().unwrap();
        assert_eq!(source.key, "bkg-vg5000-gem");
        assert_eq!(source.title, "Verwaltungsgebiete 1:5 000 000, Gemeinden (VG5000)");
        assert_eq!(source.edition.as_deref(), Some("2021"));
        let source = boundaries("vg250_krs.shp", "vg250_krs.shp").known_source().unwrap();
        assert_eq!((source.key.as_str(), source.edition), ("bkg-vg250-krs", None));
        assert_eq!(boundaries("kreise.shp", "kreise.shp").known_source(), None);
        let mut foreign = boundaries("VG250_GEM.shp", "VG250_GEM.shp");
        foreign.layers[0].columns = vec!["AGS".into()];
        assert_eq!(foreign.known_source(), None);
    }

    #[test]
    fn other_sources_are_named_by_the_operator() {
        let source = Source::boundaries(
            "Gemeinden Süd.geojson",
            "Gemeindegrenzen; Beispielamt; dl-de/by-2-0; https://example.org/grenzen",
        );
        let source = source.unwrap();
        assert_eq!(source.key, "boundaries-gemeinden-sud");
        assert_eq!((source.title.as_str(), source.publisher.as_str()), ("Gemeindegrenzen", "Beispielamt"));
        assert_eq!(source.licence_url, "https://www.govdata.de/dl-de/by-2-0");
        assert_eq!(source.address, "https://example.org/grenzen");
        assert_eq!(Source::boundaries("x.shp", "Gemeindegrenzen; Beispielamt"), Err(NotASource));
        assert_eq!(Source::boundaries("x.shp", " ; ; "), Err(NotASource));
    }
}
