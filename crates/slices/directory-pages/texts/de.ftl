# Die Seiten des Verzeichnisses: Organisationen, Orte, Gemeinden, Netzwerke, Lebenslagen, Themen.

directory-nav-organisations = Anbieter
directory-nav-municipalities = Gemeinden
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
directory-municipality-lead = Was in { $name } und in der Nähe los ist, wer etwas anbietet und wo man sich trifft.
directory-municipality-empty = In diesen Tagen steht hier nichts im Kalender
directory-municipality-empty-text = Suchen Sie in der Umgebung oder rufen Sie uns an. Vielleicht fehlt nur der Eintrag.
directory-organisations-here = Wer hier zu Hause ist
directory-places-here = Wo man sich trifft
directory-about-municipality = { $name } in Zahlen
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
