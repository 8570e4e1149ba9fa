//! What every correction does to a declaration in every status, at every place of a flow: over
//! HTTP, against the authority, on every store. `docs/corrections.md` is this table.

mod cells;
mod matrix;
mod starts;
mod stories;
