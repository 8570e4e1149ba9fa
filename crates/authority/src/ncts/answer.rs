//! What can the authority say, and when? An answer is a kind of message with what is particular to
//! it; a step is an answer or a wait; a draft is an answer whose turn has come.

use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::DateTime;

use super::messages::{self, Kind};
use super::origin::Origin;
use crate::xml;

/// One answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) kind: &'static Kind,
    pub(crate) detail: Detail,
}

/// What is particular to an answer.
#[derive(Clone, Debug)]
pub(crate) enum Detail {
    /// Nothing.
    Plain,
    /// The errors of a rejection or a functional error report.
    Problems(Vec<Problem>),
    /// The errors of an XML error report.
    Violations(Vec<Violation>),
    /// A control that asks for documents.
    Documents,
    /// A decision on invalidation.
    Decision(Decision),
}

/// A decision on invalidation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Asked for and granted.
    Granted,
    /// Asked for and refused.
    Refused,
    /// Made by customs.
    ByCustoms,
}

/// A functional error: where, of what code (CL180), by which rule, with which value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) pointer: String,
    pub(crate) code: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) value: Option<String>,
}

/// An XML error: where in the text, of what code, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) pointer: Option<String>,
    pub(crate) code: &'static str,
    pub(crate) text: String,
}

/// A part of a conversation that is still to come.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) act: Act,
    /// The message that is answered.
    pub(crate) origin: Arc<Origin>,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Say(Answer),
    Wait(Wait),
}

/// A wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// As long as a review of documents takes at the set pace.
    Review,
    /// So many milliseconds.
    Milliseconds(u32),
}

/// What a script names as part of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scripted {
    /// A message, by its place among the kinds.
    Message(usize),
    /// A wait.
    Wait(u32),
}

impl Scripted {
    /// A word such as `CC029C` or `wait=500`.
    pub(crate) fn parse(word: &str) -> Option<Scripted> {
        if let Some(milliseconds) = word.strip_prefix("wait=") {
            return milliseconds.parse().ok().map(Scripted::Wait);
        }
        let place = messages::KINDS.iter().position(|kind| kind.code == word)?;
        Some(Scripted::Message(place))
    }

    /// The kind of message that is named, if one is.
    pub(crate) fn kind(self) -> Option<&'static Kind> {
        match self {
            Scripted::Message(place) => messages::KINDS.get(place),
            Scripted::Wait(_) => None,
        }
    }
}

impl Answer {
    pub(crate) fn plain(kind: &'static Kind) -> Answer {
        Answer {
            kind,
            detail: Detail::Plain,
        }
    }

    pub(crate) fn rejection(problems: Vec<Problem>) -> Answer {
        Answer {
            kind: &messages::cc056c::KIND,
            detail: Detail::Problems(problems),
        }
    }

    pub(crate) fn xml_errors(violations: Vec<Violation>) -> Answer {
        Answer {
            kind: &messages::cc917c::KIND,
            detail: Detail::Violations(violations),
        }
    }

    pub(crate) fn decision(decision: Decision) -> Answer {
        Answer {
            kind: &messages::cc009c::KIND,
            detail: Detail::Decision(decision),
        }
    }
}

/// What is to be done next in a conversation.
#[derive(Debug)]
pub(crate) enum Work {
    /// Post this answer.
    Post(Box<Draft>),
    /// Wait.
    Wait(Wait),
}

/// An answer whose turn has come, with all that its text depends on.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) answer: Answer,
    pub(crate) origin: Arc<Origin>,
    /// The message that offices and parties are taken from: the declaration, if it is known.
    pub(crate) basis: Arc<Origin>,
    pub(crate) identification: String,
    pub(crate) moment: DateTime,
    pub(crate) facts: Facts,
    pub(crate) copies: u32,
}

/// What is known of the declaration that is spoken of.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) lrn: String,
    pub(crate) mrn: Option<String>,
    pub(crate) lodged: DateTime,
}

/// A message ready to be posted.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) message: &'static str,
    pub(crate) identification: String,
    pub(crate) recipient: String,
    pub(crate) body: Bytes,
    pub(crate) copies: u32,
}

impl Draft {
    /// The message in full.
    pub(crate) fn write(&self) -> Outgoing {
        let kind = self.answer.kind;
        // The basis was read when it was received, so that reading it again cannot fail.
        let body = match xml::read(&self.basis.body, kind.extent) {
            Ok(basis) => messages::write(self, &basis),
            Err(error) => format!("<!-- {} -->", error.reason),
        };
        Outgoing {
            message: kind.code,
            identification: self.identification.clone(),
            recipient: self.origin.sender.clone(),
            body: Bytes::from(body),
            copies: self.copies,
        }
    }
}
