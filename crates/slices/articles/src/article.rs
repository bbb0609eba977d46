//! What an article is, and what a series of them.

pub mod state;

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use kreisrund_content::Texts;
use kreisrund_kernel::{
    AreaId, ArticleId, ArticleSeriesId, OrganisationId, Period, PlaceId, Slug, SubjectKind, SubjectRef,
    TermId,
    clock::{county_midnight, county_time_zone},
};

pub use state::State;

/// Something to read: a text with a picture, often about a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its identifier.
    pub id: ArticleId,
    /// The short name in its address. It stays when the title changes, so that links go on working.
    pub slug: Slug,
    /// Whether the public sees it.
    pub state: State,
    /// What it says, and of what.
    pub details: Details,
    /// Whether it was made up for the demonstration.
    pub example: bool,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When somebody published it for the first time.
    pub first_published_at: Option<Timestamp>,
}

/// What an article says, and of what.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// Who wrote it.
    pub author: Author,
    /// Its title, summary and body in each language.
    pub texts: Texts,
    /// A drawing that ships with the program; it steps back where a picture hangs on the article.
    pub drawing: Option<Drawing>,
    /// The municipality of which it tells; that of its place where it has one.
    pub area: Option<AreaId>,
    /// The place of which it tells.
    pub place: Option<PlaceId>,
    /// Where it stands in which series.
    pub part: Option<Part>,
    /// The days on which it is shown: from the day of its publication, to the last one where there is one.
    pub shown: Period,
    /// The days of which it tells, or for which it holds; all of them where it has no such period.
    pub about: Period,
    /// Its terms: topics and life situations.
    pub terms: BTreeSet<TermId>,
}

/// Who wrote an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The service office.
    Office,
    /// An organisation of the county.
    Organisation(OrganisationId),
}

impl Author {
    /// The organisation, unless it is the office.
    #[must_use]
    pub const fn organisation(self) -> Option<OrganisationId> {
        match self {
            Self::Office => None,
            Self::Organisation(organisation) => Some(organisation),
        }
    }
}

impl From<Option<OrganisationId>> for Author {
    fn from(organisation: Option<OrganisationId>) -> Self {
        organisation.map_or(Self::Office, Self::Organisation)
    }
}

/// A drawing that ships with the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Its name; see [`kreisrund_web::motif`].
    pub motif: String,
    /// What it shows, in words, for those who don't see it. In the language in which the article was written.
    pub shows: String,
}

/// Where an article stands in a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The series.
    pub series: ArticleSeriesId,
    /// Its position there, counted from 1. Two may share one; then the older comes first.
    pub position: u32,
}

/// Articles that belong together and have an order: local legends, portraits of volunteers.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its identifier.
    pub id: ArticleSeriesId,
    /// The short name in its address.
    pub slug: Slug,
    /// What it is called and what it is about, in each language.
    pub texts: Texts,
    /// Whether it was made up for the demonstration.
    pub example: bool,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// An article before it has an identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The short name that it is to have; a number is put behind it where another article has it.
    pub slug: Slug,
    /// What it says, and of what.
    pub details: Details,
    /// Whether it was made up for the demonstration.
    pub example: bool,
}

impl Article {
    /// The article among everything that texts, terms and files hang on.
    #[must_use]
    pub fn subject(&self) -> SubjectRef {
        subject(self.id)
    }

    /// Whether everybody may read it on `today`.
    #[must_use]
    pub fn is_shown(&self, today: Date) -> bool {
        self.state.is_public() && self.details.shown.contains(today)
    }

