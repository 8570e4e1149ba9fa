//! The laws and cases of decision tables.

mod analysis;
mod budget;
mod builder;
mod cells;
mod certain;
mod differences;
mod exchange;
mod explanation;
mod formulas;
mod inputs;
mod near_misses;
mod policies;
mod refusals;
mod results;
mod same_answers;
mod sheets;
mod spelling;
mod table_tests;
mod whole;
mod xlsx;
