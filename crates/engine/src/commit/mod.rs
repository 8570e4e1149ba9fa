//! Committing what was decided, one piece of work at a time.

mod changes;
mod piece;

pub(crate) use changes::changes_of;
pub(crate) use piece::{DEAD_TASK, Piece, commit, commit_each, put_off_stuck, put_off_waiting};
