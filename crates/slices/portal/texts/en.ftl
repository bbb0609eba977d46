# The texts of the start page, the search and the pages that the law asks for.

portal-nav-search = Search
portal-imprint = Legal notice
portal-privacy = Privacy
portal-accessibility = Accessibility
portal-sources = Sources

portal-start-title = What’s on around here?
portal-start-lead = Courses, festivals, meeting places and advice from { $county }. All in one place, no account needed.
portal-start-today = Today
portal-start-weekend = This weekend
portal-start-soon = In the next days
portal-start-soon-all = See everything in this period
portal-start-courses = Learn something new
portal-start-courses-all = See all courses
portal-start-services = Always there for you
portal-start-services-all = See all ongoing services
portal-start-situations = What are you dealing with?
portal-start-municipalities = Search in your municipality
portal-start-empty = Nothing has been entered yet
portal-start-empty-text = The first offers will be here soon. Until then, please ask us by phone.

portal-results-title = “{ $words }”
portal-results-count = { $count ->
    [0] Nothing found
    [one] One offer
   *[other] { $count } offers
}
portal-results-count-words = { $count ->
    [0] No offer for “{ $words }”
    [one] One offer for “{ $words }”
   *[other] { $count } offers for “{ $words }”
}
portal-records-count = { $count ->
    [0] Nothing found
    [one] One entry in the directory
   *[other] { $count } entries in the directory
}
portal-records-count-words = { $count ->
    [0] Nothing found for “{ $words }”
    [one] One entry for “{ $words }”
   *[other] { $count } entries for “{ $words }”
}
portal-directory = Also in the directory
portal-directory-all = { $count ->
    [one] See what the directory has
   *[other] See all { $count } entries of the directory
}
portal-shortened = That was a long question
portal-shortened-text = We searched for its beginning. Two or three words usually find more.

portal-filters = Narrow down
portal-filter-kind = What kind of offer?
portal-filter-directory = Search the directory instead?
portal-filter-radius = How far away?
portal-filter-place = In which municipality?
portal-filter-days = On which days?
portal-from = From
portal-to = To
portal-apply = Apply days
portal-today = Today
portal-tomorrow = Tomorrow
portal-weekend = At the weekend
portal-week = In the next 7 days
portal-month = In the next 30 days
portal-only-in = Only in { $place }
portal-chip-words = “{ $words }”
portal-chip-around = { $place } and { $radius } around it
portal-chip-of = { $kind }: { $name }
portal-chip-from = From { $from }
portal-chip-to = Until { $to }

portal-nothing = We have nothing like that at the moment
portal-nothing-text = One of these ways may help. Or call us, we are happy to search with you.
portal-nothing-but-directory = There is no such offer at the moment
portal-nothing-but-directory-text = But we found something in the directory, see above. One of these ways may help too. Or call us, we are happy to search with you.
portal-all = See all offers
portal-way-wider = Search up to 50 km around { $place }
portal-way-everywhere = Search the whole county
portal-way-any-time = Search on all days
portal-way-all-kinds = Search all kinds of offers
portal-way-any-words = Search without the words
portal-way-only-words = Search for “{ $words }” alone
portal-way-past = See past dates

portal-which-place = Which place do you mean?
portal-did-you-mean = Did you mean one of these places?
portal-refusal-place = We know no place called “{ $given }” here. Please check the spelling, or enter a postcode.
portal-refusal-places = There is more than one “{ $given }”. Please choose the right place: { $names }
portal-refusal-radius = “{ $given }” is not a radius. Please enter a number between 0 and 200, in kilometres.
portal-refusal-date = “{ $given }” ({ $parameter }) is not a date that we can read. Please write, for example, 2026-11-28 or 28.11.2026.
portal-refusal-backwards = The period ends ({ $to }) before it begins ({ $from }). Please swap the two days.
portal-refusal-preset = We don’t know the period “{ $given }”. Possible are: heute, morgen, wochenende, woche, monat.
portal-refusal-kind = We don’t know the kind “{ $given }”. Possible are: veranstaltung, kurs, angebot, anbieter, ort, gemeinde, netzwerk, lebenslage, thema.
portal-refusal-record = We know no entry “{ $given }” ({ $parameter }). It may have another name by now. Please search for its name.
portal-refusal-page = “{ $given }” is not a page number. Pages count from 1.

portal-imprint-responsible = Responsible for these pages
portal-imprint-contact = How to reach us
portal-imprint-phone = Phone:
portal-imprint-email = E-mail:
portal-imprint-software = The software
portal-imprint-software-text = This portal runs on Kreisrund, which is free software under the licence EUPL-1.2.

portal-privacy-lead = You can look at everything here without telling us anything about yourself.
portal-privacy-visit = When you visit these pages
portal-privacy-visit-text = We set no cookies and don’t count visitors. Our server notes what kind of page was requested when, and whether there was an error. The program does not note your internet address or your search words.
portal-privacy-others = Other providers
portal-privacy-others-text = Fonts, pictures and scripts come from our own server. Nobody else learns that you read these pages. Only when you follow a link to another website do its rules apply.
portal-privacy-offers = Details in offers
portal-privacy-offers-text = Names, phone numbers and e-mail addresses in an offer come from the organisation that provides it. You would like something changed or deleted? Write to us.
portal-privacy-rights = Your rights
portal-privacy-rights-text = You may at any time ask what we have stored about you, and have it corrected or deleted. You may also complain to the data protection authority of your federal state. Responsible is:

portal-accessibility-lead = These pages are for everyone. We follow BITV 2.0 and WCAG 2.2, level AA.
portal-accessibility-state = What works already
portal-accessibility-state-text = All pages can be used with the keyboard, work without JavaScript and can be enlarged to 400 per cent. Light and dark appearance follow your device.
portal-accessibility-gaps = What is still missing
portal-accessibility-gaps-text = There are no texts in plain language and no videos in sign language yet. We do not check every description that comes from other calendars.
portal-accessibility-feedback = You have come across a barrier?
portal-accessibility-feedback-text = Tell us. We will answer and send you what you need, in another way if you like.
portal-accessibility-enforcement = If we could not help
portal-accessibility-enforcement-text = If you don’t get a good answer from us within six weeks, you can turn to the enforcement body for digital accessibility of your federal state. It costs you nothing.

portal-sources-lead = Municipalities, places and postcodes come from open data. We thank everyone who looks after it.
portal-sources-none = No sources yet
portal-sources-none-text = No data of others has been loaded here yet.
portal-sources-publisher = Publisher
portal-sources-licence = Licence
portal-sources-edition = Edition
