//! What several pages show alike: names with links, addresses, checks of accessibility, opening hours, funders.

use jiff::civil::{Date, DateTime};
use kreisrund_areas::{
    area::Postcode,
    lookup::{Candidate, Snapshot},
};
use kreisrund_content::{LanguageTag, Term};
use kreisrund_directory::{
    accessibility::{Accessibility, CheckState, Feature},
    network::Network,
    organisation::{Organisation, OrganisationDetails},
    place::Place,
    programme::Programme,
};
use kreisrund_files::{Access, PicturePurpose, store::files_of_many};
use kreisrund_kernel::{AreaId, SubjectKind, clock::county_time_zone};
use kreisrund_schedule::{
    holidays::{FederalState, HolidayCalendar},
    opening_hours::OpeningHours,
};
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::{ChoiceLink, Page};

use crate::{
    pictures::{self, Picture},
    words,
};

/// A name that leads somewhere, with a note in smaller letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// What is to be known beside it; may be empty.
    pub note: String,
    /// The name's language, where it is not the page's.
    pub language: Option<String>,
}

impl Name {
    /// A name without a note.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), note: String::new(), language: None }
    }

    /// With a note.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

/// The path of an organisation's page.
pub fn organisation_path(organisation: &Organisation) -> String {
    format!("/organisationen/{}", organisation.slug)
}

/// An organisation's name.
pub fn organisation_name(page: &Page, organisation: &Organisation) -> Name {
    Name::new(&organisation.details.name, page.link(&organisation_path(organisation)))
}

/// An organisation's name with what it is.
pub fn organisation_with_roles(page: &Page, organisation: &Organisation) -> Name {
    organisation_name(page, organisation).note(roles(page, &organisation.details).join(", "))
}

/// What an organisation is; that it provides something goes without saying.
pub fn roles(page: &Page, details: &OrganisationDetails) -> Vec<String> {
    use kreisrund_directory::organisation::Role::{Club, Provider, Volunteering};
    let telling: Vec<_> =
        details.roles.iter().filter(|role| !matches!(role, Provider | Volunteering)).collect();
    // “Verein” says little about a sports club that is also a place of culture.
    let shown = telling.iter().filter(|role| ***role != Club || telling.len() == 1);
    shown.map(|role| words::role(page, **role)).collect()
}

/// A place's name with its locality and, in brief, how accessible it is.
pub fn place_name(page: &Page, place: &Place) -> Name {
    let details = &place.details;
    let brief = details.accessibility.summary().into_iter().take(2);
    let brief = brief.map(|(feature, state)| words::finding(page, feature, state));
    let note: Vec<String> = details.locality.iter().cloned().chain(brief).collect();
    Name::new(&details.name, page.link(&format!("/orte/{}", place.slug))).note(note.join(" · "))
}

/// A network's name.
pub fn network_name(page: &Page, network: &Network) -> Name {
    Name::new(&network.details.name, page.link(&network_path(network)))
}

/// The path of a network's page.
pub fn network_path(network: &Network) -> String {
    format!("/netzwerke/{}", network.slug)
}

/// The municipality as a link to its page.
pub fn municipality_name(page: &Page, snapshot: &Snapshot, area: Option<AreaId>) -> Option<Name> {
    snapshot.municipality(area?).map(|municipality| candidate_name(page, municipality))
}

/// A municipality that was looked up, as a link to its page.
pub fn candidate_name(page: &Page, municipality: &Candidate) -> Name {
    Name::new(&municipality.name, page.link(&format!("/gemeinden/{}", municipality.slug)))
}

/// A topic as a link to its page.
pub fn topic_link(page: &Page, term: &Term) -> ChoiceLink {
    ChoiceLink::new(term.label(&content_language(page)), page.link(&format!("/themen/{}", term.slug)))
}

/// The page's language as contents name it.
pub fn content_language(page: &Page) -> LanguageTag {
    page.language.tag().parse().unwrap_or(LanguageTag::german())
}

