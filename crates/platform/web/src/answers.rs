//! Answers that many ask for: made once, kept in memory for a moment, handed out to everyone who asks the same.
//!
//! Programs that subscribe to something ask again and again, thousands of them at once; people follow the same links. An answer is kept until what it
//! was made from changed, for a minute at most, and for the day on which it was made. While one is being made, whoever
//! asks the same waits for it, and it is compressed but once. What was kept before tells since when the answer has been
//! what it is.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use kreisrund_kernel::{Language, SharedClock};
use moka::{
    future::Cache,
    ops::compute::{CompResult, Op},
};
use tokio::sync::OnceCell;
use tower::{ServiceExt, service_fn};
use tower_http::compression::Compression;

use crate::{CachePolicy, Parameters, Problem, cache, finish::QUALITY};

/// What an answer takes up beside its content, in bytes, roughly.
const BESIDE: usize = 600;
/// The encodings in which answers are kept beside the plain one, the smaller first.
const ENCODINGS: [&str; 2] = ["br", "gzip"];
/// How long an answer is handed out without asking whether it would still be the same.
const FRESH: SignedDuration = SignedDuration::from_secs(60);
/// What nobody has asked for in so long makes room.
const FORGOTTEN: Duration = Duration::from_secs(6 * 60 * 60);

/// What was asked: the same asks for the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// Which answer: the path.
    pub path: &'static str,
    /// In which language.
    pub language: Language,
    /// About what.
    pub parameters: Parameters,
}

/// An answer as it is kept.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The media type.
    pub content_type: &'static str,
    /// The name under which a program saves it.
    pub file_name: Option<&'static str>,
    /// The content.
    pub content: String,
    /// Whether programs on other sites may read it.
    pub is_shared: bool,
    /// What goes with each answer to those who make it, such as [`ImagesFrom`](crate::ImagesFrom).
    pub extensions: Extensions,
}

/// What was made for who asked.
#[derive(Debug)]
pub enum Made {
    /// The same for everyone who asks the same.
    ForAll(Document),
    /// An answer that is kept for nobody, such as a refusal.
    Once(Response),
}

/// The answers of a running program; clones share them.
#[derive(Clone)]
pub struct Answers {
    kept: Cache<Asked, Arc<Kept>>,
    clock: SharedClock,
}

struct Kept {
    /// All of the document but its content.
    document: Document,
    content: Bytes,
    /// The content in each of the encodings, as soon as somebody took it so.
    encoded: [OnceCell<Bytes>; 2],
    tag: String,
    /// Since when the answer is what it is; nothing where it was another within the same second, which the header could
    /// not tell (RFC 9110, section 8.8.2.2).
    since: Option<Timestamp>,
    made: MadeOf,
}

/// Of what and when an answer was made.
#[derive(Clone, Copy, PartialEq, Eq)]
struct MadeOf {
    edition: u64,
    day: Date,
    at: Timestamp,
}

impl Answers {
    /// No answers yet, kept by the time of `clock` in at most `bytes` of memory; none at all in 0.
    #[must_use]
    pub fn new(clock: SharedClock, bytes: u64) -> Self {
        let weight = |asked: &Asked, kept: &Arc<Kept>| {
            let parameters: usize =
                asked.parameters.iter().map(|(name, value)| name.len() + value.len()).sum();
            // What is compressed later takes up less than half as much again.
            let content = kept.content.len() + kept.content.len() / 2;
            u32::try_from(content + parameters + BESIDE).unwrap_or(u32::MAX)
        };
        let kept = Cache::builder().max_capacity(bytes).weigher(weight).time_to_idle(FORGOTTEN).build();
        Self { kept, clock }
    }

    /// The answer to `asked` for a request with `headers`, which `make` makes where none is kept. `edition` is a number
    /// that changes with what it is made from.
    ///
    /// Browsers may keep it too, and ask whether it is still the same; the layer of [`finish`](crate::finish) answers
    /// them.
    ///
    /// # Errors
    /// What `make` says; nothing is kept of that.
    pub async fn get(
        &self,
        asked: Asked,
        headers: &HeaderMap,
        edition: u64,
        make: impl Future<Output = Result<Made, Problem>>,
    ) -> Result<Response, Problem> {
        let made = MadeOf { edition, day: self.clock.today(), at: self.clock.now() };
        if let Some(kept) = self.kept.get(&asked).await.filter(|kept| kept.made.is_as_good_as(made)) {
            return Ok(kept.response(headers).await);
        }
        let mut once = None;
        let result = self
            .kept
            .entry(asked)
            .and_try_compute_with(async |entry| {
                let before = entry.map(moka::Entry::into_value);
                // Somebody else asked the same a moment ago.
                if before.as_ref().is_some_and(|before| before.made.is_as_good_as(made)) {
                    return Ok::<_, Problem>(Op::Nop);
                }
                Ok(match make.await? {
                    Made::ForAll(document) => Op::Put(Arc::new(Kept::of(document, made, before.as_deref()))),
                    Made::Once(response) => {
                        once = Some(response);
                        Op::Nop
                    }
                })
            })
            .await?;
        if let Some(response) = once {
            return Ok(response);
        }
        match result {
            CompResult::Unchanged(entry) | CompResult::Inserted(entry) | CompResult::ReplacedWith(entry) => {
                Ok(entry.value().response(headers).await)
            }
            // Neither is ever asked for.
            CompResult::StillNone(_) | CompResult::Removed(_) => Err(Problem::unavailable()),
        }
    }
}

