//! CC013C: the amendment. It repeats the whole declaration as it is to be, so all rows but those of
//! the operation are the declaration's: the operation may be named by its MRN, and a flag says
//! whether the amendment answers customs' refusal of a guarantee.

use super::cc015c;
use crate::commission::rows::{LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED};
use crate::table::Format::Flag;
use crate::table::{Row, Source, must, part};

pub(super) const ROWS: [Row; 10] = {
    let mut rows = cc015c::ROWS;
    rows[0] = part("TransitOperation", "", &OPERATION).required();
    rows
};

const OPERATION: [Row; 13] = {
    let declared = cc015c::OPERATION;
    let last = declared.len() - 1;
    // Where nothing else is put, before the limit date, the flag stays.
    let mut rows = [AMENDMENT_TYPE_FLAG; 13];
    rows[0] = LRN_BEFORE_ACCEPTANCE;
    rows[1] = MRN_ONCE_ACCEPTED;
    let mut at = 1;
    while at < last {
        rows[at + 1] = declared[at];
        at += 1;
    }
    rows[last + 2] = declared[last];
    rows
};

const AMENDMENT_TYPE_FLAG: Row =
    must("amendmentTypeFlag", "", Flag).from(Source::Given("amendmentTypeFlag", ""));
