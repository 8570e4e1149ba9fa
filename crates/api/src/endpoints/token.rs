//! How does a source system get an access token?

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cas_model::scope::Scope;
use serde::Serialize;
use url::form_urlencoded;
use utoipa::ToSchema;

use crate::clients::note_use;
use crate::extract::{body, too_many};
use crate::http::OwnErrorForm;
use crate::problem::Problem;
use crate::serve::Peer;
use crate::sign_in::{Claimant, SignIn};
use crate::signing_keys::LIFETIME_SECONDS;
use crate::state::ApiState;
use crate::token::{self, Grant};

/// The form of a token request (RFC 6749, client credentials).
#[derive(ToSchema)]
pub struct TokenRequest {
    /// The kind of grant: always `client_credentials`.
    #[expect(dead_code, reason = "described for clients, checked before it is kept")]
    pub grant_type: String,
    /// The client; not needed with HTTP Basic.
    pub client_id: String,
    /// Its secret; not sent with HTTP Basic.
    pub client_secret: String,
    /// Scopes wanted, separated by spaces. All of the client's when absent, `.default`, or ending in
    /// `/.default`; `openid` is ignored.
    pub scope: Option<String>,
}

/// An access token, and what it allows.
#[derive(Serialize, ToSchema)]
pub struct TokenAnswer {
    /// Send it as `Authorization: Bearer <token>`.
    pub access_token: String,
    /// How it is shown: always `Bearer`.
    pub token_type: &'static str,
    /// Seconds until it expires.
    pub expires_in: i64,
    /// Scopes granted, separated by spaces.
    pub scope: String,
}

/// A refused token request (RFC 6749, section 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TokenError {
    /// `invalid_request`, `invalid_client`, `unsupported_grant_type` or `invalid_scope`.
    pub error: &'static str,
    /// What to do about it, in words.
    pub error_description: &'static str,
}

const INVALID_CLIENT: TokenError = TokenError {
    error: "invalid_client",
    error_description: "the client is unknown or its secret is wrong",
};
const INVALID_SCOPE: TokenError = TokenError {
    error: "invalid_scope",
    error_description: "ask for scopes that the client has",
};
const UNSUPPORTED_GRANT_TYPE: TokenError = TokenError {
    error: "unsupported_grant_type",
    error_description: "send grant_type=client_credentials",
};
const INVALID_REQUEST: TokenError = TokenError {
    error: "invalid_request",
    error_description: "send grant_type, client_id and client_secret once each, as a form; \
                        or the client by HTTP Basic and not in the form",
};

/// Gives an access token for one hour. The client says who it is in the form, or by HTTP Basic.
#[utoipa::path(
    post,
    path = "/oauth2/v2.0/token",
    tag = "access",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "An access token", body = TokenAnswer),
        (status = 400, description = "Refused (RFC 6749)", body = TokenError),
        (status = 401, description = "The client is unknown or its secret is wrong",
            body = TokenError),
    )
)]
pub async fn token(
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    body::media_type(&headers, &[body::FORM])?;
    let form = body::read(body, body::SMALL).await?;
    let request = match credentials(&headers).and_then(|basic| parse_form(&form, basic)) {
        Ok(request) => request,
        Err(error) => return Ok(refused(error)),
    };
    let claimant = Claimant {
        id: &request.client_id,
        secret: &request.client_secret,
        address: peer.map(|Extension(Peer(address))| address),
    };
    let sign_in = state.sign_ins();
    let client = match sign_in.authenticate(state.engine(), &claimant).await? {
        SignIn::Right(client) => *client,
        SignIn::Wrong => return Ok(refused(INVALID_CLIENT)),
        SignIn::TooMany(seconds) => return Err(too_many(seconds)),
    };
    let scopes = match granted(&client.scopes, request.scope.as_deref()) {
        Ok(scopes) => scopes,
        Err(error) => return Ok(refused(error)),
    };
    note_use(state.store(), &client, state.now()).await;
    let scope = scopes
        .iter()
        .map(|scope| scope.name())
        .collect::<Vec<_>>()
        .join(" ");
    let grant = Grant {
        client_id: client.id,
        tenant_id: client.tenant_id,
        source_system: client.source_system,
        scopes,
    };
    let access_token = token::issue(&state, grant).await?;
    let answer = TokenAnswer {
        access_token,
        token_type: "Bearer",
        expires_in: LIFETIME_SECONDS,
        scope,
    };
    Ok(Json(answer).into_response())
}

