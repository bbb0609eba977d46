//! What judges get to see, and what they say about it.
//!
//! For each query a file `ID.txt` holds what any system has among its first ten, in an order by chance, without a word
//! about who found it. A judge writes `ID.grades` beside it, a line for each: number and grade.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use jiff::{Timestamp, Zoned};
use kreisrund_kernel::money::{Amount, Euros};
use kreisrund_search::{CardOccurrence, SearchEntry, Weight};

use crate::{
    Outcome,
    documents::Collection,
    judgements::{Grades, Judgements, parse_grade},
    queries::{Queries, Query},
    random::Random,
    systems::System,
};

/// How much of a text judges see.
const LONGEST_TEXT: usize = 300;
/// How many dates they see.
const MOST_DATES: usize = 4;
/// What begins the line of a candidate; no other line does.
const CANDIDATE: &str = "## ";

/// Writes a file for each query that has candidates nobody has judged yet. Returns how many files and candidates.
///
/// # Errors
/// When the folder can't be written.
pub fn write(
    folder: &Path,
    queries: &Queries,
    systems: &[System],
    collection: &Collection,
    judgements: &Judgements,
) -> Outcome<(usize, usize)> {
    std::fs::create_dir_all(folder)?;
    let (mut files, mut candidates) = (0, 0);
    for query in &queries.all {
        let found = candidates_for(query, systems, collection, &judgements.of(&query.id));
        if found.is_empty() {
            continue;
        }
        files += 1;
        candidates += found.len();
        std::fs::write(folder.join(format!("{}.txt", query.id)), sheet(query, &queries.day, &found))?;
    }
    Ok((files, candidates))
}

fn candidates_for<'a>(
    query: &Query,
    systems: &[System],
    collection: &'a Collection,
    judged: &Grades,
) -> Vec<&'a SearchEntry> {
    let found: BTreeSet<&String> =
        systems.iter().filter_map(|system| system.rankings.get(&query.id)).flatten().collect();
    let new = found.into_iter().filter(|path| !judged.contains_key(*path));
    let mut entries: Vec<&SearchEntry> = new.filter_map(|path| collection.entries.get(path)).collect();
    Random::from_name(&query.id).shuffle(&mut entries);
    entries
}

fn sheet(query: &Query, day: &Zoned, candidates: &[&SearchEntry]) -> String {
    let mut sheet = format!(
        "Query {}: {}\nLanguage: {}\nNeed: {}\nAsked on: {}\n",
        query.id,
        query.text,
        query.language,
        one_line(&query.note),
        day.strftime("%A, %-d %B %Y, %H:%M")
    );
    for (entry, number) in candidates.iter().zip(1..) {
        // Writing to a string never fails.
        let _ = write!(
            sheet,
            "\n{CANDIDATE}{number} {}\n{}",
            entry.card.path,
            described(entry, query, day.timestamp())
        );
    }
    sheet
}

/// What a visitor would see of it, a line for each matter.
fn described(entry: &SearchEntry, query: &Query, now: Timestamp) -> String {
    let card = &entry.card;
    let said = |weight: Weight, language: &str| -> Vec<String> {
        let texts = entry.texts.iter().filter(|text| text.weight == weight && text.language == language);
        texts.map(|text| one_line(&text.text)).collect()
    };
    let mut labels = said(Weight::Label, "de");
    labels.extend(said(Weight::Audience, "de"));
    if query.language != "de" {
        labels.extend(said(Weight::Label, &query.language));
    }
    let languages: BTreeSet<&str> = entry
        .texts
        .iter()
        .filter(|text| !matches!(text.weight, Weight::Label | Weight::Audience))
        .map(|text| text.language.as_str())
        .collect();
    let text = said(Weight::Body, &card.language).join(" ");
    let place = card.place.iter().flat_map(|place| std::iter::once(&place.name).chain(&place.area));
    let place: Vec<&str> = place.map(String::as_str).collect();
    let properties: Vec<String> = entry
        .tags
        .iter()
        .map(ToString::to_string)
        .filter_map(|tag| tag.strip_prefix('=').map(str::to_owned))
        .collect();
    let lines = [
        ("Kind", entry.kind.as_str().to_owned()),
        ("Title", one_line(&entry.title)),
        ("Labels", labels.join(", ")),
        ("Summary", one_line(&card.summary)),
        ("Text", shortened(&text)),
        ("Languages", languages.into_iter().collect::<Vec<_>>().join(", ")),
        ("By", card.organisation.as_ref().map(|by| by.name.clone()).unwrap_or_default()),
        ("Where", if card.online { format!("{} (online)", place.join(", ")) } else { place.join(", ") }),
        ("Names", shortened(&one_line(&entry.names.join(", ")))),
        ("Next", dates(entry, now)),
        ("Price", card.price.as_ref().map(price).unwrap_or_default()),
        ("Properties", properties.join(", ")),
    ];
    let filled = lines.into_iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(name, text)| format!("{name}: {text}\n")).collect()
}

