//! How does a list of declarations look, however many there are?
//!
//! Rows without documents, what comes next with each, the cursors both ways, and how far was looked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_model::collaboration::FlagColour;
use cas_model::lifecycle::Group;
use cas_model::next_step::{NextFacts, NextStep};
use cas_store::{
    Counted, DeclarationSummary, FillProgress, Looked, PageStart, SummaryCounts, SummaryEntry,
    SummaryOrder, SummaryPage, SummaryPosition, SummarySearch, SummarySort,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Asking, Query, read_filter};

/// Most rows of one page.
const MOST: u32 = 500;

/// The public names of the orders; `-` before one turns it round.
const ORDERS: &[(&str, SummaryOrder)] = &[
    ("created", SummaryOrder::Created),
    ("changed", SummaryOrder::Changed),
    ("next", SummaryOrder::Next),
    ("due", SummaryOrder::Due),
    ("status", SummaryOrder::Status),
    ("mrn", SummaryOrder::Mrn),
    ("party", SummaryOrder::Party),
    ("creationDate", SummaryOrder::Created),
    ("lastUpdated", SummaryOrder::Changed),
];

/// The first of them, the newest at the top.
const DEFAULT_SORT: SummarySort = SummarySort {
    order: SummaryOrder::Created,
    is_reversed: true,
};

/// Rows of declarations that were found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationSummaries {
    /// The declarations that match what was searched, in the order that was asked for.
    declarations: Vec<SummaryRow>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    /// Send it as `cursor` for the page before; absent on the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_cursor: Option<String>,
    /// How far was looked; absent where at all that could match.
    #[serde(skip_serializing_if = "Option::is_none")]
    looked: Option<LookedAt>,
    /// After an upgrade: how far declarations of before are in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    being_added: Option<BeingAdded>,
}

/// How far was looked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LookedAt {
    /// At so many declarations.
    count: u32,
    /// What that means, in words.
    text: String,
}

/// How far declarations of before an upgrade are in the list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BeingAdded {
    /// How many of them are.
    done: u64,
    /// How many there are.
    total: u64,
}

/// A row of the list; one that is damaged has its id and says so.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum SummaryRow {
    /// As it should be.
    Whole(Box<Summary>),
    /// What is stored cannot be read.
    Damaged(DamagedRow),
}

/// A declaration whose row cannot be read.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DamagedRow {
    /// The id that this system gave it.
    id: String,
    /// What cannot be read, for operators.
    damaged: String,
}

/// What a list shows of a declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DeclarationSummary)]
pub struct Summary {
    /// The id that this system gave it.
    #[schema(format = Uuid)]
    id: String,
    /// The id of its shipment.
    #[schema(format = Uuid)]
    customs_shipment_id: String,
    /// The ERP's reference of the shipment.
    customs_shipment_reference: String,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    direction: &'static str,
    /// The country whose customs gets it (ISO 3166-1 alpha-2).
    jurisdiction: String,
    /// The customs system that it goes to.
    system: String,
    /// Its type within the system.
    declaration_type: String,
    /// The name of the flow that made it.
    customs_flow: Option<String>,
    /// The step of the flow.
    customs_flow_step: Option<String>,
    /// Our number, known to customs.
    lrn: String,
    /// Number given by customs.
    mrn: Option<String>,
    /// Number given by the excise system.
    arc: Option<String>,
    /// Unique consignment reference (UCR) of the whole.
    ucr: Option<String>,
    /// Country of dispatch (ISO 3166-1 alpha-2).
    ship_from: Option<String>,
    /// Country of destination (ISO 3166-1 alpha-2).
    ship_to: Option<String>,
    /// Name of the other party, else its identifier.
    party: Option<String>,
    /// The status that it has now.
    current_status: &'static str,
    /// `toDo`, `withCustoms`, `done` or `problem`.
    status_group: &'static str,
    /// What is to be done next.
    next: Next,
    /// Code of the company, as the ERP has it.
    company: Option<String>,
    /// Code of the plant, as the ERP has it.
    plant: Option<String>,
    /// Code of the storage location, as the ERP has it.
    storage_location: Option<String>,
    /// The date customs accepted it.
    #[schema(format = Date)]
    acceptance_date: Option<String>,
    /// How many errors are found in it.
    error_count: u32,
    /// How many warnings are found in it.
    warning_count: u32,
    /// The finding to look at first: the first error, else the first warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_finding: Option<FirstFinding>,
    /// The codes of its errors, each once.
    error_codes: Vec<String>,
    /// Who sees to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    assignee: Option<String>,
    /// The colour of its flag.
    #[serde(skip_serializing_if = "Option::is_none")]
    flag: Option<&'static str>,
    /// Counts its changes; the `ETag` in quotes.
    version: u32,
    /// When it was created.
    #[schema(format = DateTime)]
    creation_date: String,
    /// When it last changed.
    #[schema(format = DateTime)]
    last_updated: String,
}

