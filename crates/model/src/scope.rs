//! What a client or a person may do.

/// Declares the scopes and their names in one list.
macro_rules! scopes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// A permission that a token carries, or the role of a person who signed in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scope { $($(#[doc = $doc])* $variant,)* }

        impl Scope {
            /// Every scope, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in tokens.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The scope of a name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

scopes! {
    /// Send shipments, master data, corrections and actions.
    CreateMessages = "create:messages",
    /// Read the ingestion history.
    ReadMessages = "read:messages",
    /// Read declarations, their history and their messages.
    ReadDeclarations = "read:declarations",
    /// Subscribe addresses to notifications of one's own tenant.
    CreateSubscriptions = "create:subscriptions",
    /// Read the subscriptions of one's own tenant.
    ReadSubscriptions = "read:subscriptions",
    /// End subscriptions of one's own tenant.
    DeleteSubscriptions = "delete:subscriptions",
    /// Read documents that belong to declarations.
    ReadDocuments = "read:documents",
    /// Send movements of stock from a warehouse.
    CreateWms = "create:wms",
    /// Read movements of stock of a warehouse.
    ReadWms = "read:wms",
    /// See access codes of guarantees, which are masked for all others.
    ReadAccessCodes = "read:accessCodes",
    /// Read and change the configuration.
    AdminConfiguration = "admin:configuration",
    /// Manage the people of one's own tenant, and read its audit trail.
    AdminUsers = "admin:users",
    /// Say for which person a client acts (`CAS-Acting-Person`).
    ActForPersons = "act:persons",
}
