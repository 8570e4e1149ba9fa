//! Every endpoint has an example in the OpenAPI document, and each example is what happens.
//!
//! All are carried out in their order on one server, on every store: their requests as the document
//! has them, with the ids that this server gave. Each answer must have the status and the schema that
//! the document says, and hold what the example of the answer holds. `UPDATE_DOCS=1` records the
//! answers anew; then the document is to be made anew too.

mod answers;
mod asked;
mod needs;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use answers::Recording;
use asked::Asked;
use cas_demo::stories::transit;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Map, Value, json};

/// Operations without an example, and why.
const WITHOUT: &[(&str, &str)] = &[
    ("error_page", "a page of words"),
    ("openapi_document", "the document itself"),
    ("health_live", "it has no parameters and no body"),
    ("health_ready", "it has no parameters and no body"),
    (
        "health_upgrades",
        "of operators: docs/how-to/run-in-production.md",
    ),
    ("download_file", "its path is a link of five minutes"),
    ("sign_on", "needs an identity provider: tests/oidc has one"),
    (
        "sign_on_callback",
        "needs an identity provider: tests/oidc has one",
    ),
    ("confirm_second_factor", "needs a code of the moment"),
    (
        "end_second_factor",
        "needs a second factor that was confirmed",
    ),
    (
        "assign_message",
        "needs a message that fits nothing and has no other number",
    ),
    ("drop_task", "needs a task that failed for days"),
    ("retry_task", "needs a task that failed for days"),
    ("read_declaration", "its body is a message of customs"),
    ("arrival_at_exit", "of exports: docs/exports.md"),
    ("exit_evidence", "of exports: docs/exports.md"),
    ("goods_departed", "of exports: docs/exports.md"),
    ("change_destination", "of excise movements: docs/excise.md"),
    (
        "complementary_explanation",
        "of excise movements: docs/excise.md",
    ),
    ("delay_for_delivery", "of excise movements: docs/excise.md"),
    ("receipt_report", "of excise movements: docs/excise.md"),
    ("reject_or_alert_ead", "of excise movements: docs/excise.md"),
    ("export_master_data", MASTER_DATA),
    ("import_master_data", MASTER_DATA),
    ("master_data_template", MASTER_DATA),
    ("import_code_list", MASTER_DATA),
    ("export_configuration", CONFIGURATION),
    ("import_configuration", CONFIGURATION),
    ("configuration_names", CONFIGURATION),
    ("configuration_versions", CONFIGURATION),
    ("save_configuration_draft", CONFIGURATION),
    ("delete_configuration_draft", CONFIGURATION),
    ("publish_configuration_draft", CONFIGURATION),
    ("get_configuration_version", CONFIGURATION),
    ("retire_configuration_version", CONFIGURATION),
    ("put_connection", CONFIGURATION),
    ("delete_connection", CONFIGURATION),
    ("import_table", TABLES),
    ("export_table", TABLES),
    ("analyse_table", TABLES),
    ("compare_tables", TABLES),
    ("evaluate_table", TABLES),
    ("explain_table", TABLES),
    ("table_hits", TABLES),
    ("replay_table", TABLES),
    ("test_table", TABLES),
    ("add_table_test", TABLES),
    ("try_table", TABLES),
    (
        "nomenclature_change",
        "of configurators: docs/configuration.md",
    ),
    ("replay_rules", "of configurators: docs/configuration.md"),
    ("clients", CLIENTS),
    ("create_client", CLIENTS),
    ("disable", CLIENTS),
    ("enable", CLIENTS),
    ("rotate", CLIENTS),
    ("patch_client", CLIENTS),
    (
        "try_subscription",
        "calls the receiver of the subscription, which no example has",
    ),
];

const MASTER_DATA: &str = "tables are imported and exported: docs/master-data.md";
const CONFIGURATION: &str = "of configurators: docs/configuration.md";
const TABLES: &str = "of decision tables: docs/decision-table-tools.md";
const CLIENTS: &str = "of administrators: docs/API.md";

/// Shipments that are there before the first example: the reference, how it is sent, and the id that
/// examples call its declaration.
const SEEDS: &[(&str, Seed, &str)] = &[
    ("IT-0815", Seed::Incomplete, "000000000001"),
    ("IT-0816", Seed::Told("#reject=9"), "000000000002"),
    ("IT-0817", Seed::OnRequest(""), "000000000003"),
    ("IT-0818", Seed::OnRequest(""), "000000000004"),
    ("IT-0819", Seed::Told(""), "000000000005"),
    ("IT-0820", Seed::Told("#hold"), "000000000006"),
    ("IT-0821", Seed::PreLodged, "000000000007"),
    ("IT-0822", Seed::OnRequest("#error500=99"), "000000000008"),
];

