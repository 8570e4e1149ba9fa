//! Does every rule find what it should, and nothing else?
//!
//! `fixtures/<code>.json` has the cases of a rule: `bad` with the fields that it must name, in
//! order, and `good` in which it must find nothing. A case lists what differs from the valid
//! transit.

use std::collections::BTreeSet;

use cas_model::{Finding, Source};
use cas_rules::{CodeLists, RuleEntry, check, registry};
use serde_json::{Map, Value};

use crate::support::{context, fixture, fixtures, is_field, valid_transit, valid_transit_with};

#[test]
fn the_valid_transit_has_no_findings() {
    let findings = check(&valid_transit(), &context(&CodeLists::built_in()));
    assert_eq!(findings, Vec::new());
}

#[test]
fn every_rule_finds_its_bad_cases_and_passes_its_good_ones() {
    let mut failures = Vec::new();
    for rule in registry() {
        let cases = fixture(&format!("{}.json", rule.code));
        for (kind, case) in cases_of(&cases) {
            let changes = case["set"].as_object().cloned().unwrap_or_default();
            let expected: Vec<&str> = match kind {
                "bad" => texts(&case["fields"]),
                _ => Vec::new(),
            };
            assert_eq!(
                kind == "good",
                expected.is_empty(),
                "{}: {kind} {case}",
                rule.code
            );
            let found = fields_of(rule, &changes);
            if found != expected {
                failures.push(format!("{} {kind} {case}\n  found {found:?}", rule.code));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn cases_of(cases: &Value) -> impl Iterator<Item = (&'static str, &Value)> {
    ["bad", "good"].into_iter().flat_map(move |kind| {
        let list = cases[kind].as_array().filter(|list| !list.is_empty());
        let list = list.unwrap_or_else(|| panic!("a {kind} case in {cases}"));
        list.iter().map(move |case| (kind, case))
    })
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// The fields that one rule names in a changed transit, as the engine would get them.
fn fields_of(rule: &RuleEntry, changes: &Map<String, Value>) -> Vec<String> {
    let code_lists = CodeLists::built_in();
    let findings = check(&valid_transit_with(changes), &context(&code_lists));
    findings
        .iter()
        .filter(|finding| finding.code == rule.code)
        .inspect(|finding| is_of(rule, finding))
        .flat_map(|finding| finding.fields.iter().map(ToString::to_string))
        .collect()
}

fn is_of(rule: &RuleEntry, finding: &Finding) {
    assert_eq!(finding.message, rule.name);
    assert_eq!(finding.severity, rule.severity);
    assert_eq!(finding.source, Source::Validation);
    assert!(
        !finding.description.is_empty(),
        "{} says what to do",
        rule.code
    );
    assert!(!finding.message.contains('\n') && !finding.description.contains('\n'));
}

#[test]
fn every_finding_names_a_field_of_the_document() {
    let code_lists = CodeLists::built_in();
    for rule in registry() {
        let cases = fixture(&format!("{}.json", rule.code));
        for (_, case) in cases_of(&cases) {
            let changes = case["set"].as_object().cloned().unwrap_or_default();
            let document = valid_transit_with(&changes);
            for finding in check(&document, &context(&code_lists)) {
                for field in &finding.fields {
                    assert!(is_field(&document, field), "{}: {field}", finding.code);
                }
            }
        }
    }
}

#[test]
fn fixtures_and_rules_are_the_same_set() {
    let rules: BTreeSet<String> = registry().iter().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(rules.len(), registry().len(), "codes are unique");
    let files: BTreeSet<String> = std::fs::read_dir(fixtures())
        .expect("the folder of fixtures")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .filter(|name| name != "valid_transit")
        .collect();
    assert_eq!(files, rules);
}

#[test]
fn a_rule_of_another_declaration_type_says_nothing() {
    let code_lists = CodeLists::built_in();
    let mut context = context(&code_lists);
    context.declaration_type = "excise";
    assert_eq!(check(&Default::default(), &context), Vec::new());
}
