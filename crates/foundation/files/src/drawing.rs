//! SVG drawings: read against a list of what is allowed, and written anew from what was read.
//!
//! SVG can carry scripts, load things from elsewhere and hide a web page. What is not on the list is refused with its
//! line, so that whoever uploads it can mend it. Only notes of drawing programs (layers of the editor, names of the
//! author's folders, comments) are left out silently: they draw nothing and are nobody's business.

mod allowed;
mod size;
mod style;

use std::collections::BTreeSet;

use quick_xml::{
    XmlVersion,
    errors::Error,
    escape::{EscapeError, escape, resolve_predefined_entity},
    events::{BytesDecl, BytesRef, BytesStart, Event, attributes::Attribute},
    name::{Namespace, QName, ResolveResult},
    reader::NsReader,
};

use crate::{
    file::MediaType,
    picture::Encoded,
    refused::{DrawingFault, Refused},
};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The longest drawing, in bytes: 1 MB. Longer ones hold photos in disguise.
const LENGTH_LIMIT: usize = 1024 * 1024;
const DEPTH_LIMIT: usize = 64;
const ELEMENT_LIMIT: usize = 20_000;

/// Looks at `bytes` as an SVG drawing and writes it anew.
pub(crate) fn prepare(bytes: &[u8]) -> Result<Encoded, Refused> {
    if bytes.len() > LENGTH_LIMIT {
        let advice = "Simplify the drawing, or save it as PNG.";
        return Err(Refused::TooLarge { bytes: bytes.len(), limit: LENGTH_LIMIT, advice });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let in_line = |at: usize, fault| {
        let before = bytes.get(..at).unwrap_or(bytes);
        Refused::Drawing { line: before.iter().filter(|byte| **byte == b'\n').count() + 1, fault }
    };
    let text =
        std::str::from_utf8(bytes).map_err(|error| in_line(error.valid_up_to(), DrawingFault::NotUtf8))?;
    Reading::new(text).finish().map_err(|(at, fault)| in_line(at, fault))
}

/// A fault and where it is, in bytes from the beginning.
type Located = (usize, DrawingFault);

struct Reading<'t> {
    reader: NsReader<&'t [u8]>,
    /// Where the part begins that is being looked at, in bytes.
    at: usize,
    written: String,
    open: Vec<Open>,
    /// How deep within something that is left out.
    skipped: usize,
    elements: usize,
    dimensions: Option<(u32, u32)>,
    /// Names of elements in which something is drawn by `use`.
    with_copies: BTreeSet<String>,
    /// What is drawn by `use`, and where that stands.
    copied: Vec<(usize, String)>,
}

/// An element that has not ended.
struct Open {
    name: &'static str,
    id: Option<String>,
    /// Text that stands in it directly, if text may.
    text: Option<String>,
}

