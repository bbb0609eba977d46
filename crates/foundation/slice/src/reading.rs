//! A record's text as a page shows it: in the language that was asked for, with links to the others. The macro `prose`
//! draws it.

use kreisrund_content::{Block, Inline, LanguageTag, Text, Texts};
use kreisrund_web::{Page, Parameters, Tongue, direction};

/// The parameter that asks for another language of the contents than the page's.
const LANGUAGE: &str = "sprache";

/// A text in one language, and the way to the others.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The text's language, where it is not the page's.
    pub language: Option<String>,
    /// The direction in which it is written.
    pub direction: &'static str,
    /// The title.
    pub title: String,
    /// A sentence or two that stand before the body.
    pub summary: String,
    /// The body.
    pub blocks: Vec<ShownBlock>,
    /// Whether the original says something else by now.
    pub outdated: bool,
    /// All languages in which it can be read.
    pub tongues: Vec<Tongue>,
}

/// A part of the body.
#[derive(Clone, Debug)]
pub struct ShownBlock {
    kind: BlockKind,
    /// Its lines.
    pub lines: Vec<Vec<Piece>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BlockKind {
    Heading,
    Paragraph,
    List,
}

/// Some words, linked or not.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub href: Option<String>,
}

impl ShownBlock {
    /// Whether it is a heading.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        self.kind == BlockKind::Heading
    }

    /// Whether it is a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.kind == BlockKind::List
    }
}

impl Reading {
    /// `texts` in the language that the page's address asks for, or in that of the page.
    #[must_use]
    pub fn of(page: &Page, texts: Option<&Texts>) -> Self {
        let Some(texts) = texts else { return Self { direction: "ltr", ..Self::default() } };
        let asked = page.query.read::<LanguageTag>(LANGUAGE);
        let own = page.language.tag();
        let wanted = asked.or_else(|| own.parse().ok()).unwrap_or(LanguageTag::german());
        let text = texts.in_language(&wanted);
        let mut languages: Vec<&LanguageTag> = texts.languages().collect();
        languages.sort_by_key(|language| (order(language), *language));
        let tongues = languages.into_iter().map(|language| tongue(page, language, &text.language)).collect();
        Self { outdated: texts.is_outdated(&text.language), tongues, ..Self::only(page, text) }
    }

    /// `text` alone.
    fn only(page: &Page, text: &Text) -> Self {
        let tag = text.language.as_str();
        Self {
            language: (tag != page.language.tag()).then(|| tag.to_owned()),
            direction: direction(tag),
            title: text.title.clone(),
            summary: text.summary.clone(),
            blocks: text.blocks().into_iter().map(|block| shown(page, &block)).collect(),
            ..Self::default()
        }
    }

    /// Whether there is anything to read.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !self.summary.is_empty() || !self.blocks.is_empty()
    }

    /// The beginning for search engines and previews: the summary, or the first paragraph.
    #[must_use]
    pub fn description(&self) -> String {
        let first = || {
            let paragraph = self.blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
            let pieces = paragraph.lines.iter().flatten().map(|piece| piece.text.as_str());
            Some(pieces.collect::<Vec<_>>().join(" "))
        };
        if self.summary.is_empty() { first().unwrap_or_default() } else { self.summary.clone() }
    }
}

/// German first, then in easy words, then English: those that most readers look for.
fn order(language: &LanguageTag) -> u8 {
    match language.as_str() {
        "de" => 0,
        "de-x-leicht" => 1,
        "en" => 2,
        _ => 3,
    }
}

/// A link to the page in `language`. Languages of the interface have addresses of their own.
fn tongue(page: &Page, language: &LanguageTag, current: &LanguageTag) -> Tongue {
    let tag = language.as_str();
    let interface = kreisrund_web::Language::ALL.into_iter().find(|interface| interface.tag() == tag);
    let href = match interface {
        Some(interface) => interface.path(&page.path),
        None => Parameters::new().with(LANGUAGE, tag).on(&page.link(&page.path)),
    };
    Tongue {
        name: language.own_name().to_owned(),
        direction: direction(tag),
        href,
        current: language == current,
        tag: tag.to_owned(),
    }
}

fn shown(page: &Page, block: &Block) -> ShownBlock {
    let kind = match block {
        Block::Heading(_) => BlockKind::Heading,
        Block::Paragraph(_) => BlockKind::Paragraph,
        Block::List(_) => BlockKind::List,
    };
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => Piece { text: text.clone(), href: None },
        // A path of this site leads to the page in the reader's language.
        Inline::Link { text, target } if target.starts_with('/') => {
            Piece { text: text.clone(), href: Some(page.link(target)) }
        }
        Inline::Link { text, target } => Piece { text: text.clone(), href: Some(target.clone()) },
    };
    ShownBlock { kind, lines: block.lines().iter().map(|line| line.iter().map(piece).collect()).collect() }
}
