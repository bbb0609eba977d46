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

portal-suggest-label = Suggestions
portal-suggest-count = { $count ->
    [0] No suggestions
    [one] One suggestion
   *[other] { $count } suggestions
}
portal-suggest-locality = Village

portal-explained = Why in this order?
portal-reason-word = “{ $typed }” { $place }, { $form }: { $points } points
portal-found-in-title = in the title
portal-found-in-label = in a topic or audience
portal-found-in-name = in the name of the organiser or place
portal-found-in-summary = in the summary
portal-found-in-body = in the text
portal-form-word = as a word
portal-form-beginning = as the beginning of a word
portal-form-part = as a part of a word
portal-form-in-parts = by its parts
portal-form-synonym = as “{ $words }”, which means the same
portal-form-slip = as “{ $word }”, perhaps a slip
portal-factor-distance = Distance: times { $by }
portal-factor-place-in-title = The place is in the title: times { $by }
portal-factor-soon = Takes place soon: times { $by }
portal-factor-kind = Kind of hit: times { $by }

portal-note-says-nothing = “{ $words }” does not tell us yet what you are looking for. Here is everything. A word such as Chor or Computer narrows it down.
portal-note-near-what = Are you looking for something near you? Please enter a place or a postcode.
portal-note-corrected = “{ $typed }” does not occur here. We searched for “{ $taken }”.
portal-note-directory-alone = No offer fits your search. Further down is what our directory has.
portal-note-some-words = Nothing has all of your words. Here is what has some of them.
portal-note-some-have-all = What has all of your words comes first, then what has some of them.

portal-recognised-place = recognised as a place: { $name }
portal-recognised-time = recognised as a time: { $name }
portal-recognised-price = recognised as a price: { $name }
portal-recognised-format = recognised as a way to take part: { $name }
portal-recognised-age = recognised as an age: { $name }
portal-recognised-sign-up = recognised as signing up: { $name }

portal-filter-period = When?
portal-filter-clock = On which weekday, at what time?
portal-morning = In the morning
portal-afternoon = In the afternoon
portal-evening = In the evening
portal-open = Places left, or open to all
portal-choice-topic = Topic
portal-choice-topic-below = More precisely: { $topic }
portal-choice-life-situation = Life situation
portal-choice-audience = For whom
portal-choice-age = Age
portal-choice-price = What it costs
portal-choice-attendance = How you take part
portal-choice-format = Form
portal-choice-language = Language
portal-choice-access = Accessibility
portal-choice-sign-up = Registration
portal-choice-organisation = Organiser
portal-choice-mark = Quality mark
portal-choice-place = Venue
portal-choice-network = Network
portal-age-up-to-two = up to 2 years
portal-age-between = { $from } to { $to } years
portal-age-from-sixty-five = 65 years and over
portal-price-free = Free
portal-price-donation = For a donation
portal-price-up-to-ten = Up to 10 euros
portal-price-up-to-thirty = Up to 30 euros
portal-attendance-on-site = On site
portal-attendance-online = Online
portal-attendance-at-yours = At your home
portal-sign-up-not-needed = No registration
portal-access-step-free = No steps
portal-access-toilet = Wheelchair-accessible toilet
portal-access-parking = Parking for people with disabilities
portal-access-public-transport = Stop nearby
portal-access-induction-loop = Induction loop
portal-access-sign-language = Sign language
portal-access-plain-language = Plain language
portal-access-quiet-room = Quiet room
portal-access-guide-dog = Assistance dogs welcome
portal-access-companion-free = Companion free of charge
portal-way-month = Search the next 30 days
portal-way-without = Search without this choice: { $filter }
portal-way-meant = Did you mean “{ $words }”?
portal-refusal-region = We don't know a region “{ $given }”. Please choose it from the list on the left.
portal-refusal-weekday = We don't know the weekday “{ $given }”. Possible are: mo, di, mi, do, fr, sa, so.
portal-refusal-part-of-day = We don't know the part of the day “{ $given }”. Possible are: vormittag, nachmittag, abend.
portal-instead-time = This is on offer on other days
portal-instead-place = This is on offer elsewhere in the county
portal-instead-both = This is on offer elsewhere and on other days
