//! Does a list end a page early where its rows are large, and still give each row once?

use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

/// The bytes of the rows, in thousands, and how many of them stand on each page.
const ROWS: [usize; 6] = [1_500, 1_500, 1_500, 5_000, 100, 1_000];
const PAGES: [usize; 4] = [2, 1, 1, 2];

fn large(thousands: usize) -> String {
    format!(r#"["{}"]"#, "x".repeat(thousands * 1_000))
}

/// How many rows stand on each page, when each page is read behind the last row of the one before.
macro_rules! pages {
    ($row:ty, |$behind:ident| $page:expr) => {{
        let (mut lengths, mut last) = (Vec::new(), None::<$row>);
        loop {
            let $behind = last.as_ref();
            let page: Page<$row> = $page;
            lengths.push(page.len());
            let goes_on = page.next_behind().is_some();
            last = page.into_iter().last().filter(|_| goes_on);
            if last.is_none() {
                break lengths;
            }
        }
    }};
}

#[tokio::test]
async fn ingestions_come_in_pages_of_bytes() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let ingestions = ROWS.iter().zip(1..).map(|(size, age)| IngestionRecord {
            errors: Json::stored(large(*size)),
            received_at: at(1_000 - age),
            ..ingestion(tenant)
        });
        let ingestions: Vec<_> = ingestions.collect();
        let changes = Changes {
            ingestions: ingestions.clone(),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let mut seen = Vec::new();
        let (mut lengths, mut start) = (Vec::new(), None);
        loop {
            let search = IngestionSearch {
                place: ListPlace {
                    start,
                    ..ListPlace::default()
                },
                limit: 100,
                ..IngestionSearch::default()
            };
            let page = store.search_ingestions(tenant, &search).await.unwrap();
            seen.extend(page.iter().map(|row| row.id));
            lengths.push(page.len());
            let Some(position) = page.next.clone() else {
                break;
            };
            start = Some(ListStart {
                position,
                is_backwards: false,
            });
        }
        assert_eq!(lengths, PAGES);
        let ids: Vec<_> = ingestions.iter().map(|row| row.id).collect();
        assert_eq!(seen, ids);
    })
    .await;
}

#[tokio::test]
async fn events_master_data_and_codes_come_in_pages_of_bytes() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let mut changes = Changes {
            code_lists: vec![code_list(tenant, "CL008")],
            ..Changes::default()
        };
        for (size, number) in ROWS.iter().zip(1..) {
            let code = format!("C{number}");
            changes.notifications.push(NotificationRecord {
                body: Json::stored(large(*size)),
                ..notification(tenant)
            });
            changes.code_list_entries.push(CodeListEntryRecord {
                attributes: Json::stored(large(*size)),
                ..code_list_entry(tenant, "CL008", &code)
            });
            let mut article = master_data(tenant, &code, (number, None));
            article.row.document = Json::stored(large(*size));
            changes.master_data.push(article);
        }
        store.commit(changes).await.unwrap();
        let events = pages!(NotificationRecord, |behind| {
            let seq = behind.map_or(0, |row| row.seq);
            store.events_after(tenant, seq, 100).await.unwrap()
        });
        assert_eq!(events, PAGES);
        let codes = pages!(CodeListEntryRecord, |behind| {
            let search = CodeListSearch {
                after: behind.map(|row| (row.code.clone(), row.valid_from)),
                limit: 100,
                ..CodeListSearch::default()
            };
            let page = store.search_code_list(tenant, "CL008", &search);
            page.await.unwrap()
        });
        assert_eq!(codes, PAGES);
        let articles = pages!(MasterDataRecord, |behind| {
            let search = MasterDataSearch {
                after: behind.map(|row| (row.code.clone(), row.valid_from)),
                limit: 100,
                ..MasterDataSearch::default()
            };
            let page = store.search_master_data(tenant, "article", &search);
            page.await.unwrap()
        });
        assert_eq!(articles, PAGES);
    })
    .await;
}

