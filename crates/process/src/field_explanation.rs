//! Why does a field of a declaration say what it says, or nothing?
//!
//! Whoever asks does not know the table: the outputs of the tables that the declaration's step asks
//! tell which of them could have filled the field. The deductions run once more and show what each
//! was asked, what it said, and which of its rows failed in one cell alone.

use std::collections::BTreeMap;

use cas_decision::{Inputs as TableInputs, OutputMode, Value as Cell};
use cas_model::field_path::FieldPath;
use cas_model::selector::{Scope, Selector};
use cas_model::{KnownPath, path};
use jiff::civil::Date;
use serde::Serialize;

use crate::configuration::Undecided;
use crate::configuration::check::secret_columns;
use crate::declaration::DeclarationState;
use crate::deductions::deduce_probing;
use crate::sources::{Inputs, Prepared};
use crate::tables::{AskedInputs, BoundOutput, Probe, TableDocument, TableUse};
use crate::trial::{AskedExplanation, WhatToExplain, explained};
use crate::{ConfigurationProblem, Refusal, codes};

/// So many goods items are told of one table.
pub const MOST_ITEMS: usize = 20;

/// The items of a declaration.
const ITEMS: KnownPath = path!("goodsShipment.governmentAgencyGoodsItems");

/// A field of a declaration, and how much is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedField {
    /// The field: a path of the document, or as tables name it (`item.…` for that of goods items).
    pub field: String,
    /// The goods item, from 0; those the field stands in when none is named.
    pub item: Option<usize>,
    /// So many rows of each question are told that failed in one cell alone.
    pub near_misses: usize,
}

/// Which tables could have filled a field, and what each was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldExplanation {
    /// The field as tables name it.
    pub field: String,
    /// The step of the flow whose tables were asked.
    pub step: String,
    /// The day as of which they were asked.
    pub as_of: Date,
    /// What stands in the field now, in each goods item that is told.
    pub values: Vec<FieldValue>,
    /// The tables with an output for the field, in the order they are asked.
    pub tables: Vec<TableForField>,
    /// Tables that the step names, and of which nothing can be told.
    pub not_told: Vec<NotTold>,
}

/// A value of the declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldValue {
    /// The path of the field in the document.
    pub path: FieldPath,
    /// What stands there, as text.
    pub value: String,
}

/// A table that could have filled the field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableForField {
    /// The name of the table.
    pub table: String,
    /// The version that was asked, from 1.
    pub version: u32,
    /// The output for the field, by its name.
    pub output: String,
    /// What the output does where there is a value.
    pub mode: OutputMode,
    /// When the step asks the table.
    pub stage: Stage,
    /// For each goods item, or once for the document: what it was asked, and what it said.
    pub asked: Vec<AskedForField>,
    /// How many goods items more it was asked about.
    pub more_items: usize,
}

/// When a step asks a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Before anything is calculated.
    BeforeCalculations,
    /// After calculations, whose results it may look at.
    AfterCalculations,
}

/// One question to a table, and what it said for the field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedForField {
    /// What each row that fired says for the field; empty where none fired.
    pub says: Vec<Said>,
    /// What it was asked, why rows fired, and which failed in one cell alone.
    #[serde(flatten)]
    pub explanation: AskedExplanation,
}

/// What a row says for a field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// The row's id, or those of all that a sum is of; none where the defaults answer.
    pub row: Option<String>,
    /// What it says; none where it says nothing.
    pub value: Option<Cell>,
}

/// A table of which nothing can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NotTold {
    /// The name of the table.
    pub table: String,
    /// Why nothing can be told of it.
    pub why: String,
}

/// A table with the place of an output for the field.
struct Found<'t> {
    asked: &'t TableUse,
    stage: Stage,
    output: usize,
    mode: OutputMode,
}

