//! Does every parameter of a search restrict, and does a cursor see everything once?

use cas_model::declaration::Direction;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use cas_store::*;
use jiff::civil::date;

use crate::databases::{Place, each_store};
use crate::rows::*;

type Find = (&'static str, DeclarationSearch);

fn wanted() -> DeclarationRecord {
    DeclarationRecord {
        external_reference: "S-2".into(),
        direction: Direction::In,
        flow: Some("other".into()),
        step: Some("arrival".into()),
        jurisdiction: "NL".into(),
        lrn: "LRN2".into(),
        mrn: Some("MRN2".into()),
        arc: Some("ARC2".into()),
        ucr: Some("UCR2".into()),
        ship_from: Some("CH".into()),
        ship_to: Some("NL".into()),
        storage_location: Some("W1".into()),
        declaration_date: Some(date(2026, 3, 1)),
        status: Status::ALL[1],
        created_at: at(100),
        updated_at: at(200),
        ..declaration(tenant())
    }
}

/// Each of these finds the wanted declaration, and not the other.
fn finds() -> Vec<Find> {
    let text = |text: &str| Some(text.to_owned());
    let all = || DeclarationSearch {
        limit: 10,
        ..DeclarationSearch::default()
    };
    vec![
        (
            "reference",
            DeclarationSearch {
                external_reference: text("S-2"),
                ..all()
            },
        ),
        (
            "direction",
            DeclarationSearch {
                direction: Some(Direction::In),
                ..all()
            },
        ),
        (
            "ship from",
            DeclarationSearch {
                ship_from: text("CH"),
                ..all()
            },
        ),
        (
            "ship to",
            DeclarationSearch {
                ship_to: text("NL"),
                ..all()
            },
        ),
        (
            "LRN",
            DeclarationSearch {
                lrn: text("LRN2"),
                ..all()
            },
        ),
        (
            "MRN",
            DeclarationSearch {
                mrn: text("MRN2"),
                ..all()
            },
        ),
        (
            "ARC",
            DeclarationSearch {
                arc: text("ARC2"),
                ..all()
            },
        ),
        (
            "UCR",
            DeclarationSearch {
                ucr: text("UCR2"),
                ..all()
            },
        ),
        (
            "flow",
            DeclarationSearch {
                flow: text("other"),
                ..all()
            },
        ),
        (
            "steps",
            DeclarationSearch {
                steps: vec!["arrival".into(), "x".into()],
                ..all()
            },
        ),
        (
            "statuses",
            DeclarationSearch {
                statuses: vec![Status::ALL[1]],
                ..all()
            },
        ),
        (
            "jurisdictions",
            DeclarationSearch {
                jurisdictions: vec!["NL".into()],
                ..all()
            },
        ),
        (
            "locations",
            DeclarationSearch {
                storage_locations: vec!["W1".into()],
                ..all()
            },
        ),
        (
            "date from",
            DeclarationSearch {
                declaration_date_from: Some(date(2026, 3, 1)),
                ..all()
            },
        ),
        (
            "date to",
            DeclarationSearch {
                declaration_date_to: Some(date(2026, 3, 1)),
                ..all()
            },
        ),
        (
            "created from",
            DeclarationSearch {
                created_from: Some(at(100).into()),
                ..all()
            },
        ),
        (
            "updated from",
            DeclarationSearch {
                updated_from: Some(at(200).into()),
                ..all()
            },
        ),
        ("limit", DeclarationSearch { limit: 1, ..all() }),
        (
            "oldest first",
            DeclarationSearch {
                sort: DeclarationSort::CreatedAscending,
                offset: 1,
                ..all()
            },
        ),
        (
            "last changed",
            DeclarationSearch {
                sort: DeclarationSort::UpdatedDescending,
                limit: 1,
                ..all()
            },
        ),
        (
            "longest unchanged",
            DeclarationSearch {
                sort: DeclarationSort::UpdatedAscending,
                offset: 1,
                ..all()
            },
        ),
    ]
}

#[tokio::test]
async fn every_parameter_restricts() {
    each_store(|Place { store, .. }| async move {
        let wanted = wanted();
        let other = declaration(wanted.tenant_id);
        let declarations = vec![wanted.clone(), other.clone()];
        store
            .commit(Changes {
                declarations,
                ..Changes::default()
            })
            .await
            .unwrap();
        for (case, search) in finds() {
            let found = store
                .search_declarations(wanted.tenant_id, &search)
                .await
                .unwrap();
            assert_eq!(found, vec![wanted.clone()], "{case}");
        }
        let all = DeclarationSearch {
            limit: 10,
            ..DeclarationSearch::default()
        };
        for (case, search) in [
            (
                "created to",
                DeclarationSearch {
                    created_to: Some(at(99).into()),
                    ..all.clone()
                },
            ),
            (
                "updated to",
                DeclarationSearch {
                    updated_to: Some(at(199).into()),
                    ..all
                },
            ),
        ] {
            let found = store
                .search_declarations(wanted.tenant_id, &search)
                .await
                .unwrap();
            assert_eq!(found, vec![other.clone()], "{case}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_cursor_sees_everything_once_and_in_order() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        // Many share a time.
        let times = |count: i64| (at(count % 4), at(count % 3));
        let declarations: Vec<_> = (0..25)
            .map(|count| DeclarationRecord {
                created_at: times(count).0,
                updated_at: times(count).1,
                ..declaration(tenant)
            })
            .collect();
        let changes = Changes {
            declarations: declarations.clone(),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        for (sort, by) in sorts() {
            let mut expected = declarations.clone();
            expected.sort_by_key(by);
            if matches!(
                sort,
                DeclarationSort::CreatedDescending | DeclarationSort::UpdatedDescending
            ) {
                expected.reverse();
            }
            let mut seen = Vec::new();
            let mut search = DeclarationSearch {
                sort,
                limit: 7,
                ..DeclarationSearch::default()
            };
            loop {
                let page = store.search_declarations(tenant, &search).await.unwrap();
                let Some(last) = page.last() else { break };
                search.after = Some(by(last));
                seen.extend(page);
            }
            assert_eq!(seen, expected, "{sort:?}");
        }
    })
    .await;
}

type Key = fn(&DeclarationRecord) -> (jiff::Timestamp, DeclarationId);

fn sorts() -> [(DeclarationSort, Key); 4] {
    [
        (DeclarationSort::CreatedAscending, |row| {
            (row.created_at, row.id)
        }),
        (DeclarationSort::CreatedDescending, |row| {
            (row.created_at, row.id)
        }),
        (DeclarationSort::UpdatedAscending, |row| {
            (row.updated_at, row.id)
        }),
        (DeclarationSort::UpdatedDescending, |row| {
            (row.updated_at, row.id)
        }),
    ]
}

#[tokio::test]
async fn ingestions_are_found_by_every_parameter() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let wanted = IngestionRecord {
            external_reference: Some("S-2".into()),
            state: IngestionState::Failed,
            kind: "ArticleDataItem".into(),
            received_at: at(100),
            ..ingestion(tenant)
        };
        let ingestions = vec![wanted.clone(), ingestion(tenant)];
        store
            .commit(Changes {
                ingestions,
                ..Changes::default()
            })
            .await
            .unwrap();
        let all = || IngestionSearch {
            limit: 10,
            ..IngestionSearch::default()
        };
        let cases = [
            (
                "reference",
                IngestionSearch {
                    external_reference: Some("S-2".into()),
                    ..all()
                },
                1,
            ),
            (
                "state",
                IngestionSearch {
                    states: vec![IngestionState::Failed],
                    ..all()
                },
                1,
            ),
            (
                "kind",
                IngestionSearch {
                    kinds: vec!["ArticleDataItem".into()],
                    ..all()
                },
                1,
            ),
            (
                "from",
                IngestionSearch {
                    received_from: Some(at(100)),
                    ..all()
                },
                1,
            ),
            ("limit", IngestionSearch { limit: 1, ..all() }, 1),
            (
                "before",
                IngestionSearch {
                    received_to: Some(at(101)),
                    ..all()
                },
                2,
            ),
        ];
        let wanted = IngestionHead::from(wanted);
        for (case, search, count) in cases {
            let found = store.search_ingestions(tenant, &search).await.unwrap();
            assert_eq!((found.len(), &found[0]), (count, &wanted), "{case}");
        }
        let before = IngestionSearch {
            received_to: Some(at(100)),
            ..all()
        };
        assert_ne!(
            store.search_ingestions(tenant, &before).await.unwrap(),
            vec![wanted]
        );
    })
    .await;
}
