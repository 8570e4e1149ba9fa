//! What would the draft of a flow make of shipments?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_engine::flow_trial::{MOST_TRIED, TriedDeclaration, TriedInput, TriedShipment};
use cas_model::declaration::Direction;
use cas_process::configuration::{VersionChoice, refusals};
use cas_process::flow_trial::{TriedValue, Would};
use cas_process::message::{Message, MessageKind};
use cas_process::{Refusal, codes};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{AdminConfiguration, Authorized, Configured, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// Which shipments are tried.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FlowTrialRequest {
    /// Shipments that are there, at most 20.
    shipments: Vec<KeptShipment>,
    /// A shipment as it would be sent; it is in no store.
    #[schema(value_type = Option<Object>)]
    shipment: Option<Value>,
    /// The number of another version that is tried in place of the draft.
    version: Option<u32>,
}

/// A shipment that is there.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptShipment {
    /// The reference that the ERP gave it.
    reference: String,
    /// `IN` or `OUT`, where both directions have one of this reference.
    direction: Option<String>,
}

/// What a version of a flow would make.
#[derive(Serialize, ToSchema)]
pub struct FlowTrialAnswer {
    /// The number of the version that was tried.
    version: u32,
    /// What would become of each shipment, in the order of the request.
    shipments: Vec<TriedShipmentAnswer>,
}

/// What would become of a shipment.
#[derive(Serialize, ToSchema)]
#[schema(as = TriedShipment)]
pub struct TriedShipmentAnswer {
    /// The reference that the ERP gave it.
    reference: String,
    /// Its direction, `IN` or `OUT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    /// Why nothing would be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<TrialRefusal>,
    /// The declarations that would be made, and those that were and would not be.
    declarations: Vec<TriedDeclarationAnswer>,
}

/// Why nothing would be made of a shipment.
#[derive(Serialize, ToSchema)]
pub struct TrialRefusal {
    /// The code; a page at `/errors/{code}` explains it.
    code: String,
    /// Why, and what to do instead.
    message: String,
}

/// A declaration that would be made, beside the one that was.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TriedDeclaration)]
pub struct TriedDeclarationAnswer {
    /// The step of the flow.
    step: Option<String>,
    /// Which of the step's declarations it is, from 1.
    instance: u32,
    /// `make`: there was none. `same`: nothing that the flow decides would differ. `change`: it
    /// would say or find something else. `omit`: it was made and would not be.
    would: &'static str,
    /// The declaration that was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<MadeAnswer>,
    /// The type it would have.
    #[serde(skip_serializing_if = "Option::is_none")]
    declaration_type: Option<String>,
    /// The system it would go to.
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<String>,
    /// What its first look would come to: `Validated`, or why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    /// The values that would differ.
    changes: Vec<TriedChange>,
    /// The document that would be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    document: Option<Value>,
    /// What would be found in it: `code`, `message`, `description`, `severity`, `fields`.
    #[schema(value_type = Vec<Object>)]
    findings: Value,
    /// Findings that the one that was made does not have.
    #[schema(value_type = Vec<Object>)]
    new_findings: Value,
    /// Findings that only the one that was made has; those of customs are not looked at.
    #[schema(value_type = Vec<Object>)]
    gone_findings: Value,
}

/// A declaration that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = MadeDeclaration)]
pub struct MadeAnswer {
    /// The id of the declaration.
    #[schema(format = Uuid)]
    id: String,
    /// The local reference number (LRN), which we gave it.
    lrn: String,
    /// The status that it has now.
    status: String,
}

/// A value that would differ.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TriedChange {
    /// The path of the field in the document.
    path: String,
    /// What was made; null where there is nothing.
    before: Option<String>,
    /// What would be made.
    after: Option<String>,
    /// Why no trial can tell: `generated`, `customs`, `person` or `earlierDeclaration`. Absent where
    /// the flow decides on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_foreseen: Option<&'static str>,
}

