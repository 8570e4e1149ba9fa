//! Which codes refuse a request or a message, of which kind is each, and where is it explained?
//!
//! One list. A code is what clients program against: its name, kind and page are added here and
//! never change meaning. The page under `docs/errors/` is part of the list, so a code without a
//! page does not compile; the server shows it at `/errors/<code>`. Requests are answered with the
//! codes of the first part; messages that were taken and could not be carried out end with those of
//! the second. What is wrong with a declaration is no refusal but a finding:
//! [`cas_model::findings`] and the registry of rules list those.

use std::fmt;

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
    /// The caller must say which state he means.
    Unnamed,
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
}

/// The text of a code's page.
macro_rules! page {
    ($name:expr) => {
        include_str!(concat!("../../../docs/errors/", $name, ".md"))
    };
}

macro_rules! codes {
    (
        requests {$(
            $(#[doc = $doc:literal])*
            $constant:ident = $name:literal, $kind:ident, $title:literal;
        )*}
        messages {$($(#[doc = $of_message:literal])* $code:ident;)*}
    ) => {
        $(
            $(#[doc = $doc])*
            pub const $constant: &Code = &Code {
                name: $name,
                kind: RefusalKind::$kind,
                title: $title,
            };
        )*

        /// Every code of a request, in the order of the list.
        pub const ALL: &[&Code] = &[$($constant,)*];

        /// Why a message that was taken is not carried out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum RefusalCode { $($(#[doc = $of_message])* $code,)* }

        impl RefusalCode {
            /// Every code of a message, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// Its name in events and in the ingestion history.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)* }
            }
        }

        /// Every code by its name, with the page that explains it, in Markdown.
        pub const PAGES: &[(&str, &str)] = &[
            $(($name, page!($name)),)*
            $((stringify!($code), page!(stringify!($code))),)*
        ];
    };
}

codes! {
    requests {
        /// The body is not JSON, or a header is not what it must be.
        MALFORMED_REQUEST = "malformed-request", Invalid, "The request cannot be read";
        /// Unknown fields, wrong types, missing identification.
        INVALID_STRUCTURE = "invalid-structure", Invalid, "The message is not well structured";
        /// A parameter is unknown or has a wrong value.
        INVALID_PARAMETER = "invalid-parameter", Invalid, "A parameter is wrong";
        /// A customs system does not say for whom its message is.
        TENANT_REQUIRED = "tenant-required", Invalid, "The parameter `tenant` is missing";
        /// A file that cannot be imported at all.
        IMPORT_REFUSED = "import-refused", Invalid, "The file cannot be imported";
        /// A message that is none of a trader's to this customs system.
        MESSAGE_UNREADABLE = "message-unreadable", Invalid,
            "The message cannot be read as a declaration";
        /// The action needs a reason.
        REASON_REQUIRED = "reason-required", Invalid, "A reason is required";
        /// A note without text, too long, or with too many names.
        NOTE_REFUSED = "note-refused", Invalid, "The note cannot be kept";
        /// A file of a kind that is not taken, or without a name.
        FILE_REFUSED = "file-refused", Invalid, "The file is not taken";
        /// A run over no declaration, or over too many.
        BULK_RUN_REFUSED = "bulk-run-refused", Invalid, "The run cannot be begun";
        /// The legal ground of an invalidation is none that customs takes.
        INVALIDATION_GROUND = "invalidation-ground", Invalid,
            "The legal ground of the invalidation is none that customs takes";
        /// A webhook address that we do not post to.
        WEBHOOK_URL_REFUSED = "webhook-url-refused", Invalid, "Webhooks are not sent to this address";
        /// A table is to be tried on a declaration whose step does not ask it.
        TABLE_NOT_ASKED = "table-not-asked", Conflict,
            "The declaration's step does not ask this table";
        /// What a request would do is not what the plan said that it names.
        PLAN_CHANGED = "plan-changed", Conflict, "It would do something else than was planned";
        /// Flows, tables, settings or connections have problems.
        CONFIGURATION_INVALID = "configuration-invalid", Invalid,
            "The configuration is not valid";
        /// An input mapping cannot be carried out on what was sent.
        INPUT_MAPPING_FAILED = "input-mapping-failed", Invalid,
            "The client's input mapping cannot be carried out";
        /// Places of a table's file that are not taken over.
        TABLE_FILE_REFUSED = "table-file-refused", Invalid, "The file is not taken over";
        /// No token, or not a valid one.
        INVALID_TOKEN = "invalid-token", Unauthenticated, "The access token is missing or not valid";
        /// No session, or one that has ended.
        INVALID_SESSION = "invalid-session", Unauthenticated, "There is no session, or it has ended";
        /// The account, its password or the code is wrong.
        SIGN_IN_REFUSED = "sign-in-refused", Unauthenticated, "The sign-in was refused";
        /// The password is right, and a code is wanted.
        SECOND_FACTOR_REQUIRED = "second-factor-required", Unauthenticated,
            "A code of the second factor is required";
        /// The identity provider, or what its claims are worth, lets nobody in.
        SINGLE_SIGN_ON_REFUSED = "single-sign-on-refused", Unauthenticated,
            "Single sign-on was refused";
        /// A link to a new password that is good no more.
        LINK_INVALID = "link-invalid", Invalid, "The link is not valid any more";
        /// A person who is a member of several tenants does not say for which one it is.
        TENANT_HEADER_REQUIRED = "tenant-header-required", Invalid,
            "The header `CAS-Tenant` is missing";
        /// The caller is no member of the tenant that is named.
        NOT_A_MEMBER = "not-a-member", Forbidden, "The caller is no member of the tenant";
        /// A request of a session without the token that only its own page knows.
        CSRF_TOKEN_INVALID = "csrf-token-invalid", Forbidden,
            "The header `CAS-CSRF-Token` is missing or not valid";
        /// What is sent belongs to a part of the organisation that the caller may not see.
        NOT_VISIBLE = "not-visible", Forbidden,
            "The caller may not see where this belongs";
        /// The account reaches tenants that the caller does not administer.
        ACCOUNT_OF_OTHERS = "account-of-others", Forbidden,
            "The account is not the caller's alone to change";
        /// The tenant would have no administrator any more.
        LAST_ADMINISTRATOR = "last-administrator", Conflict, "A tenant keeps an administrator";
        /// The person is a member of the tenant already.
        MEMBER_ALREADY = "member-already", Conflict, "The person is a member already";
        /// An account was changed by someone else at the same moment.
        ACCOUNT_CHANGED = "account-changed", Conflict, "The account was changed by someone else";
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
        /// Four eyes are demanded, and nobody asked for a review of what is to be published.
        REVIEW_REQUIRED = "review-required", Conflict, "A review must be asked for first";
        /// Who changed it last or asked for the review would publish it.
        SECOND_PERSON_REQUIRED = "second-person-required", Forbidden,
            "Another person must publish it";
        /// A client or a command would do what two people do.
        PERSON_REQUIRED = "person-required", Forbidden, "A person who signed in must do this";
        /// The version that was reviewed is not named.
        REVIEWED_VERSION_REQUIRED = "reviewed-version-required", Unnamed,
            "The version that was reviewed must be named";
        /// The settings say who may change or publish it, and the caller is not among them.
        CHANGE_NOT_ALLOWED = "change-not-allowed", Forbidden,
            "Others may change or publish this";
        /// Tests that are stored with a table fail.
        TABLE_TESTS_FAILED = "table-tests-failed", Conflict, "Tests of a decision table fail";
        /// A client was changed by someone else at the same moment.
        CLIENT_CHANGED = "client-changed", Conflict, "The client was changed by someone else";
        /// A subscription is another one than the caller read.
        SUBSCRIPTION_CHANGED = "subscription-changed", Outdated,
            "The subscription was changed by another";
        /// Nothing is posted to a subscription that is switched off.
        SUBSCRIPTION_DISABLED = "subscription-disabled", Conflict,
            "The subscription is switched off";
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
        /// The alert was dealt with before.
        ALERT_RESOLVED = "alert-resolved", Conflict, "The alert is not open any more";
        /// The message was read and placed, or is ours.
        MESSAGE_NOT_WAITING = "message-not-waiting", Conflict,
            "The message does not wait for a person";
        /// The message of a client did not fail: it waits, is worked on, or was carried out.
        INGESTION_NOT_FAILED = "ingestion-not-failed", Conflict,
            "The message is not to be carried out anew";
        /// A later message about the same thing was taken: what an older one says is overtaken.
        INGESTION_OVERTAKEN = "ingestion-overtaken", Conflict,
            "A later message about the same was carried out";
        /// What is known speaks against the declaration that a message was to be assigned to.
        ASSIGNMENT_REFUSED = "assignment-refused", Conflict,
            "The message cannot be of this declaration";
        /// The body is larger than the limit.
        BODY_TOO_LARGE = "body-too-large", TooLarge, "The body is too large";
        /// A file that is too large, or files that are too many.
        FILES_FULL = "files-full", TooLarge, "There is no room for the file";
        /// More rows than a workbook may have.
        EXPORT_TOO_LARGE = "export-too-large", TooLarge, "The table is too large";
        /// The content type is not accepted here.
        UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type", UnsupportedMediaType,
            "The content type is not accepted here";
        /// Too many requests of this client.
        TOO_MANY_REQUESTS = "too-many-requests", TooManyRequests, "Too many requests";
        /// As many streams of events as there may be.
        TOO_MANY_STREAMS = "too-many-streams", TooManyRequests, "Too many streams of events";
        /// A note of another person, or one that was taken back.
        NOT_THE_AUTHOR = "not-the-author", Forbidden, "Only its author may do this";
        /// A note was changed since it was read, or taken back.
        NOTE_CHANGED = "note-changed", Conflict, "The note was changed meanwhile";
        /// As many runs over declarations as there may be.
        TOO_MANY_BULK_RUNS = "too-many-bulk-runs", TooManyRequests, "Too many runs are under way";
        /// A fault of ours.
        INTERNAL_ERROR = "internal-error", Internal, "Something went wrong on our side";
        /// The request took too long.
        TIMED_OUT = "timed-out", Unavailable, "The request took too long";
        /// The identity provider cannot be reached, or does not answer as one.
        SINGLE_SIGN_ON_UNAVAILABLE = "single-sign-on-unavailable", Unavailable,
            "The identity provider does not answer";
        /// The database is not available.
        STORE_UNAVAILABLE = "store-unavailable", Unavailable, "The database is not available";
    }
    messages {
        /// `New`, and the shipment exists.
        ShipmentExists;
        /// `Replace` or `Update`, and there is no such shipment.
        ShipmentUnknown;
        /// `Replace`, and a declaration is on its way.
        ReplaceInFlight;
        /// It is not known whether customs has a declaration that would be withdrawn.
        FateUnknown;
        /// `Replace`, and customs has a declaration.
        ReplaceTooLate;
        /// `Update`, and a declaration would have to be corrected where customs takes no correction.
        UpdateTooLate;
        /// `Update`, and the shipment would take another flow.
        FlowChanged;
        /// `Replace` or `Update`, and the shipment began with a message of customs.
        BegunByCustoms;
        /// The update does not fit the shipment that is there.
        ShipmentUpdateRefused;
        /// `Update`, and the message that customs must get cannot be written.
        MessageNotWritable;
        /// Customs must answer first; the update is carried out then.
        WaitsForCustoms;
        /// No such message type.
        MessageTypeUnknown;
        /// No active flow fits.
        FlowUnknown;
        /// Several active flows fit.
        FlowAmbiguous;
        /// The table of flow selection could not choose.
        FlowSelectionFailed;
        /// The goods cannot be cut into declarations as the flow says.
        GroupingFailed;
        /// No step waits for what was told.
        NothingStarted;
        /// There are no goods.
        NoItems;
        /// An update of master data does not fit the record that is there.
        UpdateRefused;
    }
}

/// The page that explains a code, in Markdown: of a refusal, or of a finding, one of ours or of a
/// rule.
#[must_use]
pub fn page(code: &str) -> Option<String> {
    let of_refusal = PAGES.iter().find(|(name, _)| *name == code);
    of_refusal
        .map(|(_, page)| (*page).to_owned())
        .or_else(|| page_of_finding(code))
}

fn page_of_finding(code: &str) -> Option<String> {
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

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
