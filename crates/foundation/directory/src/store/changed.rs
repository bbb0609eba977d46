//! Telling the others that something of a record changed: the record itself, or what hangs on it.

use kreisrund_events::{NetworkChanged, OrganisationChanged, PlaceChanged, ProgrammeChanged};
use kreisrund_store::{StoreError, Write};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::entity::{network, organisation, place, programme};
use crate::subject::Subject;

/// Notes that something that hangs on `subject` was changed, and publishes it.
pub(super) async fn touch(write: &Write, subject: Subject) -> Result<(), StoreError> {
    macro_rules! touch {
        ($entity:ident, $id:expr) => {
            $entity::Entity::update_many()
                .col_expr($entity::Column::UpdatedAt, Expr::val(write.now()))
                .filter($entity::Column::Id.eq(Uuid::from($id)))
                .exec(&**write)
                .await?
        };
    }
    match subject {
        Subject::Organisation(id) => touch!(organisation, id),
        Subject::Place(id) => touch!(place, id),
        Subject::Network(id) => touch!(network, id),
        Subject::Programme(id) => touch!(programme, id),
    };
    publish(write, subject).await
}

/// Publishes that `subject` was changed.
pub(super) async fn publish(write: &Write, subject: Subject) -> Result<(), StoreError> {
    match subject {
        Subject::Organisation(organisation) => write.publish(&OrganisationChanged { organisation }).await,
        Subject::Place(place) => write.publish(&PlaceChanged { place }).await,
        Subject::Network(network) => write.publish(&NetworkChanged { network }).await,
        Subject::Programme(programme) => write.publish(&ProgrammeChanged { programme }).await,
    }
}
