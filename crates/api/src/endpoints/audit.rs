//! Who did what, and can anybody have taken it back?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use cas_model::audit::AuditKind;
use cas_model::ids::UserId;
use cas_process::sheet::{write_csv, write_xlsx};
use cas_store::{AuditSearch, AuditVerification, ListStart};
use serde::Serialize;
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{AdminUsers, Authorized, ListEdges, Query, read_place};
use crate::problem::Problem;
use crate::sheet_body::{CSV, XLSX};
use crate::state::ApiState;

/// The most rows of a table in CSV, which is written as it is taken.
const MOST_CSV: usize = 100_000;
/// The most rows of a workbook, which is in memory as a whole.
const MOST_XLSX: usize = 20_000;
/// As many rows of a table are read at once.
const ROWS_AT_ONCE: u32 = 1_000;
/// As many entries are looked at for one answer.
const VERIFIED_AT_ONCE: u64 = 100_000;

/// The audit trail of a tenant.
#[derive(Serialize, ToSchema)]
pub struct AuditTrail {
    /// The entries, the newest first unless `sort` says otherwise.
    entries: Vec<AuditEntry>,
    /// Where the list goes on.
    #[serde(flatten)]
    edges: ListEdges,
}

/// Something that somebody did, or tried in vain.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// The id of the entry.
    #[schema(format = Uuid)]
    id: String,
    /// Its place in the chain, from 1; below that what was there before entries were chained.
    sequence: i64,
    /// What it belongs to: `sign-in`, `access`, `configuration`, …; docs/people.md lists them.
    kind: String,
    /// What happened, as a code; docs/people.md lists them.
    event: String,
    /// Who did it: a client, or a person as `Name <id>`.
    actor: String,
    /// The account it is about.
    #[schema(format = Uuid)]
    user_id: Option<String>,
    /// What else it is about: the id of a declaration, the kind and name of a record, a path.
    subject: Option<String>,
    /// What exactly was done, in words.
    detail: Option<String>,
    /// Whether somebody did not get what he wanted.
    refused: bool,
    /// The address it came from, as the server saw it.
    address: Option<String>,
    /// When it happened, by our clock.
    #[schema(format = DateTime)]
    recorded_at: String,
    /// The hash of the entry before; absent of what is not chained.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_hash: Option<String>,
    /// SHA-256 over the entry and the hash before it; absent of what is not chained.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
}

impl From<cas_store::AuditEntry> for AuditEntry {
    fn from(row: cas_store::AuditEntry) -> Self {
        Self {
            id: row.id.to_string(),
            sequence: row.sequence,
            kind: row.kind,
            event: row.event,
            actor: row.actor,
            user_id: row.user_id.map(|id| id.to_string()),
            subject: row.subject,
            detail: row.detail,
            refused: row.is_refusal,
            address: row.address,
            recorded_at: row.recorded_at.to_string(),
            previous_hash: row.previous_hash,
            hash: row.hash,
        }
    }
}

