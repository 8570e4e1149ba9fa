//! Which fields does a table read and fill?
//!
//! [`TableDocument`] is a version of it as it is stored and exchanged, with validity and tests.
//! A table names fields; binding resolves the names against the documents' shapes once, so that an
//! evaluation reads and writes by index. What does not resolve is a problem of the table, found
//! when it is saved.

use std::fmt;

use cas_decision::{Compiled, HitPolicy, Input, Output, OutputMode, Table, TableTest, ValueType};
use cas_model::selector::{Scope, Selector};
use cas_model::shape::ValueKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::refusal::ConfigurationProblem;

/// A decision table with what stands around it. The version in `table` is the stored version's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableDocument {
    /// What it decides, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The first day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// The rules themselves: columns, rows and hit policy.
    pub table: Table,
    /// Its tests; they run before it is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<TableTest>,
}

impl TableDocument {
    /// The same without rows and tests: what a table is before anything stands in it.
    #[must_use]
    pub fn without_rows(&self) -> Self {
        Self {
            table: Table {
                rows: Vec::new(),
                ..self.table.clone()
            },
            tests: Vec::new(),
            ..self.clone()
        }
    }
}

/// A compiled table and the fields it reads and fills.
#[derive(Debug)]
pub struct BoundTable {
    /// The table as it is evaluated; the rest says where its values come from and go to.
    pub compiled: Compiled,
    /// The fields of its inputs, in their order.
    pub inputs: Vec<(Selector, ValueType)>,
    /// What its outputs do, in their order.
    pub outputs: Vec<BoundOutput>,
    /// Whether it is asked for each goods item, or once for the document.
    pub for_each_item: bool,
}

/// What an output does.
#[derive(Debug)]
pub enum BoundOutput {
    /// It fills a field.
    Field {
        /// The field that is written, or the element that is appended.
        selector: Selector,
        /// What to do where there is a value.
        mode: OutputMode,
    },
    /// It answers a question of the flow.
    Answer(Answer),
}

/// A question that a table answers instead of filling a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Which flow a shipment takes.
    Flow,
    /// Whether a valid declaration is sent without being asked to.
    Submit,
}

impl Answer {
    /// The questions, by the names of the outputs that answer them.
    const NAMES: &[(&str, Self, ValueType)] = &[
        ("flow", Self::Flow, ValueType::Text),
        ("submit", Self::Submit, ValueType::Boolean),
    ];

    /// The name of the output that answers it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Submit => "submit",
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl BoundTable {
    /// Whether an input mapping can ask it.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn fits_input_mapping(&self) -> Result<(), String> {
        let name = self.compiled.name();
        for output in &self.outputs {
            match output {
                BoundOutput::Answer(answer) => {
                    return Err(format!(
                        "table {name} answers {answer}, a question of the flow, and changes nothing"
                    ));
                }
                BoundOutput::Field { mode, .. } => match mode {
                    OutputMode::Override | OutputMode::WarnIfDifferent => {
                        return Err(format!(
                            "table {name} looks at what was deduced; in an input mapping its outputs \
                             have the mode replace, remove, removeElement or fillIfEmpty"
                        ));
                    }
                    OutputMode::FillIfEmpty
                    | OutputMode::Replace
                    | OutputMode::Remove
                    | OutputMode::RemoveElement => {}
                },
            }
        }
        Ok(())
    }

