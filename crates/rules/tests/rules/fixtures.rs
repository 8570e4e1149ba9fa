//! Does every rule find what it should, and nothing else?
//!
//! `fixtures/<code>.json` has the cases of a rule: `bad` with the fields that it must name, in
//! order, and `good` in which it must find nothing. A case lists what differs from the valid
//! transit, or from the valid declaration that it names. Seeded faults in the rules (`>` for `>=`,
//! `any` for `all`, a field that is absent taken for wrong) are caught by these cases: a limit has
//! one on each side of it, and each field that a rule reads has one in which it is not there.

use std::collections::BTreeSet;

use cas_model::field_path::{FieldPath, Segment};
use cas_model::{Finding, Source};
use cas_rules::{CodeLists, RuleEntry, check, registry};
use serde_json::{Value, json};

use crate::support::{BASES, Case, context, fixture, fixtures, is_field};

#[test]
fn the_valid_declarations_have_no_findings() {
    for (name, ..) in BASES {
        let case = Case::read(&json!({"on": name}));
        assert_eq!(check(&case.document, &case.context()), Vec::new(), "{name}");
    }
}

#[test]
fn every_rule_finds_its_bad_cases_and_passes_its_good_ones() {
    let mut failures = Vec::new();
    for rule in registry() {
        let cases = fixture(&format!("{}.json", rule.code));
        for (kind, case) in cases_of(&cases) {
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
            let found = fields_of(rule, &Case::read(case));
            if found != expected {
                failures.push(format!("{} {kind} {case}\n  found {found:?}", rule.code));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Where what a finding names is taken away, the finding goes, unless the rule is about what is
/// not there.
#[test]
fn what_is_taken_away_is_no_longer_wrong() {
    let mut failures = Vec::new();
    for rule in registry() {
        let mut stays = false;
        let cases = fixture(&format!("{}.json", rule.code));
        for (_, case) in cases_of(&cases).filter(|(kind, _)| *kind == "bad") {
            let without = Case::read(case).without(&texts(&case["fields"]));
            let Some(without) = without else { continue };
            let found = fields_of(rule, &without);
            stays |= !found.is_empty();
            if !found.is_empty() && !rule.absence {
                failures.push(format!("{} {case}\n  still finds {found:?}", rule.code));
            }
        }
        if rule.absence && !stays {
            failures.push(format!("{} is not about absence", rule.code));
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

/// The fields that one rule names in a case, as the engine would get them.
fn fields_of(rule: &RuleEntry, case: &Case) -> Vec<String> {
    let findings = check(&case.document, &case.context());
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
    for rule in registry() {
        let cases = fixture(&format!("{}.json", rule.code));
        for (_, case) in cases_of(&cases) {
            let case = Case::read(case);
            // Of a list with thousands of elements one of each kind is looked at.
            let mut seen = BTreeSet::new();
            for finding in check(&case.document, &case.context()) {
                for field in &finding.fields {
                    let is_new = seen.insert((finding.code.clone(), kind_of(field)));
                    let is_known = !is_new || is_field(&case.document, field);
                    assert!(is_known, "{}: {field}", finding.code);
                }
            }
        }
    }
}

/// A path without the places in its lists.
fn kind_of(field: &FieldPath) -> String {
    let names = field.segments().filter_map(|segment| match segment {
        Segment::Name(name) => Some(name),
        Segment::Index(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

#[test]
fn fixtures_and_rules_are_the_same_set() {
    let rules: BTreeSet<String> = registry().iter().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(rules.len(), registry().len(), "codes are unique");
    let files: BTreeSet<String> = std::fs::read_dir(fixtures())
        .expect("the folder of fixtures")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .filter(|name| !name.starts_with("valid_"))
        .collect();
    assert_eq!(files, rules);
}

#[test]
fn a_rule_of_another_declaration_type_says_nothing() {
    let code_lists = CodeLists::built_in();
    let mut context = context(&code_lists);
    context.declaration_type = "manifest";
    assert_eq!(check(&Default::default(), &context), Vec::new());
}

/// Where a type says that a rule of its own looks for a field, that rule does, and alone.
#[test]
fn rules_of_their_own_say_what_is_missing() {
    for kind in cas_model::declaration_types::ALL {
        for field in kind.fields {
            let Some(said_by) = field.said_by else {
                continue;
            };
            let rule = registry().iter().find(|rule| rule.code == said_by);
            assert!(rule.is_some_and(|rule| rule.is_for(kind.code)), "{said_by}");
        }
    }
}
