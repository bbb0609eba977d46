//! What a table's columns are called.

use std::{collections::HashMap, fmt, sync::LazyLock};

use kreisrund_kernel::text::fold;

macro_rules! columns {
    ($($(#[$meta:meta])* $name:ident = $field:literal: $($title:literal),+;)+) => {
        /// What stands in a column.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column {
            $($(#[$meta])* $name,)+
        }

        impl Column {
            /// Every column.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name in a mapping file, and in English tables.
            #[must_use]
            pub const fn field(self) -> &'static str {
                match self { $(Self::$name => $field,)+ }
            }

            /// The titles under which it is known, the usual one first. Case and punctuation do not count.
            #[must_use]
            pub const fn titles(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($title),+],)+ }
            }
        }
    };
}

columns! {
    /// The record's name at its source. Rows with the same one are dates of one offer.
    Key = "key": "Kennung", "Nummer", "Kursnummer", "Kurs-Nr.", "Nr.", "ID", "Veranstaltungsnummer", "number";
    /// The title. The only column that has to be there.
    Title = "title": "Titel", "Kurstitel", "Bezeichnung", "Veranstaltung", "Veranstaltungstitel", "Thema der Veranstaltung", "name";
    /// A sentence for lists.
    Summary = "summary": "Kurztext", "Kurzbeschreibung", "Zusammenfassung", "short text";
    /// The text.
    Text = "text": "Text", "Beschreibung", "Inhalt", "Details", "description";
    /// Course, event or service.
    Kind = "kind": "Art", "Typ", "Angebotsart", "type";
    /// The first day, with or without the time.
    Begin = "begin": "Beginn", "Datum", "Start", "Startdatum", "Beginn am", "Von", "Tag", "Termin", "start date", "date";
    /// The time at which it begins, or from when to when it is.
    BeginTime = "begin_time": "Uhrzeit", "Beginn Uhrzeit", "Startzeit", "Zeit", "Anfangszeit", "start time", "time";
    /// The last day, with or without the time, or the time alone.
    End = "end": "Ende", "Enddatum", "Ende am", "Bis", "end date";
    /// The time at which it ends.
    EndTime = "end_time": "Ende Uhrzeit", "Endzeit", "Uhrzeit bis", "end time";
    /// How long it takes.
    Duration = "duration": "Dauer", "Dauer in Minuten", "length";
    /// The start for which it had been announced.
    MovedFrom = "moved_from": "Verschoben von", "Verlegt von", "Ursprünglicher Termin", "previous start";
    /// Whether it does not take place.
    Cancelled = "cancelled": "Abgesagt", "Fällt aus", "Ausfall", "canceled";
    /// Whether no places are left.
    SoldOut = "sold_out": "Ausgebucht", "Ausverkauft", "Belegt", "Voll", "sold out";
    /// Both in a word.
    Status = "status": "Status", "Stand", "state";
    /// How it repeats: in words, or as a rule of iCalendar.
    Repetition = "repetition": "Wiederholung", "Rhythmus", "Turnus", "recurrence", "rrule";
    /// Until when it does.
    RepeatUntil = "repeat_until": "Wiederholung bis", "Letzter Termin", "until";
    /// The days on which it does not.
    Except = "except": "Außer am", "Ausnahmen", "Fällt aus am", "Ausfalltermine", "exceptions";
    /// The place.
    Place = "place": "Ort", "Veranstaltungsort", "Kursort", "Raum", "Treffpunkt", "venue", "location";
    /// Street and number.
    Street = "street": "Straße", "Anschrift", "Straße und Hausnummer", "Adresse", "address";
    /// The postcode.
    Postcode = "postcode": "PLZ", "Postleitzahl", "zip";
    /// The town.
    Town = "town": "Stadt", "Gemeinde", "Ortschaft", "city";
    /// Whether it takes place on the net, or its address there.
    Online = "online": "Online", "Online-Zugang", "Online-Link", "Zugangslink";
    /// Whether it comes to people's homes.
    AtYours = "at_yours": "Kommt zu Ihnen", "Aufsuchend", "Hausbesuch", "comes to you";
    /// Degrees north.
    Latitude = "latitude": "Breitengrad", "Breite", "Latitude", "lat";
    /// Degrees east.
    Longitude = "longitude": "Längengrad", "Länge", "Longitude", "lon", "lng";
    /// The price.
    Price = "price": "Preis", "Gebühr", "Entgelt", "Kosten", "Kursgebühr", "Teilnahmegebühr", "Eintritt", "fee";
    /// What those pay who pay less.
    Reduced = "reduced": "Ermäßigt", "Preis ermäßigt", "Ermäßigter Preis", "reduced price";
    /// What is to be said beside it.
    PriceNote = "price_note": "Preishinweis", "Hinweis zum Preis", "Gebührenhinweis", "price note";
    /// For whom it is.
    Audience = "audience": "Zielgruppe", "Zielgruppen", "Für wen";
    /// The ages in one cell.
    Ages = "ages": "Alter", "Altersgruppe", "Altersstufe", "age";
    /// The youngest age.
    AgesFrom = "ages_from": "Alter von", "Mindestalter", "Alter ab", "minimum age";
    /// The oldest age.
    AgesTo = "ages_to": "Alter bis", "Höchstalter", "maximum age";
    /// What it is about.
    Topic = "topic": "Thema", "Themen", "Fachbereich", "Kategorie", "Rubrik", "category";
    /// In which situations it helps.
    LifeSituation = "life_situation": "Lebenslage", "Lebenslagen", "life situation";
    /// In which form it is held.
    Format = "format": "Format", "Veranstaltungsform", "Kursform";
    /// Which languages are spoken.
    Language = "language": "Sprache", "Sprachen", "Kurssprache", "languages";
    /// How one signs up: whether, or the way, or an address.
    Registration = "registration": "Anmeldung", "Anmeldelink", "Buchungslink", "Buchung", "booking";
    /// Until when.
    Deadline = "deadline": "Anmeldeschluss", "Anmeldung bis", "registration until";
    /// How many can take part.
    Places = "places": "Plätze", "Teilnehmerzahl", "Max. Teilnehmer", "Teilnehmer max", "capacity";
    /// A page with more about it.
    Link = "link": "Link", "URL", "Webseite", "Website", "Internet", "Weitere Informationen", "web";
    /// Who answers questions.
    ContactName = "contact": "Kontakt", "Ansprechpartner", "Ansprechperson", "Ansprechpartnerin", "Auskunft";
    /// Their telephone number.
    Phone = "phone": "Telefon", "Tel.", "Telefonnummer", "telephone";
    /// Their mail address.
    Email = "email": "E-Mail", "Mail", "E-Mail-Adresse";
    /// When somebody answers.
    ContactHours = "contact_hours": "Erreichbarkeit", "Sprechzeiten", "Telefonzeiten", "contact hours";
    /// What one has to know before.
    Level = "level": "Niveau", "Stufe", "Level", "Vorkenntnisse";
    /// Teaching units.
    Units = "units": "UE", "Unterrichtseinheiten", "Unterrichtsstunden", "Ustd.", "Umfang UE", "lessons";
    /// What one holds in hand afterwards.
    Certificate = "certificate": "Abschluss", "Zertifikat", "Bescheinigung";
    /// When a service is open.
    OpeningHours = "opening_hours": "Öffnungszeiten", "Geöffnet", "opening hours";
    /// Whether one makes an appointment first.
    ByAppointment = "by_appointment": "Nach Vereinbarung", "Terminvereinbarung", "Mit Termin", "by appointment";
    /// What helps those who need it.
    Accessibility = "accessibility": "Barrierefreiheit", "Barrierefrei", "Hinweise zur Barrierefreiheit";
    /// The first day on which it is shown.
    ShownFrom = "shown_from": "Sichtbar ab", "Anzeigen ab", "Veröffentlichen ab", "shown from";
    /// The last day on which it is shown.
    ShownTo = "shown_to": "Sichtbar bis", "Anzeigen bis", "Veröffentlichen bis", "shown to";
    /// Why a row did not come in: what we write into a file of faults ourselves.
    Reason = "reason": "Grund";
}

