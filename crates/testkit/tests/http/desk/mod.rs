//! What people's screens stand on, over HTTP: on every store.

mod bulk;
mod day;
mod declarant;
mod files;
mod listening;
mod lists;
mod notes;
mod operations;
mod stream;
