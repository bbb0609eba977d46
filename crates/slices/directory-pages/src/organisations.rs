//! All organisations from A to Z, or those of one kind.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use kreisrund_areas::{lookup::Snapshot, names::words as name_words};
use kreisrund_directory::{
    organisation::{Organisation, Role},
    store::organisations::organisations,
};
use kreisrund_slice::House;
use kreisrund_web::{CachePolicy, ChoiceLink, Name, Page, Parameters, Problem, render};

use crate::{parts, words};

/// The parameter that names a kind of organisation.
const ROLE: &str = "art";

#[derive(Template)]
#[template(path = "organisations.html")]
struct OrganisationsPage {
    page: Page,
    lead: String,
    roles: Vec<ChoiceLink>,
    letters: Vec<Letter>,
}

/// The organisations whose names begin with one letter.
struct Letter {
    letter: String,
    anchor: String,
    entries: Vec<Name>,
}

pub async fn page(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let all = organisations(house.database.read()).await?;
    let chosen = page.query.first(ROLE).and_then(Role::from_name);
    let snapshot = house.areas.snapshot();
    let shown = all
        .iter()
        .filter(|organisation| chosen.is_none_or(|role| organisation.details.roles.contains(&role)));
    let title = page.t("directory-organisations");
    let template = OrganisationsPage {
        lead: page.t_count("directory-organisations-lead", all.len()),
        roles: roles(&page, &all, chosen),
        letters: letters(&page, &snapshot, shown),
        page: page.clone().titled(title).description(page.t_count("directory-organisations-lead", all.len())),
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// The kinds that there are, the chosen one marked.
fn roles(page: &Page, all: &[Organisation], chosen: Option<Role>) -> Vec<ChoiceLink> {
    let path = page.link("/organisationen");
    let everything = ChoiceLink::new(page.t("directory-every-role"), path.clone());
    let mut links = vec![everything.counted(all.len() as u64).chosen(chosen.is_none())];
    for role in Role::ALL {
        let count = all.iter().filter(|organisation| organisation.details.roles.contains(role)).count();
        if count > 0 {
            let href = Parameters::new().with(ROLE, role.as_str()).on(&path);
            let link = ChoiceLink::new(words::role(page, *role), href);
            links.push(link.counted(count as u64).chosen(chosen == Some(*role)));
        }
    }
    links
}

fn letters<'a>(
    page: &Page,
    snapshot: &Snapshot,
    organisations: impl Iterator<Item = &'a Organisation>,
) -> Vec<Letter> {
    let mut letters: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for organisation in organisations {
        let first = name_words(&organisation.details.name).first().and_then(|word| word.chars().next());
        let letter =
            first.filter(|c| c.is_alphabetic()).map_or("#".to_owned(), |c| c.to_uppercase().collect());
        let municipality = organisation.details.area.and_then(|id| snapshot.area(id));
        let note: Vec<String> = municipality
            .map(|area| area.name.clone())
            .into_iter()
            .chain(parts::roles(page, &organisation.details))
            .collect();
        letters
            .entry(letter)
            .or_default()
            .push(parts::organisation_name(page, organisation).note(note.join(" · ")));
    }
    letters
        .into_iter()
        .map(|(letter, entries)| Letter {
            anchor: if letter == "#" { "zeichen".to_owned() } else { letter.to_lowercase() },
            letter,
            entries,
        })
        .collect()
}
