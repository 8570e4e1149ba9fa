//! Which declarations are there?
//!
//! With their documents, in pages by `offset`, or by `cursor`, which stays right and fast however deep
//! one goes. With `view=summary` without documents, by more filters and in more orders, however many
//! there are.

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_model::ids::DeclarationId;
use cas_model::reported_finding::FindingContext;
use cas_model::spelling::Spelling;
use cas_model::{Direction, Status};
use cas_store::{DeclarationRecord, DeclarationSearch, DeclarationSort, LocalTime};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::declaration_answer::DeclarationAnswer;
use crate::document_schema::DeclarationDocument;
use crate::extract::{Asking, Authorized, Moment, Query, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::summary_answer::{DeclarationSummaries, read_summary_search};

/// Declarations that were found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Declarations {
    /// The declarations that match what was searched.
    declarations: Vec<DeclarationAnswer>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Declarations that were found, with their documents or without.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum FoundDeclarations {
    /// Whole declarations, with their documents.
    Whole(Declarations),
    /// Rows without documents, for `view=summary`.
    Summaries(DeclarationSummaries),
}

/// The public names of the sort orders.
const SORTS: &[(&str, DeclarationSort)] = &[
    ("-creationDate", DeclarationSort::CreatedDescending),
    ("creationDate", DeclarationSort::CreatedAscending),
    ("-lastUpdated", DeclarationSort::UpdatedDescending),
    ("lastUpdated", DeclarationSort::UpdatedAscending),
];

/// Searches declarations. Parameters are combined with "and"; a repeated one means "one of". With
/// `view=summary` a row per declaration without its document, by the parameters marked (summary) as
/// well; lists are separated by commas there, and neither case nor blanks count in numbers.
#[utoipa::path(
    get,
    path = "/v1/declarations",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("externalReference" = Option<String>, Query, description = "The ERP's reference"),
        ("direction" = Option<String>, Query, description = "IN or OUT"),
        ("shipFrom" = Option<String>, Query, description = "Country (ISO 3166-1 alpha-2)"),
        ("shipTo" = Option<String>, Query, description = "Country (ISO 3166-1 alpha-2)"),
        ("lrn" = Option<String>, Query, description = "Our number"),
        ("mrn" = Option<String>, Query, description = "Number given by customs"),
        ("arc" = Option<String>, Query, description = "Number given by the excise system"),
        ("ucr" = Option<String>, Query, description = "Unique consignment reference"),
        ("customsFlow" = Option<String>, Query, description = "The flow"),
        ("customsFlowStep[]" = Option<Vec<String>>, Query, description = "Steps; repeatable"),
        ("currentStatus[]" = Option<Vec<String>>, Query, description = "Statuses; repeatable"),
        ("jurisdiction[]" = Option<Vec<String>>, Query, description = "Repeatable"),
        ("storageLocation[]" = Option<Vec<String>>, Query, description = "Repeatable"),
        ("declarationDateFrom" = Option<String>, Query, description = "Accepted on or after"),
        ("declarationDateTo" = Option<String>, Query, description = "Accepted on or before"),
        ("creationDateFrom" = Option<String>, Query, description = "Created at or after; a day is local"),
        ("creationDateTo" = Option<String>, Query, description = "Created at or before; a day is local"),
        ("lastUpdatedFrom" = Option<String>, Query, description = "Changed at or after; a day is local"),
        ("lastUpdatedTo" = Option<String>, Query, description = "Changed at or before; a day is local"),
        ("view" = Option<String>, Query, description = "summary: without documents"),
        ("group" = Option<String>, Query, description =
            "(summary) open, problem, todo, withCustoms or done"),
        ("status" = Option<String>, Query, description = "(summary) Statuses"),
        ("company" = Option<String>, Query, description = "(summary) Codes of companies"),
        ("plant" = Option<String>, Query, description = "(summary) Codes of plants"),
        ("system" = Option<String>, Query, description = "(summary) Customs systems"),
        ("type" = Option<String>, Query, description = "(summary) Types of declarations"),
        ("errorCode" = Option<String>, Query, description = "(summary) Codes of errors"),
        ("hasErrors" = Option<bool>, Query, description = "(summary) Whether it has errors"),
        ("hasWarnings" = Option<bool>, Query, description = "(summary) Whether it has warnings"),
        ("dueBefore" = Option<String>, Query, description = "(summary) Due before a time or day"),
        ("overdue" = Option<bool>, Query, description = "(summary) Due before now"),
        ("changed" = Option<String>, Query, description = "(summary) Changed since: 7d, 12h, 30m"),
        ("event" = Option<String>, Query, description = "(summary) What happened to it, with eventFrom"),
        ("eventFrom" = Option<String>, Query, description = "(summary) On this day or later"),
        ("eventTo" = Option<String>, Query, description =
            "(summary) On this day or earlier; at most 31 days"),
        ("person" = Option<String>, Query, description =
            "(summary) Who sees to it; `assignee` is the same"),
        ("flag" = Option<String>, Query, description = "(summary) Colours of flags"),
        ("id" = Option<String>, Query, description =
            "(summary) Declarations by their ids, at most 100"),
        ("q" = Option<String>, Query, description =
            "(summary) Beginnings of words: numbers, parties, articles, codes, documents"),
        ("sort" = Option<String>, Query, description =
            "-creationDate (default), creationDate, -lastUpdated or lastUpdated; with view=summary \
            also next, due, created, changed, status, mrn or party, each also with -"),
        ("limit" = Option<u32>, Query, description =
            "At most so many; 1 to 100, default 100; with view=summary to 500"),
        ("offset" = Option<u32>, Query, description = "Skip so many; not with cursor"),
        ("cursor" = Option<String>, Query, description =
            "`nextCursor` or `previousCursor` of a page"),
    ),
    responses((status = 200, description = "The declarations", body = FoundDeclarations))
)]
pub async fn search_declarations(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<FoundDeclarations>, Problem> {
    let view = query.parsed("view", "summary", |text| (text == "summary").then_some(()));
    if view.is_some() {
        let summaries = search_summaries(&authorized, &state, query).await?;
        return Ok(Json(FoundDeclarations::Summaries(summaries)));
    }
    let search = DeclarationSearch {
        visible: authorized.visible.clone(),
        ..read_search(&mut query)
    };
    query.finish()?;
    let store = state.store();
    let mut page = store
        .search_declarations(authorized.tenant(), &search)
        .await?;
    let keys: Vec<_> = page.iter().map(|row| (row.id, row.revision)).collect();
    let documents = store.documents_within(&keys).await?;
    page.end_after(documents.len());
    let last = page.next_behind();
    let next_cursor = last.map(|row| cursor_behind(row, search.sort));
    let answer = |(row, document)| {
        let document = DeclarationDocument::as_stored(document)?;
        DeclarationAnswer::new(state.engine(), row, document, FindingContext::default())
    };
    let declarations = page.into_iter().zip(documents).map(answer);
    Ok(Json(FoundDeclarations::Whole(Declarations {
        declarations: declarations.collect::<anyhow::Result<_>>()?,
        next_cursor,
    })))
}

async fn search_summaries(
    authorized: &Authorized<ReadDeclarations>,
    state: &ApiState,
    mut query: Query,
) -> Result<DeclarationSummaries, Problem> {
    let tenant = authorized.tenant();
    let asking = Asking {
        visible: authorized.visible.clone(),
        now: state.engine().now(),
        zone: state.engine().zone_of(tenant).await?,
    };
    let now = asking.now;
    let search = read_summary_search(&mut query, asking);
    query.finish()?;
    let store = state.store();
    let page = store.search_summaries(tenant, &search).await?;
    let being_added = store.summaries_being_filled().await?;
    Ok(DeclarationSummaries::new(page, search.sort, now).with_progress(being_added))
}

pub(super) fn read_search(query: &mut Query) -> DeclarationSearch {
    let any = |text: &str| Some(Spelling::Reference.normalize(text).into_owned());
    let sort = read_sort(query);
    let after = query.parsed("cursor", "a nextCursor of the same search", |text| {
        position_of(text)
            .filter(|(order, _)| *order == sort)
            .map(|(_, position)| position)
    });
    let offset = query.offset();
    if after.is_some() && offset.is_some() {
        query.error("offset", "send either offset or cursor");
    }
    DeclarationSearch {
        external_reference: query.spelled("externalReference", Spelling::Reference),
        direction: query.parsed("direction", "IN or OUT", Direction::parse),
        ship_from: query.parsed("shipFrom", COUNTRY, country),
        ship_to: query.parsed("shipTo", COUNTRY, country),
        lrn: query.spelled("lrn", Spelling::Reference),
        mrn: query.spelled("mrn", Spelling::Identifier),
        arc: query.spelled("arc", Spelling::Identifier),
        ucr: query.spelled("ucr", Spelling::Reference),
        flow: query.text("customsFlow"),
        plant: None,
        declaration_types: Vec::new(),
        steps: query.each("customsFlowStep", "a step", any),
        statuses: query.each("currentStatus", "a status", Status::parse),
        jurisdictions: query.each("jurisdiction", "a jurisdiction", any),
        storage_locations: query.each("storageLocation", "a storage location", any),
        declaration_date_from: query.date("declarationDateFrom"),
        declaration_date_to: query.date("declarationDateTo"),
        created_from: query.moment("creationDateFrom").map(since),
        created_to: query.moment("creationDateTo").map(until),
        updated_from: query.moment("lastUpdatedFrom").map(since),
        updated_to: query.moment("lastUpdatedTo").map(until),
        visible: None,
        sort,
        after,
        limit: query.limit(),
        offset: offset.unwrap_or(0),
    }
}

/// A day begins and ends where the declaration is lodged.
pub(super) fn since(moment: Moment) -> LocalTime {
    LocalTime::new(|zone| moment.since(zone))
}

pub(super) fn until(moment: Moment) -> LocalTime {
    LocalTime::new(|zone| moment.until(zone))
}

const COUNTRY: &str = "a country of two capital letters";

fn country(text: &str) -> Option<String> {
    let text = Spelling::Identifier.normalize(text);
    let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    fits.then(|| text.into_owned())
}

fn read_sort(query: &mut Query) -> DeclarationSort {
    let names: Vec<&str> = SORTS.iter().map(|(name, _)| *name).collect();
    let parse = |text: &str| {
        SORTS
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, sort)| *sort)
    };
    query
        .parsed("sort", &format!("one of {}", names.join(", ")), parse)
        .unwrap_or_default()
}

