//! What an operator names on the command line: a file, or an address to fetch it from.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::Path,
    sync::Once,
    time::Duration,
};

use reqwest::{Client, StatusCode, Url, header, redirect};

use crate::failure::Failure;

/// Larger answers and files are refused.
const MOST_BYTES: usize = 20_000_000;
/// How often an address may point to another one.
const MOST_REDIRECTS: usize = 5;
/// How long the whole fetch may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a file or an address gave.
pub struct Fetched {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// Where they came from in the end, unless from a file.
    pub address: Option<String>,
}

/// The bytes of the file or address `source`.
///
/// # Errors
/// [`Failure::Refused`] with what to do about it.
pub async fn bytes(source: &str) -> Result<Vec<u8>, Failure> {
    Ok(fetched(source, "text/calendar").await?.bytes)
}

/// What the file or address `source` gives, best of the media type `wanted`.
///
/// # Errors
/// [`Failure::Refused`] with what to do about it.
pub async fn fetched(source: &str, wanted: &str) -> Result<Fetched, Failure> {
    if source.starts_with("http://") || source.starts_with("https://") {
        let url = Url::parse(source)
            .map_err(|_| Failure::refused(format!("“{source}” is not an address; check its spelling")))?;
        return within(PATIENCE, from_address(url, wanted)).await;
    }
    if let Some((scheme, _)) = source.split_once("://") {
        return Err(Failure::refused(format!(
            "addresses that begin with {scheme}:// can't be fetched; use http:// or https:// (for webcal:// write https://)"
        )));
    }
    Ok(Fetched { bytes: from_file(Path::new(source))?, address: None })
}

/// What `fetch` gives, unless it takes longer than `patience`: an answer may come byte by byte for ever.
async fn within(
    patience: Duration,
    fetch: impl Future<Output = Result<Fetched, Failure>>,
) -> Result<Fetched, Failure> {
    tokio::time::timeout(patience, fetch)
        .await
        .unwrap_or_else(|_| Err(Failure::refused("the answer took longer than a minute; try again later")))
}

/// The address `source` without its parameters, which may hold a secret of the feed's; none where it is a file.
#[must_use]
pub fn address_without_secrets(source: &str) -> Option<String> {
    let is_address = source.starts_with("http://") || source.starts_with("https://");
    is_address.then(|| Url::parse(source).ok()).flatten().map(|url| shown(&url))
}

/// The bytes of a file.
///
/// # Errors
/// [`Failure::Refused`] when it is not there, not a file, too large or not to be read.
pub fn from_file(path: &Path) -> Result<Vec<u8>, Failure> {
    from_file_up_to(path, MOST_BYTES, "divide it into smaller ones")
}

/// The bytes of a file of at most `most_bytes`; `advice` tells what to do with a larger one.
///
/// # Errors
/// Those of [`from_file`].
pub fn from_file_up_to(path: &Path, most_bytes: usize, advice: &str) -> Result<Vec<u8>, Failure> {
    let length = check_file(path)?;
    if length > most_bytes as u64 {
        let megabytes = most_bytes / 1_000_000;
        let path = path.display();
        return Err(Failure::refused(format!("{path}: the file is larger than {megabytes} MB; {advice}")));
    }
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// Checks that there is a file at `path`, and returns its length.
///
/// # Errors
/// [`Failure::Refused`] when there is none.
pub fn check_file(path: &Path) -> Result<u64, Failure> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if metadata.is_dir() {
        let path = path.display();
        return Err(Failure::refused(format!("{path}: this is a folder; name a file in it")));
    }
    Ok(metadata.len())
}

/// The refusal of a file that can't be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => Failure::refused(format!("{path}: there is no such file")),
        _ => Failure::refused(format!("{path}: the file can't be read: {error}")),
    }
}

