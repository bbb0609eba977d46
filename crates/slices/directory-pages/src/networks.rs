//! Networks: all of them, and one with its members.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_content::store::texts::texts_of_many;
use kreisrund_directory::{
    network::MemberRole,
    organisation::Organisation,
    store::networks::{members_of, network_by_slug, networks},
};
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_slice::{About, House, reading::Reading, supporters::supporters_of};
use kreisrund_web::{CachePolicy, Name, Page, Problem, filters, render};

use crate::{json_ld, parts, record::Record, tiles::TilesPage, words};

#[derive(Template)]
#[template(path = "network.html")]
struct NetworkPage {
    page: Page,
    record: Record,
    json_ld: String,
    member_count: String,
    coordination: Vec<Name>,
    phone: Option<String>,
    email: Option<String>,
    website: Option<Name>,
    members: Vec<Group>,
}

/// The members with one part.
struct Group {
    title: String,
    names: Vec<Name>,
}

pub async fn all(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let connection = house.database.read();
    let all = networks(connection).await?;
    let ids: Vec<_> = all.iter().map(|network| network.id.0).collect();
    let texts = texts_of_many(connection, SubjectKind::Network, &ids).await?;
    let tiles = all
        .iter()
        .map(|network| {
            let reading = Reading::of(&page, texts.get(&network.id.0));
            let name = parts::network_name(&page, network).note(reading.description());
            Name { language: reading.language, ..name }
        })
        .collect();
    let title = page.t("directory-networks");
    Ok(TilesPage { symbol: "network", lead: page.t("directory-networks-lead"), tiles, title, page }
        .response())
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let slug = parts::slug(&slug)?;
    let connection = house.database.read();
    let network = network_by_slug(connection, &slug).await?.ok_or_else(Problem::not_found)?;
    let details = &network.details;
    let subject = SubjectRef::new(SubjectKind::Network, network.id);
    let about = About { subject, name: details.name.clone(), slug: slug.to_string() };
    let supporters = supporters_of(&house, &page, subject).await?;
    let record = Record::read(&house, &page, about, details.example, supporters).await?;
    let mut members = members_of(connection, &network).await?;
    members.retain(|(member, _)| member.validity.contains(page.today()));
    let snapshot = house.areas.snapshot();
    let named = |organisation: &Organisation| {
        let municipality = organisation.details.area.and_then(|id| snapshot.area(id));
        let municipality = municipality.map(|area| area.name.clone()).unwrap_or_default();
        parts::organisation_name(&page, organisation).note(municipality)
    };
    let with_role = |role: MemberRole| -> Vec<Name> {
        let with_role = members.iter().filter(|(member, _)| member.role == role);
        with_role.map(|(_, organisation)| named(organisation)).collect()
    };
    let groups = MemberRole::ALL
        .iter()
        .map(|role| Group { title: words::member_role(&page, *role), names: with_role(*role) });
    let links: Vec<(String, String)> = members
        .iter()
        .map(|(_, organisation)| (organisation.details.name.clone(), parts::organisation_path(organisation)))
        .collect();
    let template = NetworkPage {
        json_ld: json_ld::network(
            &page,
            &details.name,
            network.slug.as_str(),
            &record.reading.description(),
            &links,
        ),
        member_count: {
            let members: BTreeSet<_> = members.iter().map(|(_, organisation)| organisation.id).collect();
            page.t_count("directory-members-count", members.len())
        },
        coordination: with_role(MemberRole::Coordination),
        phone: details.phone.clone(),
        email: details.email.clone(),
        website: details.website.as_deref().map(parts::website),
        members: groups.filter(|group| !group.names.is_empty()).collect(),
        page: page
            .clone()
            .crumb(page.t("directory-networks"), "/netzwerke")
            .titled(&details.name)
            .description(record.reading.description())
            .with_feeds(&record.panels),
        record,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}