/// Lists who did what and when in a tenant, and what was refused, the newest first. Values of one
/// parameter are separated by commas and mean "one of". Whoever is restricted to parts of the
/// organisation is told nothing of declarations.
#[utoipa::path(
    get,
    path = "/v1/audit",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(
        ("kind" = Option<String>, Query, description =
            "sign-in, access, configuration, master-data, declarations, operations, reading, \
             refusals, trail"),
        ("event" = Option<String>, Query, description = "signed-in, edited, exported, …"),
        ("person" = Option<String>, Query, description = "The id of the person who acted"),
        ("client" = Option<String>, Query, description = "The client that acted"),
        ("user" = Option<String>, Query, description = "Only what is about this account"),
        ("subject" = Option<String>, Query, description =
            "What it is about: the id of a declaration, `flow Export`, `article A-1`"),
        ("refused" = Option<bool>, Query, description = "true: only what was refused"),
        ("from" = Option<String>, Query, description = "At or after; a day is the tenant's"),
        ("to" = Option<String>, Query, description = "Before, or on this day"),
        ("since" = Option<String>, Query, description = "Since: 7d, 12h, 30m"),
        ("sort" = Option<String>, Query, description =
            "-recorded (default), recorded, sequence or -sequence"),
        ("count" = Option<bool>, Query, description = "true: `total` says how many there are"),
        ("cursor" = Option<String>, Query, description =
            "`nextCursor` or `previousCursor` of a page"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The entries", body = AuditTrail))
)]
pub async fn audit(
    authorized: Authorized<AdminUsers>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<AuditTrail>, Problem> {
    let mut search = search(&authorized, &state, &mut query).await?;
    search.limit = query.limit();
    let is_counted = query.flag("count");
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let page = store.audit(tenant, &search).await?;
    let total = match is_counted {
        true => Some(store.count_audit(tenant, &search).await?),
        false => None,
    };
    Ok(Json(AuditTrail {
        edges: ListEdges::of_page(&page, search.place.sort).with_total(total),
        entries: page.into_iter().map(Into::into).collect(),
    }))
}

/// What the parameters look for, but how much of it.
async fn search(
    authorized: &Authorized<AdminUsers>,
    state: &ApiState,
    query: &mut Query,
) -> Result<AuditSearch, Problem> {
    let zone = state.engine().zone_of(authorized.tenant()).await?;
    let from = query.moment("from").map(|it| it.since(zone));
    let until = query.moment("to").map(|it| it.until(zone));
    let since = query.span_before("since", state.now());
    let is_shown = |kind: &&AuditKind| !kind.tells_of_declarations();
    let shown = AuditKind::ALL.iter().filter(is_shown);
    Ok(AuditSearch {
        kinds: query.listed("kind", "a kind of entry", |text| {
            AuditKind::parse(text).map(|kind| kind.code().to_owned())
        }),
        only_kinds: authorized
            .visible
            .as_ref()
            .map(|_| shown.map(|kind| kind.code().to_owned()).collect()),
        events: query.listed("event", "an event", |text| Some(text.to_owned())),
        person: query.text("person"),
        client: query.text("client"),
        user: query.parsed("user", "an account's id", |text| UserId::parse(text).ok()),
        subject: query.text("subject"),
        refusals_only: query.flag("refused"),
        from: since.or(from),
        until,
        place: read_place(query),
        limit: 0,
    })
}

/// The columns of a table, in their order.
const COLUMNS: [&str; 13] = [
    "sequence",
    "recordedAt",
    "kind",
    "event",
    "refused",
    "actor",
    "userId",
    "subject",
    "detail",
    "address",
    "id",
    "previousHash",
    "hash",
];

fn cells(entry: cas_store::AuditEntry) -> Vec<String> {
    let refused = if entry.is_refusal { "refused" } else { "" };
    vec![
        entry.sequence.to_string(),
        entry.recorded_at.to_string(),
        entry.kind,
        entry.event,
        refused.to_owned(),
        entry.actor,
        entry.user_id.map(|id| id.to_string()).unwrap_or_default(),
        entry.subject.unwrap_or_default(),
        entry.detail.unwrap_or_default(),
        entry.address.unwrap_or_default(),
        entry.id.to_string(),
        entry.previous_hash.unwrap_or_default(),
        entry.hash.unwrap_or_default(),
    ]
}

/// Gives the audit trail as a table: CSV (UTF-8) with 100,000 rows at most, or a workbook with 20,000.
/// A table that would have more is refused. That it was taken is told by the trail itself.
#[utoipa::path(
    get,
    path = "/v1/audit/export",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(
        ("format" = Option<String>, Query, description = "csv (default) or xlsx"),
        ("kind" = Option<String>, Query, description =
            "This and all other parameters of `GET /v1/audit` but limit, count and cursor"),
    ),
    responses((status = 200, description = "The table", content_type = "text/csv", body = String))
)]
pub async fn export_audit(
    authorized: Authorized<AdminUsers>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Response, Problem> {
    let is_workbook = query.parsed("format", "csv or xlsx", |text| match text {
        "csv" => Some(false),
        "xlsx" => Some(true),
        _ => None,
    });
    for name in ["limit", "count", "cursor"] {
        if query.text(name).is_some() {
            query.error(name, "an export has no pages; leave it out");
        }
    }
    let mut search = search(&authorized, &state, &mut query).await?;
    query.finish()?;
    search.limit = ROWS_AT_ONCE;
    let is_workbook = is_workbook.unwrap_or_default();
    let most = if is_workbook { MOST_XLSX } else { MOST_CSV };
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    loop {
        let page = state.store().audit(authorized.tenant(), &search).await?;
        let next = page.next.clone();
        rows.extend(page.into_iter().map(cells));
        if rows.len() > most + 1 {
            let detail = format!("this table has {most} rows at most: narrow the search");
            return Err(Problem::new(codes::EXPORT_TOO_LARGE, detail));
        }
        let Some(position) = next else { break };
        search.place.start = Some(ListStart {
            position,
            is_backwards: false,
        });
    }
    let (media_type, ending) = if is_workbook {
        (XLSX, "xlsx")
    } else {
        (CSV, "csv")
    };
    let made = tokio::task::spawn_blocking(move || match is_workbook {
        true => write_xlsx("audit", &rows),
        false => write_csv(rows),
    });
    let bytes = made.await.map_err(anyhow::Error::from)??;
    let disposition = format!("attachment; filename=\"audit.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}

/// What a look at the chain of the audit trail comes to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditProof {
    /// Whether all entries that were looked at are as they were written.
    is_whole: bool,
    /// How many entries were looked at.
    entries: u64,
    /// How many entries have no hash: those of before entries were chained.
    unchained: u64,
    /// The first entry that is not as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_broken: Option<BrokenAuditEntry>,
    /// The place to go on from, as `from`, where not all were looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
    /// The end of the chain; who keeps it elsewhere can tell a chain that was written anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<AuditHead>,
}

/// An entry that is not as it was written.
#[derive(Serialize, ToSchema)]
pub struct BrokenAuditEntry {
    /// Its place in the chain.
    sequence: i64,
    /// What is wrong with it, in words.
    reason: String,
}

/// The end of the chain.
#[derive(Serialize, ToSchema)]
pub struct AuditHead {
    /// The place of the last entry.
    sequence: i64,
    /// The hash of the last entry.
    hash: String,
}

impl From<AuditVerification> for AuditProof {
    fn from(found: AuditVerification) -> Self {
        Self {
            is_whole: found.broken.is_none(),
            entries: found.entries,
            unchained: found.unchained,
            first_broken: found.broken.map(|broken| BrokenAuditEntry {
                sequence: broken.sequence,
                reason: broken.reason,
            }),
            next: found.next,
            head: found.head.map(|head| AuditHead {
                sequence: head.sequence,
                hash: head.hash,
            }),
        }
    }
}

/// Looks whether the entries of the audit trail are as they were written, 100,000 for one answer.
#[utoipa::path(
    get,
    path = "/v1/audit/verification",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(("from" = Option<i64>, Query, description =
        "The place to begin at, 1 when absent; those before are taken to be whole")),
    responses((status = 200, description = "What was found", body = AuditProof))
)]
pub async fn verify_audit(
    authorized: Authorized<AdminUsers>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<AuditProof>, Problem> {
    let from = query.parsed("from", "a place, from 1", |text| {
        text.parse::<i64>().ok().filter(|place| *place > 0)
    });
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let found = store.verify_audit(tenant, from.unwrap_or(1), VERIFIED_AT_ONCE);
    Ok(Json(found.await?.into()))
}
