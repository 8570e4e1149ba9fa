//! Writing a workbook whose cells are all text.

use rust_xlsxwriter::Workbook;

/// Writes rows as a workbook with one sheet. Every cell is text: a spreadsheet program computes
/// none, and shortens no number. The first row stays in sight.
///
/// # Errors
/// When a cell or the sheet is larger than a workbook holds.
pub fn write_xlsx(name: &str, rows: &[Vec<String>]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, row) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row) {
            sheet.write_string(at, column, cell)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Sheet, SheetFormat};

    #[test]
    fn what_looks_like_a_formula_is_text() {
        let rows = [
            vec!["lrn".to_owned(), "name".to_owned()],
            vec!["0012".to_owned(), "=HYPERLINK(\"http://x\")".to_owned()],
        ];
        let bytes = write_xlsx("declarations", &rows).expect("a workbook");
        let read = Sheet::read(SheetFormat::Xlsx, &bytes).expect("a sheet");
        assert_eq!(read.header, ["lrn", "name"]);
        assert_eq!(read.rows[0].cells, ["0012", "=HYPERLINK(\"http://x\")"]);
    }
}
