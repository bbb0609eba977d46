//! The rows as the database has them. Personal values are [`Private`](crate::Private), so that no row prints them.
#![allow(missing_docs, reason = "the derive makes public items")]

pub(super) mod person {
    use crate::private::{Private, PrivateYear};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub salutation: Option<Private>,
        pub given_name: Option<Private>,
        pub family_name: Option<Private>,
        pub name_key: Option<Private>,
        pub minor: bool,
        pub birth_year: Option<PrivateYear>,
        pub email: Option<Private>,
        pub email_key: Option<Private>,
        pub phone: Option<Private>,
        pub phone_key: Option<Private>,
        pub address_addition: Option<Private>,
        pub street: Option<Private>,
        pub postcode: Option<Private>,
        pub locality: Option<Private>,
        pub preferred_channel: Option<String>,
        pub language: Private,
        pub actor_kind: String,
        pub actor_id: Option<Uuid>,
        pub actor_name: Option<Private>,
        pub created_at: i64,
        pub updated_at: i64,
        pub active_at: i64,
        pub merged_into: Option<Uuid>,
        pub merged_at: Option<i64>,
        pub anonymised_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod household {
    use crate::private::Private;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "household")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: Option<Private>,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod household_member {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "household_member")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub household_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub role: String,
        pub since: Option<String>,
        pub until: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod guardianship {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "guardianship")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub ward_id: Uuid,
        pub guardian_id: Uuid,
        pub kind: String,
        pub from_day: Option<String>,
        pub to_day: Option<String>,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod consent_wording {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consent_wording")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub purpose: String,
        pub version: String,
        pub language: String,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod consent_statement {
    use crate::private::Private;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consent_statement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub purpose: String,
        /// Present when the consent is given, absent when it is withdrawn.
        pub wording_id: Option<Uuid>,
        pub stated_at: i64,
        pub expires_at: Option<i64>,
        pub channel: String,
        pub guardian_id: Option<Uuid>,
        pub actor_kind: String,
        pub actor_id: Option<Uuid>,
        pub actor_name: Option<Private>,
        pub recorded_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod audit_entry {
    use crate::private::Private;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub action: String,
        pub done_at: i64,
        pub actor_kind: String,
        pub actor_id: Option<Uuid>,
        pub actor_name: Option<Private>,
        #[sea_orm(column_type = "Text")]
        pub fields: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod note {
    use crate::private::Private;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "note")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub actor_kind: String,
        pub actor_id: Option<Uuid>,
        pub actor_name: Option<Private>,
        #[sea_orm(column_type = "Text")]
        pub text: Private,
        pub visibility: String,
        pub pinned: bool,
        pub created_at: i64,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod person_hold {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_hold")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_id: Uuid,
        pub reason: String,
        pub until: Option<String>,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
