//! What is wrong with a declaration: as its system says, as persons' edits say, as it stands.

use cas_gateway::{Examined, Matter};
use cas_model::finding::{Finding, Severity, Source};
use cas_model::lifecycle::{Event, Family, Status};
use cas_model::origin::Origin;
use cas_process::checking::{check, judge, validate};
use serde_json::{Value, json};

use super::plain::Plain;
use super::world::{World, said};

fn not_declared(path: &str) -> Examined {
    Examined {
        path: path.into(),
        matter: Matter::NotDeclared { known: Vec::new() },
    }
}

fn not_known(path: &str, known: &[&'static str]) -> Examined {
    Examined {
        path: path.into(),
        matter: Matter::NotDeclared {
            known: known.to_vec(),
        },
    }
}

fn does_not_fit(path: &str) -> Examined {
    Examined {
        path: path.into(),
        matter: Matter::DoesNotFit(format!("{path} is too long")),
    }
}

fn missing(path: &str) -> Examined {
    Examined {
        path: path.into(),
        matter: Matter::Missing("AN-ELEMENT"),
    }
}

/// Two steps, to two systems; `first` says this of an export, `second` that of an import.
fn world(first: Vec<Examined>, second: Vec<Examined>) -> World {
    let steps = json!([
        {"name": "first", "declarationType": "sea", "system": "plain", "jurisdiction": "DE"},
        {"name": "second", "declarationType": "air", "system": "other", "jurisdiction": "DE"},
    ]);
    let said = |code: &str, of: &'static str, said: Vec<Examined>| Plain {
        examined: said.into_iter().map(|one| (of, one)).collect(),
        ..Plain::new(code, Family::Customs)
    };
    let systems = vec![said("plain", "sea", first), said("other", "air", second)];
    World::with_systems(steps, systems)
}

fn content() -> Value {
    json!({"declType": "EX", "goodsShipment": {
        "destination": "US", "exportCountry": "DE",
        "governmentAgencyGoodsItems": [
            {"seqNum": 1, "commodity": {"itemId": "ART1"}, "goodsMeasure": {"qty": 5, "uoM": "KGM"}},
            {"seqNum": 2, "goodsMeasure": {"qty": 6}},
        ],
    }})
}

/// What is found of a declaration that nobody knows the origins of.
fn found(
    world: &mut World,
    content: Value,
    change: impl FnOnce(&mut cas_process::declaration::DeclarationState),
) -> String {
    let at = world.declare(content);
    world.store.declarations[at].declaration_type = "sea".to_owned();
    let mut state = world.store.state(at);
    change(&mut state);
    let findings = validate(&world.unit(), &state, &world.inputs);
    let lines = findings.iter().map(|one| {
        let fields: Vec<&str> = one.fields.iter().map(|path| path.as_str()).collect();
        format!(
            "{} {:?} {:?} {} – {} {fields:?}\n",
            one.code, one.severity, one.source, one.message, one.description
        )
    });
    lines.collect()
}