/// A place's address as it stands on an envelope.
pub fn address(place: &Place) -> Vec<String> {
    let details = &place.details;
    let town = [details.postcode.as_ref().map(Postcode::as_str), details.locality.as_deref()];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    details.street.iter().cloned().chain(Some(town).filter(|town| !town.is_empty())).collect()
}

/// A website's address with the words that stand for it: the host alone says enough.
pub fn website(address: &str) -> Name {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    Name::new(host.trim_start_matches("www.").trim_end_matches('/'), address)
}

/// One line of the list of checks.
#[derive(Clone, Debug)]
pub struct AccessLine {
    /// The name of the symbol: yes, no, partly, unknown.
    pub symbol: &'static str,
    /// What was found, in words.
    pub words: String,
    /// What is to be known beside it.
    pub note: String,
    /// When somebody looked.
    pub checked: String,
}

/// All checks that somebody made, on the page's day.
pub fn access(page: &Page, accessibility: &Accessibility) -> Vec<AccessLine> {
    access_lines(page, accessibility, |feature| {
        accessibility
            .check(feature)
            .is_some_and(|check| check.note.is_some() || check.state != CheckState::Unknown)
    })
}

/// What decides for most who ask.
pub fn access_in_brief(page: &Page, accessibility: &Accessibility) -> Vec<AccessLine> {
    let deciding: Vec<Feature> = accessibility.summary().into_iter().map(|(feature, _)| feature).collect();
    access_lines(page, accessibility, |feature| deciding.contains(&feature))
}

fn access_lines(
    page: &Page,
    accessibility: &Accessibility,
    shown: impl Fn(Feature) -> bool,
) -> Vec<AccessLine> {
    let shown = accessibility.checks().filter(|(feature, _)| shown(*feature));
    shown
        .map(|(feature, check)| {
            let measured = accessibility.door_width_cm().filter(|_| feature == Feature::DoorWidth);
            let measured = measured.map(|width| page.t_text("directory-door-centimetres", "width", width));
            let note: Vec<String> = measured.into_iter().chain(check.note.clone()).collect();
            let checked = check.checked_on.map(|day| {
                let key =
                    if check.is_due(page.today()) { "directory-checked-due" } else { "directory-checked" };
                page.t_text(key, "date", page.date(day))
            });
            AccessLine {
                symbol: check.state.as_str(),
                words: words::finding(page, feature, check.state),
                note: note.join(". "),
                checked: checked.unwrap_or_default(),
            }
        })
        .collect()
}

/// What nobody has looked at yet, in one sentence.
pub fn access_rest(page: &Page, accessibility: &Accessibility) -> Option<String> {
    let unknown = Feature::ALL.iter().filter(|feature| accessibility.state(**feature) == CheckState::Unknown);
    let unknown: Vec<String> =
        unknown.map(|feature| words::finding(page, *feature, CheckState::Yes)).collect();
    (!unknown.is_empty()).then(|| page.t_text("directory-access-rest", "features", unknown.join(", ")))
}

/// This week's opening hours.
#[derive(Clone, Debug)]
pub struct Hours {
    /// Whether the door is open now, in a sentence.
    pub state: Option<String>,
    /// The seven days from Monday on.
    pub days: Vec<HoursDay>,
    /// What is to be known beside them.
    pub note: String,
}

/// One day's opening hours.
#[derive(Clone, Debug)]
pub struct HoursDay {
    /// The weekday.
    pub name: String,
    /// From when until when.
    pub hours: String,
    /// Which holiday it is.
    pub holiday: String,
    /// Whether it is today.
    pub today: bool,
}

/// The holidays that `area` keeps: those of its federal state. Areas' keys begin with the state's.
pub fn holidays(snapshot: &Snapshot, area: Option<AreaId>) -> HolidayCalendar {
    let area = area.and_then(|id| snapshot.area(id)).or_else(|| snapshot.main_county());
    let state = area.and_then(|area| FederalState::from_key(area.key.get(..2)?).ok());
    HolidayCalendar::new(state.unwrap_or(FederalState::Brandenburg))
}

