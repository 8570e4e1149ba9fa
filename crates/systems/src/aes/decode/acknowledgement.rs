//! CC928C: customs has received the declaration. Of a pre-lodged one it means that it is
//! registered until the goods are presented. It is not among the messages whose types we have, but
//! the same in all of the Commission's systems where a national customs sends it.

use super::OPERATION;
use crate::answer::Kind;
use crate::commission::decode::{acknowledgement, acknowledgement_event};

pub(super) const CC928C: Kind = Kind {
    name: "CC928C",
    read: |root, message| acknowledgement(root, OPERATION, message),
    event: |_, document| acknowledgement_event(document),
};
