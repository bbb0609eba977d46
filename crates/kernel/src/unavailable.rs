//! What can't do its work just now and soon will again: no failure, but “please try again in a moment”.
//!
//! An error that means this names it as its source. Whoever answers a visitor then says so, instead of that something
//! went wrong, however deep below it happened.

use std::error::Error;

/// What can't do its work just now. It is being looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unavailable {
    /// The search: its index is being made or mended.
    #[error("the search is being prepared")]
    Search,
}

impl Unavailable {
    /// What `error` is at bottom because of, if it is because something can't do its work just now.
    #[must_use]
    pub fn behind(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(what) = error.downcast_ref::<Self>() {
                return Some(*what);
            }
            next = error.source();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    enum Outer {
        #[error("the index could not answer")]
        Index(#[source] Unavailable),
        #[error(transparent)]
        Below(Box<Outer>),
        #[error("the page could not be made")]
        Page(#[source] Box<Outer>),
        #[error("the disk is full")]
        Disk(#[source] std::io::Error),
    }

    #[test]
    fn it_is_found_however_deep_below() {
        let index = || Box::new(Outer::Index(Unavailable::Search));
        for error in [
            *index(),
            Outer::Below(index()),
            Outer::Page(index()),
            Outer::Page(Box::new(Outer::Below(index()))),
        ] {
            assert_eq!(Unavailable::behind(&error), Some(Unavailable::Search), "{error:?}");
        }
        assert_eq!(Unavailable::behind(&Unavailable::Search), Some(Unavailable::Search));
    }

    #[test]
    fn a_failure_is_none() {
        let disk = || Outer::Disk(std::io::Error::other("no space left"));
        assert_eq!(Unavailable::behind(&disk()), None);
        assert_eq!(Unavailable::behind(&Outer::Page(Box::new(disk()))), None);
    }
}
