//! What does a message of customs mean for its declaration?

use cas_gateway::{Answer, CustomsError, Inbound};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::lifecycle::Event;

use super::codes;
use super::decode;
use super::pointers;

/// The fact, the data and the findings of a message that was read by [`decode`].
#[must_use]
pub fn interpret(message: &Inbound, document: &SingleAdministrativeDocument) -> Answer {
    // What we did not read cannot be here; if it is, it is kept and shown, and moves nothing.
    let event = decode::kind_of(&message.message_type).map_or(Event::NoticeReceived, |kind| {
        (kind.event)(message, document)
    });
    let errors = message
        .errors
        .iter()
        .map(|error| finding(message, error, document));
    Answer {
        event,
        facts: message.facts.clone(),
        findings: errors
            .chain(guarantee_findings(message, document))
            .collect(),
    }
}

fn finding(
    message: &Inbound,
    error: &CustomsError,
    document: &SingleAdministrativeDocument,
) -> Finding {
    let meaning = meaning(message, error);
    let field = error
        .pointer
        .as_deref()
        .map(|pointer| pointers::field_of(document, pointer))
        .filter(|field| !field.is_root());
    Finding {
        code: error.code.clone(),
        message: match error.reason.as_str() {
            "" | "N/A" => meaning,
            reason => format!("{meaning} ({reason})"),
        },
        description: error
            .original_value
            .as_ref()
            .map(|value| format!("Customs received \"{value}\""))
            .unwrap_or_default(),
        severity: Severity::Error,
        source: Source::Customs,
        fields: field.into_iter().collect(),
        pointer: error.pointer.clone(),
    }
}

/// What an error says in one line. The same code means other things in other messages.
fn meaning(message: &Inbound, error: &CustomsError) -> String {
    let known = match (message.message_type.as_str(), &error.pointer) {
        ("CC917C", _) => Some("Customs could not read the message as XML"),
        ("CC056C", None) => Some("Customs rejected the message"),
        _ => codes::error_meaning(&error.code),
    };
    known.map_or_else(
        || format!("Customs reports error {}", error.code),
        str::to_owned,
    )
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
                .map(|index| {
                    format!("obligationGuarantees[{index}].refNum")
                        .as_str()
                        .into()
                })
                .into_iter()
                .collect(),
            pointer: None,
        })
        .collect()
}
