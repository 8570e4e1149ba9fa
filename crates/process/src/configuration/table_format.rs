//! In which forms does a table go away and come back?

use std::collections::BTreeMap;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// The rows, for spreadsheets and version control.
    Csv,
    /// The rows, for Excel.
    Xlsx,
    /// The table, for other products.
    Dmn,
}

impl TableFormat {
    /// Every format, in the order in which they are offered.
    pub const ALL: &[Self] = &[Self::Csv, Self::Xlsx, Self::Dmn];

    /// How its files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Dmn => "dmn",
        }
    }

    /// The media type of a file of this format.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Dmn => "application/dmn+xml",
        }
    }
}

/// A file that a table is taken from.
#[derive(Clone, Debug)]
pub struct TableFile<'f> {
    /// CSV, XLSX or DMN, by its media type.
    pub format: TableFormat,
    /// What stands in it.
    pub bytes: &'f [u8],
    /// Of DMN the decision whose table is wanted; the one that is called as the table is, or the
    /// only one, when left out.
    pub decision: Option<&'f str>,
    /// Of DMN the fields of the declaration, by the names that inputs and outputs have in the file.
    pub fields: &'f BTreeMap<String, String>,
}
