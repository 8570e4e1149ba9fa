//! What Denmark's DMS can do for us.

use cas_gateway::Capabilities;
use cas_model::lifecycle::{Action, Family};

use super::tables::editions::{B1, H1, H7, I1, I2};
use crate::fixed::UNDER_EXAMINATION;

/// Import in full, simplified, of low value and by entry in the declarant's records; export.
/// Imports may have more items than exports; all have as many as exports may.
pub static CAPABILITIES: Capabilities = Capabilities {
    name: "DMS (Denmark, import and export)",
    family: Family::Customs,
    declaration_types: &[H1, H7, I1, I2, B1],
    max_items: 999,
    keeps_item_numbers: false,
    actions: &[
        Action::Submit,
        Action::GoodsArrived,
        Action::Amend,
        Action::Invalidate,
        Action::Resend,
    ],
    no_amendment_in: UNDER_EXAMINATION,
    standing: "structure only: element order as in the structure files, no official schema or \
               sample at hand; AS4 is left to a gateway",
    conversation_header: None,
    pull: None,
    calculated_only: &[],
};
