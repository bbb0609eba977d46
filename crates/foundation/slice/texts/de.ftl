# Was alle Seiten gleich zeigen: Treffer, Barrierefreiheit, Öffnungszeiten, Karte.

slice-kind-event = Veranstaltung
slice-kind-course = Kurs
slice-kind-service = Dauerhaftes Angebot
slice-kind-organisation = Anbieter
slice-kind-place = Ort
slice-kind-municipality = Gemeinde
slice-kind-network = Netzwerk
slice-kind-life-situation = Lebenslage
slice-kind-topic = Thema
slice-kind-article = Beitrag
slice-always = Immer für Sie da
slice-cancelled = Abgesagt
slice-more-dates = { $count ->
    [one] noch ein Termin
   *[other] noch { $count } Termine
}

slice-access-rest = Noch nicht geprüft: { $features }.
slice-checked = Geprüft am { $date }
slice-checked-due = Zuletzt geprüft am { $date }. Fragen Sie zur Sicherheit nach.
slice-door-centimetres = { $width } cm breit
slice-step-free-yes = Ohne Stufen erreichbar
slice-step-free-partly = Teilweise ohne Stufen erreichbar
slice-step-free-no = Nur über Stufen erreichbar
slice-step-free-unknown = Nicht bekannt, ob es Stufen gibt
slice-door-width-yes = Türen breit genug für Rollstühle
slice-door-width-partly = Nicht alle Türen breit genug für Rollstühle
slice-door-width-no = Türen zu schmal für manche Rollstühle
slice-door-width-unknown = Breite der Türen nicht bekannt
slice-toilet-yes = Toilette für Rollstuhlfahrer
slice-toilet-partly = Toilette mit Einschränkungen für Rollstuhlfahrer
slice-toilet-no = Keine Toilette für Rollstuhlfahrer
slice-toilet-unknown = Toilette für Rollstuhlfahrer nicht bekannt
slice-parking-yes = Behindertenparkplatz
slice-parking-partly = Behindertenparkplatz mit Einschränkungen
slice-parking-no = Kein Behindertenparkplatz
slice-parking-unknown = Behindertenparkplatz nicht bekannt
slice-induction-loop-yes = Induktionsschleife für Hörgeräte
slice-induction-loop-partly = Induktionsschleife in einem Teil der Räume
slice-induction-loop-no = Keine Induktionsschleife für Hörgeräte
slice-induction-loop-unknown = Induktionsschleife nicht bekannt
slice-sign-language-yes = Gebärdensprache möglich
slice-sign-language-partly = Gebärdensprache nach Absprache
slice-sign-language-no = Keine Gebärdensprache
slice-sign-language-unknown = Gebärdensprache nicht bekannt
slice-guide-dog-yes = Blindenführhund und Assistenzhund willkommen
slice-guide-dog-partly = Führ- und Assistenzhunde mit Einschränkungen
slice-guide-dog-no = Keine Führ- und Assistenzhunde möglich
slice-guide-dog-unknown = Führ- und Assistenzhunde: nicht bekannt
slice-quiet-room-yes = Ruhiger Raum vorhanden
slice-quiet-room-partly = Ruhiger Raum nach Absprache
slice-quiet-room-no = Kein ruhiger Raum
slice-quiet-room-unknown = Ruhiger Raum nicht bekannt
slice-public-transport-yes = Haltestelle in der Nähe
slice-public-transport-partly = Haltestelle in der Nähe, fährt selten
slice-public-transport-no = Keine Haltestelle in der Nähe
slice-public-transport-unknown = Haltestelle nicht bekannt
slice-plain-signs-yes = Schilder in einfachen Worten oder Bildern
slice-plain-signs-partly = Einzelne Schilder in einfachen Worten oder Bildern
slice-plain-signs-no = Keine Schilder in einfachen Worten
slice-plain-signs-unknown = Schilder: nicht bekannt

slice-closed = geschlossen
slice-open-until = Jetzt geöffnet, bis { $time }
slice-open-now = Jetzt geöffnet
slice-closed-until-time = Jetzt geschlossen, öffnet um { $time }
slice-closed-until-day = Jetzt geschlossen. Wieder offen: { $day }, { $time }
slice-closed-now = Jetzt geschlossen

slice-map-label = Karte der Gemeinden
slice-map-here = Karte: { $name } liegt farbig hervorgehoben im Landkreis

slice-online = online

slice-supporter-period = { $funder }, { $from } bis { $to }
slice-supporter-since = { $funder }, seit { $from }
slice-supporter-until = { $funder }, bis { $to }
slice-supporter-network = über { $network }

slice-rhythm-week = { $count ->
    [1] montags
    [2] dienstags
    [3] mittwochs
    [4] donnerstags
    [5] freitags
    [6] samstags
   *[other] sonntags
}
slice-rhythm-two-weeks = alle zwei Wochen am { $weekday }
slice-rhythm-month = jeden { $nth }. { $weekday } im Monat
slice-rhythm-months-end = jeden letzten { $weekday } im Monat
