//! What every declaration may ask for: code lists, value sets and exchange rates of a tenant.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use cas_decision::{SetKind, Sets};
use cas_model::master_data::{ExchangeRate, Period, ValueSet, in_force};
use cas_model::record::{CodeListEntryRecord, CodeListRecord, MasterDataRecord};
use cas_rules::{CodeLists, Validity};
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::Versioned;

/// Records of one code with their days.
type Dated<T> = Vec<(Period, Arc<Versioned<T>>)>;

/// The lists, sets and rates of a tenant at one moment.
#[derive(Debug, Default)]
pub struct TenantLists {
    code_lists: Arc<CodeLists>,
    value_sets: HashMap<String, Dated<ValueSet>>,
    exchange_rates: HashMap<(String, String), Dated<ExchangeRate>>,
}

/// A set of values that the tenant does not have on the day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no value set \"{0}\"; add it, or correct its name")]
pub struct UnknownSet(pub String);

impl TenantLists {
    /// The lists, with the stored records of value sets and exchange rates.
    ///
    /// # Errors
    /// When a stored record cannot be read.
    pub fn read(
        code_lists: Arc<CodeLists>,
        value_sets: Vec<MasterDataRecord>,
        exchange_rates: Vec<MasterDataRecord>,
    ) -> anyhow::Result<Self> {
        let mut lists = Self {
            code_lists,
            ..Self::default()
        };
        for row in value_sets {
            let dated = dated(&row)?;
            lists.value_sets.entry(row.code).or_default().push(dated);
        }
        for row in exchange_rates {
            let dated: (Period, Arc<Versioned<ExchangeRate>>) = dated(&row)?;
            let rate = &dated.1.record;
            let Some((currency, base, _)) = rate.quotation().filter(|_| rate.is_of_customs())
            else {
                continue;
            };
            let pair = (currency.to_owned(), base.to_owned());
            lists.exchange_rates.entry(pair).or_default().push(dated);
        }
        Ok(lists)
    }

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
}

fn dated<T: DeserializeOwned>(
    row: &MasterDataRecord,
) -> anyhow::Result<(Period, Arc<Versioned<T>>)> {
    let record = row
        .document
        .get_as()
        .with_context(|| format!("{} {} version {}", row.kind, row.code, row.version))?;
    let version = row.version;
    Ok((row.period(), Arc::new(Versioned { version, record })))
}

/// The tenant's lists over the built-in ones. A list without entries holds nothing.
#[must_use]
pub fn code_lists_of(lists: &[CodeListRecord], entries: Vec<CodeListEntryRecord>) -> CodeLists {
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

/// The code lists and value sets of a tenant.
#[derive(Clone, Copy, Debug)]
pub struct AskableLists<'a>(pub &'a TenantLists);

impl Sets for AskableLists<'_> {
    fn contains(&self, kind: SetKind, name: &str, value: &str, day: Date) -> Option<bool> {
        match kind {
            SetKind::CodeList => self.0.contains_code(name, value, day),
            SetKind::MasterData => self.0.contains_value(name, value, day),
        }
    }
}
