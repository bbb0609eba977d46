# The texts of an offer's page.

offers-search = Search
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
offers-panel-organisation = Offers from { $name }
offers-panel-place = What happens here
offers-panel-network = What its members offer
offers-panel-topic = Offers about { $name }
offers-panel-life-situation = Offers that help now
offers-panel-week = This week in { $place }
offers-panel-near = Nearby
offers-panel-always = Always there
offers-panel-all = See all { $count } offers
offers-topics = Topics
offers-access = Accessibility
offers-access-all = All about this place’s accessibility
offers-access-steps-yes = No steps on the way in
offers-access-steps-partly = Partly without steps
offers-access-steps-no = Steps on the way in
offers-access-toilet = Wheelchair-accessible toilet
offers-access-toilet-partly = Toilet, partly suited to wheelchairs
offers-access-parking = Accessible parking space
offers-access-parking-partly = Accessible parking with limits
offers-access-loop = Hearing loop
offers-access-loop-partly = Hearing loop in some rooms
