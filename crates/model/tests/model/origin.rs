//! Why is this value here? The nearest recorded path at or above it answers.

use cas_model::document::SingleAdministrativeDocument;
use cas_model::origin::{Origin, Origins};
use cas_model::{Address, FieldPath};
use proptest::prelude::*;
use serde_json::json;

use crate::changes::{References, any_versions_with};
use crate::documents::scalar_paths;

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
        assert_eq!(
            origins().origin_of(&path.into()),
            Some(&expected),
            "of {path}"
        );
    }
    assert_eq!(Origins::default().origin_of(&"declType".into()), None);
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
    assert_eq!(origins.origin_of(&"b".into()), Some(&calculation()));
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
    assert_eq!(origins.origin_of(&"agent.code".into()), Some(&shipment()));
    assert_eq!(origins.origin_of(&"agent.name".into()), Some(&person()));
    assert_eq!(origins.groups().len(), 4);
}

#[test]
fn origins_are_kept_as_json() {
    let json = serde_json::to_string(&origins()).expect("origins are JSON");
    let again: Origins = serde_json::from_str(&json).expect("just written");
    assert_eq!(again, origins());
}

/// The paths that are recorded after an update, each recorded under its name before.
fn followed(
    before: &SingleAdministrativeDocument,
    after: &SingleAdministrativeDocument,
    paths: impl IntoIterator<Item = FieldPath>,
) -> Vec<(String, String)> {
    let mut origins = Origins::default();
    for path in paths {
        let name = path.to_string();
        origins.record(path, Origin::Person { name });
    }
    origins.follow(before, after);
    let groups = origins.groups().iter();
    groups
        .flat_map(|group| group.paths.iter().map(|path| (&group.origin, path)))
        .map(|(origin, path)| match origin {
            Origin::Person { name } => (name.clone(), path.to_string()),
            other => unreachable!("{other:?} was not recorded"),
        })
        .collect()
}

#[test]
fn origins_follow_their_elements() {
    let document = |names: &[&str]| -> SingleAdministrativeDocument {
        let elements = names.iter().map(|name| match *name {
            "" => json!({"type": "C1"}),
            name => json!({"casReference": name, "type": "C1"}),
        });
        let elements: Vec<_> = elements.collect();
        serde_json::from_value(json!({"authorisations": elements})).expect("a document")
    };
    let paths = [
        "",
        "declType",
        "authorisations",
        "authorisations[0]",
        "authorisations[1].type",
    ];
    for (before, after, expected) in [
        (
            vec!["a", "b"],
            vec!["b", "a"],
            ["authorisations[1]", "authorisations[0].type"],
        ),
        (
            vec!["a", "b"],
            vec!["c", "b"],
            ["-", "authorisations[1].type"],
        ),
        (vec!["a", "b"], vec!["b"], ["-", "authorisations[0].type"]),
        (vec!["a", "b"], vec!["a"], ["authorisations[0]", "-"]),
        (vec!["a", "b"], vec![], ["-", "-"]),
        (
            vec!["", "b"],
            vec!["b", ""],
            ["authorisations[1]", "authorisations[0].type"],
        ),
        (
            vec!["", ""],
            vec!["x", "y"],
            ["authorisations[0]", "authorisations[1].type"],
        ),
    ] {
        let found = followed(
            &document(&before),
            &document(&after),
            paths.map(FieldPath::from),
        );
        let after_of = |path: &str| {
            let found = found.iter().find(|(before, _)| before == path);
            found.map_or("-", |(_, after)| after)
        };
        let case = format!("{before:?} to {after:?}");
        assert_eq!([after_of(paths[3]), after_of(paths[4])], expected, "{case}");
        assert_eq!(paths.map(after_of)[..3], paths[..3], "{case}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn origins_stand_where_their_values_are(versions in any_versions_with(References::All)) {
        let (before, after) = (&versions.first, &versions.second);
        let paths = scalar_paths(before);
        let expected: Vec<_> = paths
            .iter()
            .filter_map(|path| {
                let place = Address::from_path(path, before).locate(after)?;
                Some((path.to_string(), place.to_string()))
            })
            .collect();
        prop_assert_eq!(followed(before, after, paths), expected);
    }
}

#[test]
fn what_stood_behind_a_removed_element_moves_up() {
    let mut origins = Origins::default();
    let gmass = |position: usize| FieldPath::new(format!("items[{position}].gmass"));
    for position in 0..4 {
        origins.record(gmass(position), partner(&position.to_string()));
    }
    origins.record("itemsElse[3]".into(), person());
    origins.forget(&std::iter::once(gmass(1)).collect());
    origins.element_removed(&"items".into(), 1);
    for (position, was) in [(0, Some("0")), (1, Some("2")), (2, Some("3")), (3, None)] {
        assert_eq!(
            origins.origin_of(&gmass(position)),
            was.map(partner).as_ref()
        );
    }
    assert_eq!(origins.origin_of(&"itemsElse[3]".into()), Some(&person()));
}
