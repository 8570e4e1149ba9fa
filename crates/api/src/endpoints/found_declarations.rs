//! Which declarations does a search find, page by page?
//!
//! A search is what `GET /v1/declarations` takes: with `view=summary` the parameters of the list,
//! else those of whole declarations. Whoever keeps a search, or does something with all that it
//! finds, takes both.

use std::collections::HashMap;

use cas_model::ids::{DeclarationId, TenantId};
use cas_model::visibility::VisibleParts;
use cas_store::{
    DeclarationRecord, DeclarationSearch, PageStart, Store, SummaryEntry, SummarySearch,
};

use super::search_declarations::{behind, read_search};
use crate::extract::{Asking, Query};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::summary_answer::read_summary_search;

/// Declarations that a search finds.
pub(super) struct FoundDeclarationPages {
    store: Store,
    tenant: TenantId,
    search: Option<Search>,
}

enum Search {
    Whole(Box<DeclarationSearch>),
    List(Box<SummarySearch>),
}

impl FoundDeclarationPages {
    /// Reads the parameters of a search; what else stands in the query is the caller's.
    pub async fn read(
        query: &mut Query,
        state: &ApiState,
        tenant: TenantId,
        visible: Option<VisibleParts>,
    ) -> Result<Self, Problem> {
        let view = query.parsed("view", "summary", |text| (text == "summary").then_some(()));
        let search = match view {
            Some(()) => {
                let asking = Asking {
                    visible,
                    now: state.engine().now(),
                    zone: state.engine().zone_of(tenant).await?,
                };
                Search::List(Box::new(read_summary_search(query, asking)))
            }
            None => Search::Whole(Box::new(DeclarationSearch {
                visible,
                ..read_search(query)
            })),
        };
        Ok(Self {
            store: state.store().clone(),
            tenant,
            search: Some(search),
        })
    }

    /// The next page, in the order of the search; none behind the last.
    pub async fn next(&mut self) -> anyhow::Result<Option<Vec<DeclarationRecord>>> {
        let Some(search) = self.search.take() else {
            return Ok(None);
        };
        let (page, further) = match search {
            Search::Whole(search) => self.next_of_whole(search).await?,
            Search::List(search) => self.next_of_list(search).await?,
        };
        self.search = further;
        Ok(Some(page))
    }

    async fn next_of_whole(
        &self,
        mut search: Box<DeclarationSearch>,
    ) -> anyhow::Result<(Vec<DeclarationRecord>, Option<Search>)> {
        let page = self.store.search_declarations(self.tenant, &search).await?;
        let last = page.next_behind().map(|row| behind(row, search.sort));
        let further = last.map(|last| {
            (search.after, search.offset) = (Some(last), 0);
            Search::Whole(search)
        });
        Ok((page.into_iter().collect(), further))
    }

    /// A row that cannot be read is left out here: the declaration itself may be sound, but nobody
    /// saw in the list what it is.
    async fn next_of_list(
        &self,
        mut search: Box<SummarySearch>,
    ) -> anyhow::Result<(Vec<DeclarationRecord>, Option<Search>)> {
        let page = self.store.search_summaries(self.tenant, &search).await?;
        let ids = page.rows.iter().filter_map(|row| match row {
            SummaryEntry::Whole(row) => Some(row.id),
            SummaryEntry::Damaged { .. } => None,
        });
        let ids: Vec<DeclarationId> = ids.collect();
        let rows = self.store.declarations_of_tenant(self.tenant, &ids).await?;
        let mut rows: HashMap<DeclarationId, DeclarationRecord> =
            rows.into_iter().map(|row| (row.id, row)).collect();
        let rows = ids.iter().filter_map(|id| rows.remove(id)).collect();
        let further = page.next.map(|position| {
            search.start = Some(PageStart {
                position,
                is_backwards: false,
            });
            Search::List(search)
        });
        Ok((rows, further))
    }
}
