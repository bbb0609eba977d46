//! How quickly the county is searched and served: what the index takes for each sort of question, how large it is and
//! how long it takes to build, how soon the program answers after its start, how much memory it needs, and what it
//! serves over HTTP, beside a constant answer of the same size from the same server.
//!
//! `make bench` runs it with 1,000, 10,000 and 100,000 offers, `make bench-large` with 1,000,000.

#![allow(clippy::disallowed_methods, reason = "a measurement asks the machine how late it is")]

mod county;
mod latencies;
mod load;
mod memory;
mod pages;
mod program;
mod questions;
mod searches;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// What comes of anything that can go wrong: the measurement ends with a sentence.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures how quickly the county is searched and served.
#[derive(Parser)]
struct Arguments {
    /// So many offers, one county after the other
    #[arg(default_values_t = [1_000, 10_000, 100_000])]
    offers: Vec<u32>,
    /// Where the counties are kept from one run to the next
    #[arg(long, default_value = "target/speed")]
    folder: PathBuf,
    /// The program whose start and memory are measured; without it they are left out
    #[arg(long)]
    program: Option<PathBuf>,
    /// How long each load lasts, in seconds
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Only these parts: searches, pages, program
    #[arg(long)]
    only: Vec<String>,
    /// Ask the index of the last run instead of building it anew
    #[arg(long)]
    keep_index: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Ask a server for the pages in a file, over and over; the measurement starts this by itself
    Load(load::Asked),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Some(Command::Load(asked)) => load::run(&asked),
        None => measure(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let wanted = |part: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == part);
    for offers in &arguments.offers {
        let folder = arguments.folder.join(offers.to_string());
        let paths = runtime.block_on(async {
            let county = county::County::with(*offers, &folder, arguments.keep_index).await?;
            println!("\n{} offers generated, {} entries in the index", offers, county.house.search.len());
            county.tell();
            if wanted("searches") {
                searches::measure(&county).await?;
            }
            let paths = pages::questions(&county)?;
            if wanted("pages") {
                pages::measure(&county, &paths, arguments.seconds).await?;
            }
            county.close().await;
            Outcome::Ok(paths)
        })?;
        if let Some(program) = arguments.program.as_ref().filter(|_| wanted("program")) {
            runtime.block_on(program::measure(program, *offers, &folder, &paths, arguments.seconds))?;
        }
    }
    Ok(())
}
