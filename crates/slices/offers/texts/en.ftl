# The texts of offers: their page, their calendars, what they show on the pages of others.

offers-search = Search
offers-example = Example
offers-badge-online = online
offers-and = { $before } and { $last }

offers-when = When
offers-always = Always there for you
offers-date-next = Next date
offers-date-only = Date
offers-date-now = On right now
offers-cancelled = Cancelled
offers-sold-out = Fully booked
offers-moved = Moved
offers-moved-from = was { $date }
offers-date-place = This time: { $place }
offers-school-holiday = school holidays ({ $name })
offers-later-dates = { $count ->
    [one] One more date
   *[other] { $count } more dates
}
offers-past-dates = { $count ->
    [one] One past date
   *[other] { $count } past dates
}
offers-extent = { $count } dates, the last on { $last }
offers-hours-title = Open

offers-rule-at = { $rule }, { $time }
offers-rule-daily = every day
offers-rule-workdays = Monday to Friday
offers-rule-days = every { $count ->
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
   *[other] { $count }
} days
offers-rule-weekly = every { $days }
offers-rule-weeks = every { $count ->
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
   *[other] { $count }
} weeks on { $days }
offers-rule-monthly-weekday = every { $days } of the month
offers-rule-monthly-day = on the { $days } of every month
offers-rule-months = every { $count ->
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
   *[other] { $count }
} months on the { $days }
offers-rule-yearly = every year on the { $days }
offers-rule-years = every { $count ->
    [2] two
    [3] three
    [4] four
    [5] five
   *[other] { $count }
} years on the { $days }
offers-rule-last = last
offers-rule-last-but-one = last but one
offers-rule-last-day = last day
offers-rule-day-and-month = { $day } { $month }
offers-rule-weekday-in-month = { $day } in { $month }
offers-rule-in-month = { $rule } in { $month }
offers-rule-in-months = { $rule }, from { $first } to { $last }

offers-where = Where
offers-nearby = More in and around { $place }
offers-on-the-map = Where that is
offers-online = Online. This is the way in:
offers-online-later = Online. You get the link after signing up.
offers-hybrid = Or online from home:
offers-hybrid-later = Or online from home. You get the link after signing up.
offers-comes-everywhere = Comes to you, everywhere in { $county }.
offers-comes-to = Comes to you in { $places }.
offers-price = Price
offers-reduced = reduced price

offers-sign-up = Signing up
offers-sign-up-come = Just come along. There is no need to sign up.
offers-sign-up-not-needed = There is no need to sign up.
offers-sign-up-phone = Call to sign up.
offers-sign-up-email = Sign up by e-mail.
offers-sign-up-link = You sign up on the website { $host }.
offers-sign-up-here = You will soon be able to sign up here. Until then, please use phone or e-mail.
offers-sign-up-appointment = Please make an appointment first.
offers-sign-up-ask = Ask the organiser for a place.
offers-write = Write an e-mail
offers-visit = Go to the sign-up page
offers-places = { $count ->
    [one] One place
   *[other] { $count } places
}
offers-full = Everything is fully booked. Ask whether somebody cancels.
offers-next-full = The next date is fully booked.
offers-deadline = Sign up by { $date }
offers-deadline-over = The deadline was { $date }. Ask whether there is still room.
offers-deadline-next-over = It is too late for the next date.
offers-deadline-of-date = For { $date }: sign up by { $until }
offers-deadline-days = { $count ->
    [0] The same day is soon enough.
    [one] Please sign up one day before
   *[other] Please sign up { $count } days before
}
offers-course-begun = The course has begun. Ask whether you can still join.

offers-good-to-know = Good to know
offers-for-whom = For whom
offers-age = { $age } years
offers-ages = { $from } to { $to } years
offers-ages-from = from { $from } years
offers-ages-to = up to { $to } years
offers-held-in = Languages
offers-level = Level
offers-length = Length
offers-units = { $count ->
    [one] One teaching unit ({ $together })
   *[other] { $count } teaching units of 45 minutes, { $together } in all
}
offers-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
offers-minutes = { $count } minutes
offers-certificate = Certificate
offers-marks = Quality marks
offers-more = More about it
offers-topics = More on these topics
offers-similar = This may suit you too

offers-access = Accessibility
offers-access-all = All about accessibility: { $place }
offers-support-sign-language = With sign language
offers-support-plain-language = In plain language
offers-support-captions = With captions
offers-support-induction-loop = With a hearing system
offers-support-large-print = Papers in large print
offers-support-companion-free = Companions free of charge
offers-support-quiet-room = A quiet room to withdraw to
offers-support-step-free-route = No steps on the way
offers-support-seating = Seats along the way
offers-support-guide-dog = Guide and assistance dogs welcome

offers-organiser = Who invites you
offers-contact = Who answers questions
offers-contact-name = Contact
offers-contact-hours = Reachable
offers-phone = Phone
offers-email = E-mail

offers-to-calendar = Add to calendar
offers-all-to-calendar = Add dates to calendar
offers-date-to-calendar = Add { $date } to calendar
offers-calendar-of = Dates: { $title }
offers-calendar-none = This offer has no dates that would fit into a calendar. It is always there for you:
offers-calendar-description = Read more: { $address }
offers-calendar-withdrawn = This offer was withdrawn. Read more: { $address }
offers-calendar-cut = Only the { $most } offers that come next. Read more: { $address }
offers-calendar-name = { $name } ({ $site })

offers-over = This is over
offers-over-text = There are no new dates yet. Feel free to ask.
offers-all-cancelled = Cancelled
offers-all-cancelled-text = What was planned will not take place. Ask the organiser about new dates.
offers-gone = This offer is no longer available
offers-withdrawn-text = The organiser has taken it back. Use the search to find something similar.
offers-archived-text = It is over and no longer shown here. Use the search to find something similar.
offers-to-search = Go to the search

offers-origin-entered = Entered here, last changed on { $date }.
offers-origin-demo = An invented example, last changed on { $date }.
offers-origin-calendar = From the calendar of { $name }, last changed on { $date }.
offers-origin-page = From the website of { $name }, last changed on { $date }.
offers-origin-table = From a list of { $name }, last changed on { $date }.
offers-origin-employment-agency = From the training search of the Federal Employment Agency, last changed on { $date }.
offers-origin-added = Some details were added here.
offers-feedback = Is anything wrong? Tell us:
offers-feedback-mail = Write an e-mail
offers-feedback-or = or
offers-feedback-subject = About “{ $title }”

offers-subscribe = Subscribe to these dates
offers-subscribe-title = Subscribe to dates: { $name }
offers-subscribe-lead = Your calendar then shows these dates and picks up new, moved and cancelled ones by itself.
offers-subscribe-count = { $count ->
    [0] There are no dates at the moment. Whatever is added will appear by itself.
    [one] One offer with dates at the moment.
   *[other] { $count } offers with dates at the moment.
}
offers-subscribe-cut = More than { $most } offers have dates. The calendar holds the { $most } that come next.
offers-subscribe-back = Back to { $name }

offers-panel-organisation = Offers from { $name }
offers-panel-place = What happens here
offers-panel-network = What its members offer
offers-panel-topic = Offers about { $name }
offers-panel-life-situation = Offers that help now
offers-panel-all = See all { $count } offers
