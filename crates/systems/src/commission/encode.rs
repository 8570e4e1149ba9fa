//! Writing: the envelope around a table, and how a message names its declaration.

use cas_gateway::{EncodeError, Outbound, Request};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Domain;
use crate::table::{Context, Table};
use crate::xml::Writer;

/// What stands around the content of a message.
pub(crate) struct Envelope<'a> {
    /// Who sends the message, by its identifier.
    pub sender: &'a str,
    /// Who receives the message, by its identifier.
    pub recipient: &'a str,
    /// The `PhaseID` that the message is marked with.
    pub phase_id: &'a str,
    /// The identifier of this message alone.
    pub identifier: &'a str,
    /// When it is made, as customs writes it.
    pub now: &'a str,
}

impl Domain {
    /// Writes a message: its envelope and its table.
    ///
    /// # Errors
    /// When the envelope or the document lack what the message must have.
    pub(crate) fn write(
        &self,
        envelope: &Envelope<'_>,
        table: &Table,
        context: &Context<'_>,
    ) -> Result<Outbound, EncodeError> {
        let attributes = [
            (self.prefix, self.namespace),
            ("PhaseID", envelope.phase_id),
        ];
        let mut writer = Writer::new();
        let prefix = self.prefix.trim_start_matches("xmlns:");
        writer.open_with(format!("{prefix}:{}", table.message), &attributes);
        let header = [
            ("messageSender", envelope.sender),
            ("messageRecipient", envelope.recipient),
            ("preparationDateAndTime", envelope.now),
            ("messageIdentification", envelope.identifier),
            ("messageType", table.message),
        ];
        for (name, text) in header {
            let refused = |problem| EncodeError::Settings(format!("a usable {name}: it {problem}"));
            writer.leaf(name, text).map_err(refused)?;
        }
        table.write(context, &mut writer)?;
        Ok(Outbound {
            message_type: table.message,
            body: writer.finish(),
            content_type: "application/xml",
            path: None,
            headers: Vec::new(),
        })
    }
}

/// How a message names its declaration (C0467): by MRN once it is accepted, by LRN before.
pub(crate) fn reference<'a>(request: &'a Request<'_>) -> (&'static str, &'a str) {
    let mrn = request.facts.mrn.as_deref().map(|mrn| ("mrn", mrn));
    let accepted = mrn.filter(|_| request.facts.acceptance_date.is_some());
    accepted.unwrap_or(("lrn", request.lrn))
}

/// A time as customs writes it: UTC, without zone and fraction.
pub(crate) fn customs_time(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC)
        .strftime("%Y-%m-%dT%H:%M:%S")
        .to_string()
}