async fn from_address(mut url: Url, wanted: &str) -> Result<Fetched, Failure> {
    let mut may_be_private = true;
    for _ in 0..=MOST_REDIRECTS {
        let client = client_for(&url, may_be_private).await?;
        let response = client
            .get(url.clone())
            .header(header::ACCEPT, format!("{wanted}, */*;q=0.1"))
            .send()
            .await
            .map_err(|error| Failure::refused(unreachable_sentence(&url, &error)))?;
        match response.status() {
            status if status.is_redirection() => {
                let target = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
                let next = target
                    .and_then(|target| url.join(target).ok())
                    .filter(|next| next.scheme().starts_with("http"));
                url = next.ok_or_else(|| Failure::refused(format!("{} points to nowhere", shown(&url))))?;
                // The operator may name a server in the house; a server outside must not.
                may_be_private = false;
            }
            StatusCode::OK => {
                return Ok(Fetched { bytes: limited(response).await?, address: Some(url.to_string()) });
            }
            status => {
                return Err(Failure::refused(format!(
                    "{} answered “{status}”; check the address",
                    shown(&url)
                )));
            }
        }
    }
    Err(Failure::refused(format!("the address points to others more than {MOST_REDIRECTS} times")))
}

/// A client that talks to nobody but the addresses that `url`'s name has now, so that what was checked is what is used.
async fn client_for(url: &Url, may_be_private: bool) -> Result<Client, Failure> {
    static TLS: Once = Once::new();
    TLS.call_once(|| {
        // Fails only when a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let host = url.host_str().ok_or_else(|| Failure::refused("the address has no host"))?.to_owned();
    let port = url.port_or_known_default().unwrap_or(443);
    let name = host.trim_matches(['[', ']']);
    let addresses: Vec<_> = tokio::net::lookup_host((name, port))
        .await
        .map_err(|_| Failure::refused(format!("the host {host} can't be found; check the address")))?
        .collect();
    if !may_be_private && addresses.iter().any(|address| is_private(address.ip())) {
        return Err(Failure::refused(format!(
            "the address points to {host}, which lies in a private network"
        )));
    }
    Client::builder()
        .user_agent(concat!("Kreisrund/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(Duration::from_secs(10))
        .resolve_to_addrs(&host, &addresses)
        .build()
        .map_err(|error| Failure::Broken(format!("no connection can be made: {error}")))
}

/// The answer, which stops being read where it grows too large, whatever it said of its size and however it was
/// compressed.
async fn limited(mut response: reqwest::Response) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| Failure::refused(format!("the answer broke off: {}", error.without_url())))?
    {
        if bytes.len() + chunk.len() > MOST_BYTES {
            let megabytes = MOST_BYTES / 1_000_000;
            return Err(Failure::refused(format!("the answer is larger than {megabytes} MB")));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Whether an address is none of the public Internet (IANA's registries of special-purpose addresses).
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => {
            let parts = v6.segments();
            let hidden = match parts {
                // An IPv4 address in one of IPv6: mapped, compatible, translated (RFC 6052), or by 6to4 (RFC 3056).
                [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                    Some((high, low))
                }
                [0x2002, high, low, ..] => Some((high, low)),
                _ => None,
            };
            let hides_private = hidden.is_some_and(|(high, low)| {
                let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
                is_private_v4(Ipv4Addr::new(a, b, c, d))
            });
            hides_private
                || v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
                // Local sites as they once were (RFC 3879), translation within a network (RFC 8215).
                || parts[0] & 0xffc0 == 0xfec0
                || (parts[0] == 0x64 && parts[1] == 0xff9b && parts[2] == 1)
        }
    }
}

fn is_private_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_broadcast()
        || v4.is_multicast()
        || a == 0
        // Shared address space of providers (RFC 6598), protocol assignments, benchmarks (RFC 2544), reserved.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19))
        || a >= 240
}

/// The address without its parameters, which may hold a secret of the feed's.
fn shown(url: &Url) -> String {
    format!("{}://{}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
}

fn unreachable_sentence(url: &Url, error: &reqwest::Error) -> String {
    let reason = if error.is_timeout() {
        "it does not answer in time"
    } else if error.is_connect() {
        "no connection can be made"
    } else {
        "the connection failed"
    };
    format!("{} can't be fetched: {reason}", shown(url))
}

#[cfg(test)]
mod tests;
