//! DMSRCV: customs has received a message. Of a declaration before the goods are there it means
//! that it is registered until they arrive.

use cas_model::lifecycle::Event;

use super::Kind;

pub(super) const DMSRCV: Kind = Kind {
    code: "02",
    name: "DMSRCV",
    read: |_, _| Ok(()),
    event: |_, document| {
        let declared = document.add_decl_type1.as_deref();
        if declared.is_some_and(|declared| PRE_LODGED.contains(&declared)) {
            Event::PreLodged
        } else {
            Event::Acknowledged
        }
    },
};

/// Additional declaration types of what is declared before the goods are there: in full,
/// simplified once, simplified as a rule, and by an entry in the declarant's records.
const PRE_LODGED: &[&str] = &["D", "E", "F", "K"];
