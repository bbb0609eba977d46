//! Databases that many tests begin with: furnished once per process and kind of database, then copied.

#![allow(clippy::disallowed_methods, reason = "what is left behind is as old as the machine's clock says")]

use std::{
    fs,
    path::{Path, PathBuf},
    pin::Pin,
    time::{Duration, SystemTime},
};

use jiff::Timestamp;
use kreisrund_store::{Database, DatabaseUrl, migrate};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use sea_orm_migration::MigrationTrait;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{Backend, TestDatabase, server, test_clock};

/// What begins the name of everything that tests leave for a while.
const PREFIX: &str = "kreisrund_";
/// How long a process may take before others tidy up what it left.
const LEFT_BEHIND: Duration = Duration::from_secs(86_400);

/// What furnishes a database and its folder.
pub type Furnish = fn(TestDatabase) -> Pin<Box<dyn Future<Output = ()> + Send>>;

/// How a database is furnished that many tests begin with. It is a `static`, so that a process furnishes it once:
///
/// ```text
/// static DEMO: Prepared = Prepared::new(my_crate::migrations, |test| Box::pin(async move { … }));
///
/// #[database_test(prepared = DEMO)]
/// async fn a_story(test: TestDatabase) { … }
/// ```
///
/// Whatever `furnish` leaves in the database and in [`TestDatabase::folder`] is there in each test's own copy.
#[derive(Debug)]
pub struct Prepared {
    migrations: fn() -> Vec<Box<dyn MigrationTrait>>,
    furnish: Furnish,
    sqlite: OnceCell<Original>,
    postgresql: OnceCell<Original>,
}

/// What copies are made of.
#[derive(Debug)]
struct Original {
    folder: PathBuf,
    /// The database's name on the server; none for SQLite, whose file is in the folder.
    name: Option<String>,
}

impl Prepared {
    /// A database with `migrations` applied and then furnished by `furnish`.
    #[must_use]
    pub const fn new(migrations: fn() -> Vec<Box<dyn MigrationTrait>>, furnish: Furnish) -> Self {
        Self { migrations, furnish, sqlite: OnceCell::const_new(), postgresql: OnceCell::const_new() }
    }

    /// Puts a copy into `folder`, and on PostgreSQL into the new database `name`.
    pub(crate) async fn copy(&self, folder: &Path, postgresql: Option<(&DatabaseConnection, &str)>) {
        match postgresql {
            None => {
                let original = self.sqlite.get_or_init(|| self.furnished(None)).await;
                copy_folder(&original.folder, folder);
            }
            Some((connection, name)) => {
                let original = self.postgresql.get_or_init(|| self.furnished(Some(connection))).await;
                copy_folder(&original.folder, folder);
                let template = original.name.as_deref().unwrap_or_default();
                let create = format!("CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
                connection.execute_unprepared(&create).await.expect("the prepared database is copied");
            }
        }
    }

    async fn furnished(&self, postgresql: Option<&DatabaseConnection>) -> Original {
        let name = format!("{PREFIX}{}", Uuid::now_v7().simple());
        let folder = std::env::temp_dir().join(&name);
        tidy_folders();
        fs::create_dir(&folder).expect("a temporary folder");
        let (url, backend) = match postgresql {
            None => (DatabaseUrl::in_folder(&folder), Backend::Sqlite),
            Some(connection) => {
                tidy_databases(connection).await;
                let create = format!("CREATE DATABASE \"{name}\"");
                connection.execute_unprepared(&create).await.expect("a database is made");
                (server::address_of(&name), Backend::Postgresql)
            }
        };
        let database = Database::connect_with_clock(&url, test_clock()).await.expect("the database opens");
        migrate(&database, self.migrations).await.expect("the migrations apply");
        let test = TestDatabase { database: database.clone(), url, backend, folder: folder.clone() };
        (self.furnish)(test).await;
        // A server copies no database to which somebody is connected.
        database.close().await;
        Original { folder, name: postgresql.map(|_| name) }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the prepared folder is there") {
        let entry = entry.expect("the prepared folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("a folder in a temporary folder");
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}

/// Removes the folders of processes that ended long ago: a `static` is never dropped, so they can't do it themselves.
fn tidy_folders() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let age = entry.metadata().and_then(|known| known.modified()).ok();
        let age = age.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        if is_ours && age.is_some_and(|age| age > LEFT_BEHIND) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Drops the databases of processes that ended long ago, also those of tests that failed.
async fn tidy_databases(connection: &DatabaseConnection) {
    let question = format!("SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}%'");
    let question = Statement::from_string(connection.get_database_backend(), question);
    let rows = connection.query_all_raw(question).await.expect("the server names its databases");
    for name in rows.iter().filter_map(|row| row.try_get::<String>("", "datname").ok()) {
        if made_at(&name).is_some_and(is_left_behind) {
            // Another process may tidy up at the same time.
            let _ = connection.execute_unprepared(&format!("DROP DATABASE IF EXISTS \"{name}\"")).await;
        }
    }
}

/// When something of this name was made: its identifier tells.
fn made_at(name: &str) -> Option<Timestamp> {
    let id = Uuid::try_parse(name.strip_prefix(PREFIX)?).ok()?;
    let (seconds, _) = id.get_timestamp()?.to_unix();
    Timestamp::from_second(i64::try_from(seconds).ok()?).ok()
}

fn is_left_behind(made: Timestamp) -> bool {
    Timestamp::now().duration_since(made).unsigned_abs() > LEFT_BEHIND
}
