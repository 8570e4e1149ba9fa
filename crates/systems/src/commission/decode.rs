//! Reading: the envelope that all messages have, and the parts that several of them share.

use cas_gateway::{Correlation, CustomsError, DecodeError, Inbound};
use cas_model::declaration::Control;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use super::Domain;
use super::codes::{PRE_LODGED, rejection_meaning};
use crate::answer::{AnswerKind, kind_of};
use crate::reading::{coded, date, optional, required, secondary, with_words};
use crate::xml::Element;

impl Domain {
    /// Reads a message of customs.
    ///
    /// # Errors
    /// When it is not readable, not a message that the system reads, or lacks what it must have.
    pub fn decode(&self, bytes: &[u8]) -> Result<Inbound, DecodeError> {
        let (root, kind) = self.read_known(bytes)?;
        let incomplete = |problem| DecodeError::Incomplete {
            message: kind.name.to_owned(),
            problem,
        };
        let mut message = self.envelope(&root).map_err(incomplete)?;
        (kind.read)(&root, &mut message).map_err(incomplete)?;
        message.content = Some(root.content(0));
        Ok(message)
    }

    /// The tree of a message of customs that the system reads.
    ///
    /// # Errors
    /// When it is not readable, or not a message that the system reads.
    pub fn root<'a>(&self, bytes: &'a [u8]) -> Result<Element<'a>, DecodeError> {
        self.read_known(bytes).map(|(root, _)| root)
    }

    fn read_known<'a>(
        &self,
        bytes: &'a [u8],
    ) -> Result<(Element<'a>, &'static AnswerKind), DecodeError> {
        let root = read(bytes)?;
        let kind = self.known(&root)?;
        Ok((root, kind))
    }

    fn known(&self, root: &Element) -> Result<&'static AnswerKind, DecodeError> {
        let foreign = root
            .declared_namespace()
            .filter(|namespace| *namespace != self.namespace);
        if let Some(namespace) = foreign {
            let name = format!("{} of {namespace}", root.name);
            return Err(DecodeError::UnknownMessage(name));
        }
        kind_of(self.kinds, root.name).ok_or_else(|| {
            let known = self.not_read.iter().find(|(name, _)| *name == root.name);
            DecodeError::UnknownMessage(match known {
                Some((name, what)) => format!("{name} ({what}), which this system does not handle"),
                None => root.name.to_owned(),
            })
        })
    }

    /// What every message has: its header, and the numbers it can be matched by.
    fn envelope(&self, root: &Element) -> Result<Inbound, String> {
        let message_type = required(root, "messageType")?;
        if message_type != root.name {
            return Err(format!("messageType says {message_type}"));
        }
        let either = |name: &str| {
            let ours = |group: &str| optional(root, &format!("{group}/{name}"));
            ours(self.operation).or_else(|| ours("Header"))
        };
        Ok(Inbound {
            message_type: root.name.to_owned(),
            identifier: Some(required(root, "messageIdentification")?.to_owned()),
            correlation: Correlation {
                correlation_identifier: optional(root, "correlationIdentifier"),
                lrn: either("LRN"),
                mrn: either("MRN"),
                arc: None,
                ..Correlation::default()
            },
            customs_time: optional(root, "preparationDateAndTime"),
            ..Inbound::default()
        })
    }
}

/// The tree of a message.
///
/// # Errors
/// When it is not readable.
pub(crate) fn read(bytes: &[u8]) -> Result<Element<'_>, DecodeError> {
    Ok(Element::read(bytes)?)
}

/// `CC906C`: customs could not process a message of ours, by its content. Like `CC917C` it is our
/// mistake more than the user's.
pub(crate) const CC906C: AnswerKind = AnswerKind {
    name: "CC906C",
    read: |root, message| keep(functional_errors(root), message),
    event: |_, _| Event::MessageRefused,
};

/// `CC917C`: customs could not process a message of ours as XML.
pub(crate) const CC917C: AnswerKind = AnswerKind {
    name: "CC917C",
    read: |root, message| {
        let errors = root.children_named("XMLError").map(xml_error);
        keep(errors.collect(), message)
    },
    event: |_, _| Event::MessageRefused,
};

fn keep(errors: Vec<CustomsError>, message: &mut Inbound) -> Result<(), String> {
    if errors.is_empty() {
        return Err("no error is given".to_owned());
    }
    message.errors = errors;
    Ok(())
}

