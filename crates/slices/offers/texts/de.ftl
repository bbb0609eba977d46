# Die Texte der Angebote: ihre Seite, ihre Kalender, was sie auf den Seiten anderer zeigen.

offers-search = Suche
offers-example = Beispiel
offers-badge-online = online
offers-and = { $before } und { $last }

offers-when = Wann
offers-always = Immer für Sie da
offers-date-next = Nächster Termin
offers-date-only = Termin
offers-date-now = Gerade jetzt
offers-cancelled = Abgesagt
offers-sold-out = Ausgebucht
offers-moved = Verschoben
offers-moved-from = vorher { $date }
offers-date-place = Dieses Mal: { $place }
offers-school-holiday = { $name }
offers-later-dates = { $count ->
    [one] Noch ein weiterer Termin
   *[other] Noch { $count } weitere Termine
}
offers-past-dates = { $count ->
    [one] Ein vergangener Termin
   *[other] { $count } vergangene Termine
}
offers-extent = { $count } Termine, der letzte am { $last }
offers-hours-title = Geöffnet

offers-rule-at = { $rule }, { $time }
offers-rule-daily = täglich
offers-rule-workdays = montags bis freitags
offers-rule-days = alle { $count ->
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
    [6] sechs
   *[other] { $count }
} Tage
offers-rule-weekly = jeden { $days }
offers-rule-weeks = alle { $count ->
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
    [6] sechs
   *[other] { $count }
} Wochen am { $days }
offers-rule-monthly-weekday = jeden { $days } im Monat
offers-rule-monthly-day = am { $days } jedes Monats
offers-rule-months = alle { $count ->
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
    [6] sechs
   *[other] { $count }
} Monate am { $days }
offers-rule-yearly = jedes Jahr am { $days }
offers-rule-years = alle { $count ->
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
   *[other] { $count }
} Jahre am { $days }
offers-rule-last = letzten
offers-rule-last-but-one = vorletzten
offers-rule-last-day = letzten Tag
offers-rule-day-and-month = { $day } { $month }
offers-rule-weekday-in-month = { $day } im { $month }
offers-rule-in-month = { $rule } im { $month }
offers-rule-in-months = { $rule }, von { $first } bis { $last }

offers-where = Wo
offers-nearby = Mehr in { $place } und Umgebung
offers-on-the-map = Wo das liegt
offers-online = Online. Hier geht es hinein:
offers-online-later = Online. Den Zugang bekommen Sie nach der Anmeldung.
offers-hybrid = Oder online von zu Hause:
offers-hybrid-later = Oder online von zu Hause. Den Zugang bekommen Sie nach der Anmeldung.
offers-comes-everywhere = Kommt zu Ihnen, überall im { $county }.
offers-comes-to = Kommt zu Ihnen, und zwar in { $places }.
offers-price = Kosten
offers-reduced = ermäßigter Preis

offers-sign-up = Anmeldung
offers-sign-up-come = Kommen Sie einfach vorbei. Eine Anmeldung ist nicht nötig.
offers-sign-up-not-needed = Eine Anmeldung ist nicht nötig.
offers-sign-up-phone = Melden Sie sich telefonisch an.
offers-sign-up-email = Melden Sie sich per E-Mail an.
offers-sign-up-link = Sie melden sich auf der Seite { $host } an.
offers-sign-up-here = Bald können Sie sich hier anmelden. Bis dahin bitte per Telefon oder E-Mail.
offers-sign-up-appointment = Vereinbaren Sie bitte vorher einen Termin.
offers-sign-up-ask = Fragen Sie beim Veranstalter nach einem Platz.
offers-write = E-Mail schreiben
offers-visit = Zur Anmeldung
offers-places = { $count ->
    [one] Ein Platz
   *[other] { $count } Plätze
}
offers-full = Alles ist ausgebucht. Fragen Sie, ob jemand absagt.
offers-next-full = Der nächste Termin ist ausgebucht.
offers-deadline = Anmelden bis { $date }
offers-deadline-over = Die Frist war am { $date }. Fragen Sie, ob noch etwas frei ist.
offers-deadline-next-over = Für den nächsten Termin ist die Frist vorbei.
offers-deadline-of-date = Für den Termin am { $date }: anmelden bis { $until }
offers-deadline-days = { $count ->
    [0] Am selben Tag reicht.
    [one] Bitte einen Tag vorher
   *[other] Bitte { $count } Tage vorher
}
offers-course-begun = Der Kurs läuft schon. Fragen Sie, ob Sie noch dazukommen können.