impl std::fmt::Debug for Answers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Answers").field("kept", &self.kept.entry_count()).finish_non_exhaustive()
    }
}

impl MadeOf {
    /// Whether what was made so is still good where one would make it as `now` says.
    fn is_as_good_as(self, now: Self) -> bool {
        let age = now.at.duration_since(self.at);
        self.edition == now.edition && self.day == now.day && !age.is_negative() && age < FRESH
    }
}

impl Kept {
    fn of(mut document: Document, made: MadeOf, before: Option<&Self>) -> Self {
        let content = Bytes::from(std::mem::take(&mut document.content));
        let tag = cache::tag_of(&content);
        let second = |at: Timestamp| Timestamp::from_second(at.as_second()).unwrap_or(at);
        let since = match before {
            Some(before) if before.tag == tag => before.since,
            Some(before) if second(before.made.at) == second(made.at) => None,
            Some(_) | None => Some(second(made.at)),
        };
        let encoded = [const { OnceCell::const_new() }; 2];
        Self { document, content, encoded, tag, since, made }
    }

    async fn response(&self, asked: &HeaderMap) -> Response {
        let mut response = self.body(asked).await;
        response.extensions_mut().extend(self.document.extensions.clone());
        response
    }

    async fn body(&self, asked: &HeaderMap) -> Response {
        let mut headers = HeaderMap::new();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        };
        set(header::CONTENT_TYPE, self.document.content_type);
        if let Some(name) = self.document.file_name {
            set(header::CONTENT_DISPOSITION, &format!("inline; filename=\"{name}\""));
        }
        set(header::ETAG, &self.tag);
        if let Some(since) = self.since {
            set(header::LAST_MODIFIED, &cache::http_date(since));
        }
        headers.insert(header::CACHE_CONTROL, CachePolicy::Revalidate.header());
        if self.document.is_shared {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
        // Where another encoding is asked for, or none, the layer around all answers sees to it.
        let fitting = ENCODINGS.into_iter().zip(&self.encoded).find(|(encoding, _)| accepts(asked, encoding));
        let Some((encoding, encoded)) = fitting else {
            return (headers, self.content.clone()).into_response();
        };
        let encoded = encoded.get_or_init(|| compressed(self.content.clone(), encoding)).await;
        if encoded.is_empty() {
            return (headers, self.content.clone()).into_response();
        }
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        (headers, encoded.clone()).into_response()
    }
}

/// Whether somebody who asks with `headers` takes an answer in `encoding` (RFC 9110, section 12.5.3).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let weight = weight.trim().trim_start_matches(['q', 'Q']).trim_start_matches('=');
        let is_refused = weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0);
        name.trim().eq_ignore_ascii_case(encoding) && !is_refused
    })
}

