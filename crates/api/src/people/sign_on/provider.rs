//! How is the identity provider asked, and what of its answers is believed?
//!
//! The `openidconnect` library checks them: the issuer, that the token is for us, its signature by
//! one of the keys that the provider shows now, its time by our clock, and the nonce. It calls
//! through our own HTTP client, which follows no redirects and looks at every address it connects
//! to. The provider's description is read for each sign-in: they are rare, and keys change.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_engine::outbound::{Fetch, HttpClient, Post, PostError};
use chrono::DateTime;
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreProviderMetadata,
    CoreTokenResponse,
};
use openidconnect::http::{Method, Response, header};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse as _,
};
use serde_json::Value;

use super::SignOn;

/// How long one call of the provider may take.
const CALL: Duration = Duration::from_secs(10);

/// Why nobody comes in by single sign-on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignOnError {
    /// The provider cannot be reached, or does not answer as one.
    #[error("the identity provider does not answer: {0}")]
    Unavailable(String),
    /// What it says is not believed, or says no.
    #[error("{0}")]
    Refused(String),
}

/// What the browser keeps while it is at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pending {
    /// What the provider sends back, so that the answer is to this request.
    pub(crate) state: String,
    /// What the ID token must repeat.
    pub(crate) nonce: String,
    /// What proves that who brings the code asked for it (PKCE).
    pub(crate) verifier: String,
    /// Where the browser goes afterwards, on this server.
    pub(crate) return_to: String,
}

impl Pending {
    /// As it stands in a cookie.
    pub(crate) fn written(&self) -> String {
        let return_to = URL_SAFE_NO_PAD.encode(&self.return_to);
        format!(
            "{}.{}.{}.{return_to}",
            self.state, self.nonce, self.verifier
        )
    }

    /// What [`Self::written`] made; the parts of it hold no dot.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [state, nonce, verifier, return_to] = parts[..] else {
            return None;
        };
        let return_to = URL_SAFE_NO_PAD.decode(return_to).ok()?;
        Some(Self {
            state: state.to_owned(),
            nonce: nonce.to_owned(),
            verifier: verifier.to_owned(),
            return_to: String::from_utf8(return_to).ok()?,
        })
    }
}

/// Who somebody is by the provider's word.
#[derive(Clone, Debug)]
pub(crate) struct Claims {
    /// Who the person is there (`sub`).
    pub(crate) subject: String,
    /// All that is claimed, of the ID token and of the userinfo endpoint.
    pub(crate) all: Value,
}

/// The library's client, of a provider that has described itself.
type ProviderClient = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// By HTTP Basic, which every provider takes, unless it says that it takes the form only.
fn auth_type(provider: &CoreProviderMetadata) -> AuthType {
    let methods = provider.token_endpoint_auth_methods_supported();
    let takes =
        |wanted: &CoreClientAuthMethod| methods.is_none_or(|methods| methods.contains(wanted));
    let is_form_only = !takes(&CoreClientAuthMethod::ClientSecretBasic)
        && takes(&CoreClientAuthMethod::ClientSecretPost);
    match is_form_only {
        true => AuthType::RequestBody,
        false => AuthType::BasicAuth,
    }
}

