//! The rows. Nothing outside of [`crate::store`] sees them.

#![allow(missing_docs, reason = "the derive makes public items; the meaning stands in crate::article")]

pub mod article {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub slug: String,
        pub state: String,
        pub organisation_id: Option<Uuid>,
        pub area_id: Option<Uuid>,
        pub place_id: Option<Uuid>,
        pub motif: Option<String>,
        pub motif_shows: Option<String>,
        pub series_id: Option<Uuid>,
        pub series_position: Option<i32>,
        pub shown_from: Option<String>,
        pub shown_to: Option<String>,
        pub about_from: Option<String>,
        pub about_to: Option<String>,
        pub example: bool,
        pub created_at: i64,
        pub updated_at: i64,
        pub first_published_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod article_series {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article_series")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub slug: String,
        pub example: bool,
        pub created_at: i64,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
