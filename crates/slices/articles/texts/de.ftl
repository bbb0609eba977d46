# Die Texte der Beiträge: ihre Liste, ihre Seiten, ihre Reihen und was sie auf den Seiten anderer zeigen.

articles-nav = Beiträge
articles-title = Beiträge
articles-title-of = Beiträge: { $name }
articles-description = Geschichten, Porträts und Neuigkeiten aus dem Landkreis, von der Servicestelle und von Vereinen, Museen und Büchereien.
articles-newest = Zuletzt erschienen
articles-count = { $count ->
    [one] Ein Beitrag
   *[other] { $count } Beiträge
}
articles-by-topic = Beiträge nach Thema
articles-series = Zum Weiterlesen: unsere Reihen
articles-kind-series = Reihe
articles-parts = { $count ->
    [one] Ein Teil
   *[other] { $count } Teile
}
articles-nothing = Hier gibt es noch keine Beiträge
articles-nothing-text = Schauen Sie bald wieder vorbei oder lesen Sie etwas anderes.
articles-subscribe = Beiträge abonnieren (Atom-Feed)
articles-subscribe-series = Diese Reihe abonnieren (Atom-Feed)
articles-subscribe-text = Mit einem Feed-Leser sehen Sie neue Beiträge von selbst, ohne Anmeldung.

articles-by = von
articles-example = Beispiel
articles-about = Zeit
articles-about-since = seit { $date }
articles-about-until = bis { $date }
articles-place = Ort
articles-municipality = Gemeinde
articles-topics = Themen
articles-more-of-series = Weitere aus der Reihe
articles-series-here = Teil { $part } von { $parts }
articles-before = Vorheriger Teil:
articles-after = Nächster Teil:
articles-whole-series = Alle Teile: { $name }
articles-related = Das könnte Sie auch interessieren

articles-gone = Diesen Beitrag gibt es nicht mehr
articles-withdrawn-text = Er wurde zurückgezogen. Bei Fragen dazu rufen Sie uns gern an.
articles-over-text = Seine Zeit ist vorbei. Neueres finden Sie unter den Beiträgen.
articles-to-all = Alle Beiträge ansehen

articles-in-order = Alle Teile der Reihe nach
articles-on-the-map = Auf der Karte
articles-map = Karte des Landkreises. Hier spielt die Reihe: { $places }

articles-panel = Beiträge
articles-panel-all = Alle { $count } Beiträge lesen

articles-feed-all = Alle Beiträge
articles-feed-of = Beiträge: { $name }
articles-feed-title = { $name }: Beiträge
articles-feed-title-of = { $name }: Beiträge ({ $of })

articles-no-such-series = Diese Reihe gibt es nicht. Alle Beiträge finden Sie unter „Beiträge“.
articles-no-such-organisation = Diese Organisation kennen wir nicht. Alle Beiträge finden Sie unter „Beiträge“.
articles-no-such-municipality = Diese Gemeinde kennen wir nicht. Alle Beiträge finden Sie unter „Beiträge“.
articles-no-such-place = Diesen Ort kennen wir nicht. Alle Beiträge finden Sie unter „Beiträge“.
articles-no-such-topic = Dieses Thema gibt es nicht. Alle Beiträge finden Sie unter „Beiträge“.
