# Die Texte, die alle Seiten teilen.

web-skip = Zum Inhalt springen
web-menu = Menü
web-main-navigation = Hauptnavigation
web-footer-navigation = Rechtliches und Sprachen
web-breadcrumb = Sie sind hier
web-home = zur Startseite
web-nav-start = Start
web-demo-note = Vorführung: Angebote, Anbieter und Treffpunkte sind erfunden.
web-closing = { $county }: alles, was hier stattfindet, an einem Ort.

web-call-us = Rufen Sie uns an
web-call-us-text = Wir suchen gern für Sie und melden Sie an. Auch ohne Internet.
web-call-us-short = Oder rufen Sie uns an:

web-search-what = Was?
web-search-what-example = Chor, Sprachkurs, Yoga …
web-search-where = Wo?
web-search-where-example = Ort oder Postleitzahl
web-search-when = Wann?
web-search-any-time = Egal wann
web-search-today = Heute
web-search-tomorrow = Morgen
web-search-weekend = Am Wochenende
web-search-week = In den nächsten 7 Tagen
web-search-month = In den nächsten 30 Tagen
web-search-button = Suchen

web-filters-active = Ausgewählte Filter
web-filter-remove = Filter entfernen:
web-filters-reset = Alle Filter entfernen

web-pagination = Seiten
web-pagination-previous = Zurück
web-pagination-next = Weiter
web-pagination-page = Seite
web-pagination-here = Seite { $page } von { $pages }

web-form-errors = { $count ->
    [one] Eine Angabe fehlt noch oder stimmt nicht
   *[other] { $count } Angaben fehlen noch oder stimmen nicht
}
web-form-error = Fehler:
web-form-optional = (freiwillig)

web-read-in = Lesen in
web-outdated = Diese Übersetzung ist älter als der deutsche Text. Einzelnes kann sich geändert haben.
web-supporters = Gefördert
web-hours-this-week = Öffnungszeiten in dieser Woche

web-share = Teilen
web-share-copied = Adresse kopiert

web-problem-to-start = Zur Startseite
web-problem-quote = Wenn Sie uns davon erzählen, nennen Sie bitte diese Nummer:
web-problem-bad-request = Das haben wir nicht verstanden
web-problem-bad-request-sentence = In der Anfrage fehlt etwas, oder etwas darin ist nicht lesbar. Gehen Sie bitte zurück und versuchen Sie es noch einmal.
web-problem-unreadable-address = Diese Adresse enthält Zeichen, die wir nicht lesen können. Vielleicht wurde sie beim Kopieren beschädigt.
web-problem-not-a-form = Das war kein ausgefülltes Formular. Gehen Sie bitte zurück und senden Sie das Formular noch einmal ab.
web-problem-forbidden = Das ist nicht erlaubt
web-problem-forbidden-sentence = Diese Seite ist nicht für alle bestimmt.
web-problem-cross-site = Diese Eingabe kam von einer fremden Website. Zu Ihrem Schutz nehmen wir sie nicht an. Öffnen Sie die Seite bitte hier und senden Sie das Formular noch einmal ab.
web-problem-not-found = Diese Seite gibt es nicht
web-problem-not-found-sentence = Vielleicht ist das Angebot vorbei, oder in der Adresse steckt ein Tippfehler. Suchen Sie doch einfach danach:
web-problem-not-found-data = Unter dieser Adresse gibt es keine Daten. Prüfen Sie bitte die Schreibweise.
web-problem-unknown-language = Diese Sprache sprechen wir noch nicht
web-problem-unknown-language-sentence = Eine Fassung in der Sprache „{ $tag }“ gibt es nicht. Sie können dieselbe Seite in diesen Sprachen lesen:
web-problem-unknown-language-data = Eine Fassung in der Sprache „{ $tag }“ gibt es nicht. Fragen Sie bitte ohne sie.
web-problem-method = So geht das hier nicht
web-problem-method-sentence = An diese Adresse lässt sich nichts senden. Gehen Sie bitte zurück und versuchen Sie es noch einmal.
web-problem-method-data = Mit dieser Methode geht das hier nicht. Welche gehen, steht in der Kopfzeile „Allow“.
web-problem-too-large = Das ist zu groß
web-problem-too-large-sentence = Sie haben mehr gesendet, als wir annehmen können. Kürzen Sie bitte den Text oder wählen Sie eine kleinere Datei.
web-problem-address-too-long = Diese Adresse ist zu lang
web-problem-address-too-long-sentence = Suchen Sie bitte mit weniger Wörtern:
web-problem-address-too-long-data = Fragen Sie bitte mit einer kürzeren Adresse.
web-problem-internal = Das liegt an uns
web-problem-internal-sentence = Auf unserer Seite ist etwas schiefgegangen. Der Fehler ist notiert, und wir kümmern uns darum. Versuchen Sie es bitte in ein paar Minuten noch einmal.
web-problem-unavailable = Einen Moment bitte
web-problem-unavailable-sentence = Wir können gerade nicht antworten. Versuchen Sie es bitte gleich noch einmal.
web-problem-search-unavailable-sentence = Die Suche wird gerade vorbereitet. Versuchen Sie es bitte in einer Minute noch einmal.

