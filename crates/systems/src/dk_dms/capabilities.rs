//! What Denmark's DMS can do for us.

use cas_gateway::{
    AskedDeclaration, Capabilities, InvalidationGround, InvalidationTerms, LimitDays,
};
use cas_model::declaration::Direction;
use cas_model::lifecycle::{Action, Event, Family};

use super::tables::editions::{B1, H1, H7, I1, I2};
use super::transport::ANSWERED_MESSAGE;
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
    standing: "messages keep to the published structures with their facets; 15 published sequences of \
               messages end as they should; AS4 is left to a gateway",
    conversation_header: Some(ANSWERED_MESSAGE),
    pull: None,
    calculated_only: &[],
    withheld,
    invalidation: INVALIDATION,
    limit_days: LimitDays::Jurisdiction,
};

/// Customs amends what it has cleared. An import that is cleared it invalidates only together with
/// a repayment of its duties, for which there is no message here; an entry in the declarant's records
/// it neither amends nor invalidates.
fn withheld(declaration: &AskedDeclaration<'_>) -> &'static [Event] {
    let is_cleared = declaration.is_released() && declaration.facts.clearance_date.is_some();
    match declaration.declaration_type {
        I2 => &[Event::AmendmentOpened, Event::InvalidationRequested],
        B1 => &[],
        _ if is_cleared => &[Event::InvalidationRequested],
        _ => &[],
    }
}

/// A reason has ten characters at least (guides to the XML of imports and exports). Its ground is of
/// the list CL10187, of which these codes are known here; the others have as many figures.
pub(super) const INVALIDATION: InvalidationTerms = InvalidationTerms {
    least_reason: 10,
    grounds: &[
        ground(
            "122",
            "goods of a distance sale were returned",
            Some(Direction::In),
        ),
        ground("123", "declared in error", None),
        ground("124", "declared twice", None),
        ground("134", "exported goods do not leave", Some(Direction::Out)),
    ],
    is_whole: false,
};

const fn ground(
    code: &'static str,
    meaning: &'static str,
    direction: Option<Direction>,
) -> InvalidationGround {
    InvalidationGround {
        code,
        meaning,
        direction,
    }
}
