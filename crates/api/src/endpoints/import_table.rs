//! How does a decision table come from a spreadsheet or another product?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_engine::SentTable;
use cas_process::configuration::TableFormat;
use cas_process::configuration::tag;

use crate::configuration_answer::{SavedVersionAnswer, etag};
use crate::extract::{Configured, IfMatch, Query, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// Saves the rows (CSV, XLSX) or the table (DMN) of a file as the draft of a table. Every place that
/// the table needs and that is not taken over is told, and then nothing is saved. What else the file
/// holds, and what may be meant otherwise, stands in `notes`.
#[utoipa::path(
    post,
    path = "/v1/decisiontables/{name}/import",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("decision" = Option<String>, Query, description =
            "Of DMN, the decision whose table is wanted; the one of the table's name, or the only one, \
             when left out"),
        ("field" = Option<Vec<String>>, Query, description =
            "Of DMN, which field an input or output of the file is, as `Name=field`, such as \
             `Age=goodsShipment.plant`; may be repeated. Others are called as the draft's head calls \
             or labels them"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of what was read: of the draft, else of the newest version"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description =
        "text/csv, application/dmn+xml, or the media type of XLSX"),
    responses(
        (status = 200, description = "Saved as draft", body = SavedVersionAnswer),
        (status = 412, description = "The table is another one now"),
    )
)]
pub async fn import_table(
    configured: Configured,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    mut query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<SavedVersionAnswer>), Problem> {
    let accepted: Vec<&str> = TableFormat::ALL
        .iter()
        .map(|format| format.media_type())
        .collect();
    let sent = body::media_type(&headers, &accepted)?;
    let format = TableFormat::ALL
        .iter()
        .find(|format| format.media_type() == sent);
    let format = *format.ok_or_else(|| Problem::not_found("format of tables"))?;
    let decision = query.text("decision");
    let fields = query.each("field", "Name=field", |text| {
        let (name, field) = text.split_once('=')?;
        let (name, field) = (name.trim(), field.trim());
        (!name.is_empty() && !field.is_empty()).then(|| (name.to_owned(), field.to_owned()))
    });
    query.finish()?;
    let bytes = body::read(body, state.settings().body_limit).await?;
    let Configured { editor, name } = configured;
    let engine = state.engine();
    let file = SentTable {
        format,
        bytes,
        decision,
        fields: fields.into_iter().collect(),
    };
    let saved = engine.import_table(&editor, &name, file, expected).await?;
    let headers = etag(&tag(&saved.row));
    Ok((headers, Json(SavedVersionAnswer::new(saved)?)))
}
