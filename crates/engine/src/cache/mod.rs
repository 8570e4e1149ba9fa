//! What a node keeps in memory of its tenants, and how long it is believed.

mod configurations;
mod in_hand;
mod lists;

pub(crate) use configurations::{Configurations, Connections};
pub(crate) use in_hand::InHand;
pub(crate) use lists::ListCache;
