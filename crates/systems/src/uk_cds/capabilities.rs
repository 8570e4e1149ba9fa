//! What CDS can do for us.

use cas_gateway::Capabilities;
use cas_model::lifecycle::{Action, Family};

use super::transport;

/// Import and export: declarations, amendments, cancellation. Goods are presented by other means
/// (inventory systems, movements), so there is no message for their arrival.
pub static CAPABILITIES: Capabilities = Capabilities {
    name: "CDS (United Kingdom, import and export)",
    family: Family::Customs,
    declaration_types: &["IM", "EX", "CO"],
    max_items: 999,
    actions: &[
        Action::Submit,
        Action::Amend,
        Action::Invalidate,
        Action::Resend,
    ],
    standing: "messages validate against the official schemas",
    conversation_header: Some(transport::CONVERSATION),
    pull: Some(transport::PULL),
};
