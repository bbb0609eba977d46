//! Which organisation stands above which, and why none may stand above itself.

use std::collections::{HashMap, HashSet, VecDeque};

use kreisrund_kernel::OrganisationId;

use crate::organisation::{Relation, RelationKind, Relations};

/// All relations between organisations.
#[derive(Clone, Debug, Default)]
pub struct Hierarchy {
    above: HashMap<OrganisationId, Relations>,
}

/// A chain of organisations, each below the next, that ends where it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// The relations along the chain. The first is the one that would close the circle.
    pub chain: Vec<Relation>,
}

impl Hierarchy {
    /// The organisations above each.
    #[must_use]
    pub fn new(relations: impl IntoIterator<Item = (OrganisationId, Relations)>) -> Self {
        Self { above: relations.into_iter().collect() }
    }

    /// The organisations above `organisation`; `None` where it is not known.
    #[must_use]
    pub fn get(&self, organisation: OrganisationId) -> Option<Relations> {
        self.above.get(&organisation).copied()
    }

    /// The circle that would arise if `organisation` had `relations`; `None` where all is well.
    ///
    /// Carriers and branches are looked at together: nobody is a branch of an organisation that it carries.
    #[must_use]
    pub fn circle(&self, organisation: OrganisationId, relations: Relations) -> Option<Circle> {
        relations.of(organisation).find_map(|first| {
            let mut chain = self.way_up(first.of, organisation)?;
            chain.insert(0, first);
            Some(Circle { chain })
        })
    }

    /// The shortest chain of relations from `lower` up to `upper`.
    fn way_up(&self, lower: OrganisationId, upper: OrganisationId) -> Option<Vec<Relation>> {
        let mut waiting = VecDeque::from([(lower, Vec::new())]);
        let mut seen = HashSet::from([lower]);
        while let Some((current, chain)) = waiting.pop_front() {
            if current == upper {
                return Some(chain);
            }
            for relation in self.above.get(&current).copied().unwrap_or_default().of(current) {
                if seen.insert(relation.of) {
                    let mut longer = chain.clone();
                    longer.push(relation);
                    waiting.push_back((relation.of, longer));
                }
            }
        }
        None
    }

    /// Has `organisation` stand below those that `relations` name.
    ///
    /// # Errors
    /// The [`Circle`] that would arise; then nothing changes.
    pub fn relate(&mut self, organisation: OrganisationId, relations: Relations) -> Result<(), Circle> {
        if let Some(circle) = self.circle(organisation, relations) {
            return Err(circle);
        }
        self.above.insert(organisation, relations);
        Ok(())
    }
}

impl Circle {
    /// The sentence that names the chain, with the organisations' names from `name`.
    pub fn sentence(&self, name: impl Fn(OrganisationId) -> String) -> String {
        let steps: Vec<String> = self.chain.iter().map(|relation| step(*relation, &name)).collect();
        match steps.as_slice() {
            [only] => format!("{only}; no organisation stands above itself"),
            steps => {
                format!("{}; that would be a circle, so leave one of these relations out", steps.join(", "))
            }
        }
    }
}

fn step(relation: Relation, name: &impl Fn(OrganisationId) -> String) -> String {
    let (below, above) = (name(relation.organisation), name(relation.of));
    match relation.kind {
        RelationKind::Carrier => format!("“{below}” has the carrier “{above}”"),
        RelationKind::Branch => format!("“{below}” is a branch of “{above}”"),
    }
}

#[cfg(test)]
mod tests;
