use jiff::civil::date;
use kreisrund_kernel::{Amount, Euros, WebAddress};
use kreisrund_schedule::{Moment, OccurrenceState, Zone};
use proptest::prelude::*;

use super::*;
use crate::offer::{Deadline, Form, Format, Way};

fn read_with(bytes: &[u8], mapping: &str) -> Result<TableReading, NotOffers> {
    let source = Source::file(Format::Table);
    let mapping = Mapping::read(mapping).unwrap();
    super::read(bytes, &mapping, source, &VocabularySnapshot::default(), Period::ALWAYS, date(2026, 11, 22))
}

fn read(table: &str) -> TableReading {
    read_with(table.as_bytes(), "").unwrap()
}

/// The offer of a table with one row.
fn one(header: &str, row: &str) -> Item {
    let mut table = read(&format!("Titel;{header}\nChor;{row}\n"));
    assert!(table.faulty.is_empty(), "{:?}", table.faulty);
    table.reading.items.remove(0)
}

fn fault(header: &str, row: &str) -> String {
    let table = read(&format!("Kennung;Titel;{header}\n7;Chor;{row}\n"));
    assert_eq!(table.reading.items, []);
    assert_eq!(table.faulty.len(), 1);
    table.reading.left[0].reason.clone()
}

fn moment(header: &str, row: &str) -> Moment {
    one(header, row).dates[0].occurrence.moment.clone()
}

fn timed(start: &str, end: Option<&str>) -> Moment {
    Moment::timed(start.parse().unwrap(), end.map(|end| end.parse().unwrap()), Zone::berlin()).unwrap()
}

#[test]
fn a_row_is_an_offer() {
    let table = read(
        "Kennung;Titel;Kurztext;Text;Art;Beginn;Uhrzeit;Ort;Straße;PLZ;Stadt;Preis;ermäßigt;Zielgruppe;Alter von;Alter bis;Thema;\
         Anmeldung;Anmeldeschluss;Plätze;Link;Kontakt;Telefon;E-Mail;Niveau;UE;Abschluss;Farbe\n\
         D-101;Deutsch A1;Für den Anfang;\"Erste Zeile\nZweite Zeile\";Kurs;11.01.2027;18:00-20:15;Volkshochschule;Anhalter Straße 7;4916;Herzberg (Elster);\
         60 €;40;Erwachsene;16;;Deutsch lernen;https://example.org/d101;04.01.2027;12;www.example.org/deutsch;Frau Muster;03535 1234;\
         info@example.org;A1;60;Zertifikat A1;blau\n",
    );
    assert_eq!(table.faulty.len(), 0, "{:?}", table.reading.left);
    assert_eq!(table.reading.notes[0].reason, "columns that are not known were left out: Farbe");
    let [item] = table.reading.items.as_slice() else { panic!("{:?}", table.reading.items) };
    assert_eq!((item.key.as_str(), item.line), ("D-101", Some(2)));
    assert_eq!(item.texts.source().body, "Erste Zeile\nZweite Zeile");
    let Form::Course(course) = &item.form else { panic!("{:?}", item.form) };
    assert_eq!(
        (course.level.as_deref(), course.units, course.certificate.as_deref()),
        (Some("A1"), Some(60), Some("Zertifikat A1"))
    );
    assert_eq!(item.dates[0].occurrence.moment, timed("2027-01-11T18:00:00", Some("2027-01-11T20:15:00")));
    assert_eq!(
        item.venue.text.as_deref(),
        Some("Volkshochschule, Anhalter Straße 7, 04916 Herzberg (Elster)")
    );
    let price = item.price.clone().unwrap();
    assert_eq!(
        (price.amount(), price.reduced()),
        (Amount::Exactly(Euros::from_cents(6000)), Some(Euros::from_cents(4000)))
    );
    assert_eq!((item.ages.unwrap().from(), item.ages.unwrap().to()), (Some(16), None));
    assert_eq!(item.registration.way, Way::Link("https://example.org/d101".parse().unwrap()));
    assert_eq!(item.registration.deadline, Some(Deadline::On(date(2027, 1, 4))));
    assert_eq!(item.registration.places, Some(12));
    assert_eq!(item.link.clone().unwrap().as_str(), "https://www.example.org/deutsch");
    assert_eq!(item.contact.clone().unwrap().email.as_deref(), Some("info@example.org"));
    assert_eq!(item.terms.values().flatten().collect::<Vec<_>>(), ["Deutsch lernen", "Erwachsene"]);
}

