//! Where a message of customs belongs, and which messages are applied together.

use std::collections::{BTreeMap, BTreeSet};

use cas_gateway::Inbound;
use cas_model::ids::DeclarationId;
use cas_model::record::MessageRow;

use super::matching::KnownNumbers;
use crate::unit_of_work::NewId;

/// A message in hand, and all that it says of which declarations.
#[derive(Debug)]
pub struct PlacedMessage {
    /// The message as it was received and stored.
    pub message: MessageRow,
    /// What it says, of which declaration.
    pub says: Vec<(DeclarationId, Inbound)>,
}

/// Where a message belongs.
#[derive(Debug)]
pub enum Placing {
    /// To declarations, with what of it is new.
    Declarations(Vec<(DeclarationId, Inbound)>),
    /// All of it was read before.
    Duplicate(Inbound),
    /// To no declaration that is known, or not all of it.
    Unmatched(Inbound),
    /// To nothing: it was read, and says nothing.
    Empty,
}

/// Where a message belongs by its numbers; notes that it is being read.
pub fn place(
    ids: &dyn NewId,
    known: &mut KnownNumbers,
    message: &MessageRow,
    mut said: Vec<Inbound>,
) -> Placing {
    let Some(first) = said.first().cloned() else {
        return Placing::Empty;
    };
    said.retain(|inbound| !known.is_repetition(inbound, message.id));
    if said.is_empty() {
        return Placing::Duplicate(first);
    }
    let conversation = message.conversation.as_deref();
    let found: Option<Vec<(DeclarationId, Inbound)>> = said
        .into_iter()
        .map(|inbound| {
            let known_as = known.declaration_of(&inbound, conversation);
            let id = known_as.or_else(|| known.open(ids, &inbound, message.id))?;
            Some((id, inbound))
        })
        .collect();
    match found {
        Some(says) => Placing::Declarations(says),
        None => Placing::Unmatched(first),
    }
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
