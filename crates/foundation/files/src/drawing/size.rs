//! How large a drawing is.

/// Width and height in pixels from the attributes of the root: what `width` and `height` say in pixels, otherwise what
/// the `viewBox` says. At least one pixel, at most 10,000.
pub(super) fn of(width: Option<&str>, height: Option<&str>, view_box: Option<&str>) -> Option<(u32, u32)> {
    let stated = width.and_then(length).zip(height.and_then(length));
    let (width, height) = stated.or_else(|| view_box.and_then(of_view_box))?;
    Some((whole(width), whole(height)))
}

fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    positive(text.strip_suffix("px").unwrap_or(text))
}

fn of_view_box(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.split([' ', ',', '\t', '\n']).filter(|part| !part.is_empty()).skip(2);
    Some((positive(parts.next()?)?, positive(parts.next()?)?))
}

fn positive(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
fn whole(length: f64) -> u32 {
    length.round().clamp(1.0, 10_000.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_come_from_pixels_or_the_view_box() {
        assert_eq!(of(Some("120"), Some("80px"), None), Some((120, 80)));
        assert_eq!(of(Some("30mm"), Some("20mm"), Some("0 0 90, 60")), Some((90, 60)));
        assert_eq!(of(Some("100%"), None, Some("-5 -5 0.2 4")), Some((1, 4)));
        assert_eq!(of(Some("1e99"), Some("NaN"), Some("0 0 1e99 1")), Some((10_000, 1)));
        assert_eq!(of(Some("100%"), Some("-3"), Some("0 0 0 10")), None);
        assert_eq!(of(None, None, Some("0 0 10")), None);
    }
}
