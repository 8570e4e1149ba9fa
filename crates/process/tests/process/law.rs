//! Whose day's law is a declaration held to, and does a tenant's word on a dated rule count?

use cas_model::configuration::ConfigurationKind;
use cas_model::finding::{Finding, Severity};
use cas_model::validity::day;
use cas_process::checking::validate;
use serde_json::{Value, json};

use super::world::World;

fn world() -> World {
    World::new(json!([
        {"name": "first", "declarationType": "transit", "system": "plain", "jurisdiction": "DE"},
    ]))
}

/// What the rule on security says of a transit that customs accepted on a day.
fn security(mut world: World, accepted: Option<&str>) -> Option<Finding> {
    let at = world.declare(json!({"declType": "T1", "security": "3"}));
    world.store.declarations[at].declaration_type = "transit".to_owned();
    let mut state = world.store.state(at);
    state.facts.acceptance_date = accepted.map(day);
    let findings = validate(&world.unit(), &state, &world.inputs);
    findings.into_iter().find(|it| it.code == "V0025")
}

#[test]
fn the_day_of_acceptance_decides_else_today() {
    let found = |accepted| security(world(), accepted).is_some();
    assert!(found(None));
    assert!(found(Some("2025-08-27")));
    assert!(!found(Some("2025-08-26")));
}

#[test]
fn what_is_supplemented_says_its_day() {
    let mut world = world();
    for (additional, expected) in [("Y", "2026-06-30"), ("A", "2026-11-30")] {
        let at = world.declare(json!({
            "addDeclType1": additional, "acceptanceDateTime": "2026-06-29T22:00:00Z",
        }));
        let state = world.store.state(at);
        assert_eq!(
            state.law_day(day("2026-11-30")),
            day(expected),
            "{additional}"
        );
    }
}

#[test]
fn the_settings_switch_a_dated_rule() {
    let said = |rules: Value| {
        let settings = json!({"rules": rules});
        let world = world().and(ConfigurationKind::Settings, "settings", &settings);
        security(world, None).map(|it| (it.severity, it.because))
    };
    let because = |what: &str| Some(format!("{what} by the settings, version 1"));
    for (rules, expected) in [
        (json!([]), Some((Severity::Error, None))),
        (json!([{"rule": "V0025", "set": "off"}]), None),
        (
            json!([{"rule": "V0025", "territory": "CH", "set": "off"}]),
            Some((Severity::Error, None)),
        ),
        (
            json!([{"rule": "V0025", "territory": "Union", "set": "off", "note": "asked"}]),
            None,
        ),
        (
            json!([{"rule": "V0025", "set": "warn"}]),
            Some((Severity::Warning, because("warn"))),
        ),
        (json!([{"rule": "V0025", "set": "2026-12-01"}]), None),
        (
            json!([{"rule": "V0025", "set": "2026-11-30"}]),
            Some((Severity::Error, because("from 2026-11-30"))),
        ),
    ] {
        assert_eq!(said(rules.clone()), expected, "{rules}");
    }
}
