//! What EMCS can do for us.

use cas_gateway::{
    Capabilities, InvalidationGround, InvalidationTerms, LimitDays, not_amended_after_release,
};
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
    withheld: not_amended_after_release,
    invalidation: InvalidationTerms {
        least_reason: 1,
        grounds: GROUNDS,
        is_whole: true,
    },
    limit_days: LimitDays::Jurisdiction,
    no_amendment_in: &[],
    standing: "messages validate against the official schemas of phase 4.2 (V3.23)",
};

/// Why a movement is cancelled (CancellationReasonCode of IE810, list BC43).
const GROUNDS: &[InvalidationGround] = &[
    ground("0", "other"),
    ground("1", "typing error"),
    ground("2", "the commercial transaction was interrupted"),
    ground("3", "duplicate"),
    ground("4", "the movement did not begin at the date of dispatch"),
];

const fn ground(code: &'static str, meaning: &'static str) -> InvalidationGround {
    InvalidationGround {
        code,
        meaning,
        direction: None,
    }
}

static ACTIONS: [Action; COMMON.len() + TELLS.len()] = tells::actions(COMMON, TELLS);

const COMMON: &[Action] = &[Action::Submit, Action::Invalidate, Action::Resend];
