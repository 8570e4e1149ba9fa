//! Whose is a message of customs, by all the numbers that it tells?
//!
//! Each number leads to the declarations that hold it, and together they must lead to the same
//! one: a number that is not known leads nowhere and says nothing against it, a number that another
//! declaration holds, or that is another than this declaration's, contradicts. What is contradicted
//! is nobody's; whoever asked says so in words. The table of numbers is [`NUMBERS`].
//!
//! A movement of goods between two places of one tenant is held twice under its number: as it was
//! sent, and as it comes. What is told of the number is told of both.
//!
//! A number that one message of a batch brings counts for the next: customs' messages come close
//! together. A message that no number leads anywhere may open a declaration (see
//! [`begin`](super::begin)).

mod rows;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use cas_gateway::{Inbound, Opening};
use cas_model::declaration::Side;
use cas_model::ids::{DeclarationId, MessageId};
use cas_model::record::DeclarationRecord;

pub use self::rows::words;
use self::rows::{NUMBERS, Number, Told, told};
use super::telling::Telling;
use crate::unit_of_work::NewId;

/// A message of ours that customs may answer: which it is, and the declaration that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnMessage {
    /// The message as it was stored.
    pub id: MessageId,
    /// Its declaration; none for a message that asks about many.
    pub declaration: Option<DeclarationId>,
}

/// Numbers of one tenant and system, and the declarations they belong to.
#[derive(Debug, Default)]
pub struct KnownNumbers {
    /// Our messages that began conversations, by the conversations' names.
    pub conversations: HashMap<String, OwnMessage>,
    /// Our messages, by their identifiers.
    pub own: HashMap<String, OwnMessage>,
    told: HashMap<Telling, MessageId>,
    assigned: HashMap<MessageId, DeclarationId>,
    holders: HashMap<DeclarationId, Holder>,
    by_number: HashMap<(Number, String), BTreeSet<DeclarationId>>,
    opened: HashMap<DeclarationId, Opened>,
}

/// A declaration, by the numbers that it holds.
#[derive(Clone, Debug)]
struct Holder {
    side: Side,
    /// Whether customs was ever told of it, or told us.
    is_lodged: bool,
    /// Customs' numbers of earlier lodgements, which it rejected.
    former: Vec<String>,
    numbers: HashMap<Number, String>,
}

/// How a declaration begins that nobody here made.
#[derive(Debug)]
pub struct Opened {
    /// What customs tells of it.
    pub opening: Opening,
    /// The excise system's number.
    pub arc: String,
    /// Whether it is a part of what we sent, or comes to us.
    pub side: Side,
    /// The message that tells.
    pub message: MessageId,
    /// The declaration it was split from, where that is one of ours.
    pub parent: Option<DeclarationId>,
}

/// Whose a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// To this declaration, or to the two sides of one movement.
    To(Vec<DeclarationId>),
    /// To none that is known.
    ToNobody,
    /// Perhaps to this one, which waits for a number, and perhaps to somebody else: why, in words.
    Unsure(String),
    /// To none, since its numbers contradict each other or what is known: how, in words.
    Contradicted(String),
}

/// A number that was told, and the declarations that it leads to.
struct Led<'m> {
    by: &'m Told<'m>,
    to: BTreeSet<DeclarationId>,
}

/// Takes out the sender's own number where the sender is somebody else: it is unique for them.
fn take_foreign_lrn<'m>(message: &Inbound, told: &mut Vec<Told<'m>>) -> Option<Told<'m>> {
    let opening = message.opening.as_ref()?;
    if opening.own_sides?.is_sender {
        return None;
    }
    let is_lrn = |told: &Told<'_>| told.row.number == Number::Lrn;
    let position = told.iter().position(is_lrn)?;
    Some(told.remove(position))
}

/// Customs' numbers of what it rejected; where it has given another since, that one says it all.
fn former_numbers(row: &DeclarationRecord) -> Vec<String> {
    let facts = row.mrn.is_none().then(|| row.facts.get());
    facts
        .and_then(Result::ok)
        .map(|facts| facts.former_mrns)
        .unwrap_or_default()
}

