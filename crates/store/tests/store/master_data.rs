//! Are all versions kept, is the right one in force, and does one transaction say all of it?

use cas_model::ids::TenantId;
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

fn key(tenant_id: TenantId, code: &str) -> MasterDataKey {
    MasterDataKey {
        tenant_id,
        kind: "article",
        code: code.into(),
    }
}

fn replacing(new: NewMasterData, version: u32) -> NewMasterData {
    NewMasterData {
        replaces: Some(version),
        ..new
    }
}

async fn put(store: &Store, versions: Vec<NewMasterData>) -> Result<(), CommitError> {
    let changes = Changes {
        master_data: versions,
        ..Changes::default()
    };
    store.commit(changes).await
}

#[tokio::test]
async fn of_the_records_that_count_on_a_day_the_last_to_begin_is_in_force() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let mut ended = master_data(tenant, "A", (2, Some("2026-02-01")));
        ended.row.valid_to = Some("2026-02-28".parse().unwrap());
        let versions = vec![
            master_data(tenant, "A", (1, None)),
            ended,
            master_data(tenant, "A", (3, Some("2026-06-01"))),
            master_data(tenant, "B", (1, Some("2026-06-01"))),
        ];
        put(&store, versions).await.unwrap();
        // A correction of the first record takes nothing from those that begin later.
        put(
            &store,
            vec![replacing(master_data(tenant, "A", (4, None)), 1)],
        )
        .await
        .unwrap();
        for (day, expected) in [
            ("2020-01-01", vec![("A", 4)]),
            ("2026-01-31", vec![("A", 4)]),
            ("2026-02-01", vec![("A", 2)]),
            ("2026-02-28", vec![("A", 2)]),
            ("2026-03-01", vec![("A", 4)]),
            ("2026-05-31", vec![("A", 4)]),
            ("2026-06-01", vec![("A", 3), ("B", 1)]),
        ] {
            let keys = [
                key(tenant, "B"),
                key(tenant, "A"),
                key(tenant, "A"),
                key(tenant, "C"),
            ];
            let found = store
                .master_data_in_force(&keys, day.parse().unwrap())
                .await
                .unwrap();
            let mut found: Vec<(&str, u32)> = found
                .iter()
                .map(|row| (row.code.as_str(), row.version))
                .collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{day}");
        }
        let versions = store.master_data_versions(&key(tenant, "A")).await.unwrap();
        let marks: Vec<(u32, bool)> = versions
            .iter()
            .map(|row| (row.version, row.is_current))
            .collect();
        assert_eq!(marks, [(4, true), (3, true), (2, true), (1, false)]);
        let old = store
            .master_data_version(&key(tenant, "A"), 1)
            .await
            .unwrap();
        assert_eq!(old.unwrap().document.as_str(), "1");
        assert_eq!(
            store
                .master_data_records(&[key(tenant, "A")])
                .await
                .unwrap()
                .len(),
            3
        );
    })
    .await;
}

#[tokio::test]
async fn who_comes_second_changes_nothing() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let first = master_data(tenant, "A", (1, None));
        put(&store, vec![first.clone()]).await.unwrap();
        let second = replacing(master_data(tenant, "A", (2, None)), 1);
        put(&store, vec![second.clone()]).await.unwrap();
        for late in [
            first,
            second,
            // It would be a second current version of one record.
            master_data(tenant, "A", (3, None)),
            // What it replaces is not current any more.
            replacing(master_data(tenant, "A", (3, None)), 1),
        ] {
            let ingestion = ingestion(tenant);
            let changes = Changes {
                master_data: vec![late],
                ingestions: vec![ingestion.clone()],
                configuration_touched: vec![tenant],
                ..Changes::default()
            };
            let error = store.commit(changes).await.unwrap_err();
            assert!(matches!(error, CommitError::Conflict(_)), "{error}");
            assert_eq!(store.ingestion(tenant, ingestion.id).await.unwrap(), None);
        }
        assert!(
            store
                .configuration_counters(&[tenant])
                .await
                .unwrap()
                .is_empty()
        );
        // Versions that follow each other may come in one transaction.
        let third = replacing(master_data(tenant, "A", (3, None)), 2);
        let fourth = replacing(master_data(tenant, "A", (4, None)), 3);
        put(&store, vec![third, fourth]).await.unwrap();
        let found = store
            .master_data_in_force(&[key(tenant, "A")], today())
            .await
            .unwrap();
        assert_eq!(found[0].version, 4);
    })
    .await;
}

