//! What browsers see of the shell, asked over HTTP.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use askama::Template;
use axum::{
    Router,
    body::Body,
    extract::{FromRef, Path, State},
    http::{HeaderMap, Request, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use http_body_util::BodyExt;
use kreisrund_kernel::{FixedClock, Unavailable};
use tower::ServiceExt;

use crate::{
    Assets, CachePolicy, Mode, NavigationItem, Operator, Page, Parameters, Problem, Shell, Site, finish,
    form::Posted, render,
};

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block content %}<h1>{{ page.language.own_name() }}</h1><p>{{ words }}</p>{% endblock %}"#,
    ext = "html"
)]
struct Sample {
    page: Page,
    words: String,
}

#[derive(Clone)]
struct AppState {
    shell: Shell,
}

impl FromRef<AppState> for Shell {
    fn from_ref(state: &AppState) -> Self {
        state.shell.clone()
    }
}

async fn search(State(_): State<AppState>, page: Page, query: Parameters) -> Response {
    let words = query.first("q").unwrap_or_default().to_owned();
    let sample = Sample { page: page.titled("Suche"), words };
    render(StatusCode::OK, CachePolicy::Revalidate, &sample)
}

async fn dates(page: Page) -> Response {
    let page =
        page.alternate("text/calendar", "Termine von Müller & Söhne", "/termine.ics").titled("Termine");
    render(StatusCode::OK, CachePolicy::Revalidate, &Sample { page, words: String::new() })
}

async fn failing() -> Result<Response, Problem> {
    std::fs::read_to_string("/nonexistent/secret")?;
    Ok(StatusCode::OK.into_response())
}

async fn waiting() -> Result<Response, Problem> {
    Err(Unavailable::Search.into())
}

async fn panicking() -> Response {
    panic!("secret reason")
}

async fn numbered(Path(number): Path<u32>) -> String {
    number.to_string()
}

async fn receive(_: Posted) -> Redirect {
    Redirect::to("/suche")
}

fn app(mode: Mode) -> Router {
    let site = Site {
        name: "Kreisrund".to_owned(),
        county_name: "Landkreis Musterland".to_owned(),
        operator: Operator {
            name: "Servicestelle".to_owned(),
            phone: "03535 00 00".to_owned(),
            ..Operator::default()
        },
        base_url: "https://portal.example.org/".to_owned(),
        mode,
    };
    let files = [
        ("manifest.json", r#"{"app.css":"app-0123.css"}"#),
        ("app-0123.css", "body{}"),
        ("app-0123.css.br", "brotli"),
        ("app-0123.css.gz", "gzip"),
    ];
    let clock = FixedClock("2026-11-22T10:00:00Z".parse().unwrap());
    let shell = Shell::builder(site, Arc::new(clock))
        .navigation([NavigationItem { text: "web-nav-start", path: "/" }])
        .assets(Assets::given(files.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()))))
        .build();
    let router = Router::new()
        .route("/", get(search))
        .route("/suche", get(search))
        .route("/suche.json", get(failing))
        .route("/kaputt", get(failing))
        .route("/gleich", get(waiting))
        .route("/gleich.json", get(waiting))
        .route("/gleich.ics", get(waiting))
        .route("/panik", get(panicking))
        .route("/nummer/{number}", get(numbered))
        .route("/termine", get(dates))
        .route("/readyz", get(async || (StatusCode::SERVICE_UNAVAILABLE, "not ready")))
        .route("/senden", post(receive))
        .with_state(AppState { shell: shell.clone() });
    finish(router, shell)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn ask(mode: Mode, request: Request<Body>) -> Answer {
    let response = app(mode).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let answer = Answer {
        status: parts.status,
        headers: parts.headers,
        body: body.collect().await.unwrap().to_bytes().to_vec(),
    };
    // What holds for every answer, whatever was asked.
    let policy = answer.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert!(!answer.header("x-request-id").is_empty());
    assert!(!answer.headers.contains_key(header::SET_COOKIE));
    answer
}

async fn visit(path: &str) -> Answer {
    ask(Mode::Production, Request::get(path).body(Body::empty()).unwrap()).await
}

