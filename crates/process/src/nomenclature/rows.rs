//! Rows of decision tables that a change of the nomenclature touches, and the rows that ask for the
//! same goods from the day on.
//!
//! A cell is taken as the set of codes that pass it. It asks for the same goods after the change if
//! the codes that pass are those which the goods of the old ones have; then it stays, whatever
//! happens within. Else the codes that are missing are added to it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use cas_decision::{Input, PlainCell, PlainTest, Row, Table, Value, ValueType};
use jiff::civil::Date;

use super::change::{CodeChange, Fate, NomenclatureChange, digits};
use super::goods::OF_TARIFF;

/// A row that is touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// The id of the row.
    pub row: String,
    /// Its cells that are touched.
    pub cells: Vec<CellChange>,
    /// Whether the proposal follows; where not, a person decides.
    pub is_decided: bool,
    /// The last day of the row as it is; none where nothing is proposed.
    pub valid_to: Option<Date>,
    /// The row from the day on; none where its goods end, or nothing is proposed.
    pub proposal: Option<Row>,
}

/// A cell that is touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The input or output of its column.
    pub column: String,
    /// The cell as it is.
    pub cell: String,
    /// What becomes of the codes that it is about.
    pub codes: Vec<CodeChange>,
    /// Codes that pass it from the day on, though their goods did not, or not all of them.
    pub gained: Vec<String>,
    /// The cell from the day on; none where it cannot be said.
    pub proposal: Option<String>,
    /// Whether the proposal follows.
    pub is_decided: bool,
}

/// The rows of a table that hold on the day and no longer ask for the goods they asked for, or say
/// codes that end.
#[must_use]
pub fn row_changes(change: &NomenclatureChange, table: &Table) -> Vec<RowChange> {
    let mut known: BTreeMap<(usize, &str), Option<CellChange>> = BTreeMap::new();
    let mut changes = Vec::new();
    let mut ids: BTreeSet<String> = table.rows.iter().map(|row| row.id.clone()).collect();
    for row in &table.rows {
        let begins_before = row.valid_from.is_none_or(|from| from < change.day);
        if !begins_before || !row.holds_on(change.day) {
            continue;
        }
        let mut cells: Vec<(usize, CellChange)> = Vec::new();
        for (at, input) in table.inputs.iter().enumerate() {
            let Some(cell) = row.conditions.get(at) else {
                continue;
            };
            let touched = known
                .entry((at, cell))
                .or_insert_with(|| condition(change, &table.inputs, at, cell));
            if let Some(touched) = touched.as_ref().filter(|_| is_of_tariff(input)) {
                cells.push((at, touched.clone()));
            }
        }
        for (at, output) in table.outputs.iter().enumerate() {
            let is_code = is_tariff_column(&output.name, output.value_type);
            let cell = row.outputs.get(at).filter(|_| is_code);
            if let Some(touched) = cell.and_then(|cell| result(change, &output.name, cell)) {
                cells.push((table.inputs.len() + at, touched));
            }
        }
        if !cells.is_empty() {
            changes.push(proposed(change, table, row, cells, &mut ids));
        }
    }
    changes
}

/// The table with what is proposed: each touched row ends, and the one from the day on follows it.
#[must_use]
pub fn with_proposals(table: &Table, changes: &[RowChange]) -> Table {
    let mut rows = Vec::with_capacity(table.rows.len() + changes.len());
    for row in &table.rows {
        let change = changes.iter().find(|change| change.row == row.id);
        let mut row = row.clone();
        row.valid_to = change.and_then(|it| it.valid_to).or(row.valid_to);
        rows.push(row);
        rows.extend(change.and_then(|change| change.proposal.clone()));
    }
    Table {
        rows,
        ..table.clone()
    }
}

fn is_of_tariff(input: &Input) -> bool {
    is_tariff_column(input.field(), input.value_type)
}

/// Whether a column is of tariff codes: by its type, or by its field.
fn is_tariff_column(field: &str, value_type: ValueType) -> bool {
    let named = |kind: &str| field.contains(&format!("classifications[{kind}]"));
    value_type == ValueType::TariffCode || OF_TARIFF.iter().any(|kind| named(kind))
}

