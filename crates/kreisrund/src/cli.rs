//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use kreisrund_content::{LanguageTag, NotALanguageTag};
use kreisrund_evidence::Month;
use kreisrund_kernel::{CountyKey, JobId, Slug};
use kreisrund_schedule::{FederalState, holidays::NotAState};
use kreisrund_search::synonyms::{NotAWording, Wording};
use kreisrund_standing_pages::StandingPage;

/// As many offers as the demonstration puts together: far more than any county has.
const MOST_GENERATED: i64 = 1_000_000;

/// Kreisrund: the portal of a county for what people there learn, share and do together.
#[derive(Debug, Parser)]
#[command(name = "kreisrund", version, about, propagate_version = true, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    /// What the program is to do.
    pub command: Command,
}

/// What every command understands.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// The folder that holds everything: database, search index, files [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The configuration file [default: kreisrund.toml here or in the data folder, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The database, instead of the one in the data folder: sqlite:PATH or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// What is logged, for instance info, debug or warn,kreisrund_search=debug
    #[arg(long, global = true, value_name = "FILTER")]
    pub log_level: Option<String>,
    /// Where the server listens; set by the commands that serve
    #[arg(skip)]
    pub listen: Option<SocketAddr>,
}

impl Arguments {
    /// The flags that belong to the configuration.
    pub fn global(&self) -> Global {
        let listen = match &self.command {
            Command::Serve(serving) | Command::Demo(Demonstration { serving, .. }) => serving.listen,
            _ => None,
        };
        Global { listen, ..self.global.clone() }
    }
}

/// What the program is to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal
    Serve(Serving),
    /// Serve the demonstration county, with invented offers around today
    Demo(Demonstration),
    /// Load a county's municipalities and localities into the database
    Init(Init),
    /// Bring in data from elsewhere
    #[command(subcommand)]
    Import(Import),
    /// Write small extracts of the published lists
    #[command(subcommand)]
    Extract(Extract),
    /// Look at work that is done later, and decide about what failed
    #[command(subcommand)]
    Jobs(Jobs),
    /// Change the words of the legal notice, the privacy notice and the other standing pages
    #[command(subcommand)]
    Pages(Pages),
    /// Say which words mean the same to the search
    #[command(subcommand)]
    Synonyms(Synonyms),
    /// See what people need: what they searched for and did not find
    #[command(subcommand)]
    Evidence(Evidence),
    /// Build the search index anew, or compare it with the database
    Reindex(Reindexing),
    /// Look at the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
}

/// How pages are served.
#[derive(Debug, Args)]
pub struct Serving {
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
}

/// How much the demonstration shows.
#[derive(Debug, Args)]
pub struct Demonstration {
    /// How it is served.
    #[command(flatten)]
    pub serving: Serving,
    /// Beside the hand-made offers, put so many together by chance, to see how a large county does: 100000. What is there
    /// stays, also with a smaller number
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(..=MOST_GENERATED))]
    pub offers: Option<u32>,
    /// Of which chance they come; the same number gives the same offers [default: 1, or that of the offers that are there]
    #[arg(long, value_name = "NUMBER", requires = "offers")]
    pub seed: Option<u32>,
}

/// A county and the published lists that describe it.
#[derive(Debug, Args)]
pub struct CountyFiles {
    /// The county's official key, five digits: 12062 is Elbe-Elster
    #[arg(long, value_name = "KEY", value_parser = county_key)]
    pub county: CountyKey,
    /// The official list of municipalities as the Statistisches Bundesamt publishes it: AuszugGV…QAktuell.xlsx or
    /// GV100AD….txt, also zipped
    #[arg(long, value_name = "FILE")]
    pub areas: PathBuf,
    /// GeoNames' list of postcodes and localities (zipcodes.de.csv), also zipped
    #[arg(long, value_name = "FILE")]
    pub postcodes: PathBuf,
}

