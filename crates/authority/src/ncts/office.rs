//! Who takes a message in, and what happens to it? The office: it tells repetitions, finds the
//! conversation, asks the course, and hands the message to the file of its kind.

use std::collections::HashMap;
use std::slice;
use std::sync::Arc;

use super::answer::{Answer, Detail, Outgoing, Problem, Work};
use super::checks::Inspection;
use super::conversation::{Conversation, Key};
use super::origin::Origin;
use super::{Status, amendment, invalidation, lodging, messages, presentation};
use crate::ledger::{Counts, DeclarationEntry, Direction, Ledger, TranscriptLine};
use crate::marker::{Marker, Markers};
use crate::script::{Case, Course, Script, Word};

/// The code of a message that does not fit the standing of its declaration (CL180).
const OUT_OF_SEQUENCE: &str = "92";

/// All conversations of an authority.
#[derive(Debug)]
pub(crate) struct Office {
    seed: u64,
    script: Script,
    keep_transcripts: bool,
    conversations: HashMap<Key, Conversation>,
    by_mrn: HashMap<(String, String), String>,
    messages: HashMap<String, Reception>,
    pub(crate) counts: Counts,
}

/// How often a message identification came.
#[derive(Clone, Copy, Debug, Default)]
struct Reception {
    failed: u32,
    accepted: u32,
}

/// What the trader is told at once.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reaction {
    /// The message is here; somebody must work on the conversation, if one is named.
    Received(Option<Key>),
    /// The message was here before.
    Duplicate,
    /// The server has an error.
    Fail,
    /// The connection closes.
    HangUp,
}

impl Office {
    pub(crate) fn new(seed: u64, script: Script, keep_transcripts: bool) -> Office {
        Office {
            seed,
            script,
            keep_transcripts,
            conversations: HashMap::new(),
            by_mrn: HashMap::new(),
            messages: HashMap::new(),
            counts: Counts::default(),
        }
    }

    /// Takes a message in.
    pub(crate) fn receive(&mut self, origin: &Arc<Origin>, inspection: Inspection) -> Reaction {
        let known = self.messages.get(&origin.identification);
        let reception = known.copied().unwrap_or_default();
        if reception.accepted > 0 {
            self.register(origin, reception);
            self.counts.duplicates += 1;
            return Reaction::Duplicate;
        }
        let key = self.key(origin);
        let course = self.course(origin, &key);
        if let Some(failure) = failure(&course.markers, reception) {
            let failed = reception.failed + 1;
            let reception = Reception {
                failed,
                accepted: 0,
            };
            self.messages
                .insert(origin.identification.clone(), reception);
            self.counts.failed += 1;
            return failure;
        }
        self.register(origin, reception);
        self.counts.distinct += 1;
        self.react(origin, &key, course, inspection);
        Reaction::Received(self.wake(key))
    }

    fn register(&mut self, origin: &Origin, mut reception: Reception) {
        reception.accepted += 1;
        self.messages
            .insert(origin.identification.clone(), reception);
        self.counts.received += 1;
    }

    /// The conversation that a message belongs to, or its own.
    fn key(&self, origin: &Origin) -> Key {
        let sender = origin.sender.clone();
        let by_mrn = || {
            let mrn = origin.mrn.clone()?;
            self.by_mrn.get(&(sender.clone(), mrn)).cloned()
        };
        let is_declaration = origin.message == "CC015C";
        let name = if origin.lrn.is_empty() {
            by_mrn()
        } else {
            Some(origin.lrn.clone())
        };
        let name = name.unwrap_or_else(|| format!("message {}", origin.identification));
        let key = Key { sender, name };
        if is_declaration || self.conversations.contains_key(&key) {
            return key;
        }
        Key {
            name: format!("message {}", origin.identification),
            ..key
        }
    }