/// How a shipment is sent.
#[derive(Clone, Copy)]
enum Seed {
    /// Without what an item needs.
    Incomplete,
    /// So that customs says what the marker tells it to.
    Told(&'static str),
    /// The same, when somebody asks for it.
    OnRequest(&'static str),
    /// Before the goods are there.
    PreLodged,
}

impl Seed {
    fn shipment(self) -> Value {
        let marker = match self {
            Self::Told(marker) | Self::OnRequest(marker) => marker,
            Self::Incomplete | Self::PreLodged => "",
        };
        let mut shipment = transit::document(marker, 2);
        let document = &mut shipment["singleAdministrativeDocument"];
        match self {
            Self::Told(_) => {}
            Self::OnRequest(_) => shipment["customsFlow"] = json!("TransitOnRequest"),
            Self::PreLodged => document["addDeclType1"] = json!("D"),
            Self::Incomplete => {
                let item = json!({"goodsMeasure": {"qty": 1}});
                document["goodsShipment"]["governmentAgencyGoodsItems"][0] = item;
            }
        }
        shipment
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../api/openapi")
}

/// The operations of the document, by their ids.
fn operations(document: &Value) -> BTreeMap<String, asked::Operation> {
    let mut all = BTreeMap::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, described) in item.as_object().expect("operations") {
            let id = described["operationId"].as_str().expect("an id");
            let operation = asked::Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                described: described.clone(),
            };
            assert!(all.insert(id.to_owned(), operation).is_none(), "{id}");
        }
    }
    all
}

#[test]
fn every_operation_has_an_example_or_a_reason() {
    let document = serde_json::to_value(cas_api::openapi()).expect("a document");
    let examples = cas_api::examples().expect("examples");
    let listed = examples.iter().filter(|example| !example.unlisted);
    let mut known: Vec<&str> = listed.map(|example| example.operation.as_str()).collect();
    known.extend(WITHOUT.iter().map(|(operation, _)| *operation));
    let unique: BTreeSet<&str> = known.iter().copied().collect();
    assert_eq!(unique.len(), known.len(), "one is named twice");
    let operations = operations(&document);
    let all: BTreeSet<&str> = operations.keys().map(String::as_str).collect();
    assert_eq!(unique, all);
}

async fn seeded(app: &TestApp) -> BTreeMap<String, String> {
    for (reference, seed, _) in SEEDS {
        let mut shipment = seed.shipment();
        shipment["externalReference"] = json!(reference);
        app.send(&shipment).await.expect("accepted");
    }
    app.settle().await.expect("settled");
    let mut ids = BTreeMap::new();
    for (reference, _, id) in SEEDS {
        let declarations = app.declarations(reference).await.expect("a list");
        let own = declarations[0]["id"].as_str().expect("an id").to_owned();
        ids.insert(format!("01900000-0000-7000-8000-{id}"), own);
    }
    let secret = cas_testkit::SECRET.to_owned();
    ids.insert("the secret of the client".to_owned(), secret);
    let down = format!(
        "/v1/declarations/{}/submit",
        ids["01900000-0000-7000-8000-000000000008"]
    );
    let (status, answer) = app.post(&down, &json!({})).await.expect("an answer");
    assert_eq!(status, 202, "{answer}");
    ids
}

async fn carried_out(place: StorePlace) {
    let kind = place.kind;
    let app = TestApp::start(place).await.expect("started");
    let document = serde_json::to_value(cas_api::openapi()).expect("a document");
    let operations = operations(&document);
    let mut asked = Asked::of(&app, seeded(&app).await);
    let (mut recording, mut faults) = (Recording::default(), Vec::new());
    for example in cas_api::examples().expect("examples") {
        let operation = &operations[&example.operation];
        let answer = asked.ask(operation, &example).await;
        if answer.status != example.status {
            let (operation, status) = (&example.operation, answer.status);
            faults.push(format!("{operation} {status}: {:#}", answer.body));
            continue;
        }
        faults.extend(answers::fault(&document, operation, &answer));
        asked.keep(&example, &answer.body);
        if !example.unlisted {
            recording.add(&example.operation, &answer.body, asked.names());
        }
        if operation.method != "GET" {
            app.settle().await.expect("settled");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let recorded = cas_api::example_answers().expect("answers");
    match std::env::var_os("UPDATE_DOCS") {
        Some(_) if kind == "embedded" => write(&recording.answers),
        Some(_) => {}
        None => answers::must_hold(&recorded, &recording),
    }
}

fn write(answers: &Map<String, Value>) {
    let text = serde_json::to_string_pretty(answers).expect("JSON") + "\n";
    std::fs::write(folder().join("answers.json"), text).expect("written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_is_what_happens() {
    each_store(carried_out).await;
}
