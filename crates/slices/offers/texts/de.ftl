# Die Texte der Angebotsseite.

offers-search = Suche
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
offers-panel-organisation = Angebote von { $name }
offers-panel-place = Was hier stattfindet
offers-panel-network = Angebote der Mitglieder
offers-panel-topic = Angebote zum Thema { $name }
offers-panel-life-situation = Angebote, die jetzt helfen
offers-panel-week = Diese Woche in { $place }
offers-panel-near = In der Nähe
offers-panel-always = Immer da
offers-panel-all = Alle { $count } Angebote ansehen
offers-topics = Themen
offers-access = Barrierefreiheit
offers-access-all = Alles zur Barrierefreiheit dieses Ortes
offers-access-steps-yes = Ohne Stufen erreichbar
offers-access-steps-partly = Teilweise ohne Stufen erreichbar
offers-access-steps-no = Nur über Stufen erreichbar
offers-access-toilet = Toilette für Rollstühle
offers-access-toilet-partly = Toilette, teilweise für Rollstühle geeignet
offers-access-parking = Behindertenparkplatz
offers-access-parking-partly = Behindertenparkplatz mit Einschränkungen
offers-access-loop = Höranlage
offers-access-loop-partly = Höranlage in einem Teil der Räume
