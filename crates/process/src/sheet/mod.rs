//! How is a table read that a person made: a CSV file or a spreadsheet?
//!
//! As rows of text under a header, each row with the number its program shows. Codes stay text, so
//! leading zeros stay. Everything has a limit, and what is beyond it is refused as a whole.

mod csv;
mod format;
mod json;
mod table;
mod workbook;
mod xlsx;

pub use self::csv::write_csv;
pub use format::SheetFormat;
pub use table::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED, Sheet, SheetError, SheetRow};
pub use workbook::write_xlsx;
