//! What an answer of customs changes: facts, errors, status, what customs has.

use std::collections::{BTreeMap, HashMap};

use cas_gateway::{Answer, Ends, Inbound};
use cas_model::declaration::Notice;
use cas_model::finding::{Finding, Source};
use cas_model::ids::{DeclarationId, MessageId};
use cas_model::lifecycle::{Event, Status};
use cas_model::record::{Carrier, MessageRecord, ToldRecord};

use super::numbers::KnownNumbers;
use super::placing::PlacedMessage;
use super::unplaced::{MatchAgain, settle};
use super::{duties, opening};
use crate::declaration::{DeclarationState, FactNote, Recorded};
use crate::unit_of_work::UnitOfWork;

/// A declaration that messages speak of, and the messages of ours that carried it.
#[derive(Debug)]
pub struct AnsweredDeclaration {
    /// The declaration, changed message by message.
    pub state: DeclarationState,
    /// The messages of ours that carried it.
    pub carriers: Vec<Carrier>,
}

/// Applies messages to their declarations, in the order they were received, and notes what became
/// of each. `attempts` says how often each was looked at, this time included; what comes back is to
/// be tried again.
///
/// # Errors
/// When a declaration or its customs system is gone, or a document cannot be written as text.
pub fn apply(
    unit: &mut UnitOfWork<'_>,
    messages: &[PlacedMessage],
    known: &KnownNumbers,
    mut declarations: BTreeMap<DeclarationId, AnsweredDeclaration>,
    attempts: &HashMap<MessageId, u32>,
) -> anyhow::Result<Vec<(MessageId, MatchAgain)>> {
    let mut again = Vec::new();
    for placed in messages {
        let message = &placed.message;
        let mut is_expected = true;
        for (id, inbound) in &placed.says {
            let declaration = declarations.get_mut(id);
            let declaration =
                declaration.ok_or_else(|| anyhow::anyhow!("declaration {id} is gone"))?;
            let answered = known.answered(inbound, message.conversation.as_deref());
            is_expected &= apply_one(unit, declaration, message, inbound, answered)?;
        }
        let told = placed.told.iter().map(|telling| ToldRecord {
            tenant_id: message.tenant_id,
            system: message.system.clone(),
            conversation: telling.conversation.clone(),
            content: telling.content.clone(),
            message_id: message.id,
            told_at: unit.now,
        });
        unit.effects.told.extend(told);
        let unexpected = (!is_expected).then_some("not expected in the declaration's status");
        let attempt = attempts.get(&message.id).copied().unwrap_or(1);
        let tried = settle(unit, placed, unexpected, attempt);
        again.extend(tried.map(|tried| (message.id, tried)));
    }
    for declaration in declarations.into_values() {
        unit.save(declaration.state)?;
    }
    Ok(again)
}

/// Whether the messages of ours that carried a declaration must be known: only a decision on a
/// message of ours can be late.
#[must_use]
pub fn needs_carriers(
    messages: &[PlacedMessage],
    id: DeclarationId,
    sent_revision: Option<u32>,
) -> bool {
    let mut said = messages.iter().flat_map(|message| &message.says);
    sent_revision.is_some() || said.any(|(of, inbound)| *of == id && !inbound.errors.is_empty())
}

/// A decision that answers another message than the amendment in question says nothing of that:
/// customs repeats itself, or is late. An acceptance still says what customs has.
fn without_late_decision(
    answer: &mut Answer,
    state: &mut DeclarationState,
    carried: Option<u32>,
) -> Option<String> {
    let is_lodging = matches!(state.row.status, Status::Submitted | Status::Acknowledged);
    let (awaited, is_decision) = match state.row.sent_revision {
        Some(sent) => (sent, decides_on_amendment(answer.event)),
        None if is_lodging => (
            state.row.lodged_revision?,
            rejects_declaration(answer.event),
        ),
        None => return None,
    };
    if !is_decision || carried? == awaited {
        return None;
    }
    let carried = carried?;
    if answer.event.accepts_amendment() {
        state.accepted_late(carried);
    }
    answer.event = Event::NoticeReceived;
    answer.ends = Ends::default();
    Some("it answers an earlier message".to_owned())
}

