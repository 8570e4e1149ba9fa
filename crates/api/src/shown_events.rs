//! Which notifications is somebody shown who may see parts of the organisation only?
//!
//! Those of declarations that he may see, by the company and plant that they name; and what became
//! of a shipment message, where he is shown the message.

use cas_model::Organisation;
use cas_model::ids::IngestionId;
use cas_store::NotificationRecord;
use serde_json::Value;

use crate::extract::Authorized;
use crate::problem::Problem;
use crate::state::ApiState;

/// Of these notifications of the caller's tenant, those that he is shown.
///
/// # Errors
/// When the store fails, or what it holds cannot be read.
pub async fn shown_events<S>(
    state: &ApiState,
    authorized: &Authorized<S>,
    rows: impl IntoIterator<Item = NotificationRecord>,
) -> Result<Vec<NotificationRecord>, Problem> {
    if authorized.visible.is_none() {
        return Ok(rows.into_iter().collect());
    }
    let mut shown = Vec::new();
    for row in rows {
        if is_shown(state, authorized, &row).await? {
            shown.push(row);
        }
    }
    Ok(shown)
}

async fn is_shown<S>(
    state: &ApiState,
    authorized: &Authorized<S>,
    row: &NotificationRecord,
) -> Result<bool, Problem> {
    let body: Value = serde_json::from_str(row.body.as_str()).map_err(anyhow::Error::from)?;
    let data = &body["data"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let place = Organisation {
        company: text(&data["company"]),
        plant: text(&data["plant"]).or_else(|| text(&body["plantId"])),
        storage_location: None,
    };
    let Some(references) = data["ingestionReferences"].as_array() else {
        return Ok(authorized.sees(&place));
    };
    let Some(onlooker) = authorized.onlooker() else {
        return Ok(true);
    };
    for reference in references.iter().filter_map(Value::as_str) {
        let id = IngestionId::parse(reference).map_err(anyhow::Error::from)?;
        let tenant = authorized.tenant();
        if !state.store().shows_ingestion(tenant, id, &onlooker).await? {
            return Ok(false);
        }
    }
    Ok(!references.is_empty())
}