/// Tries the draft of a flow, or another version, on shipments: the declarations that it would make
/// beside those that were made, the difference field by field, and what would be found. Every step
/// is taken to start at once, as of today. Nothing is stored, nothing is sent.
#[utoipa::path(
    post,
    path = "/v1/configuration/{kind}/{name}/draft/try",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows"),
        ("name" = String, Path, description = "The name of the flow"),
    ),
    request_body = FlowTrialRequest,
    responses((status = 200, description = "What would be made", body = FlowTrialAnswer))
)]
pub async fn try_flow(
    authorized: Authorized<AdminConfiguration>,
    configured: Configured,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<FlowTrialAnswer>, Problem> {
    let limit = state.settings().body_limit;
    let request: FlowTrialRequest = body::json_or_default(&headers, body, limit).await?;
    let (engine, caller) = (state.engine(), authorized.caller);
    let version = request
        .version
        .map_or(VersionChoice::Draft, VersionChoice::Number);
    let flow = engine
        .tried_flow(caller.tenant_id, &configured.name, version)
        .await?;
    let mut shipments = Vec::new();
    for input in inputs(request)? {
        shipments.push(
            engine
                .try_shipment(&caller, &flow, input)
                .await?
                .try_into()?,
        );
    }
    Ok(Json(FlowTrialAnswer {
        version: flow.version,
        shipments,
    }))
}

fn inputs(request: FlowTrialRequest) -> Result<Vec<TriedInput>, Refusal> {
    if request.shipments.len() > MOST_TRIED {
        let message = format!("at most {MOST_TRIED}; a replay takes more");
        return Err(refusals::wrong("shipments", message));
    }
    let mut inputs = Vec::new();
    for (at, kept) in request.shipments.into_iter().enumerate() {
        let direction = kept.direction.as_deref().map(|text| {
            let path = format!("shipments[{at}].direction");
            Direction::parse(text).ok_or_else(|| refusals::wrong(&path, "must be IN or OUT"))
        });
        inputs.push(TriedInput::Kept {
            direction: direction.transpose()?,
            reference: kept.reference,
        });
    }
    if let Some(sent) = request.shipment {
        let read = Message::read(MessageKind::CustomsShipment, sent);
        match read.map_err(Refusal::invalid_structure)? {
            Message::Whole(whole) => inputs.push(TriedInput::Sent(Box::new(whole.shipment))),
            Message::Update(_) | Message::Event(_) | Message::MasterData(..) => {
                let message = "send the whole shipment: messageType New";
                return Err(refusals::wrong("shipment.messageType", message));
            }
        }
    }
    match inputs.is_empty() {
        true => Err(Refusal::new(
            codes::CONFIGURATION_INVALID,
            "name shipments, or send one",
        )),
        false => Ok(inputs),
    }
}

impl TryFrom<TriedShipment> for TriedShipmentAnswer {
    type Error = anyhow::Error;

    fn try_from(tried: TriedShipment) -> anyhow::Result<Self> {
        let declarations = tried.declarations.into_iter().map(TryInto::try_into);
        Ok(Self {
            reference: tried.reference,
            direction: tried.direction.map(Direction::as_str),
            refused: tried.refused.map(|refused| TrialRefusal {
                code: refused.code,
                message: refused.message,
            }),
            declarations: declarations.collect::<anyhow::Result<_>>()?,
        })
    }
}

impl TriedShipmentAnswer {
    /// The same without the documents that would be made.
    #[must_use]
    pub fn without_documents(mut self) -> Self {
        for declaration in &mut self.declarations {
            declaration.document = None;
        }
        self
    }
}

impl TryFrom<TriedDeclaration> for TriedDeclarationAnswer {
    type Error = anyhow::Error;

    fn try_from(declaration: TriedDeclaration) -> anyhow::Result<Self> {
        let TriedDeclaration {
            step,
            instance,
            comparison,
            made,
            tried,
        } = declaration;
        let findings = match &tried {
            Some(tried) => serde_json::to_value(&tried.findings)?,
            None => Value::Array(Vec::new()),
        };
        let document = tried
            .as_ref()
            .map(|tried| serde_json::to_value(&tried.document));
        Ok(Self {
            step,
            instance,
            would: would(comparison.would),
            made: made.map(|made| MadeAnswer {
                id: made.id.to_string(),
                lrn: made.lrn,
                status: made.status.to_string(),
            }),
            declaration_type: tried.as_ref().map(|tried| tried.declaration_type.clone()),
            system: tried.as_ref().map(|tried| tried.system.to_string()),
            status: tried.as_ref().map(|tried| tried.status.to_string()),
            changes: comparison.changes.into_iter().map(Into::into).collect(),
            document: document.transpose()?,
            findings,
            new_findings: serde_json::to_value(comparison.new_findings)?,
            gone_findings: serde_json::to_value(comparison.gone_findings)?,
        })
    }
}

impl From<TriedValue> for TriedChange {
    fn from(value: TriedValue) -> Self {
        Self {
            path: value.path,
            before: value.before,
            after: value.after,
            not_foreseen: value.not_foreseen,
        }
    }
}

fn would(would: Would) -> &'static str {
    match would {
        Would::Make => "make",
        Would::Same => "same",
        Would::Change => "change",
        Would::Omit => "omit",
    }
}
