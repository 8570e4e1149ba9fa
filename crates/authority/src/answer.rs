//! What can the authority say, and when? A kind of message is a row of facts, and what writes it; an
//! answer is a kind with what is particular to it; a step is an answer or a wait; a draft is an
//! answer whose turn has come.

use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::DateTime;

use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;
use crate::xml::{Document, Extent, Writer};

/// One kind of message.
#[derive(Debug)]
pub(crate) struct MessageBehaviour {
    /// The message type in the words of its system.
    pub(crate) code: &'static str,
    /// How much of the declaration it repeats.
    pub(crate) extent: Extent,
    /// Where it moves the declaration.
    pub(crate) moves_to: Option<Status>,
    /// Whether it tells the MRN or ARC for the first time.
    pub(crate) tells_mrn: bool,
    /// Whether it makes the amendment what the authority has.
    pub(crate) accepts_amendment: bool,
    /// Whether it refuses the message it answers.
    pub(crate) is_refusal: bool,
    /// Whether it decides upon a request, or refuses one.
    pub(crate) is_decision: bool,
    /// Whether it answers a message; others come of themselves.
    pub(crate) is_reply: bool,
    /// Writes what is particular to it.
    pub(crate) write: fn(&mut Writer, &Page<'_>),
}

impl MessageBehaviour {
    /// A kind that does not move the declaration.
    pub(crate) const fn new(
        code: &'static str,
        write: fn(&mut Writer, &Page<'_>),
    ) -> MessageBehaviour {
        MessageBehaviour {
            code,
            extent: Extent::Whole,
            moves_to: None,
            tells_mrn: false,
            accepts_amendment: false,
            is_refusal: false,
            is_decision: false,
            is_reply: true,
            write,
        }
    }

    /// A kind that moves the declaration.
    pub(crate) const fn moving(
        code: &'static str,
        to: Status,
        write: fn(&mut Writer, &Page<'_>),
    ) -> MessageBehaviour {
        MessageBehaviour {
            moves_to: Some(to),
            ..MessageBehaviour::new(code, write)
        }
    }

    /// Where an answer of this kind moves the declaration.
    pub(crate) fn status(&self, detail: &Detail) -> Option<Status> {
        let is_refused = detail.decision() == Some(Decision::Refused);
        self.moves_to.filter(|_| !is_refused)
    }
}

/// An answer that is no XML: its tags do not match. No trader may stumble over it.
pub(crate) const MALFORMED: MessageBehaviour = MessageBehaviour::new("malformed", unfinished);

fn unfinished(writer: &mut Writer, _page: &Page<'_>) {
    writer.open("Unfinished");
}

/// One answer: its kind, and what is particular to it.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) kind: &'static MessageBehaviour,
    pub(crate) detail: Detail,
    /// Whom it is for, if not for the one who lodged the declaration.
    pub(crate) recipient: Option<String>,
    /// Whether it is passed on to somebody who may not be known here; then nobody gets it.
    pub(crate) is_forwarded: bool,
}

/// What is particular to an answer.
#[derive(Clone, Debug)]
pub(crate) enum Detail {
    /// Nothing beyond what its kind says.
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
    /// Made by customs, without a request.
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
pub(crate) struct PendingAct {
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

/// A wait before what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// As long as a review of documents takes at the set pace.
    Review,
    /// As long as so many milliseconds.
    Milliseconds(u32),
}

/// What a script names as part of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scripted {
    /// A message, or another word of a system.
    Word(&'static str),
    /// A wait of so many milliseconds.
    Wait(u32),
}

/// How a course is told: in reverse, or with an answer in it that is no XML.
pub(crate) fn told(mut acts: Vec<Act>, markers: &Markers) -> Vec<Act> {
    if markers.has(Marker::Disorder) {
        acts.reverse();
    }
    if markers.has(Marker::Malformed) && !acts.is_empty() {
        acts.insert(1, say(&MALFORMED));
    }
    acts
}

/// An answer that says no more than its kind.
pub(crate) fn say(kind: &'static MessageBehaviour) -> Act {
    Act::Say(Answer::plain(kind))
}

impl Answer {
    pub(crate) fn plain(kind: &'static MessageBehaviour) -> Answer {
        Answer::detailed(kind, Detail::Plain)
    }

    pub(crate) fn detailed(kind: &'static MessageBehaviour, detail: Detail) -> Answer {
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
    /// Post this answer to the trader.
    Post(Box<Draft>),
    /// Wait before the next answer.
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

/// A draft and the message it is based on, read.
pub(crate) struct Page<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) basis: &'a Document<'a>,
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

/// A text cut to so many characters: what is refused for its length must not make the refusal
/// invalid.
pub(crate) fn clipped(text: &str, length: usize) -> &str {
    match text.char_indices().nth(length) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
