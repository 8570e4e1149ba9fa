//! Is the message that is written the message that was read?

use cas_engine::rehearsal::unwritable;
use cas_gateway::Request;
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use jiff::Timestamp;

use super::files::Declared;
use super::outcome::{FileOutcome, stopped};
use super::settings;

/// What a message is called that has no number of its own.
const IDENTIFIER: &str = "REHEARSAL";

/// What is written, and as what.
pub(super) struct DeclarationToWrite<'a> {
    pub document: &'a SingleAdministrativeDocument,
    pub declaration_type: Option<&'a str>,
    pub lrn: &'a str,
}

/// Writes the message, whatever was found in it, and notes in which leaves it differs.
pub(super) fn compare(
    declared: &Declared,
    to_write: &DeclarationToWrite<'_>,
    now: Timestamp,
    outcome: &mut FileOutcome,
) {
    let read = &declared.read;
    let facts = CustomsFacts {
        mrn: read.mrn.clone(),
        arc: read.arc.clone(),
        ..CustomsFacts::default()
    };
    let system = declared.system.code();
    let settings = settings::complete(system.as_str(), &read.settings, to_write.document);
    let outbound = declared.system.encode(&Request {
        intent: read.intent.clone(),
        document: to_write.document,
        declaration_type: to_write.declaration_type,
        side: Side::Sent,
        lrn: to_write.lrn,
        facts: &facts,
        settings: &settings,
        message_identifier: read.identifier.as_deref().unwrap_or(IDENTIFIER),
        now,
    });
    let compared = match outbound {
        Ok(outbound) => declared
            .system
            .leaf_differences(&declared.bytes, &outbound.body),
        Err(error) => return outcome.findings.push(unwritable(&error)),
    };
    match compared {
        Ok(differences) => {
            outcome.is_written = true;
            for difference in differences {
                outcome.differs(difference);
            }
        }
        Err(error) => outcome.findings.push(stopped(
            "message-unreadable",
            "What was written cannot be compared",
            error.to_string(),
        )),
    }
}
