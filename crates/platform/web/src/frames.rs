//! Pages for other people's pages: what lies at [`PATHS`] may be shown in a frame by every site and read by programs on
//! every site. Everything else refuses to be framed.
//!
//! It goes by the path, so that what goes wrong there fits into the frame as well: a browser would show nothing at all
//! of an error page that refuses to be framed.

use askama::Template;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

use crate::{Page, address::split_language};

/// The paths, without a language, at which such pages are. What lies below them is no such page.
const PATHS: [&str; 2] = ["/widget", "/bildschirm"];
/// What the security policy says of all other pages, and of these.
const NOWHERE: &str = "frame-ancestors 'none'";
const ANYWHERE: &str = "frame-ancestors *";

/// Whether `uri` is that of a page for frames, in whichever language.
pub(crate) fn is_for_them(uri: &Uri) -> bool {
    let (_, path) = split_language(uri.path());
    PATHS.contains(&path.trim_end_matches('/'))
}

/// Lets every site show and read an answer whose security headers are `headers`.
pub(crate) fn admit(headers: &mut HeaderMap) {
    change_policy(headers, |policy| policy.replace(NOWHERE, ANYWHERE));
    share(headers);
}

/// Lets the pages of every site have an answer, whatever it holds.
pub(crate) fn share(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    // Sites that isolate themselves (COEP) take in only what says that it may be taken in.
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("cross-origin"));
}

/// That a page shows another page of ours in a frame: put into the extensions of its answer, it lets this page alone do
/// so.
#[derive(Clone, Copy, Debug)]
pub struct FramesOwnPages;

impl FramesOwnPages {
    pub(crate) fn admit(self, headers: &mut HeaderMap) {
        change_policy(headers, |policy| format!("{policy}; frame-src 'self'"));
    }
}

/// Makes another security policy of the one that is there.
pub(crate) fn change_policy(headers: &mut HeaderMap, change: impl FnOnce(&str) -> String) {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    if let Some(changed) = policy.and_then(|policy| HeaderValue::try_from(change(policy)).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, changed);
    }
}

/// What went wrong, small enough for a frame.
#[derive(Template)]
#[template(path = "frame_error.html")]
pub(crate) struct FrameError {
    pub(crate) page: Page,
    pub(crate) title: String,
    pub(crate) sentence: String,
    /// After how many seconds it is worth asking again; nothing where only another address helps.
    pub(crate) again: Option<u32>,
}

impl FrameError {
    /// The full address of the search for the same, which says more and offers a way on.
    fn search(&self) -> String {
        self.page.absolute(&self.page.query.on("/suche"))
    }

    /// The colours that were asked for.
    fn scheme(&self) -> Option<&str> {
        self.page.query.first("schema").filter(|given| ["hell", "dunkel"].contains(given))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_for_frames_may_be_framed() {
        for (uri, expected) in [
            ("/widget?q=yoga", true),
            ("/en/widget", true),
            ("/widget/", true),
            ("/bildschirm?ort=Herzberg", true),
            ("/widgets", false),
            ("/widget/suche", false),
            ("/fr/widget", false),
            ("/suche?von=/widget", false),
            ("/", false),
        ] {
            assert_eq!(is_for_them(&Uri::from_static(uri)), expected, "{uri}");
        }
    }
}
