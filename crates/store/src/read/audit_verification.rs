//! Is a chain whole, and where is it broken first?

use cas_model::ids::TenantId;

use crate::audit_chain::{BEFORE_THE_FIRST, hash_of, id_of};
use crate::db::Query;
use crate::rows::AuditEntry;
use crate::store::Store;

/// As many entries are read at once.
const AT_ONCE: u32 = 1_000;

/// What a look at a tenant's chain comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditVerification {
    /// How many chained entries were looked at.
    pub entries: u64,
    /// How many entries are not chained: those of before, and those of older programs.
    pub unchained: u64,
    /// The first that is not as it was written; none where all are.
    pub broken: Option<BrokenEntry>,
    /// The place to go on from, where not all were looked at.
    pub next: Option<i64>,
    /// The last place of the chain; none where it is not begun.
    pub head: Option<ChainHead>,
}

/// The first entry that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenEntry {
    /// Its place in the chain.
    pub sequence: i64,
    /// What is wrong, in words.
    pub reason: String,
}

/// The last place of a chain. Who keeps it elsewhere can tell a chain that was written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainHead {
    /// The place of the last entry.
    pub sequence: i64,
    /// The hash of the last entry.
    pub hash: String,
}

impl Store {
    /// Looks whether the entries of a tenant's chain are as they were written: from a place, at most so
    /// many; those before it are taken to be whole.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify_audit(
        &self,
        tenant: TenantId,
        from: i64,
        most: u64,
    ) -> anyhow::Result<AuditVerification> {
        let head = self.audit_head(tenant).await?;
        let count = Query::new("SELECT COUNT(*) FROM audit WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND sequence <= 0");
        let unchained = self.db().read_one::<(i64,)>(count).await?;
        let mut found = AuditVerification {
            unchained: u64::try_from(unchained.map_or(0, |(count,)| count))?,
            head,
            ..AuditVerification::default()
        };
        // What is added meanwhile is not of this look.
        let last = found.head.as_ref().map_or(0, |head| head.sequence);
        let mut expected = from.max(1);
        if expected > last + 1 {
            return Ok(found);
        }
        let mut previous = self.hash_before(tenant, expected).await?;
        while expected <= last && found.broken.is_none() {
            if found.entries >= most {
                found.next = Some(expected);
                return Ok(found);
            }
            let query = Query::select::<AuditEntry>()
                .sql(" WHERE tenant_id = ")
                .bind(&tenant)
                .sql(" AND sequence <> 0 AND sequence >= ")
                .bind(&expected)
                .sql(" AND sequence <= ")
                .bind(&last)
                .sql(" ORDER BY sequence LIMIT ")
                .bind(&AT_ONCE);
            let entries: Vec<AuditEntry> = self.db().read(query).await?;
            if entries.is_empty() {
                found.broken = Some(broken(expected, "it is missing"));
            }
            for entry in &entries {
                found.broken = fault(entry, expected, previous.as_deref());
                if found.broken.is_some() {
                    break;
                }
                previous.clone_from(&entry.hash);
                expected += 1;
                found.entries += 1;
            }
        }
        if found.broken.is_none() {
            found.broken = self
                .wrong_end(tenant, found.head.as_ref(), previous)
                .await?;
        }
        Ok(found)
    }

    /// The last place of a tenant's chain; none where it is not begun.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_head(&self, tenant: TenantId) -> anyhow::Result<Option<ChainHead>> {
        let query =
            Query::new("SELECT sequence, hash FROM audit_head WHERE tenant_id = ").bind(&tenant);
        let head = self.db().read_one::<(i64, String)>(query).await?;
        Ok(head.map(|(sequence, hash)| ChainHead { sequence, hash }))
    }

    async fn hash_before(&self, tenant: TenantId, place: i64) -> anyhow::Result<Option<String>> {
        if place == 1 {
            return Ok(Some(BEFORE_THE_FIRST.to_owned()));
        }
        let query = Query::select::<AuditEntry>()
            .sql(" WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND sequence <> 0 AND sequence = ")
            .bind(&(place - 1));
        let entry = self.db().read_one::<AuditEntry>(query).await?;
        Ok(entry.and_then(|entry| entry.hash))
    }

    /// Whether the chain ends elsewhere than its head says: entries behind it, or another hash.
    async fn wrong_end(
        &self,
        tenant: TenantId,
        head: Option<&ChainHead>,
        last_hash: Option<String>,
    ) -> anyhow::Result<Option<BrokenEntry>> {
        if let Some(head) = head
            && last_hash.as_deref() != Some(&head.hash)
        {
            let reason = "its hash is not the one that the head of the chain has";
            return Ok(Some(broken(head.sequence, reason)));
        }
        // Entries and head move together: whoever is behind a head that is read now was not added to it.
        let now = self.audit_head(tenant).await?;
        let last = now.map_or(0, |head| head.sequence);
        let query = Query::new("SELECT MIN(sequence), COUNT(*) FROM audit WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND sequence <> 0 AND sequence > ")
            .bind(&last);
        let behind = self.db().read_one::<(Option<i64>, i64)>(query).await?;
        let first = behind.and_then(|(first, _)| first);
        let Some(first) = first else { return Ok(None) };
        // It may have been added since the head was read.
        let again = self.audit_head(tenant).await?;
        let is_behind = again.is_none_or(|head| head.sequence < first);
        Ok(is_behind.then(|| broken(first, "it stands behind the end of the chain")))
    }
}

fn broken(sequence: i64, reason: &str) -> BrokenEntry {
    BrokenEntry {
        sequence,
        reason: reason.to_owned(),
    }
}

/// What is wrong with an entry, where the one before it had this hash.
fn fault(entry: &AuditEntry, expected: i64, previous: Option<&str>) -> Option<BrokenEntry> {
    let hash = hash_of(entry);
    let (place, reason) = if entry.sequence != expected {
        (expected, "it is missing")
    } else if entry.previous_hash.as_deref() != previous {
        (expected, "it does not follow the entry before it")
    } else if entry.hash.as_deref() != Some(&hash) || entry.id != id_of(&hash) {
        (expected, "it does not say what it said when it was written")
    } else {
        return None;
    };
    Some(broken(place, reason))
}
