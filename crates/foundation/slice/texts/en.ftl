# The texts with which results are shown on all pages.

slice-kind-event = Event
slice-kind-course = Course
slice-kind-service = Ongoing service
slice-kind-organisation = Organisation
slice-kind-place = Place
slice-kind-municipality = Municipality
slice-kind-network = Network
slice-kind-life-situation = Life situation
slice-kind-topic = Topic
slice-always = Always there for you
slice-cancelled = Cancelled
slice-more-dates = { $count ->
    [one] and one more date
   *[other] and { $count } more dates
}
