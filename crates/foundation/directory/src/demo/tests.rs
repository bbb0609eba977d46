//! The demonstration's files fit together, and what is wrong with a file is named.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use kreisrund_areas::{demo::EXTRACT, extract::read_extract};
use kreisrund_content::{LanguageTag, standard::save_standard, store::texts::texts_of};
use kreisrund_kernel::SubjectRef;
use kreisrund_store::Database;
use kreisrund_testkit::database_test;

use super::*;
use crate::{
    network::MemberRole,
    store::{
        networks::network_by_slug,
        organisations::{organisation_by_slug, organisations},
        places::place_by_slug,
        tests::{all_migrations, published, slug},
    },
    subject::Subject,
};

/// The day of the stories.
const TODAY: Date = date(2026, 11, 22);

#[test]
fn every_file_of_the_folder_is_part_of_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/elbe-elster");
    let mut present = files(&folder);
    present.sort_unstable();
    let mut known: Vec<_> = FILES.iter().map(|(name, _)| folder.join(name)).collect();
    known.sort_unstable();
    assert_eq!(present, known);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_embedded_files_fit_together() {
    let extract = read_extract(EXTRACT).unwrap();
    let examples = read_examples(&FILES).unwrap();
    assert!(!examples.organisations.is_empty() && !examples.places.is_empty());
    assert!(!examples.networks.is_empty() && !examples.programmes.is_empty());
    let organisations = examples.organisations.iter().filter_map(|example| {
        example.municipality.as_ref().map(|municipality| (&example.slug, municipality))
    });
    let places = examples.places.iter().map(|example| (&example.slug, &example.municipality));
    for (slug, municipality) in organisations.chain(places) {
        assert!(extract.county.municipality(municipality).is_some(), "{slug}: {municipality}");
    }
}

#[test]
fn invented_places_lie_in_their_municipalities() {
    let extract = read_extract(EXTRACT).unwrap();
    for place in &read_examples(&FILES).unwrap().places {
        let centre = extract.county.municipality(&place.municipality).unwrap().position.unwrap();
        let away = place.position().unwrap().unwrap().distance(centre).0;
        assert!(away < 15.0, "{}: {away} km", place.slug);
    }
}

#[test]
fn invented_addresses_lead_nowhere() {
    for (name, text) in FILES {
        let table: toml::Table = toml::from_str(text).unwrap();
        for address in strings(&toml::Value::Table(table)) {
            let leads_somewhere =
                address.contains('@') || address.contains("://") || address.contains("www.");
            assert!(!leads_somewhere || address.contains("example.org"), "{name}: {address}");
        }
    }
}

