//! How is a list of declarations taken away as a table?

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use cas_model::collaboration::FlagColour;
use cas_model::finding::Severity;
use cas_model::ids::{DeclarationId, TenantId};
use cas_process::sheet::{write_csv, write_xlsx};
use cas_store::{DeclarationRecord, DeclarationWorkRecord, Store};

use super::found_declarations::FoundDeclarationPages;
use crate::codes;
use crate::extract::{Authorized, Query, ReadDeclarations};
use crate::problem::Problem;
use crate::sheet_body::{CSV, XLSX};
use crate::state::ApiState;

/// The most rows of a table in CSV, which is written as it is taken.
const MOST_CSV: usize = 100_000;
/// The most rows of a workbook, which is in memory as a whole.
const MOST_XLSX: usize = 20_000;

/// A declaration with what people said of it.
struct Row {
    declaration: DeclarationRecord,
    work: Option<DeclarationWorkRecord>,
    errors: usize,
    warnings: usize,
}

/// What a column says of a declaration; empty where there is nothing to say.
type Cell = fn(&Row) -> String;

/// The columns that there are, in their usual order.
const COLUMNS: &[(&str, Cell)] = &[
    ("customsShipmentReference", |row| {
        row.declaration.external_reference.clone()
    }),
    ("direction", |row| {
        row.declaration.direction.as_str().to_owned()
    }),
    ("currentStatus", |row| {
        row.declaration.status.as_str().to_owned()
    }),
    ("lrn", |row| row.declaration.lrn.clone()),
    ("mrn", |row| or_empty(row.declaration.mrn.as_deref())),
    ("arc", |row| or_empty(row.declaration.arc.as_deref())),
    ("ucr", |row| or_empty(row.declaration.ucr.as_deref())),
    ("customsFlow", |row| {
        or_empty(row.declaration.flow.as_deref())
    }),
    ("customsFlowStep", |row| {
        or_empty(row.declaration.step.as_deref())
    }),
    ("system", |row| row.declaration.system.to_string()),
    ("declarationType", |row| {
        row.declaration.declaration_type.clone()
    }),
    ("jurisdiction", |row| row.declaration.jurisdiction.clone()),
    ("shipFrom", |row| {
        or_empty(row.declaration.ship_from.as_deref())
    }),
    ("shipTo", |row| or_empty(row.declaration.ship_to.as_deref())),
    ("company", |row| {
        or_empty(row.declaration.company.as_deref())
    }),
    ("plant", |row| or_empty(row.declaration.plant.as_deref())),
    ("storageLocation", |row| {
        or_empty(row.declaration.storage_location.as_deref())
    }),
    ("acceptanceDate", |row| {
        shown(row.declaration.declaration_date)
    }),
    ("dueAt", |row| shown(row.declaration.due_at)),
    ("errors", |row| row.errors.to_string()),
    ("warnings", |row| row.warnings.to_string()),
    ("assignee", |row| {
        or_empty(row.work.as_ref().and_then(|work| work.assignee.as_deref()))
    }),
    ("flag", |row| {
        let flag = row.work.as_ref().and_then(|work| work.flag);
        or_empty(flag.map(FlagColour::as_str))
    }),
    ("revision", |row| row.declaration.revision.to_string()),
    ("creationDate", |row| row.declaration.created_at.to_string()),
    ("lastUpdated", |row| row.declaration.updated_at.to_string()),
    ("id", |row| row.declaration.id.to_string()),
];

fn or_empty(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Whether these are columns, each once.
///
/// # Errors
/// What is wrong with them, in words.
pub(super) fn check_columns(names: &[String]) -> Result<(), String> {
    let known: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    for (at, name) in names.iter().enumerate() {
        if !known.contains(&name.as_str()) {
            return Err(format!("\"{name}\" is none of {}", known.join(", ")));
        }
        if names[..at].contains(name) {
            return Err(format!("\"{name}\" stands there twice"));
        }
    }
    Ok(())
}

/// The form of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Xlsx,
}

