//! What uploaded bytes are, by what they begin with. Names are not asked: they say what somebody wishes.

/// What uploaded bytes turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Found {
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A GIF picture.
    Gif,
    /// A WebP picture.
    WebP,
    /// An SVG drawing.
    Svg,
    /// A HEIC picture, as iPhones take them.
    Heic,
    /// An AVIF picture.
    Avif,
    /// A TIFF picture.
    Tiff,
    /// A BMP picture.
    Bmp,
    /// A picture of Photoshop.
    Photoshop,
    /// A PDF document.
    Pdf,
    /// PostScript.
    PostScript,
    /// A document of Word, LibreOffice Writer and the like.
    OfficeDocument,
    /// A packed archive.
    Archive,
    /// A film or a recording.
    Recording,
    /// A web page.
    WebPage,
    /// A program or a script.
    Program,
    /// Plain text.
    Text,
    /// Nothing that we know.
    Unknown,
}

impl Found {
    /// What `bytes` are.
    #[must_use]
    pub fn in_bytes(bytes: &[u8]) -> Self {
        by_signature(bytes).unwrap_or_else(|| by_text(bytes))
    }

    /// What people call it, with the article: “a PDF document”.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Jpeg => "a JPEG picture",
            Self::Png => "a PNG picture",
            Self::Gif => "a GIF picture",
            Self::WebP => "a WebP picture",
            Self::Svg => "an SVG drawing",
            Self::Heic => "a HEIC picture",
            Self::Avif => "an AVIF picture",
            Self::Tiff => "a TIFF picture",
            Self::Bmp => "a BMP picture",
            Self::Photoshop => "a Photoshop file",
            Self::Pdf => "a PDF document",
            Self::PostScript => "a PostScript file",
            Self::OfficeDocument => "an office document",
            Self::Archive => "a packed archive",
            Self::Recording => "a film or a recording",
            Self::WebPage => "a web page",
            Self::Program => "a program",
            Self::Text => "a text file",
            Self::Unknown => "a file of a kind we don't know",
        }
    }

    /// The name of this kind in keys of translations.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Svg => "svg",
            Self::Heic => "heic",
            Self::Avif => "avif",
            Self::Tiff => "tiff",
            Self::Bmp => "bmp",
            Self::Photoshop => "photoshop",
            Self::Pdf => "pdf",
            Self::PostScript => "postscript",
            Self::OfficeDocument => "office-document",
            Self::Archive => "archive",
            Self::Recording => "recording",
            Self::WebPage => "web-page",
            Self::Program => "program",
            Self::Text => "text",
            Self::Unknown => "unknown",
        }
    }

    /// What to do where a picture is asked for.
    pub(crate) const fn advice_for_pictures(self) -> &'static str {
        match self {
            Self::Pdf => "Upload it as a document, or save the page you want to show as JPEG or PNG.",
            Self::Heic => {
                "Save it as JPEG; on an iPhone choose Settings, Camera, Formats, Most Compatible for new photos."
            }
            Self::Avif | Self::Tiff | Self::Bmp | Self::Photoshop | Self::PostScript => {
                "Save it as JPEG (photos) or PNG (drawings)."
            }
            Self::OfficeDocument => "Save the picture in it by itself as JPEG or PNG.",
            Self::Archive => "Unpack it and upload the picture in it.",
            _ => "Choose a picture in JPEG, PNG, GIF, WebP or SVG.",
        }
    }

    /// What to do where a document is asked for.
    pub(crate) const fn advice_for_documents(self) -> &'static str {
        match self {
            Self::Jpeg | Self::Png | Self::Gif | Self::WebP | Self::Svg => "Upload it as a picture.",
            Self::OfficeDocument | Self::Text | Self::WebPage | Self::PostScript => "Save it as PDF.",
            Self::Archive => "Unpack it and upload the PDF in it.",
            _ => "Choose a document in PDF.",
        }
    }
}

