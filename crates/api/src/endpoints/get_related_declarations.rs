//! Which declarations belong together with one?
//!
//! Links are not stored: they are looked up by the numbers that both have. See decision 15.

use std::collections::BTreeMap;

use anyhow::Context as _;
use axum::Json;
use axum::extract::State;
use cas_model::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_process::collaboration::organisation_of;
use cas_store::DeclarationRecord;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// The declarations that belong together with one.
#[derive(Serialize, ToSchema)]
pub struct RelatedDeclarations {
    /// Each once for each relation, the oldest first.
    related: Vec<RelatedDeclaration>,
}

/// A declaration that belongs together with another.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RelatedDeclaration {
    /// How the two belong together.
    relation: Relation,
    /// The id that this system gave it.
    #[schema(format = Uuid)]
    declaration_id: String,
    /// The ERP's reference of its shipment.
    customs_shipment_reference: String,
    /// The customs system that it goes to.
    system: String,
    /// Its type within the system.
    declaration_type: String,
    /// Our number, known to customs.
    lrn: String,
    /// Number given by customs.
    mrn: Option<String>,
    /// Number given by the excise system.
    arc: Option<String>,
    /// The status that it has now.
    current_status: &'static str,
}

/// How a declaration belongs together with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Relation {
    /// The excise movement that this one was split from.
    SplitFrom,
    /// An excise movement that this one was split into.
    SplitInto,
    /// The export declaration of the goods of this movement, as customs told.
    ExportDeclaration,
    /// A declaration or movement whose MRN or ARC a document of this one names.
    Named,
    /// Another declaration of the same shipment, where nothing closer holds.
    SameShipment,
}

/// Reads which declarations belong together with one: the parts of a split excise movement and
/// the whole, an excise movement and the export of its goods, a declaration and those whose numbers
/// its documents name, and the others of its shipment.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/related",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 200, description = "The others", body = RelatedDeclarations))
)]
pub async fn get_related_declarations(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<Json<RelatedDeclarations>, Problem> {
    let revision = declaration.revision(&state).await?;
    let row = &declaration.row;
    let document = revision.document.get().context("the document")?;
    let facts = row.facts.get().context("the facts")?;
    let numbers = numbers(&document, &facts);
    let wanted: Vec<String> = numbers.keys().cloned().collect();
    let found = state
        .store()
        .declarations_numbered(row.tenant_id, &wanted)
        .await?;
    let visible = declaration.visible.as_ref();
    let is_visible = |other: &DeclarationRecord| {
        visible.is_none_or(|visible| visible.contain(&organisation_of(other)))
    };
    let others = found.into_iter().filter(|other| other.id != row.id);
    let related: Vec<RelatedDeclaration> = others
        .filter(is_visible)
        .flat_map(|other| related(&numbers, other))
        .collect();
    let of_shipment = state
        .store()
        .declarations_of_shipments(&[row.shipment_id])
        .await?;
    let siblings = of_shipment.iter().filter(|other| other.id != row.id);
    let siblings = siblings.filter(|other| is_visible(other));
    let is_closer = |other: &DeclarationRecord| {
        let id = other.id.to_string();
        related.iter().any(|it| it.declaration_id == id)
    };
    let siblings = siblings.filter(|other| !is_closer(other));
    let siblings = siblings.map(|other| answer(Relation::SameShipment, other));
    let siblings: Vec<RelatedDeclaration> = siblings.collect();
    Ok(Json(RelatedDeclarations {
        related: related.into_iter().chain(siblings).collect(),
    }))
}

/// The numbers of others that a declaration knows, and what each is to it.
fn numbers(
    document: &SingleAdministrativeDocument,
    facts: &CustomsFacts,
) -> BTreeMap<String, Vec<Relation>> {
    let movement = document.excise_movement.as_deref();
    let upstream = movement.and_then(|movement| movement.upstream_arc.as_deref());
    let upstream = upstream.map(|arc| (arc, Relation::SplitFrom));
    let parts = facts.downstream_arcs.iter();
    let parts = parts.map(|arc| (arc.as_str(), Relation::SplitInto));
    let export = facts.export_declaration.as_deref();
    let export = export.map(|mrn| (mrn, Relation::ExportDeclaration));
    let named = document.named_numbers().into_iter();
    let named = named.map(|number| (number, Relation::Named));
    let mut numbers: BTreeMap<String, Vec<Relation>> = BTreeMap::new();
    for (number, relation) in upstream.into_iter().chain(parts).chain(export).chain(named) {
        numbers.entry(number.to_owned()).or_default().push(relation);
    }
    numbers
}

fn related(
    numbers: &BTreeMap<String, Vec<Relation>>,
    other: DeclarationRecord,
) -> Vec<RelatedDeclaration> {
    let own = [other.mrn.as_deref(), other.arc.as_deref()];
    let own = own.into_iter().flatten();
    let relations = own.filter_map(|number| numbers.get(number)).flatten();
    relations
        .map(|relation| answer(*relation, &other))
        .collect()
}

fn answer(relation: Relation, other: &DeclarationRecord) -> RelatedDeclaration {
    RelatedDeclaration {
        relation,
        declaration_id: other.id.to_string(),
        customs_shipment_reference: other.external_reference.clone(),
        system: other.system.to_string(),
        declaration_type: other.declaration_type.clone(),
        lrn: other.lrn.clone(),
        mrn: other.mrn.clone(),
        arc: other.arc.clone(),
        current_status: other.status.as_str(),
    }
}
