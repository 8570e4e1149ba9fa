//! What does the authority do at the edges: secrets, repetitions, failures, a trader that is away?

use std::sync::Arc;
use std::time::Duration;

use crate::common::{Both, DECLARATION, Trader, text, with_ucr};
use cas_authority::{CallbackTarget, Delivery, Direction, Retry};
use serde_json::Value;

#[tokio::test]
async fn refuses_what_is_no_message() {
    let both = Both::with(|settings| settings.max_message_bytes = 50_000).await;
    for (body, status) in [
        ("<a>".to_owned(), 400),
        (String::new(), 400),
        (
            DECLARATION.replace("<messageSender>TRADER.ONE</messageSender>", ""),
            400,
        ),
        ("x".repeat(50_001), 413),
        (DECLARATION.to_owned(), 202),
    ] {
        let response = both.post(&body).await.unwrap();
        assert_eq!(response.status(), status, "{}", &body[..body.len().min(40)]);
    }
    assert_eq!(both.authority.ledger().counts.malformed, 3);
}

#[tokio::test]
async fn asks_for_the_secret_and_presents_its_own() {
    let both = Both::with(|settings| settings.accepted_secret = Some("right".to_owned())).await;
    let url = format!("http://{}/ncts/messages", both.authority.address());
    for (secret, status) in [(None, 401), (Some("wrong"), 401), (Some("right"), 202)] {
        let mut request = both.client.post(&url).body(DECLARATION);
        if let Some(secret) = secret {
            request = request.bearer_auth(secret);
        }
        assert_eq!(request.send().await.unwrap().status(), status, "{secret:?}");
    }
    both.authority.settled().await;
    assert_eq!(both.trader.secrets(), ["Bearer callback-secret"; 3]);
    assert_eq!(both.authority.ledger().counts.unauthorized, 2);
}

#[tokio::test]
async fn tells_repetitions() {
    let both = Both::start().await;
    for expected in [false, true, true] {
        let response = both.post(DECLARATION).await.unwrap();
        assert_eq!(response.status(), 202);
        let receipt: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        assert_eq!(receipt["messageIdentification"], "MSG20260001");
        assert_eq!(receipt["duplicate"], expected);
        both.authority.settled().await;
    }
    assert_eq!(both.trader.types().len(), 3, "one conversation only");
    let ledger = both.authority.ledger();
    assert_eq!(ledger.messages["MSG20260001"], 3);
    let counts = ledger.counts;
    assert_eq!(
        (counts.received, counts.distinct, counts.duplicates),
        (3, 1, 2)
    );
}

#[tokio::test]
async fn fails_receptions_on_request() {
    for (ucr, failures) in [("S#error500", 2), ("S#error500=1", 1), ("S#refuse=1", 1)] {
        let both = Both::start().await;
        for _ in 0..failures {
            match both.post(&with_ucr(ucr)).await {
                Ok(response) => assert_eq!(response.status(), 500, "{ucr}"),
                Err(_) => assert!(ucr.contains("refuse"), "{ucr}"),
            }
        }
        assert!(both.trader.types().is_empty());
        both.lodge(&with_ucr(ucr)).await;
        assert_eq!(both.trader.types(), ["CC928C", "CC028C", "CC029C"], "{ucr}");
        assert_eq!(both.authority.ledger().counts.failed, failures);
    }
}

#[tokio::test]
async fn a_trader_that_was_away_gets_everything_in_order() {
    let retry = Retry {
        first: Duration::from_millis(1),
        longest: Duration::from_millis(5),
    };
    let both = Both::with(|settings| settings.callback_retry = retry).await;
    let address = both.trader.address;
    both.trader.stop();
    let url = format!("http://{}/ncts/messages", both.authority.address());
    let posted = both
        .client
        .post(url)
        .body(DECLARATION)
        .send()
        .await
        .unwrap();
    assert_eq!(posted.status(), 202);
    while both.authority.ledger().counts.retried == 0 {
        tokio::task::yield_now().await;
    }
    let back = Trader::at(address).await;
    both.authority.settled().await;
    assert_eq!(back.types(), ["CC928C", "CC028C", "CC029C"]);
}

