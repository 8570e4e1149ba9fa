//! Single sign-on against a real identity provider: npm's `oidc-provider`, run by Node.
//!
//! `npm ci` in this folder installs it, which `make test` does where it can. Where Node or its
//! modules are missing, the test says so and does nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use cas_api::people::accounts::{NewMember, Rights, add_member};
use cas_api::people::audit::Doer;
use cas_api::people::sign_on::{Admitted, Grant, SignOnSettings};
use cas_api::{ApiSettings, ApiState};
use cas_engine::outbound::{AddressPolicy, install_crypto};
use cas_engine::{Clock, Engine, EngineSettings};
use cas_gateway::Registry;
use cas_model::ids::TenantId;
use cas_model::role::Role;
use cas_store::{Store, TenantRow};
use cas_testkit::each_store;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tower::ServiceExt as _;

/// Where browsers reach CAS in this test; nobody resolves the name.
const CAS: &str = "http://cas.test";
const SECRET: &str = "a secret of the tests";

/// The provider, as long as its input is open.
struct Provider {
    issuer: String,
    _process: Child,
    /// What it prints must have somewhere to go.
    _printed: Lines<BufReader<ChildStdout>>,
}

impl Provider {
    /// Starts it; `None`, with a word, where Node or its modules are missing.
    async fn start() -> Option<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oidc");
        if !folder.join("node_modules/oidc-provider").exists() {
            say_skipped("npm ci in crates/testkit/tests/oidc was not run");
            return None;
        }
        let process = Command::new("node")
            .arg(folder.join("provider.mjs"))
            .args([&format!("{CAS}/v1/sign-on/callback"), SECRET])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let Ok(mut process) = process else {
            say_skipped("Node is missing");
            return None;
        };
        let printed = process.stdout.take().expect("what it prints");
        let mut printed = BufReader::new(printed).lines();
        let line = printed.next_line().await;
        Some(Self {
            issuer: line.expect("its output").expect("its address"),
            _process: process,
            _printed: printed,
        })
    }
}

/// Says why nothing is tested.
#[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
fn say_skipped(why: &str) {
    eprintln!("single sign-on is not tested: {why}");
}

/// A browser: it keeps cookies, and goes where it is sent within the provider.
#[derive(Default)]
struct Browser {
    cookies: BTreeMap<String, String>,
}

/// What a browser was answered.
struct Page {
    status: u16,
    location: Option<String>,
    body: String,
}

impl Browser {
    fn cookie(&self) -> String {
        let pairs = self.cookies.iter();
        let pairs = pairs.map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn keep<'c>(&mut self, set: impl Iterator<Item = &'c str>) {
        for cookie in set {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                match value {
                    "" => self.cookies.remove(name),
                    _ => self.cookies.insert(name.to_owned(), value.to_owned()),
                };
            }
        }
    }

    /// Asks the provider; a form is posted.
    async fn ask(&mut self, client: &reqwest::Client, url: &str, form: Option<&str>) -> Page {
        let request = match form {
            None => client.get(url),
            Some(form) => client
                .post(url)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form.to_owned()),
        };
        let answer = request.header("cookie", self.cookie()).send().await;
        let answer = answer.expect("the provider answers");
        let set = answer.headers().get_all("set-cookie").iter();
        self.keep(set.map(|cookie| cookie.to_str().expect("text")));
        let location = answer.headers().get("location");
        Page {
            status: answer.status().as_u16(),
            location: location.map(|to| to.to_str().expect("text").to_owned()),
            body: answer.text().await.expect("a page"),
        }
    }

    /// Goes through the provider's forms as this person, to where it sends the browser back.
    async fn sign_in_as(&mut self, issuer: &str, address: &str, person: &str) -> String {
        let client = reqwest::Client::builder();
        let client = client.redirect(reqwest::redirect::Policy::none());
        let client = client.build().expect("a client");
        let (mut url, mut form) = (address.to_owned(), None::<String>);
        for _ in 0..12 {
            let page = self.ask(&client, &url, form.as_deref()).await;
            form = None;
            match page.location {
                Some(to) if to.starts_with(CAS) => return to,
                Some(to) if to.starts_with('/') => url = format!("{issuer}{to}"),
                Some(to) => url = to,
                None => {
                    assert_eq!(page.status, 200, "{url} {}", page.body);
                    let is_login = page.body.contains("name=\"login\"");
                    form = Some(match is_login {
                        true => format!("prompt=login&login={person}&password=x"),
                        false => "prompt=consent".to_owned(),
                    });
                    let action = page.body.split("action=\"").nth(1);
                    let action = action.and_then(|rest| rest.split('"').next());
                    url = action.expect("a form").to_owned();
                    if url.starts_with('/') {
                        url = format!("{issuer}{url}");
                    }
                }
            }
        }
        panic!("the provider never sent the browser back: {url}");
    }

    /// Asks CAS.
    async fn get(&mut self, router: &Router, url: &str) -> Response {
        let path = url.strip_prefix(CAS).unwrap_or(url);
        let request = Request::get(path).header(header::COOKIE, self.cookie());
        let request = request.body(Body::empty()).expect("a request");
        let answer = router.clone().oneshot(request).await.expect("an answer");
        let set = answer.headers().get_all(header::SET_COOKIE).iter();
        self.keep(set.map(|cookie| cookie.to_str().expect("text")));
        answer
    }

    /// Signs in by the provider; what CAS answers when the browser comes back.
    async fn through(&mut self, server: &Server, person: &str) -> Response {
        let sent = self.get(&server.router, "/v1/sign-on?returnTo=/work").await;
        assert_eq!(sent.status(), StatusCode::SEE_OTHER);
        let address = location(&sent);
        assert!(address.contains("code_challenge_method=S256"), "{address}");
        let back = self.sign_in_as(&server.issuer, &address, person).await;
        self.get(&server.router, &back).await
    }
}

