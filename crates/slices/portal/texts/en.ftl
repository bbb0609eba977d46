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
portal-refusal-kind = We don’t know the kind “{ $given }”. Possible are: veranstaltung, kurs, angebot, anbieter, ort, gemeinde, netzwerk, lebenslage, thema, beitrag.
portal-refusal-record = We know no entry “{ $given }” ({ $parameter }). It may have another name by now. Please search for its name.
portal-refusal-order = We don’t know the order “{ $given }”. Possible are: passend, termin, naehe, neu.
portal-refusal-off-calendar = The calendar does not reach { $day }. It goes from 1900 to 2200.
portal-refusal-view = We don’t know the view “{ $given }”. Possible are: liste, kalender, karte; in the calendar: monat, woche, agenda.
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
portal-factor-called-so = Is called just so: times { $by }

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
portal-refusal-region = We don't know a region “{ $given }”. Perhaps it is called otherwise by now.
portal-refusal-weekday = We don't know the weekday “{ $given }”. Possible are: mo, di, mi, do, fr, sa, so.
portal-refusal-part-of-day = We don't know the part of the day “{ $given }”. Possible are: vormittag, nachmittag, abend.
portal-instead-time = This is on offer on other days
portal-instead-place = This is on offer elsewhere in the county
portal-instead-both = This is on offer elsewhere and on other days

