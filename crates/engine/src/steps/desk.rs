//! The desk a step works at: it collects what is to change, with its notifications, alerts and
//! next tasks.

use std::collections::HashMap;

use cas_model::ids::{
    AlertId, DeclarationId, DeliveryId, MessageId, NotificationId, SubscriptionId, SystemCode,
    TaskId, TenantId,
};
use cas_model::lifecycle::{Event, Standing, Status};
use cas_model::notification::{DeclarationStatusChanged, Notice, Notification};
use cas_store::{
    AlertRow, Changes, Deferred, DeliveryRow, DeliveryState, Hastened, NewTask, NotificationRow,
    Task, TaskKind,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::proceed;
use crate::Engine;
use crate::deadlines::Deadlines;
use crate::notify::{Filter, matches};
use crate::planning::PlannedDeclaration;
use crate::state::{DeclarationState, Entry, Recorded, awaits_customs};

/// What a step must know of its tenants to record facts.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// Who wants to hear of what.
    subscriptions: HashMap<TenantId, Vec<(SubscriptionId, Vec<Filter>)>>,
    /// How long is waited for what.
    deadlines: HashMap<(TenantId, SystemCode), Deadlines>,
}

/// Where a step puts what is to change.
pub(crate) struct Desk<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// The time of the step.
    pub now: Timestamp,
    /// What is to change.
    pub changes: Changes,
    /// What is done with declarations, where a shipment's message plans it.
    pub planned: Vec<PlannedDeclaration>,
    surroundings: Option<&'a Surroundings>,
}

impl<'a> Desk<'a> {
    /// A desk for steps that notify no one.
    pub fn new(engine: &'a Engine, now: Timestamp) -> Self {
        Self {
            engine,
            now,
            changes: Changes::default(),
            planned: Vec::new(),
            surroundings: None,
        }
    }

    /// A desk for steps that notify.
    pub fn notifying(engine: &'a Engine, now: Timestamp, surroundings: &'a Surroundings) -> Self {
        Self {
            surroundings: Some(surroundings),
            ..Self::new(engine, now)
        }
    }

    /// Puts the last notification before those that follow the first so many: the customer hears of
    /// the shipment before its declarations.
    pub fn tell_first(&mut self, after: usize) {
        if let Some(told) = self.changes.notifications.get_mut(after..) {
            told.rotate_right(usize::from(!told.is_empty()));
        }
    }

    /// A desk like this one, on which nothing lies.
    pub fn afresh(&self) -> Self {
        Self {
            surroundings: self.surroundings,
            ..Self::new(self.engine, self.now)
        }
    }

    /// Puts a task off until something has happened: waiting is no failed attempt.
    pub fn wait(&mut self, task: &Task, why: String, at_most: SignedDuration) {
        self.changes.deferred.push(Deferred {
            lease: task.lease.clone(),
            due_at: Some(self.now + at_most),
            attempt: 0,
            error: why,
        });
    }

