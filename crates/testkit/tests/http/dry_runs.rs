//! The plan of a dry run is what the real run then does, for any correction of any shipment.
//!
//! Over HTTP, against the authority, on every store. A shipment is brought to some status; a
//! correction or an action is rehearsed, which must change no row; then it is really sent, and the
//! workers do its first step only, so that no answer of customs mixes in. What is seen then – of
//! statuses, documents, histories, messages and events – is put into the form of a plan, and must be
//! the plan.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cas_demo::tenant::TENANT;
use cas_model::difference::differences;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::record::Json;
use cas_store::{Changes, TaskKind};
use cas_testkit::{StorePlace, TestApp, each_store};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// How many cases on each store.
const CASES: usize = 60;

/// The flow that cuts the goods.
const PER_ARTICLE: &str = "PerArticle";

/// A shipment, and what is done to it.
#[derive(Clone, Debug)]
struct Case {
    flow: &'static str,
    /// What the authority shall do; `incomplete` leaves data out.
    marker: &'static str,
    items: usize,
    /// What is done before, so that it is in another status.
    before: Option<&'static str>,
    request: Request,
}

#[derive(Clone, Debug)]
enum Request {
    Send(&'static str, Vec<Change>),
    /// An update of one item, by its reference, and of nothing else.
    Touch(usize, u32),
    Act(&'static str),
}

/// One change of what the ERP sent.
#[derive(Clone, Debug)]
enum Change {
    Quantity(usize, u32),
    Article(usize, &'static str),
    Remove(usize),
    Add(&'static str),
    Plate(&'static str),
    Office(&'static str),
    Flow(&'static str),
}

fn any_change() -> impl Strategy<Value = Change> {
    let article = || select(vec!["BIKE", "HELMET", "PUMP", "NONE"]);
    prop_oneof![
        4 => (0..3_usize, 1..30_u32).prop_map(|(item, number)| Change::Quantity(item, number)),
        2 => (0..3_usize, article()).prop_map(|(item, article)| Change::Article(item, article)),
        4 => (0..3_usize).prop_map(Change::Remove),
        4 => article().prop_map(Change::Add),
        2 => select(vec!["M-VE 2026", "M-VE 7", ""]).prop_map(Change::Plate),
        2 => select(vec!["DE004101", "DE004102"]).prop_map(Change::Office),
        1 => select(vec!["Transit", "ExportTransit", "None"]).prop_map(Change::Flow),
    ]
}

fn any_request() -> impl Strategy<Value = Request> {
    let types = vec![
        "Update", "Update", "Update", "Upsert", "Replace", "Replace", "New",
    ];
    let changes = prop::collection::vec(any_change(), 0..3);
    let actions = vec![
        "submit",
        "validate",
        "invalidate",
        "resend",
        "goods-arrived",
    ];
    prop_oneof![
        6 => (select(types), changes).prop_map(|(kind, changes)| Request::Send(kind, changes)),
        1 => (0..3_usize, 1..30_u32).prop_map(|(item, number)| Request::Touch(item, number)),
        3 => select(actions).prop_map(Request::Act),
    ]
}

fn any_case() -> impl Strategy<Value = Case> {
    let markers = vec![
        "",
        "#hold",
        "#hold",
        "#hold",
        "#silent",
        "#reject=1",
        "#guarantee",
        "incomplete",
        "#hold #noamendment",
        "#hold #silent013",
        "#norelease",
        "#control",
    ];
    let flows = vec![
        "Transit",
        "TransitOnRequest",
        "ExportTransit",
        PER_ARTICLE,
        PER_ARTICLE,
    ];
    let before = vec![
        None,
        None,
        None,
        Some("submit"),
        Some("invalidate"),
        Some("validate"),
    ];
    (
        select(flows),
        select(markers),
        1..4_usize,
        select(before),
        any_request(),
    )
        .prop_map(|(flow, marker, items, before, request)| Case {
            flow,
            marker,
            items,
            before,
            request,
        })
}

/// The same cases in every run; others on each store.
fn cases(seed: u8) -> Vec<Case> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = any_case();
    let case = |_| strategy.new_tree(&mut runner).expect("a case").current();
    let mut cases: Vec<Case> = (0..CASES).map(case).collect();
    cases.extend(must_be_among_them());
    cases
}

/// What chance must not leave out.
fn must_be_among_them() -> Vec<Case> {
    let case = |flow, marker, before, request| Case {
        flow,
        marker,
        items: 2,
        before,
        request,
    };
    let update = |changes| Request::Send("Update", changes);
    let less = || update(vec![Change::Remove(0)]);
    let other = || {
        update(vec![
            Change::Add("PUMP"),
            Change::Remove(0),
            Change::Quantity(0, 9),
        ])
    };
    vec![
        case("Transit", "#silent", None, less()),
        case("Transit", "#hold", None, less()),
        case("Transit", "#hold", None, update(Vec::new())),
        case("Transit", "#hold", None, Request::Touch(1, 9)),
        case("Transit", "#reject=1", None, less()),
        case("Transit", "", None, Request::Act("submit")),
        case("Transit", "#silent", None, Request::Act("resend")),
        case("Transit", "#hold", None, Request::Act("invalidate")),
        case("Transit", "incomplete", None, Request::Act("validate")),
        case(
            "Transit",
            "#reject=1",
            None,
            Request::Send("Replace", Vec::new()),
        ),
        case("TransitOnRequest", "", None, Request::Act("submit")),
        case("TransitOnRequest", "", None, less()),
        case(PER_ARTICLE, "#hold", None, other()),
        case(PER_ARTICLE, "#reject=1", None, other()),
        case(PER_ARTICLE, "#hold", Some("invalidate"), other()),
    ]
}

/// A flow that makes a declaration of the goods of each article.
async fn publish_per_article(app: &TestApp) {
    let all = app
        .engine
        .store()
        .configurations(TENANT)
        .await
        .expect("configuration");
    let mut row = all
        .into_iter()
        .find(|row| row.name == "Transit")
        .expect("a flow");
    let mut flow: Value = row.document.get().expect("JSON");
    flow["name"] = PER_ARTICLE.into();
    flow["steps"][0]["items"] = json!({
        "groupBy": [{ "expression": "item.commodity.itemId" }],
    });
    row.name = PER_ARTICLE.to_owned();
    row.document = Json::from(&flow);
    let changes = Changes {
        configurations: vec![row],
        ..Changes::default()
    };
    app.engine.store().commit(changes).await.expect("published");
}

/// What the ERP sends at first.
fn shipment(case: &Case, reference: &str) -> Value {
    let is_complete = case.marker != "incomplete";
    let marker = if is_complete { case.marker } else { "" };
    let mut shipment = cas_demo::stories::transit::document(marker, case.items);
    shipment["externalReference"] = reference.into();
    shipment["customsFlow"] = case.flow.into();
    if !is_complete {
        goods(&mut shipment)[0] = json!({ "goodsMeasure": { "qty": 1 } });
    }
    shipment
}

fn goods(shipment: &mut Value) -> &mut Vec<Value> {
    let document = &mut shipment["singleAdministrativeDocument"];
    let goods = &mut document["goodsShipment"]["governmentAgencyGoodsItems"];
    goods.as_array_mut().expect("goods")
}

fn change(shipment: &mut Value, change: &Change) {
    let count = goods(shipment).len();
    match change {
        Change::Quantity(..) | Change::Article(..) | Change::Remove(_) if count == 0 => {}
        Change::Quantity(item, quantity) => {
            goods(shipment)[item % count]["goodsMeasure"]["qty"] = (*quantity).into();
        }
        Change::Article(item, article) => {
            goods(shipment)[item % count]["commodity"] = json!({ "itemId": article });
        }
        Change::Remove(item) => {
            goods(shipment).remove(item % count);
        }
        Change::Add(article) => goods(shipment).push(json!({
            "commodity": { "itemId": article },
            "goodsMeasure": { "qty": 5 },
            "packagings": [{ "quantity": 1, "type": "CT", "shippingMarks": "NEW" }],
        })),
        Change::Plate(plate) => {
            let document = &mut shipment["singleAdministrativeDocument"];
            let means = &mut document["goodsShipment"]["consignment"]["departureTransportMeans"];
            means["identification"] = (*plate).into();
        }
        Change::Office(office) => {
            shipment["singleAdministrativeDocument"]["declarationOfficeCode"] = (*office).into();
        }
        Change::Flow(flow) => shipment["customsFlow"] = (*flow).into(),
    }
}

/// A declaration as HTTP shows it.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    status: String,
    lrn: String,
    step: String,
    document: Value,
    history: Vec<String>,
    messages: Vec<String>,
}

/// Everything of a shipment.
#[derive(Clone, Debug, PartialEq)]
struct Sight {
    declarations: BTreeMap<String, Seen>,
    events: Vec<Value>,
}

async fn read(app: &TestApp, path: &str) -> Value {
    let (status, answer) = app.get(path).await.expect("HTTP");
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

async fn look(app: &TestApp, reference: &str) -> Sight {
    let mut declarations = BTreeMap::new();
    for one in app.declarations(reference).await.expect("declarations") {
        let id = text(&one["id"]);
        let path = format!("/v1/declarations/{id}");
        let whole = read(app, &path).await;
        let history = read(app, &format!("{path}/history")).await;
        let history = list(&history["history"]);
        let messages = read(app, &format!("{path}/messages")).await;
        let outbound = list(&messages["messages"]);
        let outbound = outbound.iter().filter(|one| one["direction"] == "outbound");
        let seen = Seen {
            status: text(&whole["currentStatus"]),
            lrn: text(&whole["lrn"]),
            step: text(&whole["customsFlowStep"]),
            document: whole["singleAdministrativeDocument"].clone(),
            history: history.iter().map(|entry| text(&entry["event"])).collect(),
            messages: outbound.map(|one| text(&one["messageType"])).collect(),
        };
        declarations.insert(id, seen);
    }
    Sight {
        declarations,
        events: events(app).await,
    }
}

async fn events(app: &TestApp) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = read(app, &format!("/v1/events?after={cursor}")).await;
        let events = list(&page["events"]);
        if events.is_empty() {
            return all;
        }
        all.extend(events);
        cursor = text(&page["nextCursor"]);
    }
}

fn is_withdrawn(status: &str) -> bool {
    ["Cancelled", "Invalidated"].contains(&status)
}

/// What was done with a declaration, by what its history tells.
fn resolution(before: Option<&Seen>, new: &[String]) -> &'static str {
    let has = |event: &str| new.iter().any(|one| one == event);
    let was_open =
        before.is_some_and(|seen| ["Amendable", "AmendmentError"].contains(&seen.status.as_str()));
    match before {
        None => "create",
        Some(_) if has("Superseded") => "supersede",
        Some(_) if has("CancellationRequested") => "delete",
        Some(_) if has("InvalidationRequested") => "invalidate",
        Some(_) if has("ShipmentUpdated") && (was_open || has("AmendmentOpened")) => "amend",
        Some(_) if has("ShipmentUpdated") => "edit",
        Some(_) => "leave",
    }
}

fn differing(before: &Value, after: &Value) -> Value {
    let document = |value: &Value| -> SingleAdministrativeDocument {
        serde_json::from_value(value.clone()).expect("a document")
    };
    serde_json::to_value(differences(&document(before), &document(after))).expect("JSON")
}

/// What was done with declarations, in the form of a plan; those that are as they were, too.
fn done(before: &Sight, after: &Sight) -> Vec<Value> {
    let mut done = Vec::new();
    for (id, now) in &after.declarations {
        let then = before.declarations.get(id);
        if then.is_some_and(|then| is_withdrawn(&then.status) && then == now) {
            continue;
        }
        let new = &now.history[then.map_or(0, |then| then.history.len())..];
        let resolution = resolution(then, new);
        let known = then.map(|_| id.clone());
        let nothing = json!([]);
        done.push(json!({
            "declaration": known,
            "step": now.step,
            "resolution": resolution,
            "statusBefore": then.map(|then| &then.status),
            "statusAfter": now.status,
            "differences": then.map_or(nothing, |then| differing(&then.document, &now.document)),
        }));
    }
    sorted(done)
}

/// What was sent: the types of messages, by declaration.
fn sent(before: &Sight, after: &Sight) -> Vec<Value> {
    let mut sent = Vec::new();
    for (id, now) in &after.declarations {
        let then = before.declarations.get(id);
        let known = then.map(|_| id.clone());
        for kind in &now.messages[then.map_or(0, |then| then.messages.len())..] {
            sent.push(json!({ "declaration": known, "messageType": kind }));
        }
    }
    sorted(sent)
}

fn told(before: &Sight, after: &Sight) -> Vec<Value> {
    let new = after.events[before.events.len()..].iter();
    let new = new.map(
        |event| json!({ "eventType": event["eventType"], "eventSubType": event["eventSubType"] }),
    );
    sorted(new.collect())
}

/// In an order of its own: which of several is first says nothing.
fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_key(ToString::to_string);
    values
}

/// The declaration, where it was there before.
fn known(before: &Sight, id: &Value) -> Value {
    match before.declarations.contains_key(&text(id)) {
        true => id.clone(),
        false => Value::Null,
    }
}

fn planned(before: &Sight, plan: &Value) -> Vec<Value> {
    let declarations = list(&plan["declarations"]);
    let planned = declarations.iter().map(|one| {
        json!({
            "declaration": known(before, &one["declarationId"]),
            "step": one["step"],
            "resolution": one["resolution"],
            "statusBefore": one["statusBefore"],
            "statusAfter": one["statusAfter"],
            "differences": list(&one["differences"]),
        })
    });
    sorted(planned.collect())
}

fn planned_messages(before: &Sight, plan: &Value) -> Vec<Value> {
    let messages = list(&plan["messages"]);
    let planned = messages.iter().map(|one| {
        let declaration = known(before, &one["declarationId"]);
        json!({ "declaration": declaration, "messageType": one["messageType"] })
    });
    sorted(planned.collect())
}

/// Rehearses and then sends a message; both must come to the same.
async fn check_message(app: &TestApp, reference: &str, message: &Value, case: &Case) -> String {
    let before = look(app, reference).await;
    let plan = rehearse(app, "/v1/customsshipments", message).await;
    let (status, answer) = app
        .post("/v1/customsshipments", message)
        .await
        .expect("HTTP");
    let plan = match plan {
        Err(refused) => {
            assert_eq!(
                (status, &answer["code"]),
                (refused.0, &refused.1["code"]),
                "{case:?}"
            );
            return format!("HTTP {status}");
        }
        Ok(plan) => plan["ingestions"][0].clone(),
    };
    step(app).await;
    let after = look(app, reference).await;
    let id = text(&answer["referenceId"]);
    let ingestion = read(app, &format!("/v1/ingestions/{id}")).await;
    let outcome = match ingestion["state"].as_str() {
        Some("succeeded") => "successful",
        Some("failed") => "refused",
        Some("processing") => "waits",
        other => panic!("{other:?}: {case:?}"),
    };
    assert_eq!(plan["outcome"], outcome, "{case:?}: {plan} {ingestion}");
    assert_eq!(plan["followsOthers"], false, "{case:?}");
    // What is waited for stands apart in the history.
    let mut errors = list(&ingestion["errors"]);
    errors.extend(Some(ingestion["waitsFor"].clone()).filter(|waits| !waits.is_null()));
    assert_eq!(list(&plan["errors"]), errors, "{case:?}");
    let done = match outcome {
        "successful" => done(&before, &after),
        _ => {
            assert_eq!(before.declarations, after.declarations, "{case:?}");
            Vec::new()
        }
    };
    assert_eq!(planned(&before, &plan), done, "{case:?}: {plan:#}");
    check_effects((&before, &after), &plan, case);
    let kinds: Vec<String> = done.iter().map(|one| text(&one["resolution"])).collect();
    format!("{outcome} {}", kinds.join(" "))
}

fn check_effects((before, after): (&Sight, &Sight), plan: &Value, case: &Case) {
    let messages = planned_messages(before, plan);
    let is_resent = plan["action"] == "resend" && plan["outcome"] == "successful";
    // What is sent again is no new message.
    if !is_resent {
        assert_eq!(messages, sent(before, after), "{case:?}: {plan:#}");
    }
    let notifications = sorted(list(&plan["notifications"]));
    assert_eq!(notifications, told(before, after), "{case:?}: {plan:#}");
}

/// Rehearses and then asks for an action; both must come to the same.
async fn check_action(app: &TestApp, reference: &str, action: &str, case: &Case) -> String {
    let before = look(app, reference).await;
    let Some(id) = before.declarations.keys().next_back().cloned() else {
        return "no declaration".to_owned();
    };
    let path = format!("/v1/declarations/{id}/{action}");
    let body = json!({ "reason": "a mistake" });
    let plan = rehearse(app, &path, &body).await;
    let (status, answer) = app.post(&path, &body).await.expect("HTTP");
    let plan = match plan {
        Err(refused) => {
            assert_eq!(
                (status, &answer["code"]),
                (refused.0, &refused.1["code"]),
                "{case:?}"
            );
            return format!("HTTP {status}");
        }
        Ok(plan) => plan["actions"][0].clone(),
    };
    step(app).await;
    let after = look(app, reference).await;
    let mut finished = after.events[before.events.len()..].iter();
    let finished = finished.rfind(|event| event["eventType"] == "DeclarationActionFinished");
    let finished = &finished.expect("an end")["data"];
    let outcome = match finished["successful"] == true {
        true => "successful",
        false => "unsuccessful",
    };
    assert_eq!(plan["outcome"], outcome, "{case:?}: {plan}");
    assert_eq!(list(&plan["errors"]), list(&finished["errors"]), "{case:?}");
    let (then, now) = (&before.declarations[&id], &after.declarations[&id]);
    let declaration = &plan["declaration"];
    assert_eq!(declaration["statusBefore"], then.status, "{case:?}");
    assert_eq!(declaration["statusAfter"], now.status, "{case:?}: {plan:#}");
    let found = differing(&then.document, &now.document);
    assert_eq!(
        list(&declaration["differences"]),
        list(&found),
        "{case:?}: {plan:#}"
    );
    check_effects((&before, &after), &plan, case);
    format!("{outcome} {action} {} → {}", then.status, now.status)
}

/// Whether the OpenAPI document tells of every field of a plan.
fn assert_described(schema: &Value, value: &Value) {
    static DOCUMENT: LazyLock<Value> =
        LazyLock::new(|| serde_json::to_value(cas_api::openapi()).expect("JSON"));
    let reference = schema["$ref"].as_str();
    let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
    let schema = pointer.map_or(schema, |pointer| {
        DOCUMENT.pointer(pointer).expect("a schema")
    });
    let Some(fields) = schema["properties"].as_object() else {
        let elements = value.as_array().into_iter().flatten();
        return elements.for_each(|element| assert_described(&schema["items"], element));
    };
    for (name, value) in value.as_object().expect("a record") {
        let field = fields
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not described"));
        assert_described(field, value);
    }
}

const PLAN: &str = "#/components/schemas/Plan";

/// The plan, or the refusal; no row of any table changes.
async fn rehearse(app: &TestApp, path: &str, body: &Value) -> Result<Value, (u16, Value)> {
    let rows = cas_store::testing::dump(app.engine.store())
        .await
        .expect("rows");
    let answer = app
        .post(&format!("{path}?dryRun=true"), body)
        .await
        .expect("HTTP");
    let same = cas_store::testing::dump(app.engine.store())
        .await
        .expect("rows")
        == rows;
    assert!(same, "{path} changed something: {body}");
    match answer {
        (200, answer) => {
            assert_eq!(answer["dryRun"], true, "{answer}");
            assert_described(&json!({ "$ref": PLAN }), &answer["plan"]);
            Ok(answer["plan"].clone())
        }
        refused => Err(refused),
    }
}

/// The first step of what was asked, and nothing that follows.
async fn step(app: &TestApp) {
    let kinds = [TaskKind::Ingest, TaskKind::Act];
    app.engine.run_due_of(&kinds).await.expect("a step");
}

/// An update that names one item of what is there, and how many pieces it has now.
async fn touching(app: &TestApp, reference: &str, (item, quantity): (usize, u32)) -> Value {
    let sight = look(app, reference).await;
    let items = sight.declarations.values().next_back().map(|seen| {
        let goods = &seen.document["goodsShipment"];
        list(&goods["governmentAgencyGoodsItems"])
    });
    let items = items.unwrap_or_default();
    let known = items.get(item % items.len().max(1));
    let known = known.map_or(Value::Null, |one| one["casReference"].clone());
    let touched = json!({ "casReference": known, "goodsMeasure": { "qty": quantity } });
    json!({
        "version": "1.0",
        "messageType": "Update",
        "direction": "OUT",
        "externalReference": reference,
        "singleAdministrativeDocument": {
            "goodsShipment": { "governmentAgencyGoodsItems": [touched] },
        },
    })
}

async fn check(app: &TestApp, number: usize, case: &Case) -> String {
    let reference = format!("dry {number}");
    let first = shipment(case, &reference);
    app.send(&first).await.expect("sent");
    app.settle().await.expect("settled");
    if let Some(action) = case.before {
        for one in app.declarations(&reference).await.expect("declarations") {
            let path = format!("/v1/declarations/{}/{action}", text(&one["id"]));
            let body = json!({ "reason": "a mistake" });
            app.post(&path, &body).await.expect("HTTP");
        }
        app.settle().await.expect("settled");
    }
    let outcome = match &case.request {
        Request::Act(action) => check_action(app, &reference, action, case).await,
        Request::Touch(item, quantity) => {
            let message = touching(app, &reference, (*item, *quantity)).await;
            check_message(app, &reference, &message, case).await
        }
        Request::Send(kind, changes) => {
            let mut message = first;
            message["messageType"] = (*kind).into();
            changes.iter().for_each(|one| change(&mut message, one));
            check_message(app, &reference, &message, case).await
        }
    };
    app.settle().await.expect("settled");
    outcome
}

async fn all_cases(place: StorePlace) {
    let seed = if place.kind == "embedded" { 7 } else { 8 };
    let app = TestApp::start(place).await.expect("a product");
    publish_per_article(&app).await;
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    for (number, case) in cases(seed).iter().enumerate() {
        let outcome = check(&app, number, case).await;
        *outcomes.entry(outcome).or_default() += 1;
    }
    // The cases are worth something only where they come to everything there is.
    for wanted in [
        "leave",
        "edit",
        "amend",
        "create",
        "delete",
        "invalidate",
        "supersede",
        "refused",
        "waits",
        "HTTP 409",
        "successful submit",
        "successful validate",
        "successful invalidate",
        "successful resend",
    ] {
        let found = outcomes.keys().any(|outcome| outcome.contains(wanted));
        assert!(found, "no case comes to {wanted}: {outcomes:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_plan_is_what_is_done() {
    each_store(all_cases).await;
}

/// What would have to stand behind others says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_follows_others_says_so() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let mut message = cas_demo::stories::transit::document("#silent", 2);
        message["externalReference"] = "queue".into();
        app.send(&message).await.expect("sent");
        app.settle().await.expect("settled");
        message["messageType"] = "Update".into();
        goods(&mut message).remove(0);
        for follows in [false, true] {
            let plan = rehearse(&app, "/v1/customsshipments", &message).await;
            let plan = plan.expect("a plan")["ingestions"][0].clone();
            assert_eq!(plan["outcome"], "waits", "{plan}");
            assert_eq!(plan["errors"][0]["code"], "WaitsForCustoms", "{plan}");
            assert_eq!(plan["followsOthers"], follows, "{plan}");
            app.send(&message).await.expect("sent");
            app.settle().await.expect("settled");
        }
    })
    .await;
}
