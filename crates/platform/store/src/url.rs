//! Where the database is.

use std::path::{Path, PathBuf};

/// The address of a database, known to be of a kind we serve.
///
/// `Debug` and `Display` mask the password, so that an address can be logged.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of the embedded database.
    Sqlite(PathBuf),
    /// A PostgreSQL server's address, as libpq writes it.
    Postgresql(String),
}

/// An address of no database that we serve.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADatabaseUrl {
    /// Neither `sqlite:` nor `postgres:`.
    #[error(
        "“{scheme}” is no database this program knows; write sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE"
    )]
    Scheme {
        /// What stood before the colon.
        scheme: String,
    },
    /// `sqlite:` with nothing behind it.
    #[error("sqlite: needs the path of a file behind it, as in sqlite:data/kreisrund.sqlite")]
    NoPath,
    /// A PostgreSQL address without a host or database.
    #[error("the PostgreSQL address is incomplete; write postgres://USER:PASSWORD@HOST:PORT/DATABASE")]
    Incomplete,
}

impl DatabaseUrl {
    /// The embedded database's file in a data folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self::Sqlite(folder.join("kreisrund.sqlite"))
    }
}

impl std::str::FromStr for DatabaseUrl {
    type Err = NotADatabaseUrl;

    fn from_str(given: &str) -> Result<Self, NotADatabaseUrl> {
        let (scheme, rest) = given.split_once(':').unwrap_or((given, ""));
        match scheme {
            "sqlite" => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                if path.is_empty() { Err(NotADatabaseUrl::NoPath) } else { Ok(Self::Sqlite(path.into())) }
            }
            "postgres" | "postgresql" => {
                let after = rest.strip_prefix("//").ok_or(NotADatabaseUrl::Incomplete)?;
                let (_, database) = after.split_once('/').ok_or(NotADatabaseUrl::Incomplete)?;
                if database.is_empty() || database.starts_with('?') {
                    return Err(NotADatabaseUrl::Incomplete);
                }
                Ok(Self::Postgresql(given.to_owned()))
            }
            // Only the part before the colon is repeated: what follows may hold a password.
            other => Err(NotADatabaseUrl::Scheme { scheme: other.chars().take(20).collect() }),
        }
    }
}

impl std::fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::Postgresql(url) => formatter.write_str(&masked(url)),
        }
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{self}")
    }
}

/// The address with stars for the password and without its parameters, which may hold one too.
fn masked(url: &str) -> String {
    let url = url.split('?').next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("://") else { return "…".to_owned() };
    let Some((credentials, place)) = rest.rsplit_once('@') else { return url.to_owned() };
    let user = credentials.split(':').next().unwrap_or_default();
    if credentials.contains(':') { format!("{scheme}://{user}:***@{place}") } else { url.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_read() {
        assert_eq!("sqlite:data/k.sqlite".parse(), Ok(DatabaseUrl::Sqlite("data/k.sqlite".into())));
        assert_eq!("sqlite:///var/k.sqlite".parse(), Ok(DatabaseUrl::Sqlite("/var/k.sqlite".into())));
        assert!("postgres://kreis@localhost/kreisrund".parse::<DatabaseUrl>().is_ok());
    }

    #[test]
    fn a_misspelt_address_is_refused_with_the_way_to_write_it() {
        for (given, part) in [
            ("postgre://a:secret@b/c", "“postgre” is no database"),
            ("mysql://a:secret@b/c", "“mysql” is no database"),
            ("sqlite:", "needs the path"),
            ("postgres://host", "incomplete"),
            ("postgres:host/db", "incomplete"),
            ("postgres://host/?sslmode=require", "incomplete"),
        ] {
            let sentence = given.parse::<DatabaseUrl>().unwrap_err().to_string();
            assert!(sentence.contains(part), "{given}: {sentence}");
            assert!(!sentence.contains("secret"), "{sentence}");
        }
    }

    #[test]
    fn the_password_is_never_shown() {
        let url: DatabaseUrl = "postgres://kreis:ge:h@im@db.example.org/k?password=geheim".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://kreis:***@db.example.org/k");
        assert_eq!(format!("{url:?}"), url.to_string());
    }
}