    /// The day of the step.
    pub fn today(&self) -> Date {
        self.now.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Enqueues a task that is due now.
    pub fn task(&mut self, tenant: TenantId, kind: TaskKind, subject: Uuid, lane: Option<String>) {
        self.changes.tasks.push(NewTask {
            id: TaskId(self.engine.ids().next()),
            tenant_id: tenant,
            kind,
            subject,
            lane,
            due_at: self.now,
        });
    }

    /// Raises an alert.
    pub fn alert(
        &mut self,
        tenant: TenantId,
        kind: &str,
        text: String,
        message: Option<MessageId>,
        declaration: Option<DeclarationId>,
    ) {
        tracing::warn!(%tenant, kind, text, "alert");
        self.changes.alerts.push(AlertRow {
            tenant_id: tenant,
            id: AlertId(self.engine.ids().next()),
            kind: kind.to_owned(),
            text,
            message_id: message,
            declaration_id: declaration,
            raised_at: self.now,
            resolved_at: None,
        });
    }

    /// Records a fact: the status moves as the table says, a move is notified, and what the table
    /// does not foresee is alerted.
    pub fn record(&mut self, state: &mut DeclarationState, event: Event, entry: Entry) -> Recorded {
        let message = entry.message_id;
        let before = state.row.status;
        let (standing, awaited) = (state.standing(), awaits_customs(&state.row));
        let recorded = state.record(event, entry, self.now);
        match recorded {
            Recorded::Moved(_) => {
                self.notice(state.row.tenant_id, &status_changed(state, self.engine));
                self.set_due(state, standing);
                self.go_on_with_flow(state);
            }
            Recorded::MovedBeneath => {
                self.notice(state.row.tenant_id, &status_changed(state, self.engine));
                state.row.beneath_due_at = self.due(state, state.row.beneath);
                self.go_on_with_flow(state);
            }
            // It waits anew.
            Recorded::Stayed if event == Event::ResendRequested => {
                state.row.due_at = self.due(state, Some(state.row.status));
            }
            Recorded::Stayed if before == Status::ExitConfirmationNotYetReceived => {
                self.follow_answer(state, event);
            }
            Recorded::Stayed => {}
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
            self.changes.hastened.push(Hastened {
                tenant_id: state.row.tenant_id,
                lane: proceed::lane(state.row.tenant_id, &state.row.external_reference),
                due_at: self.now,
            });
        }
        recorded
    }

    /// When what is waited for now is overdue. What a request covers goes on waiting, and counts
    /// again when it is uncovered.
    fn set_due(&self, state: &mut DeclarationState, before: Standing) {
        let row = &state.row;
        let is_uncovered = row.beneath.is_none() && before.beneath == Some(row.status);
        let due_at = match is_uncovered {
            true => row.beneath_due_at,
            false => self.due(state, Some(row.status)),
        };
        let row = &mut state.row;
        row.beneath_due_at = match (row.beneath, before.beneath) {
            (None, _) => None,
            (Some(_), None) => row.due_at,
            (Some(_), Some(_)) => row.beneath_due_at,
        };
        row.due_at = due_at.or(row.beneath_due_at);
    }

    /// Customs has our answer on the exit, and waits no more; or it did not get or take it, and
    /// waits again.
    fn follow_answer(&self, state: &mut DeclarationState, event: Event) {
        if event == Event::ExitEvidenceSubmitted {
            state.row.due_at = None;
        } else if matches!(event, Event::MessageRefused | Event::TransmissionFailed) {
            state.row.due_at = self.due(state, Some(state.row.status));
        }
    }

    fn due(&self, state: &DeclarationState, status: Option<Status>) -> Option<Timestamp> {
        let key = (state.row.tenant_id, state.row.system.clone());
        let deadlines = self.surroundings?.deadlines.get(&key)?;
        let deadline = state.row.family.deadline(Standing::of(status?))?;
        let counts = deadline.concerns(&state.document);
        counts.then(|| deadlines.due(deadline, self.now, &state.facts))?
    }

    fn go_on_with_flow(&mut self, state: &DeclarationState) {
        if self.engine.may_start_steps(&state.row) {
            let (tenant, shipment) = (state.row.tenant_id, state.row.shipment_id.0);
            let lane = proceed::lane(tenant, &state.row.external_reference);
            self.task(tenant, TaskKind::Continue, shipment, Some(lane));
        }
    }

    /// Tells the customer: an entry of the event log, and a delivery to each who wants to hear.
    pub fn notice(&mut self, tenant: TenantId, notice: &Notice) {
        let id = NotificationId(self.engine.ids().next());
        let notification = Notification {
            id,
            tenant_id: tenant,
            plant_id: notice.plant().map(str::to_owned),
            event_time: self.now,
            event_type: notice.kind().to_owned(),
            event_sub_type: notice.sub_kind().to_owned(),
            data: serde_json::to_value(notice).unwrap_or_default(),
        };
        self.changes.notifications.push(NotificationRow {
            tenant_id: tenant,
            seq: 0,
            id,
            event_type: notification.event_type.clone(),
            event_sub_type: notification.event_sub_type.clone(),
            body: serde_json::to_string(&notification).unwrap_or_default(),
            occurred_at: self.now,
        });
        self.deliveries(tenant, id, notice);
    }

    fn deliveries(&mut self, tenant: TenantId, notification: NotificationId, notice: &Notice) {
        let subscriptions = self
            .surroundings
            .and_then(|known| known.subscriptions.get(&tenant));
        for (subscription, filters) in subscriptions.into_iter().flatten() {
            if !matches(filters, notice.kind(), notice.sub_kind()) {
                continue;
            }
            let id = DeliveryId(self.engine.ids().next());
            self.changes.deliveries.push(DeliveryRow {
                tenant_id: tenant,
                id,
                subscription_id: *subscription,
                notification_id: notification,
                state: DeliveryState::Pending,
                attempts: 0,
                last_answer: None,
                created_at: self.now,
                attempted_at: None,
                next_at: Some(self.now),
            });
            self.task(tenant, TaskKind::Deliver, id.0, None);
        }
    }
}

fn status_changed(state: &DeclarationState, engine: &Engine) -> Notice {
    Notice::DeclarationStatusChanged(DeclarationStatusChanged {
        declaration: state.reference(&engine.settings().public_url),
        current_status: state.row.status,
        status_at_customs: state.row.beneath,
        acceptance_date: state.facts.acceptance_date,
        organisation: state.organisation(),
    })
}

/// What recording facts of some tenants needs.
pub(super) async fn surroundings(
    engine: &Engine,
    tenants: &[TenantId],
) -> anyhow::Result<Surroundings> {
    let mut known = Surroundings::default();
    for row in engine.store().subscriptions_of(tenants).await? {
        let filters = serde_json::from_str(&row.filters)?;
        let of_tenant = known.subscriptions.entry(row.tenant_id).or_default();
        of_tenant.push((row.id, filters));
    }
    for tenant in tenants {
        for system in engine.registry().iter() {
            let code = system.code();
            if let Some(connection) = engine.connection(*tenant, &code).await? {
                known
                    .deadlines
                    .insert((*tenant, code), connection.deadlines);
            }
        }
    }
    Ok(known)
}
