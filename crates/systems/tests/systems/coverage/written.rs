//! Which messages do the systems write? Each is asked for all that it claims it can: every type of
//! declaration, every action, every phase.

use std::collections::BTreeMap;

use cas_gateway::{
    CustomsSystem, EncodeError, Intent, Request, ToldAmendment, ToldChange, ToldStatement,
};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Action;
use cas_model::{ActionContent, FieldPath};
use cas_systems::xml::Element;
use cas_systems::{aes, ncts};
use serde_json::{Value, json};

use super::messages::Message;
use crate::common::{self, fixture};

/// What a message is asked by: system, kind, declared as, phase.
pub type Key = (String, &'static str, &'static str, &'static str);

/// The elements of each message that some system has written, by their paths.
pub fn all() -> BTreeMap<Key, Vec<String>> {
    let mut written = BTreeMap::new();
    for system in cas_systems::all() {
        let capabilities = system.capabilities();
        for (phase, settings) in settings(system.code().as_str()) {
            for declared_as in capabilities.declaration_types {
                let document = document(system.code().as_str(), declared_as);
                let intents = capabilities.actions.iter().copied().flat_map(intents);
                for intent in intents {
                    let asked = Asked {
                        declared_as,
                        settings: &settings,
                        document: &document,
                    };
                    let Some((kind, elements)) = write(&*system, intent, asked) else {
                        continue;
                    };
                    let key = (system.code().to_string(), kind, *declared_as, phase);
                    written.entry(key).or_insert_with(Vec::new).extend(elements);
                }
            }
        }
    }
    written
}

/// Whether a section is about a message.
pub fn is_about(section: &Message, (system, kind, declared_as, phase): &Key) -> bool {
    section.system == system
        && section.kind == *kind
        && (section.declared_as.is_empty() || section.declared_as.contains(declared_as))
        && (section.phase.is_empty() || section.phase == *phase)
}

/// What a system is asked with.
#[derive(Clone, Copy)]
struct Asked<'a> {
    declared_as: &'a str,
    settings: &'a Value,
    document: &'a SingleAdministrativeDocument,
}

/// What is written for an intent: the kind of message, and its elements; nothing where the system
/// has no message for it.
fn write(
    system: &dyn CustomsSystem,
    intent: Intent,
    asked: Asked<'_>,
) -> Option<(&'static str, Vec<String>)> {
    let facts = CustomsFacts {
        mrn: Some("26DE485100000001J5".to_owned()),
        arc: Some(common::emcs::ARC.to_owned()),
        acceptance_date: Some("2026-03-01".parse().unwrap()),
        ..CustomsFacts::default()
    };
    let words = format!("{} {} {intent:?}", system.code(), asked.declared_as);
    let written = system.encode(&Request {
        intent,
        document: asked.document,
        declaration_type: Some(asked.declared_as),
        side: Side::Sent,
        lrn: "LRN0001",
        facts: &facts,
        settings: asked.settings,
        message_identifier: "MSG-0001",
        now: "2026-03-01T09:30:15Z".parse().unwrap(),
    });
    let outbound = match written {
        Ok(outbound) => outbound,
        Err(EncodeError::Unsupported) => return None,
        Err(error) => panic!("{words}: {error:?}"),
    };
    let root = Element::read(&outbound.body).unwrap();
    // The envelope of the United Kingdom stands around its declaration.
    let root = root.child("Declaration").unwrap_or(&root);
    let mut elements = Vec::new();
    paths(root, "", &mut elements);
    Some((outbound.message_type, elements))
}

fn paths(element: &Element<'_>, above: &str, found: &mut Vec<String>) {
    for child in &element.children {
        let separator = if above.is_empty() { "" } else { "/" };
        let path = format!("{above}{separator}{}", child.name);
        paths(child, &path, found);
        found.push(path);
    }
}

/// Settings of a system, for each phase it knows.
fn settings(system: &str) -> Vec<(&'static str, Value)> {
    let commission = |recipient: &str, phases: &[(&'static str, &str)]| {
        let of = |(phase, _): &(&'static str, &str)| {
            let settings = json!({
                "messageSender": "DE1234567890", "messageRecipient": recipient, "phase": phase,
            });
            (*phase, settings)
        };
        phases.iter().map(of).collect()
    };
    match system {
        "ncts" => commission("NTA.DE", ncts::phase::PHASES),
        "aes" => commission("NECA.DE", aes::settings::PHASES),
        "uk_cds" => vec![("", json!({"submitter": "GB603202734852"}))],
        "dk_dms" => vec![("", common::dk_dms::settings())],
        "emcs" => vec![("", {
            let mut settings = common::emcs::settings(common::emcs::CONSIGNOR);
            settings["exciseNumbers"] = json!([common::emcs::CONSIGNOR, common::emcs::CONSIGNEE]);
            settings
        })],
        other => panic!("name the settings of {other} here"),
    }
}

/// The fullest document of a system and a type of declaration.
fn document(system: &str, declared_as: &str) -> SingleAdministrativeDocument {
    match system {
        "ncts" => fixture("full"),
        "aes" => fixture("aes_export"),
        "uk_cds" if declared_as.starts_with(['B', 'C']) && declared_as != "C21i" => {
            fixture("uk_cds_export")
        }
        "uk_cds" => fixture("uk_cds_import"),
        "dk_dms" => common::dk_dms::document(declared_as),
        "emcs" => fixture("emcs_movement"),
        other => panic!("name a document of {other} here"),
    }
}

/// What is asked of a system by an action; nothing where customs is told nothing.
fn intents(action: Action) -> Vec<Intent> {
    match action {
        Action::Submit | Action::Resend => vec![Intent::Declare],
        Action::GoodsArrived => vec![Intent::PresentGoods],
        Action::Amend => vec![
            Intent::amend(vec![FieldPath::new(
                "goodsShipment.governmentAgencyGoodsItems[0]",
            )]),
            Intent::Amend {
                changes: Vec::new(),
                told: Some(Box::new(told())),
                lodged: None,
            },
        ],
        Action::Invalidate => vec![Intent::Invalidate {
            reason: "Order cancelled by the buyer".to_owned(),
            ground: None,
        }],
        Action::ReceiptReport => vec![common::emcs::report()],
        Action::ComplementaryExplanation => vec![common::emcs::shortage()],
        Action::ChangeDestination => {
            vec![common::emcs::new_destination(), common::emcs::split()]
        }
        Action::RejectOrAlertEad => vec![common::emcs::alert(), common::emcs::rejection()],
        Action::DelayForDelivery => vec![common::emcs::delay()],
        Action::ExitEvidence => vec![common::aes::evidence()],
        Action::ArrivalAtExit => vec![common::aes::arrival()],
        Action::GoodsDeparted => vec![Intent::Tell(ActionContent::GoodsDeparture(Box::default()))],
        Action::Validate | Action::CancelAmendment | Action::Hold | Action::ReleaseHold => {
            Vec::new()
        }
    }
}

/// What the caller says of an amendment: a statement and a change, each with the element.
fn told() -> ToldAmendment {
    let pointer = "42A[1]/67A[1]:103".to_owned();
    ToldAmendment {
        changes: vec![ToldChange {
            reason: "32".to_owned(),
            pointer: pointer.clone(),
        }],
        statements: vec![ToldStatement {
            text: "Another nature of transaction".to_owned(),
            pointer,
        }],
    }
}
