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
portal-refusal-off-calendar = Bis { $day } reicht der Kalender nicht. Er geht von 1900 bis 2200.
portal-refusal-view = Die Ansicht „{ $given }“ kennen wir nicht. Möglich sind: liste, kalender, karte; im Kalender: monat, woche, agenda.
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
portal-factor-called-so = Heißt genau so: mal { $by }

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
portal-refusal-region = Ein Gebiet „{ $given }“ kennen wir nicht. Vielleicht heißt es inzwischen anders.
portal-refusal-weekday = Den Wochentag „{ $given }“ kennen wir nicht. Möglich sind: mo, di, mi, do, fr, sa, so.
portal-refusal-part-of-day = Die Tageszeit „{ $given }“ kennen wir nicht. Möglich sind: vormittag, nachmittag, abend.
portal-instead-time = Das gibt es an anderen Tagen
portal-instead-place = Das gibt es anderswo im Landkreis
portal-instead-both = Das gibt es anderswo und an anderen Tagen

# Schnittstelle für Programme (/api und /api/v1)
portal-api-nav = Daten für Programme
portal-api-title = Daten für Programme (API)
portal-api-lead = Angebote, Termine, Organisationen und Orte können Sie mit eigenen Programmen lesen: für die Webseite einer Gemeinde, eine App oder eine Anzeigetafel. Ohne Anmeldung und ohne Schlüssel.
portal-api-base = Alle Adressen beginnen mit
portal-api-openapi-link = Alles im Einzelnen steht im OpenAPI-Dokument (englisch)
portal-api-examples = Beispiele zum Kopieren
portal-api-example-weekend = Alle Termine des Wochenendes:
portal-api-example-around = Kurse im Umkreis von 10 Kilometern um eine Postleitzahl:
portal-api-example-question = Eine Frage, wie man sie in die Suche tippt:
portal-api-example-libraries = Alle Bibliotheken:
portal-api-resources = Was es gibt
portal-api-entry = Was es gibt: die Adressen aller Listen.
portal-api-openapi = Die Beschreibung der Schnittstelle für Programme (OpenAPI 3.1).
portal-api-search = Suchen wie auf der Ergebnisseite, mit allen Filtern, ihren Zahlen und der Deutung der Frage.
portal-api-offers = Angebote: Veranstaltungen, Kurse und ständige Angebote.
portal-api-offer = Ein Angebot mit allen Terminen.
portal-api-occurrences = Termine in der Reihenfolge der Zeit, jeder mit seinem Angebot.
portal-api-organisations = Organisationen nach ihrem Namen.
portal-api-organisation = Eine Organisation.
portal-api-places = Orte, an denen etwas stattfindet, mit dem, was über ihre Barrierefreiheit bekannt ist.
portal-api-place-one = Ein Ort.
portal-api-areas = Land, Kreise, Ämter und Regionen, Gemeinden und Ortsteile mit Schlüsseln, Einwohnerzahl und Lage.
portal-api-area-one = Ein Gebiet.
portal-api-vocabularies = Die Wortlisten, nach denen alles geordnet ist: Themen, Lebenslagen, Zielgruppen, Formate, Sprachen, Siegel.
portal-api-vocabulary = Die Begriffe einer Wortliste in allen Sprachen.
portal-api-answers = Wie die Antworten aussehen
portal-api-answers-shape = Jede Antwort ist ein JSON-Objekt. Was gefragt war, steht in „data“. Felder fehlen nie; was nicht bekannt ist, ist null.
portal-api-answers-pages = Listen haben Seiten. In „page“ stehen Nummer, Größe und Gesamtzahl und unter „next“ und „previous“ die Adressen der Nachbarseiten, auch in der Kopfzeile „Link“. Folgen Sie „next“, bis es null ist. Eine Seite hat 20 Einträge, mit „per_page“ bis zu 100. Listen reichen bis zur 1.000. Seite, Termine bis zur 100.; weiter kommen Sie mit engeren Filtern oder einem späteren „von“.
portal-api-answers-times = Zeiten stehen nach ISO 8601 mit dem Abstand zur Weltzeit, ganze Tage als bloßes Datum; der letzte Tag gehört dazu. Positionen sind Grad (WGS 84), Preise Eurocent.
portal-api-answers-language = Namen und Sätze kommen auf Deutsch, unter „/en/api/v1“ auf Englisch. Texte der Anbieter stehen in der Sprache da, die dabei angegeben ist.
portal-api-answers-cache = Jede Antwort trägt ein „ETag“. Fragen Sie damit wieder („If-None-Match“), antworten wir mit 304, solange nichts neu ist.
portal-api-answers-cors = Auch Skripte auf fremden Webseiten dürfen lesen (CORS). Cookies gibt es nicht.
portal-api-answers-problems = Was nicht geht, steht als Satz in einem Problem-Dokument (RFC 9457): 400 für unbekannte oder falsch geschriebene Parameter, 404 für etwas, das es hier nicht gibt, 503, wenn wir gerade nicht antworten können.
portal-api-parameters = Die Parameter
portal-api-parameters-text = Sie heißen wie in den Adressen der Suche: Was Sie dort einstellen, können Sie aus der Adresszeile übernehmen. Lassen Sie weg, was leer ist oder nur die Ansicht betrifft (ansicht, kalender, tag, karte). Unbekannte Parameter lehnen wir ab, damit kein Tippfehler unbemerkt bleibt; das gilt auch für angehängte Kennungen zur Nachverfolgung. Kurznamen stehen in den Antworten als „slug“ und in den Adressen der Seiten.
portal-api-repeatable = Darf mehrmals stehen.
portal-api-rights = Was Sie damit tun dürfen
portal-api-rights-content = Namen, Termine, Orte und Preise dürfen Sie frei zeigen und weiterverwenden. Beschreibungen gehören denen, die sie geschrieben haben, und sind dafür da, weitergesagt zu werden: Bitte zeigen Sie sie unverändert, nennen Sie den Anbieter und verweisen Sie auf die Seite des Eintrags („url“). Bilder sind nicht dabei.
portal-api-rights-areas = Für Gebiete gelten die Lizenzen ihrer Quellen:
portal-api-rights-sources = Quellen und Lizenzen
portal-api-rights-use = Bitte fragen Sie mit Maß: nicht öfter als einige Male in der Sekunde, Unverändertes mit „ETag“, und mit einer Kennung im „User-Agent“, unter der wir Sie erreichen. Bleiben Sie nicht auf altem Stand: Ausfälle und Änderungen gehören auch auf Ihre Seite.
portal-api-rights-persons = Namen von Ansprechpersonen und was ihnen gehört, geben wir hier nicht heraus. Sie stehen nur auf den Seiten der Organisationen.
portal-api-promise = Worauf Sie sich verlassen können
portal-api-promise-text = Solange die Adressen mit „/api/v1“ beginnen, wird kein Feld entfernt oder umbenannt und keine Bedeutung geändert. Müssen wir das doch einmal, gibt es „/api/v2“ daneben, und „/api/v1“ antwortet mindestens ein Jahr lang weiter.
portal-api-promise-new = Neue Felder, Adressen, Parameter und Werte können jederzeit dazukommen: Lassen Sie Ihr Programm überlesen, was es nicht kennt.
portal-api-document = Data for programs, to read: offers, dates, organisations, places, areas and vocabularies. No key, no account, no cookies. Answers are JSON objects with `data` and, for lists, `page`. Fields are never missing; what is not known is null. Within `/api/v1` no field is removed or renamed; new ones may be added.
portal-api-words = Was gesucht wird, wie man es in die Suche tippt: Wörter, „Wendungen“, Ausschlüsse mit einem Minus davor. Orte, Zeiten, Preise und Formen darin werden erkannt.
portal-api-literally = Was in „q“ nicht gedeutet werden soll, sondern Wörter bleibt.
portal-api-place = Der Ort, um den herum gesucht wird: Name, Postleitzahl oder Kurzname.
portal-api-radius = Kilometer um den Ort. 0 meint nur seine Gemeinde, „kreis“ den ganzen Kreis mit Entfernungen vom Ort. Sonst gilt 15.
portal-api-area = Kurzname einer Gemeinde oder Region, in der es liegen soll.
portal-api-time = Ein Zeitraum mit Namen: heute, morgen, das Wochenende, sieben Tage, dreißig Tage. Gilt vor „von“ und „bis“.
portal-api-from = Der erste Tag.
portal-api-to = Der letzte Tag; er gehört dazu.
portal-api-weekday = Der Wochentag.
portal-api-part-of-day = Die Tageszeit: vormittags bis 12 Uhr, nachmittags bis 17 Uhr, abends danach.
portal-api-kind = Die Art: Veranstaltung („event“), Kurs („course“), ständiges Angebot („service“); in der Suche auch Einträge des Verzeichnisses.
portal-api-topic = Kurzname eines Themas („topic“).
portal-api-life-situation = Kurzname einer Lebenslage („life_situation“).
portal-api-audience = Kurzname einer Zielgruppe („audience“).
portal-api-format = Kurzname eines Formats („format“).
portal-api-language = Kurzname einer Sprache („language“), in der es stattfindet.
portal-api-mark = Kurzname eines Siegels („quality_mark“) des Anbieters.
portal-api-organisation-parameter = Kurzname einer Organisation, die es anbietet, allein oder mit anderen.
portal-api-venue = Kurzname eines Ortes, an dem es stattfindet.
portal-api-network = Kurzname eines Netzwerks, zu dem der Anbieter gehört.
portal-api-age = Das Alter derer, für die es ist.
portal-api-price = Was es höchstens kostet.
portal-api-attendance = Wie man teilnimmt: vor Ort, online, oder es kommt zu Ihnen.
portal-api-access = Was denen hilft, die es brauchen.
portal-api-sign-up = „ohne“: es braucht keine Anmeldung. „moeglich“: man kann noch kommen oder sich anmelden.
portal-api-order = Die Reihenfolge: was am besten passt, was zuerst stattfindet, was am nächsten ist, was neu ist. Termine kommen immer in der Reihenfolge der Zeit.
portal-api-page = Die Seite der Liste.
portal-api-per-page = Einträge auf einer Seite. Sonst gilt 20.
portal-api-explain = In der Suche: sagt zu jedem Treffer, warum er dort steht („explanations“).
portal-api-role = Bei Organisationen: was sie sind.
portal-api-seat = Bei Organisationen: Kurzname einer Gemeinde oder Region, in der sie ihren Sitz haben.
portal-api-lies-in = Bei Orten: Kurzname einer Gemeinde oder Region, in der sie liegen.
portal-api-level = Bei Gebieten: ihre Ebene.
portal-api-belongs-to = Bei Gebieten: Kurzname einer Gemeinde oder Region, in der sie liegen.
portal-api-form-typed = Text mit höchstens { $count } Zeichen, ohne Steuerzeichen.
portal-api-form-name = Text mit 1 bis { $count } Zeichen, ohne Steuerzeichen.
portal-api-form-slug = Ein Kurzname: Kleinbuchstaben ohne Umlaute, Ziffern und einzelne Bindestriche, höchstens 80 Zeichen.
portal-api-form-word = Eines von: { $words }.
portal-api-form-day = Ein Tag wie 2026-11-28.
portal-api-form-radius = Eine Zahl von 0 bis { $most }, mit Punkt vor den Nachkommastellen, oder „kreis“.
portal-api-form-age = Eines von: { $words }; oder ein Alter in Jahren bis { $most }.
portal-api-form-number = Eine ganze Zahl von { $least } bis { $most }.
portal-api-not-taken = „{ $given }“ geht nicht als „{ $parameter }“. Möglich ist: { $form }
portal-api-twice = „{ $parameter }“ darf nur einmal in der Adresse stehen.
portal-api-too-often = „{ $parameter }“ darf höchstens { $most }-mal in der Adresse stehen.
portal-api-unknown = Den Parameter „{ $parameter }“ gibt es hier nicht. Möglich sind: { $names }.
portal-api-takes-none = Den Parameter „{ $parameter }“ gibt es hier nicht; diese Adresse hat keine Parameter.
portal-api-not-text = In der Adresse steht etwas, das kein Text in UTF-8 ist.
portal-api-nothing = Mit dem Kurznamen „{ $given }“ gibt es hier nichts. Vielleicht heißt es inzwischen anders, oder es ist vorbei.
portal-view = Ansicht
portal-view-list = Liste
portal-view-calendar = Kalender
portal-view-map = Karte

