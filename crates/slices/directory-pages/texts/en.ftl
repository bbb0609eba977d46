# The directory's pages: organisations, places, municipalities, networks, life situations, topics.

directory-nav-organisations = Providers
directory-nav-life-situations = Life situations
directory-nav-topics = Topics
directory-nav-networks = Networks

directory-example = Example
directory-nothing-yet = Nothing is listed here yet
directory-nothing-yet-text = Call us if you are looking for something. We often know more than is listed here.

directory-organisations = Providers and organisations
directory-organisations-lead = { $count ->
    [one] One organisation of the county
   *[other] { $count } organisations of the county
  }: clubs, schools, libraries, advice centres, authorities and initiatives.
directory-organisations-none = There is none of this kind
directory-organisations-none-text = Choose another kind, or see all of them.
directory-organisations-all = Show all
directory-by-role = Choose by kind
directory-by-name = All municipalities by name
directory-on-the-map = On the map
directory-every-role = All
directory-more-organisations = See all providers

directory-address = Address
directory-about-place = { $name }: how to get in
directory-municipality = Municipality
directory-hours = Opening hours
directory-phone = Phone
directory-email = E-mail
directory-website = Website
directory-contacts = Contacts
directory-spoken = We speak
directory-marks = Quality marks
directory-mark-until = valid until { $date }
directory-carrier = Run by
directory-branch-of = Branch of
directory-topics = Topics
directory-for = For whom: { $audiences }
directory-in-networks = Works with
directory-branches = Branches
directory-runs-places = Our rooms
directory-access = Accessibility
directory-access-all = All about accessibility
directory-access-unknown = Nobody has checked this place yet. Please call first if you need step-free access or other help.

directory-kind-place = Place
directory-kind-network = Network
directory-operator = Run by
directory-directions = Around here
directory-directions-text = What is on nearby

directory-municipalities = Towns and villages
directory-municipalities-lead = { $county } has { $count ->
    [one] one municipality
   *[other] { $count } municipalities
  }. Choose yours: see what is on, who offers something and what is near.
directory-organisations-here = Who is at home here
directory-places-here = Where people meet
directory-population = Inhabitants
directory-size = Area
directory-square-kilometres = { $size } km²
directory-postcodes = Postcodes
directory-localities = Places and districts
directory-association = Joint administration
directory-leader-region = LEADER region
directory-overlays = Belongs to
directory-around = In the neighbourhood
directory-all-municipalities = All municipalities

directory-networks = Networks
directory-networks-lead = Organisations that work together: they share knowledge, rooms and dates.
directory-members = Members
directory-members-count = { $count ->
    [one] one member
   *[other] { $count } members
  }
directory-coordination = Coordination
directory-member-coordination = Coordination
directory-member-spokesperson = Spokespersons
directory-member-member = Members
directory-member-partner = Partners

directory-life-situations = Life situations
directory-life-situations-lead = What are you dealing with? Choose it. We show what helps and who advises you.
directory-topics-title = Topics
directory-topics-lead = Everything in the county, sorted by topic.
directory-subtopics = Subtopics
directory-topics-that-help = Topics that fit
directory-who-advises = Who advises you
directory-who-offers = Who offers something
directory-term-empty = Nothing is listed for this at the moment
directory-term-empty-text = Call us. We will ask around and remember what is missing.

directory-role-provider = Provider
directory-role-library = Library
directory-role-school = School
directory-role-day-care = Day care
directory-role-adult-education = Adult education
directory-role-music-school = Music school
directory-role-volunteering = Volunteers welcome
directory-role-cultural-actor = Culture
directory-role-museum = Museum
directory-role-advice = Advice
directory-role-family-centre = Family centre
directory-role-youth-centre = Youth club
directory-role-authority = Authority
directory-role-municipality = Local administration
directory-role-club = Club
directory-role-foundation = Foundation
directory-role-company = Company
directory-role-initiative = Initiative
directory-role-religious-community = Church and religion

directory-my-village = My village
directory-my-village-lead = What’s on today, who meets where, who helps? Tell us where you live and we show you your page.
directory-where-do-you-live = Where do you live?
directory-where-hint = Village, town or postcode. For example: Dollenchen or 03238
directory-to-my-village = Show my village
directory-list-and-map = All municipalities in a list and on the map
directory-which = Which place do you mean?
directory-not-found = We could not find “{ $typed }”
directory-not-found-similar = Did you mean one of these places?
directory-not-found-text = Try the postcode, or look for your place in the list.
directory-part-of = part of { $name }
directory-locality-of = Part of
directory-village-description = Today, this week and regularly in { $name }: dates, meeting places, providers and who helps.
directory-opening-none = { $date }: nothing is listed for today.
directory-opening = { $date }: today there is { $title }{ $count ->
    [0] .
    [one] , and one more date.
   *[other] , and { $count } more dates.
}
directory-remember = Remember as my village
directory-forget = Stop remembering
directory-remembered = Remembered, in this browser only.
directory-forgotten = Forgotten. This browser keeps nothing any more.
directory-on-this-page = On this page
directory-today = Today
directory-this-week = This week
directory-week = This week in { $name }
directory-today-none = Nothing is listed for today in { $name }.
directory-next = The next date:
directory-week-none = Nothing is listed here for the next seven days.
directory-week-none-village = Nothing is listed in the village itself this week.
directory-in-the-municipality = In the municipality of { $name }:
directory-dates-all = Show all { $count } dates
directory-subscribe = Dates in { $name } in your own calendar
directory-regular = Regular meetings
directory-courses = Show courses with their dates
directory-again = again on { $date }
directory-always = Always there
directory-always-all = Show all { $count }
directory-comes = Comes to you
directory-near = Near here
directory-near-by-date = By date
directory-near-by-distance = By distance
directory-near-all = Show all { $count } near here
directory-who-helps = Who helps
directory-office-note = A person will help you here
directory-residents-all = All places and organisations in { $name }
directory-look-for = Look for something else
directory-about-village = About { $name }
directory-online = online

directory-notice = Notice for the window
directory-notice-lead = A sheet for the shop window in { $name }: large type, the next dates and a QR code that leads to the page.
directory-notice-days = For how long?
directory-notice-days-count = { $count } days
directory-notice-around = What is on it?
directory-notice-here = Only here
directory-notice-wide = With 10 km around
directory-notice-apply = Apply
directory-notice-print = Print
directory-notice-by-menu = Print this page from your browser’s menu. Only the sheet is printed.
directory-notice-title = What’s on in { $name }?
directory-notice-period = { $from } to { $to }
directory-notice-none = Nothing is listed for these days yet. Do you know of something? Give us a call.
directory-notice-regular = Regular meetings
directory-notice-call = Questions? Call:
directory-notice-online = More online:
directory-notice-code = QR code that leads to the page of { $name }
