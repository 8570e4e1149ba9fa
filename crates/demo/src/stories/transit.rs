//! Transits: what customs may say, what people and machines may do, and how each must end.

use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use super::story::{Reaction, Story};

/// Transits, one of them large; in the end an export that a transit follows.
pub(super) fn stories(items: usize) -> Vec<Story> {
    let mut stories = vec![
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
    stories.extend([
        pre_lodged(),
        on_request(),
        withdrawn(),
        incomplete(),
        replaced(),
        two_steps(),
    ]);
    stories.push(large(items));
    stories.extend([amended(), too_late()]);
    stories
}

/// A shipment whose marker tells the authority what to do.
fn told(title: &'static str, marker: &str, end: Status) -> Story {
    Story {
        title,
        document: document(marker, 2),
        reactions: Vec::new(),
        ends: vec![end],
        told: None,
    }
}

fn pre_lodged() -> Story {
    let mut story = told("declared before the goods are there", "", Status::Released);
    story.document["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
    story.reactions = vec![(Status::PreLodged, Reaction::Act("goods-arrived", json!({})))];
    story
}

fn on_request() -> Story {
    let mut story = told("sent only when someone asks for it", "", Status::Released);
    story.document["customsFlow"] = "TransitOnRequest".into();
    story.reactions = vec![(Status::Validated, Reaction::Act("submit", json!({})))];
    story
}

fn withdrawn() -> Story {
    let mut story = told(
        "accepted, then invalidated by us",
        "#hold",
        Status::Invalidated,
    );
    let reason = json!({"reason": "the customer cancelled the order"});
    story.reactions = vec![(Status::Accepted, Reaction::Act("invalidate", reason))];
    story
}

fn incomplete() -> Story {
    let mut story = told("data is missing; the errors say which", "", Status::Invalid);
    let goods = &mut story.document["singleAdministrativeDocument"]["goodsShipment"];
    goods["governmentAgencyGoodsItems"][0] = json!({"goodsMeasure": {"qty": 1}});
    story
}

fn replaced() -> Story {
    let mut story = incomplete();
    story.title = "replaced by a complete one before customs had it";
    story.ends = vec![Status::Released];
    let mut better = document("", 2);
    better["messageType"] = "Replace".into();
    story.reactions = vec![(Status::Invalid, Reaction::Send(better))];
    story
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

fn amended() -> Story {
    let mut story = told(
        "customs asks for an amendment; an update of the shipment makes it",
        "#amend",
        Status::Released,
    );
    let update = Reaction::Send(other_lorry());
    story.reactions = vec![(Status::CustomsRequestsAmendment, update)];
    story.told = Some("UpdateSuccessful");
    story
}

fn too_late() -> Story {
    let mut story = told(
        "an update after release is refused, and says what can be done",
        "",
        Status::Released,
    );
    story.reactions = vec![(Status::Released, Reaction::Send(other_lorry()))];
    story.told = Some("UpdateUnsuccessful");
    story
}

fn large(items: usize) -> Story {
    Story {
        title: "many items in one declaration",
        document: document("", items),
        reactions: Vec::new(),
        ends: vec![Status::Released],
        told: None,
    }
}

/// A handful of fields: tables choose the flow, fill the offices and documents and decide on
/// sending; the second declaration follows from the first one's MRN.
fn two_steps() -> Story {
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
    Story {
        title: "a dozen fields become an export and a transit linked by MRN",
        document,
        reactions: Vec::new(),
        ends: vec![Status::Released, Status::Released],
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
