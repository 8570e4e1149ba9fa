//! The subcommands, one file each.

pub mod acting;
pub mod audit;
pub mod authority;
pub mod check_message;
pub mod clients;
pub mod codelists;
pub mod config;
pub mod connections;
pub mod interruption;
pub mod keys;
pub mod lists;
pub mod masterdata;
pub mod migrate;
pub mod nomenclature;
pub mod read_message;
pub mod rules;
mod rules_replay;
pub mod serve;
pub mod sheet_files;
pub mod store;
pub mod tenants;
pub mod users;

/// The official schemas in a folder, or what to do when there are none.
pub fn open_schemas(folder: &std::path::Path) -> anyhow::Result<cas_schemas::SchemaSet> {
    use anyhow::Context as _;
    cas_schemas::SchemaSet::open(folder).context("there are no schemas; set --schemas")
}

/// A number of things, in words: `1 migration`, `2 migrations`.
pub fn counted(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}
