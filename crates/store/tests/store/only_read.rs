//! Does a store that is opened for reading alone read what is there, and write nothing?

use cas_store::testing::dump;
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

#[tokio::test]
async fn what_is_there_is_read_and_nothing_is_written() {
    each_store(|Place { store, config, .. }| async move {
        let tenant = tenant();
        let loaded = Changes {
            code_lists: vec![code_list(tenant, "CL008")],
            code_list_entries: vec![code_list_entry(tenant, "CL008", "DE")],
            configuration_touched: vec![tenant],
            ..Changes::default()
        };
        store.commit(loaded).await.unwrap();
        let before = dump(&store).await.unwrap();
        let reader = Store::open_to_read(&config).await.unwrap();
        assert_eq!(reader.code_lists(tenant).await.unwrap().len(), 1);
        let more = Changes {
            code_lists: vec![code_list(tenant, "CL009")],
            ..Changes::default()
        };
        assert!(reader.commit(more).await.is_err());
        let row = TenantRow {
            id: tenant,
            name: "New".into(),
            created_at: at(0),
        };
        assert!(reader.insert_tenant(&row).await.is_err());
        reader.close().await;
        assert_eq!(dump(&store).await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cas.sqlite");
    let config = StoreConfig::Embedded { file: file.clone() };
    let error = Store::open_to_read(&config).await.unwrap_err();
    assert!(format!("{error:#}").contains("cannot be read"), "{error:#}");
    assert!(!file.exists());
    // A database of no version of ours: it is not brought to this one.
    std::fs::write(&file, "").unwrap();
    let error = Store::open_to_read(&config).await.unwrap_err();
    assert!(format!("{error:#}").contains("cas migrate"), "{error:#}");
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 0);
}