/// The sides of a movement that customs tells of on which it has no declaration yet. What comes to
/// us is known by nothing but what customs tells; what we sent we made, unless it was sent by
/// other means.
fn sides_to_open(opening: &Opening, held: &BTreeSet<Side>) -> Vec<Side> {
    let (is_sent, comes) = match (opening.own_sides, &opening.split_from) {
        (Some(own), _) => (own.is_sender, own.is_receiver),
        (None, split_from) => (split_from.is_some(), false),
    };
    let mut sides = Vec::new();
    if held.is_empty() && is_sent {
        sides.push(Side::Sent);
    }
    // Who is told of a movement is on one of its sides.
    if !held.contains(&Side::Received) && (comes || (held.is_empty() && !is_sent)) {
        sides.push(Side::Received);
    }
    sides
}

impl KnownNumbers {
    /// Adds a declaration with the numbers that it holds.
    pub fn hold(&mut self, row: &DeclarationRecord) {
        let holder = Holder {
            side: row.side,
            is_lodged: row.lodged_revision.is_some(),
            former: former_numbers(row),
            numbers: HashMap::new(),
        };
        self.holders.insert(row.id, holder);
        for number in NUMBERS {
            if let Some(value) = (number.held)(row) {
                self.assign(row.id, number.number, value);
            }
        }
    }

    /// Gives a number to a declaration that has none of the kind, and finds it by that.
    fn assign(&mut self, id: DeclarationId, number: Number, value: &str) {
        let Some(holder) = self.holders.get_mut(&id) else {
            return;
        };
        if let Entry::Vacant(unknown) = holder.numbers.entry(number) {
            unknown.insert(value.to_owned());
            let holders = self.by_number.entry((number, value.to_owned()));
            holders.or_default().insert(id);
        }
    }

    /// Whose a message is that came in a conversation or in none.
    #[must_use]
    pub fn belongs(&self, message: &Inbound, conversation: Option<&str>) -> Belongs {
        let mut told = told(message, conversation);
        if message.correlation.is_one_of_several {
            self.keep_of_entry(&mut told);
        }
        let foreign = take_foreign_lrn(message, &mut told);
        let led: Vec<Led<'_>> = told
            .iter()
            .map(|number| Led {
                by: number,
                to: self.holders_of(number, &told),
            })
            .filter(|led| !led.to.is_empty())
            .collect();
        let Some((first, rest)) = led.split_first() else {
            return foreign.map_or(Belongs::ToNobody, |lrn| self.of_foreign_sender(&lrn));
        };
        let mut common = first.to.clone();
        for other in rest {
            common.retain(|id| other.to.contains(id));
            if common.is_empty() {
                return Belongs::Contradicted(self.of_different(first, other));
            }
        }
        let against = |id: &DeclarationId| self.against(*id, &told);
        if let Some(why) = common.iter().map(against).collect::<Option<Vec<String>>>() {
            return Belongs::Contradicted(why.join("; "));
        }
        common.retain(|id| against(id).is_none());
        if message.errors.is_empty() {
            common.extend(self.other_sides(&common, &told));
        }
        self.of_each_side(&first.by.words(), common)
    }

    /// Adds what a person says a message is about.
    pub fn assign_message(&mut self, message: MessageId, to: &DeclarationRecord) {
        self.hold(to);
        self.assigned.insert(message, to.id);
    }

    /// Whose something is that a message says: by its numbers, and where they lead to nobody by
    /// what a person says the message is about, unless what is known speaks against that.
    #[must_use]
    pub fn belongs_by_all(
        &self,
        id: MessageId,
        message: &Inbound,
        conversation: Option<&str>,
    ) -> Belongs {
        let by_numbers = self.belongs(message, conversation);
        match (self.assigned.get(&id), by_numbers) {
            (Some(assigned), Belongs::ToNobody | Belongs::Unsure(_)) => {
                let against = self.against(*assigned, &told(message, conversation));
                against.map_or_else(|| Belongs::To(vec![*assigned]), Belongs::Contradicted)
            }
            (_, by_numbers) => by_numbers,
        }
    }

