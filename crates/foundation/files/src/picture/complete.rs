//! Whether a picture has its end. Decoders fill what is missing with grey and say nothing.

use image::ImageFormat;

/// Whether `bytes` of `format` reach to their end; those of a GIF to the end of its first frame, which alone counts.
pub(super) fn has_end(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Jpeg => jpeg(bytes).is_some(),
        ImageFormat::Png => png(bytes).is_some(),
        ImageFormat::WebP => webp(bytes).is_some(),
        ImageFormat::Gif => gif(bytes).is_some(),
        _ => true,
    }
}

/// Walks the segments (ITU-T T.81, B.1.1) to the mark of the end. A preview within a segment has an end of its own, and
/// phones append more pictures behind it, so that the last two bytes say nothing.
fn jpeg(bytes: &[u8]) -> Option<()> {
    let mut at = 2;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        at += bytes.get(at..)?.iter().position(|byte| *byte != 0xff)?;
        let marker = *bytes.get(at)?;
        at += 1;
        match marker {
            0xd9 => return Some(()),
            // A zero is data of a scan, the others are marks without a length.
            0x00 | 0x01 | 0xd0..=0xd8 => {}
            _ => {
                let length = u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]);
                at += usize::from(length);
            }
        }
    }
}

/// Walks the chunks (PNG, 5.3) to `IEND`.
fn png(bytes: &[u8]) -> Option<()> {
    let mut at = 8;
    loop {
        let head = bytes.get(at..at + 8)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        at = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        if &head[4..] == b"IEND" {
            return (at <= bytes.len()).then_some(());
        }
    }
}

/// Walks the blocks (GIF 89a, 15 to 26) to the end of the first picture.
fn gif(bytes: &[u8]) -> Option<()> {
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + colours(*bytes.get(10)?);
    loop {
        match bytes.get(at)? {
            0x21 => at = end_of_parts(bytes, at + 2)?,
            0x2c => return end_of_parts(bytes, at + 11 + colours(*bytes.get(at + 9)?)).map(|_| ()),
            _ => return None,
        }
    }
}

/// Where a row of parts ends, each of which begins with its length; one of no length is the last.
fn end_of_parts(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            0 => return Some(at + 1),
            length => at += usize::from(*length) + 1,
        }
    }
}

/// A RIFF file says how long it is.
fn webp(bytes: &[u8]) -> Option<()> {
    let length = bytes.get(4..8)?;
    let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]);
    (bytes.len() >= usize::try_from(length).ok()?.checked_add(8)?).then_some(())
}
