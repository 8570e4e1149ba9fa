//! Which steps has a flow, and what starts each? As nodes and edges, to be drawn.

use cas_model::flow::{AutoSubmit, Flow, Start, Step};
use cas_model::lifecycle::Status;
use serde::Serialize;

/// The steps of a flow, and what leads from one to the next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FlowGraph {
    /// The steps, in the order of the flow.
    pub nodes: Vec<FlowNode>,
    /// What starts steps, and what they take over, in the order of the steps that it leads to.
    pub edges: Vec<FlowEdge>,
}

/// A step, as a node of the graph.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowNode {
    /// The name of the step, unique in the flow.
    pub step: String,
    /// The type of its declarations.
    pub declaration_type: String,
    /// The system that they go to.
    pub system: String,
    /// Whose customs gets them.
    pub jurisdiction: String,
    /// What starts it: `shipmentCreated`, `statusReached`, `action`, `arrival` or `stock`.
    pub starts: &'static str,
    /// `always`, `never` or `table`.
    pub auto_submit: &'static str,
    /// The tables that fill fields, in the order in which they are asked, then the one that says
    /// whether it is sent.
    pub tables: Vec<String>,
    /// The condition by which goods items are chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<String>,
    /// The expressions by which goods items are grouped.
    pub group_by: Vec<String>,
    /// At most so many items go into one declaration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u32>,
    /// Whether only some companies, plants or storage locations are taken.
    pub is_scoped: bool,
    /// How many steps lead to it at most: its column in a drawing from left to right, from 0.
    pub rank: usize,
}

/// What leads from one step to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowEdge {
    /// The step before; none where the step starts by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The step that is started, or takes something over.
    pub to: String,
    /// What starts it, as in nodes; `takeOver` where it only takes something over.
    pub kind: &'static str,
    /// The statuses that start it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<Status>,
    /// What it takes over from that step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub takes_over: Vec<TakenOver>,
}

/// A value that a step takes over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenOver {
    /// What is taken: `mrn`, or a field.
    pub from: String,
    /// The field that gets it.
    pub to: String,
}

/// A step that takes something over from one that does not start it.
const TAKE_OVER: &str = "takeOver";

impl FlowGraph {
    /// The graph of a flow; steps that a start names and that there are not stand in edges alone.
    #[must_use]
    pub fn new(flow: &Flow) -> Self {
        Self {
            nodes: flow.steps.iter().map(|step| node(flow, step)).collect(),
            edges: flow.steps.iter().flat_map(edges).collect(),
        }
    }
}

fn node(flow: &Flow, step: &Step) -> FlowNode {
    let items = &step.items;
    let (auto_submit, asked) = match &step.auto_submit {
        AutoSubmit::Always => ("always", None),
        AutoSubmit::Never => ("never", None),
        AutoSubmit::Table(table) => ("table", Some(table.as_str())),
    };
    let tables = step.deducing_tables().chain(asked);
    FlowNode {
        step: step.name.clone(),
        declaration_type: step.declaration_type.clone(),
        system: step.system.to_string(),
        jurisdiction: step.jurisdiction.clone(),
        starts: step.start.as_str(),
        auto_submit,
        tables: tables.map(str::to_owned).collect(),
        select: items.select.clone(),
        group_by: items
            .group_by
            .iter()
            .map(|key| key.expression.clone())
            .collect(),
        max_items: items.max_items,
        is_scoped: step.organisation != Default::default(),
        rank: rank(flow, step),
    }
}

/// How many steps lead to a step; a ring of steps, which is no flow, ends the count.
fn rank(flow: &Flow, step: &Step) -> usize {
    let (mut at, mut rank) = (step, 0);
    while let Start::StatusReached { step: earlier, .. } = &at.start {
        match flow.step(earlier) {
            Some(earlier) if rank < flow.steps.len() => (at, rank) = (earlier, rank + 1),
            Some(_) | None => break,
        }
    }
    rank
}

fn edges(step: &Step) -> Vec<FlowEdge> {
    let taken = |from: &str| {
        let rules = step.take_over.iter().filter(|rule| rule.step == from);
        let taken = rules.map(|rule| TakenOver {
            from: rule.from.clone(),
            to: rule.to.clone(),
        });
        taken.collect::<Vec<_>>()
    };
    let (from, statuses) = match &step.start {
        Start::StatusReached { step, statuses } => (Some(step.clone()), statuses.clone()),
        Start::ShipmentCreated | Start::Action | Start::Arrival | Start::Stock => {
            (None, Vec::new())
        }
    };
    let mut edges = vec![FlowEdge {
        to: step.name.clone(),
        kind: step.start.as_str(),
        takes_over: from.as_deref().map(taken).unwrap_or_default(),
        statuses,
        from,
    }];
    for rule in &step.take_over {
        let is_known = |edge: &FlowEdge| edge.from.as_ref() == Some(&rule.step);
        if !edges.iter().any(is_known) {
            edges.push(FlowEdge {
                from: Some(rule.step.clone()),
                to: step.name.clone(),
                kind: TAKE_OVER,
                statuses: Vec::new(),
                takes_over: taken(&rule.step),
            });
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_starts_a_step_is_an_edge_to_it() {
        let step = |name: &str, more: serde_json::Value| {
            let mut step = json!({
                "name": name, "declarationType": "transit", "system": "ncts",
                "jurisdiction": "DE",
            });
            for (key, value) in more.as_object().into_iter().flatten() {
                step[key] = value.clone();
            }
            step
        };
        let after_export = json!({
            "start": {"on": "statusReached", "step": "export", "statuses": ["Released"]},
            "takeOver": [{"step": "export", "from": "mrn", "to": "ucr"}],
            "tables": ["offices"], "autoSubmit": {"table": "sending"},
        });
        let at_last = json!({
            "start": {"on": "statusReached", "step": "transit", "statuses": ["Released"]},
            "takeOver": [{"step": "export", "from": "mrn", "to": "ucr"}],
        });
        let flow = json!({"name": "F", "direction": "OUT", "steps": [
            step("export", json!({})),
            step("transit", after_export),
            step("last", at_last),
        ]});
        let flow: Flow = serde_json::from_value(flow).expect("a flow");
        let graph = FlowGraph::new(&flow);
        let nodes = graph.nodes.iter();
        let nodes: Vec<_> = nodes
            .map(|node| (&*node.step, node.starts, node.rank))
            .collect();
        assert_eq!(
            nodes,
            [
                ("export", "shipmentCreated", 0),
                ("transit", "statusReached", 1),
                ("last", "statusReached", 2),
            ]
        );
        assert_eq!(graph.nodes[1].tables, ["offices", "sending"]);
        let edges = graph.edges.iter();
        let edges: Vec<_> = edges
            .map(|edge| {
                (
                    edge.from.as_deref(),
                    &*edge.to,
                    edge.kind,
                    edge.takes_over.len(),
                )
            })
            .collect();
        assert_eq!(
            edges,
            [
                (None, "export", "shipmentCreated", 0),
                (Some("export"), "transit", "statusReached", 1),
                (Some("transit"), "last", "statusReached", 0),
                (Some("export"), "last", "takeOver", 1),
            ]
        );
    }
}
