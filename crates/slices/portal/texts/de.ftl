# Die Texte von Startseite, Suche und Pflichtseiten.

portal-nav-search = Suche
portal-imprint = Impressum
portal-privacy = Datenschutz
portal-accessibility = Barrierefreiheit
portal-sources = Quellen

portal-start-title = Was ist los bei uns?
portal-start-lead = Kurse, Feste, Treffpunkte und Rat aus { $county }. Alles an einem Ort, ohne Anmeldung.
portal-start-today = Heute
portal-start-weekend = An diesem Wochenende
portal-start-soon = In den nächsten Tagen
portal-start-soon-all = Alles aus dieser Zeit ansehen
portal-start-courses = Etwas Neues lernen
portal-start-courses-all = Alle Kurse ansehen
portal-start-services = Immer für Sie da
portal-start-services-all = Alle dauerhaften Angebote ansehen
portal-start-situations = Womit haben Sie gerade zu tun?
portal-start-municipalities = Suchen Sie in Ihrer Gemeinde
portal-start-empty = Hier ist noch nichts eingetragen
portal-start-empty-text = Die ersten Angebote kommen bald. Fragen Sie uns bis dahin gern am Telefon.

portal-results-title = „{ $words }“
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
portal-refusal-radius = „{ $given }“ ist kein Umkreis. Geben Sie bitte eine Zahl zwischen 0 und 200 ein, in Kilometern.
portal-refusal-date = „{ $given }“ ({ $parameter }) ist kein Datum, das wir lesen können. Schreiben Sie bitte zum Beispiel 2026-11-28 oder 28.11.2026.
portal-refusal-backwards = Der Zeitraum endet ({ $to }), bevor er beginnt ({ $from }). Vertauschen Sie bitte die beiden Tage.
portal-refusal-preset = Den Zeitraum „{ $given }“ kennen wir nicht. Möglich sind: heute, morgen, wochenende, woche, monat.
portal-refusal-kind = Die Art „{ $given }“ kennen wir nicht. Möglich sind: veranstaltung, kurs, angebot, anbieter, ort, gemeinde, netzwerk, lebenslage, thema.
portal-refusal-record = Einen Eintrag „{ $given }“ ({ $parameter }) kennen wir nicht. Vielleicht heißt er inzwischen anders. Suchen Sie ihn bitte mit seinem Namen.
portal-refusal-page = „{ $given }“ ist keine Seitenzahl. Die Seiten zählen ab 1.

portal-imprint-responsible = Verantwortlich für diese Seiten
portal-imprint-contact = So erreichen Sie uns
portal-imprint-phone = Telefon:
portal-imprint-email = E-Mail:
portal-imprint-software = Die Software
portal-imprint-software-text = Dieses Portal läuft mit Kreisrund. Das ist freie Software unter der Lizenz EUPL-1.2.

portal-privacy-lead = Sie können hier alles ansehen, ohne uns etwas über sich zu sagen.
portal-privacy-visit = Wenn Sie diese Seiten besuchen
portal-privacy-visit-text = Wir setzen keine Cookies und zählen keine Besucher. Unser Server schreibt auf, welche Art von Seite wann aufgerufen wurde und ob es dabei einen Fehler gab. Ihre Internetadresse und Ihre Suchwörter schreibt das Programm nicht auf.
portal-privacy-others = Andere Anbieter
portal-privacy-others-text = Schrift, Bilder und Programme kommen von unserem eigenen Server. Beim Lesen dieser Seiten erfährt niemand anderes davon. Erst wenn Sie einem Link zu einer anderen Website folgen, gelten deren Regeln.
portal-privacy-offers = Angaben in Angeboten
portal-privacy-offers-text = Namen, Telefonnummern und E-Mail-Adressen in einem Angebot stammen von der Organisation, die es anbietet. Sie möchten, dass wir etwas ändern oder löschen? Schreiben Sie uns.
portal-privacy-rights = Ihre Rechte
portal-privacy-rights-text = Sie dürfen jederzeit erfahren, was wir über Sie gespeichert haben, und Sie dürfen es berichtigen oder löschen lassen. Sie können sich auch bei der Datenschutzaufsicht Ihres Bundeslandes beschweren. Verantwortlich ist:

portal-accessibility-lead = Diese Seiten sind für alle da. Wir richten uns nach der BITV 2.0 und den WCAG 2.2, Stufe AA.
portal-accessibility-state = Was schon geht
portal-accessibility-state-text = Alle Seiten lassen sich mit der Tastatur bedienen, funktionieren ohne JavaScript und lassen sich auf 400 Prozent vergrößern. Helle und dunkle Darstellung richten sich nach Ihrem Gerät.
portal-accessibility-gaps = Was noch fehlt
portal-accessibility-gaps-text = Texte in Leichter Sprache und Videos in Gebärdensprache gibt es noch nicht. Beschreibungen, die aus fremden Kalendern kommen, prüfen wir nicht einzeln.
portal-accessibility-feedback = Sie stoßen auf ein Hindernis?
portal-accessibility-feedback-text = Sagen Sie es uns. Wir antworten und schicken Ihnen, was Sie brauchen, gern auf einem anderen Weg.
portal-accessibility-enforcement = Wenn wir nicht helfen konnten
portal-accessibility-enforcement-text = Bekommen Sie von uns innerhalb von sechs Wochen keine gute Antwort, können Sie sich an die Durchsetzungsstelle für digitale Barrierefreiheit Ihres Bundeslandes wenden. Das kostet Sie nichts.

portal-sources-lead = Gemeinden, Orte und Postleitzahlen kommen aus offenen Daten. Wir danken allen, die sie pflegen.
portal-sources-none = Noch keine Quellen
portal-sources-none-text = Hier wurden noch keine Daten anderer eingelesen.
portal-sources-publisher = Herausgeber
portal-sources-licence = Lizenz
portal-sources-edition = Stand
