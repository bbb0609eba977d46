//! The rows as the database has them.
#![allow(missing_docs, reason = "the derive makes public items")]

pub(super) mod file {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub purpose: String,
        pub name: String,
        pub media_type: String,
        pub bytes: i64,
        pub hash: String,
        pub width: Option<i64>,
        pub height: Option<i64>,
        #[sea_orm(column_type = "Text")]
        pub wording: String,
        pub author: Option<String>,
        pub licence: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub source: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub credit: Option<String>,
        pub visibility: String,
        pub keep_until_at: Option<i64>,
        pub rank: i64,
        pub example: bool,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod file_variant {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_variant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub width: i64,
        pub height: i64,
        pub media_type: String,
        pub hash: String,
        pub bytes: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
