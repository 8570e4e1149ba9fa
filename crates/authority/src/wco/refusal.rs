//! How does customs say no, and how does it decide upon a request?

use super::{CANCELLATION, Dialect, Fault};
use crate::answer::{Answer, Decision, Detail, Problem};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;

/// A rejection for these errors.
pub(crate) fn rejection(dialect: &Dialect, problems: Vec<Problem>) -> Answer {
    Answer::detailed(dialect.kinds.rejected, Detail::Problems(problems))
}

/// A rejection for one fault.
pub(super) fn refusal(dialect: &Dialect, fault: Fault) -> Answer {
    rejection(dialect, vec![fault.into()])
}

/// A decision on a request.
pub(super) fn decision(dialect: &Dialect, decision: Decision) -> Answer {
    Answer::detailed(dialect.kinds.decided, Detail::Decision(decision))
}

/// The detail that a rejection or a decision cannot do without, when it is only named.
pub(crate) fn detail(
    dialect: &Dialect,
    kind: &str,
    markers: &Markers,
    origin: &Origin,
) -> Option<Detail> {
    let is_refused = markers.has(Marker::NoAmendment) || markers.has(Marker::NoInvalidation);
    let is_requested = origin.message == CANCELLATION && !markers.has(Marker::Invalidate);
    let kinds = &dialect.kinds;
    let decided = |is_so: bool, then: Decision, otherwise: Decision| {
        Some(Detail::Decision(if is_so { then } else { otherwise }))
    };
    match kind {
        kind if kind == kinds.rejected.code => {
            Some(Detail::Problems((dialect.example_problems)(origin)))
        }
        kind if kind == kinds.decided.code => {
            decided(is_refused, Decision::Refused, Decision::Granted)
        }
        kind if kind == kinds.invalidated.code => {
            decided(is_requested, Decision::Granted, Decision::ByCustoms)
        }
        _ => None,
    }
}
