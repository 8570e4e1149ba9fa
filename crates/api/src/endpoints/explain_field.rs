//! Why does a field of a declaration say what it says, or nothing?

use axum::Json;
use axum::extract::State;
use cas_process::field_explanation::{FieldExplanation, WantedField};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::get_declaration_origins::ValueOrigin;
use crate::codes;
use crate::extract::{AdminConfiguration, OwnDeclaration, Query};
use crate::origin_answer::OriginsByPath;
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// So many near misses are told where nobody says how many.
const NEAR_MISSES: usize = 10;

/// Which tables could have filled a field, and what each was asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldExplanationAnswer {
    /// The field as tables name it.
    field: String,
    /// The step of the flow whose tables were asked.
    step: String,
    /// The day as of which they were asked.
    #[schema(format = Date)]
    as_of: String,
    /// What stands in the field now, with its origin; empty where nothing does.
    values: Vec<ValueOrigin>,
    /// The tables with an output for the field, in the order they are asked: `table`, `version`,
    /// `output`, `mode`, `stage` (`beforeCalculations`, `afterCalculations`), `moreItems` and `asked`:
    /// for each of the first 20 goods items, or once for the document, `item` (from 0), the
    /// `inputs`, what each `row` that fired `says` for the field, the `rows` that fired with their
    /// cells, `nearMisses` with `rows` (`row`, `input`, `cell`, `value`, `outcome`, `outrankedBy`)
    /// and how many `more` there are, and the `error` that is in the place of an answer.
    #[schema(value_type = Vec<Object>)]
    tables: Value,
    /// Tables that the step names and of which nothing can be told: `table` and `why`.
    #[schema(value_type = Vec<Object>)]
    not_told: Value,
}

impl FieldExplanationAnswer {
    fn new(explanation: FieldExplanation, origins: &OriginsByPath) -> anyhow::Result<Self> {
        let values = explanation.values.into_iter().map(|found| {
            let origin = origins.origin_at(found.path.as_str());
            ValueOrigin::new(&found.path, found.value, origin)
        });
        Ok(Self {
            field: explanation.field,
            step: explanation.step,
            as_of: explanation.as_of.to_string(),
            values: values.collect(),
            tables: serde_json::to_value(explanation.tables)?,
            not_told: serde_json::to_value(explanation.not_told)?,
        })
    }
}

/// Explains a field of a declaration without being told a table: the tables of its step that have an
/// output for it, what each was asked and said, and the rows that failed in one cell alone, the
/// closest first. The deductions are run again, as of the day they were run; nothing is stored.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/explanation",
    tag = "declarations",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("field" = String, Query, description =
            "The field: a path of the document, or as tables name it (item.… for goods items)"),
        ("item" = Option<usize>, Query, description = "The goods item, from 0; all when left out"),
        ("nearMisses" = Option<usize>, Query, description =
            "So many rows of each question that failed in one cell alone; 0 to 100, default 10"),
    ),
    responses((status = 200, description = "Why", body = FieldExplanationAnswer))
)]
pub async fn explain_field(
    declaration: OwnDeclaration<AdminConfiguration>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<FieldExplanationAnswer>, Problem> {
    let field = query.text("field");
    let item = query.parsed("item", "a whole number from 0", |text| text.parse().ok());
    let at_most = |text: &str| text.parse().ok().filter(|most| (0..=100).contains(most));
    let near_misses = query.parsed("nearMisses", "a number from 0 to 100", at_most);
    query.finish()?;
    let Some(field) = field else {
        let missing = FieldProblem::new("field", "say which field is asked about");
        return Err(
            Problem::new(codes::INVALID_PARAMETER, "field is missing").with_errors(vec![missing])
        );
    };
    let wanted = WantedField {
        field,
        item,
        near_misses: near_misses.unwrap_or(NEAR_MISSES),
    };
    let (tenant, id) = (declaration.row.tenant_id, declaration.row.id);
    let explanation = state.engine().explain_field(tenant, id, &wanted).await?;
    let origins = OriginsByPath::of_revision(&declaration.revision(&state).await?)?;
    Ok(Json(FieldExplanationAnswer::new(explanation, &origins)?))
}
