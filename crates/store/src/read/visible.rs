//! What of a tenant is shown to somebody who is restricted to parts of the organisation?
//!
//! Declarations say where they belong; whatever is about one is shown where it is.

use cas_model::ids::TenantId;
use cas_model::visibility::VisibleParts;

use crate::db::Query;
use crate::rows::Onlooker;

/// Only declarations that somebody may see; all where there is no restriction.
pub(super) fn and_visible(query: Query, visible: Option<&VisibleParts>) -> Query {
    match visible {
        None => query,
        Some(visible) => of_parts(query.sql(" AND "), visible),
    }
}

/// Only rows of a table that are about a declaration that somebody may see; all where there is no
/// restriction. Asked of each row for itself, so that no walk over declarations follows.
pub(super) fn and_about_visible(
    query: Query,
    table: &str,
    tenant: TenantId,
    visible: Option<&VisibleParts>,
) -> Query {
    let Some(visible) = visible else { return query };
    let query = of_parts(query.sql(" AND (SELECT "), visible);
    query
        .sql(&format!(
            " FROM declaration AS one WHERE one.id = {table}.declaration_id AND one.tenant_id = "
        ))
        .bind(&tenant)
        .sql(")")
}

/// Only ingestions that somebody may see: of master data, which is of the whole tenant; those that
/// he sent; and those of references under which all declarations, and at least one, are visible.
pub(super) fn and_shown(query: Query, tenant: TenantId, onlooker: Option<&Onlooker>) -> Query {
    let Some(Onlooker { visible, sender }) = onlooker else {
        return query;
    };
    let query = query
        .sql(" AND (kind NOT IN ('CustomsShipment', 'ShipmentEvent') OR client_id = ")
        .bind(sender)
        .sql(" OR ");
    let of_reference = "one.external_reference = ingestion.external_reference AND one.tenant_id";
    all_visible(query, of_reference, tenant, visible).sql(")")
}

/// Only shipments that somebody may see: those of which all declarations, and at least one, are
/// visible, as a shipment says what all of them say.
pub(super) fn and_shipment_shown(
    query: Query,
    tenant: TenantId,
    visible: Option<&VisibleParts>,
) -> Query {
    let Some(visible) = visible else { return query };
    // By the shipment: no index of the tenant's is to be taken.
    let of_shipment = "one.shipment_id = shipment.id AND COALESCE(one.tenant_id, '')";
    all_visible(query.sql(" AND "), of_shipment, tenant, visible)
}

/// That there are such declarations of a tenant, and that somebody may see all of them.
fn all_visible(query: Query, which: &str, tenant: TenantId, visible: &VisibleParts) -> Query {
    let query = query.sql("(SELECT MIN(CASE WHEN ");
    of_parts(query, visible)
        .sql(&format!(
            " THEN 1 ELSE 0 END) FROM declaration AS one WHERE {which} = "
        ))
        .bind(&tenant)
        .sql(") = 1")
}

/// That a declaration belongs to one of the parts. Nothing belongs to none.
fn of_parts(query: Query, visible: &VisibleParts) -> Query {
    let companies: Vec<String> = visible.companies.iter().cloned().collect();
    let plants: Vec<String> = visible.plants.iter().cloned().collect();
    match (companies.is_empty(), plants.is_empty()) {
        (true, true) => query.sql("(1 = 0)"),
        (false, true) => query.sql("(company IN ").list(&companies).sql(")"),
        (true, false) => query.sql("(plant IN ").list(&plants).sql(")"),
        (false, false) => query
            .sql("(company IN ")
            .list(&companies)
            .sql(" OR plant IN ")
            .list(&plants)
            .sql(")"),
    }
}
