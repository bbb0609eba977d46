//! Filters of templates. A template finds them where the module of its struct has `use kreisrund_web::filters;`.
#![allow(missing_docs, reason = "the attribute makes a public type and its methods")]

/// A phone number as `tel:` addresses want it (RFC 3966, section 3): digits, and a plus in front of the country's.
#[askama::filter_fn]
pub fn telephone(number: &str, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(number.chars().filter(|character| character.is_ascii_digit() || *character == '+').collect())
}
