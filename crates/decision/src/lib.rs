//! Decision tables: read, check, compile, evaluate, explain.
//!
//! A [`Table`] is data: inputs, outputs, rows of cells in a closed subset of FEEL. [`check`] says
//! everything that is wrong with it; [`Compiled`] answers in under a microsecond, by scanning a
//! few rows or by an index over many, with the same answers. [`explain`](Compiled::explain) tests
//! the cells of one row again and says why it fired or did not; [`analyse`] finds rows that can
//! never fire, contradictions and gaps. A [`Formula`] is one expression without a table.
//! [`exchange`] takes tables to DMN, CSV and Excel and back. `docs/decision-tables.md` is the
//! manual.
//!
//! Invariant: knows no customs. Pure: no I/O, no async, no clock, no randomness, no SQL, no HTTP.
//! The day and the code lists come in as arguments. Nothing is ever silently null.

pub mod analysis;
mod cell_check;
mod check;
mod columns;
mod compile;
mod difference;
mod entry;
mod error;
mod evaluate;
mod evaluation;
pub mod exchange;
mod explain;
mod expression;
mod formula;
mod function;
mod hit;
mod index;
mod inputs;
mod language;
mod named_codes;
mod nearest;
mod note;
mod pattern;
mod period;
mod plain_cell;
mod predicate;
mod region;
mod sentence;
mod sets;
mod table;
mod table_test;
mod value;

pub use analysis::analyse;
pub use cell_check::{CellReader, ReadCell};
pub use compile::{Compiled, Strategy};
pub use difference::{CellChange, ChangedRow, MovedRow, RowDifferences, RowPart};
pub use entry::{Entry, check};
pub use error::{CellError, EvaluationError, Problem, Span, TextError};
pub use evaluation::{Evaluation, Hit};
pub use explain::{CellExplanation, CellOutcome, Explanation, Outcome};
pub use formula::Formula;
pub use inputs::Inputs;
pub use language::{CELL_CHARACTERS, CELL_NESTING};
pub use named_codes::{NamedCode, NamedColumn};
pub use nearest::{Closeness, NearMiss, NearMisses};
pub use note::{Note, NoteCode, Severity};
pub use plain_cell::{PlainCell, PlainTest};
pub use sentence::{ColumnWords, Language, Narrator};
pub use sets::{Context, NoSets, SetKind, Sets, Steps};
pub use table::{HitPolicy, Input, Output, OutputMode, Row, TABLE_ROWS, Table};
pub use table_test::{Expectation, TableTest, TestResult, run_tests, untested_rows};
pub use value::{Value, ValueType};
