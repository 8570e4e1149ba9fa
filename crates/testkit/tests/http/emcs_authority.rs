//! Excise movements against the authority, over HTTP: a consignor and a consignee, each a tenant
//! of its own, whom the authority tells of each other's doings.

use cas_authority::Callback;
use cas_demo::tenant::TENANT;
use cas_model::configuration::ConfigurationKind;
use cas_model::ids::{SystemCode, TenantId};
use cas_model::record::Json;
use cas_model::scope::Scope;
use cas_store::{ClientRow, ConnectionRecord, TenantRow};
use cas_testkit::{SECRET, StorePlace, TestApp, each_store, publish};
use serde_json::{Value, json};
use uuid::Uuid;

const CONSIGNOR: &str = "BE00000010001";
const CONSIGNEE: &str = "NL00000020001";
const STRANGER: &str = "NL00000030001";

/// The consignee's tenant, and its client.
const OTHER_TENANT: TenantId = TenantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_00c0_0001));
const OTHER_CLIENT: &str = "consignee-erp";

/// Both traders, and the authority between them.
struct World {
    app: TestApp,
    client: reqwest::Client,
    token: String,
}

fn settings(number: &str) -> Value {
    let country = &number[..2];
    json!({
        "messageSender": format!("NDEA.{country}"),
        "messageRecipient": format!("NDEA.{country}"),
        "exciseNumbers": [number],
        "exciseOffice": format!("{country}000500"),
    })
}

impl World {
    async fn new(place: StorePlace) -> World {
        let app = TestApp::start_with(place, |settings, server| {
            let url = format!("http://{server}/v1/systems/emcs/messages?tenant={OTHER_TENANT}");
            let target = Callback::to(url, Some(SECRET.to_owned())).default;
            settings
                .callback
                .by_sender
                .insert(CONSIGNEE.to_owned(), target);
        })
        .await
        .expect("started");
        publish(&app, &[(ConfigurationKind::Flow, 1, flow())]).await;
        let endpoint = format!("http://{}/emcs/messages", app.authority.address());
        let (own, more) = (settings(CONSIGNOR), json!({"endpoint": endpoint}));
        let connected = app.connect("emcs", &own, &more).await;
        connected.expect("connected");
        let client = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client");
        let mut world = World {
            app,
            client,
            token: String::new(),
        };
        world.plant_consignee(&endpoint).await.expect("a consignee");
        world
    }

