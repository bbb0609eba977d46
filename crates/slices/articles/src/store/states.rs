//! An article's way from state to state, each step audited.

use jiff::civil::Date;
use kreisrund_events::ArticleChanged;
use kreisrund_kernel::{ArticleId, clock::county_time_zone};
use kreisrund_people::{Actor, audit::ChangedField, store::audit::append};
use kreisrund_store::{StoreError, Write, time};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{columns, entities::article};
pub use crate::article::state::Found;
use crate::article::{
    state::{In, Move, Stage, State},
    subject,
};

/// Why a move did not happen.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// Somebody else moved it in the meantime.
    #[error("the article is no longer “{}”; look at it again", .expected.as_str())]
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

/// The article with the state in which it is; none where there is no such article.
///
/// # Errors
/// When the database can't be read.
pub async fn find(write: &Write, article: ArticleId) -> Result<Option<Found>, StoreError> {
    let state: Option<String> = article::Entity::find()
        .select_only()
        .column(article::Column::State)
        .filter(article::Column::Id.eq(article.0))
        .into_tuple()
        .one(&**write)
        .await?;
    state.map(|state| Ok(Found::new(article, columns::state(&state)?))).transpose()
}

/// Writes a move down, with who made it, and tells others. What is published for the first time remembers when; where
/// nobody chose a day for it, it is shown from today on.
///
/// # Errors
/// [`MoveError::Overtaken`] when the article is no longer where the move begins, or when the database refuses.
pub async fn carry_out<From: Stage, To: Stage>(
    write: &Write,
    step: Move<From, To>,
    actor: &Actor,
) -> Result<In<To>, MoveError> {
    let article = step.article();
    let this = article::Column::Id.eq(article.0);
    let row = article::ActiveModel {
        state: Set(To::STATE.as_str().to_owned()),
        updated_at: Set(write.now()),
        ..Default::default()
    };
    let moved = article::Entity::update_many()
        .set(row)
        .filter(this.clone())
        .filter(article::Column::State.eq(From::STATE.as_str()))
        .exec(&**write)
        .await?
        .rows_affected;
    if moved == 0 {
        return Err(MoveError::Overtaken { expected: From::STATE });
    }
    if To::STATE == State::Published {
        let first = article::ActiveModel { first_published_at: Set(Some(write.now())), ..Default::default() };
        let unpublished = article::Column::FirstPublishedAt.is_null();
        article::Entity::update_many()
            .set(first)
            .filter(this.clone())
            .filter(unpublished)
            .exec(&**write)
            .await?;
        let from_today =
            article::ActiveModel { shown_from: Set(Some(today(write).to_string())), ..Default::default() };
        let undated = article::Column::ShownFrom.is_null();
        article::Entity::update_many().set(from_today).filter(this).filter(undated).exec(&**write).await?;
    }
    let (from, to) = (From::STATE.as_str().into(), To::STATE.as_str().into());
    let field = ChangedField::with_values("state", Some(from), Some(to));
    append(write, subject(article), actor, "articles.moved", &[field]).await?;
    write.publish(&ArticleChanged { article }).await?;
    Ok(step.arrived())
}

fn today(write: &Write) -> Date {
    time::from_column(write.now()).to_zoned(county_time_zone()).date()
}
