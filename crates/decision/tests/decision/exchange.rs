//! Do tables survive the way to other products and back?

use cas_decision::ValueType::{Code, Number, TariffCode, Text};
use cas_decision::exchange::{csv, dmn};
use cas_decision::{Compiled, HitPolicy, OutputMode, Table};
use serde_json::json;

use crate::builder::{context, table};

fn sample() -> Table {
    let rows: &[(&[&str], &[&str])] = &[
        (
            &["8703*, 8704*", "4000", "\"a, \"\"b\"\"\"", "-"],
            &["\"1\"", "1"],
        ),
        (
            &["not(87*)", "in list(\"CL1\")", "\"é\"", "< 5, (7..8]"],
            &["0101", "mass * 2"],
        ),
        (&["-", "-", "-", "-"], &["0101", "null"]),
    ];
    let inputs = [
        ("tariff", TariffCode),
        ("procedure", Code),
        ("name of it", Text),
        ("mass", Number),
    ];
    let outputs = [("code", Code), ("amount", Number)];
    let mut table = table(HitPolicy::Priority, &inputs, &outputs, rows);
    table.rows[0].conditions[2] = "\"a, \\\"b\\\" <&>\"".to_owned();
    table.inputs[0].expression = "goods.tariffCode".to_owned();
    table.inputs[0].label = "Tariff code".to_owned();
    table.outputs[0].allowed_values = vec!["1".to_owned(), "0101".to_owned()];
    table.outputs[1].mode = OutputMode::WarnIfDifferent;
    table.outputs[1].default = Some("0".to_owned());
    table.rows[1].enabled = false;
    table.rows[1].note = "two\nlines; and \"quotes\"".to_owned();
    table.rows[2].valid_from = Some("2026-01-31".parse().expect("a day"));
    table
}

#[test]
fn no_cell_of_csv_is_a_formula() {
    let mut table = sample();
    table.rows[0].note = "=cmd|' /C calc'!A0".to_owned();
    table.rows[1].outputs[0] = "-5".to_owned();
    let text = csv::write(&table);
    assert!(text.contains(",'=cmd|' /C calc'!A0,"), "{text}");
    assert!(!text.contains("'-"), "{text}");
    assert_eq!(csv::read(&table, &text).expect("readable"), table.rows);
}

