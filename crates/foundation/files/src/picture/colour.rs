//! Colours: eight bits, sRGB, transparency only where there is some.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// `pixels` as RGB with eight bits, with a channel for transparency only where something is transparent. What fully
/// transparent pixels hide is blackened: a part that somebody wiped out must not be found there.
pub(super) fn eight_bits(pixels: DynamicImage) -> DynamicImage {
    if !pixels.color().has_alpha() {
        return DynamicImage::ImageRgb8(pixels.into_rgb8());
    }
    let mut pixels = pixels.into_rgba8();
    if pixels.as_raw().iter().skip(3).step_by(4).all(|alpha| *alpha == u8::MAX) {
        return DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8());
    }
    for pixel in pixels.pixels_mut().filter(|pixel| pixel.0[3] == 0) {
        pixel.0 = [0; 4];
    }
    DynamicImage::ImageRgba8(pixels)
}

/// `pixels` in sRGB, which is what a file without a profile means. Phones record Display P3, cameras Adobe RGB: with
/// the profile merely left out, their photos would look pale. A profile that can't be read is left out.
pub(super) fn to_srgb(mut pixels: DynamicImage, profile: &[u8]) -> DynamicImage {
    // A profile of printing inks does not belong to the RGB that the decoder made of them.
    let Some(profile) =
        ColorProfile::new_from_slice(profile).ok().filter(|p| p.color_space == DataColorSpace::Rgb)
    else {
        return pixels;
    };
    let (layout, channels) = match &pixels {
        DynamicImage::ImageRgb8(_) => (Layout::Rgb, 3),
        DynamicImage::ImageRgba8(_) => (Layout::Rgba, 4),
        _ => return pixels,
    };
    let Ok(transform) =
        profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default())
    else {
        return pixels;
    };
    let row_length = pixels.width() as usize * channels;
    let raw: &mut [u8] = match &mut pixels {
        DynamicImage::ImageRgb8(pixels) => pixels,
        DynamicImage::ImageRgba8(pixels) => pixels,
        _ => return pixels,
    };
    let mut source = vec![0; row_length];
    for row in raw.chunks_exact_mut(row_length) {
        source.copy_from_slice(row);
        if transform.transform(&source, row).is_err() {
            row.copy_from_slice(&source);
        }
    }
    pixels
}
