//! What hits have to belong to or have: `?anbieter=heimatverein-plessa`, `?thema=lesen&thema=musik`, `?preis=kostenlos`.
//! Of one choice several may be named, of which a hit has to have one; of several choices it has to have one each.

use std::collections::{BTreeMap, HashMap};

use kreisrund_content::{LanguageTag, Term, Vocabulary};
use kreisrund_directory::store::{networks, organisations, places};
use kreisrund_kernel::{OrganisationId, Slug, SubjectKind, SubjectRef};
use kreisrund_search::{Facet, Options, Results, Tag};
use kreisrund_slice::{
    House,
    properties::{Access, AgeGroup, Attendance, PriceClass, Property, SignUp},
};
use kreisrund_store::StoreError;
use kreisrund_web::{Page, Parameters};

/// Of one choice at most so many may be named; nobody ticks more.
pub const MOST_CHOSEN: usize = 20;

/// By what hits are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// They are about this topic, or one below it.
    Topic,
    /// They help in this situation.
    LifeSituation,
    /// They are made for these people.
    Audience,
    /// They are for this age.
    Age,
    /// They cost at most this.
    Price,
    /// One takes part in them so.
    Attendance,
    /// They have this form.
    Format,
    /// They are held in this language.
    Language,
    /// They help those who need it.
    Access,
    /// They ask for this beforehand.
    SignUp,
    /// They are offered by this organisation.
    Organisation,
    /// They bear this mark.
    Mark,
    /// They take place there.
    Place,
    /// They are offered by a member of this network.
    Network,
}

impl Choice {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::Topic,
        Self::LifeSituation,
        Self::Audience,
        Self::Age,
        Self::Price,
        Self::Attendance,
        Self::Format,
        Self::Language,
        Self::Access,
        Self::SignUp,
        Self::Organisation,
        Self::Mark,
        Self::Place,
        Self::Network,
    ];

    /// The parameter that asks for it.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Topic => "thema",
            Self::LifeSituation => "lebenslage",
            Self::Audience => "zielgruppe",
            Self::Age => "alter",
            Self::Price => "preis",
            Self::Attendance => "teilnahme",
            Self::Format => "format",
            Self::Language => "kurssprache",
            Self::Access => "zugang",
            Self::SignUp => "anmeldung",
            Self::Organisation => "anbieter",
            Self::Mark => "siegel",
            Self::Place => "veranstaltungsort",
            Self::Network => "netzwerk",
        }
    }

    /// The vocabulary whose terms are its options.
    pub const fn vocabulary(self) -> Option<Vocabulary> {
        match self {
            Self::Topic => Some(Vocabulary::Topic),
            Self::LifeSituation => Some(Vocabulary::LifeSituation),
            Self::Audience => Some(Vocabulary::Audience),
            Self::Format => Some(Vocabulary::Format),
            Self::Language => Some(Vocabulary::Language),
            Self::Mark => Some(Vocabulary::QualityMark),
            Self::Age
            | Self::Price
            | Self::Attendance
            | Self::Access
            | Self::SignUp
            | Self::Organisation
            | Self::Place
            | Self::Network => None,
        }
    }

    /// Whether records of the directory have it too, and not offers alone.
    pub const fn is_of_directory(self) -> bool {
        matches!(
            self,
            Self::Topic
                | Self::LifeSituation
                | Self::Audience
                | Self::Language
                | Self::Organisation
                | Self::Mark
                | Self::Place
                | Self::Network
        )
    }

    /// What there is to choose from, to be counted.
    pub fn options(self, house: &House) -> Options {
        if let Some(vocabulary) = self.vocabulary() {
            let terms = house.vocabularies.snapshot();
            return Options::Listed(
                terms.terms(vocabulary).filter(|term| term.is_in_force()).map(tag_of).collect(),
            );
        }
        fn all<P: Property>() -> Options {
            Options::Listed(P::ALL.iter().copied().map(Property::tag).collect())
        }
        match self {
            Self::Age => all::<AgeGroup>(),
            Self::Price => all::<PriceClass>(),
            Self::Attendance => all::<Attendance>(),
            Self::Access => all::<Access>(),
            Self::SignUp => all::<SignUp>(),
            Self::Organisation => Options::Records(SubjectKind::Organisation),
            Self::Place | Self::Network => Options::Listed(Vec::new()),
            Self::Topic
            | Self::LifeSituation
            | Self::Audience
            | Self::Format
            | Self::Language
            | Self::Mark => Options::Listed(Vec::new()),
        }
    }
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// By what.
    pub choice: Choice,
    /// The word in the address.
    pub word: String,
    /// What hits have to have.
    pub tag: Tag,
    /// What to call it.
    pub name: String,
}

