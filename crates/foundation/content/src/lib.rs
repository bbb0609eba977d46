//! Content: texts in several languages on any record, and the vocabularies by which records are ordered and found.
//!
//! - [`language_tag`] names languages, easy language among them; [`text`] holds a record's texts with the rule by
//!   which a translation becomes outdated; [`block`] reads the little markup that a text's body may have;
//!   [`easy_language`] checks texts in easy language.
//! - [`vocabulary`] has topics, life situations, audiences, formats, languages and quality marks as data with
//!   editions; [`standard`] brings those that every installation begins with.
//! - [`tag`] are the free words apart from the vocabularies.
//! - [`store`] keeps all of it in the database.
//!
//! Records are known here by their [`kreisrund_kernel::SubjectRef`] alone. Whoever changes the texts or terms of a
//! record tells so by that record's own event.

pub mod block;
pub mod easy_language;
pub mod language_tag;
pub mod standard;
pub mod store;
pub mod tag;
pub mod text;
pub mod vocabulary;

pub use block::{Block, Inline};
pub use language_tag::{LanguageTag, NotALanguageTag};
pub use store::migrations;
pub use tag::Tag;
pub use text::{RepeatedLanguage, Text, Texts, Translation};
pub use vocabulary::{
    Edition, EditionName, ExternalCode, Term, Vocabularies, Vocabulary, VocabularyFile, VocabularySnapshot,
};
