//! Drawing one offer: what it is, who offers it, where and for whom.

use std::collections::{BTreeMap, BTreeSet};

use kreisrund_content::{LanguageTag, Text, Texts, Vocabulary};
use kreisrund_directory::organisation::Role;
use kreisrund_kernel::{AreaId, OrganisationId, Period, Slug, TermId, WebAddress};
use kreisrund_search::Kind;

use super::{
    KEY, Plan,
    cast::{Cast, Locality, Provider, Town},
    conditions,
    dates::{Timetable, cycle},
    parts::{Activity, Audience, Head, Reach, Theme, TimeOfDay},
    random::{Dice, fingerprint},
    words::{self, Subject},
};
use crate::offer::{Course, Details, Draft, Form, Location, Online, Origin, ServiceArea, Venue};

/// How many of a hundred offers are of each kind.
const KINDS: [(Kind, f64); 3] = [(Kind::Event, 55.0), (Kind::Course, 30.0), (Kind::Service, 15.0)];

/// Draws offers.
pub(super) struct Drawing<'a> {
    plan: Plan,
    cast: &'a Cast,
    /// What is offered, by kind.
    activities: [Vec<(&'a Theme, &'a Activity)>; 3],
    /// How much each organisation offers, beside the others.
    diligence: Vec<f64>,
}

impl<'a> Drawing<'a> {
    /// Draws offers of `cast` as `plan` wants them.
    pub fn new(plan: Plan, cast: &'a Cast) -> Self {
        let all = || {
            cast.themes.iter().flat_map(|theme| theme.activity.iter().map(move |activity| (theme, activity)))
        };
        let diligence = cast.organisations.iter().map(diligence).collect();
        let activities = KINDS.map(|(kind, _)| all().filter(|(_, activity)| activity.kind == kind).collect());
        Self { plan, cast, activities, diligence }
    }

    /// The offer with `number`.
    pub fn draft(&self, number: u32) -> Option<Draft> {
        let Plan { seed, today } = self.plan;
        let mut dice = Dice::new(&[u64::from(seed), u64::from(number)]);
        let (theme, activity) = self.activity(&mut dice)?;
        let head = dice.pick(&activity.heads)?;
        let audience = self.audience(activity, head, &mut dice)?;
        let time = match head.at.or(audience.only_at) {
            Some(time) => time,
            None => *dice.pick(&activity.times)?,
        };
        let town =
            self.cast.towns.get(dice.weighted(self.cast.towns.iter().map(|town| town.people as f64))?)?;
        let provider = self.provider(activity, audience, town, &mut dice)?;
        let timetable = Timetable::draw(activity, time, &mut dice);
        let spot = dice.text(&activity.spots);
        let (venue, locality) = self.venue(activity, spot, time, town, provider, &mut dice);
        let level = dice.pick(&activity.levels).filter(|_| audience.level.is_none());
        let level = level.map(String::as_str);
        let mut details = Details {
            form: form(activity, audience, level, &timetable, &mut dice),
            organisation: provider.id,
            co_organisers: self.co_organisers(provider, &mut dice),
            venue,
            texts: Texts::only(Text::new(LanguageTag::german(), "", "", "")),
            contact: conditions::contact(self.cast, &provider.slug, &mut dice),
            ages: audience.ages,
            price: conditions::price(activity.price, &timetable, &mut dice),
            accessibility: conditions::accessibility(&mut dice),
            registration: conditions::registration(activity.kind, &provider.slug, number, &mut dice),
            link: page(&provider.slug, number).filter(|_| dice.chance(20.0)),
            validity: Period::ALWAYS,
        };
        let subject = Subject { theme, activity, audience, head: &head.text, spot, level, locality };
        details.texts = words::texts(self.cast, subject, &timetable, &details, &mut dice);
        let monday = cycle(number, seed, today);
        let mut calendar = Dice::new(&[
            u64::from(seed),
            u64::from(number),
            fingerprint([monday.to_string().as_str()].into_iter()),
        ]);
        let (series, dates) = timetable.dates(monday, today, &self.cast.holidays, &mut calendar);
        Some(Draft {
            slug: Slug::from_text(&details.texts.source().title).unwrap_or_else(|| provider.slug.clone()),
            terms: self.terms(activity, audience, &mut dice),
            details,
            origin: Origin::Demo { name: format!("{KEY}{number}") },
            sequence: 0,
            example: true,
            series,
            dates,
            // They move along with the weeks: no date of theirs has to stay.
            keep_before: jiff::Timestamp::MIN,
        })
    }

