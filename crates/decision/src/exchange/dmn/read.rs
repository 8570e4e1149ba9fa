//! From the elements of a DMN file to tables.

use super::file::{DmnError, Import, NAMESPACES, OURS, Refused, TableNote};
use super::missing;
use super::names::{add_named, unavailable};
use super::types::{
    Items, basic_type, fires_many, fitting_conditions, fitting_results, item_definition,
};
use crate::check::compile_errors;
use crate::error::CellError;
use crate::exchange::xml::Element;
use crate::language::{is_name, mentioned};
use crate::table::{HitPolicy, Input, Output, OutputMode, Row, TABLE_ROWS, Table};
use crate::value::ValueType;

/// How Kogito writes that a column has no type.
const UNDEFINED: &str = "<Undefined>";

pub(super) fn read(bytes: &[u8]) -> Result<Import, DmnError> {
    let root = Element::read(bytes).map_err(DmnError::Xml)?;
    if root.name != "definitions" {
        return Err(DmnError::NoDmn(format!("its root is {}", root.name)));
    }
    if !root
        .namespaces()
        .any(|namespace| NAMESPACES.contains(&namespace))
    {
        let found: Vec<&str> = root.namespaces().collect();
        return Err(DmnError::NoDmn(format!(
            "its namespaces are {}",
            found.join(", ")
        )));
    }
    let mut import = Import::default();
    // What we wrote ourselves means what it says.
    let is_ours = root.namespaces().any(|namespace| namespace == OURS);
    for logic in logics(&root) {
        if logic.tables.is_empty() {
            let message = "its logic is no decision table; only tables are taken over";
            import.refused.push(Refused {
                table: None,
                place: format!("decision {}", logic.name),
                message: message.to_owned(),
            });
        }
        for place in &logic.tables {
            import.names.push(place.name.clone());
            let mut reader = TableReader {
                root: &root,
                owner: logic.element,
                place,
                refused: Vec::new(),
            };
            let table = reader.table();
            import.refused.append(&mut reader.refused);
            if let Some(table) = table {
                let wrong = wrong_cells(&table, &root, logic.element);
                import.refused.extend(wrong);
                if !is_ours {
                    let notes = missing::notes(&table).into_iter();
                    import.notes.extend(notes.map(|note| TableNote {
                        table: table.name.clone(),
                        note,
                    }));
                }
                import.tables.push(table);
            }
        }
    }
    Ok(import)
}

/// A decision or a piece of business knowledge, and the tables in it.
struct Logic<'e> {
    element: &'e Element,
    name: &'e str,
    tables: Vec<TableInDecision<'e>>,
}

/// Where a table stands, and what it is called by: its decision, or the entry of a context too.
struct TableInDecision<'e> {
    name: String,
    variable: Option<&'e Element>,
    table: &'e Element,
}

fn logics(root: &Element) -> impl Iterator<Item = Logic<'_>> {
    let has_logic =
        |element: &&Element| matches!(element.name.as_str(), "decision" | "businessKnowledgeModel");
    root.children.iter().filter(has_logic).map(|element| {
        let name = element.attribute("name").unwrap_or_default();
        let mut tables = Vec::new();
        places(element, name, element.child("variable"), &mut tables);
        Logic {
            element,
            name,
            tables,
        }
    })
}

fn places<'e>(
    inside: &'e Element,
    name: &str,
    variable: Option<&'e Element>,
    found: &mut Vec<TableInDecision<'e>>,
) {
    for child in &inside.children {
        match child.name.as_str() {
            "decisionTable" => found.push(TableInDecision {
                name: name.to_owned(),
                variable,
                table: child,
            }),
            "contextEntry" => {
                let variable = child.child("variable");
                let entry = variable.and_then(|variable| variable.attribute("name"));
                let name = entry.map_or(name.to_owned(), |entry| format!("{name}.{entry}"));
                places(child, &name, variable, found);
            }
            _ => places(child, name, variable, found),
        }
    }
}

