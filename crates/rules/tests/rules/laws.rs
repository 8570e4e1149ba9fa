//! What holds for every document, and for every rule?

use std::process::Command;

use cas_model::FieldPath;
use cas_rules::{CodeLists, Context, check, registry};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{
    BASES, Base, context, document, is_field, put, system_of, valid, valid_transit_json,
};

#[test]
fn codes_are_in_order_and_names_and_manuals_are_written() {
    let codes: Vec<&str> = registry().iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted(), "{codes:?}");
    for rule in registry() {
        let digits = rule.code.strip_prefix('V').unwrap_or_default();
        assert!(
            digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()),
            "{}",
            rule.code
        );
        assert!(
            !rule.name.is_empty() && !rule.name.ends_with('.'),
            "{}",
            rule.code
        );
        assert!(
            rule.manual().contains("\nSource: "),
            "{} names its source",
            rule.code
        );
        assert!(!rule.scope.declaration_types.is_empty(), "{}", rule.code);
    }
}

/// The rules' files stand in a macro, where `cargo fmt` does not see them.
#[test]
fn rule_files_are_formatted_and_named_after_their_code() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
    let files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of rules")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().is_some_and(|name| name != "mod.rs"))
        .collect();
    assert_eq!(files.len(), registry().len());
    for rule in registry() {
        let prefix = format!("{}_", rule.code.to_lowercase());
        let named = files.iter().filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(&prefix))
        });
        assert_eq!(named.count(), 1, "{}", rule.code);
    }
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rustfmt.toml");
    let rustfmt = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--config-path", config])
        .args(&files)
        .output();
    if let Ok(output) = rustfmt {
        let difference = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "run rustfmt on {folder}\n{difference}"
        );
    }
}

/// Every path of a value in a document.
fn paths(value: &Value, at: &FieldPath, found: &mut Vec<String>) {
    if !at.is_root() {
        found.push(at.to_string());
    }
    match value {
        Value::Object(fields) => {
            for (name, below) in fields {
                paths(below, &at.field(name), found);
            }
        }
        Value::Array(list) => {
            for (index, below) in list.iter().enumerate() {
                paths(below, &at.index(index), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<String>().prop_map(Value::from),
        "[A-Z0-9 ]{0,25}".prop_map(Value::from),
        "[ÄÖß0-9€]{0,4}".prop_map(Value::from),
        any::<u32>().prop_map(Value::from),
        "-?[0-9]{1,28}".prop_map(|text| serde_json::from_str(&text).unwrap_or(json!(0))),
        Just(json!("79228162514264337593543950335")),
        any::<bool>().prop_map(Value::from),
    ]
}

proptest! {
    // Each case reads the document many times over.
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is removed or replaced, the rules answer, and answer the same twice.
    #[test]
    fn checking_never_panics(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), scalar()), 1..12),
        base in prop::sample::select(BASES),
        declaration_type in prop_oneof![Just("TIR"), Just("T"), Just("T2"), Just("T1")],
        security in "[0-3]",
    ) {
        let mut json = valid(&base);
        if base.1 == "transit" {
            put(&mut json, "declType", json!(declaration_type));
            put(&mut json, "security", json!(security));
        }
        for (index, value) in changes {
            let mut found = Vec::new();
            paths(&json, &FieldPath::root(), &mut found);
            if found.is_empty() {
                break;
            }
            let mut changed = json.clone();
            put(&mut changed, &found[index.index(found.len())], value);
            // What is no document never reaches the rules.
            if serde_json::from_value::<cas_rules::Document>(changed.clone()).is_ok() {
                json = changed;
            }
        }
        let document = document(json);
        let code_lists = CodeLists::built_in();
        let context = Context {
            system: system_of(base.1, base.2),
            declaration_type: base.1,
            jurisdiction: base.2,
            ..context(&code_lists)
        };
        let findings = check(&document, &context);
        prop_assert_eq!(&findings, &check(&document, &context));
        for field in findings.iter().flat_map(|finding| &finding.fields) {
            prop_assert!(is_field(&document, field), "{}", field);
        }
    }
}

#[test]
fn an_empty_text_is_as_good_as_none() {
    for path in [
        "declType",
        "addDeclType1",
        "declarationOfficeCode",
        "security",
        "agentStatus",
        "obligationGuarantees[0].refNum",
        "goodsShipment.exportCountry",
        "goodsShipment.destinationOffice",
        "goodsShipment.governmentAgencyGoodsItems[1].commodity.description",
    ] {
        let with = |value: Value| {
            let mut json = valid_transit_json();
            put(&mut json, path, value);
            check(&document(json), &context(&CodeLists::built_in()))
        };
        assert_eq!(with(json!("")), with(Value::Null), "{path}");
    }
}

/// What holds for one item holds for 999 of the kind.
#[test]
fn a_full_declaration_has_no_findings() {
    for base in BASES {
        let document = document(of_999_items(base));
        let code_lists = CodeLists::built_in();
        let context = Context {
            system: system_of(base.1, base.2),
            declaration_type: base.1,
            jurisdiction: base.2,
            ..context(&code_lists)
        };
        let findings = check(&document, &context);
        assert!(base.0 == "H7" || findings.is_empty(), "{findings:?}");
    }
}

/// A valid declaration whose last item stands there many times; only H7 is worth too much then.
fn of_999_items(base: &Base) -> Value {
    let mut json = valid(base);
    let items = json["goodsShipment"]["governmentAgencyGoodsItems"]
        .as_array_mut()
        .expect("the items");
    while items.len() < 999 {
        let mut item = items[items.len() - 1].clone();
        item["seqNum"] = json!(items.len() + 1);
        items.push(item);
    }
    json["goodsShipment"]["consignment"]["gmass"] = json!(10_000_000);
    json["goodsItemQuantity"] = json!(999);
    json
}
