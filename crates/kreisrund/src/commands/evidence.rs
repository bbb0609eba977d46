//! What people need, as far as their searches tell it.

use kreisrund_areas::Areas;
use kreisrund_evidence::{EmptySearches as Found, Month, empty_searches};
use kreisrund_kernel::{AreaId, Told, suppression::FEWEST_TOLD};

use crate::{cli::EmptySearches, config::Config, failure::Failure, house};

/// So many months are told where nobody says which.
const MONTHS: u16 = 12;
/// What stands at the beginning of a table in UTF-8, so that spreadsheets read it as such.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Prints the searches that found nothing, as `arguments` say.
pub async fn searches(config: &Config, arguments: &EmptySearches) -> Result<(), Failure> {
    let database = house::database(config).await?;
    let last = arguments.to.unwrap_or_else(|| Month::of(database.clock().today()));
    let first = arguments.from.unwrap_or_else(|| last.back(MONTHS - 1));
    if first > last {
        return Err(Failure::Configuration(format!(
            "--from {first} comes after the last month, {last}; turn them round"
        )));
    }
    let searches = empty_searches(database.read(), first, last).await?;
    let areas = Areas::load(&database).await?.snapshot();
    let name = |area: Option<AreaId>| match area {
        None => "no place named".to_owned(),
        Some(id) => areas.municipality(id).map_or_else(|| "unknown".to_owned(), |area| area.name.clone()),
    };
    let rows: Vec<[String; 5]> = searches.iter().map(|one| row(one, &name(one.area))).collect();
    database.close().await;
    if arguments.csv {
        print!("{}", as_csv(&rows));
    } else if rows.is_empty() {
        println!("from {first} to {last} no search stayed without a result");
    } else {
        print!("{}", as_table(&rows));
    }
    Ok(())
}

const TITLES: [&str; 5] = ["month", "municipality", "words", "searches", "people"];

fn row(found: &Found, municipality: &str) -> [String; 5] {
    let words = found.words.clone().unwrap_or_else(|| "(other words)".to_owned());
    [found.month.to_string(), municipality.to_owned(), words, number(found.searches), number(found.people)]
}

fn number(told: Told) -> String {
    told.exactly().map_or_else(|| format!("fewer than {FEWEST_TOLD}"), |count| count.to_string())
}

fn as_csv(rows: &[[String; 5]]) -> String {
    let quoted = |cell: &str| {
        if cell.contains([';', '"', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let line = |cells: Vec<String>| cells.join(";") + "\r\n";
    let rows = rows.iter().map(|row| line(row.iter().map(|cell| quoted(cell)).collect()));
    let lines: String = std::iter::once(TITLES.join(";") + "\r\n").chain(rows).collect();
    format!("{BYTE_ORDER_MARK}{lines}")
}

fn as_table(rows: &[[String; 5]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([TITLES[column].len()]).max().unwrap_or_default()
    };
    let widths: [usize; 5] = std::array::from_fn(width);
    let line = |cells: [&str; 5]| {
        let padded: Vec<String> =
            cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        padded.join("  ").trim_end().to_owned() + "\n"
    };
    let rows = rows.iter().map(|row| line(row.each_ref().map(String::as_str)));
    std::iter::once(line(TITLES)).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn rows() -> Vec<[String; 5]> {
        let found = |words: Option<&str>, people| Found {
            month: Month::of(date(2026, 11, 22)),
            area: None,
            words: words.map(str::to_owned),
            searches: Told::what_they_did(people + 1, people),
            people: Told::people(people),
        };
        vec![row(&found(Some("töpfern kurs"), 3), "Lübben"), row(&found(None, 2), "A \"B\"; C")]
    }

    #[test]
    fn people_read_columns() {
        assert_eq!(
            as_table(&rows()),
            "month    municipality  words          searches      people\n\
             2026-11  Lübben        töpfern kurs   4             3\n\
             2026-11  A \"B\"; C      (other words)  fewer than 3  fewer than 3\n"
        );
    }

    #[test]
    fn spreadsheets_read_cells() {
        assert_eq!(
            as_csv(&rows()),
            "\u{feff}month;municipality;words;searches;people\r\n\
             2026-11;Lübben;töpfern kurs;4;3\r\n\
             2026-11;\"A \"\"B\"\"; C\";(other words);fewer than 3;fewer than 3\r\n"
        );
        assert_eq!(as_csv(&[]), "\u{feff}month;municipality;words;searches;people\r\n");
    }
}
