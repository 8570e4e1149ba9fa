//! Amending what customs has: opened on a copy, sent, decided by customs.
//!
//! What customs has stays the lodged revision until customs accepts the amendment.

use cas_gateway::Intent;
use cas_model::finding::{Finding, Source};
use cas_model::findings;
use cas_model::lifecycle::Event;

use super::item_numbers;
use super::write::{unwritable, write_message};
use crate::declaration::{DeclarationState, FactNote};
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// The most changed fields that a history entry names.
const NAMED: usize = 20;

/// Opens the amendment: a new revision begins on a copy of what customs has.
pub fn open(unit: &mut UnitOfWork<'_>, state: &mut DeclarationState, entry: FactNote) {
    unit.record(state, Event::AmendmentOpened, entry);
    state.edit();
}

/// Sends the open amendment; returns whether it could be sent. If not, the declaration says why.
pub fn send(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    by: FactNote,
) -> bool {
    let stands_against =
        |finding: &Finding| finding.is_error() && finding.source != Source::Customs;
    if state.findings.iter().any(stands_against) {
        return false;
    }
    item_numbers::settle(unit.registry, state);
    let changed = state.changes_to_lodged(&state.document);
    if changed.is_empty() {
        note(state, findings::nothing_to_amend());
        return false;
    }
    let system = unit.registry.get(&state.row.system);
    let fixed = system.map_or_else(Vec::new, |system| system.fixed(&changed, &state.facts));
    if !fixed.is_empty() {
        note(state, findings::not_amendable().at(fixed));
        return false;
    }
    let changes = changed.into_iter().map(|difference| difference.path);
    let changes: Vec<_> = changes.collect();
    let named: Vec<&str> = changes
        .iter()
        .take(NAMED)
        .map(|path| path.as_str())
        .collect();
    let text = format!("{} fields: {}", changes.len(), named.join(", "));
    let connection = inputs.connection(state.row.tenant_id, &state.row.system);
    let intent = Intent::amend_lodged(state.lodged_document(), changes);
    match write_message(unit, state, connection, intent) {
        Ok(message) => {
            state.seal_amendment(unit.now);
            let note = match &by.note {
                Some(reason) => format!("{reason} ({text})"),
                None => text,
            };
            let entry = FactNote {
                message_id: Some(message),
                note: Some(note),
                ..by
            };
            unit.record(state, Event::AmendmentRequested, entry);
            true
        }
        Err(error) => {
            let (event, finding) = unwritable(&error);
            note(state, finding);
            unit.record(state, event, by);
            false
        }
    }
}

fn note(state: &mut DeclarationState, finding: Finding) {
    let mut findings = state.findings.clone();
    findings.retain(|known| known.code != finding.code);
    findings.push(finding);
    state.set_findings(findings);
}
