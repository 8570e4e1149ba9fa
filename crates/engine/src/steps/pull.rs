//! Fetching the messages of a customs system, where a connection asks for it.
//!
//! One task for each connection does it again and again. It carries an id of the connection as it
//! was when the task was made: whoever changes the connection makes another, and this one ends.
//! Each message is stored before the next is fetched. Fetching marks a message as read on the other
//! side, so what was lost on its way is looked for among those that were read: whenever the last
//! attempt did not come to a good end.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use cas_gateway::Pull;
use cas_model::ids::{SystemCode, TaskId, TenantId};
use cas_process::connection::Connection;
use cas_store::{Changes, ConnectionRecord, Deferred, NewTask, Task, TaskKind};
use futures::FutureExt as _;
use jiff::SignedDuration;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::circuits::{Attempt, Post, Telling};
use crate::commit::{Piece, commit};
use crate::engine::UnderWay;
use crate::outbound::{Fetch, Fetched, HttpClient};
use crate::requests::Received;
use crate::{Boundary, Engine, Interrupted};

/// At most so many messages are fetched before the task gives others their turn.
const BATCH: usize = 100;
/// The operator is alerted at this attempt in a row that failed.
const ALERTED: u32 = 3;

impl Engine {
    /// The tasks that fetch the messages of connections that were just made or changed.
    pub(crate) fn pulls(&self, connections: &[ConnectionRecord]) -> Vec<NewTask> {
        let is_pulled = |row: &&ConnectionRecord| {
            let connection = row.document.get_as::<Connection>();
            connection.is_ok_and(|connection| connection.pull_seconds.is_some())
        };
        let pulled = connections.iter().filter(is_pulled);
        let task = |row: &ConnectionRecord| NewTask {
            id: TaskId(self.ids().next()),
            tenant_id: row.tenant_id,
            kind: TaskKind::Pull,
            subject: edition(row),
            endpoint: row.system.as_str().to_owned(),
            lane: None,
            due_at: self.now(),
        };
        pulled.map(task).collect()
    }
}

/// The id of a connection as it is now: of its system, and of when it changed last.
fn edition(row: &ConnectionRecord) -> Uuid {
    let mut id = [0; 16];
    let (system, time) = id.split_at_mut(8);
    system.copy_from_slice(&Sha256::digest(row.system.as_str())[..8]);
    time.copy_from_slice(&row.updated_at.as_microsecond().to_be_bytes());
    Uuid::from_bytes(id)
}

/// Runs `pull` tasks; each is under way by itself.
pub(super) async fn run(engine: &Engine, posts: Vec<Post>) -> Result<Vec<UnderWay>, Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let under_way = posts.into_iter();
    Ok(under_way
        .map(|post| pull_one(engine.clone(), post).boxed())
        .collect())
}

async fn pull_one(engine: Engine, post: Post) -> Result<(), Interrupted> {
    let Post { task, probe } = post;
    let attempt = Attempt::begin(&engine, task.queue(), probe);
    let _held = engine.in_hand().hold(std::slice::from_ref(&task));
    let result = match Round::load(&engine, &task).await {
        Ok(None) => Ok(attempt.answered()),
        Ok(Some(round)) => {
            let came = round.fetch_all(task.lease.attempt > 1).await?;
            again(&round, &task, came, attempt)
        }
        Err(error) => Err(error),
    };
    let tasks = vec![task];
    commit(&engine, vec![Piece { tasks, result }]).await
}

/// What came of fetching.
#[derive(Debug, Default)]
struct Came {
    /// Why not all could be fetched.
    trouble: Option<String>,
    /// Whether there are more, which were left for the next time.
    is_more: bool,
    /// How long the other side wants to be left alone.
    pause: Option<Duration>,
}

/// The next time, with a word to the operator when it keeps failing.
fn again(round: &Round, task: &Task, came: Came, attempt: Attempt<'_>) -> anyhow::Result<Changes> {
    let every = SignedDuration::from_secs(round.every.into());
    let wanted = came
        .pause
        .and_then(|pause| SignedDuration::try_from(pause).ok());
    let goes_on = came.is_more && came.trouble.is_none();
    let pause = match wanted {
        None if goes_on => SignedDuration::ZERO,
        wanted => every.max(wanted.unwrap_or_default()),
    };
    let due_at = round.engine.now() + pause;
    let telling = Telling {
        alert: "pull-failed",
        what: format!("messages of {} cannot be fetched", round.system),
        at: ALERTED,
    };
    let changes = match &came.trouble {
        Some(trouble) => attempt.failed(trouble, due_at, &telling)?,
        None => attempt.answered(),
    };
    let failed = task.lease.attempt;
    let deferred = Deferred {
        lease: task.lease.clone(),
        due_at: Some(due_at),
        // Counted to the alert and not beyond: fetching is never given up.
        attempt: came.trouble.as_ref().map_or(0, |_| failed.min(ALERTED)),
        error: came.trouble.unwrap_or_default(),
    };
    Ok(Changes {
        deferred: vec![deferred],
        ..changes
    })
}

/// Where messages are fetched from, and how.
struct Round {
    engine: Engine,
    tenant: TenantId,
    system: SystemCode,
    connection: Arc<Connection>,
    client: HttpClient,
    pull: Pull,
    header: Option<&'static str>,
    every: u32,
}

