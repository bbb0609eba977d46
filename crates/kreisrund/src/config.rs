//! The configuration: defaults, below the file, below the environment, below the flags.
//!
//! Every setting stands in [`SETTINGS`] once, with its name in the file, its variable and what it means;
//! `kreisrund config show` prints what is in force and where it comes from.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use kreisrund_store::DatabaseUrl;
use serde::Deserialize;
use toml::Spanned;
use tracing_subscriber::EnvFilter;

use crate::{cli::Global, failure::Failure};

/// The name of the configuration file where none was given.
const FILE_NAME: &str = "kreisrund.toml";
/// More megabytes of answers than any machine has use for.
const MOST_KEPT: u64 = 65_536;
/// What the names of our variables begin with.
const PREFIX: &str = "KREISRUND_";
/// Variables with our prefix that are not settings.
const NOT_SETTINGS: [&str; 2] = ["KREISRUND_TEST_POSTGRES", "KREISRUND_SHARED_DATA"];

/// A setting as operators see it.
pub struct Setting {
    /// Its name in the file, `section.key`.
    pub name: &'static str,
    /// Its variable.
    pub variable: &'static str,
    /// What holds where nobody says anything.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// All settings that the file may hold.
pub const SETTINGS: [Setting; 19] = [
    setting("site.name", "KREISRUND_SITE_NAME", "Kreisrund", "what the portal is called"),
    setting(
        "site.base_url",
        "KREISRUND_SITE_BASE_URL",
        "",
        "the address under which people reach it; empty for http://LISTEN",
    ),
    setting(
        "site.mode",
        "KREISRUND_SITE_MODE",
        "production",
        "production, or development: with the pattern gallery",
    ),
    setting("operator.name", "KREISRUND_OPERATOR_NAME", "", "who is responsible, for the legal notice"),
    setting(
        "operator.address",
        "KREISRUND_OPERATOR_ADDRESS",
        "",
        "the postal address, its lines divided by commas",
    ),
    setting("operator.phone", "KREISRUND_OPERATOR_PHONE", "", "the phone number on every page"),
    setting("operator.email", "KREISRUND_OPERATOR_EMAIL", "", "the office's mail address"),
    setting(
        "operator.represented_by",
        "KREISRUND_OPERATOR_REPRESENTED_BY",
        "",
        "who represents the operator, for the legal notice; lines divided by commas, as in all that follow",
    ),
    setting(
        "operator.responsible",
        "KREISRUND_OPERATOR_RESPONSIBLE",
        "",
        "who answers for contributions (§ 18 (2) MStV), with the postal address",
    ),
    setting(
        "operator.data_protection_officer",
        "KREISRUND_OPERATOR_DATA_PROTECTION_OFFICER",
        "",
        "the data protection officer, with a way to reach them",
    ),
    setting(
        "operator.supervisory_authority",
        "KREISRUND_OPERATOR_SUPERVISORY_AUTHORITY",
        "",
        "the data protection authority at which people can complain",
    ),
    setting(
        "operator.enforcement_body",
        "KREISRUND_OPERATOR_ENFORCEMENT_BODY",
        "",
        "the body that enforces digital accessibility in the state",
    ),
    setting(
        "operator.hosting",
        "KREISRUND_OPERATOR_HOSTING",
        "",
        "whose machines the portal runs on, with the postal address",
    ),
    setting(
        "operator.address_log_days",
        "KREISRUND_OPERATOR_ADDRESS_LOG_DAYS",
        "",
        "for how many days the web server in front keeps visitors' internet addresses; 0 for not at all",
    ),
    setting(
        "server.listen",
        "KREISRUND_SERVER_LISTEN",
        "127.0.0.1:8080",
        "address and port on which the server listens",
    ),
    setting(
        "server.kept_answers",
        "KREISRUND_SERVER_KEPT_ANSWERS",
        "32",
        "how many megabytes of pages and feeds are kept in memory for who asks the same; 0 for none",
    ),
    setting(
        "database.url",
        "KREISRUND_DATABASE_URL",
        "",
        "sqlite:PATH or postgres://…; empty for the data folder's own",
    ),
    setting(
        "log.level",
        "KREISRUND_LOG_LEVEL",
        "info",
        "what is logged: error, warn, info, debug, or a filter by module",
    ),
    setting("log.format", "KREISRUND_LOG_FORMAT", "text", "text for people, json for machines"),
];

const fn setting(
    name: &'static str,
    variable: &'static str,
    default: &'static str,
    meaning: &'static str,
) -> Setting {
    Setting { name, variable, default, meaning }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// The configuration in force.
#[derive(Debug)]
pub struct Config {
    /// The folder that holds everything.
    pub data: PathBuf,
    /// Where the database is.
    pub database: DatabaseUrl,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// What the portal is called.
    pub site_name: String,
    /// The address under which people reach it, without a slash at the end.
    pub base_url: String,
    /// Whether the pattern gallery is shown.
    pub development: bool,
    /// How many megabytes of answers are kept in memory.
    pub kept_answers: u64,
    /// Who is responsible.
    pub operator: kreisrund_web::Operator,
    /// What is logged.
    pub log_level: String,
    /// How log lines are written.
    pub log_format: LogFormat,
    values: BTreeMap<&'static str, Value>,
}

/// A value and where it comes from.
#[derive(Clone, Debug)]
struct Value {
    text: String,
    origin: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    Default,
    File { path: PathBuf, line: usize },
    Variable(&'static str),
    Flag(&'static str),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => write!(formatter, "default"),
            Self::File { path, line } => write!(formatter, "{}, line {line}", path.display()),
            Self::Variable(name) => write!(formatter, "variable {name}"),
            Self::Flag(name) => write!(formatter, "flag {name}"),
        }
    }
}

/// The variables of this process.
pub fn environment() -> BTreeMap<String, String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned())))
        .collect()
}

