//! Offers on the pages of others: what an organisation offers, what happens at a place, what the members of a network do,
//! what there is about a topic or for a situation in life.

use async_trait::async_trait;
use kreisrund_content::Vocabulary;
use kreisrund_kernel::{SubjectKind, TermId};
use kreisrund_search::{Kind, Query};
use kreisrund_slice::{About, House, Link, Panel, PanelSource, calendars::MEDIA_TYPE, hits::card};
use kreisrund_web::{Alternate, Page, Parameters, Problem};

use crate::calendar_export::{file_path, subscribe_path};

/// Cards of one panel.
const CARDS: usize = 6;

/// Shows offers on the pages of organisations, places, networks and terms.
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
            // The page of a municipality tells what is on there; it asks the index itself.
            SubjectKind::Area
            | SubjectKind::Programme
            | SubjectKind::Person
            | SubjectKind::File
            | SubjectKind::Offer
            | SubjectKind::Article
            | SubjectKind::ArticleSeries
            | SubjectKind::StandingPage => Ok(Vec::new()),
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
        let query = Query { tags: vec![self.about.subject.into()], ..self.offers(&Kind::OFFERS) };
        let all = Parameters::new().with(parameter, &self.about.slug);
        Ok(vec![self.panel("angebote", title, &query, &all)?])
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
            uncounted: true,
            ..Query::default()
        }
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
