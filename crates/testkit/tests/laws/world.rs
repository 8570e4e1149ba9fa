//! What every law needs: shipments, flows of their own, and what can be read of declarations.

use cas_model::configuration::ConfigurationKind;
use cas_model::ids::DeclarationId;
use cas_testkit::TestApp;
use serde_json::{Value, json};

/// A flow that makes a declaration for each origin, and sends none.
pub const GROUPS: &str = "GroupsOnRequest";
/// A flow that makes a declaration for each origin, and sends them.
pub const GROUPS_SENT: &str = "Groups";
/// A flow whose first step sends and whose second does not.
pub const HALF_SENT: &str = "HalfSent";

/// A shipment of so many items of three origins.
pub fn shipment(flow: &str, reference: &str, marker: &str, items: usize) -> Value {
    let mut document = cas_demo::stories::transit::document(marker, items);
    document["customsFlow"] = flow.into();
    document["externalReference"] = reference.into();
    let goods = &mut document["singleAdministrativeDocument"]["goodsShipment"];
    for (number, item) in list_mut(&mut goods["governmentAgencyGoodsItems"]).enumerate() {
        item["origin"] = json!({"country": (["DE", "FR", "IT"][number % 3])});
    }
    document
}

fn list_mut(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_array_mut().into_iter().flatten()
}

/// A message about a shipment that is there.
pub fn message(kind: &str, reference: &str, document: Value) -> Value {
    json!({
        "messageType": kind, "direction": "OUT", "externalReference": reference,
        "singleAdministrativeDocument": document,
    })
}

/// A change of the lorry.
pub fn lorry(name: &str) -> Value {
    let means = json!({"departureTransportMeans": {"identification": name}});
    json!({"goodsShipment": {"consignment": means}})
}

/// The items of a whole shipment.
pub fn items(shipment: &Value) -> &Value {
    &shipment["singleAdministrativeDocument"]["goodsShipment"]["governmentAgencyGoodsItems"]
}

/// Publishes the flows of these tests.
pub async fn publish(app: &TestApp) {
    let step = |name: &str, send: &str| {
        json!({
            "name": name, "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
            "autoSubmit": send, "defaults": cas_demo::configuration::defaults(),
        })
    };
    let grouped = |name: &str, send: &str| {
        let mut step = step("one", send);
        step["items"] = json!({"groupBy": [{"expression": "item.origin.country"}]});
        json!({"name": name, "direction": "OUT", "steps": [step]})
    };
    let half = json!({
        "name": HALF_SENT, "direction": "OUT",
        "steps": [step("sent", "always"), step("kept", "never")],
    });
    let flows = [
        grouped(GROUPS, "never"),
        grouped(GROUPS_SENT, "always"),
        half,
    ];
    let version = |flow| (ConfigurationKind::Flow, 1, flow);
    let versions: Vec<_> = flows.into_iter().map(version).collect();
    cas_testkit::publish(app, &versions).await;
}

/// Reads, which must succeed.
pub async fn read(app: &TestApp, path: &str) -> Value {
    let (status, answer) = app.get(path).await.expect("an answer");
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

/// Sends a message about a shipment, lets it be carried out, and reads what became of it.
pub async fn send(app: &TestApp, message: &Value) -> Value {
    let id = app.send(message).await.expect("taken");
    app.settle().await.expect("settled");
    read(app, &format!("/v1/ingestions/{id}")).await
}

/// A declaration's path.
pub fn path(declaration: &Value) -> String {
    format!("/v1/declarations/{}", text(&declaration["id"]))
}

/// A declaration's id.
pub fn id(declaration: &Value) -> DeclarationId {
    DeclarationId(text(&declaration["id"]).parse().expect("an id"))
}

/// A text, or nothing.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The types of the messages of a declaration in a direction, in order.
pub async fn messages(app: &TestApp, declaration: &Value, direction: &str) -> Vec<String> {
    let answer = read(app, &format!("{}/messages", path(declaration))).await;
    let messages = answer["messages"].as_array().cloned().unwrap_or_default();
    let of = messages.iter().filter(|one| one["direction"] == direction);
    of.map(|one| text(&one["messageType"]).to_owned()).collect()
}
