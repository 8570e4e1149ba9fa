//! Every cell of the matrix.

use std::fmt::Write as _;

use cas_model::configuration::ConfigurationKind;
use cas_testkit::{StorePlace, TestApp, each_store, publish};
use serde_json::{Value, json};

use crate::cells::{Asked, Correction, ask, seen, sent, shipment};
use crate::starts::{Position, STARTS, Start, Way, flow, flow_name};

/// One cell: a correction of a declaration in a status, at a place of the flow.
struct Cell {
    start: &'static Start,
    position: Position,
    correction: Correction,
    reference: String,
}

impl Cell {
    fn flow(&self) -> String {
        flow_name(self.start, self.position)
    }

    /// The declaration in question.
    async fn subject(&self, app: &TestApp) -> Value {
        let declarations = app
            .declarations(&self.reference)
            .await
            .expect("declarations");
        let of_step = |one: &&Value| one["customsFlowStep"] == "subject";
        let subject = declarations.iter().filter(of_step).nth(1);
        subject
            .unwrap_or_else(|| panic!("{}: {declarations:?}", self.reference))
            .clone()
    }

    /// Goes one step on the way into the status.
    async fn go(&self, app: &TestApp, way: Way) {
        let subject = self.subject(app).await;
        let id = subject["id"].as_str().unwrap_or_default();
        let path = format!("/v1/declarations/{id}");
        let (status, answer) = match way {
            Way::Act(action) => app.post(&format!("{path}/{action}"), &json!({})).await,
            Way::Invalidate => {
                let reason = json!({"reason": "a test"});
                app.post(&format!("{path}/invalidate"), &reason).await
            }
            Way::Edit => {
                let means = json!({"departureTransportMeans": {"identification": "M-ED 1"}});
                let edit = json!({"goodsShipment": {"consignment": means}});
                app.patch(&path, &edit).await
            }
            Way::Tell(words) => {
                let lrn = subject["lrn"].as_str().unwrap_or_default();
                app.authority.notify(lrn, words).expect("a declaration");
                return;
            }
        }
        .expect("an answer");
        assert_eq!(status, 202, "{}: {answer}", self.reference);
    }
}

fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for position in Position::ALL {
        for start in STARTS {
            for correction in Correction::ALL {
                cells.push(Cell {
                    start,
                    position: *position,
                    correction: *correction,
                    reference: format!("C{}", cells.len()),
                });
            }
        }
    }
    cells
}

/// Publishes a flow for each status and place.
async fn publish_flows(app: &TestApp) {
    let basics = cas_demo::configuration::defaults();
    let cases = Position::ALL
        .iter()
        .flat_map(|place| STARTS.iter().map(move |one| (one, *place)));
    let mut documents: Vec<(ConfigurationKind, String, Value)> = Vec::new();
    for (start, position) in cases {
        let flow = flow(start, position, &basics);
        let name = flow_name(start, position);
        if documents.iter().all(|(_, known, _)| *known != name) {
            documents.push((ConfigurationKind::Flow, name, flow));
        }
    }
    let undecided = json!({"table": {
        "name": "undecided", "hitPolicy": "unique",
        "inputs": [{"name": "goodsShipment.destination", "type": "code"}],
        "outputs": [{"name": "submit", "type": "boolean"}],
        "rows": [
            {"id": "1", "conditions": ["-"], "outputs": ["true"]},
            {"id": "2", "conditions": ["-"], "outputs": ["false"]},
        ],
    }});
    documents.push((
        ConfigurationKind::DecisionTable,
        "undecided".to_owned(),
        undecided,
    ));
    let version = |(kind, _, document)| (kind, 1, document);
    let versions: Vec<_> = documents.into_iter().map(version).collect();
    publish(app, &versions).await;
}

/// What every correction comes to, cell by cell.
async fn results(place: StorePlace) -> Vec<(Cell, String)> {
    let app = TestApp::start(place).await.expect("a product");
    publish_flows(&app).await;
    let cells = cells();
    for cell in &cells {
        app.send(&shipment(&cell.flow(), &cell.reference))
            .await
            .expect("taken");
    }
    app.settle().await.expect("settled");
    let longest = STARTS
        .iter()
        .map(|start| start.ways.len())
        .max()
        .unwrap_or(0);
    for at in 0..longest {
        for cell in &cells {
            if let Some(way) = cell.start.ways.get(at) {
                cell.go(&app, *way).await;
            }
        }
        app.settle().await.expect("settled");
    }
    let mut asked: Vec<(Asked, String, usize)> = Vec::new();
    for cell in &cells {
        let subject = cell.subject(&app).await;
        let id = subject["id"].as_str().unwrap_or_default().to_owned();
        assert_eq!(
            subject["currentStatus"],
            cell.start.status,
            "{}",
            cell.flow()
        );
        let before = sent(&app, &id).await.len();
        let flow = cell.flow();
        let of = (flow.as_str(), cell.reference.as_str());
        asked.push((ask(&app, cell.correction, of, &subject).await, id, before));
    }
    app.settle().await.expect("settled");
    let mut results = Vec::new();
    for (cell, (asked, id, before)) in cells.into_iter().zip(asked) {
        let seen = seen(&app, &asked, (&id, before)).await;
        results.push((cell, seen));
    }
    results
}

/// The table as a page of the documentation.
fn page(results: &[(Cell, String)]) -> String {
    let mut page = String::from(
        "# What a correction does\n\n\
         Generated from the tests in `crates/testkit/tests/corrections`, which run every cell over \
         HTTP against the authority on both stores; `UPDATE_DOCS=1 cargo test -p cas-testkit --test \
         corrections` writes it.\n\n\
         A cell shows the messages that are sent to customs and the status that the declaration \
         has when customs has answered, or why nothing is done. `waits`: the update is carried out \
         when customs has answered; `new:` is the declaration that is made for the same goods. \
         `Update` and `Upsert` change one goods item of the declaration. The rules behind the table \
         stand in [API.md](API.md) and [lifecycle.md](lifecycle.md).\n",
    );
    for position in Position::ALL {
        let _ = write!(page, "\n## {}\n\n| Status |", position.name());
        for correction in Correction::ALL {
            let _ = write!(page, " {} |", correction.name());
        }
        page.push_str("\n|---|");
        page.push_str(&"---|".repeat(Correction::ALL.len()));
        for start in STARTS {
            let _ = write!(page, "\n| {} |", start.status);
            let of = |(cell, _): &&(Cell, String)| {
                cell.position == *position && cell.start.status == start.status
            };
            for (_, seen) in results.iter().filter(of) {
                let _ = write!(page, " {seen} |");
            }
        }
        page.push('\n');
    }
    page
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_cell_is_as_it_is_written() {
    each_store(|place| async {
        let kind = place.kind;
        let page = page(&results(place).await);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/corrections.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, &page).expect("docs/corrections.md is writable");
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == page,
            "docs/corrections.md differs on {kind}:\n{}",
            first_difference(&written, &page)
        );
    })
    .await;
}

fn first_difference(written: &str, seen: &str) -> String {
    if written.lines().count() != seen.lines().count() {
        return "another number of lines".to_owned();
    }
    let lines = written.lines().zip(seen.lines());
    let different = lines.filter(|(written, seen)| written != seen).take(3);
    different
        .map(|(written, seen)| format!("- {written}\n+ {seen}\n"))
        .collect()
}
