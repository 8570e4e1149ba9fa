//! Writing the trader's messages: which table for which intent, and what is said beside the
//! document.

use std::borrow::Cow;

use cas_gateway::{EncodeError, Examined, Intent, Outbound, Request};
use cas_model::access::Node;
use cas_model::action_content::{ArrivalAtExit, Evidence, ExitEvidence};
use cas_model::document::TransportContractDocument;
use cas_model::{ActionContent, FieldPath};

use super::{DOMAIN, settings, tables};
use crate::commission;
use crate::commission::encode::{Envelope, customs_time, reference};
use crate::commission::levels::settle;
use crate::table::{Context, Table};
use crate::xml::{ForbiddenCharacter, Writer};

/// Writes the message for an intent.
///
/// # Errors
/// When the settings or the document lack what the message must have, or an export has no message
/// for it.
pub fn encode(request: &Request<'_>) -> Result<Outbound, EncodeError> {
    let settings = settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    let now = customs_time(request.now);
    let message = message(request, &now)?;
    let document = settle(request.document);
    let given = message.given.iter();
    let given: Vec<_> = given.map(|(name, value)| (*name, &**value)).collect();
    let context = Context {
        document: &*document as &dyn Node,
        edition: settings.phase,
        given: &given,
    };
    let envelope = Envelope {
        root: message.root,
        sender: settings.message_sender,
        recipient: settings.message_recipient,
        phase_id: settings.phase_id,
        identifier: request.message_identifier,
        now: &now,
    };
    DOMAIN.write(&envelope, message.table, &context, &|writer| {
        write_evidence(message.evidence, writer)
            .map_err(|problem| refused(format!("the evidence {problem}")))
    })
}

/// What the declaration would not carry of the document. Without settings that can be read, it is
/// examined for any phase.
#[must_use]
pub fn examine(request: &Request<'_>) -> Vec<Examined> {
    let phase = settings::read(request.settings).map_or("", |settings| settings.phase);
    commission::examine::examine(request, &tables::CC515C, phase, settle)
}

/// A message to write: its table, and what comes with the request and not from the document.
struct Message<'a> {
    table: &'static Table,
    root: &'static str,
    given: Vec<(&'static str, Cow<'a, str>)>,
    evidence: &'a [Evidence],
}

fn message<'a>(request: &'a Request<'_>, now: &'a str) -> Result<Message<'a>, EncodeError> {
    let simple = |table, root, given: Vec<(&'static str, &'a str)>| Message {
        table,
        root,
        given: given
            .into_iter()
            .map(|(name, value)| (name, Cow::Borrowed(value)))
            .collect(),
        evidence: &[],
    };
    let lrn = || vec![("lrn", request.lrn)];
    Ok(match &request.intent {
        Intent::Declare => simple(&tables::CC515C, "ecs:CC515C", lrn()),
        Intent::PresentGoods => simple(&tables::CC511C, "ecs:CC511C", lrn()),
        Intent::Amend { .. } => simple(&tables::CC513C, "ecs:CC513C", vec![reference(request)]),
        Intent::Invalidate { reason } => {
            let given = vec![reference(request), ("now", now), ("reason", reason)];
            simple(&tables::CC514C, "ecs:CC514C", given)
        }
        Intent::Tell(ActionContent::ExitEvidence(exit)) => evidence(request, exit)?,
        Intent::Tell(ActionContent::ArrivalAtExit(arrival)) => arrived(request, arrival, now),
        Intent::Tell(
            ActionContent::ReceiptReport(_)
            | ActionContent::ShortageExplanation(_)
            | ActionContent::DestinationChange(_)
            | ActionContent::AlertOrRejection(_)
            | ActionContent::DelayExplanation(_),
        ) => return Err(EncodeError::Unsupported),
    })
}

