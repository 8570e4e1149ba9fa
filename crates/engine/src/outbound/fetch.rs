//! How is one document fetched, whole or not at all?
//!
//! Like a post it follows no redirect, its time is limited as a whole, and every status is an
//! answer. What is longer than we keep is no answer: half a message is worth nothing.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;

use super::address::parse_url;
use super::client::{
    HttpClient, PostAnswer, PostError, answer_of, header_map, named, no_answer, wanted_pause,
};

/// The longest document that is kept, in bytes.
const LONGEST: usize = 10_000_000;

/// A call that fetches a body.
#[derive(Clone, Debug)]
pub struct Fetch {
    /// The address, checked again when its name is resolved.
    pub url: String,
    /// Headers of the request, names and values.
    pub headers: Vec<(String, String)>,
    /// The time for all of it.
    pub timeout: Duration,
    /// The header of the answer that is wanted.
    pub wanted: Option<&'static str>,
}

/// What the other end answered to a fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The HTTP status; redirects are not followed.
    pub status: u16,
    /// The body's media type, where it is said.
    pub content_type: Option<String>,
    /// The bytes of the answer, up to the limit.
    pub body: Bytes,
    /// How long the server wants to be left alone, at most a day.
    pub retry_after: Option<Duration>,
    /// The header that was wanted, where it is there.
    pub wanted: Option<String>,
}

impl HttpClient {
    /// Fetches once.
    ///
    /// # Errors
    /// When there is no whole answer; see [`PostError`].
    pub async fn fetch(&self, request: Fetch) -> Result<Fetched, PostError> {
        let response = self.get(&request).await?;
        let said = response.headers();
        Ok(Fetched {
            status: response.status().as_u16(),
            content_type: named(said, Some(CONTENT_TYPE.as_str())),
            retry_after: wanted_pause(said),
            wanted: named(said, request.wanted),
            body: read_whole(response).await?,
        })
    }

    /// Fetches once for the status and the start of the answer, whatever is there.
    ///
    /// # Errors
    /// When there is no answer; see [`PostError`].
    pub async fn knock(&self, request: Fetch) -> Result<PostAnswer, PostError> {
        let response = self.get(&request).await?;
        answer_of(response, request.wanted).await
    }

    /// The beginning of the answer to one GET.
    async fn get(&self, request: &Fetch) -> Result<Response, PostError> {
        let url = parse_url(&request.url, self.policy)?;
        let headers = header_map(&request.headers)?;
        let call = self.client.get(url).headers(headers);
        let sent = call.timeout(request.timeout).send().await;
        sent.map_err(|error| no_answer(&error))
    }
}

async fn read_whole(mut response: Response) -> Result<Bytes, PostError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| no_answer(&error))? {
        if body.len() + chunk.len() > LONGEST {
            let text = format!("the answer is longer than {LONGEST} bytes");
            return Err(PostError::Unreachable(text));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.into())
}
