//! What is made of the areas and takes long enough to be felt on a page: kept until the areas change.

use std::sync::{Arc, Weak};

use kreisrund_areas::lookup::Snapshot;
use parking_lot::RwLock;

/// What was made last, with the snapshot to which it belongs: [`Areas`](kreisrund_areas::Areas) takes a new snapshot
/// whenever it hears of a change, also of a boundary.
#[derive(Debug)]
pub struct Kept<T>(RwLock<Option<(Weak<Snapshot>, Arc<T>)>>);

impl<T> Kept<T> {
    /// Nothing yet.
    #[must_use]
    pub const fn nothing() -> Self {
        Self(RwLock::new(None))
    }

    /// What belongs to `snapshot`: what is kept, or else what `make` makes.
    ///
    /// # Errors
    /// Those of `make`.
    pub async fn of<E>(
        &self,
        snapshot: &Arc<Snapshot>,
        make: impl AsyncFnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        if let Some((of, kept)) = &*self.0.read()
            && std::ptr::eq(of.as_ptr(), Arc::as_ptr(snapshot))
        {
            return Ok(kept.clone());
        }
        let made = Arc::new(make().await?);
        // As long as this reference is there, no other snapshot gets the address by which it is told from others.
        *self.0.write() = Some((Arc::downgrade(snapshot), made.clone()));
        Ok(made)
    }
}
