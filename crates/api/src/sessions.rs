//! What is a session, and how does a browser prove one?
//!
//! By a cookie with 32 random bytes, of which the store keeps the digest: `HttpOnly`, so that no
//! script reads it, `SameSite=Strict`, so that no other site's request carries it, and `Secure`
//! where the server is reached by https. It ends after a while without use, and at the latest after
//! some hours. What changes something also needs a token in the header [`CSRF_HEADER`], which is
//! computed from the cookie and told by `GET /v1/session`: a page of another site can read neither.
//! A token is bound to its session and asks nothing of proxies, as a comparison of the `Origin` with
//! our own address would.

use std::net::IpAddr;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use cas_model::ids::TenantId;
use cas_store::{MembershipRecord, SessionRecord, UserRecord};
use jiff::{SignedDuration, Timestamp};

use crate::codes;
use crate::problem::Problem;
use crate::secrets::{digest_of, equal_secrets, new_secret};
use crate::state::ApiState;

/// The header with the token against requests that other sites make.
pub(crate) const CSRF_HEADER: &str = "cas-csrf-token";
/// The cookie where the server is reached by https: no other host can set it.
const SECURE_COOKIE: &str = "__Host-cas-session";
/// The cookie where it is not.
const PLAIN_COOKIE: &str = "cas-session";
/// How exactly it is noted when a session was last used.
const NOTED_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// A person who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// The account that is signed in to.
    pub(crate) user: UserRecord,
    /// The session as it was stored.
    pub(crate) session: SessionRecord,
    /// What the person may do, in each tenant.
    pub(crate) memberships: Vec<MembershipRecord>,
    /// What goes into [`CSRF_HEADER`].
    pub(crate) csrf_token: String,
}

impl SignedIn {
    /// When the session ends if nothing is done with it.
    pub(crate) fn idle_end(&self, state: &ApiState) -> Timestamp {
        let idle = self.session.seen_at + state.settings().sessions.idle;
        idle.min(self.session.ends_at)
    }

    /// The tenants that the person is a member of.
    pub(crate) fn tenants(&self) -> Vec<TenantId> {
        self.memberships.iter().map(|of| of.tenant_id).collect()
    }

    /// The membership of a tenant.
    pub(crate) fn membership(&self, tenant: TenantId) -> Option<&MembershipRecord> {
        self.memberships.iter().find(|of| of.tenant_id == tenant)
    }
}

/// A session that begins, and the token that its browser gets.
pub(crate) struct Begun {
    /// Who is signed in; the memberships are not read yet.
    pub(crate) signed_in: SignedIn,
    /// What the cookie holds.
    pub(crate) token: String,
}

/// A new session, to be stored.
pub(crate) fn begin(state: &ApiState, user: UserRecord, address: Option<IpAddr>) -> Begun {
    let (token, now) = (new_secret(), state.now());
    let session = SessionRecord {
        token_hash: digest_of(&token),
        user_id: user.id,
        created_at: now,
        seen_at: now,
        ends_at: now + state.settings().sessions.longest,
        address: address.map(|address| address.to_string()),
    };
    let signed_in = SignedIn {
        user,
        session,
        memberships: Vec::new(),
        csrf_token: csrf_token(&token),
    };
    Begun { signed_in, token }
}

/// What requests of a session send in [`CSRF_HEADER`].
fn csrf_token(token: &str) -> String {
    digest_of(&format!("csrf {token}"))
}

/// The headers that give a browser its session's cookie.
pub(crate) fn given(state: &ApiState, token: &str) -> HeaderMap {
    let seconds = state.settings().sessions.longest.as_secs();
    set_cookie(
        state,
        &format!("{}={token}; Max-Age={seconds}", cookie_name(state)),
    )
}

/// The headers that take it away.
pub(crate) fn taken(state: &ApiState) -> HeaderMap {
    set_cookie(state, &format!("{}=; Max-Age=0", cookie_name(state)))
}

fn set_cookie(state: &ApiState, cookie: &str) -> HeaderMap {
    let secure = match is_secure(state) {
        true => "; Secure",
        false => "",
    };
    let cookie = format!("{cookie}; Path=/; HttpOnly; SameSite=Strict{secure}");
    let mut headers = HeaderMap::new();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    headers
}

/// Whether the server is reached by https, so that cookies are sent by it only.
pub(crate) fn is_secure(state: &ApiState) -> bool {
    state.settings().issuer.starts_with("https://")
}

fn cookie_name(state: &ApiState) -> &'static str {
    match is_secure(state) {
        true => SECURE_COOKIE,
        false => PLAIN_COOKIE,
    }
}

/// The value of a cookie that a request carries.
pub(crate) fn cookie<'p>(headers: &'p HeaderMap, name: &str) -> Option<&'p str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines.filter_map(|line| line.to_str().ok());
    let mut pairs = pairs.flat_map(|line| line.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Whether a request carries the cookie of a session.
pub(crate) fn is_carried(parts: &Parts, state: &ApiState) -> bool {
    cookie(&parts.headers, cookie_name(state)).is_some()
}

/// The person whose session a request carries.
///
/// # Errors
/// When it carries none that lasts, or not what proves that its own page sent it.
pub(crate) async fn signed_in(parts: &Parts, state: &ApiState) -> Result<SignedIn, Problem> {
    let ended = || {
        let detail = "there is no session, or it has ended: sign in with POST /v1/session";
        Problem::new(codes::INVALID_SESSION, detail)
    };
    let token = cookie(&parts.headers, cookie_name(state)).ok_or_else(ended)?;
    let (store, now) = (state.store(), state.now());
    let (session, user) = lasting(state, &digest_of(token)).await?.ok_or_else(ended)?;
    let csrf_token = csrf_token(token);
    expect_own_page(parts, &csrf_token)?;
    if now.duration_since(session.seen_at) >= NOTED_EVERY {
        store.note_session_used(&session.token_hash, now).await?;
    }
    Ok(SignedIn {
        memberships: store.memberships_of(user.id).await?,
        user,
        session,
        csrf_token,
    })
}

/// The session of a token's digest and the account that it is of, as long as it lasts and the account
/// is on.
///
/// # Errors
/// When the store fails.
pub(crate) async fn lasting(
    state: &ApiState,
    token_hash: &str,
) -> anyhow::Result<Option<(SessionRecord, UserRecord)>> {
    let (store, now) = (state.store(), state.now());
    let Some(session) = store.session(token_hash).await? else {
        return Ok(None);
    };
    let idle_end = session.seen_at + state.settings().sessions.idle;
    if session.ends_at <= now || idle_end <= now {
        return Ok(None);
    }
    let user = store.user(session.user_id).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    Ok(user.map(|user| (session, user)))
}

fn expect_own_page(parts: &Parts, expected: &str) -> Result<(), Problem> {
    if [Method::GET, Method::HEAD].contains(&parts.method) {
        return Ok(());
    }
    let given = parts.headers.get(CSRF_HEADER);
    let given = given.and_then(|value| value.to_str().ok());
    match given.is_some_and(|given| equal_secrets(given, expected)) {
        true => Ok(()),
        false => {
            let detail = "send CAS-CSRF-Token with the csrfToken that GET /v1/session tells";
            Err(Problem::new(codes::CSRF_TOKEN_INVALID, detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("xcas-session=1; a=b"),
        );
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("cas-session2=2; cas-session=3"),
        );
        assert_eq!(cookie(&headers, PLAIN_COOKIE), Some("3"));
        assert_eq!(cookie(&headers, "c"), None);
    }
}