/// Every text of a file, words of it apart.
fn strings(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        toml::Value::Array(values) => values.iter().flat_map(strings).collect(),
        toml::Value::Table(table) => table.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[database_test(migrations = all_migrations)]
async fn the_demonstration_is_saved_once_a_day(database: Database) {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    save_standard(&write).await.unwrap();
    write.commit().await.unwrap();
    let save = async |today: Date| {
        let write = database.write().await.unwrap();
        let summary = save_demo(&write, today).await.unwrap();
        write.commit().await.unwrap();
        summary
    };
    let first = save(TODAY).await;
    let all = |changes: Changes| {
        [first.organisations, first.places, first.networks, first.programmes].contains(&changes)
    };
    assert!(!all(Changes::default()));
    assert_eq!(first.organisations.changed + first.places.changed + first.networks.changed, 0);
    let told = published(&database).await.len();
    let again = save(TODAY).await;
    let unchanged = |before: Changes| Changes { unchanged: before.added, ..Changes::default() };
    assert_eq!(again.organisations, unchanged(first.organisations));
    assert_eq!(again.places, unchanged(first.places));
    assert_eq!(again.networks, unchanged(first.networks));
    assert_eq!(again.programmes, unchanged(first.programmes));
    assert_eq!(published(&database).await.split_off(told), [], "nobody hears of what did not change");
    let tomorrow = save(TODAY.tomorrow().unwrap()).await;
    assert_eq!(tomorrow.programmes.changed, first.programmes.added, "times move along");
    let all = organisations(database.read()).await.unwrap();
    assert!(all.iter().all(|organisation| organisation.details.example));
}

const STORY: &str = r#"
[[organisation]]
slug = "stadt"
name = "Stadt"
municipality = "12062224"

[[organisation]]
slug = "buecherei"
name = "Bücherei"
about = "Bücher."
texts = [{ language = "en", body = "Books." }]
municipality = "12062224"
roles = ["library"]
carrier = "stadt"
seat = "saal"
languages = ["de", "en"]
topics = ["lesen"]
audiences = ["familien"]
marks = [{ term = "familienfreundlich", since_days_ago = 400, until_in_days = 600 }]
opening_hours = ["Mo,Do 15:00-18:00"]
contacts = [{ label = "Ausleihe", email = "ausleihe@example.org" }]

[[place]]
slug = "saal"
name = "Saal"
municipality = "12062224"
organisation = "buecherei"
[place.accessibility]
step_free = { state = "yes", note = "Rampe", checked_days_ago = 40 }
door_width = { state = "yes", centimetres = 94, checked_days_ago = 40 }

[[network]]
slug = "netz"
name = "Netz"
kind = "libraries"
members = [{ organisation = "buecherei", role = "coordination", since_days_ago = 1500 }]

[[programme]]
slug = "mittel"
name = "Mittel"
funder = "Stiftung"
from_days_ago = 10
until_in_days = 10
attached = [{ organisation = "buecherei" }, { network = "netz" }, { place = "saal" }]
"#;

#[database_test(migrations = all_migrations)]
async fn what_a_file_says_is_kept(database: Database) {
    let examples = read_examples(&[("story.toml", STORY)]).unwrap();
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    save_standard(&write).await.unwrap();
    save_examples(&write, &examples, TODAY).await.unwrap();
    write.commit().await.unwrap();

    let reader = database.read();
    let library = organisation_by_slug(reader, &slug("buecherei")).await.unwrap().unwrap();
    let town = organisation_by_slug(reader, &slug("stadt")).await.unwrap().unwrap();
    let place = place_by_slug(reader, &slug("saal")).await.unwrap().unwrap();
    assert_eq!(library.relations.carrier, Some(town.id));
    assert_eq!((library.details.seat, place.details.operator), (Some(place.id), Some(library.id)));
    assert_eq!(place.details.accessibility.door_width_cm(), Some(94));
    assert_eq!(place.details.accessibility.last_checked(), Some(date(2026, 10, 13)));
    let subject = SubjectRef::from(Subject::from(library.id));
    let texts = texts_of(reader, subject).await.unwrap().unwrap();
    let english = texts.in_language(&LanguageTag::english());
    assert_eq!((english.title.as_str(), english.body.as_str()), ("Bücherei", "Books."));
    let network = network_by_slug(reader, &slug("netz")).await.unwrap().unwrap();
    let member = network.members.as_slice()[0];
    assert_eq!((member.organisation, member.role), (library.id, MemberRole::Coordination));
    let fundings = crate::store::programmes::programmes_around(reader, library.id, TODAY).await.unwrap();
    assert_eq!(fundings.len(), 1);
    assert_eq!(fundings[0].programme.attached.len(), 3);

    // A later version of the file turns who stands above whom around.
    let turned = STORY.replace("carrier = \"stadt\"\n", "").replacen(
        "name = \"Stadt\"\n",
        "name = \"Stadt\"\ncarrier = \"buecherei\"\n",
        1,
    );
    let examples = read_examples(&[("story.toml", &turned)]).unwrap();
    let write = database.write().await.unwrap();
    let summary = save_examples(&write, &examples, TODAY).await.unwrap();
    assert_eq!(summary.organisations.changed, 2, "{summary:?}");
}

#[test]
fn what_is_wrong_with_a_file_is_named() {
    let refusal = |text: &str| read_examples(&[("story.toml", text)]).unwrap_err().to_string();
    let organisation =
        "[[organisation]]\nslug = \"verein\"\nname = \"Verein\"\nmunicipality = \"12062224\"\n";
    let place = "[[place]]\nslug = \"saal\"\nname = \"Saal\"\nmunicipality = \"12062224\"\n";
    let network = "[[network]]\nslug = \"netz\"\nname = \"Netz\"\nkind = \"culture\"\n";
    assert!(read_examples(&[("one", organisation), ("two", place), ("three", network)]).is_ok());
    assert_eq!(
        refusal(&organisation.repeat(2)),
        "organisation “verein”: it stands there twice; give one of them another short name"
    );
    assert_eq!(
        refusal(&format!("{place}organisation = \"niemand\"\n")),
        "place “saal”: there is no organisation “niemand”; write down its short name, or add it"
    );
    assert_eq!(
        refusal(&format!("{organisation}seat = \"nirgends\"\n")),
        "organisation “verein”: there is no place “nirgends”; write down its short name, or add it"
    );
    let member = "members = [{ organisation = \"niemand\", role = \"member\" }]\n";
    assert!(refusal(&format!("{network}{member}")).contains("there is no organisation “niemand”"));
    assert_eq!(
        refusal(&format!("{place}latitude = 51.5\n")),
        "place “saal”: latitude and longitude belong together"
    );
    let unknown = refusal(&format!("{place}colour = \"red\"\n"));
    assert!(unknown.contains("story.toml") && unknown.contains("unknown field `colour`"), "{unknown}");
    assert!(refusal(&organisation.replace("12062224", "1206222")).contains("is not a key of 8 digits"));
    assert!(refusal(&format!("{organisation}roles = [\"castle\"]\n")).contains("castle"));
    assert!(refusal(&format!("{organisation}opening_hours = [\"immer mal\"]\n")).contains("immer mal"));
    assert!(refusal(&format!("{place}accessibility.ramp = {{ state = \"yes\" }}\n")).contains("ramp"));
}

#[database_test(migrations = all_migrations)]
async fn what_breaks_a_rule_is_refused_with_its_record(database: Database) {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    save_standard(&write).await.unwrap();
    write.commit().await.unwrap();
    let refusal = async |from: &str, to: &str| {
        assert!(STORY.contains(from), "{from}");
        let story = STORY.replacen(from, to, 1);
        let examples = read_examples(&[("story.toml", &story)]).unwrap();
        let write = database.write().await.unwrap();
        let refusal = save_examples(&write, &examples, TODAY).await.unwrap_err().to_string();
        refusal.trim_start_matches("the demonstration's files: ").to_owned()
    };
    let cases = [
        ("12062224", "99999999", "organisation “stadt”: the municipality 99999999 is not in the database"),
        (
            "\"lesen\"",
            "\"zaubern\"",
            "organisation “buecherei”: the vocabulary topic has no term “zaubern” in force",
        ),
        (
            "familienfreundlich",
            "gibtsnicht",
            "organisation “buecherei”: the vocabulary quality_mark has no term",
        ),
        ("centimetres = 94", "centimetres = 74", "place “saal”: doors of 74 cm are not wide enough"),
        ("note = \"Rampe\"", "centimetres = 94", "place “saal”: centimetres are for door_width alone"),
        ("until_in_days = 600", "until_in_days = -500", "organisation “buecherei”: the period would end on"),
        ("until_in_days = 10\n", "until_in_days = -20\n", "programme “mittel”: the period would end on"),
        ("about = \"Bücher.\"\n", "", "organisation “buecherei”: there are texts in other languages"),
        (
            "language = \"en\"",
            "language = \"de\"",
            "organisation “buecherei”: there are two texts in the language",
        ),
        (
            "carrier = \"stadt\"",
            "carrier = \"buecherei\"",
            "organisation “buecherei”: “Bücherei” has the carrier",
        ),
        (
            "members = [",
            "members = [{ organisation = \"buecherei\", role = \"coordination\" }, ",
            "network “netz”: the same organisation is given twice as coordination",
        ),
    ];
    for (from, to, expected) in cases {
        let refusal = refusal(from, to).await;
        assert!(refusal.starts_with(expected), "{from} → {to}: {refusal}");
    }
    assert!(organisations(database.read()).await.unwrap().is_empty(), "nothing of it was kept");
}
