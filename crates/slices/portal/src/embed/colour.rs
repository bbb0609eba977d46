//! The colour that somebody chooses for a widget, and what becomes of it so that everyone can read it (WCAG 2.2, 1.4.3).

/// The least contrast between a text and what is behind it (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;
/// In so many steps a colour becomes black or white.
const STEPS: u8 = 100;

/// A colour (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    const BLACK: Self = Self::new(0, 0, 0);
    const WHITE: Self = Self::new(0xff, 0xff, 0xff);

    /// What widgets are drawn on in light colours, as `widget.scss` has it.
    const LIGHT: [Self; 2] = [Self::WHITE, Self::new(0xf3, 0xf1, 0xea)];
    /// What widgets are drawn on in dark colours.
    const DARK: [Self; 2] = [Self::new(0x17, 0x20, 0x1b), Self::new(0x26, 0x33, 0x2c)];

    /// The colour of these parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// What `given` says: six digits of a hexadecimal number, or three, with or without a `#` before them.
    pub fn read(given: &str) -> Option<Self> {
        let digits = given.trim();
        let digits = digits.strip_prefix('#').unwrap_or(digits);
        let digits: Vec<u8> = digits
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect::<Option<_>>()?;
        match digits[..] {
            [red, green, blue] => Some(Self::new(red * 17, green * 17, blue * 17)),
            [r, red, g, green, b, blue] => Some(Self::new(r * 16 + red, g * 16 + green, b * 16 + blue)),
            _ => None,
        }
    }

    /// The nearest colour that can be read on a light widget.
    pub fn on_light(self) -> Self {
        self.readable(Self::BLACK, &Self::LIGHT)
    }

    /// The nearest colour that can be read on a dark widget.
    pub fn on_dark(self) -> Self {
        self.readable(Self::WHITE, &Self::DARK)
    }

    /// The colour nearest to this one on the way to `end` that can be read on all of `grounds`.
    fn readable(self, end: Self, grounds: &[Self]) -> Self {
        let steps = (0..=STEPS).map(|step| self.towards(end, step));
        let is_readable =
            |colour: &Self| grounds.iter().all(|ground| colour.contrast(*ground) >= LEAST_CONTRAST);
        steps.into_iter().find(is_readable).unwrap_or(end)
    }

    /// So many of [`STEPS`] on the way to `end`.
    fn towards(self, end: Self, step: u8) -> Self {
        let part = f64::from(step) / f64::from(STEPS);
        let between = |from: u8, to: u8| {
            let value = f64::from(from) + (f64::from(to) - f64::from(from)) * part;
            // Between two bytes lies a byte.
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "lies between two bytes"
            )]
            let byte = value.round() as u8;
            byte
        };
        Self::new(between(self.red, end.red), between(self.green, end.green), between(self.blue, end.blue))
    }

    /// The contrast to `other`, from 1 to 21 (WCAG 2.2, “contrast ratio”).
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// How light it looks, from 0 to 1 (WCAG 2.2, “relative luminance”).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl std::fmt::Display for Colour {
    /// Six digits: `1a6b3c`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_colour_is_read_as_browsers_and_as_people_write_it() {
        let green = Some(Colour::new(0x1a, 0x6b, 0x3c));
        for given in ["1a6b3c", "#1a6b3c", "#1A6B3C", " 1a6b3c "] {
            assert_eq!(Colour::read(given), green, "{given}");
        }
        assert_eq!(Colour::read("#f80"), Some(Colour::new(0xff, 0x88, 0)));
        for hostile in [
            "",
            "#",
            "red",
            "red;}",
            "#12345",
            "12345g",
            "#1234567",
            "##123456",
            "１２３",
            "1a6b3c;}*{color:red",
        ] {
            assert_eq!(Colour::read(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let green = Colour::new(0x1f, 0x5a, 0x3c);
        assert_eq!(green.on_light(), green);
        let mint = Colour::new(0xa9, 0xdc, 0xb9);
        assert_eq!(mint.on_dark(), mint);
        assert_ne!(mint.on_light(), mint);
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn the_style_sheet_draws_on_the_same_colours() {
        let styles = include_str!("../../../../../frontend/styles/widget.scss").to_lowercase();
        for ground in [Colour::LIGHT, Colour::DARK].concat() {
            let (long, short) = (format!("#{ground}"), if ground == Colour::WHITE { "#fff" } else { "none" });
            assert!(styles.contains(&long) || styles.contains(short), "{long}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_chosen_can_be_read(red: u8, green: u8, blue: u8) {
            let colour = Colour::new(red, green, blue);
            for ground in Colour::LIGHT {
                prop_assert!(colour.on_light().contrast(ground) >= LEAST_CONTRAST);
            }
            for ground in Colour::DARK {
                prop_assert!(colour.on_dark().contrast(ground) >= LEAST_CONTRAST);
            }
            prop_assert_eq!(Colour::read(&colour.to_string()), Some(colour));
        }

        #[test]
        fn nothing_is_too_odd_to_be_read(given in ".{0,12}") {
            let _ = Colour::read(&given);
        }
    }
}
