//! In which orders lists come, and where a page of one begins.

use std::cmp::Ordering;

use super::{AlertRecord, AuditEntry, IngestionHead, MasterDataHead, MessageHead, ShipmentHead};
use crate::db::{Column as _, ColumnKind, Value};

/// An order that an index has, for all of a tenant's rows.
#[derive(Debug)]
pub struct ListOrder<R: 'static> {
    /// Its name in addresses.
    pub name: &'static str,
    /// The columns that rows are ordered by; no two rows agree in all of them.
    pub(crate) columns: &'static [(&'static str, ColumnKind)],
    /// What a row has in these columns.
    pub(crate) values: fn(&R) -> Vec<Value>,
    /// Whether the filters that have an index have one in this order.
    pub(crate) has_leads: bool,
}

/// A row of a list that comes in pages.
pub trait Listed: Sized + 'static {
    /// Its orders; the first is the default.
    const ORDERS: &'static [ListOrder<Self>];
    /// Whether the default order begins with the last.
    const IS_REVERSED: bool;
}

/// How a list is sorted.
#[derive(Debug)]
pub struct ListSort<R: 'static> {
    /// The columns that rows are ordered by.
    pub order: &'static ListOrder<R>,
    /// Whether the last comes first.
    pub is_reversed: bool,
}

impl<R> Clone for ListSort<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for ListSort<R> {}

impl<R: Listed> Default for ListSort<R> {
    fn default() -> Self {
        Self {
            order: &R::ORDERS[0],
            is_reversed: R::IS_REVERSED,
        }
    }
}

impl<R: Listed> ListSort<R> {
    /// The order of a public name; `-` before it turns it round.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (is_reversed, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        let order = R::ORDERS.iter().find(|order| order.name == name)?;
        Some(Self { order, is_reversed })
    }

    /// Its public name, for [`Self::parse`].
    #[must_use]
    pub fn name(&self) -> String {
        let sign = if self.is_reversed { "-" } else { "" };
        format!("{sign}{}", self.order.name)
    }
}

/// Where a row stands in an order: what it has in the order's columns.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPosition(pub(crate) Vec<Value>);

impl ListPosition {
    /// Where a row stands in an order.
    #[must_use]
    pub fn of_row<R>(row: &R, order: &ListOrder<R>) -> Self {
        Self((order.values)(row))
    }

    /// Its text, for [`Self::parse`].
    #[must_use]
    pub fn written(&self) -> String {
        let values = self.0.iter().map(|value| match value {
            Value::Integer(integer) => format!("{} ", integer.unwrap_or_default()),
            Value::Text(text) => {
                let text = text.as_deref().unwrap_or_default();
                format!("{} {text}", text.len())
            }
            Value::Bytes(_) => String::new(),
        });
        values.collect()
    }

    /// The position in an order of a text that [`Self::written`] made.
    #[must_use]
    pub fn parse<R>(text: &str, order: &ListOrder<R>) -> Option<Self> {
        let mut rest = text;
        let mut values = Vec::with_capacity(order.columns.len());
        for (_, kind) in order.columns {
            let (number, behind) = rest.split_once(' ')?;
            rest = behind;
            match kind {
                ColumnKind::Integer => values.push(Value::Integer(Some(number.parse().ok()?))),
                ColumnKind::Text => {
                    let (text, behind) = rest.split_at_checked(number.parse().ok()?)?;
                    rest = behind;
                    // PostgreSQL knows no such character.
                    let text = Some(text).filter(|text| !text.contains('\0'))?;
                    values.push(Value::Text(Some(text.to_owned())));
                }
                ColumnKind::Bytes => return None,
            }
        }
        rest.is_empty().then_some(Self(values))
    }

    /// How two rows follow each other, going up.
    pub(crate) fn compared(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&other.0);
        let orders = pairs.map(|pair| match pair {
            (Value::Integer(one), Value::Integer(other)) => one.cmp(other),
            (Value::Text(one), Value::Text(other)) => one.cmp(other),
            (_, _) => Ordering::Equal,
        });
        orders.fold(Ordering::Equal, Ordering::then)
    }
}

/// Behind which row a page begins, or before which it ends.
#[derive(Clone, Debug, PartialEq)]
pub struct ListStart {
    /// Where that row stands.
    pub position: ListPosition,
    /// Whether the page is the one before.
    pub is_backwards: bool,
}

/// Which page of a list is wanted.
#[derive(Debug)]
pub struct ListPlace<R: 'static> {
    /// How the list is sorted.
    pub sort: ListSort<R>,
    /// Where the page begins; at the beginning of the list when none.
    pub start: Option<ListStart>,
    /// The most rows of an index that are looked at. Others than the default are for tests.
    pub bound: u32,
}

/// As many rows of an index are looked at for one page.
pub const LOOKED_AT: u32 = 100_000;

