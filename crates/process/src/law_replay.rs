//! What would the law of another day say of a declaration? Its rules, lists and rows of declaration
//! types judge the document as it is; values are not deduced again, and nothing changes.

use std::collections::BTreeMap;

use cas_model::finding::{Finding, Severity};
use jiff::civil::Date;

use crate::checking::validate_by_law_of;
use crate::declaration::DeclarationState;
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// So many declarations are named of each rule.
const EXAMPLES: usize = 5;

/// What becomes of a declaration that is judged by the law of another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It would be stopped, and is not.
    NewlyStopped,
    /// It is stopped, and would not be.
    NoLongerStopped,
    /// It would be warned of more, or stopped for more, and goes on or stands as it does.
    NewFindings,
    /// It would be told less, and goes on or stands as it does.
    FewerFindings,
}

impl Turn {
    /// Every turn, with its public name.
    pub const NAMES: &[(Self, &str)] = &[
        (Self::NewlyStopped, "newlyStopped"),
        (Self::NoLongerStopped, "noLongerStopped"),
        (Self::NewFindings, "newFindings"),
        (Self::FewerFindings, "fewerFindings"),
    ];

    /// What clients know it by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        let found = names.find(|(turn, _)| *turn == self);
        found.map_or("", |(_, name)| name)
    }
}

/// What differs between the law that a declaration is held to and that of another day.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The day whose law it is held to now.
    pub law_day: Date,
    /// What becomes of it.
    pub turn: Turn,
    /// What would be found, and is not.
    pub new: Vec<Finding>,
    /// What is found, and would not be.
    pub gone: Vec<Finding>,
}

/// What the law of a day would change in a declaration; none where it says the same.
#[must_use]
pub fn judge_by_law_of(
    on: Date,
    unit: &UnitOfWork<'_>,
    state: &DeclarationState,
    inputs: &Inputs,
) -> Option<Verdict> {
    let law_day = state.law_day(unit.today_in(&state.row.jurisdiction));
    let before = validate_by_law_of(law_day, unit, state, inputs);
    let after = validate_by_law_of(on, unit, state, inputs);
    let (new, gone) = (lacking(&after, &before), lacking(&before, &after));
    let is_stopped = |findings: &[Finding]| findings.iter().any(Finding::is_error);
    let turn = match (is_stopped(&before), is_stopped(&after)) {
        (false, true) => Turn::NewlyStopped,
        (true, false) => Turn::NoLongerStopped,
        (true, true) | (false, false) if !new.is_empty() => Turn::NewFindings,
        (true, true) | (false, false) if !gone.is_empty() => Turn::FewerFindings,
        (true, true) | (false, false) => return None,
    };
    Some(Verdict {
        law_day,
        turn,
        new,
        gone,
    })
}

fn lacking(findings: &[Finding], other: &[Finding]) -> Vec<Finding> {
    let lacks = |finding: &&Finding| !other.contains(finding);
    findings.iter().filter(lacks).cloned().collect()
}

/// How often a rule would say something new, or no longer what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTurns {
    /// What the rule is called.
    pub name: String,
    /// Whether it stops what it is found in.
    pub is_error: bool,
    /// Declarations in which it would find something that it does not find now.
    pub new: usize,
    /// Declarations in which it would no longer find what it finds now.
    pub gone: usize,
    /// Some of these declarations, the first that were looked at.
    pub examples: Vec<String>,
}

/// The turns of rules, by their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TurnsByRule(pub BTreeMap<String, RuleTurns>);

impl TurnsByRule {
    /// Counts what would change in one more declaration, which is named so among the examples.
    pub fn add(&mut self, declaration: &str, verdict: &Verdict) {
        let sides = [(&verdict.new, true), (&verdict.gone, false)];
        for (findings, is_new) in sides {
            let mut counted: Vec<&str> = Vec::new();
            for finding in findings {
                if counted.contains(&finding.code.as_str()) {
                    continue;
                }
                counted.push(&finding.code);
                let turns = self.0.entry(finding.code.clone()).or_default();
                turns.name.clone_from(&finding.message);
                turns.is_error |= finding.severity == Severity::Error;
                match is_new {
                    true => turns.new += 1,
                    false => turns.gone += 1,
                }
                let is_named = turns.examples.iter().any(|it| it == declaration);
                if !is_named && turns.examples.len() < EXAMPLES {
                    turns.examples.push(declaration.to_owned());
                }
            }
        }
    }
}
