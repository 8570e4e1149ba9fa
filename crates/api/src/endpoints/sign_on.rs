//! How does a browser go to the organisation's identity provider, and come back?

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::{Extension, Json};
use cas_store::PeopleChanges;
use serde::Serialize;
use url::Url;
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{Query, too_many};
use crate::people::AccountError;
use crate::people::commit;
use crate::people::sign_on::{Admission, Pending, SignOn, SignOnError, admit};
use crate::problem::Problem;
use crate::serve::Peer;
use crate::sessions::{self, is_secure};
use crate::state::ApiState;

/// How long somebody may take at the provider, in seconds.
const AWAY: u32 = 600;

/// The identity providers of the organisation.
#[derive(Serialize, ToSchema)]
pub struct SignOnProviders {
    /// Those that people may sign in with; none where single sign-on is not set up.
    providers: Vec<SignOnProvider>,
}

/// An identity provider of the organisation.
#[derive(Serialize, ToSchema)]
pub struct SignOnProvider {
    /// Its host, as people may know it.
    #[schema(example = "login.example.com")]
    name: String,
    /// Where a browser begins.
    #[schema(example = "/v1/sign-on")]
    path: &'static str,
}

/// Says whether people may sign in with an identity provider of the organisation; anybody may ask,
/// for it is asked before signing in.
#[utoipa::path(
    get,
    path = "/v1/sign-on/providers",
    tag = "people",
    responses((status = 200, description = "The providers", body = SignOnProviders))
)]
pub async fn sign_on_providers(
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<SignOnProviders>, Problem> {
    query.finish()?;
    let provider = |sign_on: &SignOn| {
        let issuer = &sign_on.settings().issuer;
        let host = Url::parse(issuer)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned));
        SignOnProvider {
            name: host.unwrap_or_else(|| issuer.clone()),
            path: "/v1/sign-on",
        }
    };
    Ok(Json(SignOnProviders {
        providers: state.sign_on().map(provider).into_iter().collect(),
    }))
}

/// Sends the browser to the identity provider (OpenID Connect), from where it comes back signed in.
#[utoipa::path(
    get,
    path = "/v1/sign-on",
    tag = "people",
    params(("returnTo" = Option<String>, Query, description =
        "Where the browser goes afterwards: a path of this server; `/` when absent")),
    responses(
        (status = 303, description = "To the identity provider"),
        (status = 404, description = "No identity provider is set up"),
    )
)]
pub async fn sign_on(
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    mut query: Query,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let path = |text: &str| is_own_path(text).then(|| text.to_owned());
    let return_to = query.parsed("returnTo", "a path of this server, such as /work", path);
    query.finish()?;
    let sign_on = set_up(&state, peer.as_ref())?;
    let return_to = return_to.unwrap_or_else(|| "/".to_owned());
    let (address, pending) = sign_on.begin(&callback(&state), &return_to).await?;
    let cookie = cookie(&state, &pending.written(), AWAY);
    Ok((StatusCode::SEE_OTHER, leading_to(&address, [cookie])?))
}

