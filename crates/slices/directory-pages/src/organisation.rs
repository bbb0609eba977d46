//! An organisation's page: what it is, where and when its door is open, whom to ask, what it offers.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_content::{Term, Vocabulary, VocabularySnapshot, store::vocabularies::terms_of};
use kreisrund_directory::{
    network::Network,
    organisation::{Contact, Organisation},
    programme::Whence,
    store::{
        marks::marks_of,
        networks::networks_of,
        organisations::organisation_by_slug,
        places::{place_by_id, places_of},
        programmes::programmes_around,
        relations::relatives_of,
    },
};
use kreisrund_files::PicturePurpose;
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_slice::{
    About, House, access, hours,
    pictures::{self, Picture},
    supporters::{self, Supporter},
};
use kreisrund_web::{AccessLine, CachePolicy, ChoiceLink, Hours, Name, Page, Problem, filters, render};

use crate::{
    json_ld::{self, OrganisationContext},
    parts,
    record::Record,
};

#[derive(Template)]
#[template(path = "organisation.html")]
struct OrganisationPage {
    page: Page,
    record: Record,
    json_ld: String,
    roles: Vec<String>,
    picture: Option<Picture>,
    address: Vec<String>,
    seat: Option<Name>,
    municipality: Option<Name>,
    hours: Option<Hours>,
    phone: Option<String>,
    email: Option<String>,
    website: Option<Name>,
    contacts: Vec<Contact>,
    languages: String,
    marks: Vec<Mark>,
    carrier: Option<Name>,
    branch_of: Option<Name>,
    topics: Vec<ChoiceLink>,
    audiences: String,
    networks: Vec<Name>,
    branches: Vec<Name>,
    places: Vec<Name>,
    access: Vec<AccessLine>,
}

/// A quality mark, with the page on which the award can be checked.
struct Mark {
    text: String,
    href: Option<String>,
    note: String,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let slug = parts::slug(&slug)?;
    let connection = house.database.read();
    let organisation = organisation_by_slug(connection, &slug).await?.ok_or_else(Problem::not_found)?;
    let details = &organisation.details;
    let subject = SubjectRef::new(SubjectKind::Organisation, organisation.id);
    let about = About { subject, name: details.name.clone(), slug: slug.to_string() };
    let networks = present_networks(&house, &page, &organisation).await?;
    let supporters = supporters_of(&house, &page, &organisation, &networks).await?;
    let record = Record::read(&house, &page, about, details.example, supporters).await?;

    let vocabularies = house.vocabularies.snapshot();
    let terms = terms_of(connection, subject).await?;
    let terms: Vec<&Term> = terms.iter().filter_map(|id| vocabularies.current(*id)).collect();
    let seat = match details.seat {
        Some(id) => place_by_id(connection, id).await?,
        None => None,
    };
    let relatives = relatives_of(connection, &organisation).await?;
    let own_places = places_of(connection, organisation.id).await?;
    let picture = pictures::of(&house, &page, subject, PicturePurpose::Photo).await?;
    let snapshot = house.areas.snapshot();
    let holidays = hours::holidays(&snapshot, details.area);

