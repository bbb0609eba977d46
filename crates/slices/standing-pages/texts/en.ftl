# The standing pages: what stands around their words. The words themselves lie in pages/.

standing-about = About us
standing-help = Help
standing-glossary = Glossary
standing-imprint = Legal notice
standing-privacy = Privacy
standing-accessibility = Accessibility
standing-sources = Sources
standing-report-barrier = Report a barrier

standing-report-text = Are you stuck somewhere? Tell us on which page, and what does not work. We will answer, and send you what you need, in another form if you like.
standing-report-about = It is about this page:
standing-report-mail = Write an e-mail
standing-report-subject = Barrier on { $site }
standing-report-mail-page = It is about this page: { $address }
standing-report-mail-no-page = It is about this page:
standing-report-mail-question = This does not work:

standing-networks = Our networks
standing-to-search = Search now
standing-letters = From A to Z

standing-sources-lead = Municipalities, places and postcodes come from open data. We thank everyone who maintains them.
standing-sources-none = No sources yet
standing-sources-none-text = No data of others has been read in here yet.
standing-sources-publisher = Publisher
standing-sources-licence = Licence
standing-sources-edition = Edition

standing-welcome = Welcome in your language
standing-guides = What are you dealing with?
standing-easy-language = Leichte Sprache (easy German)
standing-glossary-help = Words explained simply
standing-ukrainian = Українська
standing-arabic = العربية
standing-sources-map = The street map behind search results. It is loaded only when you have it shown.
