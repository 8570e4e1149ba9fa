//! What is watched while facts are recorded: who wants to hear, what is due when, which flows wait.

use std::collections::HashMap;
use std::sync::Arc;

use cas_model::ids::{SubscriptionId, SystemCode, TenantId};
use cas_model::lifecycle::Event;
use cas_model::notification::EventFilter;
use cas_model::record::DeclarationRecord;

use crate::configuration::TenantConfiguration;
use crate::deadlines::Deadlines;
use crate::declaration::may_start_steps;

/// A subscription and what it wants to hear of.
#[derive(Clone, Debug)]
pub struct Listener {
    /// The subscription that a delivery goes to.
    pub subscription: SubscriptionId,
    /// What it wants to hear of.
    pub filters: Vec<EventFilter>,
}

/// What a unit of work must know of its tenants to record facts.
#[derive(Debug, Default)]
pub struct Watch {
    /// Who wants to hear of what.
    pub listeners: HashMap<TenantId, Vec<Listener>>,
    /// How long is waited for what.
    pub deadlines: HashMap<(TenantId, SystemCode), Deadlines>,
    /// The configuration as far as it is known without asking for it.
    pub configurations: HashMap<TenantId, Arc<TenantConfiguration>>,
}

impl Watch {
    /// Whether an event may start steps of a declaration's flow ([`may_start_steps`]). Where the
    /// flow is not known here it may, and whoever looks reads it.
    #[must_use]
    pub fn may_start_steps(&self, row: &DeclarationRecord, event: Event) -> bool {
        // What customs told us of has no flow.
        let Some(flow) = &row.flow else {
            return false;
        };
        let configuration = self.configurations.get(&row.tenant_id);
        let flow = configuration.and_then(|known| known.flow(flow, row.flow_version));
        flow.is_none_or(|flow| may_start_steps(flow, row, event))
    }
}
