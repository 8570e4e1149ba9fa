//! What CDS can do for us.

use cas_gateway::{
    CalculatedOnly, Capabilities, InvalidationTerms, LimitDays, not_amended_after_release,
};
use cas_model::lifecycle::{Action, Family};

use super::inventory_linking::movement::TELLS;
use super::transport;
use crate::tells;

/// Import and export: declarations, arrival of pre-lodged goods, amendments, cancellation, and the
/// movements of exported goods. Where an inventory system or a loader moves the goods, that tells
/// of them.
pub static CAPABILITIES: Capabilities = Capabilities {
    name: "CDS (United Kingdom, import and export)",
    family: Family::Customs,
    declaration_types: &[
        "H1", "H2", "H3", "H4", "H5", "H7", "H8", "C21i", "FSD", "I1", "B1", "B2", "B3", "B4",
        "C1", "C21e",
    ],
    max_items: 999,
    keeps_item_numbers: true,
    actions: &ACTIONS,
    no_amendment_in: &[],
    standing: "messages validate against the official schemas; amendments, arrivals and movements \
               are written as customs publishes them",
    conversation_header: Some(transport::CONVERSATION),
    pull: Some(transport::PULL),
    calculated_only: CALCULATED_ONLY,
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

/// What CDS wants once it wants in the header or at the items, and not in both (DE 6/5, rejection
/// CDS12071); an invoice total is declared by few (DE 4/11); the number of items is optional for
/// imports since release 4.9.0 (DE 1/9); simplified and supplementary declarations, and those of
/// customs' reduced datasets, do without packages and their number (DE 6/18).
const CALCULATED_ONLY: &[CalculatedOnly] = &[
    CalculatedOnly {
        calculation: "grossMass",
        declaration_types: &[],
        additional_types: &[],
    },
    CalculatedOnly {
        calculation: "totalGrossMass",
        declaration_types: &[],
        additional_types: &[],
    },
    CalculatedOnly {
        calculation: "totalInvoiceAmount",
        declaration_types: &[],
        additional_types: &[],
    },
    CalculatedOnly {
        calculation: "numberOfItems",
        declaration_types: &["B1", "B2", "B4", "C1"],
        additional_types: &[],
    },
    CalculatedOnly {
        calculation: "totalPackages",
        declaration_types: &[],
        additional_types: &[],
    },
    CalculatedOnly {
        calculation: "packages",
        declaration_types: &[],
        additional_types: &[],
    },
];
