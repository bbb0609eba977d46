//! Who asks for a page, as far as one has to know it to count nobody twice.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, HeaderName, Method, header, request::Parts},
};
use kreisrund_evidence::Visitor;

/// Where web servers in front write for whom they ask.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Where browsers say that nobody looks at the page yet.
const PURPOSES: [HeaderName; 4] = [
    HeaderName::from_static("sec-purpose"),
    HeaderName::from_static("purpose"),
    HeaderName::from_static("x-purpose"),
    HeaderName::from_static("x-moz"),
];
/// What stands in the names of programs that read pages by themselves; many give an address (`+http://…`) behind it.
const PROGRAMS: [&str; 14] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "http",
    "curl",
    "wget",
    "python",
    "java/",
    "perl",
    "scrapy",
    "headless",
    "preview",
    "lighthouse",
];

/// A visit of a page; handlers take it as an argument. It is neither printed nor stored.
pub struct Visit {
    address: Option<IpAddr>,
    user_agent: String,
    /// Whether somebody sits before the page, as far as the request tells.
    by_a_person: bool,
}

impl Visit {
    /// Whoever asked; `None` where it was a robot, or a browser that fetches a page in case somebody wants it.
    #[must_use]
    pub fn visitor(&self) -> Option<Visitor<'_>> {
        self.by_a_person.then(|| Visitor::new(self.address, &self.user_agent))
    }

    fn read(method: &Method, headers: &HeaderMap, peer: Option<IpAddr>) -> Self {
        let user_agent = text(headers, &header::USER_AGENT).to_owned();
        let ahead = PURPOSES.iter().any(|name| {
            let purpose = text(headers, name).to_ascii_lowercase();
            ["prefetch", "prerender", "preview"].iter().any(|ahead| purpose.contains(ahead))
        });
        let by_a_person = *method == Method::GET && !ahead && !is_program(&user_agent);
        Self { address: address(headers, peer), user_agent, by_a_person }
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        Ok(Self::read(&parts.method, &parts.headers, peer))
    }
}

impl std::fmt::Debug for Visit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Visit")
    }
}

/// The address of whoever asks: the peer's own, or where the peer is a web server in front what that says. Only the last
/// address is its word; those before it came with the request.
fn address(headers: &HeaderMap, peer: Option<IpAddr>) -> Option<IpAddr> {
    let peer = peer?.to_canonical();
    if !is_near(peer) {
        return Some(peer);
    }
    let forwarded = headers.get_all(FORWARDED_FOR).iter().next_back().and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()).map(str::trim);
    Some(last.and_then(|last| last.parse().ok()).unwrap_or(peer))
}

/// Whether it is on this machine or in the same private network, where the web server in front is.
fn is_near(peer: IpAddr) -> bool {
    match peer {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private() || peer.is_link_local(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local() || peer.is_unicast_link_local(),
    }
}

/// Whether something that calls itself `user_agent` reads pages by itself. Browsers always give a name.
fn is_program(user_agent: &str) -> bool {
    // A maker of telephones whose name stands in that of their browsers.
    let name = user_agent.to_ascii_lowercase().replace("cubot", "");
    name.trim().is_empty() || PROGRAMS.iter().any(|program| name.contains(program))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    fn visit(method: &Method, headers: &[(&'static str, &'static str)], peer: &str) -> Visit {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        Visit::read(method, &map, peer.parse().ok())
    }

    fn is_person(headers: &[(&'static str, &'static str)]) -> bool {
        visit(&Method::GET, headers, "192.0.2.7").visitor().is_some()
    }

    fn from(headers: &[(&'static str, &'static str)], peer: &str) -> String {
        visit(&Method::GET, headers, peer).address.map_or_else(String::new, |address| address.to_string())
    }

    #[test]
    fn robots_and_pages_fetched_ahead_are_no_visitors() {
        assert!(is_person(&[("user-agent", BROWSER)]));
        assert!(is_person(&[("user-agent", "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 20) Chrome/140.0")]));
        assert!(!is_person(&[]) && !is_person(&[("user-agent", " ")]));
        for program in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.example.org/bot.html)",
            "curl/8.5.0",
            "python-requests/2.32",
            "Go-http-client/2.0",
            "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0",
        ] {
            assert!(!is_person(&[("user-agent", program)]), "{program}");
        }
        for (name, value) in
            [("sec-purpose", "prefetch;prerender"), ("purpose", "Prefetch"), ("x-moz", "prefetch")]
        {
            assert!(!is_person(&[("user-agent", BROWSER), (name, value)]), "{name}");
        }
        assert!(visit(&Method::HEAD, &[("user-agent", BROWSER)], "192.0.2.7").visitor().is_none());
    }

    #[test]
    fn the_web_server_in_front_says_for_whom_it_asks() {
        let forwarded = [("x-forwarded-for", "198.51.100.1, 203.0.113.9")];
        assert_eq!(from(&forwarded, "127.0.0.1"), "203.0.113.9");
        assert_eq!(from(&forwarded, "::ffff:10.0.0.2"), "203.0.113.9");
        assert_eq!(from(&forwarded, "192.0.2.7"), "192.0.2.7", "anybody can write the header");
        let twice = [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-for", "2001:db8::1")];
        assert_eq!(from(&twice, "::1"), "2001:db8::1");
        for odd in ["", "unknown", "1.2.3", "203.0.113.9, "] {
            assert_eq!(from(&[("x-forwarded-for", odd)], "127.0.0.1"), "127.0.0.1", "{odd}");
        }
        assert_eq!(from(&forwarded, ""), "", "without a connection there is nobody to believe");
    }

    #[test]
    fn nobody_can_print_who_it_is() {
        assert_eq!(format!("{:?}", visit(&Method::GET, &[("user-agent", BROWSER)], "192.0.2.7")), "Visit");
    }
}