portal-calendar-spans = So viel zeigt der Kalender
portal-calendar-month = Monat
portal-calendar-week = Woche
portal-calendar-agenda = Agenda
portal-calendar-from = Ab { $day }
portal-calendar-today = Heute
portal-calendar-earlier-month = Vorheriger Monat
portal-calendar-later-month = Nächster Monat
portal-calendar-earlier-week = Vorherige Woche
portal-calendar-later-week = Nächste Woche
portal-calendar-earlier-days = Frühere Tage
portal-calendar-later-days = Spätere Tage
portal-calendar-count = { $count ->
    [0] Keine Termine in dieser Zeit
    [one] Termine von einem Angebot
   *[other] Termine von { $count } Angeboten
}
portal-calendar-dates = { $count ->
    [0] kein Termin
    [one] 1 Termin
   *[other] { $count } Termine
}
portal-calendar-more = { $count ->
    [one] 1 weiterer Termin
   *[other] { $count } weitere Termine
}
portal-calendar-next = Der nächste Termin ist am { $day }
portal-calendar-keys = Mit den Pfeiltasten kommen Sie von Tag zu Tag, mit Bild auf und Bild ab zur vorherigen und nächsten Seite.
portal-calendar-undated = Was immer da ist, hat keine Termine. Es steht in der Liste.
portal-calendar-goes-on = läuft weiter
portal-calendar-whole-day = ganztägig
portal-calendar-until = bis { $day }
portal-calendar-cancelled = abgesagt
portal-calendar-sold-out = ausgebucht
portal-feed-form = { $form }: { $title }
portal-feed-title = { $title } – { $site }
portal-feed-all = Alle Angebote in { $county }
portal-feed-description = Was zu dieser Suche passt, das Neueste zuerst. Aus dem Portal für { $county }.
portal-calendar-description = Alle Termine der Angebote, die zu dieser Suche passen: { $address }
portal-calendar-fitting = Nur die Termine, die zu dieser Suche passen: { $address }
portal-calendar-cut = Zu dieser Suche passt mehr, als ein Kalender fasst. Hier steht, was als Nächstes stattfindet: höchstens { $offers } Angebote und { $dates } einzelne Termine. Alles finden Sie hier: { $address }
portal-subscribe = Diese Suche abonnieren
portal-subscribe-lead = Kommt etwas Neues dazu oder ändert sich ein Termin, erfahren Sie es von selbst: in Ihrem Kalender oder in einem Leseprogramm für Neuigkeiten.
portal-subscribe-count = { $count ->
    [0] Zurzeit passt kein Angebot. Sobald es eines gibt, sehen Sie es.
    [one] Zurzeit passt ein Angebot.
   *[other] Zurzeit passen { $count } Angebote.
  }
