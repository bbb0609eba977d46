//! Writing offers.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use kreisrund_content::store::{
    texts::{add_texts, save_texts},
    vocabularies::{add_terms, set_terms},
};
use kreisrund_events::OfferChanged;
use kreisrund_kernel::{OccurrenceId, OfferId, Slug, SubjectKind, SubjectRef};
use kreisrund_people::{
    Actor,
    audit::ChangedField,
    store::audit::{append, append_to_all},
};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{
    columns::{date_row, details_columns, rule_column},
    content::Content,
    dates::{insert_dates, save_dates},
    entities::{offer, offer_co_organiser},
    load::{Known, full},
};
use crate::offer::{Details, Draft, Field, State};

/// How many rows one statement writes; databases limit its parameters.
const ROWS_AT_ONCE: usize = 500;
/// Of how many offers the dates are in memory at once: each may have some thousand.
const OFFERS_AT_ONCE: usize = 100;
/// Numbers behind short names are looked up together up to this one.
const SMALL_NUMBER: u32 = 9;

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Which offer it is.
    pub offer: OfferId,
    /// Whether it is new, says something else, or says the same.
    pub change: Change,
    /// Fields of which the source says something new, and that stayed as a person entered them.
    pub kept: Vec<Field>,
}

/// Writes `draft` as a new, published offer; or over the offer `known` that came from the same record of the same
/// source (it comes from [`super::by_source`]), where the source says something else. Fields that a person entered stay.
///
/// # Errors
/// When the database refuses.
pub async fn save(
    write: &Write,
    draft: &Draft,
    known: Option<&Known>,
    actor: &Actor,
) -> Result<Saved, StoreError> {
    let missing = || StoreError::Unreadable("no offer".to_owned());
    match known {
        Some(known) => save_all(write, &[(draft, known)], actor).await?.pop().ok_or_else(missing),
        None => {
            let offers = add_all(write, std::slice::from_ref(draft), actor).await?;
            let offer = offers.first().copied().ok_or_else(missing)?;
            Ok(Saved { offer, change: Change::Added, kept: Vec::new() })
        }
    }
}

/// Writes each draft over the offer that is known of it, as [`save`] does; their dates in few statements for all. No
/// offer may appear twice.
///
/// # Errors
/// When the database refuses.
pub async fn save_all(
    write: &Write,
    drafts: &[(&Draft, &Known)],
    actor: &Actor,
) -> Result<Vec<Saved>, StoreError> {
    let mut saved = Vec::with_capacity(drafts.len());
    for drafts in drafts.chunks(OFFERS_AT_ONCE) {
        let dated: Vec<(OfferId, &Draft)> = drafts
            .iter()
            .filter(|(_, known)| !known.provenance.keeps(Field::Dates))
            .map(|(draft, known)| (known.offer, *draft))
            .collect();
        let with_other_dates = save_dates(write, &dated).await?;
        for (draft, known) in drafts {
            saved.push(update(write, draft, known, with_other_dates.contains(&known.offer), actor).await?);
        }
    }
    let changed = saved.iter().filter(|saved| saved.change != Change::Unchanged);
    let events: Vec<OfferChanged> = changed.map(|saved| OfferChanged { offer: saved.offer }).collect();
    write.publish_all(&events).await?;
    Ok(saved)
}

/// Writes what a draft says beside its dates, of which it is known whether they changed.
async fn update(
    write: &Write,
    draft: &Draft,
    known: &Known,
    dates_changed: bool,
    actor: &Actor,
) -> Result<Saved, StoreError> {
    let content = Content::of(draft)?;
    let id = known.offer;
    let keeps = |field| known.provenance.keeps(field);
    let terms_changed = !keeps(Field::Terms) && save_terms(write, id, draft).await?;
    // What an import took back, the next one brings again; what a person took back stays so.
    let comes_back = known.state == State::Withdrawn && known.content.is_none();
    let said_new = content.differs_from(known.content.as_deref());
    let kept: Vec<Field> = said_new.iter().copied().filter(|field| keeps(*field)).collect();
    let mut changed: BTreeSet<Field> = said_new.into_iter().filter(|field| !keeps(*field)).collect();
    changed.extend(dates_changed.then_some(Field::Dates));
    changed.extend(terms_changed.then_some(Field::Terms));
    if changed.is_empty() && !comes_back {
        if !kept.is_empty() {
            remember(write, id, &content).await?;
        }
        return Ok(Saved { offer: id, change: Change::Unchanged, kept });
    }
    let details = kept_details(write, draft, known).await?;
    let matters =
        comes_back || [Field::Dates, Field::Venue].into_iter().any(|field| changed.contains(&field));
    let sequence = if matters { draft.sequence.max(known.sequence + 1) } else { known.sequence };
    let mut row = offer::ActiveModel {
        sequence: Set(sequence.max(draft.sequence)),
        source_content: Set(Some(content.to_text()?)),
        updated_at: Set(write.now()),
        ..details_columns(&details)?
    };
    if comes_back {
        row.state = Set(State::Published.as_str().to_owned());
    }
    if !keeps(Field::Dates) {
        row.series = Set(rule_column(draft.series.as_ref())?);
    }
    offer::Entity::update_many().set(row).filter(offer::Column::Id.eq(id.0)).exec(&**write).await?;
    save_texts(write, subject(id), &details.texts).await?;
    save_co_organisers(write, id, &details).await?;
    let fields: Vec<ChangedField> = changed.iter().map(|field| ChangedField::named(field.as_str())).collect();
    let action = if comes_back { "offers.published_again" } else { "offers.changed" };
    append(write, subject(id), actor, action, &fields).await?;
    Ok(Saved { offer: id, change: Change::Changed, kept })
}

