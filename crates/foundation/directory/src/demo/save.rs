//! Saving examples: first the records, then what refers to them.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use kreisrund_areas::store::areas::area_by_key;
use kreisrund_content::{
    LanguageTag, RepeatedLanguage, Term, Text, Texts, Translation, Vocabulary, store::vocabularies,
};
use kreisrund_kernel::{
    AreaId, MunicipalityKey, NetworkId, OrganisationId, PlaceId, Slug, SubjectKind, SubjectRef, TermId,
};
use kreisrund_store::{Change, StoreError, Write};

use super::{
    DemoSummary,
    file::{
        ExampleNetwork, ExampleOrganisation, ExamplePlace, ExampleProgramme, ExampleText, Examples, Funded,
    },
    problem::{DemoError, NotExamples, Problem, Record},
};
use crate::{
    network::{Member, Members, NetworkDetails},
    organisation::{OrganisationDetails, QualityMark, QualityMarks, Relations},
    place::PlaceDetails,
    programme::ProgrammeDetails,
    store::{
        descriptions::{save_texts, set_terms},
        marks::set_marks,
        networks::save_network,
        organisations::{organisation_by_slug, save_organisation},
        places::save_place,
        programmes::{programme_by_slug, save_programme},
        relations::{NotRelated, set_relations},
    },
    subject::Subject,
};

/// Saves the examples, marked as such, with their dates around `today`. Their municipalities and the terms that they
/// use have to be in the database.
///
/// # Errors
/// [`DemoError`] where that is not so, where a rule refuses a record, or where the database refuses.
pub async fn save_examples(
    write: &Write,
    examples: &Examples,
    today: Date,
) -> Result<DemoSummary, DemoError> {
    let mut saver = Saver { write, today, terms: terms(write).await?, ids: Ids::default() };
    let mut changes: HashMap<&Slug, Change> = HashMap::new();
    for example in &examples.organisations {
        changes.insert(&example.slug, saver.enter(example).await?);
    }
    let mut summary = DemoSummary::default();
    for example in &examples.places {
        summary.places += saver.place(example).await?;
    }
    for example in &examples.organisations {
        let entered = changes.entry(&example.slug).or_insert(Change::Unchanged);
        *entered = most(*entered, saver.loosen(example).await?);
    }
    for example in &examples.organisations {
        let entered = changes.get(&example.slug).copied().unwrap_or(Change::Unchanged);
        summary.organisations += most(entered, saver.complete(example).await?);
    }
    for example in &examples.networks {
        summary.networks += saver.network(example).await?;
    }
    for example in &examples.programmes {
        summary.programmes += saver.programme(example).await?;
    }
    Ok(summary)
}

/// All terms in force.
async fn terms(write: &Write) -> Result<HashMap<(Vocabulary, Slug), TermId>, StoreError> {
    let mut all = HashMap::new();
    for vocabulary in Vocabulary::ALL {
        let terms = vocabularies::terms(&**write, vocabulary).await?;
        let in_force = terms.into_iter().filter(Term::is_in_force);
        all.extend(in_force.map(|term| ((vocabulary, term.slug), term.id)));
    }
    Ok(all)
}

struct Saver<'a> {
    write: &'a Write,
    today: Date,
    terms: HashMap<(Vocabulary, Slug), TermId>,
    ids: Ids,
}

/// The identifiers of what was saved.
#[derive(Default)]
struct Ids {
    organisations: HashMap<Slug, OrganisationId>,
    places: HashMap<Slug, PlaceId>,
    networks: HashMap<Slug, NetworkId>,
}

