//! Consents: what somebody allowed, with which words, until when; and whether something may be done now.
//!
//! Statements are only ever added: who withdraws adds a statement, and what was allowed before stays to be seen
//! (GDPR Art. 7 Abs. 1 asks the office to prove it). The last statement before a moment says what holds then. To
//! withdraw is as easy as to consent (Art. 7 Abs. 3), so nothing stands in the way of a withdrawal.

use jiff::Timestamp;
use kreisrund_content::LanguageTag;
use kreisrund_kernel::{ConsentId, PersonId, Slug};
use uuid::Uuid;

use crate::{actor::Actor, person::Channel};

/// What somebody's data may be used for: `newsletter`, `photo-publication`. Slices name their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purpose(Slug);

impl Purpose {
    /// The purpose's name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<Slug> for Purpose {
    fn from(name: Slug) -> Self {
        Self(name)
    }
}

impl std::str::FromStr for Purpose {
    type Err = kreisrund_kernel::slug::NotASlug;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        name.parse().map(Self)
    }
}

/// The words with which somebody is asked for a consent. Kept once and never changed: new words are a new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The identifier.
    pub id: Uuid,
    /// For what it asks.
    pub purpose: Purpose,
    /// The version: `2026-11`.
    pub version: String,
    /// The language of the text.
    pub language: LanguageTag,
    /// The text in full.
    pub text: String,
    /// When it was recorded.
    pub created_at: Timestamp,
}

/// What somebody stated about a purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The identifier.
    pub id: ConsentId,
    /// Of whose data it speaks.
    pub person: PersonId,
    /// For what.
    pub purpose: Purpose,
    /// Yes or no.
    pub content: Content,
    /// When it was stated.
    pub at: Timestamp,
    /// In which way it reached the office.
    pub channel: Channel,
    /// The guardian who stated it, if not the person themselves.
    pub guardian: Option<PersonId>,
    /// Who recorded it.
    pub recorder: Actor,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// It is allowed.
    Given {
        /// With which words it was asked for.
        wording: Uuid,
        /// From when on it no longer holds.
        expires_at: Option<Timestamp>,
    },
    /// It is no longer allowed.
    Withdrawn,
}

/// Whether something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Granted {
        /// By which statement.
        by: ConsentId,
        /// Since when.
        since: Timestamp,
        /// From when on no longer.
        until: Option<Timestamp>,
    },
    /// It must not, since nobody ever allowed it.
    NeverGiven,
    /// It must not any more.
    Withdrawn {
        /// Since when.
        at: Timestamp,
    },
    /// It must not any more: the time for which it was allowed is over.
    Expired {
        /// Since when.
        at: Timestamp,
    },
}

impl Permission {
    /// Whether it may be done.
    #[must_use]
    pub const fn is_granted(self) -> bool {
        matches!(self, Self::Granted { .. })
    }
}

/// Whether by `statements`, all of one person, `purpose` is allowed at `now`. The last statement before it counts,
/// also where it allows for a shorter time than one before it; of two at the same moment a withdrawal counts.
#[must_use]
pub fn may(statements: &[Statement], purpose: &Purpose, now: Timestamp) -> Permission {
    let before = statements.iter().filter(|statement| statement.purpose == *purpose && statement.at <= now);
    let last = before.max_by_key(|statement| {
        (statement.at, statement.content == Content::Withdrawn, statement.recorded_at, statement.id)
    });
    match last {
        None => Permission::NeverGiven,
        Some(Statement { content: Content::Withdrawn, at, .. }) => Permission::Withdrawn { at: *at },
        Some(Statement { content: Content::Given { expires_at: Some(end), .. }, .. }) if *end <= now => {
            Permission::Expired { at: *end }
        }
        Some(Statement { content: Content::Given { expires_at, .. }, id, at, .. }) => {
            Permission::Granted { by: *id, since: *at, until: *expires_at }
        }
    }
}