fn dates(entry: &SearchEntry, now: Timestamp) -> String {
    let ahead = entry.intervals.iter().zip(&entry.card.occurrences);
    let mut ahead: Vec<_> =
        ahead.filter(|(interval, _)| interval.end > now || interval.start >= now).collect();
    ahead.sort_by_key(|(interval, _)| interval.start);
    let mut shown: Vec<String> = ahead.iter().take(MOST_DATES).map(|(_, date)| occurrence(date)).collect();
    if ahead.len() > MOST_DATES {
        shown.push(format!("and {} more", ahead.len() - MOST_DATES));
    }
    if shown.is_empty() && entry.kind.is_offer() { "always there".to_owned() } else { shown.join("; ") }
}

fn occurrence(date: &CardOccurrence) -> String {
    let format = if date.all_day { "%a %Y-%m-%d" } else { "%a %Y-%m-%d %H:%M" };
    let mut text = date.start.strftime(format).to_string();
    if let Some(end) = date.end.filter(|end| *end != date.start) {
        let on_same_day = end.date() == date.start.date();
        let format = if on_same_day { "%H:%M" } else { format };
        let _ = write!(text, " to {}", end.strftime(format));
    }
    if date.state != "planned" {
        let _ = write!(text, " ({})", date.state);
    }
    text
}

fn price(price: &kreisrund_kernel::Price) -> String {
    let euros = |euros: Euros| format!("{:.2} €", f64::from(euros.cents()) / 100.0);
    let amount = match price.amount() {
        Amount::Free => "free".to_owned(),
        Amount::Donation => "a donation".to_owned(),
        Amount::Exactly(exactly) => euros(exactly),
        Amount::Range(from, to) => format!("{} to {}", euros(from), euros(to)),
        Amount::InWords => String::new(),
    };
    let reduced = price.reduced().map(|reduced| format!("reduced {}", euros(reduced)));
    let parts = [Some(amount), reduced, price.note().map(str::to_owned)].into_iter().flatten();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(LONGEST_TEXT).collect();
    format!("{}…", beginning.rsplit_once(' ').map_or(beginning.as_str(), |(whole_words, _)| whole_words))
}

/// What was taken in.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// How many grades.
    pub grades: usize,
    /// The queries that nobody has judged yet, or not completely: how many candidates are left.
    pub left: BTreeMap<String, usize>,
}

/// Takes the grades in `folder` into `judgements`. Where anything is wrong, nothing is to be kept of it.
///
/// # Errors
/// With all lines that can't be understood: numbers that stand for nothing, what is no grade, a number judged twice.
pub fn merge(folder: &Path, judgements: &mut Judgements) -> Outcome<Merged> {
    let mut merged = Merged::default();
    let mut faults = Vec::new();
    for query in names_of(folder, "txt")? {
        let candidates = candidates_of(&std::fs::read_to_string(folder.join(format!("{query}.txt")))?);
        let file = folder.join(format!("{query}.grades"));
        let given = if file.exists() { std::fs::read_to_string(&file)? } else { String::new() };
        match grades_of(&given, &candidates) {
            Ok(grades) => {
                merged.grades += grades.len();
                if grades.len() < candidates.len() {
                    merged.left.insert(query.clone(), candidates.len() - grades.len());
                }
                for (path, grade) in grades {
                    faults.extend(judgements.add(&query, &path, grade).err());
                }
            }
            Err(wrong) => faults.extend(wrong.into_iter().map(|fault| format!("{query}.grades: {fault}"))),
        }
    }
    let known = names_of(folder, "txt")?;
    let strangers = names_of(folder, "grades")?.into_iter().filter(|query| !known.contains(query));
    faults.extend(strangers.map(|query| format!("{query}.grades: there is no {query}.txt")));
    if faults.is_empty() { Ok(merged) } else { Err(faults.join("\n").into()) }
}

