//! The whole product in one process: store, engine and API on a port of their own, and an
//! authority on another, with a clock that moves only when told.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use cas_authority::{Authority, Callback, Settings};
use cas_demo::tenant::{self, Seed};
use cas_engine::outbound::{AddressPolicy, install_crypto};
use cas_engine::{Clock, Engine, EngineSettings, Interrupted, Interruption};
use cas_gateway::Registry;
use cas_store::Store;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::StorePlace;
use crate::serving::serve;

/// The secret of all who speak with one another in tests.
pub const SECRET: &str = "a secret of tests";

/// When every test begins.
const BEGIN: &str = "2026-11-22T08:00:00Z";

/// A running product, with an authority at its other end.
pub struct TestApp {
    /// The engine; replaced by a restart.
    pub engine: Engine,
    /// The clock, which tests move on.
    pub clock: Clock,
    /// The authority that answers what is sent.
    pub authority: Authority,
    place: StorePlace,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    http: JoinHandle<()>,
    client: reqwest::Client,
    token: tokio::sync::Mutex<String>,
}

/// Another node on the store of an app.
pub struct Node {
    engine: Engine,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    http: JoinHandle<()>,
}

impl Node {
    /// Where its server is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops it in order: what its server answers is ended.
    ///
    /// # Errors
    /// When its server failed.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        self.http.await?;
        self.engine.store().close().await;
        Ok(())
    }
}

impl TestApp {
    /// Starts everything on an empty store.
    ///
    /// # Errors
    /// When a part cannot be started.
    pub async fn start(place: StorePlace) -> anyhow::Result<Self> {
        Self::start_with(place, |_, _| {}).await
    }

    /// The same with an authority of changed settings, which may name where the server is.
    ///
    /// # Errors
    /// When a part cannot be started.
    pub async fn start_with(
        place: StorePlace,
        change: impl FnOnce(&mut Settings, SocketAddr),
    ) -> anyhow::Result<Self> {
        install_crypto();
        let clock = Clock::manual(BEGIN.parse::<Timestamp>()?);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let mut settings = authority_settings(address, &clock);
        change(&mut settings, address);
        let authority = Authority::start(TcpListener::bind("127.0.0.1:0").await?, settings).await?;
        let engine = open(&place, &clock, None).await?;
        let seed = Seed {
            authority: &format!("http://{}", authority.address()),
            secret: SECRET,
            callback_secret: SECRET,
            client_secret_hash: &cas_api::hash_secret(SECRET),
            phase: "P5",
        };
        tenant::plant(engine.store(), &seed, clock.now()).await?;
        cas_api::ensure_signing_key(engine.store(), clock.now()).await?;
        let (stop, http) = serve(listener, &engine);
        let client = reqwest::Client::builder().no_proxy().build()?;
        let app = Self {
            engine,
            clock,
            authority,
            place,
            address,
            stop,
            http,
            client,
            token: tokio::sync::Mutex::default(),
        };
        app.sign_in().await?;
        Ok(app)
    }

