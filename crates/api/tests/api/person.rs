//! People of the tests: made by a client, and signed in as a browser would be.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use cas_model::ids::TenantId;
use serde_json::{Value, json};

use crate::app::{Answer, App, all_scopes};

/// A password that is taken for everybody.
pub const PASSWORD: &str = "correct horse battery staple";

/// A person who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub cookie: String,
    pub csrf: String,
    /// What `CAS-Tenant` names.
    pub tenant: Option<TenantId>,
}

/// A request without credentials.
pub async fn open(app: &App, method: &str, path: &str, body: Value) -> Answer {
    let request = Request::builder().method(method).uri(path);
    let request = request.header(header::CONTENT_TYPE, "application/json");
    app.send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

/// Makes a person a member, in the name of a client; the account's id.
pub async fn invite(app: &App, token: &str, name: &str, rights: Value) -> String {
    let mut wanted = json!({ "name": name, "displayName": format!("Person {name}") });
    let wanted_fields = wanted.as_object_mut().unwrap();
    wanted_fields.extend(rights.as_object().unwrap().clone());
    let answer = app.post("/v1/users", token, wanted).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// What stands behind `#` in a link for an account.
pub async fn link(app: &App, token: &str, id: &str, wanted: Value) -> String {
    let answer = app
        .post(&format!("/v1/users/{id}/link"), token, wanted)
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    let link = answer.json()["link"].as_str().unwrap().to_owned();
    link.split_once('#').unwrap().1.to_owned()
}

/// Chooses a password with a link.
pub async fn choose(app: &App, link: &str, password: &str) -> Answer {
    let body = json!({ "link": link, "password": password });
    open(app, "POST", "/v1/session/link", body).await
}

pub async fn sign_in(app: &App, body: Value) -> Answer {
    open(app, "POST", "/v1/session", body).await
}

/// The person that an answer signed in.
pub fn signed_in(answer: &Answer) -> Person {
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let session = answer.json();
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    Person {
        id: session["userId"].as_str().unwrap().to_owned(),
        cookie: cookie.to_owned(),
        csrf: session["csrfToken"].as_str().unwrap().to_owned(),
        tenant: None,
    }
}

/// A person with rights in our tenant, signed in.
pub async fn person(app: &App, name: &str, rights: Value) -> Person {
    let token = app.token("ours", &all_scopes()).await;
    let id = invite(app, &token, name, rights).await;
    let link = link(app, &token, &id, json!({})).await;
    assert_eq!(
        choose(app, &link, PASSWORD).await.status,
        StatusCode::NO_CONTENT
    );
    signed_in(&sign_in(app, json!({ "name": name, "password": PASSWORD })).await)
}

impl Person {
    /// A request as the own page of the person sends it.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header(header::COOKIE, &self.cookie)
            .header("CAS-CSRF-Token", &self.csrf)
            .header(header::CONTENT_TYPE, "application/json");
        match self.tenant {
            None => request,
            Some(tenant) => request.header("CAS-Tenant", tenant.to_string()),
        }
    }

    pub async fn send(&self, app: &App, method: &str, path: &str, body: Value) -> Answer {
        let request = self.request(method, path);
        app.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub async fn get(&self, app: &App, path: &str) -> Answer {
        self.send(app, "GET", path, json!({})).await
    }
}
