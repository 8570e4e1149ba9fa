//! Which types of declaration are there, and what does the form of each ask for?

use axum::Json;
use axum::extract::{Path, State};
use cas_model::declaration_types::{self, DeclarationType};
use cas_model::ids::SystemCode;
use cas_process::forms::{FormPlace, form_of, systems_of};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadDeclarations};
use crate::form_answer::{FormFieldAnswer, SectionAnswer, Texts, a_territory, day_of, sections};
use crate::problem::Problem;
use crate::state::ApiState;

/// The types of declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationTypes {
    /// The types, imports first.
    declaration_types: Vec<TypeAnswer>,
}

/// A type of declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DeclarationType)]
pub struct TypeAnswer {
    /// Its code, as flows name it.
    #[schema(example = "H1")]
    code: &'static str,
    /// What people call the type.
    label: Texts,
    /// `import`, `export`, `transit` or `excise`.
    #[schema(example = "import")]
    category: &'static str,
    /// The declaration types (11 01) that it may say.
    #[schema(example = json!(["IM", "CO"]))]
    header_types: &'static [&'static str],
    /// The additional declaration types (11 02) that it may say.
    additional_types: &'static [&'static str],
    /// The requested procedures (11 09) that it is for.
    procedures: &'static [&'static str],
    /// Additional procedures (11 10) that make a declaration one of this type.
    marks: &'static [&'static str],
    /// Where it is laid down.
    source: &'static str,
    /// The customs systems that take it.
    systems: Vec<String>,
}

/// The form of a type of declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationForm {
    /// The type that the form is of.
    #[serde(flatten)]
    kind: TypeAnswer,
    /// The territory that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    territory: Option<String>,
    /// The day whose law counts.
    #[schema(format = Date)]
    on: String,
    /// The sections of the form, in their order.
    sections: Vec<SectionAnswer>,
    /// The fields, in their order: those that the type speaks of, and those that the message of a
    /// system has a place for.
    fields: Vec<FormFieldAnswer>,
}

impl TypeAnswer {
    fn new(state: &ApiState, kind: &'static DeclarationType) -> Self {
        let systems = systems_of(state.engine().registry(), kind);
        Self {
            code: kind.code,
            label: Texts::new(kind.name, Some(kind.name_de)),
            category: kind.category.as_str(),
            header_types: kind.header_types,
            additional_types: kind.additional_types,
            procedures: kind.procedures,
            marks: kind.marks,
            source: kind.source,
            systems: systems.iter().map(SystemCode::to_string).collect(),
        }
    }
}

/// Lists the types of declaration.
#[utoipa::path(
    get,
    path = "/v1/declarationtypes",
    tag = "forms",
    security(("oauth2" = ["read:declarations"])),
    responses((status = 200, description = "The types", body = DeclarationTypes))
)]
pub async fn declaration_types(
    _authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<DeclarationTypes>, Problem> {
    query.finish()?;
    let types = declaration_types::ALL.iter();
    let types = types.map(|kind| TypeAnswer::new(&state, kind)).collect();
    Ok(Json(DeclarationTypes {
        declaration_types: types,
    }))
}

/// Tells the form of a type of declaration: its sections and fields with their words, what must be
/// there by the law of a territory on a day, which codes they hold, and what fits into the messages
/// of the customs systems that take the type.
#[utoipa::path(
    get,
    path = "/v1/declarationtypes/{type}",
    tag = "forms",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("type" = String, Path, description = "The code of the type: `H1`, `B1`, `transit`, …",
            example = "H1"),
        ("territory" = Option<String>, Query, description =
            "Whose customs gets the declaration: a country (`DE`, `GB`, `XI`)"),
        ("on" = Option<String>, Query, description =
            "The day whose law counts; today when left out"),
    ),
    responses((status = 200, description = "The form", body = DeclarationForm))
)]
pub async fn get_declaration_type(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(code): Path<String>,
    mut query: Query,
) -> Result<Json<DeclarationForm>, Problem> {
    let territory = a_territory(&mut query);
    let on = query.date("on");
    query.finish()?;
    let unknown = || {
        let codes = declaration_types::ALL.iter().map(|kind| kind.code);
        let codes = codes.collect::<Vec<_>>().join(", ");
        Problem::not_found(&format!("type of declaration; there are {codes}"))
    };
    let kind = declaration_types::find(&code).ok_or_else(unknown)?;
    let day = day_of(&state, authorized.tenant(), on).await?;
    let place = FormPlace {
        territory: territory.as_deref(),
        day,
    };
    let lines = form_of(state.engine().registry(), kind, place);
    let lines = lines.into_iter();
    let lines = lines.filter(|line| line.need.is_some() || !line.systems.is_empty());
    let fields = lines.map(|line| FormFieldAnswer::new(line, kind, place.territory));
    Ok(Json(DeclarationForm {
        kind: TypeAnswer::new(&state, kind),
        on: day.to_string(),
        sections: sections(),
        fields: fields.collect(),
        territory,
    }))
}
