//! What follows an upgrade while the store is in use?
//!
//! A migration is done before the store opens, so it may hold only what takes a moment however much
//! is stored: tables, columns, indexes of what is empty. What walks over rows that are there is a
//! fill: one line in [`FILLS`], done by a server in the background, in bounded batches with pauses
//! between them. Batches follow the order of ids, which is that of time over all tenants: none has
//! to wait for another's rows. Each batch and how far it came are one transaction, so that nothing
//! is lost or done twice whenever the server stops; of several nodes one works at a time. Readers
//! and writers must be right with any part of a fill.

mod declarations;
mod declared_masses;
mod index;
mod progress;
mod summaries;
mod texts;

use std::time::Duration;

use futures::future::{Either, select};
use tokio::sync::watch;
use tokio::time::sleep;

pub use self::progress::FillProgress;
use self::progress::{PROGRESS, Progress, Step};
use crate::db::Query;
use crate::store::Store;

/// One thing that is filled.
#[derive(Clone, Copy, Debug)]
struct Fill {
    /// What it is called in the database and to operators; never changes.
    name: &'static str,
    work: Work,
}

/// What a fill does.
#[derive(Clone, Copy, Debug)]
enum Work {
    /// Makes the index that has the fill's name, over this.
    Index { on: &'static str },
    /// Cuts the texts of a column that earlier versions kept at any length, by the order of a key.
    Texts {
        table: &'static str,
        key: &'static str,
        column: &'static str,
    },
    /// Writes the rows that lists read of declarations that have none.
    Summaries,
    /// Notes what accepted declarations bring in below a threshold of mass.
    DeclaredMasses,
}

/// All fills, in the order in which they are done.
const FILLS: &[Fill] = &[
    index(
        "declaration_status",
        "declaration (tenant_id, status, updated_at, id)",
    ),
    // What lists are walked along: the order alone, and each filter with the order.
    index(
        "shipment_flow",
        "shipment (tenant_id, flow, created_at, id)",
    ),
    index(
        "shipment_direction",
        "shipment (tenant_id, direction, created_at, id)",
    ),
    index("shipment_changed", "shipment (tenant_id, updated_at, id)"),
    index(
        "ingestion_state",
        "ingestion (tenant_id, state, received_at, id)",
    ),
    index(
        "ingestion_kind",
        "ingestion (tenant_id, kind, received_at, id)",
    ),
    index("message_created", "message (tenant_id, created_at, id)"),
    index(
        "message_state",
        "message (tenant_id, state, created_at, id)",
    ),
    index(
        "message_type",
        "message (tenant_id, message_type, created_at, id)",
    ),
    index(
        "message_system",
        "message (tenant_id, system, created_at, id)",
    ),
    index("alert_raised", "alert (tenant_id, raised_at, id)"),
    index(
        "alert_open_raised",
        "alert (tenant_id, raised_at, id) WHERE resolved_at IS NULL",
    ),
    index(
        "master_data_changed",
        "master_data_version (tenant_id, kind, updated_at, code, version) WHERE is_current = 1",
    ),
    Fill {
        name: summaries::NAME,
        work: Work::Summaries,
    },
    Fill {
        name: declared_masses::NAME,
        work: Work::DeclaredMasses,
    },
    texts("alert_texts", "alert", "id", "text"),
    texts("message_notes", "message", "id", "note"),
    texts("delivery_answers", "delivery", "id", "last_answer"),
    texts("history_notes", "history", "declaration_id", "note"),
];

const fn index(name: &'static str, on: &'static str) -> Fill {
    Fill {
        name,
        work: Work::Index { on },
    }
}

const fn texts(
    name: &'static str,
    table: &'static str,
    key: &'static str,
    column: &'static str,
) -> Fill {
    Fill {
        name,
        work: Work::Texts { table, key, column },
    }
}

/// Between two batches, so that others write meanwhile.
const PAUSE: Duration = Duration::from_millis(20);
/// Until it is looked whether another node has done it.
const ELSEWHERE: Duration = Duration::from_secs(5);
/// How long to wait after a failure.
const REST: Duration = Duration::from_secs(30);

impl Store {
    /// Fills what is left of upgrades, until nothing is left or `stop` turns true.
    pub async fn fill_in_background(&self, mut stop: watch::Receiver<bool>) {
        // An error means that whoever could say stop is gone, which is the same.
        let stopped = Box::pin(stop.wait_for(|stop| *stop));
        let filled = Box::pin(self.fill_all());
        if let Either::Left(_) = select(stopped, filled).await {
            tracing::debug!("fills go on after the next start");
        }
    }

    async fn fill_all(&self) {
        for fill in FILLS {
            let mut is_told = false;
            loop {
                match self.step(fill).await {
                    Ok(Step::Finished) => break,
                    Ok(Step::Elsewhere) => sleep(ELSEWHERE).await,
                    Ok(Step::Done) => {
                        if !std::mem::replace(&mut is_told, true) {
                            tracing::info!(name = fill.name, "an upgrade goes on");
                        }
                        sleep(PAUSE).await;
                    }
                    Err(error) => {
                        let error = format!("{error:#}");
                        tracing::warn!(name = fill.name, error, "a fill failed; it is tried again");
                        sleep(REST).await;
                    }
                }
            }
            if is_told {
                tracing::info!(name = fill.name, "an upgrade is done");
            }
        }
    }

    /// One batch of the first fill that is not finished; false where all are.
    ///
    /// # Errors
    /// When the database fails.
    #[cfg(feature = "testing")]
    pub async fn fill_one_batch(&self) -> anyhow::Result<bool> {
        for fill in FILLS {
            if self.step(fill).await? != Step::Finished {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn step(&self, fill: &Fill) -> anyhow::Result<Step> {
        let known = self.progress(fill.name).await?;
        match (known, fill.work) {
            (Some(known), _) if known.is_finished() => Ok(Step::Finished),
            (_, Work::Index { on }) => index::make(self.db(), fill.name, on).await,
            (_, Work::Texts { table, key, column }) => {
                let column = texts::LongColumn { table, key, column };
                texts::cut_batch(self.db(), fill.name, column).await
            }
            (_, Work::Summaries) => summaries::write_batch(self.db()).await,
            (_, Work::DeclaredMasses) => declared_masses::write_batch(self.db()).await,
        }
    }

    /// How far the rows are that lists read; `None` where every declaration has its own.
    pub(crate) async fn summaries_in_progress(&self) -> anyhow::Result<Option<FillProgress>> {
        let known = self.progress(summaries::NAME).await?.unwrap_or_default();
        if known.is_finished() {
            return Ok(None);
        }
        known.told(summaries::NAME).map(Some)
    }

    /// How far each fill is, in the order in which they are done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fills(&self) -> anyhow::Result<Vec<FillProgress>> {
        let mut all = Vec::with_capacity(FILLS.len());
        for fill in FILLS {
            let known = self.progress(fill.name).await?.unwrap_or_default();
            all.push(known.told(fill.name)?);
        }
        Ok(all)
    }

    async fn progress(&self, name: &str) -> anyhow::Result<Option<Progress>> {
        let query = Query::new(PROGRESS).bind(&name.to_owned());
        self.db().read_one(query).await
    }
}
