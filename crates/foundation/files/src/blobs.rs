//! A folder of contents, each under the name of its hash.
//!
//! A content appears under its name whole or not at all: it is written under a temporary name, brought to the disk and
//! then renamed. The same bytes are there once, however many files have them.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, ToSpan as _};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A content's SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Hash({self})")
    }
}

/// A text that is no hash.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no SHA-256 of 64 small hexadecimal digits")]
pub struct NotAHash(pub String);

impl std::str::FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let refuse = || NotAHash(text.chars().take(80).collect());
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 64 || !text.bytes().all(is_digit) {
            return Err(refuse());
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| refuse())?;
        }
        Ok(Self(bytes))
    }
}

/// The folder; clones share it. Its functions wait for the disk.
#[derive(Clone, Debug)]
pub(crate) struct Blobs {
    folder: Arc<Path>,
    /// Held while a content is put or removed, so that the sweep does not take what somebody is just putting again.
    changing: Arc<parking_lot::Mutex<()>>,
}

impl Blobs {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.into(), changing: Arc::default() }
    }

    /// Keeps `bytes`, named by the answer. A content that is there already is written again: it becomes young for the
    /// sweep that way, and whole should it have been damaged.
    pub(crate) fn put(&self, bytes: &[u8]) -> io::Result<Hash> {
        let hash = Hash::of(bytes);
        let path = self.path(hash);
        let shelf = path.parent().unwrap_or(&self.folder);
        let waiting_room = self.waiting_room();
        let is_new_shelf = !shelf.exists();
        fs::create_dir_all(shelf)?;
        fs::create_dir_all(&waiting_room)?;
        let temporary = waiting_room.join(Uuid::now_v7().simple().to_string());
        let written = write_whole(&temporary, bytes).and_then(|()| {
            let _changing = self.changing.lock();
            fs::rename(&temporary, &path)
        });
        if written.is_err() {
            // Should this fail too, the sweep finds it.
            let _ = fs::remove_file(&temporary);
        }
        written?;
        // The new names have to reach the disk too.
        sync_folder(shelf)?;
        if is_new_shelf {
            sync_folder(&self.folder)?;
        }
        Ok(hash)
    }

    pub(crate) fn get(&self, hash: Hash) -> io::Result<Vec<u8>> {
        fs::read(self.path(hash))
    }

    /// Removes contents that `is_needed` does not know, and unfinished ones, if they are older than a day at `now`: what
    /// is younger may belong to a transaction that has not ended. Returns how many went.
    pub(crate) fn sweep(&self, now: Timestamp, is_needed: impl Fn(Hash) -> bool) -> io::Result<u64> {
        let mut removed = 0;
        for shelf in entries(&self.folder)? {
            for path in entries(&shelf)? {
                let hash = path.file_name().and_then(|name| name.to_str()?.parse().ok());
                let is_unfinished = shelf == self.waiting_room();
                if !is_unfinished && hash.is_none_or(&is_needed) {
                    continue;
                }
                let _changing = self.changing.lock();
                if is_older_than_a_day(&path, now)? {
                    fs::remove_file(&path)?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }

    fn path(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(name)
    }

    fn waiting_room(&self) -> PathBuf {
        self.folder.join("unfinished")
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere folders can't be opened, and their names are safe without.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// What is in `folder`; nothing where it is no folder.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(vec![])
        }
        Err(error) => Err(error),
    }
}

fn is_older_than_a_day(path: &Path, now: Timestamp) -> io::Result<bool> {
    let changed = match fs::metadata(path) {
        Ok(metadata) => metadata.modified()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let day_ago = now.checked_sub(24.hours()).unwrap_or(Timestamp::MIN);
    Ok(Timestamp::try_from(changed).is_ok_and(|changed| changed < day_ago))
}

#[cfg(test)]
mod tests;