fn decides_on_amendment(event: Event) -> bool {
    event.accepts_amendment()
        || matches!(
            event,
            Event::AmendmentRejected | Event::RequestDenied | Event::MessageRefused
        )
}

fn rejects_declaration(event: Event) -> bool {
    matches!(event, Event::DeclarationRejected | Event::MessageRefused)
}

/// Applies one thing that a message says; whether the declaration's table expects it.
fn apply_one(
    unit: &mut UnitOfWork<'_>,
    subject: &mut AnsweredDeclaration,
    message: &MessageRecord,
    inbound: &Inbound,
    answered: Option<MessageId>,
) -> anyhow::Result<bool> {
    let AnsweredDeclaration { state, carriers } = subject;
    let carrier = carriers.iter().find(|(_, id, _)| Some(*id) == answered);
    let system = unit
        .registry
        .get(&message.system)
        .ok_or_else(|| anyhow::anyhow!("system {} is gone", message.system))?;
    let inbound = &naming_what_is_refused(inbound, carrier);
    let mut answer = system.interpret(inbound, &state.document, &state.facts);
    let unread = inbound.unread.iter();
    answer
        .facts
        .notices
        .extend(unread.map(|problem| not_read(inbound, problem)));
    let carried = carrier.map(|(revision, ..)| *revision);
    let late = without_late_decision(&mut answer, state, carried);
    // What was not stored before begins with the message that tells of it, and as it tells it.
    if let Some(opening) = inbound.opening.as_ref().filter(|_| state.row.version == 0) {
        answer.event = opening.event;
        answer.restated = None;
    }
    if answer.ends.refused_guarantees {
        state.facts.invalid_guarantees.clear();
    }
    let received = answer.facts.duties.clone();
    state.take_facts(answer.facts);
    duties::notify(unit, state, &received);
    let entry = FactNote {
        actor: message.system.to_string(),
        note: late.or_else(|| first_message(&answer.findings)),
        message_id: Some(message.id),
        customs_time: inbound.customs_time.clone(),
    };
    if answer.ends.errors {
        take_findings(state, answer.findings);
    }
    let recorded = unit.record(state, answer.event, entry);
    if let Some(document) = answer.restated {
        opening::restate(unit, state, *document, message.id);
    }
    Ok(match recorded {
        Recorded::Unexpected => false,
        Recorded::Moved(_) | Recorded::CoveredMoved | Recorded::Stayed => true,
    })
}

/// What of a message could not be read, as a notice of the declaration.
fn not_read(inbound: &Inbound, problem: &str) -> Notice {
    Notice {
        message_type: inbound.message_type.clone(),
        text: format!("Could not be read, and counts for nothing: {problem}"),
        amount: None,
        currency: None,
    }
}

/// A refusal with the type of the message of ours that it answers, where customs does not say.
fn naming_what_is_refused(inbound: &Inbound, carrier: Option<&Carrier>) -> Inbound {
    let mut inbound = inbound.clone();
    if inbound.rejected_type.is_none() && !inbound.errors.is_empty() {
        inbound.rejected_type = carrier.and_then(|(.., message_type)| message_type.clone());
    }
    inbound
}

fn first_message(findings: &[Finding]) -> Option<String> {
    let first = findings.first();
    first.map(|finding| finding.message.clone())
}

/// Customs' errors take the place of customs' earlier ones; an answer without errors ends them.
fn take_findings(state: &mut DeclarationState, findings: Vec<Finding>) {
    let mut all: Vec<Finding> = state
        .findings
        .iter()
        .filter(|finding| finding.source != Source::Customs)
        .cloned()
        .collect();
    all.extend(findings);
    if all != state.findings {
        state.set_findings(all);
    }
}