# The interface for programs (/api and /api/v1)
portal-api-nav = Data for programs
portal-api-title = Data for programs (API)
portal-api-lead = You can read offers, dates, organisations and places with programs of your own: for a municipality’s website, an app or a display. No account and no key are needed.
portal-api-base = All addresses begin with
portal-api-openapi-link = All the details are in the OpenAPI document
portal-api-examples = Examples to copy
portal-api-example-weekend = All dates of the weekend:
portal-api-example-around = Courses within 10 kilometres of a postcode:
portal-api-example-question = A question as one types it into the search:
portal-api-example-libraries = All libraries:
portal-api-resources = What there is
portal-api-entry = What there is: the addresses of all lists.
portal-api-openapi = The description of the interface for programs (OpenAPI 3.1).
portal-api-search = Search as on the result page, with all filters, their counts and how the question was understood.
portal-api-offers = Offers: events, courses and ongoing services.
portal-api-offer = One offer with all its dates.
portal-api-occurrences = Dates in the order of time, each with its offer.
portal-api-organisations = Organisations by name.
portal-api-organisation = One organisation.
portal-api-places = Places where things happen, with what is known of how accessible they are.
portal-api-place-one = One place.
portal-api-areas = State, counties, associations and regions, municipalities and localities with keys, population and position.
portal-api-area-one = One area.
portal-api-vocabularies = The vocabularies by which everything is ordered: topics, life situations, audiences, formats, languages, quality marks.
portal-api-vocabulary = The terms of a vocabulary in all languages.
portal-api-answers = What answers look like
portal-api-answers-shape = Every answer is a JSON object. What you asked for is in “data”. Fields are never missing; what is not known is null.
portal-api-answers-pages = Lists have pages. “page” holds number, size and total, and under “next” and “previous” the addresses of the neighbouring pages, also in the header “Link”. Follow “next” until it is null. A page has 20 entries, with “per_page” up to 100. Lists reach to page 1,000, dates to page 100; narrower filters or a later “von” lead further.
portal-api-answers-times = Times are ISO 8601 with the offset from UTC, whole days plain dates; the last day is included. Positions are degrees (WGS 84), prices euro cents.
portal-api-answers-language = Names and sentences come in German, below “/en/api/v1” in English. Texts of providers are in the language that is given with them.
portal-api-answers-cache = Every answer has an “ETag”. Send it with the next request (“If-None-Match”), and we answer 304 as long as nothing is new.
portal-api-answers-cors = Scripts on other websites may read too (CORS). There are no cookies.
portal-api-answers-problems = What does not work is told in a problem document (RFC 9457): 400 for parameters that are not known or not well written, 404 for what does not exist here, 503 when we can’t answer just now.
portal-api-parameters = The parameters
portal-api-parameters-text = They are called as in the addresses of the search: what you set there you can copy from the address bar. Leave out what is empty or only says how the page shows it (ansicht, kalender, tag, karte). We refuse unknown parameters, so that no slip goes unnoticed; that goes for attached tracking codes as well. Short names stand in the answers as “slug” and in the addresses of pages.
portal-api-repeatable = May be repeated.
portal-api-rights = What you may do with it
portal-api-rights-content = You may freely show and reuse names, dates, places and prices. Descriptions belong to those who wrote them, and are there to be passed on: please show them unchanged, name the provider and link to the entry’s page (“url”). Pictures are not included.
portal-api-rights-areas = Areas are under the licences of their sources:
portal-api-rights-sources = Sources and licences
portal-api-rights-use = Please ask with moderation: not more than a few times a second, what is unchanged with its “ETag”, and with a “User-Agent” under which we can reach you. Keep up to date: cancellations and changes belong on your page too.
portal-api-rights-persons = We do not hand out the names of contact persons here, nor what belongs to them. They stand only on the pages of the organisations.
portal-api-promise = What you can rely on
portal-api-promise-text = As long as the addresses begin with “/api/v1”, no field is removed or renamed and no meaning changed. Should we have to do so one day, there will be “/api/v2” beside it, and “/api/v1” goes on answering for at least a year.
portal-api-promise-new = New fields, addresses, parameters and values may be added at any time: have your program pass over what it does not know.
portal-api-document = Data for programs, to read: offers, dates, organisations, places, areas and vocabularies. No key, no account, no cookies. Answers are JSON objects with `data` and, for lists, `page`. Fields are never missing; what is not known is null. Within `/api/v1` no field is removed or renamed; new ones may be added.
portal-api-words = What is looked for, as one types it into the search: words, “phrases”, exclusions after a minus sign. Places, times, prices and formats in it are recognised.
portal-api-literally = What in “q” is not to be interpreted but stays words.
portal-api-place = The place around which is searched: name, postcode or short name.
portal-api-radius = Kilometres around the place. 0 means its municipality alone, “kreis” the whole county with distances from the place. Otherwise it is 15.
portal-api-area = Short name of a municipality or region in which it has to lie.
portal-api-time = A named period: today, tomorrow, the weekend, seven days, thirty days. Comes before “von” and “bis”.
portal-api-from = The first day.
portal-api-to = The last day, which is included.
portal-api-weekday = The weekday, Monday first.
portal-api-part-of-day = The part of the day: morning up to 12, afternoon up to 5 p.m., evening after that.
portal-api-kind = The kind: `veranstaltung` (event), `kurs` (course), `angebot` (ongoing service); in the search also entries of the directory.
portal-api-topic = Short name of a topic (“topic”).
portal-api-life-situation = Short name of a life situation (“life_situation”).
portal-api-audience = Short name of an audience (“audience”).
portal-api-format = Short name of a format (“format”).
portal-api-language = Short name of a language (“language”) in which it is held.
portal-api-mark = Short name of a quality mark (“quality_mark”) of the provider.
portal-api-organisation-parameter = Short name of an organisation that offers it, alone or with others.
portal-api-venue = Short name of a place where it takes place.
portal-api-network = Short name of a network to which the provider belongs.
portal-api-age = The age of those for whom it is.
portal-api-price = What it costs at most: nothing, as much as one likes, up to 10 or 30 euros.
portal-api-attendance = How one takes part: on site, online, or it comes to you.
portal-api-access = What helps those who need it.
portal-api-sign-up = `ohne`: no registration is needed. `moeglich`: one may still come or sign up.
portal-api-order = The order: what fits best, what takes place first, what is nearest, what is new. Dates always come in the order of time.
portal-api-page = The page of the list.
portal-api-per-page = Entries on a page. Otherwise 20.
portal-api-explain = In the search: says of each hit why it stands where it stands (“explanations”).
portal-api-role = Of organisations: what they are.
portal-api-seat = Of organisations: short name of a municipality or region in which they have their seat.
portal-api-lies-in = Of places: short name of a municipality or region in which they lie.
portal-api-level = Of areas: their level.
portal-api-belongs-to = Of areas: short name of a municipality or region in which they lie.
portal-api-form-typed = Text of at most { $count } characters, without control characters.
portal-api-form-name = Text of 1 to { $count } characters, without control characters.
portal-api-form-slug = A short name: lower-case letters a–z, digits and single hyphens, at most 80 characters.
portal-api-form-word = One of: { $words }.
portal-api-form-day = A day like 2026-11-28.
portal-api-form-radius = A number from 0 to { $most }, or “kreis”.
portal-api-form-age = One of: { $words }; or an age in years up to { $most }.
portal-api-form-number = A whole number from { $least } to { $most }.
portal-api-not-taken = “{ $given }” can’t stand for “{ $parameter }”. Possible is: { $form }
portal-api-twice = “{ $parameter }” may stand in the address only once.
portal-api-too-often = “{ $parameter }” may stand in the address at most { $most } times.
portal-api-unknown = There is no parameter “{ $parameter }” here. Possible are: { $names }.
portal-api-takes-none = There is no parameter “{ $parameter }” here; this address has no parameters.
portal-api-not-text = The address holds something that is no text in UTF-8.
portal-api-nothing = There is nothing with the short name “{ $given }” here. It may have another name by now, or be over.
portal-view = View
portal-view-list = List
portal-view-calendar = Calendar
portal-view-map = Map

