//! What does a change of the nomenclature touch of what a tenant has? Loads what
//! [`cas_process::nomenclature`] looks at, a page at a time. Only what is asked for is saved: drafts
//! of tables.

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::TenantId;
use cas_model::lifecycle::{Phase, Status};
use cas_model::master_data::{Article, MasterDataKind};
use cas_model::record::FirstDay;
use cas_process::Refusal;
use cas_process::codes;
use cas_process::configuration::{ConfigurationName, Editor};
use cas_process::nomenclature::{
    ArticleChange, CodeChange, NomenclatureChange, RowChange, codes_of_document, row_changes,
    with_proposals,
};
use cas_process::tables::TableDocument;
use cas_store::{DeclarationRecord, DeclarationSearch, MasterDataKey, MasterDataSearch};
use jiff::civil::Date;

use crate::Engine;
use crate::load::load_states;

/// Why a table with a draft gets none.
const HAS_DRAFT: &str = "it has a draft; publish or delete that first";

/// A decision table with the rows that are touched.
#[derive(Debug)]
pub struct TouchedTable {
    /// The table, in the version that will be in force on the day.
    pub document: TableDocument,
    /// Its rows that are touched.
    pub rows: Vec<RowChange>,
}

/// Articles that are touched, and behind which the next page begins.
pub type TouchedArticles = (Vec<ArticleChange>, Option<(String, FirstDay)>);

/// A page of declarations that are touched.
#[derive(Debug)]
pub struct TouchedDeclarations {
    /// The declarations with the codes of their goods that change, by the numbers of their items.
    pub declarations: Vec<(DeclarationRecord, Vec<(usize, CodeChange)>)>,
    /// The declaration behind which the next page begins; none on the last.
    pub last: Option<DeclarationRecord>,
}

/// What became of the proposals for a table.
#[derive(Debug)]
pub struct ProposedDraft {
    /// The name of the table.
    pub table: String,
    /// The number of the draft, or why there is none.
    pub draft: Result<u32, String>,
}

impl Engine {
    /// The codes of a code list on a day.
    ///
    /// # Errors
    /// When the store fails, or there is no such list.
    pub async fn codes_of_list(
        &self,
        tenant: TenantId,
        list: &str,
        on: Date,
    ) -> Result<Vec<String>, Refusal> {
        let reference = self.reference(tenant).await;
        let reference = reference.map_err(|error| crate::unavailable(&error))?;
        let codes = reference.code_lists().codes(list, on);
        let codes = codes.ok_or_else(|| {
            let text = format!("there is no code list {list}; load it, or send the codes");
            Refusal::new(codes::INVALID_PARAMETER, text)
        })?;
        Ok(codes.into_iter().map(str::to_owned).collect())
    }

