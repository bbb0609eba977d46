//! Giving files out over HTTP: addresses, who may see what, and the headers that keep a file from doing harm.

use std::fmt::Write as _;

use kreisrund_content::LanguageTag;
use kreisrund_kernel::FileId;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    blobs::Hash,
    file::{File, MediaType, Picture, Size, Visibility},
    file_name,
};

/// What an SVG drawing may do in a window of its own: show itself. Within `<img>` browsers run nothing anyway.
pub const SVG_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// What every other file may do: nothing.
pub const FILE_POLICY: &str = "default-src 'none'; sandbox";

/// For `X-Content-Type-Options`: browsers shall not guess another type.
pub const CONTENT_TYPE_OPTIONS: &str = "nosniff";

/// Public files never change under their address. A week, not a year: a withdrawn picture shall leave the caches too.
pub const PUBLIC_CACHE: &str = "public, max-age=604800, immutable";

/// Files for few are kept nowhere on the way.
pub const RESTRICTED_CACHE: &str = "private, no-store";

/// The files that somebody may see. Made by whoever knows who asks; there is none without a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access(Visibility);

impl Access {
    /// What everybody may see.
    pub const ANONYMOUS: Self = Self(Visibility::Public);

    /// What somebody may see who belongs to the circle of `visibility`, and to all wider ones.
    #[must_use]
    pub const fn up_to(visibility: Visibility) -> Self {
        Self(visibility)
    }

    /// Whether it covers files of `visibility`.
    #[must_use]
    pub fn covers(self, visibility: Visibility) -> bool {
        visibility <= self.0
    }

    /// The degrees that it covers.
    pub(crate) fn visibilities(self) -> impl Iterator<Item = Visibility> {
        Visibility::ALL.into_iter().filter(move |visibility| self.covers(*visibility))
    }
}

/// Which form of a file: the last part of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variant {
    /// The largest form of a picture; a document.
    Full,
    /// A size of a picture.
    Sized(Size),
}

impl Variant {
    /// The last part of the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Sized(size) => size.as_str(),
        }
    }

    /// The form that `text` names.
    #[must_use]
    pub fn from_name(text: &str) -> Option<Self> {
        if text == "full" { Some(Self::Full) } else { Size::from_name(text).map(Self::Sized) }
    }

    /// Where the bytes of this form are. A picture too small for a size is given out as it is.
    pub(crate) fn of(self, file: &File) -> (Hash, MediaType) {
        let full = (file.hash, file.media_type);
        let Self::Sized(size) = self else { return full };
        let sized = file.picture().and_then(|picture| picture.sizes.iter().find(|sized| sized.size == size));
        sized.map_or(full, |sized| (sized.hash, sized.media_type))
    }
}

/// Where the form `variant` of file `id` is served, without a language's prefix.
#[must_use]
pub fn address(id: FileId, variant: Variant) -> String {
    format!("/dateien/{id}/{}", variant.as_str())
}

/// What a page writes into `<img>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// `src`: the form for browsers that don't choose.
    pub src: String,
    /// `srcset` with widths; empty where there is one form only. Needs `sizes` beside it.
    pub srcset: String,
    /// `width` of the largest form, in pixels: reserves the room before the picture has come.
    pub width: u32,
    /// `height` of the largest form, in pixels.
    pub height: u32,
    /// `alt`: empty for decoration.
    pub alt: String,
    /// The line to print beside it, where somebody has to be named.
    pub credit: Option<String>,
}

impl File {
    /// Where the file is served in full.
    #[must_use]
    pub fn address(&self) -> String {
        address(self.id, Variant::Full)
    }