#[test]
fn english_titles_and_any_order_do_as_well() {
    let table = read("begin,place,title,price,number\n2027-01-11T18:00,Library,Reading,free,7\n");
    let item = &table.reading.items[0];
    assert_eq!((item.key.as_str(), item.venue.text.as_deref()), ("7", Some("Library")));
    assert_eq!(item.price.clone().unwrap().amount(), Amount::Free);
    assert!(matches!(item.form, Form::Event));
}

#[test]
fn days_and_times_are_read_in_every_form() {
    let whole = |first, last| Moment::all_day(first, last).unwrap();
    let day = date(2027, 1, 11);
    for (header, row, expected) in [
        ("Beginn", "11.01.2027", whole(day, day)),
        ("Beginn", "2027-01-11", whole(day, day)),
        ("Beginn", "46398", whole(day, day)),
        ("Beginn", "46398,75", timed("2027-01-11T18:00:00", None)),
        ("Beginn;Ende", "11.01.2027;13.01.2027", whole(day, date(2027, 1, 13))),
        ("Beginn;Uhrzeit", "11.01.2027;18 Uhr", timed("2027-01-11T18:00:00", None)),
        (
            "Datum;Uhrzeit",
            "Mo, 11.01.2027;18:00 – 20:00 Uhr",
            timed("2027-01-11T18:00:00", Some("2027-01-11T20:00:00")),
        ),
        ("Beginn;Ende", "11.01.2027 18:00;20:00", timed("2027-01-11T18:00:00", Some("2027-01-11T20:00:00"))),
        ("Beginn;Ende", "11.01.2027 20:00;01:00", timed("2027-01-11T20:00:00", Some("2027-01-12T01:00:00"))),
        (
            "Beginn;Uhrzeit;Ende;Endzeit",
            "11.01.2027;18:00;12.01.2027;09:00",
            timed("2027-01-11T18:00:00", Some("2027-01-12T09:00:00")),
        ),
        ("Beginn;Dauer", "11.01.2027 18:00;90", timed("2027-01-11T18:00:00", Some("2027-01-11T19:30:00"))),
        (
            "Beginn;Dauer",
            "11.01.2027 18:00;1,5 Stunden",
            timed("2027-01-11T18:00:00", Some("2027-01-11T19:30:00")),
        ),
        ("Beginn;Dauer", "11.01.2027 18:00;1:30", timed("2027-01-11T18:00:00", Some("2027-01-11T19:30:00"))),
    ] {
        assert_eq!(moment(header, row), expected, "{header}: {row}");
    }
}

#[test]
fn rows_with_one_number_are_dates_of_one_offer() {
    let table = read(
        "Nummer;Titel;Beginn;Ort;Preis;abgesagt;ausgebucht;Verschoben von\n\
         7;Töpfern;11.01.2027 18:00;Werkstatt;20;;;\n\
         8;Tanz;12.01.2027 19:00;Saal;;;ja;\n\
         7;Töpfern: Glasieren;25.01.2027 18:00;Brennofen;;;;18.01.2027\n\
         7;Töpfern;01.02.2027 18:00;Werkstatt;25;x;;\n",
    );
    let [pottery, dance] = table.reading.items.as_slice() else { panic!("{:?}", table.reading) };
    let told: Vec<_> = pottery
        .dates
        .iter()
        .map(|date| (date.key.as_str(), date.occurrence.state, date.title.as_deref(), date.place.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("2027-01-11T18:00:00", OccurrenceState::Planned, None, None),
            ("2027-01-18T18:00:00", OccurrenceState::Planned, Some("Töpfern: Glasieren"), Some("Brennofen")),
            ("2027-02-01T18:00:00", OccurrenceState::Cancelled, None, None),
        ]
    );
    assert_eq!(pottery.dates[1].moved_from.unwrap().to_string(), "2027-01-18T18:00:00");
    assert_eq!(
        table.reading.notes[0].reason,
        "its rows say different things about Preis; the first row counts"
    );
    assert_eq!(
        (dance.dates[0].key.as_str(), dance.dates[0].occurrence.state),
        (ONLY_DATE, OccurrenceState::SoldOut)
    );
}

