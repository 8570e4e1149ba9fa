//! How does a declaration look to its readers?
//!
//! Flat, in the public names: who and where it is, its status and what may be done, what customs
//! said, what is wrong, and the document, whose elements all have their references.

use anyhow::{Context, Result};
use cas_engine::Engine;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::{Course, Status};
use cas_model::next_step::{NextFacts, NextStep};
use cas_model::reported_finding::{
    FindingContext, GroupedFinding, ReportedField, ReportedFinding, grouped,
};
use cas_model::{Action, ActionContent, FieldPath, Severity, Source};
use cas_store::{DeclarationRecord, MessageHead};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::document_schema::DeclarationDocument;
use crate::finding_answer::{FindingField, FindingGroupAnswer};
use crate::summary_answer::{Next, group_name};

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
    /// What is to be done next.
    next: Next,
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
    /// The same with how each is asked for and what it needs, and `edit` where the document may be
    /// edited.
    actions: Vec<AllowedAction>,
    /// What is wrong with it.
    errors: Vec<DeclarationError>,
    /// The same with those as one that say the same of several goods items.
    #[schema(value_type = Vec<FindingGroupAnswer>)]
    finding_groups: Vec<GroupedFinding>,
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
    /// The code once more, as everywhere where findings are told.
    code: String,
    /// The page of a code of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// The fields once more: by path and address, with what they are called.
    #[schema(value_type = Vec<FindingField>)]
    fields: Vec<ReportedField>,
    /// The numbers of the goods items that the fields are of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<u32>,
    /// Customs' own pointer, kept as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// Why it is found where not the rule alone says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    /// Of what customs refused: whether something else stands there by now; only where the
    /// declaration is read by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_changed_since_refusal: Option<bool>,
}

/// An action that is allowed, and how it is asked for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AllowedAction {
    /// The action, or `edit`.
    #[schema(example = "submit")]
    action: &'static str,
    /// The method of its endpoint.
    #[schema(example = "POST")]
    method: &'static str,
    /// The path of its endpoint.
    #[schema(example = "/v1/declarations/01900000-0000-7000-8000-000000000001/submit")]
    path: String,
    /// Whether it needs a body.
    needs_body: bool,
    /// JSON Schema of its body: a reference into the description of this API.
    #[schema(value_type = Object,
        example = json!({"$ref": "/openapi.json#/components/schemas/ActionReason"}))]
    schema: Value,
}

impl AllowedAction {
    fn new(id: &str, action: Action) -> Self {
        let said = ActionContent::shape_of(action).filter(|_| action.course() == Course::Tell);
        let (needs_body, schema) = match (said, action.course()) {
            (Some(shape), _) => (true, shape.name),
            (None, Course::Invalidate) => (true, "Invalidation"),
            (None, _) => (false, "ActionReason"),
        };
        Self {
            action: action.as_str(),
            method: "POST",
            path: format!("/v1/declarations/{id}/{}", action.as_str()),
            needs_body,
            schema: schema_reference(schema),
        }
    }

    fn edit(id: &str) -> Self {
        Self {
            action: "edit",
            method: "PATCH",
            path: format!("/v1/declarations/{id}"),
            needs_body: true,
            schema: schema_reference(SingleAdministrativeDocument::shape().name),
        }
    }
}

fn schema_reference(name: &str) -> Value {
    json!({ "$ref": format!("/openapi.json#/components/schemas/{name}") })
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
    /// The answer for a declaration and its document; its findings are told with the context.
    ///
    /// # Errors
    /// When what is stored is not what it must be.
    pub fn new(
        engine: &Engine,
        row: DeclarationRecord,
        document: DeclarationDocument,
        context: FindingContext<'_>,
    ) -> Result<Self> {
        let broken = || format!("declaration {}", row.id);
        let facts = row.facts.get().with_context(broken)?;
        let findings = context.report(row.findings.get().with_context(broken)?);
        let allowed = engine.allowed_actions(&row);
        let id = row.id.to_string();
        let edit = row
            .family
            .is_editable(row.status)
            .then(|| AllowedAction::edit(&id));
        let actions = allowed
            .iter()
            .map(|action| AllowedAction::new(&id, *action));
        let errors = findings
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .count();
        let next = NextFacts {
            status: row.status,
            errors: u32::try_from(errors)?,
            due_at: row.due_at,
        };
        Ok(Self {
            next: NextStep::new(next, engine.now()).into(),
            actions: edit.into_iter().chain(actions).collect(),
            finding_groups: grouped(&findings),
            id,
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

impl From<ReportedFinding> for DeclarationError {
    fn from(finding: ReportedFinding) -> Self {
        let public = |field: &ReportedField| FieldReference::new(&FieldPath::new(&*field.path));
        Self {
            error_code: finding.code.clone(),
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
            field_reference: finding.fields.iter().map(public).collect(),
            code: finding.code,
            link: finding.link,
            fields: finding.fields,
            items: finding.items,
            pointer: finding.pointer,
            because: finding.because,
            is_changed_since_refusal: finding.is_changed_since_refusal,
        }
    }
}

impl FieldReference {
    fn new(field: &FieldPath) -> Self {
        let (field_name, path) = field.public_reference();
        Self { field_name, path }
    }
}
