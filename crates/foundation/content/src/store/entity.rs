//! The rows as the database has them.
#![allow(missing_docs, reason = "the derive makes public items")]

macro_rules! rows {
    ($($(#[$meta:meta])* $module:ident in $table:literal {
        $($(#[$column:meta])* $field:ident: $type:ty,)+
    })+) => {$(
        $(#[$meta])*
        pub(super) mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[$column])* pub $field: $type,)+
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    )+};
}

rows! {
    content_text in "content_text" {
        #[sea_orm(primary_key, auto_increment = false)]
        subject_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        subject_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        language: String,
        #[sea_orm(column_type = "Text")]
        title: String,
        #[sea_orm(column_type = "Text")]
        summary: String,
        #[sea_orm(column_type = "Text")]
        body: String,
        is_source: bool,
        outdated: bool,
        updated_at: i64,
    }

    vocabulary_edition in "vocabulary_edition" {
        #[sea_orm(primary_key, auto_increment = false)]
        vocabulary: String,
        #[sea_orm(primary_key, auto_increment = false)]
        name: String,
        published: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        source: Option<String>,
        saved_at: i64,
    }

    term in "term" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        vocabulary: String,
        slug: String,
        parent_id: Option<Uuid>,
        position: i32,
        retired_in: Option<String>,
        replaced_by: Option<Uuid>,
        created_at: i64,
        updated_at: i64,
    }

    term_label in "term_label" {
        #[sea_orm(primary_key, auto_increment = false)]
        term_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        language: String,
        label: String,
    }

    term_code in "term_code" {
        #[sea_orm(primary_key, auto_increment = false)]
        term_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        scheme: String,
        #[sea_orm(primary_key, auto_increment = false)]
        code: String,
    }

    term_relation in "term_relation" {
        #[sea_orm(primary_key, auto_increment = false)]
        term_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        related_id: Uuid,
        position: i32,
    }

    term_use in "term_use" {
        #[sea_orm(primary_key, auto_increment = false)]
        subject_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        subject_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        term_id: Uuid,
        vocabulary: String,
    }

    tag in "tag" {
        #[sea_orm(primary_key, auto_increment = false)]
        folded: String,
        spelling: String,
        created_at: i64,
    }

    tag_use in "tag_use" {
        #[sea_orm(primary_key, auto_increment = false)]
        subject_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        subject_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        tag: String,
    }
}