/// Which county is loaded.
#[derive(Debug, Args)]
pub struct Init {
    /// The county and its lists.
    #[command(flatten)]
    pub files: CountyFiles,
    /// Neighbouring counties to load as well, so that searches “und Umgebung” know their places: 12061,14626
    #[arg(long, value_name = "KEYS", value_parser = county_key, value_delimiter = ',')]
    pub with: Vec<CountyKey>,
    /// Boundaries of municipalities or counties (GeoJSON or shapefile, also zipped); may be repeated
    #[arg(long, value_name = "FILE")]
    pub boundaries: Vec<PathBuf>,
    /// Where the boundaries come from, unless the file is a known one: "title; publisher; licence; address"
    #[arg(long, value_name = "TEXT", requires = "boundaries")]
    pub boundaries_source: Option<String>,
    /// Regions that lie across municipalities, such as LEADER regions (CSV: kind;key;name;members)
    #[arg(long, value_name = "FILE")]
    pub overlays: Option<PathBuf>,
    /// To which municipalities localities really belong (CSV: postcode;name;municipality)
    #[arg(long, value_name = "FILE")]
    pub localities_corrections: Option<PathBuf>,
    /// What became of former municipalities (CSV: from_key;to_key;share;date)
    #[arg(long, value_name = "FILE")]
    pub reforms: Option<PathBuf>,
}

/// Where data comes from.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Events from a calendar file or feed (iCalendar)
    Ical(ImportOffers),
    /// Events and courses that a web page tells programs of (schema.org in JSON-LD)
    Jsonld(ImportOffers),
    /// Courses, events and services from a table (CSV, .xlsx, .ods)
    Csv(ImportTable),
    /// Courses from the Employment Agency's training search (JSON of its interface)
    BaJson(ImportCourses),
    /// School holidays of a federal state (CSV: state;name;from;to, or iCalendar)
    SchoolHolidays(ImportSchoolHolidays),
}

/// Which school holidays come in.
#[derive(Debug, Args)]
pub struct ImportSchoolHolidays {
    /// A file, or an address that begins with http:// or https://
    #[arg(value_name = "FILE|URL")]
    pub source: String,
    /// The federal state, where the list does not name it: 12, BB or Brandenburg
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub state: Option<FederalState>,
}

/// Which offers come in, and as whose.
#[derive(Debug, Args)]
pub struct ImportOffers {
    /// A file, or an address that begins with http:// or https://
    #[arg(value_name = "FILE|URL")]
    pub source: String,
    /// The short name of the organisation whose offers they are; one that is not known yet is made
    #[arg(long, value_name = "SLUG", value_parser = slug)]
    pub organisation: Slug,
    /// The name of the organisation, should it have to be made [default: what the source calls itself]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// How the rest is done.
    #[command(flatten)]
    pub manner: ImportManner,
}

/// Which table comes in.
#[derive(Debug, Args)]
pub struct ImportTable {
    /// Which offers, and as whose.
    #[command(flatten)]
    pub offers: ImportOffers,
    /// What the table's columns mean, where they are called differently (TOML)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Where the rows are written that stay out, each with its reason (CSV)
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
}

/// Which courses come in, and as whose.
#[derive(Debug, Args)]
pub struct ImportCourses {
    /// A file, or an address that begins with http:// or https://
    #[arg(value_name = "FILE|URL")]
    pub source: String,
    /// The short name of the organisation whose courses they are [default: each is its provider's]
    #[arg(long, value_name = "SLUG", value_parser = slug)]
    pub organisation: Option<Slug>,
    /// The name of the organisation, should it have to be made
    #[arg(long, value_name = "NAME", requires = "organisation")]
    pub name: Option<String>,
    /// How the rest is done.
    #[command(flatten)]
    pub manner: ImportManner,
}

