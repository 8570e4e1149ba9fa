//! Is the shipment in the path the caller's?

use std::marker::PhantomData;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use cas_engine::Caller;
use cas_model::ids::ShipmentId;
use cas_store::ShipmentRecord;

use super::authorized::{Authorized, RequiredScope};
use super::path_id;
use crate::problem::Problem;
use crate::state::ApiState;

/// What it is called in refusals.
const WHAT: &str = "shipment";

/// A shipment of the caller's tenant that he may see.
pub struct OwnShipment<S> {
    /// The shipment, which is of the caller's tenant and visible to him.
    pub row: ShipmentRecord,
    /// Who calls, as he was authenticated.
    pub caller: Caller,
    scope: PhantomData<S>,
}

impl<S: RequiredScope> FromRequestParts<ApiState> for OwnShipment<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let authorized = Authorized::<S>::from_request_parts(parts, state).await?;
        let tenant = authorized.tenant();
        let parameters = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found(WHAT))?;
        let id = parameters.iter().find(|(name, _)| *name == "id");
        let id = ShipmentId(path_id(id.map_or("", |(_, text)| text), WHAT)?);
        let row = state.store().shipment(tenant, id).await?;
        let row = row.ok_or_else(|| Problem::not_found(WHAT))?;
        authorized.must_see(state, id.into(), WHAT).await?;
        Ok(Self {
            row,
            caller: authorized.caller,
            scope: PhantomData,
        })
    }
}
