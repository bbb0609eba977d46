# Die Texte, mit denen Treffer auf allen Seiten gezeigt werden.

slice-kind-event = Veranstaltung
slice-kind-course = Kurs
slice-kind-service = Dauerhaftes Angebot
slice-kind-organisation = Anbieter
slice-kind-place = Ort
slice-kind-municipality = Gemeinde
slice-kind-network = Netzwerk
slice-kind-life-situation = Lebenslage
slice-kind-topic = Thema
slice-always = Immer für Sie da
slice-cancelled = Abgesagt
slice-more-dates = { $count ->
    [one] und ein weiterer Termin
   *[other] und { $count } weitere Termine
}
