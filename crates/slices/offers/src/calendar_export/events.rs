//! Several offers as events of one calendar.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use kreisrund_kernel::SubjectKind;
use kreisrund_schedule::WrittenEvent;
use kreisrund_slice::{
    CalendarSource, House,
    calendars::{Wanted, WantedDates, reaching_back},
};
use kreisrund_web::Problem;
use uuid::Uuid;

use super::{
    event::{Part, Surroundings, called, own_uid, uid},
    surroundings,
};
use crate::{
    offer::{Offer, State},
    store,
};

/// Puts offers into calendars.
#[derive(Clone, Copy, Debug)]
pub struct OfferCalendars;

#[async_trait]
impl CalendarSource for OfferCalendars {
    async fn events(&self, house: &House, wanted: &[Wanted]) -> Result<Vec<WrittenEvent>, Problem> {
        let wanted: HashMap<Uuid, &WantedDates> = wanted
            .iter()
            .filter(|wanted| wanted.subject.kind == SubjectKind::Offer)
            .map(|wanted| (wanted.subject.id, &wanted.dates))
            .collect();
        let mut ids: Vec<Uuid> = wanted.keys().copied().collect();
        ids.sort_unstable();
        let mut offers = store::full(house.database.read(), &ids).await?;
        let today = house.clock.today();
        // The index may not have heard yet.
        offers.retain(|offer| offer.state == State::Published && offer.details.validity.contains(today));
        offers.sort_by_key(|offer| offer.id);
        let around = surroundings(house, &offers).await?;
        let since = today.saturating_sub(reaching_back());
        Ok(events(&offers, &around, |offer| match wanted.get(&offer.id.0) {
            Some(WantedDates::Beginning(starts)) => offer
                .dates
                .iter()
                .filter(|date| starts.contains(&date.occurrence.moment.civil_start()))
                .map(Part::Only)
                .collect(),
            Some(WantedDates::All) => vec![Part::Since(since)],
            None => Vec::new(),
        }))
    }
}

/// The events of `offers`, of each those that `parts` says, each with a name of its own.
pub(super) fn events<'a>(
    offers: &'a [Offer],
    around: &Surroundings,
    parts: impl Fn(&'a Offer) -> Vec<Part<'a>>,
) -> Vec<WrittenEvent> {
    let mut seen = HashSet::new();
    let mut events = Vec::new();
    for offer in offers {
        let mut name = uid(offer);
        // Two calendars that use one name for different events meet here.
        if seen.contains(&name) {
            name = own_uid(offer);
        }
        let before = events.len();
        events.extend(parts(offer).into_iter().filter_map(|part| called(offer, around, part, &name)));
        if events.len() > before {
            seen.insert(name);
        }
    }
    events
}
