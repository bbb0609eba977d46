//! The results for programs.

use kreisrund_testkit::{TestDatabase, database_test};

use crate::portal::{DEMO, Portal};

#[database_test(prepared = DEMO)]
async fn a_hit_has_everything_a_program_needs(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.json("/suche.json?q=computer%20ruhe&ort=herzberg-elster").await;
    // What has only one of the words may stand behind it.
    assert!(answer["total"].as_u64().unwrap() >= 1);
    let hit = &answer["hits"][0];
    assert_eq!(hit["slug"], "computer-in-ruhe-lernen");
    assert_eq!(hit["title"], "Computer in Ruhe lernen");
    assert_eq!(hit["kind"], "course");
    assert_eq!(hit["url"], "http://127.0.0.1:8080/angebote/computer-in-ruhe-lernen");
    assert_eq!(hit["organisation"]["slug"], "vhs-elbe-elster");
    assert!(hit["organisation"]["name"].is_string());
    assert_eq!(hit["place"]["area"], "Herzberg (Elster)");
    assert!(hit["place"]["name"].is_string() && hit["place"]["lat"].is_f64() && hit["place"]["lon"].is_f64());
    assert_eq!(hit["next"]["start"], "2026-11-24T18:00:00+01:00");
    assert_eq!(hit["next"]["end"], "2026-11-24T19:30:00+01:00");
    assert_eq!(hit["next"]["all_day"], false);
    assert_eq!(hit["next"]["state"], "planned");
    assert!(hit["distance_km"].as_f64().unwrap() < 3.0);
    assert_eq!(hit["example"], true);
}

#[database_test(prepared = DEMO)]
async fn facets_count_what_each_choice_would_give(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let everything = portal.json("/suche.json").await;
    let facets = everything["facets"]["kind"].as_array().unwrap();
    let mut sum = 0;
    for choice in facets {
        let (parameter, count) = (choice["parameter"].as_str().unwrap(), choice["count"].as_u64().unwrap());
        let chosen = portal.json(&format!("/suche.json?art={parameter}")).await;
        assert_eq!(chosen["total"].as_u64().unwrap(), count, "{parameter}");
        assert_eq!(
            &chosen["facets"]["kind"], &everything["facets"]["kind"],
            "a choice keeps its neighbours' counts"
        );
        sum += count;
    }
    assert_eq!(sum, everything["total"].as_u64().unwrap());
    for choice in everything["facets"]["area"].as_array().unwrap() {
        let slug = choice["slug"].as_str().unwrap();
        let chosen = portal.json(&format!("/suche.json?ort={slug}&umkreis=0")).await;
        assert_eq!(chosen["total"], choice["count"], "{slug}");
    }
}

#[database_test(prepared = DEMO)]
async fn whole_days_are_days_and_the_last_one_belongs_to_them(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let mut whole_days = 0;
    for page in 1..=6 {
        let answer = portal.json(&format!("/suche.json?seite={page}&von=2026-11-01&bis=2027-06-30")).await;
        for hit in answer["hits"].as_array().unwrap() {
            if hit["next"]["all_day"] == true {
                whole_days += 1;
                let (start, end) =
                    (hit["next"]["start"].as_str().unwrap(), hit["next"]["end"].as_str().unwrap());
                assert!(start.len() == 10 && end.len() == 10 && start <= end, "{hit}");
            }
        }
    }
    assert!(whole_days >= 2, "the stories have events of whole days");
}

#[database_test(prepared = DEMO)]
async fn what_is_always_there_has_no_date(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.json("/suche.json?art=angebot").await;
    let timeless = answer["hits"].as_array().unwrap().iter().filter(|hit| hit["next"].is_null()).count();
    assert!(timeless >= 5, "{timeless}");
    let in_a_period = portal.json("/suche.json?art=angebot&von=2026-11-23&bis=2026-11-29").await;
    assert!(in_a_period["hits"].as_array().unwrap().iter().all(|hit| hit["next"].is_object()));
}
