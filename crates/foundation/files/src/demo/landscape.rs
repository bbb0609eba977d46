//! A village between soft hills.

use super::{
    Chance,
    canvas::{Canvas, Colour, Point, blend},
};

/// The light of an hour.
#[derive(Clone, Copy)]
struct Hour {
    sky: [Colour; 2],
    sun: Colour,
    /// What lies far away takes this colour on.
    haze: Colour,
    field: Colour,
    meadow: Colour,
    wall: Colour,
    roof: Colour,
}

const HOURS: [Hour; 5] = [
    // A summer morning.
    Hour {
        sky: [[126, 186, 222], [244, 240, 214]],
        sun: [255, 246, 205],
        haze: [188, 208, 202],
        field: [226, 190, 98],
        meadow: [104, 152, 92],
        wall: [250, 244, 230],
        roof: [182, 96, 70],
    },
    // Late afternoon.
    Hour {
        sky: [[150, 190, 208], [252, 222, 168]],
        sun: [255, 226, 150],
        haze: [214, 200, 158],
        field: [232, 176, 78],
        meadow: [124, 146, 70],
        wall: [255, 240, 212],
        roof: [168, 82, 58],
    },
    // Sunset.
    Hour {
        sky: [[112, 138, 176], [250, 196, 148]],
        sun: [255, 214, 150],
        haze: [196, 168, 158],
        field: [206, 150, 88],
        meadow: [84, 112, 82],
        wall: [246, 222, 200],
        roof: [130, 68, 62],
    },
    // A bright day after rain.
    Hour {
        sky: [[94, 164, 214], [222, 238, 240]],
        sun: [255, 252, 232],
        haze: [170, 204, 208],
        field: [206, 204, 104],
        meadow: [78, 150, 102],
        wall: [252, 250, 242],
        roof: [196, 108, 74],
    },
    // Early autumn.
    Hour {
        sky: [[164, 196, 206], [246, 234, 206]],
        sun: [255, 240, 196],
        haze: [206, 206, 186],
        field: [214, 158, 82],
        meadow: [132, 142, 78],
        wall: [248, 238, 218],
        roof: [156, 78, 56],
    },
];

/// The pixels of a landscape, three bytes each.
pub(super) fn draw(chance: &mut Chance, width: u32, height: u32) -> Vec<u8> {
    let hour = chance.one_of(HOURS);
    let (width, height) = (to_pixels(width), to_pixels(height));
    let mut canvas = Canvas::new(width.0, height.0, hour.sky[0], hour.sky[1]);
    let (width, height) = (width.1, height.1);
    let sun = (chance.between(0.15, 0.85) * width, chance.between(0.16, 0.34) * height);
    canvas.disc(sun, 0.14 * height, 0.3 * height, hour.sun, 0.55);
    canvas.disc(sun, 0.055 * height, 2.0, hour.sun, 1.0);
    clouds(&mut canvas, chance, hour, width, height);
    for (level, nearness) in [(0.52, 0.18), (0.59, 0.42)] {
        let crest = Crest::new(chance, level * height, 0.05 * height, width);
        let colour = blend(hour.haze, chance.one_of([hour.meadow, hour.field]), nearness);
        canvas.below(|x| crest.at(x), colour, blend(colour, hour.haze, 0.35));
    }
    let ground = Crest::new(chance, 0.69 * height, 0.035 * height, width);
    let colour = blend(hour.haze, hour.meadow, 0.78);
    trees(&mut canvas, chance, hour, &ground, width, height);
    canvas.below(|x| ground.at(x), colour, blend(colour, hour.field, 0.3));
    village(&mut canvas, chance, hour, &ground, width, height);
    let middle = Crest::new(chance, 0.79 * height, 0.03 * height, width);
    canvas.below(|x| middle.at(x), hour.field, blend(hour.field, hour.roof, 0.25));
    let near = Crest::new(chance, 0.9 * height, 0.05 * height, width);
    let dark = blend(hour.meadow, [34, 62, 52], 0.35);
    canvas.below(|x| near.at(x), hour.meadow, dark);
    canvas.into_pixels()
}

fn to_pixels(length: u32) -> (usize, f32) {
    let length = u16::try_from(length).unwrap_or(u16::MAX);
    (usize::from(length), f32::from(length))
}

/// The line of a hill: two waves over one another.
struct Crest {
    level: f32,
    waves: [(f32, f32, f32); 2],
}

