//! The office brings in its own table of clubs.

use kreisrund_content::{LanguageTag, Text, Texts, Translation, store::texts::texts_of};
use kreisrund_kernel::SubjectRef;
use kreisrund_store::{Change, Changes, Database};
use kreisrund_testkit::database_test;
use proptest::prelude::*;

use super::*;
use crate::{
    organisation::{OrganisationDetails, Role},
    store::{
        descriptions::save_texts,
        organisations::{organisation_by_slug, organisations as all_organisations, save_organisation},
        tests::{all_migrations, published, slug},
    },
    subject::Subject,
};

const LIST: &str = "Name;E-Mail;Telefon;Internet;Gemeinde;Rollen;Beschreibung;Vorsitz\n\
    Angelfreunde Elster;angeln@example.org;030 23125 177;angeln.example.org;Herzberg;Verein, Einsatzstelle;\
    \"Wir angeln; und wir reden.\";Petra Muster\n\
    Bücherei am Anger;;;;12062289;Bücherei;;\n\
    ;;;;;;;\n";

fn read(text: &str) -> Result<OrganisationList, NotAList> {
    OrganisationList::read(text.as_bytes())
}

#[database_test(migrations = all_migrations)]
async fn a_table_is_taken_over_and_repeated_without_harm(database: Database) {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    write.commit().await.unwrap();
    let list = read(LIST).unwrap();
    assert_eq!((list.entries().len(), list.ignored()), (2, ["Vorsitz".to_owned()].as_slice()));

    // First only a look.
    let write = database.write().await.unwrap();
    let look = organisations(&write, &list).await.unwrap();
    drop(write);
    assert!(all_organisations(database.read()).await.unwrap().is_empty());

    let write = database.write().await.unwrap();
    let summary = organisations(&write, &list).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(summary, look);
    assert_eq!(summary.changes, Changes { added: 2, ..Changes::default() });
    let club = organisation_by_slug(database.read(), &slug("angelfreunde-elster")).await.unwrap().unwrap();
    assert_eq!(club.details.website.as_deref(), Some("https://angeln.example.org"));
    assert_eq!(club.details.roles, [Role::Volunteering, Role::Club].into());
    assert!(club.details.area.is_some() && !club.details.example);
    let subject = SubjectRef::from(Subject::from(club.id));
    let texts = texts_of(database.read(), subject).await.unwrap().unwrap();
    assert_eq!(texts.source().body, "Wir angeln; und wir reden.");

    let told = published(&database).await.len();
    let write = database.write().await.unwrap();
    let again = organisations(&write, &list).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(again.changes, Changes { unchanged: 2, ..Changes::default() });
    assert!(again.touched.is_empty());
    assert_eq!(published(&database).await.len(), told);
}

#[database_test(migrations = all_migrations)]
async fn an_empty_cell_takes_nothing_away(database: Database) {
    let write = database.write().await.unwrap();
    let details = OrganisationDetails {
        name: "Chor".into(),
        email: Some("chor@example.org".into()),
        roles: [Role::CulturalActor].into(),
        ..OrganisationDetails::default()
    };
    let chor = save_organisation(&write, &slug("chor"), details.clone()).await.unwrap().0;
    let english = Text::new(LanguageTag::english(), "Choir", "", "We sing.");
    let german = Text::new(LanguageTag::german(), "Chor", "Singt.", "Wir singen.");
    let texts = Texts::new(english, vec![Translation::fresh(german)]).unwrap();
    save_texts(&write, chor.id, Some(&texts)).await.unwrap();
    let list = read("Kurzname,Name,Mail,Telefon,Text\nchor,Chor,,030 23125 178,Wir singen laut.\n").unwrap();
    let summary = organisations(&write, &list).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(summary.touched, [(slug("chor"), Change::Changed)]);
    let known = organisation_by_slug(database.read(), &slug("chor")).await.unwrap().unwrap();
    assert_eq!(known.details, OrganisationDetails { phone: Some("030 23125 178".into()), ..details });
    let texts = texts_of(database.read(), Subject::from(chor.id).into()).await.unwrap().unwrap();
    let german = texts.exactly_in(&LanguageTag::german()).unwrap();
    assert_eq!((german.summary.as_str(), german.body.as_str()), ("Singt.", "Wir singen laut."));
    assert_eq!(texts.exactly_in(&LanguageTag::english()).unwrap().body, "We sing.", "no language is lost");
}

