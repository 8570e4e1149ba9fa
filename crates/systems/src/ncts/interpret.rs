//! What does a message of customs mean for its declaration?

use cas_gateway::{Answer, Inbound};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::path;

use super::{DOMAIN, codes, pointers};

/// The fact, the data and the findings of a message that was read by [`super::decode`].
#[must_use]
pub fn interpret(message: &Inbound, document: &SingleAdministrativeDocument) -> Answer {
    let mut answer = DOMAIN.interpret(message, document, pointers::field_of);
    answer
        .findings
        .extend(guarantee_findings(message, document));
    // What was amended is accepted: guarantees that were refused are not refused any more.
    answer.ends.refused_guarantees = answer.event.accepts_amendment();
    answer
}

/// One finding for each reason why a guarantee is not accepted, at that guarantee.
fn guarantee_findings(message: &Inbound, document: &SingleAdministrativeDocument) -> Vec<Finding> {
    let guarantees = message.facts.invalid_guarantees.iter();
    let reasons = guarantees.flat_map(|g| g.reasons.iter().map(|reason| (&g.grn, reason)));
    reasons
        .map(|(grn, reason)| Finding {
            code: reason.code.clone(),
            message: codes::guarantee_reason(&reason.code).map_or_else(
                || format!("Customs does not accept the guarantee: {}", reason.code),
                str::to_owned,
            ),
            description: match &reason.text {
                Some(text) => format!("Guarantee {grn}: {text}"),
                None => format!("Guarantee {grn}"),
            },
            severity: Severity::Error,
            source: Source::Customs,
            fields: document
                .obligation_guarantees
                .iter()
                .position(|guarantee| guarantee.ref_num.as_deref() == Some(grn))
                .map(|index| path!("obligationGuarantees[].refNum").at(&[index]))
                .into_iter()
                .collect(),
            pointer: None,
            because: None,
        })
        .collect()
}
