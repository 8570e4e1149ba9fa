//! How is it told what a new edition of the nomenclature touches?

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_engine::nomenclature::{ProposedDraft, TouchedTable};
use cas_process::nomenclature::{
    ArticleChange, CellChange, ChangedClassification, CodeChange, Fate, NomenclatureChange,
    RowChange,
};
use cas_store::DeclarationRecord;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What is touched, a page of one part.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NomenclatureAnswer {
    /// How many codes end so, and how many are new.
    pub codes: CodeCounts,
    /// Lines of the correlation that name a code which the lists do not have: nothing follows from
    /// them. At most 100.
    pub unknown: Vec<String>,
    /// Decision tables with the rows that no longer ask for the same goods.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableOfChange>,
    /// Articles whose codes end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<ArticleOfChange>,
    /// Declarations that customs has not accepted, with codes that end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub declarations: Vec<DeclarationOfChange>,
    /// The drafts that were saved, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<DraftOfChange>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// How many codes end so, and how many are new.
#[derive(Serialize, ToSchema)]
pub struct CodeCounts {
    /// Codes that end, and none is named for their goods.
    pub ended: usize,
    /// Codes whose goods are all of one other.
    pub renamed: usize,
    /// Codes whose goods are of several.
    pub split: usize,
    /// Codes that were not there.
    pub added: usize,
}

/// What becomes of a code.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeOfChange {
    /// The code, without dots and spaces.
    pub code: String,
    /// `ended`, `renamed` or `split`.
    pub fate: &'static str,
    /// The codes of its goods from the day on.
    pub to: Vec<String>,
    /// Whether the new code follows; where not, a person decides.
    pub decided: bool,
}

/// A decision table with the rows that are touched.
#[derive(Serialize, ToSchema)]
pub struct TableOfChange {
    /// The name of the table.
    pub table: String,
    /// Its rows that are touched, from the top.
    pub rows: Vec<RowOfChange>,
}

/// A row that is touched.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RowOfChange {
    /// The id of the row.
    pub row: String,
    /// Its cells that are touched.
    pub cells: Vec<CellOfChange>,
    /// Whether the proposal follows; where not, a person decides.
    pub decided: bool,
    /// The last day that is proposed for the row as it is.
    #[schema(format = Date)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// The row that is proposed from the day on; absent where its goods end, or nothing is proposed.
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Value>,
}

/// A cell that is touched.
#[derive(Serialize, ToSchema)]
pub struct CellOfChange {
    /// The input or output of its column.
    pub column: String,
    /// The cell as it is.
    pub cell: String,
    /// What becomes of the codes in it.
    pub codes: Vec<CodeOfChange>,
    /// Codes that pass it from the day on, though their goods did not, or not all of them.
    pub gained: Vec<String>,
}

/// An article whose codes change.
#[derive(Serialize, ToSchema)]
pub struct ArticleOfChange {
    /// The code of the article.
    pub article: String,
    /// Its tariff codes that change.
    pub codes: Vec<ClassificationOfChange>,
    /// The update for `/v1/articledataitems` that gives it its new codes from the day on; absent
    /// where one is to be decided.
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Value>,
}

/// A tariff code of an article that changes.
#[derive(Serialize, ToSchema)]
pub struct ClassificationOfChange {
    /// The type of the code, such as `CN`.
    pub r#type: Option<String>,
    /// The jurisdiction that it is for; absent where it is for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// What becomes of the code.
    #[serde(flatten)]
    pub change: CodeOfChange,
}

/// A declaration with codes that end.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationOfChange {
    /// The id of the declaration.
    pub declaration_id: String,
    /// The reference that the ERP gave the shipment.
    pub external_reference: String,
    /// The status that it has now.
    pub status: String,
    /// The codes of its goods.
    pub codes: Vec<ItemOfChange>,
}

/// A code of goods that changes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemOfChange {
    /// The number of the item, from 1.
    pub item: usize,
    /// What becomes of the code.
    #[serde(flatten)]
    pub change: CodeOfChange,
}

