# What all pages show alike: results, accessibility, opening hours, map.

slice-kind-event = Event
slice-kind-course = Course
slice-kind-service = Ongoing service
slice-kind-organisation = Organisation
slice-kind-place = Place
slice-kind-municipality = Municipality
slice-kind-network = Network
slice-kind-life-situation = Life situation
slice-kind-topic = Topic
slice-kind-article = Article
slice-always = Always there for you
slice-cancelled = Cancelled
slice-more-dates = { $count ->
    [one] one more date
   *[other] { $count } more dates
}

slice-access-rest = Not checked yet: { $features }.
slice-checked = Checked on { $date }
slice-checked-due = Last checked on { $date }. Please ask to be sure.
slice-door-centimetres = { $width } cm wide
slice-step-free-yes = Step-free access
slice-step-free-partly = Partly step-free
slice-step-free-no = Steps on the way in
slice-step-free-unknown = Not known whether there are steps
slice-door-width-yes = Doors wide enough for wheelchairs
slice-door-width-partly = Not all doors are wide enough for wheelchairs
slice-door-width-no = Doors too narrow for some wheelchairs
slice-door-width-unknown = Width of the doors not known
slice-toilet-yes = Wheelchair-accessible toilet
slice-toilet-partly = Toilet accessible with limitations
slice-toilet-no = No wheelchair-accessible toilet
slice-toilet-unknown = Accessible toilet not known
slice-parking-yes = Disabled parking
slice-parking-partly = Disabled parking with limitations
slice-parking-no = No disabled parking
slice-parking-unknown = Disabled parking not known
slice-induction-loop-yes = Induction loop for hearing aids
slice-induction-loop-partly = Induction loop in some of the rooms
slice-induction-loop-no = No induction loop for hearing aids
slice-induction-loop-unknown = Induction loop not known
slice-sign-language-yes = Sign language available
slice-sign-language-partly = Sign language by arrangement
slice-sign-language-no = No sign language
slice-sign-language-unknown = Sign language not known
slice-guide-dog-yes = Guide dogs and assistance dogs welcome
slice-guide-dog-partly = Guide and assistance dogs with limitations
slice-guide-dog-no = No guide or assistance dogs possible
slice-guide-dog-unknown = Guide and assistance dogs: not known
slice-quiet-room-yes = Quiet room available
slice-quiet-room-partly = Quiet room by arrangement
slice-quiet-room-no = No quiet room
slice-quiet-room-unknown = Quiet room not known
slice-public-transport-yes = Public transport stop nearby
slice-public-transport-partly = Public transport stop nearby, infrequent service
slice-public-transport-no = No public transport stop nearby
slice-public-transport-unknown = Public transport stop not known
slice-plain-signs-yes = Signs in plain words or pictures
slice-plain-signs-partly = Some signs in plain words or pictures
slice-plain-signs-no = No signs in plain words
slice-plain-signs-unknown = Signs: not known

slice-closed = closed
slice-open-until = Open now, until { $time }
slice-open-now = Open now
slice-closed-until-time = Closed now, opens at { $time }
slice-closed-until-day = Closed now. Open again: { $day }, { $time }
slice-closed-now = Closed now

slice-map-label = Map of the municipalities
slice-map-here = Map: { $name } is highlighted within the county

slice-online = online

slice-supporter-period = { $funder }, { $from } to { $to }
slice-supporter-since = { $funder }, since { $from }
slice-supporter-until = { $funder }, until { $to }
slice-supporter-network = through { $network }

slice-rhythm-week = { $count ->
    [1] Mondays
    [2] Tuesdays
    [3] Wednesdays
    [4] Thursdays
    [5] Fridays
    [6] Saturdays
   *[other] Sundays
}
slice-rhythm-two-weeks = every other { $weekday }
slice-rhythm-month = every { $nth ->
    [1] first
    [2] second
    [3] third
   *[other] fourth
} { $weekday } of the month
slice-rhythm-months-end = every last { $weekday } of the month
