//! The demonstration's articles are always new, and told once.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};
use kreisrund_articles::{
    article::{Article, Author},
    demo::Stories,
    store::{
        self, Asked,
        states::{self, Found},
    },
};
use kreisrund_slice::DemoStories;
use kreisrund_store::Database;
use kreisrund_testkit::database_test;

use crate::county::{messages, migrations, office, settle, today};

pub async fn tell(database: &Database, today: Date) {
    let write = database.write().await.unwrap();
    Stories.write(&write, today).await.unwrap();
    write.commit().await.unwrap();
}

async fn all(database: &Database, day: Date) -> Vec<Article> {
    store::page_of(database.read(), &Asked::default(), day, 0, 1_000).await.unwrap().1
}

#[database_test(migrations = migrations)]
async fn every_article_is_told_and_twice_changes_nothing(database: Database) {
    settle(&database).await;
    let day = today(&database);
    tell(&database, day).await;
    let (first, told) = (all(&database, day).await, messages(&database).await);
    assert!(first.len() >= 10, "{}", first.len());
    assert!(first.iter().all(|article| article.example && article.details.drawing.is_some()));
    let authors: BTreeSet<_> =
        first.iter().filter_map(|article| article.details.author.organisation()).collect();
    assert!(authors.len() > 3, "several organisations write");
    tell(&database, day).await;
    assert_eq!(all(&database, day).await, first);
    assert_eq!(messages(&database).await, told);
}

#[database_test(migrations = migrations)]
async fn there_is_always_something_of_this_week_and_periods_go_along(database: Database) {
    settle(&database).await;
    for weeks in [0, 1, 30] {
        let day = today(&database).saturating_add(weeks.weeks());
        tell(&database, day).await;
        let articles = all(&database, day).await;
        let newest = articles[0].published_on().unwrap();
        assert!((day - newest).get_days() < 7, "the newest of {day} is of {newest}");
        for article in articles.iter().filter(|article| article.details.about.to().is_some()) {
            assert!(article.details.about.to().unwrap() >= day, "{} tells of what is over", article.slug);
        }
        let series = store::series::all(database.read()).await.unwrap();
        assert!(!series.is_empty());
        for series in series {
            assert!(
                store::parts_of(database.read(), series.id, day).await.unwrap().len() > 1,
                "{}",
                series.slug
            );
        }
    }
}

#[database_test(migrations = migrations)]
async fn what_somebody_took_back_stays_so(database: Database) {
    settle(&database).await;
    let day = today(&database);
    tell(&database, day).await;
    let articles = all(&database, day).await;
    let one = articles.iter().find(|article| article.details.author != Author::Office).unwrap();
    let write = database.write().await.unwrap();
    let Some(Found::Published(found)) = states::find(&write, one.id).await.unwrap() else {
        panic!("published")
    };
    states::carry_out(&write, found.withdraw(), &office()).await.unwrap();
    write.commit().await.unwrap();
    tell(&database, day.tomorrow().unwrap()).await;
    assert!(all(&database, day).await.iter().all(|article| article.id != one.id));
}
