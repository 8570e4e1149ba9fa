//! What AES can do for us.

use cas_gateway::{Capabilities, InvalidationTerms, LimitDays, not_amended_after_release};
use cas_model::lifecycle::{Action, Family};

use super::tables::TELLS;
use crate::fixed::UNDER_EXAMINATION;
use crate::tells;

/// Export: declarations, amendments, presentation of pre-lodged goods, invalidation, and what is
/// told of the exit.
pub static CAPABILITIES: Capabilities = Capabilities {
    name: "AES (export from the Union), phase 1",
    family: Family::Customs,
    declaration_types: &["B1", "B2", "B3", "B4", "C1"],
    max_items: 999,
    keeps_item_numbers: false,
    actions: &ACTIONS,
    no_amendment_in: UNDER_EXAMINATION,
    standing: "best effort: official types, roots derived; \
               try them against the schemas of your customs",
    conversation_header: None,
    pull: None,
    calculated_only: &[],
    withheld: not_amended_after_release,
    invalidation: InvalidationTerms::WORDS_ONLY,
    limit_days: LimitDays::Jurisdiction,
};

static ACTIONS: [Action; COMMON.len() + TELLS.len()] = tells::actions(COMMON, TELLS);

const COMMON: &[Action] = &[
    Action::Submit,
    Action::GoodsArrived,
    Action::Amend,
    Action::Invalidate,
    Action::Resend,
];
