//! Files of tables, named by what they hold.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use cas_process::sheet::SheetFormat;

/// The file of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetFile {
    /// What its name says before the ending: a list, a kind of record.
    pub name: String,
    /// How it is written.
    pub format: SheetFormat,
    /// The file that it is read from.
    pub path: PathBuf,
}

/// The tables of a folder, or the one of a file, by name.
///
/// # Errors
/// When it cannot be read, or there are none.
pub fn sheet_files(folder: &Path) -> anyhow::Result<Vec<SheetFile>> {
    let paths: Vec<PathBuf> = if folder.is_file() {
        vec![folder.to_owned()]
    } else {
        let entries = std::fs::read_dir(folder)
            .with_context(|| format!("{} cannot be read", folder.display()))?;
        let paths: Result<Vec<PathBuf>, _> = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect();
        paths?
    };
    let mut files: Vec<_> = paths
        .into_iter()
        .filter_map(|path| {
            let format = match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
                "csv" => SheetFormat::Csv,
                "xlsx" => SheetFormat::Xlsx,
                "json" => SheetFormat::Json,
                _ => return None,
            };
            let name = path.file_stem()?.to_str()?.to_owned();
            Some(SheetFile { name, format, path })
        })
        .collect();
    files.sort();
    anyhow::ensure!(
        !files.is_empty(),
        "{} holds no .csv, .xlsx or .json file",
        folder.display()
    );
    Ok(files)
}