impl SignOn {
    /// Where the browser is sent, and what it keeps meanwhile.
    ///
    /// # Errors
    /// When the provider does not answer.
    pub(crate) async fn begin(
        &self,
        callback: &str,
        return_to: &str,
    ) -> Result<(String, Pending), SignOnError> {
        let client = self.client(self.describe().await?, callback)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let scopes = self.settings().scopes.iter().cloned().map(Scope::new);
        let request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        );
        let request = request.add_scopes(scopes).set_pkce_challenge(challenge);
        let (address, state, nonce) = request.url();
        let pending = Pending {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
            return_to: return_to.to_owned(),
        };
        Ok((address.into(), pending))
    }

    /// Who it is that comes back with a code.
    ///
    /// # Errors
    /// When the provider does not answer, or what it says is not believed.
    pub(crate) async fn finish(
        &self,
        callback: &str,
        pending: &Pending,
        code: &str,
        now: Timestamp,
    ) -> Result<Claims, SignOnError> {
        let provider = self.describe().await?;
        let userinfo = provider
            .userinfo_endpoint()
            .map(|url| url.url().to_string());
        let client = self.client(provider, callback)?;
        let own = self.http()?;
        let http = |request| call(own.clone(), request);
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| SignOnError::Unavailable(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()));
        let answer: CoreTokenResponse = request
            .request_async(&http)
            .await
            .map_err(|error| SignOnError::Refused(chain(&error)))?;
        let no_token = || SignOnError::Refused("it gave no ID token".to_owned());
        let token = answer.id_token().ok_or_else(no_token)?;
        let nonce = Nonce::new(pending.nonce.clone());
        let clock = DateTime::from_timestamp(now.as_second(), 0).unwrap_or_default();
        let verifier = client.id_token_verifier().set_time_fn(move || clock);
        let claims = token
            .claims(&verifier, &nonce)
            .map_err(|error| SignOnError::Refused(chain(&error)))?;
        let subject = claims.subject().to_string();
        let mut all = payload(&token.to_string()).ok_or_else(no_token)?;
        if let Some(userinfo) = userinfo {
            let token = answer.access_token().secret();
            self.add_userinfo(&mut all, &userinfo, token).await?;
        }
        Ok(Claims { subject, all })
    }

    fn client(
        &self,
        provider: CoreProviderMetadata,
        callback: &str,
    ) -> Result<ProviderClient, SignOnError> {
        let redirect = RedirectUrl::new(callback.to_owned());
        let redirect = redirect.map_err(|error| SignOnError::Unavailable(error.to_string()))?;
        let secret = self.settings().client_secret.clone();
        let id = ClientId::new(self.settings().client_id.clone());
        let auth_type = auth_type(&provider);
        let client =
            CoreClient::from_provider_metadata(provider, id, secret.map(ClientSecret::new));
        Ok(client.set_redirect_uri(redirect).set_auth_type(auth_type))
    }

    /// What the provider says of itself, with its keys.
    async fn describe(&self) -> Result<CoreProviderMetadata, SignOnError> {
        let issuer = IssuerUrl::new(self.settings().issuer.clone());
        let issuer = issuer.map_err(|error| SignOnError::Unavailable(error.to_string()))?;
        let own = self.http()?;
        let http = |request| call(own.clone(), request);
        CoreProviderMetadata::discover_async(issuer, &http)
            .await
            .map_err(|error| SignOnError::Unavailable(chain(&error)))
    }

    /// Adds what the userinfo endpoint tells of the same person beyond the ID token. One that tells
    /// it in another form than JSON adds nothing.
    async fn add_userinfo(
        &self,
        claims: &mut Value,
        address: &str,
        token: &str,
    ) -> Result<(), SignOnError> {
        let fetch = Fetch {
            url: address.to_owned(),
            headers: vec![("authorization".to_owned(), format!("Bearer {token}"))],
            timeout: CALL,
            wanted: None,
        };
        let told = self.http()?.fetch(fetch).await;
        let told = told.map_err(|error| SignOnError::Unavailable(error.to_string()))?;
        let told = serde_json::from_slice(&told.body).ok();
        let (Some(Value::Object(told)), Value::Object(claims)) = (told, claims) else {
            return Ok(());
        };
        if told.get("sub") == claims.get("sub") {
            for (name, value) in told {
                claims.entry(name).or_insert(value);
            }
        }
        Ok(())
    }
}

/// What a token holds whose signature was checked.
fn payload(token: &str) -> Option<Value> {
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

/// One call of the library, by our own client.
async fn call(http: HttpClient, request: HttpRequest) -> Result<HttpResponse, PostError> {
    let (parts, body) = request.into_parts();
    let text = |value: &header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = parts.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), text(value)));
    let mut headers: Vec<(String, String)> = headers.collect();
    let url = parts.uri.to_string();
    let wanted = Some(header::CONTENT_TYPE.as_str());
    let (status, content_type, body) = match parts.method {
        Method::POST => {
            headers.retain(|(name, _)| name != header::CONTENT_TYPE.as_str());
            let content_type = parts.headers.get(header::CONTENT_TYPE).map(text);
            let answer = http.post(Post {
                url,
                headers,
                content_type: content_type.unwrap_or_default(),
                body: body.into(),
                timeout: CALL,
                wanted,
            });
            let answer = answer.await?;
            (answer.status, answer.wanted, answer.body.into_bytes())
        }
        _ => {
            let answer = http.fetch(Fetch {
                url,
                headers,
                timeout: CALL,
                wanted: None,
            });
            let answer = answer.await?;
            (answer.status, answer.content_type, answer.body.to_vec())
        }
    };
    let mut response = Response::builder().status(status);
    if let Some(content_type) = content_type {
        response = response.header(header::CONTENT_TYPE, content_type);
    }
    response
        .body(body)
        .map_err(|error| PostError::Invalid(error.to_string()))
}

/// An error with all that is below it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(error) = below {
        text.push_str(&format!(": {error}"));
        below = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_keeps_is_read_as_it_was_written() {
        let pending = Pending {
            state: "s-1_".to_owned(),
            nonce: "n".to_owned(),
            verifier: "v".to_owned(),
            return_to: "/a.b?c=d.e".to_owned(),
        };
        assert_eq!(Pending::read(&pending.written()), Some(pending));
        for wrong in ["", "a.b.c", "a.b.c.d.e", "a.b.c.?"] {
            assert_eq!(Pending::read(wrong), None, "{wrong}");
        }
    }
}