portal-subscribe-records = { $count ->
    [0] Zurzeit passt kein Eintrag. Sobald es einen gibt, sehen Sie ihn.
    [one] Zurzeit passt ein Eintrag.
   *[other] Zurzeit passen { $count } Einträge.
  }
portal-subscribe-cut = Zurzeit passen { $total } Angebote. Im Kalender stehen die { $most }, die als Nächstes stattfinden.
portal-subscribe-dates = Im Kalender stehen alle Termine dieser Angebote. Was immer da ist und keine Termine hat, steht nicht darin.
portal-subscribe-fitting = Im Kalender stehen nur die Termine, die zu Ihrer Suche passen. Was immer da ist und keine Termine hat, steht nicht darin.
portal-subscribe-news = Neuigkeiten im Leseprogramm
portal-subscribe-news-text = Leseprogramme (Feedreader) sammeln Neuigkeiten vieler Seiten, Thunderbird zum Beispiel. Fügen Sie dort eine der beiden Adressen ein; gleich welche, darin steht dasselbe.
portal-subscribe-back = Zurück zu den Ergebnissen


# Die Karte der Ergebnisse.
portal-map-title = Karte
portal-map-name = Karte der Ergebnisse
portal-map-skip = Karte überspringen, zur Liste
portal-map-offers = { $count ->
    [0] keine Angebote
    [one] 1 Angebot
   *[other] { $count } Angebote
}
portal-map-records = { $count ->
    [0] keine Einträge
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
portal-map-label = Karte des Landkreises mit Punkten: { $items }. Alles steht auch in der Liste.
portal-map-placed = Auf der Karte: { $items }.
portal-map-seen = In diesem Ausschnitt: { $items }.
portal-map-unplaced = Ohne Ort auf der Karte: { $items }, zum Beispiel online. { $count ->
    [one] Sie finden es in der Liste.
   *[other] Sie finden sie in der Liste.
}
portal-map-cluster = { $items } in der Nähe von { $place }, hineinzoomen
portal-map-spot = { $items } hier: { $place }
portal-map-more = { $count ->
    [one] Noch eins mehr ist hier.
   *[other] Noch { $count } mehr sind hier.
} Sie finden alle in der Liste.
portal-map-keys = Mit den Pfeiltasten verschieben Sie die Karte, mit Plus und Minus zoomen Sie.
portal-map-nearer = Hineinzoomen
portal-map-farther = Herauszoomen
portal-map-whole = Alle Treffer zeigen
portal-map-close = Schließen
portal-map-fingers = Verschieben Sie die Karte mit zwei Fingern.
portal-map-wheel = Halten Sie zum Zoomen die Taste Strg gedrückt.
portal-map-failed = Die Karte antwortet gerade nicht. In der Liste steht alles.
portal-map-tiles-show = Straßenkarte einblenden
portal-map-tiles-hide = Straßenkarte ausblenden
portal-map-tiles-note = Dabei lädt Ihr Browser Bilder von basemap.de (Bundesamt für Kartographie und Geodäsie). Ihre Internetadresse wird dorthin übertragen.
portal-map-credit = Datenquellen:
portal-refusal-zoom = „{ $given }“ ist keine Zoomstufe. Möglich sind ganze Zahlen von 0 bis 22.
portal-refusal-frame = „{ $given }“ ist kein Kartenausschnitt. Nennen Sie Süden, Westen, Norden und Osten in Grad, zum Beispiel 51.3,13.1,51.9,13.9.
portal-refusal-frame-too-large = Der Kartenausschnitt ist für diese Zoomstufe zu groß. Wählen Sie einen kleineren Ausschnitt oder eine kleinere Zoomstufe.
portal-refusal-piece = „{ $given }“ ist keine Stelle auf der Karte. Nennen Sie Breite, Länge und Zoomstufe, zum Beispiel 51.628,13.710,11.

# Auf anderen Seiten: das Widget.
portal-widget-refusal-count = „{ $given }“ ist keine Anzahl. Möglich sind ganze Zahlen von 1 bis { $most }.
portal-widget-refusal-colour = „{ $given }“ ist keine Farbe. Schreiben Sie sechs Ziffern von 0 bis 9 und a bis f, zum Beispiel 1a6b3c.
portal-widget-refusal-scheme = Die Farben „{ $given }“ kennen wir nicht. Möglich sind hell, dunkel und auto.
portal-widget-refusal-title = Die Überschrift ist zu lang. Möglich sind höchstens { $count } Zeichen.
portal-widget-previous = Zurück
portal-widget-next = Weitere
portal-widget-all = { $count ->
    [0] Im Portal suchen
    [one] Den einen Treffer im Portal ansehen
   *[other] Alle { $count } Treffer ansehen
}
portal-widget-all-records = { $count ->
    [0] Im Portal suchen
    [one] Den einen Eintrag im Portal ansehen
   *[other] Alle { $count } Einträge ansehen
}
portal-widget-count = { $count ->
    [0] keine Treffer
    [one] 1 Treffer
   *[other] { $count } Treffer
}
portal-widget-empty = Zurzeit passt nichts. Schauen Sie bald wieder vorbei.
portal-widget-no-dates = Hier stehen keine Termine.
portal-widget-map = Karte groß ansehen
portal-widget-source = Links öffnen ein neues Fenster. Quelle:

# Der Bildschirm im Foyer.
portal-screen-today = Heute, { $day }
portal-screen-tomorrow = Morgen, { $day }
portal-screen-empty = Hier steht gerade kein Termin an.
portal-screen-code = Alle Termine auf Ihrem Handy
portal-screen-code-label = QR-Code zu allen Terminen
portal-screen-address = Alle Termine im Internet
portal-screen-as-of = Stand { $time }
portal-screen-more = weiter
portal-screen-away = Keine Verbindung.
portal-screen-pause = Anhalten
portal-screen-resume = Weiterblättern

# Der Baukasten für das Einbetten.
portal-embed-nav = Auf Ihrer Website
portal-embed-title = Termine auf Ihrer Website zeigen
portal-embed-lead = Zeigen Sie auf Ihrer Website, was hier im Portal steht: als Liste, Kalender oder Karte. Zwei Zeilen genügen, und Sie pflegen nichts doppelt. Auch ein Bildschirm im Foyer geht.
portal-embed-here = Auf Ihrer Website zeigen
portal-embed-what = Was es zeigt
portal-embed-words = Suchwörter
portal-embed-words-hint = Zum Beispiel „Chor“ oder „Kinder wochenende“. Ohne Wörter zeigt es alles.
portal-embed-place = Ort oder Postleitzahl
portal-embed-filters = Weitere Filter, etwa einen Anbieter oder ein Thema, wählen Sie in der Suche. Unter den Ergebnissen steht dann „Auf Ihrer Website zeigen“.
portal-embed-to-search = Zur Suche
portal-embed-how = Wie es aussieht
portal-embed-form = Form
portal-embed-list = Liste
portal-embed-month = Kalender (Monat)
portal-embed-agenda = Termine nach Tagen
portal-embed-map = Karte mit Liste
portal-embed-screen = Bildschirm im Foyer
portal-embed-refusal-form = Die Form „{ $given }“ kennen wir nicht. Möglich sind liste, kalender, agenda, karte und bildschirm.
portal-embed-count = Anzahl
portal-embed-count-usual = wie üblich
portal-embed-scheme = Hell oder dunkel
portal-embed-auto = von selbst
portal-embed-light = hell
portal-embed-dark = dunkel
portal-embed-language = Sprache
portal-embed-colour = Farbe
portal-embed-colour-hint = Ist sie schwer zu lesen, machen wir sie dunkler oder heller.
portal-embed-heading = Überschrift
portal-embed-heading-hint = Ohne eigene Überschrift steht da, wonach gesucht wird.
portal-embed-go = Vorschau und Zeilen erneuern
portal-embed-preview = Vorschau
portal-embed-preview-of = Vorschau: { $title }
portal-embed-alone = Vorschau allein ansehen
portal-embed-paste = Die zwei Zeilen
portal-embed-paste-text = Nehmen Sie die erste Form, wenn Ihre Website Skripte erlaubt: Sie passt sich in Höhe und Schrift an. Die zweite geht überall.
portal-embed-element = Als Element
portal-embed-frame = Als Rahmen, ohne Skript
portal-embed-open = Die Adresse für den Bildschirm
portal-embed-open-text = Öffnen Sie diese Adresse im Browser des Bildschirms, am besten im Vollbild (Taste F11). Die Seite blättert und erneuert sich von selbst.
portal-embed-address = Adresse
portal-embed-copy = Kopieren
portal-embed-copied = Kopiert
portal-embed-private = Datenschutz
portal-embed-private-text = Es setzt keine Cookies und speichert nichts im Browser. Schrift, Bilder und Karte kommen von unserem Server, von niemandem sonst. Unser Server bekommt wie bei jedem Abruf die Internetadresse der Besucher; wir legen keine Profile an.
portal-embed-private-more = Datenschutz bei uns
portal-embed-style = Aussehen anpassen
portal-embed-style-text = Das Element übernimmt die Schrift Ihrer Website. Farben und Maße stellen Sie im Stylesheet Ihrer Website ein:
portal-embed-properties = Eigenschaften zum Anpassen
portal-embed-property = Eigenschaft
portal-embed-meaning = Bedeutung
portal-embed-property-accent = Farbe von Links und Knöpfen
portal-embed-property-on-accent = Schrift auf dieser Farbe
portal-embed-property-text = Schrift
portal-embed-property-muted = Nebensächliches
portal-embed-property-background = Hintergrund
portal-embed-property-surface = Hintergrund von Kalenderblättern und Knöpfen
portal-embed-property-border = Linien
portal-embed-property-focus = Rahmen um das, was man mit der Tastatur erreicht hat
portal-embed-property-radius = Rundung der Ecken
portal-embed-property-font = Schriftart
portal-embed-property-font-size = Schriftgröße
portal-embed-property-padding = Abstand zum Rand
portal-embed-policy = Hat Ihre Website eine Content-Security-Policy, braucht das Element darin
portal-embed-policy-frame = und der Rahmen
