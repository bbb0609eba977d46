//! The search index as operators see it: built anew, or held against the database.

use std::collections::BTreeMap;

use kreisrund_search::{Compared, Verification};

use crate::{cli::Reindexing, config::Config, failure::Failure, house, serve::FolderLock};

/// Differences that are named one by one; of more than these the first tell enough.
const MOST_NAMED: usize = 200;
/// What to do about an index that is not true.
const REPAIR: &str = "run `kreisrund reindex`, which a running server does beside the index in use";

/// Does what `arguments` say.
pub async fn run(config: &Config, arguments: &Reindexing) -> Result<(), Failure> {
    if arguments.verify { verify(config).await } else { rebuild(config).await }
}

async fn rebuild(config: &Config) -> Result<(), Failure> {
    let lock = FolderLock::take_if_free(&config.data)?;
    let database = house::database(config).await?;
    let indexer = house::indexer(config, &database).await?;
    if lock.is_some() {
        println!("search index built: {} entries", indexer.rebuild().await?);
    } else {
        // Two writers would fight over the folder: who runs there does it.
        indexer.ask_for_rebuild().await?;
        println!(
            "Kreisrund is running on this data folder: it builds the search index anew now, beside the one in use"
        );
    }
    database.close().await;
    Ok(())
}

/// Without the lock on the data folder: nothing is written, so that a server may run.
async fn verify(config: &Config) -> Result<(), Failure> {
    let database = house::database(config).await?;
    let verified = house::indexer(config, &database).await?.verify().await;
    database.close().await;
    let verification =
        verified.map_err(|error| Failure::Broken(format!("the search index can't be compared: {error}")))?;
    print!("{}", told(&verification));
    if verification.is_true() {
        return Ok(());
    }
    Err(Failure::Broken(format!("the search index differs from the database; {REPAIR}")))
}

/// What was found out, one line for each difference and one with the numbers.
fn told(verification: &Verification) -> String {
    let Verification { missing, surplus, stale, .. } = verification;
    let mut lines = Vec::new();
    for (word, entries) in [("missing", missing), ("surplus", surplus), ("outdated", stale)] {
        let named = entries.iter().take(MOST_NAMED);
        lines.extend(named.map(|Compared { record, path }| format!("{word}: {path} ({record})")));
        if entries.len() > MOST_NAMED {
            lines.push(format!("{word}: {} more", entries.len() - MOST_NAMED));
        }
        if !entries.is_empty() {
            lines.push(format!("{word} in all: {} ({})", entries.len(), by_kind(entries)));
        }
    }
    if verification.in_motion > 0 {
        lines.push(format!(
            "left out, because they are being changed: {}; compare again in a moment",
            count(verification.in_motion, "record")
        ));
    }
    if verification.is_outdated {
        lines.push(
            "the index is being built anew, or will be at the next start: somebody asked for it, or the program is \
             another version"
                .to_owned(),
        );
    }
    let equal = count(verification.equal, "entry");
    lines.push(if verification.is_true() {
        format!("the search index agrees with the database: {equal}")
    } else {
        format!("equal: {equal}")
    });
    lines.into_iter().map(|line| line + "\n").collect()
}

/// How many of `entries` each source supplied: “offer 3, place 1”.
fn by_kind(entries: &[Compared]) -> String {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for Compared { record, .. } in entries {
        let kind = record.split_once(':').map_or("unknown", |(kind, _)| kind);
        *kinds.entry(kind).or_default() += 1;
    }
    kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect::<Vec<_>>().join(", ")
}

fn count(number: usize, what: &str) -> String {
    match (number, what) {
        (1, what) => format!("1 {what}"),
        (_, "entry") => format!("{number} entries"),
        (_, what) => format!("{number} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(kind: &str, number: usize) -> Vec<Compared> {
        let entry = |index| Compared { record: format!("{kind}:{index}"), path: format!("/{kind}/{index}") };
        (0..number).map(entry).collect()
    }

    #[test]
    fn what_agrees_is_told_in_one_line() {
        let verification = Verification { equal: 1, ..Verification::default() };
        assert_eq!(told(&verification), "the search index agrees with the database: 1 entry\n");
    }

    #[test]
    fn every_difference_is_named_and_counted_by_kind() {
        let verification = Verification {
            missing: [entries("offer", 2), entries("place", 1)].concat(),
            surplus: entries("article", 1),
            stale: entries("offer", MOST_NAMED + 7),
            equal: 119,
            in_motion: 1,
            ..Verification::default()
        };
        let told = told(&verification);
        for part in [
            "missing: /offer/1 (offer:1)\n",
            "missing in all: 3 (offer 2, place 1)\n",
            "surplus in all: 1 (article 1)\n",
            "outdated: 7 more\n",
            "outdated in all: 207 (offer 207)\n",
            "left out, because they are being changed: 1 record;",
            "equal: 119 entries\n",
        ] {
            assert!(told.contains(part), "{part} in {told}");
        }
        assert_eq!(told.lines().filter(|line| line.starts_with("outdated: /")).count(), MOST_NAMED);
    }
}
