//! A sign without words: a simple figure on a plain ground.

use super::Chance;

/// Ground, figure, accent.
const COLOURS: [[&str; 3]; 7] = [
    ["#2f6b4f", "#f6f1df", "#f2c14e"],
    ["#f2c14e", "#2f5d50", "#fff8e6"],
    ["#2e6f95", "#f4f7f2", "#f5b83d"],
    ["#e9efe4", "#3a7d5c", "#e0a030"],
    ["#a4502f", "#fbf1de", "#f0c36a"],
    ["#345b7c", "#dfeadf", "#8cbf88"],
    ["#f5ead0", "#a85432", "#4f8a6a"],
];

const GROUNDS: [&str; 4] = [
    "<circle cx=\"120\" cy=\"120\" r=\"116\"/>",
    "<rect x=\"6\" y=\"6\" width=\"228\" height=\"228\" rx=\"52\"/>",
    "<rect x=\"6\" y=\"6\" width=\"228\" height=\"228\" rx=\"114\" ry=\"96\"/>",
    "<path d=\"M120 4 L220 62 V178 L120 236 L20 178 V62 Z\" stroke-linejoin=\"round\"/>",
];

/// Figures of two groups: drawn in the figure's colour, drawn in the accent's.
const FIGURES: [[&str; 2]; 9] = [
    // Sun over hills.
    [
        "<path d=\"M46 160 C82 118 108 122 134 150 C154 126 176 124 196 152 C186 184 156 200 120 200 C86 200 56 186 46 160 Z\"/>",
        "<circle cx=\"120\" cy=\"92\" r=\"32\"/>",
    ],
    // An open book.
    [
        "<path d=\"M114 88 C92 72 66 70 48 78 V168 C68 160 94 162 114 176 Z M126 88 C148 72 174 70 192 78 V168 C172 160 146 162 126 176 Z\"/>",
        "<circle cx=\"120\" cy=\"58\" r=\"12\"/>",
    ],
    // A house with a door.
    [
        "<path d=\"M120 52 L194 114 H178 V182 H62 V114 H46 Z\"/>",
        "<path d=\"M104 182 V144 A16 16 0 0 1 136 144 V182 Z\"/>",
    ],
    // A leaf.
    [
        "<path d=\"M64 176 C48 100 98 52 190 52 C194 142 146 192 78 182 Z\"/>",
        "<path d=\"M54 198 C78 150 110 118 150 92 L156 100 C118 128 90 158 66 202 Z\"/>",
    ],
    // Waves.
    [
        "<path d=\"M40 110 C66 86 94 86 120 110 S174 134 200 110 V134 C174 158 146 158 120 134 S66 110 40 134 Z\"/>",
        "<path d=\"M52 158 C76 138 96 138 120 158 S164 178 188 158 V178 C164 198 144 198 120 178 S76 158 52 178 Z\"/>",
    ],
    // A tree.
    [
        "<path d=\"M112 128 H128 V194 H112 Z M120 46 A40 40 0 0 1 158 98 A36 36 0 0 1 132 152 H108 A36 36 0 0 1 82 98 A40 40 0 0 1 120 46 Z\"/>",
        "<path d=\"M58 190 H182 V202 H58 Z\"/>",
    ],
    // Three people in a ring.
    [
        "<circle cx=\"78\" cy=\"100\" r=\"20\"/><circle cx=\"162\" cy=\"100\" r=\"20\"/><path d=\"M46 170 A32 36 0 0 1 110 170 Z M130 170 A32 36 0 0 1 194 170 Z\"/>",
        "<circle cx=\"120\" cy=\"84\" r=\"24\"/><path d=\"M80 178 A40 50 0 0 1 160 178 Z\"/>",
    ],
    // A note of music.
    [
        "<ellipse cx=\"92\" cy=\"170\" rx=\"26\" ry=\"20\"/><path d=\"M104 62 H118 V170 H104 Z\"/>",
        "<path d=\"M104 62 L178 48 V84 L104 98 Z\"/>",
    ],
    // A field with furrows under the sun.
    [
        "<path d=\"M50 186 L104 122 H120 L92 186 Z M104 186 L124 122 H140 L148 186 Z M160 186 L144 122 H160 L192 186 Z\"/>",
        "<path d=\"M72 108 A48 48 0 0 1 168 108 Z\"/>",
    ],
];

/// The drawing.
pub(super) fn draw(chance: &mut Chance) -> String {
    let [ground, figure, accent] = chance.one_of(COLOURS);
    let shape = chance.one_of(GROUNDS);
    let [first, second] = chance.one_of(FIGURES);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"240\" height=\"240\" viewBox=\"0 0 240 240\">\
         <g fill=\"{ground}\">{shape}</g><g fill=\"{figure}\">{first}</g><g fill=\"{accent}\">{second}</g></svg>"
    )
}
