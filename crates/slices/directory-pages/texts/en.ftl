# The directory's pages: organisations, places, municipalities, networks, life situations, topics.

directory-nav-organisations = Providers
directory-nav-municipalities = Towns and villages
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
directory-municipality-lead = What is on in and around { $name }, who offers something and where people meet.
directory-municipality-empty = Nothing is on the calendar here these days
directory-municipality-empty-text = Search the surroundings or call us. Perhaps it just has not been entered.
directory-organisations-here = Who is at home here
directory-places-here = Where people meet
directory-about-municipality = { $name } in figures
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
