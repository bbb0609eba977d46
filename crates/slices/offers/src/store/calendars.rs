//! Which offers belong into a calendar to subscribe to.

use jiff::{Timestamp, civil::Date};
use kreisrund_content::store::vocabularies::subjects_with_any;
use kreisrund_kernel::{AreaId, OrganisationId, PlaceId, SubjectKind, TermId};
use kreisrund_store::{StoreError, time};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, Func, Query, SimpleExpr},
};
use uuid::Uuid;

use super::entities::{occurrence, offer, offer_co_organiser};
use crate::offer::State;

/// How many identifiers one query names; databases limit its parameters.
const AT_ONCE: usize = 500;

/// What the offers of a calendar have in common.
#[derive(Clone, Debug)]
pub enum Belonging {
    /// An organisation provides them, alone or with others.
    Organisation(OrganisationId),
    /// They take place in a municipality, or at one of its places.
    Area(AreaId, Vec<PlaceId>),
    /// They have one of these terms.
    Terms(Vec<TermId>),
}

/// The time of which a calendar speaks.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// What ended before is left out.
    pub since: Timestamp,
    /// What begins after this comes first.
    pub now: Timestamp,
    /// The day on which the offers have to be shown.
    pub today: Date,
}

/// The offers of a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coming {
    /// Which, those that come soonest first, then those that are over.
    pub offers: Vec<Uuid>,
    /// Whether there are more than may be in one calendar.
    pub is_cut: bool,
}

/// The public offers that belong so and have a date in `span`, at most so many.
///
/// # Errors
/// When the database can't be read.
pub async fn coming(
    connection: &impl ConnectionTrait,
    belonging: &Belonging,
    span: Span,
    most: usize,
) -> Result<Coming, StoreError> {
    let mut found: Vec<(Uuid, Option<i64>)> = match belonging {
        Belonging::Organisation(organisation) => {
            dated(connection, provided_by(*organisation), span, most).await?
        }
        Belonging::Area(area, places) => {
            let mut found = dated(connection, offer::Column::AreaId.eq(area.0), span, most).await?;
            for places in places.chunks(AT_ONCE) {
                let there = offer::Column::PlaceId.is_in(places.iter().map(|place| place.0));
                found.extend(dated(connection, there, span, most).await?);
            }
            found
        }
        Belonging::Terms(terms) => {
            let offers = subjects_with_any(connection, terms, SubjectKind::Offer).await?;
            let mut found = Vec::new();
            for offers in offers.chunks(AT_ONCE) {
                let among = offer::Column::Id.is_in(offers.iter().copied());
                found.extend(dated(connection, among, span, most).await?);
            }
            found
        }
    };
    found.sort_by_key(|(id, next)| (next.is_none(), *next, *id));
    found.dedup();
    let is_cut = found.len() > most;
    found.truncate(most);
    Ok(Coming { offers: found.into_iter().map(|(id, _)| id).collect(), is_cut })
}

/// The offers of an organisation, alone or with others.
fn provided_by(organisation: OrganisationId) -> SimpleExpr {
    let together = Query::select()
        .column(offer_co_organiser::Column::OfferId)
        .from(offer_co_organiser::Entity)
        .cond_where(offer_co_organiser::Column::OrganisationId.eq(organisation.0))
        .to_owned();
    offer::Column::OrganisationId.eq(organisation.0).or(offer::Column::Id.in_subquery(together))
}

/// The public offers of which `condition` is true, each with the start of its next date; one more than `most`.
async fn dated(
    connection: &impl ConnectionTrait,
    condition: SimpleExpr,
    span: Span,
    most: usize,
) -> Result<Vec<(Uuid, Option<i64>)>, StoreError> {
    let today = span.today.to_string();
    let shown = Condition::all()
        .add(offer::Column::State.eq(State::Published.as_str()))
        .add(offer::Column::ShownFrom.is_null().or(offer::Column::ShownFrom.lte(today.clone())))
        .add(offer::Column::ShownTo.is_null().or(offer::Column::ShownTo.gte(today)))
        .add(condition);
    let offers = Query::select().column(offer::Column::Id).from(offer::Entity).cond_where(shown).to_owned();
    let ends = Expr::col(occurrence::Column::EndsAt);
    let to_come = CaseStatement::new()
        .case(ends.gte(time::to_column(span.now)), Expr::col(occurrence::Column::StartsAt))
        .finally(Option::<i64>::None);
    let next: SimpleExpr = Func::min(SimpleExpr::Case(Box::new(to_come))).into();
    let rows = occurrence::Entity::find()
        .select_only()
        .column(occurrence::Column::OfferId)
        .column_as(next, "next")
        .filter(occurrence::Column::EndsAt.gte(time::to_column(span.since)))
        .filter(occurrence::Column::OfferId.in_subquery(offers))
        .group_by(occurrence::Column::OfferId)
        .into_tuple()
        .all(connection)
        .await?;
    let mut rows: Vec<(Uuid, Option<i64>)> = rows;
    rows.sort_by_key(|(id, next)| (next.is_none(), *next, *id));
    rows.truncate(most + 1);
    Ok(rows)
}
