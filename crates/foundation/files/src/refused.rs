//! Why an upload is refused, in sentences that say what to do.

use crate::{UPLOAD_LIMIT, found::Found};

/// Why an upload is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is nothing in it.
    #[error("The file is empty. Choose it again; perhaps it was still being saved.")]
    Empty,
    /// It is longer than is allowed.
    #[error("The file has {}, at most {} are possible. {advice}", megabytes(*bytes), megabytes(*limit))]
    TooLarge {
        /// How long it is, in bytes.
        bytes: usize,
        /// How long it may be, in bytes.
        limit: usize,
        /// What to do.
        advice: &'static str,
    },
    /// It has more pixels than can be handled.
    #[error(
        "The picture has {width} × {height} pixels, at most {limit} million are possible. Save it smaller; \
         2000 pixels in width are plenty for a page."
    )]
    TooManyPixels {
        /// Its width, in pixels.
        width: u32,
        /// Its height, in pixels.
        height: u32,
        /// How many it may have, in millions.
        limit: u32,
    },
    /// It would take more memory than it may.
    #[error("The picture takes too much memory. Save it as JPEG with at most 2000 pixels in width.")]
    TooMuchMemory,
    /// It is no picture.
    #[error("This is {}, not a picture that we can show. {}", found.description(), found.advice_for_pictures())]
    NotAPicture {
        /// What it is.
        found: Found,
    },
    /// It is no document.
    #[error("This is {}, not a PDF document. {}", found.description(), found.advice_for_documents())]
    NotADocument {
        /// What it is.
        found: Found,
    },
    /// Its end is missing.
    #[error("The end of {} is missing, as after a broken transfer. Copy or save it again.", found.description())]
    Incomplete {
        /// What it begins as.
        found: Found,
    },
    /// It begins well and can't be read.
    #[error(
        "{} could not be read: it is damaged. Open it in a program for pictures and save it again.",
        capital(found.description())
    )]
    Damaged {
        /// What it begins as.
        found: Found,
    },
    /// An SVG drawing has something in it that drawings on our pages must not have.
    #[error("Line {line} of the SVG drawing: {fault}")]
    Drawing {
        /// Where, counted from 1.
        line: usize,
        /// What.
        fault: DrawingFault,
    },
}

/// What is wrong with an SVG drawing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawingFault {
    /// It is not well-formed XML.
    #[error("it is not well-formed XML ({problem}). Export the drawing again.")]
    NotXml {
        /// What the reader says.
        problem: String,
    },
    /// It is not written in UTF-8.
    #[error("it is not written in UTF-8. Export the drawing again with that encoding.")]
    NotUtf8,
    /// It has a document type, by which entities could be brought in.
    #[error("a DOCTYPE is not allowed. Export the drawing as plain SVG, without document type and entities.")]
    DocumentType,
    /// It has an instruction to a program.
    #[error("the instruction <?{name}?> is not allowed. Export the drawing as plain SVG.")]
    Instruction {
        /// Its name.
        name: String,
    },
    /// It refers to an entity.
    #[error("the entity &{name}; is not allowed. Export the drawing as plain SVG.")]
    Entity {
        /// Its name.
        name: String,
    },
    /// It has a script in it.
    #[error(
        "<{element}> can run a script and is not allowed. Export the drawing without scripts and animation."
    )]
    Script {
        /// The element.
        element: String,
    },
    /// It reacts to events.
    #[error(
        "the attribute {attribute} can run a script and is not allowed. Export the drawing without scripts."
    )]
    EventHandler {
        /// The attribute.
        attribute: String,
    },
    /// It has an element that is not on the list.
    #[error(
        "the element <{element}> is not allowed. Convert texts and pictures to paths and export as plain SVG."
    )]
    Element {
        /// The element.
        element: String,
    },
    /// It has an attribute that is not on the list.
    #[error("the attribute {attribute} is not allowed. Export the drawing as plain or optimised SVG.")]
    Attribute {
        /// The attribute.
        attribute: String,
    },
    /// It points to something outside.
    #[error("“{reference}” points outside the drawing; only parts of the drawing itself may be used.")]
    OutsideReference {
        /// To what it points.
        reference: String,
    },
    /// A style has something in it that could load from outside or hide something.
    #[error("“{part}” in a style is not allowed. Use plain colours and widths.")]
    Style {
        /// The part.
        part: String,
    },
    /// It draws copies of copies.
    #[error(
        "<use> draws “{reference}”, which itself has a <use>. Export the drawing with its copies resolved."
    )]
    CopyOfCopies {
        /// What it draws.
        reference: String,
    },
    /// Its root is not `svg` of the SVG namespace.
    #[error("the drawing does not begin with <svg xmlns=\"http://www.w3.org/2000/svg\">. Export it again.")]
    Root,
    /// It does not say how large it is.
    #[error("the drawing does not say how large it is. Give <svg> a viewBox, or a width and a height.")]
    NoSize,
    /// It is nested too deeply or has too many elements.
    #[error("the drawing is too complicated. Simplify it: at most {limit} {what} are possible.")]
    TooComplicated {
        /// What there is too much of.
        what: &'static str,
        /// How much there may be.
        limit: usize,
    },
}

