//! Bringing in data from elsewhere.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    io::{IsTerminal, Write as _},
    path::Path,
};

use jiff::civil::Date;
use kreisrund_areas::{Areas, store::areas};
use kreisrund_content::{Vocabularies, VocabularySnapshot};
use kreisrund_directory::store::{
    organisations::{
        Organisation, OrganisationDetails, organisation_by_slug, save_organisation, similar_slugs,
    },
    places::places,
};
use kreisrund_kernel::{Clock, Period, Slug, SystemClock};
use kreisrund_offers::{
    import::{
        self, ImportError, Options, Outcome, Reading, Report,
        employment_agency::{Answer, settle},
        table::{FaultyRows, Mapping},
    },
    offer::{Format, Source},
};
use kreisrund_store::{Database, Write};

use crate::{
    cli::{ImportCourses, ImportManner, ImportOffers, ImportTable, ReportFormat},
    config::Config,
    failure::Failure,
    fetch, house,
    progress::Progress,
};

/// Notes that are printed; the JSON report has them all.
const NOTES_SHOWN: usize = 20;
/// Mapping files are written by hand.
const MOST_OF_A_MAPPING: usize = 1_000_000;

/// Brings in a calendar.
pub async fn ical(config: &Config, arguments: &ImportOffers) -> Result<(), Failure> {
    let bytes = fetch::bytes(&arguments.source).await?;
    let request = Request::new(&arguments.manner, &arguments.source, Format::ICalendar)?;
    // A file that can't be read is refused before a data folder is made for it.
    let read = |vocabularies: &VocabularySnapshot| {
        let source = request.source.clone();
        import::calendar::read(&bytes, source, vocabularies, request.period, request.today)
            .map_err(|refusal| request.refused(refusal))
    };
    read(&VocabularySnapshot::default())?;
    let room = Room::open(config).await?;
    let reading = read(&room.vocabularies.snapshot())?;
    let done = offers(&room, &request, &Whose::of(arguments), &reading).await;
    room.database.close().await;
    done
}

/// Brings in what a page tells programs about its events and courses.
pub async fn json_ld(config: &Config, arguments: &ImportOffers) -> Result<(), Failure> {
    let page = fetch::fetched(&arguments.source, "application/ld+json, text/html;q=0.9").await?;
    let request = Request::new(&arguments.manner, &arguments.source, Format::JsonLd)?;
    let read = |vocabularies: &VocabularySnapshot| {
        let (source, address) = (request.source.clone(), page.address.as_deref());
        import::json_ld::read(&page.bytes, address, source, vocabularies, request.period, request.today)
            .map_err(|refusal| request.refused(refusal))
    };
    read(&VocabularySnapshot::default())?;
    let room = Room::open(config).await?;
    let reading = read(&room.vocabularies.snapshot())?;
    let done = offers(&room, &request, &Whose::of(arguments), &reading).await;
    room.database.close().await;
    done
}

/// Brings in a table.
pub async fn table(config: &Config, arguments: &ImportTable) -> Result<(), Failure> {
    let of = &arguments.offers;
    let mapping = match &arguments.mapping {
        Some(path) => mapping(path)?,
        None => Mapping::default(),
    };
    let bytes = fetch::fetched(&of.source, "text/csv").await?.bytes;
    let request = Request::new(&of.manner, &of.source, Format::Table)?;
    let read = |vocabularies: &VocabularySnapshot| {
        let source = request.source.clone();
        import::table::read(&bytes, &mapping, source, vocabularies, request.period, request.today)
            .map_err(|refusal| request.refused(refusal))
    };
    let faulty = read(&VocabularySnapshot::default())?.faulty;
    if let Some(path) = &arguments.errors {
        write_faulty(path, &of.source, &faulty)?;
    }
    let room = Room::open(config).await?;
    let reading = read(&room.vocabularies.snapshot())?.reading;
    let done = offers(&room, &request, &Whose::of(of), &reading).await;
    room.database.close().await;
    done
}

