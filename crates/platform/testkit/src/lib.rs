//! What tests share: a fresh database of either kind, a clock that stands still.
//!
//! PostgreSQL is reached through `KREISRUND_TEST_POSTGRES`, the address of a server on which databases may be made
//! and dropped. `make test` starts one and sets it. The value `skip` leaves those cases out, aloud.

use std::{future::Future, sync::Arc};

use kreisrund_kernel::{FixedClock, SharedClock};
use kreisrund_store::{Database, DatabaseUrl, migrate};
pub use kreisrund_testkit_macros::database_test;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use sea_orm_migration::MigrationTrait;

/// The variable that says where the PostgreSQL server for tests is.
pub const POSTGRES_VARIABLE: &str = "KREISRUND_TEST_POSTGRES";

/// The moment at which tests take place: a Sunday in November, 10:00 in the county.
#[must_use]
pub fn test_clock() -> SharedClock {
    Arc::new(FixedClock(jiff::Timestamp::constant(1_795_338_000, 0)))
}

/// The databases that we serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// The embedded database.
    Sqlite,
    /// The server.
    Postgresql,
}

/// A fresh database that goes away with the test.
#[derive(Clone, Debug)]
pub struct TestDatabase {
    database: Database,
    url: DatabaseUrl,
    backend: Backend,
}

impl TestDatabase {
    /// The handle.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The address, for a second handle or another process.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// The address as text, with its password.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.url {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseUrl::Postgresql(url) => url.clone(),
        }
    }

    /// Which of the two it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }
}

/// Runs `story` on a fresh database of kind `backend`.
///
/// # Panics
/// When the story fails or the database can't be made; this is a test.
#[allow(clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]
pub fn run<F, S>(backend: Backend, migrations: fn() -> Vec<Box<dyn MigrationTrait>>, story: F)
where
    F: FnOnce(TestDatabase) -> S,
    S: Future<Output = ()>,
{
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (url, server) = match backend {
            Backend::Sqlite => (DatabaseUrl::in_folder(folder.path()), None),
            Backend::Postgresql => match postgresql().await {
                Some((url, server, name)) => (url, Some((server, name))),
                None => return,
            },
        };
        let database =
            Database::connect_with_clock(&url, test_clock()).await.expect("the test database opens");
        migrate(&database, migrations).await.expect("the migrations apply");
        let test = TestDatabase { database: database.clone(), url, backend };
        story(test).await;
        database.close().await;
        if let Some((server, name)) = server {
            let drop = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            server.execute_unprepared(&drop).await.expect("the test database is dropped");
        }
    });
}

#[allow(clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]
async fn postgresql() -> Option<(DatabaseUrl, DatabaseConnection, String)> {
    let address = std::env::var(POSTGRES_VARIABLE).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES_VARIABLE} is not set. Run `make test`, or set it to a server's address or to `skip`."
        )
    });
    if address == "skip" {
        eprintln!("SKIPPED on PostgreSQL: {POSTGRES_VARIABLE}=skip");
        return None;
    }
    let server =
        sea_orm::Database::connect(address.clone()).await.expect("the PostgreSQL server for tests answers");
    let name = format!("kreisrund_{}", uuid::Uuid::now_v7().simple());
    server.execute_unprepared(&format!("CREATE DATABASE \"{name}\"")).await.expect("a test database is made");
    let (before, parameters) = address
        .split_once('?')
        .map_or((address.as_str(), String::new()), |(before, after)| (before, format!("?{after}")));
    let (base, _) = before.rsplit_once('/').expect("the server's address names a database");
    let url = format!("{base}/{name}{parameters}").parse().expect("a PostgreSQL address");
    Some((url, server, name))
}
