//! What each command does.

pub mod demo;
mod evidence;
mod extract;
mod import;
mod init;
mod jobs;
mod lists;
mod pages;
mod reindex;
mod school_holidays;
mod synonyms;

use kreisrund_web::Mode;

use crate::{
    cli::{Command, ConfigCommand, Evidence, Extract, Import},
    config::Config,
    failure::Failure,
    house,
    serve::{FolderLock, serve},
};

/// Does what `command` says.
///
/// # Errors
/// With a sentence for the operator.
pub async fn run(command: Command, config: Config) -> Result<(), Failure> {
    match command {
        Command::Serve(_) => serve_county(&config).await,
        Command::Demo(arguments) => demo::run(config, &arguments).await,
        Command::Init(arguments) => init::run(&config, &arguments).await,
        Command::Import(Import::Ical(arguments)) => import::ical(&config, &arguments).await,
        Command::Import(Import::Jsonld(arguments)) => import::json_ld(&config, &arguments).await,
        Command::Import(Import::Csv(arguments)) => import::table(&config, &arguments).await,
        Command::Import(Import::BaJson(arguments)) => import::employment_agency(&config, &arguments).await,
        Command::Import(Import::SchoolHolidays(arguments)) => school_holidays::run(&config, &arguments).await,
        Command::Extract(Extract::County(arguments)) => extract::county(&arguments),
        Command::Extract(Extract::Boundaries(arguments)) => extract::boundaries(&arguments),
        Command::Jobs(arguments) => jobs::run(&config, &arguments).await,
        Command::Pages(arguments) => pages::run(&config, &arguments).await,
        Command::Synonyms(arguments) => synonyms::run(&config, &arguments).await,
        Command::Evidence(Evidence::Searches(arguments)) => evidence::searches(&config, &arguments).await,
        Command::Reindex(arguments) => reindex::run(&config, &arguments).await,
        Command::Config(ConfigCommand::Show) => {
            print!("{}", config.shown());
            Ok(())
        }
    }
}

async fn serve_county(config: &Config) -> Result<(), Failure> {
    let _lock = FolderLock::take(&config.data)?;
    let mode = if config.development { Mode::Development } else { Mode::Production };
    let database = house::database(config).await?;
    let furnished = house::furnish(config, database, mode).await?;
    if furnished.house.areas.snapshot().main_county().is_none() {
        tracing::warn!("no county is loaded yet; see `kreisrund init --help`");
    }
    if config.operator.name.is_empty() {
        tracing::warn!("[operator] is not set; the law asks for a legal notice with name and address");
    }
    serve(furnished, config.listen, |address| eprintln!("Kreisrund serves http://{address}")).await
}
