//! The screens: a page, and the scripts, styles and fonts that it loads, as `web/` built them.
//!
//! They are clients of the public API like any other program; this crate only hands out files. What
//! is not the API's and is asked for by a browser is answered with the page, which knows the
//! addresses of its screens.
//!
//! Invariant: nothing of CAS is known here but the first parts of the API's paths.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use include_dir::{Dir, include_dir};

/// The files of `web/dist`, each beside its packed forms.
static FILES: Dir<'_> = include_dir!("$OUT_DIR/dist");

/// The page that every screen is shown in.
const PAGE: &str = "index.html";
/// Where the nonce of a page stands in it.
const NONCE_PLACE: &str = r#"<meta name="style-nonce" content="""#;
/// The first parts of paths that are the API's; the page is never answered there.
pub const API_PATHS: [&str; 5] = ["v1", "oauth2", "health", "errors", "openapi.json"];

/// Puts the screens beside an API: what is theirs is answered here, all else there.
pub fn beside(api: Router) -> Router {
    api.layer(from_fn(screens))
}

async fn screens(request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || API_PATHS.contains(&first) {
        return next.run(request).await;
    }
    if path != PAGE && contents(path).is_some() {
        return file(path, request.headers());
    }
    match accepts(request.headers(), &header::ACCEPT, "text/html") {
        true => page(),
        false => next.run(request).await,
    }
}

/// A file, packed as the browser takes it. Its name has the hash of what it says, so that it may be
/// kept for ever.
fn file(path: &str, asked: &HeaderMap) -> Response {
    let packings = [("br", "br"), ("gzip", "gz")];
    let packed = packings.into_iter().find_map(|(coding, ending)| {
        let wanted = accepts(asked, &header::ACCEPT_ENCODING, coding);
        let found = wanted.then(|| contents(&format!("{path}.{ending}")));
        found.flatten().map(|file| (file, Some(coding)))
    });
    let plain = || contents(path).map(|file| (file, None));
    let Some((file, coding)) = packed.or_else(plain) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::new(Body::from(file));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type(path));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    secure(headers);
    response
}

/// The page, with a nonce of its own for the style elements that its scripts add.
fn page() -> Response {
    let Some(file) = contents(PAGE) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let nonce = STANDARD.encode(rand::random::<[u8; 16]>());
    let text = String::from_utf8_lossy(file);
    let text = text.replacen(
        NONCE_PLACE,
        &format!(r#"<meta name="style-nonce" content="{nonce}""#),
        1,
    );
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type(PAGE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; \
         img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    secure(headers);
    response
}

fn secure(headers: &mut HeaderMap) {
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
}

fn contents(path: &str) -> Option<&'static [u8]> {
    FILES.get_file(path).map(include_dir::File::contents)
}

/// Whether a header names a value, whatever its weight.
fn accepts(headers: &HeaderMap, name: &HeaderName, value: &str) -> bool {
    let named = headers.get_all(name).iter();
    named
        .filter_map(|text| text.to_str().ok())
        .flat_map(|text| text.split(','))
        .filter_map(|part| part.split(';').next())
        .any(|part| part.trim().eq_ignore_ascii_case(value))
}

/// What a file is, by its ending.
fn media_type(path: &str) -> HeaderValue {
    HeaderValue::from_static(match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    })
}
