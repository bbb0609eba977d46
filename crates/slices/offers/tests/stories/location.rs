//! Where an event takes place, by what its calendar wrote.

use kreisrund_areas::Areas;
use kreisrund_directory::{
    place::PlaceDetails,
    store::places::{place_by_slug, save_place},
};
use kreisrund_kernel::Position;
use kreisrund_offers::offer::{Location, State};
use kreisrund_store::Database;
use kreisrund_testkit::database_test;

use crate::county::{Event, all_offers, bring_in, bring_in_with, ics, key, migrations, settle, slug, today};

/// Where an event with each of these locations takes place, in their order.
async fn locations(database: &Database, written: &[&str]) -> Vec<Location> {
    let events: Vec<Event> = written
        .iter()
        .enumerate()
        .map(|(number, location)| {
            Event::new(&format!("{number:04}@example.org"), "Treffen", "20261205T190000").at(location)
        })
        .collect();
    let write = database.write().await.unwrap();
    // Each question is a calendar of its own; what the one before asked may go.
    bring_in_with(database, &write, &ics(&events), today(database), true).await.unwrap();
    write.commit().await.unwrap();
    let mut offers = all_offers(database).await;
    offers.retain(|offer| offer.state == State::Published);
    offers.sort_by(|a, b| key(&a.origin).cmp(key(&b.origin)));
    offers.iter().map(|offer| offer.details.venue.location().unwrap().clone()).collect()
}

fn municipality(areas: &Areas, location: &Location) -> Option<String> {
    Some(areas.snapshot().area(location.area?)?.name.clone())
}

#[database_test(migrations = migrations)]
async fn a_known_place_is_recognised_however_it_is_written(database: Database) {
    settle(&database).await;
    let hall = place_by_slug(database.read(), &slug("turnhalle-falkenberg")).await.unwrap().unwrap();
    let written = [
        "Turnhalle am Wasserturm, Turnerweg 2, 04895 Falkenberg/Elster",
        "Turnhalle am Wasserturm, Falkenberg/Elster",
        "TURNHALLE AM WASSERTURM\nTurnerweg 2\n04895 Falkenberg (Elster)",
        "Turnhalle am Wasserturm, 04895 Falkenberg",
        "Turnhalle am Wasserturm, Turnerweg 2, 04895 Falkenberg/Elster, Deutschland",
        "Turnhalle am Wasserturm, Turnerweg 2, D-04895 Falkenberg",
        "Turnerweg 2, 04895 Falkenberg/Elster",
        "  Turnerweg 2 04895 Falkenberg, Germany",
    ];
    for (location, written) in locations(&database, &written).await.into_iter().zip(written) {
        assert_eq!(location.place, Some(hall.id), "{written}");
        assert_eq!(
            (location.area, location.position),
            (hall.details.area, hall.details.position),
            "{written}"
        );
        assert_eq!(location.text, None, "the place says it better");
    }
}

#[database_test(migrations = migrations)]
async fn a_street_is_one_street_whether_written_out_or_not(database: Database) {
    settle(&database).await;
    let school = place_by_slug(database.read(), &slug("musikschule-elsterwerda")).await.unwrap().unwrap();
    let written = [
        "Musikschule, Konzertsaal, Lerchenstr. 18, 04910 Elsterwerda",
        "Lerchenstraße 18, 04910 Elsterwerda",
        "lerchenSTRASSE 18 04910 ELSTERWERDA",
    ];
    for (location, written) in locations(&database, &written).await.into_iter().zip(written) {
        assert_eq!(location.place, Some(school.id), "{written}");
    }
}