/// What is wrong in the cells of a table; where a name is to blame that the file has and a cell
/// cannot ask, that is said.
fn wrong_cells(table: &Table, root: &Element, owner: &Element) -> Vec<Refused> {
    let others = unavailable(table, root, owner);
    let names: Vec<&str> = others.iter().map(|(name, _)| name.as_str()).collect();
    let why = |error: &CellError| {
        let named = mentioned(cell_of(table, error)?, &names)
            .into_iter()
            .next()?;
        others.get(named).map(|(_, message)| message.clone())
    };
    let errors = compile_errors(table).into_iter();
    errors
        .map(|error| {
            let message = why(&error);
            refused_cell(error, message)
        })
        .collect()
}

/// The text of the cell that an error is about.
fn cell_of<'t>(table: &'t Table, error: &CellError) -> Option<&'t String> {
    let row = table
        .rows
        .iter()
        .find(|row| error.row.as_deref() == Some(&row.id))?;
    let is_column = |name: &String| error.column.as_ref() == Some(name);
    let input = table.inputs.iter().position(|input| is_column(&input.name));
    match input {
        Some(at) => row.conditions.get(at),
        None => {
            let output = table
                .outputs
                .iter()
                .position(|output| is_column(&output.name));
            row.outputs.get(output?)
        }
    }
}

fn refused_cell(error: CellError, message: Option<String>) -> Refused {
    let mut place = format!("decision {}", error.table);
    for (what, name) in [("rule", &error.row), ("column", &error.column)] {
        if let Some(name) = name {
            place.push_str(&format!(", {what} {name}"));
        }
    }
    if let Some(span) = error.span {
        let (first, last) = span.characters();
        place.push_str(&format!(", characters {first} to {last}"));
    }
    Refused {
        table: Some(error.table),
        place,
        message: message.unwrap_or(error.message),
    }
}

struct TableReader<'e> {
    root: &'e Element,
    /// The decision or the business knowledge.
    owner: &'e Element,
    place: &'e TableInDecision<'e>,
    refused: Vec<Refused>,
}

impl<'e> TableReader<'e> {
    fn refuse(&mut self, place: &str, message: impl Into<String>) {
        let mut full = format!("decision {}", self.place.name);
        if !place.is_empty() {
            full.push_str(", ");
            full.push_str(place);
        }
        self.refused.push(Refused {
            table: Some(self.place.name.clone()),
            place: full,
            message: message.into(),
        });
    }

    fn table(&mut self) -> Option<Table> {
        let written = self.place.table;
        let hit_policy = self.hit_policy(written)?;
        let count = written.all("rule").count();
        if count > TABLE_ROWS {
            let message = format!("{count} rules, a table has at most {TABLE_ROWS}; split it");
            self.refuse("", message);
            return None;
        }
        let rules = written.all("rule").enumerate();
        let rows: Vec<Row> = rules.map(|(at, rule)| self.row(at, rule)).collect();
        let mut table = Table {
            name: self.place.name.clone(),
            version: self.version(),
            hit_policy,
            inputs: Vec::new(),
            outputs: Vec::new(),
            rows,
        };
        let mut untyped = Vec::new();
        for (at, input) in written.all("input").enumerate() {
            let Some((input, is_typed)) = self.input(at, input) else {
                continue;
            };
            if !is_typed {
                untyped.push(at);
            }
            table.inputs.push(input);
        }
        add_named(&mut table, self.root, self.owner);
        for at in untyped.into_iter().filter(|_| self.refused.is_empty()) {
            table.inputs[at].value_type = fitting_conditions(&table, at);
        }
        let is_only = written.all("output").count() == 1;
        for (at, output) in written.all("output").enumerate() {
            let Some((output, is_typed)) = self.output(at, output, is_only, hit_policy) else {
                continue;
            };
            table.outputs.push(output);
            if !is_typed && self.refused.is_empty() {
                table.outputs[at].value_type = fitting_results(&table, at);
            }
        }
        self.refused.is_empty().then_some(table)
    }

    fn version(&self) -> u32 {
        let version = self.owner.attribute("version");
        version.and_then(|text| text.parse().ok()).unwrap_or(1)
    }

