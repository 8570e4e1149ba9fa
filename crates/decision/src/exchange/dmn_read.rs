//! From the elements of a DMN file to tables.

use super::dmn::{DmnError, Import, NAMESPACES, Refused};
use super::xml::Element;
use crate::compile::check;
use crate::language::is_name;
use crate::table::{HitPolicy, Input, Output, OutputMode, Row, Table};
use crate::value::ValueType;

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
    for decision in root.all("decision") {
        let name = decision.attribute("name").unwrap_or_default();
        let mut reader = DecisionReader {
            root: &root,
            decision,
            name,
            refused: Vec::new(),
        };
        let table = reader.table();
        import.refused.append(&mut reader.refused);
        if let Some(table) = table {
            import
                .refused
                .extend(check(&table).into_iter().map(refused_cell));
            import.tables.push(table);
        }
    }
    Ok(import)
}

fn refused_cell(error: crate::error::CellError) -> Refused {
    let mut place = format!("decision {}", error.table);
    for (what, name) in [("rule", &error.row), ("column", &error.column)] {
        if let Some(name) = name {
            place.push_str(&format!(", {what} {name}"));
        }
    }
    if let Some(span) = error.span {
        place.push_str(&format!(", characters {} to {}", span.start + 1, span.end));
    }
    Refused {
        place,
        message: error.message,
    }
}

struct DecisionReader<'e> {
    root: &'e Element,
    decision: &'e Element,
    name: &'e str,
    refused: Vec<Refused>,
}

impl<'e> DecisionReader<'e> {
    fn refuse(&mut self, place: &str, message: impl Into<String>) {
        let mut full = format!("decision {}", self.name);
        if !place.is_empty() {
            full.push_str(", ");
            full.push_str(place);
        }
        self.refused.push(Refused {
            place: full,
            message: message.into(),
        });
    }

    fn table(&mut self) -> Option<Table> {
        let Some(written) = self.decision.child("decisionTable") else {
            self.refuse(
                "",
                "its logic is no decision table; only tables are taken over",
            );
            return None;
        };
        let hit_policy = self.hit_policy(written)?;
        let inputs = written.all("input").enumerate();
        let inputs: Vec<Input> = inputs
            .filter_map(|(at, input)| self.input(at, input))
            .collect();
        let only = written.all("output").count() == 1;
        let outputs = written.all("output").enumerate();
        let outputs: Vec<Output> = outputs
            .filter_map(|(at, output)| self.output(at, output, only))
            .collect();
        let whole = inputs.len() == written.all("input").count()
            && outputs.len() == written.all("output").count();
        let version = self
            .decision
            .attribute("version")
            .and_then(|text| text.parse().ok());
        let rules = written.all("rule").enumerate();
        let rows: Vec<Row> = rules.map(|(at, rule)| self.row(at, rule)).collect();
        whole.then(|| Table {
            name: self.name.to_owned(),
            version: version.unwrap_or(1),
            hit_policy,
            inputs,
            outputs,
            rows,
        })
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

    fn input(&mut self, at: usize, input: &Element) -> Option<Input> {
        let place = format!("input {}", at + 1);
        let expression = input.child("inputExpression");
        let name = expression.map_or("", Element::text_inside);
        // Brackets are a filter in FEEL, and part of a name here.
        if !is_name(name) || name.contains('[') {
            let message = format!("\"{name}\" is no plain name; compute it before the table");
            self.refuse(&place, message);
            return None;
        }
        let reference = expression.and_then(|expression| expression.attribute("typeRef"));
        let reference = reference.or_else(|| self.declared_type(name));
        let value_type = self.value_type(&place, input, reference)?;
        let label = input.attribute("label").unwrap_or_default();
        Some(Input {
            name: name.to_owned(),
            label: if label == name {
                String::new()
            } else {
                label.to_owned()
            },
            expression: input.attribute("field").unwrap_or_default().to_owned(),
            value_type,
        })
    }

    /// The type of an input data or a decision with this name.
    fn declared_type(&self, name: &str) -> Option<&'e str> {
        let named = |element: &&Element| {
            matches!(element.name.as_str(), "inputData" | "decision")
                && element.attribute("name") == Some(name)
        };
        let root: &'e Element = self.root;
        let element = root.children.iter().find(named)?;
        element.child("variable")?.attribute("typeRef")
    }

    fn output(&mut self, at: usize, output: &Element, is_only: bool) -> Option<Output> {
        let place = format!("output {}", at + 1);
        let variable = self.decision.child("variable").filter(|_| is_only);
        let of_variable = |name| variable.and_then(|variable: &Element| variable.attribute(name));
        let name = output.attribute("name").or(of_variable("name"));
        let name = name.unwrap_or(self.name).to_owned();
        let reference = output.attribute("typeRef").or(of_variable("typeRef"));
        let value_type = self.value_type(&place, output, reference)?;
        let values = output
            .child("outputValues")
            .map_or("", Element::text_inside);
        let default = output.child("defaultOutputEntry").map(Element::text_inside);
        let mode = match output.attribute("mode") {
            Some("override") => OutputMode::Override,
            Some("warnIfDifferent") => OutputMode::WarnIfDifferent,
            Some(_) | None => OutputMode::FillIfEmpty,
        };
        Some(Output {
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
        })
    }

    fn value_type(
        &mut self,
        place: &str,
        column: &Element,
        reference: Option<&str>,
    ) -> Option<ValueType> {
        match column.attribute("type") {
            Some("code") => return Some(ValueType::Code),
            Some("tariffCode") => return Some(ValueType::TariffCode),
            Some(_) | None => {}
        }
        let found = reference.and_then(|reference| basic_type(self.root, reference, 0));
        if found.is_none() {
            let name = reference.unwrap_or("none");
            let message =
                format!("the type {name} is not known; use string, number, boolean, date");
            self.refuse(place, message);
        }
        found
    }

    fn row(&mut self, at: usize, rule: &Element) -> Row {
        let cells = |name: &str| -> Vec<String> {
            rule.all(name)
                .map(|entry| entry.text_inside().to_owned())
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

/// A basic type, or the one behind the file's own name for it.
fn basic_type(root: &Element, reference: &str, depth: usize) -> Option<ValueType> {
    match reference.rsplit([':', '.']).next()? {
        "string" => Some(ValueType::Text),
        "number" => Some(ValueType::Number),
        "boolean" => Some(ValueType::Boolean),
        "date" => Some(ValueType::Date),
        name if depth < 8 => {
            let mut items = root.all("itemDefinition");
            let item = items.find(|item| item.attribute("name") == Some(name))?;
            let is_list = item.attribute("isCollection") == Some("true");
            let reference = item.child("typeRef").filter(|_| !is_list)?;
            basic_type(root, reference.text.trim(), depth + 1)
        }
        _ => None,
    }
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