#[database_test(migrations = migrations)]
async fn a_bare_name_that_every_village_has_is_no_place(database: Database) {
    let areas = settle(&database).await;
    let write = database.write().await.unwrap();
    let details = |locality: &str, postcode: &str| PlaceDetails {
        name: "Bürgerhaus".to_owned(),
        postcode: Some(postcode.parse().unwrap()),
        locality: Some(locality.to_owned()),
        ..PlaceDetails::default()
    };
    let lebusa = save_place(&write, &slug("buergerhaus-lebusa"), details("Lebusa", "04936")).await.unwrap().0;
    save_place(&write, &slug("buergerhaus-kremitzaue"), details("Kremitzaue", "04916")).await.unwrap();
    write.commit().await.unwrap();
    let written = [
        "Bürgerhaus",
        "Bürgerhaus, Großer Saal",
        "Saal",
        "Park",
        "Linde",
        "Kirche",
        "Schloss",
        "Bad",
        "Online",
        "Großer Saal, Bad, Schule, Markt, Bahnhof, Wald",
        "siehe Beschreibung",
    ];
    let all = locations(&database, &written).await;
    for (location, written) in all.into_iter().zip(written) {
        assert_eq!(location.place, None, "{written}");
        assert_eq!(municipality(&areas, &location), None, "{written}");
        assert_eq!(location.position, None, "{written}");
        assert_eq!(location.text.as_deref(), Some(written), "what was written stays readable");
    }
    let sure = locations(&database, &["Buergerhaus Lebusa"]).await;
    assert_eq!(sure[0].place, Some(lebusa.id));
}

#[database_test(migrations = migrations)]
async fn an_address_finds_its_municipality(database: Database) {
    let areas = settle(&database).await;
    let written = [
        ("Gasthof Adler, Dorfstraße 1, 04936 Lebusa", Some("Lebusa")),
        ("Gasthof Adler Dorfstraße 1 04936 Lebusa", Some("Lebusa")),
        ("Dorfstraße 1, D-04932 Großthiemig, Deutschland", Some("Großthiemig")),
        ("Markt 1\n04916 Herzberg", Some("Herzberg (Elster)")),
        ("Markt 1, 04916 Herzberg (Elster)", Some("Herzberg (Elster)")),
        ("Markt 1, 04916 Herzberg/Elster OT Friedersdorf", Some("Herzberg (Elster)")),
        ("Marktplatz, Elsterwerda", Some("Elsterwerda")),
        ("Kulturhaus (Finsterwalde)", Some("Finsterwalde")),
        ("Bad Liebenwerda", Some("Bad Liebenwerda")),
        // The postcode says that it is elsewhere, whatever name stands beside it.
        ("Schlosshof, Herzberg, 37412 Herzberg am Harz", None),
        ("Elsterwerda, 99999 Nirgendwo", None),
    ];
    let all = locations(&database, &written.map(|(written, _)| written)).await;
    for (location, (written, expected)) in all.into_iter().zip(written) {
        assert_eq!(municipality(&areas, &location).as_deref(), expected, "{written}");
        assert_eq!(location.place, None, "{written}");
        assert_eq!(location.position.is_some(), expected.is_some(), "{written}");
    }
}

#[database_test(migrations = migrations)]
async fn the_sources_own_position_is_nearer_than_a_localitys_centre(database: Database) {
    settle(&database).await;
    let event = Event::new("a@example.org", "Treffen", "20261205T190000").line("GEO:51.7;13.4");
    bring_in(
        &database,
        &[
            event.clone().at("Am Teich, 04936 Lebusa"),
            Event::new("b@example.org", "Turnen", "20261205T190000")
                .line("GEO:51.7;13.4")
                .at("Turnhalle am Wasserturm, Falkenberg/Elster"),
        ],
    )
    .await;
    let hall = place_by_slug(database.read(), &slug("turnhalle-falkenberg")).await.unwrap().unwrap();
    for offer in all_offers(&database).await {
        let expected = match key(&offer.origin) {
            "a@example.org" => Some(Position::new(51.7, 13.4).unwrap()),
            _ => hall.details.position,
        };
        assert_eq!(offer.details.venue.location().unwrap().position, expected, "{}", offer.slug);
    }
}
