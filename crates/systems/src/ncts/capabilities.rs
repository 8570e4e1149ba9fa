//! What NCTS can do for us.

use cas_gateway::{Capabilities, InvalidationTerms, LimitDays, not_amended_after_release};
use cas_model::lifecycle::{Action, Family};

/// Departure: declarations, amendments, presentation of pre-lodged goods, invalidation.
pub static CAPABILITIES: Capabilities = Capabilities {
    name: "NCTS (Union and common transit), phases 5 and 6",
    family: Family::Transit,
    declaration_types: &["transit"],
    max_items: 999,
    keeps_item_numbers: false,
    actions: &[
        Action::Submit,
        Action::GoodsArrived,
        Action::Amend,
        Action::Invalidate,
        Action::Resend,
    ],
    no_amendment_in: &[],
    standing: "messages validate against the official schemas of phases 5 and 6",
    conversation_header: None,
    pull: None,
    calculated_only: &[],
    withheld: not_amended_after_release,
    invalidation: InvalidationTerms::WORDS_ONLY,
    limit_days: LimitDays::Utc,
};
