//! The messages we write, as tables: each in the message's order; what may follow the declaration
//! is in `requests`.

mod cc015c;
mod documents;
mod houses;
mod parties;
mod requests;
mod transport;

use std::sync::LazyLock;

use crate::table::{Table, table};

/// The declaration for transit, CC015C.
pub static CC015C: LazyLock<Table> = LazyLock::new(|| table!("CC015C", cc015c::ROWS));

/// The amendment of the declaration.
pub static CC013C: LazyLock<Table> = LazyLock::new(|| table!("CC013C", requests::CC013C_ROWS));

/// The request for invalidation.
pub static CC014C: LazyLock<Table> = LazyLock::new(|| table!("CC014C", requests::CC014C_ROWS));

/// The notification that pre-lodged goods are presented.
pub static CC170C: LazyLock<Table> = LazyLock::new(|| table!("CC170C", requests::CC170C_ROWS));

/// Every message we write, the declaration first.
#[must_use]
pub fn all() -> [&'static Table; 4] {
    [&CC015C, &CC013C, &CC014C, &CC170C]
}
