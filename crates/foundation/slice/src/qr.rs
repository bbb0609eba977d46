//! QR codes, drawn as one path that stays sharp on every printer.

use fast_qr::{ECL, QRBuilder};

/// Modules left empty around the code, as readers need it (ISO/IEC 18004, quiet zone).
const QUIET: usize = 4;

/// A code as the macro draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Width and height in modules, with the quiet zone.
    pub size: usize,
    /// The dark modules as the path of an SVG, one unit each.
    pub path: String,
}

/// The code that leads to `address`; `None` where that is too long for any code. It can be read with a seventh of it
/// smudged or torn off.
#[must_use]
pub fn code(address: &str) -> Option<Code> {
    let drawn = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..drawn.size {
        let is_dark = |column: usize| column < drawn.size && drawn[row][column].value();
        let mut column = 0;
        while column < drawn.size {
            let length = (column..).take_while(|column| is_dark(*column)).count();
            if length > 0 {
                path.push_str(&format!("M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET));
            }
            column += length.max(1);
        }
    }
    Some(Code { size: drawn.size + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

    use super::*;

    /// What a phone reads from all codes that its camera sees, four points to a module.
    fn read(code: &Code) -> Vec<String> {
        const SCALE: usize = 4;
        let mut dark = vec![vec![false; code.size]; code.size];
        for part in code.path.split('z').filter(|part| !part.is_empty()) {
            let numbers: Vec<usize> = part
                .split(|character: char| !character.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [column, row, length, ..] = numbers[..] else { panic!("{part}") };
            dark[row][column..column + length].fill(true);
        }
        let side = code.size * SCALE;
        let point = |x: usize, y: usize| if dark[y / SCALE][x / SCALE] { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, point);
        image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
    }

    #[test]
    fn a_phone_reads_the_address_of_the_village() {
        for address in [
            "https://kreisrund.example.org/gemeinden/dollenchen",
            "http://127.0.0.1:8080/en/gemeinden/schoenewalde-12062461",
            "https://kreisrund.elbe-elster.example.org/gemeinden/ein-dorf-mit-einem-wirklich-sehr-langen-namen",
        ] {
            assert_eq!(read(&code(address).unwrap()), [address]);
        }
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert_eq!(code(&"x".repeat(5_000)), None);
    }
}
