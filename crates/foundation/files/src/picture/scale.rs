//! Making pictures smaller.

use image::{DynamicImage, imageops::FilterType};

/// `pixels` with no side longer than `longest`, by averaging: for the largest form that is good enough, and unlike a
/// filter it takes no memory to speak of beside the picture.
pub(super) fn within(mut pixels: DynamicImage, longest: u32) -> DynamicImage {
    let (width, height) = (pixels.width(), pixels.height());
    let side = width.max(height);
    if side <= longest {
        return pixels;
    }
    weigh(&mut pixels);
    let mut smaller =
        pixels.thumbnail_exact(proportion(width, longest, side), proportion(height, longest, side));
    unweigh(&mut smaller);
    smaller
}

/// `pixels` with `width`, as high as the proportions of `original` ask for; `pixels` may be a smaller form of that.
pub(super) fn to_width(pixels: &DynamicImage, width: u32, original: &DynamicImage) -> DynamicImage {
    let height = proportion(original.height(), width, original.width());
    let mut weighed = pixels.clone();
    weigh(&mut weighed);
    let mut smaller = weighed.resize_exact(width, height, FilterType::CatmullRom);
    unweigh(&mut smaller);
    smaller
}

fn proportion(length: u32, part: u32, whole: u32) -> u32 {
    let scaled = (u64::from(length) * u64::from(part) + u64::from(whole) / 2) / u64::from(whole.max(1));
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// Weighs colours by how opaque they are. Otherwise the colour hidden under transparent pixels would shine through at
/// the edges.
fn weigh(pixels: &mut DynamicImage) {
    let DynamicImage::ImageRgba8(pixels) = pixels else { return };
    for [red, green, blue, alpha] in pixels.as_chunks_mut::<4>().0 {
        for channel in [red, green, blue] {
            let weighed = (u32::from(*channel) * u32::from(*alpha) + 127) / 255;
            *channel = u8::try_from(weighed).unwrap_or(u8::MAX);
        }
    }
}

/// The reverse of [`weigh`].
fn unweigh(pixels: &mut DynamicImage) {
    let DynamicImage::ImageRgba8(pixels) = pixels else { return };
    for [red, green, blue, alpha] in pixels.as_chunks_mut::<4>().0 {
        let alpha = u32::from(*alpha);
        for channel in [red, green, blue] {
            let full = (u32::from(*channel) * 255 + alpha / 2).checked_div(alpha).unwrap_or(0);
            *channel = u8::try_from(full).unwrap_or(u8::MAX);
        }
    }
}
