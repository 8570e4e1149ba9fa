//! What says that customs has a message or a declaration?

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::envelope::{date, declaration, errors, secondary};
use crate::xml::Element;

/// DMSRCV: customs has received a message. Of a declaration before the goods are there it means
/// that it is registered until they arrive.
pub(super) const DMSRCV: ResponseKind = ResponseKind {
    code: "02",
    name: "DMSRCV",
    read: |response, message| {
        message.warnings = errors(response, &mut message.unread);
        Ok(())
    },
    event: |_, document| {
        let declared = document.add_decl_type1.as_deref();
        if declared.is_some_and(|declared| PRE_LODGED.contains(&declared)) {
            Event::PreLodged
        } else {
            Event::Acknowledged
        }
    },
};

/// Additional declaration types of what is declared before the goods are there: in full,
/// simplified once, simplified as a rule, and by an entry in the declarant's records.
const PRE_LODGED: &[&str] = &["D", "E", "F", "K"];

/// DMSACC: the declaration is accepted. Of one that was registered before the goods were there it
/// means that they have arrived. Errors in it, as in a receipt, refuse nothing: customs finds a
/// value not credible, and waits whether the trader amends it.
pub(super) const DMSACC: ResponseKind = ResponseKind {
    code: "01",
    name: "DMSACC",
    read,
    event: |_, _| Event::Accepted,
};

fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    if message.facts.mrn.is_none() {
        return Err("Declaration/ID is missing".to_owned());
    }
    let accepted = date(declaration(response)?, "AcceptanceDateTime");
    message.facts.acceptance_date = secondary(accepted, message).flatten();
    message.warnings = errors(response, &mut message.unread);
    Ok(())
}