/// Takes the browser back from the identity provider: the answer sets the cookie of the session, as
/// `POST /v1/session` does, and leads to where the person wanted to go.
#[utoipa::path(
    get,
    path = "/v1/sign-on/callback",
    tag = "people",
    params(
        ("code" = Option<String>, Query, description = "What is exchanged for the ID token"),
        ("state" = Option<String>, Query, description = "What was sent to the provider"),
        ("error" = Option<String>, Query, description = "Why the provider lets nobody in"),
        ("error_description" = Option<String>, Query, description = "The same in words"),
        ("error_uri" = Option<String>, Query, description = "Where more is said of it"),
        ("iss" = Option<String>, Query, description = "The provider (RFC 9207)"),
        ("session_state" = Option<String>, Query, description = "The provider's own session"),
    ),
    responses((status = 303, description = "Signed in"))
)]
pub async fn sign_on_callback(
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    mut query: Query,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let (code, given) = (query.text("code"), query.text("state"));
    let (error, issuer) = (query.text("error"), query.text("iss"));
    for ignored in ["error_description", "error_uri", "session_state"] {
        query.text(ignored);
    }
    query.finish()?;
    let sign_on = set_up(&state, peer.as_ref())?;
    let address = peer.map(|Extension(Peer(address))| address);
    let pending = sessions::cookie(&headers, cookie_name(&state)).and_then(Pending::read);
    let pending = pending.filter(|pending| given.as_ref() == Some(&pending.state));
    let Some(pending) = pending else {
        return Err(refused(
            "begin again with GET /v1/sign-on: this is no answer to a request",
        ));
    };
    if let Some(error) = error {
        tracing::warn!(error, "the identity provider lets nobody in");
        return Err(refused("the identity provider did not let the person in"));
    }
    let is_theirs = issuer.is_none_or(|issuer| issuer == sign_on.settings().issuer);
    let Some(code) = code.filter(|_| is_theirs) else {
        return Err(refused("the answer is not of the identity provider"));
    };
    let (callback, now) = (callback(&state), state.now());
    let claims = sign_on.finish(&callback, &pending, &code, now).await?;
    let admission = admit(state.engine(), sign_on.settings(), &claims, address).await?;
    let (user, changes) = match admission {
        Admission::Person(user, changes) => (*user, *changes),
        Admission::Refused(why) => {
            tracing::warn!(why, from = ?address, "single sign-on was refused");
            return Err(refused(why));
        }
    };
    let begun = sessions::begin(&state, user, address);
    let changes = PeopleChanges {
        sessions: vec![begun.signed_in.session],
        ..changes
    };
    commit(state.engine(), changes)
        .await
        .map_err(AccountError::from)?;
    let over = cookie(&state, "", 0);
    let cookies = sessions::given(&state, &begun.token);
    let session = cookies
        .get(header::SET_COOKIE)
        .and_then(|it| it.to_str().ok());
    let session = session.unwrap_or_default().to_owned();
    let headers = leading_to(&pending.return_to, [session, over])?;
    Ok((StatusCode::SEE_OTHER, headers))
}

/// The identity provider, for who has not asked too often.
fn set_up(state: &ApiState, peer: Option<&Extension<Peer>>) -> Result<SignOn, Problem> {
    let sign_on = state.sign_on().cloned();
    let sign_on = sign_on.ok_or_else(|| Problem::not_found("identity provider: none is set up"))?;
    let address = peer.map(|Extension(Peer(address))| *address);
    let sign_ins = state.people_sign_ins();
    sign_ins.count_from(address).map_err(too_many)?;
    Ok(sign_on)
}

/// Whether an address is a path of this server, and cannot be read as that of another.
fn is_own_path(text: &str) -> bool {
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    text.starts_with('/') && !text.starts_with("//") && is_plain
}

fn callback(state: &ApiState) -> String {
    format!("{}/v1/sign-on/callback", state.settings().issuer)
}

fn cookie_name(state: &ApiState) -> &'static str {
    match is_secure(state) {
        true => "__Host-cas-sign-on",
        false => "cas-sign-on",
    }
}

/// A cookie that comes along when the provider sends the browser back, which `Strict` would not.
fn cookie(state: &ApiState, value: &str, seconds: u32) -> String {
    let secure = match is_secure(state) {
        true => "; Secure",
        false => "",
    };
    let name = cookie_name(state);
    format!("{name}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

fn leading_to<const N: usize>(address: &str, cookies: [String; N]) -> Result<HeaderMap, Problem> {
    let mut headers = HeaderMap::new();
    let value = |text: &str| HeaderValue::from_str(text).map_err(anyhow::Error::from);
    headers.insert(header::LOCATION, value(address)?);
    for cookie in cookies {
        headers.append(header::SET_COOKIE, value(&cookie)?);
    }
    Ok(headers)
}

fn refused(why: &str) -> Problem {
    Problem::new(codes::SINGLE_SIGN_ON_REFUSED, why)
}

impl From<SignOnError> for Problem {
    fn from(error: SignOnError) -> Self {
        tracing::warn!(%error, "single sign-on failed");
        match error {
            SignOnError::Unavailable(_) => {
                let detail = "the identity provider does not answer; the log says why";
                Self::new(codes::SINGLE_SIGN_ON_UNAVAILABLE, detail).retry_after(5)
            }
            SignOnError::Refused(_) => {
                refused("what the identity provider says is not believed; the log says why")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_own_path;

    #[test]
    fn nobody_is_led_to_another_server() {
        for (path, is_own) in [
            ("/", true),
            ("/acme/declarations?group=toDo", true),
            ("", false),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("/a\nb", false),
        ] {
            assert_eq!(is_own_path(path), is_own, "{path:?}");
        }
    }
}