    /// What customs says of a movement is told of both its sides, even in answer to what one of
    /// them said; only what it refuses is of that one alone.
    fn other_sides(&self, of: &BTreeSet<DeclarationId>, told: &[Told<'_>]) -> Vec<DeclarationId> {
        let arc = told.iter().find(|told| told.row.number == Number::Arc);
        let holders = arc.map(|arc| self.holding(arc)).unwrap_or_default();
        let sides: BTreeSet<Side> = of.iter().filter_map(|id| self.side_of(*id)).collect();
        let is_other = |id: &DeclarationId| {
            let side = self.side_of(*id);
            side.is_some_and(|side| !sides.contains(&side)) && self.against(*id, told).is_none()
        };
        match of.is_subset(&holders) {
            true => holders.into_iter().filter(is_other).collect(),
            false => Vec::new(),
        }
    }

    /// What another sender numbered as we numbered ours begins here like any other, unless ours is
    /// still without customs' number: then the connection may lack a number of ours.
    fn of_foreign_sender(&self, lrn: &Told<'_>) -> Belongs {
        let waits = |id: &DeclarationId| {
            let holder = self.holders.get(id);
            holder.is_some_and(|holder| {
                let has_arc = holder.numbers.contains_key(&Number::Arc);
                holder.side == Side::Sent && holder.is_lodged && !has_arc
            })
        };
        let waiting = self.holding(lrn).into_iter().find(waits);
        waiting.map_or(Belongs::ToNobody, |id| {
            let (lrn, ours) = (lrn.words(), self.name(id));
            Belongs::Unsure(format!(
                "{lrn} is of {ours}, which waits for its ARC, and the connection does not name the \
                 consignor as ours"
            ))
        })
    }

    /// Of several consignments that are told of in one conversation, one that is known here is its own
    /// declaration's; another is of whoever the conversation is with.
    fn keep_of_entry(&self, told: &mut Vec<Told>) {
        let is_held = |told: &Told<'_>| told.row.names_entries && !self.holding(told).is_empty();
        let is_known = told.iter().any(is_held);
        told.retain(|told| told.row.names_entries == is_known);
    }

    /// The declarations that a number leads to. The sender's number is unique for the sender only:
    /// it leads to what comes to us where customs' number is not told.
    fn holders_of(&self, told: &Told<'_>, all: &[Told<'_>]) -> BTreeSet<DeclarationId> {
        let own = |messages: &HashMap<String, OwnMessage>| {
            let message = messages.get(told.value);
            let declaration = message.and_then(|message| message.declaration);
            declaration.into_iter().collect()
        };
        match told.row.number {
            Number::Conversation => own(&self.conversations),
            Number::Identifier => own(&self.own),
            Number::Lrn if all.iter().any(|other| other.row.binds_receiver) => {
                let mut holders = self.holding(told);
                holders.retain(|id| self.side_of(*id) == Some(Side::Sent));
                holders
            }
            Number::Lrn | Number::Mrn | Number::Arc | Number::Consignment => self.holding(told),
        }
    }

    fn holding(&self, told: &Told<'_>) -> BTreeSet<DeclarationId> {
        let key = (told.row.number, told.value.to_owned());
        self.by_number.get(&key).cloned().unwrap_or_default()
    }

    fn side_of(&self, id: DeclarationId) -> Option<Side> {
        self.holders.get(&id).map(|holder| holder.side)
    }

    /// What of the numbers that were told speaks against a declaration, in words.
    fn against(&self, id: DeclarationId, told: &[Told]) -> Option<String> {
        let holder = self.holders.get(&id)?;
        if !holder.is_lodged {
            return Some(format!("nothing was sent of {}", self.name(id)));
        }
        told.iter().find_map(|number| {
            if holder.former.iter().any(|former| former == number.value) {
                let words = number.words();
                return Some(format!(
                    "{words} is of what customs rejected of {}",
                    self.name(id)
                ));
            }
            let binds = holder.side == Side::Sent || number.row.binds_receiver;
            // Some customs name what they answer by the number of our message.
            let is_own = number.row.number == Number::Lrn && self.own.contains_key(number.value);
            let held = holder.numbers.get(&number.row.number)?;
            (binds && !is_own && held != number.value).then(|| {
                let name = number.row.name;
                format!("{} has {name} {held}, not {}", self.name(id), number.value)
            })
        })
    }

