//! `/sitemap.xml`: all pages that search engines may list (<https://www.sitemaps.org/protocol.html>).
//!
//! Pages of records come from the search index: what can be found is listed, and nothing else is. Pages that stand on
//! their own are named by their slices. The list comes in parts, each told apart by `?teil=`: a part may only list
//! addresses at or below its own path, and all of them lie at the root.

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use kreisrund_kernel::{Language, Unavailable};
use kreisrund_search::PublicPath;
use kreisrund_slice::House;
use kreisrund_web::{Page, Parameters, Problem, feed::escaped};

/// Pages listed in one part. Each has an address for each language, and search engines take 50,000 addresses and 50 MB.
pub const PER_PART: usize = 10_000;
/// The parameter that names the part.
const PART: &str = "teil";

#[derive(Clone)]
struct Sitemap {
    house: House,
    /// Pages that stand on their own.
    standing: Arc<[&'static str]>,
}

/// The route on which `house` lists its pages, those of `standing` first.
pub fn routes(house: &House, standing: Vec<&'static str>) -> Router {
    let sitemap = Sitemap { house: house.clone(), standing: standing.into() };
    Router::new().route("/sitemap.xml", get(answer)).with_state(sitemap)
}

impl axum::extract::FromRef<Sitemap> for kreisrund_web::Shell {
    fn from_ref(sitemap: &Sitemap) -> Self {
        sitemap.house.shell.clone()
    }
}

async fn answer(
    State(sitemap): State<Sitemap>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    // An unfinished list would make search engines forget the rest.
    if !sitemap.house.search.is_open() {
        return Err(Unavailable::Search.into());
    }
    let base = &page.site().base_url;
    let xml = match parameters.first(PART) {
        None => index(base, sitemap.parts()?),
        Some(part) => {
            let part = part.parse::<usize>().ok().filter(|part| *part >= 1).ok_or_else(Problem::not_found)?;
            let pages = sitemap.part(part)?;
            if pages.is_empty() {
                return Err(Problem::not_found());
            }
            list(base, &pages)
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "application/xml; charset=utf-8"),
        (header::CACHE_CONTROL, "public, no-cache"),
    ];
    Ok((headers, xml).into_response())
}

impl Sitemap {
    /// How many parts there are.
    fn parts(&self) -> Result<usize, Problem> {
        let (found, _) = self.house.search.paths(0, 0)?;
        Ok((self.standing.len() + found).div_ceil(PER_PART).max(1))
    }

    /// The pages of part `number`, from 1.
    fn part(&self, number: usize) -> Result<Vec<PublicPath>, Problem> {
        let from = (number - 1).saturating_mul(PER_PART);
        let standing = self.standing.iter().skip(from).take(PER_PART);
        let mut pages: Vec<PublicPath> =
            standing.map(|path| PublicPath { path: (*path).to_owned(), changed: None }).collect();
        let offset = from.saturating_sub(self.standing.len());
        let (_, found) = self.house.search.paths(offset, PER_PART - pages.len())?;
        pages.extend(found);
        Ok(pages)
    }
}

fn index(base: &str, parts: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for part in 1..=parts {
        xml += &format!(
            "<sitemap><loc>{}</loc></sitemap>\n",
            escaped(&format!("{base}/sitemap.xml?{PART}={part}"))
        );
    }
    xml + "</sitemapindex>\n"
}

/// Each page in each language, with its counterparts in the others.
fn list(base: &str, pages: &[PublicPath]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        let address = |language: Language| escaped(&format!("{base}{}", language.path(&page.path)));
        let alternates: String = Language::ALL
            .into_iter()
            .map(|language| {
                let (tag, address) = (language.tag(), address(language));
                format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{address}\"/>")
            })
            .collect();
        let changed = page.changed.map(|at| format!("<lastmod>{at}</lastmod>")).unwrap_or_default();
        for language in Language::ALL {
            xml += &format!("<url><loc>{}</loc>{changed}{alternates}</url>\n", address(language));
        }
    }
    xml + "</urlset>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_escaped_and_every_language_stands_beside_the_others() {
        let page = PublicPath {
            path: "/angebote/a&b".to_owned(),
            changed: Some("2026-11-22T09:00:00Z".parse().unwrap()),
        };
        let xml = list("https://portal.example.org", &[page]);
        assert!(xml.contains("<loc>https://portal.example.org/angebote/a&amp;b</loc>"), "{xml}");
        assert!(xml.contains("<loc>https://portal.example.org/en/angebote/a&amp;b</loc>"), "{xml}");
        assert!(
            xml.contains("hreflang=\"en\" href=\"https://portal.example.org/en/angebote/a&amp;b\""),
            "{xml}"
        );
        assert_eq!(xml.matches("<lastmod>2026-11-22T09:00:00Z</lastmod>").count(), 2);
        assert_eq!(xml.matches("<xhtml:link").count(), 4);
    }
}
