//! An offer's way from state to state, each step audited.

use kreisrund_events::OfferChanged;
use kreisrund_kernel::OfferId;
use kreisrund_people::{Actor, audit::ChangedField, store::audit::append};
use kreisrund_store::{StoreError, Write};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, sea_query::Expr,
};

use super::{columns, entities::offer, save::subject};
pub use crate::offer::state::Found;
use crate::offer::state::{In, Move, Stage, State};

/// Why a move did not happen.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// Somebody else moved it in the meantime.
    #[error("the offer is no longer “{}”; look at it again", .expected.as_str())]
    Overtaken {
        /// The state in which it was thought to be.
        expected: State,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for MoveError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// The offer with the state in which it is; none where there is no such offer.
///
/// # Errors
/// When the database can't be read.
pub async fn find(write: &Write, offer: OfferId) -> Result<Option<Found>, StoreError> {
    let state: Option<String> = offer::Entity::find()
        .select_only()
        .column(offer::Column::State)
        .filter(offer::Column::Id.eq(offer.0))
        .into_tuple()
        .one(&**write)
        .await?;
    state.map(|state| Ok(Found::new(offer, columns::state(&state)?))).transpose()
}

/// Writes a move down, with who made it, and tells others.
///
/// # Errors
/// [`MoveError::Overtaken`] when the offer is no longer where the move begins, or when the database refuses.
pub async fn carry_out<From: Stage, To: Stage>(
    write: &Write,
    step: Move<From, To>,
    actor: &Actor,
) -> Result<In<To>, MoveError> {
    let offer = step.offer();
    let row = offer::ActiveModel {
        state: Set(To::STATE.as_str().to_owned()),
        updated_at: Set(write.now()),
        ..Default::default()
    };
    // Calendars that have the offer believe only a later version that it does not take place, or does again; one that is
    // published may have been there before it was taken back.
    let shows_in_calendars = matches!(To::STATE, State::Published | State::Withdrawn);
    let moved = offer::Entity::update_many()
        .set(row)
        .col_expr(
            offer::Column::Sequence,
            Expr::col(offer::Column::Sequence).add(i64::from(shows_in_calendars)),
        )
        .filter(offer::Column::Id.eq(offer.0))
        .filter(offer::Column::State.eq(From::STATE.as_str()))
        .exec(&**write)
        .await?
        .rows_affected;
    if moved == 0 {
        return Err(MoveError::Overtaken { expected: From::STATE });
    }
    let (from, to) = (From::STATE.as_str().into(), To::STATE.as_str().into());
    let field = ChangedField::with_values("state", Some(from), Some(to));
    append(write, subject(offer), actor, "offers.moved", &[field]).await?;
    write.publish(&OfferChanged { offer }).await?;
    Ok(step.arrived())
}

/// Takes an offer back because its source no longer has it, or no longer for everyone. Whatever its source says about
/// it next brings it back. `false` when the public does not see it anyway.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw_for_source(write: &Write, offer: OfferId, actor: &Actor) -> Result<bool, StoreError> {
    let Some(Found::Published(published)) = find(write, offer).await? else { return Ok(false) };
    match carry_out(write, published.withdraw(), actor).await {
        Ok(_) => {}
        Err(MoveError::Overtaken { .. }) => return Ok(false),
        Err(MoveError::Store(error)) => return Err(error),
    }
    let forgotten = offer::ActiveModel { source_content: Set(None), ..Default::default() };
    offer::Entity::update_many().set(forgotten).filter(offer::Column::Id.eq(offer.0)).exec(&**write).await?;
    Ok(true)
}
