//! On what conditions one takes part: price, registration, opening hours, help, and whom to ask.

use kreisrund_kernel::{Amount, Euros, Price, Slug};
use kreisrund_search::Kind;

use super::{
    cast::Cast,
    dates::{Pattern, Timetable},
    drawing::page,
    parts::PriceBand,
    random::Dice,
};
use crate::offer::{Accessibility, Contact, Deadline, Registration, Service, Support, Way};

/// When services are open.
const OPENING_HOURS: [&str; 12] = [
    "Mo-Fr 09:00-12:00; PH off",
    "Tu 09:00-12:00,13:00-18:00; Th 09:00-12:00; PH off",
    "Mo,Th 14:00-18:00; PH off",
    "We 15:00-18:00; PH off",
    "Tu,Th 10:00-16:00; PH off",
    "Mo-Th 08:00-15:30; Fr 08:00-12:00; PH off",
    "Fr 14:00-18:00; Sa 10:00-12:00; PH off",
    "Mo-Fr 13:00-19:00; PH off",
    "Th 09:00-11:00; PH off",
    "We[1] 16:00-18:00; We[3] 16:00-18:00; PH off",
    "Sa[1] 10:00-12:00",
    "Tu 14:00-17:00; Fr 10:00-13:00; PH off",
];

/// What helps those who need it, with how often it is there beside the others.
const SUPPORT: [(Support, f64); 10] = [
    (Support::StepFreeRoute, 30.0),
    (Support::Seating, 25.0),
    (Support::GuideDog, 15.0),
    (Support::CompanionFree, 12.0),
    (Support::PlainLanguage, 10.0),
    (Support::QuietRoom, 8.0),
    (Support::LargePrint, 6.0),
    (Support::InductionLoop, 4.0),
    (Support::SignLanguage, 2.0),
    (Support::Captions, 2.0),
];

/// What it costs; of one in twenty nobody said it.
pub(super) fn price(band: PriceBand, timetable: &Timetable, dice: &mut Dice) -> Option<Price> {
    let choice = dice.below(20);
    let (amount, note) = match (band, choice) {
        (_, 0) => return None,
        (PriceBand::Free, 1) | (PriceBand::Donation, 1..) => (Amount::Donation, None),
        (PriceBand::Free, _) | (PriceBand::Ticket, 1..7) | (PriceBand::Small, 1..5) => (Amount::Free, None),
        (PriceBand::Course | PriceBand::Monthly, 1) => (Amount::Free, None),
        (PriceBand::Ticket, 7..10) => (Amount::Donation, None),
        (PriceBand::Ticket, _) => (exactly(dice.between(3, 18)), None),
        (PriceBand::Small, _) => (exactly(dice.between(2, 15)), material(dice)),
        (PriceBand::Monthly, _) => (exactly(dice.between(4, 12)), Some("im Monat, Schnuppern kostenlos")),
        (PriceBand::Training, 18) => (range(dice.between(80, 300), 490), Some("je nach Förderung")),
        (PriceBand::Training, _) => (exactly(dice.between(16, 120) * 5), None),
        (PriceBand::Course, 19) => (range(dice.between(20, 40), 60), Some("je nach Gruppengröße")),
        (PriceBand::Course, _) => {
            let units = timetable.planned().unwrap_or(1) * timetable.minutes / 45;
            (exactly((units * dice.between(22, 50) / 10).clamp(5, 240)), material(dice))
        }
    };
    let full = match amount {
        Amount::Exactly(euros) => i64::from(euros.cents()),
        _ => 0,
    };
    let reduced = (full >= 400 && dice.chance(45.0))
        .then(|| Euros::from_cents(cents(full * dice.between(5, 7) / 10 / 50 * 50)));
    Price::new(amount, reduced, note).ok()
}

fn exactly(euros: i64) -> Amount {
    Amount::Exactly(Euros::from_cents(cents(euros * 100)))
}

fn range(from: i64, to: i64) -> Amount {
    Amount::Range(Euros::from_cents(cents(from * 100)), Euros::from_cents(cents(to * 100)))
}

fn cents(amount: i64) -> u32 {
    u32::try_from(amount).unwrap_or(0)
}

fn material(dice: &mut Dice) -> Option<&'static str> {
    match dice.below(12) {
        0 => Some("Material inklusive"),
        1 => Some("zuzüglich Material"),
        2 => Some("Familien zahlen nur einmal"),
        _ => None,
    }
}

/// How one signs up for something of `kind`.
pub(super) fn registration(kind: Kind, organisation: &Slug, number: u32, dice: &mut Dice) -> Registration {
    // Not needed, by phone, by mail, on a page, here; of the rest nobody said it.
    let (ends, has_places) = match kind {
        Kind::Course => ([8, 36, 62, 84, 94], 65.0),
        Kind::Service => ([45, 75, 88, 92, 94], 0.0),
        _ => ([55, 68, 75, 82, 85], 40.0),
    };
    let drawn = dice.below(100);
    let way = match ends.iter().position(|end| drawn < *end) {
        Some(0) => Way::NotNeeded,
        Some(1) => Way::Phone,
        Some(2) => Way::Email,
        Some(3) => page(organisation, number).map_or(Way::Phone, Way::Link),
        Some(_) => Way::Here,
        None => Way::Unknown,
    };
    if matches!(way, Way::Unknown | Way::NotNeeded) {
        return Registration { way, ..Registration::default() };
    }
    let days = u16::try_from(dice.between(1, 14)).ok();
    let places = u16::try_from(dice.between(3, 15) * 2).ok();
    Registration {
        way,
        deadline: days.filter(|_| kind != Kind::Service && dice.chance(40.0)).map(Deadline::DaysBefore),
        places: places.filter(|_| dice.chance(has_places)),
        note: dice.chance(5.0).then(|| "Es gibt eine Warteliste.".to_owned()),
    }
}

/// When a service is there: by its dates, by its opening hours, or by appointment.
pub(super) fn service(timetable: &Timetable, dice: &mut Dice) -> Service {
    let by_appointment = dice.chance(35.0);
    let hours = dice.pick(&OPENING_HOURS).filter(|_| timetable.pattern == Pattern::Always);
    let hours = hours.filter(|_| !by_appointment || dice.chance(50.0));
    Service { opening_hours: hours.and_then(|hours| hours.parse().ok()), by_appointment }
}

/// What the offer itself does for those who need it.
pub(super) fn accessibility(dice: &mut Dice) -> Accessibility {
    let mut accessibility = Accessibility::default();
    if dice.chance(22.0) {
        for _ in 0..dice.between(1, 2) {
            let drawn = dice.weighted(SUPPORT.iter().map(|(_, weight)| *weight));
            accessibility
                .support
                .extend(drawn.and_then(|number| SUPPORT.get(number)).map(|(support, _)| *support));
        }
    }
    accessibility
}

/// Whom to ask, where that is not the organisation as such.
pub(super) fn contact(cast: &Cast, organisation: &Slug, dice: &mut Dice) -> Option<Contact> {
    if !dice.chance(25.0) {
        return None;
    }
    let contacts = &cast.common.contacts;
    // Numbers that the Bundesnetzagentur keeps free for films and books.
    let phone = format!("030 23125 {:03}", dice.below(1_000));
    Some(Contact {
        name: Some(dice.text(&contacts.names).to_owned()),
        phone: Some(phone),
        email: dice.chance(60.0).then(|| format!("anmeldung@{organisation}.example.org")),
        hours: dice.chance(50.0).then(|| dice.text(&contacts.hours).to_owned()),
    })
}