fn refused(error: TokenError) -> Response {
    let status = match error {
        INVALID_CLIENT => StatusCode::UNAUTHORIZED,
        TokenError { .. } => StatusCode::BAD_REQUEST,
    };
    let mut response = (status, Json(error)).into_response();
    if status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Basic realm=\"cas\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    response.extensions_mut().insert(OwnErrorForm);
    response
}

/// A client and its secret, as the client authenticates by HTTP.
struct Credentials {
    id: String,
    secret: String,
}

/// What `Authorization: Basic` says; nothing where it is not sent (RFC 6749, section 2.3.1: both
/// parts are encoded as in a form).
fn credentials(headers: &HeaderMap) -> Result<Option<Credentials>, TokenError> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let read = || {
        let (scheme, encoded) = value.to_str().ok()?.trim().split_once(' ')?;
        let bytes = scheme
            .eq_ignore_ascii_case("basic")
            .then(|| STANDARD.decode(encoded.trim()).ok())??;
        let text = String::from_utf8(bytes).ok()?;
        let (id, secret) = text.split_once(':')?;
        Some(Credentials {
            id: form_decoded(id),
            secret: form_decoded(secret),
        })
    };
    read().map(Some).ok_or(INVALID_CLIENT)
}

fn form_decoded(text: &str) -> String {
    let mut pairs = form_urlencoded::parse(text.as_bytes());
    match text.contains(['&', '=']) {
        // No form encodes them so: what some clients send as it is.
        true => text.to_owned(),
        false => pairs
            .next()
            .map_or_else(String::new, |(name, _)| name.into_owned()),
    }
}

fn parse_form(bytes: &[u8], basic: Option<Credentials>) -> Result<TokenRequest, TokenError> {
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().collect();
    let mut take = |name: &str| {
        let position = pairs.iter().position(|(key, _)| key == name)?;
        Some(pairs.swap_remove(position).1)
    };
    let grant_type = take("grant_type").ok_or(INVALID_REQUEST)?;
    if grant_type != "client_credentials" {
        return Err(UNSUPPORTED_GRANT_TYPE);
    }
    let (client_id, client_secret) = (take("client_id"), take("client_secret"));
    let (client_id, client_secret) = match (basic, client_id, client_secret) {
        (Some(basic), None, None) => (Some(basic.id), Some(basic.secret)),
        // The client may repeat who it is, and not authenticate in two ways.
        (Some(basic), Some(id), None) if id == basic.id => (Some(id), Some(basic.secret)),
        (Some(_), ..) => return Err(INVALID_REQUEST),
        (None, id, secret) => (id, secret),
    };
    let scope = take("scope");
    let again = ["grant_type", "client_id", "client_secret", "scope"];
    if again.into_iter().any(|name| take(name).is_some()) {
        return Err(INVALID_REQUEST);
    }
    Ok(TokenRequest {
        grant_type,
        client_id: client_id.ok_or(INVALID_REQUEST)?,
        client_secret: client_secret.ok_or(INVALID_REQUEST)?,
        scope,
    })
}

/// The scope that clients of Microsoft's identity platform ask for, behind the name of a resource
/// or alone: all that the client may do.
const ALL_OF_THE_CLIENT: &str = ".default";

/// What libraries ask for who sign people in; here it says nothing.
const OF_PEOPLE: &str = "openid";

