//! What a file is: a picture with its sizes or a document, on which record it hangs, for whom and until when.

use jiff::Timestamp;
use kreisrund_kernel::{FileId, SubjectRef};

use crate::{
    blobs::Hash,
    file_store::{ReceivedDocument, ReceivedPicture},
    rights::Rights,
    words::{Alternative, Wording},
};

/// The types in which files are served. Whatever was uploaded, it becomes one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// Photos.
    Jpeg,
    /// Pictures with transparent parts, and drawings of few colours.
    Png,
    /// Drawings that can be scaled.
    Svg,
    /// Documents.
    Pdf,
}

impl MediaType {
    /// Every type.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Svg, Self::Pdf];

    /// The registered name, as in `Content-Type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
            Self::Pdf => "application/pdf",
        }
    }

    /// The type with the registered name `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media_type| media_type.as_str() == name)
    }

    /// How names of such files end, without the dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }
}

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PicturePurpose {
    /// The sign of an organisation, a network or a programme.
    Logo,
    /// A photo of the record.
    Photo,
    /// A plan: of rooms, of the way there.
    Plan,
}

impl PicturePurpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::Logo, Self::Photo, Self::Plan];

    /// The name under which the purpose is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Photo => "photo",
            Self::Plan => "plan",
        }
    }

    /// The purpose stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == name)
    }
}

/// The sizes in which a picture is offered beside its largest form. Pictures are never enlarged, so that a small one
/// lacks the sizes that exceed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// 320 pixels wide: in lists.
    Small,
    /// 640 pixels wide: on phones.
    Medium,
    /// 1280 pixels wide: in a page's text.
    Large,
    /// 1920 pixels wide: across the window.
    ExtraLarge,
}

impl Size {
    /// Every size, the smallest first.
    pub const ALL: [Self; 4] = [Self::Small, Self::Medium, Self::Large, Self::ExtraLarge];

    /// The name under which the size is stored and addressed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::ExtraLarge => "extra-large",
        }
    }

    /// The size called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == name)
    }

    /// How wide it is, in pixels.
    #[must_use]
    pub const fn width(self) -> u32 {
        match self {
            Self::Small => 320,
            Self::Medium => 640,
            Self::Large => 1280,
            Self::ExtraLarge => 1920,
        }
    }
}

/// Who may see a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Whoever works in the record's networks.
    Network,
    /// The county's staff.
    Office,
    /// Those of the staff who handle the record.
    Confidential,
}

impl Visibility {
    /// Every degree, the widest circle first.
    pub const ALL: [Self; 4] = [Self::Public, Self::Network, Self::Office, Self::Confidential];

    /// The name under which the degree is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Network => "network",
            Self::Office => "office",
            Self::Confidential => "confidential",
        }
    }

    /// The degree stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.as_str() == name)
    }
}

/// What is known of a file beside its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Whose work it is and on what terms it is shown.
    pub rights: Rights,
    /// Who may see it.
    pub visibility: Visibility,
    /// From when on it is removed; `None` keeps it as long as its record.
    pub keep_until: Option<Timestamp>,
    /// Its place among the record's files; the smallest comes first.
    pub order: u16,
    /// Whether it is an invented example.
    pub example: bool,
}

impl Details {
    /// Public, kept as long as its record, first, real.
    #[must_use]
    pub const fn public(rights: Rights) -> Self {
        Self { rights, visibility: Visibility::Public, keep_until: None, order: 0, example: false }
    }
}

/// A file that is about to be saved.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// What it is.
    pub content: NewContent,
    /// What else is known of it.
    pub details: Details,
}

/// The content of a file that is about to be saved: no picture without an alternative, no document without a title.
#[derive(Clone, Debug)]
pub enum NewContent {
    /// A picture.
    Picture {
        /// Its bytes, which the store of files has already.
        picture: ReceivedPicture,
        /// What it is for.
        purpose: PicturePurpose,
        /// What it says to those who can't see it.
        alternative: Alternative,
    },
    /// A document to be saved at home.
    Document {
        /// Its bytes, which the store of files has already.
        document: ReceivedDocument,
        /// What a link to it says.
        title: Wording,
    },
}

/// A file on a record. Its bytes never change: whoever replaces it gets a file with another identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The identifier.
    pub id: FileId,
    /// The record on which it hangs.
    pub subject: SubjectRef,
    /// The name as somebody gave it, without what misleads.
    pub name: String,
    /// The type in which it is served in full.
    pub media_type: MediaType,
    /// How long it is in full, in bytes.
    pub bytes: u64,
    /// The hash of its full content.
    pub hash: Hash,
    /// What it is.
    pub content: Content,
    /// What else is known of it.
    pub details: Details,
    /// When it was saved.
    pub created_at: Timestamp,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A picture.
    Picture(Picture),
    /// A document to be saved at home.
    Document(Document),
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is for.
    pub purpose: PicturePurpose,
    /// What it says to those who can't see it.
    pub alternative: Alternative,
    /// How wide its largest form is, in pixels.
    pub width: u32,
    /// How high its largest form is, in pixels.
    pub height: u32,
    /// Its smaller forms, the smallest first.
    pub sizes: Vec<SizedPicture>,
}

/// One smaller form of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SizedPicture {
    /// Which size it is.
    pub size: Size,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high it is, in pixels.
    pub height: u32,
    /// The type in which it is served.
    pub media_type: MediaType,
    /// The hash of its content.
    pub hash: Hash,
    /// How long it is, in bytes.
    pub bytes: u64,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What a link to it says; the page adds type and size.
    pub title: Wording,
}

impl File {
    /// The picture, if it is one.
    #[must_use]
    pub const fn picture(&self) -> Option<&Picture> {
        match &self.content {
            Content::Picture(picture) => Some(picture),
            Content::Document(_) => None,
        }
    }

    /// The document, if it is one.
    #[must_use]
    pub const fn document(&self) -> Option<&Document> {
        match &self.content {
            Content::Picture(_) => None,
            Content::Document(document) => Some(document),
        }
    }
}
