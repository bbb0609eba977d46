//! What is found turns with the day, although nobody changed anything.

use std::sync::Arc;

use jiff::{SignedDuration, ToSpan};
use kreisrund_directory::{
    network::{Member, MemberRole, Members, NetworkDetails, NetworkKind},
    store::networks::save_network,
};
use kreisrund_kernel::{FixedClock, Period, SubjectKind, SubjectRef};
use kreisrund_offers::{follow, offer::Origin};
use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};

use crate::{
    county::{club, messages, migrations, save, settle, slug, today},
    search::{Node, indexer},
    store::draft,
};

#[database_test(migrations = migrations)]
async fn after_midnight_is_found_what_holds_on_the_new_day(test: TestDatabase) {
    let sunday = test.database();
    settle(sunday).await;
    let day = today(sunday);
    let period = |from: Option<i64>, to: Option<i64>| {
        let day = |days: i64| day.saturating_add(days.days());
        Period::new(from.map(day), to.map(day)).unwrap()
    };
    let write = sunday.write().await.unwrap();
    let club = club(&write).await.id;
    let members = [(period(Some(1), None), "netz-von-morgen"), (period(None, Some(0)), "netz-von-heute")];
    let mut networks = Vec::new();
    for (validity, name) in members {
        let member = Member { organisation: club, role: MemberRole::Member, validity };
        let members = Members::new(vec![member]).unwrap();
        let network = save_network(&write, &slug(name), network(name), members).await.unwrap().0;
        networks.push(SubjectRef::new(SubjectKind::Network, network.id));
    }
    write.commit().await.unwrap();
    for (title, validity) in [
        ("Immer", Period::ALWAYS),
        ("Heute", period(Some(-5), Some(0))),
        ("Morgen", period(Some(1), Some(5))),
        ("Übermorgen", period(Some(2), None)),
    ] {
        let mut draft = draft(&title.to_lowercase().replace('ü', "ue"), title, Vec::new());
        draft.origin = Origin::Demo { name: title.to_owned() };
        draft.details.organisation = club;
        draft.details.validity = validity;
        save(sunday, &draft).await;
    }
    let titles = async |node: &Node, expected: &[&str]| {
        let is_so = |hits: &[kreisrund_search::Hit]| {
            let mut titles: Vec<&str> = hits.iter().map(|hit| hit.card.title.as_str()).collect();
            titles.sort_unstable();
            titles == expected
        };
        node.finds("", is_so).await;
    };
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(sunday, folder.path()).await;
    titles(&node, &["Heute", "Immer"]).await;
    node.finds_by(networks[0], 0).await;
    node.finds_by(networks[1], 2).await;
    node.stop().await;

    let next = FixedClock(sunday.clock().now() + SignedDuration::from_hours(24));
    let monday = Database::connect_with_clock(test.url(), Arc::new(next)).await.unwrap();
    let node = Node::start(&monday, folder.path()).await;
    titles(&node, &["Heute", "Immer"]).await;
    follow::follow_days(&monday).await.unwrap();
    titles(&node, &["Immer", "Morgen"]).await;
    node.finds_by(networks[0], 2).await;
    node.finds_by(networks[1], 0).await;
    node.stop().await;
    let told = indexer(&monday, folder.path()).await.0.verify().await.unwrap();
    assert!(told.is_true() && told.equal == 2, "{told:?}");
}

#[database_test(migrations = migrations)]
async fn what_turned_lately_is_told_and_nothing_else(database: Database) {
    settle(&database).await;
    let day = today(&database);
    let days = |from: i64, to: i64| {
        Period::new(Some(day.saturating_add(from.days())), Some(day.saturating_add(to.days()))).unwrap()
    };
    for (title, validity, long_ago, lately) in [
        ("bald", days(1, 5), 0, 0),
        ("noch", days(-50, 0), 0, 0),
        ("laengst", days(-50, -40), 0, 0),
        ("neulich", days(-10, 5), 1, 0),
        ("gestern-begonnen", days(-1, 5), 1, 1),
        ("gestern-zuletzt", days(-50, -1), 1, 1),
    ] {
        let mut draft = draft(title, title, Vec::new());
        draft.origin = Origin::Demo { name: title.to_owned() };
        draft.details.validity = validity;
        let before = [
            messages_of(&database, follow::follow(&database)).await,
            messages_of(&database, follow::follow_days(&database)).await,
        ];
        save(&database, &draft).await;
        let after = [
            messages_of(&database, follow::follow(&database)).await,
            messages_of(&database, follow::follow_days(&database)).await,
        ];
        assert_eq!([after[0] - before[0], after[1] - before[1]], [long_ago, lately], "{title}");
    }
}

/// How many messages `work` leaves in the log.
async fn messages_of(
    database: &Database,
    work: impl Future<Output = Result<(), kreisrund_store::StoreError>>,
) -> usize {
    let before = messages(database).await;
    work.await.unwrap();
    messages(database).await - before
}

fn network(name: &str) -> NetworkDetails {
    NetworkDetails {
        name: name.to_owned(),
        kind: NetworkKind::Other,
        area: None,
        email: None,
        phone: None,
        website: None,
        example: true,
    }
}