/// What is to be done next: a code whose sentence is the interface's.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Next {
    /// Such as `correct`, `submit` or `waitForAnswer`; all stand in `docs/lists.md`.
    code: &'static str,
    /// How many errors are to be corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<u32>,
    /// When what is waited for is overdue.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<String>,
    /// Whether that has passed.
    is_overdue: bool,
}

/// A finding in short.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FirstFinding {
    /// Our code, or that of customs.
    code: String,
    /// What is wrong, in one line.
    message: String,
}

/// How many declarations a filter selects.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationCounts {
    /// Whether there may be more of each, since the filter is costly and only the newest of each group
    /// were counted.
    is_at_least: bool,
    /// By group, whatever groups and statuses the filter names.
    groups: Vec<Count>,
    /// By status, whatever groups and statuses the filter names.
    statuses: Vec<Count>,
    /// By plant; an empty value is of those without one.
    plants: Vec<Count>,
    /// By the code of the customs system.
    systems: Vec<Count>,
    /// By type of declaration.
    types: Vec<Count>,
    /// By code of error; a declaration with several counts for each. Empty where `isAtLeast`.
    error_codes: Vec<Count>,
}

/// A value, and how many declarations have it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Count {
    /// The value, as a filter takes it.
    value: String,
    /// How many have it.
    count: u64,
}

impl DeclarationSummaries {
    /// The answer for a page that was sorted so, as of a time.
    pub fn new(page: SummaryPage, sort: SummarySort, now: Timestamp) -> Self {
        let rows = page.rows.into_iter();
        Self {
            declarations: rows.map(|row| SummaryRow::new(row, now)).collect(),
            next_cursor: page.next.map(|position| cursor(sort, "n", &position)),
            previous_cursor: page.previous.map(|position| cursor(sort, "p", &position)),
            looked: page.looked.map(LookedAt::from),
            being_added: None,
        }
    }

    /// The same, saying how far declarations of before an upgrade are in the list.
    pub fn with_progress(self, progress: Option<FillProgress>) -> Self {
        let being_added = progress.map(|progress| BeingAdded {
            done: progress.done,
            total: progress.total,
        });
        Self {
            being_added,
            ..self
        }
    }
}

impl From<Looked> for LookedAt {
    fn from(looked: Looked) -> Self {
        let (count, text) = match looked {
            Looked::Rows(count) => (
                count,
                format!(
                    "looked at {count} declarations; go on with nextCursor, or narrow the filter"
                ),
            ),
            Looked::Newest(count) => (
                count,
                format!("the newest {count} of these days; narrow by eventFrom and eventTo"),
            ),
        };
        Self { count, text }
    }
}

impl SummaryRow {
    fn new(entry: SummaryEntry, now: Timestamp) -> Self {
        match entry {
            SummaryEntry::Whole(summary) => Self::Whole(Box::new(Summary::new(*summary, now))),
            SummaryEntry::Damaged { id, error } => Self::Damaged(DamagedRow { id, damaged: error }),
        }
    }
}

impl Summary {
    fn new(row: DeclarationSummary, now: Timestamp) -> Self {
        let facts = NextFacts {
            status: row.status,
            errors: row.errors,
            due_at: row.due_at,
        };
        let first = row.finding_code.zip(row.finding_text);
        Self {
            id: row.id.to_string(),
            customs_shipment_id: row.shipment_id.to_string(),
            customs_shipment_reference: row.external_reference,
            direction: row.direction.as_str(),
            jurisdiction: row.jurisdiction,
            system: row.system.to_string(),
            declaration_type: row.declaration_type,
            customs_flow: row.flow,
            customs_flow_step: row.step,
            lrn: row.lrn,
            mrn: row.mrn,
            arc: row.arc,
            ucr: row.ucr,
            ship_from: row.ship_from,
            ship_to: row.ship_to,
            party: row.party,
            current_status: row.status.as_str(),
            status_group: group_name(row.status.group()),
            next: NextStep::new(facts, now).into(),
            company: row.company,
            plant: row.plant,
            storage_location: row.storage_location,
            acceptance_date: row.declaration_date.map(|date| date.to_string()),
            error_count: row.errors,
            warning_count: row.warnings,
            first_finding: first.map(|(code, message)| FirstFinding { code, message }),
            error_codes: row.error_codes.get().unwrap_or_default(),
            assignee: row.assignee,
            flag: row.flag.map(FlagColour::as_str),
            version: row.version,
            creation_date: row.created_at.to_string(),
            last_updated: row.updated_at.to_string(),
        }
    }
}

