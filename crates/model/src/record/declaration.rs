//! Declarations, their revisions and their history.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::action_content::ActionContent;
use crate::declaration::{CustomsFacts, Direction, Side};
use crate::document::SingleAdministrativeDocument;
use crate::edit::Edits;
use crate::finding::Finding;
use crate::ids::{ActionId, DeclarationId, MessageId, ShipmentId, SystemCode, TenantId};
use crate::lifecycle::{Action, Event, Family, Standing, Status};
use crate::origin::Origins;
use crate::record::{Json, ShipmentRecord};

/// A declaration without its document, which stands in its revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclarationRecord {
    /// The tenant whose declaration it is.
    pub tenant_id: TenantId,
    /// The id that this system gave it.
    pub id: DeclarationId,
    /// The shipment it came from.
    pub shipment_id: ShipmentId,
    /// The run of the shipment's flow that made it.
    pub run: u32,
    /// The reference that the ERP gave the shipment.
    pub external_reference: String,
    /// Whether its goods come in (`IN`) or go out (`OUT`).
    pub direction: Direction,
    /// The name of the flow; none where customs told of it first.
    pub flow: Option<String>,
    /// The version of the flow, from 1.
    pub flow_version: u32,
    /// The name of the flow's step; none where customs told of it first.
    pub step: Option<String>,
    /// How many declarations the step made.
    pub instance_count: u32,
    /// Which of them this is, from 1.
    pub instance_seq: u32,
    /// The table it lives by.
    pub family: Family,
    /// The customs system that it goes to.
    pub system: SystemCode,
    /// The code of its type, such as `H1`.
    pub declaration_type: String,
    /// The country whose customs gets it (ISO 3166-1 alpha-2).
    pub jurisdiction: String,
    /// The local reference number (LRN), which we gave it.
    pub lrn: String,
    /// The master reference number (MRN), which customs gave it.
    pub mrn: Option<String>,
    /// The excise system's number.
    pub arc: Option<String>,
    /// Whether it was sent by us or comes to us.
    pub side: Side,
    /// Tells declarations apart that had one number before numbers were unique: 0 but for those.
    pub number_copy: u32,
    /// The reference of the consignment that its goods move as, where its system has one.
    pub consignment: Option<String>,
    /// Unique consignment reference (UCR) of the whole.
    pub ucr: Option<String>,
    /// Country of dispatch or export.
    pub ship_from: Option<String>,
    /// Country of destination (ISO 3166-1 alpha-2).
    pub ship_to: Option<String>,
    /// Code of the company, as the ERP has it.
    pub company: Option<String>,
    /// Code of the plant, as the ERP has it.
    pub plant: Option<String>,
    /// Code of the storage location, as the ERP has it.
    pub storage_location: Option<String>,
    /// The date customs accepted it.
    pub declaration_date: Option<Date>,
    /// Its status: the replay of its history.
    pub status: Status,
    /// The status that a request of ours covers, of the same replay.
    pub covered: Option<Status>,
    /// What customs told of it so far.
    pub facts: Json<CustomsFacts>,
    /// What is wrong with it.
    pub findings: Json<Vec<Finding>>,
    /// The revision being worked on.
    pub revision: u32,
    /// The highest number of its revisions.
    pub last_revision: u32,
    /// The revision customs has; none before it was sent.
    pub lodged_revision: Option<u32>,
    /// The amendment that was sent and that customs has not decided on.
    pub sent_revision: Option<u32>,
    /// The keys by which its goods were chosen; none where an item lacks one.
    pub group_keys: Json<Vec<Option<String>>>,
    /// A digest of the document that was formed for it, before deductions and edits; none where
    /// that was not noted.
    pub formed_digest: Option<String>,
    /// When what is waited for is overdue.
    pub due_at: Option<Timestamp>,
    /// When what the covered status waits for is overdue.
    pub covered_due_at: Option<Timestamp>,
    /// How many entries its history has.
    pub history_length: u32,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a declaration is from its beginning.
#[derive(Clone, Debug)]
pub struct DeclaredAs {
    /// The table it lives by.
    pub family: Family,
    /// The customs system that it goes to.
    pub system: SystemCode,
    /// The code of its type, such as `H1`.
    pub declaration_type: String,
    /// The country whose customs gets it (ISO 3166-1 alpha-2).
    pub jurisdiction: String,
    /// The local reference number (LRN), which we gave it.
    pub lrn: String,
}