/// How offers come in, whatever their format.
#[derive(Debug, Args)]
pub struct ImportManner {
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub report: ReportFormat,
    /// Take no date before this day [default: the beginning of the month a year ago]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<Date>,
    /// Take no date after this day [default: the end of the month in a year and a half]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<Date>,
    /// Which of the organisation's sources it is, where it has several [default: the address, or “file”]
    #[arg(long = "source", value_name = "NAME")]
    pub source_name: Option<String>,
    /// Take back what the source no longer has, even if that is much
    #[arg(long)]
    pub withdraw_missing: bool,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Sentences for people
    Text,
    /// One JSON object on standard output
    Json,
}

/// What an extract holds.
#[derive(Debug, Subcommand)]
pub enum Extract {
    /// One county's municipalities and localities as a small text file
    County(ExtractCounty),
    /// The boundaries of one county's areas as a small text file
    Boundaries(ExtractBoundaries),
}

/// Which county's extract is written where.
#[derive(Debug, Args)]
pub struct ExtractCounty {
    /// The county and its lists.
    #[command(flatten)]
    pub files: CountyFiles,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
}

/// Of which county the boundaries are written, and where to.
#[derive(Debug, Args)]
pub struct ExtractBoundaries {
    /// The county's official key, five digits: 12062 is Elbe-Elster
    #[arg(long, value_name = "KEY", value_parser = county_key)]
    pub county: CountyKey,
    /// The official list of municipalities, as for init
    #[arg(long, value_name = "FILE")]
    pub areas: PathBuf,
    /// The boundaries (GeoJSON or shapefile, also zipped)
    #[arg(long, value_name = "FILE")]
    pub boundaries: PathBuf,
    /// Where the boundaries come from, unless the file is a known one: "title; publisher; licence; address"
    #[arg(long, value_name = "TEXT")]
    pub boundaries_source: Option<String>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
}

/// What is done about jobs.
#[derive(Debug, Subcommand)]
pub enum Jobs {
    /// List jobs, the failed ones first
    List {
        /// Only those that failed for good
        #[arg(long)]
        failed: bool,
    },
    /// Have a failed job tried again
    Retry {
        /// Its number, as `jobs list` shows it
        #[arg(value_parser = job_id)]
        id: JobId,
    },
    /// Delete a failed job
    Discard {
        /// Its number, as `jobs list` shows it
        #[arg(value_parser = job_id)]
        id: JobId,
    },
}

/// What is done with standing pages.
#[derive(Debug, Subcommand)]
pub enum Pages {
    /// List the pages, their languages, and which texts are your own
    List,
    /// Print a page's text as it can be saved again
    Show {
        /// imprint, privacy, accessibility, about, help or glossary
        name: StandingPage,
        /// In which language: de, en, de-x-leicht, uk …
        #[arg(long, value_name = "TAG", default_value = "de", value_parser = known_language)]
        language: LanguageTag,
    },
    /// Put a text of your own in a page's place
    Save(SavePage),
    /// Return to the text that came with the program
    Reset {
        /// imprint, privacy, accessibility, about, help or glossary
        name: StandingPage,
        /// In which language: de, en, de-x-leicht, uk …
        #[arg(long, value_name = "TAG", default_value = "de", value_parser = known_language)]
        language: LanguageTag,
    },
}

/// Which page gets which text.
#[derive(Debug, Args)]
pub struct SavePage {
    /// imprint, privacy, accessibility, about, help or glossary
    pub name: StandingPage,
    /// The text: “# Title”, the lead, an empty line, then paragraphs, ## headings, - lists and [links](/hilfe)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// In which language: de, en, de-x-leicht, uk …
    #[arg(long, value_name = "TAG", default_value = "de", value_parser = known_language)]
    pub language: LanguageTag,
    /// Only print what would be shown
    #[arg(long)]
    pub dry_run: bool,
}

