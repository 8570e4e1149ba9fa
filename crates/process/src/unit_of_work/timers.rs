//! When what a declaration waits for is overdue.

use cas_gateway::LimitDays;
use cas_model::civil_day::{UTC, zone_of};
use cas_model::lifecycle::{Event, Standing, Status, Then};
use jiff::Timestamp;

use super::UnitOfWork;
use crate::declaration::DeclarationState;

impl UnitOfWork<'_> {
    /// When what is waited for now is overdue. What a request covers goes on waiting, and counts
    /// again when it is uncovered.
    pub(super) fn set_due(&self, state: &mut DeclarationState, before: Standing) {
        let row = &state.row;
        let is_uncovered = row.covered.is_none() && before.covered == Some(row.status);
        let due_at = match is_uncovered {
            true => row.covered_due_at,
            false => self.due(state, Some(row.status)),
        };
        let row = &mut state.row;
        row.covered_due_at = match (row.covered, before.covered) {
            (None, _) => None,
            (Some(_), None) => row.due_at,
            (Some(_), Some(_)) => row.covered_due_at,
        };
        row.due_at = due_at.or(row.covered_due_at);
    }

    /// What an event that leaves the declaration in its status does to what is waited for there.
    pub(super) fn change_timer(&self, state: &mut DeclarationState, event: Event) {
        let status = state.row.status;
        match state.row.family.timer_change(status, event) {
            Some(Then::Stop) => state.row.due_at = None,
            Some(Then::Again) => state.row.due_at = self.due(state, Some(status)),
            None => {}
        }
    }

    pub(super) fn due(
        &self,
        state: &DeclarationState,
        status: Option<Status>,
    ) -> Option<Timestamp> {
        let key = (state.row.tenant_id, state.row.system.clone());
        let deadlines = self.watch?.deadlines.get(&key)?;
        let deadline = state.row.family.deadline(Standing::plain(status?))?;
        let counts = deadline.concerns(&state.document);
        let system = self.registry.get(&state.row.system)?;
        let zone = match system.capabilities().limit_days {
            LimitDays::Jurisdiction => zone_of(&state.row.jurisdiction),
            LimitDays::Utc => &UTC,
        };
        counts.then(|| deadlines.due(deadline, self.now, &state.facts, zone))?
    }
}
