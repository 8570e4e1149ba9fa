//! What do versions differ in, what does a document name, what names it, and how is a flow drawn?

use axum::Json;
use axum::extract::State;
use cas_engine::VersionDifference;
use cas_model::configuration::ConfigurationKind;
use cas_model::flow::Flow;
use cas_process::configuration::difference::Difference;
use cas_process::configuration::flow_graph::{FlowEdge, FlowGraph, FlowNode};
use cas_process::configuration::uses::{Need, Use};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{Configured, ConfiguredVersion, Query, compared_with};
use crate::problem::Problem;
use crate::state::ApiState;

/// What a version changes in another.
#[derive(Serialize, ToSchema)]
pub struct VersionDifferenceAnswer {
    /// The number of the version that it is compared with; null where there is none before it.
    pub from: Option<u32>,
    /// The number of the version itself.
    pub to: u32,
    /// The places at which they differ, in the order of the document.
    pub changes: Vec<DifferenceAnswer>,
}

/// A place at which two versions differ.
#[derive(Serialize, ToSchema)]
pub struct DifferenceAnswer {
    /// Where: elements by their id or name, else by their place; `(order)` behind a list says that
    /// its elements were moved.
    #[schema(example = "steps[transit].autoSubmit")]
    path: String,
    /// What stood there; null where nothing did.
    before: Option<Value>,
    /// What stands there; null where nothing does.
    after: Option<Value>,
}

impl From<Difference> for DifferenceAnswer {
    fn from(difference: Difference) -> Self {
        Self {
            path: difference.path,
            before: difference.before,
            after: difference.after,
        }
    }
}

/// Compares a version of anything that is configured, a draft too, with another. What differs in
/// the rows of a decision table, cell by cell, is told by its own comparison.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}/versions/{version}/difference",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("version" = String, Path, description = "Its number, or draft"),
        ("from" = Option<String>, Query, description =
            "The version it is compared with, a number or draft; without it the newest before it \
             that was published"),
    ),
    responses((status = 200, description = "What is different", body = VersionDifferenceAnswer))
)]
pub async fn compare_configuration(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<VersionDifferenceAnswer>, Problem> {
    let from = compared_with(query)?;
    let ConfiguredVersion { of, version } = configured;
    let (engine, tenant) = (state.engine(), of.editor.tenant_id);
    let found = engine
        .compare_versions(tenant, &of.name, version, from)
        .await?;
    Ok(Json(found.into()))
}

impl From<VersionDifference> for VersionDifferenceAnswer {
    fn from(found: VersionDifference) -> Self {
        Self {
            from: found.from,
            to: found.to,
            changes: found.changes.into_iter().map(Into::into).collect(),
        }
    }
}

/// What a document names.
#[derive(Serialize, ToSchema)]
pub struct NeedsAnswer {
    /// The version that was looked at: the draft, else the newest.
    version: u32,
    /// What it names, by kind and name.
    needs: Vec<ConfigurationNeedAnswer>,
}

/// Something that a document names.
#[derive(Serialize, ToSchema)]
#[schema(as = ConfigurationNeed)]
pub struct ConfigurationNeedAnswer {
    /// `flow`, `decisionTable`, `system`, `declarationType`, `rule`, `client`, `codeList`,
    /// `valueSet` or `field`.
    #[schema(example = "decisionTable")]
    kind: &'static str,
    /// Its name or code.
    name: String,
    /// Where it is named.
    path: String,
}

impl From<Need> for ConfigurationNeedAnswer {
    fn from(need: Need) -> Self {
        Self {
            kind: need.kind.as_str(),
            name: need.name,
            path: need.path,
        }
    }
}

/// Lists what a document names: tables, systems, types of declaration, code lists, value sets,
/// fields, rules, clients.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}/needs",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
    ),
    responses((status = 200, description = "What it names", body = NeedsAnswer))
)]
pub async fn configuration_needs(
    configured: Configured,
    State(state): State<ApiState>,
) -> Result<Json<NeedsAnswer>, Problem> {
    let Configured { editor, name } = configured;
    let (version, needs) = state.engine().configuration_needs(&editor, &name).await?;
    Ok(Json(NeedsAnswer {
        version,
        needs: needs.into_iter().map(Into::into).collect(),
    }))
}

/// What names a document.
#[derive(Serialize, ToSchema)]
pub struct UsesAnswer {
    /// The places that name it, by kind, name and version.
    pub uses: Vec<UseAnswer>,
}

/// A place that names a document.
#[derive(Serialize, ToSchema)]
#[schema(as = ConfigurationUse)]
pub struct UseAnswer {
    /// The kind of what names it: `flow`, `decisionTable`, `settings` or `inputMapping`.
    kind: &'static str,
    /// The name of the document.
    name: String,
    /// The version that names it.
    version: u32,
    /// Whether that is `draft` or `published`.
    state: &'static str,
    /// Where it is named.
    path: String,
}

