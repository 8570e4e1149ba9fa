//! What every declaration may ask for: code lists, value sets and exchange rates of a tenant.
//!
//! They are read whole and kept until the tenant's configuration counter has moved. The counter is
//! read with every batch, in the order counter first, lists after: a change in between makes the
//! next batch read again, never later.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use cas_model::ids::TenantId;
use cas_model::master_data::{ExchangeRate, MasterDataKind, Period, ValueSet, in_force};
use cas_rules::{CodeLists, Validity};
use cas_store::{CodeListEntryRow, CodeListRow, MasterDataRow, Store};
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::Engine;
use crate::deductions::Versioned;

/// Records of one code with their days.
type Dated<T> = Vec<(Period, Arc<Versioned<T>>)>;

/// The lists, sets and rates of a tenant at one moment.
#[derive(Debug, Default)]
pub struct Reference {
    /// The tenant's configuration counter.
    counter: i64,
    /// The lists that were loaded; as long as they are these, their entries are.
    loaded: Vec<CodeListRow>,
    code_lists: Arc<CodeLists>,
    value_sets: HashMap<String, Dated<ValueSet>>,
    exchange_rates: HashMap<(String, String), Dated<ExchangeRate>>,
}

/// A set of values that the tenant does not have on the day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no value set \"{0}\"; add it, or correct its name")]
pub struct UnknownSet(pub String);

impl Reference {
    /// The code lists: the tenant's, and the built-in ones where it has none.
    #[must_use]
    pub fn code_lists(&self) -> &CodeLists {
        &self.code_lists
    }

    /// Whether a code is in a list on a day; `None` when the list is not known.
    #[must_use]
    pub fn contains_code(&self, list: &str, code: &str, day: Date) -> Option<bool> {
        self.code_lists.contains(list, code, day)
    }

    /// Whether a value is in a value set on a day; `None` when there is no such set.
    #[must_use]
    pub fn contains_value(&self, set: &str, value: &str, day: Date) -> Option<bool> {
        let records = self.value_sets.get(set)?;
        let record = in_force(records, day, |(period, _)| *period);
        Some(record.is_some_and(|(_, set)| set.record.contains(value, day)))
    }

    /// The names of the value sets.
    pub fn value_sets(&self) -> impl Iterator<Item = &str> {
        self.value_sets.keys().map(String::as_str)
    }

    /// The rate of customs of a pair on a day: units of `currency` for one `base`.
    #[must_use]
    pub fn exchange_rate(
        &self,
        (currency, base): (&str, &str),
        day: Date,
    ) -> Option<&Arc<Versioned<ExchangeRate>>> {
        let pair = (currency.to_owned(), base.to_owned());
        let records = self.exchange_rates.get(&pair)?;
        in_force(records, day, |(period, _)| *period).map(|(_, rate)| rate)
    }

    /// The rates of customs in force on a day, of every pair that a currency is part of.
    pub fn rates_on<'a>(
        &'a self,
        day: Date,
        wants: impl Fn(&str) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a (String, String), &'a Arc<Versioned<ExchangeRate>>)> {
        self.exchange_rates
            .iter()
            .filter(move |((currency, base), _)| wants(currency) || wants(base))
            .filter_map(move |(pair, records)| {
                let (_, rate) = in_force(records, day, |(period, _)| *period)?;
                Some((pair, rate))
            })
    }

    /// Reads everything, but the entries of lists only where a list was loaded since.
    async fn load(
        store: &Store,
        (tenant, counter): (TenantId, i64),
        before: Option<Arc<Self>>,
    ) -> anyhow::Result<Self> {
        let loaded = store.code_lists_of(tenant).await?;
        let lists = match before.filter(|before| before.loaded == loaded) {
            Some(before) => Arc::clone(&before.code_lists),
            None => Arc::new(code_lists(&loaded, store.code_lists(tenant).await?)),
        };
        let of_kind =
            async |kind: MasterDataKind| store.master_data_of_kind(&[tenant], kind.as_str()).await;
        let mut reference = Self {
            counter,
            loaded,
            code_lists: lists,
            ..Self::default()
        };
        for row in of_kind(MasterDataKind::ValueSet).await? {
            let dated = dated(&row)?;
            let records = reference.value_sets.entry(row.code).or_default();
            records.push(dated);
        }
        for row in of_kind(MasterDataKind::ExchangeRate).await? {
            let dated: (Period, Arc<Versioned<ExchangeRate>>) = dated(&row)?;
            let rate = &dated.1.record;
            let Some((currency, base, _)) = rate.quotation().filter(|_| rate.is_of_customs())
            else {
                continue;
            };
            let pair = (currency.to_owned(), base.to_owned());
            reference
                .exchange_rates
                .entry(pair)
                .or_default()
                .push(dated);
        }
        Ok(reference)
    }
}

fn dated<T: DeserializeOwned>(row: &MasterDataRow) -> anyhow::Result<(Period, Arc<Versioned<T>>)> {
    let record = serde_json::from_str(&row.document)
        .with_context(|| format!("{} {} version {}", row.kind, row.code, row.version))?;
    let version = row.version;
    Ok((row.period(), Arc::new(Versioned { version, record })))
}

/// The tenant's lists over the built-in ones. A list without entries holds nothing.
fn code_lists(lists: &[CodeListRow], entries: Vec<CodeListEntryRow>) -> CodeLists {
    let mut by_list: HashMap<String, Vec<(String, Validity)>> = lists
        .iter()
        .map(|row| (row.list.clone(), Vec::new()))
        .collect();
    for entry in entries {
        let validity = Validity {
            from: entry.valid_from.0,
            until: entry.valid_to,
        };
        let codes = by_list.entry(entry.list).or_default();
        codes.push((entry.code, validity));
    }
    let mut loaded = CodeLists::built_in();
    for (list, codes) in by_list {
        loaded.load(list, codes);
    }
    loaded
}

/// What a node keeps of its tenants.
#[derive(Debug, Default)]
pub(crate) struct References(Mutex<HashMap<TenantId, Arc<Reference>>>);

impl Engine {
    /// The lists, sets and rates of tenants, as they are now.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn references(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<HashMap<TenantId, Arc<Reference>>> {
        let counters = self.store().configuration_counters(tenants).await?;
        let counters: HashMap<TenantId, i64> = counters.into_iter().collect();
        let mut found = HashMap::with_capacity(tenants.len());
        for tenant in tenants {
            let counter = counters.get(tenant).copied().unwrap_or(0);
            found.insert(*tenant, self.reference_at(*tenant, counter).await?);
        }
        Ok(found)
    }

    /// The lists, sets and rates of a tenant, as they are now.
    ///
    /// # Errors
    /// As [`Self::references`].
    pub async fn reference(&self, tenant: TenantId) -> anyhow::Result<Arc<Reference>> {
        let mut found = self.references(&[tenant]).await?;
        Ok(found.remove(&tenant).unwrap_or_default())
    }

    async fn reference_at(&self, tenant: TenantId, counter: i64) -> anyhow::Result<Arc<Reference>> {
        let kept = || {
            let kept = &self.kept_references().0;
            kept.lock().unwrap_or_else(PoisonError::into_inner)
        };
        let before = kept().get(&tenant).cloned();
        if let Some(reference) = &before
            && reference.counter == counter
        {
            return Ok(Arc::clone(reference));
        }
        let reference = Reference::load(self.store(), (tenant, counter), before).await?;
        let reference = Arc::new(reference);
        kept().insert(tenant, Arc::clone(&reference));
        Ok(reference)
    }
}
