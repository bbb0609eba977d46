//! The database: connections, the one way to write, migrations, the outbox and the jobs.
//!
//! One code path serves SQLite (the embedded default) and PostgreSQL; what differs between them stands in
//! [`backend`] and nowhere else. Entities of the slices live in the slices' own `store` modules.

mod backend;
pub mod database;
pub mod jobs;
pub mod migrate;
pub mod outbox;
mod saved;
mod schema;
pub mod time;
pub mod url;

pub use database::{Database, StoreError, Write};
pub use jobs::{Job, JobRegistry, Worker};
pub use migrate::migrate;
pub use outbox::{Event, Message, Position};
pub use saved::{Change, Changes};
pub use schema::migrations;
pub use url::DatabaseUrl;