#[database_test(migrations = all_migrations)]
async fn a_list_of_another_county_is_refused_as_a_whole(database: Database) {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    let list = read("Name;Gemeinde\nErster;Herzberg\nZweiter;Buxtehude\nDritter;09162000\n").unwrap();
    let refusal = organisations(&write, &list).await.unwrap_err().to_string();
    assert_eq!(
        refusal,
        "line 3, Gemeinde: there is no municipality “Buxtehude” in the database; write its name or its key of 8 \
         digits\nline 4, Gemeinde: there is no municipality “09162000” in the database; write its name or its key of \
         8 digits"
    );
    write.commit().await.unwrap();
    assert!(all_organisations(database.read()).await.unwrap().is_empty());
}

#[test]
fn every_fault_is_named_by_line_and_column() {
    let list = "Name;Kurzname;E-Mail;Website;Rollen\n\
        Verein;;kein-at;;\n\
        ;;;;Verein\n\
        Chor;chor;chor@example.org;ftp://example.org;Verein, Ritter\n\
        Zweiter Chor;chor;;;\n\
        Dritter;Chor 3;;;\n";
    let refusal = read(list).unwrap_err().to_string();
    let expected = [
        "line 2, E-Mail: “kein-at” is no mail address; write one like info@example.org",
        "line 3, Name: the name is missing",
        "line 4, Website: “ftp://example.org” is no web address; write one like https://example.org",
        "line 4, Rollen: “Ritter” is no role that is known here; write for example Bibliothek, Verein or Schule",
        "line 5, Kurzname: “chor” stands in line 4 already; leave one out, or give it another short name",
        "line 6, Kurzname: “Chor 3” is no short name; use lower-case letters a–z, digits and single hyphens",
    ];
    assert_eq!(refusal.lines().collect::<Vec<_>>(), expected);
    let twice = read("Name\nVerein\nVEREIN\n").unwrap_err().to_string();
    assert_eq!(
        twice,
        "line 3, Name: “verein” stands in line 2 already; leave one out, or give it another short name"
    );
}

#[test]
fn what_is_no_list_is_told_so() {
    assert_eq!(read(""), Err(NotAList::Empty));
    assert_eq!(read("Name;Telefon\n"), Err(NotAList::Empty));
    assert_eq!(OrganisationList::read(b"PK\x03\x04rest"), Err(NotAList::Workbook));
    assert_eq!(OrganisationList::read(b"N\0a\0m\0e\0"), Err(NotAList::NotText));
    assert_eq!(read("Ort;PLZ\nHerzberg;04916\n"), Err(NotAList::NoNames(vec!["Ort".into(), "PLZ".into()])));
    let twice = read("Name;Verein\na;b\n").unwrap_err().to_string();
    assert_eq!(twice, "the header line has the column “Name” twice, as “Name” and “Verein”; leave one out");
    let long = format!("Name\n{}", "x\n".repeat(20_001));
    assert!(read(&long).is_err());
}

#[test]
fn tables_come_in_every_dialect() {
    let name = |bytes: &[u8]| OrganisationList::read(bytes).unwrap().entries()[0].name.clone();
    assert_eq!(name("\u{feff}NAME\tTel.\nMühle\t1\n".as_bytes()), "Mühle");
    assert_eq!(name(b"Name,phone\r\nM\xfchle,1\r\n"), "Mühle", "Windows-1252");
    assert_eq!(name("\"Name\";\"Telefon\"\n\"Mühle; alt\";1\n".as_bytes()), "Mühle; alt");
    let entries = read("description,name,municipality\n\"two\nlines\",Mill,Plessa\n").unwrap();
    assert_eq!(entries.entries()[0].about.as_deref(), Some("two\nlines"));
}

proptest! {
    #[test]
    fn no_file_breaks_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = OrganisationList::read(&bytes);
        let mut list = b"Name;E-Mail;Internet;Rollen\n".to_vec();
        list.extend(bytes);
        if let Ok(list) = OrganisationList::read(&list) {
            let slugs: std::collections::BTreeSet<_> = list.entries().iter().map(|entry| &entry.slug).collect();
            prop_assert_eq!(slugs.len(), list.entries().len());
        }
    }
}