impl<'t> Reading<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            reader: NsReader::from_str(text),
            at: 0,
            written: String::with_capacity(text.len()),
            open: Vec::new(),
            skipped: 0,
            elements: 0,
            dimensions: None,
            with_copies: BTreeSet::new(),
            copied: Vec::new(),
        }
    }

    fn finish(mut self) -> Result<Encoded, Located> {
        while self.part().map_err(|fault| (self.at, fault))? {}
        for (at, reference) in self.copied {
            if self.with_copies.contains(&reference) {
                return Err((at, DrawingFault::CopyOfCopies { reference }));
            }
        }
        let (width, height) = self.dimensions.ok_or((self.at, DrawingFault::Root))?;
        Ok(Encoded { media_type: MediaType::Svg, width, height, bytes: self.written.into_bytes() })
    }

    /// Looks at the next part. Returns whether there is more.
    fn part(&mut self) -> Result<bool, DrawingFault> {
        self.at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        match self.reader.read_event().map_err(|error| fault_of(&error))? {
            Event::Start(start) => self.start(&start)?,
            Event::Empty(start) => {
                self.start(&start)?;
                self.end()?;
            }
            Event::End(_) => self.end()?,
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let text = resolved(&reference)?;
                self.text(&text)?;
            }
            Event::Comment(_) => {}
            Event::Decl(declaration) => encoding(&declaration)?,
            Event::PI(instruction) => {
                return Err(DrawingFault::Instruction { name: short(instruction.target()) });
            }
            Event::DocType(_) => return Err(DrawingFault::DocumentType),
            Event::Eof if self.open.is_empty() => return Ok(false),
            Event::Eof => return Err(not_xml("an element does not end")),
        }
        Ok(true)
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), DrawingFault> {
        self.elements += 1;
        if self.elements > ELEMENT_LIMIT {
            return Err(DrawingFault::TooComplicated { what: "elements", limit: ELEMENT_LIMIT });
        }
        if self.open.len() + self.skipped >= DEPTH_LIMIT {
            return Err(DrawingFault::TooComplicated { what: "levels of nesting", limit: DEPTH_LIMIT });
        }
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        let Some(name) = self.element(start.name())? else {
            self.skipped = 1;
            return Ok(());
        };
        let is_root = self.open.is_empty();
        if is_root && (name != "svg" || self.dimensions.is_some()) {
            return Err(DrawingFault::Root);
        }
        let attributes = self.attributes(start)?;
        self.written.push('<');
        self.written.push_str(name);
        if is_root {
            self.root(&attributes)?;
        }
        for (attribute, value) in &attributes {
            self.written.push_str(&format!(" {attribute}=\"{}\"", escape(value.as_str())));
        }
        self.written.push('>');
        let id = attributes.into_iter().find(|(attribute, _)| attribute == "id").map(|(_, id)| id);
        let text = allowed::HOLDING_TEXT.contains(&name).then(String::new);
        self.open.push(Open { name, id, text });
        if name == "use" {
            self.with_copies.extend(self.open.iter().filter_map(|open| open.id.clone()));
        }
        Ok(())
    }

    /// The name of an element that may be drawn; `None` for one that is left out.
    fn element(&self, name: QName<'_>) -> Result<Option<&'static str>, DrawingFault> {
        let (namespace, local) = self.reader.resolver().resolve_element(name);
        let local = local.into_inner();
        match namespace {
            ResolveResult::Bound(Namespace(SVG)) if local == "metadata" => Ok(None),
            ResolveResult::Bound(Namespace(SVG)) => match allowed::element(local) {
                Some(name) => Ok(Some(name)),
                None if allowed::RUNNING.contains(&local) => {
                    Err(DrawingFault::Script { element: local.to_owned() })
                }
                None => Err(DrawingFault::Element { element: short(local) }),
            },
            ResolveResult::Bound(Namespace(other)) if allowed::is_note(other) => Ok(None),
            _ if self.open.is_empty() => Err(DrawingFault::Root),
            _ => Err(DrawingFault::Element { element: short(name.into_inner()) }),
        }
    }

    fn attributes(&mut self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, DrawingFault> {
        let mut kept: Vec<(String, String)> = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| not_xml(&error.to_string()))?;
            let Some(name) = self.attribute(attribute.key)? else { continue };
            let value = value(&attribute)?;
            if name == "href" {
                let Some(reference) = value.trim().strip_prefix('#').filter(|name| !name.is_empty()) else {
                    return Err(DrawingFault::OutsideReference { reference: short(&value) });
                };
                if start.local_name().into_inner() == "use" {
                    self.copied.push((self.at, reference.to_owned()));
                }
            } else if !allowed::is_plain_text(&name) {
                style::check(&value)?;
            }
            // `href` and `xlink:href` may stand beside one another and mean the same.
            if kept.iter().all(|(known, _)| *known != name) {
                kept.push((name, value));
            }
        }
        Ok(kept)
    }

    /// The name under which an attribute is written; `None` for one that is left out.
    fn attribute(&self, name: QName<'_>) -> Result<Option<String>, DrawingFault> {
        if name.as_namespace_binding().is_some() {
            return Ok(None);
        }
        let (namespace, local) = self.reader.resolver().resolve_attribute(name);
        let local = local.into_inner();
        let full = name.into_inner();
        match namespace {
            ResolveResult::Unbound if allowed::is_attribute(local) => Ok(Some(local.to_owned())),
            ResolveResult::Unbound if allowed::is_without_effect(local) => Ok(None),
            ResolveResult::Bound(Namespace(XLINK)) => Ok((local == "href").then(|| local.to_owned())),
            ResolveResult::Bound(_) if matches!(full, "xml:space" | "xml:lang") => Ok(Some(full.to_owned())),
            ResolveResult::Bound(Namespace(other)) if allowed::is_note(other) => Ok(None),
            _ if local.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) => {
                Err(DrawingFault::EventHandler { attribute: short(full) })
            }
            _ => Err(DrawingFault::Attribute { attribute: short(full) }),
        }
    }

    /// Writes what the root has to have: its namespace, and a `viewBox`, without which `<img>` can't scale it.
    fn root(&mut self, attributes: &[(String, String)]) -> Result<(), DrawingFault> {
        let of =
            |name: &str| attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let (width, height) =
            size::of(of("width"), of("height"), of("viewBox")).ok_or(DrawingFault::NoSize)?;
        self.dimensions = Some((width, height));
        self.written.push_str(&format!(" xmlns=\"{SVG}\""));
        if of("viewBox").is_none() {
            self.written.push_str(&format!(" viewBox=\"0 0 {width} {height}\""));
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), DrawingFault> {
        is_legal(text)?;
        if self.skipped > 0 {
            return Ok(());
        }
        match self.open.last_mut() {
            // Text where none is drawn is the white space between the elements.
            Some(open) => {
                if let Some(collected) = &mut open.text {
                    collected.push_str(text);
                }
                self.flush()
            }
            None if text.trim().is_empty() => Ok(()),
            None => Err(not_xml("there is text outside of the drawing")),
        }
    }

    /// Writes the text of the innermost element; that of a style only when all of it is there.
    fn flush(&mut self) -> Result<(), DrawingFault> {
        let Some(open) = self.open.last_mut().filter(|open| open.name != "style") else { return Ok(()) };
        if let Some(text) = &mut open.text {
            self.written.push_str(&escape(std::mem::take(text)));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), DrawingFault> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let Some(open) = self.open.pop() else { return Ok(()) };
        if let Some(style) = open.text.filter(|_| open.name == "style") {
            style::check(&style)?;
            self.written.push_str(&escape(style));
        }
        self.written.push_str(&format!("</{}>", open.name));
        Ok(())
    }
}