/// Brings in an answer of the Employment Agency's training search.
pub async fn employment_agency(config: &Config, arguments: &ImportCourses) -> Result<(), Failure> {
    let bytes = fetch::fetched(&arguments.source, "application/json").await?.bytes;
    let mut request = Request::new(&arguments.manner, &arguments.source, Format::EmploymentAgency)?;
    if arguments.organisation.is_none() {
        // What one organisation hands in itself is another source than what is handed in for all of them.
        request.source.name = format!("providers: {}", request.source.name);
    }
    let read = |vocabularies: &VocabularySnapshot| {
        let source = request.source.clone();
        import::employment_agency::read(&bytes, source, vocabularies, request.period, request.today)
            .map_err(|refusal| request.refused(refusal))
    };
    read(&VocabularySnapshot::default())?;
    let room = Room::open(config).await?;
    let answer = read(&room.vocabularies.snapshot())?;
    let whose = match &arguments.organisation {
        Some(slug) => Whose::One { slug, name: arguments.name.as_deref() },
        None => Whose::Providers(&answer),
    };
    let done = offers(&room, &request, &whose, &answer.reading).await;
    room.database.close().await;
    done
}

fn mapping(path: &Path) -> Result<Mapping, Failure> {
    let refused = |reason: &dyn std::fmt::Display| Failure::refused(format!("{}: {reason}", path.display()));
    let bytes = fetch::from_file_up_to(path, MOST_OF_A_MAPPING, "is it the right one?")?;
    let text = String::from_utf8(bytes).map_err(|_| refused(&"this is no text in UTF-8"))?;
    Mapping::read(&text).map_err(|error| refused(&error))
}

/// Writes the rows that stay out, whole or not at all. Where there are none, an older file goes.
fn write_faulty(path: &Path, source: &str, faulty: &FaultyRows) -> Result<(), Failure> {
    let is_source = |source: &Path| {
        path.canonicalize().is_ok_and(|path| source.canonicalize().is_ok_and(|source| source == path))
    };
    if is_source(Path::new(source)) {
        return Err(Failure::refused(format!(
            "{}: this is the table itself; name another file for the rows with faults",
            path.display()
        )));
    }
    let failed = |error: std::io::Error| {
        Failure::Broken(format!("{}: the file can't be written: {error}", path.display()))
    };
    if faulty.is_empty() {
        return match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        };
    }
    let beside = path.with_extension("part");
    std::fs::write(&beside, faulty.to_csv()).and_then(|()| std::fs::rename(&beside, path)).map_err(failed)?;
    let rows =
        if faulty.len() == 1 { "one row stays".to_owned() } else { format!("{} rows stay", faulty.len()) };
    eprintln!("{rows} out; see {}", path.display());
    Ok(())
}

/// Whose offers they are.
enum Whose<'a> {
    /// One organisation's; the name is for making it.
    One { slug: &'a Slug, name: Option<&'a str> },
    /// Each is its provider's.
    Providers(&'a Answer),
}

impl<'a> Whose<'a> {
    fn of(arguments: &'a ImportOffers) -> Self {
        Self::One { slug: &arguments.organisation, name: arguments.name.as_deref() }
    }
}

/// What is asked for, whatever the format.
struct Request<'a> {
    /// The file or address as it was given.
    given: &'a str,
    manner: &'a ImportManner,
    source: Source,
    period: Period,
    today: Date,
}

impl<'a> Request<'a> {
    fn new(manner: &'a ImportManner, given: &'a str, format: Format) -> Result<Self, Failure> {
        let period = Period::new(manner.from, manner.to)
            .map_err(|error| Failure::refused(format!("{error}; change --from or --to")))?;
        let name = manner.source_name.clone().or_else(|| fetch::address_without_secrets(given));
        let source = name.map_or_else(|| Source::file(format), |name| Source { format, name });
        Ok(Self { given, manner, source, period, today: SystemClock.today() })
    }

    fn refused(&self, reason: impl std::fmt::Display) -> Failure {
        Failure::refused(format!("{}: {reason}", self.given))
    }
}

