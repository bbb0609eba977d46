//! Bringing in data from elsewhere.

use kreisrund_areas::{Areas, store::areas};
use kreisrund_directory::store::organisations::{
    Organisation, OrganisationDetails, organisation_by_slug, save_organisation, similar_slugs,
};
use kreisrund_kernel::{Clock, SystemClock};
use kreisrund_offers::import::calendar::{self, Calendar, Report};
use kreisrund_store::Write;

use crate::{
    cli::{ImportIcal, ReportFormat},
    config::Config,
    failure::Failure,
    fetch, house,
    progress::Progress,
};

/// Notes that are printed; the JSON report has them all.
const NOTES_SHOWN: usize = 20;

/// Brings in a calendar.
pub async fn ical(config: &Config, arguments: &ImportIcal) -> Result<(), Failure> {
    let bytes = fetch::bytes(&arguments.source).await?;
    let calendar = Calendar::read(&bytes, SystemClock.today())
        .map_err(|refusal| Failure::refused(format!("{}: {refusal}", arguments.source)))?;
    let database = house::database(config).await?;
    if calendar.is_empty() && calendar.is_whole() {
        println!("the calendar holds no events; nothing was imported");
        return Ok(());
    }
    let areas = Areas::load(&database).await?;
    let write = database.write().await?;
    if areas.snapshot().main_county().is_none() {
        eprintln!(
            "no county is loaded in {} yet, so no place can be recognised; see `kreisrund init --help`",
            config.data.display()
        );
    }
    let organisation = organisation(&write, arguments, &calendar).await?;
    let mut progress = Progress::new("importing events", calendar.len() as u64);
    let report = calendar::import(&write, &areas.snapshot(), &organisation, &calendar, |done| {
        progress.at(done as u64);
    })
    .await?;
    if !calendar.is_empty() {
        progress.done();
    }
    let nothing_came_in = report.added + report.changed + report.unchanged + report.withdrawn == 0;
    if arguments.dry_run || nothing_came_in {
        drop(write);
    } else {
        write.commit().await?;
    }
    match arguments.report {
        ReportFormat::Json => println!("{}", serde_json::json!(report)),
        ReportFormat::Text => print(&report, &organisation, arguments.dry_run),
    }
    database.close().await;
    if nothing_came_in {
        return Err(Failure::refused(format!(
            "{}: no event could be taken; nothing was written",
            arguments.source
        )));
    }
    Ok(())
}

/// The organisation whose calendar it is. One that is not known is made, unless the name looks like a slip of the pen.
async fn organisation(
    write: &Write,
    arguments: &ImportIcal,
    calendar: &Calendar,
) -> Result<Organisation, Failure> {
    let slug = &arguments.organisation;
    if let Some(known) = organisation_by_slug(&**write, slug).await? {
        return Ok(known);
    }
    let similar = similar_slugs(&**write, slug.as_str()).await?;
    if !similar.is_empty() && arguments.name.is_none() {
        let similar: Vec<String> = similar.iter().map(ToString::to_string).collect();
        return Err(Failure::refused(format!(
            "there is no organisation “{slug}”; did you mean {}? To make a new one, add --name \"…\"",
            similar.join(" or ")
        )));
    }
    let name = arguments
        .name
        .clone()
        .or_else(|| calendar.name().map(str::to_owned))
        .unwrap_or_else(|| slug.as_str().replace('-', " "));
    let area = areas::main_county(&**write).await?.map(|county| county.id);
    let details = OrganisationDetails { name, area, ..OrganisationDetails::default() };
    let (made, _) = save_organisation(write, slug, details).await?;
    eprintln!("the organisation “{slug}” was not known yet and is made as “{}”", made.details.name);
    Ok(made)
}

fn print(report: &Report, organisation: &Organisation, dry_run: bool) {
    let Report { added, changed, unchanged, skipped, withdrawn, past, notes } = report;
    let would = if dry_run { "nothing was written; this would come in for" } else { "calendar of" };
    println!("{would} {} ({})", organisation.details.name, organisation.slug);
    println!("{added} added, {changed} changed, {unchanged} unchanged, {skipped} skipped");
    if *withdrawn > 0 {
        println!("{withdrawn} taken back, because their events are private now");
    }
    if *past > 0 {
        println!("{past} of them are over; they are kept and not among the coming dates");
    }
    for note in notes.iter().take(NOTES_SHOWN) {
        let line = note.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let uid = note.uid.as_deref().map(|uid| format!(" ({uid})")).unwrap_or_default();
        println!("  {line}{}{uid}", note.reason);
    }
    if notes.len() > NOTES_SHOWN {
        println!("  and {} more; --report json has them all", notes.len() - NOTES_SHOWN);
    }
}
