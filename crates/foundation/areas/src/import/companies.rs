//! Names that are not places: GeoNames lists large customers' own postcodes beside those of towns and villages.

/// Whether `name` is recognisably that of a company, an authority or an association.
///
/// The rule is conservative, since a village lost is worse than a company kept: legal forms count only as words of
/// their own and in their own spelling (“AG”, “e.V.”), and the parts of words that count are those that no German
/// municipality's name contains (“gericht” alone would take Freigericht for a court, so only “amtsgericht” and its like
/// are listed).
#[must_use]
pub fn is_company(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.split([' ', ',', '/', '-', '(', ')', '&', '+']).any(is_legal_form)
        || LEGAL_FORMS_OF_SEVERAL_WORDS.iter().any(|form| name.contains(form))
        || lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
        || PARTS.iter().any(|part| lower.contains(part))
}

fn is_legal_form(word: &str) -> bool {
    const IN_ANY_CASE: [&str; 6] = ["gmbh", "ggmbh", "mbh", "kgaa", "ohg", "gbr"];
    const AS_WRITTEN: [&str; 21] = [
        "AG", "A.G.", "a.G.", "KG", "SE", "eG", "e.G.", "e.V.", "e.V", "eV", "e.K.", "UG", "VVaG", "AöR",
        "KdöR", "Co.", "Co.KG", "S.A.", "Ltd.", "Ltd", "PLC",
    ];
    AS_WRITTEN.contains(&word) || IN_ANY_CASE.contains(&word.to_lowercase().trim_end_matches('.'))
}

const LEGAL_FORMS_OF_SEVERAL_WORDS: [&str; 4] = ["e. V.", " & Co", "S. A.", "d.ö.R."];

const WORDS: [&str; 17] = [
    "aok",
    "bank",
    "banque",
    "barmer",
    "bkk",
    "bundeswehr",
    "center",
    "dak",
    "holding",
    "ihk",
    "ikk",
    "inkasso",
    "landtag",
    "lbs",
    "marketing",
    "postcenter",
    "service",
];

const PARTS: [&str; 63] = [
    "agentur f",
    "akademie",
    "aktiengesellschaft",
    "amtsgericht",
    "arbeitsgericht",
    "baugenossenschaft",
    "bausparkasse",
    "behörde",
    "berufsgenossenschaft",
    "bibliothek",
    "bundesamt",
    "bundesanstalt",
    "bundesarchiv",
    "bundeskasse",
    "deutsche post",
    "diakonie",
    "direktion",
    "ersatzkasse",
    "familienkasse",
    "finanzamt",
    "finanzgericht",
    "gesellschaft mbh",
    "gesundheitskasse",
    "gewerkschaft",
    "hochschule",
    "institut",
    "jobcenter",
    "justizbehörde",
    "justizvollzug",
    "klinik",
    "krankenhaus",
    "krankenkasse",
    "kundenservice",
    "landesamt",
    "landesbank",
    "landeskirche",
    "landgericht",
    "landratsamt",
    "lotterie",
    "ministerium",
    "niederlassung",
    "oberlandesgericht",
    "ordinariat",
    "ortskrankenkasse",
    "polizei",
    "postbank",
    "regierungspräsidium",
    "rentenversicherung",
    "rundfunk",
    "sozialgericht",
    "sparkasse",
    "staatsanwaltschaft",
    "stadtverwaltung",
    "stadtwerke",
    "stiftung",
    "telekom",
    "unfallkasse",
    "universität",
    "verlag",
    "versicherung",
    "verwaltungsgericht",
    "volksbank",
    "zeitung",
];

#[cfg(test)]
mod tests {
    use super::is_company;

    #[test]
    fn companies_and_authorities_are_recognised() {
        for name in [
            "Beispiel Vertrieb GmbH & Co.KG",
            "Muster AG",
            "Heimatfreunde e.V.",
            "Heimatfreunde e. V.",
            "Beispiel Versicherungen",
            "Kreissparkasse Musterstadt",
            "Amtsgericht Musterstadt",
            "Agentur für Arbeit Musterstadt",
            "AOK - Die Gesundheitskasse",
            "MUSTER GMBH",
        ] {
            assert!(is_company(name), "{name}");
        }
    }

    #[test]
    fn villages_stay_villages() {
        for name in [
            "Agathenburg",
            "Freigericht",
            "Maikammer",
            "Freisen",
            "Amt Neuhaus",
            "Bankholzen",
            "Seebach",
            "Kogel",
            "Untergruppenbach",
            "Schulenberg",
            "Linsengericht",
            "Hamburg Sasel",
            "Herzberg (Elster)",
            "Egeln",
        ] {
            assert!(!is_company(name), "{name}");
        }
    }
}
