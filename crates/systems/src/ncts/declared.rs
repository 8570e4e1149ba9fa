//! The traders' messages that are read back by the tables that write them.

use super::tables;
use crate::commission::declared::{Purpose, Written};

pub(super) const WRITTEN: &[Written] = &[
    Written {
        table: &tables::CC015C,
        purpose: Purpose::Declare,
    },
    Written {
        table: &tables::CC013C,
        purpose: Purpose::Amend,
    },
    Written {
        table: &tables::CC170C,
        purpose: Purpose::Present,
    },
    Written {
        table: &tables::CC014C,
        purpose: Purpose::Invalidate,
    },
];
