//! What EMCS can do for us.

use cas_gateway::Capabilities;
use cas_model::lifecycle::{Action, Family};

use super::tables::{DECLARATION_TYPE, TELLS};
use crate::tells;

/// Movements of excise goods, from the consignor's side and from the consignee's.
pub static CAPABILITIES: Capabilities = Capabilities {
    name: "EMCS (movements of excise goods), phase 4.2",
    family: Family::Excise,
    declaration_types: &[DECLARATION_TYPE],
    max_items: 999,
    keeps_item_numbers: false,
    actions: &ACTIONS,
    conversation_header: None,
    pull: None,
    calculated_only: &[],
    no_amendment_in: &[],
    standing: "messages validate against the official schemas of phase 4.2 (V3.23)",
};

static ACTIONS: [Action; COMMON.len() + TELLS.len()] = tells::actions(COMMON, TELLS);

const COMMON: &[Action] = &[Action::Submit, Action::Invalidate, Action::Resend];
