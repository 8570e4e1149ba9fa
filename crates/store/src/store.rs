//! How is the store opened, and how are changes committed?

use std::sync::{Arc, Mutex, PoisonError};

use crate::changes::{Changes, CommitError};
use crate::commit::{self, Queue};
use crate::config::{RowLocks, StoreConfig};
use crate::db::{Db, Query, check_shape, damage, migrate, pending};
use crate::miscounted::miscounted;
use crate::rows::TaskKind;
use crate::wake::{self, EventWakeup, Wakers, Wakeup, Wakeups};

/// Where everything is kept. Clones are the same store; it closes with the last of them.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
    rehearsal: Option<Rehearsal>,
}

/// What a rehearsing store would have committed.
#[derive(Clone, Debug, Default)]
pub struct Rehearsal(Arc<Mutex<Vec<Changes>>>);

impl Rehearsal {
    /// What would have been committed since the last call, in order.
    #[must_use]
    pub fn take(&self) -> Vec<Changes> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(&self, changes: Changes) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(changes);
    }
}

/// What was found in a database that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The names of the steps that bring it to this version, which were not applied yet.
    pub pending: Vec<&'static str>,
    /// What SQLite says is wrong with the file, a line for each fault.
    pub damage: Vec<String>,
    /// The counters of declarations that are not what their rows are; not looked at where steps are
    /// pending or something is damaged.
    pub miscounted: Vec<String>,
}

#[derive(Debug)]
struct Inner {
    db: Db,
    locks: RowLocks,
    queue: Queue,
    wakeups: Arc<Wakeups>,
    _wakers: Wakers,
}

impl Store {
    /// Connects, and brings the database to this program's shape.
    ///
    /// # Errors
    /// When the database cannot be reached, opened or migrated; the text says what to check.
    pub async fn open(config: &StoreConfig) -> anyhow::Result<Self> {
        Self::open_with(config, RowLocks::default()).await
    }

    /// As [`Self::open`], saying how claims keep out of each other's way.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_with(config: &StoreConfig, locks: RowLocks) -> anyhow::Result<Self> {
        let db = Db::open(config).await?;
        migrate(&db).await?;
        let wakeups = Arc::new(Wakeups::default());
        let wakers = wake::start(&db, &wakeups);
        Ok(Self::over(db, locks, wakeups, wakers))
    }

    /// Connects to a database that is there, for reading alone: nothing is made or migrated, and the
    /// database refuses whatever would be written.
    ///
    /// # Errors
    /// When it cannot be reached, is not there, or is of another version.
    pub async fn open_to_read(config: &StoreConfig) -> anyhow::Result<Self> {
        let db = Db::open_to_read(config).await?;
        if let Err(error) = check_shape(&db).await {
            db.close().await;
            return Err(error);
        }
        Ok(Self::over(
            db,
            RowLocks::default(),
            Arc::default(),
            Wakers::default(),
        ))
    }

    fn over(db: Db, locks: RowLocks, wakeups: Arc<Wakeups>, wakers: Wakers) -> Self {
        let queue = commit::start(db.clone(), Arc::clone(&wakeups));
        Self {
            inner: Arc::new(Inner {
                db,
                locks,
                queue,
                wakeups,
                _wakers: wakers,
            }),
            rehearsal: None,
        }
    }

    /// Only brings the database to this program's shape; how many steps that took.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn migrate(config: &StoreConfig) -> anyhow::Result<usize> {
        let db = Db::open(config).await?;
        let steps = migrate(&db).await;
        db.close().await;
        steps
    }

    /// Looks at a database without changing it: which steps an open would apply, what of an embedded one
    /// is damaged, and which counters differ from the rows.
    ///
    /// # Errors
    /// When it cannot be reached, is not there, was made by a newer version, or is so damaged that it
    /// cannot be looked at.
    pub async fn inspect(config: &StoreConfig) -> anyhow::Result<Inspection> {
        let db = Db::open_to_read(config).await?;
        let inspected = async {
            let damage = damage(&db).await?;
            let pending = pending(&db).await?;
            Ok(Inspection {
                miscounted: match damage.is_empty() && pending.is_empty() {
                    true => miscounted(&db).await?,
                    false => Vec::new(),
                },
                damage,
                pending,
            })
        };
        let inspection = inspected.await;
        db.close().await;
        inspection
    }

    /// The kind of database: `embedded` or `postgres`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.inner.db {
            Db::Sqlite { .. } => "embedded",
            Db::Postgres(_) => "postgres",
        }
    }

    /// Commits changes, whole or not at all; returns when they are durable. Who stops waiting does
    /// not stop the commit.
    ///
    /// # Errors
    /// [`CommitError::Conflict`] when something was changed by another; nothing was changed then.
    pub async fn commit(&self, mut changes: Changes) -> Result<(), CommitError> {
        changes.cut_texts();
        match &self.rehearsal {
            None => commit::commit(&self.inner.queue, changes).await,
            Some(rehearsal) => {
                commit::rehearse(&self.inner.db, &changes).await?;
                rehearsal.keep(changes);
                Ok(())
            }
        }
    }

    /// The same store for a rehearsal: it reads what is there, and what is committed to it is
    /// tried out in a transaction that is rolled back, and kept by the rehearsal.
    #[must_use]
    pub fn rehearsing(&self) -> (Self, Rehearsal) {
        let rehearsal = Rehearsal::default();
        let store = Self {
            inner: Arc::clone(&self.inner),
            rehearsal: Some(rehearsal.clone()),
        };
        (store, rehearsal)
    }

    /// Wakes after commits that may have made tasks of these kinds ready. A hint: workers must also
    /// look from time to time.
    #[must_use]
    pub fn task_wakeup(&self, kinds: &[TaskKind]) -> Wakeup {
        self.inner.wakeups.wakeup(kinds)
    }

    /// Wakes after commits that may have added to event logs, here or on another node. A hint, as
    /// [`Self::task_wakeup`].
    #[must_use]
    pub fn event_wakeup(&self) -> EventWakeup {
        self.inner.wakeups.event_wakeup()
    }

    /// The size of the database in bytes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn size_bytes(&self) -> anyhow::Result<u64> {
        let query = match self.inner.db {
            Db::Sqlite { .. } => Query::new(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            ),
            Db::Postgres(_) => Query::new("SELECT pg_database_size(current_database())"),
        };
        let size = self.db().read_one::<(i64,)>(query).await?;
        Ok(size
            .and_then(|(bytes,)| u64::try_from(bytes).ok())
            .unwrap_or(0))
    }

    /// Closes all connections. Not needed for durability.
    pub async fn close(&self) {
        self.inner.db.close().await;
    }

    /// One statement that writes beside commits; how many rows it changed. In a rehearsal it is
    /// tried out only.
    pub(crate) async fn write(&self, query: Query) -> anyhow::Result<u64> {
        let db = &self.inner.db;
        Ok(match self.rehearsal {
            None => db.execute(query).await?,
            Some(_) => commit::rehearse_statement(db, query).await?,
        })
    }

    pub(crate) fn is_rehearsing(&self) -> bool {
        self.rehearsal.is_some()
    }

    pub(crate) fn db(&self) -> &Db {
        &self.inner.db
    }

    pub(crate) fn locks(&self) -> RowLocks {
        self.inner.locks
    }
}
