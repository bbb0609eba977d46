//! A small map as the macro `map` draws it: an SVG made on the server, without a request to anyone and without script.

/// A map of areas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AreaMap {
    /// The SVG's view box.
    pub view_box: String,
    /// What it shows, for those who don't see it.
    pub label: String,
    /// Whether the areas are links.
    pub linked: bool,
    /// The areas.
    pub shapes: Vec<MapShape>,
    /// The names that find room on it.
    pub labels: Vec<MapLabel>,
    /// Where the pin stands, in units of the view box from the left and from above.
    pub pin: Option<(String, String)>,
    /// What is counted on it; a list beside it has to say the same in words.
    pub marks: Vec<MapMark>,
}

/// Something counted on a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapMark {
    /// Its middle, from the left.
    pub x: String,
    /// Its middle, from above.
    pub y: String,
    /// Its size.
    pub radius: String,
    /// How many it stands for; nothing where it is one.
    pub text: String,
}

/// An area on a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapShape {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its outline, the attribute `d` of a path; without one it is drawn as a point.
    pub path: Option<String>,
    /// Its centre, from the left.
    pub x: String,
    /// Its centre, from above.
    pub y: String,
    /// Whether the page is about it.
    pub here: bool,
}

/// A name on a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapLabel {
    /// The name, in short.
    pub text: String,
    /// Its middle, from the left.
    pub x: String,
    /// Its line, from above.
    pub y: String,
}
