//! The logo: the county's places as a ring. Every place is a dot in the direction in which it lies from the county's
//! centre, as large as the root of its weight. The ring of one county is like no other's.

use std::fmt::Write;

use kreisrund_kernel::Position;

/// The radius of the ring in the drawing, which is 100 wide and high.
const RING: f64 = 38.0;
/// The radius of the largest dot.
const LARGEST: f64 = 9.0;
/// The radius of the smallest dot: still visible as a favicon's neighbour.
const SMALLEST: f64 = 1.7;
/// The space between two dots.
const GAP: f64 = 1.1;
/// How much of the ring the dots may fill.
const FULLEST: f64 = 0.96;
/// The dots of the ring without places.
const EVEN_DOTS: u32 = 12;

/// A place on the ring.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Dot {
    /// Degrees clockwise from north.
    angle: f64,
    radius: f64,
    accent: bool,
}

/// The logo as an `<svg>` element (100 × 100, decorative, dots in `currentColor`, accents of class
/// `ring__dot--accent`).
///
/// `places` are the county's places with their weights, such as their inhabitants. Dots are pushed apart along the
/// ring until none overlaps another; the same places always give the same drawing. Without places it is an even ring
/// of twelve dots.
#[must_use]
pub fn ring_logo(centre: Position, places: &[(Position, f64)]) -> String {
    draw(&dots(centre, places))
}

/// The ring of a county that has no places yet.
#[must_use]
pub(crate) fn even_ring() -> String {
    draw(&even_dots())
}

/// `logo` as a file of its own, with its colours for light and dark. `plate` puts a disc behind it.
pub(crate) fn as_file(logo: &str, plate: bool) -> String {
    let style = "<style>svg{color:#22563c}.ring__dot--accent{fill:#cf5a10}.plate{fill:#fffdf8}\
                 @media(prefers-color-scheme:dark){svg{color:#a5d8b6}.ring__dot--accent{fill:#ffa95c}\
                 .plate{fill:#14201a}}</style>";
    let plate = if plate {
        "<rect class=\"plate\" fill=\"#fffdf8\" width=\"100\" height=\"100\" rx=\"22\"/>"
    } else {
        ""
    };
    let opening = logo.find('>').map_or(0, |end| end + 1);
    let (head, rest) = logo.split_at(opening);
    // The attributes stand in where a browser heeds the content security policy and ignores the style element.
    let head = head.replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" color=\"#22563c\" ");
    let rest = rest.replace("ring__dot--accent\"", "ring__dot--accent\" fill=\"#cf5a10\"");
    format!("{head}{style}{plate}{rest}")
}

fn dots(centre: Position, places: &[(Position, f64)]) -> Vec<Dot> {
    let mut dots: Vec<Dot> = places
        .iter()
        .map(|(position, weight)| (centre.bearing(*position), weight.max(0.0).sqrt()))
        .filter(|(angle, root)| angle.is_finite() && root.is_finite())
        .map(|(angle, radius)| Dot { angle, radius, accent: false })
        .collect();
    if dots.is_empty() {
        return even_dots();
    }
    dots.sort_by(|a, b| a.angle.total_cmp(&b.angle).then(b.radius.total_cmp(&a.radius)));
    size(&mut dots);
    mark_accents(&mut dots);
    push_apart(&mut dots);
    dots
}

fn even_dots() -> Vec<Dot> {
    let step = 360.0 / f64::from(EVEN_DOTS);
    (0..EVEN_DOTS)
        .map(|index| Dot { angle: f64::from(index) * step, radius: 6.0, accent: index % 5 == 1 })
        .collect()
}

/// Scales the dots so that all fit on the ring.
fn size(dots: &mut [Dot]) {
    let largest = dots.iter().map(|dot| dot.radius).fold(f64::MIN_POSITIVE, f64::max);
    for dot in &mut *dots {
        dot.radius = (dot.radius / largest * LARGEST).max(SMALLEST);
    }
    let taken: f64 = dots.iter().map(|dot| 2.0 * dot.radius).sum();
    let available = std::f64::consts::TAU * RING * FULLEST - gap(dots.len()) * number(dots.len());
    if taken > available {
        for dot in dots {
            dot.radius *= available / taken;
        }
    }
}