fn by_signature(bytes: &[u8]) -> Option<Found> {
    const SIGNATURES: [(&[u8], Found); 33] = [
        (b"\xff\xd8\xff", Found::Jpeg),
        (b"\x89PNG\r\n\x1a\n", Found::Png),
        (b"GIF87a", Found::Gif),
        (b"GIF89a", Found::Gif),
        (b"II*\0", Found::Tiff),
        (b"MM\0*", Found::Tiff),
        (b"8BPS", Found::Photoshop),
        (b"%PDF-", Found::Pdf),
        (b"\xef\xbb\xbf%PDF-", Found::Pdf),
        (b"%!PS", Found::PostScript),
        (b"\xc5\xd0\xd3\xc6", Found::PostScript),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Found::OfficeDocument),
        (b"{\\rtf", Found::OfficeDocument),
        (b"Rar!", Found::Archive),
        (b"7z\xbc\xaf\x27\x1c", Found::Archive),
        (b"\x1f\x8b", Found::Archive),
        (b"BZh", Found::Archive),
        (b"\xfd7zXZ\0", Found::Archive),
        (b"\x28\xb5\x2f\xfd", Found::Archive),
        (b"ID3", Found::Recording),
        (b"OggS", Found::Recording),
        (b"fLaC", Found::Recording),
        (b"\x1a\x45\xdf\xa3", Found::Recording),
        (b"\0\0\x01\xba", Found::Recording),
        (b"MZ", Found::Program),
        (b"\x7fELF", Found::Program),
        (b"#!", Found::Program),
        (b"\xca\xfe\xba\xbe", Found::Program),
        (b"\xfe\xed\xfa\xce", Found::Program),
        (b"\xfe\xed\xfa\xcf", Found::Program),
        (b"\xce\xfa\xed\xfe", Found::Program),
        (b"\xcf\xfa\xed\xfe", Found::Program),
        (b"\0asm", Found::Program),
    ];
    if let Some((_, found)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(*found);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(in_zip(bytes));
    }
    // A bitmap's header repeats the file's length.
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Some(Found::Bmp);
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => Some(Found::WebP),
        (Some(b"RIFF"), _, Some(_)) => Some(Found::Recording),
        (_, Some(b"ftyp"), Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"mif1" | b"msf1")) => {
            Some(Found::Heic)
        }
        (_, Some(b"ftyp"), Some(b"avif" | b"avis")) => Some(Found::Avif),
        (_, Some(b"ftyp"), Some(_)) => Some(Found::Recording),
        _ => None,
    }
}

/// Office documents are archives whose first entries say so.
fn in_zip(bytes: &[u8]) -> Found {
    let start = bytes.get(..4096).unwrap_or(bytes);
    let has = |words: &[u8]| start.windows(words.len()).any(|window| window == words);
    if has(b"[Content_Types].xml") || has(b"mimetypeapplication/vnd.oasis.opendocument") || has(b"word/") {
        Found::OfficeDocument
    } else {
        Found::Archive
    }
}

fn by_text(bytes: &[u8]) -> Found {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.get(..4096).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start();
    if text.is_empty() {
        return Found::Unknown;
    }
    if text.starts_with('<') {
        return markup(text);
    }
    if start.contains(&0) || text.chars().filter(|c| *c == '\u{fffd}').count() > 1 {
        return Found::Unknown;
    }
    Found::Text
}

/// A web page is what browsers would take for one (WHATWG MIME Sniffing, 7.1), and then some.
fn markup(text: &str) -> Found {
    const PAGE: [&str; 17] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<h1",
        "<div",
        "<font",
        "<table",
        "<a ",
        "<style",
        "<title",
        "<b>",
        "<br",
        "<p>",
        "<meta",
    ];
    let first = PAGE.iter().filter_map(|tag| text.find(tag)).min();
    let drawing = ["<svg", ":svg"].iter().filter_map(|tag| text.find(tag)).min();
    match (drawing, first) {
        (Some(drawing), Some(page)) if page < drawing => Found::WebPage,
        (Some(_), _) => Found::Svg,
        (None, Some(_)) => Found::WebPage,
        (None, None) => Found::Text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bytes_are_what_they_begin_with() {
        let cases: [(&[u8], Found); 20] = [
            (b"\xff\xd8\xff\xe0", Found::Jpeg),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Found::WebP),
            (b"RIFF\x10\0\0\0WAVEfmt ", Found::Recording),
            (b"\0\0\0\x18ftypheic", Found::Heic),
            (b"\0\0\0\x18ftypmp42", Found::Recording),
            (b"%PDF-1.7\n", Found::Pdf),
            (b"MZ\x90\0", Found::Program),
            (b"#!/bin/sh\n", Found::Program),
            (b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml", Found::OfficeDocument),
            (b"PK\x03\x04\x14\0\x06\0\x08\0bilder/eins.jpg", Found::Archive),
            (b"<!DOCTYPE html><title>x</title>", Found::WebPage),
            (b"  \n<html><svg/></html>", Found::WebPage),
            (b"<!-- <svg --><script>1</script>", Found::Svg),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?><svg xmlns=\"x\"/>", Found::Svg),
            (b"<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>", Found::Svg),
            (b"<?xml version=\"1.0\"?><rss/>", Found::Text),
            ("Liebe Gäste".as_bytes(), Found::Text),
            (b"BM\x10\0\0\0\0\0\0\0", Found::Bmp),
            (b"\0\x01\x02\x03", Found::Unknown),
            (b"", Found::Unknown),
        ];
        for (bytes, found) in cases {
            assert_eq!(Found::in_bytes(bytes), found, "{}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_something(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(!Found::in_bytes(&bytes).description().is_empty());
        }
    }
}