impl Round {
    /// The round of a task; none where its connection is gone, or is another now.
    async fn load(engine: &Engine, task: &Task) -> anyhow::Result<Option<Self>> {
        let rows = engine.store().connections_of(task.tenant_id).await?;
        let Some(row) = rows.into_iter().find(|row| edition(row) == task.subject) else {
            return Ok(None);
        };
        // What is kept in memory may be a second older.
        engine.connections().forget(row.tenant_id, &row.system);
        let connection = engine.connection(row.tenant_id, &row.system).await?;
        let connection = connection.context("the connection was deleted meanwhile")?;
        let system = engine.registry().get(&row.system);
        let capabilities = system.map(|system| system.capabilities());
        let pull = capabilities.and_then(|capabilities| capabilities.pull.clone());
        let (Some(every), Some(pull)) = (connection.pull_seconds, pull) else {
            return Ok(None);
        };
        Ok(Some(Self {
            client: engine.customs_client(&connection)?,
            engine: engine.clone(),
            tenant: row.tenant_id,
            system: row.system,
            header: capabilities.and_then(|capabilities| capabilities.conversation_header),
            connection,
            pull,
            every,
        }))
    }

    /// Fetches what was not read, and what was read and did not arrive.
    async fn fetch_all(&self, after_trouble: bool) -> Result<Came, Interrupted> {
        let mut came = Came::default();
        if after_trouble {
            self.fetch_list(self.pull.read, &mut came).await?;
        }
        if came.trouble.is_none() {
            self.fetch_list(self.pull.unread, &mut came).await?;
        }
        Ok(came)
    }

    async fn fetch_list(&self, list: &str, came: &mut Came) -> Result<(), Interrupted> {
        let names = match self.names(list, came).await {
            Ok(names) => names,
            Err(error) => {
                came.trouble = Some(format!("{error:#}"));
                return Ok(());
            }
        };
        came.is_more |= names.len() > BATCH;
        for name in names.into_iter().take(BATCH) {
            let fetched = self.fetch(&format!("{list}/{name}"), came).await;
            self.engine.pass(Boundary::Posted)?;
            let kept = match fetched {
                Ok(Some(message)) => self.keep(name, message).await,
                Ok(None) => Ok(()),
                Err(error) => Err(error),
            };
            if let Err(error) = kept {
                came.trouble = Some(format!("{error:#}"));
            }
            if came.pause.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// The names in a list, of messages that are not here.
    async fn names(&self, list: &str, came: &mut Came) -> anyhow::Result<Vec<String>> {
        let Some(listed) = self.fetch(list, came).await? else {
            return Ok(Vec::new());
        };
        let addresses = (self.pull.addresses)(&listed.body).context("the list of messages")?;
        let mut names = Vec::with_capacity(addresses.len());
        for address in &addresses {
            let name = name_of(address, list);
            names.push(name.with_context(|| format!("{address} is no address below {list}"))?);
        }
        let (store, system) = (self.engine.store(), &self.system);
        let here = store.fetched_from(self.tenant, system, &names).await?;
        names.retain(|name| !here.contains(name));
        Ok(names)
    }

    /// What is at an address; nothing where nothing is.
    async fn fetch(&self, path: &str, came: &mut Came) -> anyhow::Result<Option<Fetched>> {
        let mut headers = vec![("accept".to_owned(), self.pull.accept.to_owned())];
        headers.extend(self.connection.authorization());
        let request = Fetch {
            url: self.connection.pull_url_of(path),
            headers,
            timeout: self.connection.timeout(),
            wanted: self.header,
        };
        let fetched = self.client.fetch(request).await.context(path.to_owned())?;
        came.pause = came.pause.max(fetched.retry_after);
        match fetched.status {
            200 => Ok(Some(fetched)),
            // Another was faster, or the other side keeps no such list.
            404 | 410 => Ok(None),
            status => anyhow::bail!("{path}: HTTP {status}"),
        }
    }

    async fn keep(&self, name: String, message: Fetched) -> anyhow::Result<()> {
        let received = Received {
            body: message.body,
            content_type: message
                .content_type
                .unwrap_or_else(|| "application/octet-stream".to_owned()),
            conversation: message.wanted,
            fetched_as: Some(name),
        };
        let (_, changes) = self
            .engine
            .inbound_message(self.tenant, &self.system, received);
        Ok(self.engine.store().commit(changes).await?)
    }
}

/// The last part of an address, where it stands directly below the list: an address that leads
/// elsewhere is not followed.
fn name_of(address: &str, list: &str) -> Option<String> {
    let name = address.strip_prefix(list)?.strip_prefix('/')?;
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
    ((1..=100).contains(&name.len()) && name.bytes().all(is_plain)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(
            name_of(address, "/box/unread").as_deref(),
            expected,
            "{address}"
        );
    }

    #[test]
    fn only_what_stands_in_the_list_is_followed() {
        check("/box/unread/7f-1", Some("7f-1"));
        check("/box/unread/", None);
        check("/box/unread", None);
        check("/box/read/7f-1", None);
        check("/box/unread/../../secret", None);
        check("/box/unread/a/b", None);
        check("https://example.com/box/unread/7f-1", None);
        check("/box/unread/7f?x=1", None);
    }
}
