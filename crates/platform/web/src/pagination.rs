//! Long lists in pages: which page is shown, which links lead on.

use crate::Parameters;

/// The page `seite` of a list (counted from 1), together with the links that lead to the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    page: u64,
    per_page: u64,
    total: u64,
    path: String,
    parameters: Parameters,
}

/// One link of a pagination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageLink {
    /// A page that can be reached directly.
    Page {
        /// Its number, from 1.
        number: u64,
        /// Its address.
        href: String,
        /// Whether it is the page that is shown.
        current: bool,
    },
    /// Pages left out.
    Gap,
}

impl PageLink {
    /// The number, the address and whether it is the page that is shown; `None` for a gap.
    #[must_use]
    pub fn page(&self) -> Option<(u64, &str, bool)> {
        match self {
            Self::Page { number, href, current } => Some((*number, href, *current)),
            Self::Gap => None,
        }
    }
}

impl Pagination {
    /// The name of the parameter that holds the page's number.
    pub const PARAMETER: &'static str = "seite";

    /// Page `page` of a list of `total` entries, `per_page` on a page. The links lead to `path` (already in the page's
    /// language, see `Page::link`) and keep the other `parameters`. A page beyond the end becomes the last one.
    #[must_use]
    pub fn new(
        page: u64,
        per_page: u64,
        total: u64,
        path: impl Into<String>,
        parameters: &Parameters,
    ) -> Self {
        let per_page = per_page.max(1);
        let page = page.clamp(1, total.div_ceil(per_page).max(1));
        Self {
            page,
            per_page,
            total,
            path: path.into(),
            parameters: parameters.tidy().without(Self::PARAMETER),
        }
    }

    /// The number of the page that is shown, from 1.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.page
    }

    /// How many pages there are, at least 1.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(self.per_page).max(1)
    }

    /// How many entries there are on all pages.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many entries stand on the pages before this one.
    #[must_use]
    pub fn offset(&self) -> u64 {
        (self.page - 1) * self.per_page
    }

    /// The number of the first entry shown, from 1 (0 where there is none).
    #[must_use]
    pub fn first_entry(&self) -> u64 {
        if self.total == 0 { 0 } else { self.offset() + 1 }
    }

    /// The number of the last entry shown.
    #[must_use]
    pub fn last_entry(&self) -> u64 {
        self.offset().saturating_add(self.per_page).min(self.total)
    }

    /// Whether everything fits on one page.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.pages() == 1
    }

    /// The address of the page before, if there is one.
    #[must_use]
    pub fn previous(&self) -> Option<String> {
        (self.page > 1).then(|| self.href(self.page - 1))
    }

    /// The address of the next page, if there is one.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        (self.page < self.pages()).then(|| self.href(self.page + 1))
    }

    /// The first, the last, the shown page and its neighbours, with gaps between them where pages are left out.
    #[must_use]
    pub fn window(&self) -> Vec<PageLink> {
        let last = self.pages();
        let mut links = Vec::new();
        let mut expected = 1;
        let around = self.page.saturating_sub(1)..=self.page.saturating_add(1);
        let mut numbers: Vec<u64> =
            around.chain([1, last]).filter(|number| (1..=last).contains(number)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            if number.checked_sub(1) == Some(expected) {
                // A gap of a single page is no shorter than the page itself.
                links.push(self.link(expected));
            } else if number > expected {
                links.push(PageLink::Gap);
            }
            links.push(self.link(number));
            expected = number.saturating_add(1);
        }
        links
    }

    fn link(&self, number: u64) -> PageLink {
        PageLink::Page { number, href: self.href(number), current: number == self.page }
    }

    fn href(&self, number: u64) -> String {
        let parameters = self.parameters.clone();
        // The first page has one address only.
        if number == 1 {
            parameters.on(&self.path)
        } else {
            parameters.with(Self::PARAMETER, number).on(&self.path)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: u64, total: u64) -> String {
        let pagination = Pagination::new(page, 10, total, "/suche", &Parameters::parse("q=chor"));
        let show = |link| match link {
            PageLink::Page { number, current: true, .. } => format!("[{number}]"),
            PageLink::Page { number, .. } => number.to_string(),
            PageLink::Gap => "…".to_owned(),
        };
        pagination.window().into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_window_follows_the_reader() {
        assert_eq!(shown(1, 0), "[1]");
        assert_eq!(shown(1, 200), "[1] 2 … 20");
        assert_eq!(shown(3, 200), "1 2 [3] 4 … 20");
        assert_eq!(shown(4, 200), "1 2 3 [4] 5 … 20");
        assert_eq!(shown(10, 200), "1 … 9 [10] 11 … 20");
        assert_eq!(shown(20, 200), "1 … 19 [20]");
        assert_eq!(shown(99, 200), "1 … 19 [20]");
        assert_eq!(shown(2, 40), "1 [2] 3 4");
    }

    #[test]
    fn links_keep_the_search_and_the_first_page_has_one_address() {
        let pagination = Pagination::new(2, 10, 25, "/en/suche", &Parameters::parse("q=chor&seite=2&ort="));
        assert_eq!(pagination.previous().as_deref(), Some("/en/suche?q=chor"));
        assert_eq!(pagination.next().as_deref(), Some("/en/suche?q=chor&seite=3"));
        assert_eq!((pagination.first_entry(), pagination.last_entry(), pagination.offset()), (11, 20, 10));
    }

    #[test]
    fn absurd_numbers_do_no_harm() {
        let pagination = Pagination::new(u64::MAX, 0, u64::MAX, "/", &Parameters::new());
        assert_eq!(pagination.page(), u64::MAX);
        assert_eq!(pagination.next(), None);
    }
}