/// Gives the declarations that a search finds as a table: CSV (UTF-8) with 100,000 rows at most, or
/// a workbook with 20,000. Cells are text, so that no spreadsheet program computes or shortens one.
/// Where there are more rows than a table may have, CSV ends with a row that says so, and a workbook
/// is refused.
#[utoipa::path(
    get,
    path = "/v1/declarations/export",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("format" = Option<String>, Query, description = "csv (default) or xlsx"),
        ("columns" = Option<String>, Query, description = "Names with commas; all when absent"),
        ("externalReference" = Option<String>, Query, description =
            "This and all other parameters of `GET /v1/declarations`, `view=summary` with those of the \
            list too, but limit, offset and cursor"),
    ),
    responses((status = 200, description = "The table", content_type = "text/csv", body = String))
)]
pub async fn export_declarations(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Response, Problem> {
    let format = query.parsed("format", "csv or xlsx", |text| match text {
        "csv" => Some(Format::Csv),
        "xlsx" => Some(Format::Xlsx),
        _ => None,
    });
    let columns = query.parsed(
        "columns",
        "names of columns with commas, each once",
        |text| {
            let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
            check_columns(&names).is_ok().then_some(names)
        },
    );
    for name in ["limit", "offset", "cursor"] {
        if query.text(name).is_some() {
            query.error(name, "an export has no pages; leave it out");
        }
    }
    let (tenant, visible) = (authorized.tenant(), authorized.visible.clone());
    let found = FoundDeclarationPages::read(&mut query, &state, tenant, visible).await?;
    query.finish()?;
    let columns = match columns {
        None => COLUMNS.to_vec(),
        Some(names) => names
            .iter()
            .filter_map(|name| COLUMNS.iter().find(|(known, _)| known == name).copied())
            .collect(),
    };
    let export = Export {
        store: state.store().clone(),
        tenant,
        found,
        columns,
        is_begun: false,
        written: 0,
        is_ended: false,
    };
    match format.unwrap_or(Format::Csv) {
        Format::Csv => Ok(answer(CSV, "csv", Body::from_stream(export.into_csv()))),
        Format::Xlsx => Ok(answer(XLSX, "xlsx", Body::from(export.into_xlsx().await?))),
    }
}

fn answer(media_type: &'static str, ending: &str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"declarations.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, body).into_response()
}

/// A table that is made page by page.
struct Export {
    store: Store,
    tenant: TenantId,
    found: FoundDeclarationPages,
    columns: Vec<(&'static str, Cell)>,
    is_begun: bool,
    written: usize,
    is_ended: bool,
}

impl Export {
    fn heads(&self) -> Vec<String> {
        self.columns
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect()
    }

    /// The cells of the next page; none behind the last.
    async fn next(&mut self) -> anyhow::Result<Option<Vec<Vec<String>>>> {
        if self.is_ended {
            return Ok(None);
        }
        let Some(page) = self.found.next().await? else {
            self.is_ended = true;
            return Ok(None);
        };
        let ids: Vec<DeclarationId> = page.iter().map(|row| row.id).collect();
        let work = self.store.declaration_work(self.tenant, &ids).await?;
        let mut work: HashMap<DeclarationId, DeclarationWorkRecord> = work
            .into_iter()
            .map(|row| (row.declaration_id, row))
            .collect();
        let mut cells = Vec::with_capacity(page.len());
        for declaration in page {
            let findings = declaration.findings.get()?;
            let count = |severity| {
                findings
                    .iter()
                    .filter(|one| one.severity == severity)
                    .count()
            };
            let row = Row {
                work: work.remove(&declaration.id),
                errors: count(Severity::Error),
                warnings: count(Severity::Warning),
                declaration,
            };
            cells.push(self.columns.iter().map(|(_, cell)| cell(&row)).collect());
        }
        self.written += cells.len();
        Ok(Some(cells))
    }

    fn into_csv(self) -> impl futures::Stream<Item = anyhow::Result<Bytes>> {
        futures::stream::try_unfold(self, |mut export| async move {
            let mut rows = Vec::new();
            if !export.is_begun {
                export.is_begun = true;
                rows.push(export.heads());
            }
            match export.next().await? {
                Some(mut page) => rows.append(&mut page),
                None if rows.is_empty() => return Ok(None),
                None => {}
            }
            if export.written >= MOST_CSV && !export.is_ended {
                export.is_ended = true;
                rows.push(vec![format!(
                    "more than {MOST_CSV} rows: narrow the search"
                )]);
            }
            Ok(Some((Bytes::from(write_csv(rows)?), export)))
        })
    }

    async fn into_xlsx(mut self) -> Result<Vec<u8>, Problem> {
        let mut rows = vec![self.heads()];
        while let Some(mut page) = self.next().await? {
            rows.append(&mut page);
            if self.written > MOST_XLSX {
                let detail = format!(
                    "a workbook has {MOST_XLSX} rows at most: narrow the search, or take csv"
                );
                return Err(Problem::new(codes::EXPORT_TOO_LARGE, detail));
            }
        }
        let made = tokio::task::spawn_blocking(move || write_xlsx("declarations", &rows)).await;
        Ok(made.map_err(anyhow::Error::from)??)
    }
}
