//! The operator builds the search index anew, and holds it against the database.

use kreisrund_store::Database;
use sea_orm::ConnectionTrait;

use crate::office::{Done, Office};

/// The number in `told` between `before` and `after`.
fn number(done: &Done, before: &str, after: &str) -> usize {
    let told = done.told.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    told.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{done:?}"))
}

/// Changes the database behind the program's back, so that the index does not hear of it.
async fn behind_its_back(office: &Office, statements: &[&str]) {
    let url = format!("sqlite:{}", office.data().join("kreisrund.sqlite").display());
    let database = Database::connect(&url.parse().unwrap()).await.unwrap();
    let write = database.write().await.unwrap();
    for statement in statements {
        assert_eq!(write.execute_unprepared(statement).await.unwrap().rows_affected(), 1, "{statement}");
    }
    write.commit().await.unwrap();
    database.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_lies_is_found_out_and_mended() {
    let office = Office::new();
    let nothing = office.run(&["reindex", "--verify"]);
    assert_eq!(nothing.code, 1, "{nothing:?}");
    assert!(nothing.complaint.contains("there is no search index"), "{nothing:?}");
    assert_eq!(office.start("demo").end().0, 0);

    let built = office.run(&["reindex"]);
    assert_eq!(built.code, 0, "{built:?}");
    let entries = number(&built, "search index built: ", " entries\n");
    assert!(entries > 119, "119 offers and the directory: {built:?}");
    let compared = office.run(&["reindex", "--verify"]);
    assert_eq!(compared.code, 0, "{compared:?}");
    assert_eq!(number(&compared, "the search index agrees with the database: ", " entries\n"), entries);

    let slug = "computer-in-ruhe-lernen";
    let hidden = "toepfern-von-der-kugel-zur-kanne";
    behind_its_back(
        &office,
        &[
            &format!("UPDATE offer SET state = 'withdrawn' WHERE slug = '{hidden}'"),
            &format!(
                "UPDATE content_text SET title = 'Ganz anders' WHERE language = 'de' AND subject_id = \
                 (SELECT id FROM offer WHERE slug = '{slug}')"
            ),
        ],
    )
    .await;
    let compared = office.run(&["reindex", "--verify"]);
    assert_eq!(compared.code, 1, "{compared:?}");
    assert!(
        compared.complaint.contains("differs from the database; run `kreisrund reindex`"),
        "{compared:?}"
    );
    assert!(compared.told.contains(&format!("surplus: /angebote/{hidden} (offer:")), "{compared:?}");
    assert!(compared.told.contains(&format!("outdated: /angebote/{slug} (offer:")), "{compared:?}");

    assert_eq!(office.run(&["reindex"]).code, 0);
    let publish = format!("UPDATE offer SET state = 'published' WHERE slug = '{hidden}'");
    behind_its_back(&office, &[&publish]).await;
    let compared = office.run(&["reindex", "--verify"]);
    assert_eq!(compared.code, 1, "{compared:?}");
    assert!(compared.told.contains(&format!("missing: /angebote/{hidden} (offer:")), "{compared:?}");
    assert!(compared.told.contains("missing in all: 1 (offer 1)\n"), "{compared:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_server_is_compared_and_asked_to_build() {
    let office = Office::new();
    let server = office.start("demo");
    let compared = office.run(&["reindex", "--verify"]);
    assert_eq!(compared.code, 0, "{compared:?}");
    assert!(compared.told.contains("the search index agrees with the database: "), "{compared:?}");

    let entries = |answer: &serde_json::Value| answer["index"]["entries"].as_u64().unwrap();
    let before = entries(&server.json("/readyz"));
    let hidden = "UPDATE offer SET state = 'withdrawn' WHERE slug = 'computer-in-ruhe-lernen'";
    behind_its_back(&office, &[hidden]).await;
    let asked = office.run(&["reindex"]);
    assert_eq!(asked.code, 0, "{asked:?}");
    assert!(asked.told.contains("it builds the search index anew now"), "{asked:?}");
    server.wait_for("/readyz", |answer| answer["ready"] == true && entries(answer) < before);
    assert_eq!(server.end().0, 0);
    let compared = office.run(&["reindex", "--verify"]);
    assert_eq!(compared.code, 0, "{compared:?}");
}