impl From<Use> for UseAnswer {
    fn from(found: Use) -> Self {
        Self {
            kind: found.by.kind.as_str(),
            name: found.by.name,
            version: found.version,
            state: found.state.as_str(),
            path: found.path,
        }
    }
}

/// Lists what names a flow or a table: drafts, and the versions that are in force or will be.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}/uses",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
    ),
    responses((status = 200, description = "What names it", body = UsesAnswer))
)]
pub async fn configuration_uses(
    configured: Configured,
    State(state): State<ApiState>,
) -> Result<Json<UsesAnswer>, Problem> {
    let Configured { editor, name } = configured;
    let uses = state.engine().configuration_uses(&editor, &name).await?;
    Ok(Json(uses.into()))
}

impl From<Vec<Use>> for UsesAnswer {
    fn from(uses: Vec<Use>) -> Self {
        Self {
            uses: uses.into_iter().map(Into::into).collect(),
        }
    }
}

/// A flow as a graph.
#[derive(Serialize, ToSchema)]
pub struct FlowGraphAnswer {
    /// The number of the version.
    version: u32,
    /// The steps, in the order of the flow.
    nodes: Vec<FlowNodeAnswer>,
    /// What starts steps, and what they take over.
    edges: Vec<FlowEdgeAnswer>,
}

/// A step, as a node of the graph.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FlowNode)]
pub struct FlowNodeAnswer {
    /// The name of the step.
    step: String,
    /// The type of its declarations.
    declaration_type: String,
    /// The customs system that they go to.
    system: String,
    /// Whose customs gets them.
    jurisdiction: String,
    /// What starts it: `shipmentCreated`, `statusReached`, `action`, `arrival` or `stock`.
    starts: &'static str,
    /// `always`, `never` or `table`.
    auto_submit: &'static str,
    /// The decision tables it asks, in their order; last the one that says whether it is sent.
    tables: Vec<String>,
    /// The condition by which goods items are chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    select: Option<String>,
    /// The expressions by which goods items are grouped.
    group_by: Vec<String>,
    /// At most so many items go into one declaration.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_items: Option<u32>,
    /// Whether only some companies, plants or storage locations are taken.
    is_scoped: bool,
    /// Its column in a drawing from left to right, from 0.
    rank: usize,
}

/// What leads from one step to another.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FlowEdge)]
pub struct FlowEdgeAnswer {
    /// The step before; absent where the step starts by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The step that is started, or takes something over.
    to: String,
    /// What starts it, as in nodes; `takeOver` where it only takes something over.
    kind: &'static str,
    /// The statuses that start it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statuses: Vec<String>,
    /// What it takes over from that step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    takes_over: Vec<TakenOverAnswer>,
}

/// A value that a step takes over.
#[derive(Serialize, ToSchema)]
#[schema(as = TakenOver)]
pub struct TakenOverAnswer {
    /// What is taken: `mrn`, or a field.
    from: String,
    /// The field that gets it.
    to: String,
}

impl From<FlowNode> for FlowNodeAnswer {
    fn from(node: FlowNode) -> Self {
        Self {
            step: node.step,
            declaration_type: node.declaration_type,
            system: node.system,
            jurisdiction: node.jurisdiction,
            starts: node.starts,
            auto_submit: node.auto_submit,
            tables: node.tables,
            select: node.select,
            group_by: node.group_by,
            max_items: node.max_items,
            is_scoped: node.is_scoped,
            rank: node.rank,
        }
    }
}

impl From<FlowEdge> for FlowEdgeAnswer {
    fn from(edge: FlowEdge) -> Self {
        let taken = edge.takes_over.into_iter();
        let taken = taken.map(|taken| TakenOverAnswer {
            from: taken.from,
            to: taken.to,
        });
        Self {
            from: edge.from,
            to: edge.to,
            kind: edge.kind,
            statuses: edge.statuses.iter().map(ToString::to_string).collect(),
            takes_over: taken.collect(),
        }
    }
}

/// Tells a version of a flow as a graph: its steps, what starts each, and what they take over.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}/versions/{version}/graph",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows"),
        ("name" = String, Path, description = "The name of the flow"),
        ("version" = String, Path, description = "Its number, or draft"),
    ),
    responses((status = 200, description = "The steps and what leads to them",
        body = FlowGraphAnswer))
)]
pub async fn flow_graph(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
) -> Result<Json<FlowGraphAnswer>, Problem> {
    if configured.of.name.kind != ConfigurationKind::Flow {
        return Err(Problem::not_found("flow"));
    }
    let row = configured.row(&state).await?;
    let flow: Flow = row.document.get_as().map_err(anyhow::Error::from)?;
    let graph = FlowGraph::new(&flow);
    Ok(Json(FlowGraphAnswer {
        version: row.version,
        nodes: graph.nodes.into_iter().map(Into::into).collect(),
        edges: graph.edges.into_iter().map(Into::into).collect(),
    }))
}
