//! Who takes a message in, and what happens to it? The office of a system: it tells repetitions,
//! finds the conversation, asks the course, and hands the message to the system.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::answer::{Outgoing, Work, told};
use crate::conversation::{Conversation, Declaration, Key};
use crate::course::Course;
use crate::ledger::{Counts, DeclarationEntry, Direction, Ledger, TranscriptLine};
use crate::mailbox::Mailbox;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::script::{Case, Script, Word};
use crate::settings::Settings;
use crate::status::Status;
use crate::system::{Inspection, Reception, System};
use crate::turn::Voice;

/// All conversations of the authority of one system.
#[derive(Debug)]
pub(crate) struct Office {
    system: &'static dyn System,
    seed: u64,
    script: Script,
    keep_transcripts: bool,
    conversations: HashMap<Key, Conversation>,
    by_mrn: HashMap<String, Key>,
    messages: HashMap<String, Seen>,
    /// Who can be reached: those with a callback of their own, and those who sent something.
    known: HashSet<String>,
    /// Answers that wait to be fetched.
    pub(crate) mailbox: Mailbox,
    pub(crate) counts: Counts,
}

/// How often a message identification came.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    failed: u32,
    accepted: u32,
    attempts: u32,
    /// Whether the last attempt was refused, where a message may come again then.
    is_refused: bool,
}

/// What the trader is told at once.
#[derive(Debug)]
pub(crate) enum Reaction {
    /// The message is here; somebody must work on the conversations that are named.
    Received(Arc<Origin>, Vec<Key>),
    /// The message was here before.
    Duplicate(Arc<Origin>),
    /// The server has an error.
    Fail,
    /// The connection closes without an answer.
    HangUp,
}

impl Office {
    pub(crate) fn new(system: &'static dyn System, settings: &Settings) -> Office {
        Office {
            system,
            seed: settings.seed,
            script: settings.script.clone(),
            keep_transcripts: settings.keep_transcripts,
            conversations: HashMap::new(),
            by_mrn: HashMap::new(),
            messages: HashMap::new(),
            known: settings.callback.by_sender.keys().cloned().collect(),
            mailbox: Mailbox::default(),
            counts: Counts::default(),
        }
    }

    /// Takes a message in.
    pub(crate) fn receive(&mut self, mut origin: Origin, inspection: Inspection) -> Reaction {
        let known = self.messages.get(&origin.identification);
        let seen = known.copied().unwrap_or_default();
        if seen.accepted > 0 && !seen.is_refused {
            origin.attempt = seen.attempts;
            self.register(&origin, seen);
            self.counts.duplicates += 1;
            return Reaction::Duplicate(Arc::new(origin));
        }
        let key = self.key(&origin);
        let course = self.course(&origin, &key);
        if let Some(failure) = failure(&course.markers, seen) {
            let failed = seen.failed + 1;
            let seen = Seen { failed, ..seen };
            self.messages.insert(origin.identification.clone(), seen);
            self.counts.failed += 1;
            return failure;
        }
        origin.attempt = seen.attempts + 1;
        let seen = Seen {
            attempts: origin.attempt,
            is_refused: false,
            ..seen
        };
        self.register(&origin, seen);
        self.counts.distinct += 1;
        let origin = Arc::new(origin);
        self.known.insert(origin.sender.clone());
        self.react(&origin, &key, course, inspection);
        let opened = self.open(&key);
        let keys = std::iter::once(key).chain(opened);
        let awake = keys.filter_map(|key| self.wake(key)).collect();
        Reaction::Received(origin, awake)
    }

    /// Begins the declarations that came out of another.
    fn open(&mut self, key: &Key) -> Vec<Key> {
        let known = self.conversations.get_mut(key);
        let openings = known.map_or_else(Vec::new, |known| std::mem::take(&mut known.openings));
        let mut opened = Vec::with_capacity(openings.len());
        for opening in openings {
            let key = Key {
                sender: key.sender.clone(),
                name: opening.lrn,
            };
            let mrn = opening.declaration.mrn.clone();
            let conversation = self.conversations.entry(key.clone()).or_default();
            let known = conversation.declaration.as_ref();
            if known.is_some_and(Declaration::is_known) {
                tracing::warn!(lrn = key.name, "the number of a part is taken");
                continue;
            }
            conversation.declaration = Some(opening.declaration);
            conversation.plan(&opening.origin, opening.acts);
            self.by_mrn.entry(mrn).or_insert_with(|| key.clone());
            opened.push(key);
        }
        opened
    }