    let template = OrganisationPage {
        json_ld: json_ld::organisation(
            &page,
            &organisation,
            &OrganisationContext {
                description: record.reading.description(),
                seat: seat.as_ref(),
                above: relatives
                    .branch_of
                    .as_ref()
                    .or(relatives.carrier.as_ref())
                    .map(|above| (above.details.name.clone(), parts::organisation_path(above))),
                networks: networks
                    .iter()
                    .map(|network| (network.details.name.clone(), parts::network_path(network)))
                    .collect(),
                languages: spoken(&terms),
                image: picture.as_ref().map(|picture| picture.absolute(&page)),
            },
            &holidays,
        ),
        roles: parts::roles(&page, details),
        picture,
        address: seat
            .iter()
            .flat_map(|seat| std::iter::once(seat.details.name.clone()).chain(seat.address_lines()))
            .collect(),
        municipality: parts::municipality_name(&page, &snapshot, details.area),
        hours: details.opening_hours.as_ref().map(|opening_hours| {
            hours::this_week(&page, opening_hours, details.opening_note.as_deref(), &holidays)
        }),
        phone: details.phone.clone(),
        email: details.email.clone(),
        website: details.website.as_deref().map(parts::website),
        contacts: details.contacts.clone(),
        languages: labels(&page, &terms, Vocabulary::Language),
        marks: marks(&house, &page, &organisation, &vocabularies).await?,
        carrier: relatives.carrier.as_ref().map(|carrier| parts::organisation_name(&page, carrier)),
        branch_of: relatives.branch_of.as_ref().map(|above| parts::organisation_name(&page, above)),
        topics: topics(&page, &terms),
        audiences: labels(&page, &terms, Vocabulary::Audience),
        networks: networks.iter().map(|network| parts::network_name(&page, network)).collect(),
        branches: relatives.branches.iter().map(|branch| parts::organisation_name(&page, branch)).collect(),
        // The seat stands above already.
        places: own_places
            .iter()
            .filter(|place| Some(place.id) != details.seat)
            .map(|place| parts::place_name(&page, place))
            .collect(),
        access: seat
            .as_ref()
            .map(|seat| access::brief(&page, &seat.details.accessibility))
            .unwrap_or_default(),
        seat: seat.as_ref().map(|seat| {
            Name::new(
                page.t_text("directory-about-place", "name", &seat.details.name),
                page.link(&format!("/orte/{}", seat.slug)),
            )
        }),
        page: page
            .clone()
            .crumb(page.t("directory-organisations"), "/organisationen")
            .titled(&details.name)
            .description(record.reading.description())
            .with_feeds(&record.panels),
        record,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// The networks to which the organisation belongs today.
async fn present_networks(
    house: &House,
    page: &Page,
    organisation: &Organisation,
) -> Result<Vec<Network>, Problem> {
    let today = page.today();
    let mut networks = networks_of(house.database.read(), organisation.id).await?;
    networks
        .retain(|network| network.members.of(organisation.id).any(|member| member.validity.contains(today)));
    Ok(networks)
}

/// Who pays for the organisation or for one of its networks.
async fn supporters_of(
    house: &House,
    page: &Page,
    organisation: &Organisation,
    networks: &[Network],
) -> Result<Vec<Supporter>, Problem> {
    let fundings = programmes_around(house.database.read(), organisation.id, page.today()).await?;
    let through = |whence: Whence| match whence {
        Whence::Organisation => None,
        Whence::Network(id) => {
            networks.iter().find(|network| network.id == id).map(|network| network.details.name.clone())
        }
    };
    let fundings = fundings.into_iter().map(|funding| (funding.programme, through(funding.whence)));
    Ok(supporters::supporters(house, page, fundings.collect()).await?)
}

/// The codes of the languages that are spoken there (ISO 639).
fn spoken(terms: &[&Term]) -> Vec<String> {
    let languages = terms.iter().filter(|term| term.vocabulary == Vocabulary::Language);
    languages.filter_map(|term| term.code("iso639").map(str::to_owned)).collect()
}

fn labels(page: &Page, terms: &[&Term], vocabulary: Vocabulary) -> String {
    let language = parts::content_language(page);
    let of_vocabulary = terms.iter().filter(|term| term.vocabulary == vocabulary);
    of_vocabulary.map(|term| term.label(&language)).collect::<Vec<_>>().join(", ")
}

fn topics(page: &Page, terms: &[&Term]) -> Vec<ChoiceLink> {
    let topics = terms.iter().filter(|term| term.vocabulary == Vocabulary::Topic);
    topics.map(|term| parts::topic_link(page, term)).collect()
}

async fn marks(
    house: &House,
    page: &Page,
    organisation: &Organisation,
    vocabularies: &VocabularySnapshot,
) -> Result<Vec<Mark>, Problem> {
    let language = parts::content_language(page);
    let marks = marks_of(house.database.read(), organisation.id).await?;
    Ok(marks
        .on(page.today())
        .filter_map(|mark| {
            let term = vocabularies.term(mark.term)?;
            let until = mark.validity.to();
            let note = until.map(|day| page.t_text("directory-mark-until", "date", page.date(day)));
            Some(Mark {
                text: term.label(&language).to_owned(),
                href: mark.address.clone(),
                note: note.unwrap_or_default(),
            })
        })
        .collect())
}
