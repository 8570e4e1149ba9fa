//! What people and clients may ask of a declaration.

use serde::{Deserialize, Serialize};

/// Declares each action once, with its name in paths and events.
macro_rules! actions {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// A request on a declaration. Which are allowed depends on its status.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Action { $($(#[doc = $doc])* #[serde(rename = $name)] $variant,)* }

        impl Action {
            /// Every action, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in paths and events.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The action of a name.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

actions! {
    /// Send it to customs.
    Submit = "submit",
    /// Run deductions and validations again.
    Validate = "validate",
    /// Notify the presentation of pre-lodged goods.
    GoodsArrived = "goods-arrived",
    /// Ask customs to invalidate it.
    Invalidate = "invalidate",
    /// Open it for an amendment, on a copy: what customs has stays as it is.
    Amend = "amend",
    /// Give the open amendment up.
    CancelAmendment = "cancel-amendment",
    /// Send the stored message again.
    Resend = "resend",
    /// Hold it back until somebody releases it.
    Hold = "hold",
    /// Let it go on.
    ReleaseHold = "release-hold",
    /// Report what arrived of an excise movement.
    ReceiptReport = "receipt-report",
    /// Explain a shortage or an excess of an excise movement.
    ComplementaryExplanation = "complementary-explanation",
    /// Send an excise movement elsewhere, or split it.
    ChangeDestination = "change-destination",
    /// Reject an excise movement before it arrives, or alert about it.
    RejectOrAlertEad = "reject-or-alert-ead",
    /// Explain why a report of receipt or a destination is late.
    DelayForDelivery = "delay-for-delivery",
    /// Tell customs that exported goods have left, and what proves it.
    ExitEvidence = "exit-evidence",
    /// Notify that exported goods have arrived at the customs office of exit.
    ArrivalAtExit = "arrival-at-exit",
}
