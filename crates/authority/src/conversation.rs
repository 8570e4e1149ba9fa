//! What does the authority remember of one declaration? Its standing, its document as long as an
//! answer may need it, and the steps still to come. A finished one is a small entry.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::answer::{Act, Answer, Facts, PendingAct, Wait};
use crate::course::Course;
use crate::ledger::TranscriptLine;
use crate::marker::Markers;
use crate::origin::Origin;
use crate::status::Status;

/// The name of a conversation: the trader, and its LRN; for a message that belongs to no known
/// declaration, its identification.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) sender: String,
    pub(crate) name: String,
}

/// The conversation about one declaration, or about a message that belongs to none.
#[derive(Debug, Default)]
pub(crate) struct Conversation {
    /// How many answers were given.
    pub(crate) answered: u32,
    /// How many messages of each type came.
    asked: Vec<(String, u32)>,
    /// The last message about the declaration, of any type.
    pub(crate) last_asked: Option<Arc<Origin>>,
    pub(crate) pending: VecDeque<PendingAct>,
    /// Whether somebody is at work on what is pending.
    pub(crate) is_working: bool,
    pub(crate) declaration: Option<Declaration>,
    pub(crate) transcript: Vec<TranscriptLine>,
    /// Declarations that came out of this one, for the office to begin.
    pub(crate) openings: Vec<Opening>,
}

/// A declaration that came out of another.
#[derive(Debug)]
pub(crate) struct Opening {
    pub(crate) lrn: String,
    pub(crate) declaration: Declaration,
    /// The message that it came with.
    pub(crate) origin: Arc<Origin>,
    pub(crate) acts: Vec<Act>,
}

/// A declaration at the authority.
#[derive(Debug)]
pub(crate) struct Declaration {
    pub(crate) mrn: String,
    /// Whether the trader was told the MRN.
    pub(crate) is_mrn_allocated: bool,
    pub(crate) status: Status,
    pub(crate) is_prelodged: bool,
    pub(crate) lodged: DateTime,
    /// The how-manieth state of it this is, from 1.
    pub(crate) version: u32,
    pub(crate) course: Course,
    /// The declaration as last amended; let go when nothing more can be said about it.
    pub(crate) document: Option<Arc<Origin>>,
    /// An amendment that is not decided upon.
    pub(crate) amendment: Option<Arc<Origin>>,
    /// Where it stands in the words of its system, where those are richer than ours.
    pub(crate) standing: &'static str,
}

impl Conversation {
    /// Which message of its type this one is, from 1. `count` is called when it is accepted.
    pub(crate) fn ordinal(&self, message: &str) -> u32 {
        let known = self.asked.iter().find(|(name, _)| name == message);
        known.map_or(1, |(_, count)| count + 1)
    }

    /// Counts a message that was accepted for processing.
    pub(crate) fn count(&mut self, message: &str) {
        match self.asked.iter_mut().find(|(name, _)| name == message) {
            Some((_, count)) => *count += 1,
            None => self.asked.push((message.to_owned(), 1)),
        }
    }

    /// Adds steps at the end.
    pub(crate) fn plan(&mut self, origin: &Arc<Origin>, acts: impl IntoIterator<Item = Act>) {
        let steps = acts.into_iter().map(|act| PendingAct {
            act,
            origin: Arc::clone(origin),
        });
        self.pending.extend(steps);
    }

    /// Adds an answer at the end.
    pub(crate) fn say(&mut self, origin: &Arc<Origin>, answer: Answer) {
        self.plan(origin, [Act::Say(answer)]);
    }

    /// Adds an answer before what is pending.
    pub(crate) fn say_first(&mut self, origin: &Arc<Origin>, answer: Answer) {
        self.pending.push_front(PendingAct {
            act: Act::Say(answer),
            origin: Arc::clone(origin),
        });
    }

    /// Adds steps before what is pending.
    pub(crate) fn plan_first(&mut self, origin: &Arc<Origin>, acts: impl IntoIterator<Item = Act>) {
        let later = std::mem::take(&mut self.pending);
        self.plan(origin, acts);
        self.pending.extend(later);
    }
}

impl Declaration {
    /// A declaration that was just lodged, under the reference it will be given.
    pub(crate) fn lodged(origin: &Arc<Origin>, course: Course, mrn: String, acts: &[Act]) -> Self {
        let is_rejected = acts.iter().any(|act| match act {
            Act::Say(answer) => answer.kind.is_refusal,
            Act::Wait(_) => false,
        });
        Declaration {
            mrn,
            is_mrn_allocated: false,
            status: if is_rejected {
                Status::Rejected
            } else {
                Status::Received
            },
            is_prelodged: false,
            lodged: origin.prepared,
            version: 1,
            course,
            document: Some(Arc::clone(origin)),
            amendment: None,
            standing: "",
        }
    }

    /// Whether its LRN is taken: a rejected declaration leaves it free.
    pub(crate) fn is_known(&self) -> bool {
        self.status != Status::Rejected
    }

    /// The markers of its course.
    pub(crate) fn markers(&self) -> &Markers {
        &self.course.markers
    }

    /// Moves it as an answer says whose turn has come.
    pub(crate) fn move_by(&mut self, answer: &Answer, origin: &Arc<Origin>, is_lodging: bool) {
        if answer.kind.accepts_amendment && self.amendment.is_some() {
            // It is lodged under the LRN it had, whichever reference the amendment named it by.
            self.document = self.amendment.take();
            self.version += 1;
            if self.status.awaits_amendment() {
                self.status = Status::Accepted;
            }
        }
        if answer.is_refusal() {
            self.amendment.take_if(|refused| refused.is(origin));
            // A refused request is no rejection of the declaration it is about.
            let is_rejection = answer.kind.is_refusal && self.status <= Status::Acknowledged;
            let is_lodging = is_lodging && is_rejection;
            let lodged = self.document.as_ref();
            if is_lodging && lodged.is_some_and(|lodged| lodged.is(origin)) {
                self.status = Status::Rejected;
            }
        }
        if let Some(status) = answer.kind.status(&answer.detail) {
            self.status = self.status.max(status);
        }
        self.is_mrn_allocated |= answer.kind.tells_mrn;
    }

    /// What an answer may say of it.
    pub(crate) fn facts(&self, lrn: &str) -> Facts {
        Facts {
            lrn: lrn.to_owned(),
            mrn: self.is_mrn_allocated.then(|| self.mrn.clone()),
            lodged: self.lodged,
            version: self.version,
            standing: self.standing,
        }
    }
}

/// What an answer may say of a message that belongs to no declaration.
pub(crate) fn facts_of(origin: &Origin) -> Facts {
    Facts {
        lrn: origin.lrn.clone(),
        mrn: origin.mrn.clone(),
        lodged: origin.prepared,
        version: 1,
        standing: "",
    }
}

/// A wait for a number of milliseconds.
pub(crate) fn wait(milliseconds: u32) -> Act {
    Act::Wait(Wait::Milliseconds(milliseconds))
}
