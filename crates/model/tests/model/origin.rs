//! Why is this value here? The nearest recorded path at or above it answers.

use cas_model::FieldPath;
use cas_model::origin::{Origin, Origins};

fn origins() -> Origins {
    let mut origins = Origins::default();
    origins.record("".into(), shipment());
    origins.record("agent".into(), partner("AGENT"));
    origins.record("agent.name".into(), person());
    origins.record("goodsShipment.consignee".into(), partner("BUYER"));
    origins.record("goodsShipment.consignment.gmass".into(), calculation());
    origins
}

fn shipment() -> Origin {
    Origin::Shipment {
        reference_id: "r1".to_owned(),
    }
}

fn partner(code: &str) -> Origin {
    Origin::MasterData {
        kind: "businessPartner".to_owned(),
        code: code.to_owned(),
        version: 1,
    }
}

fn person() -> Origin {
    Origin::Person {
        name: "Ada".to_owned(),
    }
}

fn calculation() -> Origin {
    Origin::Calculation {
        name: "grossMass".to_owned(),
        detail: "12 kg by net mass".to_owned(),
    }
}

#[test]
fn the_nearest_path_answers() {
    for (path, expected) in [
        ("declType", shipment()),
        ("agent", partner("AGENT")),
        ("agent.address.city", partner("AGENT")),
        ("agent.name", person()),
        ("agentStatus", shipment()),
        ("goodsShipment.consignee.address", partner("BUYER")),
        ("goodsShipment.consignment.gmass", calculation()),
        ("goodsShipment.consignment", shipment()),
    ] {
        assert_eq!(origins().of(&path.into()), Some(&expected), "of {path}");
    }
    assert_eq!(Origins::default().of(&"declType".into()), None);
}

#[test]
fn one_source_is_one_group() {
    let mut origins = origins();
    origins.record("declarant".into(), partner("AGENT"));
    let of_agent: Vec<_> = origins
        .groups()
        .iter()
        .filter(|group| group.origin == partner("AGENT"))
        .flat_map(|group| group.paths.iter().map(FieldPath::as_str))
        .collect();
    assert_eq!(of_agent, ["agent", "declarant"]);
    assert_eq!(origins.groups().len(), 5);
}

#[test]
fn many_fields_of_one_source_are_one_group() {
    let mut origins = origins();
    let paths = vec!["a".into(), "b".into()];
    origins.record_all(paths, calculation());
    origins.record_all(Vec::new(), Origin::Generated);
    assert_eq!(origins.of(&"b".into()), Some(&calculation()));
    assert_eq!(origins.groups().len(), 5);
}

#[test]
fn a_calculation_needs_no_detail() {
    let stored = r#"{"calculation":{"name":"grossMass"}}"#;
    let origin: Origin = serde_json::from_str(stored).expect("stored before there were details");
    assert_eq!(serde_json::to_string(&origin).expect("JSON"), stored);
}

#[test]
fn groups_go_with_their_last_path() {
    let mut origins = origins();
    origins.retain(|path, origin| !(origin.is_deduced() && path.is_within(&"agent".into())));
    assert_eq!(origins.of(&"agent.code".into()), Some(&shipment()));
    assert_eq!(origins.of(&"agent.name".into()), Some(&person()));
    assert_eq!(origins.groups().len(), 4);
}

#[test]
fn origins_are_kept_as_json() {
    let json = serde_json::to_string(&origins()).expect("origins are JSON");
    let again: Origins = serde_json::from_str(&json).expect("just written");
    assert_eq!(again, origins());
}