#[tokio::test]
async fn declarations_come_in_pages_of_bytes_of_their_documents() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let mut changes = Changes::default();
        for (size, number) in ROWS.iter().zip(1..) {
            let row = DeclarationRecord {
                created_at: at(number),
                ..declaration(tenant)
            };
            changes.revisions.push(RevisionRecord {
                document: Json::stored(large(*size)),
                ..revision(&row, row.revision)
            });
            changes.declarations.push(row);
        }
        store.commit(changes).await.unwrap();
        let lengths = pages!(DeclarationRecord, |behind| {
            let search = DeclarationSearch {
                sort: DeclarationSort::CreatedAscending,
                after: behind.map(|row| (row.created_at, row.id)),
                limit: 100,
                ..DeclarationSearch::default()
            };
            let mut page = store.search_declarations(tenant, &search).await.unwrap();
            let keys: Vec<_> = page.iter().map(|row| (row.id, row.revision)).collect();
            let documents = store.documents_within(&keys).await.unwrap();
            page.end_after(documents.len());
            page
        });
        assert_eq!(lengths, PAGES);
    })
    .await;
}

#[tokio::test]
async fn what_is_of_a_declaration_comes_in_pages_of_bytes() {
    each_store(|Place { store, .. }| async move {
        let made = declaration(tenant());
        let mut changes = Changes {
            declarations: vec![made.clone()],
            ..Changes::default()
        };
        for (size, number) in ROWS.iter().zip(1..) {
            changes.revisions.push(RevisionRecord {
                edits: Json::stored(large(*size)),
                ..revision(&made, number)
            });
            changes.history.push(HistoryEntry {
                actor: large(*size),
                ..history(&made, number)
            });
            let sent = message(
                made.tenant_id,
                cas_model::message::MessageDirection::Inbound,
            );
            changes.messages.push(MessageRecord {
                declaration_id: Some(made.id),
                attempts: Some(Json::stored(large(*size))),
                ..sent
            });
        }
        store.commit(changes).await.unwrap();
        let (tenant, id) = (made.tenant_id, made.id);
        let revisions = pages!(RevisionHead, |behind| {
            let behind = behind.map(|head| head.number);
            store.revision_heads_of(tenant, id, behind).await.unwrap()
        });
        assert_eq!(revisions, PAGES);
        let entries = pages!(HistoryEntry, |behind| {
            let behind = behind.map(|entry| entry.seq);
            store.history_page(tenant, id, behind).await.unwrap()
        });
        assert_eq!(entries, PAGES);
        let messages = pages!(MessageHead, |behind| {
            let behind = behind.map(|head| head.id);
            store.message_heads_of(tenant, id, behind).await.unwrap()
        });
        assert_eq!(messages, PAGES);
    })
    .await;
}

#[tokio::test]
async fn versions_of_configuration_come_in_pages_of_bytes() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let mut changes = Changes::default();
        for (size, version) in ROWS.iter().zip(1..) {
            changes.configurations.push(ConfigurationRecord {
                version,
                note: Some(large(*size)),
                ..configuration(tenant)
            });
        }
        store.commit(changes).await.unwrap();
        let ConfigurationRecord { kind, name, .. } = configuration(tenant);
        let names = pages!(ConfigurationHead, |behind| {
            let behind = behind.map(|row| (row.name.clone(), row.version));
            let page = store.configuration_heads(tenant, kind, behind.as_ref());
            page.await.unwrap()
        });
        assert_eq!(names, PAGES);
        let name = cas_model::configuration::ConfigurationName { kind, name };
        let versions = pages!(ConfigurationHead, |behind| {
            let behind = behind.map(|row| row.version);
            let page = store.configuration_version_heads(tenant, &name, behind);
            page.await.unwrap()
        });
        assert_eq!(versions, PAGES);
    })
    .await;
}

#[tokio::test]
async fn messages_are_listed_by_their_size() {
    each_store(|Place { store, .. }| async move {
        let made = declaration(tenant());
        let kept = MessageRecord {
            body: vec![0; 5_000_000],
            declaration_id: Some(made.id),
            ..message(
                made.tenant_id,
                cas_model::message::MessageDirection::Inbound,
            )
        };
        let changes = Changes {
            declarations: vec![made.clone()],
            revisions: vec![revision(&made, made.revision)],
            messages: vec![kept.clone()],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let all = MessageSearch {
            limit: 9,
            ..MessageSearch::default()
        };
        let listed = store.search_messages(made.tenant_id, &all);
        let of_declaration = store.message_heads_of(made.tenant_id, made.id, None);
        let of_declaration: Vec<_> = of_declaration.await.unwrap().into_iter().collect();
        let listed: Vec<_> = listed.await.unwrap().into_iter().collect();
        for found in [listed, of_declaration] {
            let found: Vec<_> = found.iter().map(|head| (head.id, head.size)).collect();
            assert_eq!(found, [(kept.id, 5_000_000)]);
        }
    })
    .await;
}