/// The space between two of `count` dots: less where there are very many.
fn gap(count: usize) -> f64 {
    GAP.min(std::f64::consts::TAU * RING / 4.0 / number(count))
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The three largest places that are not neighbours of one another carry the accent colour.
fn mark_accents(dots: &mut [Dot]) {
    let mut order: Vec<usize> = (0..dots.len()).collect();
    order.sort_by(|a, b| dots[*b].radius.total_cmp(&dots[*a].radius).then(a.cmp(b)));
    let mut marked: Vec<usize> = Vec::new();
    for index in order {
        let apart = |other: &usize| {
            let steps = index.abs_diff(*other);
            steps.min(dots.len() - steps) > dots.len() / 8
        };
        if marked.len() < 3 && marked.iter().all(apart) {
            marked.push(index);
        }
    }
    for index in marked {
        dots[index].accent = true;
    }
}

/// Moves overlapping dots apart, as little as possible (least squares), keeping their order around the ring.
///
/// The circle is cut open where most room is. Measured by how far each dot lies beyond the space that its forerunners
/// need, the angles only have to be non-decreasing: an isotonic regression, solved by pooling adjacent violators.
fn push_apart(dots: &mut [Dot]) {
    let count = dots.len();
    if count < 2 {
        return;
    }
    dots.rotate_left(widest_opening(dots));
    for index in 1..count {
        while dots[index].angle < dots[index - 1].angle {
            dots[index].angle += 360.0;
        }
    }
    let gap = gap(count);
    let needed =
        |a: &Dot, b: &Dot| 2.0 * ((a.radius + b.radius + gap) / (2.0 * RING)).min(1.0).asin().to_degrees();
    let mut starts = vec![0.0];
    for pair in dots.windows(2) {
        starts.push(starts[starts.len() - 1] + needed(&pair[0], &pair[1]));
    }
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (dot, start) in dots.iter().zip(&starts) {
        let (mut mean, mut size) = (dot.angle - start, 1);
        while let Some((before, more)) = pools.pop_if(|(before, _)| *before > mean) {
            mean = (mean * number(size) + before * number(more)) / number(size + more);
            size += more;
        }
        pools.push((mean, size));
    }
    let offsets: Vec<f64> =
        pools.into_iter().flat_map(|(mean, size)| std::iter::repeat_n(mean, size)).collect();
    // Where the two ends of the opened circle would meet, both give way alike.
    let slack = 360.0 - starts[count - 1] - needed(&dots[count - 1], &dots[0]);
    let middle = (offsets[0] + offsets[count - 1]) / 2.0;
    let (low, high) = (middle - slack.max(0.0) / 2.0, middle + slack.max(0.0) / 2.0);
    for ((dot, start), offset) in dots.iter_mut().zip(&starts).zip(offsets) {
        dot.angle = start + offset.clamp(low, high);
    }
}

/// The index of the dot behind the widest opening between two dots.
fn widest_opening(dots: &[Dot]) -> usize {
    let opening = |index: usize| {
        let before = if index == 0 { dots.len() - 1 } else { index - 1 };
        (dots[index].angle - dots[before].angle).rem_euclid(360.0)
    };
    (0..dots.len()).max_by(|a, b| opening(*a).total_cmp(&opening(*b)).then(b.cmp(a))).unwrap_or(0)
}

fn draw(dots: &[Dot]) -> String {
    let mut svg = String::from(
        "<svg class=\"ring\" viewBox=\"0 0 100 100\" width=\"100\" height=\"100\" fill=\"currentColor\" aria-hidden=\"true\" focusable=\"false\">",
    );
    for dot in dots {
        let (sine, cosine) = dot.angle.to_radians().sin_cos();
        let class = if dot.accent { "ring__dot ring__dot--accent" } else { "ring__dot" };
        let (x, y, radius) = (50.0 + RING * sine, 50.0 - RING * cosine, dot.radius);
        // Writing into a string can't fail.
        let _ = write!(svg, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>");
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn a_place_in_the_north_stands_at_the_top() {
        let dots =
            dots(position(51.0, 13.0), &[(position(52.0, 13.0), 100.0), (position(51.0, 14.0), 400.0)]);
        assert!(dots[0].angle.abs() < 0.01 && (dots[1].angle - 90.0).abs() < 1.0);
        assert!(
            (dots[1].radius / dots[0].radius - 2.0).abs() < 0.01,
            "four times the people, twice the radius"
        );
    }

    #[test]
    fn without_places_there_is_an_even_ring() {
        assert_eq!(ring_logo(position(51.0, 13.0), &[]), even_ring());
        assert_eq!(even_ring().matches("<circle").count(), 12);
    }

    #[test]
    fn dots_never_overlap_even_when_all_lie_in_one_direction() {
        for count in [2_u32, 7, 33, 120] {
            let places: Vec<_> = (0..count)
                .map(|n| (position(51.5 + f64::from(n) / 1000.0, 13.5), f64::from(n * n) + 1.0))
                .collect();
            let dots = dots(position(51.0, 13.0), &places);
            assert_eq!(dots.len(), places.len());
            for (index, dot) in dots.iter().enumerate() {
                let next = dots[(index + 1) % dots.len()];
                let turn = (next.angle - dot.angle).rem_euclid(360.0);
                let distance = 2.0 * RING * (turn.to_radians() / 2.0).sin();
                assert!(distance >= dot.radius + next.radius, "{count} dots, at {index}: {distance}");
            }
        }
    }

    #[test]
    fn the_same_places_give_the_same_drawing() {
        let places = [(position(51.69, 13.24), 9000.0), (position(51.46, 13.53), 7800.0)];
        assert_eq!(ring_logo(position(51.6, 13.4), &places), ring_logo(position(51.6, 13.4), &places));
    }

    #[test]
    fn as_a_file_it_carries_its_colours() {
        let file = as_file(&even_ring(), true);
        assert!(file.starts_with("<svg xmlns=") && file.contains("prefers-color-scheme:dark"));
    }
}
