//! From the rows of a table to a workbook, with a sheet that explains it.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::sheet::{ROWS, SheetError};
use crate::exchange::rows::{FIXED, fields, heads};
use crate::table::{OutputMode, Table};

/// Excel's limit for the text of a cell.
const CELL_CHARACTERS: usize = 32_767;

pub(super) fn write(table: &Table) -> Result<Vec<u8>, SheetError> {
    refuse_long_cells(table)?;
    let written = || -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The same table gives the same file.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        write_rows(workbook.add_worksheet(), table)?;
        write_help(workbook.add_worksheet(), table)?;
        workbook.save_to_buffer()
    };
    written().map_err(|error| SheetError::whole(format!("{error}; split the table")))
}

fn refuse_long_cells(table: &Table) -> Result<(), SheetError> {
    for (at, row) in table.rows.iter().enumerate() {
        let fields = fields(row);
        let mut heads = heads(table).into_iter().zip(&fields);
        if let Some((head, _)) = heads.find(|(_, text)| text.chars().count() > CELL_CHARACTERS) {
            return Err(SheetError {
                sheet: Some(ROWS.to_owned()),
                row: Some(at + 2),
                column: None,
                head: Some(head),
                message: format!("longer than the {CELL_CHARACTERS} characters Excel allows"),
            });
        }
    }
    Ok(())
}

fn write_rows(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_bold());
    sheet.set_name(ROWS)?;
    for (column, head) in (0..).zip(heads(table)) {
        sheet.set_column_format(column, &text)?;
        let is_wide = column == 4 || usize::from(column) >= FIXED.len();
        sheet.set_column_width(column, if is_wide { 24 } else { 12 })?;
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    for (line, row) in (1..).zip(&table.rows) {
        for (column, field) in (0..).zip(fields(row)) {
            if !field.is_empty() {
                sheet.write_string_with_format(line, column, field, &text)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

fn write_help(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name("Help")?;
    sheet.set_column_width(0, 44)?;
    sheet.set_column_width(1, 90)?;
    let about = format!("Table {}, version {}", table.name, table.version);
    sheet.write_string_with_format(0, 0, about, &bold)?;
    let columns = COLUMNS
        .iter()
        .map(|(head, says)| ((*head).to_owned(), (*says).to_owned()));
    let columns = columns.chain(columns_of(table));
    let cells = CELLS
        .iter()
        .map(|(cell, says)| ((*cell).to_owned(), (*says).to_owned()));
    let mut line = 2;
    let blocks: [(&str, Vec<(String, String)>); 2] =
        [("Column", columns.collect()), ("Cell", cells.collect())];
    for (head, lines) in blocks {
        sheet.write_string_with_format(line, 0, head, &bold)?;
        for (left, right) in lines {
            line += 1;
            sheet.write_string(line, 0, left)?;
            sheet.write_string(line, 1, right)?;
        }
        line += 2;
    }
    Ok(())
}

fn columns_of(table: &Table) -> Vec<(String, String)> {
    let label = |label: &str| {
        if label.is_empty() {
            String::new()
        } else {
            format!("{label}; ")
        }
    };
    let inputs = table.inputs.iter().map(|input| {
        let says = format!(
            "{}a condition on a {}",
            label(&input.label),
            input.value_type
        );
        (
            format!("if {}", input.name),
            format!("{says}, read from {}", input.field()),
        )
    });
    let outputs = table.outputs.iter().map(|output| {
        let mode = match output.mode {
            OutputMode::FillIfEmpty => "fills the field when it is empty",
            OutputMode::Override => "replaces what was deduced before",
            OutputMode::WarnIfDifferent => "warns when the field differs",
            OutputMode::Replace => "replaces what was sent",
            OutputMode::Remove => "takes away what was sent when true",
            OutputMode::RemoveElement => "takes away the element with the field when true",
        };
        let mut says = format!("{}a {}, {mode}", label(&output.label), output.value_type);
        if !output.allowed_values.is_empty() {
            says.push_str(&format!("; one of {}", output.allowed_values.join(", ")));
        }
        (format!("then {}", output.name), says)
    });
    inputs.chain(outputs).collect()
}

const COLUMNS: &[(&str, &str)] = &[
    (
        "row",
        "The id of the row, which stays when rows move. Leave it empty in new rows.",
    ),
    ("enabled", "yes or no; empty means yes."),
    (
        "valid from, valid to",
        "The first and the last day, such as 2026-01-31; empty means always.",
    ),
    ("note", "Why the row is there."),
    (
        "hidden rows, headings",
        "Hidden and filtered rows are read too. A line needs a condition or a result: no headings \
         between rows, no merged cells.",
    ),
    (
        "what Excel changes",
        "Columns are texts, keep them so: Excel drops zeros at the front, makes a day of 1-5 and \
         100000 of 1E5.",
    ),
];

/// The cell language, in the words of `docs/decision-tables.md`.
const CELLS: &[(&str, &str)] = &[
    (
        "-  or nothing",
        "Everything, missing values too. In a result: nothing is said.",
    ),
    (
        "\"DE\"    5    true    date(\"2026-01-31\")",
        "This value. Texts stand in quotes.",
    ),
    (
        "4000",
        "In a column of codes: the code 4000; zeros in front are kept.",
    ),
    ("\"DE\", \"FR\"", "One of these."),
    ("not(\"DE\", \"FR\")", "A value that is none of these."),
    (
        "< 5    <= 5    > 5    >= 5    != 5",
        "Less, at most, greater, at least, other than.",
    ),
    (
        "[1..5]    [1..5)    (1..5]",
        "Between; a square bracket includes the end.",
    ),
    ("8703*", "Codes that begin with 8703."),
    (
        "[8701..8705]",
        "Codes from those that begin with 8701 to those that begin with 8705.",
    ),
    (
        "DE, FR    Y9*    8703.21*    8701-8705",
        "In a column of codes, as you think them: they are kept as above.",
    ),
    (
        ">= 1 and < 5    31.01.2026",
        "A range, a day: they are kept as above. Decimals have a point; 1,5 is refused.",
    ),
    (
        "starts with(?, \"x\")    ends with(..)    contains(..)",
        "As it says; ? is the column's value.",
    ),
    ("matches(?, \"^[A-Z]{2}$\")", "A pattern."),
    (
        "in list(\"CL190\")    in set(\"carriers\")",
        "A member of a code list, of a set of master data.",
    ),
    (
        "null    not(null)",
        "A missing value, a value that is there.",
    ),
    (
        "mass > 10 and origin != \"DE\"",
        "A condition over any inputs.",
    ),
    (
        "if mass > 1000 then \"A\" else \"B\"",
        "In a result: a computed value.",
    ),
];

#[cfg(test)]
mod tests {
    use super::CELLS;

    #[test]
    fn the_help_is_what_the_manual_says() {
        let manual = include_str!("../../../../../docs/decision-tables.md");
        for (cells, _) in CELLS {
            for cell in cells
                .split("    ")
                .map(|cell| cell.replace("  or nothing", ""))
            {
                let known = manual.contains(&cell) || cell.contains("^[A-Z]{2}$");
                assert!(
                    known || cell.contains("carriers"),
                    "{cell} is not in the manual"
                );
            }
        }
    }
}
