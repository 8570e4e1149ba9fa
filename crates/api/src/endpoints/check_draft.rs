//! What is wrong with a draft, before it is saved?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_model::configuration::ConfigurationKind;
use cas_process::configuration::cell_batch::{
    CellProblem, CellWarning, CheckedCell, Phrase, RowSentence,
};
use cas_process::configuration::document::read_typed;
use cas_process::configuration::{CellBatch, CheckedBatch, DraftCheck, DraftProblem, refusals};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::configuration_answer::{NoteAnswer, SavedVersionAnswer, WarningsAnswer};
use crate::extract::{Configured, body};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// What is to be checked: a whole draft, or of decision tables a batch of cells and rows.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DraftCheckRequest {
    /// The whole draft, as it would be saved.
    #[schema(value_type = Option<Object>)]
    document: Option<Value>,
    /// The columns that cells and rows stand in: `inputs` and `outputs` as a table has them.
    #[schema(value_type = Option<Object>)]
    columns: Option<Value>,
    /// Single cells, at most 2,000: `row` and `column`, `part` (`condition` or `result`) where a
    /// name is of both, the `text`, and the days of the row, `from` and `until`.
    #[schema(value_type = Vec<Object>)]
    cells: Vec<Value>,
    /// Whole rows as a table has them, at most 500; of each its sentence is told.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
}

/// What is wrong with a draft, and what it means.
#[derive(Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftCheckAnswer {
    /// Why it would not be saved.
    problems: Vec<DraftProblemAnswer>,
    /// What is to be looked at in a whole draft that would be saved.
    #[serde(flatten)]
    warnings: WarningsAnswer,
    /// What would be read otherwise than it is written, or passed over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteAnswer>,
    /// The cells that were sent, in their order; then those of rows in which something is found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cells: Vec<CellAnswer>,
    /// The sentences of the rows that can be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sentences: Vec<RowSentenceAnswer>,
}

/// One thing that is wrong with a draft.
#[derive(Serialize, ToSchema)]
pub struct DraftProblemAnswer {
    /// Where it is, and what is wrong.
    #[serde(flatten)]
    place: FieldProblem,
    /// The step of a flow that it concerns, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
}

/// A cell as the server reads it.
#[derive(Serialize, ToSchema)]
pub struct CellAnswer {
    /// The row, as the request calls it.
    row: String,
    /// The name of the column.
    column: String,
    /// Whether it is a `condition` or a `result`.
    part: &'static str,
    /// The cell as the language has it, and as it would be kept.
    feel: String,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<CellErrorAnswer>,
    /// What is to be looked at in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<CellWarningAnswer>,
    /// What it says; absent where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<SentenceAnswer>,
}

/// What is wrong with the text of a cell.
#[derive(Serialize, ToSchema)]
pub struct CellErrorAnswer {
    /// What is wrong, and what to write instead.
    message: String,
    /// The first and the last character that are wrong, counted from 1.
    #[schema(value_type = Vec<usize>)]
    characters: (usize, usize),
}

/// What is to be looked at in a cell.
#[derive(Serialize, ToSchema)]
pub struct CellWarningAnswer {
    /// What it is, as a code.
    code: String,
    /// How much it matters: `information`, `warning` or `error`.
    severity: &'static str,
    /// What is found in it.
    message: String,
}

/// A text in each language.
#[derive(Serialize, ToSchema)]
pub struct SentenceAnswer {
    /// The text in English.
    en: String,
    /// The text in German.
    de: String,
}

/// What a row says.
#[derive(Serialize, ToSchema)]
pub struct RowSentenceAnswer {
    /// The id of the row.
    row: String,
    /// Its sentence in both languages.
    #[serde(flatten)]
    sentence: SentenceAnswer,
}