/// One finding for each kind of field; nothing twice, nothing of what others declare.
#[test]
fn what_a_system_says_becomes_findings() {
    let item =
        |at: usize, field: &str| format!("goodsShipment.governmentAgencyGoodsItems[{at}].{field}");
    let mut text = String::new();
    for (name, first, second) in [
        ("nothing", vec![], vec![not_declared("declType")]),
        (
            "kinds",
            vec![
                does_not_fit("declType"),
                missing("goodsShipment.ucr"),
                not_declared(&item(0, "seqNum")),
                not_declared(&item(1, "seqNum")),
                not_declared("goodsShipment.destination"),
            ],
            vec![
                not_declared("goodsShipment"),
                not_declared(&item(0, "seqNum")),
                not_declared(&item(1, "seqNum")),
            ],
        ),
        (
            "values",
            vec![
                not_known("declType", &["IM", "CO"]),
                not_known("goodsShipment.exportCountry", &["FR"]),
                not_declared("goodsShipment.exportCountry"),
            ],
            vec![
                not_declared("declType"),
                not_declared("goodsShipment.exportCountry"),
            ],
        ),
        (
            "declared elsewhere",
            vec![
                not_declared("declType"),
                not_declared("goodsShipment.destination"),
                not_declared("goodsShipment.exportCountry"),
            ],
            vec![not_declared("goodsShipment.destination")],
        ),
        (
            "a record that is declared nowhere",
            vec![
                not_declared(&item(0, "seqNum")),
                not_declared(&item(1, "seqNum")),
            ],
            vec![not_declared("goodsShipment.governmentAgencyGoodsItems[1]")],
        ),
        (
            "quantities of an article",
            vec![
                not_declared(&item(0, "goodsMeasure.qty")),
                not_declared(&item(0, "goodsMeasure.uoM")),
                not_declared(&item(1, "goodsMeasure.qty")),
            ],
            vec![not_declared("goodsShipment")],
        ),
        (
            "the root",
            vec![missing(""), does_not_fit("goodsShipment")],
            vec![],
        ),
    ] {
        let mut world = world(first, second);
        text += &format!("## {name}\n{}", found(&mut world, content(), |_| {}));
    }
    insta::assert_snapshot!(text);
}

/// What was deduced and has no place is no finding; what a person gave within it is.
#[test]
fn only_what_somebody_gave_is_worth_a_finding() {
    let origins = |given: &str| match given {
        "shipment" => Origin::Shipment {
            reference_id: "I1".to_owned(),
        },
        "person" => Origin::Person {
            name: "ann".to_owned(),
        },
        _ => Origin::Generated,
    };
    let mut text = String::new();
    for (name, recorded) in [
        ("unknown", &[][..]),
        ("generated", &[("goodsShipment", "generated")]),
        ("by a shipment", &[("goodsShipment", "shipment")]),
        (
            "by a person",
            &[
                ("goodsShipment", "generated"),
                ("goodsShipment.destination", "person"),
            ],
        ),
        ("all generated", &[("", "generated")]),
        (
            "within",
            &[
                ("", "generated"),
                ("goodsShipment.governmentAgencyGoodsItems[1]", "person"),
            ],
        ),
        ("beside", &[("", "generated"), ("declType", "person")]),
    ] {
        let said = vec![
            not_declared("goodsShipment.destination"),
            not_declared("goodsShipment.governmentAgencyGoodsItems[1].seqNum"),
            not_declared("goodsShipment.governmentAgencyGoodsItems"),
        ];
        let mut world = world(said, vec![not_declared("goodsShipment")]);
        let found = found(&mut world, content(), |state| {
            for (path, given) in recorded {
                state.origins.record((*path).into(), origins(given));
            }
        });
        text += &format!("## {name}\n{found}");
    }
    insta::assert_snapshot!(text);
}

/// What an edit in conflict names, the system need not say again.
#[test]
fn what_is_said_already_is_not_said_again() {
    let said = vec![
        not_declared("declType"),
        does_not_fit("declType"),
        missing("declType"),
        does_not_fit("goodsShipment.destination"),
    ];
    let mut world = world(said, vec![not_declared("")]);
    let mut text = String::new();
    for conflict in [false, true] {
        let found = found(&mut world, content(), |state| {
            if conflict {
                let edits = json!([{"address": "declType", "before": "IM", "after": "CO",
                    "by": "ann", "at": "2026-11-30T08:00:00Z", "conflict": {"now": "EX"}}]);
                state.edits = serde_json::from_value(edits).expect("edits");
            }
        });
        text += &format!("## conflict {conflict}\n{found}");
    }
    insta::assert_snapshot!(text);
}