#[test]
fn csv_comes_back_the_same() {
    let table = sample();
    let text = csv::write(&table);
    assert_eq!(csv::read(&table, &text).expect("readable"), table.rows);
    let text = text.replace('\r', "").replace(",if", "\n  if");
    insta::assert_snapshot!(text, @r#"
    row,enabled,valid from,valid to,note
      if tariff
      if procedure
      if name of it
      if mass,then code,then amount
    r1,yes,,,,"8703*, 8704*",4000,"""a, \""b\"" <&>""",-,"""1""",1
    r2,no,,,"two
    lines; and ""quotes""",not(87*),"in list(""CL1"")","""é""","< 5, (7..8]",0101,mass * 2
    r3,yes,2026-01-31,,,-,-,-,-,0101,null
    "#);
}

#[test]
fn csv_of_a_spreadsheet_is_understood() {
    let rows: &[(&[&str], &[&str])] = &[];
    let table = table(HitPolicy::First, &[("x", Number)], &[("out", Number)], rows);
    let text = "\u{feff}then out;row;if x\r\n1;r1;<5\r\n2;;\"[1..2]\"\r\n;;\r\n ; ; \r\n \r\n3;;";
    let rows = csv::read(&table, text).expect("readable");
    let said: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {}", row.id, row.conditions[0], row.outputs[0]))
        .collect();
    assert_eq!(said, ["r1 <5 1", "r2 [1..2] 2", "r3  3"]);
    let errors = |text: &str| {
        let errors = csv::read(&table, text).expect_err("refused");
        errors
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" | ")
    };
    assert_eq!(errors(""), "line 1: the file is empty");
    assert_eq!(
        errors("row,if x,if y\n"),
        "line 1, column then out: the column is missing | \
         line 1, column if y: the table has no such column"
    );
    assert_eq!(
        errors("if x,then out,valid from,enabled\n1,1,31.2.2026,yes\n1,\"1\n\",,\n2,1,,maybe\n"),
        "line 2, column valid from: \"31.2.2026\" is no day; write 2026-01-31 | \
         line 5, column enabled: \"maybe\" is neither yes nor no"
    );
    let nameless = "stands in a column without a name; quote cells that contain separators";
    assert_eq!(
        errors("if x,then out,note\n1, 2,,3\n1,2,2,\n1,2,\n"),
        format!("line 2, column 4: \"3\" {nameless} | line 3, column 4: \"\" {nameless}")
    );
    assert_eq!(
        errors("if x,,then out\n1,,3\n1,2,3\n"),
        format!("line 3, column 2: \"2\" {nameless}")
    );
    assert_eq!(
        errors("if x,then out, if x \n1,2,3\n"),
        "line 1, column if x: the column is there twice; keep one"
    );
    assert_eq!(
        errors("if x,then out\n\"1\"2,1\n"),
        "line 2: '2' behind a closing quote; double inner quotes"
    );
}

#[test]
fn dmn_comes_back_the_same() {
    for policy in HitPolicy::ALL {
        let mut table = sample();
        table.hit_policy = *policy;
        let is_aggregated = table.outputs.len() > 1
            && matches!(
                policy,
                HitPolicy::CollectSum | HitPolicy::CollectMin | HitPolicy::CollectMax
            );
        if is_aggregated {
            table.outputs.remove(0);
            table
                .rows
                .iter_mut()
                .for_each(|row| drop(row.outputs.remove(0)));
        }
        let text = dmn::write(std::slice::from_ref(&table));
        let import = dmn::read(text.as_bytes()).expect("DMN");
        assert_eq!(import.refused, []);
        table.rows[0].conditions[0] = "starts with(?, \"8703\"), starts with(?, \"8704\")".into();
        table.rows[0].conditions[1] = "\"4000\"".to_owned();
        table.rows[1].conditions[0] = "not(starts with(?, \"87\"))".to_owned();
        for row in &mut table.rows {
            for cell in &mut row.outputs {
                *cell = cell.replace("0101", "\"0101\"");
                if cell == "-" {
                    *cell = "null".to_owned();
                }
            }
        }
        assert_eq!(import.tables, [table]);
    }
}

const FOREIGN: &str = r#"<?xml version="1.0"?>
<dmn:definitions xmlns:dmn="https://www.omg.org/spec/DMN/20191111/MODEL/" name="foreign">
  <dmn:itemDefinition name="tRisk"><dmn:typeRef>string</dmn:typeRef></dmn:itemDefinition>
  <dmn:inputData name="Applicant Age">
    <dmn:variable name="Applicant Age" typeRef="number"/></dmn:inputData>
  <dmn:decision name="Approval">
    <dmn:variable name="Approval" typeRef="string"/>
    <dmn:decisionTable hitPolicy="ANY">
      <dmn:input label="age">
        <dmn:inputExpression><dmn:text>Applicant Age</dmn:text></dmn:inputExpression>
      </dmn:input>
      <dmn:input>
        <dmn:inputExpression typeRef="tRisk"><dmn:text>risk</dmn:text></dmn:inputExpression></dmn:input>
      <dmn:output/>
      <dmn:rule id="a"><dmn:inputEntry><dmn:text>&gt;= 18</dmn:text></dmn:inputEntry>
        <dmn:inputEntry><dmn:text>"low"</dmn:text></dmn:inputEntry>
        <dmn:outputEntry><dmn:text>"Approved"</dmn:text></dmn:outputEntry></dmn:rule>
      <dmn:rule>
        <dmn:inputEntry><dmn:text>-</dmn:text></dmn:inputEntry>
        <dmn:inputEntry><dmn:text>some x in ? satisfies x</dmn:text></dmn:inputEntry>
        <dmn:outputEntry><dmn:text>"Declined"</dmn:text></dmn:outputEntry></dmn:rule>
    </dmn:decisionTable>
  </dmn:decision>
  <dmn:decision name="Literal">
    <dmn:literalExpression><dmn:text>1</dmn:text></dmn:literalExpression></dmn:decision>
  <dmn:decision name="Computed">
    <dmn:decisionTable>
      <dmn:input>
        <dmn:inputExpression typeRef="number"><dmn:text>a + b</dmn:text></dmn:inputExpression>
      </dmn:input>
      <dmn:input>
        <dmn:inputExpression typeRef="time"><dmn:text>t</dmn:text></dmn:inputExpression></dmn:input>
      <dmn:output name="o" typeRef="number"/>
    </dmn:decisionTable>
  </dmn:decision>
</dmn:definitions>"#;

#[test]
fn what_cannot_be_taken_over_is_reported() {
    let mut import = dmn::read(FOREIGN.as_bytes()).expect("DMN");
    let refused: Vec<String> = import.refused.iter().map(ToString::to_string).collect();
    let refused = refused.join("\n").replace("; ", ";\n  ");
    insta::assert_snapshot!(refused, @r#"
    decision Approval, rule rule2, column risk, characters 1 to 4: no input is called some;
      if it is a text, write "some"
    decision Literal: its logic is no decision table;
      only tables are taken over
    decision Computed, input 1: "a + b" is no plain name;
      compute it before the table
    decision Computed, input 2: the type time is not known;
      use string, number, boolean, date
    "#);
    let mut table = import.tables.remove(0);
    assert!(import.tables.is_empty());
    table.rows.pop();
    let compiled = Compiled::new(&table).expect("compiles");
    let fields = json!({"Applicant Age": 18, "risk": "low"});
    let inputs = compiled.read(|name| fields.get(name)).expect("readable");
    let found = compiled.evaluate(&inputs, &context()).expect("an answer");
    assert_eq!(found.hits[0].row, Some("a"));
    assert_eq!(compiled.outputs()[0].name, "Approval");
}

#[test]
fn what_is_no_dmn_is_refused() {
    for (text, part) in [
        ("<a/>", "its root is a"),
        ("<definitions xmlns=\"urn:x\"/>", "its namespaces are urn:x"),
        ("<definitions>", "not closed"),
        ("<!DOCTYPE a><a/>", "DOCTYPE"),
        ("<a>&b;</a>", "&b;"),
        ("", "no element"),
    ] {
        let error = dmn::read(text.as_bytes()).expect_err("refused").to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
}

#[test]
fn allowed_values_are_told_apart_by_commas_outside_of_quotes() {
    let values = |text: &str| {
        let more = format!("<dmn:outputValues><dmn:text>{text}</dmn:text></dmn:outputValues>");
        let output = format!("<dmn:output>{more}</dmn:output>");
        let file = FOREIGN.replace("<dmn:output/>", &output);
        let import = dmn::read(file.as_bytes()).expect("DMN");
        import.tables[0].outputs[0].allowed_values.clone()
    };
    assert_eq!(values("\"a, b\", \"c\""), ["a, b", "c"]);
    assert_eq!(values("1, 2,, 3"), ["1", "2", "3"]);
}

#[test]
fn elements_are_nested_sixty_four_deep_at_most() {
    let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let wrong = |depth: usize| {
        dmn::read(nested(depth).as_bytes())
            .expect_err("no DMN")
            .to_string()
    };
    assert!(wrong(64).contains("its root is a"), "{}", wrong(64));
    assert!(wrong(65).contains("nested too deep"), "{}", wrong(65));
}
