//! What does every message of the trader tell about itself? Type, sender, identification, the
//! references of its declaration: all that is needed to place it, and the bytes for the rest.

use bytes::Bytes;
use jiff::civil::DateTime;

use crate::xml::{Document, ReadError};

/// A received message, placed.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// The message type, such as `CC015C`: the local name of the root.
    pub(crate) message: String,
    pub(crate) identification: String,
    pub(crate) sender: String,
    pub(crate) recipient: String,
    pub(crate) phase: Option<String>,
    /// When the trader prepared it: the time that all answers are counted from.
    pub(crate) prepared: DateTime,
    pub(crate) lrn: String,
    pub(crate) mrn: Option<String>,
    pub(crate) additional_type: String,
    pub(crate) ucr: String,
    pub(crate) office: String,
    pub(crate) body: Bytes,
}

/// Stands in for a preparation time that cannot be read; such a message is refused anyway.
const NO_TIME: DateTime = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);

impl Origin {
    /// Places a message. One without identification or sender cannot be answered, and is refused
    /// like one that is no XML.
    pub(crate) fn of(document: &Document<'_>, body: &Bytes) -> Result<Origin, ReadError> {
        let root = &document.root;
        let text = |path: &str| root.text_at(path).unwrap_or_default().to_owned();
        let origin = Origin {
            message: local_name(root.name).to_owned(),
            identification: text("messageIdentification"),
            sender: text("messageSender"),
            recipient: text("messageRecipient"),
            phase: document.attribute("PhaseID").map(str::to_owned),
            prepared: text("preparationDateAndTime").parse().unwrap_or(NO_TIME),
            lrn: text("TransitOperation/LRN"),
            mrn: root.text_at("TransitOperation/MRN").map(str::to_owned),
            additional_type: text("TransitOperation/additionalDeclarationType"),
            ucr: text("Consignment/referenceNumberUCR"),
            office: text("CustomsOfficeOfDeparture/referenceNumber"),
            body: body.clone(),
        };
        for (name, value) in [
            ("messageIdentification", &origin.identification),
            ("messageSender", &origin.sender),
        ] {
            if value.is_empty() {
                return Err(ReadError {
                    reason: format!("{name} is missing, so nobody can be answered; fill it"),
                });
            }
        }
        Ok(origin)
    }

    /// The type of a rejection of this message: the digits of its name.
    pub(crate) fn business_type(&self) -> &str {
        self.message.get(2..5).unwrap_or("015")
    }
}

/// A name without its prefix.
pub(crate) fn local_name(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
