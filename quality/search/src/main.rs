//! Measures how well the search finds what people mean: ours, and three others on the very same documents.
//!
//! `make search-quality` runs it; `README.md` beside this crate says how it is measured and how documents are judged.

mod counting;
mod county;
mod documents;
mod judgements;
mod measures;
mod pool;
mod queries;
mod random;
mod report;
mod systems;
mod tuning;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use crate::{
    county::County, documents::Collection, judgements::Judgements, queries::Queries, report::Report,
};

/// What a step comes to; a failure is told to whoever measures.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures how well the search finds what people mean.
#[derive(Debug, Parser)]
struct Arguments {
    /// The queries [default: queries.toml beside this crate]
    #[arg(long, global = true, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// The judgements [default: judgements.tsv beside this crate]
    #[arg(long, global = true, value_name = "FILE")]
    judgements: Option<PathBuf>,
    /// The data folder of an installation on SQLite, of which a copy is searched [default: the demonstration county]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// What is to be done; without it, everything is measured
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure, and print the figures
    Measure {
        /// Write them into results.md as well
        #[arg(long)]
        write: bool,
    },
    /// Show what ours does with each query of the tuning half
    Tune,
    /// Write for each query what is to be judged into FOLDER
    Pool {
        /// The folder
        folder: PathBuf,
    },
    /// Count how often the lexicon's words stand in the German texts of FOLDERS, and write its frequencies anew
    CountWords {
        /// The folders
        #[arg(required = true)]
        folders: Vec<PathBuf>,
    },
    /// Take the grades in FOLDER into the judgements
    JudgeMerge {
        /// The folder
        folder: PathBuf,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Outcome<()> {
    if let Some(Command::CountWords { folders }) = &arguments.command {
        let counted = counting::count(folders)?;
        println!("{} of the lexicon's words in {} files", counted.words, counted.files);
        return Ok(());
    }
    let beside = Path::new(env!("CARGO_MANIFEST_DIR"));
    let queries_file = arguments.queries.unwrap_or_else(|| beside.join("queries.toml"));
    let judgements_file = arguments.judgements.unwrap_or_else(|| beside.join("judgements.tsv"));
    let queries = Queries::read(&queries_file)?;
    let mut judgements = Judgements::read(&judgements_file)?;
    if let Some(Command::JudgeMerge { folder }) = &arguments.command {
        let merged = pool::merge(folder, &mut judgements)?;
        judgements.write(&judgements_file)?;
        println!("{} grades taken in; {} judgements in all", merged.grades, judgements.len());
        for (query, left) in merged.left {
            println!("{query}: {left} candidates are not judged yet");
        }
        return Ok(());
    }
    let county = County::at(queries.day.timestamp(), arguments.data.as_deref()).await?;
    let collection = Collection::of(&county.house).await?;
    if matches!(arguments.command, Some(Command::Tune)) {
        let ours = systems::ask_ours(&county, &queries.all).await?;
        print!("{}", tuning::report(&queries, &ours, &collection, &judgements));
        return Ok(());
    }
    let systems = systems::ask_all(&county, &collection, &queries.all).await?;
    match arguments.command {
        Some(Command::Pool { folder }) => {
            let (files, candidates) = pool::write(&folder, &queries, &systems, &collection, &judgements)?;
            println!("{candidates} candidates in {files} files in {}", folder.display());
        }
        Some(Command::Measure { write: true }) => {
            let text = Report::of(&queries, &systems, &collection, &judgements).to_text();
            print!("{text}");
            std::fs::write(beside.join("results.md"), text)?;
        }
        _ => print!("{}", Report::of(&queries, &systems, &collection, &judgements).to_text()),
    }
    Ok(())
}
