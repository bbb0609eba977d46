//! Notes that staff leave at a record.

use jiff::Timestamp;
use kreisrund_kernel::{NoteId, SubjectRef};

use crate::{actor::Actor, named::named, private::Private};

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 5_000;

named! {
    /// Who may read a note. A wider circle reads what a narrower one does not.
    Visibility {
        /// The office that runs the installation.
        Office = "office",
        /// Also those who work with the office in a network.
        Network = "network",
    }
}

/// A note. Its text may speak of people, so that it is private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The identifier.
    pub id: NoteId,
    /// At which record it hangs.
    pub subject: SubjectRef,
    /// Who wrote it.
    pub author: Actor,
    /// What it says.
    pub text: Private,
    /// Who may read it.
    pub visibility: Visibility,
    /// Whether it stands above the others.
    pub pinned: bool,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// Why a text is no note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANote {
    /// Nothing is said.
    #[error("the note is empty; write something")]
    Empty,
    /// More than a note.
    #[error("a note has at most {LONGEST_NOTE} characters; shorten it")]
    TooLong,
    /// It is not there (any more).
    #[error("this note is no longer there")]
    NotThere,
}

/// `text` as a note's text.
///
/// # Errors
/// [`NotANote`] when it is blank or too long.
pub fn note_text(text: &str) -> Result<Private, NotANote> {
    if text.chars().count() > LONGEST_NOTE {
        return Err(NotANote::TooLong);
    }
    // Line breaks stay; other control characters come from copying and mean nothing.
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    Private::from_input(&text).ok_or(NotANote::Empty)
}
