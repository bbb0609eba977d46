//! Telling the office of a barrier: the way from any page to the accessibility statement, and the mail that is begun there
//! with the page's address.

use kreisrund_web::{Operator, Page};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The parameter with the page on which the barrier is.
pub const PAGE: &str = "seite";

/// The longest path that is taken over, in bytes.
const LONGEST: usize = 200;

/// What may stand unencoded in the parts of a mail's address (RFC 6068, section 2). A space has to become `%20` there.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What the section on the page needs.
pub struct Feedback {
    /// The page on which the barrier is, as a path of this site.
    pub about: Option<String>,
    /// A mail with its subject and the page's address; none where the office has no mail address.
    pub mail: Option<String>,
}

impl Feedback {
    /// What the address of `page` asks for.
    pub fn asked_on(page: &Page) -> Self {
        let about = page.query.first(PAGE).and_then(local_path).map(str::to_owned);
        let mail = mail(page, page.operator(), about.as_deref());
        Self { about, mail }
    }
}

/// `given` where it is a path of this site and nothing else: no other host, no parameters, nothing that climbs.
pub fn local_path(given: &str) -> Option<&str> {
    let has_usual_characters =
        given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte));
    let climbs = given.split('/').any(|part| matches!(part, "." | ".."));
    let is_local = given.starts_with('/') && !given.contains("//") && !climbs;
    (is_local && has_usual_characters && given.len() <= LONGEST).then_some(given)
}

fn mail(page: &Page, operator: &Operator, about: Option<&str>) -> Option<String> {
    if operator.email.is_empty() {
        return None;
    }
    let subject = page.t_text("standing-report-subject", "site", &page.site().name);
    let begin = match about {
        Some(path) => {
            page.t_text("standing-report-mail-page", "address", format!("{}{path}", page.site().base_url))
        }
        None => page.t("standing-report-mail-no-page"),
    };
    let body = format!("{begin}\r\n\r\n{}\r\n", page.t("standing-report-mail-question"));
    let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
    Some(format!("mailto:{}?subject={}&body={}", operator.email, encoded(&subject), encoded(&body)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_paths_of_this_site_are_taken_over() {
        for good in ["/", "/suche", "/en/angebote/chor-im-dorf", "/orte/b%C3%BCcherei", "/kalender/a.ics"] {
            assert_eq!(local_path(good), Some(good));
        }
        let long = format!("/{}", "a".repeat(200));
        for bad in [
            "",
            "suche",
            "//example.org",
            "/\\example.org",
            "https://example.org/",
            "javascript:alert(1)",
            "/suche?q=geheim",
            "/a#b",
            "/a b",
            "/<script>",
            "/\"onclick=",
            "/a'b",
            "/../../etc",
            "/a/./b",
            "/a//b",
            "/a\nBcc: x@example.org",
            "/a&bcc=x@example.org",
            "/\u{202e}x",
            "/bücherei",
            &long,
        ] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_taken_over_stays_on_this_site(given in any::<String>(), tail in r"[/.%a-z0-9:@\\?#&-]{0,220}") {
            for given in [given.as_str(), &format!("/{tail}")] {
                if let Some(path) = local_path(given) {
                    prop_assert!(path.starts_with('/') && !path.starts_with("//") && path.len() <= 200);
                    prop_assert!(path.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>&?#\\:@".contains(&byte)));
                }
            }
        }
    }
}
