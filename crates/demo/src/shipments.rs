//! The demo's shipments, and how each must end.

use cas_model::lifecycle::Status;
use serde_json::{Value, json};

/// One shipment of the demo.
pub struct Shipment {
    /// What it shows.
    pub title: &'static str,
    /// What the ERP sends.
    pub document: Value,
    /// What the ERP sends when a status is reached: an action, or another document.
    pub reaction: Option<(Status, Reaction)>,
    /// How it must end.
    pub end: Status,
    /// How many declarations end so.
    pub declarations: usize,
    /// What must be told of the shipment itself by then: the `eventSubType`.
    pub told: Option<&'static str>,
}

/// What the demo does when a status is reached.
pub enum Reaction {
    /// An action on the declaration, with its body.
    Act(&'static str, Value),
    /// Another message about the shipment.
    Send(Value),
}

impl Shipment {
    /// Its reference in the ERP.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.document["externalReference"]
            .as_str()
            .unwrap_or_default()
    }
}

/// A score of different shipments, one of them large.
#[must_use]
pub fn shipments(items: usize) -> Vec<Shipment> {
    let mut shipments = vec![
        told(
            "a shipment with a handful of fields is released",
            "",
            Status::Released,
        ),
        told(
            "customs controls the goods, then releases them",
            "#control",
            Status::Released,
        ),
        told(
            "customs asks for documents, then releases",
            "#documents",
            Status::Released,
        ),
        told(
            "customs rejects; the errors point at our fields",
            "#reject=9",
            Status::CustomsError,
        ),
        told(
            "the guarantee is not valid",
            "#guarantee",
            Status::GuaranteeNotValid,
        ),
        told(
            "customs does not release the goods",
            "#norelease",
            Status::NotReleased,
        ),
        told(
            "customs invalidates the declaration",
            "#invalidate",
            Status::Invalidated,
        ),
        told(
            "released, and later the guarantee is free",
            "#discharge",
            Status::Discharged,
        ),
        told("every answer comes twice", "#duplicate", Status::Released),
        told(
            "the answers come in the wrong order",
            "#disorder",
            Status::Released,
        ),
        told(
            "customs is down twice, then takes it",
            "#error500=2",
            Status::Released,
        ),
        told(
            "one of the answers is no XML",
            "#malformed",
            Status::Released,
        ),
    ];
    shipments.extend([
        pre_lodged(),
        on_request(),
        withdrawn(),
        incomplete(),
        replaced(),
        two_steps(),
    ]);
    shipments.push(large(items));
    shipments.extend([amended(), too_late()]);
    for (number, shipment) in shipments.iter_mut().enumerate() {
        name(&mut shipment.document, number + 1);
        if let Some((_, Reaction::Send(document))) = &mut shipment.reaction {
            name(document, number + 1);
        }
    }
    shipments
}

