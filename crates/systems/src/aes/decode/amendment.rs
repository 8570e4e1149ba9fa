//! CC504C: an amendment is accepted.

use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::reading::required;

pub(super) const CC504C: Kind = Kind {
    name: "CC504C",
    read: |root, _| required(root, "ExportOperation/amendmentAcceptanceDateAndTime").map(drop),
    event: |_, _| Event::AmendmentAccepted,
};
