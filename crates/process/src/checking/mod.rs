//! Is a declaration valid now? What fills it, what is wrong with it, and what is recorded of that.

mod examine;
mod verdict;

pub use verdict::{check, judge, validate, validate_by_law_of};
