//! What a person changes about an offer.

use kreisrund_content::store::texts::save_texts;
use kreisrund_events::OfferChanged;
use kreisrund_people::{Actor, audit::ChangedField, store::audit::append};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{
    columns::details_columns,
    entities::offer,
    save::{save_co_organisers, subject},
};
use crate::offer::{Details, Entered, Field, Offer};

/// Writes what a person says about `offer`. Every field in which it differs is theirs from now on: imports leave it as
/// it is, and so does everyone else where it is `locked`.
///
/// # Errors
/// When the database refuses.
pub async fn edit(
    write: &Write,
    offer: &Offer,
    details: &Details,
    locked: bool,
    actor: &Actor,
) -> Result<Change, StoreError> {
    let fields = offer.details.differing(details);
    if fields.is_empty() {
        return Ok(Change::Unchanged);
    }
    let mut provenance = offer.provenance.clone();
    for field in &fields {
        provenance.enter(*field, Entered { locked });
    }
    let row = offer::ActiveModel {
        provenance: Set(serde_json::to_string(&provenance)?),
        sequence: Set(offer.sequence + i64::from(fields.contains(&Field::Venue))),
        updated_at: Set(write.now()),
        ..details_columns(details)?
    };
    offer::Entity::update_many().set(row).filter(offer::Column::Id.eq(offer.id.0)).exec(&**write).await?;
    save_texts(write, subject(offer.id), &details.texts).await?;
    save_co_organisers(write, offer.id, details).await?;
    let changed: Vec<ChangedField> = fields.iter().map(|field| ChangedField::named(field.as_str())).collect();
    append(write, subject(offer.id), actor, "offers.edited", &changed).await?;
    write.publish(&OfferChanged { offer: offer.id }).await?;
    Ok(Change::Changed)
}

/// Gives `field` back to the offer's source: its next import brings what it says there.
///
/// # Errors
/// When the database refuses.
pub async fn give_back(write: &Write, offer: &Offer, field: Field, actor: &Actor) -> Result<(), StoreError> {
    let mut provenance = offer.provenance.clone();
    provenance.give_back(field);
    let row = offer::ActiveModel {
        provenance: Set(serde_json::to_string(&provenance)?),
        // What the source said last is forgotten, so that its next word counts as new.
        source_content: Set(Some("{}".to_owned())),
        ..Default::default()
    };
    offer::Entity::update_many().set(row).filter(offer::Column::Id.eq(offer.id.0)).exec(&**write).await?;
    let changed = [ChangedField::named(field.as_str())];
    append(write, subject(offer.id), actor, "offers.given_back", &changed).await
}