    fn activity(&self, dice: &mut Dice) -> Option<(&'a Theme, &'a Activity)> {
        let activities = self.activities.get(dice.weighted(KINDS.iter().map(|(_, share)| *share))?)?;
        let number = dice.weighted(activities.iter().map(|(_, activity)| activity.weight))?;
        activities.get(number).copied()
    }

    /// Somebody for whom `head` comes at the right time.
    fn audience(&self, activity: &Activity, head: &Head, dice: &mut Dice) -> Option<&'a Audience> {
        let all = activity.audiences.iter().filter_map(|name| self.cast.audience(name));
        let suits = |audience: &&Audience| {
            audience
                .only_at
                .is_none_or(|only| head.at.map_or(activity.times.contains(&only), |at| at == only))
        };
        let suiting: Vec<&Audience> = all.filter(suits).collect();
        dice.pick(&suiting).copied()
    }

    /// An organisation that offers such a thing, most often one of the town.
    fn provider(
        &self,
        activity: &Activity,
        audience: &Audience,
        town: &Town,
        dice: &mut Dice,
    ) -> Option<&'a Provider> {
        let weight = |(provider, diligence): (&Provider, &f64)| {
            let has_one_of = |roles: &[Role]| provider.roles.iter().any(|role| roles.contains(role));
            let fits = has_one_of(&activity.roles) && !has_one_of(&audience.not_by);
            let nearness = if provider.area == Some(town.area) { 8.0 } else { 1.0 };
            if fits { diligence * nearness } else { 0.0 }
        };
        let weights = self.cast.organisations.iter().zip(&self.diligence).map(weight);
        self.cast.organisations.get(dice.weighted(weights)?)
    }

    fn co_organisers(&self, provider: &Provider, dice: &mut Dice) -> Vec<OrganisationId> {
        if !dice.chance(6.0) {
            return Vec::new();
        }
        let other = dice.pick(&self.cast.organisations).map(|other| other.id);
        other.filter(|other| *other != provider.id).into_iter().collect()
    }

    /// Where it takes place, with the name of the village or town.
    fn venue(
        &self,
        activity: &Activity,
        spot: &str,
        time: TimeOfDay,
        town: &'a Town,
        provider: &Provider,
        dice: &mut Dice,
    ) -> (Venue, Option<&'a str>) {
        if activity.reach == Reach::AtYours && dice.chance(40.0) {
            return (Venue::AtYours(self.service_area(town, dice)), None);
        }
        let is_talk = activity.spots.iter().any(|spot| matches!(spot.as_str(), "classroom" | "office"));
        let online = Online { address: page(&provider.slug, 0).filter(|_| dice.chance(30.0)) };
        let may_be_online = is_talk && time != TimeOfDay::Days;
        if may_be_online && dice.chance(6.0) {
            return (Venue::Online(online), None);
        }
        let (location, locality) = self.location(spot, town, dice);
        if may_be_online && dice.chance(3.0) {
            return (Venue::Hybrid(location, online), Some(locality));
        }
        (Venue::OnSite(location), Some(locality))
    }

    fn service_area(&self, town: &Town, dice: &mut Dice) -> ServiceArea {
        if dice.chance(60.0) {
            return ServiceArea::County;
        }
        let mut areas: BTreeSet<AreaId> = BTreeSet::from([town.area]);
        for _ in 0..dice.below(4) {
            areas.extend(dice.pick(&self.cast.towns).map(|town| town.area));
        }
        ServiceArea::Municipalities(areas)
    }

    fn location(&self, sort: &str, town: &'a Town, dice: &mut Dice) -> (Location, &'a str) {
        if let Some(known) = self.cast.places.get(&(town.area, sort.to_owned()))
            && dice.chance(70.0)
            && let Some(place) = dice.pick(known)
        {
            let location = Location {
                place: Some(place.id),
                text: None,
                area: Some(town.area),
                position: place.position,
            };
            return (location, &place.locality);
        }
        // The town itself is as large as all its villages together.
        let villages = town.localities.get(1..).filter(|_| dice.chance(45.0)).unwrap_or_default();
        let locality = dice.pick(villages).or(town.localities.first());
        let text = locality.map(|locality| self.spot(sort, locality, dice));
        let name = locality.map_or("", |locality| locality.name.as_str());
        let position = locality.and_then(|locality| locality.position);
        (Location { place: None, text, area: Some(town.area), position }, name)
    }

    /// A place as people write it: “Gemeindesaal, Dorfstraße 5, 04916 Werchau”.
    fn spot(&self, sort: &str, locality: &Locality, dice: &mut Dice) -> String {
        let common = &self.cast.common;
        let room = common.spots.get(sort).map_or("", |rooms| dice.text(rooms));
        let (street, house) = (dice.text(&common.addresses.streets), dice.between(1, 60));
        let village = &locality.name;
        match &locality.postcode {
            Some(postcode) if !room.starts_with("Treffpunkt") => {
                format!("{room}, {street} {house}, {postcode} {village}")
            }
            _ => format!("{room}, {village}"),
        }
    }

    fn terms(
        &self,
        activity: &Activity,
        audience: &Audience,
        dice: &mut Dice,
    ) -> BTreeMap<Vocabulary, Vec<TermId>> {
        // The first topic always, every other now and then.
        let topics = activity.topics.iter().enumerate().filter(|(place, _)| *place == 0 || dice.chance(50.0));
        let topics: Vec<&Slug> = topics.map(|(_, topic)| topic).collect();
        let situations: BTreeSet<&Slug> =
            activity.life_situations.iter().chain(&audience.life_situations).collect();
        let situations: Vec<&Slug> = situations.into_iter().filter(|_| dice.chance(60.0)).collect();
        let named = [
            (Vocabulary::Topic, topics),
            (Vocabulary::LifeSituation, situations),
            (Vocabulary::Audience, audience.terms.iter().collect()),
            (Vocabulary::Format, vec![&activity.format]),
            (Vocabulary::Language, activity.languages.iter().collect()),
            (Vocabulary::QualityMark, Vec::new()),
        ];
        named
            .into_iter()
            .map(|(vocabulary, slugs)| {
                let terms = slugs.into_iter().filter_map(|slug| self.cast.term(vocabulary, slug));
                (vocabulary, terms.collect())
            })
            .collect()
    }
}