/// The database, and what surrounds a source.
struct Room {
    database: Database,
    areas: Areas,
    vocabularies: Vocabularies,
}

impl Room {
    async fn open(config: &Config) -> Result<Self, Failure> {
        let database = house::database(config).await?;
        let areas = Areas::load(&database).await?;
        let vocabularies = Vocabularies::load(&database).await?;
        if areas.snapshot().main_county().is_none() {
            eprintln!(
                "no county is loaded in {} yet, so no place can be recognised; see `kreisrund init --help`",
                config.data.display()
            );
        }
        Ok(Self { database, areas, vocabularies })
    }
}

/// Brings offers in, and reports.
async fn offers(
    room: &Room,
    request: &Request<'_>,
    whose: &Whose<'_>,
    reading: &Reading,
) -> Result<(), Failure> {
    let mut may_vanish = request.manner.withdraw_missing;
    let (write, report, settled) = loop {
        let write = room.database.write().await?;
        let settled = settled(room, &write, request, whose, reading).await?;
        match bring_in(room, &write, &settled.reading, &settled.organisation, may_vanish).await {
            Ok(report) => break (write, report, settled),
            Err(ImportError::Store(error)) => return Err(error.into()),
            Err(refusal @ ImportError::TooManyVanish { .. }) => {
                // Whoever thinks about it must not keep others from writing.
                drop(write);
                if !agreed(&refusal) {
                    return Err(request.refused(format!(
                        "{refusal}; nothing was written. If they are really gone, add --withdraw-missing"
                    )));
                }
                may_vanish = true;
            }
        }
    };
    let nothing_came_in = !report.brought_something();
    if request.manner.dry_run || nothing_came_in {
        drop(write);
    } else {
        write.commit().await?;
        settled.tell_who_was_made();
    }
    match request.manner.report {
        ReportFormat::Json => println!("{}", serde_json::json!(report)),
        ReportFormat::Text => print(&report, &settled.shown, request),
    }
    let is_at_fault = !reading.notes.is_empty() || reading.left.iter().any(|left| !left.private);
    if nothing_came_in && is_at_fault && request.period == Period::ALWAYS {
        return Err(request.refused("nothing could be taken; nothing was written"));
    }
    Ok(())
}

/// What comes in, and whose it is.
struct Settled<'r> {
    /// Whose offers they are, unless they say that themselves.
    organisation: Organisation,
    reading: Cow<'r, Reading>,
    /// Whose they are in words.
    shown: String,
    /// The organisations that were made for it.
    made: Vec<String>,
}

impl Settled<'_> {
    fn tell_who_was_made(&self) {
        if !self.made.is_empty() {
            eprintln!("not known yet, and made as organisations: {}", self.made.join(", "));
        }
    }
}

async fn settled<'r>(
    room: &Room,
    write: &Write,
    request: &Request<'_>,
    whose: &Whose<'_>,
    reading: &'r Reading,
) -> Result<Settled<'r>, Failure> {
    match whose {
        Whose::One { slug, name } => {
            let (organisation, is_made) = organisation(write, slug, *name, reading.name.as_deref()).await?;
            let shown = format!("{} ({})", organisation.details.name, organisation.slug);
            let made = is_made.then(|| shown.clone()).into_iter().collect();
            Ok(Settled { organisation, reading: Cow::Borrowed(reading), shown, made })
        }
        Whose::Providers(answer) => {
            let mut answer = Answer::clone(answer);
            let (places, areas) = (places(&**write).await?, room.areas.snapshot());
            let (first, made) = settle(write, &mut answer, &areas, &places).await?;
            let organisation = first.ok_or_else(|| {
                request.refused("no course tells who provides it; name whose they are with --organisation")
            })?;
            let owners: BTreeSet<_> =
                answer.reading.items.iter().filter_map(|item| item.organisation).collect();
            let shown = match owners.len() {
                1 => format!("{} ({})", organisation.details.name, organisation.slug),
                count => format!("{count} providers"),
            };
            Ok(Settled { organisation, reading: Cow::Owned(answer.reading), shown, made })
        }
    }
}

