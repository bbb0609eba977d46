//! Serves the pattern gallery on its own at <http://127.0.0.1:8090/muster>, with invented data and no database: for
//! designers who change styles, texts or templates of the shell.
//!
//! ```sh
//! (cd frontend && npm run watch) &
//! cargo run -p kreisrund-web --example gallery
//! ```

use std::sync::Arc;

use axum::{Router, response::Redirect, routing::get};
use kreisrund_kernel::{Position, SystemClock};
use kreisrund_web::{Mode, NavigationItem, Operator, Shell, Site, finish, ring_logo};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let site = Site {
        name: "Kreisrund".to_owned(),
        county_name: "Landkreis Elbe-Elster".to_owned(),
        operator: Operator {
            name: "Servicestelle Kreisrund".to_owned(),
            address: vec!["Musterweg 1".to_owned(), "04916 Herzberg (Elster)".to_owned()],
            phone: "03535 00 00 00".to_owned(),
            email: "kreisrund@example.org".to_owned(),
            ..Operator::default()
        },
        base_url: "http://127.0.0.1:8090".to_owned(),
        mode: Mode::Demo,
    };
    let shell = Shell::builder(site, Arc::new(SystemClock))
        .logo(invented_ring())
        .navigation([
            NavigationItem { text: "web-nav-start", path: "/" },
            NavigationItem { text: "web-search-button", path: "/muster" },
        ])
        .footer([NavigationItem { text: "web-nav-start", path: "/" }])
        .build();
    let app = finish(Router::new().route("/", get(async || Redirect::to("/muster"))), shell);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8090").await?;
    println!("http://127.0.0.1:8090/muster");
    axum::serve(listener, app).await
}

/// A ring of places that exist nowhere, spread by the golden angle.
fn invented_ring() -> String {
    let place = |latitude, longitude| Position::new(latitude, longitude);
    let Ok(centre) = place(51.6, 13.4) else { return String::new() };
    let places: Vec<(Position, f64)> = (0..33_u32)
        .filter_map(|number| {
            let angle = f64::from(number) * 2.399_963;
            let position = place(51.6 + 0.2 * angle.cos(), 13.4 + 0.3 * angle.sin()).ok()?;
            Some((position, 500.0 + f64::from((number * 7919) % 97).powi(2)))
        })
        .collect();
    ring_logo(centre, &places)
}