fn names_of(folder: &Path, ending: &str) -> Outcome<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == ending) {
            names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    Ok(names)
}

/// The paths of a sheet's candidates by their numbers.
fn candidates_of(sheet: &str) -> BTreeMap<u32, String> {
    let lines = sheet.lines().filter_map(|line| line.strip_prefix(CANDIDATE)?.split_once(' '));
    lines.filter_map(|(number, path)| Some((number.parse().ok()?, path.to_owned()))).collect()
}

fn grades_of(given: &str, candidates: &BTreeMap<u32, String>) -> Result<Grades, Vec<String>> {
    let mut grades = Grades::new();
    let mut faults = Vec::new();
    for line in given.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some((number, grade)) = line.split_once(char::is_whitespace) else {
            faults.push(format!("“{line}” is not a number and a grade"));
            continue;
        };
        let path = number.parse().ok().and_then(|number: u32| candidates.get(&number));
        match (path, parse_grade(grade)) {
            (None, _) => faults.push(format!("“{line}”: no candidate has the number {number}")),
            (_, None) => faults.push(format!("“{line}”: a grade is 0, 1, 2 or 3")),
            (Some(path), Some(grade)) => {
                if grades.insert(path.clone(), grade).is_some() {
                    faults.push(format!("“{line}”: {number} is judged twice"));
                }
            }
        }
    }
    if faults.is_empty() { Ok(grades) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "Query q001: yoga\nNeed: A class.\n\n## 1 /angebote/yoga\nKind: course\nTitle: ## 9 no\n\n\
                         ## 2 /orte/halle\nKind: place\n";

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        folder
    }

    #[test]
    fn grades_find_their_documents() {
        let folder = folder(&[
            ("q001.txt", SHEET),
            ("q001.grades", "1 3\n\n# unsure about this one\n2\t0\n"),
            ("q002.txt", SHEET),
            ("q002.grades", "2 1\n"),
            ("q003.txt", SHEET),
        ]);
        let mut judgements = Judgements::default();
        let merged = merge(folder.path(), &mut judgements).unwrap();
        assert_eq!(merged.grades, 3);
        assert_eq!(merged.left, [("q002".to_owned(), 1), ("q003".to_owned(), 2)].into());
        let expected: Grades = [("/angebote/yoga".to_owned(), 3), ("/orte/halle".to_owned(), 0)].into();
        assert_eq!(judgements.of("q001"), expected);
        // The same again changes nothing.
        let before = judgements.clone();
        merge(folder.path(), &mut judgements).unwrap();
        assert_eq!(judgements, before);
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for (grades, part) in [
            ("3 1\n", "no candidate has the number 3"),
            ("9 1\n", "no candidate has the number 9"),
            ("1 4\n", "a grade is 0, 1, 2 or 3"),
            ("1 -1\n", "a grade is 0, 1, 2 or 3"),
            ("1 2.5\n", "a grade is 0, 1, 2 or 3"),
            ("1\n", "not a number and a grade"),
            ("1 2\n1 2\n", "judged twice"),
        ] {
            let folder = folder(&[("q001.txt", SHEET), ("q001.grades", grades)]);
            let error = merge(folder.path(), &mut Judgements::default()).unwrap_err().to_string();
            assert!(error.contains(part), "{grades:?}: {error}");
        }
        let stray = folder(&[("q001.txt", SHEET), ("q007.grades", "1 1\n")]);
        assert!(merge(stray.path(), &mut Judgements::default()).is_err());
    }

    #[test]
    fn another_grade_than_before_is_refused() {
        let folder = folder(&[("q001.txt", SHEET), ("q001.grades", "1 3\n")]);
        let mut judgements = Judgements::default();
        judgements.add("q001", "/angebote/yoga", 1).unwrap();
        let error = merge(folder.path(), &mut judgements).unwrap_err().to_string();
        assert!(error.contains("was judged 1 before"), "{error}");
    }
}
