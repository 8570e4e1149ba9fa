//! What people's screens stand on, over HTTP: on every store.

mod bulk;
mod files;
mod listening;
mod lists;
mod notes;
mod operations;
mod stream;
