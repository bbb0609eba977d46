//! Loading the school holidays of a federal state.

use std::path::Path;

use kreisrund_areas::store::school_holidays::save;
use kreisrund_schedule::{
    FederalState, SchoolHolidays,
    school_holidays::{NotSchoolHolidays, Read, read_calendar, read_csv},
};
use kreisrund_store::Changes;

use crate::{cli::ImportSchoolHolidays, config::Config, failure::Failure, fetch, house};

/// Brings in a list of school holidays, and reports.
pub async fn run(config: &Config, arguments: &ImportSchoolHolidays) -> Result<(), Failure> {
    let source = &arguments.source;
    let bytes = fetch::bytes(source).await?;
    let read = read(&bytes, arguments.state)
        .map_err(|refusal| Failure::refused(format!("{source}: {}", advice(&refusal))))?;
    for problem in &read.problems {
        eprintln!("{source}, {problem}");
    }
    if read.further_problems > 0 {
        eprintln!("{source}: {} more lines could not be taken", read.further_problems);
    }
    let database = house::database(config).await?;
    let shown = fetch::address_without_secrets(source).unwrap_or_else(|| file_name(source));
    let write = database.write().await?;
    let mut saved = Vec::new();
    for holidays in &read.states {
        saved.push((holidays, save(&write, holidays, &shown).await?));
    }
    write.commit().await?;
    database.close().await;
    for (holidays, changes) in saved {
        println!("{}", told(holidays, changes));
    }
    Ok(())
}

fn read(bytes: &[u8], state: Option<FederalState>) -> Result<Read, NotSchoolHolidays> {
    let begin = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes).trim_ascii_start();
    if !begin.get(..6).is_some_and(|word| word.eq_ignore_ascii_case(b"BEGIN:")) {
        return read_csv(bytes, state);
    }
    read_calendar(bytes, state.ok_or(NotSchoolHolidays::NoState)?)
}

/// The name of the file at `path`: where it lay is nobody else's business.
fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn advice(refusal: &NotSchoolHolidays) -> String {
    match refusal {
        NotSchoolHolidays::NoState => {
            "the list does not say for which federal state it is; name it with --state, as in --state BB"
                .to_owned()
        }
        other => other.to_string(),
    }
}

fn told(holidays: &SchoolHolidays, changes: Changes) -> String {
    let Changes { added, changed, unchanged, gone } = changes;
    let days = match (holidays.all().first(), holidays.all().last()) {
        (Some(first), Some(last)) => format!(" from {} to {}", first.first(), last.last()),
        _ => String::new(),
    };
    format!(
        "school holidays of {}{days}: {added} added, {changed} changed, {unchanged} unchanged, {gone} gone",
        holidays.state().name()
    )
}
