//! How is one body posted, and what can come of it?
//!
//! Every status is an answer, also 500: whether it is good is for the caller to say. An error
//! means that there is no answer; it says whether trying again can help. Error texts name no URL,
//! for a customer's URL may carry a token and error texts are shown and logged.

use std::error::Error;
use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, ClientBuilder, Identity, Response, redirect};

use super::address::{AddressPolicy, UrlError, parse_url};
use super::resolver::{PolicyResolver, RefusedAddress};
use super::retry_after;

/// How much of an answer's body is kept, in bytes.
const LONGEST_BODY: usize = 20_000;

/// How long an unused connection is kept: shorter than the usual 60 s of servers, which would
/// otherwise close it while we send.
const IDLE: Duration = Duration::from_secs(45);

/// Posts to customs systems and webhooks; cheap to clone, clones share connections.
#[derive(Clone, Debug)]
pub struct HttpClient {
    pub(super) policy: AddressPolicy,
    pub(super) client: Client,
}

/// A call that posts a body.
#[derive(Clone, Debug)]
pub struct Post {
    /// The address, checked again when its name is resolved.
    pub url: String,
    /// Headers besides the content type.
    pub headers: Vec<(String, String)>,
    /// The body's media type.
    pub content_type: String,
    /// The bytes that are posted, as they are.
    pub body: Bytes,
    /// The time for all of it: name, connection, sending and answer.
    pub timeout: Duration,
    /// The header of the answer that is wanted.
    pub wanted: Option<&'static str>,
}

/// What the other end answered to a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostAnswer {
    /// The HTTP status; redirects are not followed.
    pub status: u16,
    /// The first 20 kB of the body; what is not text is replaced.
    pub body: String,
    /// How long the receiver wants to be left alone, at most a day.
    pub retry_after: Option<Duration>,
    /// The header that was wanted, where it is there.
    pub wanted: Option<String>,
}

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// The policy refuses the address.
    #[error("address refused: {0}")]
    Address(String),
    /// No connection, or it broke.
    #[error("unreachable: {0}")]
    Unreachable(String),
    /// What answers there cannot be trusted, or does not trust us: a certificate or a version of TLS.
    #[error("no secure connection: {0}")]
    Tls(String),
    /// No whole answer within the time given.
    #[error("no answer in time")]
    TimedOut,
    /// The call itself is wrong.
    #[error("cannot be called: {0}")]
    Invalid(String),
}

impl PostError {
    /// Whether trying again later can help.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        match self {
            // Certificates are renewed.
            Self::Unreachable(_) | Self::Tls(_) | Self::TimedOut => true,
            Self::Address(_) | Self::Invalid(_) => false,
        }
    }
}

impl From<UrlError> for PostError {
    fn from(error: UrlError) -> Self {
        match error {
            UrlError::Invalid(text) => Self::Invalid(text),
            UrlError::Refused(text) => Self::Address(text),
        }
    }
}

impl HttpClient {
    /// A client that shows no certificate.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(policy: AddressPolicy) -> anyhow::Result<Self> {
        Self::build(policy, None)
    }

    /// A client that shows a certificate; `pem` holds it, its chain and its private key.
    ///
    /// # Errors
    /// When the PEM text cannot be used, or TLS cannot be set up.
    pub fn with_identity(policy: AddressPolicy, pem: &[u8]) -> anyhow::Result<Self> {
        install_crypto();
        let identity = Identity::from_pem(pem).context(
            "the client certificate must be PEM text with the certificate, its chain and its \
             unencrypted private key",
        )?;
        Self::build(policy, Some(identity))
    }

    /// Posts once.
    ///
    /// # Errors
    /// When there is no answer; see [`PostError`].
    pub async fn post(&self, request: Post) -> Result<PostAnswer, PostError> {
        let url = parse_url(&request.url, self.policy)?;
        let mut headers = header_map(&request.headers)?;
        headers.insert(
            CONTENT_TYPE,
            header_value("content-type", &request.content_type)?,
        );
        let call = self
            .client
            .post(url)
            .headers(headers)
            .timeout(request.timeout);
        let response = call
            .body(request.body)
            .send()
            .await
            .map_err(|error| no_answer(&error))?;
        answer_of(response, request.wanted).await
    }

    fn build(policy: AddressPolicy, identity: Option<Identity>) -> anyhow::Result<Self> {
        install_crypto();
        let client = match settings(policy, identity.clone()).build() {
            Ok(client) => client,
            Err(error) => {
                // Without root certificates on the machine, plain http must still work.
                let reason = chain(&error);
                tracing::warn!(reason, "https is not possible: install ca-certificates");
                let no_roots = settings(policy, identity).tls_certs_only([]);
                no_roots.build().context("TLS cannot be set up")?
            }
        };
        Ok(Self { policy, client })
    }
}

