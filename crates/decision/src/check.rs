//! What is wrong with a table before its cells are read: names, hit policy, the shape of rows?

use std::collections::BTreeSet;

use crate::compile::{Compiled, Compiler, Strategy};
use crate::error::CellError;
use crate::language::{NAME_RULE, is_name};
use crate::table::{HitPolicy, Table};
use crate::value::ValueType;

/// Most inputs of a table.
const MOST_INPUTS: usize = 1_000;

/// Everything that is wrong with a table; empty when it can be compiled.
pub(crate) fn compile_errors(table: &Table) -> Vec<CellError> {
    Compiled::with_strategy(table, Strategy::Scan)
        .err()
        .unwrap_or_default()
}

impl Compiler<'_> {
    pub(crate) fn check_head(&mut self) {
        let table = self.table;
        if table.outputs.is_empty() {
            self.wrong(None, None, "a table needs an output");
        }
        if table.inputs.len() > MOST_INPUTS {
            self.wrong(None, None, format!("more than {MOST_INPUTS} inputs"));
        }
        let mut seen = BTreeSet::new();
        for input in &table.inputs {
            let name = Some(input.name.as_str());
            if !is_name(&input.name) {
                self.wrong(None, name, format!("no name for an input: {NAME_RULE}"));
            }
            if !seen.insert(&input.name) {
                self.wrong(None, name, "a second input with this name");
            }
        }
        let mut seen = BTreeSet::new();
        for output in &table.outputs {
            if !seen.insert(&output.name) {
                self.wrong(None, Some(&output.name), "a second output with this name");
            }
        }
        self.check_policy();
    }

    fn check_policy(&mut self) {
        let table = self.table;
        let is_ranked = table
            .outputs
            .iter()
            .any(|output| !output.allowed_values.is_empty());
        if table.hit_policy.is_ranked() && !is_ranked {
            let message = "this hit policy ranks rows: give an output its allowed values";
            self.wrong(None, None, message);
        }
        let fits: fn(ValueType) -> bool = match table.hit_policy {
            HitPolicy::CollectSum => |kind| kind == ValueType::Number,
            HitPolicy::CollectMin | HitPolicy::CollectMax => ValueType::is_ordered,
            HitPolicy::First
            | HitPolicy::Unique
            | HitPolicy::Any
            | HitPolicy::Priority
            | HitPolicy::Collect
            | HitPolicy::CollectCount
            | HitPolicy::RuleOrder
            | HitPolicy::OutputOrder => return,
        };
        match &table.outputs[..] {
            [only] if fits(only.value_type) => {}
            [_] => self.wrong(
                None,
                None,
                "this hit policy needs an output of numbers or dates",
            ),
            _ => self.wrong(None, None, "this hit policy needs exactly one output"),
        }
    }

    pub(crate) fn check_rows(&mut self) {
        let table = self.table;
        let (inputs, outputs) = (table.inputs.len(), table.outputs.len());
        let mut seen = BTreeSet::new();
        for row in &table.rows {
            let id = Some(row.id.as_str());
            if row.id.is_empty() {
                self.wrong(id, None, "a row needs an id");
            }
            if !seen.insert(&row.id) {
                self.wrong(id, None, "a second row with this id");
            }
            if row.conditions.len() != inputs || row.outputs.len() != outputs {
                let message = format!("a row needs {inputs} conditions and {outputs} outputs");
                self.wrong(id, None, message);
            }
            if row
                .valid_from
                .zip(row.valid_to)
                .is_some_and(|(from, to)| from > to)
            {
                self.wrong(id, None, "the first day is after the last");
            }
        }
    }
}
