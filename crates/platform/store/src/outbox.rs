//! The outbox: a log of what happened, written in the transaction in which it happened.
//!
//! Each consumer keeps its own [`Position`] and reads what lies behind it. A position is a pair of transaction number
//! and sequence, because sequence order is not commit order: on PostgreSQL a transaction may take sequence 4, stall,
//! and commit after sequence 5 has been read. So a reader stops below the oldest transaction that still runs; below
//! that line nothing can appear any more, and the pair orders everything there once and for all.
//!
//! Delivery is at least once: a consumer that dies after its work and before saving its position sees the message
//! again, so consumers are idempotent.

use jiff::Timestamp;
use kreisrund_kernel::{SubjectKind, SubjectRef};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict, Query},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    backend,
    database::{Database, StoreError, Write},
    time,
};

/// The cursor that remembers what was deleted.
const PRUNED: &str = "store.pruned";
/// How many messages one statement writes; databases limit its parameters.
const ROWS_AT_ONCE: usize = 500;

/// Something that happened, as the other parts of the program learn it.
///
/// The pair of topic and version names the payload's shape for good: a changed shape gets a new version, and readers
/// keep understanding the old ones, because rows of both lie in the log during an update.
pub trait Event: Serialize + DeserializeOwned {
    /// The event's name, `slice.thing_happened`.
    const TOPIC: &'static str;
    /// The version of its shape.
    const VERSION: i32;

    /// The record that it is about.
    fn subject(&self) -> SubjectRef;
}

/// A place in the log: everything up to and including it has been dealt with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// The number of the transaction that wrote the message; 0 on SQLite.
    pub transaction_id: i64,
    /// The message's number.
    pub sequence: i64,
}

/// One message of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Where it stands.
    pub position: Position,
    /// The event's name.
    pub topic: String,
    /// The version of its shape.
    pub version: i32,
    /// The kind of the record that it is about.
    pub subject_kind: String,
    /// The record's identifier within its kind.
    pub subject_id: Uuid,
    /// The event as JSON.
    pub payload: String,
    /// When it happened.
    pub occurred_at: Timestamp,
}

impl Message {
    /// The event, if this message is one of `E`'s topic and version.
    ///
    /// # Errors
    /// When the payload is not of the shape that its version promises.
    pub fn event<E: Event>(&self) -> Result<Option<E>, StoreError> {
        if self.topic == E::TOPIC && self.version == E::VERSION {
            Ok(Some(serde_json::from_str(&self.payload)?))
        } else {
            Ok(None)
        }
    }

    /// Whether the message is about a record of `kind`.
    #[must_use]
    pub fn is_about(&self, kind: SubjectKind) -> bool {
        self.subject_kind == kind.as_str()
    }
}

/// The messages behind `after`, oldest first, at most `limit`, and only those that no earlier one can overtake.
///
/// # Errors
/// When the database can't be read.
pub async fn read(database: &Database, after: Position, limit: u64) -> Result<Vec<Message>, StoreError> {
    let horizon = backend::horizon(database.read()).await?;
    let rows = log::Entity::find()
        .filter(behind(after))
        .filter(log::Column::TransactionId.lt(horizon))
        .order_by_asc(log::Column::TransactionId)
        .order_by_asc(log::Column::Sequence)
        .limit(limit)
        .all(database.read())
        .await?;
    Ok(rows.into_iter().map(Message::from).collect())
}

/// The position of the last message that may be read now; where a consumer starts that builds from the tables.
///
/// # Errors
/// When the database can't be read.
pub async fn end(database: &Database) -> Result<Position, StoreError> {
    let horizon = backend::horizon(database.read()).await?;
    let last = log::Entity::find()
        .filter(log::Column::TransactionId.lt(horizon))
        .order_by_desc(log::Column::TransactionId)
        .order_by_desc(log::Column::Sequence)
        .one(database.read())
        .await?;
    match last {
        Some(row) => Ok(Message::from(row).position),
        None => pruned_to(database).await,
    }
}

/// The position up to which messages have been deleted. A consumer that stands before it may have missed some and has
/// to start anew from the tables.
///
/// # Errors
/// When the database can't be read.
pub async fn pruned_to(database: &Database) -> Result<Position, StoreError> {
    cursor(database, PRUNED).await
}

