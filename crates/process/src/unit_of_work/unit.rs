//! A unit of work: what is decided with, and the effects that it collects.

use cas_gateway::Registry;
use cas_model::civil_day::day_in;
use cas_model::ids::{AlertId, DeclarationId, MessageId, TaskId, TenantId};
use cas_model::record::{AlertRecord, DeclaredMassRecord};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Effects, FollowUp, Next, Watch};
use crate::declaration::DeclarationState;
use crate::planning::PlannedDeclaration;
use crate::tables::FiredRows;

/// Where new ids come from; they rise, so that what is made later sorts behind.
pub trait NewId: Sync {
    /// The next id; a later one sorts behind an earlier one.
    fn next(&self) -> Uuid;
}

/// Where what is to change is collected, with its notifications, alerts and follow-ups.
pub struct UnitOfWork<'a> {
    /// Where new ids come from.
    pub ids: &'a dyn NewId,
    /// The customs systems that exist.
    pub registry: &'a Registry,
    /// Where people and machines reach us, without a slash at the end.
    pub public_url: &'a str,
    /// The time of the work.
    pub now: Timestamp,
    /// What is watched while facts are recorded; nothing where nobody is told.
    pub watch: Option<&'a Watch>,
    /// What is to change.
    pub effects: Effects,
    /// What is done with declarations, where a shipment's message plans it.
    pub planned: Vec<PlannedDeclaration>,
}

impl UnitOfWork<'_> {
    /// Puts the last notification before those that follow the first so many: the customer hears of
    /// the shipment before its declarations.
    pub fn notice_shipment_first(&mut self, after: usize) {
        if let Some(told) = self.effects.notifications.get_mut(after..) {
            told.rotate_right(usize::from(!told.is_empty()));
        }
    }

    /// The same unit without effects: what was decided is thrown away.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            effects: Effects::default(),
            planned: Vec::new(),
            ..*self
        }
    }

    /// Writes what was done to a declaration.
    ///
    /// # Errors
    /// When its documents cannot be written as text.
    pub fn save(&mut self, mut state: DeclarationState) -> anyhow::Result<()> {
        let system = self.registry.get(&state.row.system);
        state.row.consignment = system.and_then(|system| system.consignment(&state.document));
        let mass = DeclaredMassRecord::new(&state.row, &state.document);
        let Some(written) = state.written(self.now)? else {
            return Ok(());
        };
        self.effects.declared_masses.extend(mass);
        self.effects.revisions.extend(written.revisions);
        self.effects.searched.extend(written.searched);
        self.effects.history.extend(written.history);
        self.effects.declarations.push(written.declaration);
        Ok(())
    }

    /// Counts the rows of tables that fired in what is recorded with this unit.
    pub fn count(&mut self, tenant: TenantId, fired: FiredRows) {
        self.effects
            .table_hits
            .extend(fired.counts(tenant, self.now));
    }

    /// The day of the work in a jurisdiction.
    #[must_use]
    pub fn today_in(&self, jurisdiction: &str) -> Date {
        day_in(jurisdiction, self.now)
    }

    /// Notes what is to be done next.
    pub fn follow_up(&mut self, tenant: TenantId, next: Next) {
        self.effects.follow_ups.push(FollowUp {
            id: TaskId(self.ids.next()),
            tenant_id: tenant,
            next,
            due_at: self.now,
        });
    }

    /// Raises an alert for an operator, about what the subject names.
    pub fn alert_about(&mut self, tenant: TenantId, kind: &str, subject: String, text: String) {
        self.alert(tenant, kind, text, None, None);
        if let Some(alert) = self.effects.alerts.last_mut() {
            alert.subject = Some(subject);
        }
    }

    /// Raises an alert for an operator, about a message or a declaration where it has one.
    pub fn alert(
        &mut self,
        tenant: TenantId,
        kind: &str,
        text: String,
        message: Option<MessageId>,
        declaration: Option<DeclarationId>,
    ) {
        self.effects.alerts.push(AlertRecord {
            tenant_id: tenant,
            id: AlertId(self.ids.next()),
            kind: kind.to_owned(),
            text,
            message_id: message,
            declaration_id: declaration,
            raised_at: self.now,
            resolved_at: None,
            subject: None,
            resolved_by: None,
            resolution: None,
        });
    }
}