/// Why a consent can't be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAConsent {
    /// The person is not there, or no longer.
    #[error("this person is not recorded or no longer; choose another")]
    NoSuchPerson,
    /// The words are not there, or ask for something else.
    #[error("there is no such wording for this purpose; record the wording first")]
    NoSuchWording,
    /// A consent of tomorrow.
    #[error("a consent can't be given in the future; correct the date")]
    InTheFuture,
    /// It would never hold.
    #[error("the consent would expire before it is given; correct one of the dates")]
    ExpiresBefore,
    /// A child can't allow it alone.
    #[error("the person is a minor; a guardian has to consent")]
    NeedsGuardian,
    /// The one who consented does not speak for the person.
    #[error(
        "whoever consented is not recorded as the person's guardian on that day; record the guardian first"
    )]
    NotTheGuardian,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use proptest::prelude::*;

    fn purpose() -> Purpose {
        "newsletter".parse().unwrap()
    }

    fn hour(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    fn statement(at: i64, content: Content) -> Statement {
        Statement {
            id: ConsentId::new(),
            person: PersonId(Uuid::nil()),
            purpose: purpose(),
            content,
            at: hour(at),
            channel: Channel::Letter,
            guardian: None,
            recorder: Actor::staff("Counter"),
            recorded_at: hour(at),
        }
    }

    fn given(at: i64, expires: Option<i64>) -> Statement {
        statement(at, Content::Given { wording: Uuid::nil(), expires_at: expires.map(hour) })
    }

    #[test]
    fn the_last_word_counts() {
        let story = [given(10, None), statement(20, Content::Withdrawn), given(30, Some(40))];
        let answer = |at| may(&story, &purpose(), hour(at));
        assert_eq!(answer(9), Permission::NeverGiven);
        assert!(answer(10).is_granted());
        assert_eq!(answer(20), Permission::Withdrawn { at: hour(20) });
        assert!(answer(39).is_granted());
        assert_eq!(answer(40), Permission::Expired { at: hour(40) });
        assert_eq!(may(&story, &"photos".parse().unwrap(), hour(35)), Permission::NeverGiven);
    }

    fn any_statement() -> impl Strategy<Value = Statement> {
        let content = prop_oneof![Just(None), prop::option::of(1_i64..60).prop_map(Some),];
        (0_i64..50, content).prop_map(|(at, content)| match content {
            None => statement(at, Content::Withdrawn),
            Some(lasts) => given(at, lasts.map(|hours| at + hours)),
        })
    }

    proptest! {
        #[test]
        fn what_is_stated_later_changes_no_earlier_answer(
            story in prop::collection::vec(any_statement(), 0..12), now in 0_i64..60,
        ) {
            let before: Vec<Statement> = story.iter().filter(|statement| statement.at <= hour(now)).cloned().collect();
            prop_assert_eq!(may(&story, &purpose(), hour(now)), may(&before, &purpose(), hour(now)));
        }

        #[test]
        fn the_order_in_which_statements_are_kept_does_not_matter(
            (story, shuffled) in prop::collection::vec(any_statement(), 0..12)
                .prop_flat_map(|story| (Just(story.clone()), Just(story).prop_shuffle())),
            now in 0_i64..60,
        ) {
            prop_assert_eq!(may(&story, &purpose(), hour(now)), may(&shuffled, &purpose(), hour(now)));
        }

        #[test]
        fn after_a_withdrawal_only_a_new_consent_allows_anything(
            story in prop::collection::vec(any_statement(), 0..12), at in 0_i64..50, now in 0_i64..60,
        ) {
            prop_assume!(at <= now);
            let mut with = story;
            with.push(statement(at, Content::Withdrawn));
            if let Permission::Granted { since, .. } = may(&with, &purpose(), hour(now)) {
                prop_assert!(since > hour(at));
            }
        }

        #[test]
        fn what_is_granted_was_given_and_holds(story in prop::collection::vec(any_statement(), 0..12), now in 0_i64..60) {
            if let Permission::Granted { by, since, until } = may(&story, &purpose(), hour(now)) {
                let source = story.iter().find(|statement| statement.id == by).unwrap();
                prop_assert!(source.at == since && since <= hour(now) && until.is_none_or(|until| hour(now) < until));
                prop_assert!(source.content != Content::Withdrawn);
            }
        }
    }
}
