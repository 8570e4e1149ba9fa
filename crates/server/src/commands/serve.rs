//! `cas serve`: the server, until it is told to stop.

use std::process::ExitCode;

use cas_api::people::{LINK_HOURS, link_address};

use super::interruption::Interruption;
use crate::config::ConfigArguments;
use crate::first_start::{self, FirstStart};
use crate::node::Node;
use crate::terminal::say;

/// Run the server. Without any configuration it keeps everything in ./data.
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    config: ConfigArguments,
}

impl Serve {
    /// Runs until interrupted or terminated; what is being done then is finished first.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let config = self.config.load()?;
        config.start_log();
        let node = Node::start(&config).await?;
        let interruption = Interruption::listen()?;
        if let Some(first) = first_start::ensure(node.engine()).await? {
            greet(&first, &config.api(node.address()).issuer);
        }
        say(format_args!(
            "CAS {} listens on http://{} ({} store)",
            env!("CARGO_PKG_VERSION"),
            node.address(),
            node.engine().store().kind()
        ));
        interruption.wait().await;
        say("stopping: what is being done is finished first");
        node.stop().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints what a first start made. Secrets are shown this once; only their hashes are kept.
fn greet(first: &FirstStart, public_url: &str) {
    say(format_args!(
        "First start. Tenant {} was made.",
        first.tenant
    ));
    say("These secrets are shown once; keep them:");
    say(format_args!(
        "  administrator  client_id={}  client_secret={}",
        first.administrator.client.id, first.administrator.secret
    ));
    say(format_args!(
        "  client         client_id={}  client_secret={}",
        first.client.client.id, first.client.secret
    ));
    say(format_args!(
        "The person {} administers it, and chooses a password with this link, once and within \
         {LINK_HOURS} hours (`cas users link {}` prints another):",
        first.person, first.person
    ));
    say(format_args!(
        "  {}",
        link_address(public_url, &first.link_secret)
    ));
}
