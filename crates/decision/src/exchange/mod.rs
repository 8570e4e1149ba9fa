//! How do tables come from other products, and go to them?
//!
//! [`dmn`] reads and writes the decision tables of DMN 1.2 to 1.5; [`csv`] and [`xlsx`] read and
//! write the rows of a table for spreadsheets. What cannot be taken over is reported with its
//! place.

mod cells;
pub mod csv;
pub mod dmn;
pub mod formula;
mod line_error;
mod records;
mod rows;
pub mod xlsx;
mod xml;