/// Why a field of a declaration says what it says, deduced as of a day.
///
/// # Errors
/// When there is no such field or goods item, or what is stored cannot be read.
pub fn explain_field(
    state: &DeclarationState,
    inputs: &Inputs,
    day: Date,
    wanted: &WantedField,
) -> Result<FieldExplanation, Undecided> {
    let field = Field::read(wanted, state.document.goods_items().len())?;
    let prepared = Prepared::of_declaration(inputs, &state.row, day)?;
    let missing = prepared.tables().missing.iter();
    let missing = missing.map(|(table, why)| NotTold {
        table: table.clone(),
        why: why.clone(),
    });
    let mut not_told: Vec<NotTold> = missing.collect();
    let found = found(&prepared, &field.selector);
    let mut probe = Probe::watching(found.iter().map(|it| it.asked.table.compiled.name()));
    let (mut document, mut origins) = (state.document.clone(), state.origins.clone());
    let sources = prepared.sources(Some(&state.row.lrn));
    deduce_probing(&mut document, &mut origins, &sources, &mut probe);
    let mut documents: BTreeMap<&str, TableDocument> = BTreeMap::new();
    let mut tables = Vec::new();
    for one in &found {
        let name = one.asked.table.compiled.name();
        if !documents.contains_key(name) {
            let version = prepared.configuration.table_on(name, day);
            let document = version.map(|version| version.content.document());
            documents.extend(document.transpose()?.map(|document| (name, document)));
        }
        let Some(document) = documents.get(name) else {
            continue;
        };
        match secret_columns(document).first() {
            Some(secret) => not_told.push(NotTold {
                table: name.to_owned(),
                why: secret.message.clone(),
            }),
            None => tables.push(one.told(document, &probe, &field, wanted, &prepared)),
        }
    }
    Ok(FieldExplanation {
        field: field.selector.to_string(),
        step: prepared.step.name.clone(),
        as_of: day,
        values: field.values(state),
        tables,
        not_told,
    })
}

/// The outputs of the step's tables that may mean a field.
fn found<'t>(prepared: &'t Prepared<'_>, field: &Selector) -> Vec<Found<'t>> {
    let tables = prepared.tables();
    let before = tables
        .before
        .iter()
        .map(|it| (it, Stage::BeforeCalculations));
    let after = tables.after.iter().map(|it| (it, Stage::AfterCalculations));
    let mut found = Vec::new();
    for (asked, stage) in before.chain(after) {
        for (output, bound) in asked.table.outputs.iter().enumerate() {
            if let BoundOutput::Field { selector, mode } = bound
                && selector.may_mean(field)
            {
                found.push(Found {
                    asked,
                    stage,
                    output,
                    mode: *mode,
                });
            }
        }
    }
    found
}

impl Found<'_> {
    fn told(
        &self,
        document: &TableDocument,
        probe: &Probe,
        field: &Field,
        wanted: &WantedField,
        prepared: &Prepared<'_>,
    ) -> TableForField {
        let compiled = &self.asked.table.compiled;
        let output = compiled.outputs()[self.output].name.clone();
        let what = WhatToExplain {
            near_misses: wanted.near_misses,
            output: Some(output.clone()),
            ..WhatToExplain::default()
        };
        let is_wanted = |item: usize| {
            let is_of_item = self.asked.table.for_each_item;
            !is_of_item || field.item.is_none_or(|wanted| wanted == item)
        };
        let asked = probe.asked(compiled.name()).iter();
        let asked: Vec<_> = asked.filter(|(item, _)| is_wanted(*item)).collect();
        let told = asked.iter().take(MOST_ITEMS).map(|(item, values)| {
            let mut told = self.question(document, values, &what, prepared);
            told.explanation.item = self.asked.table.for_each_item.then_some(*item);
            told
        });
        TableForField {
            table: compiled.name().to_owned(),
            version: compiled.version(),
            output,
            mode: self.mode,
            stage: self.stage,
            asked: told.collect(),
            more_items: asked.len().saturating_sub(MOST_ITEMS),
        }
    }

    fn question(
        &self,
        document: &TableDocument,
        values: &AskedInputs,
        what: &WhatToExplain,
        prepared: &Prepared<'_>,
    ) -> AskedForField {
        match values {
            Ok(values) => AskedForField {
                says: self.says(values, prepared),
                explanation: explained(
                    &self.asked.table.compiled,
                    &document.table,
                    values,
                    what,
                    &prepared.context(),
                ),
            },
            Err(why) => AskedForField {
                says: Vec::new(),
                explanation: AskedExplanation::unreadable(why),
            },
        }
    }

    /// What the rows that fire say; an evaluation that fails is told with the explanation.
    fn says(&self, values: &[Option<Cell>], prepared: &Prepared<'_>) -> Vec<Said> {
        let inputs = TableInputs::from_values(values.iter().map(Option::as_ref).collect());
        let compiled = &self.asked.table.compiled;
        let Ok(evaluation) = compiled.evaluate(&inputs, &prepared.context()) else {
            return Vec::new();
        };
        if let Some(aggregate) = evaluation.aggregate {
            let rows: Vec<&str> = evaluation.hits.iter().filter_map(|hit| hit.row).collect();
            return vec![Said {
                row: (!rows.is_empty()).then(|| rows.join(", ")),
                value: Some(aggregate),
            }];
        }
        let said = evaluation.hits.iter().map(|hit| Said {
            row: hit.row.map(str::to_owned),
            value: hit.values[self.output].as_deref().cloned(),
        });
        said.collect()
    }
}

