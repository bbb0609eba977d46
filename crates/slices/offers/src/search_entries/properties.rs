//! The properties by which an offer can be chosen, and until when one may still come to its dates.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use kreisrund_directory::{
    accessibility::{CheckState, Feature},
    place::Place,
};
use kreisrund_schedule::OccurrenceState;
use kreisrund_search::Tag;
use kreisrund_slice::properties::{Access, AgeGroup, Attendance, PriceClass, Property, SignUp};

use crate::offer::{Deadline, Offer, OfferDate, Support, Venue, Way, county_zone, over_at};

/// The properties of `offer`, which takes place at `place` and is made for those who are called by the short names
/// `audiences`.
pub fn of(offer: &Offer, place: Option<&Place>, audiences: &[&str]) -> Vec<Tag> {
    let details = &offer.details;
    let mut tags: Vec<Tag> = Vec::new();
    tags.extend(details.price.iter().flat_map(PriceClass::of).map(Property::tag));
    tags.extend(attendance(&details.venue).iter().copied().map(Property::tag));
    if details.registration.way == Way::NotNeeded {
        tags.push(SignUp::NotNeeded.tag());
    }
    tags.extend(access(offer, place).into_iter().map(Property::tag));
    tags.extend(ages(offer, audiences).into_iter().map(Property::tag));
    tags
}

fn attendance(venue: &Venue) -> &'static [Attendance] {
    match venue {
        Venue::OnSite(_) => &[Attendance::OnSite],
        Venue::Online(_) => &[Attendance::Online],
        Venue::Hybrid(..) => &[Attendance::OnSite, Attendance::Online],
        Venue::AtYours(_) => &[Attendance::AtYours],
    }
}

/// What is there for sure: what is there in part helps some and not others.
pub fn access(offer: &Offer, place: Option<&Place>) -> BTreeSet<Access> {
    let at_place = place.into_iter().flat_map(|place| place.details.accessibility.checks());
    let at_place = at_place.filter(|(_, check)| check.state == CheckState::Yes);
    let at_place = at_place.filter_map(|(feature, _)| match feature {
        Feature::StepFree => Some(Access::StepFree),
        Feature::Toilet => Some(Access::Toilet),
        Feature::Parking => Some(Access::Parking),
        Feature::PublicTransport => Some(Access::PublicTransport),
        Feature::InductionLoop => Some(Access::InductionLoop),
        Feature::QuietRoom => Some(Access::QuietRoom),
        Feature::GuideDog => Some(Access::GuideDog),
        // That somebody there signs does not make an offer in sign language; narrow doors stand on the place's page.
        Feature::SignLanguage | Feature::DoorWidth | Feature::PlainLanguageSigns => None,
    });
    let of_offer = offer.details.accessibility.support.iter().filter_map(|support| match support {
        Support::SignLanguage => Some(Access::SignLanguage),
        Support::PlainLanguage => Some(Access::PlainLanguage),
        Support::InductionLoop => Some(Access::InductionLoop),
        Support::CompanionFree => Some(Access::CompanionFree),
        Support::QuietRoom => Some(Access::QuietRoom),
        Support::StepFreeRoute => Some(Access::StepFree),
        Support::GuideDog => Some(Access::GuideDog),
        Support::Captions | Support::LargePrint | Support::Seating => None,
    });
    at_place.chain(of_offer).collect()
}

/// The ages that are stated, or else those of the audiences. Where nobody said for whom it is, nothing is known.
fn ages(offer: &Offer, audiences: &[&str]) -> BTreeSet<AgeGroup> {
    if let Some(ages) = offer.details.ages {
        return AgeGroup::between(ages.from().unwrap_or(0), ages.to().unwrap_or(u8::MAX)).collect();
    }
    let of_audience = |slug: &&str| match *slug {
        "alle" => Some((0, u8::MAX)),
        "babys-und-kleinkinder" => Some((0, 2)),
        "kinder" => Some((3, 13)),
        "familien" => Some((0, 13)),
        "jugendliche" => Some((14, 17)),
        "junge-erwachsene" => Some((18, 26)),
        "erwachsene" | "eltern" | "berufstaetige" | "arbeitsuchende" => Some((18, 64)),
        "aeltere" => Some((65, u8::MAX)),
        _ => None,
    };
    audiences.iter().filter_map(of_audience).flat_map(|(from, to)| AgeGroup::between(from, to)).collect()
}

/// Until when one may sign up for each of its dates, or come where nobody asks for that; once for what has no dates.
pub fn open_until(offer: &Offer) -> Vec<Timestamp> {
    if offer.dates.is_empty() {
        let until = match offer.details.registration.deadline {
            Some(Deadline::On(day)) => end_of(day),
            Some(Deadline::DaysBefore(_)) | None => Timestamp::MAX,
        };
        return vec![until];
    }
    offer.dates.iter().map(|date| open_until_of(offer, date)).collect()
}

fn open_until_of(offer: &Offer, date: &OfferDate) -> Timestamp {
    if date.occurrence.state != OccurrenceState::Planned {
        return Timestamp::MIN;
    }
    let moment = &date.occurrence.moment;
    match offer.details.registration.deadline {
        Some(Deadline::On(day)) => end_of(day),
        Some(Deadline::DaysBefore(days)) => {
            end_of(moment.civil_start().date().saturating_sub(i64::from(days).days()))
        }
        None => over_at(moment),
    }
}

/// The last second of `day` on the county's clocks.
fn end_of(day: Date) -> Timestamp {
    let midnight = day.saturating_add(1.day()).to_zoned(county_zone().time_zone().clone());
    midnight.map_or(Timestamp::MAX, |midnight| midnight.timestamp() - SignedDuration::from_secs(1))
}