/// The row from the day on.
fn proposed(
    change: &NomenclatureChange,
    table: &Table,
    row: &Row,
    cells: Vec<(usize, CellChange)>,
    ids: &mut BTreeSet<String>,
) -> RowChange {
    let is_decided = cells.iter().all(|(_, cell)| cell.is_decided);
    let mut next = Row {
        id: new_id(row, change.day, ids),
        valid_from: Some(change.day),
        ..row.clone()
    };
    let (mut is_known, mut ends) = (true, false);
    let mut notes = Vec::new();
    for (at, cell) in &cells {
        let place = match at.checked_sub(table.inputs.len()) {
            None => next.conditions.get_mut(*at),
            Some(output) => next.outputs.get_mut(output),
        };
        match (&cell.proposal, place) {
            (Some(text), _) if text.is_empty() => ends = true,
            (Some(text), Some(place)) => place.clone_from(text),
            (_, _) => is_known = false,
        }
        notes.extend(cell.codes.iter().map(in_words));
    }
    let word = if is_decided { "" } else { "to be decided: " };
    let note = format!("nomenclature of {}: {word}{}", change.day, notes.join("; "));
    next.note = match row.note.is_empty() {
        true => note,
        false => format!("{}; {note}", row.note),
    };
    let is_same = next.conditions == row.conditions && next.outputs == row.outputs;
    let is_known = is_known && (ends || !is_same);
    RowChange {
        row: row.id.clone(),
        cells: cells.into_iter().map(|(_, cell)| cell).collect(),
        is_decided,
        valid_to: is_known.then(|| change.day.yesterday().ok()).flatten(),
        proposal: (is_known && !ends).then_some(next),
    }
}

fn in_words(code: &CodeChange) -> String {
    match code.fate {
        Fate::Ended => format!("{} ends", code.code),
        Fate::Renamed | Fate::Split => format!("{} is {}", code.code, code.to.join(" or ")),
    }
}

fn new_id(row: &Row, day: Date, ids: &mut BTreeSet<String>) -> String {
    let mut names = (1..).map(|count| match count {
        1 => format!("{}-{}", row.id, day.year()),
        _ => format!("{}-{}-{count}", row.id, day.year()),
    });
    let free = names.find(|name| !ids.contains(name)).unwrap_or_default();
    ids.insert(free.clone());
    free
}

/// What becomes of a condition cell; none where it asks for the same goods as before.
fn condition(
    change: &NomenclatureChange,
    inputs: &[Input],
    at: usize,
    cell: &str,
) -> Option<CellChange> {
    let column = inputs[at].name.clone();
    let Some(plain) = PlainCell::read(inputs, at, cell) else {
        return computed(change, column, cell);
    };
    let Rewritten {
        tests,
        codes,
        gained,
    } = rewritten(change, inputs[at].value_type, &plain.tests);
    if codes.is_empty() && gained.is_empty() {
        return None;
    }
    let is_decided = gained.is_empty() && codes.iter().all(|code| code.is_decided);
    let proposal = match (tests.is_empty(), plain.negated) {
        (true, false) => String::new(),
        // Nothing is left that it leaves out.
        (true, true) => "-".to_owned(),
        (false, negated) => PlainCell { negated, tests }.to_string(),
    };
    Some(CellChange {
        column,
        cell: cell.to_owned(),
        codes,
        gained,
        proposal: Some(proposal),
        is_decided,
    })
}

/// The tests of a cell for the goods that it asks for, from the day on.
struct Rewritten {
    tests: Vec<PlainTest>,
    codes: Vec<CodeChange>,
    gained: Vec<String>,
}

