//! What people upload: photos of phones, signs with transparent ground, things that are no pictures, broken ones.

use image::{
    ImageBuffer, Luma, Rgb, Rgba, RgbaImage,
    codecs::{gif::GifEncoder, png::PngEncoder},
};
use moxcms::ColorProfile;
use proptest::prelude::*;

use super::*;

fn encoded(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Many colours, and a red corner on the upper left.
fn photo(width: u32, height: u32) -> DynamicImage {
    let shade = |at: u32, of: u32| u8::try_from(at * 255 / of).unwrap();
    DynamicImage::ImageRgb8(ImageBuffer::from_fn(width, height, |x, y| {
        if x < width / 3 && y < height / 3 {
            Rgb([230, 20, 20])
        } else {
            Rgb([shade(x, width) / 4, shade(y, height), shade(x ^ y, width.max(height) * 2)])
        }
    }))
}

/// A blue disc on nothing.
fn sign(side: u32) -> DynamicImage {
    DynamicImage::ImageRgba8(RgbaImage::from_fn(side, side, |x, y| {
        let (x, y) = (x.abs_diff(side / 2), y.abs_diff(side / 2));
        if x * x + y * y < side * side / 5 { Rgba([20, 60, 200, 255]) } else { Rgba([255, 255, 255, 0]) }
    }))
}

/// What a phone writes into a photo (Exif 2.32): how it was held, where it was, and with what.
fn notes_of_a_phone(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut entry = Vec::new();
        entry.extend(tag.to_le_bytes());
        entry.extend(kind.to_le_bytes());
        entry.extend(count.to_le_bytes());
        entry.extend(value);
        entry
    };
    let maker = b"SECRETPHONE 12\0";
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(3_u16.to_le_bytes());
    let data: u32 = 8 + 2 + 3 * 12 + 4;
    tiff.extend(entry(0x010f, 2, 15, data.to_le_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [orientation, 0, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, (data + 15).to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(maker);
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 0_u32.to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(b"GPS 51.6935 N 13.2360 E");
    tiff
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap();
    [&[0xff, marker], length.to_be_bytes().as_slice(), content].concat()
}

/// A JPEG with notes, a comment, and a second picture behind it, as phones append them.
fn from_phone(pixels: &DynamicImage, orientation: u8) -> Vec<u8> {
    let plain = encoded(pixels, ImageFormat::Jpeg);
    let exif = [b"Exif\0\0".as_slice(), &notes_of_a_phone(orientation)].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRETXMP</x:xmpmeta>";
    [
        &plain[..2],
        &segment(0xe1, &exif),
        &segment(0xe1, xmp),
        &segment(0xed, b"Photoshop 3.0\0SECRETIPTC"),
        &segment(0xfe, b"SECRETCOMMENT"),
        &plain[2..],
        b"SECRETTRAILER",
        &plain,
    ]
    .concat()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

fn all_forms(picture: &PreparedPicture) -> Vec<&Encoded> {
    std::iter::once(picture.full()).chain(picture.sizes().iter().map(|(_, encoded)| encoded)).collect()
}

fn pixels(encoded: &Encoded) -> RgbImage {
    image::load_from_memory(&encoded.bytes).unwrap().to_rgb8()
}

#[test]
fn a_photo_gets_its_sizes_and_is_never_enlarged() {
    let picture = prepare(&encoded(&photo(1500, 150), ImageFormat::Jpeg), "Dorffest.JPG").unwrap();
    let forms: Vec<_> = all_forms(&picture).iter().map(|form| (form.width, form.height)).collect();
    assert_eq!(forms, [(1500, 150), (320, 32), (640, 64), (1280, 128)]);
    for form in all_forms(&picture) {
        assert_eq!(form.media_type, MediaType::Jpeg);
        let read = pixels(form);
        assert_eq!((read.width(), read.height()), (form.width, form.height));
        assert!(read.get_pixel(form.width / 10, form.height / 10).0[0] > 200, "the red corner stays");
    }
    let tiny = prepare(&encoded(&photo(320, 40), ImageFormat::Jpeg), "klein.jpg").unwrap();
    assert_eq!((tiny.full().width, tiny.sizes().len()), (320, 0));
}

#[test]
fn where_and_with_what_a_photo_was_taken_is_gone() {
    let bytes = from_phone(&photo(700, 400), 1);
    for secret in ["GPS 51.6935", "SECRETPHONE", "SECRETXMP", "SECRETIPTC", "SECRETCOMMENT", "SECRETTRAILER"]
    {
        assert!(holds(&bytes, secret), "the upload has {secret}");
    }
    let picture = prepare(&bytes, "IMG_0815.jpg").unwrap();
    for form in all_forms(&picture) {
        for secret in ["GPS", "Exif", "SECRET", "xap", "Photoshop"] {
            assert!(!holds(&form.bytes, secret), "{secret} is in {form:?}");
        }
    }
}

#[test]
fn however_the_phone_was_held_the_photo_stands_upright() {
    use image::metadata::Orientation;
    let upright = photo(90, 60);
    for orientation in 1..=8 {
        // What the sensor saw: the upright picture turned back.
        let mut sensor = upright.clone();
        sensor.apply_orientation(match Orientation::from_exif(orientation).unwrap() {
            Orientation::Rotate90 => Orientation::Rotate270,
            Orientation::Rotate270 => Orientation::Rotate90,
            same => same,
        });
        let picture = prepare(&from_phone(&sensor, orientation), "IMG.jpg").unwrap();
        let full = picture.full();
        assert_eq!((full.width, full.height), (90, 60), "orientation {orientation}");
        let read = pixels(full);
        let reds: Vec<bool> =
            [(10, 10), (80, 10), (10, 50), (80, 50)].map(|(x, y)| read.get_pixel(x, y).0[0] > 180).into();
        assert_eq!(reds, [true, false, false, false], "orientation {orientation}");
    }
}

#[test]
fn what_is_transparent_stays_so_and_hides_nothing() {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    image::ImageEncoder::set_exif_metadata(&mut encoder, notes_of_a_phone(1)).unwrap();
    sign(800).write_with_encoder(encoder).unwrap();
    let picture = prepare(&bytes, "Logo.png").unwrap();
    assert_eq!(
        picture.sizes().iter().map(|(size, _)| *size).collect::<Vec<_>>(),
        [Size::Small, Size::Medium]
    );
    for form in all_forms(&picture) {
        assert_eq!(form.media_type, MediaType::Png);
        assert!(!holds(&form.bytes, "SECRET") && !holds(&form.bytes, "eXIf"));
        let read = image::load_from_memory(&form.bytes).unwrap().to_rgba8();
        assert_eq!(read.get_pixel(0, 0).0, [0; 4], "white under transparent is not kept");
        assert_eq!(read.get_pixel(form.width / 2, form.height / 2).0, [20, 60, 200, 255]);
        // At the edge of the disc the white that was hidden does not shine through.
        assert!(read.pixels().filter(|pixel| pixel.0[3] > 40).all(|pixel| pixel.0[0] < 60));
    }
}

#[test]
fn drawings_stay_sharp_and_photos_become_jpeg_whatever_they_were() {
    let flat = DynamicImage::ImageRgb8(ImageBuffer::from_fn(400, 300, |x, _| {
        if x < 200 { Rgb([255, 255, 255]) } else { Rgb([0, 90, 60]) }
    }));
    let opaque = DynamicImage::ImageRgba8(photo(400, 300).to_rgba8());
    let grey =
        DynamicImage::ImageLuma16(ImageBuffer::from_fn(50, 40, |x, _| Luma([u16::MAX * u16::from(x > 20)])));
    for (pixels, format, media_type) in [
        (&flat, ImageFormat::Png, MediaType::Png),
        (&flat, ImageFormat::Gif, MediaType::Png),
        (&grey, ImageFormat::Png, MediaType::Png),
        (&opaque, ImageFormat::Png, MediaType::Jpeg),
        (&photo(400, 300), ImageFormat::WebP, MediaType::Jpeg),
        (&flat, ImageFormat::Jpeg, MediaType::Jpeg),
        (&sign(400), ImageFormat::WebP, MediaType::Png),
        (&sign(400), ImageFormat::Gif, MediaType::Png),
    ] {
        let picture = prepare(&encoded(pixels, format), "bild").unwrap();
        assert_eq!(picture.full().media_type, media_type, "{format:?}");
    }
}

#[test]
fn of_a_moving_picture_the_first_moment_is_kept() {
    let mut bytes = Vec::new();
    {
        let mut encoder = GifEncoder::new(&mut bytes);
        for colour in [[200, 0, 0, 255], [0, 0, 200, 255]] {
            let frame = RgbaImage::from_pixel(40, 30, Rgba(colour));
            encoder.encode_frame(image::Frame::new(frame)).unwrap();
        }
    }
    let picture = prepare(&bytes, "winken.gif").unwrap();
    let read = pixels(picture.full());
    assert_eq!((read.dimensions(), read.get_pixel(5, 5).0), ((40, 30), [200, 0, 0]));
}

#[test]
fn colours_of_another_profile_become_those_of_the_web() {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    image::ImageEncoder::set_icc_profile(&mut encoder, profile).unwrap();
    DynamicImage::ImageRgb8(RgbImage::from_pixel(20, 20, Rgb([200, 60, 60])))
        .write_with_encoder(encoder)
        .unwrap();
    let picture = prepare(&bytes, "p3.png").unwrap();
    let Rgb([red, green, _]) = *pixels(picture.full()).get_pixel(3, 3);
    // The same red needs more of the narrower primaries.
    assert!(red > 205 && green < 60, "{red} {green}");
    assert!(!holds(&picture.full().bytes, "iCCP"));
}

#[test]
fn what_would_need_too_much_memory_is_refused_by_its_header() {
    // 900 million pixels in a few hundred bytes.
    let huge = png_with_header(30_000, 30_000);
    let refused = prepare(&huge, "bombe.png").unwrap_err();
    assert_eq!(refused, Refused::TooManyPixels { width: 30_000, height: 30_000, limit: MEGAPIXEL_LIMIT });
    assert!(refused.to_string().contains("30000 × 30000 pixels"));
    let wide = prepare(&png_with_header(0x7fff_ffff, 0x7fff_ffff), "bombe.png").unwrap_err();
    assert!(matches!(wide, Refused::TooManyPixels { .. } | Refused::TooMuchMemory), "{wide:?}");
    let mut jpeg = encoded(&photo(64, 64), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|window| window == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert!(matches!(prepare(&jpeg, "bombe.jpg"), Err(Refused::TooManyPixels { width: 65_535, .. })));
    let mut gif = encoded(&photo(8, 8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert!(matches!(prepare(&gif, "bombe.gif"), Err(Refused::TooManyPixels { .. })));
}

/// A PNG that claims to be as large as it likes and holds a single row.
fn png_with_header(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = encoded(&DynamicImage::ImageRgb8(RgbImage::new(1, 1)), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&checksum);
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[test]
fn forty_megabytes_are_refused_before_anybody_looks_at_them() {
    let mut bytes = encoded(&photo(64, 64), ImageFormat::Jpeg);
    bytes.resize(40 * 1024 * 1024, 0);
    let refused = prepare(&bytes, "Panorama.jpg").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "The file has 40 MB, at most 20 MB are possible. Save the picture smaller; 2000 pixels in width are plenty \
         for a page."
    );
}

#[test]
fn a_name_is_believed_by_nobody() {
    let cases: [(&[u8], Found); 5] = [
        (b"%PDF-1.7\n%%EOF", Found::Pdf),
        (b"<html><script>alert(1)</script></html>", Found::WebPage),
        (b"MZ\x90\0\x03", Found::Program),
        (b"PK\x03\x04\x14\0", Found::Archive),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Found::Heic),
    ];
    for (bytes, found) in cases {
        assert_eq!(prepare(bytes, "Foto.jpg"), Err(Refused::NotAPicture { found }));
    }
    assert_eq!(prepare(b"", "Foto.jpg"), Err(Refused::Empty));
    let picture = prepare(&encoded(&photo(30, 30), ImageFormat::Jpeg), "eigentlich.pdf").unwrap();
    assert_eq!(picture.full().media_type, MediaType::Jpeg);
}

#[test]
fn a_web_page_that_begins_like_a_picture_does_not_survive() {
    let mut bytes = encoded(&photo(20, 20), ImageFormat::Gif);
    bytes.extend(b"<script>SECRET</script>");
    let picture = prepare(&bytes, "x.gif").unwrap();
    assert!(!holds(&picture.full().bytes, "SECRET"));
    let only_begins = b"GIF89a<script>alert(1)</script>                         ";
    assert_eq!(prepare(only_begins, "x.gif"), Err(Refused::Incomplete { found: Found::Gif }));
}

#[test]
fn a_picture_without_its_end_is_refused_wherever_it_breaks_off() {
    for (format, found) in [
        (ImageFormat::Jpeg, Found::Jpeg),
        (ImageFormat::Png, Found::Png),
        (ImageFormat::WebP, Found::WebP),
        (ImageFormat::Gif, Found::Gif),
    ] {
        let whole = encoded(&photo(48, 40), format);
        // The last byte of a GIF says only that no further frame comes.
        let end = if found == Found::Gif { whole.len() - 1 } else { whole.len() };
        for length in 16..end {
            let refused = prepare(&whole[..length], "halb").unwrap_err();
            assert!(
                matches!(refused, Refused::Incomplete { found: f } | Refused::Damaged { found: f } if f == found),
                "{format:?} after {length} of {} bytes: {refused:?}",
                whole.len()
            );
        }
    }
    // The preview within has an end of its own, the picture has not.
    let plain = encoded(&photo(48, 40), ImageFormat::Jpeg);
    let preview = encoded(&photo(16, 16), ImageFormat::Jpeg);
    let bytes = [&plain[..2], &segment(0xe2, &preview), &plain[2..plain.len() - 20]].concat();
    assert_eq!(prepare(&bytes, "halb.jpg"), Err(Refused::Incomplete { found: Found::Jpeg }));
}

#[test]
fn a_very_narrow_picture_keeps_at_least_one_pixel() {
    let picture = prepare(&encoded(&photo(1, 5000), ImageFormat::Png), "strich.png").unwrap();
    assert_eq!((picture.full().width, picture.full().height), (1, LONGEST_SIDE));
    let picture = prepare(&encoded(&photo(6000, 2), ImageFormat::Png), "strich.png").unwrap();
    assert_eq!((picture.full().width, picture.full().height), (LONGEST_SIDE, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is done to a picture, the answer is a picture or a refusal.
    #[test]
    fn damage_is_refused_or_read_and_breaks_nothing(
        format in prop::sample::select(vec![ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = if format == ImageFormat::Jpeg {
            from_phone(&photo(24, 16), 6)
        } else {
            encoded(&photo(24, 16), format)
        };
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        match prepare(&bytes, "schaden") {
            Ok(picture) => {
                for form in all_forms(&picture) {
                    prop_assert!(image::load_from_memory(&form.bytes).is_ok());
                    prop_assert!(!holds(&form.bytes, "SECRET"));
                }
            }
            Err(refused) => prop_assert!(!refused.to_string().is_empty()),
        }
    }

    #[test]
    fn any_bytes_behind_a_beginning_are_refused_or_read(
        start in prop::sample::select(vec![
            b"\xff\xd8\xff".to_vec(), b"\x89PNG\r\n\x1a\n".to_vec(), b"GIF89a".to_vec(),
            b"RIFF\x20\0\0\0WEBPVP8 ".to_vec(), b"RIFF\x20\0\0\0WEBPVP8L".to_vec(), b"<svg ".to_vec(),
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = prepare(&[start, rest].concat(), "zufall");
    }
}
