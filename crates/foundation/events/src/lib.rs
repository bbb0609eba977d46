//! The events by which slices hear of each other without knowing each other.
//!
//! Each is published in the transaction that causes it and read from the outbox. An event says *that* something
//! changed and which record it is; whoever needs more reads the tables, so that messages never go stale. Topic and
//! version name the shape for good: a new shape gets a new version beside the old one.

use kreisrund_kernel::{
    AreaId, ArticleId, ArticleSeriesId, NetworkId, OfferId, OrganisationId, PlaceId, ProgrammeId,
    SubjectKind, SubjectRef, TermId,
};
use kreisrund_store::Event;
use serde::{Deserialize, Serialize};

macro_rules! changed {
    ($($(#[$meta:meta])* $name:ident { $field:ident: $id:ty } = $topic:literal, $kind:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// Which one it is.
            pub $field: $id,
        }

        impl Event for $name {
            const TOPIC: &'static str = $topic;
            const VERSION: i32 = 1;

            fn subject(&self) -> SubjectRef {
                SubjectRef::new(SubjectKind::$kind, self.$field)
            }
        }
    )+};
}

changed! {
    /// An offer or one of its dates was made, changed or removed.
    OfferChanged { offer: OfferId } = "offers.offer_changed", Offer;
    /// An article was made, changed or removed, or its time to be shown began or ended.
    ArticleChanged { article: ArticleId } = "articles.article_changed", Article;
    /// A series of articles was made or changed.
    ArticleSeriesChanged { series: ArticleSeriesId } = "articles.series_changed", ArticleSeries;
    /// An organisation was made, changed or removed.
    OrganisationChanged { organisation: OrganisationId } = "directory.organisation_changed", Organisation;
    /// A place was made, changed or removed.
    PlaceChanged { place: PlaceId } = "directory.place_changed", Place;
    /// A network, its members or their parts in it were changed.
    NetworkChanged { network: NetworkId } = "directory.network_changed", Network;
    /// A funding programme, or what it is attached to, was changed.
    ProgrammeChanged { programme: ProgrammeId } = "directory.programme_changed", Programme;
    /// A term of a vocabulary or its texts were changed.
    TermChanged { term: TermId } = "content.term_changed", Term;
    /// An area was made, changed or ended.
    AreaChanged { area: AreaId } = "directory.area_changed", Area;
}
