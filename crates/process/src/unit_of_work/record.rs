//! Recording a fact, with all that follows from it.

use cas_model::lifecycle::{Event, Status};
use cas_model::notification::{DeclarationStatusChanged, Notice};

use super::{FreedLane, Next, UnitOfWork, Watch};
use crate::declaration::{DeclarationState, FactNote, Recorded, awaits_customs};
use crate::lane;

impl UnitOfWork<'_> {
    /// Records a fact: the status moves as the table says, a move is notified, and what the table
    /// does not foresee is alerted.
    pub fn record(
        &mut self,
        state: &mut DeclarationState,
        event: Event,
        entry: FactNote,
    ) -> Recorded {
        let message = entry.message_id;
        let before = state.row.status;
        let (standing, awaited) = (state.standing(), awaits_customs(&state.row));
        let recorded = state.record(event, entry, self.now);
        match recorded {
            Recorded::Moved(_) => {
                self.notice(state.row.tenant_id, status_changed(state, self.public_url));
                self.set_due(state, standing);
                self.go_on_with_flow(state, event);
            }
            Recorded::CoveredMoved => {
                self.notice(state.row.tenant_id, status_changed(state, self.public_url));
                state.row.covered_due_at = self.due(state, state.row.covered);
                self.go_on_with_flow(state, event);
            }
            Recorded::Stayed => {
                self.change_timer(state, event);
                if tells_what_is_past(state, event) {
                    self.go_on_with_flow(state, event);
                }
            }
            Recorded::Unexpected => {
                let text = format!(
                    "{} was not expected for declaration {} in status {before}; it was kept, and \
                     the status stays",
                    event.as_str(),
                    state.row.lrn
                );
                let (tenant, declaration) = (state.row.tenant_id, state.row.id);
                self.alert(tenant, "unexpected-event", text, message, Some(declaration));
            }
        }
        if awaited && !awaits_customs(&state.row) {
            self.effects.freed.push(FreedLane {
                tenant_id: state.row.tenant_id,
                lane: lane::of_shipment(state.row.tenant_id, &state.row.external_reference),
                due_at: self.now,
            });
        }
        recorded
    }

    fn go_on_with_flow(&mut self, state: &DeclarationState, event: Event) {
        // Who watches nothing knows no flow: then it may.
        let is_known = |watch: &Watch| watch.may_start_steps(&state.row, event);
        if self.watch.map_or(state.row.flow.is_some(), is_known) {
            let tenant = state.row.tenant_id;
            let lane = lane::of_shipment(tenant, &state.row.external_reference);
            self.follow_up(tenant, Next::GoOn(state.row.shipment_id, lane));
        }
    }
}

/// Whether an event that changed nothing leads to a status that the declaration is past.
fn tells_what_is_past(state: &DeclarationState, event: Event) -> bool {
    let is_past = |status: &Status| state.row.family.is_past(state.standing(), event, *status);
    Status::ALL.iter().any(is_past)
}

fn status_changed(state: &DeclarationState, public_url: &str) -> Notice {
    Notice::DeclarationStatusChanged(DeclarationStatusChanged {
        declaration: state.reference(public_url),
        current_status: state.row.status,
        status_at_customs: state.row.covered,
        acceptance_date: state.facts.acceptance_date,
        organisation: state.organisation(),
    })
}
