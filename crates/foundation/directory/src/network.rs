//! Networks: organisations that work together, each with a part in it for a time.

use jiff::{Timestamp, civil::Date};
use kreisrund_kernel::{AreaId, NetworkId, OrganisationId, Period, Slug};

use crate::{names::named, validity::one_at_a_time};

named! {
    /// What a network is about.
    NetworkKind {
        /// Libraries.
        Libraries = "libraries",
        /// Culture.
        Culture = "culture",
        /// Education.
        Education = "education",
        /// Volunteering.
        Volunteering = "volunteering",
        /// Families, advice, care.
        Social = "social",
        /// Something else.
        Other = "other",
    }
}

named! {
    /// The part that an organisation has in a network.
    MemberRole {
        /// Keeps the network together: invites, writes, pays.
        Coordination = "coordination",
        /// Speaks for the network.
        Spokesperson = "spokesperson",
        /// Belongs to it.
        Member = "member",
        /// Works with it from outside.
        Partner = "partner",
    }
}

/// What is known of a network. What it does stands in its content texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkDetails {
    /// The name.
    pub name: String,
    /// What it is about.
    pub kind: NetworkKind,
    /// The area for which it works, or the municipality of its office.
    pub area: Option<AreaId>,
    /// The address for mail to it.
    pub email: Option<String>,
    /// The telephone number as people write it.
    pub phone: Option<String>,
    /// The address of its pages on the web.
    pub website: Option<String>,
    /// Whether it is invented, for a demonstration.
    pub example: bool,
}

/// An organisation's part in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its part.
    pub role: MemberRole,
    /// From when until when, both days included.
    pub validity: Period,
}

/// A network's members. An organisation may have several parts, but none of them twice on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members(Vec<Member>);

/// A part that an organisation would have twice on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the same organisation is given twice as {role} for the same time; end the first membership before the second begins"
)]
pub struct MemberTwice {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The part.
    pub role: MemberRole,
}

impl Members {
    /// The members, ordered by their part, coordination first.
    ///
    /// # Errors
    /// [`MemberTwice`] where the periods of one organisation's part overlap.
    pub fn new(members: Vec<Member>) -> Result<Self, MemberTwice> {
        one_at_a_time(members, |member| (member.role, member.organisation), |member| member.validity)
            .map(Self)
            .map_err(|member| MemberTwice { organisation: member.organisation, role: member.role })
    }

    /// All members, also former and future ones.
    #[must_use]
    pub fn as_slice(&self) -> &[Member] {
        &self.0
    }

    /// The members on `day`.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &Member> {
        self.0.iter().filter(move |member| member.validity.contains(day))
    }

    /// The parts of `organisation`, also former and future ones.
    pub fn of(&self, organisation: OrganisationId) -> impl Iterator<Item = &Member> {
        self.0.iter().filter(move |member| member.organisation == organisation)
    }
}

/// A network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The identifier.
    pub id: NetworkId,
    /// The short name for addresses.
    pub slug: Slug,
    /// What is known of it.
    pub details: NetworkDetails,
    /// Its members.
    pub members: Members,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}