fn post_form() -> axum::http::request::Builder {
    Request::post("/senden").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

#[tokio::test]
async fn the_same_page_speaks_german_and_english() {
    let german = visit("/suche?q=Chor").await;
    assert_eq!(german.status, StatusCode::OK);
    assert!(german.text().contains(r#"<html lang="de""#) && german.text().contains("<h1>Deutsch</h1>"));
    assert!(german.text().contains(r#"href="/en/suche?q=Chor" lang="en""#), "the switch keeps the question");
    assert!(german.text().contains(r#"hreflang="en" href="https://portal.example.org/en/suche""#));

    let english = visit("/en/suche?q=Chor").await;
    assert!(english.text().contains(r#"<html lang="en""#) && english.text().contains("<h1>English</h1>"));
    assert!(english.text().contains(r#"href="/suche?q=Chor" lang="de""#));
    assert!(english.text().contains(r#"rel="canonical" href="https://portal.example.org/en/suche""#));
    assert!(visit("/en/").await.text().contains("<h1>English</h1>"));
}

#[tokio::test]
async fn a_page_names_the_calendar_with_its_dates() {
    let link = |path: &str| {
        format!(
            r#"<link rel="alternate" type="text/calendar" title="Termine von Müller &#38; Söhne" href="{path}">"#
        )
    };
    assert!(visit("/termine").await.text().contains(&link("/termine.ics")));
    assert!(visit("/en/termine").await.text().contains(&link("/en/termine.ics")));
    assert!(!visit("/").await.text().contains("text/calendar"));
}

#[tokio::test]
async fn every_page_has_one_address() {
    for (path, target) in [("/suche/?q=a", "/suche?q=a"), ("/en", "/en/"), ("/de/suche", "/suche")] {
        let answer = visit(path).await;
        assert_eq!(
            (answer.status, answer.header(header::LOCATION)),
            (StatusCode::PERMANENT_REDIRECT, target)
        );
    }
}

#[tokio::test]
async fn every_error_is_a_page_that_leads_on() {
    for (path, status, german, english) in [
        ("/gibt-es-nicht", 404, "Diese Seite gibt es nicht", "There is no such page"),
        ("/nummer/abc", 400, "Das haben wir nicht verstanden", "We did not understand that"),
        ("/senden", 405, "So geht das hier nicht", "That does not work here"),
        ("/kaputt", 500, "Das liegt an uns", "This is our fault"),
        ("/panik", 500, "Das liegt an uns", "This is our fault"),
    ] {
        for (prefix, title) in [("", german), ("/en", english)] {
            let answer = visit(&format!("{prefix}{path}")).await;
            let text = answer.text();
            assert_eq!(answer.status.as_u16(), status, "{prefix}{path}");
            assert!(text.contains(&format!("<h1 class=\"title\">{title}</h1>")), "{prefix}{path}: {text}");
            assert!(text.contains("tel:+4935350000"), "the phone is offered");
            assert!(!text.contains("secret") && !text.contains("nonexistent"), "nothing internal leaks");
            assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
            if status == 404 {
                assert!(text.contains(r#"name="q""#), "a search is offered");
            }
            if status == 500 {
                assert!(text.contains(answer.header("x-request-id")), "the number to quote is shown");
            }
        }
    }
    assert!(visit("/senden").await.header(header::ALLOW).contains("POST"));
}

#[tokio::test]
async fn an_unknown_language_leads_to_the_same_page_in_a_known_one() {
    let answer = visit("/fr/suche?q=a").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(
        answer.text().contains(r#"href="/suche" lang="de""#)
            && answer.text().contains(r#"href="/en/suche" lang="en""#)
    );
}

#[tokio::test]
async fn programs_get_problem_documents() {
    for path in ["/suche.json", "/en/nichts.json"] {
        let answer = visit(path).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
        let document: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(document["status"], answer.status.as_u16());
        assert!(!answer.text().contains("nonexistent"));
    }
}

#[tokio::test]
async fn calendars_and_readers_are_told_in_plain_words() {
    for path in ["/gleich.ics", "/en/nichts.rss", "/%ff.atom", "/nichts.ics?q=%00"] {
        let answer = visit(path).await;
        assert!(answer.status.is_client_error() || answer.status.is_server_error(), "{path}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "text/plain; charset=utf-8", "{path}");
        assert!(!answer.text().contains('<') && answer.text().lines().count() == 2, "{}", answer.text());
        let request = Request::get(path).header(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8");
        let page = ask(Mode::Production, request.body(Body::empty()).unwrap()).await;
        assert!(page.status == answer.status && page.text().contains("<h1"), "{path}: people get a page");
    }
}

#[tokio::test]
async fn a_health_check_keeps_its_own_words() {
    assert_eq!(visit("/readyz").await.text(), "not ready");
}

#[tokio::test]
async fn odd_addresses_get_friendly_answers() {
    assert_eq!(visit("/%ff%fe").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(visit("/suche?q=%00").await.status, StatusCode::BAD_REQUEST);
    let unreadable = visit("/suche?q=%ff%fe").await;
    assert_eq!(unreadable.status, StatusCode::OK);
    assert!(unreadable.text().contains('\u{fffd}'));
    let endless = visit(&format!("/suche?q={}", "x".repeat(10_000))).await;
    assert_eq!(endless.status, StatusCode::URI_TOO_LONG);
    assert!(endless.text().contains("Diese Adresse ist zu lang") && endless.body.len() < 20_000);
    assert_eq!(visit("//example.org/").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_typed_never_becomes_markup() {
    let answer = visit("/suche?q=%3Cscript%3Ealert(1)%3C/script%3E&x=%22%3E%3Cb%3E").await;
    assert!(!answer.text().contains("<script>alert") && !answer.text().contains("\"><b>"));
}

#[tokio::test]
async fn other_sites_cannot_send_forms_in_a_visitors_name() {
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://example.com"),
        ("origin", "null"),
    ] {
        let request = post_form().header("host", "portal.example.org").header(name, value);
        let answer = ask(Mode::Production, request.body(Body::from("a=b")).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(answer.text().contains("fremden Website"));
    }
    for (name, value) in
        [("sec-fetch-site", "same-origin"), ("origin", "https://portal.example.org"), ("accept", "*/*")]
    {
        let request = post_form().header("host", "portal.example.org").header(name, value);
        let answer = ask(Mode::Production, request.body(Body::from("a=b")).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {value}");
    }
}

#[tokio::test]
async fn too_much_and_the_wrong_thing_are_refused() {
    let large = post_form().header(header::CONTENT_LENGTH, "99999999").body(Body::from("a=b")).unwrap();
    assert_eq!(ask(Mode::Production, large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let unannounced = post_form().body(Body::from(vec![b'a'; 3 * 1024 * 1024])).unwrap();
    assert_eq!(ask(Mode::Production, unannounced).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let wrong =
        Request::post("/senden").header(header::CONTENT_TYPE, "text/xml").body(Body::from("<a/>")).unwrap();
    assert_eq!(ask(Mode::Production, wrong).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let first = visit("/suche").await;
    let tag = first.header(header::ETAG).to_owned();
    assert!(tag.starts_with("W/\""));
    let again = Request::get("/suche").header(header::IF_NONE_MATCH, &tag).body(Body::empty()).unwrap();
    let again = ask(Mode::Production, again).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(again.header(header::ETAG), tag);
    assert_ne!(visit("/suche?q=anderes").await.header(header::ETAG), tag);
}

#[tokio::test]
async fn head_answers_like_get_without_a_body() {
    for path in ["/suche", "/gibt-es-nicht"] {
        let head = ask(Mode::Production, Request::head(path).body(Body::empty()).unwrap()).await;
        let get = visit(path).await;
        assert_eq!((head.status, head.body.len()), (get.status, 0));
        assert_eq!(head.header(header::ETAG), get.header(header::ETAG));
    }
}

#[tokio::test]
async fn pages_travel_compressed() {
    for encoding in ["br", "gzip"] {
        let request =
            Request::get("/suche").header(header::ACCEPT_ENCODING, encoding).body(Body::empty()).unwrap();
        let answer = ask(Mode::Production, request).await;
        assert_eq!(answer.header(header::CONTENT_ENCODING), encoding);
        assert!(answer.header(header::VARY).contains("accept-encoding"));
    }
}

#[tokio::test]
async fn what_can_not_answer_just_now_says_so_and_when_to_come_again() {
    for (path, sentence) in [
        ("/gleich", "Die Suche wird gerade vorbereitet."),
        ("/en/gleich", "The search is being prepared."),
        ("/gleich.json", "Die Suche wird gerade vorbereitet."),
        ("/en/gleich.ics", "The search is being prepared."),
    ] {
        let answer = visit(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(answer.header(header::RETRY_AFTER), "30", "{path}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
        assert!(answer.text().contains(sentence), "{}", answer.text());
    }
    assert_eq!(visit("/gleich.json").await.header(header::CONTENT_TYPE), "application/problem+json");
}

#[tokio::test]
async fn built_files_come_compressed_and_for_good() {
    for (accepted, body) in
        [("br, gzip", "brotli"), ("gzip", "gzip"), ("br;q=0, identity", "body{}"), ("", "body{}")]
    {
        let request = Request::get("/assets/app-0123.css").header(header::ACCEPT_ENCODING, accepted);
        let answer = ask(Mode::Production, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.text(), body, "{accepted}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "text/css; charset=utf-8");
        assert!(answer.header(header::CACHE_CONTROL).contains("immutable"));
        let tag = answer.header(header::ETAG);
        let again = Request::get("/assets/app-0123.css")
            .header(header::ACCEPT_ENCODING, accepted)
            .header(header::IF_NONE_MATCH, tag);
        assert_eq!(
            ask(Mode::Production, again.body(Body::empty()).unwrap()).await.status,
            StatusCode::NOT_MODIFIED
        );
    }
    for path in
        ["/assets/nichts.css", "/assets/manifest.json", "/assets/app-0123.css.br", "/assets/..%2fCargo.toml"]
    {
        assert_eq!(visit(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(visit("/suche").await.text().contains("/assets/app-0123.css"));
}

#[tokio::test]
async fn the_logo_and_what_robots_ask_for() {
    assert!(visit("/logo.svg").await.text().contains("prefers-color-scheme:dark"));
    assert_eq!(visit("/favicon.svg").await.header(header::CONTENT_TYPE), "image/svg+xml");
    assert!(visit("/site.webmanifest").await.text().contains("Kreisrund"));
    let robots = visit("/robots.txt").await;
    let robots = robots.text();
    assert!(robots.contains("Allow: /") && robots.contains("Sitemap: https://"), "{robots}");
    let demo = ask(Mode::Demo, Request::get("/robots.txt").body(Body::empty()).unwrap()).await;
    assert!(demo.text().contains("Disallow: /") && !demo.text().contains("Sitemap"));
}

#[tokio::test]
async fn the_gallery_is_for_development_and_demonstration() {
    for path in ["/muster", "/muster/angebot", "/en/muster"] {
        assert_eq!(visit(path).await.status, StatusCode::NOT_FOUND);
        let shown = ask(Mode::Demo, Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert_eq!(shown.text().matches("<h1").count(), 1, "one title per page");
        assert!(!shown.text().contains(" style=") && !shown.text().contains("<style"), "no inline styles");
        assert!(!shown.text().contains("web-"), "no text is missing");
    }
}

#[tokio::test]
async fn a_form_comes_back_with_its_faults_and_leads_on_when_right() {
    let send = |body: &'static str| {
        let request =
            Request::post("/muster").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        ask(Mode::Demo, request.body(Body::from(body)).unwrap())
    };
    let faulty = send("name=Anna+B%C3%A4r&email=anna").await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.text().contains("2 Angaben fehlen noch"));
    assert!(
        faulty.text().contains(r##"<a href="#email">"##) && faulty.text().contains(r##"<a href="#weg">"##)
    );
    assert!(faulty.text().contains(r#"value="Anna Bär""#), "what was typed is still there");
    let right = send("name=Anna&email=anna%40example.org&weg=mail").await;
    assert_eq!(
        (right.status, right.header(header::LOCATION)),
        (StatusCode::SEE_OTHER, "/muster?gesendet=ja")
    );
    let thanks = ask(Mode::Demo, Request::get("/muster?gesendet=ja").body(Body::empty()).unwrap()).await;
    assert!(thanks.text().contains("Vielen Dank!"));
}

#[tokio::test]
async fn an_identifier_from_outside_is_kept_only_if_it_is_harmless() {
    let with = |id: &'static str| {
        ask(Mode::Production, Request::get("/suche").header("x-request-id", id).body(Body::empty()).unwrap())
    };
    assert_eq!(with("abc-123_DEF").await.header("x-request-id"), "abc-123_DEF");
    for id in ["kurz", "a b c d e f g h", "<script>alert</script>"] {
        assert_ne!(with(id).await.header("x-request-id"), id);
    }
}

/// What all tests log, kept in one place: a subscriber of a single thread would miss events whose callsite another
/// thread met first.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_access_log_knows_neither_who_asked_nor_for_what() {
    let subscriber = tracing_subscriber::fmt().with_writer(|| Log).with_ansi(false).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let request = Request::get("/nummer/7?q=Schuldnerberatung")
        .header("x-forwarded-for", "203.0.113.9")
        .header("x-request-id", "the-one-to-find");
    ask(Mode::Production, request.body(Body::empty()).unwrap()).await;
    let log = String::from_utf8(LOG.lock().unwrap().clone()).unwrap();
    let line = log.lines().find(|line| line.contains("the-one-to-find")).unwrap();
    assert!(line.contains("/nummer/{number}") && line.contains("status=200"), "{line}");
    assert!(
        !line.contains("Schuldnerberatung") && !line.contains("203.0.113.9") && !line.contains("/nummer/7"),
        "{line}"
    );
}
