//! Does a list show what its filter selects, each row once and both ways, and stop at its bound?

use cas_model::declaration::Direction;
use cas_model::ids::{DeclarationId, SystemCode, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::visibility::VisibleParts;
use cas_store::*;
use jiff::Timestamp;

use crate::databases::{Place, each_store};
use crate::rows::*;

/// So many rows of each kind; more than pages have.
pub const ROWS: i64 = 60;
/// Rows that are looked at: all, and so few that walks end.
pub const BOUNDS: [u32; 2] = [LOOKED_AT, 20];

pub fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// All rows of a list page by page, by what names them; those of the way back from the last page; and
/// whether a walk ended at its bound.
macro_rules! walked {
    ($search:ident, $page:expr, $name:expr) => {{
        let (mut ahead, mut back, mut is_bound) = (Vec::new(), Vec::new(), false);
        let last = loop {
            let page = $page.await.unwrap();
            ahead.extend(page.iter().map($name));
            is_bound |= page.looked.is_some();
            let Some(position) = page.next.clone() else {
                break page;
            };
            $search.place.start = Some(ListStart {
                position,
                is_backwards: false,
            });
        };
        let mut previous = last.previous.clone();
        back.extend(last.iter().map($name));
        while let Some(position) = previous {
            $search.place.start = Some(ListStart {
                position,
                is_backwards: true,
            });
            let page = $page.await.unwrap();
            let mut rows: Vec<_> = page.iter().map($name).collect();
            rows.append(&mut back);
            back = rows;
            previous = page.previous.clone();
        }
        assert_eq!(ahead, back, "both ways: {:?}", $search);
        (ahead, is_bound)
    }};
}

pub(crate) use walked;

fn messages(tenant: TenantId) -> Vec<MessageRecord> {
    let states = [
        MessageState::Sent,
        MessageState::Interpreted,
        MessageState::Unmatched,
    ];
    let made = (0..ROWS).map(|count| {
        let is_ours = count % 3 == 0;
        let direction = match is_ours {
            true => MessageDirection::Outbound,
            false => MessageDirection::Inbound,
        };
        MessageRecord {
            state: states[usize::try_from(count).unwrap() % 3],
            message_type: Some(format!("T{}", count % 5)),
            system: SystemCode::parse(if count % 7 == 0 { "aes" } else { "ncts" }).unwrap(),
            identifier: is_ours.then(|| format!("M{count}")),
            // Some at the same time.
            created_at: at(count / 2),
            ..message(tenant, direction)
        }
    });
    made.collect()
}

/// A search, and whether it selects a message.
type MessageCase = (MessageSearch, fn(&MessageRecord) -> bool);

fn message_cases() -> Vec<MessageCase> {
    let all = || MessageSearch {
        limit: 7,
        ..MessageSearch::default()
    };
    vec![
        (all(), |_| true),
        (
            MessageSearch {
                states: vec![MessageState::Unmatched, MessageState::Sent],
                ..all()
            },
            |row| row.state != MessageState::Interpreted,
        ),
        (
            MessageSearch {
                types: texts(&["T3"]),
                systems: vec![SystemCode::parse("aes").unwrap()],
                ..all()
            },
            |row| row.message_type.as_deref() == Some("T3") && row.system.as_str() == "aes",
        ),
        (
            MessageSearch {
                direction: Some(MessageDirection::Inbound),
                created_from: Some(at(3)),
                created_to: Some(at(20)),
                ..all()
            },
            |row| {
                row.direction == MessageDirection::Inbound
                    && (at(3)..at(20)).contains(&row.created_at)
            },
        ),
        (
            MessageSearch {
                types: texts(&["T9"]),
                ..all()
            },
            |_| false,
        ),
        (
            MessageSearch {
                declaration: Some(DeclarationId(id())),
                ..all()
            },
            |_| false,
        ),
    ]
}

#[tokio::test]
async fn messages_are_listed_both_ways() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = messages(tenant);
        let changes = Changes {
            messages: made.clone(),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let mut expected = made;
        expected.sort_by_key(|row| (row.created_at, row.id));
        while store.fill_one_batch().await.unwrap() {}
        for (case, selects) in message_cases() {
            for (bound, is_reversed) in BOUNDS.into_iter().zip([true, false]) {
                let mut search = case.clone();
                search.place.bound = bound;
                search.place.sort.is_reversed = is_reversed;
                let (found, is_bound) =
                    walked!(search, store.search_messages(tenant, &search), |row| row.id);
                let mut ids: Vec<_> = expected
                    .iter()
                    .filter(|row| selects(row))
                    .map(|row| row.id)
                    .collect();
                if is_reversed {
                    ids.reverse();
                }
                assert_eq!(found, ids, "{search:?}");
                assert!(!is_bound || bound < LOOKED_AT, "{search:?}");
                let count = store.count_messages(tenant, &search).await.unwrap();
                let total = u64::try_from(ids.len()).unwrap();
                assert!(count.is_at_least && count.rows <= total || count.rows == total);
                let found = store.search_messages(crate::rows::tenant(), &search);
                assert_eq!(found.await.unwrap().len(), 0, "another's");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_walk_ends_at_its_bound_and_goes_on_behind_it() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let changes = Changes {
            messages: messages(tenant),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let mut search = MessageSearch {
            types: texts(&["T1"]),
            direction: Some(MessageDirection::Inbound),
            limit: 50,
            ..MessageSearch::default()
        };
        search.place.bound = 4;
        let page = store.search_messages(tenant, &search).await.unwrap();
        assert_eq!(page.looked, Some(4));
        assert!(page.len() <= 4 && page.next.is_some());
        let count = store.count_messages(tenant, &search).await.unwrap();
        assert!(count.is_at_least && count.rows <= 4, "{count:?}");
        let (found, is_bound) =
            walked!(search, store.search_messages(tenant, &search), |row| row.id);
        assert_eq!((found.len(), is_bound), (8, true));
        // What no filter restricts has no bound.
        let all = MessageSearch {
            limit: 50,
            offset: 20,
            ..MessageSearch::default()
        };
        let page = store.search_messages(tenant, &all).await.unwrap();
        assert_eq!(
            (page.len(), page.looked, page.next.is_some()),
            (40, None, false)
        );
    })
    .await;
}

#[tokio::test]
async fn a_message_is_listed_where_its_declaration_is_visible() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = DeclarationRecord {
            plant: Some("HAM1".into()),
            ..declaration(tenant)
        };
        let of = |declaration| MessageRecord {
            declaration_id: declaration,
            ..message(tenant, MessageDirection::Inbound)
        };
        let changes = Changes {
            revisions: vec![revision(&made, made.revision)],
            messages: vec![of(Some(made.id)), of(None)],
            alerts: vec![
                AlertRecord {
                    declaration_id: Some(made.id),
                    ..alert(tenant)
                },
                alert(tenant),
            ],
            declarations: vec![made],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let cases = [(None, 2), (Some("HAM1"), 1), (Some("MUC1"), 0)];
        for (plant, expected) in cases {
            let visible = plant.map(|plant| VisibleParts {
                plants: [plant.to_owned()].into(),
                ..VisibleParts::default()
            });
            let search = MessageSearch {
                visible: visible.clone(),
                limit: 9,
                ..MessageSearch::default()
            };
            let found = store.search_messages(tenant, &search).await.unwrap();
            assert_eq!(found.len(), expected, "{plant:?}");
            let count = store.count_messages(tenant, &search).await.unwrap();
            assert_eq!(count.rows, u64::try_from(expected).unwrap());
            let search = AlertSearch {
                visible,
                ..AlertSearch::newest(OpenAlerts::Only, 9)
            };
            let found = store.alerts(tenant, &search).await.unwrap();
            assert_eq!(found.len(), expected, "{plant:?}");
        }
    })
    .await;
}

