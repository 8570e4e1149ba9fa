//! The messages we write, as tables, and the one in which customs repeats a movement.
//!
//! Rows stand in the order of the official schemas, below the one element that each message has in
//! its body. Two root records: the document, and for what is said about it the document together
//! with what is said ([`crate::table::Pair`]).

mod goods;
mod movement;
mod requests;
mod traders;

pub(super) use requests::{BY_CONSIGNEE, BY_CONSIGNOR};

use std::sync::LazyLock;

use cas_model::action_content::{
    AlertOrRejection, DelayExplanation, DestinationChange, ReceiptReport, ShortageExplanation,
};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::shape::Shape;

use crate::table::{Row, Table, pair_shape};

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
    ($($(#[doc = $doc:literal])* $name:ident $container:literal $rows:path, $shape:expr;)*) => {
        $(
            $(#[doc = $doc])*
            pub static $name: LazyLock<Message> =
                LazyLock::new(|| message(stringify!($name), $container, $rows, $shape));
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
    IE801 "EADESADContainer" movement::IE801, SingleAdministrativeDocument::shape();
    /// The cancellation of a movement, IE810.
    IE810 "CancellationOfEAD" requests::IE810, SingleAdministrativeDocument::shape();
    /// The change of destination.
    IE813 "ChangeOfDestination" requests::IE813, pair_shape(DestinationChange::shape);
    /// The movement as we submit it.
    IE815 "SubmittedDraftOfEADESAD" movement::IE815, SingleAdministrativeDocument::shape();
    /// The report of receipt.
    IE818 "AcceptedOrRejectedReportOfReceiptExport" requests::IE818,
        pair_shape(ReceiptReport::shape);
    /// The alert or rejection.
    IE819 "AlertOrRejectionOfEADESAD" requests::IE819, pair_shape(AlertOrRejection::shape);
    /// The split of a movement, IE825.
    IE825 "SubmittedDraftOfSplittingOperation" requests::IE825,
        pair_shape(DestinationChange::shape);
    /// The explanation of a delay.
    IE837 "ExplanationOnDelayForDelivery" requests::IE837, pair_shape(DelayExplanation::shape);
    /// The explanation of a shortage.
    IE871 "ExplanationOnReasonForShortage" requests::IE871,
        pair_shape(ShortageExplanation::shape);
}

fn message(
    name: &'static str,
    container: &'static str,
    rows: &'static [Row],
    shape: &'static Shape,
) -> Message {
    Message {
        name,
        container,
        table: Table::new(name, rows, shape),
    }
}

/// The type of its declarations: the electronic administrative document.
pub const DECLARATION_TYPE: &str = "excise";
