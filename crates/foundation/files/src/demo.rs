//! Pictures for invented organisations and places, drawn in code: a demo needs pictures and must not use anybody's.
//!
//! The same slug always gives the same picture.

mod canvas;
mod landscape;
mod logo;

use image::{ExtendedColorType, ImageEncoder as _, ImageError, codecs::jpeg::JpegEncoder};

/// Width and height of [`landscape`], in pixels.
pub const LANDSCAPE: (u32, u32) = (960, 540);

/// A village between soft hills, as the content of a JPEG file.
///
/// # Errors
/// When it can't be encoded; it always can.
pub fn landscape(slug: &str) -> Result<Vec<u8>, ImageError> {
    let (width, height) = LANDSCAPE;
    let pixels = landscape::draw(&mut Chance::of(slug), width, height);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).write_image(
        &pixels,
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

/// A sign without words, as the content of an SVG file.
#[must_use]
pub fn logo(slug: &str) -> Vec<u8> {
    logo::draw(&mut Chance::of(slug)).into_bytes()
}

/// Chance that depends on a slug alone.
struct Chance(kreisrund_kernel::Chance);

impl Chance {
    fn of(slug: &str) -> Self {
        Self(kreisrund_kernel::Chance::from_name(slug))
    }

    /// A number from `from` up to `to`.
    fn between(&mut self, from: f32, to: f32) -> f32 {
        let sixteen_bits = u16::try_from(self.0.draw() >> 48).unwrap_or_default();
        from + (to - from) * f32::from(sixteen_bits) / 65_535.0
    }

    /// A whole number below `end`, which is not zero.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(1).max(1);
        usize::try_from(self.0.draw() % end).unwrap_or_default()
    }

    fn one_of<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> T {
        choices[self.below(N)]
    }
}

#[cfg(test)]
mod tests;
