//! A declarant's day over the API alone, as any program can do it: what came in overnight is found,
//! understood, corrected, submitted, documented and handed on, while the stream tells what happens.

use std::collections::BTreeSet;

use cas_demo::stories::transit;
use cas_testkit::{StorePlace, TestApp, each_store};
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::declarant::{Declarant, answer};
use crate::desk::listening::Listening;
use crate::desk::notes::is;

const PASSWORD: &str = "correct horse battery staple";

/// What the ERP sent overnight: a shipment that lacks data, one that customs refuses, and two that
/// somebody must submit.
async fn overnight(app: &TestApp) {
    let mut incomplete = transit::document("", 2);
    let goods =
        "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0/commodity";
    *incomplete.pointer_mut(goods).expect("a field") = json!({"itemId": "TRICYCLE"});
    let refused = transit::document("#reject=9", 1);
    let mut waits = transit::document("", 1);
    waits["customsFlow"] = json!("TransitOnRequest");
    for (reference, shipment) in [
        ("IT-0815", &incomplete),
        ("IT-0816", &refused),
        ("IT-0817", &waits),
        ("IT-0818", &waits),
    ] {
        let mut shipment = shipment.clone();
        shipment["externalReference"] = json!(reference);
        app.send(&shipment).await.expect("accepted");
    }
    app.settle().await.expect("settled");
}

/// An administrator makes an account and hands over a link, by which the person chooses a password.
async fn account(app: &TestApp, name: &str) {
    let wanted = json!({"name": name, "displayName": "Anna Keller", "roles": ["declarant"]});
    let user = is(app.post("/v1/users", &wanted).await, 201).await;
    let path = format!("/v1/users/{}/link", user["id"].as_str().expect("an id"));
    let link = is(app.post(&path, &json!({})).await, 201).await;
    let link = link["link"].as_str().expect("a link");
    let (_, secret) = link.split_once('#').expect("a secret");
    let chosen = json!({"link": secret, "password": PASSWORD});
    is(app.post("/v1/session/link", &chosen).await, 204).await;
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field]
        .as_str()
        .unwrap_or_else(|| panic!("{field}: {value:#}"))
}

/// What is to be done, the most urgent first.
async fn find(anna: &Declarant) -> Vec<Value> {
    let counts = anna.get("/v1/declarations/counts?q=it-08").await;
    let groups = counts["groups"].as_array().expect("groups").iter();
    let count = |name: &str| {
        let mut of_group = groups.clone().filter(|group| group["value"] == name);
        of_group.next().and_then(|group| group["count"].as_u64())
    };
    assert_eq!(count("problem"), Some(2), "{counts:#}");
    assert_eq!(count("toDo"), Some(2), "{counts:#}");
    let path = "/v1/declarations?view=summary&group=open&q=it-08&sort=next";
    let list = anna.get(path).await;
    list["declarations"].as_array().expect("a list").clone()
}

/// The declaration of a shipment among those found.
fn of_shipment<'a>(found: &'a [Value], reference: &str) -> &'a Value {
    let mut rows = found.iter();
    let row = rows.find(|row| row["customsShipmentReference"] == reference);
    row.unwrap_or_else(|| panic!("{reference}: {found:#?}"))
}

/// What is wrong with a declaration, by the fields that its errors name.
async fn understand(anna: &Declarant, id: &str) -> BTreeSet<String> {
    let declaration = anna.get(&format!("/v1/declarations/{id}")).await;
    let errors = declaration["errors"].as_array().expect("errors").iter();
    let errors = errors.filter(|error| error["severity"] == "error");
    let fields = errors.flat_map(|error| error["fields"].as_array().cloned().unwrap_or_default());
    let fields: Vec<Value> = fields.collect();
    if let Some(field) = fields.first() {
        // It is named by what people call it, and tells how it came by its value, or by none.
        assert_ne!(text(&field["label"], "en"), "", "{field:#}");
        let path: String =
            url::form_urlencoded::byte_serialize(text(field, "path").as_bytes()).collect();
        let chain = format!("/v1/declarations/{id}/origins/chain?field={path}");
        let chain = anna.get(&chain).await;
        assert_ne!(chain["asked"], json!([]), "{chain:#}");
    }
    let paths = fields.iter().map(|field| text(field, "path").to_owned());
    paths.collect()
}

async fn a_day(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    overnight(&app).await;
    account(&app, "anna.keller").await;
    account(&app, "otto").await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let engine = app.engine.clone();
    let work = tokio::spawn(async move { engine.run(stopped).await });
    the_day_of(&Declarant::sign_in(&app.url(), "anna.keller", PASSWORD).await).await;
    the_evening_of(&Declarant::sign_in(&app.url(), "otto", PASSWORD).await).await;
    stop.send_replace(true);
    work.await.expect("the work ends");
}

