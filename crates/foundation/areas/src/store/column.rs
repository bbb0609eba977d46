//! Reading columns back into values. What can't be read was not written by this program.

use jiff::civil::Date;
use kreisrund_kernel::{Position, Slug};
use kreisrund_store::StoreError;

use crate::area::Postcode;

/// The position of two columns that are filled together or not at all.
///
/// # Errors
/// [`StoreError::Unreadable`] when it does not lie on earth.
pub fn position(latitude: Option<f64>, longitude: Option<f64>) -> Result<Option<Position>, StoreError> {
    match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => {
            Position::new(latitude, longitude).map(Some).map_err(|error| unreadable(&error))
        }
        _ => Ok(None),
    }
}

/// The postcode in a column.
///
/// # Errors
/// [`StoreError::Unreadable`] when it is none.
pub fn postcode(text: Option<String>) -> Result<Option<Postcode>, StoreError> {
    text.map(|text| text.parse().map_err(|error| unreadable(&error))).transpose()
}

/// The day in a column.
///
/// # Errors
/// [`StoreError::Unreadable`] when it is none.
pub fn date(text: Option<String>) -> Result<Option<Date>, StoreError> {
    text.map(|text| text.parse().map_err(|error| unreadable(&error))).transpose()
}

/// The short name in a column.
///
/// # Errors
/// [`StoreError::Unreadable`] when it is none.
pub fn slug(text: String) -> Result<Slug, StoreError> {
    text.try_into().map_err(|error| unreadable(&error))
}

/// The failure of reading a column back, for the reason that `error` says.
pub fn unreadable(error: &impl std::fmt::Display) -> StoreError {
    StoreError::Unreadable(error.to_string())
}