portal-calendar-spans = How much the calendar shows
portal-calendar-month = Month
portal-calendar-week = Week
portal-calendar-agenda = Agenda
portal-calendar-from = From { $day }
portal-calendar-today = Today
portal-calendar-earlier-month = Previous month
portal-calendar-later-month = Next month
portal-calendar-earlier-week = Previous week
portal-calendar-later-week = Next week
portal-calendar-earlier-days = Earlier days
portal-calendar-later-days = Later days
portal-calendar-count = { $count ->
    [0] No dates in this time
    [one] Dates of one offer
   *[other] Dates of { $count } offers
}
portal-calendar-dates = { $count ->
    [0] no date
    [one] 1 date
   *[other] { $count } dates
}
portal-calendar-more = { $count ->
    [one] 1 more date
   *[other] { $count } more dates
}
portal-calendar-next = The next date is on { $day }
portal-calendar-keys = The arrow keys lead from day to day, Page Up and Page Down to the previous and next page.
portal-calendar-undated = What is always there has no dates. You find it in the list.
portal-calendar-goes-on = goes on
portal-calendar-whole-day = all day
portal-calendar-until = until { $day }
portal-calendar-cancelled = cancelled
portal-calendar-sold-out = fully booked
portal-feed-form = { $form }: { $title }
portal-feed-title = { $title } – { $site }
portal-feed-all = All offers in { $county }
portal-feed-description = What fits this search, the newest first. From the portal for { $county }.
portal-calendar-description = All dates of the offers that fit this search: { $address }
portal-calendar-fitting = Only the dates that fit this search: { $address }
portal-calendar-cut = More fits this search than a calendar holds. Here is what comes next: at most { $offers } offers and { $dates } single dates. You find everything here: { $address }
portal-subscribe = Subscribe to this search
portal-subscribe-lead = When something new is added or a date changes, you learn of it by itself: in your calendar or in a program that reads news.
portal-subscribe-count = { $count ->
    [0] No offer fits at present. As soon as there is one, you will see it.
    [one] One offer fits at present.
   *[other] { $count } offers fit at present.
  }
portal-subscribe-records = { $count ->
    [0] No entry fits at present. As soon as there is one, you will see it.
    [one] One entry fits at present.
   *[other] { $count } entries fit at present.
  }
portal-subscribe-cut = { $total } offers fit at present. The calendar holds the { $most } that come next.
portal-subscribe-dates = The calendar holds all dates of these offers. What is always there and has no dates is not in it.
portal-subscribe-fitting = The calendar holds only the dates that fit your search. What is always there and has no dates is not in it.
portal-subscribe-news = News in a reader
portal-subscribe-news-text = Feed readers gather the news of many sites; Thunderbird is one. Paste one of these two addresses there; either will do, they hold the same.
portal-subscribe-back = Back to the results


# The map of results.
portal-map-title = Map
portal-map-name = Map of the results
portal-map-skip = Skip the map, go to the list
portal-map-offers = { $count ->
    [0] no offers
    [one] 1 offer
   *[other] { $count } offers
}
portal-map-records = { $count ->
    [0] no entries
    [one] 1 entry
   *[other] { $count } entries
}
portal-map-label = Map of the county with points: { $items }. All of it is in the list, too.
portal-map-placed = On the map: { $items }.
portal-map-seen = In this part of the map: { $items }.
portal-map-unplaced = Without a place on the map: { $items }, for example online. { $count ->
    [one] You find it in the list.
   *[other] You find them in the list.
}
portal-map-cluster = { $items } near { $place }, zoom in
portal-map-spot = { $items } here: { $place }
portal-map-more = { $count ->
    [one] One more is here.
   *[other] { $count } more are here.
} You find all of them in the list.
portal-map-keys = The arrow keys move the map, plus and minus zoom.
portal-map-nearer = Zoom in
portal-map-farther = Zoom out
portal-map-whole = Show all results
portal-map-close = Close
portal-map-fingers = Move the map with two fingers.
portal-map-wheel = Hold the Ctrl key to zoom.
portal-map-failed = The map doesn't answer just now. The list has everything.
portal-map-tiles-show = Show street map
portal-map-tiles-hide = Hide street map
portal-map-tiles-note = Your browser then loads pictures from basemap.de (Federal Agency for Cartography and Geodesy). Your internet address is sent there.
portal-map-credit = Data sources:
portal-refusal-zoom = “{ $given }” is no zoom level. Whole numbers from 0 to 22 are possible.
portal-refusal-frame = “{ $given }” is no part of the map. Give south, west, north and east in degrees, such as 51.3,13.1,51.9,13.9.
portal-refusal-frame-too-large = This part of the map is too large for the zoom level. Choose a smaller part or a smaller level.
portal-refusal-piece = “{ $given }” is no spot on the map. Give latitude, longitude and zoom level, such as 51.628,13.710,11.

