//! What does the fuzzer try?
//!
//! Tables and inputs: cells of all kinds with small values, so that rows overlap and inputs hit
//! them, over a column of each type. Messages ([`read`]): any bytes, begun from real ones.

mod messages;

pub use messages::read;

use arbitrary::{Result, Unstructured};
use cas_decision::ValueType::{Boolean, Code, Date, Number, TariffCode, Text};
use cas_decision::{
    HitPolicy, Input, Output, OutputMode, Row, SetKind, Sets, Table, Value, ValueType,
};

/// The columns: a name and a type.
pub const COLUMNS: &[(&str, ValueType)] = &[
    ("number", Number),
    ("text", Text),
    ("tariff", TariffCode),
    ("flag", Boolean),
    ("day", Date),
    ("code", Code),
];

/// The inputs of the columns.
#[must_use]
pub fn inputs() -> Vec<Input> {
    let input = |(name, value_type): &(&str, ValueType)| Input {
        name: (*name).to_owned(),
        label: String::new(),
        expression: String::new(),
        value_type: *value_type,
    };
    COLUMNS.iter().map(input).collect()
}

/// An output of a type.
#[must_use]
pub fn output(value_type: ValueType) -> Output {
    Output {
        name: "out".to_owned(),
        label: String::new(),
        value_type,
        mode: OutputMode::FillIfEmpty,
        allowed_values: Vec::new(),
        default: None,
    }
}

/// A code list that holds DE and FR, and nothing else.
pub struct OneList;

impl Sets for OneList {
    fn contains(
        &self,
        kind: SetKind,
        name: &str,
        value: &str,
        _: jiff::civil::Date,
    ) -> Option<bool> {
        (kind == SetKind::CodeList && name == "CL1").then(|| ["DE", "FR"].contains(&value))
    }
}

fn number(u: &mut Unstructured<'_>) -> Result<String> {
    let whole = u.int_in_range(-4..=12)?;
    Ok(match u.int_in_range(0..=3)? {
        0 => format!("{whole}.5"),
        1 => format!("{whole}.00000000001"),
        _ => whole.to_string(),
    })
}

fn text(u: &mut Unstructured<'_>) -> Result<&'static str> {
    u.choose(&[
        "a",
        "b",
        "ab",
        "aba",
        "ä",
        "0123456",
        "01234567",
        "0123456789abcdef",
    ])
    .copied()
}

fn digits(u: &mut Unstructured<'_>) -> Result<&'static str> {
    u.choose(&["8", "87", "8703", "870323", "8704", "0101", "8703239010"])
        .copied()
}

fn day(u: &mut Unstructured<'_>) -> Result<String> {
    Ok(format!(
        "2026-0{}-1{}",
        u.int_in_range(1..=3)?,
        u.int_in_range(0..=2)?
    ))
}

/// A literal of a column's type.
fn literal(u: &mut Unstructured<'_>, kind: ValueType) -> Result<String> {
    Ok(match kind {
        Number => number(u)?,
        Text => format!("\"{}\"", text(u)?),
        TariffCode => digits(u)?.to_owned(),
        Boolean => u.choose(&["true", "false"])?.to_string(),
        Date => format!("@\"{}\"", day(u)?),
        Code => format!("\"{}\"", u.choose(&["DE", "FR", "IT"])?),
    })
}

fn test(u: &mut Unstructured<'_>, kind: ValueType) -> Result<String> {
    let (one, other) = (literal(u, kind)?, literal(u, kind)?);
    let compare = u.choose(&["<", "<=", ">", ">=", "=", "!="])?;
    Ok(match (u.int_in_range(0..=7)?, kind) {
        (0, _) => "null".to_owned(),
        (1, _) => format!("!= {one}"),
        (2, Number | Date) => format!("{compare} {one}"),
        (3, Number | Date) => {
            let open = u.choose(&["[", "("])?;
            let close = u.choose(&["]", ")"])?;
            format!("{open}{one}..{other}{close}")
        }
        (2, Text | TariffCode | Code) => format!("starts with(?, {one})"),
        (3, TariffCode) => format!("{}*", digits(u)?),
        (3, Text) => format!("matches(?, \"^{}\")", text(u)?),
        (3, Code) => "in list(\"CL1\")".to_owned(),
        (4, Number) => format!("6 / ? > {one}"),
        (4, _) => format!("number {compare} 3 and ? != {one}"),
        (5, _) => format!("? in ({one}, {other}) or ? = null"),
        (6, Number) => format!("number between {one} and {other}"),
        (6, Code) => "in list(\"gone\")".to_owned(),
        _ => one,
    })
}

fn cell(u: &mut Unstructured<'_>, kind: ValueType) -> Result<String> {
    if u.ratio(1, 3)? {
        return Ok("-".to_owned());
    }
    let count = u.int_in_range(1..=3)?;
    let tests: Result<Vec<String>> = (0..count).map(|_| test(u, kind)).collect();
    let tests = tests?.join(", ");
    Ok(if u.ratio(1, 4)? {
        format!("not({tests})")
    } else {
        tests
    })
}

/// A table; it may be refused.
pub fn table(u: &mut Unstructured<'_>) -> Result<Table> {
    let hit_policy = *u.choose(HitPolicy::ALL)?;
    let ranks = ["2", "3", "1", "-4"].map(str::to_owned).to_vec();
    let rows: Result<Vec<Row>> = (0..u.int_in_range(0..=80)?).map(|at| row(u, at)).collect();
    Ok(Table {
        name: "t".to_owned(),
        version: 1,
        hit_policy,
        inputs: inputs(),
        outputs: vec![Output {
            allowed_values: if hit_policy.is_ranked() {
                ranks
            } else {
                Vec::new()
            },
            ..output(Number)
        }],
        rows: rows?,
    })
}

fn row(u: &mut Unstructured<'_>, at: usize) -> Result<Row> {
    let mut row = Row::new(&format!("r{at}"), &[], &[]);
    for (_, kind) in COLUMNS {
        row.conditions.push(cell(u, *kind)?);
    }
    row.outputs
        .push(u.choose(&["1", "2", "3", "-4", "-"])?.to_string());
    row.enabled = !u.ratio(1, 10)?;
    if u.ratio(1, 5)? {
        row.valid_from = day(u)?.parse().ok();
    }
    if u.ratio(1, 5)? {
        row.valid_to = day(u)?.parse().ok();
    }
    if row.valid_from > row.valid_to && row.valid_to.is_some() {
        row.valid_to = None;
    }
    Ok(row)
}

/// A value for each column.
pub fn values(u: &mut Unstructured<'_>) -> Result<Vec<Option<Value>>> {
    let value = |(_, kind): &(&str, ValueType)| {
        if u.ratio(1, 6)? {
            return Ok(None);
        }
        let text = match kind {
            Text => text(u)?.to_owned(),
            Date => day(u)?,
            Number | TariffCode | Boolean | Code => literal(u, *kind)?.replace('"', ""),
        };
        Ok(kind.read_text(&text).ok())
    };
    COLUMNS.iter().map(value).collect()
}
