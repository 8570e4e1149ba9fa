//! Reading the store into what decisions are made of.

mod cached;
mod declarations;
mod inputs;
mod numbers;
mod shipments;

pub(crate) use cached::watch_of;
pub(crate) use declarations::{load_declaration, load_states};
pub(crate) use inputs::{
    declarations_of_run, inputs_of, inputs_on, load_earlier, load_inputs, load_other_days,
    load_records,
};
pub(crate) use numbers::{Said, load_assignments, load_numbers};
pub(crate) use shipments::{load_run, load_update};
