//! SQLite's full text search: <https://www.sqlite.org/fts5.html>.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement, Value};

use super::{Family, Rankings, System, TOP};
use crate::{
    Outcome,
    documents::Document,
    queries::{Query, Typed},
};

const CONFIGURATION: &str = "`tokenize = 'unicode61 remove_diacritics 2'`; ordered by `bm25` with the weights title 10, labels 5, names 5, summary 3, text 1; each word quoted, phrases as phrases, exclusions by `NOT`";

pub async fn ask(documents: &[Document], queries: &[Query]) -> Outcome<Vec<System>> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    // The database lives as long as its only connection.
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    connection
        .execute_unprepared(
            "CREATE VIRTUAL TABLE document USING fts5 (
                 id UNINDEXED, title, labels, names, summary, body, tokenize = 'unicode61 remove_diacritics 2'
             )",
        )
        .await?;
    for document in documents {
        let values = std::iter::once(document.id.as_str()).chain(document.contents()).map(Value::from);
        let insert =
            "INSERT INTO document (id, title, labels, names, summary, body) VALUES ($1, $2, $3, $4, $5, $6)";
        connection.execute_raw(statement(&connection, insert, values)).await?;
    }
    let version = connection.query_one_raw(statement(&connection, "SELECT sqlite_version()", [])).await?;
    let version: String = version.ok_or("SQLite did not tell its version")?.try_get_by_index(0)?;
    let mut systems = Vec::new();
    for (variant, operator) in [("all words", " AND "), ("any word", " OR ")] {
        let mut rankings = Rankings::new();
        for query in queries {
            let hits = match expression(&Typed::read(&query.text), operator) {
                Some(expression) => hits(&connection, &expression).await?,
                None => Vec::new(),
            };
            rankings.insert(query.id.clone(), hits);
        }
        let version = version.clone();
        systems.push(System {
            family: Family::Fts5,
            variant,
            version,
            configuration: CONFIGURATION,
            rankings,
        });
    }
    Ok(systems)
}

async fn hits(connection: &DatabaseConnection, expression: &str) -> Outcome<Vec<String>> {
    let select = "SELECT id FROM document WHERE document MATCH $1
                  ORDER BY bm25(document, 0.0, 10.0, 5.0, 5.0, 3.0, 1.0), id LIMIT $2";
    let limit = i64::try_from(TOP)?;
    let rows =
        connection.query_all_raw(statement(connection, select, [expression.into(), limit.into()])).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// The query in the language of FTS5; nothing where no word is wanted.
fn expression(typed: &Typed, operator: &str) -> Option<String> {
    let quoted = |parts: &[String], operator: &str| {
        let quoted = parts.iter().map(|part| format!("\"{}\"", part.replace('"', "\"\"")));
        quoted.collect::<Vec<_>>().join(operator)
    };
    if typed.wanted.is_empty() {
        return None;
    }
    let wanted = quoted(&typed.wanted, operator);
    if typed.unwanted.is_empty() {
        return Some(wanted);
    }
    Some(format!("({wanted}) NOT ({})", quoted(&typed.unwanted, " OR ")))
}

fn statement(
    connection: &DatabaseConnection,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), text, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_becomes_an_expression() {
        let typed = Typed::read("yoga \"am Abend\" -online");
        assert_eq!(expression(&typed, " AND ").unwrap(), "(\"yoga\" AND \"am Abend\") NOT (\"online\")");
        assert_eq!(expression(&Typed::read("yoga kurs"), " OR ").unwrap(), "\"yoga\" OR \"kurs\"");
        assert_eq!(expression(&Typed::read("-online"), " OR "), None);
    }

    #[tokio::test]
    async fn the_title_counts_most_and_umlauts_do_not_matter() {
        let document = |id: &str, title: &str, body: &str| Document {
            id: id.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            ..Document::default()
        };
        let documents = [
            document("/a", "Kreativabend", "Wir wollen töpfern."),
            document("/b", "Töpfern am Abend", "Für alle."),
            document("/c", "Nähen", "Für alle."),
        ];
        let query: Query =
            toml::from_str("id = 'a'\ntext = 'topfern nähen'\nlanguage = 'de'\nhalf = 'test'").unwrap();
        let systems = ask(&documents, &[query]).await.unwrap();
        assert_eq!(systems[0].rankings["a"], Vec::<String>::new(), "nothing has all words");
        let any = &systems[1].rankings["a"];
        assert_eq!(any.len(), 3);
        assert!(any.iter().position(|id| id == "/b") < any.iter().position(|id| id == "/a"));
    }
}