/// What is done about words that mean the same.
#[derive(Debug, Subcommand)]
pub enum Synonyms {
    /// List the groups, each behind its name: = each word finds the others, → those before it find those behind it
    List {
        /// Only groups with this word
        #[arg(value_name = "WORD", value_parser = wording)]
        word: Option<Wording>,
        /// Only what you changed: your own groups, and those of the program that you removed
        #[arg(long)]
        changed: bool,
    },
    /// Look the groups over for slips: words in two groups, words that are the same to the search
    Check,
    /// Add a group of your own; it counts at once
    Add(AddSynonyms),
    /// Remove a group: one of your own for good, one of the program's until you restore it
    Remove {
        /// Its name, as `synonyms list` shows it
        #[arg(value_name = "GROUP")]
        id: String,
    },
    /// Bring back a group of the program that you removed
    Restore {
        /// Its name, as `synonyms list --changed` shows it
        #[arg(value_name = "GROUP", required_unless_present = "all")]
        id: Option<String>,
        /// Return to just the groups that came with the program: your own go
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
}

/// Which words become a group.
#[derive(Debug, Args)]
pub struct AddSynonyms {
    /// The words, of which each finds the others. Several that belong together go into quotation marks: "erste Hilfe".
    /// “=Rechner” is meant in just this form
    #[arg(value_name = "WORD", required = true, value_parser = wording)]
    pub words: Vec<Wording>,
    /// The words before it find those behind it, and not the other way round: add Oma Opa --finds Senioren
    #[arg(long, value_name = "WORD", num_args = 1.., value_parser = wording)]
    pub finds: Vec<Wording>,
}

/// What is looked at of what people need.
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// What people searched for and did not find, by month and municipality. Small numbers are not told, and words only
    /// once three people typed them
    Searches(EmptySearches),
}

/// Which searches are told.
#[derive(Debug, Args)]
pub struct EmptySearches {
    /// The first month [default: eleven months before the last]
    #[arg(long, value_name = "YYYY-MM")]
    pub from: Option<Month>,
    /// The last month [default: this month]
    #[arg(long, value_name = "YYYY-MM")]
    pub to: Option<Month>,
    /// As a table for a spreadsheet (CSV, divided by semicolons)
    #[arg(long)]
    pub csv: bool,
}

/// What is done about the search index. A server that runs on the data folder is asked to build it, beside the one in use.
#[derive(Debug, Args)]
pub struct Reindexing {
    /// Build nothing: compare the index with the database and say what differs. A server may be running
    #[arg(long)]
    pub verify: bool,
}

/// What is done with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print what is in force and where each value comes from, secrets masked
    Show,
}

fn county_key(given: &str) -> Result<CountyKey, String> {
    given.parse().map_err(|_| "a county key has five digits, as in 12062 for Elbe-Elster".to_owned())
}

fn day(given: &str) -> Result<Date, String> {
    given.parse().map_err(|_| "a day is written as year-month-day, as in 2026-11-22".to_owned())
}

fn slug(given: &str) -> Result<Slug, String> {
    given.parse().map_err(|_| {
        let hint = Slug::from_text(given).map(|slug| format!("; you might write {slug}")).unwrap_or_default();
        format!("a short name has lower-case letters a–z, digits and single hyphens{hint}")
    })
}

/// A language that has a name here; a slip such as “dn” would make a page that nobody finds.
fn known_language(given: &str) -> Result<LanguageTag, String> {
    let tag: LanguageTag = given.parse().map_err(|error: NotALanguageTag| error.to_string())?;
    if tag.own_name() == tag.as_str() {
        return Err(
            "this language is not known here; write de, en, de-x-leicht, uk, ar or another one's tag"
                .to_owned(),
        );
    }
    Ok(tag)
}

fn wording(given: &str) -> Result<Wording, String> {
    Wording::new(given).map_err(|error: NotAWording| error.to_string())
}

fn state(given: &str) -> Result<FederalState, String> {
    given.parse().map_err(|error: NotAState| error.to_string())
}

fn job_id(given: &str) -> Result<JobId, String> {
    match given.parse::<uuid::Uuid>() {
        Ok(id) => Ok(JobId(id)),
        Err(_) => Err("that is not a job's number; `kreisrund jobs list` shows them".to_owned()),
    }
}
