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

portal-suggest-label = Vorschläge
portal-suggest-count = { $count ->
    [0] Keine Vorschläge
    [one] Ein Vorschlag
   *[other] { $count } Vorschläge
}
portal-suggest-locality = Ortsteil

portal-explained = Warum diese Reihenfolge?
portal-reason-word = „{ $typed }“ { $place }, { $form }: { $points } Punkte
portal-found-in-title = im Titel
portal-found-in-label = in einem Thema oder einer Zielgruppe
portal-found-in-name = im Namen von Anbieter oder Ort
portal-found-in-summary = in der Zusammenfassung
portal-found-in-body = im Text
portal-form-word = als Wort
portal-form-beginning = als Wortanfang
portal-form-part = als Teil eines Wortes
portal-form-in-parts = in seinen Teilen
portal-form-synonym = als „{ $words }“, das dasselbe meint
portal-form-slip = als „{ $word }“, vielleicht ein Tippfehler
portal-factor-distance = Entfernung: mal { $by }
portal-factor-place-in-title = Der Ort steht im Titel: mal { $by }
portal-factor-soon = Findet bald statt: mal { $by }
portal-factor-kind = Art des Treffers: mal { $by }

portal-note-says-nothing = „{ $words }“ sagt uns noch nicht, was Sie suchen. Hier ist alles. Mit einem Wort wie Chor oder Computer wird es weniger.
portal-note-near-what = Sie suchen etwas in Ihrer Nähe? Geben Sie bitte einen Ort oder eine Postleitzahl ein.
portal-note-corrected = „{ $typed }“ kommt hier nicht vor. Wir haben nach „{ $taken }“ gesucht.
portal-note-directory-alone = Kein Angebot passt zu Ihrer Suche. Weiter unten steht, was unser Verzeichnis dazu hat.
portal-note-some-words = Nichts enthält alle Ihre Wörter. Hier steht, was einige davon enthält.
portal-note-some-have-all = Zuerst steht, was alle Ihre Wörter enthält, danach, was einige davon enthält.

portal-recognised-place = als Ort erkannt: { $name }
portal-recognised-time = als Zeit erkannt: { $name }
portal-recognised-price = als Preis erkannt: { $name }
portal-recognised-format = als Teilnahme erkannt: { $name }
portal-recognised-age = als Alter erkannt: { $name }
portal-recognised-sign-up = als Anmeldung erkannt: { $name }

portal-filter-period = Wann?
portal-filter-clock = An welchem Wochentag, zu welcher Zeit?
portal-morning = Vormittags
portal-afternoon = Nachmittags
portal-evening = Abends
portal-open = Noch Plätze oder offen für alle
portal-choice-topic = Thema
portal-choice-topic-below = Genauer: { $topic }
portal-choice-life-situation = Lebenslage
portal-choice-audience = Für wen
portal-choice-age = Alter
portal-choice-price = Was es kostet
portal-choice-attendance = Wie Sie teilnehmen
portal-choice-format = Form
portal-choice-language = Sprache
portal-choice-access = Barrierefreiheit
portal-choice-sign-up = Anmeldung
portal-choice-organisation = Anbieter
portal-choice-mark = Gütesiegel
portal-choice-place = Veranstaltungsort
portal-choice-network = Netzwerk
portal-age-up-to-two = bis 2 Jahre
portal-age-between = { $from } bis { $to } Jahre
portal-age-from-sixty-five = ab 65 Jahren
portal-price-free = Kostenlos
portal-price-donation = Gegen Spende
portal-price-up-to-ten = Bis 10 Euro
portal-price-up-to-thirty = Bis 30 Euro
portal-attendance-on-site = Vor Ort
portal-attendance-online = Online
portal-attendance-at-yours = Bei Ihnen zu Hause
portal-sign-up-not-needed = Ohne Anmeldung
portal-access-step-free = Ohne Stufen
portal-access-toilet = WC für Rollstühle
portal-access-parking = Parkplatz für Menschen mit Behinderung
portal-access-public-transport = Haltestelle in der Nähe
portal-access-induction-loop = Höranlage
portal-access-sign-language = Gebärdensprache
portal-access-plain-language = Einfache Sprache
portal-access-quiet-room = Ruhiger Raum
portal-access-guide-dog = Assistenzhunde willkommen
portal-access-companion-free = Begleitperson kostenlos
portal-way-month = In den nächsten 30 Tagen suchen
portal-way-without = Ohne diese Auswahl suchen: { $filter }
portal-way-meant = Meinten Sie „{ $words }“?
portal-refusal-region = Ein Gebiet „{ $given }“ kennen wir nicht. Wählen Sie es bitte links aus der Liste.
portal-refusal-weekday = Den Wochentag „{ $given }“ kennen wir nicht. Möglich sind: mo, di, mi, do, fr, sa, so.
portal-refusal-part-of-day = Die Tageszeit „{ $given }“ kennen wir nicht. Möglich sind: vormittag, nachmittag, abend.
portal-instead-time = Das gibt es an anderen Tagen
portal-instead-place = Das gibt es anderswo im Landkreis
portal-instead-both = Das gibt es anderswo und an anderen Tagen