impl Refused {
    /// The name under which translations know this sentence.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "files-refused-empty",
            Self::TooLarge { .. } => "files-refused-too-large",
            Self::TooManyPixels { .. } => "files-refused-too-many-pixels",
            Self::TooMuchMemory => "files-refused-too-much-memory",
            Self::NotAPicture { .. } => "files-refused-not-a-picture",
            Self::NotADocument { .. } => "files-refused-not-a-document",
            Self::Incomplete { .. } => "files-refused-incomplete",
            Self::Damaged { .. } => "files-refused-damaged",
            Self::Drawing { fault, .. } => fault.key(),
        }
    }

    /// What stands in the sentence, by the names that translations use.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty | Self::TooMuchMemory => vec![],
            Self::TooLarge { bytes, limit, .. } => {
                vec![("size", megabytes(*bytes)), ("limit", megabytes(*limit))]
            }
            Self::TooManyPixels { width, height, limit } => vec![
                ("width", width.to_string()),
                ("height", height.to_string()),
                ("limit", limit.to_string()),
            ],
            Self::NotAPicture { found }
            | Self::NotADocument { found }
            | Self::Incomplete { found }
            | Self::Damaged { found } => vec![("found", found.as_str().to_owned())],
            Self::Drawing { line, fault } => {
                let mut arguments = vec![("line", line.to_string())];
                arguments.extend(fault.part().map(|part| ("part", part)));
                arguments
            }
        }
    }

    /// The refusal of an upload that is too long or empty; looked at before anything else.
    pub(crate) fn by_length(bytes: &[u8], advice: &'static str) -> Result<(), Self> {
        match bytes.len() {
            0 => Err(Self::Empty),
            length if length > UPLOAD_LIMIT => {
                Err(Self::TooLarge { bytes: length, limit: UPLOAD_LIMIT, advice })
            }
            _ => Ok(()),
        }
    }
}

impl DrawingFault {
    /// The name under which translations know this sentence.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotXml { .. } => "files-drawing-not-xml",
            Self::NotUtf8 => "files-drawing-not-utf8",
            Self::DocumentType => "files-drawing-document-type",
            Self::Instruction { .. } => "files-drawing-instruction",
            Self::Entity { .. } => "files-drawing-entity",
            Self::Script { .. } => "files-drawing-script",
            Self::EventHandler { .. } => "files-drawing-event-handler",
            Self::Element { .. } => "files-drawing-element",
            Self::Attribute { .. } => "files-drawing-attribute",
            Self::OutsideReference { .. } => "files-drawing-outside-reference",
            Self::Style { .. } => "files-drawing-style",
            Self::CopyOfCopies { .. } => "files-drawing-copy-of-copies",
            Self::Root => "files-drawing-root",
            Self::NoSize => "files-drawing-no-size",
            Self::TooComplicated { .. } => "files-drawing-too-complicated",
        }
    }

    fn part(&self) -> Option<String> {
        match self {
            Self::NotXml { problem: part }
            | Self::Instruction { name: part }
            | Self::Entity { name: part }
            | Self::Script { element: part }
            | Self::EventHandler { attribute: part }
            | Self::Element { element: part }
            | Self::Attribute { attribute: part }
            | Self::OutsideReference { reference: part }
            | Self::Style { part }
            | Self::CopyOfCopies { reference: part } => Some(part.clone()),
            Self::TooComplicated { limit, .. } => Some(limit.to_string()),
            Self::NotUtf8 | Self::DocumentType | Self::Root | Self::NoSize => None,
        }
    }
}

/// “20 MB”, “23.4 MB”, “512 kB”: rounded up, so that what is too much never looks like what is allowed.
fn megabytes(bytes: usize) -> String {
    const KILO: usize = 1024;
    const MEGA: usize = 1024 * 1024;
    let tenths = bytes.saturating_mul(10).div_ceil(MEGA);
    match (bytes < MEGA, tenths % 10) {
        (true, _) => format!("{} kB", bytes.div_ceil(KILO)),
        (false, 0) => format!("{} MB", tenths / 10),
        (false, tenth) => format!("{}.{tenth} MB", tenths / 10),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_say_what_it_is_and_what_to_do() {
        assert_eq!(
            Refused::NotAPicture { found: Found::Pdf }.to_string(),
            "This is a PDF document, not a picture that we can show. Upload it as a document, or save the page you \
             want to show as JPEG or PNG."
        );
        let refused =
            Refused::TooLarge { bytes: UPLOAD_LIMIT + 1, limit: UPLOAD_LIMIT, advice: "Save it smaller." };
        assert_eq!(refused.to_string(), "The file has 20.1 MB, at most 20 MB are possible. Save it smaller.");
        assert_eq!(refused.key(), "files-refused-too-large");
    }
}
