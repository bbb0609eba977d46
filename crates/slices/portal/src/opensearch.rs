//! `/opensearch.xml`: how browsers and other programs search here by themselves (OpenSearch 1.1), and the suggestions in
//! the form in which they ask for them.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kreisrund_slice::House;
use kreisrund_web::{
    Page, Parameters, Problem,
    feed::{ATOM, RSS, escaped},
};

use crate::{
    feeds::{ATOM_PATH, RSS_PATH},
    start::require_index,
    suggest,
};

/// The media type of the description.
const MEDIA_TYPE: &str = "application/opensearchdescription+xml";
/// The media type of suggestions (OpenSearch Suggestions extension 1.1).
const SUGGESTIONS: &str = "application/x-suggestions+json";
/// Where the description is.
pub const PATH: &str = "/opensearch.xml";
/// Where suggestions are.
pub const SUGGESTIONS_PATH: &str = "/suche/opensearch.json";
/// Letters of the short name at most.
const SHORTEST: usize = 16;
/// Letters of the long name at most.
const LONG: usize = 48;
/// Letters of the description at most.
const LONGEST: usize = 1_024;

/// The description.
pub async fn description(State(house): State<House>, page: Page) -> Response {
    let site = house.shell.site();
    let at_most = |text: &str, most: usize| escaped(text.chars().take(most).collect::<String>().trim());
    let about = page.t_text("portal-results-description", "county", &site.county_name);
    let address = |kind: &str, relation: &str, path: &str| {
        let template = escaped(&format!("{}?q={{searchTerms}}", page.absolute(path)));
        format!("<Url type=\"{kind}\" rel=\"{relation}\" template=\"{template}\"/>\n")
    };
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{short}</ShortName>\n<LongName>{long}</LongName>\n<Description>{about}</Description>\n\
         {results}{suggestions}{atom}{rss}\
         <Url type=\"{MEDIA_TYPE}\" rel=\"self\" template=\"{own}\"/>\n\
         <Image width=\"16\" height=\"16\" type=\"image/svg+xml\">{icon}</Image>\n\
         <SyndicationRight>open</SyndicationRight>\n<Language>{language}</Language>\n\
         <InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n\
         </OpenSearchDescription>\n",
        short = at_most(&site.name, SHORTEST),
        long = at_most(&format!("{} – {}", site.name, site.county_name), LONG),
        about = at_most(&about, LONGEST),
        results = address("text/html", "results", "/suche"),
        suggestions = address(SUGGESTIONS, "suggestions", SUGGESTIONS_PATH),
        atom = address(ATOM, "results", ATOM_PATH),
        rss = address(RSS, "results", RSS_PATH),
        own = escaped(&page.absolute(PATH)),
        icon = escaped(&format!("{}/favicon.svg", site.base_url)),
        language = page.language.tag(),
    );
    let headers = [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, xml).into_response()
}

/// What somebody may mean: what was typed, then the suggestions, what each is, and the addresses of their pages.
pub async fn suggestions(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let (typed, suggestions) = suggest::suggested(&house, &page, &parameters)?;
    let base = &page.site().base_url;
    let (mut texts, mut kinds, mut addresses) = (Vec::new(), Vec::new(), Vec::new());
    for suggestion in suggestions {
        addresses.push(format!("{base}{}", suggestion.href));
        kinds.push(match suggestion.detail {
            Some(detail) => format!("{} · {detail}", suggestion.label),
            None => suggestion.label,
        });
        texts.push(suggestion.text);
    }
    let mut response = Json((typed, texts, kinds, addresses)).into_response();
    for (name, value) in [(header::CONTENT_TYPE, SUGGESTIONS), (header::CACHE_CONTROL, suggest::KEPT)] {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    Ok(response)
}
