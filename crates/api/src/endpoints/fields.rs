//! Which fields has a declaration, and what does each type say of them?

use axum::Json;
use axum::extract::State;
use cas_model::declaration_types;
use cas_model::form::{self, FormField};
use cas_process::configuration::table_columns::{TableColumn, table_column};
use cas_process::forms::{FormPlace, need_of};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadDeclarations};
use crate::form_answer::{FieldAnswer, NeedAnswer, SectionAnswer, a_territory, day_of, sections};
use crate::problem::Problem;
use crate::state::ApiState;

/// The fields of a declaration's document.
#[derive(Serialize, ToSchema)]
pub struct Fields {
    /// The sections of a form, in their order.
    sections: Vec<SectionAnswer>,
    /// The fields, in the order of forms.
    fields: Vec<KnownField>,
}

/// A field, and what each type of declaration says of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KnownField {
    /// The field itself, with its words.
    #[serde(flatten)]
    field: FieldAnswer,
    /// What the types say of it that say something.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    needs: Vec<NeedOfType>,
    /// As what a decision table names it, where `for=table` asks for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<ColumnAnswer>,
}

/// A field as a column of a decision table.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ColumnAnswer {
    /// The name of the field in tables. `[]` stands for an element that is to be chosen: by its
    /// place `[0]`, by its type `[CN]`, or `[+]` for one that is appended.
    #[schema(example = "item.goodsMeasure.gmass")]
    name: String,
    /// The types that a column of it may have, the usual one first.
    types: Vec<&'static str>,
    /// Whether the table is asked for each goods item.
    is_of_item: bool,
}

impl From<TableColumn> for ColumnAnswer {
    fn from(column: TableColumn) -> Self {
        Self {
            name: column.name,
            types: column.types,
            is_of_item: column.is_of_item,
        }
    }
}

/// What one type says of a field.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NeedOfType {
    /// The code of the type that says it.
    #[schema(example = "H1")]
    declaration_type: &'static str,
    /// What the type says of the field.
    #[serde(flatten)]
    need: NeedAnswer,
}

/// Lists the fields of a declaration: what each is called in English and German, where forms show
/// it, what it holds, which code lists it is of, and which types of declaration ask for it. What
/// fits into the message of a customs system is in the form of a type.
#[utoipa::path(
    get,
    path = "/v1/fields",
    tag = "forms",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("path" = Option<String>, Query, description = "Only the field of this path and what is \
            below, without numbers: `goodsShipment.consignment`"),
        ("for" = Option<String>, Query, description = "`table`: only what decision tables can name, \
            with the column that it is there, and without what the types say of it"),
        ("search" = Option<String>, Query, description =
            "Only fields whose path or whose label in either language holds this"),
        ("territory" = Option<String>, Query, description =
            "Whose customs gets the declaration: a country (`DE`, `GB`, `XI`)"),
        ("on" = Option<String>, Query, description =
            "The day whose law counts; today when left out"),
    ),
    responses((status = 200, description = "The fields", body = Fields))
)]
pub async fn fields(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<Fields>, Problem> {
    let is_field = |path: &str| form::find(path).map(|_| path.to_owned());
    let within = query.parsed("path", "the path of a field, without numbers", is_field);
    let for_table = query.parsed("for", "table", |text| (text == "table").then_some(()));
    let search = query.text("search").map(|text| text.to_lowercase());
    let territory = a_territory(&mut query);
    let on = query.date("on");
    query.finish()?;
    let place = FormPlace {
        territory: territory.as_deref(),
        day: day_of(&state, authorized.tenant(), on).await?,
    };
    let holds = |field: &FormField, part: &str| {
        let words = [&field.path, field.label.en, field.label.de];
        words.iter().any(|word| word.to_lowercase().contains(part))
    };
    let is_meant = |field: &&FormField| {
        within.as_deref().is_none_or(|path| field.is_within(path))
            && search.as_deref().is_none_or(|part| holds(field, part))
    };
    let fields = form::all().iter().filter(is_meant);
    let fields = match for_table {
        None => fields.map(|field| known(field, place)).collect(),
        Some(()) => fields.filter_map(|field| as_column(field, place)).collect(),
    };
    Ok(Json(Fields {
        sections: sections(),
        fields,
    }))
}

fn known(field: &'static FormField, place: FormPlace<'_>) -> KnownField {
    let needs = declaration_types::ALL.iter().filter_map(|kind| {
        let need = need_of(kind, &field.path, place)?;
        Some(NeedOfType {
            declaration_type: kind.code,
            need: need.into(),
        })
    });
    KnownField {
        field: FieldAnswer::new(field, None, place.territory),
        needs: needs.collect(),
        column: None,
    }
}

fn as_column(field: &'static FormField, place: FormPlace<'_>) -> Option<KnownField> {
    Some(KnownField {
        column: Some(table_column(field)?.into()),
        field: FieldAnswer::new(field, None, place.territory),
        needs: Vec::new(),
    })
}