impl Config {
    /// Reads the configuration.
    ///
    /// # Errors
    /// [`Failure::Configuration`] with the file's line, the variable or the flag that can't be used.
    pub fn load(flags: &Global, environment: &BTreeMap<String, String>) -> Result<Self, Failure> {
        let data = flags
            .data
            .clone()
            .or_else(|| environment.get("KREISRUND_DATA").map(PathBuf::from))
            .unwrap_or_else(|| PathBuf::from("data"));
        let mut values: BTreeMap<&'static str, Value> = SETTINGS
            .iter()
            .map(|setting| {
                (setting.name, Value { text: setting.default.to_owned(), origin: Origin::Default })
            })
            .collect();
        if let Some(path) = file(flags, environment, &data)? {
            values.extend(read_file(&path)?);
        }
        values.extend(read_environment(environment)?);
        values.extend(read_flags(flags));
        Self::check(data, values)
    }

    fn check(data: PathBuf, values: BTreeMap<&'static str, Value>) -> Result<Self, Failure> {
        let listen: SocketAddr = parsed(&values, "server.listen", |text| {
            text.parse().map_err(|_| "write an address and a port, as in 127.0.0.1:8080".to_owned())
        })?;
        let database = parsed(&values, "database.url", |text| match text {
            "" => Ok(DatabaseUrl::in_folder(&data)),
            text => text.parse().map_err(|error: kreisrund_store::url::NotADatabaseUrl| error.to_string()),
        })?;
        let base_url = parsed(&values, "site.base_url", |text| match text.trim_end_matches('/') {
            "" => Ok(format!("http://{listen}")),
            text if text.starts_with("https://") || text.starts_with("http://") => Ok(text.to_owned()),
            _ => Err("write an address that begins with https://".to_owned()),
        })?;
        let log_level = parsed(&values, "log.level", |text| {
            EnvFilter::try_new(text).map(|_| text.to_owned()).map_err(|_| {
                "write error, warn, info, debug or trace, or a filter such as info,kreisrund_search=debug"
                    .to_owned()
            })
        })?;
        let log_format = parsed(&values, "log.format", |text| match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("write text or json".to_owned()),
        })?;
        let development = parsed(&values, "site.mode", |text| match text {
            "production" => Ok(false),
            "development" => Ok(true),
            _ => Err("write production or development".to_owned()),
        })?;
        let address_log_days = parsed(&values, "operator.address_log_days", |text| match text {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| "write a number of days, as in 7, or 0".to_owned()),
        })?;
        let kept_answers = parsed(&values, "server.kept_answers", |text| {
            let megabytes = text.parse().ok().filter(|megabytes| *megabytes <= MOST_KEPT);
            megabytes.ok_or_else(|| format!("write a number of megabytes up to {MOST_KEPT}, as in 32, or 0"))
        })?;
        let text = |name: &str| values.get(name).map(|value| value.text.clone()).unwrap_or_default();
        let lines = |name: &str| -> Vec<String> {
            let text = text(name);
            text.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty()).map(Into::into).collect()
        };
        let operator = kreisrund_web::Operator {
            name: text("operator.name"),
            address: lines("operator.address"),
            phone: text("operator.phone"),
            email: text("operator.email"),
            legal: kreisrund_web::LegalDetails {
                represented_by: lines("operator.represented_by"),
                responsible: lines("operator.responsible"),
                data_protection_officer: lines("operator.data_protection_officer"),
                supervisory_authority: lines("operator.supervisory_authority"),
                enforcement_body: lines("operator.enforcement_body"),
                hosting: lines("operator.hosting"),
                address_log_days,
            },
        };
        let site_name = text("site.name");
        Ok(Self {
            data,
            database,
            listen,
            site_name,
            base_url,
            development,
            kept_answers,
            operator,
            log_level,
            log_format,
            values,
        })
    }

    /// What is in force, as a configuration file with a comment on each value's origin. Secrets are masked.
    pub fn shown(&self) -> String {
        let mut shown = format!("# data folder: {}\n", self.data.display());
        let mut section = "";
        for setting in &SETTINGS {
            let Some(value) = self.values.get(setting.name) else { continue };
            let (its_section, key) = setting.name.split_once('.').unwrap_or(("", setting.name));
            if its_section != section {
                section = its_section;
                shown.push_str(&format!("\n[{section}]\n"));
            }
            let text = match setting.name {
                "database.url" => self.database.to_string(),
                "site.base_url" => self.base_url.clone(),
                _ => value.text.clone(),
            };
            shown.push_str(&format!("# {}\n", setting.meaning));
            shown.push_str(&format!("{key} = {}  # {}\n", toml::Value::from(text), value.origin));
        }
        shown
    }
}