fn rewritten(change: &NomenclatureChange, value_type: ValueType, tests: &[PlainTest]) -> Rewritten {
    let (old, new) = (&change.old, &change.new);
    let asks = |test: &&PlainTest| {
        let mut codes = matching(old, test).chain(matching(new, test));
        codes.next().is_some()
    };
    let (listed, others): (Vec<&PlainTest>, Vec<&PlainTest>) = tests.iter().partition(asks);
    let asked: BTreeSet<&String> = listed.iter().flat_map(|it| matching(old, it)).collect();
    let goods: BTreeSet<&String> = asked.iter().flat_map(|code| change.after(code)).collect();
    let stays = |test: &&PlainTest| match test {
        // One that is not there yet was meant for the day.
        PlainTest::Equal(_) if matching(old, test).next().is_none() => true,
        PlainTest::Equal(_) => goods.iter().any(|code| test.holds(code)),
        PlainTest::Prefix(_) | PlainTest::Between(..) => matching(new, test).next().is_some(),
    };
    let kept: Vec<&PlainTest> = listed.iter().copied().filter(stays).collect();
    let passing: BTreeSet<&String> = kept.iter().flat_map(|it| matching(new, it)).collect();
    let is_named = |code: &String| {
        let mut equal = listed.iter().filter(|it| matches!(it, PlainTest::Equal(_)));
        equal.any(|test| test.holds(code))
    };
    let leaves = |code: &String| {
        let mut after = change.after(code).peekable();
        after.peek().is_none() || after.any(|new| !passing.contains(new))
    };
    let touched = asked.iter().filter(|code| is_named(code) || leaves(code));
    let codes = touched.filter_map(|code| change.of_code(code)).collect();
    let is_of_others = |new: &&String| change.before(new).any(|old| !asked.contains(old));
    let new = passing.difference(&goods).copied();
    let gained = new.chain(goods.iter().copied().filter(is_of_others));
    let lost = goods.difference(&passing).copied();
    let lost = lost.map(|code| equal(value_type, code));
    let mut found = Rewritten {
        tests: kept.iter().copied().cloned().chain(lost).collect(),
        gained: gained.cloned().collect(),
        codes,
    };
    for test in others {
        found.tests_of_longer(change, value_type, test);
    }
    found
}

/// The codes that pass a test. Texts that pass stand together; numbers are looked at one by one.
fn matching<'a>(codes: &'a BTreeSet<String>, test: &PlainTest) -> impl Iterator<Item = &'a String> {
    let begin = match test {
        PlainTest::Equal(Value::Text(text)) => Some(text.to_string()),
        PlainTest::Prefix(text) => Some(text.clone()),
        PlainTest::Equal(_) | PlainTest::Between(..) => None,
    };
    let stand_together = begin.is_some();
    let from = begin.map_or(Bound::Unbounded, Bound::Included);
    let begun = codes.range((from, Bound::Unbounded));
    let passing = begun.take_while(move |code| !stand_together || test.holds(code));
    passing.filter(|code| test.holds(code))
}

/// The test for one code, in a column of a type.
fn equal(value_type: ValueType, code: &str) -> PlainTest {
    let number = code
        .parse()
        .ok()
        .filter(|_| value_type == ValueType::Number);
    PlainTest::Equal(number.map_or_else(|| Value::Text(code.into()), Value::Number))
}

impl Rewritten {
    /// A test for a code that is longer than those of the list; what is not of it stays.
    fn tests_of_longer(
        &mut self,
        change: &NomenclatureChange,
        value_type: ValueType,
        test: &PlainTest,
    ) {
        let code = match test {
            PlainTest::Equal(Value::Text(code)) => code.as_ref(),
            PlainTest::Prefix(code) => code.as_str(),
            PlainTest::Equal(_) | PlainTest::Between(..) => return self.tests.push(test.clone()),
        };
        let is_whole = matches!(test, PlainTest::Equal(_));
        let Some(mut code) = change.of_code(code) else {
            return self.tests.push(test.clone());
        };
        self.tests.extend(code.to.iter().map(|new| match is_whole {
            true => equal(value_type, new),
            false => PlainTest::Prefix(new.clone()),
        }));
        code.is_decided &= !change.has_goods_of_others(&code);
        self.codes.push(code);
    }
}

/// A cell that computes: it is named where it mentions a code that changes.
fn computed(change: &NomenclatureChange, column: String, cell: &str) -> Option<CellChange> {
    let mentioned = cell.split(|c: char| !c.is_ascii_digit() && c != '.');
    let codes: Vec<CodeChange> = mentioned
        .filter(|text| digits(text).len() >= 4)
        .filter_map(|code| change.of_code(code))
        .collect();
    (!codes.is_empty()).then(|| CellChange {
        column,
        cell: cell.to_owned(),
        codes,
        gained: Vec::new(),
        proposal: None,
        is_decided: false,
    })
}

/// What becomes of a result that is a code.
fn result(change: &NomenclatureChange, column: &str, cell: &str) -> Option<CellChange> {
    let code = cell.trim().strip_prefix('"')?.strip_suffix('"')?;
    let code = change.of_code(code)?;
    let only = code.to.first().filter(|_| code.is_decided);
    Some(CellChange {
        column: column.to_owned(),
        cell: cell.to_owned(),
        gained: Vec::new(),
        proposal: only.map(|new| format!("\"{new}\"")),
        is_decided: code.is_decided,
        codes: vec![code],
    })
}
