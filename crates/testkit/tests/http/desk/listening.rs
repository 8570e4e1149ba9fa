//! A stream of events, as a screen reads it.

use std::time::Duration;

use cas_testkit::TestApp;
use serde_json::Value;

/// One message of a stream.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The place in the log, where the message names one.
    pub id: Option<i64>,
    /// What kind of message it is; none for an event of the log.
    pub kind: Option<String>,
    /// The envelope, or what the message says.
    pub data: Value,
}

/// A stream that is open.
pub struct Listening {
    response: reqwest::Response,
    text: String,
}

impl Listening {
    /// Opens a stream at a server.
    pub async fn at(app: &TestApp, url: &str, query: &str) -> Self {
        let (client, token) = app.as_client().await;
        let request = client.get(format!("{url}/v1/events/stream{query}"));
        Self::to(request.bearer_auth(token)).await
    }

    /// Opens the stream that a request asks for.
    pub async fn to(request: reqwest::RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        Self {
            response,
            text: String::new(),
        }
    }

    /// The next message that says something; none at the end.
    pub async fn next(&mut self) -> Option<Heard> {
        loop {
            while !self.text.contains("\n\n") {
                let more = tokio::time::timeout(Duration::from_secs(120), self.response.chunk());
                let more = more.await.expect("a message").expect("a stream")?;
                self.text
                    .push_str(std::str::from_utf8(&more).expect("UTF-8"));
            }
            let (message, rest) = self.text.split_once("\n\n").expect("a message");
            let line = |name: &str| {
                let mut lines = message.lines();
                lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            };
            let heard = line("data").map(|data| Heard {
                id: line("id").map(|id| id.parse().expect("a number")),
                kind: line("event").map(str::to_owned),
                data: serde_json::from_str(data).expect("JSON"),
            });
            self.text = rest.to_owned();
            if heard.is_some() {
                return heard;
            }
        }
    }

    /// Reads until an event of the log has this sub-type; all that were read, it as the last.
    pub async fn until(&mut self, sub_type: &str) -> Vec<Heard> {
        let mut all = Vec::new();
        loop {
            let heard = self.next().await.expect("an event");
            let is_last = heard.data["eventSubType"] == sub_type;
            all.push(heard);
            if is_last {
                return all;
            }
        }
    }
}