impl Saver<'_> {
    /// Makes an organisation that is not there yet, so that others can refer to it.
    async fn enter(&mut self, example: &ExampleOrganisation) -> Result<Change, DemoError> {
        let known = organisation_by_slug(&**self.write, &example.slug).await?;
        let (id, change) = match known {
            Some(known) => (known.id, Change::Unchanged),
            None => {
                let details =
                    OrganisationDetails { name: example.name.clone(), example: true, ..Default::default() };
                let (made, change) = save_organisation(self.write, &example.slug, details).await?;
                (made.id, change)
            }
        };
        self.ids.organisations.insert(example.slug.clone(), id);
        Ok(change)
    }

    async fn complete(&self, example: &ExampleOrganisation) -> Result<Change, DemoError> {
        let record = example.record();
        let details = OrganisationDetails {
            name: example.name.clone(),
            email: example.email.clone(),
            phone: example.phone.clone(),
            website: example.website.clone(),
            area: self.optional_municipality(&record, example.municipality.as_ref()).await?,
            seat: example.seat.as_ref().and_then(|slug| self.ids.places.get(slug)).copied(),
            roles: example.roles.clone(),
            contacts: example.contacts.clone(),
            opening_hours: example.opening_hours.clone(),
            opening_note: example.opening_note.clone(),
            example: true,
        };
        let (saved, mut change) = save_organisation(self.write, &example.slug, details).await?;
        change = most(change, self.relate(&record, saved.id, self.relations(example)).await?);
        change = most(change, set_marks(self.write, saved.id, &self.marks(example)?).await?);
        let vocabularies = [
            (Vocabulary::Language, &example.languages),
            (Vocabulary::Topic, &example.topics),
            (Vocabulary::Audience, &example.audiences),
        ];
        for (vocabulary, slugs) in vocabularies {
            let terms = slugs.iter().map(|slug| self.term(&record, vocabulary, slug));
            let terms: Vec<TermId> = terms.collect::<Result<_, _>>()?;
            change = most(
                change,
                set_terms(self.write, saved.id, vocabulary, &terms).await.map_err(StoreError::from)?,
            );
        }
        let said = Said::of(&example.name, &example.about, &example.summary, &example.texts);
        Ok(most(change, self.say(&record, saved.id, said).await?))
    }

    /// Ends relations that are no longer wanted, lest they stand in the way of new ones.
    async fn loosen(&self, example: &ExampleOrganisation) -> Result<Change, DemoError> {
        if let Some(known) = organisation_by_slug(&**self.write, &example.slug).await?
            && known.relations != self.relations(example)
        {
            return self.relate(&example.record(), known.id, Relations::default()).await;
        }
        Ok(Change::Unchanged)
    }

    fn relations(&self, example: &ExampleOrganisation) -> Relations {
        Relations {
            carrier: self.organisation(example.carrier.as_ref()),
            branch_of: self.organisation(example.branch_of.as_ref()),
        }
    }

    async fn relate(
        &self,
        record: &Record,
        organisation: OrganisationId,
        relations: Relations,
    ) -> Result<Change, DemoError> {
        set_relations(self.write, organisation, relations).await.map_err(|error| match error {
            NotRelated::Store(error) => DemoError::Store(error),
            refusal => wrong(record)(Problem::Circle(refusal.to_string())).into(),
        })
    }

    fn marks(&self, example: &ExampleOrganisation) -> Result<QualityMarks, DemoError> {
        let record = example.record();
        let mut marks = Vec::new();
        for mark in &example.marks {
            marks.push(QualityMark {
                term: self.term(&record, Vocabulary::QualityMark, &mark.term)?,
                validity: mark.validity(self.today).map_err(wrong(&record))?,
                address: mark.address.clone(),
            });
        }
        Ok(QualityMarks::new(marks).map_err(wrong(&record))?)
    }

    async fn place(&mut self, example: &ExamplePlace) -> Result<Change, DemoError> {
        let record = example.record();
        let details = PlaceDetails {
            name: example.name.clone(),
            street: example.street.clone(),
            postcode: example.postcode.clone(),
            locality: example.locality.clone(),
            area: Some(self.municipality(&record, &example.municipality).await?),
            position: example.position().map_err(wrong(&record))?,
            operator: self.organisation(example.organisation.as_ref()),
            accessibility: example.accessibility(self.today).map_err(wrong(&record))?,
            example: true,
        };
        let (saved, change) = save_place(self.write, &example.slug, details).await?;
        self.ids.places.insert(example.slug.clone(), saved.id);
        let said = Said::of(&example.name, &example.about, &example.summary, &example.texts);
        Ok(most(change, self.say(&record, saved.id, said).await?))
    }

    async fn network(&mut self, example: &ExampleNetwork) -> Result<Change, DemoError> {
        let record = example.record();
        let details = NetworkDetails {
            name: example.name.clone(),
            kind: example.kind,
            area: self.optional_municipality(&record, example.municipality.as_ref()).await?,
            email: example.email.clone(),
            phone: example.phone.clone(),
            website: example.website.clone(),
            example: true,
        };
        let mut members = Vec::new();
        for member in &example.members {
            if let Some(organisation) = self.organisation(Some(&member.organisation)) {
                let validity = member.validity(self.today).map_err(wrong(&record))?;
                members.push(Member { organisation, role: member.role, validity });
            }
        }
        let members = Members::new(members).map_err(wrong(&record))?;
        let (saved, change) = save_network(self.write, &example.slug, details, members).await?;
        self.ids.networks.insert(example.slug.clone(), saved.id);
        let said = Said::of(&example.name, &example.about, &example.summary, &example.texts);
        Ok(most(change, self.say(&record, saved.id, said).await?))
    }

    async fn programme(&self, example: &ExampleProgramme) -> Result<Change, DemoError> {
        let record = example.record();
        let details = ProgrammeDetails {
            name: example.name.clone(),
            funder: example.funder.clone(),
            period: example.period(self.today).map_err(wrong(&record))?,
            statement: example.statement.clone(),
            duties: example.duties.clone(),
            website: example.website.clone(),
            logo: None,
            example: true,
        };
        let mut attached: BTreeSet<SubjectRef> =
            example.attached.iter().filter_map(|funded| self.subject(funded)).collect();
        // What others attached to it, such as offers, is not known here and stays.
        if let Some(present) = programme_by_slug(&**self.write, &example.slug).await? {
            let others = present.attached.into_iter().filter(|subject| subject.kind == SubjectKind::Offer);
            attached.extend(others);
        }
        let (saved, change) = save_programme(self.write, &example.slug, details, attached).await?;
        let said = Said::of(&example.name, &example.about, &example.summary, &example.texts);
        Ok(most(change, self.say(&record, saved.id, said).await?))
    }

    async fn optional_municipality(
        &self,
        record: &Record,
        key: Option<&MunicipalityKey>,
    ) -> Result<Option<AreaId>, DemoError> {
        match key {
            Some(key) => self.municipality(record, key).await.map(Some),
            None => Ok(None),
        }
    }

    async fn municipality(&self, record: &Record, key: &MunicipalityKey) -> Result<AreaId, DemoError> {
        let area = area_by_key(&**self.write, key.as_str()).await?;
        Ok(area.ok_or_else(|| wrong(record)(Problem::UnknownMunicipality(key.clone())))?.id)
    }

    fn term(&self, record: &Record, vocabulary: Vocabulary, slug: &Slug) -> Result<TermId, NotExamples> {
        let term = self.terms.get(&(vocabulary, slug.clone())).copied();
        term.ok_or_else(|| wrong(record)(Problem::UnknownTerm { vocabulary, term: slug.clone() }))
    }

    fn organisation(&self, slug: Option<&Slug>) -> Option<OrganisationId> {
        self.ids.organisations.get(slug?).copied()
    }

    fn subject(&self, funded: &Funded) -> Option<SubjectRef> {
        match funded {
            Funded::Organisation(slug) => {
                self.organisation(Some(slug)).map(|id| SubjectRef::new(SubjectKind::Organisation, id))
            }
            Funded::Network(slug) => {
                self.ids.networks.get(slug).map(|id| SubjectRef::new(SubjectKind::Network, *id))
            }
            Funded::Place(slug) => {
                self.ids.places.get(slug).map(|id| SubjectRef::new(SubjectKind::Place, *id))
            }
        }
    }

    async fn say(
        &self,
        record: &Record,
        subject: impl Into<Subject>,
        said: Said<'_>,
    ) -> Result<Change, DemoError> {
        let texts = said.texts().map_err(wrong(record))?;
        Ok(save_texts(self.write, subject, texts.as_ref()).await?)
    }
}

