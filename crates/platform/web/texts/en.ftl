# The texts that all pages share.

web-skip = Skip to content
web-menu = Menu
web-main-navigation = Main navigation
web-footer-navigation = Legal information and languages
web-breadcrumb = You are here
web-home = to the start page
web-nav-start = Start
web-demo-note = Demonstration: offers, providers and venues are invented.
web-closing = { $county }: everything that happens here, in one place.

web-call-us = Give us a call
web-call-us-text = We are happy to search for you and to sign you up. No internet needed.
web-call-us-short = Or give us a call:

web-search-what = What?
web-search-what-example = Choir, language course, yoga …
web-search-where = Where?
web-search-where-example = Town or postcode
web-search-when = When?
web-search-any-time = Any time
web-search-today = Today
web-search-tomorrow = Tomorrow
web-search-weekend = At the weekend
web-search-week = In the next 7 days
web-search-month = In the next 30 days
web-search-button = Search

web-filters-active = Selected filters
web-filter-remove = Remove filter:
web-filters-reset = Remove all filters

web-pagination = Pages
web-pagination-previous = Back
web-pagination-next = Next
web-pagination-page = Page
web-pagination-here = Page { $page } of { $pages }

web-form-errors = { $count ->
    [one] One answer is missing or needs a change
   *[other] { $count } answers are missing or need a change
}
web-form-error = Error:
web-form-optional = (optional)

web-read-in = Read in
web-outdated = This translation is older than the German text. Details may have changed.
web-supporters = Funded by
web-hours-this-week = Opening hours this week

web-share = Share
web-share-copied = Address copied

web-problem-to-start = To the start page
web-problem-quote = If you tell us about it, please quote this number:
web-problem-bad-request = We did not understand that
web-problem-bad-request-sentence = Something in the request is missing or can’t be read. Please go back and try again.
web-problem-unreadable-address = This address contains characters that we can’t read. Perhaps it was damaged when it was copied.
web-problem-not-a-form = That was not a completed form. Please go back and send the form again.
web-problem-forbidden = That is not permitted
web-problem-forbidden-sentence = This page is not meant for everyone.
web-problem-cross-site = This came from another website. To protect you we don’t accept it. Please open the page here and send the form again.
web-problem-not-found = There is no such page
web-problem-not-found-sentence = Perhaps the offer is over, or there is a typing error in the address. Why not search for it:
web-problem-not-found-data = There is no data at this address. Please check how it is written.
web-problem-unknown-language = We don’t speak this language yet
web-problem-unknown-language-sentence = There is no version in the language “{ $tag }”. You can read the same page in these languages:
web-problem-unknown-language-data = There is no version in the language “{ $tag }”. Please ask without it.
web-problem-method = That does not work here
web-problem-method-sentence = Nothing can be sent to this address. Please go back and try again.
web-problem-method-data = That does not work here with this method. The header “Allow” says which ones do.
web-problem-too-large = That is too large
web-problem-too-large-sentence = You sent more than we can accept. Please shorten the text or choose a smaller file.
web-problem-address-too-long = This address is too long
web-problem-address-too-long-sentence = Please search with fewer words:
web-problem-address-too-long-data = Please ask with a shorter address.
web-problem-internal = This is our fault
web-problem-internal-sentence = Something went wrong on our side. The error has been recorded and we will look into it. Please try again in a few minutes.
web-problem-unavailable = One moment, please
web-problem-unavailable-sentence = We can’t answer just now. Please try again in a moment.
web-problem-search-unavailable-sentence = The search is being prepared. Please try again in a minute.

web-price-free = free
web-price-donation = by donation
web-price-range = { $from } to { $to }
web-price-reduced = reduced { $amount }

web-reading-help = Reading help
web-read-aloud = Read aloud
web-read-start = Read this page
web-read-pause = Pause
web-read-resume = Go on
web-read-stop = Stop
web-text-size = Text size
web-text-size-normal = Normal
web-text-size-large = Large
web-text-size-largest = Very large
web-text-size-kept = Your choice is kept in this browser only.
web-text-size-without-script = Larger text: press Ctrl and the plus key. On a phone, spread two fingers on the page.
web-reading-more = More help with reading

web-subscribe-now = Subscribe in your calendar
web-subscribe-file = Just once, as a file
web-subscribe-webcal = “Subscribe in your calendar” opens a calendar program by an address that begins with webcal:. If nothing happens, your device does not know such addresses. Then copy the address below.
web-subscribe-copy = The address to copy
web-subscribe-apple = The button above is all you need.
web-subscribe-google = Open calendar.google.com on a computer. Choose “Add other calendars”, then “From URL”, and paste the address.
web-subscribe-outlook = Choose “Add calendar”, then “Subscribe from web”, and paste the address.
web-subscribe-thunderbird = Choose “New calendar”, then “On the network”, and paste the address.
web-subscribe-private = You need no account with us, and we don’t learn who you are.
# One's own position, on request.
web-position-use = Use my position
web-position-note = Your browser looks for the nearest place. Only its name goes into the search.
web-position-asking = Finding your position …
web-position-found = The nearest place is filled in:
web-position-denied = Your browser may not use your position. You can allow it in the browser's settings, or type the place.
web-position-unavailable = Your device can't tell its position just now. Please type the place.
web-position-slow = This takes too long. Try again, or type the place.
web-position-outside = You are outside of the county just now. Please type the place for which you search.
# In a frame on somebody else's page.
web-frame-search = Search the portal (new window)
