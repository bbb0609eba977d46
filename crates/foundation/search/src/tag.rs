//! By what entries are asked for and counted: the records to which they belong, and properties such as “costs nothing”.

use std::{fmt, sync::Arc};

use kreisrund_kernel::{SubjectKind, SubjectRef};
use uuid::Uuid;

/// Something that an entry has and by which it can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Arc<str>);

impl Tag {
    /// The property `name` with the value `value`: `Tag::property("price", "free")`.
    #[must_use]
    pub fn property(name: &str, value: &str) -> Self {
        Self(format!("={name}:{value}").into())
    }

    /// The record for which it stands, if it stands for one.
    #[must_use]
    pub fn record(&self) -> Option<SubjectRef> {
        let (kind, id) = self.0.split_once(':')?;
        Some(SubjectRef::new(SubjectKind::from_name(kind)?, id.parse::<Uuid>().ok()?))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn from_stored(stored: &Arc<str>) -> Self {
        Self(Arc::clone(stored))
    }
}

impl From<SubjectRef> for Tag {
    fn from(record: SubjectRef) -> Self {
        Self(record.to_string().into())
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One way of choosing among entries: several of its tags may be chosen, of which an entry has to have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What there is to choose from, which is counted.
    pub options: Options,
    /// The chosen tags; none for no choice.
    pub chosen: Vec<Tag>,
}

/// What there is to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Options {
    /// These.
    Listed(Vec<Tag>),
    /// All records of a kind that hits belong to.
    Records(SubjectKind),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_of_a_record_leads_back_to_it() {
        let record = SubjectRef::new(SubjectKind::Organisation, Uuid::from_u128(7));
        assert_eq!(Tag::from(record).record(), Some(record));
        assert_eq!(Tag::property("price", "kostenlos").record(), None);
    }
}