/// The log's identity: a derived index that was fed from another log has to be rebuilt.
///
/// # Errors
/// When the database can't be read, or was never migrated.
pub async fn epoch(database: &Database) -> Result<Uuid, StoreError> {
    let row = epochs::Entity::find().one(database.read()).await?;
    row.map(|row| row.id)
        .ok_or_else(|| StoreError::Unreadable("the outbox has no epoch; run the migrations".into()))
}

/// Where `consumer` stands; the beginning for one that was never seen.
///
/// # Errors
/// When the database can't be read.
pub async fn cursor(database: &Database, consumer: &str) -> Result<Position, StoreError> {
    let row = cursors::Entity::find_by_id(consumer).one(database.read()).await?;
    Ok(row
        .map(|row| Position { transaction_id: row.transaction_id, sequence: row.sequence })
        .unwrap_or_default())
}

/// Hands the messages behind `consumer`'s cursor to `deliver` one by one and moves the cursor behind each that
/// succeeded. Returns how many were delivered; stops at the first failure, which is tried again next time.
///
/// # Errors
/// The first error of `deliver` or of the database.
pub async fn deliver<F, E>(
    database: &Database,
    consumer: &str,
    limit: u64,
    mut deliver: F,
) -> Result<usize, E>
where
    F: AsyncFnMut(Message) -> Result<(), E>,
    E: From<StoreError>,
{
    let messages = read(database, cursor(database, consumer).await?, limit).await?;
    let count = messages.len();
    for message in messages {
        let position = message.position;
        deliver(message).await?;
        advance(database, consumer, position).await?;
    }
    Ok(count)
}

/// Deletes messages older than `before` that every consumer with a cursor in the database has dealt with. Returns how
/// many they were.
///
/// # Errors
/// When the database refuses.
pub async fn prune(database: &Database, before: Timestamp) -> Result<u64, StoreError> {
    let write = database.write().await?;
    let slowest = cursors::Entity::find()
        .filter(cursors::Column::Consumer.ne(PRUNED))
        .order_by_asc(cursors::Column::TransactionId)
        .order_by_asc(cursors::Column::Sequence)
        .one(&*write)
        .await?
        .map(|row| Position { transaction_id: row.transaction_id, sequence: row.sequence });
    let mut condition = Condition::all().add(log::Column::OccurredAt.lt(time::to_column(before)));
    if let Some(slowest) = slowest {
        condition = condition.add(behind(slowest).not());
    }
    let last = log::Entity::find()
        .filter(condition.clone())
        .order_by_desc(log::Column::TransactionId)
        .order_by_desc(log::Column::Sequence)
        .one(&*write)
        .await?
        .map(|row| Message::from(row).position);
    let Some(last) = last else { return Ok(0) };
    let deleted = log::Entity::delete_many().filter(behind(last).not()).exec(&*write).await?.rows_affected;
    set_cursor(&write, PRUNED, last).await?;
    write.commit().await?;
    Ok(deleted)
}

pub(crate) async fn append<E: Event>(
    connection: &impl ConnectionTrait,
    events: &[E],
    now: i64,
) -> Result<(), StoreError> {
    for events in events.chunks(ROWS_AT_ONCE) {
        let mut statement = Query::insert();
        statement.into_table(log::Entity).columns([
            log::Column::TransactionId,
            log::Column::Topic,
            log::Column::Version,
            log::Column::SubjectKind,
            log::Column::SubjectId,
            log::Column::Payload,
            log::Column::OccurredAt,
        ]);
        for event in events {
            let subject = event.subject();
            statement.values_panic([
                backend::transaction_id(connection),
                E::TOPIC.into(),
                E::VERSION.into(),
                subject.kind.as_str().into(),
                subject.id.into(),
                serde_json::to_string(event)?.into(),
                now.into(),
            ]);
        }
        connection.execute(&statement).await?;
    }
    Ok(())
}

