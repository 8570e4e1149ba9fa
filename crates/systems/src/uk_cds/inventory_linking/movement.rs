//! Which movements are notified, and with which action?

use cas_gateway::{EncodeError, Request};
use cas_model::lifecycle::Action;
use cas_model::{ActionContent, FieldPath};

use crate::tells::{Tell, as_said};

/// A movement that is notified.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Movement {
    /// The code of its message.
    pub code: &'static str,
    /// What its time is called among the values given with a request.
    pub time: &'static str,
}

/// Exported goods arrive at a location. Those of a pre-lodged declaration are presented so.
pub(crate) static ARRIVAL: Movement = Movement {
    code: "EAL",
    time: "arrived",
};

/// Exported goods depart from a location.
pub(crate) static DEPARTURE: Movement = Movement {
    code: "EDL",
    time: "departed",
};

/// What is told of the movements of released goods.
pub(crate) const TELLS: &[Tell<Movement>] = &[
    Tell {
        action: Action::ArrivalAtExit,
        message: |_| &ARRIVAL,
        complete: arrival_at_exit,
    },
    Tell {
        action: Action::GoodsDeparted,
        message: |_| &DEPARTURE,
        complete: as_said,
    },
];

/// An arrival is that of the consignment as it was declared.
fn arrival_at_exit(content: &mut ActionContent, _: &Request<'_>) -> Result<(), EncodeError> {
    let ActionContent::ArrivalAtExit(arrival) = content else {
        return Ok(());
    };
    let unsayable = [
        ("exitOffice", arrival.exit_office.is_some()),
        ("stored", arrival.stored == Some(true)),
        ("discrepancies", arrival.discrepancies == Some(true)),
    ];
    match unsayable.iter().find(|(_, is_said)| *is_said) {
        None => Ok(()),
        Some((field, _)) => Err(EncodeError::Document {
            path: FieldPath::new(*field),
            problem: "has no place in the notification of an arrival (EAL); leave it out"
                .to_owned(),
        }),
    }
}
