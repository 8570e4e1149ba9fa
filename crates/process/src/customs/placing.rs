//! Where a message of customs belongs, and which messages are applied together.

use std::collections::{BTreeMap, BTreeSet};

use cas_gateway::{Decoded, Inbound};
use cas_model::ids::{DeclarationId, MessageId};
use cas_model::record::MessageRecord;

use super::numbers::{Belongs, KnownNumbers, words};
use super::telling::Telling;
use crate::unit_of_work::NewId;

/// Why a message that says nothing has no place.
const UNCLEAR: &str = "it speaks of no declaration";

/// A message in hand, and what becomes of each thing that it says.
#[derive(Debug)]
pub struct PlacedMessage {
    /// The message as it was received and stored.
    pub message: MessageRecord,
    /// The first thing that it says, or the last one that is placed: what it is called by.
    pub called: Option<Inbound>,
    /// What it says that is new, of which declaration.
    pub says: Vec<(DeclarationId, Inbound)>,
    /// What of it is told for the first time.
    pub told: Vec<Telling>,
    /// The messages that told the rest before; this one where it was read in part.
    pub repeats: BTreeSet<MessageId>,
    /// What is not placed, and why.
    pub left: Vec<Left>,
}

/// Something that a message says and that moves no declaration, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// Its numbers are of no declaration that is known, yet.
    Unmatched(String),
    /// Its numbers contradict each other or what is known.
    Contradicted(String),
    /// It cannot be read.
    Unread(String),
}

impl PlacedMessage {
    /// A message of which nothing is placed yet.
    #[must_use]
    pub fn new(message: MessageRecord) -> Self {
        Self {
            message,
            called: None,
            says: Vec::new(),
            told: Vec::new(),
            repeats: BTreeSet::new(),
            left: Vec::new(),
        }
    }

    fn is_empty(&self) -> bool {
        self.says.is_empty() && self.repeats.is_empty() && self.left.is_empty()
    }

    fn add(&mut self, ids: &dyn NewId, known: &mut KnownNumbers, inbound: Inbound) {
        let conversation = self.message.conversation.as_deref();
        let telling = Telling::from_message(&inbound, conversation);
        if let Some(before) = telling.as_ref().and_then(|telling| known.teller(telling)) {
            self.repeats.insert(before);
            return;
        }
        let mut declarations = match known.belongs_by_all(self.message.id, &inbound, conversation) {
            Belongs::To(declarations) => declarations,
            Belongs::ToNobody => Vec::new(),
            Belongs::Unsure(why) => {
                let text = format!("{}: {why}", inbound.message_type);
                self.left.push(Left::Unmatched(text));
                return;
            }
            Belongs::Contradicted(why) => {
                let text = format!("{}: {why}", inbound.message_type);
                self.left.push(Left::Contradicted(text));
                return;
            }
        };
        declarations.extend(known.open(ids, &inbound, self.message.id, &declarations));
        if declarations.is_empty() {
            let told = words(&inbound, conversation);
            let text = format!("{} tells {told}: none is known here", inbound.message_type);
            self.left.push(Left::Unmatched(text));
            return;
        }
        if let Some(telling) = telling {
            known.record_telling(telling.clone(), self.message.id);
            self.told.push(telling);
        }
        for declaration in declarations {
            known.learn(declaration, &inbound);
            self.says.push((declaration, inbound.clone()));
        }
        self.called = Some(inbound);
    }
}

/// Where each thing that a message says belongs, by its numbers; what is placed is noted as told.
pub fn place_message(
    ids: &dyn NewId,
    known: &mut KnownNumbers,
    message: MessageRecord,
    decoded: Decoded,
) -> PlacedMessage {
    let Decoded { said, unread } = decoded;
    let mut placed = PlacedMessage::new(message);
    placed.called = said.first().cloned();
    for inbound in said {
        placed.add(ids, known, inbound);
    }
    let unread = unread.iter().map(|error| Left::Unread(error.to_string()));
    placed.left.extend(unread);
    if placed.is_empty() {
        placed.left.push(Left::Unread(UNCLEAR.to_owned()));
    }
    placed
}

/// Messages that speak of the same declarations together, in the order they were received: each
/// cluster is committed whole.
#[must_use]
pub fn clusters(reads: Vec<PlacedMessage>) -> Vec<Vec<PlacedMessage>> {
    let mut clusters: Vec<Vec<(usize, PlacedMessage)>> = Vec::new();
    let mut of: BTreeMap<DeclarationId, usize> = BTreeMap::new();
    for (position, read) in reads.into_iter().enumerate() {
        let ids: BTreeSet<DeclarationId> = read.says.iter().map(|(id, _)| *id).collect();
        let touched: BTreeSet<usize> = ids.iter().filter_map(|id| of.get(id).copied()).collect();
        let home = touched.first().copied().unwrap_or(clusters.len());
        if home == clusters.len() {
            clusters.push(Vec::new());
        }
        for other in touched.into_iter().skip(1) {
            let moved = std::mem::take(&mut clusters[other]);
            clusters[home].extend(moved);
            of.values_mut()
                .filter(|cluster| **cluster == other)
                .for_each(|cluster| *cluster = home);
        }
        of.extend(ids.into_iter().map(|id| (id, home)));
        clusters[home].push((position, read));
    }
    clusters.retain(|cluster| !cluster.is_empty());
    for cluster in &mut clusters {
        cluster.sort_by_key(|(position, _)| *position);
    }
    let reads = clusters.into_iter();
    reads
        .map(|cluster| cluster.into_iter().map(|(_, read)| read).collect())
        .collect()
}