impl Crest {
    fn new(chance: &mut Chance, level: f32, swing: f32, width: f32) -> Self {
        let mut wave = |from: f32, to: f32, swing: f32| {
            let turns = chance.between(from, to) * std::f32::consts::TAU / width;
            (swing, turns, chance.between(0.0, std::f32::consts::TAU))
        };
        Self { level, waves: [wave(0.5, 1.1, swing), wave(1.4, 2.4, swing * 0.4)] }
    }

    fn at(&self, x: f32) -> f32 {
        self.waves.iter().fold(self.level, |y, (swing, turns, start)| y + swing * (x * turns + start).sin())
    }
}

fn clouds(canvas: &mut Canvas, chance: &mut Chance, hour: Hour, width: f32, height: f32) {
    for _ in 0..chance.below(3) + 1 {
        let (x, y) = (chance.between(0.05, 0.95) * width, chance.between(0.1, 0.36) * height);
        let size = chance.between(0.018, 0.034) * height;
        for part in 0..7_u8 {
            let beside = f32::from(part) - 3.0;
            let radius = size * (1.5 - 0.16 * beside.powi(2)) * chance.between(0.85, 1.15);
            let centre = (x + beside * size * 1.5, y - radius * 0.3);
            canvas.disc(centre, radius.max(2.0), size * 1.2, blend(hour.sky[1], [255; 3], 0.6), 0.5);
        }
    }
}

/// A wood on the far slope.
fn trees(canvas: &mut Canvas, chance: &mut Chance, hour: Hour, ground: &Crest, width: f32, height: f32) {
    let dark = blend(blend(hour.meadow, [40, 74, 60], 0.5), hour.haze, 0.3);
    let start = chance.between(0.0, 0.6) * width;
    for _ in 0..chance.below(14) + 10 {
        let x = start + chance.between(0.0, 0.4) * width;
        let radius = chance.between(0.016, 0.03) * height;
        let colour = blend(dark, hour.meadow, chance.between(0.0, 0.4));
        canvas.disc((x, ground.at(x) - radius * 0.5), radius, 1.5, colour, 1.0);
    }
}

/// Some houses, some trees between them, and a church.
fn village(canvas: &mut Canvas, chance: &mut Chance, hour: Hour, ground: &Crest, width: f32, height: f32) {
    let house = 0.062 * height;
    let count = chance.below(4) + 5;
    let church = chance.below(count);
    let mut x = chance.between(0.12, 0.5) * width;
    for number in 0..count {
        let foot = ground.at(x) + 0.05 * height;
        if number == church {
            steeple(canvas, hour, (x, foot), house);
        }
        let size = house * chance.between(0.8, 1.2);
        let shade = chance.between(0.0, 0.22);
        gable(
            canvas,
            (x, foot),
            size,
            blend(hour.wall, hour.haze, shade),
            blend(hour.roof, hour.haze, shade),
        );
        if chance.below(2) == 0 {
            let radius = house * chance.between(0.3, 0.5);
            let green = blend(hour.meadow, [44, 84, 62], chance.between(0.2, 0.5));
            canvas.disc((x + size, foot - radius * 0.7), radius, 1.5, green, 1.0);
        }
        x += house * chance.between(1.3, 2.1);
    }
}

fn gable(canvas: &mut Canvas, foot: Point, size: f32, wall: Colour, roof: Colour) {
    let (x, y) = foot;
    let (half, eaves, ridge) = (size * 0.75, y - size * 0.62, y - size * 1.25);
    canvas.convex(&[(x - half, eaves), (x + half, eaves), (x + half, y), (x - half, y)], wall);
    let (out, top) = (half * 1.12, half * 0.62);
    canvas.convex(&[(x - top, ridge), (x + top, ridge), (x + out, eaves), (x - out, eaves)], roof);
    let (pane, dark) = (size * 0.13, blend(roof, [50, 60, 70], 0.6));
    for side in [-0.42, 0.0, 0.42] {
        let (left, upper) = (x + side * size - pane * 0.5, eaves + size * 0.2);
        let (right, lower) = (left + pane, upper + pane * 1.3);
        canvas.convex(&[(left, upper), (right, upper), (right, lower), (left, lower)], dark);
    }
}

fn steeple(canvas: &mut Canvas, hour: Hour, foot: Point, house: f32) {
    let (x, y) = (foot.0 + house * 0.9, foot.1);
    let (half, eaves, point) = (house * 0.3, y - house * 2.0, y - house * 3.3);
    let wall = blend(hour.wall, hour.haze, 0.25);
    canvas.convex(&[(x - half, eaves), (x + half, eaves), (x + half, y), (x - half, y)], wall);
    let roof = blend(hour.roof, [70, 74, 84], 0.45);
    canvas.convex(&[(x, point), (x + half * 1.25, eaves), (x - half * 1.25, eaves)], roof);
}
