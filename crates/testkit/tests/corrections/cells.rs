//! The corrections, and what is seen of each.

use cas_testkit::TestApp;
use serde_json::{Value, json};

/// A correction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// `Replace` with other goods.
    Replace,
    /// `Update` of a field of every declaration.
    Update,
    /// `Update` with what is there.
    UpdateSame,
    /// `Upsert` of a field of every declaration.
    Upsert,
    /// `Update` that takes the goods of the declaration away.
    UpdateWithout,
    /// PATCH of the declaration.
    Patch,
    /// The action `amend`.
    Amend,
    /// The action `invalidate`.
    Invalidate,
}

impl Correction {
    /// Every correction.
    pub const ALL: &[Self] = &[
        Self::Replace,
        Self::Update,
        Self::UpdateSame,
        Self::Upsert,
        Self::UpdateWithout,
        Self::Patch,
        Self::Amend,
        Self::Invalidate,
    ];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Replace => "Replace",
            Self::Update => "Update",
            Self::UpdateSame => "Update with the same",
            Self::Upsert => "Upsert",
            Self::UpdateWithout => "Update without its goods",
            Self::Patch => "PATCH",
            Self::Amend => "amend",
            Self::Invalidate => "invalidate",
        }
    }
}

/// A shipment of three groups of goods; the declaration of the second is looked at.
pub fn shipment(flow: &str, reference: &str) -> Value {
    let mut document = cas_demo::stories::transit::document("", 3);
    document["customsFlow"] = flow.into();
    document["externalReference"] = reference.into();
    let goods = &mut document["singleAdministrativeDocument"]["goodsShipment"];
    if let Some(goods) = goods.as_object_mut() {
        goods.remove("ucr");
    }
    goods["governmentAgencyGoodsItems"][0]["origin"] = json!({"country": "DE"});
    goods["governmentAgencyGoodsItems"][1]["origin"] = json!({"country": "FR"});
    goods["governmentAgencyGoodsItems"][2]["origin"] = json!({"country": "IT"});
    document
}

/// What is asked for: an answer over HTTP, or the id of an ingestion.
pub struct Asked {
    reference_id: Option<String>,
    refused: Option<String>,
}

/// Asks for a correction.
pub async fn ask(
    app: &TestApp,
    correction: Correction,
    (flow, reference): (&str, &str),
    subject: &Value,
) -> Asked {
    let id = subject["id"].as_str().unwrap_or_default();
    let path = format!("/v1/declarations/{id}");
    let lorry = |name: &str| json!({"departureTransportMeans": {"identification": name}});
    let update = |message_type: &str, goods: Value| {
        json!({
            "messageType": message_type, "direction": "OUT", "externalReference": reference,
            "singleAdministrativeDocument": {"goodsShipment": goods},
        })
    };
    let whole = shipment(flow, reference);
    let items =
        &whole["singleAdministrativeDocument"]["goodsShipment"]["governmentAgencyGoodsItems"];
    let goods = &subject["singleAdministrativeDocument"]["goodsShipment"];
    let item = &goods["governmentAgencyGoodsItems"][0];
    let marked = |marks: &str| {
        let packages = json!([{"quantity": 2, "type": "CT", "shippingMarks": marks}]);
        let item = json!({"casReference": item["casReference"], "packagings": packages});
        json!({"governmentAgencyGoodsItems": [item]})
    };
    let (status, answer) = match correction {
        Correction::Replace => {
            let mut replacement = whole.clone();
            replacement["messageType"] = "Replace".into();
            let goods = &mut replacement["singleAdministrativeDocument"]["goodsShipment"];
            goods["consignment"]["departureTransportMeans"]["identification"] = "M-RE 1".into();
            app.post("/v1/customsshipments", &replacement).await
        }
        Correction::Update => {
            let update = update("Update", marked("LOT U"));
            app.post("/v1/customsshipments", &update).await
        }
        Correction::UpdateSame => {
            let update = update("Update", marked("LOT 2"));
            app.post("/v1/customsshipments", &update).await
        }
        Correction::Upsert => {
            let update = update("Upsert", marked("LOT V"));
            app.post("/v1/customsshipments", &update).await
        }
        Correction::UpdateWithout => {
            let left = json!({"governmentAgencyGoodsItems": [items[0], items[2]]});
            let update = update("Update", left);
            app.post("/v1/customsshipments", &update).await
        }
        Correction::Patch => {
            let edit = json!({"goodsShipment": {"consignment": lorry("M-PA 1")}});
            app.patch(&path, &edit).await
        }
        Correction::Amend => app.post(&format!("{path}/amend"), &json!({})).await,
        Correction::Invalidate => {
            let reason = json!({"reason": "sold to someone else"});
            app.post(&format!("{path}/invalidate"), &reason).await
        }
    }
    .expect("an answer");
    Asked {
        reference_id: answer["referenceId"].as_str().map(str::to_owned),
        refused: (status != 202).then(|| {
            let code = answer["code"].as_str().unwrap_or_default();
            format!("{status} {code}")
        }),
    }
}

/// What came of it: the refusal, or what was sent and the status now.
pub async fn seen(app: &TestApp, asked: &Asked, (id, sent_before): (&str, usize)) -> String {
    if let Some(refused) = &asked.refused {
        return refused.clone();
    }
    if let Some(reference) = &asked.reference_id {
        let ingestion = get(app, &format!("/v1/ingestions/{reference}")).await;
        let code = ingestion["errors"][0]["code"].as_str().unwrap_or_default();
        match ingestion["state"].as_str() {
            Some("succeeded") => {}
            Some("processing") => return "waits".to_owned(),
            _ => return format!("refused: {code}"),
        }
    }
    let messages = sent(app, id).await;
    let declaration = get(app, &format!("/v1/declarations/{id}")).await;
    let status = declaration["currentStatus"].as_str();
    let mut status = status.unwrap_or_default().to_owned();
    if let Some(made) = made_anew(app, &declaration).await {
        status.push_str(&format!(", new: {made}"));
    }
    let messages = messages.get(sent_before..).unwrap_or_default();
    let mut seen: Vec<&str> = messages.iter().map(String::as_str).collect();
    seen.push(&status);
    seen.join(" → ")
}

/// The status of the declaration that was made for the same goods after this one.
async fn made_anew(app: &TestApp, declaration: &Value) -> Option<String> {
    let reference = declaration["customsShipmentReference"].as_str()?;
    let origin = |one: &Value| {
        let goods = &one["singleAdministrativeDocument"]["goodsShipment"];
        goods["governmentAgencyGoodsItems"][0]["origin"]["country"].clone()
    };
    let all = app.declarations(reference).await.expect("declarations");
    let mut same = all.iter().filter(|one| {
        one["customsFlowStep"] == "subject"
            && one["id"].as_str() > declaration["id"].as_str()
            && origin(one) == origin(declaration)
    });
    same.next_back()?["currentStatus"]
        .as_str()
        .map(str::to_owned)
}

/// The types of the messages that were sent for a declaration, in order.
pub async fn sent(app: &TestApp, id: &str) -> Vec<String> {
    let answer = get(app, &format!("/v1/declarations/{id}/messages")).await;
    let messages = answer["messages"].as_array().cloned().unwrap_or_default();
    let outbound = messages
        .iter()
        .filter(|message| message["direction"] == "outbound");
    outbound
        .filter_map(|message| message["messageType"].as_str().map(str::to_owned))
        .collect()
}

async fn get(app: &TestApp, path: &str) -> Value {
    let (status, answer) = app.get(path).await.expect("an answer");
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}
