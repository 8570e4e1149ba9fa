//! How is a table read from a body?
//!
//! As CSV or as a workbook, by its content type, on a thread that nobody waits for.

use axum::body::Body;
use axum::http::HeaderMap;
use bytes::Bytes;
use cas_process::sheet::{Sheet, SheetFormat};

use crate::codes;
use crate::extract::body;
use crate::problem::Problem;
use crate::state::ApiState;

/// The media type of comma-separated text.
pub const CSV: &str = "text/csv";
/// The media type of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table, and the bytes that it was read from.
pub struct SheetBody {
    /// The table that was read.
    pub sheet: Sheet,
    /// As it was sent.
    pub bytes: Bytes,
}

/// Reads a table.
///
/// # Errors
/// Another content type, too large, or no table.
pub async fn read(state: &ApiState, headers: &HeaderMap, body: Body) -> Result<Sheet, Problem> {
    read_with_bytes(state, headers, body)
        .await
        .map(|read| read.sheet)
}

/// Reads a table, and keeps the bytes.
///
/// # Errors
/// Another content type, too large, or no table.
pub async fn read_with_bytes(
    state: &ApiState,
    headers: &HeaderMap,
    body: Body,
) -> Result<SheetBody, Problem> {
    let format = match body::media_type(headers, &[CSV, XLSX])? {
        XLSX => SheetFormat::Xlsx,
        _ => SheetFormat::Csv,
    };
    let bytes = body::read(body, state.settings().batch_limit).await?;
    let read = bytes.clone();
    let sheet = tokio::task::spawn_blocking(move || Sheet::read(format, &read)).await;
    let sheet = sheet
        .map_err(|error| Problem::from(anyhow::Error::from(error)))?
        .map_err(|error| Problem::new(codes::IMPORT_REFUSED, error.to_string()))?;
    Ok(SheetBody { sheet, bytes })
}
