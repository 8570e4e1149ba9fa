//! What came of all files: by rule, by element, and in one line.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::outcome::{FileKind, FileOutcome};

/// How often everything was found.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Totals {
    /// The files that should have been read: declarations, and what nobody knows.
    pub declarations: usize,
    /// How many were read whole.
    pub read: usize,
    /// How many of them nothing would stop.
    pub without_errors: usize,
    /// How many were written again as they were.
    pub equal: usize,
    /// How many answers of customs there are.
    pub answers: usize,
    /// Other messages of customs systems.
    pub other: usize,
    /// What nobody knows, or is not well-formed.
    pub unrecognised: usize,
    /// Whether there are declarations and every one would go through, with differences only where
    /// they have a reason.
    pub goes_through: bool,
    /// What stops declarations, by the code of the finding.
    pub rules: Vec<RuleTotal>,
    /// What is written otherwise or not read, by element.
    pub elements: Vec<ElementTotal>,
}

/// How many declarations a rule stops.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RuleTotal {
    pub code: String,
    /// What it says, of the first declaration.
    pub message: String,
    /// How many files it stops.
    pub stops: usize,
    /// How many of them nothing else stops.
    pub stops_alone: usize,
    /// How many files it warns of.
    pub warns: usize,
}

/// How often an element is written otherwise, or not read.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ElementTotal {
    pub system: String,
    pub message_type: String,
    pub element: String,
    /// Leaves that are not read.
    pub unread: usize,
    /// Leaves that are written otherwise.
    pub differences: usize,
    /// How many of these have a reason.
    pub explained: usize,
    /// In how many files.
    pub files: usize,
}

impl Totals {
    /// Counts what was found in all files.
    pub fn count(outcomes: &[FileOutcome]) -> Self {
        let count = |is: &dyn Fn(&FileOutcome) -> bool| {
            outcomes.iter().filter(|outcome| is(outcome)).count()
        };
        let of_kind = |kind: FileKind| count(&|outcome| outcome.kind == kind);
        let goes_through = |outcome: &FileOutcome| {
            outcome.read && outcome.without_errors && outcome.is_explained()
        };
        let declarations = count(&FileOutcome::is_counted);
        Self {
            declarations,
            read: count(&|outcome| outcome.read),
            without_errors: count(&|outcome| outcome.without_errors),
            equal: count(&|outcome| outcome.equal),
            answers: of_kind(FileKind::Answer),
            other: of_kind(FileKind::Other),
            unrecognised: of_kind(FileKind::Unrecognised),
            goes_through: declarations > 0 && declarations == count(&goes_through),
            rules: rules(outcomes),
            elements: elements(outcomes),
        }
    }
}

/// The last line of every rehearsal.
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.declarations;
        write!(
            f,
            "read {} of {all}, without errors {} of {all}, equal {} of {all}; answers {}, other {}, \
             unrecognised {}",
            self.read, self.without_errors, self.equal, self.answers, self.other, self.unrecognised
        )
    }
}

/// The rules that stop most first.
fn rules(outcomes: &[FileOutcome]) -> Vec<RuleTotal> {
    let mut totals: BTreeMap<&str, RuleTotal> = BTreeMap::new();
    for outcome in outcomes {
        let stopping = outcome.stopping_codes();
        let mut warning: Vec<&str> = Vec::new();
        for finding in &outcome.findings {
            let total = totals.entry(&finding.code).or_default();
            if total.code.is_empty() {
                total.code.clone_from(&finding.code);
                total.message.clone_from(&finding.message);
            }
            let code = finding.code.as_str();
            if !finding.is_error() && !warning.contains(&code) {
                warning.push(code);
                total.warns += 1;
            }
        }
        for code in &stopping {
            let total = totals.entry(code).or_default();
            total.stops += 1;
            total.stops_alone += usize::from(stopping.len() == 1);
        }
    }
    let mut totals: Vec<RuleTotal> = totals.into_values().collect();
    totals.sort_by_key(|total| std::cmp::Reverse((total.stops, total.warns)));
    totals
}

/// The elements that differ most first.
fn elements(outcomes: &[FileOutcome]) -> Vec<ElementTotal> {
    let mut totals: BTreeMap<(String, &str, String), ElementTotal> = BTreeMap::new();
    for outcome in outcomes {
        let system = outcome.system.as_ref().map(ToString::to_string);
        let key_of = |element: String| {
            let system = system.clone().unwrap_or_default();
            (system, outcome.message_type.unwrap_or_default(), element)
        };
        let mut here = Vec::new();
        for unread in &outcome.unread {
            let key = key_of(cas_model::path::without_keys(&unread.leaf.path));
            totals.entry(key.clone()).or_default().unread += 1;
            here.push(key);
        }
        for difference in &outcome.differences {
            let key = key_of(difference.leaf.element.clone());
            let total = totals.entry(key.clone()).or_default();
            total.differences += 1;
            total.explained += usize::from(difference.explained.is_some());
            here.push(key);
        }
        here.sort_unstable();
        here.dedup();
        for key in here {
            totals.entry(key).or_default().files += 1;
        }
    }
    let named = totals
        .into_iter()
        .map(|((system, message, element), total)| ElementTotal {
            system,
            message_type: message.to_owned(),
            element,
            ..total
        });
    let mut totals: Vec<ElementTotal> = named.collect();
    totals.sort_by_key(|total| std::cmp::Reverse(total.differences + total.unread));
    totals
}
