//! Parties of transit: the holder of the procedure, and carriers with a contact person.

use crate::commission::rows::parties::{CONTACT, IDENTIFIER, NAME, PARTY_ADDRESS};
use crate::table::Format::Text;
use crate::table::{Row, Test, may, part};

const TIR_HOLDER: &str = "businessPartnerReference[type=TirHolder].code";

pub(super) const CARRIER: &[Row] = &[IDENTIFIER.required(), CONTACT];

const HOLDER_ROWS: &[Row] = &[
    IDENTIFIER,
    // C0904: of TIR operations only.
    may("TIRHolderIdentificationNumber", TIR_HOLDER, Text(17))
        .when(&[Test::Is("/declType", &["TIR"])]),
    NAME,
    PARTY_ADDRESS,
    CONTACT,
];

/// The holder, in messages that take a contact person with it.
pub(super) const HOLDER: Row = part(
    "HolderOfTheTransitProcedure",
    "holderOfTheTransitProcedure",
    HOLDER_ROWS,
)
.required();

/// The holder, in messages that take no contact person.
pub(super) const HOLDER_ALONE: Row = part(
    "HolderOfTheTransitProcedure",
    "holderOfTheTransitProcedure",
    HOLDER_ROWS.split_at(4).0,
)
.required();
