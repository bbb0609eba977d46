//! Pictures: what was uploaded becomes new files that hold nothing but pixels, in the sizes that pages need.
//!
//! The upload itself is not kept. Decoding and encoding anew leaves behind where and with what a photo was taken,
//! hidden previews, comments, and whatever else was packed into or behind it.

mod colour;
mod complete;
mod scale;

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    metadata::Orientation,
};

use crate::{
    drawing,
    file::{MediaType, Size},
    file_name,
    found::Found,
    refused::Refused,
};

/// How many pixels a picture may have, in millions: more than phones and most cameras make.
pub const MEGAPIXEL_LIMIT: u32 = 50;

/// The longest side of a picture's largest form, in pixels: enough to print it on a sheet of A4.
pub const LONGEST_SIDE: u32 = 4096;

/// What a decoder may take, in bytes: 50 million pixels with transparency.
const MEMORY_LIMIT: u64 = 256 * 1024 * 1024;

/// Beyond about 80 photos grow without looking better.
const JPEG_QUALITY: u8 = 82;

/// A picture that was looked at and made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedPicture {
    pub(crate) name: String,
    pub(crate) full: Encoded,
    pub(crate) sizes: Vec<(Size, Encoded)>,
}

/// One form of a picture as it will be served.
#[derive(Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The type.
    pub media_type: MediaType,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high it is, in pixels.
    pub height: u32,
    /// The file's content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Encoded {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { media_type, width, height, bytes } = self;
        write!(formatter, "{}({width} × {height}, {} bytes)", media_type.as_str(), bytes.len())
    }
}

impl PreparedPicture {
    /// The name as it was given, without what misleads.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The largest form.
    #[must_use]
    pub const fn full(&self) -> &Encoded {
        &self.full
    }

    /// The smaller forms, the smallest first.
    #[must_use]
    pub fn sizes(&self) -> &[(Size, Encoded)] {
        &self.sizes
    }
}

/// Looks at `bytes`, uploaded under `name`, as a picture and makes what will be served. Takes about a second for a
/// photo of a phone: call it where waiting is allowed, or leave it to the store of files.
///
/// # Errors
/// When it is empty, too long, too large, damaged, or no picture.
pub fn prepare(bytes: &[u8], name: &str) -> Result<PreparedPicture, Refused> {
    Refused::by_length(bytes, "Save the picture smaller; 2000 pixels in width are plenty for a page.")?;
    let name = file_name::clean(name);
    let found = Found::in_bytes(bytes);
    let format = match found {
        Found::Jpeg => ImageFormat::Jpeg,
        Found::Png => ImageFormat::Png,
        Found::Gif => ImageFormat::Gif,
        Found::WebP => ImageFormat::WebP,
        Found::Svg => return Ok(PreparedPicture { name, full: drawing::prepare(bytes)?, sizes: vec![] }),
        _ => return Err(Refused::NotAPicture { found }),
    };
    if !complete::has_end(bytes, format) {
        return Err(Refused::Incomplete { found });
    }
    // Decoders of others see bytes that somebody may have made to break them: whatever they do, the answer is a refusal.
    let made = catch_unwind(AssertUnwindSafe(|| {
        let pixels = decode(bytes, format, found)?;
        encode_sizes(&pixels, format).map_err(|_| Refused::Damaged { found })
    }));
    let (full, sizes) = made.unwrap_or_else(|_| {
        tracing::error!(format = found.as_str(), bytes = bytes.len(), "a decoder gave up on a picture");
        Err(Refused::Damaged { found })
    })?;
    Ok(PreparedPicture { name, full, sizes })
}

/// The pixels of the picture's largest form: upright, in sRGB with 8 bits, with a channel for transparency only where
/// something is transparent.
fn decode(bytes: &[u8], format: ImageFormat, found: Found) -> Result<DynamicImage, Refused> {
    let refusal = |error: ImageError| match error {
        ImageError::Limits(_) => Refused::TooMuchMemory,
        _ => Refused::Damaged { found },
    };
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY_LIMIT);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > u64::from(MEGAPIXEL_LIMIT) * 1_000_000 {
        return Err(Refused::TooManyPixels { width, height, limit: MEGAPIXEL_LIMIT });
    }
    if width == 0 || height == 0 {
        return Err(Refused::Damaged { found });
    }
    if decoder.total_bytes() > MEMORY_LIMIT {
        return Err(Refused::TooMuchMemory);
    }
    // A picture whose notes can't be read is still a picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    let mut pixels = scale::within(colour::eight_bits(pixels), LONGEST_SIDE);
    pixels.apply_orientation(orientation);
    Ok(match profile {
        Some(profile) => colour::to_srgb(pixels, &profile),
        None => pixels,
    })
}

type Sizes = Vec<(Size, Encoded)>;

fn encode_sizes(pixels: &DynamicImage, format: ImageFormat) -> Result<(Encoded, Sizes), ImageError> {
    let media_type = match pixels {
        DynamicImage::ImageRgb8(_) if format == ImageFormat::Jpeg => MediaType::Jpeg,
        DynamicImage::ImageRgb8(opaque) if has_many_colours(opaque) => MediaType::Jpeg,
        _ => MediaType::Png,
    };
    let full = encode(pixels, media_type)?;
    let mut sizes = Vec::new();
    let mut larger = pixels.clone();
    for size in Size::ALL.into_iter().rev().filter(|size| size.width() < pixels.width()) {
        larger = scale::to_width(&larger, size.width(), pixels);
        sizes.push((size, encode(&larger, media_type)?));
    }
    sizes.reverse();
    Ok((full, sizes))
}

/// Whether a picture looks like a photo rather than a drawing with flat colours, which JPEG would blur.
fn has_many_colours(pixels: &RgbImage) -> bool {
    const LOOKED_AT: usize = 50_000;
    const FEW: usize = 512;
    let count = pixels.as_raw().len() / 3;
    let colours: std::collections::HashSet<&[u8]> =
        pixels.as_raw().chunks_exact(3).step_by((count / LOOKED_AT).max(1)).collect();
    colours.len() > FEW
}

fn encode(pixels: &DynamicImage, media_type: MediaType) -> Result<Encoded, ImageError> {
    let mut bytes = Vec::new();
    if media_type == MediaType::Jpeg {
        JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(pixels)?;
    } else {
        let encoder =
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
        pixels.write_with_encoder(encoder)?;
    }
    Ok(Encoded { media_type, width: pixels.width(), height: pixels.height(), bytes })
}

#[cfg(test)]
mod tests;
