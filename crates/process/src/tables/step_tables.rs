//! The tables that a step asks on a day, and the fields they read, each once.
//!
//! Thirty tables read the same twenty fields. A field is read once per goods item, whatever number
//! of tables look at it, and again only when a table wrote into it: [`Slot`]s are the distinct
//! fields, and every output knows which slots it spoils.

use std::sync::Arc;

use cas_decision::ValueType;
use cas_model::flow::{AutoSubmit, Step};
use cas_model::selector::{Scope, Selector};
use jiff::civil::Date;

use super::bind::{BoundOutput, BoundTable};

/// The tables of a step.
#[derive(Debug, Default)]
pub struct StepTables {
    /// Those asked before calculations.
    pub before: Vec<TableUse>,
    /// Those asked after calculations.
    pub after: Vec<TableUse>,
    /// The one that says whether to submit.
    pub submit: Option<TableUse>,
    /// The distinct fields they read.
    pub slots: Vec<Slot>,
    /// Tables of which no version can be asked on the day, and why.
    pub missing: Vec<(String, String)>,
    count: usize,
}

/// A field that tables read.
#[derive(Debug, PartialEq)]
pub struct Slot {
    /// The field that the slot is read from.
    pub selector: Selector,
    /// How its value is read.
    pub value_type: ValueType,
}

/// A table and where its inputs stand among the slots.
#[derive(Debug)]
pub struct TableUse {
    /// Its number among the tables of the step.
    pub number: usize,
    /// The table, shared with all steps that ask it.
    pub table: Arc<BoundTable>,
    /// The slot of each input.
    pub inputs: Vec<usize>,
    /// For each output, the slots that must be read again when it was written.
    pub spoils: Vec<Vec<usize>>,
}

impl StepTables {
    /// The tables of a step, as `find` gives them.
    pub fn new(step: &Step, find: impl Fn(&str) -> Result<Arc<BoundTable>, String>) -> Self {
        let mut tables = Self::default();
        let before = tables.uses(&step.tables, &find);
        let after = tables.uses(&step.tables_after_calculations, &find);
        if let AutoSubmit::Table(name) = &step.auto_submit {
            tables.submit = tables.uses(std::slice::from_ref(name), &find).pop();
        }
        tables.before = before;
        tables.after = after;
        tables.note_spoils();
        tables
    }

    /// A single table outside any step, as one that chooses a flow is.
    #[must_use]
    pub fn of_one(table: Arc<BoundTable>) -> Self {
        let mut tables = Self::default();
        let asked = tables.bind(table);
        tables.before.push(asked);
        tables.note_spoils();
        tables
    }

    fn uses(
        &mut self,
        names: &[String],
        find: &impl Fn(&str) -> Result<Arc<BoundTable>, String>,
    ) -> Vec<TableUse> {
        let mut uses = Vec::with_capacity(names.len());
        for name in names {
            match find(name) {
                Ok(table) if table.changes_what_was_given() => {
                    let why = "it changes what was given; only input mappings may ask it";
                    self.missing.push((name.clone(), why.to_owned()));
                }
                Ok(table) => uses.push(self.bind(table)),
                Err(why) => self.missing.push((name.clone(), why)),
            }
        }
        uses
    }

    fn bind(&mut self, table: Arc<BoundTable>) -> TableUse {
        let inputs = table
            .inputs
            .iter()
            .map(|(selector, value_type)| {
                let slot = Slot {
                    selector: selector.clone(),
                    value_type: *value_type,
                };
                self.slots
                    .iter()
                    .position(|known| *known == slot)
                    .unwrap_or_else(|| {
                        self.slots.push(slot);
                        self.slots.len() - 1
                    })
            })
            .collect();
        self.count += 1;
        TableUse {
            number: self.count,
            table,
            inputs,
            spoils: Vec::new(),
        }
    }

    fn note_spoils(&mut self) {
        let slots = &self.slots;
        let spoiled = |output: &BoundOutput| match output {
            BoundOutput::Answer(_) => Vec::new(),
            BoundOutput::Field { selector, .. } => slots
                .iter()
                .enumerate()
                .filter(|(_, slot)| slot.selector.overlaps(selector))
                .map(|(at, _)| at)
                .collect(),
        };
        let uses = self.before.iter_mut().chain(&mut self.after);
        for asked in uses.chain(&mut self.submit) {
            asked.spoils = asked.table.outputs.iter().map(spoiled).collect();
        }
    }
}

impl Slot {
    /// Whether its value differs from item to item.
    #[must_use]
    pub fn is_of_item(&self) -> bool {
        self.selector.scope() == Scope::Item
    }
}

/// What the tables of a step depend on: a flow's version, its step, and the day.
pub type StepKey = (String, u32, String, Date);
