//! The PostgreSQL server on which tests make their databases.

use kreisrund_store::DatabaseUrl;
use sea_orm::DatabaseConnection;

use crate::POSTGRES_VARIABLE;

/// The server, or `None` where its cases are left out, aloud.
pub async fn connect() -> Option<DatabaseConnection> {
    let address = address();
    if address == "skip" {
        eprintln!("SKIPPED on PostgreSQL: {POSTGRES_VARIABLE}=skip");
        return None;
    }
    Some(sea_orm::Database::connect(address).await.expect("the PostgreSQL server for tests answers"))
}

/// Where the database `name` of the server is.
pub fn address_of(name: &str) -> DatabaseUrl {
    let address = address();
    let (before, parameters) = address
        .split_once('?')
        .map_or((address.as_str(), String::new()), |(before, after)| (before, format!("?{after}")));
    let (base, _) = before.rsplit_once('/').expect("the server's address names a database");
    format!("{base}/{name}{parameters}").parse().expect("a PostgreSQL address")
}

fn address() -> String {
    std::env::var(POSTGRES_VARIABLE).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES_VARIABLE} is not set. Run `make test`, or set it to a server's address or to `skip`."
        )
    })
}
