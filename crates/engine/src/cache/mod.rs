//! What a node keeps in memory of its tenants, and how long it is believed.

mod asked_tables;
mod configurations;
mod in_hand;
mod last_answers;
mod lists;
mod refused_callbacks;

pub(crate) use asked_tables::{AskedKey, AskedTable, AskedTables};
pub(crate) use configurations::{Configurations, Connections};
pub(crate) use in_hand::InHand;
pub(crate) use last_answers::LastAnswers;
pub(crate) use lists::ListCache;
pub(crate) use refused_callbacks::{Place, RefusedCallbacks};
