//! The messages we write, as tables: each in the message's order; what may follow the declaration
//! is in `requests`.

mod cc507c;
mod cc515c;
mod cc583c;
mod documents;
mod item;
mod parties;
mod requests;
mod transport;

use std::sync::LazyLock;

use cas_model::action_content::{ArrivalAtExit, ExitEvidence};

use crate::table::{Table, table};

/// The declaration for export, CC515C.
pub static CC515C: LazyLock<Table> = LazyLock::new(|| table!("CC515C", cc515c::ROWS));

/// The amendment of the declaration.
pub static CC513C: LazyLock<Table> = LazyLock::new(|| table!("CC513C", requests::CC513C_ROWS));

/// The request for invalidation.
pub static CC514C: LazyLock<Table> = LazyLock::new(|| table!("CC514C", requests::CC514C_ROWS));

/// The notification that pre-lodged goods are presented.
pub static CC511C: LazyLock<Table> = LazyLock::new(|| table!("CC511C", requests::CC511C_ROWS));

/// The answer to customs' question whether the goods have left.
pub static CC583C: LazyLock<Table> =
    LazyLock::new(|| table!("CC583C", cc583c::ROWS, said ExitEvidence));
/// The notification that the goods have arrived at the office of exit.
pub static CC507C: LazyLock<Table> =
    LazyLock::new(|| table!("CC507C", cc507c::ROWS, said ArrivalAtExit));

/// Every message we write, the declaration first.
#[must_use]
pub fn all() -> [&'static Table; 6] {
    [&CC515C, &CC513C, &CC514C, &CC511C, &CC583C, &CC507C]
}