    /// Whether its time is over on `today`.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.details.shown.to().is_some_and(|last| last < today)
    }

    /// The day that stands above it, in the county. None for a draft that has no such day yet.
    #[must_use]
    pub fn published_on(&self) -> Option<Date> {
        let first = self.first_published_at.map(|instant| instant.to_zoned(county_time_zone()).date());
        self.details.shown.from().or(first)
    }

    /// Since when it can be read: the moment at which it was published, or the beginning of the day for which that was
    /// asked.
    #[must_use]
    pub fn public_since(&self) -> Option<Timestamp> {
        let Some(day) = self.details.shown.from() else { return self.first_published_at };
        let moment = self.first_published_at;
        let is_of_that_day = |at: &Timestamp| at.to_zoned(county_time_zone()).date() == day;
        moment.filter(is_of_that_day).or_else(|| Some(county_midnight(day)))
    }

    /// When what readers see last became another: its publication or a later change.
    #[must_use]
    pub fn renewed_at(&self) -> Timestamp {
        self.public_since().map_or(self.updated_at, |since| since.max(self.updated_at))
    }

    /// The path of its page, without a language's prefix.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/beitraege/{}", self.slug)
    }
}

impl Series {
    /// The path of its page, without a language's prefix.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/beitraege/reihen/{}", self.slug)
    }
}

impl Details {
    /// The names of the fields in which `other` differs; texts and terms are compared where they are kept.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<&'static str> {
        let fields = [
            ("organisation", self.author != other.author),
            ("drawing", self.drawing != other.drawing),
            ("area", self.area != other.area),
            ("place", self.place != other.place),
            ("series", self.part != other.part),
            ("shown", self.shown != other.shown),
            ("about", self.about != other.about),
        ];
        fields.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect()
    }
}

/// The article `id` among everything that texts, terms and files hang on.
#[must_use]
pub fn subject(id: ArticleId) -> SubjectRef {
    SubjectRef::new(SubjectKind::Article, id)
}

/// The series `id` among everything that texts hang on.
#[must_use]
pub fn series_subject(id: ArticleSeriesId) -> SubjectRef {
    SubjectRef::new(SubjectKind::ArticleSeries, id)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::civil::date;
    use kreisrund_content::{LanguageTag, Text};
    use proptest::prelude::*;

    use super::*;

    fn article(shown: Period, first_published_at: Option<&str>) -> Article {
        let at = "2026-11-20T10:00:00Z".parse().unwrap();
        Article {
            id: ArticleId::new(),
            slug: "die-muehle".parse().unwrap(),
            state: State::Published,
            details: Details {
                author: Author::Office,
                texts: Texts::only(Text::new(LanguageTag::german(), "Die Mühle", "", "")),
                drawing: None,
                area: None,
                place: None,
                part: None,
                shown,
                about: Period::ALWAYS,
                terms: BTreeSet::new(),
            },
            example: false,
            created_at: at,
            updated_at: at,
            first_published_at: first_published_at.map(|at| at.parse().unwrap()),
        }
    }

    #[test]
    fn what_was_asked_for_another_day_is_public_from_its_beginning() {
        let day = Period::new(Some(date(2026, 11, 22)), None).unwrap();
        let planned = article(day, Some("2026-11-20T10:00:00Z"));
        assert_eq!(planned.public_since(), Some("2026-11-21T23:00:00Z".parse().unwrap()));
        let at_once = article(day, Some("2026-11-22T10:00:00Z"));
        assert_eq!(at_once.public_since(), Some("2026-11-22T10:00:00Z".parse().unwrap()));
        assert_eq!(at_once.published_on(), Some(date(2026, 11, 22)));
        assert_eq!(article(Period::ALWAYS, None).published_on(), None, "a draft has no day yet");
    }

    proptest! {
        #[test]
        fn it_is_shown_before_it_is_over_and_never_after(from in 0_i64..40, length in 0_i64..40, today in 0_i64..120) {
            use jiff::ToSpan;
            let day = |days: i64| date(2026, 11, 1).checked_add(days.days()).unwrap();
            let article = article(Period::new(Some(day(from)), Some(day(from + length))).unwrap(), None);
            prop_assert_eq!(article.is_shown(day(today)), (from..=from + length).contains(&today));
            prop_assert!(!(article.is_shown(day(today)) && article.is_over(day(today))));
            prop_assert!(article.renewed_at() >= article.updated_at);
        }
    }
}
