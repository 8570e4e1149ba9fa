//! The event log, read from its beginning as an ERP would follow it.

use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::client::Client;

/// How long nothing may happen before the demo is taken to be stuck.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the event log is asked for more.
const LOOK: Duration = Duration::from_millis(100);

/// A reader of the log, and how far it is.
pub(super) struct Events<'a> {
    client: &'a Client,
    cursor: String,
}

impl<'a> Events<'a> {
    /// From the beginning: what was told before the demo was started again counts, too.
    pub(super) fn new(client: &'a Client) -> Self {
        Self {
            client,
            cursor: String::new(),
        }
    }

    /// What is told next; `None` where nothing has happened for too long.
    pub(super) async fn next(&mut self) -> anyhow::Result<Option<Vec<Value>>> {
        let quiet = Instant::now();
        loop {
            let path = format!("/v1/events?after={}", self.cursor);
            let page = self.client.get(&path).await?;
            if let Some(cursor) = page["nextCursor"].as_str() {
                cursor.clone_into(&mut self.cursor);
            }
            let events = page["events"].as_array().cloned().unwrap_or_default();
            if !events.is_empty() {
                return Ok(Some(events));
            }
            if quiet.elapsed() > PATIENCE {
                return Ok(None);
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}
