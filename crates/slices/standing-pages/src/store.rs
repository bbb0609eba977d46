//! The office's own words on standing pages: texts that hang on the pages' records.
//!
//! German is always kept as the language in which a page was written. An empty German text stands for the one that came
//! with the program; so a translation becomes outdated when German gets words of its own, and when it loses them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kreisrund_content::{
    LanguageTag, Text, Texts, Translation,
    store::texts::{confirm_translation, delete_texts, save_texts, texts_of},
};
use kreisrund_people::{Actor, audit::ChangedField, store::audit};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::ConnectionTrait;

use crate::{placeholder, shipped, standing_page::StandingPage};

/// A page's words in all languages: the office's own where it has some, otherwise those that came with the program.
#[derive(Clone, Debug)]
pub struct PageWords {
    /// The words, with placeholders.
    pub texts: Texts,
    own: BTreeSet<LanguageTag>,
}

/// What saving an own text did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The page has an own text in this language now.
    Added,
    /// It says something else now.
    Changed,
    /// It said just this and had been outdated; it no longer counts as such.
    Confirmed,
    /// It said just this.
    Unchanged,
}

impl PageWords {
    fn new(page: StandingPage, own: Option<&Texts>) -> Self {
        let shipped = shipped::texts(page);
        let Some(own) = own else { return Self { texts: shipped.clone(), own: BTreeSet::new() } };
        let has_own_source = !own.source().is_empty();
        let source = if has_own_source { own.source() } else { shipped.source() };
        let mut translations = own.translations().to_vec();
        for text in shipped.all().skip(1).filter(|text| own.exactly_in(&text.language).is_none()) {
            // What came with the program translates the German text that came with it.
            translations.push(Translation { text: text.clone(), outdated: has_own_source });
        }
        Self {
            own: own.all().filter(|text| !text.is_empty()).map(|text| text.language.clone()).collect(),
            texts: Texts::new(source.clone(), translations).unwrap_or_else(|_| shipped.clone()),
        }
    }

    /// Whether the text in just that language is the office's own.
    #[must_use]
    pub fn is_own(&self, language: &LanguageTag) -> bool {
        self.own.contains(language)
    }

    /// In how many languages the office has a text of its own.
    #[must_use]
    pub fn own_languages(&self) -> usize {
        self.own.len()
    }
}

/// The words of `page`. Asks the database once.
///
/// # Errors
/// When the database can't be read.
pub async fn words(connection: &impl ConnectionTrait, page: StandingPage) -> Result<PageWords, StoreError> {
    let own = texts_of(connection, page.subject()).await?;
    Ok(PageWords::new(page, own.as_ref()))
}

/// Makes `text` the office's own text of `page` in its language; a place for the day becomes `today`. Whoever saves
/// a translation as it is says that it still holds.
///
/// # Errors
/// When the database refuses.
pub async fn save(
    write: &Write,
    page: StandingPage,
    text: &Text,
    today: Date,
    actor: &Actor,
) -> Result<Saved, StoreError> {
    let text = placeholder::dated(text, today);
    let before = texts_of(&**write, page.subject()).await?;
    let was_there = before.as_ref().is_some_and(|texts| has(texts, &text.language));
    let was_outdated = before.as_ref().is_some_and(|texts| texts.is_outdated(&text.language));
    let change = save_texts(write, page.subject(), &with(before, text.clone())).await?;
    let saved = match change {
        Change::Unchanged if was_outdated => {
            confirm_translation(write, page.subject(), &text.language).await?;
            Saved::Confirmed
        }
        Change::Unchanged => return Ok(Saved::Unchanged),
        Change::Added | Change::Changed if was_there => Saved::Changed,
        Change::Added | Change::Changed => Saved::Added,
    };
    let action = if saved == Saved::Confirmed { "standing_pages.confirmed" } else { "standing_pages.saved" };
    audit::append(write, page.subject(), actor, action, &[field(&text.language)]).await?;
    Ok(saved)
}

/// Removes the office's own text of `page` in `language`, so that the one that came with the program stands there again,
/// if there is one. Tells whether there was an own text.
///
/// # Errors
/// When the database refuses.
pub async fn reset(
    write: &Write,
    page: StandingPage,
    language: &LanguageTag,
    actor: &Actor,
) -> Result<bool, StoreError> {
    let subject = page.subject();
    let Some(before) = texts_of(&**write, subject).await?.filter(|texts| has(texts, language)) else {
        return Ok(false);
    };
    let after = with(Some(before), Text::new(language.clone(), "", "", ""));
    if after.all().all(Text::is_empty) {
        delete_texts(write, subject).await?;
    } else {
        save_texts(write, subject, &after).await?;
    }
    audit::append(write, subject, actor, "standing_pages.reset", &[field(language)]).await?;
    Ok(true)
}

fn has(texts: &Texts, language: &LanguageTag) -> bool {
    texts.exactly_in(language).is_some_and(|text| !text.is_empty())
}

/// `before` with `text` in its language. An empty translation goes, an empty German text stays as the source.
fn with(before: Option<Texts>, text: Text) -> Texts {
    let german = LanguageTag::german();
    let empty = Text::new(german.clone(), "", "", "");
    let source = before.as_ref().and_then(|texts| texts.exactly_in(&german)).cloned().unwrap_or(empty);
    let translations = before.map(|texts| texts.translations().to_vec()).unwrap_or_default();
    if text.language == german {
        return Texts::new(text.clone(), translations).unwrap_or_else(|_| Texts::only(text));
    }
    let mut translations: Vec<Translation> =
        translations.into_iter().filter(|translation| translation.text.language != text.language).collect();
    if !text.is_empty() {
        translations.push(Translation::fresh(text));
    }
    Texts::new(source.clone(), translations).unwrap_or_else(|_| Texts::only(source))
}

fn field(language: &LanguageTag) -> ChangedField {
    ChangedField { name: format!("text.{language}"), from: None, to: None }
}
