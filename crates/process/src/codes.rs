//! Which codes refuse a request, of which kind is each, and where is it explained?
//!
//! One list. A code is what clients program against: its name, kind and page are added here and
//! never change meaning. The page under `docs/errors/` is part of the list, so a code without a
//! page does not compile; the server shows it at `/errors/<code>`. Messages that were taken and
//! could not be carried out have codes of their own: [`RefusalCode`](crate::planning::RefusalCode).
//! What is wrong with a declaration is no refusal but a finding: [`cas_model::findings`] and the
//! registry of rules list those.

/// What kind of refusal it is; HTTP makes its status of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The request is wrong.
    Invalid,
    /// It is not known who calls.
    Unauthenticated,
    /// The caller may not do this.
    Forbidden,
    /// There is no such thing for this caller.
    NotFound,
    /// The path exists, and not with this method.
    MethodNotAllowed,
    /// The state does not allow it.
    Conflict,
    /// It was changed since the caller read it.
    Outdated,
    /// There is more of it than is taken.
    TooLarge,
    /// The format is not taken here.
    UnsupportedMediaType,
    /// The caller asks too often.
    TooManyRequests,
    /// A fault of ours.
    Internal,
    /// Not now; trying again may help.
    Unavailable,
}

/// A code that says why a request was refused.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Its name in problem details.
    pub name: &'static str,
    /// The kind of refusal.
    pub kind: RefusalKind,
    /// What happened, in one line.
    pub title: &'static str,
    /// Its page in the documentation, as Markdown.
    pub page: &'static str,
}

macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])*
        $constant:ident = $name:literal, $kind:ident, $title:literal;
    )*) => {
        $(
            $(#[doc = $doc])*
            pub const $constant: &Code = &Code {
                name: $name,
                kind: RefusalKind::$kind,
                title: $title,
                page: include_str!(concat!("../../../docs/errors/", $name, ".md")),
            };
        )*

        /// Every code, in the order of the list.
        pub const ALL: &[&Code] = &[$($constant,)*];
    };
}

codes! {
    /// The body is not JSON, or a header is not what it must be.
    MALFORMED_REQUEST = "malformed-request", Invalid, "The request cannot be read";
    /// Unknown fields, wrong types, missing identification.
    INVALID_STRUCTURE = "invalid-structure", Invalid, "The message is not well structured";
    /// A parameter is unknown or has a wrong value.
    INVALID_PARAMETER = "invalid-parameter", Invalid, "A parameter is wrong";
    /// A file that cannot be imported at all.
    IMPORT_REFUSED = "import-refused", Invalid, "The file cannot be imported";
    /// A message that is none of a trader's to this customs system.
    MESSAGE_UNREADABLE = "message-unreadable", Invalid,
        "The message cannot be read as a declaration";
    /// The action needs a reason.
    REASON_REQUIRED = "reason-required", Invalid, "A reason is required";
    /// The legal ground of an invalidation is none that customs takes.
    INVALIDATION_GROUND = "invalidation-ground", Invalid,
        "The legal ground of the invalidation is none that customs takes";
    /// A webhook address that we do not post to.
    WEBHOOK_URL_REFUSED = "webhook-url-refused", Invalid, "Webhooks are not sent to this address";
    /// A table is to be tried on a declaration whose step does not ask it.
    TABLE_NOT_ASKED = "table-not-asked", Conflict,
        "The declaration's step does not ask this table";
    /// Flows, tables, settings or connections have problems.
    CONFIGURATION_INVALID = "configuration-invalid", Invalid,
        "The configuration is not valid";
    /// Places of a table's file that are not taken over.
    TABLE_FILE_REFUSED = "table-file-refused", Invalid, "The file is not taken over";
    /// No token, or not a valid one.
    INVALID_TOKEN = "invalid-token", Unauthenticated, "The access token is missing or not valid";
    /// The callback secret of a customs system is wrong.
    INVALID_CALLBACK_SECRET = "invalid-callback-secret", Unauthenticated,
        "The callback secret is missing or not valid";
    /// The token does not carry the scope.
    MISSING_SCOPE = "missing-scope", Forbidden, "The access token lacks a scope";
    /// There is no such thing for this caller.
    NOT_FOUND = "not-found", NotFound, "Not found";
    /// The path exists and has no such method.
    METHOD_NOT_ALLOWED = "method-not-allowed", MethodNotAllowed, "Method not allowed";
    /// The declaration's status does not allow the action.
    NOT_ALLOWED_IN_STATUS = "not-allowed-in-status", Conflict,
        "The declaration's status does not allow this";
    /// The idempotency key was used with another body.
    IDEMPOTENCY_KEY_REUSED = "idempotency-key-reused", Conflict,
        "The idempotency key was used with other content";
    /// Others were faster whenever the change was decided.
    CONFIGURATION_BUSY = "configuration-busy", Conflict,
        "Others are changing the configuration";
    /// Something published needs what would go.
    CONFIGURATION_NEEDED = "configuration-needed", Conflict,
        "Published configuration needs it";
    /// Only what is published can be retired.
    NOT_PUBLISHED = "not-published", Conflict, "The version is not published";
    /// Tests that are stored with a table fail.
    TABLE_TESTS_FAILED = "table-tests-failed", Conflict, "Tests of a decision table fail";
    /// The declaration is another one than the caller read.
    DECLARATION_CHANGED = "declaration-changed", Outdated,
        "The declaration was changed by another";
    /// What If-Match names is not what stands there.
    CONFIGURATION_CHANGED = "configuration-changed", Outdated,
        "It was changed by another";
    /// No message of customs says what customs has.
    NOT_REPEATED_BY_CUSTOMS = "not-repeated-by-customs", Conflict,
        "Customs has not repeated the declaration";
    /// Our declaration cannot be written as it would be sent.
    NOT_COMPARABLE = "not-comparable", Conflict,
        "The declaration cannot be compared with what customs has";
    /// The body is larger than the limit.
    BODY_TOO_LARGE = "body-too-large", TooLarge, "The body is too large";
    /// The content type is not accepted here.
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type", UnsupportedMediaType,
        "The content type is not accepted here";
    /// Too many requests of this client.
    TOO_MANY_REQUESTS = "too-many-requests", TooManyRequests, "Too many requests";
    /// A fault of ours.
    INTERNAL_ERROR = "internal-error", Internal, "Something went wrong on our side";
    /// The request took too long.
    TIMED_OUT = "timed-out", Unavailable, "The request took too long";
    /// The database is not available.
    STORE_UNAVAILABLE = "store-unavailable", Unavailable, "The database is not available";
}

/// The page that explains the code of a finding, one of ours or of a rule, in Markdown.
#[must_use]
pub fn page_of_finding(code: &str) -> Option<String> {
    let rule = || cas_rules::registry().iter().find(|rule| rule.code == code);
    let known = cas_model::findings::find(code);
    known
        .map(|known| known.page())
        .or_else(|| rule().map(cas_rules::RuleEntry::page))
}

impl Code {
    /// The code of a name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().copied().find(|code| code.name == name)
    }
}
