//! How much memory a process holds.

use crate::Outcome;

/// The memory of the process `id` that no file stands behind, in bytes (Linux: `RssAnon`).
pub fn anonymous(id: u32) -> Outcome<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    Ok(kilobytes.ok_or("the system does not tell the memory of processes")? * 1_024)
}
