//! A program of somebody else that works for a person: it knows the address of the server and what
//! the person signs in with, and nothing of CAS but its documentation.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::desk::listening::Listening;

/// A person who is signed in, as a program speaks for her.
pub struct Declarant {
    client: Client,
    server: String,
    cookie: String,
    csrf: String,
}

/// What the server answered.
pub struct Answer {
    pub status: u16,
    pub tag: Option<String>,
    pub body: Value,
}

impl Answer {
    /// The body of an answer that is no refusal.
    pub fn done(self) -> Value {
        assert!(self.status < 400, "{}: {:#}", self.status, self.body);
        self.body
    }
}

impl Declarant {
    /// Signs in with name and password: the answer has the session's cookie, and what each request
    /// that changes something must repeat.
    pub async fn sign_in(server: &str, name: &str, password: &str) -> Self {
        let client = Client::builder().no_proxy().build().expect("a client");
        let claim = json!({"name": name, "password": password}).to_string();
        let request = client.post(format!("{server}/v1/session")).body(claim);
        let request = request.header("content-type", "application/json");
        let answer = request.send().await.expect("an answer");
        let cookie = answer.headers()["set-cookie"].to_str().expect("a cookie");
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        let session = answer.text().await.expect("a session");
        let session: Value = serde_json::from_str(&session).expect("a session");
        Self {
            client,
            server: server.to_owned(),
            cookie,
            csrf: session["csrfToken"].as_str().expect("a token").to_owned(),
        }
    }

    /// A request of the person.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.server))
            .header("cookie", &self.cookie)
            .header("cas-csrf-token", &self.csrf)
    }

    pub async fn get(&self, path: &str) -> Value {
        answer(self.request(Method::GET, path)).await.done()
    }

    /// Reads something, and the tag by which a change names what was read.
    pub async fn read(&self, path: &str) -> (Value, String) {
        let answer = answer(self.request(Method::GET, path)).await;
        let tag = answer.tag.clone().expect("an ETag");
        (answer.done(), tag)
    }

    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        answer(with_json(self.request(method, path), body)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        self.send(Method::POST, path, body).await.done()
    }

    /// Does exactly what was shown.
    pub async fn act(&self, path: &str, body: &Value, plan: &str) -> Answer {
        let request = self.request(Method::POST, path).header("cas-plan", plan);
        answer(with_json(request, body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Value {
        self.send(Method::PUT, path, body).await.done()
    }

    /// Changes exactly what was read, and so that exactly what was shown comes of it.
    pub async fn patch(&self, path: &str, body: &Value, tag: &str, plan: &str) -> Answer {
        let request = self.request(Method::PATCH, path);
        let request = request.header("if-match", tag).header("cas-plan", plan);
        answer(with_json(request, body)).await
    }

    /// Opens the stream of events.
    pub async fn listen(&self, query: &str) -> Listening {
        let path = format!("/v1/events/stream{query}");
        Listening::to(self.request(Method::GET, &path)).await
    }
}

fn with_json(request: RequestBuilder, body: &Value) -> RequestBuilder {
    let request = request.header("content-type", "application/json");
    request.body(body.to_string())
}

pub async fn answer(request: RequestBuilder) -> Answer {
    let request = request.timeout(Duration::from_secs(120));
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let tag = answer.headers().get("etag");
    let tag = tag.map(|tag| tag.to_str().expect("a tag").to_owned());
    let text = answer.text().await.expect("a body");
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Answer { status, tag, body }
}
