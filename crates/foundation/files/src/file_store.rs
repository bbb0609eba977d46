//! The store of files: takes uploads in, keeps their bytes, gives them out.

use std::{io, path::Path, sync::Arc};

use kreisrund_kernel::FileId;
use kreisrund_store::{Database, StoreError};
use sea_orm::ConnectionTrait;
use tokio::sync::Semaphore;

use crate::{
    blobs::{Blobs, Hash},
    document::{self, PreparedDocument},
    file::{MediaType, Size},
    picture::{self, Encoded, PreparedPicture},
    refused::Refused,
    serve::{Access, Served, Variant},
    store,
};

/// Why a file could not be taken in or given out.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The upload is refused; the sentence is for whoever uploaded it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder of files failed.
    #[error("{doing}: {problem}")]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// What went wrong.
        problem: io::Error,
    },
    /// The work was ended before it was done.
    #[error("the work on a file was ended before it was done")]
    Ended,
}

/// The store of files; clones share it.
#[derive(Clone, Debug)]
pub struct FileStore {
    blobs: Blobs,
    /// One picture at a time is decoded: that bounds the memory (half a gigabyte for the largest that are allowed).
    decoding: Arc<Semaphore>,
}

/// A picture whose bytes are kept, ready to be saved on a record.
#[derive(Clone, Debug)]
pub struct ReceivedPicture {
    pub(crate) name: String,
    pub(crate) full: KeptPicture,
    pub(crate) sizes: Vec<(Size, KeptPicture)>,
}

/// One form of a picture whose bytes are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeptPicture {
    pub media_type: MediaType,
    pub width: u32,
    pub height: u32,
    pub hash: Hash,
    pub bytes: usize,
}

/// A document whose bytes are kept, ready to be saved on a record.
#[derive(Clone, Debug)]
pub struct ReceivedDocument {
    pub(crate) name: String,
    pub(crate) media_type: MediaType,
    pub(crate) hash: Hash,
    pub(crate) bytes: usize,
}

impl ReceivedPicture {
    /// How wide and how high its largest form is, in pixels.
    #[must_use]
    pub const fn dimensions(&self) -> (u32, u32) {
        (self.full.width, self.full.height)
    }
}

impl FileStore {
    /// The store in the data folder `folder`; its own folder `files` in there is made when the first file comes.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { blobs: Blobs::in_folder(&folder.join("files")), decoding: Arc::new(Semaphore::new(1)) }
    }

    /// Takes in the upload `bytes`, named `name`, as a picture: looks at it, makes its sizes and keeps them. Do this
    /// before the transaction that saves it; if that never comes, [`FileStore::remove_orphans`] removes the bytes.
    ///
    /// # Errors
    /// [`FileError::Refused`] where the upload is not what it should be.
    pub async fn receive_picture(&self, bytes: Vec<u8>, name: &str) -> Result<ReceivedPicture, FileError> {
        let name = name.to_owned();
        let permit = self.decoding.clone().acquire_owned().await.map_err(|_| FileError::Ended)?;
        let blobs = self.blobs.clone();
        off_the_runtime(move || {
            let prepared = picture::prepare(&bytes, &name)?;
            drop((bytes, permit));
            keep_picture(&blobs, prepared).map_err(failure("writing a picture"))
        })
        .await
    }

    /// Takes in the upload `bytes`, named `name`, as a document. Do this before the transaction that saves it.
    ///
    /// # Errors
    /// [`FileError::Refused`] where the upload is not what it should be.
    pub async fn receive_document(&self, bytes: Vec<u8>, name: &str) -> Result<ReceivedDocument, FileError> {
        let prepared = document::prepare(bytes, name)?;
        let blobs = self.blobs.clone();
        off_the_runtime(move || keep_document(&blobs, prepared).map_err(failure("writing a document"))).await
    }

    /// What is served under `id` and `variant` to somebody with `access`; `None` where there is nothing for them.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub async fn read(
        &self,
        connection: &impl ConnectionTrait,
        id: FileId,
        variant: Variant,
        access: Access,
    ) -> Result<Option<Served>, FileError> {
        let Some(file) = store::by_id(connection, id, access).await? else { return Ok(None) };
        let (hash, media_type) = variant.of(&file);
        let blobs = self.blobs.clone();
        let bytes = off_the_runtime(move || blobs.get(hash).map_err(failure("reading a file"))).await?;
        Ok(Some(Served::new(&file, media_type, hash, bytes)))
    }

    /// Removes bytes to which no file refers and that are older than a day: of uploads that were never saved, of files
    /// that were deleted. Returns how many went. To be done once a day.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub async fn remove_orphans(&self, database: &Database) -> Result<u64, FileError> {
        let needed = store::hashes(database.read()).await?;
        let now = database.clock().now();
        let blobs = self.blobs.clone();
        off_the_runtime(move || {
            blobs.sweep(now, |hash| needed.contains(&hash)).map_err(failure("removing files"))
        })
        .await
    }
}

fn keep_picture(blobs: &Blobs, prepared: PreparedPicture) -> io::Result<ReceivedPicture> {
    let keep = |encoded: &Encoded| {
        Ok::<_, io::Error>(KeptPicture {
            media_type: encoded.media_type,
            width: encoded.width,
            height: encoded.height,
            hash: blobs.put(&encoded.bytes)?,
            bytes: encoded.bytes.len(),
        })
    };
    let full = keep(&prepared.full)?;
    let sizes = prepared.sizes.iter().map(|(size, encoded)| Ok((*size, keep(encoded)?)));
    let sizes = sizes.collect::<io::Result<_>>()?;
    Ok(ReceivedPicture { name: prepared.name, full, sizes })
}

fn keep_document(blobs: &Blobs, prepared: PreparedDocument) -> io::Result<ReceivedDocument> {
    let hash = blobs.put(&prepared.bytes)?;
    let PreparedDocument { name, media_type, bytes } = prepared;
    Ok(ReceivedDocument { name, media_type, hash, bytes: bytes.len() })
}

fn failure(doing: &'static str) -> impl Fn(io::Error) -> FileError {
    move |problem| FileError::Disk { doing, problem }
}

async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| FileError::Ended)?
}
