//! Articles on the pages of others: what an organisation wrote, what there is to read about a place, a municipality, a
//! topic, a situation in life.

use async_trait::async_trait;
use kreisrund_areas::area::AreaLevel;
use kreisrund_content::Vocabulary;
use kreisrund_kernel::{AreaId, OrganisationId, PlaceId, SubjectKind, TermId};
use kreisrund_slice::{About, House, Link, Panel, PanelSource};
use kreisrund_web::{Alternate, Page, Parameters, Problem};

use crate::{cards, feed, filter, list_page, store, store::Asked};

/// Cards of one panel.
const CARDS: u64 = 3;

/// Shows articles on the pages of organisations, places, municipalities and terms.
#[derive(Clone, Copy, Debug)]
pub struct ArticlePanels;

#[async_trait]
impl PanelSource for ArticlePanels {
    async fn panels(&self, house: &House, page: &Page, about: &About) -> Result<Vec<Panel>, Problem> {
        let Some((parameter, asked)) = question(house, about) else { return Ok(Vec::new()) };
        let (total, articles) = store::page_of(house.database.read(), &asked, page.today(), 0, CARDS).await?;
        let parameters = Parameters::new().with(parameter, &about.slug);
        let more = (total > CARDS).then(|| {
            Link::new(page.t_count("articles-panel-all", total), parameters.on(&page.link(list_page::PATH)))
        });
        let feed = (parameter == filter::ORGANISATION && total > 0).then(|| Alternate {
            kind: kreisrund_web::feed::ATOM,
            title: page.t_text("articles-feed-of", "name", &about.name),
            href: feed::href(page, &parameters),
        });
        let title = page.t("articles-panel");
        let cards = cards::of(house, page, &articles).await?;
        Ok(vec![Panel { id: "beitraege", title, cards, more, subscribe: None, feed }])
    }
}

/// What belongs to the record, and the parameter that asks the list for it.
fn question(house: &House, about: &About) -> Option<(&'static str, Asked)> {
    let (id, all) = (about.subject.id, Asked::default());
    Some(match about.subject.kind {
        SubjectKind::Organisation => {
            (filter::ORGANISATION, Asked { organisation: Some(OrganisationId(id)), ..all })
        }
        SubjectKind::Place => (filter::PLACE, Asked { place: Some(PlaceId(id)), ..all }),
        SubjectKind::Area => {
            let areas = house.areas.snapshot();
            areas.area(AreaId(id)).filter(|area| area.level == AreaLevel::Municipality)?;
            (filter::MUNICIPALITY, Asked { area: Some(AreaId(id)), ..all })
        }
        SubjectKind::Term => {
            let vocabularies = house.vocabularies.snapshot();
            let terms = vocabularies.with_children(TermId(id));
            match vocabularies.term(TermId(id))?.vocabulary {
                Vocabulary::Topic => (filter::TOPIC, Asked { terms, ..all }),
                Vocabulary::LifeSituation => (filter::LIFE_SITUATION, Asked { terms, ..all }),
                _ => return None,
            }
        }
        _ => return None,
    })
}