    fn hit_policy(&mut self, table: &Element) -> Option<HitPolicy> {
        let policy = table.attribute("hitPolicy").unwrap_or("UNIQUE");
        let aggregation = table.attribute("aggregation").unwrap_or_default();
        let policy = match (policy, aggregation) {
            ("UNIQUE", _) => HitPolicy::Unique,
            ("FIRST", _) => HitPolicy::First,
            ("ANY", _) => HitPolicy::Any,
            ("PRIORITY", _) => HitPolicy::Priority,
            ("RULE ORDER", _) => HitPolicy::RuleOrder,
            ("OUTPUT ORDER", _) => HitPolicy::OutputOrder,
            ("COLLECT", "") => HitPolicy::Collect,
            ("COLLECT", "SUM") => HitPolicy::CollectSum,
            ("COLLECT", "MIN") => HitPolicy::CollectMin,
            ("COLLECT", "MAX") => HitPolicy::CollectMax,
            ("COLLECT", "COUNT") => HitPolicy::CollectCount,
            (other, aggregation) => {
                self.refuse(
                    "",
                    format!("the hit policy {other} {aggregation} is not known"),
                );
                return None;
            }
        };
        Some(policy)
    }

    /// The input, and whether its type is written in the file.
    fn input(&mut self, at: usize, input: &Element) -> Option<(Input, bool)> {
        let place = format!("input {}", at + 1);
        let expression = input.child("inputExpression");
        let text = expression.map_or("", Element::text_inside);
        let words: Vec<&str> = text.split_whitespace().collect();
        let name = words.join(" ");
        // Brackets are a filter in FEEL, and part of a name here.
        if !is_name(&name) || name.contains('[') {
            let message = format!("\"{name}\" is no plain name; compute it before the table");
            self.refuse(&place, message);
            return None;
        }
        let reference = expression.and_then(|expression| expression.attribute("typeRef"));
        let reference = reference.or_else(|| self.declared_type(&name));
        let (value_type, is_typed) = self.value_type(&place, input, reference, Items::One)?;
        let label = input.attribute("label").unwrap_or_default();
        let label = if label == name { "" } else { label };
        let input = Input {
            label: label.to_owned(),
            expression: input.attribute("field").unwrap_or_default().to_owned(),
            value_type,
            name,
        };
        Some((input, is_typed))
    }

