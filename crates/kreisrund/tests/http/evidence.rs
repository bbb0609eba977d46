//! What people look for and do not find becomes evidence, and tells of nobody.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use kreisrund::{
    cli::Global,
    config::Config,
    house::{self, Furnished},
    serve::router,
};
use kreisrund_evidence::{EmptySearches, Evidence, Month, empty_searches};
use kreisrund_kernel::Told;
use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use kreisrund_web::Mode;
use tower::ServiceExt;

use crate::portal::DEMO;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";

/// The demonstration county and what it takes note of.
struct Watched {
    router: Router,
    evidence: Evidence,
    database: Database,
}

impl Watched {
    async fn on(test: &TestDatabase) -> Self {
        let flags = Global { data: Some(test.folder().to_owned()), ..Global::default() };
        let config = Config::load(&flags, &BTreeMap::new()).unwrap();
        let database = test.database().clone();
        let Furnished { house, indexer, .. } =
            house::furnish(&config, database.clone(), Mode::Demo).await.unwrap();
        let mut status = indexer.status();
        let is_built = async {
            status.wait_for(|status| status.position.is_some()).await.unwrap();
        };
        indexer.run(is_built).await.unwrap();
        Self { router: router(&house, &Arc::new(indexer)), evidence: house.evidence.clone(), database }
    }

    async fn ask(&self, request: Request<Body>) {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
    }

    /// A visitor with the browser `agent` at `peer` asks for `address`.
    async fn visit(&self, address: &str, agent: &str, peer: &str) {
        let peer: SocketAddr = format!("{peer}:40000").parse().unwrap();
        let request = Request::get(address).header("user-agent", agent).extension(ConnectInfo(peer));
        self.ask(request.body(Body::empty()).unwrap()).await;
    }

    async fn told(&self) -> Vec<EmptySearches> {
        self.evidence.flush().await;
        let month = Month::of(self.database.clock().today());
        empty_searches(self.database.read(), month, month).await.unwrap()
    }

    /// The words that are told, with the number of people.
    async fn words(&self) -> Vec<(Option<String>, Told)> {
        self.told().await.into_iter().map(|searches| (searches.words, searches.people)).collect()
    }
}

#[database_test(prepared = DEMO)]
async fn three_visitors_who_miss_the_same_are_told_and_two_are_only_counted(test: TestDatabase) {
    let watched = Watched::on(&test).await;
    watched.visit("/suche?q=Unterwasserrugby", FIREFOX, "203.0.113.1").await;
    watched.visit("/suche?q=unterwasserrugby", FIREFOX, "203.0.113.1").await;
    watched.visit("/en/suche?q=UNTERWASSERRUGBY", CHROME, "203.0.113.1").await;
    assert_eq!(watched.words().await, [(None, Told::Few)], "two people, who may not be told apart from one");

    watched.visit("/suche?q=Unterwasserrugby&zeit=heute", CHROME, "203.0.113.2").await;
    assert_eq!(watched.words().await, [(Some("unterwasserrugby".to_owned()), Told::Exactly(3))]);
}

#[database_test(prepared = DEMO)]
async fn the_place_in_the_question_is_where_it_is_missed(test: TestDatabase) {
    let watched = Watched::on(&test).await;
    watched.visit("/suche?q=unterwasserrugby+sallgast", FIREFOX, "203.0.113.1").await;
    watched.visit("/suche?q=unterwasserrugby&ort=sallgast", FIREFOX, "203.0.113.2").await;
    watched.visit("/suche?q=Unterwasserrugby&gebiet=sallgast", FIREFOX, "203.0.113.3").await;
    let told = watched.told().await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].area.is_some() && told[0].words.as_deref() == Some("unterwasserrugby"), "{told:?}");
}

#[database_test(prepared = DEMO)]
async fn addresses_and_numbers_are_never_kept_however_many_type_them(test: TestDatabase) {
    let watched = Watched::on(&test).await;
    for private in ["erika.muster%40example.org", "03535+4600123", "erika+%28at%29+example", "04924+12345"] {
        for (agent, peer) in [
            (FIREFOX, "203.0.113.1"),
            (CHROME, "203.0.113.2"),
            (PHONE, "203.0.113.3"),
            (PHONE, "203.0.113.4"),
        ] {
            watched.visit(&format!("/suche?q={private}"), agent, peer).await;
        }
    }
    let told = watched.told().await;
    assert!(!told.is_empty() && told.iter().all(|searches| searches.words.is_none()), "{told:?}");
}

#[database_test(prepared = DEMO)]
async fn what_is_found_and_who_is_no_visitor_leaves_no_trace(test: TestDatabase) {
    let watched = Watched::on(&test).await;
    for found in
        ["/suche?q=Computer", "/suche?q=", "/suche?thema=unsinn-und-mehr&ort=", "/suche?q=Computre", "/"]
    {
        let request = Request::get(found).header("user-agent", FIREFOX).body(Body::empty()).unwrap();
        watched.router.clone().oneshot(request).await.unwrap();
    }
    let missed = "/suche?q=Unterwasserrugby";
    watched
        .visit(missed, "Mozilla/5.0 (compatible; Somebot/2.1; +http://example.org/bot)", "203.0.113.1")
        .await;
    watched.visit("/suche?q=Unterwasserrugby&erklaeren=1", FIREFOX, "203.0.113.1").await;
    watched.visit("/suche.json?q=Unterwasserrugby", FIREFOX, "203.0.113.1").await;
    let ahead = Request::get(missed).header("user-agent", FIREFOX).header("sec-purpose", "prefetch");
    watched.ask(ahead.body(Body::empty()).unwrap()).await;
    watched.ask(Request::get(missed).body(Body::empty()).unwrap()).await;
    assert_eq!(watched.words().await, []);
}
