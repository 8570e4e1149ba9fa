//! How does a declaration look to its readers?
//!
//! Flat, in the public names: who and where it is, its status and what may be done, what customs
//! said, what is wrong, and the document, whose elements all have their references.

use anyhow::{Context, Result};
use cas_engine::Engine;
use cas_model::lifecycle::{Group, Status};
use cas_model::{FieldPath, Finding, Severity, Source};
use cas_store::{DeclarationRecord, MessageHead};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::document_schema::DeclarationDocument;

/// A declaration with its document and what customs told.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Declaration)]
pub struct DeclarationAnswer {
    /// The id that this system gave it.
    #[schema(format = Uuid)]
    id: String,
    /// The ERP's reference of the shipment.
    customs_shipment_reference: String,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    direction: &'static str,
    /// The country whose customs gets it (ISO 3166-1 alpha-2).
    jurisdiction: String,
    /// The customs system that it goes to.
    system: String,
    /// Its type within the system.
    declaration_type: String,
    /// The name of the flow that made it.
    customs_flow: String,
    /// The step of the flow.
    customs_flow_step: String,
    /// How many declarations the step made in this run.
    customs_flow_step_instance_count: u32,
    /// Which of them this is, from 1.
    customs_flow_step_instance_seq: u32,
    /// Our number, known to customs.
    lrn: String,
    /// Number given by customs.
    mrn: Option<String>,
    /// Number given by the excise system.
    arc: Option<String>,
    /// Unique consignment reference (UCR) of the whole.
    ucr: Option<String>,
    /// The status that it has now.
    current_status: &'static str,
    /// What an open request of ours (an amendment, an invalidation) covers until customs decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    status_at_customs: Option<&'static str>,
    /// `toDo`, `withCustoms`, `done` or `problem`.
    status_group: &'static str,
    /// Code of the company, as the ERP has it.
    company: Option<String>,
    /// Code of the plant, as the ERP has it.
    plant: Option<String>,
    /// Code of the storage location, as the ERP has it.
    storage_location: Option<String>,
    /// The date customs accepted it.
    #[schema(format = Date)]
    acceptance_date: Option<String>,
    /// When it was created.
    #[schema(format = DateTime)]
    creation_date: String,
    /// When it last changed.
    #[schema(format = DateTime)]
    last_updated: String,
    /// The revision of the document.
    revision: u32,
    /// The revision that customs has.
    lodged_revision: Option<u32>,
    /// The amendment that was sent and that customs has not decided on.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_revision: Option<u32>,
    /// Counts its changes; the `ETag` in quotes.
    version: u32,
    /// When what is waited for is overdue.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<String>,
    /// Our message that customs does not have yet; only where the declaration is read by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) waiting_message: Option<WaitingMessage>,
    /// What customs said of it.
    #[schema(value_type = Object)]
    customs: Box<RawValue>,
    /// The actions that are allowed now.
    allowed_actions: Vec<&'static str>,
    /// What is wrong with it.
    errors: Vec<DeclarationError>,
    /// The document as it stands now.
    single_administrative_document: DeclarationDocument,
}

/// A message of ours that waits to be sent, and for what.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WaitingMessage {
    /// Its id: its attempts are listed with the declaration's messages.
    #[schema(format = Uuid)]
    id: String,
    /// Its type, customs' name.
    message_type: Option<String>,
    /// Why it was not taken, or for what it waits; absent before the first attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// When it is sent again at the latest.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next_attempt_at: Option<String>,
}

impl From<MessageHead> for WaitingMessage {
    fn from(row: MessageHead) -> Self {
        Self {
            id: row.id.to_string(),
            message_type: row.message_type,
            note: row.note,
            next_attempt_at: row.next_attempt_at.map(|time| time.to_string()),
        }
    }
}

/// One thing that is wrong with a declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationError {
    /// Code: of a rule (`V0010`) or another finding of ours (`D0010`), explained at
    /// `/errors/{code}`; or as customs gave it.
    error_code: String,
    /// What is wrong, in one line.
    message: String,
    /// What to do, or what customs said.
    description: String,
    /// Whether it stops the declaration (`error`) or not (`warning`).
    severity: &'static str,
    /// `validation`, `customs` or `configuration`.
    source: &'static str,
    /// The fields that the error is about.
    field_reference: Vec<FieldReference>,
}

/// A field of a declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldReference {
    /// The name of the field, without its path.
    field_name: String,
    /// The path of the field in the document.
    path: String,
}

impl DeclarationAnswer {
    /// The answer for a declaration and its document.
    ///
    /// # Errors
    /// When what is stored is not what it must be.
    pub fn new(
        engine: &Engine,
        row: DeclarationRecord,
        document: DeclarationDocument,
    ) -> Result<Self> {
        let broken = || format!("declaration {}", row.id);
        let facts = row.facts.get().with_context(broken)?;
        let findings = row.findings.get().with_context(broken)?;
        let allowed = engine.allowed_actions(&row);
        Ok(Self {
            id: row.id.to_string(),
            customs_shipment_reference: row.external_reference,
            direction: row.direction.as_str(),
            jurisdiction: row.jurisdiction,
            system: row.system.to_string(),
            declaration_type: row.declaration_type,
            customs_flow: row.flow.unwrap_or_default(),
            customs_flow_step: row.step.unwrap_or_default(),
            customs_flow_step_instance_count: row.instance_count,
            customs_flow_step_instance_seq: row.instance_seq,
            lrn: row.lrn,
            mrn: row.mrn,
            arc: row.arc,
            ucr: row.ucr,
            current_status: row.status.as_str(),
            status_at_customs: row.covered.map(Status::as_str),
            status_group: group_name(row.status.group()),
            company: row.company,
            plant: row.plant,
            storage_location: row.storage_location,
            acceptance_date: facts.acceptance_date.map(|date| date.to_string()),
            creation_date: row.created_at.to_string(),
            last_updated: row.updated_at.to_string(),
            revision: row.revision,
            lodged_revision: row.lodged_revision,
            sent_revision: row.sent_revision,
            version: row.version,
            due_at: row.due_at.map(|due_at| due_at.to_string()),
            waiting_message: None,
            customs: RawValue::from_string(row.facts.into_text())?,
            allowed_actions: allowed.into_iter().map(|action| action.as_str()).collect(),
            errors: findings.into_iter().map(DeclarationError::from).collect(),
            single_administrative_document: document,
        })
    }
}

impl From<Finding> for DeclarationError {
    fn from(finding: Finding) -> Self {
        Self {
            error_code: finding.code,
            message: finding.message,
            description: finding.description,
            severity: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            source: match finding.source {
                Source::Validation => "validation",
                Source::Customs => "customs",
                Source::Configuration => "configuration",
            },
            field_reference: finding.fields.iter().map(FieldReference::new).collect(),
        }
    }
}

impl FieldReference {
    fn new(field: &FieldPath) -> Self {
        let (field_name, path) = field.public_reference();
        Self { field_name, path }
    }
}

/// The public name of a group of statuses.
pub fn group_name(group: Group) -> &'static str {
    match group {
        Group::ToDo => "toDo",
        Group::WithCustoms => "withCustoms",
        Group::Done => "done",
        Group::Problem => "problem",
    }
}
