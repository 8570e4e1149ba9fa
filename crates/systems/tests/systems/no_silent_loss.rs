//! Nothing is lost in silence: every field of a document in which all are filled comes out in the
//! message, or the system names it as not declared.
//!
//! A field comes out where another value in it makes another message. That is asked of every field
//! of the model, of every system and every type of declaration that the system takes.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::common::filled::{changed, filled, is_ours, kind_of, values, word};
use cas_gateway::{CustomsSystem, Examined, Intent, Matter, Request};
use cas_model::FieldPath;
use cas_model::access::{Field, Value};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use serde_json::json;

/// A system, what is declared to it, and what its conditions ask.
struct Scenario {
    system: Arc<dyn CustomsSystem>,
    declaration_type: &'static str,
    settings: serde_json::Value,
    /// By the kind of a field, with or without positions: what stands there.
    with: Vec<(&'static str, &'static str)>,
    /// Fields and records that are not there, by their kind.
    without: Vec<&'static str>,
}

const LOCATION: &str = "goodsShipment.consignment.goodsLocation.qualifier";
const CLASSIFICATION: &str = "goodsShipment.governmentAgencyGoodsItems.commodity.classifications";

/// What documents have so that messages can be written of them at all.
const EVERYWHERE: &[(&str, &str)] = &[
    ("communicationLanguage", "en"),
    ("declType", "IM"),
    ("addDeclType1", "A"),
];

/// What stands in fields, by their kinds.
type Values = &'static [(&'static str, &'static str)];

/// Each makes other rows apply: what stands where, and what is not there.
const VARIANTS: &[(Values, &[&str])] = &[
    (&[], &[]),
    (
        &[(LOCATION, "T"), ("declType", "T")],
        &["businessPartnerReference"],
    ),
    (
        &[(LOCATION, "U"), ("security", "0"), ("declType", "TIR")],
        &["category", "shippingMarks"],
    ),
    (
        &[(LOCATION, "U"), ("security", "0")],
        &["category", "shippingMarks"],
    ),
    (
        &[(LOCATION, "V"), ("reducedDatasetIndicator", "false")],
        &["amount", "trxNatCode"],
    ),
    (
        &[(LOCATION, "W"), ("obligationGuarantees.type", "3")],
        &["country", "carrier"],
    ),
    (
        &[(LOCATION, "X"), ("obligationGuarantees.type", "0")],
        &["agent", "ucr"],
    ),
    (
        &[(LOCATION, "Y"), ("additionalDocuments.category", "Y")],
        &["trxNatCode2", "address"],
    ),
    (
        &[(LOCATION, "Z"), ("supplyChainActors.role", "FR1")],
        &["seqNum", "currency"],
    ),
];

fn scenarios() -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    for system in cas_systems::all() {
        for declaration_type in system.capabilities().declaration_types {
            for settings in settings(system.code().as_str()) {
                let is_transit = system.code().as_str() == "ncts";
                let of_transit = |values: &[(&str, &str)]| values.contains(&("declType", "TIR"));
                let variants = VARIANTS
                    .iter()
                    .filter(|(with, _)| is_transit || !of_transit(with));
                for (with, without) in variants {
                    scenarios.push(Scenario {
                        system: Arc::clone(&system),
                        declaration_type,
                        settings: settings.clone(),
                        with: [EVERYWHERE, with].concat(),
                        without: without.to_vec(),
                    });
                }
            }
        }
    }
    scenarios
}

fn settings(system: &str) -> Vec<serde_json::Value> {
    let commission = |recipient: &str, phase: &str| {
        let sender = "DE1";
        json!({"messageSender": sender, "messageRecipient": recipient, "phase": phase})
    };
    match system {
        "ncts" => vec![commission("NTA.DE", "P5"), commission("NTA.DE", "P6")],
        "aes" => vec![commission("NECA.DE", "P1")],
        "emcs" => vec![crate::common::emcs::settings("FR12345678901")],
        "uk_cds" => vec![json!({"submitter": "GB603202734852"})],
        "dk_dms" => vec![json!({"submitter": "12345678"})],
        other => panic!("{other} has no settings here"),
    }
}

