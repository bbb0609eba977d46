//! What programs read on an article's page: schema.org's Article (<https://schema.org/Article>).

use kreisrund_content::{LanguageTag, Term};
use kreisrund_slice::json_ld::{self, Entry};
use kreisrund_web::Page;
use serde_json::{Value, json};

use crate::{article_page::Gathered, filter::title};

/// What the page says. `headline` and `description` are those in the language in which it is read.
pub fn of(page: &Page, gathered: &Gathered, language: &str, headline: &str, description: &str) -> Entry {
    let article = &gathered.article;
    let address = page.absolute(&article.path());
    let mut entry = Entry::new("Article");
    entry.text("@id", &address).text("url", &address).text("mainEntityOfPage", &address);
    entry.text("headline", headline).text("description", description).text("inLanguage", language);
    if let Some(since) = article.public_since() {
        entry.put("datePublished", json!(since.to_string()));
    }
    entry.put("dateModified", json!(article.renewed_at().to_string()));
    entry.optional("image", gathered.photo.as_ref().map(|photo| photo.absolute(page)).as_deref());
    let office = json_ld::linked(page, "Organization", &page.office(), "/");
    let author = gathered.organisation.as_ref().map(|known| {
        json_ld::linked(page, "Organization", &known.details.name, &format!("/organisationen/{}", known.slug))
    });
    entry.put("author", author.unwrap_or_else(|| office.clone()));
    entry.put("publisher", office);
    if let Some(series) = &gathered.series {
        entry.put(
            "isPartOf",
            json_ld::linked(page, "CreativeWorkSeries", &title(page, series), &series.path()),
        );
    }
    if let Some(part) = article.details.part {
        entry.put("position", json!(part.position));
    }
    entry.list("contentLocation", location(page, gathered));
    entry.list("about", gathered.topics().map(|term| about(page, term)));
    entry.optional("temporalCoverage", coverage(gathered).as_deref());
    entry
}

fn location(page: &Page, gathered: &Gathered) -> Option<Value> {
    if let Some(place) = &gathered.place {
        return Some(json_ld::place(page, place).value());
    }
    let municipality = gathered.municipality.as_ref()?;
    let path = format!("/gemeinden/{}", municipality.slug);
    Some(json_ld::linked(page, "AdministrativeArea", &municipality.name, &path))
}

fn about(page: &Page, term: &Term) -> Value {
    let label = term.label(&LanguageTag::from(page.language));
    json_ld::linked(page, "Thing", label, &format!("/themen/{}", term.slug))
}

/// The period of which it tells, as an interval of ISO 8601; `..` where it is open.
fn coverage(gathered: &Gathered) -> Option<String> {
    let about = gathered.article.details.about;
    let end = |day: Option<jiff::civil::Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
    let has_one = about.from().is_some() || about.to().is_some();
    has_one.then(|| format!("{}/{}", end(about.from()), end(about.to())))
}
