//! What customs tells the trader at destination: CC043C permission to unload, CC025C release,
//! CC057C rejection. The arrival itself is not done by this version, so these move no declaration:
//! they are noted on the transit that their MRN names, or kept as unmatched.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use crate::answer::AnswerKind;
use crate::commission::decode::functional_errors;
use crate::reading::{notice, required};
use crate::xml::Element;

pub(super) const CC025C: AnswerKind = AnswerKind {
    name: "CC025C",
    read: read_release,
    event: |_, _| Event::NoticeReceived,
};

pub(super) const CC043C: AnswerKind = AnswerKind {
    name: "CC043C",
    read: |root, message| {
        note(
            root,
            message,
            "Permission to unload at destination".to_owned(),
        )
    },
    event: |_, _| Event::NoticeReceived,
};

pub(super) const CC057C: AnswerKind = AnswerKind {
    name: "CC057C",
    read: read_rejection,
    event: |_, _| Event::NoticeReceived,
};

fn read_release(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let date = root.text_at("TransitOperation/releaseDate");
    let date = date.map(|date| format!(" on {date}")).unwrap_or_default();
    let indicator = root.text_at("TransitOperation/releaseIndicator");
    let indicator = indicator.map(|code| format!(", release indicator {code}"));
    let indicator = indicator.unwrap_or_default();
    note(
        root,
        message,
        format!("Released at destination{date}{indicator}"),
    )
}

/// Its pointers lead into messages of the arrival, so they become words and no findings.
fn read_rejection(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let rejected = root.text_at("TransitOperation/businessRejectionType");
    let rejected = rejected.unwrap_or("a message");
    let errors = functional_errors(root);
    let errors: Vec<String> = errors
        .iter()
        .map(|error| {
            format!(
                "{} at {}",
                error.code,
                error.pointer.as_deref().unwrap_or("–")
            )
        })
        .collect();
    let text = format!(
        "Rejection at destination of {rejected}: {}",
        errors.join(", ")
    );
    note(root, message, text)
}

fn note(root: &Element, message: &mut Inbound, text: String) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    message.facts.notices.push(notice(root.name, text));
    Ok(())
}