/// Gives a document its reference; the marker, if any, goes on at the end of the UCR.
fn name(document: &mut Value, number: usize) {
    let reference = format!("DEMO-{number:02}");
    let ucr = document.pointer_mut("/singleAdministrativeDocument/goodsShipment/ucr");
    if let Some(ucr) = ucr {
        let marker = ucr["traderReference"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        ucr["traderReference"] = format!("{reference} {marker}").trim_end().into();
    }
    document["externalReference"] = reference.into();
}

/// A shipment whose marker tells the authority what to do.
fn told(title: &'static str, marker: &str, end: Status) -> Shipment {
    Shipment {
        title,
        document: document(marker, 2),
        reaction: None,
        end,
        declarations: 1,
        told: None,
    }
}

fn pre_lodged() -> Shipment {
    let mut shipment = told("declared before the goods are there", "", Status::Released);
    shipment.document["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
    shipment.reaction = Some((Status::PreLodged, Reaction::Act("goods-arrived", json!({}))));
    shipment
}

fn on_request() -> Shipment {
    let mut shipment = told("sent only when someone asks for it", "", Status::Released);
    shipment.document["customsFlow"] = "TransitOnRequest".into();
    shipment.reaction = Some((Status::Validated, Reaction::Act("submit", json!({}))));
    shipment
}

fn withdrawn() -> Shipment {
    let mut shipment = told(
        "accepted, then invalidated by us",
        "#hold",
        Status::Invalidated,
    );
    let reason = json!({"reason": "the customer cancelled the order"});
    shipment.reaction = Some((Status::Accepted, Reaction::Act("invalidate", reason)));
    shipment
}

fn incomplete() -> Shipment {
    let mut shipment = told("data is missing; the errors say which", "", Status::Invalid);
    let goods = &mut shipment.document["singleAdministrativeDocument"]["goodsShipment"];
    goods["governmentAgencyGoodsItems"][0] = json!({"goodsMeasure": {"qty": 1}});
    shipment
}

fn replaced() -> Shipment {
    let mut shipment = incomplete();
    shipment.title = "replaced by a complete one before customs had it";
    shipment.end = Status::Released;
    let mut better = document("", 2);
    better["messageType"] = "Replace".into();
    shipment.reaction = Some((Status::Invalid, Reaction::Send(better)));
    shipment
}

/// An update of the lorry.
fn other_lorry() -> Value {
    let means = json!({"departureTransportMeans": {"identification": "M-VE 2027"}});
    json!({
        "messageType": "Update",
        "direction": "OUT",
        "externalReference": "",
        "singleAdministrativeDocument": {"goodsShipment": {"consignment": means}},
    })
}

fn amended() -> Shipment {
    let mut shipment = told(
        "customs asks for an amendment; an update of the shipment makes it",
        "#amend",
        Status::Released,
    );
    let update = Reaction::Send(other_lorry());
    shipment.reaction = Some((Status::CustomsRequestsAmendment, update));
    shipment.told = Some("UpdateSuccessful");
    shipment
}

fn too_late() -> Shipment {
    let mut shipment = told(
        "an update after release is refused, and says what can be done",
        "",
        Status::Released,
    );
    shipment.reaction = Some((Status::Released, Reaction::Send(other_lorry())));
    shipment.told = Some("UpdateUnsuccessful");
    shipment
}

fn large(items: usize) -> Shipment {
    Shipment {
        title: "many items in one declaration",
        document: document("", items),
        reaction: None,
        end: Status::Released,
        declarations: 1,
        told: None,
    }
}

/// A handful of fields: tables choose the flow, fill the offices and documents and decide on
/// sending; the second declaration follows from the first one's MRN.
fn two_steps() -> Shipment {
    let document = json!({
        "version": "1.0",
        "direction": "OUT",
        "externalReference": "",
        "plant": "MUC1",
        "singleAdministrativeDocument": {
            "goodsShipment": {
                "ucr": {"traderReference": ""},
                "consignee": {"code": "LYON"},
                "consignment": {
                    "departureTransportMeans": {"country": "DE", "identification": "M-VE 2026"},
                },
                "governmentAgencyGoodsItems": [{
                    "commodity": {"itemId": "BIKE"},
                    "goodsMeasure": {"qty": 12},
                    "packagings": [{"quantity": 2, "shippingMarks": "LOT 1"}],
                }],
            },
        },
    });
    Shipment {
        title: "a dozen fields become an export and a transit linked by MRN",
        document,
        reaction: None,
        end: Status::Released,
        declarations: 2,
        told: None,
    }
}

/// What an ERP sends: who gets it, with which truck, which articles, how many. The rest is
/// deduced.
#[must_use]
pub fn document(marker: &str, items: usize) -> Value {
    let articles = ["BIKE", "HELMET", "PUMP"];
    let goods: Vec<Value> = (0..items)
        .map(|index| {
            json!({
                "commodity": {"itemId": articles[index % articles.len()]},
                "goodsMeasure": {"qty": 10 + index % 7},
                "packagings": [{
                    "quantity": 1 + index % 3,
                    "type": "CT",
                    "shippingMarks": format!("LOT {}", index + 1),
                }],
            })
        })
        .collect();
    json!({
        "version": "1.0",
        "customsFlow": "Transit",
        "direction": "OUT",
        "externalReference": "",
        "plant": "MUC1",
        "singleAdministrativeDocument": {
            "previousDocuments": [
                {"category": "N", "type": "MRN", "refNum": "26DE4101A7Q2W8B3A0"},
            ],
            "goodsShipment": {
                "ucr": {"traderReference": marker},
                "consignee": {"code": "LYON"},
                "consignment": {
                    "departureTransportMeans": {"country": "DE", "identification": "M-VE 2026"},
                    "transportContractDocuments": [
                        {"category": "N", "type": "730", "refNum": "CMR 4711"},
                    ],
                },
                "governmentAgencyGoodsItems": goods,
            },
        },
    })
}
