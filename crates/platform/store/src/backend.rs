//! What differs between SQLite and PostgreSQL. No other file asks which of the two it talks to.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions,
    sea_query::{Expr, SimpleExpr},
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use crate::url::DatabaseUrl;

/// How long a writer waits for another process that writes to the same SQLite file.
const SQLITE_PATIENCE: Duration = Duration::from_secs(30);
/// Readers of the embedded database; each is a thread of its own.
const SQLITE_READERS: u32 = 4;
/// Connections one node holds to a PostgreSQL server.
const POSTGRESQL_CONNECTIONS: u32 = 16;
/// An arbitrary number by which nodes agree that one of them migrates.
const MIGRATION_LOCK: i64 = 0x6b72_6569_7372;

/// The connections to one database: SQLite has a single writer, PostgreSQL one pool for everything.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    pub reader: DatabaseConnection,
    pub writer: DatabaseConnection,
}

pub(crate) async fn connect(url: &DatabaseUrl) -> Result<Connections, DbErr> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            let address = format!("sqlite:{}?mode=rwc", path.display());
            // The writer comes first: it makes the file.
            let writer = sea_orm::Database::connect(sqlite(&address, 1, false)).await?;
            let reader = sea_orm::Database::connect(sqlite(&address, SQLITE_READERS, true)).await?;
            Ok(Connections { reader, writer })
        }
        DatabaseUrl::Postgresql(address) => {
            let mut options = ConnectOptions::new(address.clone());
            options
                .max_connections(POSTGRESQL_CONNECTIONS)
                .acquire_timeout(Duration::from_secs(10))
                .set_application_name("kreisrund")
                .sqlx_logging(false);
            let pool = sea_orm::Database::connect(options).await?;
            Ok(Connections { reader: pool.clone(), writer: pool })
        }
    }
}

fn sqlite(address: &str, connections: u32, only_reads: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(address.to_owned());
    options
        .max_connections(connections)
        .acquire_timeout(SQLITE_PATIENCE)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .journal_mode(SqliteJournalMode::Wal)
                // What a visitor is told is confirmed is on disk, even if the power fails the moment after.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(SQLITE_PATIENCE);
            if only_reads { sqlite.pragma("query_only", "ON") } else { sqlite }
        });
    options
}

/// How a writing transaction begins: SQLite takes the write lock at once, so that it never fails half-way for
/// having read before writing.
pub(crate) fn write_options(connection: &DatabaseConnection) -> TransactionOptions {
    TransactionOptions {
        sqlite_transaction_mode: matches!(connection.get_database_backend(), DbBackend::Sqlite)
            .then_some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    }
}

/// The expression that yields the writing transaction's number. SQLite writes one transaction at a time, so there
/// all share the number 0 and the sequence alone orders them.
pub(crate) fn transaction_id(connection: &impl ConnectionTrait) -> SimpleExpr {
    match connection.get_database_backend() {
        DbBackend::Postgres => Expr::cust("pg_current_xact_id()::text::bigint"),
        _ => Expr::val(0_i64),
    }
}

/// The number below which every transaction has ended: rows of such transactions are all visible, and no further
/// one will appear.
pub(crate) async fn horizon(connection: &impl ConnectionTrait) -> Result<i64, DbErr> {
    match connection.get_database_backend() {
        DbBackend::Postgres => {
            number(connection, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint").await
        }
        _ => Ok(i64::MAX),
    }
}

/// The number of the transaction that `connection` is in.
pub(crate) async fn current_transaction_id(connection: &impl ConnectionTrait) -> Result<i64, DbErr> {
    match connection.get_database_backend() {
        DbBackend::Postgres => number(connection, "SELECT pg_current_xact_id()::text::bigint").await,
        _ => Ok(0),
    }
}

/// Makes other nodes wait until this transaction has ended. SQLite's write lock does that already.
pub(crate) async fn lock_for_migration(connection: &impl ConnectionTrait) -> Result<(), DbErr> {
    if matches!(connection.get_database_backend(), DbBackend::Postgres) {
        connection.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
    }
    Ok(())
}

async fn number(connection: &impl ConnectionTrait, query: &str) -> Result<i64, DbErr> {
    let row = connection
        .query_one_raw(sea_orm::Statement::from_string(connection.get_database_backend(), query))
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(query.to_owned()))?;
    row.try_get_by_index(0)
}