impl From<NextStep> for Next {
    fn from(next: NextStep) -> Self {
        Self {
            code: next.code.as_str(),
            errors: next.errors,
            due_at: next.due_at.map(|due_at| due_at.to_string()),
            is_overdue: next.is_overdue,
        }
    }
}

impl From<SummaryCounts> for DeclarationCounts {
    fn from(counts: SummaryCounts) -> Self {
        let groups = [Group::Problem, Group::ToDo, Group::WithCustoms, Group::Done];
        let groups = groups.into_iter().map(|group| {
            let statuses = counts.statuses.iter();
            let of_group = statuses.filter(|(status, _)| status.group() == group);
            Count {
                value: group_name(group).to_owned(),
                count: of_group.map(|(_, count)| count).sum(),
            }
        });
        let statuses = counts.statuses.iter().map(|(status, count)| Count {
            value: status.to_string(),
            count: *count,
        });
        Self {
            is_at_least: counts.is_at_least,
            groups: groups.collect(),
            statuses: statuses.collect(),
            plants: listed(counts.plants),
            systems: listed(counts.systems),
            types: listed(counts.declaration_types),
            error_codes: listed(counts.error_codes),
        }
    }
}

fn listed(counted: Vec<Counted>) -> Vec<Count> {
    let counted = counted.into_iter().map(|counted| Count {
        value: counted.value,
        count: counted.declarations,
    });
    counted.collect()
}

/// Reads the parameters of a page.
pub fn read_summary_search(query: &mut Query, asking: Asking) -> SummarySearch {
    let names: Vec<&str> = ORDERS.iter().map(|(name, _)| *name).collect();
    let expected = format!("one of {}, each also with - before it", names.join(", "));
    let sort = query
        .parsed("sort", &expected, sort_of)
        .unwrap_or(DEFAULT_SORT);
    let start = query.parsed("cursor", "a cursor of the same search", |text| {
        start_of(text, sort)
    });
    SummarySearch {
        filter: read_filter(query, asking),
        sort,
        start,
        limit: query.limit_to(MOST),
        ..SummarySearch::default()
    }
}

fn sort_of(text: &str) -> Option<SummarySort> {
    let (is_reversed, name) = match text.strip_prefix('-') {
        Some(name) => (true, name),
        None => (false, text),
    };
    let known = ORDERS.iter().find(|(known, _)| *known == name)?;
    Some(SummarySort {
        order: known.1,
        is_reversed,
    })
}

fn name_of(sort: SummarySort) -> String {
    let known = ORDERS.iter().find(|(_, order)| *order == sort.order);
    let sign = if sort.is_reversed { "-" } else { "" };
    format!("{sign}{}", known.map_or("", |(name, _)| name))
}

/// The order, the way and the position: where a page begins.
fn cursor(sort: SummarySort, way: &str, position: &SummaryPosition) -> String {
    URL_SAFE_NO_PAD.encode(format!("{} {way} {}", name_of(sort), position.written()))
}

fn start_of(cursor: &str, sort: SummarySort) -> Option<PageStart> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.splitn(3, ' ');
    let (order, way, position) = (parts.next()?, parts.next()?, parts.next()?);
    Some(PageStart {
        position: SummaryPosition::parse(position).filter(|_| order == name_of(sort))?,
        is_backwards: match way {
            "n" => false,
            "p" => true,
            _ => return None,
        },
    })
}

/// The public name of a group of statuses.
#[must_use]
pub fn group_name(group: Group) -> &'static str {
    match group {
        Group::ToDo => "toDo",
        Group::WithCustoms => "withCustoms",
        Group::Done => "done",
        Group::Problem => "problem",
    }
}
