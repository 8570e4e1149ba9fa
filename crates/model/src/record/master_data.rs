//! Master data, code lists, and the counter of what nodes keep in memory.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::ids::TenantId;
use crate::master_data::Period;
use crate::record::Json;

/// The first day something counts; nothing when it counts from the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FirstDay(pub Option<Date>);

/// One version of a master-data record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterDataRecord {
    /// The tenant whose record it is.
    pub tenant_id: TenantId,
    /// The kind of record: `article`, `businessPartner`, …
    pub kind: String,
    /// The code that the tenant gave it, unique within its kind.
    pub code: String,
    /// Counts the changes of all records of the code, from 1.
    pub version: u32,
    /// The first day it counts; with kind and code, what the record is known by.
    pub valid_from: FirstDay,
    /// The last day it counts.
    pub valid_to: Option<Date>,
    /// Whether it is the last version of its record.
    pub is_current: bool,
    /// What people call it.
    pub name: Option<String>,
    /// The words it is found by, in small letters.
    pub search_text: String,
    /// The record in full, as its kind wants it.
    pub document: Json<Value>,
    /// When it was written.
    pub updated_at: Timestamp,
    /// The client or the person who wrote it; none before it was noted.
    pub updated_by: Option<String>,
}

impl MasterDataRecord {
    /// The days it counts.
    #[must_use]
    pub fn period(&self) -> Period {
        Period {
            from: self.valid_from.0,
            to: self.valid_to,
        }
    }
}

/// A new version of a master-data record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMasterData {
    /// The version. It must not exist.
    pub row: MasterDataRecord,
    /// The version of the record that is current until now; nothing for a record that is new.
    pub replaces: Option<u32>,
}

/// What the records of one code are found by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MasterDataKey {
    /// The tenant whose record it is.
    pub tenant_id: TenantId,
    /// The kind of record: `article`, `businessPartner`, …
    pub kind: &'static str,
    /// The code that the tenant gave it, unique within its kind.
    pub code: String,
}

/// A list of codes that a tenant has loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeListRecord {
    /// The tenant that loaded the list.
    pub tenant_id: TenantId,
    /// Its name: `CL008`, `BC36`, …
    pub list: String,
    /// Where it came from: a file's name, a client.
    pub source: String,
    /// How many entries it has.
    pub entries: u32,
    /// When it was loaded.
    pub loaded_at: Timestamp,
}

/// An entry of a list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeListEntryRecord {
    /// The tenant that loaded the list.
    pub tenant_id: TenantId,
    /// The name of the list that the code is in.
    pub list: String,
    /// The code as documents have it.
    pub code: String,
    /// The first day it may be used.
    pub valid_from: FirstDay,
    /// The last day it may be used.
    pub valid_to: Option<Date>,
    /// What the code means, where the source says so.
    pub description: Option<String>,
    /// What else the list says of it, by name.
    pub attributes: Json<BTreeMap<String, String>>,
}

/// An entry's key within a tenant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeListKey {
    /// The tenant that loaded the list.
    pub tenant_id: TenantId,
    /// The name of the list that the code is in.
    pub list: String,
    /// The code as documents have it.
    pub code: String,
    /// The first day it may be used.
    pub valid_from: FirstDay,
}
