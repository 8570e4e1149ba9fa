//! DMSRES: the declaration was changed, as we asked for or by customs. Both look alike: what we
//! asked for repeats our reason in words, or says a reason that is not customs' own.

use cas_gateway::Inbound;
use cas_model::declaration::Notice;
use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::envelope::{pointer_of, secondary};
use crate::uk_cds::codes::{CHANGED_BY_CUSTOMS, TRADERS_REASON};
use crate::xml::Element;

pub(super) const DMSRES: ResponseKind = ResponseKind {
    code: "07",
    name: "DMSRES",
    read,
    event: |message, _| {
        // Customs' own changes are told as notices.
        if message.facts.notices.is_empty() {
            Event::AmendmentAccepted
        } else {
            Event::NoticeReceived
        }
    },
};

fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    if !is_customs_own(response) {
        return Ok(());
    }
    for change in response.children_named("Amendment") {
        let place = secondary(pointer_of(change), message).flatten();
        message.facts.notices.push(Notice {
            message_type: message.message_type.clone(),
            text: format!(
                "Customs changed the declaration at {}",
                place.as_deref().unwrap_or("no place that it names")
            ),
            amount: None,
            currency: None,
        });
    }
    Ok(())
}

fn is_customs_own(response: &Element) -> bool {
    let mut statements = response.children_named("AdditionalInformation");
    let repeats_ours =
        statements.any(|statement| statement.text_at("StatementTypeCode") == Some(TRADERS_REASON));
    let mut changes = response.children_named("Amendment");
    let by_customs =
        changes.all(|change| change.text_at("ChangeReasonCode") == Some(CHANGED_BY_CUSTOMS));
    by_customs && !repeats_ours
}
