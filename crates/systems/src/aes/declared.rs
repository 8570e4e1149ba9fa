//! The traders' messages that are read back by the tables that write them.

use super::tables;
use crate::commission::declared::{Purpose, Written};

pub(super) const WRITTEN: &[Written] = &[
    Written {
        table: &tables::CC515C,
        purpose: Purpose::Declare,
    },
    Written {
        table: &tables::CC513C,
        purpose: Purpose::Amend,
    },
    Written {
        table: &tables::CC511C,
        purpose: Purpose::Present,
    },
    Written {
        table: &tables::CC514C,
        purpose: Purpose::Invalidate,
    },
];
