# Die Texte der Angebotsseite.

offers-search = Suche
offers-kind-event = Veranstaltung
offers-kind-course = Kurs
offers-kind-service = Dauerhaftes Angebot
offers-example = Beispiel
offers-when = Wann
offers-always = Immer für Sie da
offers-cancelled = Abgesagt
offers-later-dates = { $count ->
    [one] Noch ein weiterer Termin
   *[other] Noch { $count } weitere Termine
}
offers-past-dates = { $count ->
    [one] Ein vergangener Termin
   *[other] { $count } vergangene Termine
}
offers-where = Wo
offers-nearby = Mehr in { $place } und Umgebung
offers-price = Kosten
offers-organiser = Wer lädt ein
offers-phone = Telefon
offers-email = E-Mail
offers-more = Mehr dazu
offers-more-link = Zur Seite des Veranstalters
offers-over = Das ist schon vorbei
offers-over-text = Neue Termine stehen noch nicht fest. Fragen Sie gern nach.
offers-withdrawn = Dieses Angebot gibt es nicht mehr
offers-withdrawn-text = Wer es anbot, hat es zurückgezogen. Ähnliches finden Sie über die Suche.
