//! `cas audit`: is the audit trail as it was written?

use std::process::ExitCode;

use cas_store::Store;

use super::store::choose_tenant;
use crate::config::ConfigArguments;
use crate::terminal::say;

/// Look at the audit trail.
#[derive(Debug, clap::Args)]
pub struct Audit {
    #[command(subcommand)]
    command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Check that no entry was changed, removed or added since it was written; names the first that was.
    Verify {
        /// The tenant by its name or id; all where it is left out.
        #[arg(long)]
        tenant: Option<String>,
        #[command(flatten)]
        config: ConfigArguments,
    },
}

impl Audit {
    /// Runs the subcommand that was named; fails where a chain is broken.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Subcommand::Verify { tenant, config } = self.command;
        let store = Store::open_to_read(&config.load()?.existing_store()?).await?;
        let tenants = match tenant {
            Some(name) => vec![choose_tenant(&store, Some(&name)).await?],
            None => store.tenants().await?,
        };
        let mut outcome = ExitCode::SUCCESS;
        for tenant in tenants {
            let found = store.verify_audit(tenant.id, 1, u64::MAX).await?;
            let (name, entries, unchained) = (&tenant.name, found.entries, found.unchained);
            match (&found.broken, &found.head) {
                (Some(broken), _) => {
                    outcome = ExitCode::FAILURE;
                    let (place, reason) = (broken.sequence, &broken.reason);
                    say(format_args!("{name}: broken at entry {place}: {reason}"));
                }
                (None, Some(head)) => say(format_args!(
                    "{name}: {entries} entries are as they were written, {unchained} are not \
                     chained; the last is {} with the hash {}",
                    head.sequence, head.hash
                )),
                (None, None) => say(format_args!("{name}: no entry is chained yet")),
            }
        }
        Ok(outcome)
    }
}
