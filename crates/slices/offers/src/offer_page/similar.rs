//! What people may like who like this: the same topic, near by.

use kreisrund_content::Vocabulary;
use kreisrund_kernel::{Kilometres, SubjectKind, SubjectRef, TermId};
use kreisrund_search::{Kind, Order, Page as Part, Query, Within};
use kreisrund_slice::{House, hits::card};
use kreisrund_web::{Card, Page};

use super::gathered::Gathered;

/// Cards at most.
const CARDS: usize = 4;
/// What people still go to.
const NEAR: f64 = 25.0;

/// Offers of the same topic: first what is near, then what is anywhere in the county, last what shares the upper topic.
/// While the index can't answer there are none: the page is worth reading without them.
pub fn similar(house: &House, page: &Page, gathered: &Gathered) -> Vec<Card> {
    let own: Vec<TermId> = gathered.terms_of(Vocabulary::Topic).map(|term| term.id).collect();
    let upper: Vec<TermId> = gathered.terms_of(Vocabulary::Topic).filter_map(|term| term.parent).collect();
    let near = gathered.position().map(|centre| Within { centre, radius: Kilometres(NEAR) });
    let mut questions: Vec<(TermId, Option<Within>)> = Vec::new();
    questions.extend(own.iter().filter(|_| near.is_some()).map(|topic| (*topic, near)));
    questions.extend(own.iter().map(|topic| (*topic, None)));
    questions.extend(upper.iter().map(|topic| (*topic, near)));
    let mut slugs = vec![gathered.offer.slug.to_string()];
    let mut cards = Vec::new();
    for (topic, within) in questions {
        let query = Query {
            kinds: Kind::OFFERS.to_vec(),
            tags: vec![SubjectRef::new(SubjectKind::Term, topic).into()],
            within,
            now: house.clock.now(),
            order: Order::Soonest,
            uncounted: true,
            page: Part { offset: 0, limit: CARDS + slugs.len() },
            ..Query::default()
        };
        let Ok(found) = house.search.search(&query) else { break };
        for hit in found.hits {
            if cards.len() < CARDS && !slugs.contains(&hit.card.slug) {
                slugs.push(hit.card.slug.clone());
                let shown = card(page, &hit);
                // At the same place “0,0 km” says nothing.
                let is_far = hit.distance.is_some_and(|distance| distance.rounded() > 0.0);
                cards.push(Card { distance: shown.distance.filter(|_| is_far), ..shown });
            }
        }
        if cards.len() == CARDS {
            break;
        }
    }
    cards
}