fn location(answer: &Response) -> String {
    let location = answer.headers().get(header::LOCATION).expect("a location");
    location.to_str().expect("text").to_owned()
}

async fn body(answer: Response) -> Value {
    let bytes = to_bytes(answer.into_body(), usize::MAX).await;
    serde_json::from_slice(&bytes.expect("a body")).expect("JSON")
}

struct Server {
    router: Router,
    engine: Engine,
    issuer: String,
    tenant: TenantId,
}

/// CAS with this provider. The provider's tokens have the time of this machine.
async fn server(store: Store, issuer: &str, admitted: Admitted) -> Server {
    let registry = Registry::new(cas_systems::all());
    let settings = EngineSettings::default();
    let engine = Engine::new(store, registry, settings, Clock::System).expect("an engine");
    let tenants = engine.store().tenants().await.expect("tenants");
    let tenant = tenants.first().map(|row| row.id);
    let tenant = tenant.unwrap_or_else(|| TenantId(engine.ids().next()));
    let row = TenantRow {
        id: tenant,
        name: "default".to_owned(),
        created_at: engine.now(),
    };
    if tenants.is_empty() {
        engine.store().insert_tenant(&row).await.expect("a tenant");
    }
    let grant = Grant {
        claim: "groups".to_owned(),
        value: "declarants".to_owned(),
        tenant: "default".to_owned(),
        roles: vec![Role::Declarant],
        plants_claim: Some("sites".to_owned()),
        ..Grant::default()
    };
    let sign_on = SignOnSettings {
        issuer: issuer.to_owned(),
        client_id: "cas".to_owned(),
        client_secret: Some(SECRET.to_owned()),
        scopes: vec!["profile".to_owned()],
        name_claim: "preferred_username".to_owned(),
        admitted,
        grants: vec![grant],
        addresses: AddressPolicy::AllowPrivate,
    };
    let settings = ApiSettings {
        issuer: CAS.to_owned(),
        sign_on: Some(sign_on),
        ..ApiSettings::default()
    };
    Server {
        router: cas_api::router(ApiState::new(engine.clone(), settings)),
        engine,
        issuer: issuer.to_owned(),
        tenant,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_the_provider_vouches_for_comes_in_with_what_claims_give() {
    install_crypto();
    let Some(provider) = Provider::start().await else {
        return;
    };
    let issuer = provider.issuer.clone();
    each_store(move |place| {
        let issuer = issuer.clone();
        async move {
            let store = Store::open(&place.config).await.expect("a store");
            let server = server(store, &issuer, Admitted::AnyoneGranted).await;
            let mut anna = Browser::default();
            let came = anna.through(&server, "anna").await;
            assert_eq!(came.status(), StatusCode::SEE_OTHER);
            assert_eq!(location(&came), "/work");
            let session = anna.get(&server.router, "/v1/session").await;
            let session = body(session).await;
            assert_eq!(session["name"], "anna@acme.example");
            assert_eq!(session["displayName"], "Anna Keller");
            let tenant = &session["tenants"][0];
            assert_eq!(tenant["id"], server.tenant.to_string());
            assert_eq!(tenant["roles"], json!(["declarant"]));
            assert_eq!(
                tenant["visible"],
                json!({ "companies": [], "plants": ["HAM1"] })
            );

            let again = Browser::default().through(&server, "anna").await;
            assert_eq!(again.status(), StatusCode::SEE_OTHER, "the same account");
            let members = server.engine.store().members(server.tenant).await;
            assert_eq!(members.expect("members").len(), 1);

            let berta = Browser::default().through(&server, "berta").await;
            assert_eq!(
                berta.status(),
                StatusCode::UNAUTHORIZED,
                "no claim gives her a role"
            );
            assert_eq!(body(berta).await["code"], "single-sign-on-refused");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_was_invited_comes_in_and_only_to_what_was_asked_for() {
    install_crypto();
    let Some(provider) = Provider::start().await else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let config = cas_store::testing::embedded(folder.path());
    let store = Store::open(&config).await.expect("a store");
    let server = server(store, &provider.issuer, Admitted::Invited).await;
    let uninvited = Browser::default().through(&server, "berta").await;
    assert_eq!(body(uninvited).await["detail"], "nobody invited the person");

    let new = NewMember {
        tenant: server.tenant,
        name: "berta",
        display_name: "Berta",
        rights: Rights {
            roles: vec![Role::Viewer],
            visible: None,
        },
    };
    let doer = Doer {
        actor: "a test",
        address: None,
    };
    add_member(&server.engine, new, doer)
        .await
        .expect("a member");
    // A grant names the tenant: there the claims decide, and give her nothing.
    let mut berta = Browser::default();
    let came = berta.through(&server, "berta").await;
    assert_eq!(came.status(), StatusCode::UNAUTHORIZED);

    // An answer that this browser did not ask for, and one that comes twice.
    let mut anna = Browser::default();
    let sent = anna.get(&server.router, "/v1/sign-on").await;
    let back = anna
        .sign_in_as(&server.issuer, &location(&sent), "anna")
        .await;
    let stolen = Browser::default().get(&server.router, &back).await;
    assert_eq!(body(stolen).await["code"], "single-sign-on-refused");
    let mut replayed = Browser::default();
    replayed.cookies.clone_from(&anna.cookies);
    let first = anna.get(&server.router, &back).await;
    assert_eq!(body(first).await["detail"], "nobody invited the person");
    let second = replayed.get(&server.router, &back).await;
    assert_eq!(body(second).await["code"], "single-sign-on-refused");
}
