# Die festen Seiten: was um ihre Texte herum steht. Die Texte selbst liegen in pages/.

standing-about = Über uns
standing-help = Hilfe
standing-glossary = Glossar
standing-imprint = Impressum
standing-privacy = Datenschutz
standing-accessibility = Barrierefreiheit
standing-sources = Quellen
standing-report-barrier = Barriere melden

standing-report-text = Sie kommen irgendwo nicht weiter? Sagen Sie uns, auf welcher Seite und woran es liegt. Wir antworten Ihnen und schicken Ihnen, was Sie brauchen, gern auch auf einem anderen Weg.
standing-report-about = Es geht um diese Seite:
standing-report-mail = E-Mail schreiben
standing-report-subject = Barriere auf { $site }
standing-report-mail-page = Es geht um diese Seite: { $address }
standing-report-mail-no-page = Es geht um diese Seite:
standing-report-mail-question = Das funktioniert nicht:

standing-networks = Unsere Netzwerke
standing-to-search = Jetzt suchen
standing-letters = Von A bis Z

standing-sources-lead = Gemeinden, Orte und Postleitzahlen kommen aus offenen Daten. Wir danken allen, die sie pflegen.
standing-sources-none = Noch keine Quellen
standing-sources-none-text = Hier wurden noch keine Daten anderer eingelesen.
standing-sources-publisher = Herausgeber
standing-sources-licence = Lizenz
standing-sources-edition = Stand

standing-welcome = Willkommen in Ihrer Sprache
standing-guides = Womit haben Sie gerade zu tun?
standing-easy-language = Leichte Sprache
standing-glossary-help = Wörter einfach erklärt
standing-ukrainian = Українська
standing-arabic = العربية
standing-sources-map = Die Straßenkarte hinter Suchergebnissen. Sie wird erst geladen, wenn Sie sie einblenden.
