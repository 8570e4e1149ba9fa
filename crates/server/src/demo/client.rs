//! A client of the public API, as an ERP would be.

use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::Value;

/// A client of the API that has signed in.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    /// Signs in at a server's address.
    pub async fn connect(base: &str, id: &str, secret: &str) -> anyhow::Result<Self> {
        let http = http_client()?;
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", id)
            .append_pair("client_secret", secret)
            .finish();
        let request = http
            .post(format!("{base}/oauth2/v2.0/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let answer = read(request.send().await?).await?;
        let token = answer["access_token"]
            .as_str()
            .context("an access token")?
            .to_owned();
        Ok(Self {
            http,
            base: base.to_owned(),
            token,
        })
    }

    /// Posts JSON to a path of the API.
    pub async fn post(&self, path: &str, body: &Value, key: Option<&str>) -> anyhow::Result<Value> {
        let mut request = self
            .http
            .post(format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .header("content-type", "application/json")
            .body(body.to_string());
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        read(request.send().await?).await
    }

    /// Posts several documents in one request, one per line.
    pub async fn post_lines(
        &self,
        path: &str,
        documents: &[Value],
        key: &str,
    ) -> anyhow::Result<Value> {
        let lines: Vec<String> = documents.iter().map(Value::to_string).collect();
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .header("content-type", "application/x-ndjson")
            .header("idempotency-key", key)
            .body(lines.join("\n"));
        read(request.send().await?).await
    }

    /// Deletes what is at a path of the API.
    pub async fn delete(&self, path: &str) -> anyhow::Result<()> {
        let request = self
            .http
            .delete(format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        read(request.send().await?).await.map(drop)
    }

    /// Gets JSON from a path of the API.
    pub async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let request = self
            .http
            .get(format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        read(request.send().await?).await
    }
}

/// A client for JSON over HTTP.
pub fn http_client() -> anyhow::Result<reqwest::Client> {
    cas_engine::outbound::install_crypto();
    Ok(reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(60))
        .pool_max_idle_per_host(64)
        .build()?)
}

async fn read(response: reqwest::Response) -> anyhow::Result<Value> {
    let status = response.status();
    let text = response.text().await?;
    if !status.is_success() {
        bail!("HTTP {status}: {text}");
    }
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))
}
