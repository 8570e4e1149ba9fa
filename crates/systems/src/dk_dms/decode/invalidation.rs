//! CWMINV: customs has invalidated the declaration.

use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{all_words, moment};

pub(super) const CWMINV: Kind = Kind {
    name: "CWMINV",
    read: |notification, message| {
        let cancelled = moment(notification, "Declaration/CancellationDateTime");
        message.facts.invalidation = Some(InvalidationDecision {
            invalidated: true,
            // Customs does not say so; our history knows whether we asked for it.
            initiated_by_customs: false,
            decided_at: cancelled.map(str::to_owned),
            justification: all_words(notification),
        });
        Ok(())
    },
    event: |_, _| Event::Invalidated,
};
