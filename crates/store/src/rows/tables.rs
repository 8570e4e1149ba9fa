//! Which row lives in which table? One line per table; columns are named like the fields.

use super::columns::OrEmpty;
use super::*;
use crate::db::{Cells, Column, Readable, Record, Value};

/// Writes and reads a row by its fields, in their order; `field=Edge` is written and read by a type
/// that knows how the column differs from the field.
macro_rules! record {
    ($row:ident in $table:literal: $($field:ident $(= $edge:ident)?)*) => {
        impl Record for $row {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn values(&self, into: &mut Vec<Value>) {
                $(into.push(record!(@write self.$field $(, $edge)?));)*
            }
        }

        impl Readable for $row {
            fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
                Ok(Self { $($field: record!(@read cells $(, $edge)?),)* })
            }
        }
    };
    (@write $value:expr) => { $value.write() };
    (@write $value:expr, $edge:ident) => { $edge::write($value.as_deref()) };
    (@read $cells:ident) => { $cells.next()? };
    (@read $cells:ident, $edge:ident) => { $edge::read($cells)? };
}

record!(TenantRow in "tenant": id name created_at);
record!(ClientRow in "client":
    id tenant_id source_system secret_hash scopes created_at disabled_at former_secret_hash
    former_secret_until changed_at changed_by description visible expires_at last_used_at);
record!(SigningKeyRow in "signing_key": id secret created_at expires_at created_by);
record!(UserRecord in "person":
    id name display_name password_hash totp_key totp_offered totp_step recovery_hashes issuer
    subject created_at created_by disabled_at version);
record!(MembershipRecord in "membership":
    tenant_id user_id roles visible changed_at changed_by);
record!(SessionRecord in "session": token_hash user_id created_at seen_at ends_at address);
record!(LinkRecord in "sign_in_link":
    token_hash user_id resets_second_factor created_at expires_at);
record!(AuditEntry in "audit":
    tenant_id sequence id kind event actor person_id client_id user_id subject detail is_refusal
    address recorded_at previous_hash hash);
record!(ConnectionRecord in "connection": tenant_id system document version updated_at);
record!(ConfigurationRecord in "configuration":
    tenant_id kind name version state document valid_from valid_to edition created_at updated_at
    updated_by published_at published_by note review);
record!(ConfigurationHead in "configuration":
    tenant_id kind name version state valid_from valid_to edition created_at updated_at updated_by
    published_at published_by note review);
record!(MasterDataRecord in "master_data_version":
    tenant_id kind code version valid_from valid_to is_current name search_text document
    updated_at updated_by);
record!(MasterDataHead in "master_data_version":
    code version valid_from valid_to name updated_at updated_by);
record!(CodeListRecord in "code_list": tenant_id list source entries loaded_at);
record!(CodeListEntryRecord in "code_list_entry":
    tenant_id list code valid_from valid_to description attributes);
record!(IngestionRecord in "ingestion":
    tenant_id id kind client_id external_reference body sent changes idempotency_key options
    state errors
    received_at finished_at actor);
record!(IngestionHead in "ingestion":
    id kind external_reference state errors received_at finished_at client_id actor);
record!(IngestionResult in "ingestion": tenant_id id state errors finished_at);
record!(ShipmentRecord in "shipment":
    tenant_id id external_reference direction flow=OrEmpty flow_version run started_steps document
    input_changes version created_at updated_at);
record!(ShipmentHead in "shipment":
    id external_reference direction flow=OrEmpty flow_version run version created_at updated_at);
record!(DeclarationRecord in "declaration":
    tenant_id id shipment_id run external_reference direction flow=OrEmpty flow_version
    step=OrEmpty
    instance_count instance_seq family system declaration_type jurisdiction lrn mrn arc side
    number_copy consignment ucr ship_from ship_to company plant storage_location declaration_date
    status covered facts findings revision last_revision lodged_revision sent_revision group_keys
    formed_digest=OrEmpty due_at covered_due_at history_length version created_at updated_at);
record!(SummaryRecord in "declaration_summary":
    tenant_id id shipment_id external_reference reference_key lrn lrn_key mrn mrn_key arc arc_key
    ucr ucr_key direction flow=OrEmpty step=OrEmpty system declaration_type jurisdiction ship_from
    ship_to company=OrEmpty plant=OrEmpty storage_location status standing cell declaration_date
    due_at due_key party party_key errors warnings finding_code finding_text error_codes revision
    number_words document_words is_sampled version created_at updated_at);
record!(SummaryChange in "declaration_summary":
    tenant_id id direction flow=OrEmpty step=OrEmpty ship_from ship_to storage_location status
    standing cell declaration_date due_at due_key errors warnings finding_code finding_text
    error_codes revision version updated_at);
