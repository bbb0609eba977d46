//! The files that other sites' pages load: the element's script, and the colour of a widget.

use std::time::Duration;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, header},
    response::{IntoResponse, Response},
};
use kreisrund_slice::House;
use kreisrund_web::{Page, Parameters, Problem};

use super::{colour::Colour, look::Look};

/// How long a colour is kept: its address changes with it, so only a change of ours makes it another.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// `/kreisrund.js`.
pub async fn script(State(house): State<House>, headers: HeaderMap) -> Response {
    house.shell.assets().lasting("kreisrund.js", &headers)
}

/// `/widget.css?farbe=…`: the custom property that says in which colour links are.
pub async fn theme(page: Page, parameters: Parameters) -> Result<Response, Problem> {
    let look = Look::require(&page, &parameters)?;
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, format!("public, max-age={}", KEPT.as_secs())),
        // The element on another site's page reads it.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin".to_owned()),
    ];
    Ok((headers, look.colour.map(rules).unwrap_or_default()).into_response())
}

/// The rules for `colour`, in the manner of `widget.scss`: light, dark where the visitor's system is, and where that was
/// decided; for the element its script decides.
fn rules(colour: Colour) -> String {
    let (light, dark) = (colour.on_light(), colour.on_dark());
    format!(
        ":root,:host{{--kreisrund-accent:#{light}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-schema=hell]){{--kreisrund-accent:#{dark}}}}}\n\
         :root[data-schema=dunkel],:host([data-schema=dunkel]){{--kreisrund-accent:#{dark}}}\n"
    )
}
