//! The rows. Nothing outside of [`crate::store`] sees them.

#![allow(missing_docs, reason = "the derive makes public items; the meaning stands in crate::offer")]

pub mod offer {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "offer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub slug: String,
        pub kind: String,
        pub state: String,
        pub organisation_id: Uuid,
        pub place_id: Option<Uuid>,
        pub location_text: Option<String>,
        pub area_id: Option<Uuid>,
        pub latitude: Option<f64>,
        pub longitude: Option<f64>,
        pub link: Option<String>,
        pub details: String,
        pub provenance: String,
        pub series: Option<String>,
        pub sequence: i64,
        pub source: String,
        pub source_name: Option<String>,
        pub source_key: Option<String>,
        pub source_content: Option<String>,
        pub shown_from: Option<String>,
        pub shown_to: Option<String>,
        pub example: bool,
        pub created_at: i64,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod offer_co_organiser {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "offer_co_organiser")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub offer_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_id: Uuid,
        pub position: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod occurrence {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "occurrence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub offer_id: Uuid,
        pub key: String,
        pub state: String,
        pub all_day: bool,
        pub start_civil: String,
        pub end_civil: Option<String>,
        pub zone: String,
        pub starts_at: i64,
        pub ends_at: i64,
        pub moved_from: Option<String>,
        pub title: Option<String>,
        pub place: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod offer_generated {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "offer_generated")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub offers: i64,
        pub seed: i64,
        pub week: String,
        pub edition: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