impl<R> Clone for ListPlace<R> {
    fn clone(&self) -> Self {
        Self {
            sort: self.sort,
            start: self.start.clone(),
            bound: self.bound,
        }
    }
}

impl<R: Listed> Default for ListPlace<R> {
    fn default() -> Self {
        Self {
            sort: ListSort::default(),
            start: None,
            bound: LOOKED_AT,
        }
    }
}

/// How many rows a filter selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListCount {
    /// As many were counted.
    pub rows: u64,
    /// Whether there may be more, since not all were counted.
    pub is_at_least: bool,
}

const TEXT: ColumnKind = ColumnKind::Text;
const INTEGER: ColumnKind = ColumnKind::Integer;

impl Listed for ShipmentHead {
    const ORDERS: &'static [ListOrder<Self>] = &[
        ListOrder {
            name: "created",
            columns: &[("created_at", INTEGER), ("id", TEXT)],
            values: |row| vec![row.created_at.write(), row.id.write()],
            has_leads: true,
        },
        ListOrder {
            name: "changed",
            columns: &[("updated_at", INTEGER), ("id", TEXT)],
            values: |row| vec![row.updated_at.write(), row.id.write()],
            has_leads: false,
        },
        ListOrder {
            name: "reference",
            columns: &[("external_reference", TEXT), ("direction", TEXT)],
            values: |row| vec![row.external_reference.write(), row.direction.write()],
            has_leads: false,
        },
    ];
    const IS_REVERSED: bool = true;
}

impl Listed for IngestionHead {
    const ORDERS: &'static [ListOrder<Self>] = &[ListOrder {
        name: "received",
        columns: &[("received_at", INTEGER), ("id", TEXT)],
        values: |row| vec![row.received_at.write(), row.id.write()],
        has_leads: true,
    }];
    const IS_REVERSED: bool = true;
}

impl Listed for MessageHead {
    const ORDERS: &'static [ListOrder<Self>] = &[ListOrder {
        name: "created",
        columns: &[("created_at", INTEGER), ("id", TEXT)],
        values: |row| vec![row.created_at.write(), row.id.write()],
        has_leads: true,
    }];
    const IS_REVERSED: bool = true;
}

impl Listed for AlertRecord {
    const ORDERS: &'static [ListOrder<Self>] = &[ListOrder {
        name: "raised",
        columns: &[("raised_at", INTEGER), ("id", TEXT)],
        values: |row| vec![row.raised_at.write(), row.id.write()],
        has_leads: true,
    }];
    const IS_REVERSED: bool = true;
}

impl Listed for AuditEntry {
    const ORDERS: &'static [ListOrder<Self>] = &[
        ListOrder {
            name: "recorded",
            columns: &[("recorded_at", INTEGER), ("sequence", INTEGER)],
            values: |row| vec![row.recorded_at.write(), row.sequence.write()],
            has_leads: true,
        },
        ListOrder {
            name: "sequence",
            columns: &[("sequence", INTEGER), ("recorded_at", INTEGER)],
            values: |row| vec![row.sequence.write(), row.recorded_at.write()],
            has_leads: false,
        },
    ];
    const IS_REVERSED: bool = true;
}

impl Listed for MasterDataHead {
    const ORDERS: &'static [ListOrder<Self>] = &[
        ListOrder {
            name: "code",
            columns: &[("code", TEXT), ("valid_from", TEXT)],
            values: |row| vec![row.code.write(), row.valid_from.write()],
            has_leads: false,
        },
        ListOrder {
            name: "changed",
            columns: &[
                ("updated_at", INTEGER),
                ("code", TEXT),
                ("version", INTEGER),
            ],
            values: |row| {
                vec![
                    row.updated_at.write(),
                    row.code.write(),
                    row.version.write(),
                ]
            },
            has_leads: false,
        },
    ];
    const IS_REVERSED: bool = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_that_of_its_order() {
        let position = ListPosition(vec![
            Value::Integer(Some(-5)),
            Value::Text(Some("a \"b\"".to_owned())),
        ]);
        let text = position.written();
        let created = &ShipmentHead::ORDERS[0];
        assert_eq!(ListPosition::parse(&text, created), Some(position));
        for other in [
            "",
            "1 ",
            "1 5 abc",
            "1 3 abcd",
            "x 3 abc",
            "1 3 a\0c",
            "1 2 \u{e4}\u{e4}",
        ] {
            assert_eq!(ListPosition::parse(other, created), None, "{other}");
        }
        let by_code = &MasterDataHead::ORDERS[1];
        let written = "7 5 B 1 x2 ";
        let parsed = ListPosition::parse(written, by_code);
        assert_eq!(parsed.map(|it| it.written()).as_deref(), Some(written));
    }
}