web-price-free = kostenlos
web-price-donation = gegen Spende
web-price-range = { $from } bis { $to }
web-price-reduced = ermäßigt { $amount }

web-reading-help = Lesehilfe
web-read-aloud = Vorlesen lassen
web-read-start = Seite vorlesen
web-read-pause = Anhalten
web-read-resume = Weiterlesen
web-read-stop = Beenden
web-text-size = Schriftgröße
web-text-size-normal = Normal
web-text-size-large = Groß
web-text-size-largest = Sehr groß
web-text-size-kept = Ihre Wahl bleibt nur in diesem Browser gespeichert.
web-text-size-without-script = Größere Schrift: Strg und Plus-Taste. Auf dem Handy ziehen Sie die Seite mit zwei Fingern auf.
web-reading-more = Mehr Hilfe beim Lesen

web-subscribe-now = Im Kalender abonnieren
web-subscribe-file = Nur einmal als Datei
web-subscribe-webcal = „Im Kalender abonnieren“ öffnet ein Kalenderprogramm über eine Adresse, die mit webcal: beginnt. Geschieht nichts, kennt Ihr Gerät das nicht. Dann hilft die Adresse zum Kopieren.
web-subscribe-copy = Die Adresse zum Kopieren
web-subscribe-apple = Der Knopf oben genügt.
web-subscribe-google = Öffnen Sie calendar.google.com am Computer. Wählen Sie „Weitere Kalender hinzufügen“, dann „Per URL“, und fügen Sie die Adresse ein.
web-subscribe-outlook = Wählen Sie „Kalender hinzufügen“, dann „Aus dem Internet abonnieren“, und fügen Sie die Adresse ein.
web-subscribe-thunderbird = Wählen Sie „Neuer Kalender“, dann „Im Netzwerk“, und fügen Sie die Adresse ein.
web-subscribe-private = Sie brauchen dafür kein Konto bei uns, und wir erfahren nicht, wer Sie sind.
# Der eigene Standort, auf Wunsch.
web-position-use = Meinen Standort verwenden
web-position-note = Ihr Browser sucht den nächsten Ort. Nur dessen Name kommt in die Suche.
web-position-asking = Ihr Standort wird bestimmt …
web-position-found = Eingetragen ist der nächste Ort:
web-position-denied = Ihr Browser darf den Standort nicht verwenden. Sie können es in den Einstellungen des Browsers erlauben oder den Ort eintippen.
web-position-unavailable = Ihr Gerät kann den Standort gerade nicht bestimmen. Tippen Sie den Ort bitte ein.
web-position-slow = Das dauert zu lange. Versuchen Sie es noch einmal, oder tippen Sie den Ort ein.
web-position-outside = Sie sind gerade außerhalb des Landkreises. Tippen Sie bitte ein, für welchen Ort Sie suchen.
# In einem Rahmen auf fremden Seiten.
web-frame-search = Im Portal suchen (neues Fenster)
