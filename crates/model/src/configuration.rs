//! Versioned configuration: kinds, and the life of a version.
//!
//! A version is a draft until it is published. A published version never changes; a newer one or
//! its validity takes its place.

/// Declares an enum whose members have one stored and public spelling.
macro_rules! spelled {
    (
        $(#[doc = $doc:literal])*
        $name:ident { $($(#[doc = $member_doc:literal])* $member:ident = $text:literal,)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $member_doc])* $member,)* }

        impl $name {
            /// Every member, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$member,)*];

            /// The stored and public spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text,)* }
            }

            /// The member of a spelling.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$member),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

spelled! {
    /// What is configured in versions.
    ConfigurationKind {
        /// How shipments of one kind become declarations, step by step.
        Flow = "flow",
        /// Rows that fill fields or answer questions, with their hit policy.
        DecisionTable = "decisionTable",
        /// What holds for the whole tenant, such as the table that chooses flows.
        Settings = "settings",
    }
}

spelled! {
    /// Where a version stands.
    ConfigurationState {
        /// Being worked on; changes nothing.
        Draft = "draft",
        /// In force within its validity; never changes.
        Published = "published",
        /// Was published, and is not used for anything new.
        Retired = "retired",
    }
}
