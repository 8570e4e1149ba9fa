//! What does a new edition of the nomenclature change in what a tenant has?
//!
//! [`NomenclatureChange`] compares two lists of tariff codes with the table that says which code
//! became which. From it follow the codes that end in articles and open declarations
//! ([`ArticleChange`], [`codes_of_document`]) and the rows of decision tables that no longer ask for
//! the goods they asked for, with the rows that would ([`row_changes`]). All of it is proposed;
//! what a code that splits becomes is to be decided by a person.

mod change;
mod goods;
mod rows;

#[cfg(test)]
mod tests;

pub use change::{CodeChange, Correlation, Fate, NomenclatureChange};
pub use goods::{ArticleChange, ChangedClassification, codes_of_document};
pub use rows::{CellChange, RowChange, row_changes, with_proposals};
