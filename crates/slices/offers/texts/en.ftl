# The texts of an offer's page.

offers-search = Search
offers-kind-event = Event
offers-kind-course = Course
offers-kind-service = Ongoing service
offers-example = Example
offers-when = When
offers-always = Always there for you
offers-cancelled = Cancelled
offers-later-dates = { $count ->
    [one] One more date
   *[other] { $count } more dates
}
offers-past-dates = { $count ->
    [one] One past date
   *[other] { $count } past dates
}
offers-where = Where
offers-nearby = More in and around { $place }
offers-price = Price
offers-organiser = Who invites you
offers-phone = Phone
offers-email = E-mail
offers-more = More about it
offers-more-link = To the organiser’s page
offers-over = This is over
offers-over-text = There are no new dates yet. Feel free to ask.
offers-withdrawn = This offer is no longer available
offers-withdrawn-text = The organiser has taken it back. Use the search to find something similar.
