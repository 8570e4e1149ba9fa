//! How the engine behaves.

use std::path::PathBuf;
use std::time::Duration;

use cas_process::schedule::RetrySchedule;
use cas_store::TaskKind;

use crate::outbound::{AddressPolicy, AllowedPorts};

/// How the engine behaves.
#[derive(Clone, Debug)]
pub struct EngineSettings {
    /// Where people and machines reach us, without a slash at the end.
    pub public_url: String,
    /// Which addresses webhooks may go to.
    pub webhook_addresses: AddressPolicy,
    /// Which ports webhooks may go to; looked at when somebody subscribes.
    pub webhook_ports: AllowedPorts,
    /// Which addresses customs connections may go to; every tenant configures its own.
    pub customs_addresses: AddressPolicy,
    /// The folder of client certificates, with one folder for each tenant; none are used without.
    pub certificates: Option<PathBuf>,
    /// When webhooks are tried again.
    pub webhook_retry: RetrySchedule,
    /// How many tasks a worker claims at once.
    pub batch: u32,
    /// How many messages, and how many webhooks, are posted at once; a tenant has half of the
    /// places at most.
    pub concurrent_posts: usize,
    /// How many of them to one customs system of a tenant, or to one subscription.
    pub posts_per_endpoint: usize,
    /// For how many tenants at once something is decided.
    pub concurrent_steps: usize,
    /// How long one step may take before others go on without it.
    pub step_limit: Duration,
    /// How many bytes a file at a declaration or a shipment may have.
    pub file_limit: i64,
    /// How many bytes all such files of a tenant may have.
    pub files_of_tenant: i64,
    /// After how many attempts a step that took longer is given up and shown.
    pub attempts_stuck: u32,
    /// After how many attempts a task that fails for no foreseen reason is given up and shown.
    pub attempts: u32,
    /// The same for tasks that wait for someone else, and have a schedule of their own.
    pub attempts_outside: u32,
}

impl EngineSettings {
    /// After how many attempts a task of a kind is given up.
    pub(crate) fn attempts_of(&self, kind: TaskKind) -> u32 {
        match kind {
            TaskKind::Ingest
            | TaskKind::Advance
            | TaskKind::GoOn
            | TaskKind::Act
            | TaskKind::Bulk => self.attempts,
            TaskKind::Transmit | TaskKind::Interpret | TaskKind::Deliver | TaskKind::Pull => {
                self.attempts_outside
            }
        }
    }
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            webhook_addresses: AddressPolicy::PublicOnly,
            webhook_ports: AllowedPorts::default(),
            customs_addresses: AddressPolicy::PublicOnly,
            certificates: None,
            webhook_retry: RetrySchedule::webhook_default(),
            batch: 128,
            concurrent_posts: 128,
            posts_per_endpoint: 16,
            concurrent_steps: 16,
            step_limit: Duration::from_secs(60),
            file_limit: 20_000_000,
            files_of_tenant: 10_000_000_000,
            attempts_stuck: 3,
            attempts: 20,
            attempts_outside: 1_000,
        }
    }
}