/// The draft's details, with what a person entered instead of what the source says.
async fn kept_details(write: &Write, draft: &Draft, known: &Known) -> Result<Details, StoreError> {
    let mut details = draft.details.clone();
    if known.provenance.is_empty() {
        return Ok(details);
    }
    let Some(stored) = full(&**write, &[known.offer.0]).await?.pop() else { return Ok(details) };
    for field in known.provenance.fields() {
        details.take(field, &stored.details);
    }
    Ok(details)
}

/// Remembers what the source said, though nothing of it was taken.
async fn remember(write: &Write, id: OfferId, content: &Content) -> Result<(), StoreError> {
    let row = offer::ActiveModel { source_content: Set(Some(content.to_text()?)), ..Default::default() };
    offer::Entity::update_many().set(row).filter(offer::Column::Id.eq(id.0)).exec(&**write).await?;
    Ok(())
}

/// Writes `drafts` as new, published offers, in few statements. None of them may be known already.
///
/// # Errors
/// When the database refuses.
pub async fn add_all(write: &Write, drafts: &[Draft], actor: &Actor) -> Result<Vec<OfferId>, StoreError> {
    let mut offers = Vec::with_capacity(drafts.len());
    for drafts in drafts.chunks(ROWS_AT_ONCE) {
        let ids: Vec<OfferId> = drafts.iter().map(|_| OfferId::new()).collect();
        let slugs = free_slugs(write, drafts).await?;
        let mut rows = Vec::with_capacity(drafts.len());
        let (mut dates, mut texts, mut terms, mut together) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for ((draft, id), slug) in drafts.iter().zip(&ids).zip(slugs) {
            let (source, name, key) = draft.origin.columns();
            rows.push(offer::ActiveModel {
                id: Set(id.0),
                slug: Set(slug.into()),
                state: Set(State::Published.as_str().to_owned()),
                provenance: Set("{}".to_owned()),
                series: Set(rule_column(draft.series.as_ref())?),
                sequence: Set(draft.sequence),
                source: Set(source.to_owned()),
                source_name: Set(name.map(str::to_owned)),
                source_key: Set(key.map(str::to_owned)),
                source_content: Set(Some(Content::of(draft)?.to_text()?)),
                example: Set(draft.example),
                created_at: Set(write.now()),
                updated_at: Set(write.now()),
                ..details_columns(&draft.details)?
            });
            let mut seen = HashSet::new();
            let own_dates = draft.dates.iter().filter(|date| seen.insert(&date.key));
            dates.extend(own_dates.map(|date| date_row(OccurrenceId::new().0, *id, date)));
            texts.push((id.0, draft.details.texts.clone()));
            let own_terms = draft
                .terms
                .iter()
                .flat_map(|(vocabulary, terms)| terms.iter().map(|term| (id.0, *vocabulary, *term)));
            terms.extend(own_terms);
            together.extend(co_organiser_rows(*id, &draft.details));
        }
        offer::Entity::insert_many(rows).exec_without_returning(&**write).await?;
        insert_dates(write, dates).await?;
        add_texts(write, SubjectKind::Offer, &texts).await?;
        add_terms(write, SubjectKind::Offer, &terms).await?;
        insert_co_organisers(write, together).await?;
        let subjects: Vec<SubjectRef> = ids.iter().copied().map(subject).collect();
        append_to_all(write, &subjects, actor, "offers.added", &[]).await?;
        let events: Vec<OfferChanged> = ids.iter().map(|offer| OfferChanged { offer: *offer }).collect();
        write.publish_all(&events).await?;
        offers.extend(ids);
    }
    Ok(offers)
}

/// Says of `offers` that they have been there since `since`: for stories that did not all begin on the same day.
///
/// # Errors
/// When the database refuses.
pub async fn backdate(write: &Write, offers: &[OfferId], since: Timestamp) -> Result<(), StoreError> {
    for offers in offers.chunks(ROWS_AT_ONCE) {
        let row = offer::ActiveModel { created_at: Set(since.as_microsecond()), ..Default::default() };
        let ids = offers.iter().map(|offer| offer.0);
        offer::Entity::update_many().set(row).filter(offer::Column::Id.is_in(ids)).exec(&**write).await?;
    }
    Ok(())
}

pub(super) const fn subject(offer: OfferId) -> SubjectRef {
    SubjectRef { kind: SubjectKind::Offer, id: offer.0 }
}

