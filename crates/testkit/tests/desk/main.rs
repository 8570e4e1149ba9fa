//! What people's screens stand on, over HTTP: on every store.

mod listening;
mod notes;
mod stream;
