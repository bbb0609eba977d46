//! Drawing with soft edges on pixels.

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// A point in pixels, from the upper left corner.
pub(super) type Point = (f32, f32);

/// An area of pixels.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    /// An area with a vertical run from `top` to `bottom`.
    pub(super) fn new(width: usize, height: usize, top: Colour, bottom: Colour) -> Self {
        let mut pixels = Vec::with_capacity(width * height * 3);
        for row in 0..height {
            let colour = blend(top, bottom, number(row) / number(height));
            pixels.extend_from_slice(&colour.repeat(width));
        }
        Self { width, height, pixels }
    }

    pub(super) fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    /// Everything below the line `crest` (a height for each column), from `light` at the crest to `dark` far below.
    pub(super) fn below(&mut self, crest: impl Fn(f32) -> f32, light: Colour, dark: Colour) {
        let shades: Vec<Colour> = (0..self.height)
            .map(|depth| blend(light, dark, number(depth) / (number(self.height) * 0.45)))
            .collect();
        for column in 0..self.width {
            let edge = crest(number(column));
            let first = whole(edge.ceil()).min(self.height);
            if first > 0 {
                self.mix(column, first - 1, light, number(first) - edge);
            }
            for (row, shade) in (first..self.height).zip(&shades) {
                let at = (row * self.width + column) * 3;
                self.pixels[at..at + 3].copy_from_slice(shade);
            }
        }
    }

    /// A disc; `soft` is how many pixels its edge takes.
    pub(super) fn disc(&mut self, centre: Point, radius: f32, soft: f32, colour: Colour, strength: f32) {
        let reach = radius + soft;
        self.each((centre.0 - reach, centre.1 - reach), (centre.0 + reach, centre.1 + reach), |point| {
            let distance = (point.0 - centre.0).hypot(point.1 - centre.1);
            (colour, strength * ((radius - distance) / soft + 0.5).clamp(0.0, 1.0))
        });
    }

    /// A shape without dents; its corners go around clockwise.
    pub(super) fn convex(&mut self, corners: &[Point], colour: Colour) {
        let fold = |pick: fn(&Point) -> f32, join: fn(f32, f32) -> f32, start: f32| {
            corners.iter().map(pick).fold(start, join)
        };
        let from = (fold(|p| p.0, f32::min, f32::MAX), fold(|p| p.1, f32::min, f32::MAX));
        let to = (fold(|p| p.0, f32::max, f32::MIN), fold(|p| p.1, f32::max, f32::MIN));
        let edges: Vec<(Point, Point)> =
            corners.iter().copied().zip(corners.iter().copied().cycle().skip(1)).collect();
        self.each(from, to, |point| {
            let inside = edges.iter().map(|(a, b)| distance(*a, *b, point)).fold(f32::MAX, f32::min);
            (colour, (inside + 0.5).clamp(0.0, 1.0))
        });
    }

    /// Mixes in what `paint` says for the middle of each pixel between two corners.
    fn each(&mut self, from: Point, to: Point, paint: impl Fn(Point) -> (Colour, f32)) {
        for row in whole(from.1 - 1.0)..whole(to.1 + 2.0).min(self.height) {
            for column in whole(from.0 - 1.0)..whole(to.0 + 2.0).min(self.width) {
                let (colour, share) = paint((number(column) + 0.5, number(row) + 0.5));
                if share > 0.0 {
                    self.mix(column, row, colour, share);
                }
            }
        }
    }

    fn mix(&mut self, column: usize, row: usize, colour: Colour, share: f32) {
        let at = (row * self.width + column) * 3;
        let pixel = &mut self.pixels[at..at + 3];
        let mixed = blend([pixel[0], pixel[1], pixel[2]], colour, share);
        pixel.copy_from_slice(&mixed);
    }
}

/// `one` with a share of `other`, from 0 to 1.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two colours")]
pub(super) fn blend(one: Colour, other: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|channel| {
        let (one, other) = (f32::from(one[channel]), f32::from(other[channel]));
        (one + (other - one) * share).round() as u8
    })
}

/// How far `point` lies on the inner side of the edge from `a` to `b`.
fn distance(a: Point, b: Point, point: Point) -> f32 {
    let (x, y) = (b.0 - a.0, b.1 - a.1);
    (x * (point.1 - a.1) - y * (point.0 - a.0)) / x.hypot(y).max(f32::EPSILON)
}

#[allow(clippy::cast_precision_loss, reason = "pixels of a small picture")]
fn number(whole: usize) -> f32 {
    whole as f32
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of this kind stop at zero")]
fn whole(number: f32) -> usize {
    number.max(0.0) as usize
}
