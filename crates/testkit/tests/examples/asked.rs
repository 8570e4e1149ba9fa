//! How is the request of an example sent?

use std::collections::BTreeMap;

use cas_api::{Example, ExampleCaller};
use cas_testkit::{SECRET, TestApp};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

/// An operation as the document describes it.
pub struct Operation {
    pub method: String,
    pub path: String,
    pub described: Value,
}

/// What was answered.
pub struct Answer {
    pub status: u16,
    pub media_type: String,
    /// A text where it is no JSON, null where there is none.
    pub body: Value,
}

/// Sends requests, and knows what examples call what this server named otherwise.
pub struct Asked<'a> {
    app: &'a TestApp,
    client: Client,
    /// What examples say, and what it is here.
    names: BTreeMap<String, String>,
    session: Option<(String, String)>,
}

impl<'a> Asked<'a> {
    pub fn of(app: &'a TestApp, names: BTreeMap<String, String>) -> Self {
        let client = Client::builder().no_proxy();
        let client = client.redirect(reqwest::redirect::Policy::none());
        Self {
            app,
            client: client.build().expect("a client"),
            names,
            session: None,
        }
    }

    pub fn names(&self) -> &BTreeMap<String, String> {
        &self.names
    }

    /// What a text of an example is here.
    fn here(&self, text: &str) -> String {
        self.names.get(text).map_or(text, String::as_str).to_owned()
    }

    fn value_here(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.here(text).into(),
            Value::Array(all) => all.iter().map(|one| self.value_here(one)).collect(),
            Value::Object(fields) => {
                let fields = fields.iter();
                let fields = fields.map(|(name, value)| (name.clone(), self.value_here(value)));
                Value::Object(fields.collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    /// Sends the request of an example.
    pub async fn ask(&mut self, operation: &Operation, example: &Example) -> Answer {
        let mut path = operation.path.clone();
        for (name, value) in &example.path {
            path = path.replace(&format!("{{{name}}}"), &encoded(&self.here(value)));
        }
        let query = example.query.iter();
        let query = query.map(|(name, value)| format!("{name}={}", encoded(&self.here(value))));
        let query: Vec<String> = query.collect();
        let address = format!("{}{path}?{}", self.app.url(), query.join("&"));
        let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
        let request = self.client.request(method, address);
        let request = self.with_body(request, operation, example);
        let request = self.with_credentials(request, example.by).await;
        self.answered(request, operation).await
    }

    fn with_body(
        &self,
        request: RequestBuilder,
        operation: &Operation,
        example: &Example,
    ) -> RequestBuilder {
        let Some(body) = &example.body else {
            return request;
        };
        let contents = operation.described["requestBody"]["content"].as_object();
        let (media_type, _) = contents.and_then(|all| all.iter().next()).expect("a body");
        let body = match (self.value_here(body), media_type.as_str()) {
            (Value::String(text), _) => text,
            (Value::Object(fields), "application/x-www-form-urlencoded") => {
                let fields = fields.iter();
                let field = |(name, value): (&String, &Value)| {
                    format!("{name}={}", encoded(value.as_str().expect("text")))
                };
                fields.map(field).collect::<Vec<_>>().join("&")
            }
            (json, _) => json.to_string(),
        };
        request.header("content-type", media_type).body(body)
    }

    async fn with_credentials(&self, request: RequestBuilder, by: ExampleCaller) -> RequestBuilder {
        match by {
            ExampleCaller::Nobody => request,
            ExampleCaller::Customs => request.bearer_auth(SECRET),
            ExampleCaller::Client => request.bearer_auth(self.app.as_client().await.1),
            ExampleCaller::Person => {
                let (cookie, csrf) = self.session.as_ref().expect("a session");
                request
                    .header("cookie", cookie)
                    .header("cas-csrf-token", csrf)
            }
        }
    }

    async fn answered(&mut self, request: RequestBuilder, operation: &Operation) -> Answer {
        let mut answer = request.send().await.expect("an answer");
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value.map(|value| value.to_str().expect("text").to_owned())
        };
        let media_type = header("content-type").unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().to_owned();
        let cookie = header("set-cookie").filter(|_| operation.method == "POST");
        let status = answer.status().as_u16();
        let body = match media_type.as_str() {
            // A stream does not end by itself: its first message will do.
            "text/event-stream" => {
                let first = answer.chunk().await.expect("a stream").expect("a message");
                Value::String(String::from_utf8(first.to_vec()).expect("text"))
            }
            _ => {
                let text = answer.text().await.expect("a body");
                match text.is_empty() {
                    true => Value::Null,
                    false => serde_json::from_str(&text).unwrap_or(Value::String(text)),
                }
            }
        };
        if let (Some(cookie), Some(csrf)) = (cookie, body["csrfToken"].as_str()) {
            let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
            self.session = Some((cookie, csrf.to_owned()));
        }
        Answer {
            status,
            media_type,
            body,
        }
    }

    /// Remembers what later examples name.
    pub fn keep(&mut self, example: &Example, body: &Value) {
        for (name, place) in &example.keep {
            let (place, is_behind) = match place.strip_suffix('#') {
                Some(place) => (place, true),
                None => (place.as_str(), false),
            };
            let found = body.pointer(place).and_then(Value::as_str);
            let found = found.unwrap_or_else(|| panic!("{}: {body:#}", example.operation));
            let found = match (is_behind, found.split_once('#')) {
                (true, Some((_, behind))) => behind,
                (true, None) | (false, _) => found,
            };
            self.names.insert(name.clone(), found.to_owned());
        }
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}
