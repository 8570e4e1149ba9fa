//! Is a text that quotes what was sent cut where it is stored, and what was sent kept whole?

use cas_model::message::{MessageDirection, MessageState};
use cas_store::*;

use crate::databases::each_store;
use crate::rows::*;

#[tokio::test]
async fn what_is_told_is_cut_and_what_was_sent_is_whole() {
    each_store(|place| async move {
        let tenant = tenant();
        let long = format!("it is <{}>", "n".repeat(2_000_000));
        let mut received = message(tenant, MessageDirection::Inbound);
        received.body = long.clone().into_bytes();
        let result = MessageResult {
            note: Some(long.clone()),
            ..message_result(&received, MessageState::Unreadable)
        };
        let alert = AlertRecord {
            text: long.clone(),
            ..alert(tenant)
        };
        let changes = Changes {
            messages: vec![received.clone()],
            ..Changes::default()
        };
        place.store.commit(changes).await.unwrap();
        let changes = Changes {
            message_results: vec![result],
            alerts: vec![alert.clone()],
            ..Changes::default()
        };
        let (rehearsing, rehearsal) = place.store.rehearsing();
        rehearsing.commit(changes.clone()).await.unwrap();
        place.store.commit(changes).await.unwrap();

        let cut = format!("it is <{}… (cut, 2000008 characters)", "n".repeat(493));
        let read = place.store.messages(&[received.id]).await.unwrap();
        assert_eq!(read[0].note.as_ref(), Some(&cut));
        assert_eq!(read[0].body, received.body);
        let rows = cas_store::testing::dump(&place.store).await.unwrap();
        assert_eq!(rows["alert"][0]["text"], format!("'{cut}'"));
        assert_eq!(rehearsal.take()[0].alerts[0].text, cut);
    })
    .await;
}
