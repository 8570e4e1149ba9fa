//! What people and clients may ask of a declaration.

use serde::{Deserialize, Serialize};

/// What carrying an action out comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// The declaration, or its open amendment, is lodged.
    Submit,
    /// It is deduced and validated again.
    Validate,
    /// Customs is told that the goods are there.
    Present,
    /// It is withdrawn, or customs is asked to invalidate it, with a reason.
    Invalidate,
    /// An amendment is opened.
    Amend,
    /// The last message is sent again.
    Resend,
    /// The fact is recorded, and nothing else.
    Record,
    /// The fact is recorded, and the declaration goes on.
    Release,
    /// Customs is told what is said with it ([`crate::ActionContent`]).
    Tell,
}

/// Declares each action once: what it does, for people and in the description of the API; its name
/// in paths and events; and what carrying it out comes to.
macro_rules! actions {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal, $course:ident;)*) => {
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

            /// What it does, for people.
            #[must_use]
            pub const fn doc(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc, "\n"),*),)* }
            }

            /// What carrying it out comes to.
            #[must_use]
            pub const fn course(self) -> Course {
                match self { $(Self::$variant => Course::$course,)* }
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
    /// Sends the declaration to customs.
    Submit = "submit", Submit;
    /// Runs deductions and validations again.
    Validate = "validate", Validate;
    /// Notifies customs that the goods are there.
    GoodsArrived = "goods-arrived", Present;
    /// Withdraws the declaration: at once before customs has it, by a request to customs after.
    Invalidate = "invalidate", Invalidate;
    /// Opens an amendment on a copy: what customs has stays as it is until customs accepts the
    /// amendment.
    Amend = "amend", Amend;
    /// Gives the open amendment up; what customs has is back.
    CancelAmendment = "cancel-amendment", Record;
    /// Sends the stored message again.
    Resend = "resend", Resend;
    /// Holds a declaration back that was not sent.
    Hold = "hold", Record;
    /// Lets a declaration that was held back go on.
    ReleaseHold = "release-hold", Release;
    /// Reports what arrived of an excise movement, and whether the consignee takes it: accepted,
    /// refused or partially refused, with what was wrong item by item. Customs tells the consignor.
    ReceiptReport = "receipt-report", Tell;
    /// Explains why goods of an excise movement were missing or too many, after the receipt was
    /// reported. Consignor and consignee both may.
    ComplementaryExplanation = "complementary-explanation", Tell;
    /// Sends an excise movement to another destination. With `parts` it is split: each part becomes a
    /// declaration of its own once customs has taken the split.
    ChangeDestination = "change-destination", Tell;
    /// Rejects an excise movement before it arrives, or alerts customs and the consignor about it.
    RejectOrAlertEad = "reject-or-alert-ead", Tell;
    /// Explains why the report of receipt, or the destination, of an excise movement is late.
    DelayForDelivery = "delay-for-delivery", Tell;
    /// Answers customs' question whether exported goods have left, with alternative evidence where the
    /// office of exit did not confirm it; before customs asks, too.
    ExitEvidence = "exit-evidence", Tell;
    /// Notifies that exported goods have arrived at the customs office of exit. Customs lets them leave,
    /// or controls them there.
    ArrivalAtExit = "arrival-at-exit", Tell;
    /// Notifies that exported goods have departed from where they were presented.
    GoodsDeparted = "goods-departed", Tell;
}

impl Action {
    /// Whether it is about goods that leave: no other declaration is asked for it.
    #[must_use]
    pub const fn is_of_exports(self) -> bool {
        matches!(
            self,
            Self::ExitEvidence | Self::ArrivalAtExit | Self::GoodsDeparted
        )
    }
}
