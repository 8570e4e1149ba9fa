//! How does it go, in figures?

use axum::Json;
use axum::extract::State;
use cas_process::figures;
use cas_store::{DeclarationSearch, DeclarationSort};

use super::search_declarations::{behind, since, until};
use crate::extract::{Authorized, Query, ReadDeclarations};
use crate::figures_answer::FiguresAnswer;
use crate::problem::Problem;
use crate::state::ApiState;

/// The most declarations that are looked at for one answer.
const MOST: usize = 2_000;
/// How many are read at once.
const PAGE: u32 = 500;

/// Tells how it goes with the declarations that were made in a time: how many reached which status,
/// how long it took, what was refused, what is paid, and what waits longer than usual. 2,000
/// declarations are looked at, the newest of the time; of these, those that the caller may see.
#[utoipa::path(
    get,
    path = "/v1/figures",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("from" = Option<String>, Query, description = "Made at or after; a day is local"),
        ("to" = Option<String>, Query, description = "Made at or before; a day is local"),
        ("plant" = Option<String>, Query, description = "Only of this plant"),
    ),
    responses((status = 200, description = "The figures", body = FiguresAnswer))
)]
pub async fn get_figures(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<FiguresAnswer>, Problem> {
    let mut search = DeclarationSearch {
        created_from: query.moment("from").map(since),
        created_to: query.moment("to").map(until),
        plant: query.text("plant"),
        visible: authorized.visible.clone(),
        sort: DeclarationSort::CreatedDescending,
        limit: PAGE,
        ..DeclarationSearch::default()
    };
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let (mut declarations, mut histories) = (Vec::new(), Vec::new());
    let is_sample = loop {
        let page = store.search_declarations(tenant, &search).await?;
        let ids: Vec<_> = page.iter().map(|row| row.id).collect();
        histories.append(&mut store.histories(&ids).await?);
        search.after = page.next_behind().map(|row| behind(row, search.sort));
        declarations.extend(page);
        match search.after {
            None => break false,
            Some(_) if declarations.len() >= MOST => break true,
            Some(_) => {}
        }
    };
    let oldest = declarations.last().map(|row| row.created_at.to_string());
    let now = state.now();
    // Reading what is stored of thousands is no work for the threads that serve others.
    let worked_out = move || figures::figures(&declarations, histories, now);
    let figures = tokio::task::spawn_blocking(worked_out).await;
    let figures = figures.map_err(anyhow::Error::from)??;
    Ok(Json(FiguresAnswer::new(figures, is_sample, oldest)?))
}
