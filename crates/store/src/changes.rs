//! What is to change, as data, and how a commit can fail.

use cas_model::ids::{SubscriptionId, SystemCode, TenantId, UserId};
use cas_model::search::SearchedRevision;
use cas_model::text::cut_in_place;
use jiff::Timestamp;

use crate::collaboration::{BulkChanges, CollaborationChanges};
use crate::rows::{
    ActionRecord, AlertRecord, AlertResolution, AssignmentRecord, AuditRecord, CircuitRecord,
    ClientRow, ClosedCircuit, CodeListEntryRecord, CodeListKey, CodeListRecord, ConfigurationKey,
    ConfigurationRecord, ConnectionRecord, DeclarationRecord, DeclaredMassRecord, DeliveryRecord,
    DeliveryResult, DroppedTask, EndedAlerts, HistoryEntry, IngestionRecord, IngestionResult,
    LinkRecord, MembershipRecord, MessageRecord, MessageResult, NewMasterData, NewTask,
    NotificationRecord, ReopenedIngestion, RevisionRecord, RevivedTask, SessionRecord,
    ShipmentRecord, SubscriptionRecord, TableRowHits, TaskLease, ToldRecord, UserRecord,
};

/// Everything that one step changes. It is committed whole or not at all.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Ingestions that arrived, to be worked on.
    pub ingestions: Vec<IngestionRecord>,
    /// What became of ingestions.
    pub ingestion_results: Vec<IngestionResult>,
    /// Shipments: `version` 1 is inserted, a higher one replaces the version before it.
    pub shipments: Vec<ShipmentRecord>,
    /// Declarations: `version` 1 is inserted, a higher one replaces the version before it.
    pub declarations: Vec<DeclarationRecord>,
    /// Revisions of documents: a new number is inserted; the last may be rewritten until sealed.
    pub revisions: Vec<RevisionRecord>,
    /// What documents of these revisions are searched for; of others it is read from their text.
    pub searched: Vec<SearchedRevision>,
    /// New entries of histories.
    pub history: Vec<HistoryEntry>,
    /// Versions of configuration: `edition` 1 is inserted, a higher one replaces the edition before
    /// it; what is published keeps its document.
    pub configurations: Vec<ConfigurationRecord>,
    /// Drafts that are deleted; what was ever published stays.
    pub deleted_drafts: Vec<ConfigurationKey>,
    /// Connections: `version` 1 is inserted, a higher one replaces the version before it; what
    /// waits to be sent over it is tried soon.
    pub connections: Vec<ConnectionRecord>,
    /// Connections that are deleted, at the version they were read.
    pub deleted_connections: Vec<(TenantId, SystemCode, u32)>,
    /// How often the tenant's configuration had changed when it was read; a conflict when it
    /// changed since. What was checked as a whole is written so.
    pub configuration_read: Option<(TenantId, i64)>,
    /// What declarations bring in below the mass threshold of the carbon border adjustment, in place
    /// of what was kept of them.
    pub declared_masses: Vec<DeclaredMassRecord>,
    /// How often rows of decision tables fired, once each; added to what is counted of them.
    pub table_hits: Vec<TableRowHits>,
    /// New messages, both ways.
    pub messages: Vec<MessageRecord>,
    /// What became of messages.
    pub message_results: Vec<MessageResult>,
    /// What messages of customs told for the first time. What was told already is a conflict.
    pub told: Vec<ToldRecord>,
    /// Actions asked for, or finished.
    pub actions: Vec<ActionRecord>,
    /// New versions of master-data records. One whose predecessor is not current any more is a
    /// conflict.
    pub master_data: Vec<NewMasterData>,
    /// Lists of codes that were loaded, in place of what is known of them.
    pub code_lists: Vec<CodeListRecord>,
    /// Entries of lists of codes that are gone.
    pub code_list_removals: Vec<CodeListKey>,
    /// Entries of lists of codes, new or changed.
    pub code_list_entries: Vec<CodeListEntryRecord>,
    /// Tenants of whom something changed that nodes keep in memory; their counters move on.
    pub configuration_touched: Vec<TenantId>,
    /// Subscriptions that begin with this commit.
    pub subscriptions: Vec<SubscriptionRecord>,
    /// Subscriptions as they are after a change. One that is not at the version before is a conflict.
    pub changed_subscriptions: Vec<SubscriptionRecord>,
    /// Subscriptions that end, by tenant and id.
    pub deleted_subscriptions: Vec<(TenantId, SubscriptionId)>,
    /// New notifications; the store numbers them.
    pub notifications: Vec<NotificationRecord>,
    /// New deliveries of notifications.
    pub deliveries: Vec<DeliveryRecord>,
    /// What came of attempts to deliver.
    pub delivery_results: Vec<DeliveryResult>,
    /// Alerts that are raised for operators.
    pub alerts: Vec<AlertRecord>,
    /// Alerts of a kind that is open once for a subject; where one is, nothing is raised.
    pub alerts_once: Vec<AlertRecord>,
    /// Open alerts that are over, where there are any.
    pub ended_alerts: Vec<EndedAlerts>,
    /// Circuits that open. One that is open already stays as it is.
    pub opened_circuits: Vec<CircuitRecord>,
    /// Circuits whose probe failed, as they are now; the messages that wait say their note.
    pub probed_circuits: Vec<CircuitRecord>,
    /// Circuits that close. What waits in their queues is due in the order it came, and their
    /// alerts are resolved.
    pub closed_circuits: Vec<ClosedCircuit>,
    /// Alerts that someone dealt with. One that is not open is a conflict.
    pub alert_resolutions: Vec<AlertResolution>,
    /// What persons say messages are about, in place of what they said before.
    pub assignments: Vec<AssignmentRecord>,
    /// Given-up tasks that are tried anew. One that is not given up is a conflict.
    pub revived: Vec<RevivedTask>,
    /// Messages that failed and are carried out anew; their tasks stand in `tasks`. One that did not
    /// fail is a conflict.
    pub reopened_ingestions: Vec<ReopenedIngestion>,
    /// Given-up tasks that nobody will do. One that is not given up is a conflict.
    pub dropped: Vec<DroppedTask>,
    /// What people did beside documents.
    pub collaboration: CollaborationChanges,
    /// Runs over many declarations.
    pub bulk: BulkChanges,
    /// Tasks that follow from what was done.
    pub tasks: Vec<NewTask>,
    /// Tasks that this step finished. A lease that was lost fails the commit.
    pub finished: Vec<TaskLease>,
    /// Tasks that this step puts off. A lease that was lost fails the commit.
    pub deferred: Vec<Deferred>,
    /// Lanes whose waiting tasks need not wait any longer.
    pub freed: Vec<FreedLane>,
    /// What changes about people, beside all of the above.
    pub people: PeopleChanges,
}

