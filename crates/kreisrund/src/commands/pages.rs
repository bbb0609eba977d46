//! The words of standing pages, as operators change them.

use std::{io::Read, path::Path};

use kreisrund_areas::store::areas;
use kreisrund_content::{LanguageTag, Text, easy_language};
use kreisrund_people::Actor;
use kreisrund_standing_pages::{
    StandingPage, WRITTEN_ON,
    file::{self, LARGEST},
    placeholder::{self, Values},
    store::{self, Saved},
};
use kreisrund_store::Database;

use crate::{
    cli::{Pages, SavePage},
    config::Config,
    failure::Failure,
    fetch, house,
};

/// Does what `arguments` say.
pub async fn run(config: &Config, arguments: &Pages) -> Result<(), Failure> {
    let database = house::database(config).await?;
    match arguments {
        Pages::List => list(config, &database).await?,
        Pages::Show { name, language } => show(&database, *name, language).await?,
        Pages::Save(arguments) => save(config, &database, arguments).await?,
        Pages::Reset { name, language } => reset(&database, *name, language).await?,
    }
    database.close().await;
    Ok(())
}

async fn list(config: &Config, database: &Database) -> Result<(), Failure> {
    for page in StandingPage::ALL {
        let words = store::words(database.read(), page).await?;
        let languages: Vec<String> = words
            .texts
            .languages()
            .map(|language| {
                let own = if words.is_own(language) { " own" } else { "" };
                let outdated = if words.texts.is_outdated(language) { " outdated" } else { "" };
                format!("{language}{own}{outdated}")
            })
            .collect();
        println!("{:<14} {:<18} {}", page.name(), page.path(), languages.join(", "));
    }
    let county = county_name(database).await?;
    let missing = values(config, &county).missing_settings();
    if !missing.is_empty() {
        println!("the configuration lacks {}; pages that need them say so", missing.join(", "));
    }
    Ok(())
}

async fn show(database: &Database, page: StandingPage, language: &LanguageTag) -> Result<(), Failure> {
    let words = store::words(database.read(), page).await?;
    let Some(text) = words.texts.exactly_in(language) else {
        let languages: Vec<&str> = words.texts.languages().map(LanguageTag::as_str).collect();
        return Err(Failure::refused(format!(
            "the page {} has no text in the language {language}; there are {}",
            page.name(),
            languages.join(", ")
        )));
    };
    print!("{}", file::written(text));
    Ok(())
}

async fn save(config: &Config, database: &Database, arguments: &SavePage) -> Result<(), Failure> {
    let SavePage { name: page, file: path, language, dry_run } = arguments;
    let refused = |reason: file::Refusal| Failure::refused(format!("{}: {reason}", path.display()));
    let text = file::read(language.clone(), &bytes(path)?).map_err(refused)?;
    if language.is_easy() {
        for problem in easy_language::problems(&text) {
            eprintln!("{}: hard to read: {problem}", path.display());
        }
    }
    let today = database.clock().today();
    if *dry_run {
        let county = county_name(database).await?;
        print!("{}", file::written(&filled(config, &county, &placeholder::dated(&text, today))));
        return Ok(());
    }
    let write = database.write().await?;
    let saved = store::save(&write, *page, &text, today, &actor()).await?;
    write.commit().await?;
    let (name, path) = (page.name(), page.path());
    match saved {
        Saved::Added => println!("{name} in {language}: {path} shows your own text now"),
        Saved::Changed => println!("{name} in {language}: changed; {path} shows it now"),
        Saved::Confirmed => println!("{name} in {language}: unchanged, and no longer marked as outdated"),
        Saved::Unchanged => println!("{name} in {language}: unchanged"),
    }
    tell_outdated(database, *page).await
}

async fn reset(database: &Database, page: StandingPage, language: &LanguageTag) -> Result<(), Failure> {
    let write = database.write().await?;
    let was_own = store::reset(&write, page, language, &actor()).await?;
    write.commit().await?;
    let name = page.name();
    if !was_own {
        println!("{name} in {language}: there is no text of your own");
        return Ok(());
    }
    let words = store::words(database.read(), page).await?;
    match words.texts.exactly_in(language) {
        Some(_) => println!("{name} in {language}: the text that came with the program stands there again"),
        None => println!("{name} in {language}: removed; there is none that came with the program"),
    }
    tell_outdated(database, page).await
}

/// Names own translations that no longer follow the German text.
async fn tell_outdated(database: &Database, page: StandingPage) -> Result<(), Failure> {
    let words = store::words(database.read(), page).await?;
    let outdated: Vec<&str> = words
        .texts
        .languages()
        .filter(|language| words.is_own(language) && words.texts.is_outdated(language))
        .map(LanguageTag::as_str)
        .collect();
    if !outdated.is_empty() {
        println!("marked as outdated until you save them again: {}", outdated.join(", "));
    }
    Ok(())
}

/// The bytes of the file at `path`, and a few more than may be where it is too large.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fetch::check_file(path)?;
    let opened = std::fs::File::open(path).map_err(|error| fetch::unreadable(path, &error))?;
    let mut bytes = Vec::new();
    let read = opened.take(LARGEST as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| fetch::unreadable(path, &error))?;
    Ok(bytes)
}

fn filled(config: &Config, county: &str, text: &Text) -> Text {
    values(config, county).fill(text)
}

fn values<'a>(config: &'a Config, county: &'a str) -> Values<'a> {
    Values {
        site_name: &config.site_name,
        base_url: &config.base_url,
        county_name: county,
        operator: &config.operator,
        written_on: WRITTEN_ON,
    }
}

async fn county_name(database: &Database) -> Result<String, Failure> {
    let county = areas::main_county(database.read()).await?;
    Ok(county.map(|county| county.name).unwrap_or_default())
}

fn actor() -> Actor {
    Actor::system("command pages")
}
