//! Whose demo is it, and what differs from one to the next?

use cas_model::ids::TenantId;
use uuid::Uuid;

/// The tenant's id: always the same, so that an authority can be told where to answer before the
/// server has run.
pub const TENANT: TenantId = TenantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_00de_3070));

/// What differs between a demo and a bench.
pub struct Seed<'a> {
    /// The address of the authority that plays the customs systems, without a slash at its end.
    pub authority: &'a str,
    /// The secret the authority is shown.
    pub secret: &'a str,
    /// The secret the authority shows.
    pub callback_secret: &'a str,
    /// Hash of the client's secret.
    pub client_secret_hash: &'a str,
    /// The phase of the transit system: `P5` or `P6`.
    pub phase: &'a str,
}
