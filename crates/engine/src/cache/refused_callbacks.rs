//! Which refused callbacks were told when, so that a flood of them is told once a minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use cas_model::ids::{SystemCode, TenantId};
use jiff::{SignedDuration, Timestamp};

/// How often it is told at most, for each tenant and system.
const TOLD_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Whose callbacks are refused; none where that is not known.
pub(crate) type Place = Option<(TenantId, SystemCode)>;

/// Which refusals were told when. One entry for each tenant and system that exist, and one for
/// all that do not.
#[derive(Debug, Default)]
pub(crate) struct RefusedCallbacks(Mutex<HashMap<Place, Told>>);

#[derive(Debug)]
struct Told {
    at: Timestamp,
    since: u64,
}

impl RefusedCallbacks {
    /// Counts a refusal; how many there were since one was told, where one is to be told.
    pub(crate) fn count(&self, place: &Place, now: Timestamp) -> Option<u64> {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(before) = told.get_mut(place) else {
            told.insert(place.clone(), Told { at: now, since: 0 });
            return Some(1);
        };
        before.since += 1;
        if now.duration_since(before.at) < TOLD_EVERY {
            return None;
        }
        let refused = before.since;
        *before = Told { at: now, since: 0 };
        Some(refused)
    }
}
