//! Tables of tests, in few words.

use cas_decision::{
    Context, HitPolicy, Input, Output, OutputMode, Row, SetKind, Sets, Table, ValueType,
};
use jiff::civil::{Date, date};

pub fn input(name: &str, value_type: ValueType) -> Input {
    Input {
        name: name.to_owned(),
        label: String::new(),
        expression: String::new(),
        value_type,
    }
}

pub fn output(name: &str, value_type: ValueType) -> Output {
    Output {
        name: name.to_owned(),
        label: String::new(),
        value_type,
        mode: OutputMode::FillIfEmpty,
        allowed_values: Vec::new(),
        default: None,
    }
}

/// A table whose rows are `conditions.. => outputs..`, called r1, r2, …
pub fn table(
    hit_policy: HitPolicy,
    inputs: &[(&str, ValueType)],
    outputs: &[(&str, ValueType)],
    rows: &[(&[&str], &[&str])],
) -> Table {
    let rows = rows.iter().enumerate();
    Table {
        name: "t".to_owned(),
        version: 3,
        hit_policy,
        inputs: inputs
            .iter()
            .map(|(name, kind)| input(name, *kind))
            .collect(),
        outputs: outputs
            .iter()
            .map(|(name, kind)| output(name, *kind))
            .collect(),
        rows: rows
            .map(|(at, (cells, says))| Row::new(&format!("r{}", at + 1), cells, says))
            .collect(),
    }
}

/// The code list CL1 holds DE and FR; the set `friends` holds Anna since 2026.
pub struct SomeSets;

impl Sets for SomeSets {
    fn contains(&self, kind: SetKind, name: &str, value: &str, day: Date) -> Option<bool> {
        match (kind, name) {
            (SetKind::CodeList, "CL1") => Some(["DE", "FR"].contains(&value)),
            (SetKind::MasterData, "friends") => Some(value == "Anna" && day >= date(2026, 1, 1)),
            _ => None,
        }
    }
}

pub fn context() -> Context<'static> {
    Context {
        as_of: date(2026, 6, 15),
        sets: &SomeSets,
        steps: None,
    }
}