/// Whether the goods have left, and what proves it.
fn evidence<'a>(
    request: &'a Request<'_>,
    exit: &'a ExitEvidence,
) -> Result<Message<'a>, EncodeError> {
    for (index, piece) in exit.evidence.iter().enumerate() {
        check_evidence(piece)
            .map_err(|problem| refused(format!("the evidence [{index}].{problem}")))?;
    }
    let date = exit.exit_date.map(|date| Cow::Owned(date.to_string()));
    let given = [
        ("informationCode", text(exit.information_code.as_deref())),
        ("exitOffice", text(exit.exit_office.as_deref())),
        ("exitDate", date),
        ("mrn", text(request.facts.mrn.as_deref())),
    ];
    Ok(Message {
        table: &tables::CC583C,
        root: "ecs:CC583C",
        given: said(given),
        evidence: &exit.evidence,
    })
}

/// Where the goods have arrived.
fn arrived<'a>(request: &'a Request<'_>, arrival: &'a ArrivalAtExit, now: &'a str) -> Message<'a> {
    let flag = |is_set: Option<bool>| text(Some(if is_set == Some(true) { "1" } else { "0" }));
    let given = [
        ("now", text(Some(now))),
        ("storingFlag", flag(arrival.stored)),
        ("discrepanciesExist", flag(arrival.discrepancies)),
        ("place", text(arrival.place.as_deref())),
        ("exitOffice", text(arrival.exit_office.as_deref())),
        ("mrn", text(request.facts.mrn.as_deref())),
    ];
    Message {
        table: &tables::CC507C,
        root: "ecs:CC507C",
        given: said(given),
        evidence: &[],
    }
}

fn text(text: Option<&str>) -> Option<Cow<'_, str>> {
    text.map(Cow::Borrowed)
}

/// What is said of these.
fn said<'a, const N: usize>(
    all: [(&'static str, Option<Cow<'a, str>>); N],
) -> Vec<(&'static str, Cow<'a, str>)> {
    let said = all.into_iter();
    said.filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// Longest reference of a transport document.
const MAX_REFERENCE: usize = 70;

/// What customs would not take of a piece of evidence.
fn check_evidence(piece: &Evidence) -> Result<(), String> {
    let kind = trimmed(piece.r#type.as_deref());
    if kind.len() != 2 || !kind.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("type must be two digits, not \"{kind}\""));
    }
    for (number, document) in piece.transport_documents.iter().enumerate() {
        let kind = type_of(document);
        if kind.chars().count() != 4 {
            let problem = format!("with its category must be four characters, not \"{kind}\"");
            return Err(format!("transportDocuments[{number}].type {problem}"));
        }
        let length = trimmed(document.ref_num.as_deref()).chars().count();
        if !(1..=MAX_REFERENCE).contains(&length) {
            let problem = format!("must be 1 to {MAX_REFERENCE} characters");
            return Err(format!("transportDocuments[{number}].refNum {problem}"));
        }
    }
    Ok(())
}

/// Writes what proves that the goods have left, where the message is about that.
fn write_evidence(evidence: &[Evidence], writer: &mut Writer) -> Result<(), ForbiddenCharacter> {
    for (index, piece) in evidence.iter().enumerate() {
        writer.open("AlternativeEvidence");
        writer.leaf("sequenceNumber", &(index + 1).to_string())?;
        writer.leaf("type", trimmed(piece.r#type.as_deref()))?;
        for (index, document) in piece.transport_documents.iter().enumerate() {
            writer.open("TransportDocument");
            writer.leaf("sequenceNumber", &(index + 1).to_string())?;
            writer.leaf("type", &type_of(document))?;
            writer.leaf("referenceNumber", trimmed(document.ref_num.as_deref()))?;
            writer.close();
        }
        writer.close();
    }
    Ok(())
}

/// The type of the Union: the category and the type.
fn type_of(document: &TransportContractDocument) -> String {
    let category = trimmed(document.category.as_deref());
    format!("{category}{}", trimmed(document.r#type.as_deref()))
}

fn trimmed(text: Option<&str>) -> &str {
    text.unwrap_or_default().trim()
}

/// What is said with an action is no field of the document.
fn refused(problem: String) -> EncodeError {
    EncodeError::Document {
        path: FieldPath::root(),
        problem,
    }
}
