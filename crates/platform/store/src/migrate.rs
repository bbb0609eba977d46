//! Bringing the database's tables up to date.

use sea_orm_migration::{MigrationTrait, MigratorTraitSelf};

use crate::{
    backend,
    database::{Database, StoreError},
    outbox,
};

/// Applies those of `migrations` that the database has not seen, all or none. Nodes that start at the same moment
/// wait for one another.
///
/// # Errors
/// When a migration fails, or when the database knows migrations that this program does not: then it was written
/// by a newer version.
pub async fn migrate(
    database: &Database,
    migrations: fn() -> Vec<Box<dyn MigrationTrait>>,
) -> Result<(), StoreError> {
    let write = database.write().await?;
    backend::lock_for_migration(&*write).await?;
    Migrations(migrations).up(&*write, None).await?;
    outbox::settle_after_restore(&*write).await?;
    write.commit().await
}

/// Whether the database has seen all of `migrations`.
///
/// # Errors
/// When the database can't be asked or was written by a newer version.
pub async fn is_up_to_date(
    database: &Database,
    migrations: fn() -> Vec<Box<dyn MigrationTrait>>,
) -> Result<bool, StoreError> {
    Ok(Migrations(migrations).get_pending_migrations_read_only(database.read()).await?.is_empty())
}

struct Migrations(fn() -> Vec<Box<dyn MigrationTrait>>);

impl MigratorTraitSelf for Migrations {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        (self.0)()
    }
}