fn settings(policy: AddressPolicy, identity: Option<Identity>) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(concat!("cas/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .no_proxy()
        .dns_resolver(PolicyResolver(policy))
        .pool_idle_timeout(IDLE);
    match identity {
        Some(identity) => builder.identity(identity),
        None => builder,
    }
}

/// One provider for the whole process; an error means that it is there already.
pub fn install_crypto() {
    drop(rustls::crypto::ring::default_provider().install_default());
}

pub(super) fn header_map(written: &[(String, String)]) -> Result<HeaderMap, PostError> {
    let mut headers = HeaderMap::with_capacity(written.len() + 1);
    for (name, value) in written {
        let key = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| PostError::Invalid(format!("{name} is no header name")))?;
        headers.insert(key, header_value(name, value)?);
    }
    Ok(headers)
}

/// A header's text, where it is there and is text.
pub(super) fn named(headers: &HeaderMap, name: Option<&str>) -> Option<String> {
    let text = headers.get(name?)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The value may be a secret, so the error does not show it.
fn header_value(name: &str, value: &str) -> Result<HeaderValue, PostError> {
    HeaderValue::from_str(value).map_err(|_| {
        PostError::Invalid(format!(
            "the value of header {name} has characters not allowed there"
        ))
    })
}

pub(super) fn wanted_pause(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    retry_after::read(text, Timestamp::now())
}

/// What an answer says, with the start of its body.
pub(super) async fn answer_of(
    response: Response,
    wanted: Option<&str>,
) -> Result<PostAnswer, PostError> {
    let status = response.status().as_u16();
    let retry_after = wanted_pause(response.headers());
    let wanted = named(response.headers(), wanted);
    let body = read_start(response)
        .await
        .map_err(|error| no_answer(&error))?;
    Ok(PostAnswer {
        status,
        body: text_of(&body),
        retry_after,
        wanted,
    })
}

/// The start of the body; the rest is not even received.
async fn read_start(mut response: Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut body = Vec::new();
    while body.len() < LONGEST_BODY {
        let Some(chunk) = response.chunk().await? else {
            break;
        };
        let room = LONGEST_BODY - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(body)
}

/// As text that every store can keep: PostgreSQL refuses NUL.
fn text_of(body: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(body).replace('\0', "\u{fffd}");
    text.truncate(text.floor_char_boundary(LONGEST_BODY));
    text
}

pub(super) fn no_answer(error: &reqwest::Error) -> PostError {
    if let Some(refused) = refused_address(error) {
        PostError::Address(refused.to_string())
    } else if error.is_timeout() {
        PostError::TimedOut
    } else if error.is_builder() {
        PostError::Invalid(chain(error))
    } else if causes(error).any(is_of_tls) {
        PostError::Tls(chain(error))
    } else {
        PostError::Unreachable(chain(error))
    }
}

/// Whether TLS itself failed: its errors are wrapped as those of a stream.
fn is_of_tls(cause: &(dyn Error + 'static)) -> bool {
    let within = cause.downcast_ref::<std::io::Error>();
    let within = within.and_then(std::io::Error::get_ref);
    cause.is::<rustls::Error>() || within.is_some_and(|inner| is_of_tls(inner))
}

fn refused_address(error: &reqwest::Error) -> Option<&RefusedAddress> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// The causes in words; without the outermost, which shows the URL.
fn chain(error: &reqwest::Error) -> String {
    let texts: Vec<String> = causes(error).map(ToString::to_string).collect();
    match texts.as_slice() {
        [] => "the connection failed".to_owned(),
        texts => texts.join(": "),
    }
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    /// What the server at the other end does with each connection.
    #[derive(Clone)]
    enum Server {
        /// Answers every request with these bytes.
        Says(String),
        /// Reads and never answers.
        IsSilent,
        /// Starts an answer and never ends it.
        Stalls,
        /// Closes without an answer.
        HangsUp,
    }

    /// Starts a server; the receiver gets every request it reads.
    async fn serve(server: Server) -> (SocketAddr, tokio::sync::mpsc::UnboundedReceiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, server.clone(), sender.clone()));
            }
        });
        (address, receiver)
    }

    async fn converse(
        mut stream: TcpStream,
        server: Server,
        seen: tokio::sync::mpsc::UnboundedSender<String>,
    ) {
        let mut connection = String::new();
        while let Some(request) = read_request(&mut stream).await {
            connection.push('|');
            seen.send(format!("{connection}{request}")).ok();
            match &server {
                Server::Says(answer) => {
                    stream.write_all(answer.as_bytes()).await.ok();
                }
                Server::IsSilent => std::future::pending().await,
                Server::Stalls => {
                    let start = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf";
                    stream.write_all(start).await.unwrap();
                    std::future::pending().await
                }
                Server::HangsUp => return,
            }
        }
    }

    /// One request with its body of a stated length.
    async fn read_request(stream: &mut TcpStream) -> Option<String> {
        let mut text = String::new();
        let mut buffer = [0; 4096];
        loop {
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: "));
                if length.is_none_or(|length| body.len() >= length.parse().unwrap()) {
                    return Some(text);
                }
            }
            match stream.read(&mut buffer).await {
                Ok(0) | Err(_) => return None,
                Ok(count) => text.push_str(std::str::from_utf8(&buffer[..count]).unwrap()),
            }
        }
    }

    fn answer(status: &str, headers: &str, body: &str) -> Server {
        let length = body.len();
        Server::Says(format!(
            "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}"
        ))
    }

    fn post_to(url: String) -> Post {
        Post {
            url,
            headers: vec![("webhook-id".to_owned(), "7".to_owned())],
            content_type: "application/json".to_owned(),
            body: Bytes::from_static(b"{}"),
            timeout: Duration::from_secs(20),
            wanted: Some("x-conversation"),
        }
    }

    async fn post(server: Server) -> Result<PostAnswer, PostError> {
        let (address, _seen) = serve(server).await;
        let client = HttpClient::new(AddressPolicy::AllowPrivate).unwrap();
        client
            .post(post_to(format!("http://{address}/in?token=hush")))
            .await
    }

    #[tokio::test]
    async fn every_status_is_an_answer() {
        for (status, code) in [
            ("200 OK", 200),
            ("202 Accepted", 202),
            ("400 Bad Request", 400),
            ("410 Gone", 410),
            ("500 Oh", 500),
        ] {
            let expected = PostAnswer {
                status: code,
                body: "said".to_owned(),
                retry_after: None,
                wanted: None,
            };
            assert_eq!(post(answer(status, "", "said")).await, Ok(expected));
        }
    }

    #[tokio::test]
    async fn reads_the_wanted_pause() {
        let server = answer("503 Busy", "retry-after: 90\r\n", "");
        let answer = post(server).await.unwrap();
        assert_eq!(answer.retry_after, Some(Duration::from_secs(90)));
    }

    #[tokio::test]
    async fn keeps_the_header_that_is_wanted() {
        for (header, expected) in [("X-Conversation: 7f-1\r\n", Some("7f-1")), ("", None)] {
            let answer = post(answer("202 Accepted", header, "")).await.unwrap();
            assert_eq!(answer.wanted.as_deref(), expected);
        }
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_not_followed() {
        let (target, mut reached) = serve(answer("200 OK", "", "")).await;
        let location = format!("location: http://{target}/\r\n");
        assert_eq!(
            post(answer("307 Elsewhere", &location, ""))
                .await
                .unwrap()
                .status,
            307
        );
        assert!(reached.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_big_body_is_cut() {
        let answer = post(answer("200 OK", "", &"x".repeat(5_000_000)))
            .await
            .unwrap();
        assert_eq!(answer.body.len(), LONGEST_BODY);
    }

    #[tokio::test]
    async fn time_is_limited_as_a_whole() {
        for server in [Server::IsSilent, Server::Stalls] {
            let (address, _seen) = serve(server).await;
            let client = HttpClient::new(AddressPolicy::AllowPrivate).unwrap();
            let mut request = post_to(format!("http://{address}/"));
            request.timeout = Duration::from_millis(50);
            assert_eq!(client.post(request).await, Err(PostError::TimedOut));
        }
    }

    #[tokio::test]
    async fn a_broken_connection_can_be_tried_again_and_shows_no_token() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let closed = listener.local_addr().unwrap();
        drop(listener);
        let client = HttpClient::new(AddressPolicy::AllowPrivate).unwrap();
        let refused = client
            .post(post_to(format!("http://{closed}/?token=hush")))
            .await;
        for error in [
            refused.unwrap_err(),
            post(Server::HangsUp).await.unwrap_err(),
        ] {
            assert!(matches!(error, PostError::Unreachable(_)), "{error}");
            assert!(
                error.is_temporary() && !error.to_string().contains("hush"),
                "{error}"
            );
        }
    }

    #[tokio::test]
    async fn sends_what_was_asked_on_one_connection() {
        let (address, mut seen) = serve(answer("200 OK", "", "")).await;
        let client = HttpClient::new(AddressPolicy::AllowPrivate).unwrap();
        for _ in 0..2 {
            client
                .post(post_to(format!("http://{address}/in?x=1")))
                .await
                .unwrap();
        }
        let first = seen.recv().await.unwrap();
        assert!(first.starts_with("|POST /in?x=1 HTTP/1.1\r\n"), "{first}");
        assert!(first.ends_with("\r\n\r\n{}"), "{first}");
        for line in [
            "content-type: application/json",
            "webhook-id: 7",
            "user-agent: cas/",
        ] {
            assert!(first.contains(line), "{first}");
        }
        let second = seen.recv().await.unwrap();
        assert!(
            second.starts_with("||POST"),
            "another connection was opened: {second}"
        );
    }

    #[tokio::test]
    async fn what_may_not_be_called_is_not_called() {
        let (address, mut reached) = serve(answer("200 OK", "", "")).await;
        let client = HttpClient::new(AddressPolicy::PublicOnly).unwrap();
        for host in [address.to_string(), format!("localhost:{}", address.port())] {
            let error = client
                .post(post_to(format!("http://{host}/")))
                .await
                .unwrap_err();
            assert!(matches!(error, PostError::Address(_)), "{error}");
            assert!(!error.is_temporary());
        }
        assert!(reached.try_recv().is_err());
    }

    /// A name that passes the reading of the URL and stands for a private address: the resolver's
    /// refusal must come out of the connector as one.
    #[tokio::test]
    async fn a_refusal_at_connecting_is_recognised() {
        let (address, mut reached) = serve(answer("200 OK", "", "")).await;
        let strict = HttpClient::new(AddressPolicy::PublicOnly).unwrap();
        let client = HttpClient {
            policy: AddressPolicy::AllowPrivate,
            ..strict
        };
        let url = format!("http://localhost:{}/", address.port());
        let error = client.post(post_to(url)).await.unwrap_err();
        assert!(
            matches!(&error, PostError::Address(text) if text.contains("loopback")),
            "{error}"
        );
        assert!(reached.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_wrong_call_is_told_without_its_secrets() {
        let client = HttpClient::new(AddressPolicy::AllowPrivate).unwrap();
        let bad_url = post_to("ftp://example.com/".to_owned());
        let mut bad_value = post_to("http://127.0.0.1/".to_owned());
        bad_value
            .headers
            .push(("x-secret".to_owned(), "hush\n".to_owned()));
        let mut bad_name = post_to("http://127.0.0.1/".to_owned());
        bad_name
            .headers
            .push(("not a name".to_owned(), String::new()));
        for request in [bad_url, bad_value, bad_name] {
            let error = client.post(request).await.unwrap_err();
            assert!(matches!(error, PostError::Invalid(_)), "{error}");
            assert!(!error.is_temporary() && !error.to_string().contains("hush"));
        }
    }

    #[test]
    fn text_is_cut_between_characters_and_has_no_nul() {
        assert_eq!(text_of(b"a\0b"), "a\u{fffd}b");
        assert_eq!(text_of(b"\xff"), "\u{fffd}");
        let long = text_of(&[0; LONGEST_BODY]);
        assert!(long.len() <= LONGEST_BODY && long.chars().all(|c| c == '\u{fffd}'));
    }

    #[test]
    fn a_certificate_with_its_key_is_taken() {
        // Made for this test alone; nothing trusts it.
        let pem = include_bytes!("fixtures/client_of_tests.pem");
        HttpClient::with_identity(AddressPolicy::PublicOnly, pem).unwrap();
    }

    #[test]
    fn a_certificate_without_key_is_refused() {
        for pem in [
            "",
            "not PEM",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            let error =
                HttpClient::with_identity(AddressPolicy::PublicOnly, pem.as_bytes()).unwrap_err();
            assert!(error.to_string().contains("private key"), "{error}");
        }
    }
}
