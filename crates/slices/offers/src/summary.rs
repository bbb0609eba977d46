//! A sentence for lists, made from a longer text.

/// The longest summary, in characters.
const LONGEST: usize = 160;

/// The first sentence of `text`, or as many words of it as fit.
#[must_use]
pub fn summary(text: &str) -> String {
    let paragraph: String =
        text.split("\n\n").map(str::trim).find(|part| !part.is_empty()).unwrap_or_default().into();
    let flat = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= LONGEST {
        return flat;
    }
    let cut = flat.char_indices().nth(LONGEST - 1).map_or(flat.len(), |(index, _)| index);
    let head = &flat[..cut];
    // A sentence that ends past the first third tells enough; else words are cut.
    if let Some(end) = head.rfind(['.', '!', '?']).filter(|end| *end > LONGEST / 3) {
        return head[..=end].to_owned();
    }
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{} …", head[..end].trim_end_matches([',', ';', ':', '–', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_paragraph_is_its_own_summary() {
        assert_eq!(summary("\n\nKommen Sie\nvorbei!\n\nBringen Sie Kuchen mit."), "Kommen Sie vorbei!");
        assert_eq!(summary(""), "");
    }

    #[test]
    fn a_long_paragraph_ends_with_a_sentence_or_between_words() {
        let sentences = "Wir singen alte und neue Lieder aus der Lausitz, ganz ohne Noten. ".repeat(5);
        assert!(summary(&sentences).ends_with("Noten."));
        assert!(summary(&"Wort ".repeat(100)).ends_with("Wort …"));
    }

    proptest! {
        #[test]
        fn no_summary_is_longer_than_a_card_can_show(text in "(?s).{0,400}") {
            prop_assert!(summary(&text).chars().count() <= LONGEST + 1);
        }
    }
}