impl Scenario {
    fn request<'a>(
        &'a self,
        document: &'a SingleAdministrativeDocument,
        facts: &'a CustomsFacts,
    ) -> Request<'a> {
        Request {
            intent: Intent::Declare,
            document,
            declaration_type: Some(self.declaration_type),
            side: Side::Sent,
            lrn: document.function_ref_num.as_deref().unwrap_or_default(),
            facts,
            settings: &self.settings,
            message_identifier: "MSG-0001",
            now: "2026-03-01T09:30:15Z".parse().unwrap(),
        }
    }

    fn examine(&self, document: &SingleAdministrativeDocument) -> Vec<Examined> {
        let facts = CustomsFacts::default();
        self.system.examine(&self.request(document, &facts))
    }

    fn encode(&self, document: &SingleAdministrativeDocument) -> Result<Vec<u8>, String> {
        let facts = CustomsFacts::default();
        let written = self.system.encode(&self.request(document, &facts));
        written
            .map(|message| message.body)
            .map_err(|error| error.to_string())
    }

    /// A filled document that can be written.
    fn document(&self) -> SingleAdministrativeDocument {
        let mut document = filled();
        for path in values(&document) {
            let kind = kind_of(&path);
            let named = |name: &&str| kind == **name || kind.ends_with(&format!(".{name}"));
            if let Some((_, value)) = self.with.iter().rev().find(|(name, _)| named(name)) {
                path.set(&mut document, Value::Text((*value).to_owned()))
                    .unwrap();
            }
            // Their level is chosen before they are looked at, so they fit from the beginning.
            if kind.ends_with("exportCountry") || kind.ends_with("destination") {
                let number = path.as_str().bytes().map(u32::from).sum();
                path.set(&mut document, Value::Text(word(number, 2)))
                    .unwrap();
            }
            if kind == format!("{CLASSIFICATION}.code") {
                let element = path.as_str().rfind('[').map(|at| &path.as_str()[at + 1..]);
                let number: String = element.unwrap_or_default().chars().take(1).collect();
                let code = format!("{number}510200{number}0{number}");
                path.set(&mut document, Value::Text(code)).unwrap();
            }
        }
        name_houses(&mut document);
        let full = document.clone();
        for path in values(&document) {
            let kind = format!(".{}.", kind_of(&path));
            if self
                .without
                .iter()
                .any(|name| kind.contains(&format!(".{name}.")))
            {
                path.clear(&mut document);
            }
        }
        for round in 0..50 {
            let examined = self.examine(&document);
            let mut wrong = examined
                .iter()
                .filter(|one| !is_not_declared(one))
                .peekable();
            if wrong.peek().is_none() {
                return document;
            }
            wrong.for_each(|one| mend(&mut document, &full, one, round));
        }
        document
    }
}

/// Each item names the house consignment at its place.
fn name_houses(document: &mut SingleAdministrativeDocument) {
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return;
    };
    let houses = shipment.house_consignments.iter();
    let items = &mut shipment.government_agency_goods_items;
    for (item, house) in items.iter_mut().zip(houses) {
        item.house_consignment.clone_from(&house.key);
    }
}

fn is_not_declared(examined: &Examined) -> bool {
    matches!(examined.matter, Matter::NotDeclared { .. })
}

/// Makes a value fit, by what is said of it.
fn mend(
    document: &mut SingleAdministrativeDocument,
    full: &SingleAdministrativeDocument,
    examined: &Examined,
    round: u32,
) {
    let Examined { path, matter } = examined;
    let Matter::DoesNotFit(problem) = matter else {
        return give_again(document, full, path);
    };
    let last = problem.rsplit(' ').next().unwrap();
    match path.get(document) {
        Some(Field::Text(_)) if problem.contains("at least") => {
            path.set(document, Value::Text("1234567890".to_owned()))
                .unwrap();
        }
        Some(Field::Text(text)) => {
            let most: usize = last.parse().expect(problem);
            let number = text.bytes().map(u32::from).sum::<u32>() + round;
            path.set(document, Value::Text(word(number, most))).unwrap();
        }
        Some(Field::Decimal(_)) => path.set(document, Value::Decimal(3.into())).unwrap(),
        _ => {
            let most: usize = last.parse().expect(problem);
            let (list, _) = path.element().unwrap_or((path.clone(), 0));
            let elements = list.list_mut(document).expect(problem);
            while elements.get_mut(most).is_some() {
                elements.remove(most);
            }
        }
    }
}

/// What is required and was taken away is given again.
fn give_again(
    document: &mut SingleAdministrativeDocument,
    full: &SingleAdministrativeDocument,
    path: &FieldPath,
) {
    for value in values(full).iter().filter(|value| value.is_within(path)) {
        let value_there = value.get(full).and_then(Field::text).unwrap();
        let text = Value::Text(value_there.into_owned());
        value.set(document, text).unwrap();
    }
}

