//! How do messages travel to DMS?
//!
//! DMS is reached by AS4: a message goes to a service, as an action. AS4 itself is not spoken here:
//! a gateway stands between, which takes each message at a path made of both, such as
//! `/DMS.Import2/Declaration.Submit`, and pushes notifications as they come.

use cas_gateway::Intent;

/// The service of a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Declarations for import: the service `DMS.Import2`.
    Import,
    /// Declarations for export: the service `DMS.Export2`.
    Export,
}

/// The path that takes the message for an intent.
#[must_use]
pub const fn path_of(service: Service, intent: &Intent) -> &'static str {
    match (service, intent) {
        (Service::Import, Intent::Declare | Intent::Tell(_)) => "/DMS.Import2/Declaration.Submit",
        (Service::Import, Intent::PresentGoods) => "/DMS.Import2/Declaration.Amend.Goodspresented",
        (Service::Import, Intent::Amend { .. }) => "/DMS.Import2/Declaration.Amend",
        (Service::Import, Intent::Invalidate { .. }) => "/DMS.Import2/Declaration.Invalidate",
        (Service::Export, Intent::Declare | Intent::Tell(_)) => "/DMS.Export2/Declaration.Submit",
        (Service::Export, Intent::PresentGoods) => "/DMS.Export2/Declaration.Amend.Goodspresented",
        (Service::Export, Intent::Amend { .. }) => "/DMS.Export2/Declaration.Amend",
        (Service::Export, Intent::Invalidate { .. }) => "/DMS.Export2/Declaration.Invalidate",
    }
}
