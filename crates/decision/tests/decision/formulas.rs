//! What do expressions without a table say?

use cas_decision::ValueType::{Boolean, Code, Date, Number, Text};
use cas_decision::{Formula, Input, SetKind, Value, ValueType};
use serde_json::{Value as Json, json};

use crate::builder::{context, input};

fn inputs() -> Vec<Input> {
    [
        ("unused", Number),
        ("commodity.itemId", Text),
        ("commodity.classifications[CN].code", Code),
        ("commodity.classifications[TARIC-1].code", Code),
        ("mass", Number),
        ("day", Date),
        ("gone", Number),
        ("flag", Boolean),
    ]
    .map(|(name, kind)| input(name, kind))
    .to_vec()
}

fn field(name: &str) -> Option<Json> {
    Some(match name {
        "commodity.itemId" => json!("A1"),
        "commodity.classifications[CN].code" => json!("8703"),
        "commodity.classifications[TARIC-1].code" => json!("c1"),
        "mass" => json!(12.5),
        "day" => json!("2026-02-01"),
        "flag" => json!(true),
        _ => return None,
    })
}

/// The value as JSON, or a part of the error.
fn check(text: &str, expected: Result<Json, &str>) {
    let formula = match Formula::new(text, &inputs()) {
        Ok(formula) => formula,
        Err(error) => {
            let part = expected.expect_err(text);
            assert!(error.to_string().contains(part), "{text}: {error}");
            return;
        }
    };
    let fields: Vec<Option<Json>> = formula
        .inputs()
        .iter()
        .map(|input| field(&input.name))
        .collect();
    let at = |name: &str| {
        let position = formula.inputs().iter().position(|input| input.name == name);
        fields[position.expect("one of its inputs")].as_ref()
    };
    let read = formula.read(at).expect("readable");
    let found = formula.value(&read, &context());
    let json = |value: Option<Value>| value.map_or(Json::Null, |value| value.to_json());
    match (found, expected) {
        (Ok(found), Ok(expected)) => {
            let is_true = formula.is_true(&read, &context());
            assert_eq!(is_true, Ok(found == Some(Value::Boolean(true))), "{text}");
            assert_eq!(json(found), expected, "{text}");
        }
        (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{text}: {error}"),
        (found, expected) => panic!("{text}: {found:?}, not {expected:?}"),
    }
}

#[test]
fn formulas_say_what_they_must() {
    let cases: &[(&str, Result<Json, &str>)] = &[
        ("commodity.itemId", Ok(json!("A1"))),
        (
            "commodity.itemId + \"/\" + commodity.classifications[CN].code",
            Ok(json!("A1/8703")),
        ),
        (
            "commodity.classifications[TARIC-1].code = \"C1\"",
            Ok(json!(true)),
        ),
        ("commodity.classifications[CN].code = 8703", Ok(json!(true))),
        (
            "starts with(commodity.classifications[CN].code, \"87\") and mass > 10",
            Ok(json!(true)),
        ),
        (
            "commodity.classifications[CN].code in list(\"CL1\")",
            Ok(json!(false)),
        ),
        (
            "if mass > 100 then \"heavy\" else \"light\"",
            Ok(json!("light")),
        ),
        ("mass * 2", Ok(json!(25.0))),
        ("flag", Ok(json!(true))),
        ("not(flag) or day >= date(\"2026-02-01\")", Ok(json!(true))),
        ("gone + 1", Ok(json!(null))),
        ("gone > 1", Ok(json!(null))),
        ("gone = null", Ok(json!(true))),
        ("null", Ok(json!(null))),
        ("mass / 0 > mass", Err("division by zero")),
        (
            "mass in list(\"CL1\")",
            Err("characters 1 to 4: lists hold codes"),
        ),
        (
            "commodity.itemId in list(\"CL2\")",
            Err("list(\"CL2\") is not known"),
        ),
        (
            "commodity.classification[CN].code",
            Err("no input is called commodity.classification[CN].code;"),
        ),
        ("> 5", Err("characters 1 to 1: a value expected")),
        ("? = 5", Err("? is for conditions of a table")),
        (
            "mass mass",
            Err("characters 6 to 9: this does not belong here"),
        ),
        ("", Err("a value expected")),
    ];
    for (text, expected) in cases {
        check(text, expected.clone());
    }
}

#[test]
fn a_formula_keeps_what_it_names() {
    let formula = Formula::new("mass > 1 and mass < gone or flag", &inputs()).expect("reads");
    let named: Vec<&str> = formula
        .inputs()
        .iter()
        .map(|input| input.name.as_str())
        .collect();
    assert_eq!(named, ["mass", "gone", "flag"]);
    assert_eq!(formula.value_type(), Some(Boolean));
    let (mass, flag) = (Value::Number(5.into()), Value::Text("true".into()));
    let fitted = formula.fit([Some(&mass), None, Some(&flag)]).expect("fits");
    assert_eq!(formula.is_true(&fitted, &context()), Ok(true));
    let wrong = formula
        .fit([None, None, Some(&mass)])
        .expect_err("no boolean");
    assert!(
        wrong.to_string().starts_with("flag: 5 is not a boolean"),
        "{wrong}"
    );
    let asked = Formula::new(
        "if commodity.itemId in list(\"A\") then commodity.itemId in set(\"b\") \
         else commodity.itemId in list(\"A\")",
        &inputs(),
    )
    .expect("reads");
    let sets: Vec<(SetKind, &str)> = asked.sets().collect();
    assert_eq!(sets, [(SetKind::CodeList, "A"), (SetKind::MasterData, "b")]);
}

#[test]
fn a_condition_must_be_one() {
    let refused = |text: &str| match Formula::condition(text, &inputs()) {
        Ok(_) => panic!("{text} was taken"),
        Err(error) => error.to_string(),
    };
    assert!(Formula::condition("mass > 5", &inputs()).is_ok());
    let expected = "characters 1 to 4: this is a number where a condition belongs; \
        compare it with something";
    assert_eq!(refused("mass"), expected);
    assert!(refused("null").contains("this is null"));
}

#[test]
fn names_are_checked() {
    let good = [
        "a", "_a.b", "a b c", "a.b[1].c", "x[A-1]", "a-b", "Anna's", "a/b", "ä.ö1", "a[CN]",
    ];
    let bad = [
        "", "1a", "a.", "a..b", "a  b", "a[", "a[]", "a]b", "a[b]c", "a[b[c]]", "a- b", "a-", "not",
    ];
    for name in good {
        assert!(Formula::new(name, &[input(name, Text)]).is_ok(), "{name}");
    }
    for name in bad {
        let error = Formula::new("1", &[input(name, ValueType::Text)]).expect_err(name);
        assert!(error.message.contains("no name for an input"), "{error}");
    }
}
