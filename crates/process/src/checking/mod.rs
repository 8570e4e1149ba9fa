//! Is a declaration valid now? What fills it, what is wrong with it, and what is recorded of that.

mod examine;
mod excise_movement;
mod presentation;
mod verdict;

pub use presentation::new_since_sent;
pub use verdict::{check, judge, validate, validate_by_law_of};