/// The opening hours of `details`.
pub fn hours(
    house: &House,
    page: &Page,
    details: &OrganisationDetails,
    holidays: &HolidayCalendar,
) -> Option<Hours> {
    let hours = details.opening_hours.as_ref()?;
    let now = house.clock.now().to_zoned(county_time_zone()).datetime();
    let days = hours.week(now.date(), holidays).into_iter().map(|day| HoursDay {
        name: page.weekday(day.date).to_owned(),
        hours: if day.intervals.is_empty() {
            page.t("directory-closed")
        } else {
            let ranges = day.intervals.iter().map(|interval| page.time_range(interval.from(), interval.to()));
            ranges.collect::<Vec<_>>().join(", ")
        },
        holiday: day.holiday.map(|holiday| holiday.name(page.language).to_owned()).unwrap_or_default(),
        today: day.date == now.date(),
    });
    Some(Hours {
        state: Some(state(page, hours, now, holidays)),
        days: days.collect(),
        note: details.opening_note.clone().unwrap_or_default(),
    })
}

fn state(page: &Page, hours: &OpeningHours, now: DateTime, holidays: &HolidayCalendar) -> String {
    match (hours.is_open(now, holidays), hours.next_change(now, holidays)) {
        (true, Some(closes)) => page.t_text("directory-open-until", "time", page.time(closes.at.time())),
        (true, None) => page.t("directory-open-now"),
        (false, Some(opens)) if opens.at.date() == now.date() => {
            page.t_text("directory-closed-until-time", "time", page.time(opens.at.time()))
        }
        (false, Some(opens)) => page.t_with(
            "directory-closed-until-day",
            [("day", page.date_near(opens.at.date()).into()), ("time", page.time(opens.at.time()).into())],
        ),
        (false, None) => page.t("directory-closed-now"),
    }
}

/// A programme as its funder wants it shown.
#[derive(Clone, Debug)]
pub struct Supporter {
    /// The programme's name.
    pub name: String,
    /// Its page on the web.
    pub href: Option<String>,
    /// The sentence that has to stand there.
    pub statement: String,
    /// Who pays, and from when until when.
    pub about: String,
    /// Its logo.
    pub logo: Option<Picture>,
}

/// The programmes of `programmes` that pay today, each with the network through which they reach the record.
pub async fn supporters(
    house: &House,
    page: &Page,
    programmes: Vec<(&Programme, Option<String>)>,
) -> Result<Vec<Supporter>, StoreError> {
    let current: Vec<_> =
        programmes.into_iter().filter(|(programme, _)| programme.is_current(page.today())).collect();
    let ids: Vec<_> = current.iter().map(|(programme, _)| programme.id.0).collect();
    let files = files_of_many(house.database.read(), SubjectKind::Programme, &ids, Access::ANONYMOUS).await?;
    let logo = |programme: &Programme| {
        let files = files.get(&programme.id.0)?;
        files
            .iter()
            .find(|file| pictures::is_for(file, PicturePurpose::Logo))
            .and_then(|file| pictures::shown(page, file))
    };
    Ok(current
        .into_iter()
        .map(|(programme, network)| {
            let details = &programme.details;
            let through = network.map(|name| page.t_text("directory-supporter-network", "network", name));
            let about: Vec<String> = std::iter::once(funded(page, programme)).chain(through).collect();
            Supporter {
                name: details.name.clone(),
                href: details.website.clone(),
                statement: details.statement.clone().unwrap_or_default(),
                about: about.join(", "),
                logo: logo(programme),
            }
        })
        .collect())
}

fn funded(page: &Page, programme: &Programme) -> String {
    let details = &programme.details;
    let date = |date: Date| page.date(date);
    let funder = ("funder", details.funder.clone().into());
    match (details.period.from(), details.period.to()) {
        (Some(from), Some(to)) => page.t_with(
            "directory-supporter-period",
            [funder, ("from", date(from).into()), ("to", date(to).into())],
        ),
        (Some(from), None) => page.t_with("directory-supporter-since", [funder, ("from", date(from).into())]),
        (None, Some(to)) => page.t_with("directory-supporter-until", [funder, ("to", date(to).into())]),
        (None, None) => details.funder.clone(),
    }
}