/// Where the page behind a declaration begins.
pub(super) fn behind(row: &DeclarationRecord, sort: DeclarationSort) -> Position {
    let time = match sort {
        DeclarationSort::CreatedDescending | DeclarationSort::CreatedAscending => row.created_at,
        DeclarationSort::UpdatedDescending | DeclarationSort::UpdatedAscending => row.updated_at,
    };
    (time, row.id)
}

/// The order, the sort time and the id of a declaration: what a page begins behind.
pub(super) fn cursor_behind(row: &DeclarationRecord, sort: DeclarationSort) -> String {
    let (time, _) = behind(row, sort);
    let order = SORTS
        .iter()
        .find(|(_, known)| *known == sort)
        .map_or("", |(name, _)| *name);
    URL_SAFE_NO_PAD.encode(format!("{order} {} {}", time.as_nanosecond(), row.id))
}

/// When a declaration was made or changed, and its id.
pub(super) type Position = (Timestamp, DeclarationId);

pub(super) fn position_of(cursor: &str) -> Option<(DeclarationSort, Position)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.splitn(3, ' ');
    let (order, time, id) = (parts.next()?, parts.next()?, parts.next()?);
    let sort = SORTS.iter().find(|(name, _)| *name == order)?.1;
    let time = Timestamp::from_nanosecond(time.parse().ok()?).ok()?;
    Some((sort, (time, DeclarationId::parse(id).ok()?)))
}