impl Column {
    /// The usual title, for messages.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.titles()[0]
    }

    /// The column with the title or field name `given`.
    #[must_use]
    pub fn titled(given: &str) -> Option<Self> {
        static KNOWN: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
            let names = |column: &Column| column.titles().iter().copied().chain([column.field()]);
            let all =
                Column::ALL.iter().flat_map(|column| names(column).map(|name| (letters(name), *column)));
            all.collect()
        });
        KNOWN.get(&letters(given)).copied()
    }
}

impl fmt::Display for Column {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.title())
    }
}

/// What titles are compared by.
pub(super) fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_means_two_columns() {
        let mut known: HashMap<String, Column> = HashMap::new();
        for column in Column::ALL {
            for title in column.titles().iter().chain([&column.field()]) {
                if let Some(other) = known.insert(letters(title), *column) {
                    assert_eq!(other, *column, "{title}");
                }
                assert_eq!(Column::titled(title), Some(*column), "{title}");
            }
        }
        assert_eq!(Column::titled("  KURS-nr "), Some(Column::Key));
        assert_eq!(Column::titled("Strasse"), Some(Column::Street));
        assert_eq!(Column::titled("Lieblingsfarbe"), None);
    }

    /// What operators read about the columns is true.
    #[test]
    fn every_column_stands_in_the_handbook() {
        let handbook = include_str!("../../../../../../docs/operations.md");
        for column in Column::ALL.iter().filter(|column| **column != Column::Reason) {
            let row = format!("| `{}` | {}", column.field(), column.title());
            assert!(handbook.contains(&row), "docs/operations.md lacks the row “{row}”");
        }
    }
}
