# The texts of the start page, the search and the pages that the law asks for.

portal-nav-search = Search

portal-start-title = What’s on around here?
portal-start-lead = Courses, festivals, meeting places and advice from { $county }. All in one place, no account needed.
portal-start-today = Today
portal-start-weekend = This weekend
portal-start-soon = In the next days
portal-start-soon-all = See everything in this period
portal-start-situations = What are you dealing with?
portal-start-doors = Look around as …
portal-start-near = Around my village
portal-start-my-village = My village
portal-start-kinds = All at a glance
portal-start-events = Events
portal-start-courses = Courses
portal-start-services = Always there for you
portal-start-new = Newly added
portal-start-new-all = See everything new
portal-start-articles = To read
portal-start-articles-all = All articles
portal-start-village = What’s on where you live?
portal-start-village-text = Every municipality and every village has its own page: today, this week, who helps, what is nearby.
portal-start-village-field = Place or postcode
portal-start-village-go = Go to my village
portal-start-municipalities = See all municipalities
portal-start-about = What is this?
portal-start-about-text = Here you find what clubs, libraries, schools, advice centres and culture offer in { $county }. Searching is free and needs no account, and if you would rather talk, give us a call.
portal-start-about-more = More about us and our funders
portal-start-empty = Nothing has been entered yet
portal-start-empty-text = The first offers will be here soon. Until then, please ask us by phone.

portal-results-title = “{ $words }”
portal-results-description = Courses, events, meeting places and advice in { $county }: search by words, place and time, without an account.
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
portal-directory-count = { $count ->
    [one] Also in the directory: one entry
   *[other] Also in the directory: { $count } entries
}
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
portal-nearby = Nearby ({ $radius })
portal-whole-county = In the whole county
portal-reach = Where are you looking?
portal-order = Sort by:
portal-order-best = Best match
portal-order-soonest = Next date
portal-order-nearest = Distance
portal-order-newest = Newly added
portal-chip-county = From { $place }, in the whole county
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
portal-refusal-order = We don’t know the order “{ $given }”. Possible are: passend, termin, naehe, neu.
portal-refusal-page = “{ $given }” is not a page number. Pages count from 1.

portal-tour-later = This room is still being built
portal-tour-others = Go on as somebody else
