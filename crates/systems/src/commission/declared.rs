//! What does a trader's message to one of the Commission's systems say, read by its table?
//!
//! The root element names the message. Its header belongs to the transmission: who sends and who
//! receives stand in the settings of a connection, when it was made is the declaration's day.

pub(crate) use super::domain::{Purpose, Written};

use cas_gateway::{DecodeError, Intent, LeafDifference, MessageKind, ReadDeclaration};
use cas_model::declaration_types;
use cas_model::document::SingleAdministrativeDocument;
use jiff::civil::Date;
use serde_json::json;

use super::{Domain, houses};
use crate::leaves::{self, Passed};
use crate::table::Declared;
use crate::xml::{self, Element};

/// The elements of the header, below the root.
const HEADER: &[&str] = &[
    "messageSender",
    "messageRecipient",
    "preparationDateAndTime",
    "messageIdentification",
    "messageType",
    "correlationIdentifier",
];

const PASSED: Passed = Passed {
    paths: HEADER,
    implied: &[],
    keyed: &[],
};

/// Whether a root is named as messages of the Commission's systems are: `CC007C`.
fn is_named_like_ours(name: &str) -> bool {
    let number = name.strip_prefix("CC").and_then(|rest| rest.get(..3));
    name.len() == 6 && number.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
}

impl Domain {
    /// What a file is, by its root element.
    pub(crate) fn recognise(&self, bytes: &[u8]) -> Option<MessageKind> {
        let kind = self.kind_of(&xml::root_name(bytes)?)?;
        Element::read(bytes).is_ok().then_some(kind)
    }

    fn kind_of(&self, root: &str) -> Option<MessageKind> {
        let is = |message: &str| message == root;
        if self.written.iter().any(|written| is(written.table.message)) {
            return Some(MessageKind::Declaration);
        }
        if self.kinds.iter().any(|kind| is(kind.name)) {
            return Some(MessageKind::Answer);
        }
        let is_known = self.not_read.iter().any(|(name, _)| is(name));
        (is_known || is_named_like_ours(root)).then_some(MessageKind::Other)
    }

    /// Reads a trader's message.
    ///
    /// # Errors
    /// When it is not well-formed, or none that this system's traders send.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<ReadDeclaration, DecodeError> {
        let root = Element::read(bytes)?;
        let mut written = self.written.iter();
        let written = written
            .find(|written| written.table.message == root.name)
            .ok_or_else(|| DecodeError::UnknownMessage(root.name.to_owned()))?;
        let phase_id = root.attribute("PhaseID").unwrap_or_default();
        let phase = phase(self.phases, phase_id);
        let mut document = Box::<SingleAdministrativeDocument>::default();
        let mut declared = written
            .table
            .read_declared(&root, Some(phase), &mut *document);
        houses::forget_plain(&mut document);
        declared.taken(HEADER);
        let given = |name: &str| declared.given(name).map(str::to_owned);
        let text = |name: &str| root.text_at(name).map(str::to_owned);
        let declaration_type = match written.purpose {
            Purpose::Declare | Purpose::Amend => {
                let found =
                    declaration_types::of_document(&document, self.capabilities.declaration_types);
                found.map(|kind| kind.code)
            }
            Purpose::Present | Purpose::Invalidate => None,
        };
        Ok(ReadDeclaration {
            message_type: written.table.message,
            intent: intent(written.purpose, &declared),
            declaration_type,
            jurisdiction: jurisdiction(&document),
            lrn: given("lrn"),
            mrn: given("mrn"),
            arc: None,
            identifier: text("messageIdentification"),
            day: text("preparationDateAndTime").and_then(|text| day(&text)),
            settings: json!({
                "messageSender": text("messageSender"),
                "messageRecipient": text("messageRecipient"),
                "phase": phase,
            }),
            unread: declared.unread,
            document,
        })
    }
}

/// The phase that a message is of. Its `PhaseID` may carry another minor version than ours, as
/// `NCTS5.0` does; one that is of none, or is not there, is taken for the first.
fn phase(phases: &[(&'static str, &'static str)], phase_id: &str) -> &'static str {
    let same = phases.iter().find(|(_, id)| *id == phase_id);
    let major = |id: &str| id.split('.').next().map(str::to_owned);
    let of_version = || phases.iter().find(|(_, id)| major(id) == major(phase_id));
    let found = same.or_else(of_version).or_else(|| phases.first());
    found.map_or("", |(phase, _)| *phase)
}

fn intent(purpose: Purpose, declared: &Declared) -> Intent {
    match purpose {
        Purpose::Declare => Intent::Declare,
        Purpose::Amend => Intent::amend(Vec::new()),
        Purpose::Present => Intent::PresentGoods,
        Purpose::Invalidate => Intent::Invalidate {
            reason: declared.given("reason").unwrap_or_default().to_owned(),
            ground: None,
        },
    }
}

/// The country of the office where it is lodged.
fn jurisdiction(document: &SingleAdministrativeDocument) -> Option<String> {
    let office = document.declaration_office_code.as_deref()?;
    office.get(..2).map(str::to_owned)
}

fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// In which leaves two messages differ.
///
/// # Errors
/// When one is not well-formed.
pub(crate) fn leaf_differences(
    original: &[u8],
    written: &[u8],
) -> Result<Vec<LeafDifference>, DecodeError> {
    let (original, written) = (Element::read(original)?, Element::read(written)?);
    Ok(leaves::differences(&original, &written, PASSED))
}
