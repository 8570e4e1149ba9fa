//! Where is everything kept?

use std::path::PathBuf;

/// Which database is meant, and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreConfig {
    /// A file of this process: nothing to install, one node.
    Embedded {
        /// The file; made if it is not there.
        file: PathBuf,
    },
    /// A PostgreSQL server, shared by any number of nodes.
    Postgres {
        /// The server and database, as `postgres://user:password@host:port/database`.
        url: String,
        /// The most connections of this node.
        pool: u32,
    },
}

/// How concurrent claims keep out of each other's way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowLocks {
    /// `FOR UPDATE SKIP LOCKED`, where the engine has it.
    #[default]
    SkipLocked,
    /// Only the second look at the lease, as engines without that clause need.
    Recheck,
}