    /// The type of a parameter, an input data or a decision with this name, or of a part of one.
    fn declared_type(&self, name: &str) -> Option<&'e str> {
        if let Some(reference) = self.type_of(name) {
            return Some(reference);
        }
        let (whole, part) = name.rsplit_once('.')?;
        let item = item_definition(self.root, self.declared_type(whole)?)?;
        let mut parts = item.all("itemComponent");
        let part = parts.find(|component| component.attribute("name") == Some(part))?;
        part.child("typeRef").map(|reference| reference.text.trim())
    }

    fn type_of(&self, name: &str) -> Option<&'e str> {
        let is_named = |element: &&'e Element| element.attribute("name") == Some(name);
        let logic = self.owner.child("encapsulatedLogic");
        let mut parameters = logic
            .into_iter()
            .flat_map(|logic| logic.all("formalParameter"));
        if let Some(parameter) = parameters.find(is_named) {
            return parameter.attribute("typeRef");
        }
        let root: &'e Element = self.root;
        let holds = |element: &&'e Element| {
            matches!(element.name.as_str(), "inputData" | "decision") && is_named(element)
        };
        let element = root.children.iter().find(holds)?;
        element.child("variable")?.attribute("typeRef")
    }

    /// The output, and whether its type is written in the file.
    fn output(
        &mut self,
        at: usize,
        output: &Element,
        is_only: bool,
        policy: HitPolicy,
    ) -> Option<(Output, bool)> {
        let place = format!("output {}", at + 1);
        let variable = self.place.variable.filter(|_| is_only);
        let of_variable = |name| variable.and_then(|variable: &Element| variable.attribute(name));
        let name = output.attribute("name").or(of_variable("name"));
        let name = name.unwrap_or(&self.place.name).to_owned();
        let own = output.attribute("typeRef").map(|own| (own, Items::One));
        // The variable holds all rows' values where all rows fire.
        let items = if fires_many(policy) {
            Items::Many
        } else {
            Items::One
        };
        let reference = own.or(of_variable("typeRef").map(|reference| (reference, items)));
        let (value_type, is_typed) = self.value_type(
            &place,
            output,
            reference.map(|(reference, _)| reference),
            reference.map_or(Items::One, |(_, items)| items),
        )?;
        let values = output
            .child("outputValues")
            .map_or("", Element::text_inside);
        let default = output.child("defaultOutputEntry").map(Element::text_inside);
        let mode = match output.attribute("mode") {
            Some("override") => OutputMode::Override,
            Some("warnIfDifferent") => OutputMode::WarnIfDifferent,
            Some("replace") => OutputMode::Replace,
            Some("remove") => OutputMode::Remove,
            Some("removeElement") => OutputMode::RemoveElement,
            Some(_) | None => OutputMode::FillIfEmpty,
        };
        let output = Output {
            label: output
                .attribute("label")
                .filter(|label| *label != name)
                .unwrap_or_default()
                .into(),
            name,
            value_type,
            mode,
            allowed_values: listed(values),
            default: default.map(str::to_owned),
        };
        Some((output, is_typed))
    }

    /// The type of a column, and whether it is written in the file.
    fn value_type(
        &mut self,
        place: &str,
        column: &Element,
        reference: Option<&str>,
        items: Items,
    ) -> Option<(ValueType, bool)> {
        match column.attribute("type") {
            Some("code") => return Some((ValueType::Code, true)),
            Some("tariffCode") => return Some((ValueType::TariffCode, true)),
            Some(_) | None => {}
        }
        let is_type = |name: &&str| !name.ends_with("Any") && *name != UNDEFINED;
        let Some(name) = reference.filter(is_type) else {
            return Some((ValueType::Text, false));
        };
        let found = basic_type(self.root, name, items, 0);
        if found.is_none() {
            let message =
                format!("the type {name} is not known; use string, number, boolean, date");
            self.refuse(place, message);
        }
        Some((found?, true))
    }

    fn row(&mut self, at: usize, rule: &Element) -> Row {
        let cells = |name: &str| -> Vec<String> {
            rule.all(name)
                .map(|entry| spaced(entry.text_inside()))
                .collect()
        };
        let id = rule
            .attribute("id")
            .map_or_else(|| format!("rule{}", at + 1), str::to_owned);
        let day = |name: &str| rule.attribute(name).and_then(|day| day.parse().ok());
        let notes: Vec<&str> = rule
            .all("annotationEntry")
            .map(Element::text_inside)
            .filter(|note| !note.is_empty())
            .collect();
        Row {
            id,
            enabled: rule.attribute("enabled") != Some("false"),
            valid_from: day("validFrom"),
            valid_to: day("validTo"),
            note: notes.join("; "),
            conditions: cells("inputEntry"),
            outputs: cells("outputEntry"),
        }
    }
}

/// A cell whose commas part values for certain: `1,2` is a list in every product, so it gets the
/// space that tells it from a decimal.
fn spaced(cell: &str) -> String {
    let mut spaced = String::with_capacity(cell.len());
    let mut is_text = false;
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        is_text ^= character == '"' && !spaced.ends_with('\\');
        spaced.push(character);
        if character == ',' && !is_text && characters.peek().is_some_and(char::is_ascii_digit) {
            spaced.push(' ');
        }
    }
    spaced
}

/// The values of `"a", "b"` or `1, 2`.
fn listed(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut quoted = false;
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => values.push(String::new()),
            _ => {
                if let Some(last) = values.last_mut() {
                    last.push(character);
                }
            }
        }
    }
    let values = values.iter().map(|value| value.trim().to_owned());
    values.filter(|value| !value.is_empty()).collect()
}
