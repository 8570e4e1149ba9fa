//! What would the law of another day say of the declarations of a period? Loads what
//! [`cas_process::law_replay`] judges, a page at a time. Nothing is stored.

use std::collections::BTreeSet;

use cas_model::ids::TenantId;
use cas_process::declaration::is_withdrawn;
use cas_process::law_replay::{TurnsByRule, Verdict, judge_by_law_of};
use cas_store::{DeclarationRecord, DeclarationSearch};
use jiff::civil::Date;

use crate::Engine;
use crate::load::{load_inputs, load_records, load_states};

/// A page of declarations, judged by the law of another day.
#[derive(Debug)]
pub struct LawReplay {
    /// How many declarations were judged; those that were withdrawn are not.
    pub judged: usize,
    /// Those of which something else would be said, in the order of the search.
    pub changed: Vec<(DeclarationRecord, Verdict)>,
    /// What each rule would say otherwise.
    pub rules: TurnsByRule,
    /// The declaration behind which the next page begins; none on the last.
    pub last: Option<DeclarationRecord>,
}

impl Engine {
    /// Judges a page of a tenant's declarations by the law of a day, beside that which they are
    /// held to.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn replay_law(
        &self,
        tenant: TenantId,
        on: Date,
        search: &DeclarationSearch,
    ) -> anyhow::Result<LawReplay> {
        let store = self.store();
        let mut page = store.search_declarations(tenant, search).await?;
        let keys: Vec<_> = page.iter().map(|row| (row.id, row.revision)).collect();
        page.end_after(store.documents_within(&keys).await?.len());
        let last = page.next_behind().cloned();
        let live = page.iter().filter(|row| !is_withdrawn(row.status));
        let states = load_states(self, live).await?;
        let mut inputs = load_inputs(self, &BTreeSet::from([tenant])).await?;
        load_records(self, &mut inputs, std::iter::empty()).await?;
        let unit = self.unwatched_unit_of_work();
        let mut replay = LawReplay {
            judged: states.len(),
            changed: Vec::new(),
            rules: TurnsByRule::default(),
            last,
        };
        for state in states {
            if let Some(verdict) = judge_by_law_of(on, &unit, &state, &inputs) {
                replay.rules.add(&state.row.id.to_string(), &verdict);
                replay.changed.push((state.row, verdict));
            }
        }
        Ok(replay)
    }
}
