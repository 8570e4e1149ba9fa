//! Whose turn is it in a conversation? What is pending becomes a message in the words of a system.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::ToSpan as _;

use crate::answer::{Act, Answer, Draft, MessageBehaviour, PendingAct, Scripted, Work};
use crate::conversation::{Conversation, Key, facts_of, wait};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::System;

/// Who speaks in a conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice {
    pub(crate) system: &'static dyn System,
    pub(crate) seed: u64,
}

impl Conversation {
    /// What a step comes to when somebody tells the authority to say it, and the message it is
    /// about; nothing if the system does not know it.
    pub(crate) fn told(
        &mut self,
        system: &'static dyn System,
        step: Scripted,
        markers: &Markers,
        document: &Arc<Origin>,
    ) -> (Arc<Origin>, Option<Vec<Act>>) {
        let word = match step {
            Scripted::Wait(time) => return (Arc::clone(document), Some(vec![wait(time)])),
            Scripted::Word(word) => word,
        };
        let asked = system.kind(word).map(|kind| self.asked(kind, document));
        let origin = asked.unwrap_or_else(|| Arc::clone(document));
        let acts = system.acts(word, markers, &origin, self.declaration.as_mut());
        (origin, acts)
    }

    /// The message that an answer of a kind is about, when nobody says which: a decision is about
    /// the last request, everything else about the declaration.
    fn asked(&self, kind: &MessageBehaviour, document: &Arc<Origin>) -> Arc<Origin> {
        let undecided = || self.declaration.as_ref()?.amendment.clone();
        let asked = match kind {
            kind if kind.accepts_amendment => undecided().or_else(|| self.last_asked.clone()),
            kind if kind.is_decision => self.last_asked.clone(),
            _ => None,
        };
        asked.unwrap_or_else(|| Arc::clone(document))
    }

    /// The next thing to do; the declaration moves as soon as an answer's turn has come.
    pub(crate) fn next(&mut self, key: &Key, voice: Voice) -> Option<Work> {
        let PendingAct { act, origin } = self.pending.pop_front()?;
        match act {
            Act::Wait(wait) => Some(Work::Wait(wait)),
            Act::Say(answer) => Some(Work::Post(Box::new(self.draft(key, voice, answer, origin)))),
        }
    }

    fn draft(&mut self, key: &Key, voice: Voice, answer: Answer, origin: Arc<Origin>) -> Draft {
        let Voice { system, seed } = voice;
        self.answered += 1;
        let number = self.answered.to_string();
        let moment = origin
            .prepared
            .saturating_add(i64::from(self.answered).seconds());
        let declaration = self.declaration.as_mut();
        let is_lodging = system.is_lodging(&origin);
        let (basis, facts, markers) = match declaration {
            Some(declaration) => {
                declaration.move_by(&answer, &origin, is_lodging);
                let basis = declaration.document.clone();
                let facts = declaration.facts(&key.name);
                let basis = basis.unwrap_or_else(|| Arc::clone(&origin));
                (basis, facts, declaration.markers().clone())
            }
            None => (Arc::clone(&origin), facts_of(&origin), Markers::default()),
        };
        let recipient = answer.recipient.clone();
        Draft {
            answer,
            origin,
            basis,
            identification: system
                .identification(seed, &[&key.sender, &key.name, "message", &number]),
            moment,
            facts,
            seed,
            recipient: recipient.unwrap_or_else(|| key.sender.clone()),
            copies: 1 + u32::from(markers.has(Marker::Duplicate)),
            is_pulled: markers.has(Marker::Pull),
            is_forced: markers.has(Marker::Forward),
        }
    }

    /// Lets go of what no later answer can need.
    pub(crate) fn forget_document(&mut self, system: &dyn System) {
        self.pending = VecDeque::new();
        if let Some(declaration) = &mut self.declaration
            && system.is_finished(declaration.status)
        {
            declaration.document = None;
            declaration.amendment = None;
            self.last_asked = None;
        }
    }
}