/// What `parameters` choose, and what in them is not known, each with what was typed.
///
/// # Errors
/// When the database can't be read.
pub async fn read(
    parameters: &Parameters,
    house: &House,
    page: &Page,
) -> Result<(Vec<Chosen>, Vec<(Choice, String)>), StoreError> {
    let (mut chosen, mut unknown): (Vec<Chosen>, Vec<(Choice, String)>) = (Vec::new(), Vec::new());
    for choice in Choice::ALL {
        let given = parameters.all(choice.parameter()).map(str::trim).filter(|given| !given.is_empty());
        for word in given.take(MOST_CHOSEN) {
            if choice == Choice::SignUp && word == OPEN {
                continue;
            }
            match find(house, page, choice, word).await? {
                Some((tag, _)) if chosen.iter().any(|known| known.choice == choice && known.tag == tag) => {}
                Some((tag, name)) => chosen.push(Chosen { choice, word: word.to_owned(), tag, name }),
                None => {
                    unknown.push((choice, word.to_owned()));
                    break;
                }
            }
        }
    }
    Ok((chosen, unknown))
}

/// The word that asks for what one may still sign up for or come to: it depends on the present moment, so that it is no
/// property of the record.
pub const OPEN: &str = "moeglich";

/// The facets for the index: every choice with what was chosen in it.
pub fn facets(house: &House, chosen: &[Chosen]) -> Vec<Facet> {
    let of = |choice: Choice| chosen.iter().filter(move |chosen| chosen.choice == choice);
    Choice::ALL
        .into_iter()
        .map(|choice| Facet {
            options: choice.options(house),
            chosen: of(choice).map(|chosen| chosen.tag.clone()).collect(),
        })
        .collect()
}

/// The facets for the index, without anything to count.
pub fn chosen_only(chosen: &[Chosen]) -> Vec<Facet> {
    let mut facets: BTreeMap<Choice, Vec<Tag>> = BTreeMap::new();
    for chosen in chosen {
        facets.entry(chosen.choice).or_default().push(chosen.tag.clone());
    }
    let facets = facets.into_values();
    facets.map(|chosen| Facet { options: Options::Listed(Vec::new()), chosen }).collect()
}

/// The choice of the property `value`.
pub fn of_property<P: Property>(page: &Page, choice: Choice, value: P) -> Chosen {
    let name = property(page, choice, value.word()).map(|(_, name)| name).unwrap_or_default();
    Chosen { choice, word: value.word().to_owned(), tag: value.tag(), name }
}

/// The tag that the word `word` stands for in `choice`, and what to call it.
async fn find(
    house: &House,
    page: &Page,
    choice: Choice,
    word: &str,
) -> Result<Option<(Tag, String)>, StoreError> {
    if choice == Choice::Age
        && let Some(group) = word.parse().ok().and_then(AgeGroup::of)
    {
        return Ok(Some((group.tag(), age(page, group))));
    }
    if let Some(property) = property(page, choice, word) {
        return Ok(Some(property));
    }
    let Ok(slug) = word.parse::<Slug>() else { return Ok(None) };
    if let Some(vocabulary) = choice.vocabulary() {
        let terms = house.vocabularies.snapshot();
        let term = terms.by_slug(vocabulary, &slug);
        return Ok(term.map(|term| (tag_of(term), label(page, term))));
    }
    let connection = house.database.read();
    Ok(match choice {
        Choice::Organisation => {
            organisations::organisation_by_slug(connection, &slug).await?.map(|organisation| {
                let subject = SubjectRef::new(SubjectKind::Organisation, organisation.id);
                (subject.into(), organisation.details.name)
            })
        }
        Choice::Place => places::place_by_slug(connection, &slug)
            .await?
            .map(|place| (SubjectRef::new(SubjectKind::Place, place.id).into(), place.details.name)),
        Choice::Network => networks::network_by_slug(connection, &slug)
            .await?
            .map(|network| (SubjectRef::new(SubjectKind::Network, network.id).into(), network.details.name)),
        _ => None,
    })
}

/// The property with the word `word`, if `choice` is one between properties.
fn property(page: &Page, choice: Choice, word: &str) -> Option<(Tag, String)> {
    match choice {
        Choice::Age => AgeGroup::from_word(word).map(|group| (group.tag(), age(page, group))),
        Choice::Price => PriceClass::from_word(word).map(|class| (class.tag(), price(page, class))),
        Choice::Attendance => Attendance::from_word(word).map(|way| (way.tag(), attendance(page, way))),
        Choice::Access => Access::from_word(word).map(|help| (help.tag(), access(page, help))),
        Choice::SignUp => SignUp::from_word(word).map(|way| (way.tag(), sign_up(page, way))),
        _ => None,
    }
}

/// An option, ready to be offered.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its word in the address.
    pub word: String,
    /// What entries have that have it.
    pub tag: Tag,
    /// What to call it.
    pub name: String,
    /// The option above it, for topics of the second level.
    pub parent: Option<Tag>,
}

/// The options of every choice that have hits among `results`, with how many.
///
/// # Errors
/// When the database can't be read.
pub async fn with_hits(
    house: &House,
    page: &Page,
    results: &Results,
) -> Result<Vec<(Choice, Vec<(Offered, usize)>)>, StoreError> {
    let mut all = Vec::new();
    for (choice, counts) in Choice::ALL.into_iter().zip(&results.facets.tags) {
        let offered = offered(house, page, choice, counts).await?.into_iter();
        let counted = offered.map(|option| {
            let count = counts.get(&option.tag).copied().unwrap_or_default();
            (option, count)
        });
        let counted: Vec<(Offered, usize)> = counted.filter(|(_, count)| *count > 0).collect();
        if !counted.is_empty() {
            all.push((choice, counted));
        }
    }
    Ok(all)
}

