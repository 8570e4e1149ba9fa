//! The messages we write, as tables, and the one in which customs repeats a movement.
//!
//! Rows stand in the order of the official schemas, below the one element that each message has in
//! its body. Two root records: the document, and for what is said about it the document together
//! with what is said ([`crate::table::Pair`]). [`TELLS`] says with which action a message is told.

mod goods;
mod movement;
mod requests;
mod traders;

pub(super) use requests::{BY_CONSIGNEE, BY_CONSIGNOR};

use std::sync::LazyLock;

use cas_model::action_content::{
    AlertOrRejection, DelayExplanation, DestinationChange, ReceiptReport, ShortageExplanation,
};
use cas_model::{Action, ActionContent};

use super::complete;
use crate::table::{Table, table};
use crate::tells::{Tell, as_said};

/// A message that is a table.
pub struct Message {
    /// The name of its root element.
    pub name: &'static str,
    /// The element in its body that holds everything.
    pub container: &'static str,
    /// The rows that it is written by.
    pub table: Table,
}

/// Declares the messages, each once: its name, its container, its rows, and what they speak of.
macro_rules! messages {
    ($($(#[doc = $doc:literal])* $name:ident $container:literal $rows:path $(, said $said:ty)?;)*) => {
        $(
            $(#[doc = $doc])*
            pub static $name: LazyLock<Message> =
                LazyLock::new(|| Message {
                    name: stringify!($name),
                    container: $container,
                    table: table!(stringify!($name), $rows $(, said $said)?),
                });
        )*

        /// The table of a message by its root element.
        #[must_use]
        pub fn by_root(root: &str) -> Option<&'static Message> {
            match root {
                $(stringify!($name) => Some(&$name),)*
                _ => None,
            }
        }
    };
}

messages! {
    /// The movement as customs validated it.
    IE801 "EADESADContainer" movement::IE801;
    /// The cancellation of a movement, IE810.
    IE810 "CancellationOfEAD" requests::IE810;
    /// The change of destination.
    IE813 "ChangeOfDestination" requests::IE813, said DestinationChange;
    /// The movement as we submit it.
    IE815 "SubmittedDraftOfEADESAD" movement::IE815;
    /// The report of receipt.
    IE818 "AcceptedOrRejectedReportOfReceiptExport" requests::IE818, said ReceiptReport;
    /// The alert or rejection.
    IE819 "AlertOrRejectionOfEADESAD" requests::IE819, said AlertOrRejection;
    /// The split of a movement, IE825.
    IE825 "SubmittedDraftOfSplittingOperation" requests::IE825, said DestinationChange;
    /// The explanation of a delay.
    IE837 "ExplanationOnDelayForDelivery" requests::IE837, said DelayExplanation;
    /// The explanation of a shortage.
    IE871 "ExplanationOnReasonForShortage" requests::IE871, said ShortageExplanation;
}

/// The type of its declarations: the electronic administrative document.
pub const DECLARATION_TYPE: &str = "excise";

/// What is told of a movement, from the consignor's side and from the consignee's.
pub(super) const TELLS: &[Tell<Message>] = &[
    Tell {
        action: Action::ReceiptReport,
        message: |_| &IE818,
        complete: complete::receipt_report,
    },
    Tell {
        action: Action::ComplementaryExplanation,
        message: |_| &IE871,
        complete: complete::explanation,
    },
    Tell {
        action: Action::ChangeDestination,
        message: destination_message,
        complete: complete::split,
    },
    Tell {
        action: Action::RejectOrAlertEad,
        message: |_| &IE819,
        complete: complete::alert,
    },
    Tell {
        action: Action::DelayForDelivery,
        message: |_| &IE837,
        complete: as_said,
    },
];

/// A movement that is split has a message of its own.
fn destination_message(content: &ActionContent) -> &'static Message {
    if let ActionContent::DestinationChange(change) = content
        && !change.parts.is_empty()
    {
        return &IE825;
    }
    &IE813
}
