//! Reading this crate's columns back into values, and going through identifiers.

use std::collections::BTreeSet;

use kreisrund_areas::store::column::{date, unreadable};
use kreisrund_kernel::Period;
use kreisrund_store::StoreError;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// So many identifiers go into one query; databases take only so many parameters.
pub(super) const AT_ONCE: usize = 1_000;

/// The days between two columns, both included.
pub(super) fn period(from: Option<String>, to: Option<String>) -> Result<Period, StoreError> {
    Period::new(date(from)?, date(to)?).map_err(|error| unreadable(&error))
}

/// The value that a closed list has under `name`.
pub(super) fn named<T>(name: &str, from_name: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    from_name(name).ok_or_else(|| StoreError::Unreadable(format!("“{name}” is in no list of this program")))
}

/// The identifiers without repetition, in portions that go into one query each.
pub(super) fn portions(ids: impl IntoIterator<Item = Uuid>) -> Vec<Vec<Uuid>> {
    let ids: Vec<Uuid> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    ids.chunks(AT_ONCE).map(<[Uuid]>::to_vec).collect()
}

/// The identifiers in `column` behind `after`, in their order, at most `limit`.
pub(super) async fn ids_after<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    column: E::Column,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let mut query = E::find().select_only().column(column);
    if let Some(after) = after {
        query = query.filter(column.gt(after));
    }
    Ok(query.order_by_asc(column).limit(limit).into_tuple().all(connection).await?)
}