    fn course(&self, origin: &Origin, key: &Key) -> Course {
        let conversation = self.conversations.get(key);
        self.script.course(&Case {
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
        match objection(conversation, origin, inspection) {
            // Without an LRN there is no declaration to remember.
            Some(answer) if origin.message == "CC015C" && !origin.lrn.is_empty() => {
                lodging::reject(conversation, origin, answer, self.seed);
            }
            Some(answer) => conversation.say_first(origin, answer),
            None => answer(conversation, origin, course, self.seed),
        }
        conversation.count(&origin.message);
        if is_about_a_declaration(origin) {
            conversation.last_asked = Some(Arc::clone(origin));
        }
        if let Some(declaration) = &conversation.declaration {
            let mrn = (key.sender.clone(), declaration.mrn.clone());
            self.by_mrn.entry(mrn).or_insert_with(|| key.name.clone());
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
        if let Some(work) = conversation.next(key, self.seed) {
            return Some(work);
        }
        conversation.is_working = false;
        self.counts.outstanding -= 1;
        if self.keep_transcripts {
            return None;
        }
        conversation.forget_document();
        if conversation.declaration.is_none() {
            self.conversations.remove(key);
        }
        None
    }

    /// Notes an answer in the transcript when its turn has come.
    pub(crate) fn note(&mut self, key: &Key, outgoing: &Outgoing) {
        if !self.keep_transcripts {
            return;
        }
        if let Some(conversation) = self.conversations.get_mut(key) {
            conversation.transcript.push(TranscriptLine {
                direction: Direction::ToTrader,
                message: outgoing.message.to_owned(),
                message_identification: outgoing.identification.clone(),
                body: String::from_utf8_lossy(&outgoing.body).into_owned(),
            });
        }
    }

    /// Lets the authority say more about a declaration, without being asked by the trader.
    pub(crate) fn tell(&mut self, lrn: &str, words: &[Word]) -> Result<Option<Key>, String> {
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
        let course = Course::of(words);
        let Some(steps) = course.steps else {
            return Err("name at least one message, such as CC029C".to_owned());
        };
        for step in &steps {
            let asked = step.kind().map(|kind| conversation.asked(kind, &document));
            let origin = asked.unwrap_or_else(|| Arc::clone(&document));
            let acts = lodging::scripted(slice::from_ref(step), &course.markers, &origin);
            conversation.plan(&origin, acts);
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
            sender: key.sender.clone(),
            lrn: key.name.clone(),
            mrn,
            status: declaration.status,
            document: document.map(|known| String::from_utf8_lossy(&known.body).into_owned()),
            transcript: conversation.transcript.clone(),
        })
    }
}

fn received_line(origin: &Origin) -> TranscriptLine {
    TranscriptLine {
        direction: Direction::FromTrader,
        message: origin.message.clone(),
        message_identification: origin.identification.clone(),
        body: String::from_utf8_lossy(&origin.body).into_owned(),
    }
}

/// A reception that fails on purpose.
fn failure(markers: &Markers, reception: Reception) -> Option<Reaction> {
    let time = reception.failed + 1;
    if markers.applies(Marker::Refuse, time) {
        return Some(Reaction::HangUp);
    }
    markers
        .applies(Marker::Error500, time)
        .then_some(Reaction::Fail)
}

/// Whether a message is one of those that the authority takes up.
fn is_about_a_declaration(origin: &Origin) -> bool {
    let message = origin.message.as_str();
    matches!(message, "CC013C" | "CC014C" | "CC015C" | "CC170C")
}

/// What stands against taking a message up: its form, its reference, its content.
fn objection(
    conversation: &Conversation,
    origin: &Origin,
    inspection: Inspection,
) -> Option<Answer> {
    if !inspection.violations.is_empty() {
        return Some(Answer::xml_errors(inspection.violations));
    }
    if !is_about_a_declaration(origin) {
        return Some(unknown_message(origin));
    }
    if origin.message != "CC015C" && conversation.declaration.is_none() {
        return Some(unknown_reference(origin));
    }
    let problems = inspection.problems;
    (!problems.is_empty()).then(|| Answer::rejection(problems))
}

/// Answers a message that nothing stands against.
fn answer(conversation: &mut Conversation, origin: &Arc<Origin>, course: Course, seed: u64) {
    if origin.message == "CC015C" {
        return lodging::react(conversation, origin, course, seed);
    }
    if let Some(steps) = &course.steps {
        let acts = lodging::scripted(steps, &course.markers, origin);
        return conversation.plan(origin, acts);
    }
    if is_met_with_silence(conversation, origin, &course.markers) {
        return amendment::keep(conversation, origin);
    }
    match origin.message.as_str() {
        "CC013C" => amendment::react(conversation, origin, &course.markers),
        "CC014C" => invalidation::react(conversation, origin, &course.markers),
        "CC170C" => presentation::react(conversation, origin),
        // Other messages met an objection before.
        _ => {}
    }
}

/// Whether nothing is said to a message that follows a declaration.
fn is_met_with_silence(conversation: &Conversation, origin: &Origin, own: &Markers) -> bool {
    let marker = match origin.message.as_str() {
        "CC013C" => Marker::Silent013,
        "CC014C" => Marker::Silent014,
        "CC170C" => Marker::Silent170,
        _ => Marker::Silent,
    };
    let declaration = conversation.declaration.as_ref();
    own.has(Marker::Silent)
        || own.has(marker)
        || declaration.is_some_and(|known| known.markers().has(marker))
}

/// The rejection of a message that comes too early or too late.
pub(crate) fn out_of_sequence(origin: &Origin) -> Answer {
    Answer::rejection(vec![Problem {
        pointer: format!("/{}", origin.message),
        code: OUT_OF_SEQUENCE,
        reason: "N/A",
        value: None,
    }])
}

fn unknown_reference(origin: &Origin) -> Answer {
    let (element, value) = match &origin.mrn {
        Some(mrn) => ("MRN", mrn.clone()),
        None => ("LRN", origin.lrn.clone()),
    };
    Answer::rejection(vec![Problem {
        pointer: format!("/{}/TransitOperation/{element}", origin.message),
        code: "90",
        reason: "N/A",
        value: Some(value).filter(|value| !value.is_empty()),
    }])
}

fn unknown_message(origin: &Origin) -> Answer {
    Answer {
        kind: &messages::cc906c::KIND,
        detail: Detail::Problems(vec![Problem {
            pointer: format!("/{}/messageType", origin.message),
            code: "12",
            reason: "CL060",
            value: Some(origin.message.clone()),
        }]),
    }
}
