//! What should have happened by now?
//!
//! A timer runs while a declaration stands in one of its statuses. How long it runs is configured
//! by customs system; when it has run out, that is a fact of the declaration, a warning and a
//! notification.

use serde::{Deserialize, Serialize};

use super::Status;
use crate::document::SingleAdministrativeDocument;

/// Declares each deadline once, with its name in configuration and notifications.
macro_rules! deadlines {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal, $missing:literal;)*) => {
        /// What is waited for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Deadline { $($(#[doc = $doc])* #[serde(rename = $name)] $variant,)* }

        impl Deadline {
            /// Every deadline, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in JSON and in the documentation.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means when it has passed, in one line.
            #[must_use]
            pub const fn passed(self) -> &'static str {
                match self { $(Self::$variant => $missing,)* }
            }
        }
    };
}

deadlines! {
    /// Customs' first answer to a message of ours.
    Acknowledgement = "acknowledgement", "Customs has not answered in time";
    /// The acceptance of a declaration that was received.
    Acceptance = "acceptance", "Customs has not accepted the declaration in time";
    /// The presentation of pre-lodged goods.
    Presentation = "presentation", "The goods have not been presented in time";
    /// The release of the goods by customs.
    Release = "release", "Customs has not released the goods in time";
    /// Our answer to what customs asks for.
    Answer = "answer", "What customs asked for has not been answered in time";
    /// The end of the procedure.
    Discharge = "discharge", "The procedure has not been discharged in time";
    /// The confirmation that the goods of an export have left.
    Exit = "exit", "Customs has not confirmed in time that the goods have left";
}

impl Deadline {
    /// Whether it counts for a declaration: only what goes out is waited for to leave, and a status
    /// does not say whether it does.
    #[must_use]
    pub fn concerns(self, document: &SingleAdministrativeDocument) -> bool {
        match self {
            Self::Exit => document.is_export(),
            Self::Acknowledgement
            | Self::Acceptance
            | Self::Presentation
            | Self::Release
            | Self::Answer
            | Self::Discharge => true,
        }
    }
}

/// In which statuses a deadline counts.
#[derive(Debug)]
pub struct Timer {
    /// What is waited for.
    pub deadline: Deadline,
    /// The statuses in which it runs.
    pub statuses: &'static [Status],
}
