//! Everything that an offer's page tells, read from where it is kept.

use std::sync::Arc;

use kreisrund_areas::{area::Area, lookup::Snapshot};
use kreisrund_content::{LanguageTag, Term, Vocabulary, store::vocabularies::terms_of};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{organisations::organisations_by_ids, places::place_by_id},
};
use kreisrund_files::PicturePurpose;
use kreisrund_kernel::{AreaId, Position, SubjectKind, SubjectRef};
use kreisrund_schedule::HolidayCalendar;
use kreisrund_slice::{
    House, hours,
    pictures::{self, Picture},
    supporters::{Supporter, supporters_of},
};
use kreisrund_store::StoreError;
use kreisrund_web::Page;

use crate::offer::{Contact, Offer, ServiceArea, Venue};

/// An offer with what belongs to it.
pub struct Gathered {
    /// The offer.
    pub offer: Offer,
    /// Who provides it.
    pub organisation: Option<Organisation>,
    /// Who provides it together with them, in their order.
    pub co_organisers: Vec<Organisation>,
    /// The known place where it happens.
    pub place: Option<Place>,
    /// Its terms of all vocabularies, those in force.
    pub terms: Vec<Term>,
    /// The areas.
    pub areas: Arc<Snapshot>,
    /// Its picture, or its organisation's.
    pub picture: Option<Picture>,
    /// The programmes that pay for it.
    pub supporters: Vec<Supporter>,
    /// The holidays that are kept there.
    pub holidays: HolidayCalendar,
}

impl Gathered {
    /// Reads what belongs to `offer`.
    pub async fn read(house: &House, page: &Page, offer: Offer) -> Result<Self, StoreError> {
        let connection = house.database.read();
        let subject = SubjectRef::new(SubjectKind::Offer, offer.id);
        let details = &offer.details;
        let ids: Vec<_> =
            std::iter::once(details.organisation).chain(details.co_organisers.iter().copied()).collect();
        let mut organisations = organisations_by_ids(connection, &ids).await?;
        organisations.sort_by_key(|known| ids.iter().position(|id| *id == known.id));
        let is_provider = |known: &Organisation| known.id == details.organisation;
        let organisation = organisations.iter().position(is_provider).map(|at| organisations.remove(at));
        let place = match details.venue.location().and_then(|location| location.place) {
            Some(id) => place_by_id(connection, id).await?,
            None => None,
        };
        let vocabularies = house.vocabularies.snapshot();
        let terms = terms_of(connection, subject).await?;
        let areas = house.areas.snapshot();
        let mut gathered = Self {
            organisation,
            co_organisers: organisations,
            place,
            terms: terms.into_iter().filter_map(|id| vocabularies.current(id)).cloned().collect(),
            picture: pictures::of(house, page, subject, PicturePurpose::Photo).await?,
            supporters: supporters_of(house, page, subject).await?,
            holidays: hours::holidays(&areas, None),
            areas,
            offer,
        };
        gathered.holidays = hours::holidays(&gathered.areas, gathered.area());
        if let (None, Some(organisation)) = (&gathered.picture, &gathered.organisation) {
            let subject = SubjectRef::new(SubjectKind::Organisation, organisation.id);
            gathered.picture = pictures::of(house, page, subject, PicturePurpose::Photo).await?;
        }
        Ok(gathered)
    }

    /// The municipality in which it happens. A known place may have been corrected since the offer was written.
    #[must_use]
    pub fn area(&self) -> Option<AreaId> {
        let location = self.offer.details.venue.location();
        self.place
            .as_ref()
            .and_then(|place| place.details.area)
            .or(location.and_then(|location| location.area))
    }

    /// Where it happens.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        let location = self.offer.details.venue.location();
        let position = self.place.as_ref().and_then(|place| place.details.position);
        position.or(location.and_then(|location| location.position))
    }

    /// Its terms of one vocabulary.
    pub fn terms_of(&self, vocabulary: Vocabulary) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.vocabulary == vocabulary)
    }

    /// The names of its terms of one vocabulary, in the page's language.
    #[must_use]
    pub fn labels(&self, page: &Page, vocabulary: Vocabulary) -> Vec<String> {
        let language = LanguageTag::from(page.language);
        self.terms_of(vocabulary).map(|term| term.label(&language).to_owned()).collect()
    }

    /// The languages in which it is held (ISO 639), where that is said.
    #[must_use]
    pub fn languages(&self) -> Vec<String> {
        self.terms_of(Vocabulary::Language)
            .filter_map(|term| term.code("iso639").map(str::to_owned))
            .collect()
    }

    /// The areas to which it comes; none where it does not come to people.
    #[must_use]
    pub fn comes_to(&self) -> Vec<&Area> {
        let Venue::AtYours(comes_to) = &self.offer.details.venue else { return Vec::new() };
        match comes_to {
            ServiceArea::County => self.areas.main_county().into_iter().collect(),
            ServiceArea::Municipalities(ids) => {
                let mut areas: Vec<&Area> = ids.iter().filter_map(|id| self.areas.area(*id)).collect();
                areas.sort_by(|a, b| a.name.cmp(&b.name));
                areas
            }
        }
    }

    /// Whom to ask: the offer's own contact; where that can't be reached, the organisation.
    #[must_use]
    pub fn contact(&self) -> Contact {
        let own = self.offer.details.contact.clone().unwrap_or_default();
        if own.phone.is_some() || own.email.is_some() {
            return own;
        }
        let organisation = self.organisation.as_ref().map(|organisation| &organisation.details);
        Contact {
            phone: organisation.and_then(|details| details.phone.clone()),
            email: organisation.and_then(|details| details.email.clone()),
            ..own
        }
    }
}