fn encoding(declaration: &BytesDecl<'_>) -> Result<(), DrawingFault> {
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8") => Ok(()),
        Some(_) => Err(DrawingFault::NotUtf8),
    }
}

fn value(attribute: &Attribute<'_>) -> Result<String, DrawingFault> {
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| fault_of(&error))?;
    is_legal(&value)?;
    Ok(value.into_owned())
}

fn resolved(reference: &BytesRef<'_>) -> Result<String, DrawingFault> {
    match reference.resolve_char_ref().map_err(|error| fault_of(&error))? {
        Some(character) => Ok(character.to_string()),
        None => resolve_predefined_entity(reference)
            .map(str::to_owned)
            .ok_or_else(|| DrawingFault::Entity { name: short(reference) }),
    }
}

/// XML 1.0, 2.2. The reader lets others pass, browsers do not.
fn is_legal(text: &str) -> Result<(), DrawingFault> {
    let is_illegal = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_illegal) { Err(not_xml("there is a control character")) } else { Ok(()) }
}

fn fault_of(error: &Error) -> DrawingFault {
    match error {
        Error::Escape(EscapeError::UnrecognizedEntity(_, name)) => DrawingFault::Entity { name: short(name) },
        other => not_xml(&other.to_string()),
    }
}

fn not_xml(problem: &str) -> DrawingFault {
    DrawingFault::NotXml { problem: short(problem) }
}

/// What stands in a sentence is cut short: it may be as long as the drawing.
fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

#[cfg(test)]
mod tests;
