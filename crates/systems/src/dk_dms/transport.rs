//! How do messages travel to DMS?
//!
//! DMS is reached by AS4: a message goes to a service, as an action. AS4 itself is not spoken here:
//! a gateway stands between, which takes each message at a path made of both, such as
//! `/DMS.Import2/Declaration.Submit`, and hands on what customs says. What it must do is written in
//! `docs/denmark.md`.

use cas_gateway::Intent;

use super::tables::editions::{B1, I2};

/// The AS4 message property that says what is declared (H1, H7, …); customs wants it of each message.
pub const PROCEDURE_TYPE: &str = "proceduretype";

/// The AS4 message property that names the message of ours that customs answers. The gateway gives
/// the message its AS4 identifier when it takes it, and says it in this header; what it delivers
/// later in answer to that message, it delivers with the same.
pub const ANSWERED_MESSAGE: &str = "reftooriginalmessageid";

/// The path that takes the message for an intent. Imports go to the service `DMS.Import2`, exports to
/// `DMS.Export` (`DMS.Export2` takes requests for notifications only).
#[must_use]
pub fn path_of(declared_as: &str, intent: &Intent) -> &'static str {
    match (declared_as, intent) {
        (I2, Intent::Declare | Intent::Tell(_)) => "/DMS.Import2/Presentation.I2EIDR",
        (B1, Intent::Declare | Intent::Tell(_)) => "/DMS.Export/Declaration.Submit",
        (B1, Intent::PresentGoods) => "/DMS.Export/Declaration.Amend.Goodspresented",
        (B1, Intent::Amend { .. }) => "/DMS.Export/Declaration.Amend",
        (B1, Intent::Invalidate { .. }) => "/DMS.Export/Declaration.Invalidate",
        (_, Intent::Declare | Intent::Tell(_)) => "/DMS.Import2/Declaration.Submit",
        (_, Intent::PresentGoods) => "/DMS.Import2/Declaration.Amend.Goodspresented",
        (_, Intent::Amend { .. }) => "/DMS.Import2/Declaration.Amend",
        (_, Intent::Invalidate { .. }) => "/DMS.Import2/Declaration.Invalidate",
    }
}
