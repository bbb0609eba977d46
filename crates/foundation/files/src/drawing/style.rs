//! What may stand in styles and in attributes that are styles.

use crate::refused::DrawingFault;

/// Functions that neither load nor run anything.
const FUNCTIONS: [&str; 21] = [
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "calc",
    "var",
    "translate",
    "translatex",
    "translatey",
    "scale",
    "scalex",
    "scaley",
    "rotate",
    "skewx",
    "skewy",
    "matrix",
];

/// Looks for what could load something from elsewhere: addresses that are no part of the drawing, rules with `@` other
/// than `@media`, functions that are not on the list (`image-set`, `src`, `expression` …), and the backslash, by which
/// all of these can be spelled differently.
pub(super) fn check(text: &str) -> Result<(), DrawingFault> {
    if text.contains('\\') {
        return Err(DrawingFault::Style { part: "\\".into() });
    }
    for (at, _) in text.match_indices('@') {
        let rule = text.get(at + 1..).unwrap_or_default();
        if !rule.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("media")) {
            return Err(DrawingFault::Style { part: rule_name(rule) });
        }
    }
    for (at, _) in text.match_indices('(') {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        function(name_before(before), after)?;
    }
    Ok(())
}

fn function(name: &str, after: &str) -> Result<(), DrawingFault> {
    let name = name.to_ascii_lowercase();
    if name == "url" {
        let inside = after.split(')').next().unwrap_or_default();
        let reference = inside.trim().trim_matches(['"', '\'']).trim();
        if !reference.starts_with('#') {
            return Err(DrawingFault::OutsideReference { reference: super::short(reference) });
        }
    } else if !name.is_empty() && !FUNCTIONS.contains(&name.as_str()) && name != "and" {
        return Err(DrawingFault::Style { part: super::short(&format!("{name}(")) });
    }
    Ok(())
}

fn name_before(text: &str) -> &str {
    let name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let start =
        text.char_indices().rev().take_while(|(_, c)| name(*c)).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

fn rule_name(rule: &str) -> String {
    std::iter::once('@')
        .chain(rule.chars().take_while(|c| c.is_alphanumeric() || *c == '-').take(40))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_widths_pass() {
        for style in [
            "fill:#fff;stroke-width:2px",
            ".a{fill:url(#sky)} .b{fill:url( '#hill' )}",
            "matrix(1 0 0 1 0 0) rotate(45, 10 10)",
            "@media (prefers-color-scheme: dark){.a{fill:rgb(0 0 0 / 50%)}}",
            "@media screen and (min-width: 10px){.a{fill:red}}",
        ] {
            assert_eq!(check(style), Ok(()), "{style}");
        }
    }

    #[test]
    fn what_could_load_something_is_refused() {
        for style in [
            "fill:url(https://example.org/x)",
            "fill:URL(\"//example.org/x\")",
            "fill:url( data:image/png;base64,AAAA )",
            "@import 'https://example.org/x.css'",
            "@font-face{src:url(#x)}",
            "background:image-set('https://example.org/x' 1x)",
            "width:expression(alert(1))",
            "fill:u\\72l(https://example.org/x)",
            "mask:src('x')",
        ] {
            assert!(check(style).is_err(), "{style}");
        }
    }
}
