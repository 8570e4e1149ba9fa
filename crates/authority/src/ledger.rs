//! What has the authority seen? The ledger: counts, messages and declarations, for tests and for
//! other processes that compare it with the trader's books.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::status::Status;

/// All that the authority has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// How many messages came and went.
    pub counts: Counts,
    /// How often each message identification was accepted; more than once is a duplicate.
    pub messages: BTreeMap<String, u32>,
    /// The declarations, by sender and LRN.
    pub declarations: Vec<DeclarationEntry>,
}

/// Counts since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Messages answered with 202.
    pub received: u64,
    /// Among them, different message identifications.
    pub distinct: u64,
    /// Among them, repetitions of a message identification.
    pub duplicates: u64,
    /// Messages answered with 400.
    pub malformed: u64,
    /// Calls answered with 401.
    pub unauthorized: u64,
    /// Receptions failed on purpose, by a marker.
    pub failed: u64,
    /// Answers that reached the trader.
    pub delivered: u64,
    /// Attempts to deliver that will be repeated.
    pub retried: u64,
    /// Answers the trader refused for good.
    pub refused: u64,
    /// Conversations with answers still to be delivered.
    pub outstanding: u64,
    /// How many declarations stand where.
    pub declarations_by_status: BTreeMap<Status, u64>,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.received += other.received;
        self.distinct += other.distinct;
        self.duplicates += other.duplicates;
        self.malformed += other.malformed;
        self.unauthorized += other.unauthorized;
        self.failed += other.failed;
        self.delivered += other.delivered;
        self.retried += other.retried;
        self.refused += other.refused;
        self.outstanding += other.outstanding;
        for (status, count) in other.declarations_by_status {
            *self.declarations_by_status.entry(status).or_default() += count;
        }
    }
}

/// What is known of one declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationEntry {
    /// The customs system, such as `ncts`.
    pub system: String,
    /// Who lodged it: in NCTS the `messageSender`.
    pub sender: String,
    /// The local reference number (LRN) that the trader gave.
    pub lrn: String,
    /// The MRN or ARC, once allocated.
    pub mrn: Option<String>,
    /// Where it stands at the authority.
    pub status: Status,
    /// The same in the words of its system, where those are richer: in EMCS a code such as `X04`.
    pub standing: Option<&'static str>,
    /// What the authority has as the declaration now, if transcripts are kept: as it was lodged, or
    /// as it was amended last; nothing once it is rejected.
    pub document: Option<String>,
    /// The conversation, if transcripts are kept.
    pub transcript: Vec<TranscriptLine>,
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TranscriptLine {
    /// Who sent the message.
    pub direction: Direction,
    /// The trader who sent it, as far as it says, or whom it is for.
    pub trader: String,
    /// The message type, as its system calls it.
    pub message: String,
    /// The identification that the message bears.
    pub message_identification: String,
    /// The message, as it was sent.
    pub body: String,
}

/// Who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// From the trader to the authority.
    FromTrader,
    /// From the authority to the trader.
    ToTrader,
}

impl Ledger {
    /// Adds what another system has seen.
    pub(crate) fn add(&mut self, other: Ledger) {
        self.counts.add(other.counts);
        self.messages.extend(other.messages);
        self.declarations.extend(other.declarations);
    }

    /// The declaration with an LRN; the first sender's if several use it.
    #[must_use]
    pub fn declaration(&self, lrn: &str) -> Option<&DeclarationEntry> {
        self.declarations.iter().find(|entry| entry.lrn == lrn)
    }
}
