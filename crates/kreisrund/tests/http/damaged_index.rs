//! The disk ruins the search index beneath a running portal: who asks is told to wait a moment, and soon it answers again.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
    time::Duration,
};

use axum::http::header;
use http_body_util::BodyExt;
use kreisrund_testkit::{TestDatabase, database_test};

use crate::portal::{DEMO, Portal};

const PAGES: [&str; 8] = [
    "/suche?q=chor",
    "/",
    "/suche?ort=finsterwalde",
    "/themen/musik",
    "/gemeinden/finsterwalde",
    "/einbetten?q=chor",
    "/widget?q=chor",
    "/bildschirm?q=chor",
];
/// Not asked before the damage: answers that are kept in memory need no index.
const DATA: [&str; 2] = ["/suche.json?q=chor&sortierung=passend", "/suche/vorschlaege.json?q=chor"];

#[database_test(prepared = DEMO)]
async fn who_asks_a_damaged_index_is_told_to_wait_and_soon_it_answers_again(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    portal.take_care_of_index();
    let total = portal.json("/suche.json?q=chor").await["total"].clone();
    let used = ruin(&test.folder().join("index"));
    // Who asks first is told, and so is everybody until it is mended.
    assert_eq!(waits_or_answers(&portal, DATA[0]).await, 503);
    for address in PAGES.iter().chain(&DATA) {
        let status = waits_or_answers(&portal, address).await;
        assert!([200, 503].contains(&status), "{address}: {status}");
    }
    let finds_all = async || {
        let answer = portal.get(DATA[0]).await;
        answer.status == 200 && answer.body.contains(&format!("\"total\":{total},"))
    };
    let mut waited = 0;
    while !finds_all().await {
        waited += 1;
        assert!(waited < 6_000, "it does not recover");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_ne!(fs::read_to_string(test.folder().join("index/current")).unwrap(), used);
    for address in PAGES.iter().chain(&DATA) {
        portal.page(address).await;
    }
}

/// Writes garbage over every file of the index in use, and returns its name.
fn ruin(index: &Path) -> String {
    let used = fs::read_to_string(index.join("current")).unwrap();
    for file in fs::read_dir(index.join(&used)).unwrap().flatten() {
        let path = file.path();
        if path.extension().is_some_and(|kind| kind != "json" && kind != "lock") {
            let length = usize::try_from(file.metadata().unwrap().len()).unwrap();
            OpenOptions::new().write(true).open(path).unwrap().write_all(&vec![0; length]).unwrap();
        }
    }
    used
}

/// Asks for `address`. Where the answer is to wait, it says for what and how long.
async fn waits_or_answers(portal: &Portal, address: &str) -> u16 {
    let answer = portal.ask(address, &[]).await;
    let status = answer.status().as_u16();
    if status == 503 {
        assert_eq!(answer.headers()[header::RETRY_AFTER], "30", "{address}");
        let is_data = answer.headers()[header::CONTENT_TYPE] == "application/problem+json";
        assert_eq!(is_data, address.contains(".json"), "{address}");
        let body =
            String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
        assert!(body.contains("Die Suche wird gerade vorbereitet."), "{address}: {body}");
    }
    status
}