    /// The tables in force on the day of the change with rows that are touched, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn touched_tables(
        &self,
        tenant: TenantId,
        change: &NomenclatureChange,
    ) -> anyhow::Result<Vec<TouchedTable>> {
        let configuration = self.configuration(tenant).await?;
        let names = configuration.table_names();
        let in_force = names.filter_map(|name| configuration.table_on(name, change.day));
        let mut touched = Vec::new();
        for version in in_force {
            let document = version.content.document()?;
            let rows = row_changes(change, &document.table);
            if !rows.is_empty() {
                touched.push(TouchedTable { document, rows });
            }
        }
        Ok(touched)
    }

    /// Saves what is proposed for tables that are touched as their drafts; a table that has a draft
    /// keeps it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn draft_proposals(
        &self,
        editor: &Editor,
        touched: Vec<TouchedTable>,
    ) -> Result<Vec<ProposedDraft>, Refusal> {
        let mut drafts = Vec::new();
        for TouchedTable { mut document, rows } in touched {
            if rows.iter().all(|row| row.valid_to.is_none()) {
                continue;
            }
            document.table = with_proposals(&document.table, &rows);
            let table = document.table.name.clone();
            let draft = self.draft_proposal(editor, &table, &document).await?;
            drafts.push(ProposedDraft { table, draft });
        }
        Ok(drafts)
    }

    async fn draft_proposal(
        &self,
        editor: &Editor,
        table: &str,
        document: &TableDocument,
    ) -> Result<Result<u32, String>, Refusal> {
        let unavailable = |error: anyhow::Error| crate::unavailable(&error);
        let name = ConfigurationName::new(ConfigurationKind::DecisionTable, table);
        let name = name.ok_or_else(|| Refusal::not_found("table"))?;
        let versions = self.store().configuration_heads_of(editor.tenant_id, &name);
        let versions = versions.await.map_err(unavailable)?;
        // A draft is published above all others: it must come of the newest.
        let in_force = document.table.version;
        let refused = versions.iter().find_map(|row| match row.state {
            ConfigurationState::Draft => Some(HAS_DRAFT.to_owned()),
            ConfigurationState::Published if row.version > in_force => Some(format!(
                "version {} is newer than the one in force on the day; change that one",
                row.version
            )),
            ConfigurationState::Published | ConfigurationState::Retired => None,
        });
        if let Some(why) = refused {
            return Ok(Err(why));
        }
        let document = serde_json::to_value(document).map_err(|error| unavailable(error.into()))?;
        match self.save_draft(editor, &name, document, None).await {
            Ok(saved) => Ok(Ok(saved.row.version)),
            Err(refusal) => Ok(Err(refusal.detail)),
        }
    }

    /// A page of the articles that count on the day of the change, those that are touched.
    ///
    /// # Errors
    /// When the store fails, or a record cannot be read.
    pub async fn touched_articles(
        &self,
        tenant: TenantId,
        change: &NomenclatureChange,
        search: MasterDataSearch,
    ) -> anyhow::Result<TouchedArticles> {
        let search = MasterDataSearch {
            valid_on: Some(change.day),
            ..search
        };
        let kind = MasterDataKind::Article.as_str();
        let page = self
            .store()
            .search_master_data(tenant, kind, &search)
            .await?;
        let last = page.next_behind();
        let last = last.map(|row| (row.code.clone(), row.valid_from));
        let mut touched = Vec::new();
        for row in page {
            let article: Article = row.document.get_as()?;
            let found = ArticleChange::found_in(change, &article, row.valid_from.0);
            touched.extend(found.map(|found| (row.code, row.version, found)));
        }
        // Of several records of a code the last to begin counts.
        let key = |(code, _, _): &(String, u32, ArticleChange)| MasterDataKey {
            tenant_id: tenant,
            kind,
            code: code.clone(),
        };
        let keys: Vec<MasterDataKey> = touched.iter().map(key).collect();
        let in_force = self.store().master_data_in_force(&keys, change.day).await?;
        let counts = |(code, version, _): &(String, u32, ArticleChange)| {
            let mut rows = in_force.iter();
            rows.any(|row| row.code == *code && row.version == *version)
        };
        touched.retain(counts);
        let touched = touched.into_iter().map(|(_, _, found)| found);
        Ok((touched.collect(), last))
    }

    /// A page of the declarations that customs has not accepted yet, those that are touched.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn touched_declarations(
        &self,
        tenant: TenantId,
        change: &NomenclatureChange,
        search: DeclarationSearch,
    ) -> anyhow::Result<TouchedDeclarations> {
        let open = Status::ALL.iter().copied();
        let open = open.filter(|status| status.phase() != Phase::Closed);
        let search = DeclarationSearch {
            statuses: open.collect(),
            ..search
        };
        let store = self.store();
        let mut page = store.search_declarations(tenant, &search).await?;
        let keys: Vec<_> = page.iter().map(|row| (row.id, row.revision)).collect();
        page.end_after(store.documents_within(&keys).await?.len());
        let last = page.next_behind().cloned();
        let open = page.iter().filter(|row| row.declaration_date.is_none());
        let states = load_states(self, open).await?.into_iter();
        let codes = states.map(|state| {
            let codes = codes_of_document(change, &state.document);
            (state.row, codes)
        });
        Ok(TouchedDeclarations {
            declarations: codes.filter(|(_, codes)| !codes.is_empty()).collect(),
            last,
        })
    }
}