#[tokio::test]
async fn records_are_searched_by_words_and_day_page_by_page() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let mut versions: Vec<NewMasterData> = ["A-1", "B_2", "b%3", "Äpfel", "C"]
            .iter()
            .map(|code| master_data(tenant, code, (1, None)))
            .collect();
        versions.push(master_data(tenant, "C", (2, Some("2027-01-01"))));
        put(&store, versions).await.unwrap();
        let search = |text: Option<&str>, day: Option<&str>| MasterDataSearch {
            text: text.map(str::to_owned),
            valid_on: day.map(|day| day.parse().unwrap()),
            ..some_master_data()
        };
        for (search, expected) in [
            (search(None, None), 6),
            (search(None, Some("2026-12-31")), 5),
            (search(Some("a-"), None), 1),
            (search(Some("B"), None), 2),
            (search(Some("_"), None), 1),
            (search(Some("%"), None), 1),
            (search(Some("ÄPF"), None), 1),
            (search(Some("!"), None), 0),
        ] {
            let found = store
                .search_master_data(tenant, "article", &search)
                .await
                .unwrap();
            assert_eq!(found.len(), expected, "{search:?}");
        }
        let (mut page, mut seen) = (
            MasterDataSearch {
                limit: 2,
                ..some_master_data()
            },
            Vec::new(),
        );
        loop {
            let found = store
                .search_master_data(tenant, "article", &page)
                .await
                .unwrap();
            let Some(last) = found.last() else { break };
            page.after = Some((last.code.clone(), last.valid_from));
            seen.extend(found.iter().map(|row| (row.code.clone(), row.version)));
        }
        let codes: Vec<&str> = seen.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["A-1", "B_2", "C", "C", "b%3", "Äpfel"]);
        assert!(
            store
                .search_master_data(tenant, "guarantee", &page)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn lists_are_changed_entry_by_entry_and_counted() {
    each_store(|Place { store, .. }| async move {
        let (tenant, other) = (tenant(), tenant());
        let entry = |code: &str| code_list_entry(tenant, "CL008", code);
        let changes = Changes {
            code_lists: vec![code_list(tenant, "CL008"), code_list(other, "CL008")],
            code_list_entries: vec![
                entry("DE"),
                entry("FR"),
                code_list_entry(other, "CL008", "XX"),
            ],
            configuration_touched: vec![tenant, other, tenant],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let again = CodeListEntryRecord {
            valid_to: Some(today()),
            ..entry("FR")
        };
        let gone = |code: &str| CodeListKey {
            tenant_id: tenant,
            list: "CL008".into(),
            code: code.into(),
            valid_from: FirstDay(None),
        };
        let changes = Changes {
            code_lists: vec![CodeListRecord {
                entries: 2,
                ..code_list(tenant, "CL008")
            }],
            code_list_removals: vec![gone("DE"), gone("XX"), gone("never")],
            code_list_entries: vec![again.clone(), entry("IT")],
            configuration_touched: vec![tenant],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        assert_eq!(
            store.code_lists(tenant).await.unwrap(),
            [again, entry("IT")]
        );
        assert_eq!(store.code_lists(other).await.unwrap().len(), 1);
        assert_eq!(
            store
                .code_list(tenant, "CL008")
                .await
                .unwrap()
                .unwrap()
                .entries,
            2
        );
        for (search, expected) in [
            (
                CodeListSearch {
                    text: Some("means".into()),
                    ..some_codes()
                },
                2,
            ),
            (
                CodeListSearch {
                    text: Some("it".into()),
                    ..some_codes()
                },
                1,
            ),
            (
                CodeListSearch {
                    valid_on: Some("2026-03-02".parse().unwrap()),
                    ..some_codes()
                },
                1,
            ),
            (
                CodeListSearch {
                    after: Some(("FR".into(), FirstDay(None))),
                    ..some_codes()
                },
                1,
            ),
        ] {
            let found = store
                .search_code_list(tenant, "CL008", &search)
                .await
                .unwrap();
            assert_eq!(found.len(), expected, "{search:?}");
        }
        let mut counters = store
            .configuration_counters(&[tenant, other])
            .await
            .unwrap();
        counters.sort_unstable_by_key(|(_, count)| *count);
        assert_eq!(counters, [(other, 1), (tenant, 3)]);
    })
    .await;
}