#[test]
fn a_repetition_gives_dates_and_is_kept_as_a_rule() {
    let item = one(
        "Beginn;Wiederholung;außer am",
        "11.01.2027 18:00;wöchentlich bis 08.02.2027;25.01.2027, 2027-02-01",
    );
    let days: Vec<String> =
        item.dates.iter().map(|date| date.occurrence.moment.civil_start().date().to_string()).collect();
    assert_eq!(days, ["2027-01-11", "2027-01-18", "2027-02-08"]);
    assert_eq!(item.series.unwrap().series.rules[0].as_str(), "FREQ=WEEKLY;UNTIL=20270208");
    let bomb = one("Beginn;Wiederholung", "11.01.2027 18:00;FREQ=SECONDLY");
    assert!(bomb.dates.len() <= 1_000 && bomb.note.is_some());
}

#[test]
fn services_need_no_date() {
    let item = one("Art;Öffnungszeiten;nach Vereinbarung;Kommt zu Ihnen", "Angebot;Mo-Fr 09:00-12:00;ja;ja");
    let Form::Service(service) = &item.form else { panic!("{:?}", item.form) };
    assert!(service.by_appointment && service.opening_hours.is_some() && item.venue.at_yours);
    assert_eq!(item.dates, []);
    assert_eq!(item.key, "derived:chor::");
}

#[test]
fn a_faulty_row_stays_out_with_all_that_is_wrong() {
    for (header, row, parts) in [
        ("Beginn", "morgen", vec!["Beginn: “morgen” is no day; write it as 22.11.2026"]),
        ("Beginn", "31.11.2026", vec!["Beginn: “31.11.2026” is no day"]),
        ("Beginn", "01.01.99999", vec!["Beginn: “01.01.99999” is no day"]),
        ("Beginn", "99999-01-01", vec!["is no day"]),
        ("Beginn;Ende", "11.01.2027;10.01.2027", vec!["Ende: it lies before the beginning"]),
        ("Beginn;Uhrzeit", "11.01.2027;abends", vec!["Uhrzeit: “abends” is no time; write it as 18:30"]),
        ("Beginn;Uhrzeit", ";18:00", vec!["Beginn: it is empty, but Uhrzeit is not"]),
        ("Art;Beginn", "Veranstaltung;", vec!["Beginn: it is empty; an event needs a day"]),
        ("Art", "Dingsbums", vec!["Art: “Dingsbums” is none; write Kurs, Veranstaltung or Angebot"]),
        (
            "PLZ;E-Mail;Link",
            "123;niemand;nirgends",
            vec!["Link: “nirgends”", "E-Mail: “niemand”", "PLZ: “123” is no postcode"],
        ),
        ("Preis;ermäßigt", "10;12", vec!["Preis: the reduced price has to be lower"]),
        ("Preis", "-10", vec!["Preis: “-10” is no price"]),
        ("Alter von;Alter bis", "12;6", vec!["ages need a lower or an upper end"]),
        ("UE", "viele", vec!["UE: “viele” is no number from 0 to 10000"]),
        ("abgesagt", "vielleicht", vec!["Abgesagt: “vielleicht” is neither ja nor nein"]),
        ("Status", "unklar", vec!["Status: “unklar” is unknown"]),
        ("Breitengrad;Längengrad", "91;13", vec!["Breitengrad: latitude 91"]),
        ("Beginn;Wiederholung", "11.01.2027;dienstags", vec!["Wiederholung: it repeats on Dienstag"]),
        ("Sichtbar ab;Sichtbar bis", "02.01.2027;01.01.2027", vec!["Sichtbar bis: it lies before"]),
        ("Öffnungszeiten", "meistens", vec!["Öffnungszeiten: "]),
    ] {
        let fault = fault(header, row);
        for part in parts {
            assert!(fault.contains(part), "{header} {row}: {fault}");
        }
    }
    let nameless = read("Titel;Beginn\n;11.01.2027\nChor;12.01.2027\n");
    assert_eq!(nameless.reading.left[0], Left::new("row 2", Some(2), "Titel: it is empty"));
    assert!(!nameless.reading.complete, "what it was called nobody knows");
}