offers-good-to-know = Gut zu wissen
offers-for-whom = Für wen
offers-age = { $age } Jahre
offers-ages = { $from } bis { $to } Jahre
offers-ages-from = ab { $from } Jahren
offers-ages-to = bis { $to } Jahre
offers-held-in = Sprachen
offers-level = Niveau
offers-length = Umfang
offers-units = { $count ->
    [one] Eine Unterrichtseinheit ({ $together })
   *[other] { $count } Unterrichtseinheiten zu je 45 Minuten, zusammen { $together }
}
offers-hours = { $count ->
    [one] eine Stunde
   *[other] { $count } Stunden
}
offers-minutes = { $count } Minuten
offers-certificate = Nachweis
offers-marks = Siegel
offers-more = Mehr dazu
offers-topics = Mehr zu diesen Themen
offers-similar = Das könnte auch passen

offers-access = Barrierefreiheit
offers-access-all = Alles zur Barrierefreiheit: { $place }
offers-support-sign-language = Mit Gebärdensprache
offers-support-plain-language = In einfacher Sprache
offers-support-captions = Mit Untertiteln zum Mitlesen
offers-support-induction-loop = Mit Höranlage
offers-support-large-print = Unterlagen in großer Schrift
offers-support-companion-free = Begleitperson kostenlos
offers-support-quiet-room = Ruhiger Raum zum Zurückziehen
offers-support-step-free-route = Weg ohne Stufen
offers-support-seating = Sitzplätze unterwegs
offers-support-guide-dog = Führ- und Assistenzhunde willkommen

offers-organiser = Wer lädt ein
offers-contact = Fragen beantwortet
offers-contact-name = Ansprechpartner
offers-contact-hours = Erreichbar
offers-phone = Telefon
offers-email = E-Mail

offers-to-calendar = In den Kalender
offers-all-to-calendar = Termine in den Kalender
offers-date-to-calendar = { $date } in den Kalender
offers-calendar-of = Termine: { $title }
offers-calendar-none = Dieses Angebot hat keine Termine, die in einen Kalender passen. Es ist immer für Sie da:
offers-calendar-description = Mehr dazu: { $address }
offers-calendar-withdrawn = Dieses Angebot wurde zurückgezogen. Mehr dazu: { $address }
offers-calendar-cut = Nur die { $most } Angebote, die als Nächstes stattfinden. Mehr dazu: { $address }
offers-calendar-name = { $name } ({ $site })

offers-over = Das ist schon vorbei
offers-over-text = Neue Termine stehen noch nicht fest. Fragen Sie gern nach.
offers-all-cancelled = Abgesagt
offers-all-cancelled-text = Was geplant war, fällt aus. Fragen Sie beim Veranstalter nach neuen Terminen.
offers-gone = Dieses Angebot gibt es nicht mehr
offers-withdrawn-text = Wer es anbot, hat es zurückgezogen. Ähnliches finden Sie über die Suche.
offers-archived-text = Es ist vorbei und wird hier nicht mehr gezeigt. Ähnliches finden Sie über die Suche.
offers-to-search = Zur Suche

offers-origin-entered = Hier eingetragen, zuletzt geändert am { $date }.
offers-origin-demo = Ein erfundenes Beispiel, zuletzt geändert am { $date }.
offers-origin-calendar = Aus dem Kalender von { $name }, zuletzt geändert am { $date }.
offers-origin-page = Von der Website von { $name }, zuletzt geändert am { $date }.
offers-origin-table = Aus einer Liste von { $name }, zuletzt geändert am { $date }.
offers-origin-employment-agency = Aus der Kurssuche der Bundesagentur für Arbeit, zuletzt geändert am { $date }.
offers-origin-added = Einzelnes wurde hier ergänzt.
offers-feedback = Stimmt etwas nicht? Sagen Sie uns Bescheid:
offers-feedback-mail = E-Mail schreiben
offers-feedback-or = oder
offers-feedback-subject = Hinweis zu „{ $title }“

offers-subscribe = Diese Termine abonnieren
offers-subscribe-title = Termine abonnieren: { $name }
offers-subscribe-lead = Ihr Kalender zeigt dann diese Termine und holt neue, verschobene und abgesagte von selbst.
offers-subscribe-count = { $count ->
    [0] Zurzeit gibt es keine Termine. Was dazukommt, erscheint dann von selbst.
    [one] Zurzeit ein Angebot mit Terminen.
   *[other] Zurzeit { $count } Angebote mit Terminen.
}
offers-subscribe-cut = Mehr als { $most } Angebote haben Termine. Im Kalender stehen die { $most }, die als Nächstes stattfinden.
offers-subscribe-back = Zurück zu { $name }

offers-panel-organisation = Angebote von { $name }
offers-panel-place = Was hier stattfindet
offers-panel-network = Angebote der Mitglieder
offers-panel-topic = Angebote zum Thema { $name }
offers-panel-life-situation = Angebote, die jetzt helfen
offers-panel-all = Alle { $count } Angebote ansehen
