//! What becomes of what is waited for while a declaration stays where it is?
//!
//! Its timer begins when a declaration comes into a status. What leaves it there leaves the timer
//! too, but for the events in these rows: one that customs' turn follows stops it, one that undoes
//! that begins it anew.

use super::Event as E;
use super::Status as S;
use super::{Event, Family, Status};

/// What an event does to a timer that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing is waited for any more.
    Stop,
    /// It is waited for from now on, for as long as at first.
    Again,
}

/// Rows of a table: in each of these statuses, this event does that to the timer.
#[derive(Debug)]
pub struct TimerChange {
    /// The event that leaves the declaration in its status.
    pub on: Event,
    /// What it does to the timer.
    pub then: Then,
    /// The statuses in which it does; every one where none is named.
    pub statuses: &'static [Status],
}

/// What is sent again is answered later.
const RESENT: TimerChange = change(E::ResendRequested, Then::Again, &[]);

const OF_ALL: &[TimerChange] = &[RESENT];

/// Customs that asked whether goods have left waits no more once it has our answer; where it did
/// not get or take the answer, it waits again.
const OF_CUSTOMS: &[TimerChange] = &[
    RESENT,
    change(E::ExitEvidenceSubmitted, Then::Stop, ASKED_OF_EXIT),
    change(E::MessageRefused, Then::Again, ASKED_OF_EXIT),
    change(E::TransmissionFailed, Then::Again, ASKED_OF_EXIT),
];
const ASKED_OF_EXIT: &[S] = &[S::ExitConfirmationNotYetReceived];

const fn change(on: Event, then: Then, statuses: &'static [Status]) -> TimerChange {
    TimerChange { on, then, statuses }
}

impl Family {
    /// The table of what events do to timers.
    #[must_use]
    pub const fn timer_changes(self) -> &'static [TimerChange] {
        match self {
            Self::Transit | Self::Excise => OF_ALL,
            Self::Customs => OF_CUSTOMS,
        }
    }

    /// What an event does to the timer of a status in which it leaves a declaration.
    #[must_use]
    pub fn timer_change(self, status: Status, event: Event) -> Option<Then> {
        let mut rows = self.timer_changes().iter();
        let row = rows.find(|row| {
            row.on == event && (row.statuses.is_empty() || row.statuses.contains(&status))
        });
        row.map(|row| row.then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::To;

    /// A row for an event that moves the declaration, or for a status without a timer, would never
    /// be asked for.
    #[test]
    fn a_change_is_of_a_timer_that_runs_and_of_an_event_that_stays() {
        for family in Family::ALL {
            for row in family.timer_changes() {
                let named = match row.statuses {
                    [] => family.statuses(),
                    named => named.to_vec(),
                };
                let stays = |status: &S| family.leads(*status, row.on) == Some(To::Same);
                let has_timer = |status: &S| {
                    let timers = family.timers().iter();
                    timers.flat_map(|timer| timer.statuses).any(|s| s == status)
                };
                let counts = |status: &S| stays(status) && has_timer(status);
                let is_of_all = row.statuses.is_empty() && named.iter().any(counts);
                assert!(
                    is_of_all || named.iter().all(counts),
                    "{family:?}: {row:?} is never asked for"
                );
            }
        }
    }

    #[test]
    fn what_is_answered_is_not_waited_for() {
        let asked = S::ExitConfirmationNotYetReceived;
        for (family, status, event, expected) in [
            (
                Family::Customs,
                asked,
                E::ExitEvidenceSubmitted,
                Some(Then::Stop),
            ),
            (Family::Customs, asked, E::MessageRefused, Some(Then::Again)),
            (
                Family::Customs,
                asked,
                E::TransmissionFailed,
                Some(Then::Again),
            ),
            (Family::Customs, asked, E::ExitAsked, None),
            (Family::Customs, S::Released, E::ExitEvidenceSubmitted, None),
            (
                Family::Transit,
                S::Submitted,
                E::ResendRequested,
                Some(Then::Again),
            ),
            (
                Family::Excise,
                S::Submitted,
                E::ResendRequested,
                Some(Then::Again),
            ),
            (Family::Excise, S::Submitted, E::TransmissionFailed, None),
        ] {
            assert_eq!(
                family.timer_change(status, event),
                expected,
                "{status} {event:?}"
            );
        }
    }
}