/// What an example says of itself.
struct Said<'a> {
    name: &'a str,
    about: Option<&'a str>,
    summary: Option<&'a str>,
    translations: &'a [ExampleText],
}

impl<'a> Said<'a> {
    fn of(
        name: &'a str,
        about: &'a Option<String>,
        summary: &'a Option<String>,
        translations: &'a [ExampleText],
    ) -> Self {
        Self { name, about: about.as_deref(), summary: summary.as_deref(), translations }
    }

    fn texts(&self) -> Result<Option<Texts>, Problem> {
        if self.about.is_none() && self.summary.is_none() {
            return if self.translations.is_empty() { Ok(None) } else { Err(Problem::NothingToTranslate) };
        }
        let (about, summary) = (self.about.unwrap_or_default(), self.summary.unwrap_or_default());
        let german = Text::new(LanguageTag::german(), self.name, summary, about);
        let translations = self.translations.iter().map(|text| {
            let title = text.title.as_deref().unwrap_or(self.name);
            Translation::fresh(Text::new(text.language.clone(), title, &text.summary, &text.body))
        });
        let texts: Result<Texts, RepeatedLanguage> = Texts::new(german, translations.collect());
        Ok(Some(texts?))
    }
}

/// The complaint about `record`.
fn wrong<P: Into<Problem>>(record: &Record) -> impl Fn(P) -> NotExamples + use<'_, P> {
    move |problem| NotExamples::Record { record: record.clone(), problem: problem.into() }
}

/// Both changes of one record as one.
fn most(one: Change, other: Change) -> Change {
    match (one, other) {
        (Change::Added, _) => Change::Added,
        (Change::Unchanged, Change::Unchanged) => Change::Unchanged,
        _ => Change::Changed,
    }
}
