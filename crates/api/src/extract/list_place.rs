//! Which page of a list is asked for, and how does an answer say where the list goes on?

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_store::{ListCount, ListPage, ListPlace, ListPosition, ListSort, ListStart, Listed};
use serde::Serialize;
use utoipa::ToSchema;

use super::Query;

/// What a cursor must be, in refusals.
const CURSOR: &str = "a cursor of the same search";

/// Where a list goes on, and how much there is of it.
#[derive(Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListEdges {
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    /// Send it as `cursor` for the page before; absent on the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_cursor: Option<String>,
    /// How far was looked, where the page ends before it is full though more may follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    looked: Option<LookedAtRows>,
    /// How many the filter selects, with `count=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Total>,
}

/// How far was looked for a page.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LookedAtRows {
    /// At so many rows.
    count: u32,
    /// What that means, in words.
    text: String,
}

/// How many rows a filter selects.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Total {
    /// As many were counted.
    count: u64,
    /// Whether there may be more: not more than 10,000 are counted, of 100,000 that are looked at.
    is_at_least: bool,
}

impl ListEdges {
    /// Where a list goes on behind and before a page that was sorted so.
    #[must_use]
    pub fn of_page<R: Listed>(page: &ListPage<R>, sort: ListSort<R>) -> Self {
        let cursor = |way: &str, position: &ListPosition| {
            URL_SAFE_NO_PAD.encode(format!("{} {way} {}", sort.name(), position.written()))
        };
        Self {
            next_cursor: page.next.as_ref().map(|it| cursor("n", it)),
            previous_cursor: page.previous.as_ref().map(|it| cursor("p", it)),
            looked: page.looked.map(|count| LookedAtRows {
                count,
                text: format!(
                    "looked at {count} rows; go on with nextCursor, or narrow the filter"
                ),
            }),
            total: None,
        }
    }

    /// The edges of a list that goes on one way alone.
    #[must_use]
    pub fn ahead(next_cursor: Option<String>) -> Self {
        Self {
            next_cursor,
            ..Self::default()
        }
    }

    /// The same with how many there are, where that was asked for.
    #[must_use]
    pub fn with_total(self, total: Option<ListCount>) -> Self {
        let total = total.map(|counted| Total {
            count: counted.rows,
            is_at_least: counted.is_at_least,
        });
        Self { total, ..self }
    }
}

/// Reads `sort` and `cursor`.
pub fn read_place<R: Listed>(query: &mut Query) -> ListPlace<R> {
    let names: Vec<&str> = R::ORDERS.iter().map(|order| order.name).collect();
    let expected = format!("one of {}, each also with - before it", names.join(", "));
    let sort = query
        .parsed("sort", &expected, ListSort::parse)
        .unwrap_or_default();
    ListPlace {
        sort,
        start: query.parsed("cursor", CURSOR, |text| start_of(text, sort)),
        ..ListPlace::default()
    }
}

/// The row that a cursor of the same order begins behind, or ends before.
#[must_use]
pub fn start_of<R: Listed>(cursor: &str, sort: ListSort<R>) -> Option<ListStart> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.splitn(3, ' ');
    let (order, way, position) = (parts.next()?, parts.next()?, parts.next()?);
    let position = ListPosition::parse(position, sort.order).filter(|_| order == sort.name())?;
    match way {
        "n" => Some(ListStart {
            position,
            is_backwards: false,
        }),
        "p" => Some(ListStart {
            position,
            is_backwards: true,
        }),
        _ => None,
    }
}
