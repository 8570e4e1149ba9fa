//! From tables to the elements of a DMN file.

use super::file::{NAMESPACES, OURS};
use crate::language::portable;
use crate::table::{HitPolicy, Input, Output, OutputMode, Row, Table};
use crate::value::ValueType;

pub(super) fn write(tables: &[Table]) -> String {
    let mut xml = Xml {
        text: String::new(),
    };
    xml.text
        .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let root = [
        ("xmlns", NAMESPACES[0]),
        ("xmlns:cas", OURS),
        ("namespace", OURS),
        ("id", "definitions"),
        ("name", "decision tables"),
    ];
    xml.open("definitions", &root);
    for (at, table) in tables.iter().enumerate() {
        write_table(&mut xml, at + 1, table);
    }
    xml.close("definitions");
    xml.text
}

struct Xml {
    text: String,
}

impl Xml {
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push_str(&format!("<{name}"));
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.text
                .push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
        self.text.push_str(">\n");
    }

    fn close(&mut self, name: &str) {
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// An element around a `text` element.
    fn entry(&mut self, name: &str, text: &str) {
        let text = escaped(text);
        self.text
            .push_str(&format!("<{name}><text>{text}</text></{name}>\n"));
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' | '\r' => escaped.push_str(&format!("&#{};", u32::from(character))),
            // XML has no way to say these.
            other if other.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

fn write_table(xml: &mut Xml, number: usize, table: &Table) {
    let names: Vec<&str> = table
        .inputs
        .iter()
        .map(|input| input.name.as_str())
        .collect();
    let id = format!("decision{number}");
    let version = table.version.to_string();
    let decision = [
        ("id", id.as_str()),
        ("name", &table.name),
        ("cas:version", &version),
    ];
    xml.open("decision", &decision);
    let (policy, aggregation) = policy(table.hit_policy);
    let table_id = format!("table{number}");
    let attributes = [
        ("id", table_id.as_str()),
        ("hitPolicy", policy),
        ("aggregation", aggregation),
    ];
    xml.open("decisionTable", &attributes);
    table
        .inputs
        .iter()
        .for_each(|input| write_input(xml, input));
    table
        .outputs
        .iter()
        .for_each(|output| write_output(xml, output, &names));
    xml.text.push_str("<annotation name=\"note\"/>\n");
    for row in &table.rows {
        write_row(xml, table, row, &names);
    }
    xml.close("decisionTable");
    xml.close("decision");
}

fn policy(policy: HitPolicy) -> (&'static str, &'static str) {
    match policy {
        HitPolicy::First => ("FIRST", ""),
        HitPolicy::Unique => ("UNIQUE", ""),
        HitPolicy::Any => ("ANY", ""),
        HitPolicy::Priority => ("PRIORITY", ""),
        HitPolicy::RuleOrder => ("RULE ORDER", ""),
        HitPolicy::OutputOrder => ("OUTPUT ORDER", ""),
        HitPolicy::Collect => ("COLLECT", ""),
        HitPolicy::CollectSum => ("COLLECT", "SUM"),
        HitPolicy::CollectMin => ("COLLECT", "MIN"),
        HitPolicy::CollectMax => ("COLLECT", "MAX"),
        HitPolicy::CollectCount => ("COLLECT", "COUNT"),
    }
}

/// DMN's type, and ours where DMN has none.
fn types(value_type: ValueType) -> (&'static str, &'static str) {
    match value_type {
        ValueType::Text => ("string", ""),
        ValueType::Number => ("number", ""),
        ValueType::Boolean => ("boolean", ""),
        ValueType::Date => ("date", ""),
        ValueType::Code => ("string", "code"),
        ValueType::TariffCode => ("string", "tariffCode"),
    }
}

fn write_input(xml: &mut Xml, input: &Input) {
    let (reference, ours) = types(input.value_type);
    let attributes = [
        ("label", input.label.as_str()),
        ("cas:type", ours),
        ("cas:field", &input.expression),
    ];
    xml.open("input", &attributes);
    xml.open("inputExpression", &[("typeRef", reference)]);
    xml.text
        .push_str(&format!("<text>{}</text>\n", escaped(&input.name)));
    xml.close("inputExpression");
    xml.close("input");
}

fn write_output(xml: &mut Xml, output: &Output, names: &[&str]) {
    let (reference, ours) = types(output.value_type);
    let mode = match output.mode {
        OutputMode::FillIfEmpty => "",
        OutputMode::Override => "override",
        OutputMode::WarnIfDifferent => "warnIfDifferent",
        OutputMode::Replace => "replace",
        OutputMode::Remove => "remove",
        OutputMode::RemoveElement => "removeElement",
    };
    let attributes = [
        ("name", output.name.as_str()),
        ("label", &output.label),
        ("typeRef", reference),
        ("cas:type", ours),
        ("cas:mode", mode),
    ];
    xml.open("output", &attributes);
    if !output.allowed_values.is_empty() {
        let quote = |value: &String| match output.value_type {
            ValueType::Text | ValueType::Code | ValueType::TariffCode => format!("\"{value}\""),
            ValueType::Number | ValueType::Boolean | ValueType::Date => value.clone(),
        };
        let values: Vec<String> = output.allowed_values.iter().map(quote).collect();
        xml.entry("outputValues", &values.join(", "));
    }
    if let Some(default) = &output.default {
        xml.entry(
            "defaultOutputEntry",
            &portable(default, names, output.value_type),
        );
    }
    xml.close("output");
}

fn write_row(xml: &mut Xml, table: &Table, row: &Row, names: &[&str]) {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (from, to) = (day(row.valid_from), day(row.valid_to));
    let attributes = [
        ("id", row.id.as_str()),
        ("cas:enabled", if row.enabled { "" } else { "false" }),
        ("cas:validFrom", &from),
        ("cas:validTo", &to),
    ];
    xml.open("rule", &attributes);
    for (cell, input) in row.conditions.iter().zip(&table.inputs) {
        let cell = if cell.trim().is_empty() { "-" } else { cell };
        xml.entry("inputEntry", &portable(cell, names, input.value_type));
    }
    for (cell, output) in row.outputs.iter().zip(&table.outputs) {
        let cell = if ["", "-"].contains(&cell.trim()) {
            "null"
        } else {
            cell
        };
        xml.entry("outputEntry", &portable(cell, names, output.value_type));
    }
    xml.entry("annotationEntry", &row.note);
    xml.close("rule");
}