    fn register(&mut self, origin: &Origin, mut seen: Seen) {
        seen.accepted += 1;
        self.messages.insert(origin.identification.clone(), seen);
        self.counts.received += 1;
    }

    /// The conversation that a message belongs to, or its own.
    fn key(&self, origin: &Origin) -> Key {
        let own = |name: &str| Key {
            sender: origin.sender.clone(),
            name: name.to_owned(),
        };
        let by_lrn = || (!origin.lrn.is_empty()).then(|| own(&origin.lrn));
        let key = by_lrn().or_else(|| self.key_by_mrn(origin));
        let is_lodging = self.system.is_lodging(origin);
        key.filter(|key| is_lodging || self.conversations.contains_key(key))
            .unwrap_or_else(|| own(&format!("message {}", origin.identification)))
    }

    fn key_by_mrn(&self, origin: &Origin) -> Option<Key> {
        let key = self.by_mrn.get(origin.mrn.as_ref()?)?;
        let is_told = self.system.is_open_to_all() || key.sender == origin.sender;
        is_told.then(|| key.clone())
    }

    fn course(&self, origin: &Origin, key: &Key) -> Course {
        let conversation = self.conversations.get(key);
        self.script.course(&Case {
            system: self.system.code(),
            is_lodging: self.system.is_lodging(origin),
            message: &origin.message,
            lrn: &origin.lrn,
            ucr: &origin.ucr,
            office: &origin.office,
            nth: conversation.map_or(1, |known| known.ordinal(&origin.message)),
        })
    }

    fn react(&mut self, origin: &Arc<Origin>, key: &Key, course: Course, inspection: Inspection) {
        let conversation = self.conversations.entry(key.clone()).or_default();
        if self.keep_transcripts {
            conversation.transcript.push(received_line(origin));
        }
        let reception = Reception {
            origin: Arc::clone(origin),
            course,
            inspection,
            seed: self.seed,
        };
        self.system.react(conversation, reception);
        conversation.count(&origin.message);
        if self.system.is_taken_up(origin) {
            conversation.last_asked = Some(Arc::clone(origin));
        }
        if let Some(declaration) = &conversation.declaration
            && !declaration.mrn.is_empty()
        {
            let mrn = declaration.mrn.clone();
            self.by_mrn.entry(mrn).or_insert_with(|| key.clone());
            if self.system.is_lodging(origin) {
                let consignments = self.system.consignments(origin).into_iter();
                self.by_mrn
                    .extend(consignments.map(|reference| (reference, key.clone())));
            }
        }
    }

    /// Names the conversation if it needs somebody to work on it.
    fn wake(&mut self, key: Key) -> Option<Key> {
        let conversation = self.conversations.get_mut(&key)?;
        if conversation.is_working || conversation.pending.is_empty() {
            return None;
        }
        conversation.is_working = true;
        self.counts.outstanding += 1;
        Some(key)
    }

    /// The next thing to do in a conversation; `None` ends the work on it.
    pub(crate) fn next(&mut self, key: &Key) -> Option<Work> {
        let conversation = self.conversations.get_mut(key)?;
        let voice = Voice {
            system: self.system,
            seed: self.seed,
        };
        while let Some(work) = conversation.next(key, voice) {
            if is_for_nobody(&work, &self.known) {
                continue;
            }
            self.note_refusal(&work);
            return Some(work);
        }
        conversation.is_working = false;
        self.counts.outstanding -= 1;
        if self.keep_transcripts {
            return None;
        }
        conversation.forget_document(self.system);
        if conversation.declaration.is_none() {
            self.conversations.remove(key);
        }
        None
    }

    /// Remembers that a message was refused, where it may come again.
    fn note_refusal(&mut self, work: &Work) {
        let Work::Post(draft) = work else { return };
        if draft.answer.is_refusal()
            && self.system.may_try_again()
            && let Some(seen) = self.messages.get_mut(&draft.origin.identification)
        {
            seen.is_refused = seen.attempts == draft.origin.attempt;
        }
    }

    /// Notes an answer in the transcript when its turn has come.
    pub(crate) fn note(&mut self, key: &Key, outgoing: &Outgoing) {
        if !self.keep_transcripts {
            return;
        }
        if let Some(conversation) = self.conversations.get_mut(key) {
            conversation.transcript.push(TranscriptLine {
                direction: Direction::ToTrader,
                trader: outgoing.recipient.clone(),
                message: outgoing.message.to_owned(),
                message_identification: outgoing.identification.clone(),
                body: String::from_utf8_lossy(&outgoing.body).into_owned(),
            });
        }
    }

