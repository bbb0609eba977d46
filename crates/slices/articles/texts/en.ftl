# The texts of articles: their list, their pages, their series and what they show on the pages of others.

articles-nav = Articles
articles-title = Articles
articles-title-of = Articles: { $name }
articles-description = Stories, portraits and news from around the county, by the service office and by clubs, museums and libraries.
articles-newest = Latest articles
articles-count = { $count ->
    [one] One article
   *[other] { $count } articles
}
articles-by-topic = Articles by topic
articles-series = More to read: our series
articles-kind-series = Series
articles-parts = { $count ->
    [one] One part
   *[other] { $count } parts
}
articles-nothing = There are no articles here yet
articles-nothing-text = Come back soon, or read something else.
articles-subscribe = Follow the articles (Atom feed)
articles-subscribe-series = Follow this series (Atom feed)
articles-subscribe-text = A feed reader shows you new articles by itself, without an account.

articles-by = by
articles-example = Example
articles-about = Time
articles-about-since = since { $date }
articles-about-until = until { $date }
articles-place = Place
articles-municipality = Municipality
articles-topics = Topics
articles-more-of-series = More of this series
articles-series-here = Part { $part } of { $parts }
articles-before = Previous part:
articles-after = Next part:
articles-whole-series = All parts: { $name }
articles-related = You may also like

articles-gone = This article is no longer here
articles-withdrawn-text = It was taken back. Call us if you have questions about it.
articles-over-text = Its time is over. You will find newer ones among the articles.
articles-to-all = See all articles

articles-in-order = All parts in their order
articles-on-the-map = On the map
articles-map = Map of the county. The series takes place here: { $places }

articles-panel = Articles
articles-panel-all = Read all { $count } articles

articles-feed-all = All articles
articles-feed-of = Articles: { $name }
articles-feed-title = { $name }: articles
articles-feed-title-of = { $name }: articles ({ $of })

articles-no-such-series = There is no such series. You will find all articles under “Articles”.
articles-no-such-organisation = We don’t know this organisation. You will find all articles under “Articles”.
articles-no-such-municipality = We don’t know this municipality. You will find all articles under “Articles”.
articles-no-such-place = We don’t know this place. You will find all articles under “Articles”.
articles-no-such-topic = There is no such topic. You will find all articles under “Articles”.
