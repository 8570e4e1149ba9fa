//! What do the codes of inventories mean? One that is not here is shown as it came.
//!
//! Source: the codes that HMRC's own service for movements explains.

use cas_model::declaration::CodeText;
use cas_model::{KnownPath, path};

use crate::answer::look_up;

/// The answer to a request: it is rejected.
pub(crate) const REJECTED: &str = "3";

/// What a movement came to: it is done.
pub(crate) const SUCCESS: &str = "000";

/// What a request came to (action code).
const ACTIONS: &[(&str, &str)] = &[
    ("1", "acknowledged and processed"),
    ("2", "acknowledged, and processed in part"),
    (REJECTED, "rejected"),
];

/// What a movement came to (crc).
const RESULTS: &[(&str, &str)] = &[
    (SUCCESS, "success"),
    ("101", "the pre-lodged declaration has not arrived"),
    ("102", "the declaration has not arrived"),
];

/// The route of entry (ROE).
const ROUTES: &[(&str, &str)] = &[
    ("0", "risks are not assessed yet"),
    ("1", "documentary control"),
    ("2", "physical control, or one by another authority"),
    ("3", "documentary control that does not hold the goods"),
    ("6", "no control required"),
    ("H", "provisional route of a pre-lodged declaration"),
];

/// The status of entry (SOE) of a declaration.
const STATUSES: &[(&str, &str)] = &[
    ("1", "declaration is being validated"),
    ("2", "goods are released"),
    ("3", "cleared"),
    ("4", "invalidated"),
    ("5", "rejected"),
    ("6", "handled outside the system"),
    ("7", "correction is being validated"),
    ("8", "registered before the goods arrive"),
    ("9", "accepted"),
    ("10", "accepted at the arrival of the goods"),
    ("11", "rejected at the arrival of the goods"),
    ("12", "corrected"),
    ("13", "supplemented"),
    ("14", "risks are assessed"),
    ("15", "customs' position is determined"),
    ("16", "cleared after the release of the goods"),
    ("17", "guarantees are insufficient"),
    ("D", "departed"),
    ("F", "frustrated"),
];

/// The status of entry (SOE) of a consolidation.
const MASTER_STATUSES: &[(&str, &str)] = &[
    ("0", "open"),
    ("3", "has permission to proceed"),
    ("C", "shut, without permission to proceed"),
    ("D", "departed"),
    ("E", "empty"),
    ("F", "frustrated"),
];

/// The input customs status (ICS).
const INPUT_STATUSES: &[(&str, &str)] = &[
    ("3", "invalidated at the trader's request"),
    ("6", "invalidated by customs"),
];

/// The lists of codes.
#[derive(Clone, Copy)]
pub(crate) enum List {
    /// What a request came to.
    Action,
    /// What a movement came to.
    Result,
    /// The route of entry.
    Route,
    /// The status of a declaration.
    Status,
    /// The status of a consolidation.
    MasterStatus,
    /// The input customs status.
    InputStatus,
}

impl List {
    const fn codes(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Action => ACTIONS,
            Self::Result => RESULTS,
            Self::Route => ROUTES,
            Self::Status => STATUSES,
            Self::MasterStatus => MASTER_STATUSES,
            Self::InputStatus => INPUT_STATUSES,
        }
    }

    /// A code with what it means, where that is known.
    pub(crate) fn explain(self, code: &str) -> CodeText {
        CodeText {
            code: code.to_owned(),
            text: look_up(self.codes(), code).map(str::to_owned),
        }
    }
}

/// An error of a request.
pub(crate) struct RequestError {
    /// The code that customs has for it.
    pub code: &'static str,
    /// What it says, for people.
    pub words: &'static str,
    /// The field of ours that it is about.
    pub field: Option<KnownPath>,
}

const UCR: Option<KnownPath> = Some(path!("goodsShipment.previousDocuments"));
const PLACE: Option<KnownPath> = Some(path!("goodsShipment.consignment.goodsLocation"));

const fn error(code: &'static str, words: &'static str, field: Option<KnownPath>) -> RequestError {
    RequestError { code, words, field }
}

const ERRORS: &[RequestError] = &[
    error("01", "The UCR has not the form of a DUCR or MUCR", UCR),
    error(
        "02",
        "Customs does not know the software that sends (client ID)",
        None,
    ),
    error(
        "03",
        "The UCR is not the top of its consolidation: move the master",
        UCR,
    ),
    error(
        "04",
        "The MUCR cannot be consolidated before it is shut",
        UCR,
    ),
    error("05", "The master is in the same consolidation already", UCR),
    error("06", "There is no such consolidation", UCR),
    error("07", "The consolidation is shut already", UCR),
    error("08", "The type of the UCR does not go with its form", UCR),
    error("10", "There is no such declaration", UCR),
    error("11", "The UCR is associated with the MUCR already", UCR),
    error(
        "12",
        "The goods arrived at another location than they depart from",
        PLACE,
    ),
    error(
        "13",
        "The goods have not arrived at the location they depart from",
        PLACE,
    ),
    error(
        "14",
        "Not every declaration of the consignment has permission to proceed",
        None,
    ),
    error("15", "The declaration is cancelled or has ended", None),
    error(
        "16",
        "Customs knows no declaration, DUCR or MUCR of this reference",
        UCR,
    ),
    error("17", "The consolidation has its most levels or items", UCR),
    error("18", "The time of arrival or departure is not valid", None),
    error("19", "The MUCR cannot depart before it is shut", UCR),
    error("20", "The time is more than 25 hours in the future", None),
    error("21", "The UCR is no MUCR", UCR),
    error(
        "22",
        "The UCR that is to be disassociated does not exist",
        UCR,
    ),
    error(
        "23",
        "The UCR that is to be disassociated is not associated",
        UCR,
    ),
    error(
        "24",
        "The UCR does not go with what is asked of the consolidation",
        UCR,
    ),
    error("25", "The MUCR is empty", UCR),
    error("26", "The exit message is not valid", None),
    error("27", "You have no permission for this location", PLACE),
    error("28", "The location of the goods is not valid", PLACE),
    error("29", "The MUCR has departed", UCR),
    error("30", "The UCR was rejected on arrival", UCR),
    error("101", "The pre-lodged declaration has not arrived", None),
    error("102", "The declaration has not arrived", None),
    error(
        REJECTED,
        "Customs rejected the notification of the movement",
        None,
    ),
];

/// What is known of an error.
pub(crate) fn error_of(code: &str) -> Option<&'static RequestError> {
    ERRORS.iter().find(|error| error.code == code)
}