record!(DeclarationSummary in "declaration_summary":
    number id shipment_id external_reference lrn mrn arc ucr direction flow=OrEmpty step=OrEmpty
    system declaration_type jurisdiction ship_from ship_to company=OrEmpty plant=OrEmpty
    storage_location status declaration_date due_at party errors warnings finding_code finding_text
    error_codes assignee flag version created_at updated_at);
record!(RevisionRecord in "revision":
    tenant_id declaration_id number document origins edits deduced_on sealed_at created_at);
record!(RevisionHead in "revision":
    tenant_id declaration_id number edits deduced_on sealed_at created_at);
record!(HistoryEntry in "history":
    tenant_id declaration_id seq event status expected actor note message_id customs_time
    recorded_at);
record!(ActionRecord in "action_request":
    tenant_id id declaration_id action reason content actor successful requested_at finished_at
    errors);
record!(MessageRecord in "message":
    tenant_id id direction system declaration_id message_type identifier revision state note body
    content_type path=OrEmpty headers conversation created_at processed_at attempts);
record!(MessageResult in "message":
    tenant_id id state declaration_id message_type identifier conversation note processed_at
    attempts next_attempt_at);
record!(ToldRecord in "told":
    tenant_id system conversation content message_id told_at);
record!(AlertRecord in "alert":
    tenant_id id kind text message_id declaration_id raised_at resolved_at
    subject resolved_by resolution);
record!(AlertResolution in "alert":
    tenant_id id resolved_at resolved_by resolution);
record!(AssignmentRecord in "message_assignment":
    tenant_id message_id declaration_id assigned_by reason assigned_at);
record!(DeadTask in "task": id tenant_id kind subject created_at attempt error);
record!(SubscriptionRecord in "subscription":
    tenant_id id url filters secret client_id created_at disabled_at name former_secret
    former_secret_until version changed_at changed_by);
record!(NotificationRecord in "notification":
    tenant_id seq id event_type event_sub_type body occurred_at);
record!(DeliveryRecord in "delivery":
    tenant_id id subscription_id notification_id state attempts last_answer created_at
    attempted_at next_at replay_of replayed_by);
record!(DeliveryResult in "delivery":
    tenant_id id state attempts last_answer attempted_at next_at);
record!(DeclaredMassRecord in "declared_mass":
    declaration_id tenant_id importer day milligrams);
record!(TableRowHits in "table_row_hits":
    tenant_id table_name version row_id=OrEmpty hits first_at last_at);
record!(NoteRecord in "note":
    tenant_id id subject_kind subject_id author text edition created_at changed_at deleted_at);
record!(NoteEditionRecord in "note_edition": tenant_id note_id edition text written_at);
record!(MentionRecord in "mention": tenant_id person note_id mentioned_at);
record!(DeclarationWorkRecord in "declaration_work":
    tenant_id declaration_id assignee flag version updated_at updated_by);
record!(ActivityRecord in "activity":
    tenant_id id subject_kind subject_id change person detail recorded_at);
record!(AttachmentRecord in "attachment":
    tenant_id id subject_kind subject_id name media_type size sha256 document_reference state
    uploaded_by created_at deleted_by deleted_at);
record!(AttachmentPart in "attachment_part": tenant_id attachment_id part bytes);
record!(BulkRunRecord in "bulk_run":
    tenant_id id bulk_order row_count requested_by actor requested_at finished_at);
record!(BulkRowRecord in "bulk_row":
    tenant_id run_id number declaration_id state action_id code detail);
record!(SavedViewRow in "saved_view":
    tenant_id id list name owner is_shared search columns created_at updated_at);
record!(PresenceRow in "presence": tenant_id declaration_id person place is_typing until);
record!(AlertWorkRow in "alert_work": tenant_id alert_id assignee updated_at updated_by);
record!(CircuitRecord in "circuit":
    tenant_id queue down_since failures next_probe_at alert_id note);

/// A new task has no lease; when it was first due is kept, when it is due changes.
impl Record for NewTask {
    const TABLE: &'static str = "task";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "tenant_id",
        "kind",
        "subject",
        "endpoint",
        "lane",
        "due_at",
        "created_at",
        "attempt",
    ];

    fn values(&self, into: &mut Vec<Value>) {
        into.extend([
            self.id.write(),
            self.tenant_id.write(),
            self.kind.write(),
            self.subject.write(),
            self.endpoint.write(),
            self.lane.write(),
            self.due_at.write(),
            self.due_at.write(),
            0_u32.write(),
        ]);
    }
}