/// Puts the log in order after a dump was restored into another PostgreSQL cluster: there transaction numbers start
/// anew, so new messages would sort before old ones. All rows get the number 0, which every new one lies above, and
/// each cursor goes back to before the first message it had not dealt with.
pub(crate) async fn settle_after_restore(connection: &impl ConnectionTrait) -> Result<(), StoreError> {
    if epochs::Entity::find().one(connection).await?.is_none() {
        new_epoch(connection).await?;
    }
    let now = backend::current_transaction_id(connection).await?;
    let from_the_future = Condition::any().add(log::Column::TransactionId.gt(now));
    let foreign = log::Entity::find().filter(from_the_future).one(connection).await?.is_some()
        || cursors::Entity::find()
            .filter(cursors::Column::TransactionId.gt(now))
            .one(connection)
            .await?
            .is_some();
    if !foreign {
        return Ok(());
    }
    for row in cursors::Entity::find().all(connection).await? {
        let position = Position { transaction_id: row.transaction_id, sequence: row.sequence };
        let first_open = log::Entity::find()
            .filter(behind(position))
            .order_by_asc(log::Column::Sequence)
            .one(connection)
            .await?;
        let last = log::Entity::find().order_by_desc(log::Column::Sequence).one(connection).await?;
        let sequence = match (first_open, last) {
            (Some(open), _) => open.sequence - 1,
            (None, Some(last)) => last.sequence,
            (None, None) => 0,
        };
        cursors::Entity::update_many()
            .col_expr(cursors::Column::TransactionId, Expr::val(0_i64))
            .col_expr(cursors::Column::Sequence, Expr::val(sequence))
            .filter(cursors::Column::Consumer.eq(row.consumer))
            .exec(connection)
            .await?;
    }
    log::Entity::update_many()
        .col_expr(log::Column::TransactionId, Expr::val(0_i64))
        .exec(connection)
        .await?;
    epochs::Entity::delete_many().exec(connection).await?;
    new_epoch(connection).await
}

async fn new_epoch(connection: &impl ConnectionTrait) -> Result<(), StoreError> {
    epochs::Entity::insert(epochs::ActiveModel { id: Set(Uuid::now_v7()) })
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

async fn advance(database: &Database, consumer: &str, to: Position) -> Result<(), StoreError> {
    let write = database.write().await?;
    set_cursor(&write, consumer, to).await?;
    write.commit().await
}

async fn set_cursor(write: &Write, consumer: &str, to: Position) -> Result<(), StoreError> {
    let row = cursors::ActiveModel {
        consumer: Set(consumer.to_owned()),
        transaction_id: Set(to.transaction_id),
        sequence: Set(to.sequence),
        updated_at: Set(write.now()),
    };
    cursors::Entity::insert(row)
        .on_conflict(
            OnConflict::column(cursors::Column::Consumer)
                .update_columns([
                    cursors::Column::TransactionId,
                    cursors::Column::Sequence,
                    cursors::Column::UpdatedAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(&**write)
        .await?;
    Ok(())
}

fn behind(position: Position) -> Condition {
    Condition::any().add(log::Column::TransactionId.gt(position.transaction_id)).add(
        Condition::all()
            .add(log::Column::TransactionId.eq(position.transaction_id))
            .add(log::Column::Sequence.gt(position.sequence)),
    )
}

impl From<log::Model> for Message {
    fn from(row: log::Model) -> Self {
        Self {
            position: Position { transaction_id: row.transaction_id, sequence: row.sequence },
            topic: row.topic,
            version: row.version,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            payload: row.payload,
            occurred_at: time::from_column(row.occurred_at),
        }
    }
}

#[allow(missing_docs, reason = "the derive makes public items")]
mod log {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub sequence: i64,
        pub transaction_id: i64,
        pub topic: String,
        pub version: i32,
        pub subject_kind: String,
        pub subject_id: Uuid,
        #[sea_orm(column_type = "Text")]
        pub payload: String,
        pub occurred_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[allow(missing_docs, reason = "the derive makes public items")]
mod cursors {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox_cursor")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub consumer: String,
        pub transaction_id: i64,
        pub sequence: i64,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[allow(missing_docs, reason = "the derive makes public items")]
mod epochs {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox_epoch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
