//! What would the draft of a flow make of the shipments of a period, and which versions still run?

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use cas_engine::flow_trial::TriedInput;
use cas_model::configuration::ConfigurationKind;
use cas_model::path;
use cas_process::configuration::VersionChoice;
use cas_process::flow_trial::Would;
use cas_store::{ListCount, RunningVersion, ShipmentSearch};
use serde::Serialize;
use utoipa::ToSchema;

use super::try_flow::TriedShipmentAnswer;
use crate::extract::{AdminConfiguration, Authorized, Configured, ListEdges, Query, read_place};
use crate::problem::Problem;
use crate::state::ApiState;

/// The most shipments of a page.
const MOST: u32 = 20;

/// What a version of a flow would make of a page of shipments.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FlowReplayAnswer {
    /// The number of the version that was tried.
    version: u32,
    /// How many shipments of the page were tried.
    tried: usize,
    /// In how many of them something would be made, changed or left out.
    changed: usize,
    /// How many of them would be refused.
    refused: usize,
    /// In how many declarations each field would differ, positions left out; what no trial foresees
    /// is not counted.
    fields: BTreeMap<String, usize>,
    /// The shipments in which something would differ, without the documents.
    shipments: Vec<TriedShipmentAnswer>,
    /// The pages before and behind, and with `count=true` how many shipments there are.
    #[serde(flatten)]
    edges: ListEdges,
}

/// Tries the draft of a flow, or another version, on the shipments of a period that run in the flow:
/// a page at a time, so that whoever asks sees how far it is and can stop. Each is tried as by `try`.
/// Nothing is stored.
#[utoipa::path(
    post,
    path = "/v1/configuration/{kind}/{name}/draft/replay",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows"),
        ("name" = String, Path, description = "The name of the flow"),
        ("createdFrom" = Option<String>, Query, description = "Shipments created at or after"),
        ("createdTo" = Option<String>, Query, description = "Shipments created before"),
        ("version" = Option<u32>, Query, description = "Another version in place of the draft"),
        ("sort" = Option<String>, Query, description =
            "-created (default), -changed or reference, each with or without -"),
        ("count" = Option<bool>, Query, description = "true: `total` says how many there are"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 20, default 20"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "What would be made", body = FlowReplayAnswer))
)]
pub async fn replay_flow(
    authorized: Authorized<AdminConfiguration>,
    configured: Configured,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<FlowReplayAnswer>, Problem> {
    let zone = state.engine().zone_of(authorized.tenant()).await?;
    let created_from = query.moment("createdFrom").map(|it| it.since(zone));
    let created_to = query.moment("createdTo").map(|it| it.until(zone));
    let number = query.parsed("version", "the number of a version", |text| {
        text.parse().ok()
    });
    let limit = query.parsed("limit", "1 to 20", |text| {
        let limit = text.parse().ok();
        limit.filter(|limit| (1..=MOST).contains(limit))
    });
    let search = ShipmentSearch {
        flows: vec![configured.name.name.clone()],
        created_from,
        created_to,
        visible: authorized.visible.clone(),
        place: read_place(&mut query),
        limit: limit.unwrap_or(MOST),
        ..ShipmentSearch::default()
    };
    let is_counted = query.flag("count");
    query.finish()?;
    let (engine, caller) = (state.engine(), authorized.caller);
    let version = number.map_or(VersionChoice::Draft, VersionChoice::Number);
    let flow = engine
        .tried_flow(caller.tenant_id, &configured.name, version)
        .await?;
    let (store, tenant) = (state.store(), caller.tenant_id);
    let page = store.search_shipments(tenant, &search).await?;
    let total: Option<ListCount> = match is_counted {
        true => Some(store.count_shipments(tenant, &search).await?),
        false => None,
    };
    let edges = ListEdges::of_page(&page, search.place.sort).with_total(total);
    let mut answer = FlowReplayAnswer {
        version: flow.version,
        tried: 0,
        changed: 0,
        refused: 0,
        fields: BTreeMap::new(),
        shipments: Vec::new(),
        edges,
    };
    for head in page {
        let input = TriedInput::Kept {
            reference: head.external_reference,
            direction: Some(head.direction),
        };
        let mut tried = engine.try_shipment(&caller, &flow, input).await?;
        answer.tried += 1;
        answer.refused += usize::from(tried.refused.is_some());
        let same = |would: Would| would == Would::Same;
        let differs = tried
            .declarations
            .iter()
            .any(|declaration| !same(declaration.comparison.would));
        for declaration in &mut tried.declarations {
            let changes = declaration.comparison.changes.iter();
            for change in changes.filter(|change| change.not_foreseen.is_none()) {
                let field = path::of_every_element(&change.path);
                *answer.fields.entry(field).or_default() += 1;
            }
        }
        if differs || tried.refused.is_some() {
            answer.changed += 1;
            let shipment = TriedShipmentAnswer::try_from(tried)?;
            answer.shipments.push(shipment.without_documents());
        }
    }
    Ok(Json(answer))
}

/// The versions of a flow that still run.
#[derive(Serialize, ToSchema)]
pub struct RunningVersions {
    /// Those with declarations that are not done, oldest first.
    versions: Vec<RunningVersionAnswer>,
}

/// What keeps a version of a flow alive.
#[derive(Serialize, ToSchema)]
#[schema(as = RunningVersion)]
pub struct RunningVersionAnswer {
    /// The number of the version.
    version: u32,
    /// How many shipments have a declaration that is not done.
    shipments: u64,
    /// How many declarations are not done.
    declarations: u64,
    /// The reference of one of the shipments.
    example: String,
}

impl From<RunningVersion> for RunningVersionAnswer {
    fn from(running: RunningVersion) -> Self {
        Self {
            version: running.version,
            shipments: running.shipments,
            declarations: running.declarations,
            example: running.example,
        }
    }
}

/// Lists the versions of a flow that still run, and what keeps each alive: its shipments with
/// declarations that are not done. A shipment keeps the version it started with.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}/running",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows"),
        ("name" = String, Path, description = "The name of the flow"),
    ),
    responses((status = 200, description = "The versions that run", body = RunningVersions))
)]
pub async fn running_versions(
    configured: Configured,
    State(state): State<ApiState>,
) -> Result<Json<RunningVersions>, Problem> {
    let (tenant, name) = (configured.editor.tenant_id, &configured.name);
    let is_flow = name.kind == ConfigurationKind::Flow;
    if !is_flow
        || state
            .store()
            .configuration_heads_of(tenant, name)
            .await?
            .is_empty()
    {
        return Err(Problem::not_found("flow"));
    }
    let running = state.store().running_versions(tenant, &name.name).await?;
    Ok(Json(RunningVersions {
        versions: running.into_iter().map(Into::into).collect(),
    }))
}