/// The field that is asked about.
struct Field {
    selector: Selector,
    item: Option<usize>,
}

impl Field {
    /// Reads how a field is named; `items` is how many goods items there are.
    fn read(wanted: &WantedField, items: usize) -> Result<Self, Refusal> {
        let wrong_item = |message: String| wrong("item", message);
        let (text, of_path) = below_item(&wanted.field);
        let selector = Selector::parse(&text);
        let selector = selector.map_err(|error| wrong("field", error.message))?;
        match selector.scope() {
            Scope::Item => {}
            Scope::Shipment => {
                let message = "tables fill the declaration, not the head of its shipment";
                return Err(wrong("field", message));
            }
            Scope::Document if wanted.item.is_some() => {
                return Err(wrong_item(format!("{selector} is no field of goods items")));
            }
            Scope::Document => {}
        }
        let item = match (of_path, wanted.item) {
            (Some(of_path), Some(item)) if of_path != item => {
                return Err(wrong_item(format!("the field is that of item {of_path}")));
            }
            (of_path, item) => of_path.or(item),
        };
        match item {
            Some(item) if item >= items => Err(wrong_item(format!(
                "there is no goods item {item}; the declaration has {items}, counted from 0"
            ))),
            item => Ok(Self { selector, item }),
        }
    }

    /// What stands in the field, in the goods items that are told.
    fn values(&self, state: &DeclarationState) -> Vec<FieldValue> {
        let document = &state.document;
        let paths: Vec<FieldPath> = match self.selector.scope() {
            Scope::Item => {
                let items = document.goods_items().iter().enumerate();
                let items = items.filter(|(at, _)| self.item.is_none_or(|item| item == *at));
                let found = items.take(MOST_ITEMS).flat_map(|(at, item)| {
                    let base = FieldPath::from(ITEMS).index(at);
                    let found = self.selector.locate_all(item).into_iter();
                    found.map(move |path| base.join(&path))
                });
                found.collect()
            }
            Scope::Document | Scope::Shipment => self.selector.locate_all(document),
        };
        let value = |path: FieldPath| {
            let value = path.get(document)?.text()?.into_owned();
            Some(FieldValue { path, value })
        };
        paths.into_iter().filter_map(value).collect()
    }
}

/// A parameter of the question is wrong.
fn wrong(parameter: &str, message: impl Into<String>) -> Refusal {
    let problem = ConfigurationProblem::at(parameter, message);
    Refusal {
        problems: vec![(None, problem)],
        ..Refusal::new(codes::INVALID_PARAMETER, format!("{parameter} is wrong"))
    }
}

/// A path that leads through the goods items, as tables name the field, and which item it is of.
fn below_item(field: &str) -> (String, Option<usize>) {
    let items = ITEMS.to_string();
    let element = field.trim().strip_prefix(&items);
    let element = element.and_then(|rest| rest.strip_prefix('[')?.split_once("]."));
    let found = element.and_then(|(item, rest)| Some((item.parse().ok()?, rest)));
    match found {
        Some((item, rest)) => (format!("item.{rest}"), Some(item)),
        None => (field.trim().to_owned(), None),
    }
}
