//! Is the shipment in the path the caller's?
//!
//! A path names a shipment by the reference that the ERP gave it, and where goods come in and go out
//! by the same one, `direction` says which is meant.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use cas_model::Direction;
use cas_model::collaboration::Subject;
use cas_model::spelling::Spelling;
use cas_store::{ShipmentIdentity, ShipmentRecord};

use super::Query;
use super::authorized::{Authorized, RequiredScope};
use crate::problem::Problem;
use crate::state::ApiState;

/// What it is called in refusals.
const WHAT: &str = "shipment";

/// A shipment of the caller's tenant that he may see.
pub struct OwnShipment<S> {
    /// The shipment, which is of the caller's tenant and visible to him.
    pub row: ShipmentRecord,
    /// Who calls, and what he may see.
    pub authorized: Authorized<S>,
    /// The parameters beside `direction`.
    pub query: Query,
}

impl<S: RequiredScope> FromRequestParts<ApiState> for OwnShipment<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let authorized = Authorized::<S>::from_request_parts(parts, state).await?;
        let parameters = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found(WHAT))?;
        let reference = parameters.iter().find(|(name, _)| *name == "reference");
        let reference = reference.map_or("", |(_, text)| text);
        let mut query = Query::of_text(parts.uri.query().unwrap_or_default());
        let direction = query.parsed("direction", "IN or OUT", Direction::parse);
        let mut found = shown(&authorized, state, reference, direction).await?;
        if found.len() > 1 {
            query.error(
                "direction",
                "goods come in and go out by this reference; send IN or OUT",
            );
        }
        let query = query.right_so_far()?;
        let row = found.pop().ok_or_else(|| Problem::not_found(WHAT))?;
        Ok(Self {
            row,
            authorized,
            query,
        })
    }
}

/// The shipments of a reference that the caller may see: one for each direction at most.
async fn shown<S>(
    authorized: &Authorized<S>,
    state: &ApiState,
    reference: &str,
    direction: Option<Direction>,
) -> Result<Vec<ShipmentRecord>, Problem> {
    let reference = Spelling::Reference.normalize(reference).into_owned();
    let directions = direction.map_or(vec![Direction::In, Direction::Out], |it| vec![it]);
    let identities = directions.into_iter().map(|direction| ShipmentIdentity {
        tenant_id: authorized.tenant(),
        external_reference: reference.clone(),
        direction,
    });
    let identities: Vec<_> = identities.collect();
    let found = state.store().shipments_by_identity(&identities).await?;
    let subjects: Vec<Subject> = found.iter().map(|row| row.id.into()).collect();
    let shown = authorized.shown_subjects(state, &subjects).await?;
    let found = found.into_iter();
    Ok(found.filter(|row| shown.contains(&row.id.into())).collect())
}
