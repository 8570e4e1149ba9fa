//! Do alerts and master data come as their filters say, each once and both ways?

use cas_model::ids::{AlertId, DeclarationId};
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::lists::{BOUNDS, ROWS, texts, walked};
use crate::rows::*;

#[tokio::test]
async fn alerts_are_listed_by_what_they_are() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let alerts: Vec<AlertRecord> = (0..ROWS)
            .map(|count| AlertRecord {
                kind: if count % 2 == 0 {
                    "dead-task"
                } else {
                    "unmatched-message"
                }
                .into(),
                raised_at: at(count),
                ..alert(tenant)
            })
            .collect();
        let changes = Changes {
            alerts: alerts.clone(),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let resolved: Vec<AlertId> = alerts.iter().take(10).map(|alert| alert.id).collect();
        for id in &resolved {
            assert!(store.resolve_alert(tenant, *id, at(99)).await.unwrap());
        }
        let work = AlertWorkRow {
            tenant_id: tenant,
            alert_id: alerts[31].id,
            assignee: Some("anna".into()),
            updated_at: at(100),
            updated_by: "otto".into(),
        };
        store.assign_alert(&work).await.unwrap();
        let all = |which| AlertSearch::newest(which, 7);
        let cases = [
            (all(OpenAlerts::Only), 50),
            (all(OpenAlerts::Resolved), 10),
            (all(OpenAlerts::AndResolved), 60),
            (
                AlertSearch {
                    kinds: texts(&["dead-task", "other"]),
                    ..all(OpenAlerts::Only)
                },
                25,
            ),
            (
                AlertSearch {
                    kinds: texts(&["dead-task"]),
                    raised_to: Some(at(20)),
                    ..all(OpenAlerts::AndResolved)
                },
                10,
            ),
            (
                AlertSearch {
                    assignee: Some("anna".into()),
                    ..all(OpenAlerts::Only)
                },
                1,
            ),
            (
                AlertSearch {
                    declaration: Some(DeclarationId(id())),
                    ..all(OpenAlerts::Only)
                },
                0,
            ),
        ];
        for (case, expected) in cases {
            for bound in BOUNDS {
                let mut search = case.clone();
                search.place.bound = bound;
                let (found, _) =
                    walked!(search, store.alerts(tenant, &search), |row| row.raised_at);
                assert_eq!(found.len(), expected, "{search:?}");
                assert!(found.is_sorted_by(|one, other| one > other), "{found:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn master_data_is_listed_by_code_and_by_change() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let master_data = (0..ROWS).map(|count| {
            let mut made = master_data(tenant, &format!("C{:02}", count / 2), {
                let version = u32::try_from(count % 2 + 1).unwrap();
                (version, (count % 2 == 1).then_some("2026-03-01"))
            });
            made.row.updated_at = at(count % 5);
            made.row.search_text = format!("wheel {count}");
            made
        });
        let master_data: Vec<_> = master_data.collect();
        let changes = Changes {
            master_data: master_data.clone(),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let all = || MasterDataListing {
            limit: 7,
            ..MasterDataListing::default()
        };
        let cases = [
            (all(), 60),
            (
                MasterDataListing {
                    text: Some("EL 1".into()),
                    ..all()
                },
                11,
            ),
            (
                MasterDataListing {
                    valid_on: Some("2026-02-01".parse().unwrap()),
                    updated_from: Some(at(2)),
                    ..all()
                },
                18,
            ),
        ];
        for (case, expected) in cases {
            for order in MasterDataHead::ORDERS {
                for bound in BOUNDS {
                    let mut search = case.clone();
                    search.place.bound = bound;
                    search.place.sort.order = order;
                    let (found, _) = walked!(
                        search,
                        store.list_master_data(tenant, "article", &search),
                        |row| (row.code.clone(), row.version)
                    );
                    assert_eq!(found.len(), expected, "{search:?}");
                    let mut once = found.clone();
                    once.sort();
                    once.dedup();
                    assert_eq!(once.len(), expected, "each once");
                    assert!(order.name != "code" || once == found, "{found:?}");
                }
            }
        }
        let page = store.list_master_data(tenant, "article", &all()).await;
        let heads: Vec<_> = page.unwrap().into_iter().collect();
        let rows = store.master_data_of_heads(tenant, "article", &heads).await;
        assert_eq!(rows.unwrap().len(), 7);
    })
    .await;
}