/// The value of `name` as `read` understands it; a refusal says where the value stands.
fn parsed<T>(
    values: &BTreeMap<&'static str, Value>,
    name: &'static str,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, Failure> {
    let Some(value) = values.get(name) else {
        return Err(Failure::Configuration(format!("the setting {name} is missing")));
    };
    read(value.text.trim()).map_err(|reason| {
        Failure::Configuration(format!("{name} ({}) can't be used: {reason}", value.origin))
    })
}

/// The configuration file, if one is named or lies where it is looked for.
fn file(
    flags: &Global,
    environment: &BTreeMap<String, String>,
    data: &Path,
) -> Result<Option<PathBuf>, Failure> {
    let named = flags.config.clone().or_else(|| environment.get("KREISRUND_CONFIG").map(PathBuf::from));
    if let Some(named) = named {
        if named.is_file() {
            return Ok(Some(named));
        }
        return Err(Failure::Configuration(format!("there is no configuration file {}", named.display())));
    }
    Ok([PathBuf::from(FILE_NAME), data.join(FILE_NAME)].into_iter().find(|path| path.is_file()))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    site: SiteSection,
    operator: OperatorSection,
    server: ServerSection,
    database: DatabaseSection,
    log: LogSection,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SiteSection {
    name: Option<Spanned<String>>,
    base_url: Option<Spanned<String>>,
    mode: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OperatorSection {
    name: Option<Spanned<String>>,
    address: Option<Spanned<String>>,
    phone: Option<Spanned<String>>,
    email: Option<Spanned<String>>,
    represented_by: Option<Spanned<String>>,
    responsible: Option<Spanned<String>>,
    data_protection_officer: Option<Spanned<String>>,
    supervisory_authority: Option<Spanned<String>>,
    enforcement_body: Option<Spanned<String>>,
    hosting: Option<Spanned<String>>,
    address_log_days: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ServerSection {
    listen: Option<Spanned<String>>,
    kept_answers: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct DatabaseSection {
    url: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct LogSection {
    level: Option<Spanned<String>>,
    format: Option<Spanned<String>>,
}

fn read_file(path: &Path) -> Result<Vec<(&'static str, Value)>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::Configuration(format!("the configuration file {} can't be read: {error}", path.display()))
    })?;
    let file: File = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(&text, span.start));
        // The library's own message quotes the line, and with it perhaps a password.
        Failure::Configuration(format!("{}, line {line}: {}", path.display(), error.message()))
    })?;
    let given = [
        ("site.name", file.site.name),
        ("site.base_url", file.site.base_url),
        ("site.mode", file.site.mode),
        ("operator.name", file.operator.name),
        ("operator.address", file.operator.address),
        ("operator.phone", file.operator.phone),
        ("operator.email", file.operator.email),
        ("operator.represented_by", file.operator.represented_by),
        ("operator.responsible", file.operator.responsible),
        ("operator.data_protection_officer", file.operator.data_protection_officer),
        ("operator.supervisory_authority", file.operator.supervisory_authority),
        ("operator.enforcement_body", file.operator.enforcement_body),
        ("operator.hosting", file.operator.hosting),
        ("operator.address_log_days", file.operator.address_log_days),
        ("server.listen", file.server.listen),
        ("server.kept_answers", file.server.kept_answers),
        ("database.url", file.database.url),
        ("log.level", file.log.level),
        ("log.format", file.log.format),
    ];
    Ok(given
        .into_iter()
        .filter_map(|(name, value)| {
            let value = value?;
            let line = line_of(&text, value.span().start);
            let origin = Origin::File { path: path.to_owned(), line };
            Some((name, Value { text: value.into_inner(), origin }))
        })
        .collect())
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
}

