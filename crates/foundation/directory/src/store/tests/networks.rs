//! Networks and their members.

use jiff::civil::date;
use kreisrund_events::NetworkChanged;
use kreisrund_kernel::Period;

use super::*;
use crate::{
    network::{Member, MemberRole, Members, NetworkDetails, NetworkKind},
    store::networks::{
        members_of, network_by_id, network_by_slug, network_ids_after, networks, networks_by_ids,
        networks_in, networks_of, save_network,
    },
};

fn details(name: &str) -> NetworkDetails {
    NetworkDetails {
        name: name.to_owned(),
        kind: NetworkKind::Libraries,
        area: None,
        email: Some("netz@example.org".into()),
        phone: None,
        website: None,
        example: false,
    }
}

#[database_test(migrations = all_migrations)]
async fn libraries_join_and_leave_their_network(database: Database) {
    let write = database.write().await.unwrap();
    let big = club(&write, "Kreisbibliothek").await;
    let small = club(&write, "Bücherei am Anger").await;
    let member = |organisation, role, from, to| Member {
        organisation,
        role,
        validity: Period::new(from, to).unwrap(),
    };
    let founded = date(2019, 5, 1);
    let coordination = member(big.id, MemberRole::Coordination, Some(founded), None);
    let joined = member(small.id, MemberRole::Member, Some(date(2024, 1, 1)), None);
    let both = Members::new(vec![joined, coordination]).unwrap();
    let save = async |write: &Write, members: &Members| {
        let slug = slug("bibliotheksnetz");
        save_network(write, &slug, details("Bibliotheksnetz"), members.clone()).await.unwrap()
    };
    let (network, change) = save(&write, &both).await;
    assert_eq!((change, network.members.as_slice()), (Change::Added, [coordination, joined].as_slice()));
    assert_eq!(save(&write, &both).await.1, Change::Unchanged);
    write.commit().await.unwrap();

    let reader = database.read();
    assert_eq!(network_by_slug(reader, &network.slug).await.unwrap(), Some(network.clone()));
    assert_eq!(network_by_id(reader, network.id).await.unwrap(), Some(network.clone()));
    assert_eq!(networks_of(reader, small.id).await.unwrap(), from_ref(&network));
    assert_eq!(networks_by_ids(reader, &[network.id]).await.unwrap(), from_ref(&network));
    assert_eq!(network_ids_after(reader, None, 5).await.unwrap(), [network.id.0]);
    let shown = members_of(reader, &network).await.unwrap();
    let shown: Vec<_> =
        shown.iter().map(|(member, organisation)| (member.role, &organisation.slug)).collect();
    assert_eq!(shown, [(MemberRole::Coordination, &big.slug), (MemberRole::Member, &small.slug)]);

    let before = published(&database).await.len();
    let write = database.write().await.unwrap();
    let left = member(small.id, MemberRole::Member, Some(date(2024, 1, 1)), Some(date(2026, 6, 30)));
    let left = Members::new(vec![coordination, left]).unwrap();
    let (network, change) = save(&write, &left).await;
    write.commit().await.unwrap();
    assert_eq!(change, Change::Changed);
    let today = date(2026, 11, 22);
    assert_eq!(network.members.on(today).collect::<Vec<_>>(), [&coordination]);
    assert_eq!(networks_of(database.read(), small.id).await.unwrap(), from_ref(&network), "a former member");
    let told = published(&database).await.split_off(before);
    let expected = [
        (OrganisationChanged::TOPIC.to_owned(), small.id.0),
        (NetworkChanged::TOPIC.to_owned(), network.id.0),
    ];
    assert_eq!(told, expected, "who stayed as it was hears nothing");
}

#[database_test(migrations = all_migrations)]
async fn networks_are_listed_by_name_and_area(database: Database) {
    settle(&database).await;
    let town = area(&database, "12062224").await;
    let write = database.write().await.unwrap();
    for name in ["Ämterrunde", "Zirkel", "Bildungsnetz"] {
        let details = NetworkDetails { area: (name == "Zirkel").then_some(town), ..details(name) };
        save_network(&write, &Slug::from_text(name).unwrap(), details, Members::default()).await.unwrap();
    }
    write.commit().await.unwrap();
    let names = |networks: Vec<crate::network::Network>| {
        networks.into_iter().map(|network| network.details.name).collect::<Vec<_>>()
    };
    assert_eq!(names(networks(database.read()).await.unwrap()), ["Ämterrunde", "Bildungsnetz", "Zirkel"]);
    let county = area(&database, "12062").await;
    assert_eq!(names(networks_in(database.read(), county).await.unwrap()), ["Zirkel"]);
}
