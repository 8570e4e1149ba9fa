//! What does a person decide, about what?
//!
//! `Decided<TaskWord>` authorises, takes no parameters, and reads the id in the path and the body.

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use cas_engine::Caller;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::authorized::{AdminConfiguration, Authorized};
use super::query::Query;
use super::{body, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// The body of a decision.
pub trait Decision: DeserializeOwned {
    /// What is decided about, in refusals.
    const ABOUT: &'static str;
}

/// A decision of a caller who may decide, about what the path names.
pub struct Decided<D> {
    /// The caller, who may decide.
    pub caller: Caller,
    /// The id in the path.
    pub id: Uuid,
    /// What is decided, and why.
    pub decision: D,
}

impl<D: Decision> FromRequest<ApiState> for Decided<D> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let (mut parts, content) = request.into_parts();
        let parts = &mut parts;
        let authorized = Authorized::<AdminConfiguration>::from_request_parts(parts, state).await?;
        let Ok(query) = Query::from_request_parts(parts, state).await;
        let path = Path::<String>::from_request_parts(parts, state).await;
        query.finish()?;
        let Path(id) = path.map_err(|_| Problem::not_found(D::ABOUT))?;
        Ok(Self {
            caller: authorized.caller,
            id: path_id(&id, D::ABOUT)?,
            decision: body::small_json(&parts.headers, content).await?,
        })
    }
}