    /// Lets the authority say more about a declaration, without being asked by the trader.
    pub(crate) fn notify(&mut self, lrn: &str, words: &[Word]) -> Result<Option<Key>, String> {
        let known = self
            .conversations
            .iter_mut()
            .find(|(key, conversation)| key.name == lrn && conversation.declaration.is_some());
        let Some((key, conversation)) = known else {
            return Err(format!("no declaration has the LRN {lrn}"));
        };
        let key = key.clone();
        let declaration = conversation.declaration.as_ref();
        let Some(document) = declaration.and_then(|known| known.document.clone()) else {
            return Err(format!(
                "the declaration {lrn} is finished; keep transcripts to speak about it still"
            ));
        };
        let course = Course::from_words(words);
        let Some(steps) = &course.steps else {
            return Err("name at least one message, such as CC029C".to_owned());
        };
        for step in steps {
            let (origin, acts) = conversation.told(self.system, *step, &course.markers, &document);
            let Some(acts) = acts else {
                let code = self.system.code();
                return Err(format!(
                    "{step:?} is nothing that the authority of {code} says"
                ));
            };
            conversation.plan(&origin, told(acts, &course.markers));
        }
        Ok(self.wake(key))
    }

    /// The counts as they stand.
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = self.counts.clone();
        let known = self
            .conversations
            .values()
            .filter_map(|c| c.declaration.as_ref());
        for declaration in known {
            *counts
                .declarations_by_status
                .entry(declaration.status)
                .or_default() += 1;
        }
        counts
    }

    /// All that was seen.
    pub(crate) fn ledger(&self) -> Ledger {
        let messages = self.messages.iter().filter(|(_, seen)| seen.accepted > 0);
        let mut conversations: Vec<_> = self.conversations.iter().collect();
        conversations.sort_unstable_by_key(|(key, _)| *key);
        Ledger {
            counts: self.counts(),
            messages: messages
                .map(|(id, seen)| (id.clone(), seen.accepted))
                .collect(),
            declarations: conversations
                .into_iter()
                .filter_map(|(key, conversation)| self.entry(key, conversation))
                .collect(),
        }
    }

    /// The declaration of an LRN.
    pub(crate) fn declaration(&self, lrn: &str) -> Option<DeclarationEntry> {
        let mut named = self.conversations.iter().filter(|(key, _)| key.name == lrn);
        named.find_map(|(key, conversation)| self.entry(key, conversation))
    }

    /// What the ledger tells of a conversation, if it is about a declaration.
    fn entry(&self, key: &Key, conversation: &Conversation) -> Option<DeclarationEntry> {
        let declaration = conversation.declaration.as_ref()?;
        let mrn = declaration
            .is_mrn_allocated
            .then(|| declaration.mrn.clone());
        let document = declaration.document.as_ref();
        let is_held = self.keep_transcripts && declaration.status != Status::Rejected;
        let document = document.filter(|_| is_held);
        Some(DeclarationEntry {
            system: self.system.code().to_owned(),
            sender: key.sender.clone(),
            lrn: key.name.clone(),
            mrn,
            status: declaration.status,
            standing: Some(declaration.standing).filter(|standing| !standing.is_empty()),
            document: document.map(|known| String::from_utf8_lossy(&known.body).into_owned()),
            transcript: conversation.transcript.clone(),
        })
    }
}

/// Whether an answer would be passed on to somebody who cannot be reached.
fn is_for_nobody(work: &Work, known: &HashSet<String>) -> bool {
    let Work::Post(draft) = work else {
        return false;
    };
    draft.answer.is_forwarded && !draft.is_forced && !known.contains(&draft.recipient)
}

fn received_line(origin: &Origin) -> TranscriptLine {
    TranscriptLine {
        direction: Direction::FromTrader,
        trader: origin.sender.clone(),
        message: origin.message.clone(),
        message_identification: origin.identification.clone(),
        body: String::from_utf8_lossy(&origin.body).into_owned(),
    }
}

/// A reception that fails on purpose.
fn failure(markers: &Markers, seen: Seen) -> Option<Reaction> {
    let time = seen.failed + 1;
    if markers.applies(Marker::Refuse, time) {
        return Some(Reaction::HangUp);
    }
    markers
        .applies(Marker::Error500, time)
        .then_some(Reaction::Fail)
}
