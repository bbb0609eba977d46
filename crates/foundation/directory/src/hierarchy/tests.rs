//! Nobody stands above itself, however the relations came about.

use kreisrund_kernel::OrganisationId;
use proptest::prelude::*;

use super::*;

fn organisation(number: u8) -> OrganisationId {
    OrganisationId(uuid::Uuid::from_u128(u128::from(number)))
}

fn relations(carrier: Option<u8>, branch_of: Option<u8>) -> Relations {
    Relations { carrier: carrier.map(organisation), branch_of: branch_of.map(organisation) }
}

/// Names for sentences: A, B, C …
fn name(id: OrganisationId) -> String {
    char::from(b'A' + u8::try_from(id.0.as_u128()).unwrap()).to_string()
}

#[test]
fn a_library_below_a_town_below_a_county_is_no_circle() {
    let mut hierarchy = Hierarchy::default();
    hierarchy.relate(organisation(0), relations(Some(1), Some(2))).unwrap();
    hierarchy.relate(organisation(1), relations(Some(3), None)).unwrap();
    hierarchy.relate(organisation(2), relations(Some(3), None)).unwrap();
    assert_eq!(hierarchy.get(organisation(0)), Some(relations(Some(1), Some(2))));
    hierarchy.relate(organisation(0), Relations::default()).unwrap();
    hierarchy.relate(organisation(3), relations(None, Some(0))).unwrap();
}

#[test]
fn a_refusal_names_the_chain() {
    let mut hierarchy = Hierarchy::default();
    let itself = hierarchy.relate(organisation(0), relations(Some(0), None)).unwrap_err();
    assert_eq!(itself.sentence(name), "“A” has the carrier “A”; no organisation stands above itself");
    hierarchy.relate(organisation(0), relations(Some(1), None)).unwrap();
    hierarchy.relate(organisation(1), relations(None, Some(2))).unwrap();
    let circle = hierarchy.relate(organisation(2), relations(Some(0), None)).unwrap_err();
    assert_eq!(
        circle.sentence(name),
        "“C” has the carrier “A”, “A” has the carrier “B”, “B” is a branch of “C”; that would be a circle, so leave \
         one of these relations out"
    );
    assert_eq!(hierarchy.get(organisation(2)), None, "nothing changes");
}

/// Whether somebody stands above itself: the slow way, by following every path.
fn has_circle(hierarchy: &Hierarchy) -> bool {
    fn visits(hierarchy: &Hierarchy, from: OrganisationId, wanted: OrganisationId, depth: u8) -> bool {
        let above = hierarchy.get(from).unwrap_or_default();
        depth > 0
            && above
                .of(from)
                .any(|relation| relation.of == wanted || visits(hierarchy, relation.of, wanted, depth - 1))
    }
    (0..8).any(|number| visits(hierarchy, organisation(number), organisation(number), 8))
}

proptest! {
    #[test]
    fn relations_never_close_a_circle_and_only_circles_are_refused(
        steps in prop::collection::vec(
            (0u8..8, prop::option::of(0u8..8), prop::option::of(0u8..8)), 0..24,
        ),
    ) {
        let mut hierarchy = Hierarchy::default();
        for (below, carrier, branch_of) in steps {
            let (below, wanted) = (organisation(below), relations(carrier, branch_of));
            let mut forced = hierarchy.clone();
            forced.above.insert(below, wanted);
            let before = hierarchy.get(below);
            match hierarchy.relate(below, wanted) {
                Ok(()) => prop_assert_eq!(hierarchy.get(below), Some(wanted)),
                Err(circle) => {
                    prop_assert!(has_circle(&forced), "{} is none", circle.sentence(name));
                    prop_assert_eq!(hierarchy.get(below), before);
                    // The chain hangs together and ends where it began.
                    let chain = &circle.chain;
                    prop_assert_eq!(chain[0].organisation, below);
                    prop_assert_eq!(chain[chain.len() - 1].of, below);
                    prop_assert!(chain.windows(2).all(|pair| pair[0].of == pair[1].organisation));
                }
            }
            prop_assert!(!has_circle(&hierarchy));
        }
    }
}
