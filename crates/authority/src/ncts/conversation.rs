//! What does the authority remember of one declaration? Its standing, its document as long as an
//! answer may need it, and the steps still to come. A finished one is a small entry.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use super::Status;
use super::answer::{Act, Answer, Draft, Facts, Step, Wait, Work};
use super::messages::Kind;
use super::origin::Origin;
use crate::ledger::TranscriptLine;
use crate::marker::{Marker, Markers};
use crate::script::Course;
use crate::seed;

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
    pub(crate) pending: VecDeque<Step>,
    /// Whether somebody is at work on what is pending.
    pub(crate) is_working: bool,
    pub(crate) declaration: Option<Declaration>,
    pub(crate) transcript: Vec<TranscriptLine>,
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
    pub(crate) course: Course,
    /// The declaration as last amended; let go when nothing more can be said about it.
    pub(crate) document: Option<Arc<Origin>>,
    /// An amendment that is not decided upon.
    pub(crate) amendment: Option<Arc<Origin>>,
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
        let steps = acts.into_iter().map(|act| Step {
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
        self.pending.push_front(Step {
            act: Act::Say(answer),
            origin: Arc::clone(origin),
        });
    }

    /// The message that an answer of a kind is about, when nobody says which: a decision is about
    /// the last request, everything else about the declaration.
    pub(crate) fn asked(&self, kind: &Kind, document: &Arc<Origin>) -> Arc<Origin> {
        let undecided = || self.declaration.as_ref()?.amendment.clone();
        let asked = match kind {
            kind if kind.accepts_amendment => undecided().or_else(|| self.last_asked.clone()),
            kind if kind.is_decision => self.last_asked.clone(),
            _ => None,
        };
        asked.unwrap_or_else(|| Arc::clone(document))
    }

    /// The next thing to do; the declaration moves as soon as an answer's turn has come.
    pub(crate) fn next(&mut self, key: &Key, seed: u64) -> Option<Work> {
        let step = self.pending.pop_front()?;
        match step.act {
            Act::Wait(wait) => Some(Work::Wait(wait)),
            Act::Say(answer) => Some(Work::Post(Box::new(self.draft(
                key,
                seed,
                answer,
                step.origin,
            )))),
        }
    }

    fn draft(&mut self, key: &Key, seed: u64, answer: Answer, origin: Arc<Origin>) -> Draft {
        self.answered += 1;
        let number = self.answered.to_string();
        let moment = origin
            .prepared
            .saturating_add(i64::from(self.answered).seconds());
        let declaration = self.declaration.as_mut();
        let (basis, facts, copies) = match declaration {
            Some(declaration) => {
                declaration.move_by(&answer, &origin);
                let basis = declaration.document.clone();
                let copies = 1 + u32::from(declaration.course.markers.has(Marker::Duplicate));
                let facts = declaration.facts(&key.name);
                (basis.unwrap_or_else(|| Arc::clone(&origin)), facts, copies)
            }
            None => (Arc::clone(&origin), facts_of(&origin), 1),
        };
        Draft {
            answer,
            origin,
            basis,
            identification: seed::text(seed, &[&key.sender, &key.name, "message", &number], 14),
            moment,
            facts,
            copies,
        }
    }

    /// Lets go of what no later answer can need.
    pub(crate) fn forget_document(&mut self) {
        self.pending = VecDeque::new();
        if let Some(declaration) = &mut self.declaration
            && !declaration.status.is_open()
        {
            declaration.document = None;
            declaration.amendment = None;
            self.last_asked = None;
        }
    }
}

impl Declaration {
    /// The markers of its course.
    pub(crate) fn markers(&self) -> &Markers {
        &self.course.markers
    }

    fn move_by(&mut self, answer: &Answer, origin: &Arc<Origin>) {
        if answer.kind.accepts_amendment && self.amendment.is_some() {
            // It is lodged under the LRN it had, whichever reference the amendment named it by.
            self.document = self.amendment.take();
            if self.status.awaits_amendment() {
                self.status = Status::Accepted;
            }
        }
        if answer.kind.is_refusal {
            self.amendment
                .take_if(|refused| Arc::ptr_eq(refused, origin));
            let is_lodging = self.status <= Status::Acknowledged && origin.message == "CC015C";
            let lodged = self.document.as_ref();
            if is_lodging && lodged.is_some_and(|lodged| Arc::ptr_eq(lodged, origin)) {
                self.status = Status::Rejected;
            }
        }
        if let Some(status) = answer.kind.status(&answer.detail) {
            self.status = self.status.max(status);
        }
        self.is_mrn_allocated |= answer.kind.tells_mrn;
    }

    fn facts(&self, lrn: &str) -> Facts {
        Facts {
            lrn: lrn.to_owned(),
            mrn: self.is_mrn_allocated.then(|| self.mrn.clone()),
            lodged: self.lodged,
        }
    }
}

fn facts_of(origin: &Origin) -> Facts {
    Facts {
        lrn: origin.lrn.clone(),
        mrn: origin.mrn.clone(),
        lodged: origin.prepared,
    }
}

/// A wait for a number of milliseconds.
pub(crate) fn wait(milliseconds: u32) -> Act {
    Act::Wait(Wait::Milliseconds(milliseconds))
}
