//! Who provides a course, and the organisation that this is here.

use std::collections::BTreeSet;

use kreisrund_areas::lookup::Snapshot;
use kreisrund_directory::{
    organisation::{Organisation, OrganisationDetails, Role},
    place::Place,
    store::organisations::{create_organisation, organisations as all_organisations},
};
use kreisrund_kernel::{
    AreaId, WebAddress,
    plain_text::{self, Style},
    text::fold,
};
use kreisrund_store::{StoreError, Write};

use super::{
    super::{item::Left, json::Object, json_ld::email},
    Answer,
    course::{phone, written},
};
use crate::location::Locator;

/// Who provides a course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// Its name.
    pub name: String,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its mail address.
    pub email: Option<String>,
    /// Its pages.
    pub website: Option<WebAddress>,
    /// Where it has its seat, as it stands on an envelope.
    pub address: Option<String>,
}

impl Provider {
    /// The provider of the course to which `date` belongs.
    pub(super) fn of(date: &Object) -> Option<Self> {
        let provider = date.child("angebot")?.child("bildungsanbieter")?;
        Some(Self {
            name: provider.text("name").and_then(|name| plain_text::title(name, Style::Unknown))?,
            phone: phone(provider),
            email: provider.text("email").and_then(email),
            website: provider.text("homepage").and_then(|address| address.parse().ok()),
            address: provider.child("adresse").and_then(written),
        })
    }

    /// What is told of it, with its seat in `area`.
    fn details(&self, area: Option<AreaId>) -> OrganisationDetails {
        OrganisationDetails {
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            website: self.website.as_ref().map(ToString::to_string),
            area,
            roles: BTreeSet::from([Role::Provider]),
            ..OrganisationDetails::default()
        }
    }

    /// Whether `organisation` is surely this provider: it has the same name, and the same municipality, pages or mail
    /// address. By its name alone none is, for companies have branches everywhere.
    fn is(&self, organisation: &Organisation, area: Option<AreaId>) -> bool {
        let details = &organisation.details;
        let host =
            |address: &str| address.parse::<WebAddress>().ok().map(|address| address.host().to_lowercase());
        let same_pages = self
            .website
            .as_ref()
            .zip(details.website.as_deref())
            .is_some_and(|(own, other)| Some(own.host().to_lowercase()) == host(other));
        let same_mail = self.email.is_some()
            && self.email.as_deref().map(str::to_lowercase)
                == details.email.as_deref().map(str::to_lowercase);
        comparable(&details.name) == comparable(&self.name)
            && (details.area == area || same_pages || same_mail)
    }
}

/// The letters of a name.
fn comparable(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Gives every course to the organisation that its provider is here. Those that are not known are made; returned are
/// the first of all, and the names of those that were made. A course without a provider stays out.
///
/// # Errors
/// When the database refuses.
pub async fn settle(
    write: &Write,
    answer: &mut Answer,
    areas: &Snapshot,
    places: &[Place],
) -> Result<(Option<Organisation>, Vec<String>), StoreError> {
    let mut known = all_organisations(&**write).await?;
    let mut locator = Locator::new(areas, places);
    let (mut first, mut made) = (None, Vec::new());
    let items = std::mem::take(&mut answer.reading.items);
    // In the order of the answer, so that numbers behind short names do not depend on chance.
    for mut item in items {
        let Some(provider) = answer.providers.get(&item.key) else {
            let reason =
                "its provider has no name (angebot.bildungsanbieter.name); name one with --organisation";
            answer.reading.left.push(Left::new(item.key, item.line, reason));
            continue;
        };
        let area = locator.locate(provider.address.as_deref(), None).area;
        let position = known.iter().position(|organisation| provider.is(organisation, area));
        let organisation = match position.and_then(|position| known.get(position)) {
            Some(organisation) => organisation.clone(),
            None => {
                let organisation = create_organisation(write, provider.details(area)).await?;
                made.push(provider.name.clone());
                known.push(organisation.clone());
                organisation
            }
        };
        item.organisation = Some(organisation.id);
        first = first.or(Some(organisation));
        answer.reading.items.push(item);
    }
    Ok((first, made))
}