/// How much an organisation offers: a few very much, most of them little.
fn diligence(provider: &Provider) -> f64 {
    let place = fingerprint([provider.slug.as_str()].into_iter()) % 1_000;
    1.0 / (0.05 + place as f64 / 1_000.0)
}

fn form(
    activity: &Activity,
    audience: &Audience,
    level: Option<&str>,
    timetable: &Timetable,
    dice: &mut Dice,
) -> Form {
    match activity.kind {
        Kind::Course => {
            let units =
                timetable.planned().map(|dates| dates * timetable.minutes / 45).filter(|_| dice.chance(60.0));
            let certificate = activity.certificate.clone().filter(|_| dice.chance(80.0));
            Form::Course(Course {
                level: level.map(str::to_owned).or_else(|| audience.level.clone()),
                units: units.and_then(|units| u16::try_from(units).ok()),
                certificate,
            })
        }
        Kind::Service => Form::Service(conditions::service(timetable, dice)),
        _ => Form::Event,
    }
}

/// A page of an organisation about an offer.
pub(super) fn page(organisation: &Slug, number: u32) -> Option<WebAddress> {
    let path = if number == 0 { "online".to_owned() } else { format!("programm/{number}") };
    format!("https://{organisation}.example.org/{path}").parse().ok()
}
