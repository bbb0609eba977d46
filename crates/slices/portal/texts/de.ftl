# Die Texte von Startseite, Suche und Pflichtseiten.

portal-nav-search = Suche

portal-start-title = Was ist los bei uns?
portal-start-lead = Kurse, Feste, Treffpunkte und Rat aus { $county }. Alles an einem Ort, ohne Anmeldung.
portal-start-today = Heute
portal-start-weekend = An diesem Wochenende
portal-start-soon = In den nächsten Tagen
portal-start-soon-all = Alles aus dieser Zeit ansehen
portal-start-situations = Womit haben Sie gerade zu tun?
portal-start-doors = Schauen Sie sich um als …
portal-start-near = Rund um mein Dorf
portal-start-my-village = Mein Dorf
portal-start-kinds = Alles auf einen Blick
portal-start-events = Veranstaltungen
portal-start-courses = Kurse
portal-start-services = Immer für Sie da
portal-start-new = Neu eingetragen
portal-start-new-all = Alles Neue ansehen
portal-start-articles = Zum Lesen
portal-start-articles-all = Alle Beiträge
portal-start-village = Was ist in Ihrem Ort los?
portal-start-village-text = Für jede Gemeinde und jeden Ortsteil gibt es eine eigene Seite: heute, diese Woche, wer hilft, was in der Nähe ist.
portal-start-village-field = Ort oder Postleitzahl
portal-start-village-go = Zu meinem Dorf
portal-start-municipalities = Alle Gemeinden ansehen
portal-start-about = Was ist das hier?
portal-start-about-text = Hier steht, was Vereine, Bibliotheken, Schulen, Beratungsstellen und Kultur in { $county } anbieten. Sie suchen ohne Anmeldung und ohne Kosten, und wer lieber spricht, ruft uns an.
portal-start-about-more = Mehr über uns und unsere Förderer
portal-start-empty = Hier ist noch nichts eingetragen
portal-start-empty-text = Die ersten Angebote kommen bald. Fragen Sie uns bis dahin gern am Telefon.

portal-results-title = „{ $words }“
portal-results-description = Kurse, Veranstaltungen, Treffpunkte und Beratung in { $county }: nach Wörtern, Ort und Zeit suchen, ohne Anmeldung.
portal-results-count = { $count ->
    [0] Nichts gefunden
    [one] Ein Angebot
   *[other] { $count } Angebote
}
portal-results-count-words = { $count ->
    [0] Kein Angebot für „{ $words }“
    [one] Ein Angebot für „{ $words }“
   *[other] { $count } Angebote für „{ $words }“
}
portal-records-count = { $count ->
    [0] Nichts gefunden
    [one] Ein Eintrag im Verzeichnis
   *[other] { $count } Einträge im Verzeichnis
}
portal-records-count-words = { $count ->
    [0] Nichts gefunden für „{ $words }“
    [one] Ein Eintrag für „{ $words }“
   *[other] { $count } Einträge für „{ $words }“
}
portal-directory = Auch im Verzeichnis
portal-directory-count = { $count ->
    [one] Auch im Verzeichnis: ein Treffer
   *[other] Auch im Verzeichnis: { $count } Treffer
}
portal-directory-all = { $count ->
    [one] Den Treffer im Verzeichnis ansehen
   *[other] Alle { $count } Treffer im Verzeichnis ansehen
}
portal-shortened = Das war eine lange Frage
portal-shortened-text = Wir haben nach ihrem Anfang gesucht. Mit zwei oder drei Wörtern finden Sie meist mehr.

portal-filters = Auswahl eingrenzen
portal-filter-kind = Was für ein Angebot?
portal-filter-directory = Lieber im Verzeichnis suchen?
portal-filter-radius = Wie weit weg?
portal-filter-place = In welcher Gemeinde?
portal-filter-days = An welchen Tagen?
portal-from = Vom
portal-to = Bis zum
portal-apply = Tage anwenden
portal-today = Heute
portal-tomorrow = Morgen
portal-weekend = Am Wochenende
portal-week = In den nächsten 7 Tagen
portal-month = In den nächsten 30 Tagen
portal-only-in = Nur in { $place }
portal-nearby = In der Nähe ({ $radius })
portal-whole-county = Im ganzen Landkreis
portal-reach = Wo suchen Sie?
portal-order = Sortieren:
portal-order-best = Was am besten passt
portal-order-soonest = Nächster Termin
portal-order-nearest = Entfernung
portal-order-newest = Neu eingetragen
portal-chip-county = Von { $place } aus, im ganzen Landkreis
portal-chip-words = „{ $words }“
portal-chip-around = { $place } und { $radius } im Umkreis
portal-chip-of = { $kind }: { $name }
portal-chip-from = Ab { $from }
portal-chip-to = Bis { $to }

portal-nothing = Dazu haben wir gerade nichts
portal-nothing-text = Vielleicht hilft einer dieser Wege. Oder rufen Sie uns an, wir suchen gern mit.
portal-nothing-but-directory = Ein Angebot dazu gibt es gerade nicht
portal-nothing-but-directory-text = Im Verzeichnis haben wir aber etwas gefunden, es steht hier darüber. Vielleicht hilft auch einer dieser Wege. Oder rufen Sie uns an, wir suchen gern mit.
portal-all = Alle Angebote ansehen
portal-way-wider = Bis 50 km rund um { $place } suchen
portal-way-everywhere = Im ganzen Landkreis suchen
portal-way-any-time = An allen Tagen suchen
portal-way-all-kinds = In allen Arten von Angeboten suchen
portal-way-any-words = Ohne die Suchwörter suchen
portal-way-only-words = Nur nach „{ $words }“ suchen
portal-way-past = Vergangene Termine ansehen

portal-which-place = Welchen Ort meinen Sie?
portal-did-you-mean = Meinten Sie einen dieser Orte?
portal-refusal-place = Einen Ort „{ $given }“ kennen wir hier nicht. Prüfen Sie bitte die Schreibweise, oder geben Sie eine Postleitzahl ein.
portal-refusal-places = „{ $given }“ gibt es mehrmals. Wählen Sie bitte den richtigen Ort aus: { $names }
portal-refusal-radius = „{ $given }“ ist kein Umkreis. Geben Sie bitte eine Zahl zwischen 0 und 200 ein, in Kilometern, oder das Wort kreis.
portal-refusal-date = „{ $given }“ ({ $parameter }) ist kein Datum, das wir lesen können. Schreiben Sie bitte zum Beispiel 2026-11-28 oder 28.11.2026.
portal-refusal-backwards = Der Zeitraum endet ({ $to }), bevor er beginnt ({ $from }). Vertauschen Sie bitte die beiden Tage.
portal-refusal-preset = Den Zeitraum „{ $given }“ kennen wir nicht. Möglich sind: heute, morgen, wochenende, woche, monat.
portal-refusal-kind = Die Art „{ $given }“ kennen wir nicht. Möglich sind: veranstaltung, kurs, angebot, anbieter, ort, gemeinde, netzwerk, lebenslage, thema, beitrag.
portal-refusal-record = Einen Eintrag „{ $given }“ ({ $parameter }) kennen wir nicht. Vielleicht heißt er inzwischen anders. Suchen Sie ihn bitte mit seinem Namen.
portal-refusal-order = Die Reihenfolge „{ $given }“ kennen wir nicht. Möglich sind: passend, termin, naehe, neu.
portal-refusal-page = „{ $given }“ ist keine Seitenzahl. Die Seiten zählen ab 1.

portal-tour-later = Dieser Raum wird noch gebaut
portal-tour-others = Als jemand anderes weitergehen
