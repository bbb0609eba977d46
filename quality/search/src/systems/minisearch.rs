//! MiniSearch, a search library for the browser and for Node.js: <https://lucaong.github.io/minisearch/>.

use std::{path::Path, process::Stdio};

use serde::Deserialize;
use serde_json::json;
use tokio::{io::AsyncWriteExt, process::Command};

use super::{Family, Rankings, System, TOP};
use crate::{Outcome, documents::Document, queries::Query};

const CONFIGURATION: &str =
    "`boost: { title: 2 }`, `fuzzy: 0.2`, `prefix: true`, any word suffices (its default)";

#[derive(Deserialize)]
struct Answer {
    version: String,
    rankings: Rankings,
}

pub async fn ask(documents: &[Document], queries: &[Query]) -> Outcome<System> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("minisearch");
    if !folder.join("node_modules").is_dir() {
        return Err("MiniSearch is not installed; run `scripts/npm-install quality/search/minisearch`".into());
    }
    let asked: Vec<_> = queries.iter().map(|query| json!({ "id": query.id, "text": query.text })).collect();
    let input = json!({ "fields": Document::FIELDS, "documents": documents, "queries": asked, "most": TOP });
    let mut node = Command::new("node")
        .arg("rank.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("node can't be started: {error}"))?;
    // It answers only once it has read everything, so writing first can't block both.
    let mut stdin = node.stdin.take().ok_or("node takes no input")?;
    stdin.write_all(&serde_json::to_vec(&input)?).await?;
    drop(stdin);
    let output = node.wait_with_output().await?;
    if !output.status.success() {
        return Err(format!("MiniSearch failed: {}", output.status).into());
    }
    let answer: Answer = serde_json::from_slice(&output.stdout)?;
    Ok(System {
        family: Family::MiniSearch,
        variant: "",
        version: answer.version,
        configuration: CONFIGURATION,
        rankings: answer.rankings,
    })
}
