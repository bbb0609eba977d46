//! What tests share: a fresh database of either kind, a clock that stands still.
//!
//! PostgreSQL is reached through `KREISRUND_TEST_POSTGRES`, the address of a server on which databases may be made
//! and dropped. `make test` starts one and sets it. The value `skip` leaves those cases out, aloud.

#![allow(clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]

mod prepared;
mod server;

use std::{
    future::Future,
    path::{Path, PathBuf},
    sync::Arc,
};

use kreisrund_kernel::{FixedClock, SharedClock};
use kreisrund_store::{Database, DatabaseUrl, migrate};
pub use kreisrund_testkit_macros::database_test;
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigrationTrait;
use uuid::Uuid;

pub use prepared::{Furnish, Prepared};

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
    folder: PathBuf,
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

    /// A folder of the test's own, with what was prepared in it. It goes away with the test.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Which of the two it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }
}

/// What a test's database begins with.
#[derive(Clone, Copy, Debug)]
pub enum Beginning {
    /// These migrations, and no rows.
    Empty(fn() -> Vec<Box<dyn MigrationTrait>>),
    /// A copy of what was furnished once.
    Prepared(&'static Prepared),
}

/// Runs `story` on a database of kind `backend` of its own.
///
/// # Panics
/// When the story fails or the database can't be made; this is a test.
pub fn run<F, S>(backend: Backend, beginning: Beginning, story: F)
where
    F: FnOnce(TestDatabase) -> S,
    S: Future<Output = ()>,
{
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let name = format!("kreisrund_{}", Uuid::now_v7().simple());
        let server = match backend {
            Backend::Sqlite => None,
            Backend::Postgresql => match server::connect().await {
                Some(server) => Some(server),
                None => return,
            },
        };
        match (&server, beginning) {
            (server, Beginning::Prepared(prepared)) => {
                prepared.copy(folder.path(), server.as_ref().map(|server| (server, name.as_str()))).await;
            }
            (Some(server), Beginning::Empty(_)) => {
                let create = format!("CREATE DATABASE \"{name}\"");
                server.execute_unprepared(&create).await.expect("a test database is made");
            }
            (None, Beginning::Empty(_)) => {}
        }
        let url = match &server {
            None => DatabaseUrl::in_folder(folder.path()),
            Some(_) => server::address_of(&name),
        };
        let database =
            Database::connect_with_clock(&url, test_clock()).await.expect("the test database opens");
        if let Beginning::Empty(migrations) = beginning {
            migrate(&database, migrations).await.expect("the migrations apply");
        }
        let test =
            TestDatabase { database: database.clone(), url, backend, folder: folder.path().to_owned() };
        story(test).await;
        database.close().await;
        if let Some(server) = server {
            let drop = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            server.execute_unprepared(&drop).await.expect("the test database is dropped");
        }
    });
}