async fn bring_in(
    room: &Room,
    write: &Write,
    reading: &Reading,
    organisation: &Organisation,
    may_vanish: bool,
) -> Result<Report, ImportError> {
    let places = places(&**write).await?;
    let (areas, vocabularies) = (room.areas.snapshot(), room.vocabularies.snapshot());
    let options =
        Options { organisation, areas: &areas, places: &places, vocabularies: &vocabularies, may_vanish };
    let mut progress = Progress::new("importing offers", reading.items.len() as u64);
    let report = import::bring_in(write, reading, options, |done| progress.at(done as u64)).await?;
    if !reading.items.is_empty() {
        progress.done();
    }
    Ok(report)
}

/// Asks whoever sits at the terminal; nobody there is a no.
fn agreed(refusal: &ImportError) -> bool {
    if !std::io::stdin().is_terminal() {
        return false;
    }
    eprint!("{refusal}. Take them back all the same? [y/N] ");
    let mut answer = String::new();
    let read = std::io::stderr().flush().and_then(|()| std::io::stdin().read_line(&mut answer));
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja")
}

/// The organisation whose offers they are, and whether it was made: one that is not known is, unless the name looks like
/// a slip of the pen.
async fn organisation(
    write: &Write,
    slug: &Slug,
    name: Option<&str>,
    source_name: Option<&str>,
) -> Result<(Organisation, bool), Failure> {
    if let Some(known) = organisation_by_slug(&**write, slug).await? {
        return Ok((known, false));
    }
    let similar = similar_slugs(&**write, slug.as_str()).await?;
    if !similar.is_empty() && name.is_none() {
        let similar: Vec<String> = similar.iter().map(ToString::to_string).collect();
        return Err(Failure::refused(format!(
            "there is no organisation “{slug}”; did you mean {}? To make a new one, add --name \"…\"",
            similar.join(" or ")
        )));
    }
    let name = name.or(source_name).map(str::to_owned);
    Ok((make_organisation(write, slug, name).await?, true))
}

async fn make_organisation(
    write: &Write,
    slug: &Slug,
    name: Option<String>,
) -> Result<Organisation, Failure> {
    let name = name.unwrap_or_else(|| slug.as_str().replace('-', " "));
    let area = areas::main_county(&**write).await?.map(|county| county.id);
    let details = OrganisationDetails { name, area, ..OrganisationDetails::default() };
    let (made, _) = save_organisation(write, slug, details).await?;
    Ok(made)
}

fn print(report: &Report, shown: &str, request: &Request<'_>) {
    let Report { added, changed, unchanged, skipped, withdrawn, past, events, notes } = report;
    let would =
        if request.manner.dry_run { "nothing was written; this would come in for" } else { "offers of" };
    println!("{would} {shown}");
    println!("{added} added, {changed} changed, {unchanged} unchanged, {skipped} skipped");
    if *withdrawn > 0 {
        println!("{withdrawn} taken back, because the source no longer has them for everyone");
    }
    if *past > 0 {
        println!("{past} of them are over; they are kept and not among the coming dates");
    }
    let told = events.iter().filter(|event| event.reason.is_some() || event.result == Outcome::Withdrawn);
    let of_events =
        told.map(|event| (event.line, event.reason.as_deref().unwrap_or_default(), Some(&event.uid)));
    let of_source = notes.iter().map(|note| (note.line, note.reason.as_str(), note.uid.as_ref()));
    let mut lines: Vec<_> = of_source.chain(of_events).collect();
    lines.sort_by_key(|(line, ..)| *line);
    let unit = if request.source.format == Format::Table { "row" } else { "line" };
    for (line, reason, uid) in lines.iter().take(NOTES_SHOWN) {
        let line = line.map(|line| format!("{unit} {line}: ")).unwrap_or_default();
        let uid = uid.map(|uid| format!(" ({uid})")).unwrap_or_default();
        println!("  {line}{reason}{uid}");
    }
    if lines.len() > NOTES_SHOWN {
        println!("  and {} more; --report json has them all", lines.len() - NOTES_SHOWN);
    }
}
