//! The program `kreisrund`: puts the slices together and gives operators their commands.

mod cli;
mod commands;
mod config;
mod failure;
mod fetch;
mod house;
mod logging;
mod progress;
mod serve;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    let outcome = config::Config::load(&arguments.global(), &config::environment()).and_then(|config| {
        logging::start(&config);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(commands::run(arguments.command, config))
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("kreisrund: {failure}");
            failure.exit_code()
        }
    }
}
