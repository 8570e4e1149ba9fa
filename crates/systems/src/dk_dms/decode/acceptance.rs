//! What says that customs has a message or a declaration? Both may carry warnings: errors that reject
//! nothing yet, at their places.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::amendment::has_ours;
use super::envelope::{date, effective, errors};
use crate::dk_dms::codes::DECLARATION;
use crate::reading::secondary;
use crate::xml::Element;

/// CWMRCV: customs has received a message. Of a message after the declaration it says no more than
/// that: the decision follows. Of a declaration before the goods are there it means that it is
/// registered until they are presented; where it tells of changes we asked for, that it has them.
pub(super) const CWMRCV: AnswerKind = AnswerKind {
    name: "CWMRCV",
    read: |notification, message| {
        message.errors = errors(notification, &message.message_type);
        if message.rejected_type.is_none() && has_ours(notification) {
            message.rejected_type = Some(TAKEN.to_owned());
        }
        Ok(())
    },
    event: |message, document| {
        let declared = document.add_decl_type1.as_deref();
        match message.rejected_type.as_deref() {
            Some(TAKEN) => Event::AmendmentAccepted,
            // An answer in the conversation of the declaration itself is about that.
            Some(other) if other != DECLARATION => Event::Acknowledged,
            Some(_) | None if declared.is_some_and(|code| PRE_LODGED.contains(&code)) => {
                Event::PreLodged
            }
            Some(_) | None => Event::Acknowledged,
        }
    },
};

/// Additional declaration types of what is declared before the goods are there: in full, simplified
/// once, simplified as a rule.
const PRE_LODGED: &[&str] = &["D", "E", "F"];

/// What a receipt is about that has our changes and names no message of ours.
const TAKEN: &str = "COR taken";

/// CWMACC: the declaration is accepted.
pub(super) const CWMACC: AnswerKind = AnswerKind {
    name: "CWMACC",
    read,
    event: |_, _| Event::Accepted,
};

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    if message.facts.mrn.is_none() {
        return Err("Declaration/MRN is missing".to_owned());
    }
    message.errors = errors(notification, &message.message_type);
    let said = date(notification, "Declaration/AcceptanceDateTime");
    message.facts.acceptance_date = match secondary(said, message).flatten() {
        Some(day) => Some(day),
        None => secondary(effective(notification), message).flatten(),
    };
    Ok(())
}
