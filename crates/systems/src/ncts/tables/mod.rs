//! The messages we write, as tables: one file per message, in the message's order.

mod cc013c;
mod cc014c;
mod cc015c;
mod cc170c;
mod documents;
mod houses;
mod parties;
mod transport;

use std::sync::LazyLock;

use crate::table::{Table, table};

/// The declaration for transit, CC015C.
pub static CC015C: LazyLock<Table> = LazyLock::new(|| table!("CC015C", cc015c::ROWS));
/// The amendment of the declaration.
pub static CC013C: LazyLock<Table> = LazyLock::new(|| table!("CC013C", cc013c::ROWS));
/// The request for invalidation.
pub static CC014C: LazyLock<Table> = LazyLock::new(|| table!("CC014C", cc014c::ROWS));
/// The notification that pre-lodged goods are presented.
pub static CC170C: LazyLock<Table> = LazyLock::new(|| table!("CC170C", cc170c::ROWS));

/// Every message we write, the declaration first.
#[must_use]
pub fn all() -> [&'static Table; 4] {
    [&CC015C, &CC013C, &CC014C, &CC170C]
}
