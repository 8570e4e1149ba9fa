//! What becomes of a message of customs, in every system?
//!
//! A system has a list of the kinds of messages it reads. Each kind knows what it must have and
//! which event it is ([`AnswerKind`]); errors become findings with the field of ours ([`finding`]).

use cas_gateway::{Answer, CustomsError, Ends, Inbound};
use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::lifecycle::Event;
use cas_model::secret_fields::is_secret;

use crate::xml::Element;

/// A kind of message that a system reads: how it is read, and which event it is.
pub struct DecodedKind<Read, Means> {
    /// Its type, customs' name.
    pub name: &'static str,
    /// Adds what it says to what its envelope said; an error says what is missing or wrong.
    pub(crate) read: Read,
    /// What it means for its declaration.
    pub(crate) event: Means,
}

/// Reads one message, which speaks of one declaration.
pub(crate) type ReadMessage = fn(&Element, &mut Inbound) -> Result<(), String>;

/// The event that a message is for the declaration with this document.
pub(crate) type Meaning = fn(&Inbound, &SingleAdministrativeDocument) -> Event;

/// A kind of message that speaks of one declaration.
pub type AnswerKind = DecodedKind<ReadMessage, Meaning>;

/// The kind of a message by its type.
pub(crate) fn kind_of(
    kinds: &'static [AnswerKind],
    message_type: &str,
) -> Option<&'static AnswerKind> {
    kinds.iter().find(|kind| kind.name == message_type)
}

/// The event that a message is.
pub(crate) fn event(
    kinds: &'static [AnswerKind],
    message: &Inbound,
    document: &SingleAdministrativeDocument,
) -> Event {
    // What we did not read cannot be here; if it is, it is kept and shown, and moves nothing.
    kind_of(kinds, &message.message_type).map_or(Event::NoticeReceived, |kind| {
        (kind.event)(message, document)
    })
}

/// Customs' code (CL180, CL437, TC49) of a message that it had received before.
const ALREADY_RECEIVED: &str = "26";

/// The event of an answer: customs refuses a repetition because it has what was repeated.
pub(crate) fn unless_repeated(event: Event, errors: &[CustomsError]) -> Event {
    let is_repetition = |error: &CustomsError| error.code == ALREADY_RECEIVED;
    match !errors.is_empty() && errors.iter().all(is_repetition) {
        true => Event::AlreadyReceived,
        false => event,
    }
}

/// What it means that customs had a message before: nothing is wrong, and it is waited on.
pub(crate) fn repeated(message: &Inbound) -> Answer {
    Answer {
        event: Event::AlreadyReceived,
        facts: message.facts.clone(),
        findings: Vec::new(),
        ends: Ends::default(),
        restated: None,
    }
}

/// What an error says to people.
pub(crate) struct Words {
    /// What it says, in one line.
    pub message: String,
    /// More of it, for people who look closer.
    pub description: String,
}

/// An error that customs reports, as a finding at a field of ours where there is one.
pub(crate) fn finding(error: &CustomsError, words: Words, field: Option<FieldPath>) -> Finding {
    let field_at_fault = field.as_ref().map(FieldPath::as_str);
    let mut places = field_at_fault.into_iter().chain(error.pointer.as_deref());
    // What customs received there is told to all who may read findings.
    let description = match places.any(is_secret) {
        true => String::new(),
        false => words.description,
    };
    Finding {
        code: error.code.clone(),
        message: words.message,
        description,
        severity: Severity::Error,
        source: Source::Customs,
        fields: field.into_iter().collect(),
        pointer: error.pointer.clone(),
        because: None,
    }
}

/// What a code of a list of customs means; nothing for one that is not there.
pub(crate) fn look_up(list: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    list.iter()
        .find(|(known, _)| *known == code)
        .map(|(_, meaning)| *meaning)
}

/// What a code means, where the system knows it.
pub(crate) fn meaning_of(code: &str, known: Option<&str>) -> String {
    known.map_or_else(|| format!("Customs reports error {code}"), str::to_owned)
}