#[test]
fn one_faulty_row_keeps_all_of_its_offer_out() {
    let table = read("Kennung;Titel;Beginn\n7;Chor;11.01.2027\n8;Tanz;12.01.2027\n7;Chor;irgendwann\n");
    assert_eq!(table.reading.items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(), ["8"]);
    assert!(table.reading.complete, "what is left out is known by its number");
    let csv = String::from_utf8(table.faulty.to_csv()).unwrap();
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "Kennung;Titel;Beginn;Grund");
    assert!(
        lines[1].starts_with("7;Chor;11.01.2027;\"row 2: row 4 of the same Kennung has a fault")
            || lines[1].starts_with("7;Chor;11.01.2027;row 2: row 4"),
        "{}",
        lines[1]
    );
    assert!(lines[2].contains("row 4: Beginn: “irgendwann” is no day"), "{}", lines[2]);
    // Corrected, the file of faults is a table again.
    let corrected = csv.replace("irgendwann", "18.01.2027");
    let again = read(&corrected);
    assert_eq!(
        (again.reading.items.len(), again.reading.items[0].dates.len()),
        (1, 2),
        "{:?}",
        again.reading.left
    );
    assert_eq!(again.reading.notes, []);
}

#[test]
fn formulas_are_only_text() {
    let table =
        read("Kennung;Titel;Telefon;Beginn\n1;=HYPERLINK(1);+49 3535 1234;11.01.2027\n2;@SUM(1);-1;nie\n");
    assert_eq!(table.reading.items[0].texts.source().title, "=HYPERLINK(1)");
    let csv = String::from_utf8(table.faulty.to_csv()).unwrap();
    assert!(csv.contains("2;'@SUM(1);'-1;nie;"), "{csv}");
    let again = read(&csv.replace("nie", "11.01.2027"));
    assert_eq!(again.reading.items[0].texts.source().title, "@SUM(1)");
}

#[test]
fn rows_that_say_the_same_are_one_too_many() {
    let table = read("Titel;Beginn\nChor;11.01.2027\nChor;18.01.2027\nChor;11.01.2027\n");
    assert_eq!(table.reading.items.len(), 2);
    assert!(table.reading.left[0].reason.contains("it repeats row 2"), "{:?}", table.reading.left);
}

#[test]
fn a_mapping_names_what_other_tables_call_differently() {
    let mapping = "header_row = 3\ndate_format = 'MM/DD/YYYY'\nignore = ['Ort']\n[columns]\ntitle = 'Bez.'\nbegin = 'D1'\n\
                   place = 'Haus'\n[fixed]\nkind = 'Kurs'\nprice = 'kostenlos'\n";
    let table = b"Programm 2027;;;\n\nBez.;D1;Haus;Ort\nChor;01/11/2027;Aula;Bayern\n";
    let reading = read_with(table, mapping).unwrap().reading;
    let item = &reading.items[0];
    assert!(matches!(item.form, Form::Course(_)));
    assert_eq!((item.venue.text.as_deref(), item.line), (Some("Aula"), Some(4)));
    assert_eq!(
        item.dates[0].occurrence.moment,
        Moment::all_day(date(2027, 1, 11), date(2027, 1, 11)).unwrap()
    );
    assert_eq!(item.price.clone().unwrap().amount(), Amount::Free);
    let missing = read_with(b"Titel\nChor\n", "[columns]\nbegin = 'D1'").unwrap_err();
    assert_eq!(missing.to_string(), "the mapping names a column “D1”, but the table has: Titel");
    // The titles are found below what stands above them, too.
    let found =
        read_with("Programm;2027\nStand;heute\nTitel;Beginn\nChor;11.01.2027\n".as_bytes(), "").unwrap();
    assert_eq!(found.reading.items[0].line, Some(4));
}

#[test]
fn what_is_no_table_of_offers_is_refused_with_what_to_do() {
    let refusal = |table: &str| read_with(table.as_bytes(), "").unwrap_err().to_string();
    for (table, part) in [
        ("", "the file is empty"),
        ("%PDF-1.7", "a PDF document"),
        ("<html><body>", "a web page"),
        ("a;b\n1;2\n", "the first one needs a column “Titel”"),
        ("Beginn;Ort\n1;2\n", "the first one needs a column “Titel”"),
        ("Titel;Kurstitel\n1;2\n", "“Titel” and “Kurstitel” both mean Titel"),
        ("Titel;Beginn\n", "the table has a header but no rows"),
    ] {
        assert!(refusal(table).contains(part), "{table}: {}", refusal(table));
    }
    let million = format!("Titel\n{}", "x\n".repeat(1_000_000));
    assert!(refusal(&million).contains("more than 50000 rows"));
}