#[tokio::test]
async fn repeats_after_errors_and_accepts_refusals() {
    let retry = Retry {
        first: Duration::from_millis(1),
        longest: Duration::from_millis(1),
    };
    let both = Both::with(|settings| settings.callback_retry = retry).await;
    both.trader.answers(503);
    assert_eq!(both.post(DECLARATION).await.unwrap().status(), 202);
    while both.authority.ledger().counts.retried < 2 {
        tokio::task::yield_now().await;
    }
    both.trader.answers(404);
    both.authority.settled().await;
    let counts = both.authority.ledger().counts;
    assert_eq!((counts.delivered, counts.refused), (0, 3));
}

#[tokio::test]
async fn senders_have_their_own_callbacks() {
    let other = Trader::start().await;
    let target = CallbackTarget {
        url: format!("http://{}/callback", other.address),
        secret: Some("other".to_owned()),
        delivery: Delivery::Push,
    };
    let both = Both::with(|settings| {
        settings
            .callback
            .by_sender
            .insert("TRADER.TWO".to_owned(), target);
    })
    .await;
    both.lodge(DECLARATION).await;
    let second = DECLARATION
        .replace("TRADER.ONE", "TRADER.TWO")
        .replace("MSG2", "MSG3");
    both.lodge(&second).await;
    assert_eq!(both.trader.types().len(), 3);
    assert_eq!(other.types().len(), 3);
    assert_eq!(other.secrets(), ["Bearer other"; 3]);
    let mrn = |trader: &Trader| text(&trader.bodies()[1], "MRN").to_owned();
    assert_ne!(
        mrn(&both.trader),
        mrn(&other),
        "one LRN, two senders, two declarations"
    );
}

#[tokio::test]
async fn schema_faults_are_reported_by_line() {
    let both = Both::with(|settings| {
        settings.schema_check = Some(Arc::new(|_| vec!["an element is too many".to_owned()]));
    })
    .await;
    both.lodge(DECLARATION).await;
    let bodies = both.trader.bodies();
    assert_eq!(both.trader.types(), ["CC917C"]);
    assert_eq!(text(&bodies[0], "errorText"), "an element is too many");
}

#[tokio::test]
async fn shows_what_it_has_seen() {
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge(DECLARATION).await;
    let get = async |path: &str| {
        let url = format!("http://{}{path}", both.authority.address());
        let response = both.client.get(url).send().await.unwrap();
        let status = response.status().as_u16();
        let body = response.bytes().await.unwrap();
        (status, serde_json::from_slice::<Value>(&body).unwrap())
    };
    let (status, counts) = get("/ncts/ledger").await;
    assert_eq!(status, 200);
    assert_eq!(counts["received"], 1);
    assert_eq!(counts["declarationsByStatus"]["released"], 1);
    let (status, entry) = get("/ncts/declarations/LRN20260001").await;
    assert_eq!(status, 200);
    assert_eq!(entry["transcript"].as_array().unwrap().len(), 4);
    assert_eq!(get("/ncts/declarations/NONE").await.0, 404);
    assert_eq!(get("/health").await.0, 200);
    let ledger = both.authority.ledger();
    let transcript = &ledger.declaration("LRN20260001").unwrap().transcript;
    assert_eq!(transcript[0].direction, Direction::FromTrader);

    let url = format!(
        "http://{}/ncts/declarations/LRN20260001/answers",
        both.authority.address()
    );
    let request = both
        .client
        .post(url)
        .header("content-type", "application/json");
    let response = request.body("[\"CC045C\"]").send().await.unwrap();
    assert_eq!(response.status(), 202);
    both.authority.settled().await;
    assert_eq!(both.trader.types().last().unwrap(), "CC045C");
    both.authority.shutdown().await;
}

#[tokio::test]
async fn a_finished_declaration_is_a_small_entry() {
    let both = Both::start().await;
    for n in 0..50 {
        let body = DECLARATION
            .replace("LRN20260001", &format!("LRN{n}"))
            .replace("MSG20260001", &format!("MSG{n}"));
        assert_eq!(both.post(&body).await.unwrap().status(), 202);
    }
    both.authority.settled().await;
    let ledger = both.authority.ledger();
    assert_eq!(ledger.declarations.len(), 50);
    assert!(
        ledger
            .declarations
            .iter()
            .all(|entry| entry.transcript.is_empty())
    );
    assert_eq!(ledger.counts.delivered, 150);
    let mrns: std::collections::BTreeSet<_> = ledger
        .declarations
        .iter()
        .map(|entry| entry.mrn.clone())
        .collect();
    assert_eq!(mrns.len(), 50);
}