/// `content` in `encoding`, made by the same means as for every other answer; nothing where it stays as it is.
async fn compressed(content: Bytes, encoding: &'static str) -> Bytes {
    let plain = service_fn(move |_: Request| {
        let content = content.clone();
        async move { Ok::<_, Infallible>(Response::new(Body::from(content))) }
    });
    let mut request = Request::new(Body::empty());
    request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding));
    let Ok(response) = Compression::new(plain).quality(QUALITY).oneshot(request).await;
    if !response.headers().contains_key(header::CONTENT_ENCODING) {
        return Bytes::new();
    }
    to_bytes(Body::new(response.into_body()), usize::MAX).await.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::http::StatusCode;
    use kreisrund_kernel::Clock;
    use parking_lot::Mutex;

    use super::*;

    /// A clock whose hands are moved.
    #[derive(Clone, Debug)]
    struct Hands(Arc<Mutex<Timestamp>>);

    impl Hands {
        fn new() -> Self {
            Self(Arc::new(Mutex::new("2026-11-22T09:00:00Z".parse().unwrap())))
        }

        fn pass(&self, milliseconds: i64) {
            *self.0.lock() += SignedDuration::from_millis(milliseconds);
        }
    }

    impl Clock for Hands {
        fn now(&self) -> Timestamp {
            *self.0.lock()
        }
    }

    fn asked(about: &str) -> Asked {
        let parameters = Parameters::new().with("q", about);
        Asked { path: "/suche.atom", language: Language::German, parameters }
    }

    const MOST_BYTES: u64 = 32 * 1024 * 1024;

    fn document(content: &str) -> Made {
        let content = content.to_owned();
        Made::ForAll(Document { content_type: "application/atom+xml", content, ..Document::default() })
    }

    /// Since when the answer is what it is, as its header says, and its tag.
    async fn ask(answers: &Answers, edition: u64, content: &str) -> (Option<String>, String) {
        let make = async { Ok(document(content)) };
        let response = answers.get(asked("garten"), &HeaderMap::new(), edition, make).await.unwrap();
        let header = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        (header(header::LAST_MODIFIED), header(header::ETAG).unwrap())
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn ten_thousand_who_ask_at_once_cost_one_making() {
        let answers = Answers::new(Arc::new(Hands::new()), MOST_BYTES);
        let made = Arc::new(AtomicUsize::new(0));
        let asking: Vec<_> = (0..10_000)
            .map(|_| {
                let (answers, made) = (answers.clone(), Arc::clone(&made));
                tokio::spawn(async move {
                    let make = async {
                        tokio::task::yield_now().await;
                        made.fetch_add(1, Ordering::SeqCst);
                        Ok(document("das Neueste"))
                    };
                    answers.get(asked("garten"), &HeaderMap::new(), 1, make).await.unwrap().status()
                })
            })
            .collect();
        for status in asking {
            assert_eq!(status.await.unwrap(), StatusCode::OK);
        }
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn an_answer_is_made_anew_when_something_changed_or_a_minute_passed() {
        let hands = Hands::new();
        let answers = Answers::new(Arc::new(hands.clone()), MOST_BYTES);
        let (since, first) = ask(&answers, 1, "eins").await;
        assert_eq!(since.unwrap(), "Sun, 22 Nov 2026 09:00:00 GMT");
        hands.pass(59_000);
        assert_eq!(ask(&answers, 1, "zwei").await.1, first, "what is fresh is not made anew");
        hands.pass(1_000);
        let (since, second) = ask(&answers, 1, "zwei").await;
        assert_eq!(since.unwrap(), "Sun, 22 Nov 2026 09:01:00 GMT");
        assert_ne!(first, second);
        hands.pass(5_000);
        let (since, same) = ask(&answers, 2, "zwei").await;
        assert_eq!(since.unwrap(), "Sun, 22 Nov 2026 09:01:00 GMT", "made anew it is the same");
        assert_eq!(same, second);
        hands.pass(300);
        let (since, third) = ask(&answers, 3, "drei").await;
        assert!(since.is_none() && third != second, "two in a second can't be told apart by a date");
        hands.pass(24 * 60 * 60 * 1_000);
        assert_ne!(ask(&answers, 3, "vier").await.1, third, "another day");
    }

    #[tokio::test]
    async fn what_went_wrong_is_not_kept() {
        let answers = Answers::new(Arc::new(Hands::new()), MOST_BYTES);
        let refused =
            answers.get(asked("x"), &HeaderMap::new(), 1, async { Err(Problem::not_found()) }).await;
        assert_eq!(refused.unwrap_err().status(), StatusCode::NOT_FOUND);
        let made = answers.get(asked("x"), &HeaderMap::new(), 1, async { Ok(document("da")) }).await;
        assert_eq!(made.unwrap().status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn what_is_for_once_and_what_has_no_room_is_made_each_time() {
        let once = |text: &'static str| async move { Ok(Made::Once(text.into_response())) };
        let body = async |response: Response| to_bytes(response.into_body(), 100).await.unwrap();
        let answers = Answers::new(Arc::new(Hands::new()), MOST_BYTES);
        for text in ["eins", "zwei"] {
            let response = answers.get(asked("x"), &HeaderMap::new(), 1, once(text)).await.unwrap();
            assert_eq!(body(response).await, text);
        }
        let nothing = Answers::new(Arc::new(Hands::new()), 0);
        for text in ["eins", "zwei"] {
            let make = async { Ok(document(text)) };
            let response = nothing.get(asked("x"), &HeaderMap::new(), 1, make).await.unwrap();
            assert_eq!(body(response).await, text);
        }
    }

    #[tokio::test]
    async fn what_is_kept_is_bounded_by_its_bytes() {
        let answers = Answers::new(Arc::new(Hands::new()), MOST_BYTES);
        let large = "Termin ".repeat(150_000);
        for number in 0..100 {
            let make = async { Ok(document(&large)) };
            answers.get(asked(&number.to_string()), &HeaderMap::new(), 1, make).await.unwrap();
        }
        answers.kept.run_pending_tasks().await;
        assert!(answers.kept.weighted_size() <= MOST_BYTES, "{}", answers.kept.weighted_size());
        assert!(answers.kept.entry_count() > 5, "{answers:?}");
    }

    #[tokio::test]
    async fn who_takes_it_compressed_gets_it_compressed() {
        let answers = Answers::new(Arc::new(Hands::new()), MOST_BYTES);
        let plain = "Termin ".repeat(1_000);
        for (accepted, encoding) in [
            ("gzip, deflate, br", Some("br")),
            ("br;q=0, GZIP;q=0.5", Some("gzip")),
            ("gzip;q=0.000", None),
            ("identity", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
            let make = async { Ok(document(&plain)) };
            let response = answers.get(asked("garten"), &headers, 1, make).await.unwrap();
            let told = response.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap());
            assert_eq!(told, encoding, "{accepted}");
            let length = to_bytes(response.into_body(), usize::MAX).await.unwrap().len();
            assert_eq!(length < plain.len(), encoding.is_some(), "{accepted}: {length}");
        }
    }
}
