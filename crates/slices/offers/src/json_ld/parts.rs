//! What events, courses and services have alike.

use jiff::{Timestamp, civil::DateTime};
use kreisrund_content::Vocabulary;
use kreisrund_kernel::{Amount, Euros};
use kreisrund_schedule::{Moment, OccurrenceState, Zone};
use kreisrund_slice::json_ld::{self, Entry};
use kreisrund_web::Page;
use serde_json::{Value, json};

use crate::{
    offer::{Ages, Deadline, Offer, OfferDate, Venue, over_at},
    offer_page::gathered::Gathered,
};

/// Coming dates that are told one by one.
const DATES: usize = 20;

/// How much is said about something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// All that is known.
    Full,
    /// What tells it from others.
    Brief,
}

/// An offer, and the page on which it is told.
pub struct Told<'a> {
    pub page: &'a Page,
    pub gathered: &'a Gathered,
    pub title: &'a str,
    pub description: &'a str,
    pub now: Timestamp,
}

impl Told<'_> {
    pub fn offer(&self) -> &Offer {
        &self.gathered.offer
    }

    /// The address of its page.
    pub fn address(&self) -> String {
        self.page.absolute(&format!("/angebote/{}", self.offer().slug))
    }

    /// A thing of the type `kind` with what every thing has.
    pub fn entry(&self, kind: &str) -> Entry {
        let mut entry = Entry::new(kind);
        let address = self.address();
        entry.text("@id", &address).text("url", &address).text("name", self.title);
        entry.text("description", self.description);
        entry.optional(
            "image",
            self.gathered.picture.as_ref().map(|picture| picture.absolute(self.page)).as_deref(),
        );
        entry
    }

    /// What events and courses have beyond that.
    pub fn describe(&self, entry: &mut Entry) {
        let languages = self.gathered.languages();
        // Where nobody says otherwise, people speak German.
        let languages = if languages.is_empty() { vec!["de".to_owned()] } else { languages };
        entry.list("inLanguage", languages.into_iter().map(Value::from));
        entry.list(
            "keywords",
            self.gathered.labels(self.page, Vocabulary::Topic).into_iter().map(Value::from),
        );
        if let Some(free) = self.is_free() {
            entry.put("isAccessibleForFree", json!(free));
        }
        if let Some(ages) = self.offer().details.ages {
            let end = ages.to().map(|age| age.to_string()).unwrap_or_default();
            entry.text("typicalAgeRange", &format!("{}-{end}", ages.from().unwrap_or_default()));
        }
        self.audience(entry);
    }

    /// For whom it is.
    pub fn audience(&self, entry: &mut Entry) {
        let labels = self.gathered.labels(self.page, Vocabulary::Audience);
        let ages = self.offer().details.ages;
        if labels.is_empty() && ages.is_none() {
            return;
        }
        let mut audience = Entry::bare("PeopleAudience");
        audience.text("audienceType", &labels.join(", "));
        if let Some(age) = ages.and_then(Ages::from) {
            audience.put("suggestedMinAge", json!(age));
        }
        if let Some(age) = ages.and_then(Ages::to) {
            audience.put("suggestedMaxAge", json!(age));
        }
        entry.put("audience", audience.value());
    }

    /// Who provides it.
    pub fn organisers(&self) -> Vec<Value> {
        let all = self.gathered.organisation.iter().chain(&self.gathered.co_organisers);
        let linked = all.map(|known| {
            let path = format!("/organisationen/{}", known.slug);
            json_ld::linked(self.page, "Organization", &known.details.name, &path)
        });
        linked.collect()
    }

    /// Who pays for it.
    pub fn funders(&self) -> Vec<Value> {
        let supporters = self.gathered.supporters.iter();
        supporters.map(|supporter| json!({ "@type": "Organization", "name": supporter.name })).collect()
    }

    /// Where it takes place: a place, one on the net, both, or where it comes to. A place is described in full once.
    pub fn locations(&self, detail: Detail) -> Vec<Value> {
        let mut locations: Vec<Value> = self.place(detail).into_iter().collect();
        if let Some(online) = self.offer().details.venue.online() {
            let address = online.address.as_ref().map(ToString::to_string);
            let mut entry = Entry::bare("VirtualLocation");
            entry.text("url", &address.unwrap_or_else(|| self.address()));
            locations.push(entry.value());
        }
        locations.extend(self.areas());
        if locations.is_empty() {
            locations.push(self.town());
        }
        locations
    }

    /// The areas to which it comes.
    pub fn areas(&self) -> Vec<Value> {
        let areas = self.gathered.comes_to();
        areas.iter().map(|area| json!({ "@type": "AdministrativeArea", "name": area.name })).collect()
    }

    /// The place where it takes place, as far as it is known.
    pub fn place(&self, detail: Detail) -> Option<Value> {
        if let Some(place) = &self.gathered.place {
            let mut value = json_ld::place(self.page, place).value();
            if let Some(object) = value.as_object_mut() {
                // The context is that of the whole.
                object.remove("@context");
                if detail == Detail::Brief {
                    object.remove("amenityFeature");
                }
            }
            return Some(value);
        }
        let text = self.offer().details.venue.location()?.text.as_ref()?;
        Some(self.spot(&text.lines().collect::<Vec<_>>().join(", ")))
    }

    /// A place of which only words are known.
    pub fn spot(&self, words: &str) -> Value {
        let mut place = Entry::bare("Place");
        place.text("name", words);
        let mut address = Entry::bare("PostalAddress");
        address.optional("addressLocality", self.municipality()).text("addressCountry", "DE");
        place.put("address", address.value());
        place.value()
    }

    /// The municipality, or at least the county, as a place.
    fn town(&self) -> Value {
        self.spot(self.municipality().unwrap_or(&self.page.site().county_name))
    }

    fn municipality(&self) -> Option<&str> {
        let organisation = self.gathered.organisation.as_ref();
        let area = self.gathered.area().or(organisation.and_then(|known| known.details.area))?;
        self.gathered.areas.area(area).map(|area| area.name.as_str())
    }

    /// How one takes part, as schema.org names it.
    pub fn attendance_mode(&self) -> &'static str {
        match self.offer().details.venue {
            Venue::OnSite(_) | Venue::AtYours(_) => "https://schema.org/OfflineEventAttendanceMode",
            Venue::Online(_) => "https://schema.org/OnlineEventAttendanceMode",
            Venue::Hybrid(..) => "https://schema.org/MixedEventAttendanceMode",
        }
    }

    /// What it costs and whether there is room.
    pub fn offers(&self, sold_out: bool) -> Vec<Value> {
        let price = self.offer().details.price.as_ref();
        let Some(price) = price else {
            return if sold_out { vec![self.price(sold_out, None).value()] } else { Vec::new() };
        };
        let mut entry = match price.amount() {
            Amount::Free | Amount::Donation => self.price(sold_out, Some(Euros::default())),
            Amount::Exactly(euros) => self.price(sold_out, Some(euros)),
            Amount::Range(from, to) => {
                let mut entry = self.bare_price("AggregateOffer", sold_out);
                entry.text("lowPrice", &decimal(from)).text("highPrice", &decimal(to));
                entry.text("priceCurrency", "EUR");
                entry
            }
            Amount::InWords => self.price(sold_out, None),
        };
        let in_words = (price.amount() == Amount::Donation).then(|| self.page.price(price));
        let description: Vec<String> = in_words.into_iter().chain(price.note().map(str::to_owned)).collect();
        entry.text("description", &description.join(", "));
        let reduced = price.reduced().map(|reduced| {
            let mut entry = self.price(sold_out, Some(reduced));
            entry.text("name", &self.page.t("offers-reduced"));
            entry.value()
        });
        std::iter::once(entry.value()).chain(reduced).collect()
    }

    fn price(&self, sold_out: bool, euros: Option<Euros>) -> Entry {
        let mut entry = self.bare_price("Offer", sold_out);
        if let Some(euros) = euros {
            entry.text("price", &decimal(euros)).text("priceCurrency", "EUR");
        }
        entry
    }

    fn bare_price(&self, kind: &str, sold_out: bool) -> Entry {
        let mut entry = Entry::bare(kind);
        entry.text("url", &self.address());
        let availability = if sold_out { "https://schema.org/SoldOut" } else { "https://schema.org/InStock" };
        entry.text("availability", availability);
        if let Some(Deadline::On(day)) = self.offer().details.registration.deadline {
            entry.text("availabilityEnds", &day.to_string());
        }
        entry
    }

    fn is_free(&self) -> Option<bool> {
        match self.offer().details.price.as_ref()?.amount() {
            Amount::Free | Amount::Donation => Some(true),
            Amount::Exactly(_) | Amount::Range(..) => Some(false),
            Amount::InWords => None,
        }
    }

    /// The dates to tell one by one: those to come; where none is, the last.
    pub fn dates(&self) -> Vec<&OfferDate> {
        let dates = &self.offer().dates;
        let coming: Vec<&OfferDate> =
            dates.iter().filter(|date| over_at(&date.occurrence.moment) >= self.now).take(DATES).collect();
        if coming.is_empty() { dates.last().into_iter().collect() } else { coming }
    }

    /// Whether of the dates to come all are in `state`.
    pub fn all_are(&self, state: OccurrenceState) -> bool {
        let dates = self.dates();
        !dates.is_empty() && dates.iter().all(|date| date.occurrence.state == state)
    }
}

/// An amount as programs write it: `12.50`.
fn decimal(euros: Euros) -> String {
    let (whole, cents) = euros.parts();
    format!("{whole}.{cents:02}")
}

/// The start of `moment` in ISO 8601: a day, or a time with its distance from UTC.
pub fn start(moment: &Moment) -> String {
    match moment {
        Moment::AllDay(days) => days.first().to_string(),
        Moment::Timed(timed) => instant(timed.start(), timed.zone()),
    }
}

/// The end of `moment` in the same form; of whole days the last.
pub fn end(moment: &Moment) -> Option<String> {
    match moment {
        Moment::AllDay(days) => Some(days.last().to_string()),
        Moment::Timed(timed) => timed.end().map(|end| instant(end, timed.zone())),
    }
}

/// A civil time with its distance from UTC: `2026-11-24T18:00:00+01:00`.
pub fn instant(civil: DateTime, zone: &Zone) -> String {
    let instant = zone.instant(civil);
    match instant.in_tz(zone.name()) {
        Ok(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Err(_) => instant.to_string(),
    }
}