/// What changes about people.
#[derive(Clone, Debug, Default)]
pub struct PeopleChanges {
    /// Accounts: `version` 1 is inserted, a higher one replaces the version before it.
    pub users: Vec<UserRecord>,
    /// Accounts that are deleted, with their sessions and links.
    pub deleted_users: Vec<UserId>,
    /// What people may do in tenants, in place of what they could.
    pub memberships: Vec<MembershipRecord>,
    /// People who are no members of a tenant any more.
    pub ended_memberships: Vec<(TenantId, UserId)>,
    /// Tenants that must keep a person who may sign in as an administrator. Where this would leave
    /// none, it is a conflict.
    pub keep_administrators: Vec<TenantId>,
    /// Sessions that begin with this commit.
    pub sessions: Vec<SessionRecord>,
    /// People all of whose sessions end.
    pub signed_out: Vec<UserId>,
    /// Links that are made; earlier ones of the same person end.
    pub links: Vec<LinkRecord>,
    /// Links that are used, by their hashes. One that is not there any more is a conflict.
    pub used_links: Vec<String>,
    /// Clients that are made.
    pub new_clients: Vec<ClientRow>,
    /// Clients whose secrets or state change: as they are before, which else is a conflict, and
    /// after.
    pub changed_clients: Vec<(ClientRow, ClientRow)>,
    /// What is added to the audit trail.
    pub audit: Vec<AuditRecord>,
}

impl PeopleChanges {
    fn append(&mut self, mut other: Self) {
        self.users.append(&mut other.users);
        self.deleted_users.append(&mut other.deleted_users);
        self.memberships.append(&mut other.memberships);
        self.ended_memberships.append(&mut other.ended_memberships);
        self.keep_administrators
            .append(&mut other.keep_administrators);
        self.sessions.append(&mut other.sessions);
        self.signed_out.append(&mut other.signed_out);
        self.links.append(&mut other.links);
        self.used_links.append(&mut other.used_links);
        self.new_clients.append(&mut other.new_clients);
        self.changed_clients.append(&mut other.changed_clients);
        self.audit.append(&mut other.audit);
    }
}

