//! Writing, migrating, refusing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use kreisrund_store::{Database, DatabaseUrl, migrate, migrations};
use kreisrund_testkit::{TestDatabase, database_test};
use sea_orm::ConnectionTrait;

#[database_test(migrations = migrations)]
async fn migrating_twice_changes_nothing(database: Database) {
    migrate(&database, migrations).await.unwrap();
    assert!(migrate::is_up_to_date(&database, migrations).await.unwrap());
}

#[database_test(migrations = migrations)]
async fn two_nodes_that_start_at_once_both_find_the_tables(_unused: Database, test: TestDatabase) {
    let one = Database::connect(test.url()).await.unwrap();
    let other = Database::connect(test.url()).await.unwrap();
    let (first, second) = tokio::join!(migrate(&one, migrations), migrate(&other, migrations));
    first.unwrap();
    second.unwrap();
}

#[database_test(migrations = migrations)]
async fn a_database_of_a_newer_version_is_refused(database: Database) {
    let write = database.write().await.unwrap();
    write
        .execute_unprepared(
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('from_the_future', 1)",
        )
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert!(migrate(&database, migrations).await.unwrap_err().to_string().contains("from_the_future"));
}

#[database_test(migrations = migrations)]
async fn writers_wait_for_one_another_instead_of_failing(database: Database) {
    let writers = (0..24).map(|number| {
        let database = database.clone();
        tokio::spawn(async move {
            let write = database.write().await.unwrap();
            let insert = format!(
                "INSERT INTO outbox_cursor (consumer, transaction_id, sequence, updated_at) VALUES ('{number}', 0, 0, 0)"
            );
            write.execute_unprepared(&insert).await.unwrap();
            write.commit().await.unwrap();
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

#[tokio::test]
async fn reading_connections_of_the_embedded_database_refuse_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::connect(&DatabaseUrl::in_folder(folder.path())).await.unwrap();
    migrate(&database, migrations).await.unwrap();
    assert!(database.read().execute_unprepared("DELETE FROM job").await.is_err());
}
