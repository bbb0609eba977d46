# Die Seiten des Verzeichnisses: Organisationen, Orte, Gemeinden, Netzwerke, Lebenslagen, Themen.

directory-nav-organisations = Anbieter
directory-nav-life-situations = Lebenslagen
directory-nav-topics = Themen
directory-nav-networks = Netzwerke

directory-example = Beispiel
directory-nothing-yet = Hier ist noch nichts eingetragen
directory-nothing-yet-text = Rufen Sie uns an, wenn Sie etwas suchen. Wir kennen oft mehr, als hier steht.

directory-organisations = Anbieter und Organisationen
directory-organisations-lead = { $count ->
    [one] Eine Organisation aus dem Landkreis
   *[other] { $count } Organisationen aus dem Landkreis
  }: Vereine, Schulen, Büchereien, Beratungsstellen, Ämter und Initiativen.
directory-organisations-none = Davon ist keine eingetragen
directory-organisations-none-text = Wählen Sie eine andere Art oder lassen Sie sich alle zeigen.
directory-organisations-all = Alle zeigen
directory-by-role = Nach Art auswählen
directory-by-name = Alle Gemeinden nach Namen
directory-on-the-map = Auf der Karte
directory-every-role = Alle
directory-more-organisations = Alle Anbieter ansehen

directory-address = Anschrift
directory-about-place = { $name }: Anfahrt und Barrierefreiheit
directory-municipality = Gemeinde
directory-hours = Öffnungszeiten
directory-phone = Telefon
directory-email = E-Mail
directory-website = Im Netz
directory-contacts = Ansprechpartner
directory-spoken = Wir sprechen
directory-marks = Siegel und Zertifikate
directory-mark-until = gültig bis { $date }
directory-carrier = Träger
directory-branch-of = Zweigstelle von
directory-topics = Themen
directory-for = Für wen: { $audiences }
directory-in-networks = Arbeitet mit in
directory-branches = Zweigstellen
directory-runs-places = Unsere Räume
directory-access = Barrierefreiheit
directory-access-all = Alles zur Barrierefreiheit
directory-access-unknown = Hier hat noch niemand nachgesehen. Rufen Sie vorher an, wenn Sie ohne Stufen hineinkommen müssen oder andere Hilfe brauchen.

directory-kind-place = Ort
directory-kind-network = Netzwerk
directory-operator = Wird betrieben von
directory-directions = Umgebung
directory-directions-text = Was in der Nähe los ist

directory-municipalities = Gemeinden
directory-municipalities-lead = { $county } hat { $count ->
    [one] eine Gemeinde
   *[other] { $count } Gemeinden
  }. Wählen Sie Ihre: Sie sehen, was dort los ist, wer etwas anbietet und was in der Nähe liegt.
directory-organisations-here = Wer hier zu Hause ist
directory-places-here = Wo man sich trifft
directory-population = Einwohner
directory-size = Fläche
directory-square-kilometres = { $size } km²
directory-postcodes = Postleitzahlen
directory-localities = Orte und Ortsteile
directory-association = Amt oder Verband
directory-leader-region = LEADER-Region
directory-overlays = Gehört zu
directory-around = In der Nachbarschaft
directory-all-municipalities = Alle Gemeinden

directory-networks = Netzwerke
directory-networks-lead = Organisationen, die sich zusammengetan haben: Sie teilen Wissen, Räume und Termine.
directory-members = Mitglieder
directory-members-count = { $count ->
    [one] ein Mitglied
   *[other] { $count } Mitglieder
  }
directory-coordination = Koordination
directory-member-coordination = Koordination
directory-member-spokesperson = Sprecherinnen und Sprecher
directory-member-member = Mitglieder
directory-member-partner = Partner

directory-life-situations = Lebenslagen
directory-life-situations-lead = Womit haben Sie gerade zu tun? Wählen Sie aus. Wir zeigen, was hilft und wer Sie berät.
directory-topics-title = Themen
directory-topics-lead = Alles im Landkreis, nach Themen geordnet.
directory-subtopics = Unterthemen
directory-topics-that-help = Themen, die dazu passen
directory-who-advises = Wer Sie berät
directory-who-offers = Wer dazu etwas anbietet
directory-term-empty = Gerade ist dazu kein Angebot eingetragen
directory-term-empty-text = Rufen Sie uns an. Wir hören uns um und merken uns, was fehlt.