    /// What a page writes into `<img>` for readers of `language`; `None` for a document.
    #[must_use]
    pub fn image(&self, language: &LanguageTag) -> Option<Image> {
        let picture = self.picture()?;
        let preferred = picture.sizes.iter().rev().find(|sized| sized.size <= Size::Large);
        let src = preferred.map_or(Variant::Full, |sized| Variant::Sized(sized.size));
        Some(Image {
            src: address(self.id, src),
            srcset: srcset(self.id, picture),
            width: picture.width,
            height: picture.height,
            alt: picture.alternative.in_language(language).to_owned(),
            credit: self.details.rights.credit_line(),
        })
    }
}

fn srcset(id: FileId, picture: &Picture) -> String {
    if picture.sizes.is_empty() {
        return String::new();
    }
    let mut set = String::new();
    for sized in &picture.sizes {
        let _ = write!(set, "{} {}w, ", address(id, Variant::Sized(sized.size)), sized.width);
    }
    // The largest form is for printing; on a screen the largest size serves unless the picture is smaller than that.
    if picture.sizes.last().is_some_and(|sized| sized.size == Size::ExtraLarge) {
        set.truncate(set.len() - 2);
    } else {
        let _ = write!(set, "{} {}w", address(id, Variant::Full), picture.width);
    }
    set
}

/// A file as it goes out.
#[derive(Clone, Debug)]
pub struct Served {
    /// The body.
    pub bytes: Vec<u8>,
    /// `Content-Type`.
    pub media_type: MediaType,
    /// `ETag`, with its quotation marks.
    pub etag: String,
    /// `Content-Security-Policy`.
    pub policy: &'static str,
    /// `Content-Disposition`: documents are saved, pictures shown.
    pub disposition: String,
    /// `Cache-Control`.
    pub cache: &'static str,
}

impl Served {
    pub(crate) fn new(file: &File, media_type: MediaType, hash: Hash, bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            media_type,
            etag: format!("\"{hash}\""),
            policy: if media_type == MediaType::Svg { SVG_POLICY } else { FILE_POLICY },
            disposition: disposition(&file.name, media_type),
            cache: if file.details.visibility == Visibility::Public {
                PUBLIC_CACHE
            } else {
                RESTRICTED_CACHE
            },
        }
    }

    /// The headers of the answer, by their names in small letters.
    #[must_use]
    pub fn headers(&self) -> [(&'static str, &str); 6] {
        [
            ("content-type", self.media_type.as_str()),
            ("content-disposition", &self.disposition),
            ("content-security-policy", self.policy),
            ("x-content-type-options", CONTENT_TYPE_OPTIONS),
            ("cache-control", self.cache),
            ("etag", &self.etag),
        ]
    }
}

/// RFC 6266, with the name in both its spellings.
fn disposition(name: &str, media_type: MediaType) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');
    let name = file_name::for_download(name, media_type);
    let kind = if media_type == MediaType::Pdf { "attachment" } else { "inline" };
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-._ ".contains(c) { c } else { '_' }).collect();
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(&name, KEPT))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn everybody_sees_what_is_public_and_nothing_else() {
        assert!(Access::ANONYMOUS.covers(Visibility::Public));
        for visibility in [Visibility::Network, Visibility::Office, Visibility::Confidential] {
            assert!(!Access::ANONYMOUS.covers(visibility));
        }
        let office = Access::up_to(Visibility::Office);
        assert!(office.covers(Visibility::Network) && !office.covers(Visibility::Confidential));
    }

    #[test]
    fn addresses_lead_back_to_their_forms() {
        for variant in [Variant::Full].into_iter().chain(Size::ALL.map(Variant::Sized)) {
            assert_eq!(Variant::from_name(variant.as_str()), Some(variant));
        }
        assert_eq!(Variant::from_name("../full"), None);
    }

    proptest! {
        #[test]
        fn a_name_never_leaves_its_header(name in ".{0,200}") {
            let header = disposition(&file_name::clean(&name), MediaType::Pdf);
            prop_assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{header}");
            prop_assert_eq!(header.matches('"').count(), 2);
            prop_assert!(header.starts_with("attachment; "));
        }
    }
}
