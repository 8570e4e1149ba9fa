//! What CDS can do for us.

use cas_gateway::Capabilities;
use cas_model::lifecycle::{Action, Family};

use super::transport;

/// Import and export: declarations, arrival of pre-lodged goods, amendments, cancellation. Where
/// goods go through an inventory system or are moved, that tells of their arrival.
pub static CAPABILITIES: Capabilities = Capabilities {
    name: "CDS (United Kingdom, import and export)",
    family: Family::Customs,
    declaration_types: &[
        "H1", "H2", "H3", "H4", "H5", "H7", "H8", "C21i", "FSD", "I1", "B1", "B2", "B3", "B4",
        "C1", "C21e",
    ],
    max_items: 999,
    actions: &[
        Action::Submit,
        Action::GoodsArrived,
        Action::Amend,
        Action::Invalidate,
        Action::Resend,
    ],
    standing: "messages validate against the official schemas; \
               the notification of arrival without an example of customs",
    conversation_header: Some(transport::CONVERSATION),
    pull: Some(transport::PULL),
};