    fn of_different(&self, one: &Led<'_>, other: &Led<'_>) -> String {
        let words = |led: &Led<'_>| format!("{} is of {}", led.by.words(), self.names(&led.to));
        format!("{}, and {}", words(one), words(other))
    }

    /// The declarations that a message is about: at most one of each side.
    fn of_each_side(&self, told: &str, ids: BTreeSet<DeclarationId>) -> Belongs {
        let sides = ids.iter().filter_map(|id| self.side_of(*id));
        let sides: BTreeSet<Side> = sides.collect();
        if sides.len() < ids.len() {
            let why = format!("{told} is of {}", self.names(&ids));
            return Belongs::Contradicted(why);
        }
        Belongs::To(ids.into_iter().collect())
    }

    fn names(&self, ids: &BTreeSet<DeclarationId>) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.name(*id)).collect();
        names.join(" and of ")
    }

    fn name(&self, id: DeclarationId) -> String {
        let holder = self.holders.get(&id);
        let lrn = holder.and_then(|holder| holder.numbers.get(&Number::Lrn));
        match lrn {
            Some(lrn) => format!("declaration {lrn}"),
            None => format!("declaration {id}"),
        }
    }

    /// Learns the numbers that a message gives to a declaration.
    pub fn learn(&mut self, id: DeclarationId, message: &Inbound) {
        let given = [
            (Number::Mrn, &message.facts.mrn),
            (Number::Arc, &message.facts.arc),
        ];
        for (number, value) in given {
            if let Some(value) = value {
                self.assign(id, number, value);
            }
        }
    }

    /// Begins the declarations that a message tells of and that none of these holds: one for each
    /// side that we are on. Later messages find them.
    pub fn open(
        &mut self,
        ids: &dyn NewId,
        message: &Inbound,
        id: MessageId,
        held: &[DeclarationId],
    ) -> Vec<DeclarationId> {
        let opening = message.opening.as_ref();
        let Some((opening, arc)) = opening.zip(message.facts.arc.as_ref()) else {
            return Vec::new();
        };
        let split_from = opening.split_from.clone();
        let parent = split_from.and_then(|arc| self.sent_under(arc));
        let held: BTreeSet<Side> = held.iter().filter_map(|id| self.side_of(*id)).collect();
        let mut opened = Vec::new();
        for side in sides_to_open(opening, &held) {
            let declaration = DeclarationId(ids.next());
            let holder = Holder {
                side,
                is_lodged: true,
                former: Vec::new(),
                numbers: HashMap::new(),
            };
            self.holders.insert(declaration, holder);
            self.assign(declaration, Number::Lrn, &opening.lrn);
            self.assign(declaration, Number::Arc, arc);
            let how = Opened {
                opening: opening.clone(),
                arc: arc.clone(),
                side,
                message: id,
                parent: parent.filter(|_| side == Side::Sent),
            };
            self.opened.insert(declaration, how);
            opened.push(declaration);
        }
        opened
    }

    /// The movement of ours under a number: the one that was sent, where it comes to us too.
    fn sent_under(&self, arc: String) -> Option<DeclarationId> {
        let holders = self.by_number.get(&(Number::Arc, arc))?;
        let is_sent = |id: &&DeclarationId| self.side_of(**id) == Some(Side::Sent);
        holders
            .iter()
            .find(is_sent)
            .or_else(|| holders.first())
            .copied()
    }

    /// How a declaration begins that a message of this batch tells of.
    #[must_use]
    pub fn opened(&self, declaration: DeclarationId) -> Option<&Opened> {
        self.opened.get(&declaration)
    }

    /// The message of ours that a message says it answers, or that began its conversation.
    #[must_use]
    pub fn answered(&self, message: &Inbound, conversation: Option<&str>) -> Option<MessageId> {
        let identifier = message.correlation.correlation_identifier.as_ref();
        let named = identifier.and_then(|identifier| self.own.get(identifier));
        let begun = || self.conversations.get(conversation?);
        named.or_else(begun).map(|own| own.id)
    }

    /// The message that told this before.
    #[must_use]
    pub fn teller(&self, telling: &Telling) -> Option<MessageId> {
        self.told.get(telling).copied()
    }

    /// Notes that a message tells this.
    pub fn record_telling(&mut self, telling: Telling, id: MessageId) {
        self.told.insert(telling, id);
    }
}
