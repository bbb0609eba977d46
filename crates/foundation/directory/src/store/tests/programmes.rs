//! Programmes and what they pay for.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use kreisrund_events::ProgrammeChanged;
use kreisrund_kernel::{FileId, Period, SubjectKind, SubjectRef};

use super::*;
use crate::{
    network::{Member, MemberRole, Members, NetworkDetails, NetworkKind},
    programme::{ProgrammeDetails, Whence},
    store::{
        networks::save_network,
        programmes::{
            programme_by_id, programme_by_slug, programme_ids_after, programmes, programmes_around,
            programmes_by_ids, programmes_of, save_programme,
        },
    },
};

const TODAY: Date = date(2026, 11, 22);

fn details(name: &str, from: Date, to: Date) -> ProgrammeDetails {
    ProgrammeDetails {
        name: name.to_owned(),
        funder: "Stiftung (Beispiel)".into(),
        period: Period::new(Some(from), Some(to)).unwrap(),
        statement: Some("Gefördert von der Stiftung (Beispiel).".into()),
        logo: Some(FileId(Uuid::from_u128(7))),
        ..ProgrammeDetails::default()
    }
}

#[database_test(migrations = all_migrations)]
async fn an_organisation_shows_who_pays_for_it_and_for_its_networks(database: Database) {
    let write = database.write().await.unwrap();
    let (library, choir) = (club(&write, "Bücherei").await.id, club(&write, "Chor").await.id);
    let network = |name: &str| NetworkDetails {
        name: name.to_owned(),
        kind: NetworkKind::Other,
        area: None,
        email: None,
        phone: None,
        website: None,
        example: false,
    };
    let member = |organisation, to: Option<Date>| Member {
        organisation,
        role: MemberRole::Member,
        validity: Period::new(None, to).unwrap(),
    };
    let members = Members::new(vec![member(library, None), member(choir, Some(date(2025, 1, 1)))]).unwrap();
    let network = save_network(&write, &slug("netz"), network("Netz"), members).await.unwrap().0.id;
    let at = |kind, id: Uuid| SubjectRef::new(kind, id);
    let own = at(SubjectKind::Organisation, library.0);
    let shared = at(SubjectKind::Network, network.0);
    let save = async |name: &str, from, to, attached: &[SubjectRef]| {
        let attached: BTreeSet<SubjectRef> = attached.iter().copied().collect();
        let slug = Slug::from_text(name).unwrap();
        save_programme(&write, &slug, details(name, from, to), attached).await.unwrap()
    };
    let (now, later) = ((date(2026, 1, 1), date(2027, 12, 31)), (date(2027, 1, 1), date(2028, 1, 1)));
    save("Alt", date(2020, 1, 1), date(2021, 1, 1), &[own]).await;
    save("Beide", now.0, now.1, &[own, shared]).await;
    save("Danach", later.0, later.1, &[own]).await;
    let (common, _) = save("Gemeinsam", now.0, now.1, &[shared]).await;
    assert_eq!(save("Gemeinsam", now.0, now.1, &[shared]).await.1, Change::Unchanged);
    write.commit().await.unwrap();

    let reader = database.read();
    let around = programmes_around(reader, library, TODAY).await.unwrap();
    let around: Vec<_> =
        around.iter().map(|funding| (funding.programme.slug.as_str(), funding.whence)).collect();
    let expected = [
        ("beide", Whence::Organisation),
        ("gemeinsam", Whence::Network(network)),
        ("danach", Whence::Organisation),
        ("alt", Whence::Organisation),
    ];
    assert_eq!(around, expected);
    let former = programmes_around(reader, choir, TODAY).await.unwrap();
    assert!(former.is_empty(), "who has left the network is not paid by it");
    let of_network = programmes_of(reader, shared, TODAY).await.unwrap();
    let of_network: Vec<_> = of_network.iter().map(|programme| programme.slug.as_str()).collect();
    assert_eq!(of_network, ["beide", "gemeinsam"]);
    assert_eq!(programme_by_slug(reader, &common.slug).await.unwrap(), Some(common.clone()));
    assert_eq!(programme_by_id(reader, common.id).await.unwrap(), Some(common.clone()));
    assert_eq!(programmes_by_ids(reader, &[common.id]).await.unwrap(), from_ref(&common));
    assert_eq!(programmes(reader).await.unwrap().len(), 4);
    assert_eq!(programme_ids_after(reader, None, 9).await.unwrap().len(), 4);

    let before = published(&database).await.len();
    let write = database.write().await.unwrap();
    let attached = BTreeSet::from([own]);
    let moved = save_programme(&write, &common.slug, common.details.clone(), attached).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(moved.1, Change::Changed);
    assert_eq!(programmes_of(database.read(), shared, TODAY).await.unwrap().len(), 1);
    let told = published(&database).await.split_off(before);
    assert_eq!(told, [(ProgrammeChanged::TOPIC.to_owned(), common.id.0)]);
}
