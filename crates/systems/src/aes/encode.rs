//! Writing the trader's messages: which table for which intent.

use cas_gateway::{ArrivalAtExit, EncodeError, Evidence, Intent, Outbound, Request};
use cas_model::FieldPath;
use cas_model::access::Node;

use super::{DOMAIN, settings, tables};
use crate::commission::encode::{Envelope, customs_time, reference};
use crate::commission::levels::settle;
use crate::table::{Context, Table};
use crate::xml::{ForbiddenCharacter, Writer};

type Given<'a> = Vec<(&'static str, &'a str)>;

/// Writes the message for an intent.
///
/// # Errors
/// When the settings or the document lack what the message must have.
pub fn encode(request: &Request<'_>) -> Result<Outbound, EncodeError> {
    let settings = settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    let (table, root): (&Table, &'static str) = match request.intent {
        Intent::Declare => (&tables::CC515C, "ecs:CC515C"),
        Intent::PresentGoods => (&tables::CC511C, "ecs:CC511C"),
        Intent::Amend { .. } => (&tables::CC513C, "ecs:CC513C"),
        Intent::Invalidate { .. } => (&tables::CC514C, "ecs:CC514C"),
        Intent::AnswerExitEnquiry(_) => (&tables::CC583C, "ecs:CC583C"),
        Intent::NotifyArrivalAtExit(_) => (&tables::CC507C, "ecs:CC507C"),
        Intent::Tell(_) => return Err(EncodeError::Unsupported),
    };
    let document = settle(request.document);
    let now = customs_time(request.now);
    let exit_date = exit_date(&request.intent);
    let mut given = given(request, &now);
    given.extend(exit_date.as_deref().map(|date| ("exitDate", date)));
    let context = Context {
        document: &*document as &dyn Node,
        edition: settings.phase,
        given: &given,
    };
    let envelope = Envelope {
        root,
        sender: settings.message_sender,
        recipient: settings.message_recipient,
        phase_id: settings.phase_id,
        identifier: request.message_identifier,
        now: &now,
    };
    DOMAIN.write(&envelope, table, &context, &|writer| {
        write_evidence(&request.intent, writer).map_err(refused)
    })
}

/// The values that come with the request and not from the document.
fn given<'a>(request: &'a Request<'_>, now: &'a str) -> Given<'a> {
    match &request.intent {
        Intent::Declare | Intent::PresentGoods | Intent::Tell(_) => vec![("lrn", request.lrn)],
        Intent::Amend { .. } => vec![reference(request)],
        Intent::Invalidate { reason } => {
            vec![reference(request), ("now", now), ("reason", reason)]
        }
        Intent::AnswerExitEnquiry(answer) => {
            let mut given = vec![("informationCode", answer.information_code.as_str())];
            let office = answer.exit_office.as_deref();
            given.extend(office.map(|office| ("exitOffice", office)));
            given.extend(mrn(request));
            given
        }
        Intent::NotifyArrivalAtExit(arrival) => arrived(arrival, now, mrn(request)),
    }
}

fn arrived<'a>(
    arrival: &'a ArrivalAtExit,
    now: &'a str,
    mrn: Option<(&'static str, &'a str)>,
) -> Given<'a> {
    let flag = |is_set| if is_set { "1" } else { "0" };
    let place = arrival.place.as_deref().map(|place| ("place", place));
    let office = arrival.exit_office.as_deref();
    let office = office.map(|office| ("exitOffice", office));
    let always = [
        ("now", now),
        ("storingFlag", flag(arrival.is_stored)),
        ("discrepanciesExist", flag(arrival.has_discrepancies)),
    ];
    let optional = place.into_iter().chain(office).chain(mrn);
    always.into_iter().chain(optional).collect()
}

fn mrn<'a>(request: &'a Request<'_>) -> Option<(&'static str, &'a str)> {
    request.facts.mrn.as_deref().map(|mrn| ("mrn", mrn))
}

/// When the goods left, as the request says it.
fn exit_date(intent: &Intent) -> Option<String> {
    match intent {
        Intent::AnswerExitEnquiry(answer) => answer.exit_date.map(|date| date.to_string()),
        Intent::Declare
        | Intent::PresentGoods
        | Intent::Amend { .. }
        | Intent::Invalidate { .. }
        | Intent::NotifyArrivalAtExit(_)
        | Intent::Tell(_) => None,
    }
}

/// Writes what proves that the goods have left, where the message is about that.
fn write_evidence(intent: &Intent, writer: &mut Writer) -> Result<(), ForbiddenCharacter> {
    let evidence: &[Evidence] = match intent {
        Intent::AnswerExitEnquiry(answer) => &answer.evidence,
        Intent::Declare
        | Intent::PresentGoods
        | Intent::Amend { .. }
        | Intent::Invalidate { .. }
        | Intent::NotifyArrivalAtExit(_)
        | Intent::Tell(_) => &[],
    };
    for (index, one) in evidence.iter().enumerate() {
        writer.open("AlternativeEvidence");
        writer.leaf("sequenceNumber", &(index + 1).to_string())?;
        writer.leaf("type", one.kind.trim())?;
        for (index, document) in one.transport_documents.iter().enumerate() {
            writer.open("TransportDocument");
            writer.leaf("sequenceNumber", &(index + 1).to_string())?;
            writer.leaf("type", document.document_type.trim())?;
            writer.leaf("referenceNumber", document.reference.trim())?;
            writer.close();
        }
        writer.close();
    }
    Ok(())
}

fn refused(problem: ForbiddenCharacter) -> EncodeError {
    EncodeError::Document {
        path: FieldPath::root(),
        problem: format!("the evidence {problem}"),
    }
}