fn co_organiser_rows(id: OfferId, details: &Details) -> Vec<offer_co_organiser::ActiveModel> {
    let mut seen = HashSet::from([details.organisation]);
    let others = details.co_organisers.iter().filter(|organisation| seen.insert(**organisation));
    (0..)
        .zip(others)
        .map(|(position, organisation)| offer_co_organiser::ActiveModel {
            offer_id: Set(id.0),
            organisation_id: Set(organisation.0),
            position: Set(position),
        })
        .collect()
}

pub(super) async fn save_co_organisers(
    write: &Write,
    id: OfferId,
    details: &Details,
) -> Result<(), StoreError> {
    offer_co_organiser::Entity::delete_many()
        .filter(offer_co_organiser::Column::OfferId.eq(id.0))
        .exec(&**write)
        .await?;
    insert_co_organisers(write, co_organiser_rows(id, details)).await
}

async fn insert_co_organisers(
    write: &Write,
    rows: Vec<offer_co_organiser::ActiveModel>,
) -> Result<(), StoreError> {
    for rows in rows.chunks(ROWS_AT_ONCE) {
        offer_co_organiser::Entity::insert_many(rows.to_vec()).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// Gives the offer the draft's terms. Tells whether anything changed.
async fn save_terms(write: &Write, offer: OfferId, draft: &Draft) -> Result<bool, StoreError> {
    let mut changed = false;
    for (vocabulary, terms) in &draft.terms {
        changed |= set_terms(write, subject(offer), *vocabulary, terms).await? != Change::Unchanged;
    }
    Ok(changed)
}

/// For each draft its wanted short name, or that with a number behind it that no other offer has.
async fn free_slugs(write: &Write, drafts: &[Draft]) -> Result<Vec<Slug>, StoreError> {
    let mut wanted: HashMap<&Slug, usize> = HashMap::new();
    for draft in drafts {
        *wanted.entry(&draft.slug).or_default() += 1;
    }
    let mut taken = taken_among(write, wanted.keys().copied()).await?;
    // What is wanted by several, or taken, needs a number; a small one most often. Looked for one by one, these would
    // take longer than everything else.
    let crowded = wanted.iter().filter(|(slug, drafts)| **drafts > 1 || taken.contains(**slug));
    let small: Vec<Slug> =
        crowded.flat_map(|(slug, _)| (2..=SMALL_NUMBER).map(|number| slug.numbered(number))).collect();
    taken.extend(taken_among(write, small.iter()).await?);
    let mut last_number: HashMap<&Slug, u32> = HashMap::new();
    let mut slugs = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut slug = draft.slug.clone();
        if taken.contains(&slug) {
            let small = (2..=SMALL_NUMBER).find(|number| !taken.contains(&slug.numbered(*number)));
            let mut number = match (small, last_number.get(&draft.slug)) {
                (Some(small), _) => small,
                (None, Some(last)) => last + 1,
                (None, None) => free_number(write, &draft.slug).await?,
            };
            // Numbers above a free one may be taken, where those in between became free.
            while taken.contains(&slug.numbered(number))
                || (number > SMALL_NUMBER && !is_free(write, &slug.numbered(number)).await?)
            {
                number += 1;
            }
            if number > SMALL_NUMBER {
                last_number.insert(&draft.slug, number);
            }
            slug = slug.numbered(number);
        }
        taken.insert(slug.clone());
        slugs.push(slug);
    }
    Ok(slugs)
}

/// Those of `slugs` that some offer has.
async fn taken_among(write: &Write, slugs: impl Iterator<Item = &Slug>) -> Result<HashSet<Slug>, StoreError> {
    let slugs: Vec<&str> = slugs.map(Slug::as_str).collect();
    let mut taken = HashSet::new();
    for some in slugs.chunks(ROWS_AT_ONCE) {
        let found: Vec<String> = offer::Entity::find()
            .select_only()
            .column(offer::Column::Slug)
            .filter(offer::Column::Slug.is_in(some.iter().copied()))
            .into_tuple()
            .all(&**write)
            .await?;
        taken.extend(found.into_iter().filter_map(|slug| slug.parse().ok()));
    }
    Ok(taken)
}

/// A number from 2 behind `wanted` that no stored offer has, nor any above it unless numbers in between became free.
async fn free_number(write: &Write, wanted: &Slug) -> Result<u32, StoreError> {
    // Many events of one calendar share a title. Trying the numbers one by one would take ever longer: doubled steps
    // up to a free one, then halved ones back, find where the taken ones end.
    let (mut taken, mut free) = (1_u32, 2_u32);
    while !is_free(write, &wanted.numbered(free)).await? {
        taken = free;
        free = free
            .checked_mul(2)
            .ok_or_else(|| StoreError::Unreadable(format!("no short name is free for “{wanted}”")))?;
    }
    while free - taken > 1 {
        let middle = taken + (free - taken) / 2;
        if is_free(write, &wanted.numbered(middle)).await? {
            free = middle;
        } else {
            taken = middle;
        }
    }
    Ok(free)
}

async fn is_free(write: &Write, slug: &Slug) -> Result<bool, StoreError> {
    Ok(offer::Entity::find().filter(offer::Column::Slug.eq(slug.as_str())).count(&**write).await? == 0)
}
