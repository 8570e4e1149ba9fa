//! What says that customs has a message or a declaration?

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::amendment::has_ours;
use super::envelope::{date, effective};
use crate::reading::secondary;
use crate::xml::Element;

/// CWMRCV: customs has received a message. Of a declaration before the goods are there it means that
/// it is registered until they are presented; where it tells of changes we asked for, that it has
/// them.
pub(super) const CWMRCV: Kind = Kind {
    name: "CWMRCV",
    read: |notification, message| {
        note_amended(notification, message);
        Ok(())
    },
    event: |message, document| {
        let declared = document.add_decl_type1.as_deref();
        if message
            .facts
            .notices
            .iter()
            .any(|notice| notice.text == TAKEN)
        {
            Event::AmendmentAccepted
        } else if declared.is_none_or(|declared| PRE_LODGED.contains(&declared)) {
            Event::PreLodged
        } else {
            Event::Acknowledged
        }
    },
};

/// Additional declaration types of what is declared before the goods are there: in full, simplified
/// once, simplified as a rule. An entry in the declarant's records has none, and waits too.
const PRE_LODGED: &[&str] = &["D", "E", "F"];

/// What is noted of a receipt that has our changes.
const TAKEN: &str = "Customs has the amended declaration";

fn note_amended(notification: &Element, message: &mut cas_gateway::Inbound) {
    if has_ours(notification) {
        let notice = crate::reading::notice(&message.message_type, TAKEN);
        message.facts.notices.push(notice);
    }
}

/// CWMACC: the declaration is accepted.
pub(super) const CWMACC: Kind = Kind {
    name: "CWMACC",
    read,
    event: |_, _| Event::Accepted,
};

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    if message.facts.mrn.is_none() {
        return Err("Declaration/MRN is missing".to_owned());
    }
    let said = date(notification, "Declaration/AcceptanceDateTime");
    message.facts.acceptance_date = match secondary(said, message).flatten() {
        Some(day) => Some(day),
        None => secondary(effective(notification), message).flatten(),
    };
    Ok(())
}