directory-role-provider = Anbieter
directory-role-library = Bücherei
directory-role-school = Schule
directory-role-day-care = Kita
directory-role-adult-education = Erwachsenenbildung
directory-role-music-school = Musikschule
directory-role-volunteering = Ehrenamt willkommen
directory-role-cultural-actor = Kultur
directory-role-museum = Museum
directory-role-advice = Beratung
directory-role-family-centre = Familienzentrum
directory-role-youth-centre = Jugendtreff
directory-role-authority = Behörde
directory-role-municipality = Gemeindeverwaltung
directory-role-club = Verein
directory-role-foundation = Stiftung
directory-role-company = Unternehmen
directory-role-initiative = Initiative
directory-role-religious-community = Kirche und Religion

directory-my-village = Mein Dorf
directory-my-village-lead = Was ist heute los, wer trifft sich wo, wer hilft? Sagen Sie uns, wo Sie wohnen. Wir zeigen Ihnen Ihre Seite.
directory-where-do-you-live = Wo wohnen Sie?
directory-where-hint = Dorf, Stadt oder Postleitzahl. Zum Beispiel: Dollenchen oder 03238
directory-to-my-village = Mein Dorf zeigen
directory-list-and-map = Alle Gemeinden in der Liste und auf der Karte
directory-which = Welchen Ort meinen Sie?
directory-not-found = „{ $typed }“ haben wir nicht gefunden
directory-not-found-similar = Meinten Sie einen dieser Orte?
directory-not-found-text = Versuchen Sie es mit der Postleitzahl, oder suchen Sie Ihren Ort in der Liste.
directory-part-of = Ortsteil von { $name }
directory-locality-of = Ortsteil von
directory-village-description = Heute, diese Woche und regelmäßig in { $name }: Termine, Treffpunkte, Anbieter und wer hilft.
directory-opening-none = { $date }: Heute ist nichts eingetragen.
directory-opening = { $date }: Heute ist { $title }{ $count ->
    [0] .
    [one] , und es gibt noch einen Termin.
   *[other] , und es gibt { $count } weitere Termine.
}
directory-remember = Als mein Dorf merken
directory-forget = Nicht mehr merken
directory-remembered = Gemerkt, nur in diesem Browser.
directory-forgotten = Vergessen. In diesem Browser ist nichts mehr gemerkt.
directory-on-this-page = Auf dieser Seite
directory-today = Heute
directory-this-week = Diese Woche
directory-week = Diese Woche in { $name }
directory-today-none = Heute ist in { $name } nichts eingetragen.
directory-next = Der nächste Termin:
directory-week-none = In den nächsten sieben Tagen ist hier nichts eingetragen.
directory-week-none-village = Im Ort selbst ist diese Woche nichts eingetragen.
directory-in-the-municipality = In der Gemeinde { $name }:
directory-dates-all = Alle { $count } Termine zeigen
directory-subscribe = Termine in { $name } im eigenen Kalender
directory-regular = Regelmäßig
directory-courses = Kurse mit ihren Terminen zeigen
directory-again = wieder am { $date }
directory-always = Immer da
directory-always-all = Alle { $count } zeigen
directory-comes = Kommt zu Ihnen
directory-near = In der Nähe
directory-near-by-date = Nach Datum
directory-near-by-distance = Nach Entfernung
directory-near-all = Alle { $count } in der Nähe zeigen
directory-who-helps = Wer hilft
directory-office-note = Hier hilft Ihnen ein Mensch weiter
directory-residents-all = Alle Orte und Organisationen in { $name }
directory-look-for = Etwas Bestimmtes suchen
directory-about-village = Über { $name }
directory-online = online

directory-notice = Aushang
directory-notice-lead = Ein Blatt für das Schaufenster in { $name }: große Schrift, die nächsten Termine und ein QR-Code, der zur Seite führt.
directory-notice-days = Für wie lange?
directory-notice-days-count = { $count } Tage
directory-notice-around = Was kommt darauf?
directory-notice-here = Nur im Ort
directory-notice-wide = Mit Umgebung, 10 km
directory-notice-apply = Übernehmen
directory-notice-print = Drucken
directory-notice-by-menu = Drucken Sie diese Seite über das Menü Ihres Browsers. Gedruckt wird nur das Blatt.
directory-notice-title = Was ist los in { $name }?
directory-notice-period = { $from } bis { $to }
directory-notice-none = In diesen Tagen ist noch nichts eingetragen. Wissen Sie etwas? Rufen Sie uns an.
directory-notice-regular = Regelmäßig
directory-notice-call = Fragen? Rufen Sie an:
directory-notice-online = Mehr im Netz:
directory-notice-code = QR-Code zur Seite von { $name }
