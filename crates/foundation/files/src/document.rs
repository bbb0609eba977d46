//! Documents to be saved at home: PDF.

use crate::{file::MediaType, file_name, found::Found, refused::Refused};

/// A document that was looked at and may be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct PreparedDocument {
    pub(crate) name: String,
    pub(crate) media_type: MediaType,
    pub(crate) bytes: Vec<u8>,
}

impl PreparedDocument {
    /// The name as it was given, without what misleads.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The type in which it will be served.
    #[must_use]
    pub const fn media_type(&self) -> MediaType {
        self.media_type
    }

    /// What will be served.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for PreparedDocument {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PreparedDocument({}, {} bytes)", self.name, self.bytes.len())
    }
}

/// Looks at `bytes`, uploaded under `name`, as a document. PDF is the only kind: everybody can open it.
///
/// The content is kept as it is, with whatever its author wrote into it; it is served to be saved, never to be shown
/// within our pages.
///
/// # Errors
/// When it is empty, too long, of another kind or has lost its end.
pub fn prepare(bytes: Vec<u8>, name: &str) -> Result<PreparedDocument, Refused> {
    Refused::by_length(&bytes, "Export the PDF for the web, with smaller pictures.")?;
    match Found::in_bytes(&bytes) {
        found @ Found::Pdf if !has_end(&bytes) => Err(Refused::Incomplete { found }),
        Found::Pdf => {
            Ok(PreparedDocument { name: file_name::clean(name), media_type: MediaType::Pdf, bytes })
        }
        found => Err(Refused::NotADocument { found }),
    }
}

/// A PDF ends with `%%EOF` (ISO 32000-2, 7.5.5); programs append a little something all the same.
fn has_end(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"%%EOF";
    const TAIL: usize = 2048;
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    tail.windows(MARK.len()).any(|window| window == MARK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UPLOAD_LIMIT;

    const SMALL: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

    #[test]
    fn a_pdf_is_a_document_whatever_its_name_says() {
        let document = prepare(SMALL.to_vec(), "Plakat.jpg").unwrap();
        assert_eq!((document.media_type(), document.bytes()), (MediaType::Pdf, SMALL));
    }

    #[test]
    fn a_pdf_without_its_end_is_refused() {
        let half = SMALL[..40].to_vec();
        assert_eq!(prepare(half, "Plakat.pdf"), Err(Refused::Incomplete { found: Found::Pdf }));
    }

    #[test]
    fn what_is_no_pdf_is_refused_and_named() {
        let cases: [(&[u8], Found); 4] = [
            (b"<!DOCTYPE html><script>alert(1)</script>%PDF-1.7 %%EOF", Found::WebPage),
            (b"MZ\x90\0%PDF-1.7 %%EOF", Found::Program),
            (b"PK\x03\x04....word/document.xml", Found::OfficeDocument),
            (b"\xff\xd8\xff\xe0%PDF-1.7 %%EOF", Found::Jpeg),
        ];
        for (bytes, found) in cases {
            assert_eq!(prepare(bytes.to_vec(), "Satzung.pdf"), Err(Refused::NotADocument { found }));
        }
        assert_eq!(prepare(vec![], "Satzung.pdf"), Err(Refused::Empty));
    }

    #[test]
    fn forty_megabytes_are_too_much() {
        let mut long = SMALL.to_vec();
        long.resize(2 * UPLOAD_LIMIT, b' ');
        let refused = prepare(long, "Chronik.pdf").unwrap_err();
        assert!(refused.to_string().starts_with("The file has 40 MB, at most 20 MB are possible."));
    }
}