fn shipments(tenant: TenantId) -> Vec<ShipmentRecord> {
    let made = (0..ROWS).map(|count| ShipmentRecord {
        direction: if count % 4 == 0 {
            Direction::In
        } else {
            Direction::Out
        },
        flow: (count % 3 > 0).then(|| format!("flow{}", count % 3)),
        created_at: at(count / 2),
        updated_at: at(200 - count),
        ..shipment(
            tenant,
            &format!("{}-{count:03}", if count % 2 == 0 { "ab" } else { "X%" }),
        )
    });
    made.collect()
}

#[tokio::test]
async fn shipments_are_listed_in_three_orders() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = shipments(tenant);
        let changes = Changes {
            shipments: made.clone(),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        type Case = (ShipmentSearch, fn(&ShipmentRecord) -> bool);
        let all = || ShipmentSearch {
            limit: 7,
            ..ShipmentSearch::default()
        };
        let cases: [Case; 5] = [
            (all(), |_| true),
            (
                ShipmentSearch {
                    flows: texts(&["flow1", "flow2"]),
                    direction: Some(Direction::Out),
                    ..all()
                },
                |row| row.flow.is_some() && row.direction == Direction::Out,
            ),
            (
                ShipmentSearch {
                    reference_begins: Some("x%-01".into()),
                    ..all()
                },
                |row| row.external_reference.starts_with("X%-01"),
            ),
            (
                ShipmentSearch {
                    updated_from: Some(at(150)),
                    created_to: Some(at(20)),
                    ..all()
                },
                |row| row.updated_at >= at(150) && row.created_at < at(20),
            ),
            (
                ShipmentSearch {
                    external_reference: Some("ab-004".into()),
                    direction: Some(Direction::In),
                    ..all()
                },
                |row| row.external_reference == "ab-004",
            ),
        ];
        type Key = (Timestamp, String, cas_model::ids::ShipmentId);
        let keys: [fn(&ShipmentRecord) -> Key; 3] = [
            |row| (row.created_at, String::new(), row.id),
            |row| (row.updated_at, String::new(), row.id),
            |row| (at(0), row.external_reference.clone(), row.id),
        ];
        for (case, selects) in cases {
            for (order, key) in ShipmentHead::ORDERS.iter().zip(keys) {
                for bound in BOUNDS {
                    let mut search = case.clone();
                    search.place.bound = bound;
                    search.place.sort = ListSort {
                        order,
                        is_reversed: bound == LOOKED_AT,
                    };
                    let (found, _) =
                        walked!(search, store.search_shipments(tenant, &search), |row| row
                            .id);
                    let mut expected: Vec<_> = made.iter().filter(|row| selects(row)).collect();
                    expected.sort_by_key(|row| key(row));
                    if search.place.sort.is_reversed {
                        expected.reverse();
                    }
                    let expected: Vec<_> = expected.iter().map(|row| row.id).collect();
                    assert_eq!(found, expected, "{search:?}");
                }
            }
        }
    })
    .await;
}