/// The settings of the connection count; without a system, or a flow, less is said.
#[test]
fn a_declaration_is_examined_with_its_settings() {
    let mut one = world(
        vec![not_declared("declType")],
        vec![not_declared("declType")],
    );
    one.set_connection(json!({"missing": "goodsShipment.ucr"}));
    let mut text = format!("## settings\n{}", found(&mut one, content(), |_| {}));
    one.disconnect();
    text += &format!("## no connection\n{}", found(&mut one, content(), |_| {}));
    let mut other = world(vec![not_declared("declType")], vec![]);
    text += &format!(
        "## the other declares it\n{}",
        found(&mut other, content(), |_| {})
    );
    text += &format!(
        "## no flow\n{}",
        found(&mut other, content(), |state| {
            state.row.flow = None;
        })
    );
    text += &format!(
        "## no system\n{}",
        found(&mut other, content(), |state| {
            state.row.system = super::plain::system("gone");
        })
    );
    insta::assert_snapshot!(text);
}

/// A step of the same kind is not another declaration.
#[test]
fn another_declaration_is_one_to_another_system_or_of_another_type() {
    let mut text = String::new();
    for (system, declaration_type) in [
        ("plain", "sea"),
        ("plain", "air"),
        ("other", "sea"),
        ("gone", "air"),
    ] {
        let steps = json!([
            {"name": "first", "declarationType": "sea", "system": "plain", "jurisdiction": "DE"},
            {"name": "second", "declarationType": declaration_type, "system": system,
             "jurisdiction": "DE"},
        ]);
        let mut plain = Plain::new("plain", Family::Customs);
        plain.examined = vec![("sea", not_declared("declType"))];
        let systems = vec![plain, Plain::new("other", Family::Customs)];
        let mut world = World::with_systems(steps, systems);
        text += &format!(
            "## {system} {declaration_type}\n{}",
            found(&mut world, content(), |_| {})
        );
    }
    insta::assert_snapshot!(text);
}

fn finding(code: &str, severity: Severity, source: Source) -> Finding {
    said(code, severity, source, "wrong", "so")
}

/// The verdict: valid where nothing is an error; customs' objections stand beneath a request.
#[test]
fn a_verdict_is_recorded() {
    let mut world = world(vec![], vec![]);
    world.declare(content());
    world.on(0, "warnings", |unit, state, inputs| {
        let warning = finding("W1", Severity::Warning, Source::Configuration);
        judge(unit, state, inputs, vec![warning]);
    });
    world.on(0, "an error", |unit, state, inputs| {
        let error = finding("E1", Severity::Error, Source::Configuration);
        judge(unit, state, inputs, vec![error]);
    });
    world.on(0, "nothing, with a number", |unit, state, inputs| {
        state.edit().0.function_ref_num = Some("OURS".to_owned());
        state.add_finding(finding("C1", Severity::Error, Source::Customs));
        judge(unit, state, inputs, Vec::new());
    });
    super::carried::accept(&mut world, 0, "MRN1");
    world.facts(0, &[Event::AmendmentOpened]);
    world.on(0, "amended", |unit, state, inputs| {
        state.edit().0.function_ref_num = Some("OTHER".to_owned());
        state.add_finding(finding("C1", Severity::Error, Source::Customs));
        state.add_finding(finding("D1", Severity::Error, Source::Configuration));
        judge(unit, state, inputs, Vec::new());
    });
    assert_eq!(world.store.declarations[0].status, Status::Amendable);
    insta::assert_snapshot!(world.told);
}

/// Deduced as of its day, with its defaults, and written with the verdict.
#[test]
fn a_check_deduces_and_judges() {
    let steps = json!([
        {"name": "first", "declarationType": "sea", "system": "plain", "jurisdiction": "DE",
         "defaults": {"goodsShipment": {"ucr": {"traderReference": "DEFAULT"}}}},
    ]);
    let mut world = World::new(steps);
    world.declare(content());
    world.on(0, "checked", |unit, state, inputs| {
        check(unit, state, inputs).expect("a flow");
    });
    world.on(0, "of a flow that is gone", |unit, state, inputs| {
        state.row.step = Some("gone".to_owned());
        let error = check(unit, state, inputs).expect_err("no step");
        unit.effects.troubles.push(error.to_string());
    });
    insta::assert_snapshot!(world.told);
}
