//! What would the law of another day say of the declarations of a period?

use axum::Json;
use axum::extract::State;
use cas_engine::law_replay::LawReplay;
use cas_model::spelling::Spelling;
use cas_process::law_replay::Verdict;
use cas_store::{DeclarationRecord, DeclarationSearch, DeclarationSort};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::search_declarations::{cursor_behind, position_of, since, until};
use crate::extract::{AdminConfiguration, Authorized, Query};
use crate::problem::Problem;
use crate::state::ApiState;

/// What would be said otherwise.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RulesReplay {
    /// The day whose law was asked.
    #[schema(format = Date)]
    on: String,
    /// How many declarations of the page were judged; those that were withdrawn are not.
    declarations: usize,
    /// What each rule would say otherwise, by its code.
    rules: Vec<RuleReplay>,
    /// The declarations of which something else would be said, newest first.
    changes: Vec<DeclarationReplay>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What a rule would say otherwise.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleReplay {
    /// The rule, such as `V0025`.
    code: String,
    /// What the rule is called.
    name: String,
    /// `error` where it stops a declaration, else `warning`.
    severity: &'static str,
    /// In how many declarations of the page it would find something new.
    new: usize,
    /// In how many it would no longer find what it finds now.
    gone: usize,
    /// Ids of some of these declarations, at most five.
    examples: Vec<String>,
}

/// What would become of a declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationReplay {
    /// The id of the declaration.
    declaration_id: String,
    /// The reference that the ERP gave the shipment.
    external_reference: String,
    /// The local reference number (LRN), which we gave it.
    lrn: String,
    /// The type of the declaration, such as `H7`.
    declaration_type: String,
    /// The country whose customs gets it.
    jurisdiction: String,
    /// The day whose law it is held to now.
    #[schema(format = Date)]
    law_day: String,
    /// `newlyStopped`, `noLongerStopped`, `newFindings` or `fewerFindings`.
    turn: &'static str,
    /// Findings that there would be: `code`, `message`, `description`, `severity`, `fields`.
    #[schema(value_type = Vec<Object>)]
    new_findings: Value,
    /// Findings that there would not be any more.
    #[schema(value_type = Vec<Object>)]
    gone_findings: Value,
}

/// Judges the declarations of a period by the rules and lists of another day, beside those that
/// they are held to: the documents as they are, without deducing values again. Nothing is stored.
#[utoipa::path(
    post,
    path = "/v1/rules/replay",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("on" = String, Query, description = "The day whose law is asked"),
        ("creationDateFrom" = Option<String>, Query, description =
            "Only declarations created at or after; a day is local"),
        ("creationDateTo" = Option<String>, Query, description =
            "Only declarations created at or before; a day is local"),
        ("customsFlow" = Option<String>, Query, description = "Only those of a flow"),
        ("plant" = Option<String>, Query, description = "Only those of a plant"),
        ("declarationType[]" = Option<Vec<String>>, Query, description = "Types; repeatable"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "What would be said otherwise", body = RulesReplay))
)]
pub async fn replay_rules(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<RulesReplay>, Problem> {
    let on = query.date("on");
    let search = read_search(&mut query);
    if on.is_none() {
        query.error("on", "name the day whose law is asked, YYYY-MM-DD");
    }
    query.finish()?;
    let on = on.unwrap_or_default();
    let replay = state.engine().replay_law(authorized.tenant(), on, &search);
    let LawReplay {
        judged,
        changed,
        rules,
        last,
    } = replay.await?;
    let rules = rules.0.into_iter().map(|(code, turns)| RuleReplay {
        code,
        name: turns.name,
        severity: if turns.is_error { "error" } else { "warning" },
        new: turns.new,
        gone: turns.gone,
        examples: turns.examples,
    });
    let changes = changed
        .iter()
        .map(|(row, verdict)| DeclarationReplay::new(row, verdict));
    Ok(Json(RulesReplay {
        on: on.to_string(),
        declarations: judged,
        rules: rules.collect(),
        changes: changes.collect::<anyhow::Result<_>>()?,
        next_cursor: last.map(|row| cursor_behind(&row, search.sort)),
    }))
}

fn read_search(query: &mut Query) -> DeclarationSearch {
    let any = |text: &str| Some(Spelling::Reference.normalize(text).into_owned());
    let sort = DeclarationSort::default();
    DeclarationSearch {
        created_from: query.moment("creationDateFrom").map(since),
        created_to: query.moment("creationDateTo").map(until),
        flow: query.text("customsFlow"),
        plant: query.spelled("plant", Spelling::Reference),
        declaration_types: query.each("declarationType", "a declaration type", any),
        sort,
        after: query.parsed("cursor", "a nextCursor of the same search", |text| {
            position_of(text)
                .filter(|(order, _)| *order == sort)
                .map(|(_, position)| position)
        }),
        limit: query.limit(),
        ..DeclarationSearch::default()
    }
}

impl DeclarationReplay {
    fn new(row: &DeclarationRecord, verdict: &Verdict) -> anyhow::Result<Self> {
        Ok(Self {
            declaration_id: row.id.to_string(),
            external_reference: row.external_reference.clone(),
            lrn: row.lrn.clone(),
            declaration_type: row.declaration_type.clone(),
            jurisdiction: row.jurisdiction.clone(),
            law_day: verdict.law_day.to_string(),
            turn: verdict.turn.as_str(),
            new_findings: serde_json::to_value(&verdict.new)?,
            gone_findings: serde_json::to_value(&verdict.gone)?,
        })
    }
}
