//! With which HTTP status is a code answered, and what are the pages of all?
//!
//! The codes themselves stand in one list: [`cas_process::codes`]; those of findings in
//! [`cas_model::findings`] and in the registry of rules.

use axum::http::StatusCode;
pub use cas_process::codes::*;
use cas_process::master_data::MasterDataRefusal;
use cas_process::planning::RefusalCode;

/// The HTTP status of a kind of refusal.
#[must_use]
pub const fn status_of(kind: RefusalKind) -> StatusCode {
    match kind {
        RefusalKind::Invalid => StatusCode::BAD_REQUEST,
        RefusalKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        RefusalKind::Forbidden => StatusCode::FORBIDDEN,
        RefusalKind::NotFound => StatusCode::NOT_FOUND,
        RefusalKind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        RefusalKind::Conflict => StatusCode::CONFLICT,
        RefusalKind::Outdated => StatusCode::PRECONDITION_FAILED,
        RefusalKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusalKind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        RefusalKind::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        RefusalKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        RefusalKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// The page of a code, in Markdown: of a refusal, or of something that we find wrong with a
/// declaration.
#[must_use]
pub fn page(code: &str) -> Option<String> {
    let refusal = pages().find(|(name, _)| *name == code);
    refusal
        .map(|(_, page)| page.to_owned())
        .or_else(|| page_of_finding(code))
}

/// Every page of a refusal by its code: those of answers to requests, and those of messages that were taken and
/// could not be carried out.
pub fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_requests = ALL.iter().map(|code| (code.name, code.page));
    let of_messages = RefusalCode::ALL
        .iter()
        .map(|code| (code.as_str(), code.page()));
    let of_master_data = MasterDataRefusal::ALL
        .iter()
        .map(|code| (code.as_str(), code.page()));
    of_requests.chain(of_messages).chain(of_master_data)
}