async fn the_day_of(anna: &Declarant) {
    let mut stream = anna.listen("?from=now").await;
    let found = find(anna).await;
    assert_eq!(found.len(), 4, "{found:#?}");
    let id = |reference: &str| text(of_shipment(&found, reference), "id").to_owned();
    let incomplete = of_shipment(&found, "IT-0815");
    assert_eq!(incomplete["next"]["code"], "correct", "{incomplete:#}");

    // It lacks what the article would say: another article is meant.
    let wrong = understand(anna, &id("IT-0815")).await;
    let description = "goodsShipment.governmentAgencyGoodsItems[0].commodity.description";
    assert!(wrong.contains(description), "{wrong:#?}");
    let first = anna
        .get(&format!("/v1/declarations/{}", id("IT-0815")))
        .await;
    let item = text(&first["errors"][0]["fields"][0]["item"], "id").to_owned();
    let path = format!("/v1/declarations/{}/items/{item}", id("IT-0815"));
    let article = json!({"commodity": {"itemId": "BIKE"}});
    correct(anna, &path, &article).await;
    // It was never sent, so that it goes its way by itself.
    until_released(&mut stream, &[&id("IT-0815")]).await;

    // Customs refused another for its tariff code.
    let wrong = understand(anna, &id("IT-0816")).await;
    let code = "goodsShipment.governmentAgencyGoodsItems[0].commodity.classifications[0].code";
    assert!(wrong.contains(code), "{wrong:#?}");
    let path = format!("/v1/declarations/{}", id("IT-0816"));
    let order = json!({"goodsShipment": {"ucr": {"traderReference": "ORDER 816"}}});
    correct(anna, &path, &order).await;

    // What is ready is sent, all at once.
    let ready = [id("IT-0816"), id("IT-0817"), id("IT-0818")];
    submit(anna, &ready).await;
    let ready: Vec<&str> = ready.iter().map(String::as_str).collect();
    until_released(&mut stream, &ready).await;
    let history = anna.get(&format!("{path}/history")).await;
    assert!(history.to_string().contains("Anna Keller"), "{history:#}");

    hand_on(anna, &path).await;
    let heard = stream.until("Flagged").await;
    let last = heard.last().expect("an event");
    assert_eq!(last.data["data"]["id"], json!(id("IT-0816")));
}

/// Sees what a change would come to, and makes exactly that.
async fn correct(anna: &Declarant, path: &str, change: &Value) {
    let (_, tag) = anna.read(path).await;
    let reason = "?reason=the+customer+called";
    let preview = format!("{path}{reason}&dryRun=true");
    let preview = anna.send(Method::PATCH, &preview, change).await.done();
    let after = &preview["plan"]["declarations"][0];
    let findings = after["findingsAfter"].as_array().cloned();
    let mut errors = findings.unwrap_or_default();
    errors.retain(|finding| finding["severity"] == "error");
    assert_eq!(json!(errors), json!([]), "{preview:#}");
    let plan = text(&preview, "fingerprint");
    // Who has not seen it does not change it.
    let other = "0".repeat(plan.len());
    let path = format!("{path}{reason}");
    let refused = anna.patch(&path, change, &tag, &other).await;
    assert_eq!(
        (refused.status, text(&refused.body, "code")),
        (409, "plan-changed")
    );
    assert_eq!(refused.body["fingerprint"], preview["fingerprint"]);
    assert_eq!(anna.patch(&path, change, &tag, plan).await.status, 202);
    // Nor who saw it before somebody else changed it.
    let late = anna.patch(&path, change, &tag, plan).await;
    assert!([409, 412].contains(&late.status), "{:#}", late.body);
}

/// Submits declarations in one run, after a look at what would come of each.
async fn submit(anna: &Declarant, declarations: &[String]) {
    let wanted = json!({"action": "submit", "declarations": declarations});
    let preview = anna.post("/v1/bulk?dryRun=true", &wanted).await;
    assert_eq!(preview["allowed"], json!(declarations.len()), "{preview:#}");
    let run = anna.act("/v1/bulk", &wanted, text(&preview, "fingerprint"));
    let run = run.await.done();
    let path = format!("/v1/bulk/{}", text(&run, "id"));
    let mut result = anna.get(&path).await;
    while result["finishedAt"].is_null() {
        tokio::task::yield_now().await;
        result = anna.get(&path).await;
    }
    assert_eq!(result["refused"], json!(0), "{result:#}");
}

/// Listens until each of these was released.
async fn until_released(stream: &mut Listening, declarations: &[&str]) {
    let mut waited: BTreeSet<&str> = declarations.iter().copied().collect();
    while !waited.is_empty() {
        let event = stream.next().await.expect("an event").data;
        if event["eventSubType"] == "Released" {
            waited.remove(text(&event["data"], "id"));
        }
    }
}

/// Adds the invoice, and asks a colleague to go on.
async fn hand_on(anna: &Declarant, declaration: &str) {
    let file = format!("{declaration}/attachments?name=invoice.pdf");
    let file = anna
        .request(Method::POST, &file)
        .body("%PDF-1.7 the invoice");
    let file = answer(file.header("content-type", "application/pdf")).await;
    assert_eq!(file.status, 201, "{:#}", file.body);
    let note = json!({"text": "@otto, the invoice is here: please file it."});
    anna.post(&format!("{declaration}/notes"), &note).await;
    let assignee = json!({"assignee": "otto"});
    anna.put(&format!("{declaration}/assignment"), &assignee)
        .await;
    anna.put(&format!("{declaration}/flag"), &json!({"flag": "green"}))
        .await;
}

/// The colleague finds what was handed on, reads the file, and signs out.
async fn the_evening_of(otto: &Declarant) {
    let mentions = otto.get("/v1/mentions").await;
    let note = &mentions["notes"][0];
    assert_eq!(note["author"], "anna.keller", "{mentions:#}");
    let path = format!("/v1/declarations/{}", text(note, "onId"));
    let work = otto.get(&format!("{path}/work")).await;
    assert_eq!(work["assignee"], "otto", "{work:#}");
    let files = otto.get(&format!("{path}/attachments")).await;
    let file = text(&files["attachments"][0], "id");
    // It leads to a link of some minutes, which the program follows.
    let content = otto.get(&format!("/v1/attachments/{file}/content")).await;
    assert_eq!(content, json!("%PDF-1.7 the invoice"));
    let done = otto.send(Method::DELETE, "/v1/session", &json!({})).await;
    assert_eq!(done.status, 204);
    let over = otto.send(Method::GET, "/v1/session", &json!({})).await;
    assert_eq!(over.status, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_program_does_a_declarants_day() {
    each_store(a_day).await;
}
