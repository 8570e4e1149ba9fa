//! What a client may do.

/// Declares the scopes and their names in one list.
macro_rules! scopes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// A permission that a token carries.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scope { $($(#[doc = $doc])* $variant,)* }

        impl Scope {
            /// Every scope.
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
    /// Read declarations.
    ReadDeclarations = "read:declarations",
    /// Create subscriptions.
    CreateSubscriptions = "create:subscriptions",
    /// Read subscriptions.
    ReadSubscriptions = "read:subscriptions",
    /// Delete subscriptions.
    DeleteSubscriptions = "delete:subscriptions",
    /// Read documents.
    ReadDocuments = "read:documents",
    /// Send stock movements.
    CreateWms = "create:wms",
    /// Read stock movements.
    ReadWms = "read:wms",
    /// Read and change the configuration.
    AdminConfiguration = "admin:configuration",
}
