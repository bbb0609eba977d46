//! The portal under test: the demonstration county on a fresh database, and a visitor's way to ask it.

use std::{collections::BTreeMap, future::pending, sync::Arc};

use axum::{
    Router,
    body::Body,
    http::{Request, request::Builder},
    response::Response,
};
use http_body_util::BodyExt;
use kreisrund::{
    cli::Global,
    commands::demo::tell_stories,
    config::Config,
    house::{self, Furnished, migrations},
    serve::router,
};
use kreisrund_search::Indexer;
use kreisrund_testkit::{Prepared, TestDatabase};
use kreisrund_web::Mode;
use tower::ServiceExt;

/// The office's phone number.
pub const PHONE: &str = "030 23125 100";

/// A portal that answers without a network.
pub struct Portal {
    router: Router,
    indexer: Arc<Indexer>,
}

/// The demonstration county and its index. It is always Sunday, 22 November 2026, 10:00.
pub static DEMO: Prepared = Prepared::new(migrations, |test| {
    Box::pin(async move {
        tell_stories(test.database()).await.unwrap();
        Portal::on(&test).await;
    })
});

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub content_type: String,
    /// Where a redirect leads.
    pub location: Option<String>,
    pub body: String,
}

impl Portal {
    /// Whatever the test's database holds.
    pub async fn on(test: &TestDatabase) -> Self {
        Self::in_mode(test, Mode::Demo).await
    }

    /// Whatever the test's database holds, shown in `mode`.
    pub async fn in_mode(test: &TestDatabase, mode: Mode) -> Self {
        let flags = Global { data: Some(test.folder().to_owned()), ..Global::default() };
        let variables = BTreeMap::from([("KREISRUND_OPERATOR_PHONE".to_owned(), PHONE.to_owned())]);
        let config = Config::load(&flags, &variables).unwrap();
        let database = test.database().clone();
        let Furnished { house, indexer, .. } = house::furnish(&config, database, mode).await.unwrap();
        let mut status = indexer.status();
        let is_built = async {
            status.wait_for(|status| status.position.is_some()).await.unwrap();
        };
        indexer.run(is_built).await.unwrap();
        let indexer = Arc::new(indexer);
        Self { router: router(&house, &indexer), indexer }
    }

    /// Has the index taken care of from now on until the story ends, as a server does.
    pub fn take_care_of_index(&self) {
        let indexer = Arc::clone(&self.indexer);
        tokio::spawn(async move { indexer.run(pending()).await });
    }

    /// The whole answer to a question with `headers`.
    pub async fn ask(&self, address: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::get(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request).await
    }

    /// The whole answer to a request without a body.
    pub async fn send(&self, request: Builder) -> Response<Body> {
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    pub async fn get(&self, address: &str) -> Answer {
        let response = self.ask(address, &[]).await;
        let status = response.status().as_u16();
        let header =
            |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (content_type, location) = (header("content-type"), header("location"));
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Answer {
            status,
            content_type: content_type.unwrap_or_default(),
            location,
            // Fonts are no text; nothing is asserted of their contents.
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// The body of a page that must be there.
    pub async fn page(&self, address: &str) -> String {
        let answer = self.get(address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        answer.body
    }

    /// A JSON answer that must be there.
    pub async fn json(&self, address: &str) -> serde_json::Value {
        serde_json::from_str(&self.page(address).await).unwrap()
    }
}

impl Answer {
    /// What a person reads: the page without its markup.
    pub fn words(&self) -> String {
        words(&self.body)
    }
}

/// The text of a page, without markup.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            other if !inside => text.push(other),
            _ => {}
        }
    }
    let text = text.replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'").replace('\u{a0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The addresses to which a page links.
pub fn links(html: &str) -> Vec<String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|address| address.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}