impl Changes {
    /// Cuts the texts that tell what was found and may quote it, at any length: what was sent stays
    /// whole in the message, this is for people to read.
    pub(crate) fn cut_texts(&mut self) {
        let alerts = self.alerts.iter_mut().chain(&mut self.alerts_once);
        let texts = alerts.map(|alert| &mut alert.text);
        let deferrals = self.deferred.iter_mut().map(|deferred| &mut deferred.error);
        texts.chain(deferrals).for_each(cut_in_place);
        let messages = self.messages.iter_mut().map(|message| &mut message.note);
        let results = self
            .message_results
            .iter_mut()
            .map(|result| &mut result.note);
        let history = self.history.iter_mut().map(|entry| &mut entry.note);
        let delivered = self.delivery_results.iter_mut();
        let delivered = delivered.map(|result| &mut result.last_answer);
        let notes = messages.chain(results).chain(history).chain(delivered);
        notes.flatten().for_each(cut_in_place);
    }
}

/// A task that is put off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deferred {
    /// The lease under which it was tried.
    pub lease: TaskLease,
    /// When to try again; `None` ends it as dead, kept and shown.
    pub due_at: Option<Timestamp>,
    /// How many attempts count: those it had, or none where it only waits.
    pub attempt: u32,
    /// Why it was put off, in words for operators.
    pub error: String,
}

/// A lane whose waiting tasks become due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreedLane {
    /// The tenant whose lane it is.
    pub tenant_id: TenantId,
    /// The lane in which tasks may be due now.
    pub lane: String,
    /// When; tasks that are due earlier stay so.
    pub due_at: Timestamp,
}

/// Why a commit changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Something was changed by another since it was read, exists already, or the task's lease was
    /// lost. Read again and decide again.
    #[error("{0} was changed by another")]
    Conflict(String),
    /// The database failed, and nothing was changed.
    #[error("the database failed: {0}")]
    Database(#[source] anyhow::Error),
}

impl Changes {
    /// Adds the changes of another step to this one.
    pub fn append(&mut self, mut other: Self) {
        self.ingestions.append(&mut other.ingestions);
        self.ingestion_results.append(&mut other.ingestion_results);
        self.shipments.append(&mut other.shipments);
        self.declarations.append(&mut other.declarations);
        self.revisions.append(&mut other.revisions);
        self.searched.append(&mut other.searched);
        self.history.append(&mut other.history);
        self.configurations.append(&mut other.configurations);
        self.deleted_drafts.append(&mut other.deleted_drafts);
        self.connections.append(&mut other.connections);
        self.deleted_connections
            .append(&mut other.deleted_connections);
        debug_assert!(self.configuration_read.is_none() || other.configuration_read.is_none());
        self.configuration_read = self.configuration_read.or(other.configuration_read);
        self.table_hits.append(&mut other.table_hits);
        self.messages.append(&mut other.messages);
        self.message_results.append(&mut other.message_results);
        self.told.append(&mut other.told);
        self.actions.append(&mut other.actions);
        self.master_data.append(&mut other.master_data);
        self.code_lists.append(&mut other.code_lists);
        self.code_list_removals
            .append(&mut other.code_list_removals);
        self.code_list_entries.append(&mut other.code_list_entries);
        self.configuration_touched
            .append(&mut other.configuration_touched);
        self.subscriptions.append(&mut other.subscriptions);
        self.changed_subscriptions
            .append(&mut other.changed_subscriptions);
        self.deleted_subscriptions
            .append(&mut other.deleted_subscriptions);
        self.notifications.append(&mut other.notifications);
        self.deliveries.append(&mut other.deliveries);
        self.delivery_results.append(&mut other.delivery_results);
        self.alerts.append(&mut other.alerts);
        self.alerts_once.append(&mut other.alerts_once);
        self.ended_alerts.append(&mut other.ended_alerts);
        self.opened_circuits.append(&mut other.opened_circuits);
        self.probed_circuits.append(&mut other.probed_circuits);
        self.closed_circuits.append(&mut other.closed_circuits);
        self.alert_resolutions.append(&mut other.alert_resolutions);
        self.assignments.append(&mut other.assignments);
        self.revived.append(&mut other.revived);
        self.reopened_ingestions
            .append(&mut other.reopened_ingestions);
        self.dropped.append(&mut other.dropped);
        self.collaboration.append(other.collaboration);
        self.bulk.append(other.bulk);
        self.tasks.append(&mut other.tasks);
        self.finished.append(&mut other.finished);
        self.deferred.append(&mut other.deferred);
        self.freed.append(&mut other.freed);
        self.people.append(other.people);
    }
}
