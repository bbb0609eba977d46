//! Offers on the pages of others: what an organisation offers, what happens at a place, what is on in a municipality,
//! what the members of a network do, what there is about a topic or for a situation in life.

use async_trait::async_trait;
use jiff::{ToSpan, civil::Date};
use kreisrund_areas::area::{Area, AreaLevel};
use kreisrund_content::Vocabulary;
use kreisrund_kernel::{AreaId, Kilometres, SubjectKind, TermId, clock::county_time_zone};
use kreisrund_search::{Interval, Kind, Query, Within};
use kreisrund_slice::{About, House, Link, Panel, PanelSource, hits::card};
use kreisrund_web::{Alternate, Page, Parameters, Problem};

use crate::calendar_export::{MEDIA_TYPE, file_path, subscribe_path};

/// Cards of one panel.
const CARDS: usize = 6;
/// What people in the country count as near.
const NEAR: f64 = 15.0;

/// Shows offers on the pages of organisations, places, municipalities, networks and terms.
#[derive(Clone, Copy, Debug)]
pub struct OfferPanels;

#[async_trait]
impl PanelSource for OfferPanels {
    async fn panels(&self, house: &House, page: &Page, about: &About) -> Result<Vec<Panel>, Problem> {
        let here = Here { house, page, about };
        match about.subject.kind {
            SubjectKind::Organisation => {
                let title = page.t_text("offers-panel-organisation", "name", &about.name);
                let panels = here.tagged(title, "anbieter")?;
                Ok(here.with_calendar(panels, "organisationen"))
            }
            SubjectKind::Place => here.tagged(page.t("offers-panel-place"), "veranstaltungsort"),
            SubjectKind::Network => here.tagged(page.t("offers-panel-network"), "netzwerk"),
            SubjectKind::Term => match here.vocabulary() {
                Some(Vocabulary::Topic) => {
                    let title = page.t_text("offers-panel-topic", "name", &about.name);
                    Ok(here.with_calendar(here.tagged(title, "thema")?, "themen"))
                }
                Some(Vocabulary::LifeSituation) => {
                    here.tagged(page.t("offers-panel-life-situation"), "lebenslage")
                }
                _ => Ok(Vec::new()),
            },
            SubjectKind::Area => match house.areas.snapshot().area(AreaId(about.subject.id)) {
                Some(area) if area.level == AreaLevel::Municipality => {
                    Ok(here.with_calendar(here.in_municipality(area)?, "gemeinden"))
                }
                _ => Ok(Vec::new()),
            },
            SubjectKind::Programme | SubjectKind::Person | SubjectKind::File | SubjectKind::Offer => {
                Ok(Vec::new())
            }
        }
    }
}

/// The page on which panels are to stand.
struct Here<'a> {
    house: &'a House,
    page: &'a Page,
    about: &'a About,
}

impl Here<'_> {
    fn vocabulary(&self) -> Option<Vocabulary> {
        let terms = self.house.vocabularies.snapshot();
        terms.term(TermId(self.about.subject.id)).map(|term| term.vocabulary)
    }

    /// The offers that belong to the record; `parameter` asks the results for all of them.
    fn tagged(&self, title: String, parameter: &str) -> Result<Vec<Panel>, Problem> {
        let query = Query { tags: vec![self.about.subject], ..self.offers(&Kind::OFFERS) };
        let all = Parameters::new().with(parameter, &self.about.slug);
        Ok(vec![self.panel("angebote", title, &query, &all)?])
    }

    fn in_municipality(&self, area: &Area) -> Result<Vec<Panel>, Problem> {
        let (page, today) = (self.page, self.house.clock.today());
        let dated = self.offers(&[Kind::Event, Kind::Course]);
        let only_here = Parameters::new().with("ort", &self.about.slug).with("umkreis", 0);
        let this_week = Query { areas: vec![area.id], during: Some(self.days(today, 7)), ..dated.clone() };
        let title = page.t_text("offers-panel-week", "place", &self.about.name);
        let mut panels =
            vec![self.panel("diese-woche", title, &this_week, &only_here.with("zeit", "woche"))?];
        if let Some(centre) = area.position {
            let near = Query {
                within: Some(Within { centre, radius: Kilometres(NEAR) }),
                elsewhere_than: Some(area.id),
                during: Some(self.days(today, 14)),
                ..dated
            };
            let all = Parameters::new()
                .with("ort", &self.about.slug)
                .with("umkreis", NEAR)
                .with("von", today)
                .with("bis", today.saturating_add(13.days()));
            panels.push(self.panel("in-der-naehe", page.t("offers-panel-near"), &near, &all)?);
        }
        let always = Query { areas: vec![area.id], ..self.offers(&[Kind::Service]) };
        let all = only_here.with("art", Kind::Service.parameter());
        panels.push(self.panel("immer-da", page.t("offers-panel-always"), &always, &all)?);
        Ok(panels)
    }

    /// With the way to a calendar that has the dates of the first of `panels`, which belongs to the page at `folder`.
    fn with_calendar(&self, mut panels: Vec<Panel>, folder: &str) -> Vec<Panel> {
        if let Some(panel) =
            panels.first_mut().filter(|panel| panel.cards.iter().any(|card| card.date.is_some()))
        {
            let page = format!("/{folder}/{}", self.about.slug);
            let subscribe = self.page.link(&subscribe_path(&page));
            panel.subscribe = Some(Link::new(self.page.t("offers-subscribe"), subscribe));
            panel.feed = Some(Alternate {
                kind: MEDIA_TYPE,
                title: self.page.t_text("offers-subscribe-title", "name", &self.about.name),
                href: self.page.link(&file_path(&page)),
            });
        }
        panels
    }

    fn offers(&self, kinds: &[Kind]) -> Query {
        Query {
            kinds: kinds.to_vec(),
            now: self.house.clock.now(),
            page: kreisrund_search::Page { offset: 0, limit: CARDS },
            ..Query::default()
        }
    }

    /// The next so many `days`, today included. What is over today is left out.
    fn days(&self, today: Date, days: i64) -> Interval {
        let now = self.house.clock.now();
        let end = today.saturating_add(days.days()).to_zoned(county_time_zone());
        Interval { start: now, end: end.map_or(now, |end| end.timestamp()) }
    }

    fn panel(
        &self,
        id: &'static str,
        title: String,
        query: &Query,
        all: &Parameters,
    ) -> Result<Panel, Problem> {
        let found = self.house.search.search(query)?;
        let more = (found.total > found.hits.len()).then(|| Link {
            text: self.page.t_count("offers-panel-all", found.total),
            href: all.on(&self.page.link("/suche")),
        });
        let cards = found.hits.iter().map(|hit| card(self.page, hit)).collect();
        Ok(Panel { id, title, cards, more, subscribe: None, feed: None })
    }
}