#[test]
fn every_field_comes_out_or_is_named() {
    let mut seen = HashSet::new();
    let mut unwritten = BTreeSet::new();
    let mut lost = BTreeSet::new();
    let mut wrongly_named = BTreeSet::new();
    for scenario in scenarios() {
        let document = scenario.document();
        let name = format!(
            "{} {}",
            scenario.system.code().as_str(),
            scenario.declaration_type
        );
        let examined = scenario.examine(&document);
        let problems: Vec<_> = examined
            .iter()
            .filter(|one| !is_not_declared(one))
            .collect();
        let written = match scenario.encode(&document) {
            Ok(written) if problems.is_empty() => written,
            outcome => {
                let (with, why) = (&scenario.with, outcome.err());
                unwritten.insert(format!("{name} {with:?}: {problems:?} {why:?}"));
                continue;
            }
        };
        // Types that make the same message say the same of it.
        if !seen.insert((scenario.system.code().to_string(), written.clone())) {
            continue;
        }
        for path in values(&document) {
            if is_ours(&path) {
                continue;
            }
            let named = examined.iter().any(|one| names(one, &path));
            let other = changed(&document, &path);
            let comes_out = scenario.encode(&other).as_ref() != Ok(&written);
            if !named && !comes_out {
                lost.insert(format!("{name}: {}", kind_of(&path)));
            }
            let is_named_still = || scenario.examine(&other).iter().any(|one| names(one, &path));
            if named && comes_out && is_named_still() {
                wrongly_named.insert(format!("{name}: {}", kind_of(&path)));
            }
        }
    }
    assert!(unwritten.is_empty(), "cannot be written: {unwritten:#?}");
    assert!(lost.is_empty(), "lost: {lost:#?}");
    assert!(
        wrongly_named.is_empty(),
        "named, and declared: {wrongly_named:#?}"
    );
}

/// Whether a field is told not to be declared: itself, or what it stands in.
fn names(examined: &Examined, path: &FieldPath) -> bool {
    match &examined.matter {
        Matter::NotDeclared { known } if known.is_empty() => path.is_within(&examined.path),
        // The field says what its element is: all of the element has no place.
        Matter::NotDeclared { .. } => {
            let end = examined.path.as_str().rfind('.').unwrap_or(0);
            path.is_within(&FieldPath::from(&examined.path.as_str()[..end]))
        }
        Matter::DoesNotFit(_) | Matter::Missing(_) => false,
    }
}

/// The first scenario of each system and type.
fn plain_scenarios() -> Vec<Scenario> {
    let all = scenarios().into_iter();
    all.filter(|scenario| scenario.with == EVERYWHERE && scenario.without.is_empty())
        .collect()
}

/// The fields of a document that tell elements apart.
fn discriminators(document: &SingleAdministrativeDocument) -> Vec<FieldPath> {
    let told = |path: &FieldPath| {
        let kind = kind_of(path);
        kind.ends_with("businessPartnerReference.type") || kind.ends_with("classifications.type")
    };
    values(document).into_iter().filter(told).collect()
}

#[test]
fn a_word_that_is_not_known_is_named() {
    for scenario in plain_scenarios() {
        let document = scenario.document();
        for path in discriminators(&document) {
            let mut strange = document.clone();
            path.set(&mut strange, Value::Text("Strange".to_owned()))
                .unwrap();
            let examined = scenario.examine(&strange);
            let named = examined.iter().any(|one| names(one, &path));
            assert!(named, "{} {path:?}", scenario.system.code());
        }
    }
}

#[test]
fn a_word_that_is_not_known_is_told_which_are() {
    let transit = plain_scenarios().remove(0);
    let mut document = transit.document();
    let path = FieldPath::from("carrier.businessPartnerReference[1].type");
    path.set(&mut document, Value::Text("Tax number".to_owned()))
        .unwrap();
    let examined = transit.examine(&document);
    let one = examined.iter().find(|one| one.path == path).unwrap();
    let known = vec!["Eori", "TirHolder"];
    assert_eq!(one.matter, Matter::NotDeclared { known });
}

#[test]
fn known_words_are_read_in_any_case() {
    let document = filled();
    let spelled = |change: fn(&str) -> String| {
        let mut document = document.clone();
        for path in discriminators(&document) {
            let word = path.get(&document).and_then(Field::text).unwrap();
            let word = Value::Text(change(&word));
            path.set(&mut document, word).unwrap();
        }
        crate::common::read(serde_json::to_value(document).unwrap())
    };
    assert_eq!(spelled(str::to_lowercase), document);
    assert_eq!(spelled(str::to_uppercase), document);
    assert_eq!(spelled(|word| format!(" {word} ")), document);
}