/// The scopes granted: those asked for, all of which the client must have.
fn granted(has: &str, wanted: Option<&str>) -> Result<Vec<Scope>, TokenError> {
    let has: Vec<&str> = has.split_whitespace().collect();
    let wanted = wanted.unwrap_or_default().split_whitespace();
    let wanted: Vec<&str> = wanted.filter(|name| *name != OF_PEOPLE).collect();
    let is_all = |name: &&str| {
        let resource = name.strip_suffix(ALL_OF_THE_CLIENT);
        resource.is_some_and(|resource| resource.is_empty() || resource.ends_with('/'))
    };
    let names = match wanted.is_empty() || wanted.iter().any(is_all) {
        true => &has,
        false => &wanted,
    };
    let mut scopes = Vec::with_capacity(names.len());
    for name in names {
        let scope = Scope::parse(name)
            .filter(|_| has.contains(name))
            .ok_or(INVALID_SCOPE)?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    Ok(scopes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, expected: Result<(), TokenError>) {
        assert_eq!(
            parse_form(form.as_bytes(), None).map(drop),
            expected,
            "{form}"
        );
    }

    #[test]
    fn forms_are_read_by_rfc_6749() {
        let good = "grant_type=client_credentials&client_id=a&client_secret=b%26";
        check(good, Ok(()));
        check(&format!("{good}&scope=x&other=1"), Ok(()));
        check(&format!("{good}&client_id=c"), Err(INVALID_REQUEST));
        check("grant_type=password", Err(UNSUPPORTED_GRANT_TYPE));
        check(
            "grant_type=client_credentials&client_id=a",
            Err(INVALID_REQUEST),
        );
        check("", Err(INVALID_REQUEST));
    }

    #[test]
    fn http_basic_is_read_by_rfc_6749() {
        let basic = |text: &str| format!("Basic {}", STANDARD.encode(text));
        for (sent, expected) in [
            (basic("a:b"), Some(("a", "b"))),
            (basic("a%20b:c%26+d"), Some(("a b", "c& d"))),
            (basic("a:b:c=&"), Some(("a", "b:c=&"))),
            (basic("a"), None),
            ("Bearer abc".to_owned(), None),
            ("Basic ???".to_owned(), None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, sent.parse().unwrap());
            let read = credentials(&headers).ok().flatten();
            let read = read.map(|read| (read.id, read.secret));
            let read = read
                .as_ref()
                .map(|(id, secret)| (id.as_str(), secret.as_str()));
            assert_eq!(read, expected, "{sent}");
        }
        let basic = || {
            Some(Credentials {
                id: "a".to_owned(),
                secret: "b".to_owned(),
            })
        };
        for (form, expected) in [
            ("grant_type=client_credentials", true),
            ("grant_type=client_credentials&client_id=a", true),
            ("grant_type=client_credentials&client_id=c", false),
            (
                "grant_type=client_credentials&client_id=a&client_secret=b",
                false,
            ),
        ] {
            assert_eq!(
                parse_form(form.as_bytes(), basic()).is_ok(),
                expected,
                "{form}"
            );
        }
    }

    #[test]
    fn only_scopes_of_the_client_are_granted() {
        let has = "read:declarations create:messages";
        for (wanted, expected) in [
            (None, Ok(2)),
            (Some(""), Ok(2)),
            (Some("create:messages create:messages"), Ok(1)),
            (Some("create:messages read:documents"), Err(INVALID_SCOPE)),
            (Some("nonsense"), Err(INVALID_SCOPE)),
            (
                Some("https://c4tprodb2c.onmicrosoft.com/0a1b/.default"),
                Ok(2),
            ),
            (Some("api://cas/.default openid"), Ok(2)),
            (Some(".default"), Ok(2)),
            (Some("openid"), Ok(2)),
            (Some("openid read:declarations"), Ok(1)),
            (Some("x.default"), Err(INVALID_SCOPE)),
            (Some("/.default/x"), Err(INVALID_SCOPE)),
        ] {
            assert_eq!(
                granted(has, wanted).map(|scopes| scopes.len()),
                expected,
                "{wanted:?}"
            );
        }
    }
}
