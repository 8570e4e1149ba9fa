//! CC513C: the amendment. It repeats the whole declaration as it is to be, so all rows but those of
//! the operation are the declaration's: the operation may be named by its MRN.

use super::cc515c;
use crate::commission::rows::{LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED};
use crate::table::{Row, part};

pub(super) const ROWS: [Row; 12] = {
    let mut rows = cc515c::ROWS;
    rows[0] = part("ExportOperation", "", &OPERATION).required();
    rows
};

const OPERATION: [Row; 9] = {
    let declared = cc515c::OPERATION;
    let mut rows = [LRN_BEFORE_ACCEPTANCE; 9];
    rows[1] = MRN_ONCE_ACCEPTED;
    let mut at = 1;
    while at < declared.len() {
        rows[at + 1] = declared[at];
        at += 1;
    }
    rows
};