proptest! {
    #[test]
    fn any_cells_are_read_or_refused(cells in prop::collection::vec("[0-9a-zA-Zäöü.:;,€@ \\-+=/\"\n]{0,20}", 1..40)) {
        let header = "Kennung;Titel;Beginn;Uhrzeit;Ende;Dauer;Preis;ermäßigt;Alter;Wiederholung;außer am;Status;PLZ;Plätze;Anmeldeschluss";
        let mut table = format!("{header}\n");
        for row in cells.chunks(15) {
            let row: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            table.push_str(&format!("{}\n", row.join(";")));
        }
        if let Ok(read) = read_with(table.as_bytes(), "") {
            // What stays out can be handed in again.
            if !read.faulty.is_empty() {
                let again = read_with(&read.faulty.to_csv(), "").unwrap();
                prop_assert_eq!(again.reading.items.len() + again.faulty.len() > 0, true);
            }
        }
        let _ = read_with(cells.join("\n").as_bytes(), "");
    }
}

#[test]
fn thousands_of_rows_of_one_offer_are_its_next_dates() {
    let table = |row: &dyn Fn(i64) -> String| {
        let rows: Vec<String> = (0..15_000).map(|number| format!("7;Chor;{}", row(number))).collect();
        read(&format!("Kennung;Titel;Beginn;Uhrzeit;Thema\n{}\n", rows.join("\n"))).reading.items.remove(0)
    };
    let day = |number: i64| date(2006, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap();
    let daily = table(&|number| format!("{};18:00;Thema {number}, Singen", day(number).strftime("%d.%m.%Y")));
    let more = "more than the 2000 that an offer can have; the next ones were taken";
    assert_eq!(daily.note, Some(format!("it has 15000 dates, {more}")));
    assert_eq!(daily.dates.len(), 2_000);
    assert_eq!(daily.dates[0].occurrence.moment, timed("2026-11-22T18:00:00", None));
    // Groups that meet at the same time.
    let same = table(&|_| "05.12.2026;18:00;Singen".to_owned());
    assert_eq!((same.dates.len(), same.note), (2_000, Some(format!("it has 15000 dates, {more}"))));
    let keys: HashSet<&str> = same.dates.iter().map(|date| date.key.as_str()).collect();
    assert_eq!(keys.len(), 2_000);
    let words: Vec<&String> = same.terms.values().flatten().collect();
    assert_eq!(words, ["Singen"]);
}

#[test]
fn what_has_no_number_keeps_its_name_while_the_days_go_by() {
    let table = "Titel;Beginn;Uhrzeit;Wiederholung\nChor;05.01.2021;18:00;wöchentlich\n";
    let key = |today| {
        let source = Source::file(Format::Table);
        let mapping = Mapping::default();
        let read = super::read(
            table.as_bytes(),
            &mapping,
            source,
            &VocabularySnapshot::default(),
            Period::ALWAYS,
            today,
        );
        read.unwrap().reading.items.remove(0).key
    };
    assert_eq!(key(date(2026, 11, 22)), "derived:chor::2021-01-05T18:00:00");
    assert_eq!(key(date(2027, 3, 1)), key(date(2026, 11, 22)));
    let moved = |row: &str| one("Beginn;Uhrzeit;Verschoben von", row).key;
    assert_eq!(moved("11.01.2027;18:00;04.01.2027 18:00"), moved("04.01.2027;18:00;"));
}

#[test]
fn a_text_is_no_table_because_its_heading_is_called_so() {
    for text in ["# Titel\n\nEin Text.\n\n- eins\n", "Nr;Titel;Wann\n1;Chor;morgen\n"] {
        let refusal = read_with(text.as_bytes(), "").unwrap_err().to_string();
        assert!(refusal.starts_with("beside the title no column says anything that is known"), "{refusal}");
    }
    let table = read("Titel;Ort;Wann\nChor;Saal;morgen\n");
    let told: Vec<&str> = table.reading.notes.iter().map(|note| note.reason.as_str()).collect();
    assert!(told[1].starts_with("no column says when they take place (“Beginn”)"), "{told:?}");
    assert_eq!(read("Titel;Ort\nChor;Saal\n").reading.notes, []);
}

#[test]
fn what_is_on_the_net_may_say_so_in_place_of_a_place() {
    for (written, address) in
        [("Online", None), ("https://treffen.example.org/raum", Some("https://treffen.example.org/raum"))]
    {
        let venue = one("Ort;Beginn", &format!("{written};11.01.2027")).venue;
        assert_eq!(venue.text, None);
        assert_eq!(venue.online.unwrap().address.as_ref().map(WebAddress::as_str), address);
    }
    assert_eq!(one("Ort;Beginn", "Online-Café;11.01.2027").venue.text.as_deref(), Some("Online-Café"));
}