fn read_environment(environment: &BTreeMap<String, String>) -> Result<Vec<(&'static str, Value)>, Failure> {
    let mut values = Vec::new();
    for (name, text) in environment.iter().filter(|(name, _)| name.starts_with(PREFIX)) {
        if matches!(name.as_str(), "KREISRUND_DATA" | "KREISRUND_CONFIG")
            || NOT_SETTINGS.contains(&name.as_str())
        {
            continue;
        }
        let Some(setting) = SETTINGS.iter().find(|setting| setting.variable == name) else {
            return Err(Failure::Configuration(format!(
                "the variable {name} is no setting; there are {}",
                SETTINGS.iter().map(|setting| setting.variable).collect::<Vec<_>>().join(", ")
            )));
        };
        values.push((setting.name, Value { text: text.clone(), origin: Origin::Variable(setting.variable) }));
    }
    Ok(values)
}

fn read_flags(flags: &Global) -> Vec<(&'static str, Value)> {
    let given = [
        ("server.listen", "--listen", flags.listen.map(|listen| listen.to_string())),
        ("database.url", "--database", flags.database.clone()),
        ("log.level", "--log-level", flags.log_level.clone()),
    ];
    given
        .into_iter()
        .filter_map(|(name, flag, text)| Some((name, Value { text: text?, origin: Origin::Flag(flag) })))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str, variables: &[(&str, &str)], flags: Global) -> Result<Config, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.toml");
        std::fs::write(&path, file).unwrap();
        let variables =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::load(&Global { config: Some(path), ..flags }, &variables)
    }

    fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
        load(file, variables, Global::default()).unwrap_err().to_string()
    }

    #[test]
    fn flags_come_before_variables_before_the_file_before_defaults() {
        let file =
            "[server]\nlisten = '127.0.0.1:1'\n[site]\nname = 'Aus der Datei'\n[log]\nlevel = 'warn'\n";
        let variables = [("KREISRUND_SERVER_LISTEN", "127.0.0.1:2"), ("KREISRUND_LOG_LEVEL", "error")];
        let flags = Global { listen: Some("127.0.0.1:3".parse().unwrap()), ..Global::default() };
        let config = load(file, &variables, flags).unwrap();
        assert_eq!(config.listen.port(), 3);
        assert_eq!(config.log_level, "error");
        assert_eq!(config.site_name, "Aus der Datei");
        assert_eq!(config.log_format, LogFormat::Text);
        let shown = config.shown();
        for origin in ["# flag --listen", "# variable KREISRUND_LOG_LEVEL", "test.toml, line 4", "# default"]
        {
            assert!(shown.contains(origin), "{origin} in\n{shown}");
        }
    }

    #[test]
    fn what_is_shown_can_be_read_again() {
        let config = load("[operator]\nname = 'Kreis \"Muster\"'\n", &[], Global::default()).unwrap();
        assert!(load(&config.shown(), &[], Global::default()).is_ok(), "{}", config.shown());
    }

    #[test]
    fn the_documented_file_can_be_read_and_names_every_setting() {
        let documented = include_str!("../../../docs/kreisrund.toml");
        let config = load(documented, &[], Global::default()).unwrap();
        assert_eq!(config.operator.address.len(), 2);
        let all_taken_up: String =
            documented.replace("\n#", "\n").lines().skip(4).fold(String::new(), |text, line| {
                // A line of prose has no quotation mark before its end; a setting has.
                if line.contains(" = \"") || line.starts_with('[') { text + line + "\n" } else { text }
            });
        assert!(load(&all_taken_up, &[], Global::default()).is_ok(), "{all_taken_up}");
        for setting in &SETTINGS {
            let (section, key) = setting.name.split_once('.').unwrap();
            let part = all_taken_up.split('[').find(|part| part.starts_with(section)).unwrap_or_default();
            assert!(part.contains(&format!("\n{key} = ")), "{} is not in docs/kreisrund.toml", setting.name);
        }
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let sentence = refusal("[server]\n\nlisen = '127.0.0.1:1'\n", &[]);
        assert!(sentence.contains("line 3") && sentence.contains("lisen"), "{sentence}");
        let sentence = refusal("[sever]\nlisten = '127.0.0.1:1'\n", &[]);
        assert!(sentence.contains("line 1") && sentence.contains("sever"), "{sentence}");
    }

    #[test]
    fn a_misspelt_database_address_is_refused_with_its_line_and_without_its_password() {
        let sentence = refusal("[database]\n# ours\nurl = 'postgress://kreis:geheim@localhost/k'\n", &[]);
        assert!(sentence.contains("line 3") && sentence.contains("postgress"), "{sentence}");
        assert!(!sentence.contains("geheim"), "{sentence}");
        let sentence = refusal("[database]\nurl = postgres://kreis:geheim@localhost/k\n", &[]);
        assert!(sentence.contains("line 2") && !sentence.contains("geheim"), "{sentence}");
    }

    #[test]
    fn an_unknown_variable_is_refused() {
        let sentence = refusal("", &[("KREISRUND_SERVER_LISEN", "x")]);
        assert!(sentence.contains("KREISRUND_SERVER_LISEN") && sentence.contains("KREISRUND_SERVER_LISTEN"));
    }

    #[test]
    fn the_password_is_masked_where_the_configuration_is_shown() {
        let config =
            load("[database]\nurl = 'postgres://kreis:geheim@localhost/k'\n", &[], Global::default())
                .unwrap();
        assert!(config.shown().contains("postgres://kreis:***@localhost/k"));
        assert!(!config.shown().contains("geheim") && !format!("{:?}", config.database).contains("geheim"));
    }
}
