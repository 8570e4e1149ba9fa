//! What does the audit trail tell, and under which names?
//!
//! Each event is one line of the list below, with its code, the kind of things that it belongs to and
//! what it says; docs/people.md and the API name them from here.

/// Declares the kinds with their codes, in one list.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident = $code:literal,)*) => {
        /// What an entry of the audit trail belongs to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AuditKind { $($(#[doc = $doc])* $kind,)* }

        impl AuditKind {
            /// Every kind, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The code in the audit trail.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)* }
            }
        }
    };
}

kinds! {
    /// Sign-ins, sign-outs and refused ones of people.
    SignIn = "sign-in",
    /// Accounts, roles, passwords, second factors and clients.
    Access = "access",
    /// Flows, tables, settings, input mappings, connections and subscriptions.
    Configuration = "configuration",
    /// Records of master data.
    MasterData = "master-data",
    /// What somebody did with declarations.
    Declarations = "declarations",
    /// What operators decided about alerts, messages and tasks.
    Operations = "operations",
    /// Who took something away, or read access codes.
    Reading = "reading",
    /// What somebody was refused.
    Refusals = "refusals",
    /// The audit trail itself.
    Trail = "trail",
}

impl AuditKind {
    /// The kind of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether entries tell of declarations, which not everybody may see.
    #[must_use]
    pub const fn tells_of_declarations(self) -> bool {
        match self {
            Self::Declarations | Self::Operations | Self::Reading | Self::Refusals => true,
            Self::SignIn | Self::Access | Self::Configuration | Self::MasterData | Self::Trail => {
                false
            }
        }
    }
}

/// Declares what can be told, with its code and kind, in one list.
macro_rules! events {
    ($($(#[doc = $doc:literal])* $event:ident = $code:literal of $kind:ident,)*) => {
        /// What happened, as the audit trail tells it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AuditEvent { $($(#[doc = $doc])* $event,)* }

        impl AuditEvent {
            /// Every event with its code and what it says, in the order of the list.
            pub const ALL: &[(Self, &str, &str)] =
                &[$((Self::$event, $code, concat!($($doc),*)),)*];

            /// The code in the audit trail.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$event => $code,)* }
            }

            /// What it belongs to.
            #[must_use]
            pub const fn kind(self) -> AuditKind {
                match self { $(Self::$event => AuditKind::$kind,)* }
            }
        }
    };
}

events! {
    /// Somebody signed in, and has a session.
    SignedIn = "signed-in" of SignIn,
    /// A sign-in was refused: a wrong password, a wrong code, or an account that is off.
    SignInRefused = "sign-in-refused" of SignIn,
    /// Somebody signed out of one session.
    SignedOut = "signed-out" of SignIn,
    /// All sessions of an account were ended.
    SignedOutEverywhere = "signed-out-everywhere" of SignIn,
    /// A recovery code took the place of a second factor.
    RecoveryCodeUsed = "recovery-code-used" of SignIn,
    /// A client asked for a token with a wrong secret, or was switched off.
    TokenRefused = "token-refused" of SignIn,
    /// An account was made.
    AccountMade = "account-made" of Access,
    /// The name that others know somebody by was changed.
    AccountRenamed = "account-renamed" of Access,
    /// An account was switched off.
    AccountDisabled = "account-disabled" of Access,
    /// An account was switched on again.
    AccountEnabled = "account-enabled" of Access,
    /// Somebody became a member of the tenant.
    MemberAdded = "member-added" of Access,
    /// What a member may do or see was changed.
    RolesChanged = "roles-changed" of Access,
    /// Somebody is no member of the tenant any more.
    MemberRemoved = "member-removed" of Access,
    /// A link was made with which somebody chooses a password.
    LinkMade = "link-made" of Access,
    /// A password was chosen with a link.
    LinkUsed = "link-used" of Access,
    /// Somebody changed the own password.
    PasswordChanged = "password-changed" of Access,
    /// A second factor was set up.
    SecondFactorOn = "second-factor-on" of Access,
    /// A second factor was taken away.
    SecondFactorOff = "second-factor-off" of Access,
    /// A client was made.
    ClientMade = "client-made" of Access,
    /// A client was switched off.
    ClientDisabled = "client-disabled" of Access,
    /// A client was switched on again.
    ClientEnabled = "client-enabled" of Access,
    /// What a client may do or see, its description or its end was changed.
    ClientChanged = "client-changed" of Access,
    /// A client got a new secret.
    ClientSecretChanged = "client-secret-changed" of Access,
    /// A draft was made or changed.
    DraftSaved = "draft-saved" of Configuration,
    /// A draft was deleted.
    DraftDeleted = "draft-deleted" of Configuration,
    /// A version was published.
    VersionPublished = "version-published" of Configuration,
    /// A version was retired.
    VersionRetired = "version-retired" of Configuration,
    /// Who may change and publish configuration, and where four eyes are demanded, was changed.
    ControlChanged = "change-control-changed" of Configuration,
    /// A connection was made or changed, or a secret of it.
    ConnectionChanged = "connection-changed" of Configuration,
    /// A connection was deleted.
    ConnectionDeleted = "connection-deleted" of Configuration,
    /// A subscription was made.
    SubscriptionMade = "subscription-made" of Configuration,
    /// A subscription was changed, switched off or on, or got a new secret.
    SubscriptionChanged = "subscription-changed" of Configuration,
    /// A subscription was ended.
    SubscriptionEnded = "subscription-ended" of Configuration,
    /// A list of codes was loaded.
    CodeListLoaded = "code-list-loaded" of MasterData,
    /// A record of master data was written.
    RecordSaved = "record-saved" of MasterData,
    /// Many records of one kind were written at once.
    RecordsSaved = "records-saved" of MasterData,
    /// A record of master data was deleted.
    RecordDeleted = "record-deleted" of MasterData,
    /// An action was asked of a declaration.
    ActionRequested = "action-requested" of Declarations,
    /// An action that was asked for was not done.
    ActionFailed = "action-failed" of Declarations,
    /// A declaration was edited.
    Edited = "edited" of Declarations,
    /// An alert was dealt with.
    AlertResolved = "alert-resolved" of Operations,
    /// A message of customs was assigned to a declaration.
    MessageAssigned = "message-assigned" of Operations,
    /// Access codes of guarantees were read.
    AccessCodesRead = "access-codes-read" of Reading,
    /// Something was taken away as a file.
    Exported = "exported" of Reading,
    /// A request was refused: a right that is missing, or a state that does not allow it.
    RequestRefused = "request-refused" of Refusals,
    /// The entries from here on are chained by their hashes.
    ChainBegun = "chain-begun" of Trail,
}

impl AuditEvent {
    /// Whether somebody did not get what he wanted.
    #[must_use]
    pub const fn is_refusal(self) -> bool {
        matches!(
            self,
            Self::SignInRefused | Self::TokenRefused | Self::ActionFailed | Self::RequestRefused
        )
    }
}
