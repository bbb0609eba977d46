//! Records that hits have to belong to: `?anbieter=heimatverein-plessa`, `?thema=lesen`.

use kreisrund_content::{LanguageTag, Vocabulary};
use kreisrund_directory::store::{networks, organisations, places};
use kreisrund_kernel::{Slug, SubjectKind, SubjectRef};
use kreisrund_search::Kind;
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::{Language, Parameters};

/// How hits belong to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is offered by this organisation.
    Organisation,
    /// It takes place there.
    Place,
    /// It is about this topic, or one below it.
    Topic,
    /// It helps in this situation.
    LifeSituation,
    /// It is offered by a member of this network.
    Network,
}

impl Relation {
    /// All relations.
    pub const ALL: [Self; 5] =
        [Self::Organisation, Self::Place, Self::Topic, Self::LifeSituation, Self::Network];

    /// The parameter that asks for it.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Organisation => "anbieter",
            Self::Place => "veranstaltungsort",
            Self::Topic => "thema",
            Self::LifeSituation => "lebenslage",
            Self::Network => "netzwerk",
        }
    }

    /// What kind of thing the record is.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Organisation => Kind::Organisation,
            Self::Place => Kind::Place,
            Self::Topic => Kind::Topic,
            Self::LifeSituation => Kind::LifeSituation,
            Self::Network => Kind::Network,
        }
    }
}

/// A record that hits have to belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// How they belong to it.
    pub relation: Relation,
    /// The record.
    pub subject: SubjectRef,
    /// Its name.
    pub name: String,
}

/// The records that `parameters` name, and those parameters that name none, each with what was typed.
///
/// # Errors
/// When the database can't be read.
pub async fn read(
    parameters: &Parameters,
    house: &House,
    language: Language,
) -> Result<(Vec<Belonging>, Vec<(Relation, String)>), StoreError> {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for relation in Relation::ALL {
        let Some(given) = parameters.first(relation.parameter()) else { continue };
        let record = match given.parse::<Slug>() {
            Ok(slug) => record(house, language, relation, &slug).await?,
            Err(_) => None,
        };
        match record {
            Some((subject, name)) => found.push(Belonging { relation, subject, name }),
            None => unknown.push((relation, given.to_owned())),
        }
    }
    Ok((found, unknown))
}

async fn record(
    house: &House,
    language: Language,
    relation: Relation,
    slug: &Slug,
) -> Result<Option<(SubjectRef, String)>, StoreError> {
    let connection = house.database.read();
    Ok(match relation {
        Relation::Organisation => {
            organisations::organisation_by_slug(connection, slug).await?.map(|organisation| {
                (SubjectRef::new(SubjectKind::Organisation, organisation.id), organisation.details.name)
            })
        }
        Relation::Place => places::place_by_slug(connection, slug)
            .await?
            .map(|place| (SubjectRef::new(SubjectKind::Place, place.id), place.details.name)),
        Relation::Network => networks::network_by_slug(connection, slug)
            .await?
            .map(|network| (SubjectRef::new(SubjectKind::Network, network.id), network.details.name)),
        Relation::Topic => term(house, language, Vocabulary::Topic, slug),
        Relation::LifeSituation => term(house, language, Vocabulary::LifeSituation, slug),
    })
}

fn term(
    house: &House,
    language: Language,
    vocabulary: Vocabulary,
    slug: &Slug,
) -> Option<(SubjectRef, String)> {
    let terms = house.vocabularies.snapshot();
    let term = terms.by_slug(vocabulary, slug)?;
    let language = LanguageTag::from(language);
    Some((SubjectRef::new(SubjectKind::Term, term.id), term.label(&language).to_owned()))
}
