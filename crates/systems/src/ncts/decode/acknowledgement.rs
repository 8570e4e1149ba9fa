//! CC928C: customs has received the declaration. Of a pre-lodged one it means that it is
//! registered until the goods are presented.

use super::OPERATION;
use crate::answer::Kind;
use crate::commission::decode::{acknowledgement, acknowledgement_event};

pub(super) const CC928C: Kind = Kind {
    name: "CC928C",
    read: |root, message| acknowledgement(root, OPERATION, message),
    event: |_, document| acknowledgement_event(document),
};
