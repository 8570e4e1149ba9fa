//! What of requests stands in the audit trail, though nothing was changed?
//!
//! Whoever took something away, read access codes, or was refused: by a right that is missing, or by a
//! state that does not allow what was asked for. An answer that must be told and cannot is not given.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cas_model::audit::AuditEvent;
use cas_store::{AuditRecord, PeopleChanges};

use crate::dry_run;
use crate::masking::{HoldsSecrets, Sight};
use crate::people;
use crate::problem::Problem;
use crate::serve::Peer;
use crate::state::ApiState;

/// Endpoints by which something is taken away as a file.
const EXPORTS: &[&str] = &[
    "/v1/audit/export",
    "/v1/configuration/export",
    "/v1/declarations/export",
    "/v1/decisiontables/{name}/versions/{file}",
    "/v1/masterdata/{kind}/export",
];

/// Tells the audit trail of what it is to know about a request and its answer.
pub(crate) async fn audit_request(
    State(state): State<ApiState>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let is_export = path.is_some_and(|path| EXPORTS.contains(&path.as_str()));
    let address = request.extensions().get::<Peer>();
    let address = address.map(|Peer(address)| address.to_string());
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let is_dry_run = dry_run::is_wanted(&request);
    let response = next.run(request).await;
    let holds_secrets = response.extensions().get::<HoldsSecrets>().is_some();
    let event = match response.status() {
        status if status.is_success() && is_export => AuditEvent::Exported,
        status if status.is_success() && holds_secrets => AuditEvent::AccessCodesRead,
        StatusCode::FORBIDDEN => AuditEvent::RequestRefused,
        StatusCode::CONFLICT if method != Method::GET && !is_dry_run => AuditEvent::RequestRefused,
        _ => return response,
    };
    let sight = response.extensions().get::<Sight>();
    let Some((tenant, actor)) = sight.and_then(Sight::caller) else {
        return response;
    };
    let detail = match (event, response.extensions().get::<Problem>()) {
        (AuditEvent::RequestRefused, Some(problem)) => {
            Some(format!("{method}: {}", problem.code()))
        }
        (_, _) => uri.query().map(str::to_owned),
    };
    let record = AuditRecord {
        tenant_id: tenant,
        event,
        actor: actor.to_owned(),
        user_id: None,
        subject: Some(uri.path().to_owned()),
        detail,
        address,
        recorded_at: state.now(),
    };
    let changes = PeopleChanges {
        audit: vec![record],
        ..PeopleChanges::default()
    };
    match people::commit(state.engine(), changes).await {
        Ok(()) => response,
        Err(error) if event.is_refusal() => {
            tracing::error!(%error, "a refusal could not be added to the audit trail");
            response
        }
        Err(error) => Problem::from(anyhow::Error::from(error)).into_response(),
    }
}
