//! The program `kreisrund`.

use std::process::ExitCode;

use clap::Parser;
use kreisrund::{
    cli::Arguments,
    commands,
    config::{self, Config},
    logging,
};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = Config::load(&arguments.global(), &config::environment()).and_then(|config| {
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
