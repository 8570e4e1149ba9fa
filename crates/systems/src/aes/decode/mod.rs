//! What does customs tell us? The messages stand in files by what they are about: what each must
//! have, what of it becomes facts, and which event it is. Each is named once, in [`KINDS`].
//! Elements are found by their names, in whatever order they come.

mod acceptance;
mod control;
mod decision;
mod exit;
mod rejection;

use crate::answer::AnswerKind;
use crate::commission::decode::{CC906C, CC917C};

/// The group that names the declaration.
pub(super) const OPERATION: &str = "ExportOperation";

/// Every message that we read.
pub static KINDS: &[AnswerKind] = &[
    acceptance::CC504C,
    decision::CC509C,
    exit::CC525C,
    acceptance::CC528C,
    decision::CC529C,
    decision::CC551C,
    rejection::CC556C,
    rejection::CC557C,
    control::CC560C,
    control::CC561C,
    exit::CC582C,
    exit::CC599C,
    CC906C,
    CC917C,
    acceptance::CC928C,
];

/// Messages of AES that we recognise and do not read: they are of procedures we do not do.
pub(super) const NOT_READ: &[(&str, &str)] = &[
    ("CC519C", "control results of a simplified procedure"),
    ("CC521C", "exit: diversion"),
    ("CC522C", "exit: release refused to the carrier"),
    ("CC531C", "supplementary declarations"),
    ("CC548C", "exit: manifest"),
    ("CC571C", "re-export notification"),
    ("CC574C", "re-export notification"),
    ("CC604C", "exit summary declaration"),
    ("CC609C", "exit summary declaration"),
    ("CC628C", "exit summary declaration"),
];
