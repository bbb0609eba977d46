//! By what the words' worth is multiplied. Tuned on the tuning half of the judged questions (`quality/search`).

use crate::entry::Kind;

/// At so many kilometres something is half as good as where one looks for it.
pub const FAR: f32 = 10.0;
/// What lies nowhere, where somebody named a place.
pub const NOWHERE: f32 = 0.25;
pub const MENTIONED: f32 = 1.1;
pub const SOON: f32 = 1.05;
/// Without words: at so many kilometres half as good. Who asks what is on in a village means the village.
pub const NEXT_DOOR: f32 = 3.0;
/// Without words: what lies nowhere stands behind what is in the circle.
pub const UNKNOWN_DISTANCE: f32 = 30.0;
/// Without words: in so many days half as good.
pub const LONG: f32 = 60.0;
/// Without words: what is always there counts as if it took place in so many days.
pub const ALWAYS: f32 = 30.0;
pub const ALWAYS_THERE: f32 = 0.6;

/// Offers are what people look for; the directory stands among them where it fits clearly better.
pub const fn of_kind(kind: Kind) -> Option<f32> {
    match kind {
        Kind::Event | Kind::Course | Kind::Service => None,
        Kind::LifeSituation => Some(1.1),
        Kind::Organisation | Kind::Topic => Some(0.8),
        Kind::Place | Kind::Municipality | Kind::Network => Some(0.6),
        Kind::Article => Some(0.4),
    }
}
