//! What is wrong with a declaration, before customs says so?
//!
//! [`check`] runs every rule of the [`registry`] that is for the declaration's type and returns
//! the findings. One rule is one file in `src/rules`: its doc comment is its manual (collected in
//! `docs/rules.md`), its cases are in `fixtures/<code>.json`, and `src/rules/mod.rs` names it on
//! one line. A rule says nothing about what is not there, unless being there is what it is about,
//! and nothing about a code whose list is not known.
//!
//! Invariant: pure. No I/O, no async, no clock, no randomness, no SQL, no XML, no HTTP. The date
//! and the code lists come in as arguments.

mod changes;
mod code_lists;
mod facts;
mod law;
mod reading;
mod rule;
mod rules;
mod walk;

pub use cas_model::validity::Validity;
pub use changes::{LawChange, Turn, changes};
pub use code_lists::dated::{DatedList, all as dated_lists};
pub use code_lists::{
    BuiltInList, CodeLists, CodeWords, FieldList, NOMENCLATURES, Nomenclature, ReadableCode,
    built_in_lists, lists_of_field, lists_of_form_field, words_of,
};
pub use law::{Certainty, LawPeriod, NO_SWITCHES, Switch, SwitchedRule, Switches};
pub use rule::{Context, Document, Presented, Report, RuleEntry, Scope};

use cas_model::Finding;

/// All findings of a document, in the order of the registry, then of the document.
#[must_use]
pub fn check(document: &Document, context: &Context<'_>) -> Vec<Finding> {
    let context = context.settled(document);
    registry()
        .iter()
        .filter(|rule| rule.applies(document, &context))
        .flat_map(|rule| rule.findings(document, &context))
        .collect()
}

/// Every rule there is, by code.
#[must_use]
pub fn registry() -> &'static [RuleEntry] {
    rules::REGISTRY
}
