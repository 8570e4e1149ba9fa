//! Writing the trader's messages: the envelope around a table.

use cas_gateway::{EncodeError, Intent, Outbound, Request};
use cas_model::FieldPath;
use cas_model::access::Node;
use cas_model::declaration::CustomsFacts;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::NAMESPACE;
use super::levels::settle;
use super::settings::Settings;
use super::tables;
use crate::table::{Context, Table};
use crate::xml::Writer;

/// Writes the message for an intent.
///
/// # Errors
/// When the settings or the document lack what the message must have.
pub fn encode(request: &Request<'_>) -> Result<Outbound, EncodeError> {
    let settings = Settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    let (table, root): (&Table, &'static str) = match request.intent {
        Intent::Declare => (&tables::CC015C, "ncts:CC015C"),
        Intent::PresentGoods => (&tables::CC170C, "ncts:CC170C"),
        Intent::Amend { .. } => (&tables::CC013C, "ncts:CC013C"),
        Intent::Invalidate { .. } => (&tables::CC014C, "ncts:CC014C"),
    };
    let document = settle(request.document);
    let now = customs_time(request.now);
    let context = Context {
        document: &*document as &dyn Node,
        edition: settings.phase,
        given: &given(request, &now),
    };
    let attributes = [("xmlns:ncts", NAMESPACE), ("PhaseID", settings.phase_id)];
    let mut writer = Writer::new();
    writer.open_with(root, &attributes);
    let header = [
        ("messageSender", settings.message_sender),
        ("messageRecipient", settings.message_recipient),
        ("preparationDateAndTime", &now),
        ("messageIdentification", request.message_identifier),
        ("messageType", table.message),
    ];
    for (name, text) in header {
        let refused = |problem| EncodeError::Settings(format!("a usable {name}: it {problem}"));
        writer.leaf(name, text).map_err(refused)?;
    }
    table.write(&context, &mut writer)?;
    Ok(Outbound {
        message_type: table.message,
        body: writer.finish(),
        content_type: "application/xml",
        path: "",
        headers: Vec::new(),
    })
}

/// The values that come with the request and not from the document.
fn given<'a>(request: &'a Request<'_>, now: &'a str) -> Vec<(&'static str, &'a str)> {
    let mrn = request.facts.mrn.as_deref().map(|mrn| ("mrn", mrn));
    let lrn = ("lrn", request.lrn);
    // C0467: by MRN once accepted, by LRN before.
    let accepted = mrn.filter(|_| request.facts.acceptance_date.is_some());
    let reference = accepted.unwrap_or(lrn);
    match &request.intent {
        Intent::Declare => vec![lrn],
        Intent::PresentGoods => std::iter::once(lrn).chain(mrn).collect(),
        Intent::Amend { changes } => {
            let flag = amendment_type(request.facts, changes);
            vec![reference, ("amendmentTypeFlag", flag)]
        }
        Intent::Invalidate { reason } => vec![reference, ("now", now), ("reason", reason)],
    }
}

/// R0520: 1 answers customs' refusal of a guarantee, and may change nothing but guarantees. One
/// that is changed without having been refused is an amendment like any other.
fn amendment_type(facts: &CustomsFacts, changes: &[FieldPath]) -> &'static str {
    let guarantees = FieldPath::from("obligationGuarantees");
    let only_guarantees = changes.iter().all(|path| path.is_within(&guarantees));
    if only_guarantees && !facts.invalid_guarantees.is_empty() {
        return "1";
    }
    "0"
}

/// A time as customs writes it: UTC, without zone and fraction.
fn customs_time(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC)
        .strftime("%Y-%m-%dT%H:%M:%S")
        .to_string()
}
