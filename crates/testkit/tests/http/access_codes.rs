//! Who may not see access codes of guarantees sees them nowhere: not in any answer, however a code
//! came in; and customs gets them.

use std::collections::BTreeSet;

use cas_demo::stories::transit;
use cas_demo::tenant::TENANT;
use cas_model::scope::Scope;
use cas_model::secret_fields::MASK;
use cas_store::ClientRow;
use cas_testkit::{SECRET, StorePlace, TestApp, each_store, one};
use serde_json::{Value, json};

/// What no answer may hold: a code for each way in.
const BY_SHIPMENT: &str = "ZQ01";
const BY_MASTER_DATA: &str = "ZQ02";
const BY_FLOW: &str = "ZQ03";
const BY_EDIT: &str = "ZQ04";
const BY_CUSTOMS: &str = "ZQ05";

/// The GRN of the guarantee in master data.
const GRN: &str = "26DE0000000001245";

/// A caller of his own.
struct Caller<'a> {
    app: &'a TestApp,
    client: reqwest::Client,
    token: String,
}

impl<'a> Caller<'a> {
    /// A client that may do everything but see access codes.
    async fn without_the_scope(app: &'a TestApp) -> Self {
        let scopes = Scope::ALL
            .iter()
            .filter(|scope| **scope != Scope::ReadAccessCodes);
        let scopes: Vec<&str> = scopes.map(|scope| scope.name()).collect();
        let row = ClientRow {
            id: "blind".to_owned(),
            tenant_id: TENANT,
            source_system: "BLIND".to_owned(),
            secret_hash: cas_api::hash_secret(SECRET),
            scopes: scopes.join(" "),
            created_at: app.clock.now(),
            disabled_at: None,
            former_secret_hash: None,
            former_secret_until: None,
            changed_at: None,
            changed_by: None,
            description: None,
            visible: None,
            expires_at: None,
            last_used_at: None,
        };
        app.engine
            .store()
            .insert_client(&row)
            .await
            .expect("a client");
        let client = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client");
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", "blind")
            .append_pair("client_secret", SECRET)
            .finish();
        let request = client
            .post(format!("{}/oauth2/v2.0/token", app.url()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let answer = request
            .send()
            .await
            .expect("an answer")
            .text()
            .await
            .expect("a text");
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        let token = answer["access_token"].as_str().expect("a token").to_owned();
        Self { app, client, token }
    }

    async fn send(&self, method: reqwest::Method, path: &str, body: &Value) -> (u16, String) {
        let request = self
            .client
            .request(method, format!("{}{path}", self.app.url()))
            .bearer_auth(&self.token)
            .header("content-type", "application/json")
            .body(body.to_string());
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.expect("a body");
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn get(&self, path: &str) -> (u16, String) {
        self.send(reqwest::Method::GET, path, &Value::Null).await
    }
}

fn guarantee(code: &str) -> Value {
    json!({
        "casReference": "g", "type": "1", "refNum": "26DE0000000001237", "accessCode": code,
        "amount": 10000, "currency": "EUR",
    })
}

fn shipment(reference: &str, marker: &str, guarantee: Option<Value>) -> Value {
    let mut shipment = transit::document(marker, 1);
    shipment["externalReference"] = reference.into();
    if let Some(guarantee) = guarantee {
        shipment["singleAdministrativeDocument"]["obligationGuarantees"] = json!([guarantee]);
    }
    shipment
}

/// A rejection in which customs repeats the code that it received.
fn rejection(declaration: &Value) -> String {
    let lrn = declaration["lrn"].as_str().unwrap_or_default();
    format!(
        "<ncts:CC056C xmlns:ncts=\"http://ncts.dgtaxud.ec\" PhaseID=\"NCTS5.1\">\
         <messageSender>NTA.DE</messageSender><messageRecipient>DE1</messageRecipient>\
         <preparationDateAndTime>2026-11-22T08:00:00</preparationDateAndTime>\
         <messageIdentification>R1</messageIdentification><messageType>CC056C</messageType>\
         <TransitOperation><LRN>{lrn}</LRN><businessRejectionType>015</businessRejectionType>\
         <rejectionDateAndTime>2026-11-22T08:00:00</rejectionDateAndTime>\
         <rejectionCode>12</rejectionCode></TransitOperation><FunctionalError>\
         <errorPointer>/CC015C/Guarantee[1]/GuaranteeReference[1]/accessCode</errorPointer>\
         <errorCode>12</errorCode><errorReason>N/A</errorReason>\
         <originalAttributeValue>{BY_SHIPMENT}</originalAttributeValue></FunctionalError>\
         </ncts:CC056C>"
    )
}

/// The flow that fills the code, published.
async fn publish_flow(app: &TestApp) {
    let (_, bundle) = app.get("/v1/configuration/export").await.expect("a bundle");
    let flows = bundle["flows"].as_array().expect("flows");
    let flow = flows.iter().find(|flow| flow["name"] == "Transit");
    let mut flow = flow.expect("the flow").clone();
    flow["steps"][0]["defaults"]["obligationGuarantees"] = json!([guarantee(BY_FLOW)]);
    flow["steps"][0]["tables"] = json!(["documents"]);
    let path = "/v1/configuration/flows/Transit/draft";
    let (status, answer) = app.put(path, &flow).await.expect("an answer");
    assert_eq!(status, 200, "{answer}");
    let (status, answer) = app
        .post(&format!("{path}/publish"), &json!({}))
        .await
        .expect("one");
    assert_eq!(status, 200, "{answer}");
}

/// What is read by ids of its own, by the beginning of its path.
type Ids = Vec<(&'static str, String)>;

async fn bring_in(app: &TestApp) -> Ids {
    publish_flow(app).await;
    let record = json!({"refNum": GRN, "type": "1", "accessCode": BY_MASTER_DATA});
    let (status, answer) = app
        .post("/v1/guarantees", &record)
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("settled");
    one::send(app, &shipment("FLOW", "", None)).await;
    let named = json!({
        "casReference": "g", "type": "1", "refNum": GRN, "amount": 5, "currency": "EUR",
    });
    one::send(app, &shipment("RECORD", "", Some(named))).await;
    one::send(
        app,
        &shipment("SHIPMENT", "#silent", Some(guarantee(BY_SHIPMENT))),
    )
    .await;
    let declaration = one::declaration(app, "SHIPMENT").await;
    app.post_as_customs(rejection(&declaration))
        .await
        .expect("taken");
    let strange = format!("<what><accessCode>{BY_CUSTOMS}</accessCode></what>");
    app.post_as_customs(strange).await.expect("taken");
    app.settle().await.expect("settled");
    let update = json!({"obligationGuarantees": [{"casReference": "g", "accessCode": BY_EDIT}]});
    let path = format!(
        "/v1/declarations/{}",
        declaration["id"].as_str().expect("an id")
    );
    let (status, answer) = app.patch(&path, &update).await.expect("an answer");
    assert_eq!(status, 202, "{answer}");
    let hook = json!({"url": "https://erp.example.com/hook"});
    let (status, answer) = app
        .post("/v1/subscriptions", &hook)
        .await
        .expect("an answer");
    assert_eq!(status, 201, "{answer}");
    app.settle().await.expect("settled");
    one::send(app, &shipment("WORKED", "#silent", None)).await;
    let declaration = one::declaration(app, "WORKED").await;
    worked_on(app, declaration["id"].as_str().expect("an id")).await
}

/// What people and machines do beside the document of a declaration.
async fn worked_on(app: &TestApp, own: &str) -> Ids {
    let id = |answer: (u16, Value), name: &str| {
        let id = answer.1[name].as_str();
        id.unwrap_or_else(|| panic!("{}", answer.1)).to_owned()
    };
    let declaration = format!("/v1/declarations/{own}");
    let path = format!("{declaration}/resend");
    let action = app.post(&path, &json!({})).await.expect("an action");
    let run = json!({"action": "flag", "flag": "red", "declarations": [own]});
    let run = app.post("/v1/bulk", &run).await.expect("a run");
    let path = format!("{declaration}/notes");
    let note = app.post(&path, &json!({"text": "seen"})).await;
    let path = format!("{declaration}/attachments?name=a.pdf");
    let file = app.post_file(&path, "application/pdf", b"%PDF-1.7").await;
    app.settle().await.expect("settled");
    vec![
        ("/v1/actions/", id(action, "actionId")),
        ("/v1/bulk/", id(run, "id")),
        ("/v1/notes/", id(note.expect("a note"), "id")),
        ("/v1/attachments/", id(file.expect("a file"), "id")),
    ]
}

/// Every address that a path of the OpenAPI document can mean here.
async fn addresses(app: &TestApp, path: &str, ids: &Ids) -> Vec<String> {
    let mut addresses = vec![path.to_owned()];
    if path.starts_with("/v1/declarations/") {
        let mut known = Vec::new();
        for reference in ["FLOW", "RECORD", "SHIPMENT"] {
            let declaration = one::declaration(app, reference).await;
            let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems";
            let item = declaration.pointer(items).map(|items| &items[0]);
            let item = item.and_then(|item| item["governmentAgencyGoodsItemId"].as_str());
            let path = path
                .replace("{id}", declaration["id"].as_str().expect("an id"))
                .replace("{itemId}", item.expect("an item"));
            for message in one::messages(app, reference).await {
                let message = message["id"].as_str().expect("an id");
                known.push(path.replace("{messageId}", message));
            }
        }
        addresses = known;
    }
    if path.starts_with("/v1/messages/") {
        let messages = app.get("/v1/messages").await.expect("messages").1;
        let messages = messages["messages"].as_array().expect("a list").iter();
        let ids = messages.map(|message| message["id"].as_str().expect("an id"));
        addresses = ids.map(|id| path.replace("{messageId}", id)).collect();
    }
    let first = |answer: (u16, Value), list: &str, id: &str| {
        answer.1[list][0][id]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let ingestion = app.get("/v1/ingestions").await.expect("ingestions");
    let subscription = app.get("/v1/subscriptions").await.expect("subscriptions");
    let (ingestion, subscription) = (
        first(ingestion, "ingestions", "referenceId"),
        first(subscription, "subscriptions", "id"),
    );
    let own = ids.iter().find(|(begin, _)| path.starts_with(begin));
    let id = own.map_or(&subscription, |(_, id)| id);
    let kind = match path.starts_with("/v1/masterdata") {
        true => "guarantee",
        false => "flows",
    };
    let name = match path.starts_with("/v1/decisiontables") {
        true => "documents",
        false => "Transit",
    };
    let mut all = BTreeSet::new();
    for address in addresses {
        for version in ["1", "2"] {
            let index = if version == "1" { 0 } else { 1 };
            let code = format!("obligationGuarantees[{index}].accessCode");
            all.insert(
                address
                    .replace("{id}", id)
                    .replace("{type}", "H1")
                    .replace("{reference}", "SHIPMENT")
                    .replace("/explanation", "/explanation?field=declType")
                    .replace("/chain", &format!("/chain?field={code}"))
                    .replace("{referenceId}", &ingestion)
                    .replace("{kind}", kind)
                    .replace("{name}", name)
                    .replace("{version}", version)
                    .replace("{file}", &format!("{version}.csv"))
                    .replace("{system}", "ncts")
                    .replace("{number}", version)
                    .replace("{from}", "1")
                    .replace("{to}", version)
                    .replace("{code}", if kind == "guarantee" { GRN } else { "V0207" })
                    .replace("{list}", "CL251"),
            );
        }
    }
    all.into_iter().collect()
}

/// What is there only where somebody loads it, or is no answer of a tenant's data.
const MAY_BE_MISSING: &[&str] = &[
    "/v1/codelists/{list}",
    "/v1/codelists/{list}/{code}",
    // The file that `/v1/attachments/{id}/content` leads to.
    "/v1/files/{token}",
    // A person who signs in, and no client.
    "/v1/session",
    "/v1/sign-on",
    "/v1/sign-on/callback",
    "/v1/users/{id}",
];

/// What goes on for as long as somebody listens; it says what `/v1/events` says.
const ENDLESS: &str = "/v1/events/stream";

fn codes_in(text: &str) -> Vec<&'static str> {
    let codes = [BY_SHIPMENT, BY_MASTER_DATA, BY_FLOW, BY_EDIT, BY_CUSTOMS];
    codes
        .into_iter()
        .filter(|code| text.contains(code))
        .collect()
}

async fn nowhere(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let ids = bring_in(&app).await;
    let caller = Caller::without_the_scope(&app).await;
    let flow = "/v1/configuration/flows/Transit";
    let published = app.get(&format!("{flow}/versions/1")).await;
    let published = published.expect("a flow").1["document"].clone();
    let draft = app.put(&format!("{flow}/draft"), &published).await;
    assert_eq!(draft.expect("an answer").0, 200);
    let document = serde_json::to_value(cas_api::openapi()).expect("a document");
    let paths = document["paths"].as_object().expect("paths");
    let mut seen_with_scope = BTreeSet::new();
    let readable = paths.iter().filter(|(_, item)| item.get("get").is_some());
    for (path, _) in readable.filter(|(path, _)| *path != ENDLESS) {
        let mut found = false;
        for address in addresses(&app, path, &ids).await {
            let (status, text) = caller.get(&address).await;
            assert_eq!(codes_in(&text), Vec::<&str>::new(), "{address}: {text}");
            found |= status == 200 || status == 204;
            let (_, answer) = app.get(&address).await.expect("an answer");
            seen_with_scope.extend(codes_in(&answer.to_string()));
        }
        assert!(
            found || MAY_BE_MISSING.contains(&path.as_str()),
            "{path} never answered"
        );
    }
    // With the scope all are seen, the one of a message that belongs to no declaration by reading it.
    let expected = [BY_SHIPMENT, BY_MASTER_DATA, BY_FLOW, BY_EDIT, BY_CUSTOMS];
    assert_eq!(seen_with_scope, BTreeSet::from(expected));
    sent_to_customs(&app);
    written_by_posts(&caller).await;
    sent_back(&caller).await;
}

fn sent_to_customs(app: &TestApp) {
    let declarations = app.authority.ledger().declarations.into_iter();
    let sent = declarations
        .flat_map(|one| one.transcript)
        .map(|line| line.body);
    let sent: String = sent.collect();
    for code in [BY_SHIPMENT, BY_MASTER_DATA, BY_FLOW] {
        assert!(sent.contains(code), "customs lacks {code}");
    }
}

/// Dry runs and what decision tables answer.
async fn written_by_posts(caller: &Caller<'_>) {
    let id = one::declaration(caller.app, "SHIPMENT").await["id"].clone();
    let table = "/v1/decisiontables/documents/versions/1";
    let of_declaration = json!({"declarationId": id});
    for (path, body) in [
        (format!("{table}/explain"), of_declaration.clone()),
        (format!("{table}/try"), of_declaration),
        (format!("{table}/replay"), json!({})),
        (
            format!(
                "/v1/declarations/{}/submit?dryRun=true",
                id.as_str().expect("one")
            ),
            json!({}),
        ),
        (
            "/v1/customsshipments?dryRun=true".to_owned(),
            shipment("DRY", "", None),
        ),
    ] {
        let (status, text) = caller.send(reqwest::Method::POST, &path, &body).await;
        assert_eq!((status, codes_in(&text)), (200, vec![]), "{path}: {text}");
    }
}

/// What was read with masks is sent back, and nothing is lost.
async fn sent_back(caller: &Caller<'_>) {
    let app = caller.app;
    let id = one::declaration(app, "SHIPMENT").await["id"].clone();
    let path = format!("/v1/declarations/{}", id.as_str().expect("an id"));
    let (_, text) = caller.get(&path).await;
    let read: Value = serde_json::from_str(&text).expect("JSON");
    let guarantees = &read["singleAdministrativeDocument"]["obligationGuarantees"];
    assert_eq!(guarantees[0]["accessCode"], MASK);
    let patch = reqwest::Method::PATCH;
    for (update, expected) in [
        (json!({"obligationGuarantees": guarantees}), 202),
        (
            json!({"obligationGuarantees": [{"type": "1", "accessCode": MASK}]}),
            202,
        ),
        (
            json!({"obligationGuarantees": [{"type": "1"}, {"type": "0", "accessCode": MASK}]}),
            400,
        ),
    ] {
        let (status, text) = caller.send(patch.clone(), &path, &update).await;
        assert_eq!(status, expected, "{update}: {text}");
        let now = one::declaration(app, "SHIPMENT").await;
        let guarantees = &now["singleAdministrativeDocument"]["obligationGuarantees"];
        assert_eq!(guarantees[0]["accessCode"], BY_EDIT, "{update}");
    }
    let (_, bundle) = caller.get("/v1/configuration/export").await;
    let bundle: Value = serde_json::from_str(&bundle).expect("JSON");
    let import = "/v1/configuration/import";
    let (status, text) = caller.send(reqwest::Method::POST, import, &bundle).await;
    assert_eq!(status, 200, "{text}");
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    let changes = answer["documents"].as_array().expect("documents");
    assert!(
        changes.iter().all(|one| one["change"] == "unchanged"),
        "{text}"
    );
    let sent = shipment("MASK", "", Some(guarantee(MASK)));
    let (status, text) = caller
        .send(reqwest::Method::POST, "/v1/customsshipments", &sent)
        .await;
    assert_eq!(status, 400, "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_scope_no_access_code_is_seen() {
    each_store(nowhere).await;
}
