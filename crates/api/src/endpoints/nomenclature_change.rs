//! What does a new edition of the nomenclature change in tables, articles and open declarations?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_model::ids::TenantId;
use cas_model::structure::calendar_date;
use cas_process::nomenclature::{Correlation, NomenclatureChange};
use cas_store::{DeclarationRecord, DeclarationSearch, MasterDataSearch};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::search_declarations;
use crate::codes;
use crate::extract::{AdminConfiguration, Authorized, Query, body};
use crate::master_data_answer;
use crate::nomenclature_answer::{
    ArticleOfChange, DeclarationOfChange, DraftOfChange, NomenclatureAnswer, row_position,
};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// Two editions of the nomenclature, and which code became which.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NomenclatureRequest {
    /// The first day of the new edition, such as 2027-01-01.
    #[schema(format = Date)]
    day: String,
    /// The codes until the day: an array, or `{"list": "CN", "on": "2026-12-31"}` for those of a
    /// code list.
    #[schema(value_type = Object)]
    old: CodesOfEdition,
    /// The codes from the day on, likewise.
    #[schema(value_type = Object)]
    new: CodesOfEdition,
    /// Which code became which; a code that becomes several stands several times.
    #[serde(default)]
    correlation: Vec<CorrelationLine>,
    /// Save what is proposed for tables as their drafts; only with `part=tables`.
    #[serde(default)]
    apply: bool,
}

/// The codes of an edition.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "an array of codes, or {\"list\": name, \"on\": day}"
)]
enum CodesOfEdition {
    Given(Vec<String>),
    Listed(CodesOfList),
}

/// The codes of a code list on a day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodesOfList {
    list: String,
    on: String,
}

/// A code, and one that it became.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrelationLine {
    /// The code until the day.
    old: String,
    /// A code of its goods from the day on.
    new: String,
    /// What it is about, for people.
    #[serde(default)]
    #[expect(
        dead_code,
        reason = "tables of correlation have it, and nothing follows from it"
    )]
    comment: Option<String>,
}

/// Compares two editions of the nomenclature and names what they touch: rows of decision tables, with
/// rows from the day on that ask for the same goods; articles, with their new codes; declarations
/// that customs has not accepted. Nothing is changed but drafts of tables, where that is asked for.
#[utoipa::path(
    post,
    path = "/v1/nomenclature/change",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("part" = Option<String>, Query, description =
            "tables (default), articles or declarations"),
        ("limit" = Option<u32>, Query, description =
            "At most so many rows, articles or declarations looked at; 1 to 100, default 100"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    request_body = NomenclatureRequest,
    responses((status = 200, description = "What is touched", body = NomenclatureAnswer))
)]
pub async fn nomenclature_change(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    mut query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<NomenclatureAnswer>, Problem> {
    let part = query.parsed("part", "tables, articles or declarations", Part::parse);
    let part = part.unwrap_or(Part::Tables);
    let (limit, cursor) = (query.limit(), query.text("cursor"));
    query.finish()?;
    let limit_of_body = state.settings().body_limit;
    let request: NomenclatureRequest = body::typed_json(&headers, body, limit_of_body).await?;
    if request.apply && part != Part::Tables {
        return Err(wrong("apply", "proposals are saved of tables only"));
    }
    let tenant = authorized.tenant();
    let apply = request.apply;
    let change = read_change(&state, tenant, request).await?;
    let mut answer = NomenclatureAnswer::counted(&change);
    match part {
        Part::Tables => {
            let touched = state.engine().touched_tables(tenant, &change).await?;
            let begin = position(cursor, row_position)?;
            let taken = answer.take_rows(&touched, limit, begin);
            taken.map_err(anyhow::Error::from)?;
            if apply {
                let editor = authorized.editor();
                let drafts = state.engine().draft_proposals(&editor, touched).await?;
                answer.drafts = drafts.into_iter().map(DraftOfChange::from).collect();
            }
        }
        Part::Articles => {
            let after = position(cursor, master_data_answer::position_of)?;
            let search = MasterDataSearch {
                after,
                limit,
                ..MasterDataSearch::default()
            };
            let found = state.engine().touched_articles(tenant, &change, search);
            let (articles, last) = found.await?;
            answer.articles = articles.into_iter().map(ArticleOfChange::from).collect();
            let cursor = |(code, day): (String, _)| master_data_answer::cursor_behind(&code, day);
            answer.next_cursor = last.map(cursor);
        }
        Part::Declarations => {
            let after = position(cursor, search_declarations::position_of)?;
            let search = DeclarationSearch {
                after: after.map(|(_, position)| position),
                limit,
                ..DeclarationSearch::default()
            };
            let sort = search.sort;
            let found = state.engine().touched_declarations(tenant, &change, search);
            let found = found.await?;
            let told = found.declarations.into_iter();
            answer.declarations = told
                .map(|(row, codes)| DeclarationOfChange::new(&row, codes))
                .collect();
            let cursor = |row: DeclarationRecord| search_declarations::cursor_behind(&row, sort);
            answer.next_cursor = found.last.map(cursor);
        }
    }
    Ok(Json(answer))
}

/// What is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Tables,
    Articles,
    Declarations,
}

impl Part {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "tables" => Some(Self::Tables),
            "articles" => Some(Self::Articles),
            "declarations" => Some(Self::Declarations),
            _ => None,
        }
    }
}

fn wrong(field: &str, message: &str) -> Problem {
    Problem::new(codes::INVALID_PARAMETER, format!("{field} is wrong"))
        .with_errors(vec![FieldProblem::new(field, message)])
}

fn position<T>(
    cursor: Option<String>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    let position = cursor.map(|cursor| {
        read(&cursor).ok_or_else(|| wrong("cursor", "must be a nextCursor of the same question"))
    });
    position.transpose()
}

fn date(field: &str, text: &str) -> Result<Date, Problem> {
    calendar_date(text).ok_or_else(|| wrong(field, "must be a date YYYY-MM-DD"))
}

async fn codes_of(
    state: &ApiState,
    tenant: TenantId,
    field: &str,
    edition: CodesOfEdition,
) -> Result<Vec<String>, Problem> {
    let codes = match edition {
        CodesOfEdition::Given(codes) => codes,
        CodesOfEdition::Listed(CodesOfList { list, on }) => {
            let on = date(field, &on)?;
            state.engine().codes_of_list(tenant, &list, on).await?
        }
    };
    match codes.is_empty() {
        true => Err(wrong(field, "has no codes")),
        false => Ok(codes),
    }
}

async fn read_change(
    state: &ApiState,
    tenant: TenantId,
    request: NomenclatureRequest,
) -> Result<NomenclatureChange, Problem> {
    let day = date("day", &request.day)?;
    let old = codes_of(state, tenant, "old", request.old).await?;
    let new = codes_of(state, tenant, "new", request.new).await?;
    let lines = request.correlation.iter();
    let correlation = lines.map(|line| Correlation::between(&line.old, &line.new));
    let (old, new) = (old.iter(), new.iter());
    let (old, new) = (old.map(String::as_str), new.map(String::as_str));
    Ok(NomenclatureChange::between(
        day,
        old,
        new,
        correlation.collect(),
    ))
}