    async fn plant_consignee(&mut self, endpoint: &str) -> anyhow::Result<()> {
        let (store, now) = (self.app.engine.store(), self.app.clock.now());
        let tenant = TenantRow {
            id: OTHER_TENANT,
            name: "consignee".to_owned(),
            created_at: now,
        };
        store.insert_tenant(&tenant).await?;
        let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.name()).collect();
        let client = ClientRow {
            id: OTHER_CLIENT.to_owned(),
            tenant_id: OTHER_TENANT,
            source_system: "CONSIGNEE-ERP".to_owned(),
            secret_hash: cas_api::hash_secret(SECRET),
            scopes: scopes.join(" "),
            created_at: now,
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
        store.insert_client(&client).await?;
        let document = json!({
            "endpoint": endpoint,
            "secret": SECRET,
            "callbackSecret": SECRET,
            "settings": settings(CONSIGNEE),
        });
        let connection = ConnectionRecord {
            tenant_id: OTHER_TENANT,
            system: SystemCode::parse("emcs").expect("a system"),
            document: Json::from(&document),
            version: 1,
            updated_at: now,
        };
        store.put_connection(&connection).await?;
        let form = format!(
            "grant_type=client_credentials&client_id={OTHER_CLIENT}&client_secret={}",
            SECRET.replace(' ', "+")
        );
        let request = self
            .client
            .post(format!("{}/oauth2/v2.0/token", self.app.url()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let answer: Value = serde_json::from_str(&request.send().await?.text().await?)?;
        answer["access_token"]
            .as_str()
            .unwrap_or_default()
            .clone_into(&mut self.token);
        Ok(())
    }

    /// What the consignee gets from an address.
    async fn consignee(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.app.url());
        let request = self.client.get(url).bearer_auth(&self.token);
        let text = request.send().await.expect("an answer").text().await;
        serde_json::from_str(&text.expect("a text")).expect("JSON")
    }

    /// The movements that the consignee knows.
    async fn arriving(&self) -> Vec<Value> {
        let answer = self.consignee("/v1/declarations?sort=creationDate").await;
        answer["declarations"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    /// The types of the messages that customs sent to the consignor.
    async fn heard_as_consignor(&self, movement: &Value) -> String {
        let (_, answer) = self.app.get(&messages(movement)).await.expect("messages");
        inbound(&answer)
    }

    /// The types of the messages that customs sent to the consignee.
    async fn heard_as_consignee(&self, movement: &Value) -> String {
        inbound(&self.consignee(&messages(movement)).await)
    }

    /// The consignee says something about one of its movements.
    async fn say(&self, place: usize, action: &str, body: &Value) {
        let arriving = self.arriving().await;
        let id = arriving[place]["id"].as_str().unwrap_or_default();
        let request = self
            .client
            .post(format!("{}/v1/declarations/{id}/{action}", self.app.url()))
            .bearer_auth(&self.token)
            .header("content-type", "application/json")
            .body(body.to_string());
        let response = request.send().await.expect("an answer");
        let status = response.status();
        assert_eq!(status, 202, "{}", response.text().await.unwrap_or_default());
        self.app.settle().await.expect("settled");
    }

    async fn send(&self, reference: &str, marker: &str) {
        let shipment = shipment(reference, marker);
        self.app.send(&shipment).await.expect("sent");
        self.app.settle().await.expect("settled");
    }

    /// The consignor says something about its movement.
    async fn act(&self, reference: &str, action: &str, body: &Value) {
        let id = self.movements(reference).await[0]["id"].clone();
        let path = format!(
            "/v1/declarations/{}/{action}",
            id.as_str().unwrap_or_default()
        );
        let (status, answer) = self.app.post(&path, body).await.expect("an answer");
        assert_eq!(status, 202, "{answer}");
        self.app.settle().await.expect("settled");
    }

    async fn movements(&self, reference: &str) -> Vec<Value> {
        let movements = self.app.declarations(reference).await;
        movements.expect("movements")
    }

    /// Where the consignor's movements stand, oldest first.
    async fn sent(&self, reference: &str) -> String {
        statuses(&self.movements(reference).await)
    }

    /// Where the consignee's movements stand, oldest first.
    async fn received(&self) -> String {
        statuses(&self.arriving().await)
    }
}

fn messages(movement: &Value) -> String {
    let id = movement["id"].as_str().unwrap_or_default();
    format!("/v1/declarations/{id}/messages")
}

fn inbound(answer: &Value) -> String {
    let messages = answer["messages"].as_array().cloned().unwrap_or_default();
    let inbound = messages.iter().filter(|one| one["direction"] == "inbound");
    let kinds = inbound.filter_map(|one| one["messageType"].as_str());
    kinds.collect::<Vec<_>>().join(" ")
}

fn statuses(movements: &[Value]) -> String {
    let statuses = movements
        .iter()
        .map(|one| one["currentStatus"].as_str().unwrap_or_default());
    statuses.collect::<Vec<_>>().join(" ")
}

fn flow() -> Value {
    json!({
        "name": "ExciseOut",
        "description": "Movements of excise goods to other warehouses.",
        "direction": "OUT",
        "steps": [{
            "name": "movement",
            "declarationType": "excise",
            "system": "emcs",
            "jurisdiction": "BE",
            "autoSubmit": "always",
            "defaults": {"declType": "EAD", "declarationOfficeCode": "BE101000"},
        }],
    })
}

fn party(number: &str, name: &str) -> Value {
    json!({
        "name": name,
        "address": {"street": "Kade 1", "postcode": "3011", "city": "Rotterdam", "country": "NL"},
        "businessPartnerReference": [{"casReference": "excise", "code": number, "type": "Excise"}],
    })
}

/// A shipment of gas oil; what chooses its course stands in the number of its invoice.
fn shipment(reference: &str, marker: &str) -> Value {
    json!({
        "version": "1.0",
        "customsFlow": "ExciseOut",
        "direction": "OUT",
        "externalReference": reference,
        "singleAdministrativeDocument": {
            "exciseMovement": {
                "submissionType": "1",
                "destinationType": "1",
                "originType": "1",
                "journeyTime": "D05",
                "transportArrangement": "1",
                "dispatchDate": "2026-11-22",
                "invoiceNumber": format!("INV{marker}"),
                "guarantorType": "1",
                "placeOfDispatch": party("BE00000010009", "Tank 7"),
                "deliveryPlace": party("NL00000020009", "Tank 12"),
                "transportUnits": [
                    {"casReference": "lorry", "type": "2", "identification": "1-ABC-234"},
                ],
            },
            "goodsShipment": {
                "consignment": {"inlandMode": "3"},
                "consignor": party(CONSIGNOR, "Tankopslag NV"),
                "consignee": party(CONSIGNEE, "Wijnhuis De Kade BV"),
                "governmentAgencyGoodsItems": [{
                    "commodity": {
                        "description": "Gas oil",
                        "classifications": [
                            {"casReference": "excise", "code": "E430", "type": "ExciseProduct"},
                            {"casReference": "cn", "code": "27101943", "type": "CN"},
                        ],
                    },
                    "goodsMeasure": {"gmass": 8400, "nmass": 8400, "qty": 10000},
                    "exciseProduct": {"density": 840.25},
                    "packagings": [{"casReference": "bulk", "type": "VL"}],
                }],
            },
        },
    })
}

/// Another destination: a place of the same consignee, or another one.
fn destination(consignee: Option<&str>) -> Value {
    let mut change = json!({
        "exciseMovement": {
            "destinationType": "1",
            "deliveryPlace": party("NL00000030009", "Tank 30"),
        },
    });
    if let Some(number) = consignee {
        change["consignee"] = party(number, "Handel");
    }
    change
}

fn report(conclusion: &str, item: Value) -> Value {
    let mut report = json!({"dateOfArrival": "2026-11-22", "conclusion": conclusion});
    if item.is_object() {
        report["items"] = json!([item]);
    }
    report
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_begins_at_the_consignee_and_ends_with_its_report() {
    each_store(|place| async {
        let world = World::new(place).await;
        for (number, (conclusion, item, expected)) in [
            ("1", Value::Null, "Delivered"),
            (
                "2",
                json!({
                    "seqNum": 1, "shortageOrExcess": "S", "observed": 12.5,
                    "reasons": [{"casReference": "short", "code": "2"}],
                }),
                "Delivered",
            ),
            (
                "3",
                json!({"seqNum": 1, "reasons": [{"casReference": "bad", "code": "3"}]}),
                "Refused",
            ),
            (
                "4",
                json!({
                    "seqNum": 1, "refusedQuantity": 5,
                    "reasons": [{"casReference": "bad", "code": "3"}],
                }),
                "PartiallyRefused",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let reference = format!("X-{number}");
            world.send(&reference, "").await;
            assert_eq!(world.sent(&reference).await, "Accepted");
            let (sent, arriving) = (world.movements(&reference).await, world.arriving().await);
            assert!(sent[0]["arc"].is_string(), "{sent:?}");
            assert_eq!(sent[0]["arc"], arriving[number]["arc"]);
            world
                .say(number, "receipt-report", &report(conclusion, item))
                .await;
            assert_eq!(world.sent(&reference).await, expected);
            assert_eq!(statuses(&world.arriving().await[number..]), expected);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn markers_choose_how_a_movement_ends() {
    each_store(|place| async {
        let world = World::new(place).await;
        for (number, (marker, expected)) in [
            ("#hold", "Accepted"),
            ("#discharge", "Delivered"),
            ("#incident", "Alerted"),
            ("#control#amend", "Accepted"),
            ("#norelease", "Interrupted"),
            ("#invalidate", "ManuallyClosed"),
            ("#reject", "CustomsError"),
            ("#nack906", "CustomsError"),
            ("#nack917", "CustomsError"),
            ("#duplicate#discharge", "Delivered"),
        ]
        .into_iter()
        .enumerate()
        {
            let reference = format!("X-{number}");
            world.send(&reference, marker).await;
            assert_eq!(world.sent(&reference).await, expected, "{marker}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_overtakes_its_movement_finds_it_later() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.send("X-1", "#disorder#discharge").await;
        world.app.wait(600).await.expect("settled");
        assert_eq!(world.sent("X-1").await, "Delivered");
        assert_eq!(world.received().await, "Delivered");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_movement_goes_elsewhere() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.send("X-1", "").await;
        let alert = json!({
            "date": "2026-11-22", "rejected": true,
            "reasons": [{"casReference": "why", "code": "1"}],
        });
        world.say(0, "reject-or-alert-ead", &alert).await;
        assert_eq!(world.sent("X-1").await, "Rejected");
        assert_eq!(world.received().await, "Rejected");
        world
            .act("X-1", "change-destination", &destination(Some(STRANGER)))
            .await;
        assert_eq!(world.sent("X-1").await, "Accepted");
        assert_eq!(world.received().await, "Diverted");
        let sent = &world.movements("X-1").await[0];
        assert_eq!(sent["customs"]["sequenceNumber"], 2, "{sent}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consignee_who_stays_is_told_of_the_new_place() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.send("X-1", "").await;
        world
            .act("X-1", "change-destination", &destination(None))
            .await;
        assert_eq!(world.sent("X-1").await, "Accepted");
        assert_eq!(world.received().await, "Accepted");
        world
            .say(0, "receipt-report", &report("1", Value::Null))
            .await;
        assert_eq!(world.sent("X-1").await, "Delivered");

        world.send("X-2", "#noamendment").await;
        world
            .act("X-2", "change-destination", &destination(None))
            .await;
        assert_eq!(world.sent("X-2").await, "AmendmentError");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_is_split_into_movements_of_their_own() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.send("X-1", "").await;
        let part = |number: &str, quantity: u32| {
            let mut part = destination(Some(number));
            part["items"] = json!([{
                "seqNum": 1,
                "goodsMeasure": {"qty": quantity, "gmass": 4200, "nmass": 4200},
            }]);
            part
        };
        let split = json!({"parts": [part(CONSIGNEE, 4000), part(STRANGER, 6000)]});
        world.act("X-1", "change-destination", &split).await;
        let mut sent = world.movements("X-1").await;
        sent.sort_by_key(|one| one["currentStatus"].to_string());
        assert_eq!(statuses(&sent), "Accepted Accepted Diverted");
        assert_eq!(world.received().await, "Diverted Accepted");
        world
            .say(1, "receipt-report", &report("1", Value::Null))
            .await;
        assert_eq!(world.received().await, "Diverted Delivered");
        assert!(world.sent("X-1").await.contains("Delivered"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancellation_reaches_the_consignee() {
    each_store(|place| async {
        let world = World::new(place).await;
        let reason = json!({"reason": "the order was cancelled"});
        world.send("X-1", "").await;
        world.act("X-1", "invalidate", &reason).await;
        let expected = world.sent("X-1").await;
        assert!(
            ["Cancelled", "Invalidated"].contains(&&*expected),
            "{expected}"
        );
        assert_eq!(world.received().await, expected);
        world.send("X-2", "#noinvalidation").await;
        world.act("X-2", "invalidate", &reason).await;
        assert_eq!(world.sent("X-2").await, "InvalidationError");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn explanations_reach_the_other_trader() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.send("X-1", "").await;
        let delay = json!({"code": "5", "messageRole": "1"});
        world.say(0, "delay-for-delivery", &delay).await;
        let short = json!({
            "seqNum": 1, "shortageOrExcess": "S", "observed": 12.5,
            "reasons": [{"casReference": "short", "code": "2"}],
        });
        world.say(0, "receipt-report", &report("2", short)).await;
        let why = json!({"dateOfAnalysis": "2026-11-22", "explanation": "evaporation"});
        world.act("X-1", "complementary-explanation", &why).await;
        let expected = "IE801 IE837 IE818 IE871";
        let (sent, arriving) = (world.movements("X-1").await, world.arriving().await);
        assert_eq!(world.heard_as_consignor(&sent[0]).await, expected);
        assert_eq!(world.heard_as_consignee(&arriving[0]).await, expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exports_leave_the_union() {
    each_store(|place| async {
        let world = World::new(place).await;
        for (reference, marker, expected) in [
            ("X-1", "", "Accepted"),
            ("X-2", "#exit", "Delivered"),
            ("X-3", "#norelease", "Rejected"),
        ] {
            let mut export = shipment(reference, marker);
            let document = &mut export["singleAdministrativeDocument"];
            let movement = &mut document["exciseMovement"];
            movement["destinationType"] = "6".into();
            movement["deliveryOffice"] = "BE343000".into();
            movement
                .as_object_mut()
                .expect("a record")
                .remove("deliveryPlace");
            world.app.send(&export).await.expect("sent");
            world.app.settle().await.expect("settled");
            assert_eq!(world.sent(reference).await, expected, "{marker}");
        }
        let lrn = world.movements("X-1").await[0]["lrn"].clone();
        let told =
            world
                .app
                .authority
                .notify_as("emcs", lrn.as_str().unwrap_or_default(), &["IE829"]);
        told.expect("told");
        world.app.settle().await.expect("settled");
        assert_eq!(world.sent("X-1").await, "AcceptedForExport");
    })
    .await;
}

/// Goods go from one warehouse of a tenant to another: the movement is held on both sides, each is
/// told of what the other says, and each speaks as what it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_between_two_warehouses_of_one_tenant_has_both_sides() {
    each_store(|place| async {
        let world = World::new(place).await;
        let mut own = settings(CONSIGNOR);
        own["exciseNumbers"] = json!([CONSIGNOR, STRANGER]);
        let endpoint = format!("http://{}/emcs/messages", world.app.authority.address());
        let connected = world
            .app
            .connect("emcs", &own, &json!({"endpoint": endpoint}))
            .await;
        connected.expect("connected");
        world.send("X-1", "").await;
        assert_eq!(world.sent("X-1").await, "Accepted");
        let elsewhere = destination(Some(STRANGER));
        world.act("X-1", "change-destination", &elsewhere).await;
        let sent = world.movements("X-1").await.remove(0);
        let arc = sent["arc"].as_str().expect("an ARC");
        assert_eq!(world.sent(arc).await, "Accepted");
        let arriving = world.movements(arc).await.remove(0);
        assert_eq!(
            (&arriving["arc"], &arriving["direction"]),
            (&sent["arc"], &json!("IN"))
        );
        world
            .act(arc, "delay-for-delivery", &json!({"code": "1"}))
            .await;
        world
            .act(arc, "receipt-report", &report("1", Value::Null))
            .await;
        assert_eq!(world.sent(arc).await, "Delivered");
        assert_eq!(world.sent("X-1").await, "Delivered");
        // The one who is told of it speaks as the consignee.
        let id = arriving["id"]
            .as_str()
            .and_then(|id| Uuid::parse_str(id).ok());
        let id = cas_model::ids::DeclarationId(id.expect("an id"));
        let store = world.app.engine.store();
        let said = store.messages_of(TENANT, id).await.expect("messages");
        let is_explanation =
            |one: &&cas_store::MessageRecord| one.message_type.as_deref() == Some("IE837");
        let explanation = said.iter().find(is_explanation).expect("an explanation");
        let text = String::from_utf8_lossy(&explanation.body);
        assert!(text.contains("<SubmitterType>2<"), "{text}");
    })
    .await;
}
