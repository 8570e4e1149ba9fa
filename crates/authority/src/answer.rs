//! What can the authority say, and when? An answer is a kind of message with what is particular to
//! it; a step is an answer or a wait; a draft is an answer whose turn has come.

use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::DateTime;

use crate::kind::{self, Kind, Page};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{self, System};
use crate::xml;

/// One answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) kind: &'static Kind,
    pub(crate) detail: Detail,
    /// Whom it is for, if not for the one who lodged the declaration.
    pub(crate) recipient: Option<String>,
    /// Whether it is passed on to somebody who may not be known here; then nobody gets it.
    pub(crate) is_forwarded: bool,
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
    /// A decision on a request.
    Decision(Decision),
    /// A code that the system has for what is said.
    Code(&'static str),
    /// Numbers of other declarations.
    References(Vec<String>),
}

impl Detail {
    /// The errors; only rejections have any.
    pub(crate) fn problems(&self) -> &[Problem] {
        if let Detail::Problems(problems) = self {
            return problems;
        }
        &[]
    }

    /// The XML errors; only their reports have any.
    pub(crate) fn violations(&self) -> &[Violation] {
        if let Detail::Violations(violations) = self {
            return violations;
        }
        &[]
    }

    /// The decision, if it is one.
    pub(crate) fn decision(&self) -> Option<Decision> {
        if let Detail::Decision(decision) = self {
            return Some(*decision);
        }
        None
    }

    /// The code, if it has one.
    pub(crate) fn code(&self) -> Option<&'static str> {
        if let Detail::Code(code) = self {
            return Some(code);
        }
        None
    }

    /// The numbers of other declarations, if it names any.
    pub(crate) fn references(&self) -> &[String] {
        if let Detail::References(references) = self {
            return references;
        }
        &[]
    }

    /// Whether it asks for documents.
    pub(crate) fn wants_documents(&self) -> bool {
        matches!(self, Detail::Documents)
    }
}

/// A decision on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Asked for and granted.
    Granted,
    /// Asked for and refused.
    Refused,
    /// Made by customs.
    ByCustoms,
}

/// A functional error: where, of what code, by which rule or in which words, with which value.
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
    /// A message, or another word of a system.
    Word(&'static str),
    /// A wait.
    Wait(u32),
}

impl Scripted {
    /// A word such as `CC029C` or `wait=500`.
    pub(crate) fn parse(word: &str) -> Option<Scripted> {
        if let Some(milliseconds) = word.strip_prefix("wait=") {
            return milliseconds.parse().ok().map(Scripted::Wait);
        }
        system::word(word).map(Scripted::Word)
    }
}

/// How a course is told: in reverse, or with an answer in it that is no XML.
pub(crate) fn told(mut acts: Vec<Act>, markers: &Markers) -> Vec<Act> {
    if markers.has(Marker::Disorder) {
        acts.reverse();
    }
    if markers.has(Marker::Malformed) && !acts.is_empty() {
        acts.insert(1, system::say(&kind::MALFORMED));
    }
    acts
}

impl Answer {
    pub(crate) fn plain(kind: &'static Kind) -> Answer {
        Answer::detailed(kind, Detail::Plain)
    }

    pub(crate) fn detailed(kind: &'static Kind, detail: Detail) -> Answer {
        Answer {
            kind,
            detail,
            recipient: None,
            is_forwarded: false,
        }
    }

    /// The same for somebody else, who is answered wherever he is.
    pub(crate) fn to(self, recipient: impl Into<String>) -> Answer {
        Answer {
            recipient: Some(recipient.into()),
            ..self
        }
    }

    /// The same for somebody else, who gets it if he is known.
    pub(crate) fn forwarded_to(self, recipient: impl Into<String>) -> Answer {
        Answer {
            is_forwarded: true,
            ..self.to(recipient)
        }
    }

    /// Whether it refuses the message that it answers.
    pub(crate) fn is_refusal(&self) -> bool {
        self.kind.is_refusal || self.detail.decision() == Some(Decision::Refused)
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
    pub(crate) system: &'static dyn System,
    pub(crate) answer: Answer,
    pub(crate) origin: Arc<Origin>,
    /// The message that offices and parties are taken from: the declaration, if it is known.
    pub(crate) basis: Arc<Origin>,
    pub(crate) identification: String,
    pub(crate) moment: DateTime,
    pub(crate) facts: Facts,
    pub(crate) seed: u64,
    pub(crate) recipient: String,
    pub(crate) copies: u32,
    /// Whether the trader fetches it, whatever the settings say.
    pub(crate) is_pulled: bool,
    /// Whether it is passed on, whether or not its recipient is known.
    pub(crate) is_forced: bool,
}

/// What is known of the declaration that is spoken of.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) lrn: String,
    pub(crate) mrn: Option<String>,
    pub(crate) lodged: DateTime,
    /// The how-manieth state of the declaration this is, from 1.
    pub(crate) version: u32,
    /// Where it stands in the words of its system, where those are richer than ours.
    pub(crate) standing: &'static str,
}

/// A message ready to be posted.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) system: &'static str,
    pub(crate) message: &'static str,
    pub(crate) identification: String,
    pub(crate) recipient: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
    pub(crate) copies: u32,
    pub(crate) is_pulled: bool,
}

impl Draft {
    /// The message in full.
    pub(crate) fn write(&self) -> Outgoing {
        let kind = self.answer.kind;
        // The basis was read when it was received, so that reading it again cannot fail.
        let body = match xml::read(&self.basis.body, kind.extent) {
            Ok(basis) => self.system.write(&Page {
                draft: self,
                basis: &basis,
            }),
            Err(error) => format!("<!-- {} -->", error.reason),
        };
        Outgoing {
            system: self.system.code(),
            message: kind.code,
            identification: self.identification.clone(),
            recipient: self.recipient.clone(),
            headers: self.system.headers(self),
            body: Bytes::from(body),
            copies: self.copies,
            is_pulled: self.is_pulled,
        }
    }
}
