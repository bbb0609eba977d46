//! PostgreSQL's full text search: <https://www.postgresql.org/docs/current/textsearch.html>.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement, Value};

use super::{Family, Rankings, System, TOP};
use crate::{
    Outcome,
    documents::Document,
    queries::{Query, Typed},
};

/// The variable that says where a server is. `scripts/with-postgres` starts a throw-away one and sets it.
const VARIABLE: &str = "KREISRUND_TEST_POSTGRES";

const CONFIGURATION: &str = "configuration `german`; `setweight` A title, B labels and names, C summary, D text; `websearch_to_tsquery`, for any word with `or` between the words; ordered by `ts_rank_cd` with the default weights, divided by 1 + the logarithm of the length (normalisation 1)";

/// As it was typed.
const ALL_WORDS: &str = "websearch_to_tsquery('german', $1)";

pub async fn ask(documents: &[Document], queries: &[Query]) -> Outcome<Vec<System>> {
    let address = std::env::var(VARIABLE).unwrap_or_default();
    if address.is_empty() || address == "skip" {
        eprintln!("SKIPPED: PostgreSQL; set {VARIABLE}, or run this beside scripts/with-postgres");
        return Ok(Vec::new());
    }
    let mut options = ConnectOptions::new(address);
    // The table is temporary and belongs to the one connection.
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    fill(&connection, documents).await?;
    let version = connection.query_one_raw(statement(&connection, "SHOW server_version", [])).await?;
    let version: String = version.ok_or("PostgreSQL did not tell its version")?.try_get_by_index(0)?;
    let (mut all, mut any) = (Rankings::new(), Rankings::new());
    for query in queries {
        all.insert(query.id.clone(), hits(&connection, ALL_WORDS, [query.text.as_str().into()]).await?);
        any.insert(query.id.clone(), with_any_word(&connection, &Typed::read(&query.text)).await?);
    }
    let system = |variant, rankings| System {
        family: Family::Postgresql,
        variant,
        version: version.clone(),
        configuration: CONFIGURATION,
        rankings,
    };
    let systems = vec![system("all words", all), system("any word", any)];
    connection.close().await?;
    Ok(systems)
}

async fn fill(connection: &DatabaseConnection, documents: &[Document]) -> Outcome<()> {
    connection
        .execute_unprepared("CREATE TEMPORARY TABLE document (id TEXT PRIMARY KEY, words TSVECTOR NOT NULL)")
        .await?;
    let insert = "INSERT INTO document (id, words) VALUES ($1,
        setweight(to_tsvector('german', $2), 'A') || setweight(to_tsvector('german', $3), 'B') ||
        setweight(to_tsvector('german', $4), 'B') || setweight(to_tsvector('german', $5), 'C') ||
        setweight(to_tsvector('german', $6), 'D'))";
    for document in documents {
        let values = std::iter::once(document.id.as_str()).chain(document.contents()).map(Value::from);
        connection.execute_raw(statement(connection, insert, values)).await?;
    }
    connection.execute_unprepared("CREATE INDEX ON document USING gin (words); ANALYZE document").await?;
    Ok(())
}

/// What has any of the wanted words and none of the unwanted ones.
async fn with_any_word(connection: &DatabaseConnection, typed: &Typed) -> Outcome<Vec<String>> {
    // Quotation marks within a part would end it; as words they mean nothing.
    let quoted = |parts: &[String], before: &str| -> Vec<String> {
        parts.iter().map(|part| format!("{before}\"{}\"", part.replace('"', " "))).collect()
    };
    let wanted: Value = quoted(&typed.wanted, "").join(" or ").into();
    if typed.unwanted.is_empty() {
        return hits(connection, ALL_WORDS, [wanted]).await;
    }
    // Stop words alone leave nothing to look for; with an exclusion beside it, that would find everything else.
    let both = "CASE WHEN numnode(websearch_to_tsquery('german', $1)) = 0 THEN ''::tsquery
                ELSE websearch_to_tsquery('german', $1) && websearch_to_tsquery('german', $2) END";
    hits(connection, both, [wanted, quoted(&typed.unwanted, "-").join(" ").into()]).await
}

async fn hits<const N: usize>(
    connection: &DatabaseConnection,
    tsquery: &str,
    values: [Value; N],
) -> Outcome<Vec<String>> {
    let select = format!(
        "SELECT id FROM document, (SELECT {tsquery} AS asked) AS query WHERE words @@ asked
         ORDER BY ts_rank_cd(words, asked, 1) DESC, id LIMIT {TOP}"
    );
    let rows = connection.query_all_raw(statement(connection, &select, values)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

fn statement(
    connection: &DatabaseConnection,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), text, values)
}
