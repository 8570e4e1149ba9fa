//! Parties of an export, as rows of its messages.

use crate::commission::rows::parties::{
    CONTACT, IDENTIFIER, NAME, PARTY, PARTY_ADDRESS, PARTY_WITH_CONTACT,
};
use crate::table::{Row, part};

const IDENTIFIED: &[Row] = &[IDENTIFIER.required(), NAME, PARTY_ADDRESS];
const IDENTIFIED_WITH_CONTACT: &[Row] = &[IDENTIFIER.required(), NAME, PARTY_ADDRESS, CONTACT];
const CARRIER_ROWS: &[Row] = &[IDENTIFIER.required()];

pub(super) const EXPORTER: Row = part("Exporter", "goodsShipment.exporter", IDENTIFIED).required();
pub(super) const DECLARANT: Row =
    part("Declarant", "declarant", IDENTIFIED_WITH_CONTACT).required();
pub(super) const CARRIER: Row = part("Carrier", "carrier", CARRIER_ROWS);
/// Who takes the goods out, in the answer to an enquiry.
pub(super) const EXIT_CARRIER: Row = part("ExitCarrier", "carrier", PARTY);
/// The same at the office of exit, which may want to ask somebody.
pub(super) const EXIT_CARRIER_WITH_CONTACT: Row =
    part("ExitCarrier", "carrier", PARTY_WITH_CONTACT).required();