    /// Checks, compiles and binds a table.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn new(document: &TableDocument) -> Result<Self, Vec<ConfigurationProblem>> {
        let mut problems = Vec::new();
        let inputs: Vec<_> = document
            .table
            .inputs
            .iter()
            .enumerate()
            .filter_map(|(at, input)| bind_input(at, input, &mut problems))
            .collect();
        let outputs: Vec<_> = document
            .table
            .outputs
            .iter()
            .enumerate()
            .filter_map(|(at, output)| bind_output(at, output, &mut problems))
            .collect();
        let for_each_item = inputs.iter().any(|(input, _)| input.scope() == Scope::Item)
            || outputs.iter().any(|output| output.is_of(Scope::Item));
        check_together(document, &outputs, for_each_item, &mut problems);
        match Compiled::new(&document.table) {
            Ok(compiled) if problems.is_empty() => Ok(Self {
                compiled,
                inputs,
                outputs,
                for_each_item,
            }),
            Ok(_) => Err(problems),
            Err(errors) => {
                problems.extend(errors.into_iter().map(ConfigurationProblem::from));
                Err(problems)
            }
        }
    }

    /// Whether it changes what somebody gave, so that only input mappings may ask it.
    #[must_use]
    pub fn changes_what_was_given(&self) -> bool {
        self.outputs.iter().any(|output| match output {
            BoundOutput::Field { mode, .. } => mode.changes_what_was_given(),
            BoundOutput::Answer(_) => false,
        })
    }

    /// The question it answers, if it is such a table.
    #[must_use]
    pub fn answers(&self) -> Option<Answer> {
        match self.outputs.first() {
            Some(BoundOutput::Answer(answer)) => Some(*answer),
            Some(BoundOutput::Field { .. }) | None => None,
        }
    }
}

impl BoundOutput {
    fn is_of(&self, scope: Scope) -> bool {
        match self {
            Self::Field { selector, .. } => selector.scope() == scope,
            Self::Answer(_) => false,
        }
    }

    /// Whether it appends an element to a collection.
    #[must_use]
    pub fn appends(&self) -> bool {
        match self {
            Self::Field { selector, .. } => selector.appends(),
            Self::Answer(_) => false,
        }
    }
}

/// A table reads what those before it wrote; it could not if an item had two names.
const NAME_ITEMS: &str = "name the fields of goods items item.…";

impl From<cas_decision::CellError> for ConfigurationProblem {
    fn from(error: cas_decision::CellError) -> Self {
        Self {
            path: "table".to_owned(),
            message: error.message,
            row: error.row,
            column: error.column,
            characters: error.span.map(cas_decision::Span::characters),
        }
    }
}

fn bind_input(
    at: usize,
    input: &Input,
    problems: &mut Vec<ConfigurationProblem>,
) -> Option<(Selector, ValueType)> {
    let path = format!("table.inputs[{at}].expression");
    match Selector::parse(input.field()) {
        Ok(selector) if selector.appends() => {
            let message = "an input reads a field that is there; [+] appends one";
            problems.push(ConfigurationProblem::at(path, message));
            None
        }
        Ok(selector) if selector.reaches_items() => {
            problems.push(ConfigurationProblem::at(path, NAME_ITEMS));
            None
        }
        Ok(selector) => Some((selector, input.value_type)),
        Err(error) => {
            problems.push(ConfigurationProblem::at(path, error.message));
            None
        }
    }
}

fn bind_output(
    at: usize,
    output: &Output,
    problems: &mut Vec<ConfigurationProblem>,
) -> Option<BoundOutput> {
    let path = format!("table.outputs[{at}].name");
    let named = Answer::NAMES.iter().find(|(name, ..)| *name == output.name);
    if let Some((_, answer, value_type)) = named {
        if output.value_type != *value_type {
            let message = format!("the output {answer} is of type {value_type}");
            problems.push(ConfigurationProblem::at(path, message));
            return None;
        }
        return Some(BoundOutput::Answer(*answer));
    }
    let problem = match Selector::parse(&output.name) {
        Ok(selector)
            if selector.scope() == Scope::Shipment && !is_mapped_head(&selector, output) =>
        {
            "the head of the shipment is not filled by tables; an input mapping may replace or \
             remove its fields, but not externalReference, direction and messageType"
                .to_owned()
        }
        Ok(selector) if selector.reaches_items() => NAME_ITEMS.to_owned(),
        Ok(_) if output.mode.removes() && output.value_type != ValueType::Boolean => {
            "it says whether to take something away: an output of type boolean".to_owned()
        }
        Ok(selector) if output.mode == OutputMode::RemoveElement && !selector.is_in_element() => {
            "it is in no element of a collection; take the value away with the mode remove"
                .to_owned()
        }
        Ok(selector) if !output.mode.removes() && !fits(output.value_type, selector.kind()) => {
            let expected = selector.kind().expected();
            format!(
                "the field takes {expected}; the output is of type {}",
                output.value_type
            )
        }
        Ok(selector) => {
            return Some(BoundOutput::Field {
                selector,
                mode: output.mode,
            });
        }
        Err(error) => error.message,
    };
    problems.push(ConfigurationProblem::at(path, problem));
    None
}