/// The options of `choice` in the order in which they are offered, those of records only as far as `counts` have them.
///
/// # Errors
/// When the database can't be read.
pub async fn offered(
    house: &House,
    page: &Page,
    choice: Choice,
    counts: &BTreeMap<Tag, usize>,
) -> Result<Vec<Offered>, StoreError> {
    fn all<P: Property>(name: impl Fn(P) -> String) -> Vec<Offered> {
        let values = P::ALL.iter().copied();
        values
            .map(|value| Offered {
                word: value.word().to_owned(),
                tag: value.tag(),
                name: name(value),
                parent: None,
            })
            .collect()
    }
    if let Some(vocabulary) = choice.vocabulary() {
        let terms = house.vocabularies.snapshot();
        let in_force = terms.terms(vocabulary).filter(|term| term.is_in_force());
        return Ok(in_force
            .map(|term| Offered {
                word: term.slug.to_string(),
                tag: tag_of(term),
                name: label(page, term),
                parent: term.parent.and_then(|id| terms.term(id)).map(tag_of),
            })
            .collect());
    }
    Ok(match choice {
        Choice::Age => all(|group| age(page, group)),
        Choice::Price => all(|class| price(page, class)),
        Choice::Attendance => all(|way| attendance(page, way)),
        Choice::Access => all(|help| access(page, help)),
        Choice::SignUp => all(|way| sign_up(page, way)),
        Choice::Organisation => organisers(house, counts).await?,
        _ => Vec::new(),
    })
}

/// How many organisations are offered at once.
const MOST_ORGANISATIONS: usize = 12;

/// The organisations with most hits, those with most first.
async fn organisers(house: &House, counts: &BTreeMap<Tag, usize>) -> Result<Vec<Offered>, StoreError> {
    let mut most: Vec<(&Tag, usize)> = counts.iter().map(|(tag, count)| (tag, *count)).collect();
    most.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    most.truncate(MOST_ORGANISATIONS);
    let ids: Vec<OrganisationId> =
        most.iter().filter_map(|(tag, _)| Some(OrganisationId(tag.record()?.id))).collect();
    let known = organisations::organisations_by_ids(house.database.read(), &ids).await?;
    let known: HashMap<OrganisationId, _> = known.into_iter().map(|known| (known.id, known)).collect();
    Ok(most
        .into_iter()
        .filter_map(|(tag, _)| {
            let organisation = known.get(&OrganisationId(tag.record()?.id))?;
            Some(Offered {
                word: organisation.slug.to_string(),
                tag: tag.clone(),
                name: organisation.details.name.clone(),
                parent: None,
            })
        })
        .collect())
}

fn tag_of(term: &Term) -> Tag {
    SubjectRef::new(SubjectKind::Term, term.id).into()
}

fn label(page: &Page, term: &Term) -> String {
    term.label(&LanguageTag::from(page.language)).to_owned()
}

fn age(page: &Page, group: AgeGroup) -> String {
    match group {
        AgeGroup::UpToTwo => page.t("portal-age-up-to-two"),
        AgeGroup::FromSixtyFive => page.t("portal-age-from-sixty-five"),
        _ => {
            let (from, to) = group.years();
            page.t_with("portal-age-between", [("from", from.into()), ("to", to.into())])
        }
    }
}

fn price(page: &Page, class: PriceClass) -> String {
    match class {
        PriceClass::Free => page.t("portal-price-free"),
        PriceClass::Donation => page.t("portal-price-donation"),
        PriceClass::UpToTen => page.t("portal-price-up-to-ten"),
        PriceClass::UpToThirty => page.t("portal-price-up-to-thirty"),
    }
}

fn attendance(page: &Page, way: Attendance) -> String {
    match way {
        Attendance::OnSite => page.t("portal-attendance-on-site"),
        Attendance::Online => page.t("portal-attendance-online"),
        Attendance::AtYours => page.t("portal-attendance-at-yours"),
    }
}

fn sign_up(page: &Page, way: SignUp) -> String {
    match way {
        SignUp::NotNeeded => page.t("portal-sign-up-not-needed"),
    }
}

fn access(page: &Page, help: Access) -> String {
    match help {
        Access::StepFree => page.t("portal-access-step-free"),
        Access::Toilet => page.t("portal-access-toilet"),
        Access::Parking => page.t("portal-access-parking"),
        Access::PublicTransport => page.t("portal-access-public-transport"),
        Access::InductionLoop => page.t("portal-access-induction-loop"),
        Access::SignLanguage => page.t("portal-access-sign-language"),
        Access::PlainLanguage => page.t("portal-access-plain-language"),
        Access::QuietRoom => page.t("portal-access-quiet-room"),
        Access::GuideDog => page.t("portal-access-guide-dog"),
        Access::CompanionFree => page.t("portal-access-companion-free"),
    }
}
