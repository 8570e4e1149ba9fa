//! Which refusal codes are there, with which HTTP status, and where is each explained?
//!
//! One list. A code is what clients program against: its name, status and page are added here and
//! never change meaning. The page under `docs/errors/` is part of the list, so a code without a
//! page does not compile; the server shows it at `/errors/<code>`.

use axum::http::StatusCode;
use cas_process::master_data::MasterDataRefusal;
use cas_process::planning::RefusalCode;

/// A code that says why a request was refused.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Its name in problem details.
    pub name: &'static str,
    /// The HTTP status that goes with it.
    pub status: StatusCode,
    /// What happened, in one line.
    pub title: &'static str,
    /// Its page in the documentation, as Markdown.
    pub page: &'static str,
}

macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])*
        $constant:ident = $name:literal, $status:ident, $title:literal;
    )*) => {
        $(
            $(#[doc = $doc])*
            pub const $constant: Code = Code {
                name: $name,
                status: StatusCode::$status,
                title: $title,
                page: include_str!(concat!("../../../docs/errors/", $name, ".md")),
            };
        )*

        /// Every code, in the order of the list.
        pub const ALL: &[Code] = &[$($constant,)*];
    };
}

codes! {
    /// The body is not JSON, or a header is not what it must be.
    MALFORMED_REQUEST = "malformed-request", BAD_REQUEST, "The request cannot be read";
    /// Unknown fields, wrong types, missing identification.
    INVALID_STRUCTURE = "invalid-structure", BAD_REQUEST, "The message is not well structured";
    /// A parameter is unknown or has a wrong value.
    INVALID_PARAMETER = "invalid-parameter", BAD_REQUEST, "A parameter is wrong";
    /// A file that cannot be imported at all.
    IMPORT_REFUSED = "import-refused", BAD_REQUEST, "The file cannot be imported";
    /// A message that is none of a trader's to this customs system.
    MESSAGE_UNREADABLE = "message-unreadable", BAD_REQUEST,
        "The message cannot be read as a declaration";
    /// The action needs a reason.
    REASON_REQUIRED = "reason-required", BAD_REQUEST, "A reason is required";
    /// A webhook address that we do not post to.
    WEBHOOK_URL_REFUSED = "webhook-url-refused", BAD_REQUEST, "The webhook address is refused";
    /// A table is to be tried on a declaration whose step does not ask it.
    TABLE_NOT_ASKED = "table-not-asked", CONFLICT,
        "The declaration's step does not ask this table";
    /// Flows, tables, settings or connections have problems.
    CONFIGURATION_INVALID = "configuration-invalid", BAD_REQUEST,
        "The configuration is not valid";
    /// Places of a table's file that are not taken over.
    TABLE_FILE_REFUSED = "table-file-refused", BAD_REQUEST, "The file is not taken over";
    /// No token, or not a valid one.
    INVALID_TOKEN = "invalid-token", UNAUTHORIZED, "The access token is missing or not valid";
    /// The callback secret of a customs system is wrong.
    INVALID_CALLBACK_SECRET = "invalid-callback-secret", UNAUTHORIZED,
        "The callback secret is missing or not valid";
    /// The token does not carry the scope.
    MISSING_SCOPE = "missing-scope", FORBIDDEN, "The access token lacks a scope";
    /// There is no such thing for this caller.
    NOT_FOUND = "not-found", NOT_FOUND, "Not found";
    /// The path exists and has no such method.
    METHOD_NOT_ALLOWED = "method-not-allowed", METHOD_NOT_ALLOWED, "Method not allowed";
    /// The declaration's status does not allow the action.
    NOT_ALLOWED_IN_STATUS = "not-allowed-in-status", CONFLICT,
        "The declaration's status does not allow this";
    /// The idempotency key was used with another body.
    IDEMPOTENCY_KEY_REUSED = "idempotency-key-reused", CONFLICT,
        "The idempotency key was used for another message";
    /// Others were faster whenever the change was decided.
    CONFIGURATION_BUSY = "configuration-busy", CONFLICT,
        "Others are changing the configuration";
    /// Something published needs what would go.
    CONFIGURATION_NEEDED = "configuration-needed", CONFLICT,
        "Published configuration needs it";
    /// Only what is published can be retired.
    NOT_PUBLISHED = "not-published", CONFLICT, "The version is not published";
    /// Tests that are stored with a table fail.
    TABLE_TESTS_FAILED = "table-tests-failed", CONFLICT, "Tests of a decision table fail";
    /// The declaration is another one than the caller read.
    DECLARATION_CHANGED = "declaration-changed", PRECONDITION_FAILED,
        "The declaration was changed by another";
    /// What If-Match names is not what stands there.
    CONFIGURATION_CHANGED = "configuration-changed", PRECONDITION_FAILED,
        "It was changed by another";
    /// No message of customs says what customs has.
    NOT_REPEATED_BY_CUSTOMS = "not-repeated-by-customs", CONFLICT,
        "Customs has not repeated the declaration";
    /// Our declaration cannot be written as it would be sent.
    NOT_COMPARABLE = "not-comparable", CONFLICT,
        "The declaration cannot be compared with what customs has";
    /// The body is larger than the limit.
    BODY_TOO_LARGE = "body-too-large", PAYLOAD_TOO_LARGE, "The body is too large";
    /// The content type is not accepted here.
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE,
        "The content type is not accepted here";
    /// Too many requests of this client.
    TOO_MANY_REQUESTS = "too-many-requests", TOO_MANY_REQUESTS, "Too many requests";
    /// A fault of ours.
    INTERNAL_ERROR = "internal-error", INTERNAL_SERVER_ERROR, "Something went wrong on our side";
    /// The request took too long.
    TIMED_OUT = "timed-out", SERVICE_UNAVAILABLE, "The request took too long";
    /// The database is not available.
    STORE_UNAVAILABLE = "store-unavailable", SERVICE_UNAVAILABLE, "The database is not available";
}

impl Code {
    /// The code of a name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        ALL.iter().copied().find(|code| code.name == name)
    }
}

/// Every page by its code: those of answers to requests, and those of messages that were taken and
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
