//! What a thing is called at its source, so that it is known again.

use super::{
    super::json::{Json, Object},
    graph::{Graph, all, text},
    page::resolved,
};

/// Longer names are none that anybody gave.
const LONGEST: usize = 1_000;

/// The name of a thing: its `@id`, its identifier or its address, unless that is the page's own.
pub(super) fn of(thing: &Object, graph: &Graph<'_>) -> Option<String> {
    let id = thing.text("@id").filter(|id| !id.starts_with("_:"));
    let id = id.and_then(|id| own(id, graph));
    let identifier = || {
        let value = all(thing, "identifier").first()?;
        let value = value
            .object()
            .and_then(|object| text(super::graph::get(object, "value")?))
            .or_else(|| text(value));
        value.map(str::to_owned)
    };
    let address = || {
        let written = all(thing, "url").first()?;
        let written = written.object().and_then(|object| object.text("@id")).or_else(|| written.text())?;
        own(written, graph)
    };
    let code = || all(thing, "courseCode").first().and_then(Json::text).map(|code| format!("code {code}"));
    let name = id.or_else(identifier).or_else(address).or_else(code)?;
    let name = name.trim();
    (!name.is_empty() && name.len() <= LONGEST).then(|| name.to_owned())
}

/// The address `written`, in full as far as that is known. That of the page itself names the page, and not what stands
/// in it.
fn own(written: &str, graph: &Graph<'_>) -> Option<String> {
    let written = written.trim();
    if matches!(written, "" | "." | "./" | "#" | "/") {
        return None;
    }
    let address = resolved(written, graph.base.as_deref()).unwrap_or_else(|| written.to_owned());
    let comparable = |address: &str| {
        let bare = address.trim_end_matches('#').trim_end_matches('/');
        bare.trim_start_matches("https://").trim_start_matches("http://").to_owned()
    };
    let is_page = graph.base.as_deref().is_some_and(|base| comparable(base) == comparable(&address));
    (!is_page).then_some(address)
}