/// What became of the proposals for a table.
#[derive(Serialize, ToSchema)]
pub struct DraftOfChange {
    /// The name of the table.
    pub table: String,
    /// The number of the draft that was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Why no draft was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

impl NomenclatureAnswer {
    /// What is told of the codes, before any part.
    #[must_use]
    pub fn counted(change: &NomenclatureChange) -> Self {
        let unknown = change.unknown.iter().take(100);
        Self {
            codes: CodeCounts {
                ended: change.count(Fate::Ended),
                renamed: change.count(Fate::Renamed),
                split: change.count(Fate::Split),
                added: change.added(),
            },
            unknown: unknown
                .map(|it| format!("{} is {}", it.old, it.new))
                .collect(),
            tables: Vec::new(),
            articles: Vec::new(),
            declarations: Vec::new(),
            drafts: Vec::new(),
            next_cursor: None,
        }
    }

    /// Takes the rows of a page: it ends within a table where it is full, and goes on there.
    ///
    /// # Errors
    /// When a row cannot be written.
    pub fn take_rows(
        &mut self,
        touched: &[TouchedTable],
        limit: u32,
        begin: Option<(String, usize)>,
    ) -> serde_json::Result<()> {
        let mut left = usize::try_from(limit).unwrap_or(usize::MAX);
        for TouchedTable { document, rows } in touched {
            let table = document.table.name.clone();
            let skipped = match &begin {
                Some((begun, _)) if table < *begun => continue,
                Some((begun, row)) if table == *begun => *row,
                Some(_) | None => 0,
            };
            let more = rows.len().saturating_sub(skipped);
            if more > 0 && left == 0 {
                self.next_cursor = Some(row_cursor(&table, skipped));
                return Ok(());
            }
            let page = rows.iter().skip(skipped).take(left).cloned();
            let rows: Vec<_> = page.map(RowOfChange::new).collect::<Result<_, _>>()?;
            left -= rows.len();
            if rows.len() < more {
                self.next_cursor = Some(row_cursor(&table, skipped + rows.len()));
            }
            if !rows.is_empty() {
                self.tables.push(TableOfChange { table, rows });
            }
            if self.next_cursor.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn row_cursor(table: &str, row: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("{row} {table}"))
}

/// The table and the row in it that a page begins with.
#[must_use]
pub fn row_position(cursor: &str) -> Option<(String, usize)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (row, table) = text.split_once(' ')?;
    Some((table.to_owned(), row.parse().ok()?))
}

impl From<CodeChange> for CodeOfChange {
    fn from(change: CodeChange) -> Self {
        Self {
            code: change.code,
            fate: change.fate.as_str(),
            to: change.to,
            decided: change.is_decided,
        }
    }
}

impl RowOfChange {
    fn new(change: RowChange) -> serde_json::Result<Self> {
        let cell = |cell: CellChange| CellOfChange {
            column: cell.column,
            cell: cell.cell,
            codes: cell.codes.into_iter().map(CodeOfChange::from).collect(),
            gained: cell.gained,
        };
        let proposal = change.proposal.map(serde_json::to_value);
        Ok(Self {
            row: change.row,
            cells: change.cells.into_iter().map(cell).collect(),
            decided: change.is_decided,
            valid_to: change.valid_to.map(|day| day.to_string()),
            proposal: proposal.transpose()?,
        })
    }
}

impl From<ArticleChange> for ArticleOfChange {
    fn from(change: ArticleChange) -> Self {
        let code = |code: ChangedClassification| ClassificationOfChange {
            r#type: code.kind,
            jurisdiction: code.jurisdiction,
            change: code.change.into(),
        };
        Self {
            article: change.article,
            codes: change.codes.into_iter().map(code).collect(),
            proposal: change.proposal,
        }
    }
}

impl DeclarationOfChange {
    /// What is told of a declaration.
    #[must_use]
    pub fn new(row: &DeclarationRecord, codes: Vec<(usize, CodeChange)>) -> Self {
        let codes = codes.into_iter().map(|(item, change)| ItemOfChange {
            item,
            change: change.into(),
        });
        Self {
            declaration_id: row.id.to_string(),
            external_reference: row.external_reference.clone(),
            status: row.status.to_string(),
            codes: codes.collect(),
        }
    }
}

impl From<ProposedDraft> for DraftOfChange {
    fn from(draft: ProposedDraft) -> Self {
        Self {
            table: draft.table,
            version: draft.draft.as_ref().ok().copied(),
            refused: draft.draft.err(),
        }
    }
}