# On other people's pages: the widget.
portal-widget-refusal-count = “{ $given }” is not a number of entries. Write a whole number from 1 to { $most }.
portal-widget-refusal-colour = “{ $given }” is not a colour. Write six digits of 0 to 9 and a to f, for example 1a6b3c.
portal-widget-refusal-scheme = We don’t know the colours “{ $given }”. Choose hell (light), dunkel (dark) or auto.
portal-widget-refusal-title = The heading is too long. It may have { $count } letters at most.
portal-widget-previous = Back
portal-widget-next = More
portal-widget-all = { $count ->
    [0] Search the portal
    [one] See the one result in the portal
   *[other] See all { $count } results
}
portal-widget-all-records = { $count ->
    [0] Search the portal
    [one] See the one entry in the portal
   *[other] See all { $count } entries
}
portal-widget-count = { $count ->
    [0] no results
    [one] 1 result
   *[other] { $count } results
}
portal-widget-empty = Nothing fits at present. Please look in again soon.
portal-widget-no-dates = There are no dates here.
portal-widget-map = See the large map
portal-widget-source = Links open a new window. Source:

# The screen in a foyer.
portal-screen-today = Today, { $day }
portal-screen-tomorrow = Tomorrow, { $day }
portal-screen-empty = Nothing is coming up here at present.
portal-screen-code = All dates on your phone
portal-screen-code-label = QR code to all dates
portal-screen-address = All dates on the net
portal-screen-as-of = As of { $time }
portal-screen-more = continued
portal-screen-away = No connection.
portal-screen-pause = Pause
portal-screen-resume = Continue

# Building the lines to paste.
portal-embed-nav = On your website
portal-embed-title = Show dates on your website
portal-embed-lead = Show on your website what stands here in the portal: as a list, a calendar or a map. Two lines are enough, and you keep nothing twice. A screen in a foyer works too.
portal-embed-here = Show on your website
portal-embed-what = What it shows
portal-embed-words = Words to search for
portal-embed-words-hint = For example “Chor” or “Kinder wochenende”. Without words it shows everything.
portal-embed-place = Place or postcode
portal-embed-filters = Choose further filters, such as an organiser or a topic, in the search. Below the results you then find “Show on your website”.
portal-embed-to-search = To the search
portal-embed-how = What it looks like
portal-embed-form = Form
portal-embed-list = List
portal-embed-month = Calendar (month)
portal-embed-agenda = Dates by day
portal-embed-map = Map with a list
portal-embed-screen = Screen in a foyer
portal-embed-refusal-form = We don’t know the form “{ $given }”. Choose liste, kalender, agenda, karte or bildschirm.
portal-embed-count = Number
portal-embed-count-usual = as usual
portal-embed-scheme = Light or dark
portal-embed-auto = by itself
portal-embed-light = light
portal-embed-dark = dark
portal-embed-language = Language
portal-embed-colour = Colour
portal-embed-colour-hint = Where it is hard to read we make it darker or lighter.
portal-embed-heading = Heading
portal-embed-heading-hint = Without a heading of your own it says what is searched for.
portal-embed-go = Renew preview and lines
portal-embed-preview = Preview
portal-embed-preview-of = Preview: { $title }
portal-embed-alone = See the preview alone
portal-embed-paste = The two lines
portal-embed-paste-text = Take the first form where your website allows scripts: it fits in with your page’s height and font. The second works everywhere.
portal-embed-element = As an element
portal-embed-frame = As a frame, without script
portal-embed-open = The address for the screen
portal-embed-open-text = Open this address in the screen’s browser, best in full screen (key F11). The page turns and renews itself.
portal-embed-address = Address
portal-embed-copy = Copy
portal-embed-copied = Copied
portal-embed-private = Privacy
portal-embed-private-text = It sets no cookies and keeps nothing in the browser. Fonts, pictures and map come from our server and from nobody else. As with every request our server receives the visitors’ internet address; we build no profiles.
portal-embed-private-more = Privacy here
portal-embed-style = Adapting its looks
portal-embed-style-text = The element takes on your website’s font. Set colours and measures in your website’s style sheet:
portal-embed-properties = Properties to set
portal-embed-property = Property
portal-embed-meaning = Meaning
portal-embed-property-accent = colour of links and buttons
portal-embed-property-on-accent = text on this colour
portal-embed-property-text = text
portal-embed-property-muted = what is of less importance
portal-embed-property-background = background
portal-embed-property-surface = background of calendar leaves and buttons
portal-embed-property-border = lines
portal-embed-property-focus = frame around what was reached by keyboard
portal-embed-property-radius = how round corners are
portal-embed-property-font = font
portal-embed-property-font-size = size of the text
portal-embed-property-padding = distance from the edge
portal-embed-policy = If your website has a content security policy, the element needs in it
portal-embed-policy-frame = and the frame
