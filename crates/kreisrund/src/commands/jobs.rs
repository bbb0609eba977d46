//! Work that is done later, as operators see it.

use kreisrund_store::jobs::{self, State};

use crate::{cli::Jobs, config::Config, failure::Failure, house};

/// Jobs listed at most.
const MOST: u64 = 200;

/// Does what `arguments` say.
pub async fn run(config: &Config, arguments: &Jobs) -> Result<(), Failure> {
    let database = house::database(config).await?;
    match arguments {
        Jobs::List { failed } => {
            let listed = jobs::list(&database, *failed, MOST).await?;
            if listed.is_empty() {
                println!("{}", if *failed { "no job has failed" } else { "no job waits" });
            }
            for job in listed {
                let state = match job.state {
                    State::Waiting => format!("waits until {}", job.run_at.strftime("%Y-%m-%d %H:%M UTC")),
                    State::Running => "is running".to_owned(),
                    State::Failed => "failed".to_owned(),
                };
                println!(
                    "{} {} {state}, {} of {} attempts",
                    job.id, job.name, job.attempts, job.max_attempts
                );
                if let Some(error) = job.last_error {
                    println!("  last error: {error}");
                }
            }
        }
        Jobs::Retry { id } => {
            if !jobs::retry(&database, *id).await? {
                return Err(Failure::refused(format!("no failed job has the number {id}")));
            }
            println!("{id} will be tried again");
        }
        Jobs::Discard { id } => {
            if !jobs::discard(&database, *id).await? {
                return Err(Failure::refused(format!("no failed job has the number {id}")));
            }
            println!("{id} is deleted");
        }
    }
    Ok(())
}