    /// Throws the engine away, as a crash does, and starts another on the same store. Leases of
    /// the dead one have run out by then.
    ///
    /// # Errors
    /// When the store cannot be opened, or the port is taken.
    pub async fn restart(&mut self, interruption: Option<Interruption>) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        (&mut self.http).await?;
        self.engine.store().close().await;
        self.clock.advance(SignedDuration::from_secs(31));
        self.engine = open(&self.place, &self.clock, interruption).await?;
        let listener = TcpListener::bind(self.address).await?;
        (self.stop, self.http) = serve(listener, &self.engine);
        Ok(())
    }

    /// Works until nothing is due and the authority has said all it has to say.
    ///
    /// # Errors
    /// When the store fails, or the work was interrupted.
    pub async fn settle(&self) -> anyhow::Result<()> {
        loop {
            let ran = self.engine.run_due().await?;
            self.authority.settled().await;
            if ran == 0 && self.engine.run_due().await? == 0 {
                return Ok(());
            }
        }
    }

    /// Works until all is quiet, starting again after each crash.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn settle_over_crashes(
        &mut self,
        next: impl Fn() -> Option<Interruption>,
    ) -> anyhow::Result<usize> {
        let mut crashes = 0;
        loop {
            match self.settle().await {
                Ok(()) => return Ok(crashes),
                Err(error) if error.is::<Interrupted>() => {
                    crashes += 1;
                    self.restart(next()).await?;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Lets time pass, then works until all is quiet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn wait(&self, seconds: i64) -> anyhow::Result<()> {
        self.clock.advance(SignedDuration::from_secs(seconds));
        self.settle().await
    }

    /// A second node on the same store, with a server of its own.
    ///
    /// # Errors
    /// When it cannot be started.
    pub async fn another_node(&self) -> anyhow::Result<Node> {
        let engine = open(&self.place, &self.clock, None).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (stop, http) = serve(listener, &engine);
        Ok(Node {
            engine,
            address,
            stop,
            http,
        })
    }

    /// Whether several nodes may share the store.
    #[must_use]
    pub fn has_nodes(&self) -> bool {
        self.place.kind == "postgres"
    }

    /// The client and its token, for what the other methods do not ask.
    pub async fn as_client(&self) -> (reqwest::Client, String) {
        (self.client.clone(), self.token.lock().await.clone())
    }

    /// Where the server is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Posts JSON; returns the HTTP status and the answer.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn post(&self, path: &str, body: &Value) -> anyhow::Result<(u16, Value)> {
        let request = self
            .client
            .post(format!("http://{}{path}", self.address))
            .header("content-type", "application/json")
            .body(body.to_string());
        self.answer(request).await
    }

    /// Posts XML; returns the HTTP status and the answer.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn post_xml(&self, path: &str, body: &[u8]) -> anyhow::Result<(u16, Value)> {
        self.post_file(path, "application/xml", body).await
    }

    /// Posts a file of a media type; returns the HTTP status and the answer.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn post_file(
        &self,
        path: &str,
        media_type: &str,
        body: &[u8],
    ) -> anyhow::Result<(u16, Value)> {
        let request = self
            .client
            .post(format!("http://{}{path}", self.address))
            .header("content-type", media_type)
            .body(body.to_vec());
        self.answer(request).await
    }

    /// Puts JSON; returns the HTTP status and the answer.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn put(&self, path: &str, body: &Value) -> anyhow::Result<(u16, Value)> {
        let request = self
            .client
            .put(format!("http://{}{path}", self.address))
            .header("content-type", "application/json")
            .body(body.to_string());
        self.answer(request).await
    }

    /// Patches with JSON; returns the HTTP status and the answer.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn patch(&self, path: &str, body: &Value) -> anyhow::Result<(u16, Value)> {
        let request = self
            .client
            .patch(format!("http://{}{path}", self.address))
            .header("content-type", "application/json")
            .body(body.to_string());
        self.answer(request).await
    }

    /// Patches what must be as it was read, by its ETag.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn patch_if(
        &self,
        path: &str,
        body: &Value,
        tag: &str,
    ) -> anyhow::Result<(u16, Value)> {
        let request = self
            .client
            .patch(format!("http://{}{path}", self.address))
            .header("content-type", "application/json")
            .header("if-match", tag)
            .body(body.to_string());
        self.answer(request).await
    }

    /// Deletes; returns the HTTP status and the answer.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn delete(&self, path: &str) -> anyhow::Result<(u16, Value)> {
        let request = self.client.delete(format!("http://{}{path}", self.address));
        self.answer(request).await
    }

    /// Gets JSON; returns the HTTP status and the answer.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn get(&self, path: &str) -> anyhow::Result<(u16, Value)> {
        self.answer(self.client.get(format!("http://{}{path}", self.address)))
            .await
    }

    /// Connects the tenant with the authority of another system.
    ///
    /// # Errors
    /// When the connection is refused.
    pub async fn connect(
        &self,
        system: &str,
        settings: &Value,
        more: &Value,
    ) -> anyhow::Result<()> {
        let mut connection = json!({
            "endpoint": format!("http://{}/{system}", self.authority.address()),
            "secret": SECRET,
            "callbackSecret": SECRET,
            "settings": settings,
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            connection[name] = value.clone();
        }
        let path = format!("/v1/connections/{system}");
        let (status, answer) = self.put(&path, &connection).await?;
        anyhow::ensure!(status < 300, "HTTP {status}: {answer}");
        Ok(())
    }

    /// Sends a shipment, which must be accepted for processing.
    ///
    /// # Errors
    /// When it is not.
    pub async fn send(&self, shipment: &Value) -> anyhow::Result<String> {
        let (status, answer) = self.post("/v1/customsshipments", shipment).await?;
        anyhow::ensure!(status == 202, "HTTP {status}: {answer}");
        answer["referenceId"]
            .as_str()
            .map(str::to_owned)
            .context("a referenceId")
    }

    /// The declarations of a shipment, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn declarations(&self, reference: &str) -> anyhow::Result<Vec<Value>> {
        let reference: String =
            url::form_urlencoded::byte_serialize(reference.as_bytes()).collect();
        let path = format!("/v1/declarations?externalReference={reference}&sort=creationDate");
        let (status, answer) = self.get(&path).await?;
        anyhow::ensure!(status == 200, "HTTP {status}: {answer}");
        Ok(answer["declarations"]
            .as_array()
            .cloned()
            .unwrap_or_default())
    }

    /// Posts a message as the customs system would.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn post_as_customs(&self, body: impl AsRef<[u8]>) -> anyhow::Result<u16> {
        self.post_as("ncts", body).await
    }

    /// Posts a message as a customs system would.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn post_as(&self, system: &str, body: impl AsRef<[u8]>) -> anyhow::Result<u16> {
        self.post_as_with(system, &[], body).await
    }

    /// Posts a message as a customs system would, with headers.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn post_as_with(
        &self,
        system: &str,
        headers: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> anyhow::Result<u16> {
        let url = tenant::callback_url(&format!("http://{}", self.address));
        let url = url.replace("{system}", system);
        let mut request = self
            .client
            .post(url)
            .bearer_auth(SECRET)
            .header("content-type", "application/xml")
            .body(body.as_ref().to_vec());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Ok(request.send().await?.status().as_u16())
    }

    /// Posts as someone who signs in otherwise; returns the HTTP status.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn post_raw(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> anyhow::Result<u16> {
        let url = format!("http://{}{path}", self.address);
        let mut request = self.client.post(url).body(body.into());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Ok(request.send().await?.status().as_u16())
    }

    async fn sign_in(&self) -> anyhow::Result<()> {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", tenant::CLIENT_ID)
            .append_pair("client_secret", SECRET)
            .finish();
        let request = self
            .client
            .post(format!("http://{}/oauth2/v2.0/token", self.address))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let answer: Value = serde_json::from_str(&request.send().await?.text().await?)?;
        let token = answer["access_token"].as_str().context("a token")?;
        token.clone_into(&mut *self.token.lock().await);
        Ok(())
    }

    /// Sends a request; a token that has run out meanwhile is renewed.
    async fn answer(&self, request: reqwest::RequestBuilder) -> anyhow::Result<(u16, Value)> {
        let again = request
            .try_clone()
            .context("a request that can be sent again")?;
        let mut response = request
            .bearer_auth(&*self.token.lock().await)
            .send()
            .await?;
        if response.status().as_u16() == 401 {
            self.sign_in().await?;
            response = again.bearer_auth(&*self.token.lock().await).send().await?;
        }
        let status = response.status().as_u16();
        let text = response.text().await?;
        Ok((
            status,
            serde_json::from_str(&text).unwrap_or(Value::String(text)),
        ))
    }
}

fn authority_settings(server: SocketAddr, clock: &Clock) -> Settings {
    let url = tenant::callback_url(&format!("http://{server}"));
    let mut settings = Settings::new(1, Callback::to(url, Some(SECRET.to_owned())));
    settings.accepted_secret = Some(SECRET.to_owned());
    settings.keep_transcripts = true;
    let clock = clock.clone();
    settings.time = Some(Arc::new(move || TimeZone::UTC.to_datetime(clock.now())));
    settings
}

async fn open(
    place: &StorePlace,
    clock: &Clock,
    interruption: Option<Interruption>,
) -> anyhow::Result<Engine> {
    let store = Store::open(&place.config).await?;
    let settings = EngineSettings {
        webhook_addresses: AddressPolicy::AllowPrivate,
        customs_addresses: AddressPolicy::AllowPrivate,
        ..EngineSettings::default()
    };
    let registry = Registry::new(cas_systems::all());
    Engine::with_interruption(store, registry, settings, clock.clone(), interruption)
}