impl DeclarationRecord {
    /// A declaration of a shipment that nothing has happened to yet.
    #[must_use]
    pub fn begun(
        shipment: &ShipmentRecord,
        id: DeclarationId,
        declared: DeclaredAs,
        now: Timestamp,
    ) -> Self {
        Self {
            tenant_id: shipment.tenant_id,
            id,
            shipment_id: shipment.id,
            run: shipment.run,
            external_reference: shipment.external_reference.clone(),
            direction: shipment.direction,
            flow: shipment.flow.clone(),
            flow_version: shipment.flow_version,
            step: None,
            instance_count: 1,
            instance_seq: 1,
            family: declared.family,
            system: declared.system,
            declaration_type: declared.declaration_type,
            jurisdiction: declared.jurisdiction,
            lrn: declared.lrn,
            mrn: None,
            arc: None,
            side: Side::Sent,
            number_copy: 0,
            consignment: None,
            ucr: None,
            ship_from: None,
            ship_to: None,
            company: None,
            plant: None,
            storage_location: None,
            declaration_date: None,
            status: Status::New,
            covered: None,
            facts: Json::default(),
            findings: Json::default(),
            revision: 1,
            last_revision: 1,
            lodged_revision: None,
            sent_revision: None,
            group_keys: Json::default(),
            formed_digest: None,
            due_at: None,
            covered_due_at: None,
            history_length: 0,
            version: 0,
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether the step of this name made it.
    #[must_use]
    pub fn is_of_step(&self, step: &str) -> bool {
        self.step.as_deref() == Some(step)
    }

    /// Where it stands: the status that people see, and the one it covers.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing {
            status: self.status,
            covered: self.covered,
        }
    }
}

/// One revision of a declaration's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionRecord {
    /// The tenant whose declaration it is.
    pub tenant_id: TenantId,
    /// The declaration that it is a revision of.
    pub declaration_id: DeclarationId,
    /// Its number, from 1.
    pub number: u32,
    /// The document as it is sent.
    pub document: Json<SingleAdministrativeDocument>,
    /// Where its values are from.
    pub origins: Json<Origins>,
    /// What persons changed since it was formed.
    pub edits: Json<Edits>,
    /// The day as of which its values were deduced.
    pub deduced_on: Option<Date>,
    /// When it was sent: from then on it cannot be rewritten.
    pub sealed_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A revision without its document, which is large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionHead {
    /// The tenant whose declaration it is.
    pub tenant_id: TenantId,
    /// The declaration that it is a revision of.
    pub declaration_id: DeclarationId,
    /// Its number, from 1.
    pub number: u32,
    /// What persons changed since it was formed.
    pub edits: Json<Edits>,
    /// The day as of which its values were deduced.
    pub deduced_on: Option<Date>,
    /// When it was sent: from then on it cannot be rewritten.
    pub sealed_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl From<RevisionRecord> for RevisionHead {
    fn from(row: RevisionRecord) -> Self {
        Self {
            tenant_id: row.tenant_id,
            declaration_id: row.declaration_id,
            number: row.number,
            edits: row.edits,
            deduced_on: row.deduced_on,
            sealed_at: row.sealed_at,
            created_at: row.created_at,
        }
    }
}

/// One entry of a declaration's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The tenant whose declaration it is.
    pub tenant_id: TenantId,
    /// The declaration that it happened to.
    pub declaration_id: DeclarationId,
    /// Its place, from 1 without gaps.
    pub seq: u32,
    /// What happened to the declaration.
    pub event: Event,
    /// The status after it.
    pub status: Status,
    /// Whether the table foresaw it.
    pub expected: bool,
    /// Who or what brought it about.
    pub actor: String,
    /// A word on it for people.
    pub note: Option<String>,
    /// The message that brought it, or that it sent.
    pub message_id: Option<MessageId>,
    /// Customs' time, as customs wrote it.
    pub customs_time: Option<String>,
    /// When it was noted here, by our clock.
    pub recorded_at: Timestamp,
}

/// A requested action: inserted when asked for, replaced (same id) when finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRecord {
    /// The tenant whose declaration it is.
    pub tenant_id: TenantId,
    /// The id of the request.
    pub id: ActionId,
    /// The declaration that is acted upon.
    pub declaration_id: DeclarationId,
    /// What is asked for.
    pub action: Action,
    /// Why; required for invalidation.
    pub reason: Option<String>,
    /// What is said with it.
    pub content: Option<Json<ActionContent>>,
    /// The client or person who asks for it.
    pub actor: String,
    /// Whether it did what was asked; none while it waits.
    pub successful: Option<bool>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When it ended; absent as long as it runs.
    pub finished_at: Option<Timestamp>,
    /// What was found in the declaration that kept it from being done; absent while it runs, where
    /// it was done, and of what ended before this was noted.
    pub errors: Option<Json<Vec<Finding>>>,
}
