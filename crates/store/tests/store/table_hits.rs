//! Are rows of decision tables counted once for each decision, and for how long?

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::TenantId;
use cas_store::*;
use futures::future::join_all;

use crate::databases::{Place, each_store};
use crate::rows::*;

fn hits(tenant_id: TenantId, version: u32, row: Option<&str>, count: i64) -> TableRowHits {
    TableRowHits {
        tenant_id,
        table_name: "offices".into(),
        version,
        row_id: row.map(str::to_owned),
        hits: count,
        first_at: at(count),
        last_at: at(count),
    }
}

fn changes(table_hits: Vec<TableRowHits>) -> Changes {
    Changes {
        table_hits,
        ..Changes::default()
    }
}

fn offices(tenant: TenantId, version: u32) -> CountedTable<'static> {
    CountedTable {
        tenant,
        name: "offices",
        version,
    }
}

/// What is counted of rows, by id.
async fn counted(
    store: &Store,
    table: CountedTable<'_>,
    rows: &[&str],
) -> Vec<(Option<String>, i64)> {
    let found = store.table_row_hits(table, rows).await.unwrap();
    let mut found: Vec<_> = found
        .into_iter()
        .map(|row| (row.row_id, row.hits))
        .collect();
    found.sort();
    found
}

fn expected(rows: &[(&str, i64)]) -> Vec<(Option<String>, i64)> {
    let row = |(row, hits): &(&str, i64)| (Some((*row).to_owned()), *hits);
    rows.iter().map(row).collect()
}

#[tokio::test]
async fn what_many_steps_count_at_once_is_added_up() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let table = offices(owner, 1);
        let commits = (1..=60_i64).map(|count| {
            let both = vec![
                hits(owner, 1, Some("a"), count),
                hits(owner, 1, (count % 2 == 0).then_some("b"), 1),
            ];
            store.commit(changes(both))
        });
        for outcome in join_all(commits).await {
            outcome.unwrap();
        }
        let found = counted(&store, table, &["a", "b", "c", "a"]).await;
        assert_eq!(found, expected(&[("a", 60 * 61 / 2), ("b", 30)]));
        let a = store.table_row_hits(table, &["a"]).await.unwrap();
        assert_eq!((a[0].first_at, a[0].last_at), (at(1), at(60)));
        let summary = store.table_hits_summary(table).await.unwrap();
        assert_eq!((summary.fired_rows, summary.first_at), (2, Some(at(1))));
        assert_eq!(summary.no_row.map(|row| row.hits), Some(30));
        let nothing = TableHitsSummary::default();
        for other in [offices(owner, 2), offices(stranger, 1)] {
            let found = store.table_hits_summary(other).await.unwrap();
            assert_eq!(found, nothing, "{other:?}");
            assert_eq!(counted(&store, other, &["a"]).await, []);
        }
    })
    .await;
}

/// What conflicts counts nothing, and what shares its transaction is counted once.
#[tokio::test]
async fn what_is_not_committed_is_not_counted() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let counts = |finished| Changes {
            finished,
            ..changes(vec![hits(tenant, 1, Some("a"), 1)])
        };
        let lost = TaskLease {
            id: task(tenant, TaskKind::Ingest).id,
            owner: "gone".into(),
            attempt: 1,
        };
        let commits = [vec![lost], vec![], vec![]].map(|finished| store.commit(counts(finished)));
        let outcomes = join_all(commits).await;
        let done: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
        assert_eq!(done, [false, true, true]);
        let found = counted(&store, offices(tenant, 1), &["a"]).await;
        assert_eq!(found, expected(&[("a", 2)]));
    })
    .await;
}

#[tokio::test]
async fn counters_end_with_versions_that_are_retired_or_old() {
    each_store(|Place { store, .. }| async move {
        let (owner, other) = (tenant(), tenant());
        let versions = [1, 2, 3, 11, 12];
        let all = versions
            .iter()
            .flat_map(|version| [owner, other].map(|tenant| hits(tenant, *version, Some("a"), 1)));
        let mut all: Vec<TableRowHits> = all.collect();
        let mut of_other_table = hits(owner, 1, Some("a"), 1);
        of_other_table.table_name = "fees".into();
        all.push(of_other_table.clone());
        store.commit(changes(all)).await.unwrap();
        let change = |version, state, kind| Changes {
            configurations: vec![ConfigurationRecord {
                kind,
                name: "offices".into(),
                version,
                state,
                ..configuration(owner)
            }],
            ..Changes::default()
        };
        let left = async |tenant| {
            let mut left = Vec::new();
            for version in versions {
                if !counted(&store, offices(tenant, version), &["a"])
                    .await
                    .is_empty()
                {
                    left.push(version);
                }
            }
            left
        };
        let (table, flow) = (ConfigurationKind::DecisionTable, ConfigurationKind::Flow);
        let (draft, published) = (ConfigurationState::Draft, ConfigurationState::Published);
        let retired = ConfigurationState::Retired;
        for (number, state, kind, expected) in [
            (13, draft, table, &versions[..]),
            (3, retired, flow, &versions[..]),
            (3, retired, table, &[1, 2, 11, 12]),
            (4, published, table, &[1, 2, 11, 12]),
            (11, published, table, &[2, 11, 12]),
            (12, published, table, &[11, 12]),
        ] {
            store.commit(change(number, state, kind)).await.unwrap();
            assert_eq!(left(owner).await, expected, "{number} {state:?} {kind:?}");
        }
        assert_eq!(left(other).await, versions);
        let fees = CountedTable {
            name: "fees",
            ..offices(owner, 1)
        };
        let fees = store.table_row_hits(fees, &["a"]).await.unwrap();
        assert_eq!(fees, [of_other_table]);
    })
    .await;
}