/// Whether an output changes a field of the shipment's head that an input mapping may change: not
/// what says which shipment it is, and what is done with it.
fn is_mapped_head(selector: &Selector, output: &Output) -> bool {
    const IDENTITY: &[&str] = &["externalReference", "direction", "messageType"];
    let field = selector.as_str().trim_start_matches("shipment.");
    output.mode.changes_what_was_given()
        && !IDENTITY.contains(&field)
        && !field.starts_with("singleAdministrativeDocument")
}

/// Whether values of a type can be written into a field of a kind.
fn fits(value_type: ValueType, kind: ValueKind) -> bool {
    match kind {
        ValueKind::Text => true,
        ValueKind::Decimal | ValueKind::Integer => value_type == ValueType::Number,
        ValueKind::Flag => value_type == ValueType::Boolean,
        ValueKind::Date => value_type == ValueType::Date,
        ValueKind::Instant | ValueKind::Record(_) | ValueKind::List(_) => false,
    }
}

/// Whether a field of a kind can be read as a value of a type, whatever it holds.
#[must_use]
pub fn is_read_as(kind: ValueKind, value_type: ValueType) -> bool {
    match kind {
        ValueKind::Text => value_type.is_textual(),
        ValueKind::Decimal | ValueKind::Integer => value_type == ValueType::Number,
        ValueKind::Flag => value_type == ValueType::Boolean,
        ValueKind::Date | ValueKind::Instant => value_type == ValueType::Date,
        ValueKind::Record(_) | ValueKind::List(_) => false,
    }
}

/// What inputs, outputs and hit policy must have to do with each other.
fn check_together(
    document: &TableDocument,
    outputs: &[BoundOutput],
    for_each_item: bool,
    problems: &mut Vec<ConfigurationProblem>,
) {
    let lists = match document.table.hit_policy {
        HitPolicy::Collect | HitPolicy::RuleOrder | HitPolicy::OutputOrder => true,
        HitPolicy::First
        | HitPolicy::Unique
        | HitPolicy::Any
        | HitPolicy::Priority
        | HitPolicy::CollectSum
        | HitPolicy::CollectMin
        | HitPolicy::CollectMax
        | HitPolicy::CollectCount => false,
    };
    let answers = outputs
        .iter()
        .any(|output| matches!(output, BoundOutput::Answer(_)));
    for (at, output) in outputs.iter().enumerate() {
        let problem = match output {
            BoundOutput::Answer(answer) if outputs.len() > 1 => {
                format!("{answer} is the only output of its table")
            }
            BoundOutput::Answer(answer) if for_each_item => {
                format!("{answer} is asked for the whole document; no input may begin with item.")
            }
            BoundOutput::Field { .. } if lists && !output.appends() => {
                "several rows may answer under this hit policy: append with [+], or use another"
                    .to_owned()
            }
            BoundOutput::Field { selector, mode }
                if selector.appends() && *mode != OutputMode::FillIfEmpty =>
            {
                "what is appended has the mode fillIfEmpty".to_owned()
            }
            BoundOutput::Field { selector, .. }
                if for_each_item && selector.scope() == Scope::Document && !selector.appends() =>
            {
                "items may differ: fill a field of the item, or append with [+]".to_owned()
            }
            BoundOutput::Field { .. } | BoundOutput::Answer(_) => continue,
        };
        problems.push(ConfigurationProblem::at(
            format!("table.outputs[{at}]"),
            problem,
        ));
    }
    if lists && answers {
        let problem = "one row must answer: use first, unique, any or priority";
        problems.push(ConfigurationProblem::at("table.hitPolicy", problem));
    }
}
