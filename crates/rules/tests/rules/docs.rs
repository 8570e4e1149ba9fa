//! Is the manual of the rules in the documentation what the rules say?

use std::collections::BTreeSet;

use cas_model::findings;
use cas_rules::registry;

#[test]
fn the_manual_in_the_documentation_is_the_registry() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md");
    let expected = manual();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &expected).expect("docs/rules.md is writable");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        written, expected,
        "run UPDATE_DOCS=1 cargo test -p cas-rules"
    );
}

fn manual() -> String {
    let mut text = String::from(
        "# Validation rules\n\nWhat is checked before a declaration goes to customs. An error \
         must be corrected first; a warning is worth a look.\n\nGenerated from \
         `crates/rules/src/rules`; `UPDATE_DOCS=1 cargo test -p cas-rules` writes it.\n\n\
         Where a rule applies stands beside the types of declarations; territories are those of \
         `crates/model/src/territory.rs` (a country's code, or Union, UK, CTC, ...).\n\n\
         *Law* says when a rule holds, where that is not always, and how certain its text is: A the \
         official text was read, B several independent sources agree, C one secondary source, D \
         inferred. Only A and B stop a declaration. The day of acceptance decides, else the day of \
         the declaration. `cas rules --on DAY` lists the rules of a day, `--against DAY` what \
         differs; the settings switch dated rules \
         ([configuration](configuration.md#rules-that-customs-has-otherwise)).\n\n\
         | Code | Finding | Severity | Declarations | Only | Law |\n|---|---|---|---|---|---|\n",
    );
    for rule in registry() {
        let (code, anchor) = (rule.code, rule.code.to_lowercase());
        let kinds = rule.scope.declaration_types.join(", ");
        let only = rule.scope.in_words();
        let severity = rule.severity_in_words();
        let law = match rule.is_dated() {
            true => format!("{}; {}", rule.certainty.as_str(), rule.days_in_words()),
            false => rule.certainty.as_str().to_owned(),
        };
        text.push_str(&format!(
            "| [{code}](#{anchor}) | {} | {severity} | {kinds} | {only} | {law} |\n",
            rule.name
        ));
    }
    for rule in registry() {
        text.push_str(&format!("\n#{}", rule.page()));
    }
    text
}

/// What is found has its code from one list: that of the rules, or that of our other findings.
#[test]
fn a_code_is_a_rule_or_another_finding() {
    let mut codes = BTreeSet::new();
    let others = findings::REGISTRY.iter().map(|known| known.code);
    for code in registry().iter().map(|rule| rule.code).chain(others) {
        assert!(codes.insert(code), "{code} stands in both lists, or twice");
    }
}