/// Checks a draft without saving it: what saving would refuse, each problem of a flow with its step,
/// and what it would warn of. Of a decision table also a batch of cells against given columns, read
/// by the parser that saving uses: what each means, what is wrong at which characters, and what it
/// and its row say in English and German.
#[utoipa::path(
    post,
    path = "/v1/configuration/{kind}/{name}/draft/check",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
    ),
    request_body = DraftCheckRequest,
    responses((status = 200, description = "What is found", body = DraftCheckAnswer))
)]
pub async fn check_configuration_draft(
    configured: Configured,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DraftCheckAnswer>, Problem> {
    let limit = state.settings().batch_limit;
    let request: DraftCheckRequest = body::json_or_default(&headers, body, limit).await?;
    let Configured { editor, name } = configured;
    let engine = state.engine();
    match (request.document, request.columns) {
        (Some(document), None) if request.cells.is_empty() && request.rows.is_empty() => {
            let check = engine.check_draft(&editor, &name, document).await?;
            Ok(Json(of_draft(check)?))
        }
        (None, Some(columns)) if name.kind == ConfigurationKind::DecisionTable => {
            let batch = Map::from_iter([
                ("columns".to_owned(), columns),
                ("cells".to_owned(), request.cells.into()),
                ("rows".to_owned(), request.rows.into()),
            ]);
            let batch: CellBatch = read_typed(&Value::Object(batch))
                .map_err(|problem| refusals::wrong(&problem.path, problem.message))?;
            let checked = engine.check_cells(editor.tenant_id, batch).await?;
            Ok(Json(checked.into()))
        }
        _ => {
            let message = "send a document, or of a decision table columns with cells or rows";
            Err(refusals::wrong("document", message).into())
        }
    }
}

/// What is found in a whole draft.
///
/// # Errors
/// When what is stored is no JSON.
pub fn of_draft(check: DraftCheck) -> anyhow::Result<DraftCheckAnswer> {
    let saved = check.saved.map(SavedVersionAnswer::new).transpose()?;
    let (warnings, notes) = saved
        .map(SavedVersionAnswer::into_remarks)
        .unwrap_or_default();
    Ok(DraftCheckAnswer {
        problems: check.problems.into_iter().map(Into::into).collect(),
        warnings,
        notes,
        ..DraftCheckAnswer::default()
    })
}

impl From<DraftProblem> for DraftProblemAnswer {
    fn from(found: DraftProblem) -> Self {
        Self {
            place: (found.other, found.problem).into(),
            step: found.step,
        }
    }
}

impl From<CheckedBatch> for DraftCheckAnswer {
    fn from(checked: CheckedBatch) -> Self {
        let problems = checked.problems.into_iter();
        let problems = problems.map(|problem| DraftProblemAnswer {
            place: (None, problem).into(),
            step: None,
        });
        Self {
            problems: problems.collect(),
            cells: checked.cells.into_iter().map(Into::into).collect(),
            sentences: checked.sentences.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
}

impl From<CheckedCell> for CellAnswer {
    fn from(cell: CheckedCell) -> Self {
        Self {
            row: cell.row,
            column: cell.column,
            part: cell.part.as_str(),
            feel: cell.feel,
            errors: cell.errors.into_iter().map(Into::into).collect(),
            warnings: cell.warnings.into_iter().map(Into::into).collect(),
            sentence: cell.phrase.map(Into::into),
        }
    }
}

impl From<CellWarning> for CellWarningAnswer {
    fn from(warning: CellWarning) -> Self {
        Self {
            code: warning.code,
            severity: warning.severity,
            message: warning.message,
        }
    }
}

impl From<CellProblem> for CellErrorAnswer {
    fn from(problem: CellProblem) -> Self {
        Self {
            message: problem.message,
            characters: problem.characters,
        }
    }
}

impl From<Phrase> for SentenceAnswer {
    fn from(phrase: Phrase) -> Self {
        Self {
            en: phrase.english,
            de: phrase.german,
        }
    }
}

impl From<RowSentence> for RowSentenceAnswer {
    fn from(sentence: RowSentence) -> Self {
        Self {
            row: sentence.row,
            sentence: sentence.phrase.into(),
        }
    }
}
