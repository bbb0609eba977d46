//! Values and rules without input or output: what every part of Kreisrund means by an identifier, a moment, a
//! language, a position, a short name.
//!
//! Nothing here knows a database, a web page or a file. Whatever needs one of those belongs further up.

pub mod area_key;
pub mod chance;
pub mod clock;
pub mod geo;
pub mod id;
pub mod language;
pub mod money;
pub mod period;
pub mod plain_text;
pub mod slug;
pub mod stages;
pub mod subject;
pub mod suppression;
pub mod text;
pub mod unavailable;
pub mod web_address;

pub use area_key::{CountyKey, MunicipalityKey};
pub use chance::Chance;
pub use clock::{Clock, FixedClock, SharedClock, SystemClock};
pub use geo::{Kilometres, Position};
pub use id::{
    AreaId, ArticleId, ArticleSeriesId, ConsentId, FileId, HouseholdId, JobId, LocalityId, NetworkId, NoteId,
    OccurrenceId, OfferId, OrganisationId, PersonId, PlaceId, ProgrammeId, TermId,
};
pub use language::Language;
pub use money::{Amount, Euros, NotAPrice, NotEuros, Price};
pub use period::Period;
pub use slug::Slug;
pub use subject::{SubjectKind, SubjectRef};
pub use suppression::Told;
pub use unavailable::Unavailable;
pub use web_address::{NotAWebAddress, WebAddress};
