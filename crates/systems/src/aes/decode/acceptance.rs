//! CC528C: the declaration is accepted, and has its MRN.

use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::Kind;
use crate::commission::decode::acceptance;

pub(super) const CC528C: Kind = Kind {
    name: "CC528C",
    read: |root, message| acceptance(root, OPERATION, message),
    event: |_, _| Event::Accepted,
};