fn xml_error(error: &Element) -> CustomsError {
    let place = [("line", "errorLineNumber"), ("column", "errorColumnNumber")];
    let place = place.into_iter().filter_map(|(what, path)| {
        let number = error.text_at(path)?;
        Some(format!("{what} {number}"))
    });
    let place: Vec<String> = place.collect();
    let text = error.text_at("errorText");
    CustomsError {
        code: optional(error, "errorCode").unwrap_or_else(|| UNCODED.to_owned()),
        reason: with_words(&place.join(", "), text),
        pointer: optional(error, "errorPointer"),
        original_value: optional(error, "originalAttributeValue"),
    }
}

/// Stands for the code of an error that has none.
const UNCODED: &str = "none";

/// The errors of a message, in the order customs gives them.
pub(crate) fn functional_errors(root: &Element) -> Vec<CustomsError> {
    let errors = root.children_named("FunctionalError");
    let read = errors.map(|error| CustomsError {
        code: optional(error, "errorCode").unwrap_or_else(|| UNCODED.to_owned()),
        reason: optional(error, "errorReason").unwrap_or_default(),
        pointer: optional(error, "errorPointer"),
        original_value: optional(error, "originalAttributeValue"),
    });
    read.collect()
}

/// The receipt of a declaration, perhaps with its MRN.
pub(crate) fn acknowledgement(
    root: &Element,
    operation: &str,
    message: &mut Inbound,
) -> Result<(), String> {
    required(root, &format!("{operation}/LRN"))?;
    message.facts.mrn = message.correlation.mrn.clone();
    Ok(())
}

/// The event of a receipt: what is lodged before the goods are there is registered by it.
pub(crate) fn acknowledgement_event(document: &SingleAdministrativeDocument) -> Event {
    if document.add_decl_type1.as_deref() == Some(PRE_LODGED) {
        Event::PreLodged
    } else {
        Event::Acknowledged
    }
}

/// The acceptance: the MRN, and when.
pub(crate) fn acceptance(
    root: &Element,
    operation: &str,
    message: &mut Inbound,
) -> Result<(), String> {
    let mrn = required(root, &format!("{operation}/MRN"))?;
    message.facts.mrn = Some(mrn.to_owned());
    let accepted = date(root, &format!("{operation}/declarationAcceptanceDate"));
    message.facts.acceptance_date = secondary(accepted, message);
    Ok(())
}

/// A rejection of a message of ours. Which one, customs says by a code that must be among those
/// of the messages that the system sends.
pub(crate) fn rejection(
    root: &Element,
    operation: &str,
    rejected: &[(&str, Event)],
    message: &mut Inbound,
) -> Result<(), String> {
    let code = required(root, &format!("{operation}/businessRejectionType"))?;
    if !rejected.iter().any(|(known, _)| *known == code) {
        return Err(format!(
            "businessRejectionType {code} is of no message that this system sends"
        ));
    }
    message.rejected_type = Some(code.to_owned());
    message.errors = functional_errors(root);
    if message.errors.is_empty() {
        message.errors.push(as_a_whole(root, operation));
    }
    Ok(())
}

/// The rejection as a whole, for when customs lists no errors.
fn as_a_whole(root: &Element, operation: &str) -> CustomsError {
    let code = optional(root, &format!("{operation}/rejectionCode"));
    let code = code.unwrap_or_else(|| UNCODED.to_owned());
    let reason = optional(root, &format!("{operation}/rejectionReason"))
        .or_else(|| rejection_meaning(&code).map(str::to_owned));
    CustomsError {
        code,
        reason: reason.unwrap_or_default(),
        pointer: None,
        original_value: None,
    }
}

/// The event of a rejection, by what is rejected.
pub(crate) fn rejection_event(rejected: &[(&str, Event)], message: &Inbound) -> Event {
    let code = message.rejected_type.as_deref();
    let known = rejected.iter().find(|(known, _)| Some(*known) == code);
    known.map_or(Event::MessageRefused, |(_, event)| *event)
}

/// The control that customs announces, or the documents it asks for.
pub(crate) fn control(root: &Element, operation: &str) -> Control {
    let stated = |name: &str| optional(root, &format!("{operation}/{name}"));
    Control {
        notified_at: stated("controlNotificationDateAndTime"),
        notification_type: stated("notificationType"),
        types: coded(root, "TypeOfControls", "type", "text"),
        requested_documents: coded(root, "RequestedDocument", "documentType", "description"),
    }
}

/// The event of a control.
pub(crate) fn control_event(message: &Inbound) -> Event {
    let control = message.facts.control.as_ref();
    if control.is_some_and(|control| !control.requested_documents.is_empty()) {
        Event::DocumentsRequested
    } else {
        Event::ControlAnnounced
    }
}
