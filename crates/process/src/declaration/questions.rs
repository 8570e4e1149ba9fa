//! What is asked of a declaration by its record: which revisions speak, who is waited for.

use cas_model::civil_day::day_in;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::findings;
use cas_model::flow::{Flow, Start, Step};
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Phase, Status};
use cas_model::record::DeclarationRecord;
use jiff::civil::Date;

/// The revisions of a declaration that are needed to work on it.
#[must_use]
pub fn needed_revisions(row: &DeclarationRecord) -> Vec<(DeclarationId, u32)> {
    let mut numbers = vec![row.revision];
    if matches!(
        row.status.phase(),
        Phase::Lodged | Phase::InFlight | Phase::Closed
    ) {
        numbers.extend(row.lodged_revision);
        numbers.extend(row.sent_revision);
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(|number| (row.id, number)).collect()
}

/// Supplementary declarations, recapitulative and final ones included.
const SUPPLEMENTARY: &[&str] = &["Q", "U", "V", "X", "Y", "Z"];

/// The day of the acceptance, or of the entry in the records, that a supplementary declaration
/// names of what it supplements.
pub fn supplemented_day(
    document: &SingleAdministrativeDocument,
    jurisdiction: &str,
) -> Option<Date> {
    let additional = document.add_decl_type1.as_deref()?;
    let named = document.acceptance_date_time?;
    let is_supplementary = SUPPLEMENTARY.contains(&additional);
    is_supplementary.then(|| day_in(jurisdiction, named))
}

/// Whether customs must answer before a declaration can be corrected.
#[must_use]
pub fn awaits_customs(row: &DeclarationRecord) -> bool {
    row.status.phase() == Phase::InFlight
}

/// The revision that others take over from: what customs has or was sent, else what is worked on.
#[must_use]
pub fn revision_at_customs_or_current(row: &DeclarationRecord) -> u32 {
    match row.status.phase() {
        Phase::Preparation | Phase::Refused => row.revision,
        Phase::InFlight | Phase::Lodged | Phase::Closed => {
            let lodged = row.sent_revision.or(row.lodged_revision);
            lodged.unwrap_or(row.revision)
        }
    }
}

/// Whether a declaration was withdrawn: what follows it in a flow does not wait for it.
#[must_use]
pub fn is_withdrawn(status: Status) -> bool {
    matches!(status, Status::Cancelled | Status::Invalidated)
}

/// Whether a step of a flow waits for the status that a declaration has after an event, or for one
/// that the event led to when the declaration was past it, or must hear that it was withdrawn.
#[must_use]
pub fn may_start_steps(flow: &Flow, row: &DeclarationRecord, event: Event) -> bool {
    let is_withdrawn = is_withdrawn(row.status);
    let standing = row.standing();
    let is_reached = |status: &Status| {
        *status == standing.status
            || Some(*status) == standing.covered
            || row.family.is_past(standing, event, *status)
    };
    let reached = |statuses: &[Status]| statuses.iter().any(is_reached);
    let waits = |step: &Step| match &step.start {
        Start::StatusReached { step, statuses } => {
            // Who is withdrawn is not waited for any more.
            row.is_of_step(step) && (is_withdrawn || reached(statuses))
        }
        Start::ShipmentCreated | Start::Action | Start::Arrival | Start::Stock => false,
    };
    let takes_over = |step: &Step| step.take_over.iter().any(|rule| row.is_of_step(&rule.step));
    let concerns = |step: &Step| waits(step) || (is_withdrawn && takes_over(step));
    flow.steps.iter().any(concerns)
}

/// Whether a finding says that customs may have what we do not know it to have.
pub fn is_fate_unknown(finding: &&Finding) -> bool {
    finding.code == findings::T0003.code
}
